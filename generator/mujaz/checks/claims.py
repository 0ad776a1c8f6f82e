"""Claims: who says so, on what it rests, and which one is the latest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mujaz import rules
from mujaz.diagnostics import Diagnostic, Label
from mujaz.model import Claim, ClaimRef, Ref
from mujaz.resolved import Site, SiteBrief


def check_claims(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on the single claims of a brief."""
    for claim in entry.brief.claims:
        yield from _single(claim)


def check_circles(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on claims of a brief that supersede, over others, themselves."""
    for claim in entry.brief.claims:
        yield from _circle(site, entry, claim)


def check_contradictions(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on claims of a brief that contradict a claim of the same speaker and do not take its place.

    Two relays that report one speaker differently contradict each other, and not the speaker.
    """
    for claim in entry.brief.claims:
        for ref in claim.contradicts:
            home, other = site.claim(entry, ref)
            if claim.speaker is None or other.speaker is None or claim.speaker.id != other.speaker.id:
                continue
            if claim.via and other.via and _ids(claim.via) != _ids(other.via):
                continue
            mine, others = f"{entry.id}#{claim.id.id}", f"{home.id}#{other.id.id}"
            back = _keys(home, other.contradicts)
            if others in _keys(entry, claim.supersedes) or mine in _keys(home, other.supersedes):
                continue
            if mine in back and others < mine:
                continue  # said of the other one
            yield rules.SELF_CONTRADICTION.at(
                ref.span,
                f"the claim `{claim.id.id}` contradicts `{ref.id}`, of the same speaker `{claim.speaker.id}`",
                "if the speaker changed position, name the earlier claim in `supersedes` of the later one; "
                "if not, correct the speaker of one of the two",
                [Label(other.id.span, "the other claim")],
            )


def _ids(refs: Iterable[Ref]) -> tuple[str, ...]:
    return tuple(ref.id for ref in refs)


def _keys(home: SiteBrief, refs: Iterable[ClaimRef]) -> set[str]:
    """The claims that references of a brief mean: `brief#claim` wherever they are written."""
    return {ref.id if "#" in ref.id else f"{home.id}#{ref.id}" for ref in refs}


def _relay(claim: Claim) -> Iterator[Diagnostic]:
    """A finding for each entity of `via` that stands before it in the chain, which begins with the speaker."""
    chain = (claim.speaker, *claim.via) if claim.speaker is not None else claim.via
    passed: dict[str, Ref] = {}
    for ref in chain:
        first = passed.setdefault(ref.id, ref)
        if first is not ref:
            is_speaker = first is claim.speaker
            yield rules.CIRCULAR_RELAY.at(
                ref.span,
                f"`{ref.id}` relays, in `{claim.id.id}`, {'its own words' if is_speaker else 'what it relayed before'}",
                "name in `via` only who passed the words on, each once, from the speaker to the outlet",
                [Label(first.span, "the speaker" if is_speaker else "first named here")],
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
        place = claim.place("confidence")
        yield rules.UNEXPLAINED_CONFIDENCE.at(place, f"the confidence of `{name}` has no rationale", help)
    yield from _relay(claim)


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
