"""Claims: who says so, on what it rests, and which one is the latest."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz import rules
from mujaz.diagnostics import Diagnostic
from mujaz.model import Claim
from mujaz.resolved import Site, SiteBrief


def check_claims(site: Site) -> Iterator[Diagnostic]:
    """Findings on single claims, and on claims that supersede each other in a circle."""
    for brief in site.briefs.values():
        for claim in brief.brief.claims:
            yield from _single(claim)
            if _in_circle(site, brief, claim):
                yield rules.SUPERSEDED_IN_CIRCLE.at(
                    claim.id.span,
                    f"the claim `{claim.id.id}` supersedes, over others, itself",
                    "remove one `supersedes`: one of the claims is the latest",
                )


def _single(claim: Claim) -> Iterator[Diagnostic]:
    place, name = claim.id.span, claim.id.id
    if claim.speaker is None:
        help = "name the entity that says so in `speaker`; if nobody is named, the publisher of the article"
        yield rules.UNATTRIBUTED_CLAIM.at(place, f"the claim `{name}` has no speaker", help)
    if claim.at is None and not claim.sources:
        help = "quote the passage in `at`, or name publications in `sources`"
        yield rules.UNSOURCED_CLAIM.at(place, f"the claim `{name}` has neither a passage nor a source", help)
    if claim.confidence is not None and claim.rationale is None:
        help = "say in `rationale` what the estimate rests on"
        yield rules.UNEXPLAINED_CONFIDENCE.at(place, f"the confidence of `{name}` has no rationale", help)


def _in_circle(site: Site, brief: SiteBrief, claim: Claim) -> bool:
    start = (brief.id, claim.id.id)
    seen: set[tuple[str, str]] = set()
    pending = [(brief, claim)]
    while pending:
        home, current = pending.pop()
        for ref in current.supersedes:
            owner, older = site.claim(home, ref)
            key = (owner.id, older.id.id)
            if key == start:
                return True
            if key not in seen:
                seen.add(key)
                pending.append((owner, older))
    return False
