"""Ids of before: what had another id once, which id it had first, and ids that would lead to two things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from mujaz.model import Brief, Glossary, Ref, SeedRecord
from mujaz.model.documents import Documents
from mujaz.resolve.uses import Address, Kind
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Span

T = TypeVar("T")

_RESERVED = "index"
"""The name of the page that lists all pages of a folder."""


class Former(Struct, frozen=True):
    """That something had another id.

    Attributes:
        former: what it was called.
        present: what it is called.
        merged: whether it was another entity that had the id, which turned out to be this one.
    """

    former: Address
    present: Address
    merged: bool = False


def former_ids(document: Brief | Glossary | SeedRecord, id: str = "") -> tuple[Former, ...]:
    """The ids of before that a document keeps, in its order.

    Args:
        document: as its file has it.
        id: of the document, where it is a brief or a seed.
    """
    return tuple(former for former, _ in _placed(document, id))


def all_former_ids(documents: Documents) -> list[Former]:
    """The ids of before that all documents of a site keep."""
    found = [each for glossary in documents.glossaries for each in former_ids(glossary.glossary)]
    found += [each for brief in documents.briefs for each in former_ids(brief.brief, brief.id)]
    return found + [each for seed in documents.seeds for each in former_ids(seed.record, seed.id)]


def _placed(document: Brief | Glossary | SeedRecord, id: str) -> Iterator[tuple[Former, Span]]:
    def of(kind: Kind, present: str, refs: Iterable[Ref], brief: str = "", *, merged: bool = False) -> None:
        here = Address(kind, present, brief)
        found.extend((Former(Address(kind, ref.id, brief), here, merged), ref.span) for ref in refs)

    found: list[tuple[Former, Span]] = []
    if isinstance(document, SeedRecord):
        of(Kind.SEED, id, document.former_ids)
        return iter(found)
    if isinstance(document, Brief):
        of(Kind.BRIEF, id, document.former_ids)
        for note in document.notes:
            of(Kind.NOTE, note.id.id, note.former_ids, id)
        for claim in document.claims:
            of(Kind.CLAIM, claim.id.id, claim.former_ids, id)
    else:
        for former, ref in document.former_tags.items():
            found.append((Former(Address(Kind.TAG, former), Address(Kind.TAG, ref.id)), ref.span))
    for entity in document.entities.values():
        of(Kind.ENTITY, entity.id.id, entity.former_ids)
        of(Kind.ENTITY, entity.id.id, entity.merged_ids, merged=True)
    for publication in document.sources.values():
        of(Kind.SOURCE, publication.id.id, publication.former_ids, id)
    return iter(found)


def first_ids(formers: Iterable[Former]) -> dict[str, str]:
    """By what a thing is called, as `str(Address)`: the id that it had first, of those that had another one.

    An entity that another one was merged into was never called as that one was.
    """
    found: dict[str, str] = {}
    for each in formers:
        if not each.merged:
            found.setdefault(str(each.present), each.former.id)
            found[str(each.former)] = found[str(each.present)]
    return found


def present_ids(formers: Iterable[Former]) -> dict[str, str]:
    """By what a thing was called, as `str(Address)`: the id that it has now."""
    return {str(each.former): each.present.id for each in formers if each.former != each.present}


def are_contested(formers: Iterable[Former], present: Mapping[Kind, Iterable[str]]) -> bool:
    """Whether an id of before may lead to two things, or to none: which, `check_former_ids` says.

    Args:
        formers: all of a site.
        present: the ids that there are, by kind; of what stands in briefs alone none.
    """
    known: set[Address] = {Address(kind, id) for kind, ids in present.items() for id in ids}
    formers = tuple(formers)
    empty = _saying_nothing(formers)
    for number, each in enumerate(formers):
        if number in empty and not each.former.brief:
            return True
        if each.former.brief or each.former == each.present:
            continue
        if each.former in known or each.former.id == _RESERVED:
            return True
        known.add(each.former)
    return False


def check_former_ids(documents: Documents) -> list[Diagnostic]:
    """Findings on ids of before that something else has, or had; on those within briefs, `contested_in` says."""
    seeds = [(seed.id, seed.record) for seed in documents.seeds]
    briefs = [(brief.id, brief.brief) for brief in documents.briefs]
    glossaries = [("", glossary.glossary) for glossary in documents.glossaries]
    taken: dict[tuple[Kind, str], tuple[Span, str]] = {}
    for id, record in seeds:
        taken[Kind.SEED, id] = record.span, f"the seed `{id}`"
    for id, brief in briefs:
        taken[Kind.BRIEF, id] = brief.span, f"the brief `{id}`"
    for _, glossary in glossaries:
        for tag, label in glossary.tags.items():
            taken[Kind.TAG, tag] = label.first.span, f"the tag `{tag}`"
        for publication in glossary.sources.values():
            taken[Kind.SOURCE, publication.id.id] = publication.id.span, f"the source `{publication.id.id}`"
    for entities in (*(brief.entities for _, brief in briefs), *(glossary.entities for _, glossary in glossaries)):
        for entity in entities.values():
            taken[Kind.ENTITY, entity.id.id] = entity.id.span, f"the entity `{entity.id.id}`"
    findings = []
    documents_by_id: list[tuple[str, Brief | Glossary | SeedRecord]] = [*glossaries, *briefs, *seeds]
    for id, document in documents_by_id:
        placed = list(_placed(document, id))
        empty = _saying_nothing(each for each, _ in placed)
        for number, (each, span) in enumerate(placed):
            if each.former.brief:
                continue
            if number in empty:
                findings.append(_its_own(each, span))
            elif each.former.id == _RESERVED:
                help = "remove it: in every language a page of this name lists all the others"
                what = f"the {each.present.kind} `{each.present.id}` cannot have had the id `{each.former.id}`"
                findings.append(rules.INVALID_ID.at(span, what, help))
            else:
                findings += _contested(each, span, taken, (each.former.kind, each.former.id))
    return findings


def contested_in(id: str, brief: Brief) -> list[Diagnostic]:
    """Findings on ids of before of a brief's notes, claims and sources: like their ids they are one name space."""
    refs = [part.id for parts in (brief.notes, brief.claims, brief.sources.values()) for part in parts]
    taken = {ref.id: (ref.span, f"`{ref.id}`") for ref in refs}
    placed = list(_placed(brief, id))
    empty = _saying_nothing(each for each, _ in placed)
    return [
        finding
        for number, (each, span) in enumerate(placed)
        if each.former.brief
        for finding in ([_its_own(each, span)] if number in empty else _contested(each, span, taken, each.former.id))
    ]


