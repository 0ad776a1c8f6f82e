"""Rights: no more of a seed is quoted than may be, citations are short, and no article is two seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mujaz.model import Rights
from mujaz.resolve.site import Seed, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Span
from mujaz.text.patterns import lazy_re

_WORD = lazy_re(r"[^\W_]\S*")
"""A word from its first letter or digit on, so that each is found once."""
LONGEST_NAME = 300
"""Code points of a title, a publisher or an author of a record."""
LONGEST_ADDRESS = 2_000
"""Code points of its address."""
_SHOWN = 10
"""Quotes that a finding shows, the longest."""


def count_words(text: str) -> int:
    """The number of words of a text: what white space parts, and holds a letter or a digit."""
    return len(_WORD.findall(text))


class Quote(Struct, frozen=True):
    """A passage of a seed that a brief quotes.

    Attributes:
        at: where the brief does.
        passage: the range of the seed.
        words: how many words it has.
    """

    at: Span
    passage: Span
    words: int


class Excerpts(Struct, frozen=True):
    """How much of a seed is quoted over the whole site.

    Attributes:
        words: those that stand in a quote, each counted once.
        total: those of the seed.
        budget: how many may be quoted, in per cent of all.
        by_default: whether that is the default, which the record leaves as it is.
        quotes: the longest first.
    """

    words: int
    total: int
    budget: int
    by_default: bool
    quotes: tuple[Quote, ...]

    @property
    def most(self) -> int:
        """How many words may be quoted."""
        return self.total * self.budget // 100

    def share(self, words: int) -> str:
        """A number of words as a share of the seed's."""
        return f"{words * 100 / self.total:.0f} %" if self.total else "0 %"


def excerpts_of(seed: Seed, quoted: Iterable[tuple[int, int]], briefs: Iterable[SiteBrief]) -> Excerpts:
    """How much of a seed is quoted, and where.

    Args:
        seed: any seed.
        quoted: the ranges of its text that briefs quote; none touches another.
        briefs: those that quote it; others may be among them.
    """
    text = seed.source.text
    found = {
        Quote(part.at.exact_span, target.span, count_words(target.span.text))
        for entry in briefs
        for part in entry.brief.annotations
        if part.at is not None and (target := entry.target(part.at)) is not None and target.seed == seed.id
    }
    return Excerpts(
        sum(count_words(text[start:end]) for start, end in quoted),
        count_words(text),
        seed.record.excerpt_budget,
        "excerpt_budget" not in seed.record.keys,
        tuple(sorted(found, key=lambda quote: (-quote.words, quote.at.source.name, quote.at.start))),
    )


def check_rights(
    seed: Seed, quoted: Sequence[tuple[int, int]], briefs: Callable[[], Iterable[SiteBrief]]
) -> Iterator[Diagnostic]:
    """Findings on a seed of which more is quoted than its budget allows.

    Args:
        seed: any seed.
        quoted: the ranges of its text that briefs quote; none touches another.
        briefs: gives the briefs that quote it; asked only where it is too much.
    """
    if seed.record.rights is not Rights.EXCERPT:
        return
    excerpts = excerpts_of(seed, quoted, ())
    if excerpts.words * 100 <= excerpts.budget * excerpts.total:
        return
    quotes = excerpts_of(seed, quoted, briefs()).quotes
    labels = [Label(quote.at, f"{_counted(quote.words)}, {excerpts.share(quote.words)}") for quote in quotes[:_SHOWN]]
    more = f"; the {_SHOWN} longest of {len(quotes)} quotes are shown" if len(quotes) > _SHOWN else ""
    share = excerpts.share(excerpts.words)
    allowed = f"{excerpts.budget} %, {_counted(excerpts.most)}"
    help = "shorten quotes, or {} `excerpt_budget` in this record if the publisher allows more".format(
        "set" if excerpts.by_default else "raise"
    )
    yield rules.EXCERPT_BUDGET.at(
        seed.record.place("excerpt_budget", "rights", "sha256"),
        f"{excerpts.words} of {excerpts.total} words are quoted, {share}; "
        f"the budget is {allowed}{', by default' if excerpts.by_default else ''}{more}",
        help,
        labels,
    )


def check_citation(seed: Seed) -> Iterator[Diagnostic]:
    """Findings on what a record has pages cite, which is shown whatever the rights: a title may not be an article.

    Args:
        seed: any seed.
    """
    record = seed.record
    for key in ("title", "publisher", "author"):
        text = getattr(record, key)
        for phrase in text.phrases if text is not None else ():
            if len(phrase.text) > LONGEST_NAME:
                yield _too_long(phrase.span, key, len(phrase.text), LONGEST_NAME)
    if record.url is not None and len(record.url) > LONGEST_ADDRESS:
        yield _too_long(record.place("url"), "url", len(record.url), LONGEST_ADDRESS)


def _too_long(at: Span, key: str, length: int, most: int) -> Diagnostic:
    help = "give what a reader needs to find the work; its text belongs into the seed"
    return rules.LONG_CITATION.at(at, f"`{key}` has {length:,} characters; a citation shows at most {most:,}", help)


def _counted(words: int) -> str:
    return f"{words} word{'' if words == 1 else 's'}"


def twins(digests: Mapping[str, str]) -> dict[str, str]:
    """Which seeds have the text of an earlier one, and of which: by id.

    Args:
        digests: of the texts as matching sees them, by id.
    """
    first: dict[str, str] = {}
    for id, digest in digests.items():
        first.setdefault(digest, id)
    return {id: first[digest] for id, digest in digests.items() if first[digest] != id}


def check_twin(seed: Seed, other: str | None) -> Iterator[Diagnostic]:
    """A finding on a seed that is the same article as another one.

    Args:
        seed: any seed.
        other: the id of the seed whose text it has, if there is one.
    """
    if other is not None:
        yield rules.DUPLICATE_SEED.at(
            seed.record.place("fold_sha256", "sha256"),
            f"the seed `{seed.id}` is the same article as `{other}`",
            "keep one of the two, and name it in the briefs of the other; or import the right text with "
            "`mujaz add --replace`",
        )
