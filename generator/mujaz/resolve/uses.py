"""Every place of a document where an id is defined, kept from before, or referred to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from mujaz.markup.parse import parse_prose
from mujaz.model import Anchor, Brief, ClaimRef, Glossary, Policy, Ref, SeedRecord, Text
from mujaz.model.base import Part, fields_of
from mujaz.model.values import CLAIM_ID
from mujaz.syntax.located import inner_span, key_span
from mujaz.syntax.source import Span
from mujaz.syntax.yamlnodes import read_yaml


class Kind(StrEnum):
    """What an id is of."""

    BRIEF = "brief"
    ENTITY = "entity"
    SEED = "seed"
    SOURCE = "source"
    TAG = "tag"
    CLAIM = "claim"
    NOTE = "note"


class Role(StrEnum):
    """What an id does at a place."""

    DEFINED = "defined"
    FORMER = "former"
    REFERENCE = "reference"


class Address(Struct, frozen=True, order=True):
    """What an id stands for in a whole site.

    Attributes:
        kind: what it is.
        id: in the name space that it has.
        brief: the brief that has it, of a note, of a claim and of a publication that is not shared; else empty.
    """

    kind: Kind
    id: str
    brief: str = ""

    def __str__(self) -> str:
        return f"{self.kind}/{self.brief}#{self.id}" if self.brief else f"{self.kind}/{self.id}"


class Use(Struct, frozen=True):
    """A place where an id is written.

    Attributes:
        address: what it stands for; of a former id what it stood for.
        role: what it does there.
        span: the place: of the id alone, or of the scalar that holds it with its quotation marks.
    """

    address: Address
    role: Role
    span: Span


LOCAL = "local"
"""A reference of prose: to a claim, a note or a source of the brief, or else to a source that is shared."""

REFERENCES: Mapping[tuple[str, str], Kind] = {
    ("Brief", "seeds"): Kind.SEED,
    ("Brief", "default_seed"): Kind.SEED,
    ("Brief", "tags"): Kind.TAG,
    ("Brief", "superseded_by"): Kind.BRIEF,
    ("MentionOverride", "entity"): Kind.ENTITY,
    ("Note", "entities"): Kind.ENTITY,
    ("Note", "sources"): Kind.SOURCE,
    ("Claim", "speaker"): Kind.ENTITY,
    ("Claim", "via"): Kind.ENTITY,
    ("Claim", "sources"): Kind.SOURCE,
    ("Claim", "contradicts"): Kind.CLAIM,
    ("Claim", "supersedes"): Kind.CLAIM,
    ("Event", "entities"): Kind.ENTITY,
    ("Event", "claims"): Kind.CLAIM,
    ("Event", "sources"): Kind.SOURCE,
    ("NoteTranslation", "id"): Kind.NOTE,
    ("ClaimTranslation", "id"): Kind.CLAIM,
    ("Relation", "to"): Kind.ENTITY,
    ("Relation", "sources"): Kind.SOURCE,
    ("Entity", "sources"): Kind.SOURCE,
    ("Glossary", "former_tags"): Kind.TAG,
    ("ApprovalRule", "tags"): Kind.TAG,
    ("Anchor", "seed"): Kind.SEED,
}
"""The fields of the model that refer to something by its id: class and field. A test holds that none is missing."""

DEFINITIONS: Mapping[str, Kind] = {
    "Entity": Kind.ENTITY,
    "Note": Kind.NOTE,
    "Claim": Kind.CLAIM,
    "Publication": Kind.SOURCE,
}
"""The classes of the model that have an `id` of their own."""

FORMER = frozenset({"former_ids", "merged_ids"})
"""The fields that hold ids which lead to what has them."""

PROSE = frozenset(
    {
        ("Brief", "summary"),
        ("Brief", "key_points"),
        ("Brief", "unknowns"),
        ("Note", "body"),
        ("Claim", "rationale"),
        ("BriefTranslation", "summary"),
        ("BriefTranslation", "key_points"),
        ("BriefTranslation", "unknowns"),
        ("NoteTranslation", "body"),
        ("ClaimTranslation", "rationale"),
        ("Entity", "body"),
    }
)
"""The fields that are Markdown, and so may refer to something: class and field."""


def uses(document: Brief | Glossary | SeedRecord | Policy, id: str = "") -> Iterator[Use]:
    """Every place of a document where an id is written, in the order of the model.

    The ids of briefs and of seeds are the names of their files, and no place of a document.

    Args:
        document: as its file has it.
        id: of the document, where it is a brief or a seed.
    """
    home = id if isinstance(document, Brief) else ""
    kinds = local_kinds(document) if isinstance(document, Brief) else {}
    own = Kind.BRIEF if isinstance(document, Brief) else Kind.SEED
    for former in document.former_ids if isinstance(document, Brief | SeedRecord) else ():
        yield Use(Address(own, former.id), Role.FORMER, former.span)
    if isinstance(document, Glossary):
        yield from _tags(document)
    yield from _of_part(document, home, kinds)


def local_kinds(brief: Brief) -> dict[str, Kind]:
    """What the ids stand for that a brief gives to its notes, claims and sources."""
    found = {note.id.id: Kind.NOTE for note in brief.notes} | {claim.id.id: Kind.CLAIM for claim in brief.claims}
    return found | dict.fromkeys(brief.sources, Kind.SOURCE)


def address_of(kind: Kind | str, written: str, home: str, kinds: Mapping[str, Kind]) -> Address:
    """What a reference means.

    Args:
        kind: what it is a reference to, or `LOCAL`.
        written: the id as it is written.
        home: the brief that it is written in; empty in the glossary.
        kinds: its `local_kinds`.
    """
    brief, hash, id = written.rpartition("#")
    if hash:
        return Address(Kind.CLAIM, id, brief)
    if kind == LOCAL:
        kind = kinds.get(written, Kind.SOURCE)
    found = Kind(kind)
    is_local = found in (Kind.CLAIM, Kind.NOTE) or (found is Kind.SOURCE and kinds.get(written) is Kind.SOURCE)
    return Address(found, written, home if is_local else "")


def _tags(glossary: Glossary) -> Iterator[Use]:
    written, _ = read_yaml(glossary.span.source)  # the model has no places of keys that stand for no object
    for key, role in (("tags", Role.DEFINED), ("former_tags", Role.FORMER)):
        for id in getattr(glossary, key):
            assert written is not None
            yield Use(Address(Kind.TAG, id), role, key_span(written[key], id))


def _of_part(part: Part, home: str, kinds: Mapping[str, Kind]) -> Iterator[Use]:
    name = type(part).__name__
    for field in fields_of(type(part)):
        if field in ("span", "keys"):
            continue
        value = getattr(part, field)
        kind: Kind | str | None = REFERENCES.get((name, field))
        if field == "id" and name in DEFINITIONS:
            kind = DEFINITIONS[name]
            yield Use(Address(kind, value.id, _brief_of(kind, home)), Role.DEFINED, value.span)
        elif field in FORMER and name in DEFINITIONS:
            kind = DEFINITIONS[name]
            for former in value:
                yield Use(Address(kind, former.id, _brief_of(kind, home)), Role.FORMER, former.span)
        else:
            yield from _of_value(value, kind or (LOCAL if (name, field) in PROSE else None), home, kinds)


def _brief_of(kind: Kind, home: str) -> str:
    return "" if kind is Kind.ENTITY else home


def _of_value(value: Any, kind: Kind | str | None, home: str, kinds: Mapping[str, Kind]) -> Iterator[Use]:
    if isinstance(value, Ref):
        if kind is not None:
            yield from _reference(value, kind, home, kinds)
    elif isinstance(value, Anchor):
        if value.seed is not None:
            yield from _reference(value.seed, REFERENCES["Anchor", "seed"], home, kinds)
    elif isinstance(value, Text):
        for phrase in value.phrases if kind == LOCAL else ():
            for id, start, end in parse_prose(phrase.text)[0].references if "[^" in phrase.text else ():
                if CLAIM_ID.fullmatch(id):
                    start = phrase.text.index(id, start, end)
                    span = inner_span(phrase.span, phrase.text, start, start + len(id))
                    yield from _reference(ClaimRef(id, span), LOCAL, home, kinds)
    elif isinstance(value, Part):
        yield from _of_part(value, home, kinds)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _of_value(item, kind, home, kinds)
    elif isinstance(value, tuple):
        for item in value:
            yield from _of_value(item, kind, home, kinds)


def _reference(ref: Ref, kind: Kind | str, home: str, kinds: Mapping[str, Kind]) -> Iterator[Use]:
    address = address_of(kind, ref.id, home, kinds)
    yield Use(address, Role.REFERENCE, ref.span)
    if address.kind is Kind.CLAIM and "#" in ref.id:
        yield Use(Address(Kind.BRIEF, address.brief), Role.REFERENCE, ref.span)
