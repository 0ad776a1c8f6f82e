"""Pages by date: how many briefs each month has, and the briefs of each year by month.

A brief stands under the day of its first publication. Years have pages of their own, so that no page grows with the
age of the site.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from mujaz.pages.desk import Desk
from mujaz.index import Month
from mujaz.pages.objects import DatesPage, Link, MonthCount, YearPage

def years_of(desk: Desk, language: str) -> set[int]:
    """The years that an edition has briefs of."""
    months = (facts.month for facts in desk.index.facts.values() if language in facts.languages)
    return {month[0] for month in months if month}


def _latest_first(month: Month) -> tuple[int, int]:
    return -month[0], -(month[1] or 0)


def _link(desk: Desk, month: Month) -> Link:
    year, number = month
    return desk.link(f"dates/{year}", f"month-{number:02}" if number else "no-month")


def _between(months: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """All months from the first to the last of some."""
    if not months:
        return []
    (first_year, first), (last_year, last) = min(months), max(months)
    count = (last_year - first_year) * 12 + last - first + 1
    return [(first_year + (first - 1 + n) // 12, (first - 1 + n) % 12 + 1) for n in range(count)]


def month_counts(desk: Desk) -> tuple[MonthCount, ...]:
    """All months from the first with a brief to the last, empty ones included, and years alone; the latest first."""
    counts = Counter(month for entry in desk.entries if (month := entry.month))
    for empty in _between([(year, number) for year, number in counts if number is not None]):
        counts.setdefault(empty, 0)
    most = max(counts.values(), default=1)
    return tuple(
        MonthCount(
            year, month, counts[year, month], round(100 * counts[year, month] / most), _link(desk, (year, month))
        )
        for year, month in sorted(counts, key=_latest_first)
    )


def year_counts(desk: Desk) -> tuple[MonthCount, ...]:
    """The years that have briefs, the latest first."""
    counts = Counter(month[0] for entry in desk.entries if (month := entry.month))
    most = max(counts.values(), default=1)
    return tuple(
        MonthCount(year, None, counts[year], round(100 * counts[year] / most), desk.link(f"dates/{year}"))
        for year in sorted(counts, reverse=True)
    )


def compose_dates(desk: Desk) -> DatesPage:
    """The overview of all years."""
    months = {year: tuple(found) for year, found in groupby(month_counts(desk), key=lambda month: month.year)}
    return DatesPage(
        kind="dates",
        path=f"{desk.language}/dates/index",
        language=desk.language,
        title=desk.labels.text("dates"),
        description="",
        alternates=desk.alternates("dates/index"),
        years=tuple((year, months[year.year]) for year in year_counts(desk)),
        undated=tuple(desk.parts(entry.id).summary for entry in desk.entries if entry.month is None),
    )


def compose_year(desk: Desk, number: int) -> YearPage:
    """The briefs of a year."""
    others = year_counts(desk)
    entries = [(month, entry) for entry in desk.entries if (month := entry.month) and month[0] == number]
    months = [month for month in month_counts(desk) if month.year == number and month.briefs]
    path = f"dates/{number}"
    return YearPage(
        kind="year",
        path=f"{desk.language}/{path}",
        language=desk.language,
        title=desk.labels.digits(str(number)),
        description="",
        alternates=desk.alternates(
            path, [language for language in desk.languages if number in years_of(desk, language)]
        ),
        year=next(year for year in others if year.year == number),
        months=tuple(
            (count, tuple(desk.parts(entry.id).summary for month, entry in entries if month == (count.year, count.month)))
            for count in months
        ),
        others=others,
    )
