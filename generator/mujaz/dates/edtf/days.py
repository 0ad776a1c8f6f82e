"""Days of the proleptic Gregorian calendar in any year, which `datetime.date` has for years 1 to 9999 only."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_FAR = 10**15  # days of such a year can be counted in 64 bits

SECONDS = 86400
"""How many seconds a day has."""


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


class Day(Struct, frozen=True, order=True):
    """A day; days are ordered by time.

    Attributes:
        year: astronomical: 0 is 1 BC, -43 is 44 BC.
        month: 1 to 12.
        day: 1 to 31.
    """

    year: int
    month: int
    day: int

    @classmethod
    def of(cls, day: date) -> Day:
        """The same day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Day:
        """The day of a number; see `toordinal`."""
        eras, rest = divmod(ordinal - 1, 146097)  # 400 years
        centuries = min(rest // 36524, 3)
        rest -= centuries * 36524
        fours, rest = divmod(rest, 1461)
        years = min(rest // 365, 3)
        rest -= years * 365
        year = eras * 400 + centuries * 100 + fours * 4 + years + 1
        month = 1
        while rest >= days_in(year, month):
            rest -= days_in(year, month)
            month += 1
        return cls(year, month, rest + 1)

    def toordinal(self) -> int:
        """The number of the day, counted as `datetime.date` does: 1 is the first day of the year 1."""
        before = self.year - 1
        leap = self.month > 2 and is_leap(self.year)
        in_year = _DAYS_BEFORE[self.month - 1] + leap + self.day
        return before * 365 + before // 4 - before // 100 + before // 400 + in_year

    def isoformat(self) -> str:
        """The day in ISO 8601; a year that has not four digits with its sign."""
        sign = "-" if self.year < 0 else "+" if self.year > 9999 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"

    __str__ = isoformat

    @property
    def date(self) -> date:
        """The day for code that knows the years 1 to 9999: the nearest day in them."""
        if self.year < 1:
            return date.min
        return date(self.year, self.month, self.day) if self.year <= 9999 else date.max


FIRST, LAST = Day(-_FAR, 1, 1), Day(_FAR, 12, 31)
"""Before and after all days that can be written; of dates that are open at an end."""


class Instant(Struct, frozen=True, order=True):
    """A point in time, by which dates are ordered.

    Attributes:
        day: the day.
        second: from its beginning, 0 to 86,400; the last is the end of the day.
    """

    day: Day
    second: int = 0

    def isoformat(self) -> str:
        """The day; with the time where it is neither the day's beginning nor its end."""
        return self.day.isoformat() + (f"T{self.time}" if 0 < self.second < SECONDS else "")

    __str__ = isoformat

    @property
    def time(self) -> str:
        """Hours, minutes and seconds, as `11:53:00`."""
        return f"{self.second // 3600:02}:{self.second // 60 % 60:02}:{self.second % 60:02}"
