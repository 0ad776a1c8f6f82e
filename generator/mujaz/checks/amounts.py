"""Amounts: whether claims, events, and sentences that rest on a claim have those of the words that are quoted."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.model import Anchor, Claim, Phrase, Text
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.located import inner_span
from mujaz.text.quantities import quantities, restated
from mujaz.trace.coverage import Sentence, sentences_of

_HELP = "say what the quote says; if another source says so, make a claim of its own of that"
_REFERENCE = "[^"


def check_amounts(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on what has another amount in a brief than the quote that it rests on."""
    brief = entry.brief
    for what, anchor, text in (
        *((f"the claim `{claim.id.id}`", claim.at, claim.statement) for claim in brief.claims),
        *((f"the event of {event.date.edtf}", event.at, event.text) for event in brief.timeline),
    ):
        if anchor is not None:
            yield from _restated(what, anchor, text, entry, site)
    claims = {claim.id.id: claim for claim in brief.claims if claim.at is not None}
    for what, phrase in _prose(entry):
        if claims and _REFERENCE in phrase.text:
            for sentence in sentences_of(what, phrase, entry, site):
                yield from _of_sentence(sentence, phrase.language, claims, entry, site)


def _prose(entry: SiteBrief) -> Iterator[tuple[str, Phrase]]:
    """What may rest on claims, with what it is called."""
    brief = entry.brief
    texts = [("the summary", brief.summary)] if brief.summary else []
    texts += [("a key point", point) for point in brief.key_points]
    texts += [(f"the note `{note.id.id}`", note.body) for note in brief.notes]
    return ((what, phrase) for what, text in texts for phrase in text.phrases)


def _of_sentence(
    sentence: Sentence, language: str, claims: dict[str, Claim], entry: SiteBrief, site: Site
) -> Iterator[Diagnostic]:
    """A finding on a sentence that refers to one claim alone, and has an amount that this has nowhere."""
    claim = claims.get(sentence.evidence[0].id) if len(sentence.evidence) == 1 else None
    if claim is None or claim.at is None or sentence.evidence[0].kind != "claim":
        return
    found = restated(claim.at.exact, sentence.text, same_language=_is_alike(language, claim.at, entry, site))
    if found is None:
        return
    told, said = found
    stated = {each.value for phrase in claim.statement.phrases for each in quantities(phrase.text)}
    if said.value not in stated:  # the claim itself is held to its quote
        words, quoted = sentence.text[said.start : said.end], claim.at.exact[told.start : told.end]
        message = f"{sentence.key} says `{words}`, and the quote of `{claim.id.id}`, on which it rests, `{quoted}`"
        yield rules.OTHER_NUMBER.at(sentence.span, message, _HELP, [Label(claim.at.exact_span, "the quote")])


def _restated(what: str, anchor: Anchor, text: Text, entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    for phrase in text.phrases:
        found = restated(anchor.exact, phrase.text, same_language=_is_alike(phrase.language, anchor, entry, site))
        if found is not None:
            told, said = found
            words, quoted = phrase.text[said.start : said.end], anchor.exact[told.start : told.end]
            yield rules.OTHER_NUMBER.at(
                inner_span(phrase.span, phrase.text, said.start, said.end),
                f"{what} says `{words}`, and its quote `{quoted}`",
                _HELP,
                [Label(anchor.exact_span, "the quote")],
            )


def _is_alike(language: str, anchor: Anchor, entry: SiteBrief, site: Site) -> bool:
    """Whether words are in the language of the seed that is quoted."""
    target = entry.target(anchor)
    spoken = site.records[target.seed].language if target is not None else ""
    return _main(language) == _main(spoken)


def _main(language: str) -> str:
    return language.partition("-")[0]
