"""A site each free text of which is hostile: the fields are those of the model, whatever they are.

The made documents of `review/full.py` have a value for every key of the model, which a test there holds. Here they
become a site that can be built, once for each payload, and every text in them that a person may word freely becomes the
payload between two marks of its own, by which it is found again wherever it is shown.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import sys
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from annotated_types import MinLen
from pydantic.fields import FieldInfo

from mujaz.markup.parse import parse_prose
from mujaz.model import Brief, Glossary, SeedRecord, Text
from mujaz.model.base import Part
from mujaz.model.entity import AliasText

sys.path.insert(0, str(Path(__file__).parent / "review"))
sys.path.insert(0, str(Path(__file__).parent / "markup"))
from full import BRIEF, GLOSSARY, RECORD  # the documents lie with the tests of reviews
from payloads import PAYLOADS

CONFIGURATION = """\
site_name: hostile
use_directory_urls: false
theme: {name: material, language: en, font: false, features: [navigation.tabs, search.highlight]}
plugins: [mujaz, search]
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables, toc, pymdownx.superfences]
extra:
  alternate:
    - {lang: en, name: English, link: en/index.html}
    - {lang: ar, name: العربية, link: ar/index.html, numerals: latn}
    - {lang: fr, name: Français, link: fr/index.html}
nav: [{Home: index.md}, {English: en/index.md}, {Arabic: ar/index.md}, {French: fr/index.md}]
not_in_nav: |
  /en/
  /ar/
  /fr/
"""

QUAY = """\
They met at the quay today, which is nine metres deep now. They say that it opens in May of this year, and that on the \
first of May again. في أول الكلام ثم. في آخر الكلام ثم.
"""
STRIKE = "It was stopped by the strike of the workers.\n"

Path_ = tuple[str, ...]


@dataclass(frozen=True)
class Leaf:
    """A place for a text in the model.

    Attributes:
        path: the name of its document, and the keys to it; `*` for any key of a mapping or item of a list.
        free: whether a person words it; other texts have a form, such as ids, days and addresses.
    """

    path: Path_
    free: bool


def leaves(kind: Any, path: Path_ = (), facts: Sequence[Any] = ()) -> Iterator[Leaf]:
    """All places for a text below a type of the model."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        yield from leaves(inner[0], path, (*facts, *inner[1:]))
    elif origin in (types.UnionType, typing.Union):
        for one in inner:
            yield from leaves(one, path, facts)
    elif origin is tuple:
        yield from leaves(inner[0], (*path, "*"))
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield from leaves(inner[1], (*path, "*"))
    elif isinstance(kind, type) and issubclass(kind, Part):
        hints = typing.get_type_hints(kind, include_extras=True)
        for part in dataclasses.fields(kind):
            if part.name not in ("span", "keys") and not _is_key(hints[part.name]):
                yield from leaves(hints[part.name], (*(path or (kind.__name__,)), _key(part.name, hints[part.name])))
    elif isinstance(kind, type) and issubclass(kind, (Text, AliasText)):
        yield Leaf(path, free=True)
    elif kind is str:
        yield Leaf(path, free=not any(_shapes(fact) for fact in facts))


def _is_key(hint: Any) -> bool:
    """Whether a field is the key of its object, such as an id."""
    return any(isinstance(fact, FieldInfo) and fact.validation_alias == "\0id" for fact in typing.get_args(hint)[1:])


def _key(name: str, hint: Any) -> str:
    found = [fact.alias for fact in typing.get_args(hint)[1:] if isinstance(fact, FieldInfo) and fact.alias]
    return found[0] if found else name


def _shapes(fact: Any) -> bool:
    """Whether something that is said of a type limits more than its length."""
    if isinstance(fact, FieldInfo):
        return bool(fact.json_schema_extra) or any(not isinstance(one, MinLen) for one in fact.metadata)
    return not isinstance(fact, MinLen)


LEAVES = tuple(leaf for kind in (Brief, Glossary, SeedRecord) for leaf in leaves(kind))
FREE = tuple(leaf.path for leaf in LEAVES if leaf.free)

PROSE = frozenset({"summary", "key_points", "unknowns", "body", "rationale"})
"""The keys of texts that are Markdown, a part of it: HTML in them is refused."""


def is_prose(path: Path_) -> bool:
    """Whether the text at a place is Markdown."""
    return not PROSE.isdisjoint(path[-2:])


_LONGEST = 400
"""Of a payload in a site, in code points; the limits of fields are another promise."""


def short_payloads() -> list[str]:
    """The payloads that a YAML file may hold, on one line; what it may not hold is refused, which S5 proves."""
    from test_security import may_stand_in_yaml, one_line  # late: it makes lists of thousands of texts

    lines = dict.fromkeys(one_line(text)[:_LONGEST].strip() for text in PAYLOADS)
    return [line for line in lines if may_stand_in_yaml(line)]


@dataclass(frozen=True)
class Planted:
    """A payload at a place, between its marks.

    Attributes:
        path: of the place.
        payload: as it was meant.
        mark: a word that occurs nowhere else.
    """

    path: Path_
    payload: str
    mark: str

    @property
    def text(self) -> str:
        """What stands there."""
        return f"{self.mark} {self.payload} {self.mark}"


