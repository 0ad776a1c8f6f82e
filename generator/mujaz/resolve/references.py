"""References of a brief: every id that it names must be defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mujaz.markup.parse import parse_prose
from mujaz.model import Brief, ClaimRef, Entity, Phrase, Publication, Ref
from mujaz.model.values import CLAIM_ID
from mujaz.resolve.former import contested_in
from mujaz.resolve.ids import Ids, duplicate, unknown
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.located import inner_span


def check_references(id: str, brief: Brief, ids: Ids) -> list[Diagnostic]:
    """Findings for the ids of a brief that lead nowhere.

    Args:
        id: the brief's own id.
        brief: the brief.
        ids: all that can be referred to.
    """
    findings = [*_local_duplicates(brief, ids), *contested_in(id, brief)]

    def entities(*refs: Ref | None) -> None:
        for ref in refs:
            if ref is not None:
                findings.extend(ids.entity(ref))

    def sources(refs: tuple[Ref, ...]) -> None:
        for ref in refs:
            findings.extend(_source(ref, ids, brief.sources))

    listed: dict[str, Ref] = {}
    for ref in brief.seeds:
        if ref.id not in ids.seeds:
            findings.extend(unknown(ref, "seed", ids.seeds, ids.hints))
        first = listed.setdefault(ref.id, ref)
        if first is not ref:
            message, label = f"the seed `{ref.id}` is listed twice", Label(first.span, "first listed here")
            findings.append(rules.DUPLICATE_ID.at(ref.span, message, "remove one of the two", [label]))
    for ref in brief.tags:
        findings.extend(unknown(ref, "tag", ids.tags, ids.hints))
    if brief.superseded_by is not None:
        findings.extend(unknown(brief.superseded_by, "brief", ids.claims, ids.hints))
        if brief.superseded_by.id == id:
            span = brief.superseded_by.span
            findings.append(
                rules.SELF_REFERENCE.at(span, f"the brief `{id}` takes its own place", "name the other brief")
            )
    for override in brief.mentions:
        entities(override.entity)
    for note in brief.notes:
        entities(*note.entities)
        sources(note.sources)
    for claim in brief.claims:
        entities(claim.speaker, *claim.via)
        sources(claim.sources)
        for claim_ref in (*claim.contradicts, *claim.supersedes):
            findings.extend(ids.claim(id, claim_ref))
            if claim_ref.id in (claim.id.id, f"{id}#{claim.id.id}"):
                findings.append(
                    rules.SELF_REFERENCE.at(
                        claim_ref.span, f"the claim `{claim.id.id}` refers to itself", "name the other claim"
                    )
                )
    for event in brief.timeline:
        entities(*event.entities)
        sources(event.sources)
        for claim_ref in event.claims:
            findings.extend(ids.claim(id, claim_ref))
    for phrase in (phrase for text in brief.prose for phrase in text.phrases):
        for claim_ref in claims_elsewhere(phrase):
            findings.extend(ids.claim(id, claim_ref))
    return findings


def claims_elsewhere(phrase: Phrase) -> Iterator[ClaimRef]:
    """The references `[^brief#claim]` of prose to claims of other briefs."""
    if "#" not in phrase.text:
        return
    prose, _ = parse_prose(phrase.text)
    for id, start, end in prose.references:
        if "#" in id and CLAIM_ID.fullmatch(id):
            yield ClaimRef(id, inner_span(phrase.span, phrase.text, start, end))


def check_entity_references(entity: Entity, ids: Ids, own: Mapping[str, Publication]) -> list[Diagnostic]:
    """Findings for the ids of an entity that lead nowhere.

    Args:
        entity: the entity.
        ids: all that can be referred to.
        own: the publications of the brief that defines it.
    """
    findings: list[Diagnostic] = []
    for ref in (*entity.sources, *(ref for relation in entity.relations for ref in relation.sources)):
        findings += _source(ref, ids, own)
    for relation in entity.relations:
        findings += ids.entity(relation.to)
        if relation.to.id == entity.id.id:
            help = "name the other entity in `to`, or remove the relation"
            findings.append(rules.SELF_REFERENCE.at(relation.to.span, f"`{entity.id.id}` is related to itself", help))
    return findings


def _source(ref: Ref, ids: Ids, own: Mapping[str, Publication]) -> list[Diagnostic]:
    if ref.id in own or ref.id in ids.publications:
        return []
    return unknown(ref, "source", {*ids.publications, *own}, ids.hints)


def _local_duplicates(brief: Brief, ids: Ids) -> list[Diagnostic]:
    """Notes, claims and publications of a brief that have the id of another one, or of a shared publication."""
    findings = []
    local: dict[str, Ref] = {}
    named: list[tuple[str, Ref]] = [("note", note.id) for note in brief.notes]
    named += [("claim", claim.id) for claim in brief.claims]
    named += [("source", publication.id) for publication in brief.sources.values()]
    for what, ref in named:
        shared = ids.publications.get(ref.id)
        first = local.get(ref.id) or (shared.id if shared else None)
        if first is not None:
            findings.append(duplicate(what, ref.id, ref.span, first.span))
        local[ref.id] = ref
    return findings
