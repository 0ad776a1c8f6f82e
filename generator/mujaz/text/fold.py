"""Folding: a text without what carries no meaning, and the way back to its code points.

Two texts that a reader takes for the same fold to the same string. These differences are folded:

- canonical equivalence (NFC, NFD, Hangul jamo), presentation forms, Latin ligatures and full-width ASCII;
- Arabic, Hebrew and Syriac diacritics, tatweel, and the accents of Latin, Greek and other letters;
- the variants of alef, yeh, kaf and heh, Arabic-Indic and Persian digits with their signs;
- white space, quotation marks and apostrophes, and invisible characters;
- signs that are typed for each other: … and ..., all dashes and the hyphen, ، and the comma, ؟ and ?, ؛ and ;
- the space that some languages, and many writers, put before a stop or inside of guillemets.

Kept apart: letters that only look related (و and ؤ, ي and ئ, ه and ة, и and й, か and が), superscripts,
the vowel signs of Indic scripts, and case.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, repeat
from typing import TypeAlias
from unicodedata import normalize

from msgspec import Struct

from mujaz.text.patterns import lazy_re, lazy_regex

FOLD_VERSION = 2
"""To be raised when any text folds to something else than before: recorded digests name it. Version 1 was without
`_punctuated`, which therefore comes last and by itself, so that old records can still be held against their texts."""

_WHITE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# The property Quotation_Mark, and what is typed for an apostrophe or stands for it in transliterations.
# Not « » ‹ ›, whose direction says on which side a space may go; `_punctuated` sees to them.
_QUOTES = "\"'‘’‚‛“”„‟⹂「」『』〝〞〟﹁﹂﹃﹄＂＇｢｣`´ʹʻʼʽʾʿ′″‵‶"

_SAME = str.maketrans(
    {
        **dict.fromkeys(_WHITE, " "),
        **dict.fromkeys(_QUOTES, '"'),
        **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
        **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
        **dict(zip("٫٬٪", ".,%", strict=True)),
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىیۍ", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ھہەۀۂ", "ه"),
        "ۃ": "ة",
    }
)

# Marks that go: of letters whose meaning they do not change. Enclosing marks (keycaps) and Indic signs stay.
_DROPPED = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u0711\u0730-\u074a\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1abd\u1abf-\u1ace\u1dc0-\u1dff"
    r"\u20d0-\u20dc\u20e1\u20e5-\u20f0\ufe20-\ufe2f"
    r"\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"  # diacritics as characters of their own
)
_INVISIBLE = r"\p{Default_Ignorable_Code_Point}\u0640"
_dropped = lazy_regex(f"[{_DROPPED}{_INVISIBLE}]")
_invisible = lazy_regex(f"[{_INVISIBLE}]+")

# What hangs on the character before it, and may combine with it: marks, and jamo that continue a syllable.
_attached = lazy_regex(rf"[\p{{M}}{_DROPPED}{_INVISIBLE}\u1160-\u11ff\ud7b0-\ud7fb]")
_LONGEST_CLUSTER = 64  # normalising takes time that is quadratic in the number of marks

# Invisible characters that end a grapheme cluster (Grapheme_Cluster_Break=Control): no part of the word.
_CONTROLS = "\u00ad\u061c\u180e\u200b\u200e\u200f\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFFF0, 0xFFF9)))
)

_SIGNS = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u05be\u2e3a\u2e3b\ufe58\ufe63", "-"),
    "…": "...",
    "‥": "..",
    "،": ",",
    "؛": ";",
    "؟": "?",
}
_PARTING = frozenset(_SIGNS) - frozenset("\u2010\u2011\u05be")
_GUILLEMETS = dict.fromkeys("«»‹›", '"')
_SIGNS_OF_VERSION_1 = _GUILLEMETS | dict.fromkeys("\u2010\u2011", "-")
# A space before a stop, unless that begins a number or a name (.NET); before » and behind «, unless they face a word
# with their backs, as in »German«.
_spaces_at_stops = lazy_re(r" (?=[:;!?]|[.,](?!\w)|[»›](?!\w))")
_spaces_in_guillemets = lazy_re(r"(?<=(?<!\w)[«‹]) ")
_punctuation = lazy_re(f"[{re.escape(''.join((*_SIGNS, *_GUILLEMETS)))}:;!?.,-]")
"""What any of these begins or ends with."""
_long_dashes = lazy_re(r"(?<= )--+(?= )|(?<=[^\W\d_])--+(?=[^\W\d_])")

_presentation = lazy_re("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufbff\ufc00-\ufdff\ufe80-\ufefc\uff01-\uff5e]")
_distinct = lazy_re("[ؤئ\u0400-\u052f]")
_unchanged = lazy_re("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")  # of names: folding leaves them as they are
_spaces = lazy_re(" {2,}")
_YEH_WITH_HAMZA = str.maketrans({"ى": "ي", "ی": "ي"})


class _Table(dict[int, str]):
    """What each code point folds to when it stands alone; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold(chr(code))
        return folded

    def _fold(self, char: str) -> str:
        if _dropped.match(char):
            return ""
        if _presentation.match(char) and (parts := normalize("NFKC", char)) != char:
            return self._each(parts)
        if _distinct.match(char) and char not in "ЁёЀѐЍѝ":
            return char
        parts = normalize("NFD", char)
        return char if parts == char else normalize("NFC", self._each(parts))

    def _each(self, text: str) -> str:
        return "".join(self[ord(char)] for char in text)


