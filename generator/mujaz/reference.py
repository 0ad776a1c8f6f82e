"""Reference pages of the documentation: what the code itself can say, put between the words written by hand.

A page holds blocks `<!-- reference: KIND NAME -->` … `<!-- end of reference -->`; what stands between the two
lines is made from the model, the rules or the command. `python -m mujaz.reference docs/reference` writes them anew.
"""

from __future__ import annotations

import json
import re
import sys
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import click

from mujaz import model
from mujaz.document.layout.sections import Section
from mujaz.engine.workspace import write_file
from mujaz.model.base import Part
from mujaz.model.brief import ClaimTranslation, NoteTranslation
from mujaz.model.decode import keys_of
from mujaz.model.schema import DOCUMENTS, json_schema, schema_text
from mujaz.model.sourcing import Grade, NonEmpty, Url
from mujaz.model.values import Language, WorkText
from mujaz.review.formats.json import json_schema as review_schema
from mujaz.syntax.rules import RULES
from mujaz.text.patterns import lazy_re

_BLOCK = lazy_re(r"(<!-- reference: (\w+) ?(\S*) -->\n).*?(<!-- end of reference -->)", re.DOTALL)
_HELP_WIDTH = 78  # columns of the command's help, as a terminal of 80 shows it

_PARTS: dict[str, type] = {
    part.__name__: part
    for part in (*vars(model).values(), NoteTranslation, ClaimTranslation)
    if isinstance(part, type) and issubclass(part, Part)
}

_WORDS: dict[Any, str] = {
    str: "string",
    NonEmpty: "string",
    int: "number",
    float: "number",
    bool: "`true` or `false`",
    Language: "[language tag](#language-tags)",
    Grade: "[grade](#grades)",
    Url: "web address",
    model.Text: "[text](#texts-and-prose)",
    WorkText: "[text](#texts-and-prose)",
    model.AliasText: "[alias](#aliases)",
    model.Anchor: "[anchor](#anchors)",
    model.Date: "[date](#dates)",
    model.Ref: "[id](#ids)",
    model.ClaimRef: "[claim id](#ids)",
    model.BriefRef: "[id](#ids)",
}


def refresh(page: str) -> str:
    """A page with all its reference blocks made anew.

    Raises:
        KeyError: a block asks for something that there is not.
    """

    def made(match: re.Match[str]) -> str:
        opening, kind, name, closing = match.groups()
        return f"{opening}\n{_KINDS[kind](name)}\n\n{closing}"

    return _BLOCK.sub(made, page)


