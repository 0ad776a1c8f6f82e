"""The grammar of EDTF, levels 0 to 2, with what cannot be in a date that is spelt right: a 30 February."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from mujaz.dates.edtf.days import Day, days_in
from mujaz.dates.edtf.extent import Component, Extent, Moment, Set, Time
from mujaz.text.patterns import lazy_re

_COMPONENTS: tuple[Component, ...] = ("year", "month", "day")
_MARK = "[?~%]"
_DATE = lazy_re(
    rf"({_MARK})?(-?[0-9X]{{4}})({_MARK})?(?:-({_MARK})?([0-9X]{{2}})({_MARK})?(?:-({_MARK})?([0-9X]{{2}})({_MARK})?)?)?",
    re.ASCII,
)
_YEAR = lazy_re(rf"(?:Y(-?[1-9][0-9]*)(?:E([1-9][0-9]?))?|(-?[0-9]{{4}}))(?:S([1-9][0-9]*))?({_MARK})?", re.ASCII)
_TIME = lazy_re(
    r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(?:(Z)|([+-])([0-9]{2})(?::?([0-9]{2}))?)?",
    re.ASCII,
)
_HELP_TIME = "write a time as 2023-09-13T11:53, with its zone as 2023-09-13T11:53+09:00"
_LARGEST = 10**14  # a year; what is longer could not be ordered among open ends
_QUARTERS, _THIRDS, _HALVES = ((1, 3), (4, 3), (7, 3), (10, 3)), ((1, 4), (5, 4), (9, 4)), ((1, 6), (7, 6))
_NORTHERN, _SOUTHERN = ((3, 3), (6, 3), (9, 3), (12, 3)), ((9, 3), (12, 3), (3, 3), (6, 3))
_PARTS = dict(enumerate((*_NORTHERN, *_NORTHERN, *_SOUTHERN, *_QUARTERS, *_THIRDS, *_HALVES), 21))
"""The first month of each part of a year, and how many it has. A winter or summer of two years begins in its year."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class RefusedError(ValueError):
    """What the grammar does not take.

    Attributes:
        reason: what is wrong; empty where it is a matter of spelling.
        help: how to mend it, where that is not how dates are written in general.
    """

    def __init__(self, reason: str = "", help: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.help = help


def pattern(written: str, width: int) -> re.Pattern[str]:
    """What matches the numbers of that many digits which a component with unspecified digits may be."""
    return re.compile(written.replace("X", "[0-9]").rjust(width, "0"))


def _numbers(written: str, first: int, last: int) -> list[int]:
    """The numbers in a range that a component may be."""
    if written.isdigit():
        return [int(written)] if first <= int(written) <= last else []
    may_be = pattern(written, 2)
    return [number for number in range(first, last + 1) if may_be.fullmatch(f"{number:02}")]


def _years(written: str, *, latest_first: bool) -> Iterator[int]:
    """The years that a year may be, in order."""
    negative, digits = written.startswith("-"), written.lstrip("-")
    up = latest_first == negative
    choices = [(sorted("0123456789", reverse=not up) if digit == "X" else [digit]) for digit in digits]
    for chosen in product(*choices):
        yield int("".join(chosen)) * (-1 if negative else 1)


def _marked(marks: list[str | None], wanted: str) -> tuple[Component, ...]:
    """The components that a mark qualifies: before one it is of that alone, behind one of all up to there."""
    count = len(marks) // 2
    found = set()
    for index in range(count):
        if (marks[2 * index] or "0") in wanted:
            found.add(index)
        if (marks[2 * index + 1] or "0") in wanted:
            found.update(range(index + 1))
    return tuple(_COMPONENTS[index] for index in sorted(found))


def _date(text: str) -> Moment | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match[2], match[5], match[8]
    if year == "-0000":
        raise RefusedError("the year 0 has no sign", "write 0000, which is 1 BC")
    components = tuple(component for component in (year, month, day) if component is not None)
    marks = [match[n] for n in (1, 3, 4, 6, 7, 9)][: 2 * len(components)]
    part = int(month) if month and month.isdigit() and 21 <= int(month) <= 41 else None
    if part and day:
        raise RefusedError(
            f"{month} is a part of a year, and has no days", f"write {year}-{month}, or a month and its day"
        )
    first, last = _part_of(year, part) if part else (_first(components), _last(components))
    if first is None or last is None:
        raise RefusedError(_why_not(year, month, day), "correct the day or the month")
    return Moment(
        first.year,
        int(month) if month and part is None and month.isdigit() else None,
        int(day) if day and day.isdigit() else None,
        first,
        last,
        _marked(marks, "~%"),
        _marked(marks, "?%"),
        components,
        part,
    )


def _part_of(year: str, part: int) -> tuple[Day | None, Day | None]:
    month, count = _PARTS[part]
    first = next(_years(year, latest_first=False))
    after, last_month = divmod(month + count - 2, 12)
    last = next(_years(year, latest_first=True)) + after
    return Day(first, month, 1), Day(last, last_month + 1, days_in(last, last_month + 1))


def _first(components: tuple[str, ...]) -> Day | None:
    year, month, day = (*components, "XX", "XX")[:3]
    for number in _years(year, latest_first=False):
        for in_year in _numbers(month, 1, 12):
            for in_month in _numbers(day, 1, days_in(number, in_year)):
                return Day(number, in_year, in_month)
    return None


def _last(components: tuple[str, ...]) -> Day | None:
    year, month, day = (*components, "XX", "XX")[:3]
    for number in _years(year, latest_first=True):
        for in_year in reversed(_numbers(month, 1, 12)):
            for in_month in reversed(_numbers(day, 1, days_in(number, in_year))):
                return Day(number, in_year, in_month)
    return None


def _why_not(year: str, month: str | None, day: str | None) -> str:
    """Why no day is what year, month and day say; one of the last two is at fault."""
    months = _numbers(month or "XX", 1, 12)
    if not months:
        return f"`{month}` is no month: they are 01 to 12, and 21 to 41 are seasons and other parts of a year"
    if not _numbers(day or "XX", 1, 31):
        return f"`{day}` is no day of a month"
    if len(months) > 1:
        return f"no month has a day `{day}`"
    name = _MONTHS[months[0] - 1]
    if "X" in year or months[0] != 2:
        days = "29 days at most" if months[0] == 2 else f"{days_in(2001, months[0])} days"
        return f"{name} has {days}" if day != "29" else f"none of the years {year} has a 29 February"
    return f"{name} {year} has {days_in(int(year), 2)} days"


def _year(text: str) -> Moment | None:
    """A year beyond four digits, with an exponent, or with a number of significant digits."""
    match = _YEAR.fullmatch(text)
    if match is None:
        return None
    long, exponent, plain, significant, mark = match.groups()
    year = int(long or plain) * 10 ** int(exponent or 0)
    if long and not exponent and len(long.lstrip("-")) < 5:
        raise RefusedError("`Y` stands before years of more than four digits only", f"write {year:04}")
    if abs(year) > _LARGEST:
        raise RefusedError("the year is too far away to be ordered", "write one of at most 14 digits")
    digits = len(str(abs(year)))
    first = last = year
    if significant:
        if int(significant) > digits:
            reason = f"the year has {digits} digits, of which {significant} cannot be significant"
            raise RefusedError(reason, f"write a number from 1 to {digits} behind the S")
        step = 10 ** (digits - int(significant))
        nearest = abs(year) // step * step
        first, last = sorted((nearest, nearest + step - 1)) if year >= 0 else (-(nearest + step - 1), -nearest)
    elif plain:
        return None
    rough: tuple[Component, ...] = ("year",)
    return Moment(
        year,
        None,
        None,
        Day(first, 1, 1),
        Day(last, 12, 31),
        rough if mark in ("~", "%") else (),
        rough if mark in ("?", "%") else (),
        (str(year),),
        significant=int(significant) if significant else None,
    )


def _time(text: str) -> Time:
    match = _TIME.fullmatch(text)
    if match is None:
        raise RefusedError("a time is hours, minutes and, if known, seconds and the zone", _HELP_TIME)
    hour, minute, second = int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    if hour > 24 or (hour == 24 and (minute or second)):
        raise RefusedError("the hours of a day are 00 to 23; 24:00 is its end", "correct the hour")
    if minute > 59 or (second or 0) > 59:
        raise RefusedError("minutes and seconds are 00 to 59", "correct the time")
    offset = 0 if match[4] else None
    if match[5]:
        hours, minutes = int(match[6]), int(match[7] or 0)
        if hours > 14 or minutes > 59:
            raise RefusedError("a zone is at most 14 hours from UTC", "correct the zone")
        offset = (hours * 60 + minutes) * (-1 if match[5] == "-" else 1)
    return Time(hour, minute, second, offset)


def _moment(text: str) -> Moment:
    day, separator, time = text.partition("T")
    moment = _date(day) or _year(day)
    if moment is None:
        raise RefusedError
    if not separator:
        return moment
    if moment.day is None or "X" in "".join(moment.components):
        raise RefusedError("a time needs an exact day before it", _HELP_TIME)
    if moment.approximate or moment.uncertain or time[-1:] in ("?", "~", "%"):
        raise RefusedError("a date with a time has no marks `?`, `~`, `%`", "leave the time or the mark out")
    read = _time(time)
    return Moment(
        moment.year, moment.month, moment.day, moment.earliest, moment.latest, components=moment.components, time=read
    )


def _single(moment: Moment) -> Extent:
    return Extent(moment, moment, interval=False)


def _interval(start_text: str, end_text: str) -> Extent:
    start = None if start_text in ("", "..") else _moment(start_text)
    end = None if end_text in ("", "..") else _moment(end_text)
    if start is None and end is None:
        raise RefusedError("an interval needs a date at one end at least", "leave the key out where no date is known")
    return _ordered(Extent(start, end, interval=True, unknown="" in (start_text, end_text)))


def _ordered(extent: Extent) -> Extent:
    start, end = extent.start, extent.end
    if start and end and end.last_instant < start.first_instant:
        raise RefusedError("the end lies before the start", "write the earlier date first, or correct one of the two")
    return extent


def _set(text: str) -> Extent:
    kind = Set.ONE if text[0] == "[" else Set.ALL
    if text[-1] != ("]" if kind is Set.ONE else "}"):
        raise RefusedError(f"`{text[0]}` is not closed", "write one of a set as [1667,1668], all of it as {1667,1668}")
    members = []
    for written in text[1:-1].split(","):
        first, dots, last = written.strip().partition("..")
        if dots and not first and not last:
            raise RefusedError("`..` needs a date before or behind it", "write [..1984], [1667..1670] or [1984..]")
        if dots:
            start, end = _moment(first) if first else None, _moment(last) if last else None
            members.append(_ordered(Extent(start, end, interval=True)))
        else:
            members.append(_single(_moment(first)))
    if any(moment.time for member in members for moment in member.moments):
        raise RefusedError("a set has dates without times", "leave the times out")
    starts, ends = [member.start for member in members], [member.end for member in members]
    start = None if None in starts else min((s for s in starts if s), key=lambda moment: moment.earliest)
    end = None if None in ends else max((e for e in ends if e), key=lambda moment: moment.latest)
    if len(members) == 1 and not members[0].interval:
        return members[0]
    if start is None and end is None:
        raise RefusedError("a set cannot be open at both ends", "leave one of the open ends out")
    return Extent(start, end, interval=False, set=kind, members=tuple(members))


def read(text: str) -> Extent:
    """Read an EDTF date.

    Raises:
        RefusedError: it is none.
    """
    if text[:1] in ("[", "{"):
        return _set(text)
    start, slash, end = text.partition("/")
    return _interval(start, end) if slash else _single(_moment(text))
