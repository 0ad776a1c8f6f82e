"""Rights: no more of a seed is quoted than may be."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz import rules
from mujaz.diagnostics import Diagnostic, Label
from mujaz.model import Rights
from mujaz.resolved import Site
from mujaz.source import Span


def count_words(text: str) -> int:
    """The number of words of a text: what white space parts, and holds a letter or a digit."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def quoted_ranges(site: Site) -> dict[str, list[Span]]:
    """What the briefs quote of each seed: the ranges of notes, claims and events, merged, in order."""
    spans: dict[str, list[Span]] = {}
    for entry in site.briefs.values():
        for part in entry.brief.annotations:
            target = entry.target(part.at)
            if target is not None:
                spans.setdefault(target.seed, []).append(target.span)
    return {seed: _merged(found) for seed, found in spans.items()}


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(span.source, merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def check_rights(site: Site) -> Iterator[Diagnostic]:
    """Findings on seeds of which more is quoted than their budget allows."""
    quoted_of = quoted_ranges(site)
    for id, ranges in quoted_of.items():
        seed = site.seeds[id]
        if seed.record.rights is not Rights.EXCERPT:
            continue
        total = count_words(seed.source.text)
        quoted = sum(count_words(span.text) for span in ranges)
        if total and quoted * 100 > seed.record.excerpt_budget * total:
            longest = sorted(ranges, key=lambda span: span.start - span.end)[:3]
            yield rules.EXCERPT_BUDGET.at(
                seed.record.place("excerpt_budget", "rights", "sha256"),
                f"{quoted} of {total} words are quoted, {quoted * 100 / total:.0f} %; "
                f"the budget is {seed.record.excerpt_budget} %",
                "shorten quotes in the briefs, or raise `excerpt_budget` if the rights allow it",
                [Label(span, "a long quote") for span in longest],
            )
