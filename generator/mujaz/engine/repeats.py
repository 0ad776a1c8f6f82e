"""What texts of briefs, glossaries and records repeat of seeds that may not be published in full: stages that find it.

The rights gate of a build (`site.rightsgate`) looks at files, and knows only then. Here the same is asked of each text
that a person wrote, so that a check finds it at its place.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator

from mujaz.checks.texts import shown_texts, without_markup
from mujaz.engine.cache.facts import Value
from mujaz.engine.content import Content
from mujaz.engine.facts import DOCUMENT, GUARDED, GUARDS, RESTRICTED, WORDS
from mujaz.engine.guards import Guards
from mujaz.engine.shelf import Document
from mujaz.model import Rights
from mujaz.model.base import Part
from mujaz.model.documents import BriefDocument, GlossaryDocument
from mujaz.rights.leaks import Leak, leaks
from mujaz.rights.masks import outline
from mujaz.rights.runs import BETWEEN, SHINGLE, Run, common_runs, placed_words, words_of
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.located import inner_span
from mujaz.syntax.source import Source, Span


def guarded_texts(content: Content) -> dict[str, bytes]:
    """Documents, where a seed is restricted."""
    if not RESTRICTED.read(content.memo):
        return {}
    settings = repr((content.once(Guards).longest, sorted(set(content.languages)))).encode()
    return {
        item: hashlib.blake2b(key + settings, digest_size=16).digest() for item, key in content.shelf.items().items()
    }


def words_of_texts(content: Content, item: str) -> Iterator[Value]:
    """The words of a document's texts."""
    texts = (without_markup(text) for text, _ in _texts(content, item))
    yield WORDS(item, words_of(f" {BETWEEN} ".join(texts)).tobytes())


def find_repeats(content: Content, item: str) -> Iterator[Diagnostic]:
    """What the texts of a document repeat of a seed beyond what may be shown."""
    memo, guards = content.memo, content.once(Guards)
    GUARDS.read(memo)  # of the index, which is large, this holds a digest
    runs = _runs(guards, array("q", WORDS.read(memo, item)))
    for known in {run.known for run in runs}:  # what says how much may be shown of it: the guards may have it already
        id = guards.ids[known]
        GUARDED.read(memo, id)
        content.index.quoted.get(id)
    if not any(leak.length > guards.longest for leak in leaks(runs, guards.allowed)):
        return
    for text, scalar in _texts(content, item):
        words, starts = placed_words(without_markup(text))
        runs = _runs(guards, words)
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


def places(content: Content, known: int, start: int, length: int) -> Iterator[Span]:
    """Where texts repeat words of a seed.

    Args:
        content: of the site; its stages have been run.
        known: the number of the seed.
        start: the first of the words.
        length: how many there are.
    """
    guards = content.once(Guards)
    for item in content.shelf.items():
        words = array("q", WORDS.read(content.memo, item))
        if any(_overlaps(run, known, start, length) for run in _runs(guards, words)):
            for text, scalar in _texts(content, item):
                for begin, end in _ranges(guards, without_markup(text), known, start, length):
                    yield inner_span(scalar, text, begin, end)


def places_in(content: Content, source: Source, known: int, start: int, length: int) -> Iterator[Span]:
    """The same in a text of its own."""
    for begin, end in _ranges(content.once(Guards), source.text, known, start, length):
        yield Span(source, begin, end)


def _ranges(guards: Guards, text: str, known: int, start: int, length: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of a text, in code points, that repeat words of a seed."""
    words, starts = placed_words(text)
    last = 0
    for run in _runs(guards, words):
        if _overlaps(run, known, start, length) and run.at >= last:  # a phrase may be in a seed more than once
            last = run.at + run.length
            yield starts[run.at], _end(text, starts, last)


def _runs(guards: Guards, words: array[int]) -> list[Run]:
    return common_runs(words, guards.index, lambda known: guards.text(known).words)


def _texts(content: Content, item: str) -> Iterator[tuple[str, Span]]:
    return shown_texts(_part(DOCUMENT.read(content.memo, item)), content.languages)


def _part(document: Document) -> Part:
    if isinstance(document, BriefDocument):
        return document.brief
    return document.glossary if isinstance(document, GlossaryDocument) else document.record


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
