"""References of a brief: every id that it names must be defined."""

from __future__ import annotations

from mujaz import rules
from mujaz.diagnostics import Diagnostic, Label
from mujaz.model import Brief, Ref
from mujaz.resolve.ids import Ids, unknown


def check_references(id: str, brief: Brief, ids: Ids) -> list[Diagnostic]:
    """Findings for the ids of a brief that lead nowhere.

    Args:
        id: the brief's own id.
        brief: the brief.
        ids: all that can be referred to.
    """
    citable = {**ids.publications, **brief.sources}
    findings: list[Diagnostic] = []

    def entities(*refs: Ref | None) -> None:
        for ref in refs:
            if ref is not None:
                findings.extend(ids.entity(ref))

    def sources(refs: tuple[Ref, ...]) -> None:
        for ref in refs:
            findings.extend(unknown(ref, "source", citable))

    listed: dict[str, Ref] = {}
    for ref in brief.seeds:
        findings.extend(unknown(ref, "seed", ids.seeds))
        first = listed.setdefault(ref.id, ref)
        if first is not ref:
            message, label = f"the seed `{ref.id}` is listed twice", Label(first.span, "first listed here")
            findings.append(rules.DUPLICATE_ID.at(ref.span, message, "remove one of the two", [label]))
    for ref in brief.tags:
        findings.extend(unknown(ref, "tag", ids.tags))
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
    return findings
