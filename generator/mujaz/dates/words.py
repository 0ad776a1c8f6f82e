"""EDTF dates in words: what each says, neither more nor less exact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

from babel import Locale
from babel.lists import format_list

from mujaz.dates.edtf import Component, Extent, Moment, Set, Time
from mujaz.dates.edtf.grammar import pattern
from mujaz.text.patterns import lazy_re

_SEASONS = range(21, 33)
_HEMISPHERES = {"north": range(25, 29), "south": range(29, 33)}
_DECADE = lazy_re(r"-?[0-9]+X+")
_FEW = 12
"""So many years, months or days that a date may be of are listed; more are described."""


_ARABIC = ("ar", "ar_LB", "ar_MA", "ar_DZ", "ar_MR")
"""Between them these have every name that a month has in Arabic (CLDR)."""


@cache
def month_names(locale: Locale) -> tuple[tuple[str, str], ...]:
    """The other names that months have in a language, each with what they are called in the region of a locale."""
    if locale.language != "ar":
        return ()
    own = locale.months["format"]["wide"]
    others = {
        name: own[number] for tag in _ARABIC for number, name in Locale.parse(tag).months["format"]["wide"].items()
    }
    return tuple((name, here) for name, here in others.items() if name != here)


class Speaker(Protocol):
    """The words of the interface, as `Labels` has them."""

    locale: Locale

    def text(self, key: str, **values: object) -> str:
        """The words of a key, with values in the places of their names."""


class DateWords:
    """Dates in one language, with European digits; `locale` has the names of the months."""

    def __init__(self, speaker: Speaker) -> None:
        self._text = speaker.text
        self._locale = speaker.locale
        self._months = speaker.locale.months["format"]["wide"]

    def year(self, year: int) -> str:
        """A year; before 1 of the era before: -43 is 44 BC, since there is a year 0."""
        return str(year) if year > 0 else self._text("date_bc", year=str(1 - year))

    def month(self, year: int, month: int) -> str:
        """A month of a year."""
        return f"{self._months[month]} {self.year(year)}"

    def extent(self, extent: Extent) -> str:
        """A date."""
        if extent.set is not None:
            return self._set(extent)
        if not extent.interval:
            return self.moment(extent.first)
        start = self._end(extent.start) if extent.start else None
        end = self._end(extent.end) if extent.end else None
        if start and end:
            return self._text("date_from_to", start=start, end=end)
        if extent.unknown:
            return self._text("date_from_unknown", date=end) if end else self._text("date_to_unknown", date=start)
        return self._text("date_until", date=end) if end else self._text("date_since", date=start)

    def _set(self, extent: Extent) -> str:
        shown = [self._member(member, extent.set) for member in extent.members]
        if len(shown) == 1:
            return shown[0]
        if extent.set is Set.ALL:
            return format_list(shown, locale=self._locale)
        return self._text("date_one_of", dates=self._either(shown))

    def _either(self, shown: Sequence[str]) -> str:
        return format_list(shown, "or", locale=self._locale)

    def _member(self, member: Extent, kind: Set | None) -> str:
        if not member.interval or (member.start and member.end):
            return self.extent(member) if member.interval else self._end(member.first)
        suffix = "one" if kind is Set.ONE else "all"
        key = "date_and_before" if member.start is None else "date_and_after"
        return self._text(f"{key}_{suffix}", date=self.moment(member.first))

    def _end(self, moment: Moment) -> str:
        """A date beside another one, where “between 1990 and 1999 to 2001” would be misread."""
        is_decade = len(moment.components) == 1 and _DECADE.fullmatch(moment.components[0])
        if not is_decade or moment.approximate or moment.uncertain:
            return self.moment(moment)
        first, last = self.year(moment.earliest.year), self.year(moment.latest.year)
        return self._text("date_year_between", start=first, end=last)

    def moment(self, moment: Moment) -> str:
        """A date that is neither an interval nor a set."""
        if moment.significant and moment.earliest.year != moment.latest.year:
            between = self._between(moment.earliest.year, moment.latest.year)
            text = self._text("date_significant", date=self.year(moment.year), between=between)
        elif moment.significant:
            text = self.year(moment.year)
        elif moment.part:
            text = self._part(moment, moment.part)
        else:
            text = self._day(moment)
        if moment.time is not None:
            text = self._text("date_time", date=text, time=self.time(moment.time))
        text = self._marked(text, moment, moment.approximate, "date_about", "date_partly_about")
        return self._marked(text, moment, moment.uncertain, "date_uncertain", "date_partly_uncertain")

    def time(self, time: Time) -> str:
        """A time of day as it was written, with its distance from UTC."""
        shown = f"{time.hour:02}:{time.minute:02}" + ("" if time.second is None else f":{time.second:02}")
        if time.offset is None:
            return shown
        hours, minutes = divmod(abs(time.offset), 60)
        offset = f"{'−' if time.offset < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
        return self._text("date_zone", time=shown, offset=offset if time.offset else "")

    def _marked(self, text: str, moment: Moment, of: tuple[Component, ...], whole: str, partly: str) -> str:
        if not of:
            return text
        stretch = whole == "date_about" and (moment.significant or "X" in moment.components[0])
        if len(of) == max(1, len(moment.components)) and not stretch:  # no “about about 1950”
            return self._text(whole, date=text)
        names = format_list([self._text(f"date_component_{name}") for name in of], locale=self._locale)
        return self._text(partly, date=text, parts=names)

    def _between(self, first: int, last: int) -> str:
        return self._text("date_between", start=self.year(first), end=self.year(last))

    def _part(self, moment: Moment, part: int) -> str:
        name = 21 + (part - 21) % 4 if part in _SEASONS else part
        text = self._of_year(lambda year: self._text(f"date_part_{name}", year=year), moment)
        hemisphere = next((key for key, parts in _HEMISPHERES.items() if part in parts), None)
        return self._text(f"date_{hemisphere}", date=text) if hemisphere else text

    def _day(self, moment: Moment) -> str:
        _, month, day = (*moment.components, None, None)[:3]
        if month is None:
            return self._of_year(lambda year: year, moment)
        if moment.month is not None and day is None:
            return self._of_year(lambda year: f"{self._months[moment.month or 1]} {year}", moment)
        if moment.month is None:
            return self._of_year(lambda year: self._unspecified_month(month, day, year), moment)
        name, written = self._months[moment.month], day or ""
        return self._of_year(lambda year: self._unspecified_day(written, f"{name} {year}", moment.latest.day), moment)

    def _of_year(self, say: Callable[[str], str], moment: Moment) -> str:
        """Words with the year of a date, which may be one of several."""
        written = moment.components[0]
        if "X" not in written:
            return say(self.year(moment.year))
        bare = say("").strip()
        if written.lstrip("-") == "XXXX":
            return self._text("date_of_unknown_year", date=bare) if bare else self._text("date_unknown_year")
        digits = written.lstrip("-")
        if set(digits.rstrip("X")) & {"X"}:  # no years that follow each other
            count = 10 ** digits.count("X")
            may_be = pattern(digits, 4)
            sign = -1 if written.startswith("-") else 1
            years = [self.year(n * sign) for n in range(10000) if may_be.fullmatch(f"{n:04}")] if count <= _FEW else []
            among = self._either(years) if years else self._text("date_year_like", year=written)
        else:
            edge = digits.replace("X", "0"), digits.replace("X", "9")
            first, last = sorted(int(year) * (-1 if written.startswith("-") else 1) for year in edge)
            among = self._between(first, last)
            if bare:
                return self._text("date_of_year_between", date=bare, start=self.year(first), end=self.year(last))
        return self._text("date_of_year", date=bare, year=among) if bare else among

    def _unspecified_month(self, month: str, day: str | None, year: str) -> str:
        names = [self._months[number] for number in range(1, 13) if pattern(month, 2).fullmatch(f"{number:02}")]
        if day is not None and "X" not in day:
            return self._text("date_day_of_some_month", day=str(int(day)), year=year)
        if len(names) == 12:
            return self._text("date_some_month" if day is None else "date_some_day", date=year)
        among = f"{self._either(names)} {year}".strip()
        return among if day is None else self._text("date_some_day", date=among)

    def _unspecified_day(self, day: str, month: str, last: int) -> str:
        if "X" not in day:
            return f"{int(day)} {month}"
        if day == "XX":
            return self._text("date_some_day", date=month)
        days = [str(number) for number in range(1, last + 1) if pattern(day, 2).fullmatch(f"{number:02}")]
        if day.endswith("X"):
            return f"{self._text('date_between', start=days[0], end=days[-1])} {month}"
        return f"{self._either(days)} {month}"
