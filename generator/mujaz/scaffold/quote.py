"""From a place in a seed to the shortest quote that is found nowhere else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from mujaz.resolve.anchor import Range, TextQuote, find_places
from mujaz.scaffold.style import presentable
from mujaz.text.fold import Folded, fold_text

_MOST_CONTEXT = 60  # words on each side
_REACH = 4_000  # code points that hold so many words
_Context = tuple[int, bool, bool]
"""How many words stand beside a quote: before it, behind it."""
_MOST_TRIED = 6  # contexts of one place
_SIDES = ((True, False), (False, True), (True, True))  # words before a place, words behind it, both


class Quotes:
    """The shortest quotes of places in one text. What is found of one place is kept for all with the same words."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._alike: dict[str, _Alike] = {}

    def of(self, place: Range) -> TextQuote | None:
        """The selector that a brief should use for a place, or None where none is unambiguous.

        The words themselves are taken as they are; a prefix, a suffix or both are added only where they occur more
        than once, of no more words than needed.
        """
        exact = presentable(self._folded.original[slice(*place)])
        words = fold_text(exact)
        if words not in self._alike:
            self._alike[words] = _Alike(self._folded, find_places(self._folded, TextQuote(exact)))
        alike = self._alike[words]
        mine = [number for number in alike.at(place) if _is_same(self._folded, alike.places[number], place)]
        if len(mine) != 1:
            return None
        return TextQuote(exact) if len(alike.places) == 1 else alike.in_context(exact, mine[0], place)


class _Alike:
    """All places of a text that have the same words, and what stands around each.

    To compare every two of them at every length would take time with the square of their number. Instead they are
    divided into those with the same word before them, these again by the word before that, and so on.
    """

    def __init__(self, folded: Folded, places: Sequence[Range]) -> None:
        self.folded = folded
        self.places = places
        self._contexts: list[list[_Context]] = []
        self._around: list[tuple[str, str]] = []
        self._in_order: tuple[list[tuple[str, int]], list[tuple[str, int]]] = [], []

    def at(self, place: Range) -> Iterator[int]:
        """The numbers of the places that overlap one."""
        number = max(bisect_right(self.places, (place[0], 0)) - 1, 0)
        while number < len(self.places) and self.places[number][0] < place[1]:
            if self.places[number][1] > place[0]:
                yield number
            number += 1

    def in_context(self, exact: str, number: int, place: Range) -> TextQuote | None:
        """The quote with the fewest words before and behind it that only one of the places has."""
        if not self._contexts:
            self._contexts = self._divided()
            self._around = [self._text_around(place) for place in self.places]
            self._in_order = (
                sorted((before[::-1], number) for number, (before, _) in enumerate(self._around)),
                sorted((behind, number) for number, (_, behind) in enumerate(self._around)),
            )
        before, behind = self._before(place[0]), self._behind(place[1])
        for count, with_prefix, with_suffix in self._contexts[number]:
            prefix = presentable(" ".join(before[-count:])) if with_prefix else ""
            suffix = presentable(" ".join(behind[:count])) if with_suffix else ""
            first, last = fold_text(prefix).rstrip(" "), fold_text(suffix).lstrip(" ")
            # Not words alone decide: a prefix may begin inside one.
            if len(list(islice(self._fitting(first, last), 2))) == 1:
                return TextQuote(exact, prefix, suffix)
        return None

    def _fitting(self, prefix: str, suffix: str) -> Iterator[int]:
        """The numbers of the places between two texts; only those are tried that have the rarer one beside them."""
        near = min(_beginning(self._in_order[0], prefix[::-1]), _beginning(self._in_order[1], suffix), key=len)
        for _, number in near:
            before, behind = self._around[number]
            if before.endswith(prefix) and behind.startswith(suffix):
                yield number

    def _before(self, start: int) -> list[str]:
        first = max(0, start - _REACH)
        return self.folded.original[first:start].split()[1 if first else 0 :][-_MOST_CONTEXT:]

    def _behind(self, end: int) -> list[str]:
        return self.folded.original[end : end + _REACH].split()[:_MOST_CONTEXT]

    def _text_around(self, place: Range) -> tuple[str, str]:
        """The folded text before and behind a place, without the space beside it."""
        start, end = (bisect_left(self.folded.starts, bound) for bound in place)
        text = self.folded.text
        return text[max(0, start - _REACH) : start].removesuffix(" "), text[end : end + _REACH].removeprefix(" ")

    def _divided(self) -> list[list[_Context]]:
        """For each place the contexts that may tell it from all others, the shortest first.

        Words tell all places apart but those near an end of the text, where there are fewer words: all are tried.
        """
        folded = cache(fold_text)
        before = [[folded(word) for word in reversed(self._before(start))] for start, _ in self.places]
        behind = [[folded(word) for word in self._behind(end)] for _, end in self.places]
        is_short = [min(map(len, words)) < _MOST_CONTEXT for words in zip(before, behind, strict=True)]
        every = [(count, *sides) for count in range(1, _MOST_CONTEXT + 1) for sides in _SIDES]
        found: list[list[_Context]] = [every if short else [] for short in is_short]
        classes = {sides: [0] * len(self.places) for sides in _SIDES}
        for count in range(_MOST_CONTEXT if not all(is_short) else 0):
            first, last = ([words[count] if count < len(words) else "" for words in side] for side in (before, behind))
            for sides in _SIDES:
                ids: dict[tuple[int, str, str], int] = {}
                keys = zip(classes[sides], first, last, strict=True)
                classes[sides] = [
                    ids.setdefault((own, word * sides[0], other * sides[1]), len(ids)) for own, word, other in keys
                ]
                sizes = Counter(classes[sides])
                for number, own in enumerate(classes[sides]):
                    if sizes[own] == 1 and not is_short[number] and len(found[number]) < _MOST_TRIED:
                        found[number].append((count + 1, *sides))
            if all(found):
                break
        return found


def _beginning(texts: list[tuple[str, int]], with_: str) -> list[tuple[str, int]]:
    """Those of some texts in order that begin with another."""
    first = bisect_left(texts, (with_,))
    last = bisect_left(texts, True, first, key=lambda text: not text[0].startswith(with_))
    return texts[first:last] if with_ else texts


def _is_same(folded: Folded, found: Range, place: Range) -> bool:
    """Whether two ranges differ by nothing that can be read."""
    text = folded.original
    first, last = sorted((found[0], place[0])), sorted((found[1], place[1]))
    return (
        found[0] < place[1]
        and place[0] < found[1]
        and not any(map(str.isalnum, text[first[0] : first[1]] + text[last[0] : last[1]]))
    )
