"""What a text shows of seeds that may not be published: every run of their words that no brief is allowed to show."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from mujaz.model import Rights
from mujaz.rights.runs import SHORTEST, Run, Shingles, common_runs

Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges of words."""


class GuardedText(Struct, frozen=True):
    """A seed as words.

    Attributes:
        rights: what may be published of it.
        words: digests of its words.
        starts: where each begins in its text, in code points.
        cited: the words of its title, which a citation shows.
    """

    rights: Rights
    words: array[int]
    starts: array[int]
    cited: array[int]

    def ranges(self, quoted: Iterable[tuple[int, int]]) -> Ranges:
        """Ranges of its text, in code points, as ranges of words."""
        return tuple((self._word(start), self._word(end)) for start, end in quoted)

    def _word(self, offset: int) -> int:
        """The number of words that begin before an offset."""
        return bisect_left(self.starts, offset)


class Leak(Struct, frozen=True):
    """Words of a seed that stand where they may not.

    Attributes:
        known: the number of the seed.
        start: the first word.
        length: how many there are.
        shown, telling: of words that stand in another order, or with others between: how many telling ones of the
            passage are shown, and how many it has; both 0 of words in a row.
    """

    known: int
    start: int
    length: int
    shown: int = 0
    telling: int = 0


def granted(restricted: Mapping[int, GuardedText], index: Shingles, free: Iterable[array[int]]) -> dict[int, Ranges]:
    """What of restricted seeds may be shown since it stands in a text that may be: a full article, a title.

    Args:
        restricted: the seeds by number.
        index: of their words.
        free: the texts that may be shown.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    words = {number: text.words for number, text in restricted.items()}
    for text in free:
        for run in common_runs(text, index, words.__getitem__):
            found.setdefault(run.known, []).append((run.start, run.start + run.length))
    return {number: tuple(sorted(ranges)) for number, ranges in found.items()}


def leaks(runs: Iterable[Run], allowed: Callable[[int], frozenset[int]]) -> Iterator[Leak]:
    """The runs of words that a file shows and may not; of `SHORTEST` words and more.

    Where two seeds have a passage in common, it is enough that it may be shown of one of them.

    Args:
        runs: what the file has in common with seeds.
        allowed: the words of a seed that may be shown, by its number.
    """
    runs = tuple(runs)
    free: set[int] = set()
    for run in runs:
        mine = allowed(run.known)
        free.update(run.at + n for n in range(run.length) if run.start + n in mine)
    for run in runs:
        length = 0
        for n in range(run.length + 1):
            if n < run.length and run.at + n not in free:
                length += 1
                continue
            if length >= SHORTEST:
                yield Leak(run.known, run.start + n - length, length)
            length = 0
