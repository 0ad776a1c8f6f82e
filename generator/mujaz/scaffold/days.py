"""Dates in Arabic and English articles: those written out, and those computed from the article's day, marked so."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from babel import Locale
from msgspec import Struct

from mujaz.dates.words import month_names
from mujaz.resolve.anchor import Range
from mujaz.scaffold.found import Places
from mujaz.text.fold import Folded, fold_text


class Dated(Struct, frozen=True):
    """A date that an article has.

    Attributes:
        place: its words.
        date: as EDTF; empty where it counts from the article's day and that is not known.
        computed: whether it was counted from the article's day.
    """

    place: Range
    date: str
    computed: bool


_WEEKDAYS = {
    **dict(zip(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], range(7), strict=True)),
    **dict(
        zip(
            map(fold_text, ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]),
            (*range(6), 6),
            strict=True,
        )
    ),
    fold_text("الإثنين"): 0,
}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
    for word in words.split()
} | {
    fold_text(word): number
    for number, word in enumerate(["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"], 3)
    for word in (word, word.removesuffix("ة"))
}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_UNITS = {
    **{form: unit for unit in _DAYS for form in (unit, f"{unit}s")},
    **{
        fold_text(form): unit
        for unit, forms in {
            "day": "يوم أيام يوما يومين",
            "week": "أسبوع أسابيع أسبوعا أسبوعين",
            "month": "شهر أشهر شهرا شهرين شهور",
            "year": "عام أعوام سنة سنوات عاما عامين سنتين",
        }.items()
        for form in forms.split()
    },
}
_SEASONS = {
    "spring": 21,
    "summer": 22,
    "autumn": 23,
    "fall": 23,
    "winter": 24,
    "ربيع": 21,
    "صيف": 22,
    "خريف": 23,
    "شتاء": 24,
}
_NEXT = ("next", "coming", *map(fold_text, ("المقبل", "المقبلة", "القادم", "القادمة")))
_LAST = ("last", *map(fold_text, ("الماضي", "الماضية", "الفائت", "المنصرم")))


@cache
def _months() -> dict[str, int]:
    """The number of each month by its names, in English and in all that Arabic calls it."""
    months = {name.casefold(): number for number, name in Locale("en").months["format"]["wide"].items()}
    arabic = Locale("ar")
    own = {name: number for number, name in arabic.months["format"]["wide"].items()}
    months |= {fold_text(name): number for name, number in own.items()}
    months |= {fold_text(name): own[here] for name, here in month_names(arabic)}
    return months


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], tuple[str, bool] | None]], ...]:
    names = sorted(_months(), key=len, reverse=True)
    one = "|".join(map(re.escape, names))
    month = rf"(?P<month>{one})(?: ?/ ?(?:{one}))?"
    weekday = "|".join(_WEEKDAYS)
    step = "|".join((*_LAST, *_NEXT, "this", *map(fold_text, ("الجاري", "الحالي", "الحالية"))))
    year = r"(?P<year>(?:1[5-9]|20)\d\d)"
    units = "|".join(sorted(_UNITS, key=len, reverse=True))
    numbers = "|".join(_NUMBERS)
    parts = "صباح|مساء|ظهر|فجر|ليل|ليلة|عصر|امس|يوم|اليوم|نهار"
    of_year = rf"(?:,? (?:من )?(?:عام |سنة )?{year})?"
    hours = r"(?:morning|afternoon|evening|night)"
    table: tuple[tuple[str, Callable[[re.Match[str], date | None], tuple[str, bool] | None]], ...] = (
        (
            rf"(?:(?:{weekday}),? )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)? (?:of |من )?{month}{of_year}",
            _day,
        ),
        (rf"(?:(?:{weekday}),? )?{month} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)(?:,? {year})?", _day),
        (rf"{month},? (?:من )?(?:عام |سنة )?{year}", _month),
        (rf"{month} (?P<step>{step})", _month),
        (rf"(?P<step>last|next|this) {month}", _month),
        (rf"(?:the )?(?P<season>{'|'.join(_SEASONS)})(?: of)? (?:عام )?{year}", _season),
        (rf"(?:عامي|عامين|between|from) {year} (?:و|and |to )(?P<until>(?:1[5-9]|20)\d\d)", _years),
        (rf"(?:(?:في|ب)?(?:عام|العام|سنة)|منذ عام) {year}", _year),
        (rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\bof )|(?<=\buntil )|(?<=\bby )|(?<=في )){year}", _year),
        (rf"(?P<step>last|next|this) (?P<weekday>{weekday})(?: {hours})?", _weekday),
        (rf"(?:(?:{parts}) )*(?P<weekday>{weekday})(?: (?P<step>{step}))?(?: {hours})?", _weekday),
        (r"(?P<word>yesterday|today|tomorrow|اول امس|امس|غدا)", _word),
        (r"(?P<step>last|next|this) (?P<unit>week|month|year)", _step),
        (rf"(?:(?:اواخر|اوائل|منتصف|مطلع|نهاية|بداية) )?(?:ال(?P<unit>اسبوع|شهر|عام|سنة)) (?P<step>{step})", _step),
        (rf"(?:(?P<count>\d+|{numbers}) )?(?P<unit>{units}) ago", _ago),
        (rf"(?:قبل|منذ) (?:نحو |اكثر من )?(?:(?P<count>\d+|{numbers}) )?(?P<unit>{units})", _ago),
        (r"(?:a few )?hours (?:before|earlier|ago|after)|(?:قبل|بعد) ساعات", _hours),
        (rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\bby )|(?<=\buntil )|(?<=في )|(?<=منذ )|(?<=خلال )){month}", _month),
    )
    return tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), read) for pattern, read in table)


def dates_in(folded: Folded, day: date | None) -> tuple[Dated, ...]:
    """All dates of an article, in order; they do not overlap.

    Args:
        folded: the article.
        day: when it was published; None where that is not known to the day.
    """
    found: list[Dated] = []
    places: list[Range] = []
    for pattern, read in _patterns():
        taken = Places(places)
        for match in pattern.finditer(folded.text):
            place = match.span()
            if taken.meet(place):
                continue
            answer = read(match, day)
            if answer is not None:
                places.append(place)
                found.append(Dated(folded.span(*place), *answer))
    return tuple(sorted(found, key=lambda each: each.place))


def _group(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "").casefold()


def _month_of(match: re.Match[str]) -> int:
    return _months()[_group(match, "month")]


def _nearest(day: date, month: int, number: int, step: str) -> date | None:
    """The day of a month that is nearest to another, or the next, or the last before it."""
    years = [year for year in (day.year - 1, day.year, day.year + 1) if number <= calendar.monthrange(year, month)[1]]
    candidates = [date(year, month, number) for year in years]
    if step in _NEXT:
        candidates = [each for each in candidates if each > day]
    elif step in _LAST:
        candidates = [each for each in candidates if each < day]
    return min(candidates, key=lambda each: abs((each - day).days), default=None)


def _day(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    number, month, year = int(_group(match, "day")), _month_of(match), _group(match, "year")
    if year:
        if not 1 <= number <= calendar.monthrange(int(year), month)[1]:
            return None
        return f"{year}-{month:02}-{number:02}", False
    if not 1 <= number <= 31:
        return None
    if day is None:
        return "", True
    nearest = _nearest(day, month, number, "")
    return (nearest.isoformat(), True) if nearest else None


def _month(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    month, year = _month_of(match), _group(match, "year")
    if year:
        return f"{year}-{month:02}", False
    if day is None:
        return "", True
    nearest = _nearest(day, month, 15, _group(match, "step"))
    return (f"{nearest:%Y-%m}", True) if nearest else None


def _season(match: re.Match[str], day: date | None) -> tuple[str, bool]:
    return f"{_group(match, 'year')}-{_SEASONS[_group(match, 'season')]}", False


def _year(match: re.Match[str], day: date | None) -> tuple[str, bool]:
    return _group(match, "year"), False


def _years(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    first, last = _group(match, "year"), _group(match, "until")
    return (f"{first}/{last}", False) if first < last else None


def _weekday(match: re.Match[str], day: date | None) -> tuple[str, bool]:
    if day is None:
        return "", True
    wanted, step = _WEEKDAYS[_group(match, "weekday")], _group(match, "step")
    back = (day.weekday() - wanted) % 7
    if step in _NEXT:
        return (day + timedelta((wanted - day.weekday()) % 7 or 7)).isoformat(), True
    return (day - timedelta(back or 7 * (step in _LAST))).isoformat(), True


def _word(match: re.Match[str], day: date | None) -> tuple[str, bool]:
    if day is None:
        return "", True
    days = {"yesterday": -1, "امس": -1, "tomorrow": 1, "غدا": 1, "اول امس": -2}.get(_group(match, "word"), 0)
    return (day + timedelta(days)).isoformat(), True


def _step(match: re.Match[str], day: date | None) -> tuple[str, bool]:
    if day is None:
        return "", True
    step = _group(match, "step")
    by = 1 if step in _NEXT else -1 if step in _LAST else 0
    unit = _UNITS[_group(match, "unit")]
    if unit == "year":
        return str(day.year + by), True
    if unit == "month":
        months = day.year * 12 + day.month - 1 + by
        return f"{months // 12:04}-{months % 12 + 1:02}", True
    monday = day - timedelta(day.weekday() - 7 * by)
    return f"{monday}/{monday + timedelta(6)}", True


def _ago(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    word, unit = _group(match, "count"), _group(match, "unit")
    dual = unit.endswith("ين") and unit != "سنين"
    if not word and unit.endswith("s"):
        return None
    count = int(word) if word.isdigit() else _NUMBERS.get(word, 2 if dual else 1)
    if not word and not dual and unit in map(fold_text, ("أيام", "أسابيع", "أشهر", "أعوام", "سنوات", "شهور")):
        return None
    if day is None:
        return "", True
    kind = _UNITS[unit]
    days = count * _DAYS[kind]
    if days >= day.toordinal():
        return None
    then = day - timedelta(days)
    if kind == "year":
        return f"{day.year - count:04}~", True
    return (f"{then:%Y-%m}~" if kind == "month" else f"{then}{'' if kind == 'day' else '~'}"), True


def _hours(match: re.Match[str], day: date | None) -> tuple[str, bool]:
    return (f"{day}~" if day else ""), True
