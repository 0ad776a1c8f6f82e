"""What an EDTF date says: moments of any precision, and intervals and sets of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from mujaz.dates.edtf.days import FIRST, LAST, SECONDS, Day, Instant

Component = Literal["year", "month", "day"]


class Time(Struct, frozen=True):
    """A time of day, as written.

    Attributes:
        hour: 0 to 24; 24 is the end of the day.
        minute: 0 to 59.
        second: 0 to 59; None where it is not so exact.
        offset: minutes that local time is ahead of UTC; None where no zone was written.
    """

    hour: int
    minute: int
    second: int | None = None
    offset: int | None = None

    @property
    def seconds(self) -> int:
        """Seconds from the beginning of the day."""
        return self.hour * 3600 + self.minute * 60 + (self.second or 0)


class Moment(Struct, frozen=True):
    """A date of any precision: by itself, at an end of an interval, or in a set.

    Attributes:
        year: the one given; the first that it may be where some of its digits are unspecified.
        month, day: the ones given; None where they are not, or unspecified.
        earliest, latest: the first and the last day that it may be.
        approximate: the components marked `~` or `%`.
        uncertain: the components marked `?` or `%`.
        components: what is written of year, month and day, without marks: `19XX`, `12`.
        part: a part of the year, 21 to 41: a season, a quarter, four or six months.
        significant: how many digits of the year are significant.
        time: of the day.
    """

    year: int
    month: int | None
    day: int | None
    earliest: Day
    latest: Day
    approximate: tuple[Component, ...] = ()
    uncertain: tuple[Component, ...] = ()
    components: tuple[str, ...] = ()
    part: int | None = None
    significant: int | None = None
    time: Time | None = None

    @property
    def first_instant(self) -> Instant:
        """Its beginning; a time with a zone in UTC, one without as it is written."""
        return self._instant(self.earliest, 0)

    @property
    def last_instant(self) -> Instant:
        """Its end, likewise."""
        return self._instant(self.latest, SECONDS)

    def _instant(self, day: Day, second: int) -> Instant:
        if self.time is None:
            return Instant(day, second)
        shift, second = divmod(self.time.seconds - (self.time.offset or 0) * 60, SECONDS)
        return Instant(Day.from_ordinal(day.toordinal() + shift) if shift else day, second)

    @property
    def html(self) -> str:
        """The value for `datetime` in HTML: as exact as the date; empty where HTML cannot say it.

        HTML has years from 1 on, months, days and times; no seasons, no unspecified or significant digits.
        """
        if self.year < 1 or self.part or self.significant or "X" in "".join(self.components):
            return ""
        shown = "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])
        if self.time is None:
            return shown
        if self.time.hour == 24:
            shown = Day.from_ordinal(self.earliest.toordinal() + 1).isoformat().lstrip("+")
        seconds = "" if self.time.second is None else f":{self.time.second:02}"
        return f"{shown}T{self.time.hour % 24:02}:{self.time.minute:02}{seconds}{zone(self.time)}"


def zone(time: Time) -> str:
    """The zone of a time in ISO 8601; empty where it has none."""
    if time.offset is None:
        return ""
    if not time.offset:
        return "Z"
    hours, minutes = divmod(abs(time.offset), 60)
    return f"{'-' if time.offset < 0 else '+'}{hours:02}:{minutes:02}"


class Set(StrEnum):
    """How the members of a set belong to the date."""

    ONE = "one"
    """`[…]`: one of them, not known which."""
    ALL = "all"
    """`{…}`: all of them."""


class Extent(Struct, frozen=True):
    """What a date says, read once for each spelling.

    Attributes:
        start: its first end; None where the interval or the set is open or unknown there.
        end: its last end; the same as `start` for a date that is no interval.
        interval: whether two ends were written.
        unknown: whether the end that is None is unknown, and not open.
        set: which kind of set it is; None where it is none.
        members: of a set, each a moment or a range of them.
    """

    start: Moment | None
    end: Moment | None
    interval: bool
    unknown: bool = False
    set: Set | None = None
    members: tuple[Extent, ...] = ()

    @property
    def sort_key(self) -> tuple[Instant, Instant]:
        """Orders dates by when they may begin, then by when they may end."""
        first = self.start.first_instant if self.start else Instant(FIRST)
        last = self.end.last_instant if self.end else Instant(LAST, SECONDS)
        return first, last

    @property
    def first(self) -> Moment:
        """Its beginning; its end where that is all that is known."""
        moment = self.start or self.end
        assert moment is not None
        return moment

    @property
    def last(self) -> Moment:
        """Its end; its beginning where that is all that is known."""
        moment = self.end or self.start
        assert moment is not None
        return moment

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every moment that is written in it."""
        if self.members:
            return tuple(moment for member in self.members for moment in member.moments)
        ends = (self.start, self.end) if self.interval else (self.start,)
        return tuple(moment for moment in ends if moment is not None)

    @property
    def rough(self) -> bool:
        """Whether something of it is approximate, uncertain, or an unknown end."""
        return self.unknown or any(moment.approximate or moment.uncertain for moment in self.moments)
