"""Timelines: the strip of a brief, and all events by decade and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mujaz.model import Date
from mujaz.pages.desk import Desk
from mujaz.pages.objects import EventItem, TimelineDecade, TimelineYear
from mujaz.pictures.strip import Dated, Strip, lay_out_strip

_FEWEST, _MOST = 3, 80
_DECADES = 12  # so many stand beside each other on a phone


def event_strip(desk: Desk, dates: Sequence[Date]) -> Strip | None:
    """The strip of some dates, numbered from 0; None where they are too few or too many for a picture."""
    if not _FEWEST <= len(dates) <= _MOST:
        return None
    return lay_out_strip([Dated(number, date.extent) for number, date in enumerate(dates)], desk.labels.spell)


def by_decade(events: Iterable[EventItem]) -> tuple[TimelineDecade, ...]:
    """Events in the order of their dates, under the year in which they begin, or end where they have no beginning.

    Decades without events are among them, to scale, unless they are many.
    """
    years: defaultdict[int, list[EventItem]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.date.sort_key):
        moment = event.date.extent.start or event.date.extent.end
        assert moment is not None
        years[moment.year].append(event)
    if not years:
        return ()
    starts = sorted({year // 10 * 10 for year in years})
    between = range(starts[0], starts[-1] + 1, 10)
    shown = list(between) if len(between) <= _DECADES else starts
    counts = {start: sum(len(years[year]) for year in range(start, start + 10) if year in years) for start in shown}
    most, most_in_year = max(counts.values()), max(len(found) for found in years.values())
    return tuple(
        TimelineDecade(
            start,
            counts[start],
            _share(counts[start], most),
            tuple(
                TimelineYear(year, _share(len(years.get(year, ())), most_in_year), tuple(years.get(year, ())))
                for year in range(start, start + 10)
            ),
        )
        for start in shown
    )


def _share(count: int, most: int) -> int:
    """How high the column of a count is, in per cent; a single event among thousands can still be seen."""
    return max(3, round(100 * count / most)) if count else 0
