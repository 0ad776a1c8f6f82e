"""The seeds that may not be published in full, as stages of facts: what the rights gate of a build looks for."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from mujaz.cache.memo import Made, Memo
from mujaz.checks.leaks import GuardedText, Ranges, granted
from mujaz.content import Content
from mujaz.model import Rights
from mujaz.source import Source, Span
from mujaz.text.runs import Shingles, placed_words, words_of


class GuardStages:
    """The stages.

    Args:
        content: the content of a site, checked.
        memo: its facts.
    """

    def __init__(self, content: Content, memo: Memo) -> None:
        self._site, self._index, self._memo = content.site, content.index, memo

    def run(self) -> None:
        """Bring the facts up to date; the words of seeds are needed only where there is one to be guarded."""
        seeds = tuple(self._site.seeds)
        names = hashlib.blake2b("\n".join(seeds).encode()).digest()
        self._memo.stage("restricted", {"all": names}, self._make_restricted)
        if self._memo.read("restricted"):
            self._memo.stage("guarded", dict.fromkeys(seeds, b""), self._make_text)
        self._memo.stage("guards", {"all": names}, self._make_index)
        self._memo.stage("quoted", {"all": b""}, self._make_quoted)

    def _make_text(self, id: str) -> Made:
        record, seed = self._site.records[id], self._site.seeds[id]
        words, starts = placed_words(seed.source.text)
        text = (str(record.rights), words.tobytes(), starts.tobytes(), words_of(record.title.lines).tobytes())
        return Made({f"guarded/{id}": text})

    def _make_restricted(self, _: str) -> Made:
        ids = tuple(self._site.seeds)
        return Made({"restricted": tuple(id for id in ids if self._memo.read(f"rights/{id}") != Rights.FULL)})

    def _make_index(self, _: str) -> Made:
        ids = tuple(self._site.seeds)
        restricted: tuple[str, ...] = self._memo.read("restricted")
        if not restricted:
            return Made({"guards": ((), b"", {}), "guards/shingles": (b"", b"", b"")})
        texts = {id: guarded_text(self._memo.read(f"guarded/{id}")) for id in ids}
        guarded = {number: texts[id] for number, id in enumerate(restricted)}
        index = Shingles.of(text.words for text in guarded.values())

        def free() -> Iterator[array[int]]:
            yield from (text.cited for text in texts.values())
            yield from (text.words for text in texts.values() if text.rights is Rights.FULL)

        shown = granted(guarded, index, free())
        packed = index.as_bytes()
        digest = hashlib.blake2b("\n".join(restricted).encode(), digest_size=16)
        for part in packed:
            digest.update(part)
        return Made({"guards": (restricted, digest.digest(), shown), "guards/shingles": packed})

    def _make_quoted(self, _: str) -> Made:
        ids, _digest, shown = self._memo.read("guards")
        keys = []
        for number, id in enumerate(ids):
            record = self._site.records[id]
            told = str(record.rights), shown.get(number), self._index.quoted.get(id), record.excerpt_budget
            keys.append(hashlib.blake2b(repr(told).encode(), digest_size=8).digest())
        return Made({"guards/allowed": tuple(keys)})


def guarded_text(fact: tuple[str, bytes, bytes, bytes]) -> GuardedText:
    """A seed as words, from the fact that is kept of it."""
    rights, words, starts, cited = fact
    return GuardedText(Rights(rights), array("q", words), array("I", starts), array("q", cited))


class Guards:
    """What the rights gate needs to know of a site; read as it is asked for, as long as the store is open.

    Args:
        content: the content of the site.
        memo: its facts.
        longest: how many words of a seed in a row may stand outside of its quoted passages.

    Attributes:
        origins: gives the places where people wrote words of a seed that stand in a built file, by the number of the
            seed, the first word and how many they are; none where nobody set it.
    """

    origins: Callable[[int, int, int], Iterable[Span]]

    def __init__(self, content: Content, memo: Memo, longest: int) -> None:
        self.content, self.memo, self.longest = content, memo, longest
        self.ids, self.digest, self._granted = self._fact()
        self.origins = lambda known, start, length: ()
        self._texts: dict[int, GuardedText] = {}
        self._allowed: dict[int, frozenset[int]] = {}

    def _fact(self) -> tuple[tuple[str, ...], bytes, dict[int, Ranges]]:
        ids, digest, shown = self.memo.read("guards")
        return ids, digest, shown

    @cached_property
    def keys(self) -> tuple[bytes, ...]:
        """Of each restricted seed, a digest of what may be shown of it."""
        keys: tuple[bytes, ...] = self.memo.read("guards/allowed")
        return keys

    @cached_property
    def index(self) -> Shingles:
        """The shingles of all restricted seeds, which have the numbers of their places among `ids`."""
        return Shingles.from_bytes(*self.memo.read("guards/shingles"))

    @cached_property
    def values(self) -> frozenset[int]:
        """All shingles: worth their making where many files are looked at."""
        return frozenset(self.index.values)

    def text(self, number: int) -> GuardedText:
        """A seed as words."""
        if number not in self._texts:
            self._texts[number] = guarded_text(self.memo.read(f"guarded/{self.ids[number]}"))
        return self._texts[number]

    def quoted(self, number: int) -> Ranges:
        """The ranges of words that briefs quote, in code points merged."""
        ranges: tuple[tuple[int, int], ...] = self.content.index.quoted.get(self.ids[number], ())
        return self.text(number).ranges(ranges)

    def allowed(self, number: int) -> frozenset[int]:
        """The words of a seed that may be shown, by their numbers."""
        if number not in self._allowed:
            ranges = self._granted.get(number, ())
            if self.text(number).rights is Rights.EXCERPT:
                ranges += self.quoted(number)
            self._allowed[number] = frozenset(n for start, end in ranges for n in range(start, end))
        return self._allowed[number]

    def place(self, number: int, start: int, length: int) -> Span:
        """Words of a seed as a place in its text."""
        source: Source = self.content.site.seeds[self.ids[number]].source
        starts = self.text(number).starts
        end = starts[start + length] if start + length < len(starts) else len(source.text)
        found = source.text[starts[start] : end].rstrip()
        return Span(source, starts[start], starts[start] + len(found))

    def budget(self, number: int) -> int:
        """How much of a seed may be quoted over the whole site, per cent of its words."""
        return int(self.content.site.records[self.ids[number]].excerpt_budget)