_table = _Table(_SAME)


class Folded(Struct, frozen=True):
    """A folded text with its offset map.

    Attributes:
        original: the text that was folded.
        text: what it folds to.
        starts: for each folded code point, where its source begins in `original`, in code points.
        ends: for each folded code point, where its source ends. Both arrays never decrease.
    """

    original: str
    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original for the folded range `[start, end)`, which holds a character at least."""
        return self.starts[start], self.ends[end - 1]

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the folded range `[start, end)` takes no part of a character (﷽ folds to four words)."""
        starts = self.starts
        return (start == 0 or starts[start - 1] != starts[start]) and (
            end == len(starts) or starts[end - 1] != starts[end]
        )


_Mapped: TypeAlias = "tuple[str, array[int], array[int]]"


def fold(text: str) -> Folded:
    """Fold a text, with the map from each folded code point to its source.

    A mark or a tatweel belongs to the character before it; an invisible character between words to none.
    """
    characters = set(text)
    if attached := _attached_among(characters):
        mapped = _fold_clusters(text, attached)
    else:
        mapped = text, array("I", range(len(text))), array("I", range(1, len(text) + 1))
    mapped = _fold_characters(mapped, _changes(characters))
    if "  " in mapped[0]:
        mapped = _cut(mapped, _spaces, 1)
    return Folded(text, *_punctuated(mapped))


def fold_text(text: str, version: int = FOLD_VERSION) -> str:
    """Fold a text without a map; the same as `fold(text).text`.

    Args:
        text: any.
        version: of the folding; 1 for what a digest was made of before there was version 2.
    """
    if _unchanged.fullmatch(text):
        return text
    characters = set(text)
    changes = _changes(characters)
    if attached := _attached_among(characters):
        pieces: list[str] = []
        done = 0
        for start, end in _clusters(text, attached):
            pieces += text[done:start], _fold_cluster(text[start:end])
            done = end
        text = "".join((*pieces, text[done:]))
    for char, plain in changes.items():
        text = text.replace(char, plain)
    text = _spaces.sub(" ", text)
    if version == 1:
        return _replaced(text, _SIGNS_OF_VERSION_1)
    if _punctuation.search(text) is None:  # as in most names and many quotes
        return text
    text = _spaces_at_stops.sub("", _replaced(text, _SIGNS))
    if "«" in text or "‹" in text:  # to look for these two is slow, and few texts have them
        text = _spaces_in_guillemets.sub("", text)
    if "--" in text:
        text = _long_dashes.sub("-", text)
    return _replaced(text, _GUILLEMETS)


def _replaced(text: str, signs: dict[str, str]) -> str:
    for sign in signs.keys() & set(text):
        text = text.replace(sign, signs[sign])
    return text


