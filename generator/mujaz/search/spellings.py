"""The words of the collection by their length, for a word of a query that it has not: what may have been meant.

A word that differs by one letter is as long, or longer or shorter by one; so a query reads three of these parts at
most, and only when nothing else is found.
"""

from __future__ import annotations

from collections.abc import Callable

from mujaz.search.packing import packed, unpacked

_SHORTEST, _LONGEST = 3, 24  # letters of a word that has a neighbour worth to be offered
_LEVEL = 6  # of packing


class Spellings:
    """The words, of which only those lengths are loaded that change.

    Args:
        load: gives the packed words of a length; nothing where there are none.
        lengths: those of which there are words.
    """

    def __init__(self, load: Callable[[str], bytes], lengths: tuple[int, ...]) -> None:
        self._load = load
        self._lengths = set(lengths)
        self._was: dict[str, bytes] = {}
        self._now: dict[str, set[str]] = {}

    @property
    def lengths(self) -> tuple[int, ...]:
        """The lengths of which there are words, in letters."""
        return tuple(sorted(self._lengths))

    def edit(self, word: str, *, came: bool) -> None:
        """Take a word that the collection has now, or has no more; one that holds a digit or a sign is passed over."""
        if not word.isalpha() or not _SHORTEST <= len(word) <= _LONGEST:
            return
        length = str(len(word))
        if length not in self._now:
            before = self._load(length) if len(word) in self._lengths else b""
            if before:
                self._was[length] = before
            self._now[length] = set(unpacked(before).split("\n")) if before else set()
        words = self._now[length]
        (words.add if came else words.discard)(word)
        (self._lengths.add if words else self._lengths.discard)(len(word))

    def changed(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """The packed words that are new or other than before, by length; and those that were there instead."""
        now = {length: packed("\n".join(sorted(words)), _LEVEL) for length, words in self._now.items() if words}
        same = {length for length, content in now.items() if self._was.get(length) == content}
        return (
            {length: content for length, content in now.items() if length not in same},
            {length: content for length, content in self._was.items() if length not in same},
        )
