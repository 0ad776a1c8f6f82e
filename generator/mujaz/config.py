"""What mujaz takes from `mkdocs.yml`: the languages of the site and the folders it writes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from mujaz import rules
from mujaz.diagnostics import Diagnostic
from mujaz.source import Source, Span

DEFAULT_LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language.

    Attributes:
        language: BCP 47 tag, which is also the folder of its pages below `docs/`.
        name: the language's name in itself, for links between editions.
    """

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a site.

    Attributes:
        editions: one for each entry of `extra.alternate`.
        docs_dir: where pages are written, relative to the root.
    """

    editions: tuple[Edition, ...]
    docs_dir: str


def _plain(node: yaml.Node | None) -> Any:
    """A node without its types: MkDocs' own tags, such as `!ENV`, are none of our business."""
    if isinstance(node, yaml.MappingNode):
        return {str(_plain(key)): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value if isinstance(node, yaml.ScalarNode) else None


def read_config(source: Source) -> tuple[Config, list[Diagnostic]]:
    """Read `mkdocs.yml`. MkDocs checks the file itself; here only what mujaz relies on is checked."""
    default = Config(tuple(Edition(tag, tag) for tag in DEFAULT_LANGUAGES), "docs")
    try:
        node = yaml.compose(source.text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        offset = problem.problem_mark.index if problem.problem_mark else 0
        place = Span(source, min(offset, len(source.text)), min(offset + 1, len(source.text)))
        help = "look at the indentation and the colons of this line and the one before"
        return default, [rules.YAML_SYNTAX.at(place, f"this is not YAML: {problem.problem}", help)]
    settings = _plain(node)
    if not isinstance(settings, dict):
        return default, [rules.WRONG_SHAPE.at(Span(source, 0, 0), "the file is not a mapping", "see the MkDocs manual")]
    findings = []
    if settings.get("use_directory_urls") != "false":
        place = _value_of(source, node, "use_directory_urls")
        help = "write `use_directory_urls: false`: then every page opens from a folder as from a web server"
        findings.append(rules.DIRECTORY_URLS.at(place, "pages would be folders, which do not open offline", help))
    extra = settings.get("extra")
    listed = extra.get("alternate") if isinstance(extra, dict) else None
    editions = tuple(
        Edition(str(entry["lang"]), str(entry.get("name") or entry["lang"]))
        for entry in listed or ()
        if isinstance(entry, dict) and "lang" in entry
    )
    return Config(editions or default.editions, str(settings.get("docs_dir") or "docs")), findings


def _value_of(source: Source, node: yaml.Node | None, key: str) -> Span:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                return Span(source, value.start_mark.index, value.end_mark.index)
    return Span(source, 0, 0)
