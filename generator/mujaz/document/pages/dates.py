"""Pages by date: how many briefs each month has, and the briefs of each year by month.

A brief stands under the day of its first publication. Years have pages of their own, so that no page grows with the
age of the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from mujaz.document.pages.desk import Desk, SinglePage
from mujaz.document.pages.items import Link
from mujaz.document.pages.objects import DatesPage, MonthCount, YearPage
from mujaz.model.values import shown_in
from mujaz.resolve.index import Month

_BRIEFS = 200  # of which a list with summaries has some 150 kB
_MONTHS = 600  # so many months in a row are shown with those that have no briefs


def months_apart(counts: Mapping[Month, int], year: int) -> bool:
    """Whether the briefs of a year are so many that its months have pages of their own.

    Args:
        counts: how many briefs each month has.
        year: the year.
    """
    return sum(count for month, count in counts.items() if month[0] == year) > _BRIEFS


def month_path(month: Month) -> str:
    """The path of a month's own page, below the folder of dates."""
    year, number = month
    return f"{year}-{number or 0:02}"


def _year_of(path: str) -> int:
    """The year of one of `date_pages`."""
    return int(path) if path.lstrip("-").isdigit() else int(path.rpartition("-")[0])


def date_pages(months: Iterable[Month | None]) -> Iterator[str]:
    """The paths of the pages of years and months below the folder of dates.

    Args:
        months: of each brief of the edition: its month.
    """
    counts = Counter(month for month in months if month)
    for year in sorted({year for year, _ in counts}):
        yield str(year)
        if months_apart(counts, year):
            yield from sorted(month_path(month) for month in counts if month[0] == year)


def _link(desk: Desk, counts: Mapping[Month, int], month: Month) -> Link:
    year, number = month
    if months_apart(counts, year) and month in counts:
        return desk.link(f"dates/{month_path(month)}")
    return desk.link(f"dates/{year}", f"month-{number:02}" if number else "no-month")


def _between(months: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """All months from the first to the last of some; these alone where they are far apart."""
    if not months:
        return []
    (first_year, first), (last_year, last) = min(months), max(months)
    count = (last_year - first_year) * 12 + last - first + 1
    if count > _MONTHS:
        return months
    return [(first_year + (first - 1 + n) // 12, (first - 1 + n) % 12 + 1) for n in range(count)]


def month_counts(desk: Desk) -> tuple[MonthCount, ...]:
    """All months from the first with a brief to the last, empty ones included, and years alone; the latest first."""
    counts = Counter(month for entry in desk.entries if (month := entry.month))
    links = dict(counts)
    for empty in _between([(year, number) for year, number in counts if number is not None]):
        counts.setdefault(empty, 0)
    most = max(counts.values(), default=1)
    return tuple(
        MonthCount(
            year, month, counts[year, month], round(100 * counts[year, month] / most), _link(desk, links, (year, month))
        )
        for year, month in sorted(counts, key=lambda month: (-month[0], -(month[1] or 0)))
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
        *desk.head("dates", "dates/index", desk.labels.text("dates")),
        years=tuple((year, months[year.year]) for year in year_counts(desk)),
        undated=tuple(desk.parts(entry.id).summary for entry in desk.entries if entry.month is None),
    )


def compose_year(desk: Desk, path: str) -> YearPage:
    """The briefs of a year, or of one of its months.

    Args:
        desk: the site in one language.
        path: one of `date_pages`.
    """
    number = _year_of(path)
    others = year_counts(desk)
    entries = [(month, entry) for entry in desk.entries if (month := entry.month) and month[0] == number]
    months = [month for month in month_counts(desk) if month.year == number and month.briefs]
    whole = path == str(number)
    apart = months_apart(Counter(month for month, _ in entries), number)
    if not whole:
        months = [month for month in months if month_path((month.year, month.month)) == path]
    title = desk.labels.year(number)
    if not whole and months[0].month:
        title = desk.labels.month(number, months[0].month)
    return YearPage(
        *desk.head(
            "year", f"dates/{path}", title, languages=[tag for tag in desk.languages if path in _pages_of(desk, tag)]
        ),
        year=next(year for year in others if year.year == number),
        months=tuple(
            (
                count,
                tuple(desk.parts(entry.id).summary for month, entry in entries if month == (count.year, count.month))
                if not (whole and apart)
                else (),
            )
            for count in months
        ),
        others=others,
    )


def _pages_of(desk: Desk, language: str) -> frozenset[str]:
    """The pages of years and months of an edition."""
    return frozenset(
        date_pages(facts.month for facts in desk.index.facts.values() if shown_in(language, facts.languages))
    )


SINGLE: Final = (SinglePage("dates", "dates/index", compose_dates),)