_LONGEST_CITED = 250
"""Characters of a payload that a record takes, whose titles have a limit; the mark comes to them."""


def plant(root: Path, payloads: Sequence[str], lines: Sequence[str] = ()) -> list[Planted]:
    """Write a site with each payload at each place; prose that mujaz would refuse gets the marks only.

    Args:
        root: the folder of the site.
        payloads: on one line each.
        lines: further texts, which stand in the first seed.

    Returns:
        what was planted.
    """
    planted: list[Planted] = []
    for name in ("seeds", "briefs/glossary", "docs"):
        (root / name).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    (root / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    glossary: dict[str, Any] = {"language": "en", "entities": {}, "sources": {}, "tags": {}}
    for number, payload in enumerate(payloads):
        trees = _documents(number)
        for kind, tree in trees.items():
            is_long = kind == "SeedRecord" and len(payload) > _LONGEST_CITED
            trees[kind] = _filled(tree, (kind,), payloads[0] if is_long else payload, planted)
        brief, more, record = (trees[kind] for kind in ("Brief", "Glossary", "SeedRecord"))
        _write(root / f"briefs/b{number}.yml", brief)
        said = Planted(("seed", "text"), payload, f"mj{len(planted)}x")
        planted.append(said)
        article = "\n".join((QUAY, said.text, *(lines if number == 0 else ()), ""))
        for id, text in ((f"quay-{number}", article), (f"strike-{number}", STRIKE)):
            (root / f"seeds/{id}.txt").write_text(text, encoding="utf-8", newline="")
            own = {**record, "sha256": hashlib.sha256(text.encode()).hexdigest()}
            if id.startswith("strike"):
                own = {"sha256": own["sha256"], "rights": "full", "language": "en", "title": "S", "publisher": "P"}
            _write(root / f"seeds/{id}.yml", own)
        for key in ("entities", "sources", "tags"):
            glossary[key].update(more[key])
    glossary["entities"] |= {id: {"type": "organization", "name": id} for id in ("company", "agency")}
    _write(root / "briefs/glossary/g.yml", glossary)
    claims = "".join(f"\n  - {{id: {id}, statement: S}}" for id in "xy")
    for id in ("other", "strike-again"):
        text = f"language: en\ntitle: Another\nseeds: [strike-0]\nclaims:{claims}\n"
        (root / f"briefs/{id}.yml").write_text(text, encoding="utf-8")
    return planted


def _write(path: Path, tree: Any) -> None:
    path.write_text(json.dumps(tree, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _documents(number: int) -> dict[str, Any]:
    """The made documents as plain data, such that they fit together; `number` makes their ids unique."""
    renamed = {
        name: f"{name}-{number}" for name in ("quay", "strike", "harbour", "town", "s1", "s2", "transport", "trade")
    }
    brief, glossary, record = (_plain(yaml.safe_load(text), renamed) for text in (BRIEF, GLOSSARY, RECORD))
    brief["superseded_by"] = "strike-again"
    town, source = glossary["entities"][renamed["town"]], renamed["s2"]
    town["sources"] = [source]
    for relation in town["relations"]:
        relation.update(to="agency", sources=[source])
    for work in (brief["sources"][renamed["s1"]], glossary["sources"][source]):
        first, second = work["author"]
        work["author"] = [second, {"literal": first.pop("literal")}, first]
        work["editor"] = work["translator"] = work["author"]
    record.update(rights="full")
    for key in ("fold_sha256", "excerpt_budget"):
        record.pop(key)
    return {"Brief": brief, "Glossary": glossary, "SeedRecord": record}


def _plain(tree: Any, renamed: Mapping[str, str]) -> Any:
    """Data of YAML with days as they were written and other ids; `on` is no truth here."""
    if isinstance(tree, dict):
        return {_plain(key, renamed): value if key == "weak" else _plain(value, renamed) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(value, renamed) for value in tree]
    if isinstance(tree, datetime.date):
        return tree.isoformat()
    if tree is True:
        return "on"
    return renamed.get(tree, tree) if isinstance(tree, str) else tree


def _filled(tree: Any, path: Path_, payload: str, planted: list[Planted]) -> Any:
    """A document whose free texts are the payload."""
    if isinstance(tree, dict) and not _is_free(path):
        return {key: _filled(value, _step(path, key), payload, planted) for key, value in tree.items()}
    if isinstance(tree, dict):  # one text in several languages
        return {key: _filled(value, path, payload, planted) if key != "weak" else value for key, value in tree.items()}
    if isinstance(tree, list):
        return [_filled(value, (*path, "*"), payload, planted) for value in tree]
    if not _is_free(path):
        return tree
    made = Planted(path, payload, f"mj{len(planted)}x")
    if is_prose(path):
        prose, faults = parse_prose(made.text)
        if faults or prose.references:
            made = dataclasses.replace(made, payload="")
    planted.append(made)
    return made.text


def _step(path: Path_, key: str) -> Path_:
    exact, any_key = (*path, key), (*path, "*")
    length = len(exact)
    return exact if any(leaf.path[:length] == exact for leaf in LEAVES) else any_key


def _is_free(path: Path_) -> bool:
    return path in _FREE


_FREE = frozenset(FREE)
