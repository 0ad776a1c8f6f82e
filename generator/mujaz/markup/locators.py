"""Locators: the place in a source that a reference names, as in ``[^rep, p. 12]``, with the labels of CSL 1.0.2."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from mujaz.text.patterns import lazy_re

# The label of CSL, and how people write it: abbreviations with or without a full stop, in the plural or not.
_TERMS: Final = {
    "appendix": "app apps appendix appendices annex annexes الملحق ملحق الملاحق ملاحق",
    "article-locator": "art arts article articles المادة مادة المواد مواد",
    "book": "bk bks book books الكتاب كتاب الكتب كتب",
    "chapter": "ch chs chap chaps chapter chapters الفصل فصل الفصول فصول",
    "column": "col cols column columns العمود عمود الأعمدة أعمدة",
    "figure": "fig figs figure figures الشكل شكل الأشكال أشكال",
    "folio": "fol fols folio folios الورقة ورقة الأوراق أوراق",
    "issue": "no nos issue issues العدد عدد الأعداد أعداد",
    "line": "l ll line lines السطر سطر الأسطر أسطر س",
    "note": "n nn note notes footnote footnotes الحاشية حاشية الحواشي حواش الهامش هامش",
    "page": "p pp pg page pages ص صص صفحة الصفحة صفحات الصفحات",
    "paragraph": "para paras par paragraph paragraphs ¶ ¶¶ الفقرة فقرة الفقرات فقرات",
    "part": "pt pts part parts الجزء جزء الأجزاء أجزاء ج",
    "section": "sec secs section sections § §§ القسم قسم الأقسام أقسام",
    "table": "tbl tbls table tables الجدول جدول الجداول جداول",
    "timestamp": "at time min الدقيقة دقيقة",
    "verse": "v vv verse verses الآية آية الآيات آيات",
    "volume": "vol vols volume volumes المجلد مجلد المجلدات مجلدات مج",
}
_LABELS: Final = {term: label for label, terms in _TERMS.items() for term in terms.split()}
LABELS: Final = tuple(_TERMS)
"""The kinds of places that a reference can name."""

_LABEL: Final = lazy_re(r"(¶{1,2}|§{1,2}|[^\W\d_]+)\.?\s*")
_TIMES: Final = r"\d{1,3}:\d{2}(?::\d{2})?"
_TIME: Final = lazy_re(rf"{_TIMES}(?:\s*[-–—]\s*{_TIMES})?")
# A number as documents count: 12, xii, A-3, 4.2, 12a, 5(2)(b).
_ONE: Final = r"(?:(?:[A-Za-z]{1,3}[-.]?)?\d+(?:\.\d+)*[A-Za-z]?(?:\(\w{1,4}\))*|[ivxlcdmIVXLCDM]+)"
_NUMBERS: Final = lazy_re(rf"{_ONE}(?:\s*[-–—&]\s*{_ONE})*")
_RANGE: Final = lazy_re(rf"({_TIMES}|{_ONE})\s*[-–—]\s*")
_PLURAL: Final = lazy_re(r"[–,&]")
_LETTER: Final = lazy_re(r"[A-Z]|[أ-ي]")  # of an appendix, a table: with a label only
_THOUSANDS: Final = lazy_re(r"\d[,،]\d{3}(?!\d)")  # a page 1,200, or the pages 1 and 200
_PAGES: Final = lazy_re(r"ص[.\s]{1,2}ص(?!\w)")
_MOST: Final = 8  # places in one reference


class Locator(Struct, frozen=True):
    """A place in a source.

    Attributes:
        label: one of `LABELS`.
        value: its number or numbers: `12`, `12–14`, `3, 5`; a time as hours, minutes and seconds.
    """

    label: str
    value: str

    @property
    def plural(self) -> bool:
        """Whether it is several places or a range."""
        return _PLURAL.search(self.value) is not None


def parse_locators(text: str) -> tuple[Locator, ...] | None:
    """The places that a text names, parts of one another from the outside in; None where it cannot be read.

    A number without a label is a page, as in Pandoc, and a time of the form `12:30` is one of a recording. `1,200` can
    be one page or two, and is not read.
    """
    found: list[Locator] = []
    if _THOUSANDS.search(text):
        return None
    for part in re.split("[,،]", _PAGES.sub("صص", text)):
        part = part.strip()
        match = _LABEL.match(part)
        label = _LABELS.get(match[1].casefold()) if match else None
        rest = _RANGE.sub(r"\1–", part[match.end() :].strip() if match and label else part)
        if _TIME.fullmatch(rest) and label in (None, "timestamp"):
            found.append(Locator("timestamp", rest))
        elif not _NUMBERS.fullmatch(rest) and not (label and _LETTER.fullmatch(rest)):
            return None
        elif label is None and found and found[-1].label != "timestamp":
            last = found.pop()
            found.append(Locator(last.label, f"{last.value}, {rest}"))
        else:
            found.append(Locator(label or "page", rest))
    return tuple(found) if len(found) <= _MOST else None
