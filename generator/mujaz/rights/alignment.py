"""Passages of known texts whose words a text has at the same distances, though some were changed.

Runs (`rights.runs`) end at each word that is another, and telling words (`rights.passages`) have to be whole. Here two
texts are laid beside each other: where most words of a stretch are the same or nearly so, the passage counts as shown,
though every third word was replaced, or each was misspelt, had its article taken away or an ending put to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain

from mujaz.rights.passages import SharedPassage
from mujaz.rights.runs import word_letters
from mujaz.text.patterns import lazy_re

_WIDTH = 48
"""Words of a stretch."""
_LEAST = 28
"""How many of its words have to be the same, or nearly so, and none of them such as may be shown."""
_HITS = 7
"""Rare words at one distance from which on two texts are compared."""
_RARE = 3
"""Places in all known texts that a rare word has at most."""
_HEAVY = 4
# What Arabic words begin with, as they are compared: without dots, and with alef as one letter.
_PREFIX = lazy_re(r"^(?:\u0648|\u06a11?|\u066e|\u0643|\u0644)?(?:\u0627\u0644|\u0644\u0644)?(?=\w{3})")


def _stem(plain: str) -> str:
    """A word without what is put to it most easily: the article and particles of Arabic, an s."""
    if plain.isascii():
        return plain.rstrip("s") if len(plain) > _HEAVY else plain
    return _PREFIX.sub("", plain)


def _stems(text: str) -> tuple[list[str], list[int]]:
    """The stems of a text's words without single letters, and the number of each word."""
    found = [(_stem(plain), number) for number, plain in enumerate(word_letters(text)) if len(plain) > 1]
    return [stem for stem, _ in found], [number for _, number in found]


def _key(stem: str) -> str:
    """What a word has in common with such as differ in their middle."""
    return f"{stem[:2]}{stem[-2:]}" if len(stem) >= _HEAVY else stem


def _is_near(one: str, other: str) -> bool:
    """Whether two words are the same but for a letter."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or len(one) < _HEAVY - 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    skip = len(one) == len(other)
    return one[same + skip :] == other[same + 1 :]


class _Known(dict[str, tuple[str, ...]]):
    """The stems in what is written between spaces; filled as it turns up."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        stems = self[written] = tuple(_stems(written)[0])
        return stems


_known = _Known()
_MOST_KNOWN = 500_000


class _Near(dict[str, tuple[tuple[int, int], ...]]):
    """Where known texts have words that differ from a stem in its middle; filled as stems turn up."""

    def __init__(self, places: dict[str, tuple[tuple[int, int], ...]]) -> None:
        super().__init__()
        self._places = places

    def __missing__(self, stem: str) -> tuple[tuple[int, int], ...]:
        found = self[stem] = self._places.get(_key(stem), ()) if len(stem) >= _HEAVY else ()
        return found


class Alignment:
    """Known texts, word by word.

    Args:
        texts: the texts.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: list[list[str]] = []
        self._numbers: list[list[int]] = []
        for text in texts:
            stems, numbers = _stems(text)
            self._texts.append(stems)
            self._numbers.append(numbers)
        places: dict[str, list[tuple[int, int]]] = {}
        for known, stems in enumerate(self._texts):
            for place, stem in enumerate(stems):
                if len(stem) >= _HEAVY:
                    places.setdefault(_key(stem), []).append((known, place))
        most = _RARE + len(self._texts) // 50
        self._near = _Near({key: tuple(found) for key, found in places.items() if len(found) <= most})

    def passages(self, text: str, allowed: Callable[[int], Collection[int]]) -> Iterator[SharedPassage]:
        """The passages that a text shows: of each known text one.

        Args:
            text: any.
            allowed: gives the words of a known text that may be shown, by their numbers.
        """
        if len(_known) > _MOST_KNOWN:
            _known.clear()
        stems = list(chain.from_iterable(map(_known.__getitem__, text.split())))
        if len(stems) < _LEAST:
            return
        if len(self._near) > _MOST_KNOWN:
            self._near.clear()
        places = self._near.__getitem__
        lines = Counter[tuple[int, int]]()
        for at, stem in enumerate(stems):
            for known, place in places(stem):
                lines[known, place - at] += 1
        told: set[int] = set()
        for (known, distance), hits in lines.most_common():
            if hits < _HITS:
                return
            if known not in told and (found := self._compared(stems, known, distance, allowed(known))):
                told.add(known)
                yield found

    def _compared(self, stems: list[str], known: int, distance: int, allowed: Collection[int]) -> SharedPassage | None:
        """The first stretch of a known text that stands at a distance."""
        other, numbers = self._texts[known], self._numbers[known]
        first, last = max(0, distance), min(len(other), len(stems) + distance)
        same = [
            numbers[place] not in allowed
            and (_is_near(other[place], stems[place - distance]) or _key(other[place]) == _key(stems[place - distance]))
            for place in range(first, last)
        ]
        shown = 0
        for n, is_same in enumerate(same):
            shown += is_same - (same[n - _WIDTH] if n >= _WIDTH else 0)
            if shown >= _LEAST:
                words = min(n + 1, _WIDTH)
                start, last = numbers[first + n + 1 - words], numbers[first + n] + 1
                return SharedPassage(known, start, last - start, shown, words)
        return None
