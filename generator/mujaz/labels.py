"""The words of the interface in each language, and the dates and numbers that stand among them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib import resources

from babel import Locale
from babel.dates import format_date
from babel.units import format_unit

from mujaz.model.dates import Date, Extent, Moment, parse_edtf
from mujaz.model.values import base_language

FALLBACK = "en"


def available() -> tuple[str, ...]:
    """The languages that the interface has words in."""
    folder = resources.files("mujaz") / "locale"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@lru_cache(maxsize=64)
def load_labels(language: str) -> Labels:
    """The words of a language; those of English where the interface does not speak it."""
    tag = base_language(language)
    if tag not in available():
        tag = FALLBACK
    text = (resources.files("mujaz") / "locale" / f"{tag}.toml").read_text(encoding="utf-8")
    return Labels(tag, tomllib.loads(text))


class Labels:
    """The words of one language, by key; plural forms follow CLDR.

    Attributes:
        language: BCP 47 tag of the words.
        table: strings by key, and tables of plural forms by key.
    """

    def __init__(self, language: str, table: dict[str, str | dict[str, str]]) -> None:
        self.language = language
        self.table = table
        self._locale = Locale.parse(language)

    def text(self, key: str, **values: object) -> str:
        """The words of a key, with values in the places of their names.

        Raises:
            KeyError: the key is in no table; the test of the label files holds that none is missing.
        """
        words = self.table[key]
        if isinstance(words, dict):
            raise KeyError(key)
        return words.format(**values) if values else words

    def count(self, key: str, n: int) -> str:
        """A number with its noun in the right plural form."""
        forms = self.table[key]
        if isinstance(forms, str):
            raise KeyError(key)
        form = self._locale.plural_form(n)
        return forms.get(form, forms["other"]).format(n=n)

    def language_name(self, tag: str) -> str:
        """A language as this one calls it; the tag itself where CLDR has no name for it."""
        return str(self._locale.languages.get(base_language(tag), tag))

    def country(self, code: str) -> str:
        """A country by its ISO 3166-1 alpha-2 code, as CLDR calls it; empty where it has no name for it."""
        return str(self._locale.territories.get(code, ""))

    def distance(self, kilometres: int) -> str:
        """A distance with its unit, in short."""
        return format_unit(kilometres, "length-kilometer", length="short", locale=self.language)

    def date(self, written: Date) -> str:
        """An EDTF date in words."""
        return _extent(self, parse_edtf(written.edtf))

    def period(self, start: Date | None, end: Date | None) -> str:
        """The time between two dates, either of which may be missing; one date where both are the same."""
        if start is not None and end is not None:
            if start.edtf == end.edtf:
                return self.date(start)
            return self.text("date_from_to", start=self.date(start), end=self.date(end))
        if start is not None:
            return self.text("date_since", date=self.date(start))
        return self.text("date_until", date=self.date(end)) if end is not None else ""


@lru_cache(maxsize=65536)
def _extent(labels: Labels, extent: Extent) -> str:
    if not extent.interval:
        assert extent.start is not None
        return _moment(labels, extent.start)
    if extent.end is None:
        assert extent.start is not None
        return labels.text("date_since", date=_moment(labels, extent.start))
    if extent.start is None:
        return labels.text("date_until", date=_moment(labels, extent.end))
    return labels.text("date_from_to", start=_moment(labels, extent.start), end=_moment(labels, extent.end))


def _moment(labels: Labels, moment: Moment) -> str:
    if moment.day is not None and moment.month is not None:
        text = format_date(date(moment.year, moment.month, moment.day), "d MMMM y", locale=labels.language)
    elif moment.month is not None:
        text = format_date(date(moment.year, moment.month, 1), "MMMM y", locale=labels.language)
    elif moment.earliest.year == moment.latest.year and moment.earliest.month == 1 and moment.latest.month == 12:
        text = str(moment.year)
    elif moment.earliest.year == moment.latest.year:
        first = format_date(moment.earliest, "MMMM", locale=labels.language)
        last = format_date(moment.latest, "MMMM y", locale=labels.language)
        text = labels.text("date_from_to", start=first, end=last)
    else:
        text = labels.text("date_between", start=moment.earliest.year, end=moment.latest.year)
    if moment.approximate:
        text = labels.text("date_about", date=text)
    if moment.uncertain:
        text = labels.text("date_uncertain", date=text)
    return text
