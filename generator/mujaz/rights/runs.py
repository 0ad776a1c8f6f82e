"""Runs of words that two texts have in common, found by shingles: overlapping runs of a few words.

Words are compared as digests of the letters and digits that a reader sees, so that punctuation, diacritics, what is
invisible and letters drawn alike do not hide a run. See Broder, «On the resemblance and containment of documents»
(1997), for shingles, and UTS #39 for skeletons.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar
from unicodedata import category, normalize

from msgspec import Struct

from mujaz.text.fold import fold_text
from mujaz.text.patterns import lazy_re
from mujaz.text.words import UNSPACED

T = TypeVar("T")

SHINGLE = 5
"""Words of a shingle."""
_STEP = 4
SHORTEST = SHINGLE + _STEP - 1
"""A run of so many words is found for certain, wherever it begins; of shorter ones some are."""

BETWEEN = "\0"
"""A word that stands between texts which do not follow each other; nothing that is looked for has it."""
MARK = 1
"""What `words_of` makes of it."""

_word = lazy_re(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_unspaced = lazy_re(f"[{UNSPACED}]")
_FEW_LETTERS = 2
_HEAVY = 4
"""Letters from which on a word is likely to say something of what a text is about."""

# Letters that are drawn alike, small capitals and Cherokee among them, each row as its first one: after folding and in
# lower case. Arabic ones are compared without their dots, since text without them is written, and read, to pass
# filters.
_ALIKE = {
    "l": "i1\u0131\u0456\u04cf\u03b9\u0269\u026a\u029f\u13de\u13a5\u13c6",
    "o": "0\u043e\u03bf\u0585\u1d0f",
    "a": "\u0430\u03b1\u0251\u1d00\u13aa\u0252",
    "c": "\u0441\u03f2\u1d04\u13df\u13e3",
    "e": "\u0435\u0454\u0117\u1d07\u13ac\u025b",
    "j": "\u0458\u1d0a\u13ab",
    "p": "\u0440\u03c1\u1d18\u13e2",
    "s": "\u0455\ua731\u13da\u13d5",
    "x": "\u0445\u03c7",
    "y": "\u0443\u03b3\u028f\u13a9\u13cd",
    "h": "\u043d\u04bb\u0570\u029c\u13bb",
    "k": "\u043a\u03ba\u1d0b\u13e6",
    "m": "\u043c\u1d0d\u13b7",
    "t": "\u0442\u03c4\u1d1b\u13a2\u01ad",
    "b": "\u0432\u03b2\u0299\u13f4\u13cf",
    "n": "\u0578\u03b7\u0274\u014b",
    "u": "\u057d\u03c5\u1d1c\u028b",
    "v": "\u03bd\u1d20\u13d9\u0475",
    "g": "\u0261\u0262\u13c0\u0581",
    "w": "\u051d\u0461\u1d21\u13b3\u13d4",
    "d": "\u0501\u1d05\u13a0\u0256",
    "q": "\u051b",
    "f": "\ua730\u0192",
    "r": "\u0280\u13a1\u13d2\u0433",
    "z": "\u1d22\u13c3\u0290",
    "\u066e": "\u0628\u062a\u062b\u0646\u064a\u0626\u0649\u067e\u0679\u06ba\u06cc\u0680",
    "\u062d": "\u062c\u062e\u0686",
    "\u062f": "\u0630\u0688",
    "\u0631": "\u0632\u0691\u0698",
    "\u0633": "\u0634",
    "\u0635": "\u0636",
    "\u0637": "\u0638",
    "\u0639": "\u063a",
    "\u06a1": "\u0641\u0642\u066f\u06a4\u06a7",
    "\u0643": "\u06a9\u06af",
    "\u0647": "\u0629\u06c1\u06be\u06d5",
    "\u0648": "\u0624\u06c6\u06cb",
}
_DRAWN = (0x1F1E6, 0x1F150, 0x1F170)
"""Where the letters from A begin that are regional indicators, in dark circles, in dark squares."""
_SKELETON = str.maketrans({letter: to for to, others in _ALIKE.items() for letter in others})
_JOINING = frozenset("\u0640'\u2019\u02bc\u02bb\u2018\u02bf\u02be`\u00b4")


class _Plain(dict[int, str]):
    """What each character is compared as: letters and digits, folded; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        drawn = next((first for first in _DRAWN if first <= code < first + 26), None)
        if drawn is not None:
            code += ord("a") - drawn
        elif 0xE0021 <= code <= 0xE007E:  # tags: ASCII that is not drawn
            code -= 0xE0000
        folded = fold_text(normalize("NFKC", chr(code))).casefold()
        plain = self[code] = "".join(filter(str.isalnum, folded)).translate(_SKELETON)
        return plain


def _parts(written: str) -> list[tuple[int, str]]:
    """What stands between signs, as it is compared, with the place where it begins; single letters are one word."""
    parts = list(_between_signs(written))
    if len(parts) > _FEW_LETTERS and all(len(plain) == 1 for _, plain in parts):
        return [(parts[0][0], "".join(plain for _, plain in parts))]
    return parts


def _between_signs(written: str) -> Iterator[tuple[int, str]]:
    start, plain = 0, ""
    for place, character in enumerate(written):
        letters = _plain[ord(character)]
        if letters:
            start, plain = start if plain else place, plain + letters
        elif plain and category(character)[0] not in "MC" and character not in _JOINING:
            yield start, plain
            plain = ""
    if plain:
        yield start, plain


