"""Timelines: the strip of a brief, and all events by decade and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from mujaz.document.pages.desk import Desk
from mujaz.document.pages.items import EventItem, Link
from mujaz.document.pages.objects import TimelineDecade, TimelineYear
from mujaz.model import Date
from mujaz.pictures.strip import Dated, Strip, lay_out_strip

_FEWEST, _MOST = 3, 80
_DECADES = 12  # so many stand beside each other on a phone


def event_strip(desk: Desk, dates: Sequence[Date]) -> Strip | None:
    """The strip of some dates, numbered from 0; None where they are too few or too many for a picture."""
    if not _FEWEST <= len(dates) <= _MOST:
        return None
    return lay_out_strip([Dated(number, date.extent) for number, date in enumerate(dates)], desk.labels.spell)


def by_decade(
    page: str, years: Mapping[int, int], events: Iterable[EventItem], link: Callable[[int], Link]
) -> tuple[TimelineDecade, ...]:
    """Years by decade, and the events of a page under the year in which they begin, or end.

    Decades without events are among them, to scale, unless they are many.

    Args:
        page: the path of the page.
        years: how many events each year has.
        events: those that the page shows, in any order.
        link: where the events of a year stand.
    """
    shown: defaultdict[int, list[EventItem]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.date.sort_key):
        shown[event.date.year].append(event)
    if not years:
        return ()
    starts = sorted({year // 10 * 10 for year in years})
    between = range(starts[0], starts[-1] + 1, 10)
    decades = list(between) if between.stop - between.start <= _DECADES * 10 else starts
    counts = {start: sum(years.get(year, 0) for year in range(start, start + 10)) for start in decades}
    most, most_in_year = max(counts.values()), max(years.values())
    return tuple(
        TimelineDecade(
            start,
            counts[start],
            _share(counts[start], most),
            Link(page, f"decade-{start}"),
            tuple(
                TimelineYear(
                    year,
                    years.get(year, 0),
                    _share(years.get(year, 0), most_in_year),
                    link(year),
                    tuple(shown.get(year, ())),
                )
                for year in range(start, start + 10)
            ),
        )
        for start in decades
    )


def _share(count: int, most: int) -> int:
    """How high the column of a count is, in per cent; a single event among thousands can still be seen."""
    return max(3, round(100 * count / most)) if count else 0
