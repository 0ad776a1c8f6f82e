"""The site read backwards, once: who is mentioned where, what is quoted, what replaces what.

It is made from the facts of each brief, which are few and hold no text, so that it can be made again whenever one of
them changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from mujaz.model import ClaimRef, Entity, Status
from mujaz.resolve.site import SiteBrief

_K = TypeVar("_K")
_V = TypeVar("_V")

ClaimKey = str
"""A claim anywhere: the id of its brief, `#`, and its own."""

Range = tuple[int, int]
"""A half-open range of code points of a seed."""

Month = tuple[int, int | None]
"""A year and, where it is known, a month."""


class BriefFacts(Struct, frozen=True):
    """What the pages of a site need to know of a brief to find it and to count it, in no language.

    Attributes:
        id: the brief.
        languages: those that it is published in.
        status: its state.
        changed: the day of its last change as a proleptic ordinal, 0 where none is written.
        changed_year: the year of that day.
        month: the month of its first publication.
        tags: ids of its subjects.
        seeds: ids of the seeds that it is about.
        mentions: of each entity that its seeds name: how often.
        concerns: of each entity that it says something about, mentioned or not.
        quoted: the ranges of seeds that its notes, claims and events stand at.
        claims: how many claims it makes.
        event_years: of each of its events: the year in which it begins, or ends where it has no beginning.
        supersedes: pairs of a claim of its own and one that this replaces.
        contradicts: pairs of a claim of its own and one that it names as its contrary.
        defines: the entities that it defines.
        superseded_by: the brief that takes its place.
        review: the first day on which it is due for review, as a proleptic ordinal.
        embargo: the first day on which it may be published, likewise.
        cites: the publications of the glossary that its notes, claims and events cite.
    """

    id: str
    languages: tuple[str, ...]
    status: Status
    changed: int
    changed_year: int | None
    month: Month | None
    tags: tuple[str, ...]
    seeds: tuple[str, ...]
    mentions: Mapping[str, int]
    concerns: tuple[str, ...]
    quoted: tuple[tuple[str, Range], ...]
    claims: int
    event_years: tuple[int, ...]
    supersedes: tuple[tuple[str, ClaimKey], ...]
    contradicts: tuple[tuple[str, ClaimKey], ...]
    defines: tuple[str, ...]
    superseded_by: str | None
    review: int | None
    embargo: int | None
    cites: tuple[str, ...]


def facts_of(entry: SiteBrief) -> BriefFacts:
    """The facts of a brief."""
    brief = entry.brief
    mentions: defaultdict[str, int] = defaultdict(int)
    for mention in entry.mentions:
        mentions[mention.entity] += 1
    concerns = dict.fromkeys(mentions)
    for claim in brief.claims:
        concerns.update(dict.fromkeys(ref.id for ref in (claim.speaker, *claim.via) if ref is not None))
    for event in brief.timeline:
        concerns.update(dict.fromkeys(ref.id for ref in event.entities))
    for note in brief.notes:
        concerns.update(dict.fromkeys(ref.id for ref in note.entities))
    targets = (entry.target(part.at) for part in brief.annotations)
    changed = brief.updated or brief.published
    first = brief.published or brief.updated
    moment = first.extent.first if first else None
    day = changed.sort_key[1].day if changed else None
    return BriefFacts(
        entry.id,
        entry.languages,
        brief.status,
        day.toordinal() if day else 0,
        day.year if day else None,
        (moment.year, moment.month) if moment else None,
        tuple(ref.id for ref in brief.tags),
        tuple(ref.id for ref in brief.seeds),
        dict(mentions),
        tuple(concerns),
        tuple((target.seed, (target.span.start, target.span.end)) for target in targets if target is not None),
        len(brief.claims),
        tuple(event.date.year for event in brief.timeline),
        tuple((claim.id.id, _key(entry, ref)) for claim in brief.claims for ref in claim.supersedes),
        tuple((claim.id.id, _key(entry, ref)) for claim in brief.claims for ref in claim.contradicts),
        tuple(brief.entities),
        brief.superseded_by.id if brief.superseded_by else None,
        brief.review_day.toordinal() if brief.review_day else None,
        brief.embargo_day.toordinal() if brief.embargo_day else None,
        tuple(sorted({ref.id for part in brief.annotations for ref in part.sources} - brief.sources.keys())),
    )


def _key(entry: SiteBrief, ref: ClaimRef) -> ClaimKey:
    home, separator, claim = ref.id.rpartition("#")
    return f"{home if separator else entry.id}#{claim}"


class SiteIndex(Struct, frozen=True):
    """Reverse look-ups that pages of all kinds need; briefs stand by their last change, the latest first.

    Attributes:
        facts: of a brief: its facts; the briefs in their order.
        concerned: of an entity: the briefs that mention it or say something about it.
        mentions: of an entity: how many briefs mention it, and how often they do in all.
        tagged: of a tag: the briefs that bear it.
        briefs_of: of a seed: the briefs about it.
        cited: of a publication of the glossary: the briefs that cite it.
        quoted: of a seed: the ranges that briefs quote, those that touch joined, in order.
        superseded_by: of a claim: the claims that replace it.
        contradicted_by: of a claim: the claims that name it as their contrary.
        shown: of an entity: the languages of the briefs that mention it.
        defined_in: of an entity that a brief defines: that brief.
        related: of an entity: the entities that have a relation to it, once for each.
        supersedes: of a brief: those that it takes the place of.
    """

    facts: Mapping[str, BriefFacts]
    concerned: Mapping[str, tuple[str, ...]]
    mentions: Mapping[str, tuple[int, int]]
    tagged: Mapping[str, tuple[str, ...]]
    briefs_of: Mapping[str, tuple[str, ...]]
    cited: Mapping[str, tuple[str, ...]]
    quoted: Mapping[str, tuple[Range, ...]]
    superseded_by: Mapping[ClaimKey, tuple[ClaimKey, ...]]
    contradicted_by: Mapping[ClaimKey, tuple[ClaimKey, ...]]
    shown: Mapping[str, tuple[str, ...]]
    defined_in: Mapping[str, str]
    related: Mapping[str, tuple[str, ...]]
    supersedes: Mapping[str, tuple[str, ...]]


def relations_of(entities: Mapping[str, Entity]) -> dict[str, tuple[str, ...]]:
    """For each entity with relations, those that it is related to."""
    return {
        id: tuple(dict.fromkeys(relation.to.id for relation in entity.relations))
        for id, entity in entities.items()
        if entity.relations
    }


def build_index(briefs: Iterable[BriefFacts], relations: Mapping[str, Iterable[str]]) -> SiteIndex:
    """Build the reverse look-ups.

    Args:
        briefs: the facts of all briefs.
        relations: of entities: those that they are related to.
    """
    ordered = sorted(briefs, key=lambda facts: (-facts.changed, facts.id))
    concerned: defaultdict[str, list[str]] = defaultdict(list)
    tagged: defaultdict[str, list[str]] = defaultdict(list)
    briefs_of: defaultdict[str, list[str]] = defaultdict(list)
    cited: defaultdict[str, list[str]] = defaultdict(list)
    superseded: defaultdict[ClaimKey, list[ClaimKey]] = defaultdict(list)
    contradicted: defaultdict[ClaimKey, list[ClaimKey]] = defaultdict(list)
    quoted: defaultdict[str, list[Range]] = defaultdict(list)
    mentions: dict[str, tuple[int, int]] = {}
    shown: defaultdict[str, set[str]] = defaultdict(set)
    defined_in: dict[str, str] = {}
    supersedes: defaultdict[str, list[str]] = defaultdict(list)
    for facts in ordered:
        for entity in facts.concerns:
            concerned[entity].append(facts.id)
        for entity, count in facts.mentions.items():
            in_briefs, in_all = mentions.get(entity, (0, 0))
            mentions[entity] = (in_briefs + 1, in_all + count)
            shown[entity].update(facts.languages)
        for tag in facts.tags:
            tagged[tag].append(facts.id)
        for seed in facts.seeds:
            briefs_of[seed].append(facts.id)
        for publication in facts.cites:
            cited[publication].append(facts.id)
        for seed, range in facts.quoted:
            quoted[seed].append(range)
        for claim, other in facts.supersedes:
            superseded[other].append(f"{facts.id}#{claim}")
        for claim, other in facts.contradicts:
            contradicted[other].append(f"{facts.id}#{claim}")
        if facts.superseded_by is not None:
            supersedes[facts.superseded_by].append(facts.id)
        defined_in.update(dict.fromkeys(facts.defines, facts.id))
    related: defaultdict[str, list[str]] = defaultdict(list)
    for id, others in relations.items():
        for to in others:
            related[to].append(id)
    return SiteIndex(
        {facts.id: facts for facts in ordered},
        _fixed(concerned),
        mentions,
        _fixed(tagged),
        _fixed(briefs_of),
        _fixed(cited),
        {seed: _merged(ranges) for seed, ranges in quoted.items()},
        _fixed(superseded),
        _fixed(contradicted),
        {entity: tuple(sorted(languages)) for entity, languages in shown.items()},
        defined_in,
        _fixed(related),
        _fixed(supersedes),
    )


def _fixed(lists: Mapping[_K, list[_V]]) -> dict[_K, tuple[_V, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def _merged(ranges: list[Range]) -> tuple[Range, ...]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return tuple(merged)
