"""EDTF, levels 0 to 2: the days that a date may be, its words in two languages, and why a text is no date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.dates.edtf import Day, InvalidDateError, parse_edtf
from mujaz.labels import load_labels
from mujaz.model.dates import Date
from mujaz.syntax.source import Source

SOMEWHERE = Source("briefs/b.yml", "").span(0, 0)

# The date, the first and the last day that it may be, and what it is in English and in Arabic.
MEANINGS = """
    0800 | 0800-01-01 0800-12-31 | 800 | ٨٠٠
    0000 | 0000-01-01 0000-12-31 | 1 BC | ١ ق.م
    -0043-03-15 | -0043-03-15 -0043-03-15 | 15 March 44 BC | ١٥ مارس ٤٤ ق.م
    Y12345 | +12345-01-01 +12345-12-31 | 12345 | ١٢٣٤٥
    Y-17E3 | -17000-01-01 -17000-12-31 | 17001 BC | ١٧٠٠١ ق.م
    1950S2 | 1900-01-01 1999-12-31 | about 1950 (between 1900 and 1999) | نحو ١٩٥٠ (بين ١٩٠٠ و١٩٩٩)
    1956S3 | 1950-01-01 1959-12-31 | about 1956 (between 1950 and 1959) | نحو ١٩٥٦ (بين ١٩٥٠ و١٩٥٩)
    Y3388E2S3 | +338000-01-01 +338999-12-31 | about 338800 (between 338000 and 338999) \
        | نحو ٣٣٨٨٠٠ (بين ٣٣٨٠٠٠ و٣٣٨٩٩٩)
    2023-21 | 2023-03-01 2023-05-31 | spring 2023 | ربيع ٢٠٢٣
    2023-22 | 2023-06-01 2023-08-31 | summer 2023 | صيف ٢٠٢٣
    2023-23 | 2023-09-01 2023-11-30 | autumn 2023 | خريف ٢٠٢٣
    2023-24 | 2023-12-01 2024-02-29 | winter 2023 | شتاء ٢٠٢٣
    2022-24 | 2022-12-01 2023-02-28 | winter 2022 | شتاء ٢٠٢٢
    2023-28 | 2023-12-01 2024-02-29 | winter 2023 (northern hemisphere) | شتاء ٢٠٢٣ (نصف الكرة الشمالي)
    2023-30 | 2023-12-01 2024-02-29 | summer 2023 (southern hemisphere) | صيف ٢٠٢٣ (نصف الكرة الجنوبي)
    2023-32 | 2023-06-01 2023-08-31 | winter 2023 (southern hemisphere) | شتاء ٢٠٢٣ (نصف الكرة الجنوبي)
    2023-34 | 2023-04-01 2023-06-30 | second quarter of 2023 | الربع الثاني من ٢٠٢٣
    2023-36 | 2023-10-01 2023-12-31 | fourth quarter of 2023 | الربع الرابع من ٢٠٢٣
    2023-39 | 2023-09-01 2023-12-31 | last four months of 2023 | الثلث الأخير من ٢٠٢٣
    2023-40 | 2023-01-01 2023-06-30 | first half of 2023 | النصف الأول من ٢٠٢٣
    2023-24~ | 2023-12-01 2024-02-29 | about winter 2023 | نحو شتاء ٢٠٢٣
    2023-24/2024-21 | 2023-12-01 2024-05-31 | winter 2023 to spring 2024 | من شتاء ٢٠٢٣ إلى ربيع ٢٠٢٤
    1950S3~ | 1950-01-01 1959-12-31 | about 1950 (between 1950 and 1959) (approximate: year) \
        | نحو ١٩٥٠ (بين ١٩٥٠ و١٩٥٩) (على وجه التقريب: السنة)
    1950S4 | 1950-01-01 1950-12-31 | 1950 | ١٩٥٠
    19XX~ | 1900-01-01 1999-12-31 | between 1900 and 1999 (approximate: year) \
        | بين ١٩٠٠ و١٩٩٩ (على وجه التقريب: السنة)
    199X/2001 | 1990-01-01 2001-12-31 | a year between 1990 and 1999 to 2001 | من سنة بين ١٩٩٠ و١٩٩٩ إلى ٢٠٠١
    {198X,1990} | 1980-01-01 1990-12-31 | a year between 1980 and 1989 and 1990 | سنة بين ١٩٨٠ و١٩٨٩ و١٩٩٠
    19XX | 1900-01-01 1999-12-31 | between 1900 and 1999 | بين ١٩٠٠ و١٩٩٩
    156X | 1560-01-01 1569-12-31 | between 1560 and 1569 | بين ١٥٦٠ و١٥٦٩
    2004-XX | 2004-01-01 2004-12-31 | a month of 2004 | شهر من ٢٠٠٤
    1985-04-XX | 1985-04-01 1985-04-30 | a day in April 1985 | يوم من أبريل ١٩٨٥
    1985-XX-XX | 1985-01-01 1985-12-31 | a day in 1985 | يوم من ١٩٨٥
    1984-1X | 1984-10-01 1984-12-31 | October, November, or December 1984 | أكتوبر أو نوفمبر أو ديسمبر ١٩٨٤
    1985-04-1X | 1985-04-10 1985-04-19 | between 10 and 19 April 1985 | بين ١٠ و١٩ أبريل ١٩٨٥
    1985-04-X1 | 1985-04-01 1985-04-21 | 1, 11, or 21 April 1985 | ١ أو ١١ أو ٢١ أبريل ١٩٨٥
    1985-XX-13 | 1985-01-13 1985-12-13 | day 13 of a month of 1985 | اليوم ١٣ من أحد أشهر ١٩٨٥
    1XXX-12 | 1000-12-01 1999-12-31 | December of a year between 1000 and 1999 | ديسمبر من سنة بين ١٠٠٠ و١٩٩٩
    XXXX-12-25 | 0000-12-25 9999-12-25 | 25 December of an unknown year | ٢٥ ديسمبر من سنة مجهولة
    20XX-02-29 | 2000-02-29 2096-02-29 | 29 February of a year between 2000 and 2099 | ٢٩ فبراير من سنة بين ٢٠٠٠ و٢٠٩٩
    19X4 | 1904-01-01 1994-12-31 | 1904, 1914, 1924, 1934, 1944, 1954, 1964, 1974, 1984, or 1994 \
        | ١٩٠٤ أو ١٩١٤ أو ١٩٢٤ أو ١٩٣٤ أو ١٩٤٤ أو ١٩٥٤ أو ١٩٦٤ أو ١٩٧٤ أو ١٩٨٤ أو ١٩٩٤
    2004-06~-11 | 2004-06-11 2004-06-11 | 11 June 2004 (approximate: year and month) \
        | ١١ يونيو ٢٠٠٤ (على وجه التقريب: السنة والشهر)
    2004-?06-11 | 2004-06-11 2004-06-11 | 11 June 2004 (uncertain: month) | ١١ يونيو ٢٠٠٤ (غير مؤكد: الشهر)
    2004-06-11% | 2004-06-11 2004-06-11 | about 11 June 2004 (uncertain) | نحو ١١ يونيو ٢٠٠٤ (غير مؤكد)
    {1667,1668,1670} | 1667-01-01 1670-12-31 | 1667, 1668, and 1670 | ١٦٦٧ و١٦٦٨ و١٦٧٠
    [1667,1668,1670] | 1667-01-01 1670-12-31 | one of 1667, 1668, or 1670 | أحد هذه: ١٦٦٧ أو ١٦٦٨ أو ١٦٧٠
    [1667, 1670..1672] | 1667-01-01 1672-12-31 | one of 1667 or 1670 to 1672 | أحد هذه: ١٦٦٧ أو من ١٦٧٠ إلى ١٦٧٢
    {1960,1961-12} | 1960-01-01 1961-12-31 | 1960 and December 1961 | ١٩٦٠ وديسمبر ١٩٦١
    2004/2006-03 | 2004-01-01 2006-03-31 | 2004 to March 2006 | من ٢٠٠٤ إلى مارس ٢٠٠٦
    2023-09-13T11:53 | 2023-09-13T11:53:00 2023-09-13T11:53:00 | 13 September 2023, 11:53 | ١٣ سبتمبر ٢٠٢٣، ١١:٥٣
    2023-09-13T11:53:07Z | 2023-09-13T11:53:07 2023-09-13T11:53:07 | 13 September 2023, 11:53:07 (UTC) \
        | ١٣ سبتمبر ٢٠٢٣، ١١:٥٣:٠٧ (غرينتش)
    2023-09-13T11:53+09 | 2023-09-13T02:53:00 2023-09-13T02:53:00 | 13 September 2023, 11:53 (UTC+9) \
        | ١٣ سبتمبر ٢٠٢٣، ١١:٥٣ (غرينتش+٩)
    2023-09-13T23:00-03:30 | 2023-09-14T02:30:00 2023-09-14T02:30:00 | 13 September 2023, 23:00 (UTC−3:30) \
        | ١٣ سبتمبر ٢٠٢٣، ٢٣:٠٠ (غرينتش−٣:٣٠)
