"""Days, months and years as front matter has them."""

from __future__ import annotations

from mujaz.model import Date


class Day(str):
    """A day, a month or a year as exactly as it is known: `2023-09-13`, `2023-09`, `2023`."""

    __slots__ = ()


def first_day(date: Date) -> Day:
    """The day, month or year in which a date begins."""
    moment = date.extent.first
    parts = [f"{moment.earliest.date.year:04}"]
    return Day("-".join([*parts, *(f"{part:02}" for part in (moment.month, moment.day) if part is not None)]))
