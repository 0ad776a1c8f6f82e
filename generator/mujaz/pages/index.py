"""The site read backwards, once: who is mentioned where, who claims what, what replaces what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from mujaz.checks.rights import count_words, quoted_ranges
from mujaz.model import Claim, Entity, Relation
from mujaz.resolved import Mention, Site, SiteBrief
from mujaz.source import Span


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """Reverse look-ups that pages of all kinds need.

    Attributes:
        mentions: of an entity: the briefs that mention it, with the mentions in each.
        claims_by: of an entity: the claims that it makes.
        claims_via: of an entity: the claims of others that it passed on.
        claims_about: of an entity: the claims of others whose passage names it.
        events_of: of an entity: briefs and positions of the events that list it.
        tagged: of a tag: the briefs that bear it.
        notes_about: of an entity: briefs and positions of the notes about it.
        relations_to: of an entity: the relations that others have to it.
        superseded_by: of a claim, as (brief, claim): the claims that replace it.
        contradicted_by: of a claim, as (brief, claim): the claims that name it as their contrary.
        defined_in: of an entity that a brief defines: that brief.
        briefs_of: of a seed: the briefs about it.
        quoted: of a seed: the ranges that briefs quote.
        words: of a seed: how many words it has.
    """

    mentions: dict[str, list[tuple[SiteBrief, list[Mention]]]]
    claims_by: dict[str, list[tuple[SiteBrief, Claim]]]
    claims_via: dict[str, list[tuple[SiteBrief, Claim]]]
    claims_about: dict[str, list[tuple[SiteBrief, Claim]]]
    events_of: dict[str, list[tuple[SiteBrief, int]]]
    tagged: dict[str, list[SiteBrief]]
    notes_about: dict[str, list[tuple[SiteBrief, int]]]
    relations_to: dict[str, list[tuple[Entity, Relation]]]
    superseded_by: dict[tuple[str, str], list[tuple[SiteBrief, Claim]]]
    contradicted_by: dict[tuple[str, str], list[tuple[SiteBrief, Claim]]]
    defined_in: dict[str, SiteBrief]
    briefs_of: dict[str, list[SiteBrief]]
    quoted: dict[str, list[Span]]
    words: dict[str, int]


def index_site(site: Site) -> SiteIndex:
    """Build the reverse look-ups of a site; briefs stand in the order of `latest_first`."""
    mentions: dict[str, list[tuple[SiteBrief, list[Mention]]]] = defaultdict(list)
    claims_by: dict[str, list[tuple[SiteBrief, Claim]]] = defaultdict(list)
    claims_via: dict[str, list[tuple[SiteBrief, Claim]]] = defaultdict(list)
    claims_about: dict[str, list[tuple[SiteBrief, Claim]]] = defaultdict(list)
    events_of: dict[str, list[tuple[SiteBrief, int]]] = defaultdict(list)
    tagged: dict[str, list[SiteBrief]] = defaultdict(list)
    notes_about: dict[str, list[tuple[SiteBrief, int]]] = defaultdict(list)
    superseded_by: dict[tuple[str, str], list[tuple[SiteBrief, Claim]]] = defaultdict(list)
    contradicted_by: dict[tuple[str, str], list[tuple[SiteBrief, Claim]]] = defaultdict(list)
    briefs_of: dict[str, list[SiteBrief]] = defaultdict(list)
    for entry in latest_first(site):
        here: dict[str, list[Mention]] = defaultdict(list)
        for mention in entry.mentions:
            here[mention.entity].append(mention)
        for entity, found in here.items():
            mentions[entity].append((entry, found))
        for claim in entry.brief.claims:
            if claim.speaker is not None:
                claims_by[claim.speaker.id].append((entry, claim))
            for ref_ in claim.via:
                claims_via[ref_.id].append((entry, claim))
            for entity in _subjects(entry, claim):
                claims_about[entity].append((entry, claim))
            for ref in claim.supersedes:
                owner, older = site.claim(entry, ref)
                superseded_by[owner.id, older.id.id].append((entry, claim))
            for ref in claim.contradicts:
                owner, other = site.claim(entry, ref)
                contradicted_by[owner.id, other.id.id].append((entry, claim))
        for position, note in enumerate(entry.brief.notes):
            for entity_ref in note.entities:
                notes_about[entity_ref.id].append((entry, position))
        for position, event in enumerate(entry.brief.timeline):
            for entity_ref in event.entities:
                events_of[entity_ref.id].append((entry, position))
        for tag in entry.brief.tags:
            tagged[tag.id].append(entry)
        for seed_ref in entry.brief.seeds:
            briefs_of[seed_ref.id].append(entry)
    relations_to: dict[str, list[tuple[Entity, Relation]]] = defaultdict(list)
    for entity_ in site.entities.values():
        for relation in entity_.relations:
            relations_to[relation.to.id].append((entity_, relation))
    return SiteIndex(
        dict(mentions),
        dict(claims_by),
        dict(claims_via),
        dict(claims_about),
        dict(events_of),
        dict(tagged),
        dict(notes_about),
        dict(relations_to),
        dict(superseded_by),
        dict(contradicted_by),
        {id: entry for entry in site.briefs.values() for id in entry.brief.entities},
        dict(briefs_of),
        quoted_ranges(site),
        {id: count_words(seed.source.text) for id, seed in site.seeds.items()},
    )


def _subjects(entry: SiteBrief, claim: Claim) -> list[str]:
    """The entities that a claim is about: its passage names them, and they are not those who make it or pass it on."""
    target = entry.target(claim.at)
    if target is None:
        return []
    tellers = {ref.id for ref in (claim.speaker, *claim.via) if ref is not None}
    named = dict.fromkeys(
        mention.entity
        for mention in entry.mentions
        if mention.seed == target.seed
        and target.span.start <= mention.span.start
        and mention.span.end <= target.span.end
    )
    return [entity for entity in named if entity not in tellers]


def latest_first(site: Site) -> list[SiteBrief]:
    """The briefs by the day of their last change, the latest first, those without a day last."""
    return sorted(site.briefs.values(), key=_age)


def brief_year(entry: SiteBrief) -> int | None:
    """The year of a brief's last change, by which `latest_first` has it; None for a brief without a day."""
    changed = entry.brief.updated or entry.brief.published
    return changed.sort_key[1].year if changed else None


def _age(entry: SiteBrief) -> tuple[int, str]:
    changed = entry.brief.updated or entry.brief.published
    day = changed.sort_key[1].toordinal() if changed else 0
    return -day, entry.id