def reference_files(folder: Path) -> dict[Path, str]:
    """All files of the reference as they should be: the pages found in a folder, and the JSON Schemas below it."""
    pages = {path: refresh(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md"))}
    schemas = {name: schema_text(name) for name in DOCUMENTS}
    schemas["review"] = json.dumps(review_schema(), ensure_ascii=False, indent=2) + "\n"
    return {**pages, **{folder / "schemas" / f"{name}.json": text for name, text in schemas.items()}}


def keys_table(name: str) -> str:
    """The keys of a class of the model: what each holds, and what it means."""
    part = _PARTS[name]
    described = _schemas()[name]
    required = described.get("required", ())
    rows = ["| Key | Value | Meaning |", "|---|---|---|"]
    for key, hint in keys_of(part).items():
        about = described["properties"][key]
        meaning = _sentence(about.get("description", ""))
        if key in required:
            meaning = f"{meaning} **Required.**"
        elif "default" in about:
            meaning = f"{meaning} Default: `{about['default']}`."
        rows.append(f"| `{key}` | {_words(hint)} | {meaning.strip()} |")
    return "\n".join(rows)


def rules_table(_: str) -> str:
    """All rules, one a line."""
    rows = ["| Rule | Level | Finds |", "|---|---|---|"]
    rows += [f"| [`{rule.name}`](#{rule.name}) | {rule.severity} | {rule.summary} |" for rule in RULES.values()]
    return "\n".join(rows)


def rules_explained(_: str) -> str:
    """All rules, each with its explanation under a heading."""
    return "\n\n".join(
        f"## `{rule.name}` {{: #{rule.name} }}\n\n*{rule.severity}*: {rule.summary}.\n\n{rule.explanation}"
        for rule in RULES.values()
    )


def sections_tables(_: str) -> str:
    """The sections of each kind of page, in the usual order."""
    from mujaz.document.layout import LAYOUTS  # loads all layouts, which no other reference needs

    said = []
    for kind, layout in LAYOUTS.items():
        rows = ["| Section | Shows | Left out |", "|---|---|---|"]
        rows += [f"| `{name}` | {section.about} | {_left_out(section)} |" for name, section in layout.sections.items()]
        said.append("\n".join([f"### `{kind}` {{: #sections-{kind} }}", "", *rows]))
    return "\n\n".join(said)


def _left_out(section: Section) -> str:
    if not section.needed:
        return "may be"
    needing = " and ".join(f"`{name}`" for name in section.needed_by)
    without = f", unless {needing} are, too" if needing else ""
    return f"may not be{without}: {section.needed}"


def command_help(name: str) -> str:
    """What `mujaz VERB --help` prints, or `mujaz VERB SUB --help` of `VERB/SUB`; without a name, `mujaz --help`."""
    from mujaz.cli import main  # loads the verbs, which no other reference needs

    command: click.Command = main
    with main.make_context("mujaz", [], resilient_parsing=True, terminal_width=_HELP_WIDTH) as context:
        if name:
            for part in name.split("/"):
                found = command.get_command(context, part) if isinstance(command, click.Group) else None
                if found is None:
                    raise KeyError(name)
                command = found
                context = click.Context(command, parent=context, info_name=part)
        return f"```text\n{command.get_help(context)}\n```"


_KINDS: Mapping[str, Callable[[str], str]] = {
    "keys": keys_table,
    "rules": rules_table,
    "explanations": rules_explained,
    "command": command_help,
    "sections": sections_tables,
}


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    """The parts of all JSON Schemas by the name of their class."""
    found: dict[str, dict[str, Any]] = {}
    for name, document in DOCUMENTS.items():
        schema = json_schema(name)
        found |= schema.get("$defs", {})
        found[document.__name__] = schema
    return found


def _sentence(text: str) -> str:
    joined = " ".join(text.split()).replace("|", "\\|")
    return joined if not joined or joined.endswith(".") else f"{joined}."


def _words(hint: Any, *, plural: bool = False) -> str:
    """What a key holds, in words."""
    if hint in _WORDS:
        return _plural(_WORDS[hint]) if plural else _WORDS[hint]
    origin, arms = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = next(arm for arm in arms if arm is not type(None))
        return _words(inner, plural=plural)
    if origin is typing.Annotated:
        return _words(arms[0], plural=plural)
    if origin is tuple:
        return f"list of {_words(arms[0], plural=True)}"
    if origin is typing.Literal:
        return "one of " + ", ".join(f"`{word}`" for word in arms)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        keys = "language tag" if arms[0] == Language else "id"
        return f"mapping from {keys} to {_words(arms[1])}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return "one of " + ", ".join(f"`{word.value}`" for word in hint)
    if isinstance(hint, type) and hint.__name__ in _PARTS:
        word = f"[{_spaced(hint.__name__)}](#{_spaced(hint.__name__).replace(' ', '-')})"
        return _plural(word) if plural else word
    raise KeyError(hint)


def _plural(word: str) -> str:
    """The plural of a noun, within the brackets if it is a link."""
    noun, bracket, rest = word.partition("]")
    if noun.endswith("y"):
        return f"{noun[:-1]}ies{bracket}{rest}"
    return f"{noun}{'es' if noun.endswith('s') else 's'}{bracket}{rest}"


def _spaced(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r" \1", name).lower()


if __name__ == "__main__":
    for _path, _text in reference_files(Path(sys.argv[1])).items():
        write_file(_path, _text)
