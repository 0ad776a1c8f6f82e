"""A publication as an entry of a bibliography."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote

from mujaz.document.citing.parts import CitationPart, Value, assemble
from mujaz.document.citing.processor import OWN_STYLE, STAND_IN, Style, lay_out, load_style
from mujaz.labels import Labels
from mujaz.model import Contributor, Date, Publication
from mujaz.model.values import UNDETERMINED, WorkText
from mujaz.text.patterns import lazy_re

_RESOLVER: Final = lazy_re(r"(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_DOI_PREFIX: Final = lazy_re(rf"(?:{_RESOLVER.pattern})$", re.IGNORECASE)
_ISBN_PREFIX: Final = lazy_re(r"ISBN:?\s*$")
# What the processor may count and form: numbers, also with a letter, and ranges and lists of them.
_NUMBER: Final = r"[A-Za-z]?[0-9]+[A-Za-z]?"
_NUMBERS: Final = lazy_re(rf"{_NUMBER}(?:\s*[-–,&]\s*{_NUMBER})*")
_CASED: Final = lazy_re("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]")
_TO_EUROPEAN: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


def cite(publication: Publication, labels: Labels, language: str) -> tuple[CitationPart, ...]:
    """The entry of a publication in a bibliography.

    Args:
        publication: any publication.
        labels: the interface of the page: its numerals, its dates, its signs, its citation style.
        language: BCP 47 tag of the page; texts that the publication has in it are printed in it.

    Raises:
        ValueError: there is no such style.
    """
    loaded = load_style(labels.citation_style or OWN_STYLE, labels.language)
    item = _Item(publication, labels, language, loaded)
    entry = lay_out(loaded, item.fields)
    inside = loaded.processor.root.get_locale_option("punctuation-in-quote").lower() == "true"
    return assemble(entry, item.values, labels, inside=inside)


class _Item:
    """A publication as CSL-JSON with stand-ins, and the values that these stand for."""

    def __init__(self, work: Publication, labels: Labels, language: str, style: Style) -> None:
        self.values: list[Value] = []
        self._work, self._labels, self._language, self._style = work, labels, language, style
        self._wholes = 0
        people = {"author": work.author, "editor": work.editor, "translator": work.translator}
        texts = {
            "title": work.title,
            "container-title": work.container_title,
            "collection-title": work.collection_title,
            "event": work.event_title,  # its name in CSL 1.0.1, the only one that citeproc-py knows
            "publisher": work.publisher,
            "publisher-place": work.publisher_place,
            "authority": work.authority,
            "archive": work.archive,
            "genre": work.genre,
        }
        counted = {
            "volume": work.volume,
            "issue": work.issue,
            "page": work.page,
            "number": work.number,
            "edition": work.edition,
            "version": work.version,
        }
        fields = {
            "type": work.type,
            **{role: [self._name(person) for person in named] for role, named in people.items()},
            **{key: self._text(text) for key, text in texts.items() if text is not None},
            **{key: self._counted(number) for key, number in counted.items() if number is not None},
            "issued": work.issued and self._date(work.issued),
            "accessed": work.accessed and self._date(work.accessed),
            "ISBN": work.ISBN and self._stand_in(CitationPart(f"ISBN {work.ISBN}", value=True), _ISBN_PREFIX),
            **self._addresses(),
        }
        self.fields = {key: value for key, value in fields.items() if value}

    def _stand_in(self, part: CitationPart, prefix: re.Pattern[str] | None = None, *, same: bool = False) -> str:
        """The character that stands for a value; `same` where it belongs to the one before."""
        self._wholes += not same
        self.values.append(Value(part, self._wholes, prefix))
        return chr(STAND_IN + len(self.values) - 1)

    def _text(self, text: WorkText) -> str:
        phrase = text.best(self._language)
        language = self._work.language if phrase.language == UNDETERMINED else phrase.language
        return self._stand_in(CitationPart(phrase.text, value=True, language=language))

    def _counted(self, number: str) -> str:
        """A number that the processor may count, or what stands for one that is none."""
        plain = number.translate(_TO_EUROPEAN)
        return plain if _NUMBERS.fullmatch(plain) else self._stand_in(CitationPart(number, value=True))

    def _name(self, person: Contributor) -> dict[str, str]:
        """A name in the parts that a style may turn round or shorten, or as a whole: in scripts without case."""
        language = self._work.language
        if self._style.name == OWN_STYLE or not person.family or not _CASED.search(person.family):
            return {"literal": self._stand_in(CitationPart(person.name, value=True, language=language))}
        given = person.given
        if given and self._style.initials is not None:
            given = "".join(word[0] + self._style.initials for word in re.findall(r"[^\W\d_]+", given)).rstrip()
        parts = {
            "family": person.family,
            "given": given,
            "dropping-particle": person.dropping_particle,
            "non-dropping-particle": person.non_dropping_particle,
            "suffix": person.suffix,
        }
        written = {key: part for key, part in parts.items() if part}
        return {
            key: self._stand_in(CitationPart(part, value=True, language=language), same=place > 0)
            for place, (key, part) in enumerate(written.items())
        }

    def _date(self, date: Date) -> dict[str, Any]:
        """A date in the words of the page; in parts for another style, which may want the year alone."""
        start = date.extent.start
        exact = start and start is date.extent.end and not (start.approximate or start.uncertain)
        if start and exact and start.year > 0 and self._style.name != OWN_STYLE:
            return {"date-parts": [[part for part in (start.year, start.month, start.day) if part]]}
        part = CitationPart(self._labels.date(date), value=True, language=self._labels.language, date=date)
        return {"literal": self._stand_in(part)}

    def _addresses(self) -> dict[str, str]:
        """The DOI and the URL, each an address in full; a URL that only says the DOI again is left out."""
        found = {}
        doi = self._work.DOI and _RESOLVER.sub("", self._work.DOI, count=1)
        if doi:
            shown = f"https://doi.org/{doi}"
            address = f"https://doi.org/{quote(doi, safe='/:;()._-')}"
            found["DOI"] = self._stand_in(CitationPart(shown, value=True, href=address), _DOI_PREFIX)
        url = self._work.URL
        if url and not (doi and _RESOLVER.sub("", url, count=1).casefold() == doi.casefold()):
            found["URL"] = self._stand_in(CitationPart(url, value=True, href=url))
        return found
