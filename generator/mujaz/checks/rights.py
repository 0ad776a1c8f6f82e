"""Rights: no more of a seed is quoted than may be, and no article is two seeds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mujaz import rules
from mujaz.diagnostics import Diagnostic, Label
from mujaz.model import Rights
from mujaz.resolved import Seed
from mujaz.source import Span

_WORD = re.compile(r"[^\W_]\S*")
"""A word from its first letter or digit on, so that each is found once."""


def count_words(text: str) -> int:
    """The number of words of a text: what white space parts, and holds a letter or a digit."""
    return len(_WORD.findall(text))


def check_rights(seed: Seed, quoted: Iterable[tuple[int, int]]) -> Iterator[Diagnostic]:
    """Findings on a seed of which more is quoted than its budget allows.

    Args:
        seed: any seed.
        quoted: the ranges of its text that briefs quote; none touches another.
    """
    if seed.record.rights is not Rights.EXCERPT:
        return
    ranges = [Span(seed.source, start, end) for start, end in quoted]
    total = count_words(seed.source.text)
    words = sum(count_words(span.text) for span in ranges)
    if total and words * 100 > seed.record.excerpt_budget * total:
        longest = sorted(ranges, key=lambda span: span.start - span.end)[:3]
        yield rules.EXCERPT_BUDGET.at(
            seed.record.place("excerpt_budget", "rights", "sha256"),
            f"{words} of {total} words are quoted, {words * 100 / total:.0f} %; "
            f"the budget is {seed.record.excerpt_budget} %",
            "shorten quotes in the briefs, or raise `excerpt_budget` if the rights allow it",
            [Label(span, "a long quote") for span in longest],
        )


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
