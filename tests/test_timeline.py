"""The timeline of the site: every event once, under its year, and columns as high as their counts say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from mujaz.document.pages.items import EventItem, Link, Words
from mujaz.document.pages.lists import timeline_pages
from mujaz.document.pages.moments import by_decade
from mujaz.document.pages.objects import TimelineDecade, TimelinePage
from mujaz.labels import load_labels
from mujaz.model import Date
from mujaz.syntax.source import Source, Span
from renderings import render_page


def event(text: str) -> EventItem:
    date = Date(text, Span(Source("brief.yml", text), 0, len(text)))
    link = Link("en/briefs/b", "event-1")
    return EventItem("event-1", date, Words(text, "en"), False, (), (), (), Words("Brief", "en"), link)


def by_decades(events: Iterable[EventItem]) -> tuple[TimelineDecade, ...]:
    shown = list(events)
    counts = Counter(event.date.year for event in shown)
    return by_decade("en/timeline", counts, shown, lambda year: Link("en/timeline", f"year-{year}"))


def page_of(*dates: str, folded: bool = False) -> str:
    decades = by_decades(map(event, dates))
    page = TimelinePage("timeline", "en/timeline", "en", "Timeline", "", (), decades, folded)
    return render_page(page, {"en": "English"}, load_labels("en")).text


@pytest.mark.parametrize(
    ("text", "year"),
    [("2023-09-13", 2023), ("1999/2004", 1999), ("../1987", 1987), ("2019/..", 2019), ("198X", 1980), ("0009", 9)],
)
def test_an_event_stands_under_the_year_that_it_begins_in(text: str, year: int) -> None:
    (decade,) = by_decades([event(text)])
    assert (decade.start, decade.count) == (year // 10 * 10, 1)
    assert [found.year for found in decade.years if found.events] == [year]


def test_decades_are_to_scale_with_the_empty_ones() -> None:
    decades = by_decades(map(event, ["2023", "1995", "2024-05", "2023-01"]))
    assert [(decade.start, decade.count, decade.share) for decade in decades] == [
        (1990, 1, 33),
        (2000, 0, 0),
        (2010, 0, 0),
        (2020, 3, 100),
    ]
    assert [item.text.text for item in decades[-1].years[3].events] == ["2023-01", "2023"]


def test_many_empty_decades_are_left_out_and_one_event_is_always_seen() -> None:
    decades = by_decades(map(event, ["0632", *["2023"] * 1000]))
    assert [(decade.start, decade.share) for decade in decades] == [(630, 3), (2020, 100)]


def test_every_column_leads_to_its_events() -> None:
    text = page_of("1995", "2023", "2024")
    for target in ("decade-1990", "decade-2020", "year-2023", "year-2024"):
        assert text.count(f"(#{target})") == 1
        assert text.count(f"#{target} }}") + text.count(f'id="{target}"') == 1
    assert "(#decade-2000)" not in text


def test_one_decade_needs_no_chart_of_decades() -> None:
    assert "(#decade-" not in page_of("2021", "2023")


def test_years_are_folded_where_events_are_many() -> None:
    assert '<details class="mj-year" open markdown>' in page_of("2023")
    assert '<details class="mj-year" markdown>' in page_of("2023", folded=True)


def test_a_site_without_events_says_so() -> None:
    assert by_decades([]) == ()
    assert "mj-columns" not in page_of()


def test_years_on_pages_of_their_own_are_led_to() -> None:
    decades = by_decade("en/timeline", {1995: 700, 2023: 800}, [], lambda year: Link(f"en/timeline/{year}"))
    page = TimelinePage("timeline", "en/timeline", "en", "Timeline", "", (), decades, True)
    text = render_page(page, {"en": "English"}, load_labels("en")).text
    assert "(timeline/2023.md)" in text
    assert "<details" not in text
    assert timeline_pages([1995, 2023] * 400) == []
    assert timeline_pages([2023, 1995] * 600) == [1995, 2023]
