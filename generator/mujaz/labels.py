"""The words of the interface in each language, and the dates and numbers that stand among them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Protocol

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import format_decimal
from babel.units import format_unit
from hijridate import Gregorian

from mujaz.dates.edtf import Day, Extent, parse_edtf
from mujaz.dates.words import DateWords, month_names
from mujaz.markup.style import Style
from mujaz.model.dates import Date
from mujaz.model.values import base_language
from mujaz.text.numerals import NUMERALS, with_digits, with_european_digits, with_signs

FALLBACK = "en"


def available() -> tuple[str, ...]:
    """The languages that the interface has words in."""
    folder = resources.files("mujaz") / "locale"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


def default_numerals(language: str) -> str:
    """The numbering system that readers of a language expect: `arab` for ar and ar-EG, `latn` for ar-MA and en.

    It is CLDR's for the tag's region. A tag without one is taken for the region where CLDR expects it (UTS #35,
    likely subtags); a system that this module has no digits of is `latn`.
    """
    subtags = language.split("-")
    region = next((part.upper() for part in subtags[1:] if len(part) == 2 or part.isdigit()), None)
    if region is None:
        region = get_global("likely_subtags").get(subtags[0], "").rpartition("_")[2]
    try:
        system = str(Locale.parse(f"{subtags[0]}_{region}" if region else subtags[0]).default_numbering_system)
    except (UnknownLocaleError, ValueError):
        return "latn"
    return system if system in NUMERALS else "latn"


class EditionSettings(Protocol):
    """What an edition says of its words; see `mujaz.settings.config.Edition`."""

    @property
    def language(self) -> str: ...
    @property
    def numerals(self) -> str | None: ...
    @property
    def hijri(self) -> bool: ...
    @property
    def citation_style(self) -> str: ...


def labels_of(edition: EditionSettings) -> Labels:
    """The words of an edition, as its settings have them."""
    return load_labels(edition.language, edition.numerals, edition.hijri, edition.citation_style)


@lru_cache(maxsize=64)
def load_labels(language: str, numerals: str | None = None, hijri: bool = False, citation_style: str = "") -> Labels:
    """The words of a language; those of English where the interface does not speak it.

    Args:
        language: BCP 47 tag of the edition.
        numerals: one of `mujaz.text.numerals.NUMERALS`; without it the default of the language.
        hijri: whether dates of the Islamic calendar stand beside those of exact days.
        citation_style: the name of a CSL style; empty for that of mujaz.
    """
    tag = base_language(language)
    if tag not in available():
        tag = FALLBACK
        language = FALLBACK
    text = (resources.files("mujaz") / "locale" / f"{tag}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    system = numerals or default_numerals(language)
    return Labels(language, table, system, hijri=hijri, citation_style=citation_style)


def _locale(tag: str) -> Locale:
    """Babel's data for a tag: those of its region, of its language where CLDR has none for the region."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(base_language(tag))