"""
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in MEANINGS.replace("\\\n", "").strip().splitlines()]

OPEN = [
    ("2004/..", "since 2004", "منذ ٢٠٠٤"),
    ("2004/", "from 2004 to an unknown date", "من ٢٠٠٤ إلى تاريخ مجهول"),
    ("../2004", "until 2004", "حتى ٢٠٠٤"),
    ("/2004", "from an unknown date to 2004", "من تاريخ مجهول إلى ٢٠٠٤"),
    ("[..1984]", "1984 or before", "١٩٨٤ أو قبل ذلك"),
    ("[1984..]", "1984 or after", "١٩٨٤ أو بعد ذلك"),
    ("{1960..}", "1960 and after", "١٩٦٠ وما بعدها"),
]


def words(text: str, language: str) -> str:
    return load_labels(language).date(Date(text, SOMEWHERE))


@pytest.mark.parametrize(("text", "days", "english", "arabic"), ROWS, ids=[row[0] for row in ROWS])
def test_a_date_says_what_it_says(text: str, days: str, english: str, arabic: str) -> None:
    assert " ".join(map(str, parse_edtf(text).sort_key)) == days
    assert (words(text, "en"), words(text, "ar")) == (english, arabic)


@pytest.mark.parametrize(("text", "english", "arabic"), OPEN)
def test_an_open_end_is_no_unknown_end(text: str, english: str, arabic: str) -> None:
    assert (words(text, "en"), words(text, "ar")) == (english, arabic)


# What HTML can say of a date in `datetime`.
@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2023-09-13", "2023-09-13"),
        ("2023-09~", "2023-09"),
        ("0800", "0800"),
        ("Y12345", "12345"),
        ("2019/..", "2019"),
        ("2023-09-13T11:53:00+09", "2023-09-13T11:53:00+09:00"),
        ("2023-09-13T11:53Z", "2023-09-13T11:53Z"),
        ("2023-12-31T24:00", "2024-01-01T00:00"),
        ("2023-24", ""),
        ("198X", ""),
        ("1950S2", ""),
        ("-0043", ""),
        ("2004-06-XX", ""),
    ],
)
def test_html_is_told_no_more_than_the_date_says(text: str, stamp: str) -> None:
    assert parse_edtf(text).first.html == stamp


# The text, the reason, and what is to be written.
REFUSED = [
    ("2023?~", "uncertain and approximate together are written as `%`", "write 2023%"),
    ("2023-05/06", "both ends of an interval are written in full", "write 2023-05/2023-06"),
    ("2023-05-01/03", "both ends of an interval are written in full", "write 2023-05-01/2023-05-03"),
    ("2023-05-01/06-03", "both ends of an interval are written in full", "write 2023-05-01/2023-06-03"),
    (
        "2023-05-01T10:00/11:00",
        "both ends of an interval are written in full",
        "write 2023-05-01T10:00/2023-05-01T11:00",
    ),
    ("2023/24", "both ends of an interval are written in full", "write 2023/2024"),
    ("1999/00", "both ends of an interval are written in full", "write 1999/2000"),
    ("1950S0", "a year has one significant digit at least", "write year-month-day"),
    ("{}", "a set without dates", "write year-month-day"),
    ("..", "an open end needs a date before or behind it", "write year-month-day"),
    ("10:30", "a time needs its day before it", "write year-month-day"),
    ("850 AD", "years have no name of their era", "write 0850"),
    ("٢٠٢٣ م", "years have no name of their era", "write 2023"),
    ("12 Sept 2023", "EDTF writes months as numbers, behind the year", "write 2023-09-12"),
    (
        "2023-13",
        "`13` is no month: they are 01 to 12, and 21 to 41 are seasons and other parts of a year",
        "correct the",
    ),
    ("2023-00", "`00` is no month", "correct the"),
    ("2023-02-30", "February 2023 has 28 days", "correct the"),
    ("2023-04-31", "April has 30 days", "correct the"),
    ("2023-01-00", "`00` is no day of a month", "correct the"),
    ("20X1-02-29", "none of the years 20X1 has a 29 February", "correct the"),
    ("2023-24-05", "24 is a part of a year, and has no days", "write 2023-24"),
    ("13/09/2023", "the year first", "write 2023-09-13"),
    ("13.9.2023", "the year first", "write 2023-09-13"),
    ("10/03/2024", "the year first", "write 2024-03-10 or 2024-10-03, whichever is meant"),
    ("09/2023", "the year first", "write 2023-09"),
    ("13/09/23", "the year `23` has not four digits", "write year-month-day"),
    ("2023-9-13", "month and day have two digits", "write 2023-09-13"),
    ("2023-9", "month and day have two digits", "write 2023-09"),
    ("20230913", "between hyphens", "write 2023-09-13"),
    ("2023/09/13", "between hyphens", "write 2023-09-13"),
    ("2023/09", "between hyphens", "write 2023-09"),
    ("2023–09–13", "the digits 0 to 9, the hyphen", "write 2023-09-13"),
    ("٢٠٢٣-٠٩-١٣", "the digits 0 to 9", "write 2023-09-13"),
    ("۱۳۹۰", "the digits 0 to 9", "write 1390"),
    ("٢٠٢٣/٩/١٣", "between hyphens", "write 2023-09-13"),
    ("1445-02-30", "February 1445 has 28 days; it can only be of the Islamic calendar", "write 2023-09-15"),
    ("1445هـ", "it is of the Islamic calendar", "write 2023-07-19/2024-07-06"),
    ("١٤٤٥-٠٩-٠١ هـ", "it is of the Islamic calendar", "write 2024-03-11"),
    ("1445 AH", "it is of the Islamic calendar", "write 2023-07-19/2024-07-06"),
    ("2019-2021", "a slash between its ends", "write 2019/2021"),
    ("2019..2021", "a slash between its ends", "write 2019/2021"),
    ("2019..", "behind a slash", "write 2019/.."),
    ("2019-", "behind a slash", "write 2019/.. or 2019/, whichever is meant"),
    ("2004/open", "two stops", "write 2004/.."),
    ("unknown/2004", "left empty", "write /2004"),
    ("199u", "a capital X", "write 199X"),
    ("1560s", "written as X", "write 156X"),
    ("c. 1950", "a tilde behind the date", "write 1950~"),
    ("44 BC", "the year 0, which is 1 BC", "write -0043"),
    ("-0000", "the year 0 has no sign", "write 0000"),
    ("800", "a year has four digits", "write 0800"),
    ("12345", "behind a `Y`", "write Y12345"),
    ("Y2023", "more than four digits only", "write 2023"),
    ("1950S5", "of which 5 cannot be significant", "write a number from 1 to 4"),
    ("2024/2019", "the end lies before the start", "write the earlier date first"),
    ("2023-09-13T12:00/2023-09-13T11:00", "the end lies before the start", "write the earlier date first"),
    ("../..", "a date at one end at least", "leave the key out"),
    ("[1667,1668", "`[` is not closed", "write one of a set as"),
    ("{..}", "`..` needs a date", "write [..1984]"),
    ("2023-09-13 11:53", "behind a `T`", "write 2023-09-13T11:53"),
    ("2023-09-13T9:05", "an hour has two digits", "write 2023-09-13T09:05"),
    ("2023-09-13T25:00", "the hours of a day are 00 to 23", "correct the hour"),
    ("2023-09-13T24:01", "24:00 is its end", "correct the hour"),
    ("2023-09-13T11:60", "minutes and seconds are 00 to 59", "correct the time"),
    ("2023-09-13T11:53:00.5Z", "no fractions of a second", "write 2023-09-13T11:53:00Z"),
    ("2023-09-13T11:53 GMT", "UTC is written as `Z`", "write 2023-09-13T11:53Z"),
    ("2023-09-13T11:53+15:00", "at most 14 hours from UTC", "correct the zone"),
    ("2023-09-13T11:53~", "no marks", "leave the time or the mark out"),
    ("2023-09T11:53", "an exact day before it", "write a time as"),
    ("9 May 2024", "months as numbers", "write 2024-05-09"),
    ("September 13, 2023", "months as numbers", "write 2023-09-13"),
    ("Sep 2023", "months as numbers", "write 2023-09"),
    ("١٣ سبتمبر ٢٠٢٣", "months as numbers", "write 2023-09-13"),
    ("تشرين الثاني 2022", "months as numbers", "write 2022-11"),
    ("7 نونبر 2021", "months as numbers", "write 2021-11-07"),
    ("2023-W37", "no weeks", "write year-month-day"),
    ("yesterday", "", "write year-month-day"),
    ("", "", "write year-month-day"),
]


@pytest.mark.parametrize(("text", "reason", "help"), REFUSED)
def test_what_is_no_date_is_refused_with_the_true_reason(text: str, reason: str, help: str) -> None:
    with pytest.raises(InvalidDateError) as caught:
        parse_edtf(text)
    assert caught.value.message.startswith(f"`{text}` is not an EDTF date")
    assert reason in caught.value.message
    assert caught.value.help.startswith(help)


@pytest.mark.parametrize("row", [row for row in REFUSED if row[2].startswith("write ") and row[2][-1].isdigit()])
def test_what_is_to_be_written_is_a_date(row: tuple[str, str, str]) -> None:
    for proposal in row[2].removeprefix("write ").split(" or "):
        if not proposal.startswith("a number"):
            parse_edtf(proposal)


def test_times_order_events_of_a_day() -> None:
    """By UTC where a zone is written; a local time without one as it stands; a whole day before its hours."""
    in_order = [
        "2023-09-12T22:00Z",
        "2023-09-13",
        "2023-09-13T11:43:00+09:00",
        "2023-09-13T03:00",
        "2023-09-13T11:53-05:00",
        "2023-09-13T24:00",
        "2023-09-14T00:00:01",
    ]
    backwards = in_order[::-1]
    assert sorted(backwards, key=lambda text: parse_edtf(text).sort_key) == in_order


@given(st.dates())
def test_days_are_those_of_datetime(day: date) -> None:
    own = Day.of(day)
    assert (str(own), own.toordinal(), own.date) == (day.isoformat(), day.toordinal(), day)
    assert Day.from_ordinal(day.toordinal()) == own


@given(st.integers(-(10**12), 10**12))
def test_days_go_on_before_and_after(number: int) -> None:
    day = Day.from_ordinal(number)
    assert day.toordinal() == number
    assert day < Day.from_ordinal(number + 1)


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]), st.sampled_from(["", "~", "?", "%"]))
def test_a_date_holds_the_day_that_it_was_made_of(day: date, form: str, mark: str) -> None:
    text = f"{day:{form}}".rjust(len(f"{date(2000, 1, 1):{form}}"), "0") + mark
    first, last = parse_edtf(text).sort_key
    assert first.day <= Day.of(day) <= last.day


@given(
    st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 1, 1)),
    st.lists(st.sampled_from([0, 1, 2, 3, 5, 6, 8, 9])),
)
def test_unspecified_digits_hold_every_day_that_they_may_be(day: date, places: list[int]) -> None:
    text = "".join("X" if place in places else char for place, char in enumerate(day.isoformat()))
    first, last = parse_edtf(text).sort_key
    assert first.day <= Day.of(day) <= last.day
    assert words(text, "en")


@given(st.text("0123456789X-/.,[]{}?~%TYESZ:+ ", max_size=24))
def test_any_text_is_a_date_with_words_or_is_refused(text: str) -> None:
    try:
        extent = parse_edtf(text)
    except InvalidDateError as refused:
        assert all((refused.message, refused.help))  # noqa: PT017  (most texts are refused, and some are dates)
    else:
        first, last = extent.sort_key
        assert first <= last
        assert all(words(text, language) for language in ("en", "ar"))


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9998, 1, 1)), st.integers(1, 366))
def test_an_interval_begins_and_ends_with_its_ends(day: date, days: int) -> None:
    later = day + timedelta(days=days)
    assert parse_edtf(f"{day}/{later}").sort_key == (
        parse_edtf(f"{day}").sort_key[0],
        parse_edtf(f"{later}").sort_key[1],
    )


EXAMPLES = """
    1985-04-12 1985-04 1985 1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 Y170000002 Y-170000002 2001-21
    1984? 2004-06~ 2004-06-11% 201X 20XX 2004-XX 1985-04-XX 1985-XX-XX -1985 Y-17E7 1950S2 Y171010000S3
    2001-34 [1667,1668,1670..1672] {1667,1668,1670..1672} {1960,1961-12} 2004-06-11% 2004-06~-11 2004?-06-11
    ?2004-06-~11 2004-%06-11 156X-12-25 15XX-12-25 1560-XX-25 XXXX-12-XX 2004-06-~01/2004-06-~20
"""


def test_a_second_parser_takes_the_examples_of_the_specification_too() -> None:
    """Those of the Library of Congress; the other parser has no words for them, and the same years."""
    from edtf import parse_edtf as other

    for text in EXAMPLES.split():
        assert "S" in text or parse_edtf(text).first.earliest.year == other(text).lower_strict()[0], text
