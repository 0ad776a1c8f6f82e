"""What texts of briefs, glossaries and records repeat of seeds that may not be published in full, as stages of facts.

The rights gate of a build (`site.rightsgate`) looks at files, and knows only then. Here the same is asked of each text
that a person wrote, so that a check finds it at its place.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from typing import Any

from mujaz.checks.texts import shown_texts, without_markup
from mujaz.engine.cache.memo import Made, Memo
from mujaz.engine.content import Content
from mujaz.engine.guards import Guards
from mujaz.model import Rights
from mujaz.model.base import Part
from mujaz.model.documents import BriefDocument, GlossaryDocument, SeedDocument
from mujaz.rights.leaks import Leak, leaks
from mujaz.rights.masks import outline
from mujaz.rights.runs import BETWEEN, SHINGLE, Run, common_runs, placed_words, words_of
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.located import inner_span
from mujaz.syntax.source import Source, Span


class Repeats:
    """The stages.

    Args:
        content: the content of a site, checked.
        memo: its facts.
        guards: what may not be shown; its facts are up to date.
        languages: those that the site has editions in.
    """

    def __init__(self, content: Content, memo: Memo, guards: Guards, languages: frozenset[str]) -> None:
        self._content, self._memo, self._guards, self._languages = content, memo, guards, languages

    def run(self) -> list[Diagnostic]:
        """Bring the facts up to date; the findings on texts that repeat more than a built file may show."""
        if not self._guards.ids:
            return []
        settings = repr((self._guards.longest, sorted(self._languages))).encode()
        items = {
            item: hashlib.blake2b(key + settings, digest_size=16).digest()
            for item, key in self._content.shelf.items().items()
        }
        self._memo.stage("words", items, self._make_words)
        self._memo.stage("repeats", items, self._make_findings)
        prefix = "findings/repeats/"
        return [finding for fact in self._memo.placed("repeats", prefix) for finding in self._memo.read(fact)]

    def _make_words(self, item: str) -> Made:
        texts = (without_markup(text) for text, _ in self._texts(item))
        return Made({f"words/{item}": words_of(f" {BETWEEN} ".join(texts)).tobytes()})

    def _make_findings(self, item: str) -> Made:
        self._memo.read("guards")  # noted: of the index, which is large, this holds a digest
        runs = self._runs(array("q", self._memo.read(f"words/{item}")))
        for known in {run.known for run in runs}:
            self._note(known)
        if not any(leak.length > self._guards.longest for leak in leaks(runs, self._guards.allowed)):
            return Made()
        found = tuple(self._findings(item))
        return Made(placed={f"findings/repeats/{item}": found} if found else {})

    def _note(self, known: int) -> None:
        """Read the facts that say what may be shown of a seed, for the guards may have them from before."""
        id = self._guards.ids[known]
        self._memo.read(f"guarded/{id}")
        self._content.index.quoted.get(id)

    def _findings(self, item: str) -> Iterator[Diagnostic]:
        guards = self._guards
        for text, scalar in self._texts(item):
            words, starts = placed_words(without_markup(text))
            runs = self._runs(words)
            worst: dict[int, Leak] = {}
            for leak in leaks(runs, guards.allowed):
                if leak.length > max(guards.longest, worst[leak.known].length if leak.known in worst else 0):
                    worst[leak.known] = leak
            for known, leak in sorted(worst.items()):
                at = next(run.at + leak.start - run.start for run in runs if _holds(run, leak))
                place = inner_span(scalar, text, starts[at], _end(text, starts, at + leak.length))
                seed = guards.place(known, leak.start, leak.length)
                link = guards.text(known).rights is Rights.LINK
                message = (
                    f"{leak.length} words in a row of the seed `{guards.ids[known]}`, of which may be shown: "
                    f"{'its citation only' if link else 'what briefs quote'}"
                )
                say_it = "say it in your own words" if link else "say it in your own words, or quote them with `at`"
                help = f"{say_it}; up to {guards.longest} words in a row may stand here"
                yield rules.RIGHTS_LEAK.at(outline(place), message, help, [Label(seed, "the words")])

    def places(self, known: int, start: int, length: int) -> Iterator[Span]:
        """Where texts repeat words of a seed.

        Args:
            known: the number of the seed.
            start: the first of the words.
            length: how many there are.
        """
        for item in self._content.shelf.items():
            words = array("q", self._memo.read(f"words/{item}"))
            if any(_overlaps(run, known, start, length) for run in self._runs(words)):
                for text, scalar in self._texts(item):
                    for begin, end in self.ranges(without_markup(text), known, start, length):
                        yield inner_span(scalar, text, begin, end)

    def places_in(self, source: Source, known: int, start: int, length: int) -> Iterator[Span]:
        """The same in a text of its own."""
        for begin, end in self.ranges(source.text, known, start, length):
            yield Span(source, begin, end)

    def ranges(self, text: str, known: int, start: int, length: int) -> Iterator[tuple[int, int]]:
        """Half-open ranges of a text, in code points, that repeat words of a seed."""
        words, starts = placed_words(text)
        last = 0
        for run in self._runs(words):
            if _overlaps(run, known, start, length) and run.at >= last:  # a phrase may be in a seed more than once
                last = run.at + run.length
                yield starts[run.at], _end(text, starts, last)

    def _runs(self, words: array[int]) -> list[Run]:
        return common_runs(words, self._guards.index, lambda known: self._guards.text(known).words)

    def _texts(self, item: str) -> Iterator[tuple[str, Span]]:
        return shown_texts(_part(self._memo.read(f"document/{item}")), self._languages)


def _part(document: Any) -> Part:
    if isinstance(document, BriefDocument):
        return document.brief
    if isinstance(document, GlossaryDocument):
        return document.glossary
    assert isinstance(document, SeedDocument)
    return document.record


def _holds(run: Run, leak: Leak) -> bool:
    return run.known == leak.known and run.start <= leak.start and leak.start + leak.length <= run.start + run.length


def _overlaps(run: Run, known: int, start: int, length: int) -> bool:
    """Whether a run has so many of some words of a seed that they may have come from it."""
    common = min(run.start + run.length, start + length) - max(run.start, start)
    return run.known == known and common >= min(SHINGLE, length)


def _end(text: str, starts: array[int], word: int) -> int:
    """Where the words before one end, in code points."""
    end = starts[word] if word < len(starts) else len(text)
    return len(text[:end].rstrip())
