"""Which line of a page is which line of its other state: by what it belongs to first, then by its words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from mujaz.review import sequences
from mujaz.review.lines import Line
from mujaz.review.pairing import in_order
from mujaz.review.sequences import Place, places

_ALIKE = 0.45
"""From this share of common words on, two lines in the same place of their part are one that was edited."""
_SAME_PART = 0.6
"""From this share on, two parts with different ids are one that was renamed."""
_MOVED = 0.75
"""From this share on, two lines in different places of their part are one that was moved."""
_TELLING = 3
"""Words that a line must have to be known again elsewhere."""
_MOST_PAIRS = 40_000
_MOST_WORD_PAIRS = 25_000_000


class Pairing(Struct, frozen=True):
    """A line in both states.

    Attributes:
        before: its index in the base; None where it is new.
        after: its index in the head; None where it is gone.
        moved: whether it stands elsewhere among the lines that both have.
    """

    before: int | None
    after: int | None
    moved: bool = False


class _Part(Struct, frozen=True):
    """Lines in a row that belong together: from `start` to `end`, half-open."""

    owner: tuple[str, int]
    start: int
    end: int


def aligned(before: Sequence[Line], after: Sequence[Line]) -> list[Pairing]:
    """The lines of both states in the order of the head; one that is gone stands behind what it followed.

    Each line is in exactly one pairing.
    """
    ours, theirs = _parts(before), _parts(after)
    matched = _same_parts(before, ours, after, theirs)
    settled = _longest_rising([matched[number] for number in sorted(matched)])
    found: list[Pairing] = []
    for one, other in in_order(len(ours), len(theirs), matched):
        if one is None or other is None:
            found += [Pairing(index, None) for index in _range(ours, one)]
            found += [Pairing(None, index) for index in _range(theirs, other)]
        else:
            moved = other not in settled
            lines = [before[index] for index in _range(ours, one)], [after[index] for index in _range(theirs, other)]
            for pair in _within(*lines):
                first = None if pair.before is None else pair.before + ours[one].start
                last = None if pair.after is None else pair.after + theirs[other].start
                found.append(Pairing(first, last, (moved or pair.moved) and first is not None and last is not None))
    return found


def _range(parts: Sequence[_Part], number: int | None) -> range:
    return range(0) if number is None else range(parts[number].start, parts[number].end)


def _parts(lines: Sequence[Line]) -> list[_Part]:
    """The parts of a page; what comes back to an owner after another one is a part of its own."""
    found: list[_Part] = []
    seen: Counter[str] = Counter()
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].owner != lines[start].owner:
            owner = lines[start].owner
            found.append(_Part((owner, seen[owner]), start, number))
            seen[owner] += 1
            start = number
    return found


def _same_parts(
    before: Sequence[Line], ours: Sequence[_Part], after: Sequence[Line], theirs: Sequence[_Part]
) -> dict[int, int]:
    """The parts that both states have: with the same id, or else, of those that are left, most of the same words."""
    known = {part.owner: number for number, part in enumerate(theirs)}
    matched = {number: known[part.owner] for number, part in enumerate(ours) if part.owner in known}
    taken = set(matched.values())
    lone = [number for number in range(len(ours)) if number not in matched]
    new = [number for number in range(len(theirs)) if number not in taken]
    if not lone or not new or len(lone) * len(new) > _MOST_PAIRS:
        return matched
    words = [_words(before, ours[number]) for number in lone], [_words(after, theirs[number]) for number in new]
    rated = [
        (sequences.likeness(one, other), lone[i], new[j])
        for i, one in enumerate(words[0])
        for j, other in enumerate(words[1])
        if before[ours[lone[i]].start].kind == after[theirs[new[j]].start].kind
    ]
    for rating, first, last in sorted(rated, key=lambda entry: (-entry[0], abs(entry[1] - entry[2]), entry)):
        if rating >= _SAME_PART and first not in matched and last not in taken:
            matched[first] = last
            taken.add(last)
    return matched


def _words(lines: Sequence[Line], part: _Part) -> list[str]:
    return [word for line in lines[part.start : part.end] for word in line.words]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The numbers of a longest subsequence that rises: what stayed in order, whatever else was moved around it."""
    tails: list[int] = []
    """By length, the smallest number that a rising subsequence ends with (patience sorting)."""
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        before[number] = tails[place - 1] if place else None
        tails[place : place + 1] = [number]
    found: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _within(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Pairing]:
    """The lines of one part: in order as far as it goes, then those that changed places."""
    pairs = list(_in_sequence(old, new))
    elsewhere = _moved(old, new, pairs)
    back = {after: before for before, after in elsewhere.items()}
    for before, after in pairs:
        if before is not None and after is None and before in elsewhere:
            continue  # it is told where it stands now
        if before is None and after is not None and after in back:
            yield Pairing(back[after], after, moved=True)
        else:
            yield Pairing(before, after)


