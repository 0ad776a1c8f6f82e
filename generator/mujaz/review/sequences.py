"""Where two sequences differ, in time that stays bounded whatever they hold."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from rapidfuzz.distance import Indel

Place = tuple[int, int, int, int]
"""Two half-open ranges: begin and end in the sequence before, begin and end in the one after."""

_LONGEST = 20_000
"""Items between the first difference and the last; of longer stretches it is not said what in them is the same."""


def places(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Place]:
    """The ranges that differ, by a longest common subsequence; between two of them stands at least one equal item."""
    first, shortest = 0, min(len(before), len(after))
    while first < shortest and before[first] == after[first]:
        first += 1
    behind = 0
    while behind < shortest - first and before[-1 - behind] == after[-1 - behind]:
        behind += 1
    ends = len(before) - behind, len(after) - behind
    if (first, first) == ends:
        return []
    if max(ends) - first > _LONGEST:
        return [(first, ends[0], first, ends[1])]
    found: list[Place] = []
    for step in Indel.opcodes(before[first : ends[0]], after[first : ends[1]]):
        if step.tag == "equal":
            continue
        place = (step.src_start + first, step.src_end + first, step.dest_start + first, step.dest_end + first)
        if found and found[-1][1] == place[0] and found[-1][3] == place[2]:
            found[-1] = (found[-1][0], place[1], found[-1][2], place[3])
        else:
            found.append(place)
    return found


def likeness(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """How much of two sequences is common to both in the same order, from 0 to 1."""
    if max(len(one), len(other)) > _LONGEST:
        return 1.0 if one == other else 0.0
    return float(Indel.normalized_similarity(one, other))


def meeting(ours: Sequence[Hashable], theirs: Sequence[Hashable], least: int) -> tuple[int, int]:
    """How many items to show of two sequences, so that both end with the same one: at least so many, or else all."""
    done = other = 0
    for first, last, _, end in [*places(ours, theirs), (len(ours), len(ours), len(theirs), len(theirs))]:
        needed = max(0, least - 1 - done, least - 1 - other)
        if needed < first - done:  # as many as in `theirs`: what stands between two places is the same
            return done + needed + 1, other + needed + 1
        done, other = last, end
    return len(ours), len(theirs)
