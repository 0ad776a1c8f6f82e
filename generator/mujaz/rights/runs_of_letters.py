"""Runs of letters that two texts have in common, wherever spaces and signs stand: words glued together, or apart.

Only the letters that begin with one of a few are looked up, in both texts: one place in ten, found without a loop. See
Schleimer, Wilkerson and Aiken, «Winnowing» (2003), for why a choice by content finds each long run.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import repeat

from mujaz.rights.runs import Run, letters_of, widened, word_letters
from mujaz.text.patterns import lazy_re

_ANCHOR = lazy_re("[\u0645\u0639dmu\u0438\u0434\u05d5\u03bc]")
# Of the lengths of words, as bytes.
_ODD = lazy_re(rb"[\x0b-\xff]{4,}|[\x18-\xff]|[\x01-\x03]{14,}")
_GLUED = lazy_re(
    r"(?:[^\W\d_][^\w\s!-/:-@\[-`{-~]{0,2}){24,}|(?:[^\W\d_]{1,3}[\W_]{1,2}){14,}|(?:[^\W\d_]{11,}[\W_]{1,2}){4,}"
)
_GRAM = 16
"""Letters of what is looked up."""
_SHORTEST = 40
"""Letters of a run."""


def is_odd(text: str) -> bool:
    """Whether words of a text may be glued together or taken apart: several long ones, or many short ones, in a row."""
    lengths = bytes(map(min, map(len, text.split()), repeat(255)))
    found = _ODD.search(lengths)
    return found is not None and (_GLUED.search(text) is not None)


class Letters:
    """The letters of known texts.

    Args:
        texts: the texts.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._letters = tuple(map(letters_of, self._texts))
        self._starts: dict[int, array[int]] = {}
        self._places: dict[str, list[tuple[int, int]]] = {}
        for known, letters in enumerate(self._letters):
            for found in _ANCHOR.finditer(letters):
                place = found.start()
                self._places.setdefault(letters[place : place + _GRAM], []).append((known, place))

    def runs(self, text: str, is_told: Callable[[int, int, int], bool]) -> list[Run]:
        """The runs of whole words of known texts whose letters stand in a text one behind the other.

        Args:
            text: any.
            is_told: whether it is known already that words of a known text stand there.
        """
        letters = letters_of(text)
        found: set[tuple[int, int, int]] = set()
        reached: dict[tuple[int, int], int] = {}
        for anchor in _ANCHOR.finditer(letters):
            at = anchor.start()
            for known, place in self._places.get(letters[at : at + _GRAM], ()):
                diagonal = known, place - at
                if reached.get(diagonal, -1) > at:
                    continue
                begin, end, first = widened(letters, at, self._letters[known], place)
                reached[diagonal] = end
                last = first + end - begin
                if last - first < _SHORTEST:
                    continue
                starts = self._word_starts(known)
                start = bisect_left(starts, first)
                length = bisect_right(starts, last) - 1 - start
                if length > 0 and not is_told(known, start, length):
                    found.add((known, start, length))
        return [Run(0, *run) for run in sorted(found)]

    def _word_starts(self, known: int) -> array[int]:
        """Before which letter each word begins, and where the last one ends."""
        if known not in self._starts:
            starts = array("I", [0])
            for plain in word_letters(self._texts[known]):
                starts.append(starts[-1] + len(plain))
            self._starts[known] = starts
        return self._starts[known]
