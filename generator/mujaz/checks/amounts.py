"""Amounts: whether what a claim states, and what an event tells, has those of the words that it quotes."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.model import Anchor, Text
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.located import inner_span
from mujaz.text.quantities import restated


def check_amounts(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on claims and events of a brief that have another amount than their quotes."""
    brief = entry.brief
    for what, anchor, text in (
        *((f"the claim `{claim.id.id}`", claim.at, claim.statement) for claim in brief.claims),
        *((f"the event of {event.date.edtf}", event.at, event.text) for event in brief.timeline),
    ):
        if anchor is not None:
            yield from _restated(what, anchor, text, entry, site)


def _restated(what: str, anchor: Anchor, text: Text, entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    target = entry.target(anchor)
    spoken = site.records[target.seed].language if target is not None else ""
    for phrase in text.phrases:
        found = restated(anchor.exact, phrase.text, same_language=_main(phrase.language) == _main(spoken))
        if found is not None:
            told, said = found
            words, quoted = phrase.text[said.start : said.end], anchor.exact[told.start : told.end]
            yield rules.OTHER_NUMBER.at(
                inner_span(phrase.span, phrase.text, said.start, said.end),
                f"{what} says `{words}`, and its quote `{quoted}`",
                "say what the quote says; if another source says so, make a claim of its own of that",
                [Label(anchor.exact_span, "the quote")],
            )


def _main(language: str) -> str:
    return language.partition("-")[0]