class _Digests(dict[str, tuple[int, ...]]):
    """The digests of what is written between spaces, which may be several words, or none; filled as they turn up.

    The lowest bit of a digest is set where the word is short.
    """

    def __missing__(self, written: str) -> tuple[int, ...]:
        digests = (MARK,) if written == BETWEEN else tuple(_digest(plain) for _, plain in _parts(written))
        self[written] = digests
        return digests


def _digest(plain: str) -> int:
    number = int.from_bytes(hashlib.blake2b(plain.encode(), digest_size=8).digest(), signed=True)
    return (number & ~1) | (len(plain) < _HEAVY)


_plain = _Plain()
_digests = _Digests()
_MOST_KNOWN = 500_000


def is_heavy(word: int) -> bool:
    """Whether a word, as a digest, is long enough to say something of what a text is about."""
    return not word & 1


def words_of(text: str) -> array[int]:
    """The words of a text, as digests."""
    if len(_digests) > _MOST_KNOWN:
        _digests.clear()
    written = _word.findall(text) if _unspaced.search(text) else text.split()
    return array("q", chain.from_iterable(map(_digests.__getitem__, written)))


def placed_words(text: str) -> tuple[array[int], array[int]]:
    """The words of a text as `words_of` gives them, and where each begins, in code points."""
    words, starts = array("q"), array("I")
    for match in _word.finditer(text):
        digests = _digests[match[0]]
        words.extend(digests)
        if len(digests) == 1:
            starts.append(match.start())
        elif digests:
            starts.extend(match.start() + start for start, _ in _parts(match[0]))
    return words, starts


def word_letters(text: str) -> Iterator[str]:
    """The letters and digits of each word that `words_of` gives, as they are compared."""
    for match in _word.finditer(text):
        yield from (plain for _, plain in _parts(match[0]))


def letters_of(text: str) -> str:
    """The letters and digits of a text as they are compared, without what stands between them."""
    return text.translate(_plain)


def _shingles(words: array[int], step: int = 1) -> Iterable[int]:
    """The shingles that begin at every `step`th word, as numbers that are the same in every run."""
    return map(hash, zip(*(words[first::step] for first in range(SHINGLE)), strict=False))


class Run(Struct, frozen=True):
    """Consecutive words that a text has in common with a known one.

    Attributes:
        at: the first of them in the text.
        known: the number of the known text.
        start: the first of them there.
        length: how many there are.
    """

    at: int
    known: int
    start: int
    length: int


class Shingles(Struct, frozen=True):
    """The shingles of known texts, in ascending order, each with where it is.

    Attributes:
        values: the shingles.
        known: of each, the number of its text.
        starts: of each, its first word there.
    """

    values: array[int]
    known: array[int]
    starts: array[int]

    @classmethod
    def of(cls, texts: Iterable[array[int]]) -> Shingles:
        """The shingles of texts."""
        found = sorted(
            (value, number, start) for number, words in enumerate(texts) for start, value in enumerate(_shingles(words))
        )
        values, known, starts = zip(*found, strict=True) if found else ((), (), ())
        return cls(array("q", values), array("I", known), array("I", starts))

    def as_bytes(self) -> tuple[bytes, bytes, bytes]:
        """The same as `from_bytes` takes."""
        return self.values.tobytes(), self.known.tobytes(), self.starts.tobytes()

    @classmethod
    def from_bytes(cls, values: bytes, known: bytes, starts: bytes) -> Shingles:
        """What `as_bytes` gave."""
        return cls(array("q", values), array("I", known), array("I", starts))

    def places(self, value: int) -> Iterable[tuple[int, int]]:
        """Where a shingle is: numbers of texts, and first words."""
        position = bisect_left(self.values, value)
        while position < len(self.values) and self.values[position] == value:
            yield self.known[position], self.starts[position]
            position += 1


def common_runs(
    words: array[int],
    index: Shingles,
    text: Callable[[int], array[int]],
    among: frozenset[int] | None = None,
) -> list[Run]:
    """The runs of words that a text has in common with known ones; all of `SHORTEST` words and more, in order.

    Args:
        words: the text.
        index: of the known texts.
        text: gives a known text by its number.
        among: all values of the index, which makes it faster for many texts.
    """
    found: set[tuple[int, int, int, int]] = set()
    reached: dict[tuple[int, int], int] = {}
    values = index.values
    for number, value in enumerate(_shingles(words, _STEP)):
        if among is not None:
            if value not in among:
                continue
        elif (place := bisect_left(values, value)) == len(values) or values[place] != value:
            continue
        at = number * _STEP
        for known, start in index.places(value):
            diagonal = known, start - at
            if reached.get(diagonal, -1) >= at + SHINGLE:
                continue
            other = text(known)
            first, last, _ = widened(words, at, other, start)
            if last - first >= SHINGLE:  # or two shingles had one number
                reached[diagonal] = last
                found.add((first, known, start - (at - first), last - first))
    return [Run(*run) for run in sorted(found)]


def widened(words: Sequence[T], at: int, other: Sequence[T], start: int) -> tuple[int, int, int]:
    """The longest common run around two places, of words or of letters: its range, and where it begins in the other."""
    first, there = at, start
    while first and there and words[first - 1] == other[there - 1]:
        first, there = first - 1, there - 1
    last, end = at, start
    while last < len(words) and end < len(other) and words[last] == other[end]:
        last, end = last + 1, end + 1
    return first, last, there
