"""A name that stands in an article, as the readers of names hand it over."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

from mujaz.model import EntityType
from mujaz.resolve.anchor import Range


class Found(Struct, frozen=True):
    """A place that may name an entity.

    Attributes:
        place: the words, without proclitics.
        text: what the entity would be called.
        type: what it seems to be; None where nothing says it.
        sure: whether a cue beside it says that it is a name; else it must be met twice.
        entity: the id in the pack; empty where the pack has not the name.
        nationality: whether it is an adjective of a country.
    """

    place: Range
    text: str
    type: EntityType | None
    sure: bool
    entity: str = ""
    nationality: bool = False


class Places:
    """Ranges in which others are looked for, in time with the logarithm of their number."""

    def __init__(self, places: Iterable[Range] = ()) -> None:
        self._places = sorted(places)
        self._starts = [start for start, _ in self._places]
        self._ends = list(accumulate((end for _, end in self._places), max))

    def meet(self, place: Range) -> bool:
        """Whether one of them shares a code point with a range."""
        before = bisect_left(self._starts, place[1])
        return before > 0 and self._ends[before - 1] > place[0]

    def within(self, place: Range) -> list[Range]:
        """Those that share a code point with a range, in order."""
        found = []
        number = bisect_left(self._starts, place[1])
        while number and self._ends[number - 1] > place[0]:
            number -= 1
            if self._places[number][1] > place[0]:
                found.append(self._places[number])
        return found[::-1]
