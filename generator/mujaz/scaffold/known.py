"""What a desk has already of a new article: the same text, much of it, or claims that it repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mujaz.model.documents import BriefDocument
from mujaz.resolve.anchor import TextQuote, find_places
from mujaz.syntax.source import Source
from mujaz.text.fold import fold, fold_text

_RUN = 5  # words
_NEAR = 0.5  # share of the runs of the shorter text that stand in the other
_LEAST_WORDS = 4  # of a quote that says something by itself


def like(text: str, seeds: Mapping[str, Source]) -> Iterator[str]:
    """A note on each seed that has the words of an article, or most of the words of one of the two."""
    new = fold_text(text).split()
    runs = _runs(new)
    for id, source in seeds.items():
        old = fold_text(source.text).split()
        if old == new:
            yield f"the seed `{id}` has the same words"
            continue
        others = _runs(old)
        share = len(runs & others) / max(1, min(len(runs), len(others)))
        if share >= _NEAR:
            yield f"the seed `{id}` is much alike: {share:.0%} of the shorter text stands in the other"


def repeated(text: str, briefs: Iterable[BriefDocument]) -> Iterator[str]:
    """A note on each claim of a brief whose quote, of four words or more, stands in an article."""
    folded = fold(text)
    for document in briefs:
        for claim in document.brief.claims:
            if claim.at is None or len(claim.at.exact.split()) < _LEAST_WORDS:
                continue
            if find_places(folded, TextQuote(claim.at.exact), 1):
                yield f"the claim `{claim.id.id}` of briefs/{document.id}.yml is repeated: «{claim.at.exact}»"


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[place : place + _RUN]) for place in range(max(1, len(words) - _RUN + 1))}
