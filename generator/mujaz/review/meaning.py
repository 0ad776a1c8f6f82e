"""The meaning of content, apart from how it is written: plain trees without places, and their digests.

A tree is made from the fields of the model whatever they are, so that a field which is added to the model is part of
the meaning at once. Comments, the order of keys, quoting and the folding of prose leave no trace in a tree.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any

from msgspec import Struct

from mujaz.model import Anchor, Brief, Date, Ref, Text
from mujaz.model.base import Part
from mujaz.model.keys import keys_by_name
from mujaz.model.policy import RENAMED, Policy
from mujaz.model.values import WorkText
from mujaz.resolve.index import facts_of
from mujaz.resolve.site import Site, SiteBrief
from mujaz.resolve.translations import merge_translations
from mujaz.text.patterns import lazy_re

Tree = Any
"""Texts, numbers, and lists and mappings of trees: what JSON can hold. Nothing empty is in it."""

VERSION = 2
"""Of the digests that sign-offs hold; it grows when one content gets another one."""
OLD_VERSION = 1
"""Of the hashes that sign-offs of earlier versions hold instead, each of all that was signed."""

_FIRST_NAMES = {name: former for former, name in RENAMED.items()}
# A line that begins so may begin a list, a quotation, a table or a rule; what stands indented may be code.
_BEGINS_BLOCK = lazy_re(r"[ \t]{4}|[ \t]*(?:[-+*>|#~`=:]|\d+[.)])")
_HARD_BREAK = lazy_re(r"(?: {2,}|\\)$")


def meaning(value: object, languages: Collection[str] | None = None) -> Tree:
    """The tree of a value of the model.

    Args:
        value: of the model, or made of such.
        languages: those whose words count; all without it.
    """
    if isinstance(value, WorkText):  # whatever the language of a page, it may show any of them
        return meaning(value.tree)
    if isinstance(value, Text):
        phrases = (phrase for phrase in value.phrases if languages is None or phrase.language in languages)
        return {phrase.language: unfolded(phrase.text) for phrase in phrases}
    if isinstance(value, Ref):
        return value.id
    if isinstance(value, Date):
        return value.edtf
    if isinstance(value, Anchor):
        parts = {"exact": value.exact, "prefix": value.prefix, "suffix": value.suffix}
        quote = {name: " ".join(part.split()) for name, part in parts.items()}
        return _without_empty({"seed": value.seed.id if value.seed else None, **quote})
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (Part, Struct)):
        trees = {key: meaning(getattr(value, name), languages) for name, key in keys_by_name(type(value))}
        if isinstance(value, Policy):  # under their first names, so that a new one takes no sign-off away
            trees = {_FIRST_NAMES.get(key, key): tree for key, tree in trees.items()}
        return _without_empty(trees)
    if isinstance(value, Mapping):
        return {str(key): meaning(item, languages) for key, item in value.items()}
    if isinstance(value, (tuple, list, frozenset)):
        return [meaning(item, languages) for item in value]
    if isinstance(value, str):
        return unfolded(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise TypeError(f"{type(value).__name__} has no meaning")


def merged(brief: Brief) -> Brief:
    """A brief with its translations in the fields that they translate, which is where a reader finds them."""
    return replace(merge_translations(brief)[0], translations={})


def _without_empty(tree: Mapping[str, Tree]) -> dict[str, Tree]:
    return {key: value for key, value in tree.items() if value not in (None, "", [], {})}


def unfolded(text: str) -> str:
    """Markdown with each paragraph on one line, as a reader sees it; where a line may begin a block, it stays one."""
    lines: list[str] = []
    for line in text.strip().split("\n"):
        joins = lines and lines[-1].strip() and line.strip()
        if joins and not _BEGINS_BLOCK.match(line) and not _HARD_BREAK.search(lines[-1]):
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            lines.append(line if line.strip() else "")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def shown_entities(entry: SiteBrief) -> tuple[str, ...]:
    """The ids of the entities that a brief shows: those that its seeds name, that it speaks of, and its own."""
    facts = facts_of(entry)
    return tuple(sorted({*facts.concerns, *facts.defines}))


def cited_publications(entry: SiteBrief) -> tuple[str, ...]:
    """The ids of the publications that a brief cites."""
    return tuple(sorted({ref.id for part in entry.brief.annotations for ref in part.sources}))


def signed_content(entry: SiteBrief, site: Site) -> Tree:
    """All that an editor approves with a brief: the brief, its seeds, and the glossary's part that it shows.

    Args:
        entry: a brief, its translations merged.
        site: the site that it stands in.
    """
    entities = {id: meaning(site.entities[id]) for id in shown_entities(entry) if id not in entry.brief.entities}
    seeds = {}
    for ref in entry.brief.seeds:
        seed = site.seeds[ref.id]
        seeds[ref.id] = {**meaning(seed.record), "text": hashlib.sha256(seed.source.text.encode()).hexdigest()}
    shared = [id for id in cited_publications(entry) if id not in entry.brief.sources]
    return {
        "version": OLD_VERSION,
        "brief": meaning(replace(entry.brief, translations={})),  # they are merged in already
        "seeds": seeds,
        "entities": entities,
        "publications": {id: meaning(site.publications[id]) for id in shared},
        "tags": {ref.id: meaning(site.tags[ref.id]) for ref in entry.brief.tags},
    }


def digest(tree: Tree) -> str:
    """The SHA-256 of a tree in hexadecimal: of its JSON in UTF-8 with sorted keys and without white space."""
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def content_digest(entry: SiteBrief, site: Site) -> str:
    """The content hash of a brief, which sign-offs of earlier versions hold: the digest of `signed_content`."""
    return digest(signed_content(entry, site))
