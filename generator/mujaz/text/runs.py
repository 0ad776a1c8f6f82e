"""Runs of words that two texts have in common, found by shingles: overlapping runs of a few words.

Words are compared as digests of their folded letters and digits, so that punctuation, diacritics and markup between
words do not hide a run. See Broder, «On the resemblance and containment of documents» (1997), for shingles.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable

from msgspec import Struct

from mujaz.patterns import lazy_re
from mujaz.text.fold import fold_text
from mujaz.text.words import UNSPACED

SHINGLE = 5
"""Words of a shingle."""
_STEP = 4
SHORTEST = SHINGLE + _STEP - 1
"""A run of so many words is found for certain, wherever it begins; of shorter ones some are."""

BETWEEN = "\0"
"""A word that stands between texts which do not follow each other; nothing that is looked for has it."""

_word = lazy_re(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_unspaced = lazy_re(f"[{UNSPACED}]")


class _Plain(dict[int, str]):
    """What each character is compared as: its letters and digits, folded; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = "".join(filter(str.isalnum, fold_text(chr(code)).casefold()))
        return plain


class _Digests(dict[str, int]):
    """The digest of each word as it is written, 0 for what holds no letter or digit; filled as words turn up."""

    def __missing__(self, written: str) -> int:
        plain = written.translate(_plain)
        digest = int.from_bytes(hashlib.blake2b(plain.encode(), digest_size=8).digest(), signed=True) if plain else 0
        self[written] = digest = 1 if written == BETWEEN else digest
        return digest


_plain = _Plain()
_digests = _Digests()
_MOST_KNOWN = 500_000


def words_of(text: str) -> array[int]:
    """The words of a text, as digests."""
    if len(_digests) > _MOST_KNOWN:
        _digests.clear()
    written = _word.findall(text) if _unspaced.search(text) else text.split()
    return array("q", filter(None, map(_digests.__getitem__, written)))


def placed_words(text: str) -> tuple[array[int], array[int]]:
    """The words of a text as `words_of` gives them, and where each begins, in code points."""
    words, starts = array("q"), array("I")
    for match in _word.finditer(text):
        if digest := _digests[match[0]]:
            words.append(digest)
            starts.append(match.start())
    return words, starts


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
            first, last = _widened(words, at, other, start)
            if last - first >= SHINGLE:  # or two shingles had one number
                reached[diagonal] = last
                found.add((first, known, start - (at - first), last - first))
    return [Run(*run) for run in sorted(found)]


def _widened(words: array[int], at: int, other: array[int], start: int) -> tuple[int, int]:
    """The range of the longest common run around two places."""
    first, there = at, start
    while first and there and words[first - 1] == other[there - 1]:
        first, there = first - 1, there - 1
    last, there = at, start
    while last < len(words) and there < len(other) and words[last] == other[there]:
        last, there = last + 1, there + 1
    return first, last