def _saying_nothing(formers: Iterable[Former]) -> frozenset[int]:
    """The numbers of those that name a thing by the id that it has, as if it had been called otherwise since.

    What has its id of before again keeps that, with those that came between behind it: then it says something.
    """
    last: dict[Address, int] = {}
    found = []
    known = tuple(formers)
    for number, each in enumerate(known):
        if each.merged:
            found += [number] * (each.former == each.present)
        else:
            last[each.present] = number
    return frozenset((*found, *(number for number in last.values() if known[number].former == known[number].present)))


def _its_own(each: Former, span: Span) -> Diagnostic:
    message = f"`{each.former.id}` is the id that the {each.present.kind} has now, and none of before"
    return rules.CONTESTED_ID.at(span, message, "remove it here")


def _contested(each: Former, span: Span, taken: dict[T, tuple[Span, str]], key: T) -> list[Diagnostic]:
    what = f"the {each.present.kind} `{each.present.id}`"
    place, other = taken.setdefault(key, (span, what))
    if place == span or each.former == each.present:
        return []
    has = "has that id" if other.endswith(f"`{each.former.id}`") else "had that id, too"
    help = "remove it here, or give the other another id"
    message = f"`{each.former.id}` cannot lead to {what}: {other} {has}"
    return [rules.CONTESTED_ID.at(span, message, help, [Label(place, "here")])]