def _moved(
    old: Sequence[Line], new: Sequence[Line], pairs: Iterable[tuple[int | None, int | None]]
) -> Mapping[int, int]:
    """Of lines that seem to be gone: those that are like one which seems to be new, with that."""
    pairs = list(pairs)
    gone = [first for first, last in pairs if last is None and first is not None and len(old[first].words) >= _TELLING]
    come = [last for first, last in pairs if first is None and last is not None and len(new[last].words) >= _TELLING]
    if not gone or not come or len(gone) * len(come) > _MOST_PAIRS:
        return {}
    rated = ((likeness(old[first], new[last]), first, last) for first in gone for last in come)
    found: dict[int, int] = {}
    for rating, first, last in sorted(rated, key=lambda entry: (-entry[0], entry[1:])):
        if rating >= _MOVED and first not in found and last not in found.values():
            found[first] = last
    return found


def _in_sequence(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[int | None, int | None]]:
    """Pairs in the order of both states."""
    keys = [line.key for line in old], [line.key for line in new]
    done = new_done = 0
    for start, end, new_start, new_end in _differing(*keys):
        yield from zip(range(done, start), range(new_done, new_start), strict=True)
        yield from _paired(old, range(start, end), new, range(new_start, new_end))
        done, new_done = end, new_end
    yield from zip(range(done, len(old)), range(new_done, len(new)), strict=True)


def _differing(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterable[Place]:
    """The ranges that differ; of short parts as a person would cut them, of long ones by what takes no longer."""
    if before == after:
        return []
    if len(before) * len(after) > _MOST_PAIRS:
        return places(before, after)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(start, end, other, last) for what, start, end, other, last in codes if what != "equal"]


def _paired(
    old: Sequence[Line], ours: range, new: Sequence[Line], theirs: range
) -> Iterator[tuple[int | None, int | None]]:
    """Lines of a passage that differs: those that are most alike together, in order (a longest common subsequence)."""
    words = [sum(len(lines[index].words) for index in part) for lines, part in ((old, ours), (new, theirs))]
    if len(ours) * len(theirs) > _MOST_PAIRS or words[0] * words[1] > _MOST_WORD_PAIRS:
        yield from ((index, None) for index in ours)
        yield from ((None, index) for index in theirs)
        return
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in reversed(range(len(ours))):
        for j in reversed(range(len(theirs))):
            alike = likeness(old[ours[i]], new[theirs[j]])
            paired = alike + best[i + 1][j + 1] if alike >= _ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(ours) or j < len(theirs):
        if i < len(ours) and j < len(theirs) and best[i][j] > max(best[i + 1][j], best[i][j + 1]):
            yield ours[i], theirs[j]
            i, j = i + 1, j + 1
        elif i < len(ours) and (j == len(theirs) or best[i + 1][j] >= best[i][j + 1]):
            yield ours[i], None
            i += 1
        else:
            yield None, theirs[j]
            j += 1


def likeness(old: Line, new: Line) -> float:
    """How much of two lines is common, from 0 to 1; nothing of lines of two kinds."""
    if old.kind != new.kind or len(old.cells) != len(new.cells):
        return 0.0
    return sequences.likeness(old.words, new.words)
