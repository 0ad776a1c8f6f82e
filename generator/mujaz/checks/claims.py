"""Claims: who says so, on what it rests, and which one is the latest."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz import rules
from mujaz.diagnostics import Diagnostic, Label
from mujaz.model import Claim
from mujaz.resolved import Site, SiteBrief


def check_claims(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on the single claims of a brief."""
    for claim in entry.brief.claims:
        yield from _single(claim)


def check_circles(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on claims of a brief that supersede, over others, themselves."""
    for claim in entry.brief.claims:
        yield from _circle(site, entry, claim)


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
        place = claim.place("confidence")
        yield rules.UNEXPLAINED_CONFIDENCE.at(place, f"the confidence of `{name}` has no rationale", help)


def _circle(site: Site, brief: SiteBrief, claim: Claim) -> Iterator[Diagnostic]:
    """A finding on a circle that a claim supersedes itself over, at the first of its claims only."""
    start = (brief.id, claim.id.id)
    paths: list[dict[tuple[str, str], Claim]] = [{start: claim}]
    seen = {start}
    while paths:
        path = paths.pop()
        home, current = next(reversed(path.items()))
        for ref in current.supersedes:
            owner, older = site.claim(site.briefs[home[0]], ref)
            key = (owner.id, older.id.id)
            if key == start:
                if start == min(path):
                    yield _in_circle(claim, [other for other in path.values() if other is not claim])
                return
            if key not in seen:
                seen.add(key)
                paths.append({**path, key: older})


def _in_circle(claim: Claim, others: list[Claim]) -> Diagnostic:
    name = claim.id.id
    return rules.SUPERSEDED_IN_CIRCLE.at(
        claim.place("supersedes"),
        f"the claim `{name}` supersedes, over others, itself",
        "remove one `supersedes`: one of the claims is the latest",
        [Label(other.id.span, f"`{other.id.id}` is in the circle") for other in others],
    )