def is_typed_for(folded: Folded, offset: int) -> bool:
    """Whether the sign at a folded offset stands for one that joins nothing: the hyphen for a dash, or the comma for ،.

    1990–1995 is two numbers, and 1990-1995 may be one designator.
    """
    return folded.original[folded.starts[offset]] in _PARTING


def _changes(characters: set[str]) -> dict[str, str]:
    """The characters that fold to something else when they stand alone; not those that vanish."""
    return {char: plain for char in characters if (plain := _table[ord(char)]) != char and plain}


def _attached_among(characters: set[str]) -> str:
    return "".join(sorted(filter(_is_attached, characters)))


@cache
def _is_attached(char: str) -> bool:
    return _attached.match(char) is not None


@lru_cache(maxsize=256)
def _runs_of(characters: str) -> re.Pattern[str]:
    # Much faster than a pattern of all marks: a text has few kinds.
    return re.compile(f"[{re.escape(characters)}]+")


def _clusters(text: str, attached: str) -> Iterator[tuple[int, int]]:
    """The ranges of all characters that have some of `attached` behind them."""
    done = 0
    for match in _runs_of(attached).finditer(text):
        start, end = match.span()
        yield (start - 1 if start > done else start), end
        done = end


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    visible = _invisible.sub("", cluster).translate(_YEH_WITH_HAMZA)
    kept, rest = visible[:_LONGEST_CLUSTER], visible[_LONGEST_CLUSTER:]
    while True:
        # Again, since a mark that went may have kept its neighbours from combining.
        folded = normalize("NFC", kept).translate(_table)
        if folded == kept:
            return folded + _dropped.sub("", rest)
        kept = folded


def _fold_clusters(text: str, attached: str) -> _Mapped:
    pieces = []
    starts, ends = array("I"), array("I")
    done = 0
    for start, end in (*_clusters(text, attached), (len(text), len(text))):
        pieces.append(text[done:start])
        starts.extend(range(done, start))
        ends.extend(range(done + 1, start + 1))
        cluster = text[start:end]
        folded = _fold_cluster(cluster)
        pieces.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([start + max(1, len(cluster.rstrip(_CONTROLS)))] * len(folded))
        done = end
    return "".join(pieces), starts, ends


def _fold_characters(mapped: _Mapped, changes: dict[str, str]) -> _Mapped:
    text, starts, ends = mapped
    if any(len(plain) > 1 for plain in changes.values()):
        lengths = [len(changes.get(char, char)) for char in text]
        starts, ends = _repeat(starts, lengths), _repeat(ends, lengths)
    for char, plain in changes.items():
        text = text.replace(char, plain)
    return text, starts, ends


def _repeat(offsets: array[int], times: list[int]) -> array[int]:
    return array("I", chain.from_iterable(map(repeat, offsets, times)))


def _punctuated(mapped: _Mapped) -> _Mapped:
    characters = set(mapped[0])
    mapped = _fold_characters(mapped, {char: plain for char, plain in _SIGNS.items() if char in characters})
    mapped = _cut(mapped, _spaces_at_stops, 0)
    if "«" in mapped[0] or "‹" in mapped[0]:
        mapped = _cut(mapped, _spaces_in_guillemets, 0)
    if "--" in mapped[0]:
        mapped = _cut(mapped, _long_dashes, 1)
    return _fold_characters(mapped, _GUILLEMETS)


def _cut(mapped: _Mapped, pattern: re.Pattern[str], kept: int) -> _Mapped:
    """Of every match, a run of one character, so many; if one is kept, it stands for the whole run."""
    text, starts, ends = mapped
    pieces: list[str] = []
    kept_starts, kept_ends = array("I"), array("I")
    done = 0
    for match in pattern.finditer(text):
        first, last = match.span()
        pieces.append(text[done : first + kept])
        kept_starts += starts[done : first + kept]
        kept_ends += ends[done:first]
        if kept:
            kept_ends.append(ends[last - 1])
        done = last
    if not done:
        return mapped
    return "".join((*pieces, text[done:])), kept_starts + starts[done:], kept_ends + ends[done:]
