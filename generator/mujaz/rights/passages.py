"""Passages of known texts whose words another text has, in whatever order and with whatever between them.

Runs (`rights.runs`) end where a word was put in, left out or moved. Here a passage counts as shown where a stretch of
the other text has most of its telling words: those of some length that few of the known texts have.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from mujaz.rights.runs import is_heavy

SHARES = {48: 95, 192: 90, 768: 80, 3072: 80}
"""Words of a passage, and the least share of its telling words that a stretch has to have, per cent. The longer ones
tell of a text whose words were moved far. `docs/how-to/rights.md` says what was measured."""
FEWEST = 14
"""Telling words that a passage has to have, or nothing can be said of it."""
_WIDEST = 6
"""How many times as long as the passage the stretch may be."""
_COMMON = 50
"""One in so many known texts may have a telling word; three may in any case."""


class Vocabulary(Struct, frozen=True):
    """The telling words of known texts, in ascending order, each with the number of a text that has it."""

    values: array[int]
    known: array[int]

    @classmethod
    def of(cls, texts: Iterable[array[int]]) -> Vocabulary:
        """The telling words of texts."""
        sets = [set(filter(is_heavy, words)) for words in texts]
        times = Counter[int]()
        for found in sets:
            times.update(found)
        most = max(3, len(sets) // _COMMON)
        pairs = sorted((word, number) for number, found in enumerate(sets) for word in found if times[word] <= most)
        return cls(array("q", [word for word, _ in pairs]), array("I", [number for _, number in pairs]))

    def as_bytes(self) -> tuple[bytes, bytes]:
        """The same as `from_bytes` takes."""
        return self.values.tobytes(), self.known.tobytes()

    @classmethod
    def from_bytes(cls, values: bytes, known: bytes) -> Vocabulary:
        """What `as_bytes` gave."""
        return cls(array("q", values), array("I", known))

    def texts(self, word: int) -> Iterator[int]:
        """The numbers of the texts that a word tells of."""
        place = bisect_left(self.values, word)
        while place < len(self.values) and self.values[place] == word:
            yield self.known[place]
            place += 1


class SharedPassage(Struct, frozen=True):
    """A passage that is shown.

    Attributes:
        known: the number of the text.
        start: its first word there.
        length: how many words it has.
        shown: how many telling words of it are shown.
        telling: how many it has, without those that may be shown.
    """

    known: int
    start: int
    length: int
    shown: int
    telling: int


def near(words: array[int], vocabulary: Vocabulary, among: frozenset[int] | None = None) -> dict[int, set[int]]:
    """The known texts of which a text has enough telling words to show a passage, each with these.

    Args:
        words: the text.
        vocabulary: of the known texts.
        among: all values of the vocabulary, which makes it faster for many texts.
    """
    distinct: Collection[int] = set(words)
    if among is not None:
        distinct = among.intersection(distinct)
    found: dict[int, set[int]] = {}
    for word in distinct:
        for known in vocabulary.texts(word):
            found.setdefault(known, set()).add(word)
    least = FEWEST * min(SHARES.values()) // 100
    return {known: shared for known, shared in found.items() if len(shared) >= least}


def shown_passages(
    words: array[int],
    shared: Mapping[int, set[int]],
    vocabulary: Vocabulary,
    text: Callable[[int], array[int]],
    allowed: Callable[[int], Collection[int]],
) -> Iterator[SharedPassage]:
    """The passages that a text shows: of each known text the longest, and of passages of one length the first.

    Args:
        words: the text.
        shared: as `near` gives it.
        vocabulary: of the known texts.
        text: gives a known text by its number.
        allowed: the words, as digests, that a text may show of a known one.
    """
    for known in sorted(shared):
        free = allowed(known)
        seen = shared[known] - set(free)
        if len(seen) >= FEWEST * min(SHARES.values()) // 100:
            found = _first(words, known, text(known), seen, frozenset(free), vocabulary)
            if found is not None:
                yield found


def _first(
    words: array[int], known: int, text: array[int], seen: set[int], free: frozenset[int], vocabulary: Vocabulary
) -> SharedPassage | None:
    telling = {word for word in set(text) if is_heavy(word) and word not in free and known in vocabulary.texts(word)}
    places = [place for place, word in enumerate(words) if word in seen]
    for length in sorted(SHARES, reverse=True):
        step = length // 2
        last = max(len(text) - step, 1)
        if length > 2 * max(len(text), min(SHARES) // 2) and length != min(SHARES):
            continue  # a shorter length takes all of the text
        for start in range(0, last, step):
            passage = telling.intersection(text[start : start + length])
            least = -(-len(passage) * SHARES[length] // 100)
            if len(passage) < FEWEST or len(passage & seen) < least:
                continue
            shown = _most(words, places, passage, _WIDEST * min(length, len(text)))
            if shown >= least:
                return SharedPassage(known, start, min(length, len(text) - start), shown, len(passage))
    return None


def _most(words: array[int], places: Iterable[int], passage: Collection[int], width: int) -> int:
    """The most different words of a passage in a stretch of a text."""
    inside: Counter[int] = Counter()
    queue: list[int] = []
    first = most = 0
    for place in places:
        if words[place] not in passage:
            continue
        queue.append(place)
        inside[words[place]] += 1
        while queue[first] <= place - width:
            inside[words[queue[first]]] -= 1
            if not inside[words[queue[first]]]:
                del inside[words[queue[first]]]
            first += 1
        most = max(most, len(inside))
    return most
