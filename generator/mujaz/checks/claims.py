"""Claims: who says so, on what it rests, and which one is the latest."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from mujaz.model import Claim, ClaimRef, Ref
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label


def check_claims(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on the single claims of a brief."""
    for claim in entry.brief.claims:
        yield from _single(claim)


def check_circles(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on claims of a brief that supersede, over others, themselves.

    Of claims that lead to each other, in whichever ways, there is one finding, at the first by brief and id.
    """
    graph = _Supersession(site)
    for claim in entry.brief.claims:
        key = (entry.id, claim.id.id)
        if graph.first_of_circle(key) == key:
            others = graph.way_back(key)
            yield _in_circle(claim, [graph.claims[other] for other in others])


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


_Key = tuple[str, str]
"""The id of a brief, and that of a claim of it."""


class _Supersession:
    """Which claim supersedes which, as far as that was asked for; circles are strongly connected components."""

    def __init__(self, site: Site) -> None:
        self.claims: dict[_Key, Claim] = {}
        self._site = site
        self._number: dict[_Key, int] = {}
        self._first: dict[_Key, _Key | None] = {}

    def first_of_circle(self, key: _Key) -> _Key | None:
        """The first claim of the circle that a claim is in, or None."""
        if key not in self._number:
            self._explore(key)
        return self._first[key]

    def way_back(self, start: _Key) -> list[_Key]:
        """The claims between a claim of a circle and itself, on a shortest way."""
        before: dict[_Key, _Key] = {}
        queue = deque([start])
        while queue:
            key = queue.popleft()
            for older in self._older(key):
                if older == start:
                    way = []
                    while key != start:
                        way.append(key)
                        key = before[key]
                    return way[::-1]
                if older not in before and self._first[older] == start:
                    before[older] = key
                    queue.append(older)
        return []

    def _older(self, key: _Key) -> list[_Key]:
        home, _ = key
        if key not in self.claims:
            self.claims.update(((home, claim.id.id), claim) for claim in self._site.briefs[home].brief.claims)
        refs = (ref.id.rpartition("#") for ref in self.claims[key].supersedes)
        return [(owner or home, older) for owner, _, older in refs]

    def _explore(self, root: _Key) -> None:
        """Number all that a claim leads to, and divide it into components (Tarjan 1972, without recursion)."""
        low: dict[_Key, int] = {}
        stack: list[_Key] = []
        work: list[tuple[_Key, Iterator[_Key]]] = []

        def enter(key: _Key) -> None:
            self._number[key] = low[key] = len(self._number)
            stack.append(key)
            work.append((key, iter(self._older(key))))

        enter(root)
        while work:
            key, rest = work[-1]
            for older in rest:
                if older not in self._number:
                    enter(older)
                    break
                if older not in self._first:
                    low[key] = min(low[key], self._number[older])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[key])
                if low[key] == self._number[key]:
                    members = [stack.pop()]
                    while members[-1] != key:
                        members.append(stack.pop())
                    first = min(members) if len(members) > 1 or key in self._older(key) else None
                    self._first.update(dict.fromkeys(members, first))


def _in_circle(claim: Claim, others: list[Claim]) -> Diagnostic:
    name = claim.id.id
    return rules.SUPERSEDED_IN_CIRCLE.at(
        claim.place("supersedes"),
        f"the claim `{name}` supersedes, over others, itself",
        "remove one `supersedes`: one of the claims is the latest",
        [Label(other.id.span, f"`{other.id.id}` is in the circle") for other in others],
    )