class Labels:
    """The words of one language, by key; plural forms follow CLDR.

    Every number among them is written in the reader's own numerals. Ids, addresses and `datetime` never pass here.

    Attributes:
        language: BCP 47 tag of the words, without a region.
        table: strings by key, and tables of plural forms by key.
        numerals: the numbering system, one of `mujaz.text.numerals.NUMERALS`.
        hijri: whether dates of the Islamic calendar are shown.
        citation_style: the name of the CSL style of bibliographies; empty for that of mujaz.
        style: how the analyst's own words have numbers and dates in the edition.
        locale: CLDR's data of the language, and of the region where the tag has one: `ar-LB` has the month names of
            Lebanon.
    """

    def __init__(
        self,
        language: str,
        table: dict[str, str | dict[str, str]],
        numerals: str = "latn",
        *,
        hijri: bool = False,
        citation_style: str = "",
    ) -> None:
        self.language = base_language(language)
        self.table = table
        self.numerals = numerals
        self.hijri = hijri
        self.citation_style = citation_style
        self.locale = _locale(language)
        self.date_words = DateWords(self)
        self.style = Style(numerals, month_names(self.locale), self.locale.text_direction == "rtl")

    def text(self, key: str, **values: object) -> str:
        """The words of a key, with values in the places of their names; an integer as a label, without grouping.

        Raises:
            KeyError: the key is in no table; the test of the label files holds that none is missing.
        """
        words = self.table[key]
        if isinstance(words, dict):
            raise KeyError(key)
        if not values:
            return words
        shown = {name: self.digits(str(value)) if isinstance(value, int) else value for name, value in values.items()}
        return words.format(**shown)

    def count(self, key: str, n: int) -> str:
        """A number with its noun in the right plural form."""
        return _count(self, key, n)

    def digits(self, text: str) -> str:
        """A text of the interface with its digits in the reader's numerals: a year, the number of a sign."""
        return with_digits(text, self.numerals)

    def number(self, value: float, places: int = 0) -> str:
        """A quantity, with separators of thousands and of the decimals."""
        return _number(self.numerals, value, places)

    def percent(self, share: float) -> str:
        """A share of 1 as a whole percentage."""
        return with_signs(f"{round(share * 100)}%", self.numerals)

    def coordinates(self, latitude: float, longitude: float) -> str:
        """A point on the earth in decimal degrees, with the directions in words."""
        north = self.text("degrees_north" if latitude >= 0 else "degrees_south", n=self.number(abs(latitude), 2))
        east = self.text("degrees_east" if longitude >= 0 else "degrees_west", n=self.number(abs(longitude), 2))
        return self.text("degrees", latitude=north, longitude=east)

    def month(self, year: int, month: int) -> str:
        """A month of a year."""
        return self.digits(self.date_words.month(year, month))

    def year(self, year: int) -> str:
        """A year of the astronomical count, in the reader's era: -43 is 44 BC."""
        return self.digits(self.date_words.year(year))

    def years(self, first: int, last: int) -> str:
        """The time from a year to another one."""
        return self.text("years_span", first=self.year(first), last=self.year(last))

    def language_name(self, tag: str) -> str:
        """A language as this one calls it; the tag itself where CLDR has no name for it."""
        return str(self.locale.languages.get(base_language(tag), tag))

    def country(self, code: str) -> str:
        """A country by its ISO 3166-1 alpha-2 code, as CLDR calls it; empty where it has no name for it."""
        return str(self.locale.territories.get(code, ""))

    def distance(self, kilometres: int) -> str:
        """A distance with its unit, in short."""
        return self.digits(format_unit(kilometres, "length-kilometer", length="short", locale=self.locale))

    def locator(self, label: str, value: str, *, plural: bool) -> str:
        """A place in a source, `p. 12`, from its CSL label and its numbers; lists have the comma of the language.

        Its numerals are the edition's, whichever were typed; one with Latin letters has European ones: `2a`, `5(2)(b)`.
        """
        numbers = with_european_digits(value).replace(", ", self.text("locator_comma"))
        if not any(char.isascii() and char.isalpha() for char in value):
            numbers = self.digits(numbers)
        return self.text(f"locator_{label}{'_several' if plural else ''}", numbers=numbers)

    def date(self, written: Date) -> str:
        """An EDTF date in words."""
        return _extent(self, parse_edtf(written.edtf))

    def hijri_date(self, written: Date) -> str:
        """An exact day in the calendar of Umm al-Qura; empty for any other date, and where it is not shown.

        The calendar has rules for the days from 1 August 1924 to 16 November 2077.
        """
        extent = parse_edtf(written.edtf)
        moment = extent.start
        if not self.hijri or extent.interval or moment is None or moment.day is None:
            return ""
        if extent.rough or extent.set or moment.time is not None:
            return ""
        try:
            day = Gregorian.fromdate(moment.earliest.date).to_hijri()
        except OverflowError:
            return ""
        return self.text("hijri_date", day=day.day, month=self.text(f"hijri_month_{day.month}"), year=day.year)

    def spell(self, first: Day, last: Day) -> tuple[str, ...]:
        """A time in short, for lines below each other: the year or years, and then what of one year it is."""
        if first.year != last.year:
            return (self.years(first.year, last.year),)
        year = self.year(first.year)
        months = self.locale.months["format"]["abbreviated"]
        month_end = Day.from_ordinal(last.toordinal() + 1).day == 1
        if first.day == 1 and month_end and first < last:
            if (first.month, last.month) == (1, 12):
                return (year,)
            start, end = months[first.month], months[last.month]
        elif first.month == last.month:
            start, end = str(first.day), f"{last.day} {months[last.month]}"
        else:
            start, end = (f"{day.day} {months[day.month]}" for day in (first, last))
        same = first == last or start == end
        return year, self.digits(end if same else f"{start}–{end}")

    def period(self, start: Date | None, end: Date | None) -> str:
        """The time between two dates, either of which may be missing; one date where both are the same."""
        if start is not None and end is not None:
            if start.edtf == end.edtf:
                return self.date(start)
            return self.text("date_from_to", start=self.date(start), end=self.date(end))
        if start is not None:
            return self.text("date_since", date=self.date(start))
        return self.text("date_until", date=self.date(end)) if end is not None else ""


@lru_cache(maxsize=4096)  # one and two stand on every page, and Babel takes its time
def _number(numerals: str, value: float, places: int) -> str:
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return with_signs(format_decimal(value, pattern, locale="en"), numerals)


@lru_cache(maxsize=4096)
def _count(labels: Labels, key: str, n: int) -> str:
    forms = labels.table[key]
    if isinstance(forms, str):
        raise KeyError(key)
    form = labels.locale.plural_form(n)
    return forms.get(form, forms["other"]).format(n=labels.number(n))


@lru_cache(maxsize=65536)
def _extent(labels: Labels, extent: Extent) -> str:
    return labels.digits(labels.date_words.extent(extent))
