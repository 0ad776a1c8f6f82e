"""A hit and the words beside it, as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Flag, auto
from functools import cached_property, lru_cache

from mujaz.model import EntityType
from mujaz.resolve.gazetteer.values import Hit
from mujaz.text.fold import fold_text
from mujaz.text.names import name_key
from mujaz.text.patterns import lazy_regex

_WORD = r"[\p{L}\p{N}][\p{L}\p{N}\p{M}\u0640\u200c\u200d]*(?:['’.\-\u2010\u2011][\p{L}\p{N}][\p{L}\p{N}\p{M}\u0640]*)*"
_SPACE = r"[ \t\u00a0\u202f\u200e\u200f]"
_GAP = rf"(?:{_SPACE}+|{_SPACE}*\r?\n{_SPACE}*|[\-\u2010\u2011\u05be])"
_behind = lazy_regex(rf"({_GAP})({_WORD})")
_before = lazy_regex(rf"(?r)({_WORD})(\.?{_GAP})")
_initials = lazy_regex(rf"(?r)((?:(?<![\p{{L}}\p{{M}}])\p{{L}}\.{_SPACE}?)+){_SPACE}*")
_initial_behind = lazy_regex(rf"{_SPACE}+(\p{{L}}\.)")
_begins_sentence = lazy_regex(r"(?:^|[\n.!?؟…:–—][\"'“”«»‘’)\]]*)[\s\"'“”«»‘’(\[\u200e\u200f]*$")
_HYPHENS = "-\u2010\u2011\u05be"
_REACH = 1000  # code points of a line on each side of a hit
_LOOK_BACK = 80  # code points that hold the word before a hit


class Position(Flag):
    """Where an alias stands in the longer names of its entity."""

    ALONE = 0
    FIRST = auto()
    LAST = auto()


class Word:
    """A word beside a hit.

    Attributes:
        text: as it is written.
        start: where it begins in the text, in code points.
        end: where it ends.
        gap: what stands between it and the hit.
    """

    __slots__ = ("end", "gap", "start", "text")

    def __init__(self, text: str, start: int, gap: str) -> None:
        self.text, self.start, self.end, self.gap = text, start, start + len(text), gap

    @property
    def is_hyphened(self) -> bool:
        """Whether a hyphen joins it to the hit."""
        return any(sign in self.gap for sign in _HYPHENS)


class Context:
    """A hit with what stands beside it, and what is known of its entity.

    Attributes:
        original: the whole text.
        text: the words of the hit.
        hit: the hit.
        before: the hit before it in the text, if any.
        behind: the hit behind it.
        type: what its entity is.
        names: the words of every form of its entity.
        people: words of the names of all people.
    """

    def __init__(
        self,
        original: str,
        hit: Hit,
        before: Hit | None,
        behind: Hit | None,
        names: tuple[tuple[str, ...], ...],
        people: frozenset[str],
    ) -> None:
        self.original, self.hit, self.before, self.behind = original, hit, before, behind
        self.names, self.people = names, people
        self.text = original[hit.start : hit.end]
        self.type = hit.readings[0].alias.type
        self.words = words_of(hit.readings[0].alias.text)

    @cached_property
    def left(self) -> Word | None:
        """The word before the hit, with nothing but a space or a hyphen between; not in a title above the text."""
        first = max(0, self.hit.start - _LOOK_BACK)
        match = _before.match(self.original, first, self.hit.start)
        if match is None:
            return None
        start = match.start()
        if "\n" in match[2] and "\n" not in self.original[:start]:
            return None
        return Word(match[1], start, match[2])

    @cached_property
    def right(self) -> Word | None:
        """The word behind the hit, likewise."""
        match = _behind.match(self.original, self.hit.end)
        if match is None or ("\n" in match[1] and "\n" not in self.original[: self.hit.start]):
            return None
        return Word(match[2], match.start(2), match[1])

    @cached_property
    def initials(self) -> str:
        """The initials before the hit: J. or J. F.; empty where there are none."""
        match = _initials.match(self.original, max(0, self.hit.start - _LOOK_BACK), self.hit.start)
        return match[1].strip() if match else ""

    @cached_property
    def initial_behind(self) -> str:
        """The initial behind the hit, before another name: F. in "John F. Harbor"; empty where there is none."""
        match = _initial_behind.match(self.original, self.hit.end)
        return match[1] if match else ""

    @cached_property
    def position(self) -> Position:
        """Where the alias stands in longer names of its entity."""
        return position_of(self.words, self.names)

    def given_names(self) -> Iterator[str]:
        """The words that longer names of the entity begin with, where the alias stands behind them."""
        for name in self.names:
            if len(name) > len(self.words) and name[-len(self.words) :] == self.words:
                yield name[0]

    def begins_sentence(self, start: int) -> bool:
        """Whether a sentence or a line begins at an offset."""
        return _begins_sentence.search(self.original, max(0, start - _LOOK_BACK), start) is not None

    @cached_property
    def line(self) -> str:
        """The line that the hit stands in; of a long one, which is no headline, what is near."""
        least, most = max(0, self.hit.start - _REACH), min(len(self.original), self.hit.end + _REACH)
        first = max(self.original.rfind("\n", least, self.hit.start) + 1, least)
        last = self.original.find("\n", self.hit.end, most)
        return self.original[first : last if last >= 0 else most]

    def hit_at(self, word: Word) -> Hit | None:
        """The hit that a word beside this one belongs to."""
        for hit in (self.before, self.behind):
            if hit is not None and hit.start < word.end and word.start < hit.end:
                return hit
        return None

    def is_known(self, word: Word) -> bool:
        """Whether a word beside the hit names something else that is no person."""
        hit = self.hit_at(word)
        return hit is not None and not any(alias.type is EntityType.PERSON for alias in hit.aliases)


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, as they are compared."""
    return tuple(name_key(fold_text(name)).lower().split())


def position_of(words: tuple[str, ...], names: tuple[tuple[str, ...], ...]) -> Position:
    """Where words stand in longer names."""
    found = Position.ALONE
    for name in names:
        if len(name) > len(words):
            if name[: len(words)] == words:
                found |= Position.FIRST
            if name[-len(words) :] == words:
                found |= Position.LAST
    return found
