"""Strips of time: nothing out of order, empty stretches cut, names apart, and every date drawn as what it says."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import cast
from xml.etree import ElementTree

import pytest

from mujaz.document.pages.desk import Desk
from mujaz.document.pages.moments import event_strip
from mujaz.document.writers.svg.marks import Pen
from mujaz.document.writers.svg.strip import draw_strip
from mujaz.labels import load_labels
from mujaz.model.dates import Date, parse_edtf
from mujaz.pictures.lettering import width
from mujaz.pictures.strip import DOT, LENGTH, Dated, Strip, StripMark, lay_out_strip
from mujaz.syntax.source import Source

MORNING = ["1961-04-12", *[f"2023-09-{day:02}" for day in range(10, 20)]]
MIXED = ["1973/1977", "1998~", "2007/2009", "2022-11", "2023-09-10", "2023-09-11", "2023-09-17", "2024-07-28"]


def strip_of(*dates: str, language: str = "en") -> Strip:
    return lay_out_strip([Dated(n, parse_edtf(text)) for n, text in enumerate(dates)], load_labels(language).spell)


def mark_of(text: str) -> StripMark:
    return next(mark for mark in strip_of("2000", text, "2023").marks if mark.number == 1)


@pytest.mark.parametrize(("number", "has_strip"), [(2, False), (3, True), (80, True), (81, False)])
def test_few_dates_need_no_strip_and_many_have_none(number: int, has_strip: bool) -> None:
    desk = cast("Desk", SimpleNamespace(labels=load_labels("ar")))
    dates = [Date(f"{1900 + year}", Source("b.yml", "").span(0, 0)) for year in range(number)]
    assert (event_strip(desk, dates) is not None) == has_strip


# The scale.


def test_days_far_from_each_other_and_days_in_a_row_can_both_be_told_apart() -> None:
    strip = strip_of(*MORNING)
    assert [part.words for part in strip.parts] == [("1961", "12 Apr"), ("2023", "10–19 Sep")]
    places = [mark.start for mark in sorted(strip.marks, key=lambda mark: mark.number)]
    assert all(after - before >= DOT / LENGTH * 100 for before, after in pairwise(places))


def test_even_dates_are_on_one_scale() -> None:
    strip = strip_of(*(f"{year}-01-01" for year in range(2000, 2011)))
    (part,) = strip.parts
    assert part.words == ("2000–2010",)
    assert len(part.ticks) == 11
    steps = [after.start - before.start for before, after in pairwise(strip.marks)]
    assert max(steps) - min(steps) < 0.1


def test_a_scale_of_one_day_has_its_mark_in_the_middle() -> None:
    assert strip_of("2023-09-13").marks[0].start == pytest.approx(50)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "dates", [MORNING, MIXED, ["1900", "1950-02-03", "2000-12", "2020-01-01", "2024"], ["2023-09"]]
)
def test_names_of_parts_fit_and_differ(dates: list[str], language: str) -> None:
    parts = strip_of(*dates, language=language).parts
    assert len({part.words for part in parts}) == len(parts)
    assert parts[0].start == 0
    assert parts[-1].end <= 100.1
    assert all(before.end < after.start for before, after in pairwise(parts))
    assert all(width(line) <= (part.end - part.start) / 100 * LENGTH for part in parts for line in part.words)


def test_a_time_is_not_cut_where_nothing_happens_in_it() -> None:
    first = strip_of(*MIXED).parts[0]
    assert first.words[0].startswith("1973")
    assert first.words[0] != "1973"


# The marks.


@pytest.mark.parametrize(
    ("text", "shape", "rough"),
    [
        ("2010-05-06", "point", False),
        ("2010-05-06?", "point", True),
        ("2010-05", "within", False),
        ("2010-21", "within", False),
        ("2010~", "within", True),
        ("2010/2012", "stretch", False),
        ("2010/2012~", "stretch", True),
    ],
)
def test_a_date_has_the_shape_of_what_it_says(text: str, shape: str, rough: bool) -> None:
    mark = mark_of(text)
    assert (mark.shape, mark.rough, mark.since, mark.until) == (shape, rough, False, False)


def test_an_open_time_goes_to_the_end_of_the_strip() -> None:
    later, earlier = mark_of("2010/.."), mark_of("../2010")
    assert (later.end, later.until, later.since) == (100, True, False)
    assert (earlier.start, earlier.since, earlier.until) == (0, True, False)


def test_marks_of_one_row_are_apart() -> None:
    strip = strip_of(*MIXED, *MORNING, "2023-09-10", "2023-09-10")
    assert max(mark.row for mark in strip.marks) + 1 == strip.rows
    for row in range(strip.rows):
        marks = sorted((mark.start, mark.end) for mark in strip.marks if mark.row == row)
        assert all(end < start for (_, end), (start, _) in pairwise(marks))


# The words.


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(1973, 1, 1), date(1977, 12, 31), ("1973–1977",)),
        (date(1998, 1, 1), date(1998, 12, 31), ("1998",)),
        (date(2022, 11, 1), date(2022, 11, 30), ("2022", "Nov")),
        (date(2022, 10, 1), date(2022, 11, 30), ("2022", "Oct–Nov")),
        (date(2023, 9, 10), date(2023, 9, 17), ("2023", "10–17 Sep")),
        (date(2023, 9, 13), date(2023, 9, 13), ("2023", "13 Sep")),
        (date(2023, 8, 30), date(2023, 9, 2), ("2023", "30 Aug–2 Sep")),
    ],
)
def test_a_time_in_short(first: date, last: date, expected: tuple[str, ...]) -> None:
    assert load_labels("en").spell(first, last) == expected


# The drawing.


def drawn(language: str, words: str = "Launch") -> ElementTree.Element:
    labels = load_labels(language)
    strip = strip_of("1961-04-12", "2023-09~", "2023-09-13/..", language=language)
    targets = [(f"#event-{n}", words) for n in range(3)]
    return ElementTree.fromstring(draw_strip(strip, targets, Pen(language, labels, lambda link: link.page)))


def test_time_runs_as_the_page_is_read() -> None:
    ltr, rtl = drawn("en").find(".//circle"), drawn("ar").find(".//circle")
    assert ltr is not None
    assert rtl is not None
    there, here = (float(str(circle.get("cx")).rstrip("%")) for circle in (ltr, rtl))
    assert there < 20
    assert here == pytest.approx(100 - there, abs=8)


def test_a_doubtful_date_looks_doubtful_without_a_style_sheet() -> None:
    sure, rough = (drawn("en").find(f".//a[@href='#event-{number}']") for number in (0, 1))
    assert sure is not None
    assert rough is not None
    assert sure[1].get("stroke-dasharray") is None
    assert rough[1].get("stroke-dasharray")
    assert rough[1].get("fill") != sure[1].get("fill")


def test_each_mark_leads_to_its_event_and_is_no_stop_of_the_keyboard() -> None:
    links = list(drawn("en").iter("a"))
    assert sorted(str(link.get("href")) for link in links) == ["#event-0", "#event-1", "#event-2"]
    assert {link.get("tabindex") for link in links} == {"-1"}


def test_words_are_shown_as_they_are_written_on_one_line() -> None:
    words = "<b>&\"'{{x}}\n\n# y"
    svg = drawn("en", words)
    assert {title.text for title in svg.iter("title")} == {"<b>&\"'{{x}}  # y"}
    assert not list(svg.iter("b"))


# Dates beyond the years of `datetime`, sets, and unknown ends.


def test_years_before_1_are_on_the_scale_in_their_era() -> None:
    strip = strip_of("-0043-03-15", "-0030", "0014-08-19")
    assert [mark.number for mark in sorted(strip.marks, key=lambda mark: mark.start)] == [0, 1, 2]
    names = " ".join(part.words[0] for part in strip.parts)
    assert "44 BC" in names
    assert "14" in names


def test_years_millions_apart_are_drawn() -> None:
    assert len(strip_of("Y-17E7", "Y-2E6", "2023-09-13").marks) == 3


@pytest.mark.parametrize(("text", "count"), [("{1967,1968,1970}", 3), ("[1967,1970..1972]", 2), ("{1967}", 1)])
def test_a_set_has_a_mark_for_each_member_and_none_between(text: str, count: int) -> None:
    marks = [mark for mark in strip_of("1950", text, "1990").marks if mark.number == 1]
    assert len(marks) == count
    assert len({(mark.start, mark.end) for mark in marks}) == count


@pytest.mark.parametrize(("text", "rough"), [("2004/..", False), ("2004/", True), ("/2004", True), ("../2004", False)])
def test_an_unknown_end_is_dashed_and_an_open_one_is_not(text: str, rough: bool) -> None:
    mark = mark_of(text)
    assert (mark.rough, mark.since or mark.until) == (rough, True)


def test_a_winter_reaches_into_the_next_year() -> None:
    winter, december = mark_of("2010-24"), mark_of("2010-12")
    assert winter.shape == "within"
    assert winter.end > december.end


def test_times_of_one_day_are_one_above_the_other_in_their_order() -> None:
    marks = strip_of("2023-09-13T11:53+09:00", "2023-09-13T11:43+09:00", "2023-09-13").marks
    assert [mark.shape for mark in marks] == ["point"] * 3
