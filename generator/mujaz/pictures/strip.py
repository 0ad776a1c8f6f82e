"""A strip of time: dated marks on parts of linear scale, with the long empty stretches between them cut out.

Places are per cent of the strip's length from its earlier end, so that it grows with the page and its lettering does
not, and is mirrored for pages that are read from right to left. Room is reckoned for a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from mujaz.dates.edtf import Day, Extent
from mujaz.pictures.lettering import width

LENGTH = 340.0
"""How long a strip is on a phone, in units."""

DOT = 10.0
"""How wide a mark is at least, in units."""

_PARTS = 6
_CUT = 0.2
"""A stretch without an event is cut out from this share of its part on."""

_BREAK = 16.0
_NARROWEST = 26.0
_TICK = 6.0

Shape = Literal["point", "stretch", "within"]
"""A day; all of a time; some day in a time."""

Naming = Callable[[Day, Day], tuple[str, ...]]
"""The words for a time, the year first, then, where it is shorter than that, what of the year it is."""


class Dated(Struct, frozen=True):
    """Something to be shown: the number of its row in a list, and when it was."""

    number: int
    extent: Extent


class StripMark(Struct, frozen=True):
    """A mark on the strip.

    Attributes:
        number: of what it stands for; a set of dates has a mark for each of its members.
        start, end: per cent from the earlier end.
        row: from the scale upwards.
        shape: whether it is a day, a time, or a day somewhere in a time.
        rough: whether its date is approximate or uncertain, or has an unknown end.
        since, until: whether it is open at its earlier, at its later end.
    """

    number: int
    start: float
    end: float
    row: int
    shape: Shape
    rough: bool
    since: bool
    until: bool


class StripPart(Struct, frozen=True):
    """A part of the scale: from where to where in per cent, its words, and its ticks."""

    start: float
    end: float
    words: tuple[str, ...]
    ticks: tuple[float, ...]


class Strip(Struct, frozen=True):
    """A strip of time: its parts from the earliest on, its marks, and how many rows these need."""

    parts: tuple[StripPart, ...]
    marks: tuple[StripMark, ...]
    rows: int


Days = tuple[int, ...]
"""Days by their numbers; see `Day.toordinal`."""


class _Stretch(NamedTuple):
    """What a date, or a member of a set of dates, names: its first day, its last, whose it is, and what it says."""

    first: int
    last: int
    number: int
    extent: Extent


def lay_out_strip(dated: Sequence[Dated], naming: Naming) -> Strip:
    """The strip of some dates; at least one.

    It has as many parts as have names that differ and have room beside each other.
    """
    stretches = [_stretch(item.number, extent) for item in dated for extent in (item.extent.members or (item.extent,))]
    spans = list({(stretch.first, stretch.last): None for stretch in stretches})
    for most in range(_PARTS, 0, -1):
        groups = _groups(spans, most)
        crowds = [sum(first in group or last in group for first, last, *_ in stretches) for group in groups]
        names = [naming(Day.from_ordinal(group[0]), Day.from_ordinal(group[-1])) for group in groups]
        words = _fitting(names, crowds)
        if words is not None or most == 1:
            break
    lengths = _lengths(words or names, crowds)
    scale = _Scale(groups, lengths)
    parts = tuple(
        StripPart(*scale.ends[n], words[n] if words else (), scale.ticks(n, length)) for n, length in enumerate(lengths)
    )
    marks = _marks(stretches, scale)
    return Strip(parts, marks, max(mark.row for mark in marks) + 1)


def _stretch(number: int, extent: Extent) -> _Stretch:
    return _Stretch(extent.first.earliest.toordinal(), extent.last.latest.toordinal(), number, extent)


def _groups(spans: Sequence[tuple[int, int]], most: int) -> list[Days]:
    """The days of all spans, in groups between which the longest empty stretches lie.

    The stretch is cut first that is long in its group and whose group is crowded. No span is cut that has nothing
    inside.
    """
    groups: list[Days] = [tuple(sorted({day for span in spans for day in span}))]
    whole = set(spans)
    while len(groups) < most:
        best: tuple[float, int, int] | None = None
        for index, days in enumerate(groups):
            crowd = sum(first in days or last in days for first, last in spans)
            for cut, (before, after) in enumerate(pairwise(days), 1):
                share = (after - before) / (days[-1] - days[0])
                short = after - before < 2
                if share > _CUT and not short and (before, after) not in whole:
                    best = max(best or (0.0, 0, 0), (share * crowd, -index, -cut))
        if best is None:
            break
        index, cut = -best[1], -best[2]
        groups[index : index + 1] = [groups[index][:cut], groups[index][cut:]]
    return groups


def _need(words: tuple[str, ...]) -> float:
    return max([_NARROWEST, *(width(line) + 4 for line in words)])


def _fitting(words: list[tuple[str, ...]], crowds: Sequence[int]) -> list[tuple[str, ...]] | None:
    """The names where there is room for them; where there is little, the least crowded parts have the year alone.

    None where there is no room even so, or where a year alone could be that of another part.
    """
    room = LENGTH - _BREAK * (len(words) - 1)
    named = list(words)
    for index in sorted(range(len(words)), key=lambda n: crowds[n]):
        if sum(map(_need, named)) <= room:
            break
        named[index] = words[index][:1]
    years = [lines[0] for lines in words]
    clear = all(lines == whole or years.count(lines[0]) == 1 for lines, whole in zip(named, words, strict=True))
    return named if clear and sum(map(_need, named)) <= room else None


def _lengths(words: Sequence[tuple[str, ...]], crowds: Sequence[int]) -> list[float]:
    """The lengths of the parts: what their names need, and the rest by how crowded they are."""
    needs = [_need(lines) for lines in words]
    rest = max(0.0, LENGTH - _BREAK * (len(words) - 1) - sum(needs))
    weights = [crowd - 1 for crowd in crowds] if max(crowds) > 1 else [1] * len(crowds)
    lengths = [need + rest * weight / sum(weights) for need, weight in zip(needs, weights, strict=True)]
    return lengths if len(lengths) > 1 else [LENGTH]


class _Scale:
    """Where days are: on the parts of the scale, each of which is linear.

    Attributes:
        ends: of each part, in per cent.
    """

    def __init__(self, groups: Sequence[Days], lengths: Sequence[float]) -> None:
        self.groups = groups
        self.ends: list[tuple[float, float]] = []
        at = 0.0
        for length in lengths:
            self.ends.append((_percent(at), _percent(at + length)))
            at += length + _BREAK

    def at(self, day: int, part: int | None = None) -> float:
        """The place of a day that is in a group, or in the range of the given one."""
        index = next(n for n, days in enumerate(self.groups) if day in days) if part is None else part
        days, (start, end) = self.groups[index], self.ends[index]
        start, end = start + _percent(DOT * 0.7), end - _percent(DOT * 0.7)
        total = days[-1] - days[0]
        return (start + end) / 2 if total == 0 else start + (end - start) * (day - days[0]) / total

    def ticks(self, part: int, length: float) -> tuple[float, ...]:
        """A tick for each day, month, year or decade: the finest that has room."""
        first, last = self.groups[part][0], self.groups[part][-1]
        for unit, days in (("day", 1), ("month", 30), ("year", 365), ("decade", 3652), ("century", 36524)):
            if (last - first) / days <= length / _TICK:
                return tuple(round(self.at(day, part), 2) for day in _starts(unit, first, last))
        return ()


def _percent(units: float) -> float:
    return round(units / LENGTH * 100, 2)


def _starts(unit: str, first: int, last: int) -> Iterator[int]:
    """The first days of all days, months, years, decades or centuries in a time."""
    if unit == "day":
        yield from range(first, last + 1)
        return
    begin, end = Day.from_ordinal(first), Day.from_ordinal(last)
    if unit == "month":
        months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
        days = (Day(n // 12, n % 12 + 1, 1) for n in months)
    else:
        step = {"year": 1, "decade": 10, "century": 100}[unit]
        days = (Day(year, 1, 1) for year in range(-(-begin.year // step) * step, end.year + 1, step))
    yield from (number for day in days if first <= (number := day.toordinal()))


def _marks(stretches: Sequence[_Stretch], scale: _Scale) -> tuple[StripMark, ...]:
    """The marks, each in the first row that is free where it is."""
    rows: list[float] = []
    marks = []
    for first, last, number, extent in sorted(stretches, key=lambda stretch: stretch[:3]):
        since, until = extent.start is None, extent.end is None
        start = 0.0 if since else scale.at(first)
        end = 100.0 if until else scale.at(last)
        if first == last and not (since or until):
            shape: Shape = "point"
        else:
            shape = "stretch" if extent.interval else "within"
            short = max(0.0, _percent(DOT) - (end - start))
            start, end = max(0.0, start - short / 2), min(100.0, end + short / 2)
        left, right = (start - _percent(DOT * 0.6), end + _percent(DOT * 0.6))
        row = next((n for n, taken in enumerate(rows) if taken <= left), len(rows))
        rows[row : row + 1] = [right]
        marks.append(StripMark(number, round(start, 2), round(end, 2), row, shape, extent.rough, since, until))
    return tuple(marks)
