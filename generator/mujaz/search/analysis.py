"""What search takes for words: text to terms, and each term to the keys that it is looked up by.

The tables are in `tables.json`. `analysis.js` interprets them in the same way; a test in a browser holds the two equal.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from mujaz.search.tables import tables
from mujaz.text.patterns import lazy_regex

_words, _arabic = tables()["words"], tables()["arabic"]
_ignored, _unspaced = _words["ignored"], _words["unspaced"]
_IN_WORD = rf"\p{{L}}\p{{N}}\p{{M}}{_ignored}"
_CONNECTORS = _words["connectors"]

_compound = lazy_regex(
    rf"[A-Za-z](?:\+\+|#)(?![\p{{L}}\p{{N}}])|[\p{{L}}\p{{N}}][{_IN_WORD}]*(?:[{_CONNECTORS}][\p{{L}}\p{{N}}][{_IN_WORD}]*)*"
)
_part = lazy_regex(
    rf"[A-Za-z](?:\+\+|#)|[{_unspaced}][\p{{M}}{_ignored}]*|(?:(?![{_unspaced}])[\p{{L}}\p{{M}}{_ignored}])+|[\p{{N}}{_ignored}]+"
)
# A proclitic before a word or a number in another script: «بـKN-23», «الـ20».
_glued = lazy_regex(rf"(?:{_words['glued']})[{_ignored}{_words['marks']}]*(?=[\p{{L}}\p{{N}}])(?![{_words['gluing']}])")
_dropped = lazy_regex(f"[{_ignored}{_words['marks']}]+")
_foreign = lazy_regex(r"[^\p{L}\p{N}\p{M}+#]+")
_number = lazy_regex(r"[0-9]+(?:[.,][0-9]+)+")
_thousands = lazy_regex(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_date = lazy_regex(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})|([0-9]{4})([-/.])([0-9]{1,2})\6([0-9]{1,2})")
_not_joining = lazy_regex(rf"[^{_IN_WORD}{_words['joining']}]")
_is_unspaced = lazy_regex(f"[{_unspaced}]")
_fold = str.maketrans({char: plain for plain, chars in tables()["fold"].items() for char in chars})

_STOP = frozenset(word for words in tables()["stop"].values() for word in words.split())
_LONGEST = 64


class Term(NamedTuple):
    """A word as search knows it, and its place in the text.

    Attributes:
        start: where it begins, in code points.
        end: where it ends.
        text: the folded word.
    """

    start: int
    end: int
    text: str


def fold(word: str) -> str:
    """A word without what typing it may differ in: case, marks, and the variants of letters and digits."""
    plain = _dropped.sub("", normalize("NFKC", word)).lower()
    plain = normalize("NFC", _dropped.sub("", normalize("NFD", plain.translate(_fold)))).translate(_fold)
    return _foreign.sub("", plain)[:_LONGEST]


def terms(text: str) -> list[Term]:
    """The terms of a text in their order; a compound (HWASONG-18) yields its parts, then the whole."""
    return [
        Term(start + first, start + last, term)
        for start, compound in compounds_at(text)
        for first, last, term in split(compound)
    ]


def compounds(text: str) -> list[str]:
    """The runs of word characters, with single signs between them, that the terms of a text are parts of."""
    return _compound.findall(text)


def compounds_at(text: str) -> list[tuple[int, str]]:
    """The same, each with the place where it begins, in code points."""
    return [(match.start(), match[0]) for match in _compound.finditer(text)]


def name_words(name: str) -> list[str]:
    """The words that a name is recognised by: without small words, and without the wholes of compounds."""
    words = [term.text for compound in compounds(name) for term in split(compound) if not _is_whole(term, compound)]
    return [word for word in words if not is_small(word)] or words


def _is_whole(term: Term, compound: str) -> bool:
    parts = split(compound)
    return len(parts) > 1 and (term.start, term.end) == (parts[0].start, len(compound))


def is_small(word: str) -> bool:
    """Whether a folded word says little by itself, also behind و and ف."""
    return word in _STOP or (word[0] in "وف" and word[1:] in _STOP)


@lru_cache(maxsize=65536)
def split(compound: str) -> tuple[Term, ...]:
    """The terms of a run of word characters and single signs between them, without a proclitic in another script."""
    if glued := _glued.match(compound):
        length = glued.end()
        return tuple(Term(length + start, length + end, text) for start, end, text in split(compound[length:]))
    plain = normalize("NFKC", compound).translate(_fold).replace("\u066b", ".").replace("\u066c", ",")
    if _number.fullmatch(plain):
        whole = plain.replace(",", "").replace(".", "") if _thousands.fullmatch(plain) else plain.replace(",", ".")
        if _day_of(plain) is None:
            return (Term(0, len(compound), whole),)
    parts = []
    for match in _part.finditer(compound):
        term = fold(match[0])
        if term:
            parts.append(Term(match.start(), match.end(), term))
    if len(parts) < 2:
        return tuple(parts)
    if len(parts) == 2 and parts[1].text == "s" and compound[parts[0].end] in "'’‘ʼ":
        return (parts[0],)
    if day := _day_of(plain):
        return (*parts, Term(0, len(compound), day))
    if _not_joining.search(compound) or _is_unspaced.search(compound):
        return tuple(parts)
    whole = "".join(part.text for part in parts)[:_LONGEST]
    return (*parts, Term(0, len(compound), whole))


def _day_of(number: str) -> str | None:
    """The day that a number with signs in it is, as eight digits; the month stands first where it cannot be the day."""
    date = _date.fullmatch(number)
    if date is None:
        return None
    year, month, day = (date[4], date[3], date[1]) if date[4] else (date[5], date[7], date[8])
    if int(month) > 12:
        month, day = day, month
    return f"{year}{month:0>2}{day:0>2}"
