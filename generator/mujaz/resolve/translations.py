"""Translations of a brief: the words under `translations` join the fields that they translate."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from mujaz.model import Brief, BriefTranslation, Phrase, Ref, Text
from mujaz.resolve.ids import Hints, unknown
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label


class _Merger:
    """Adds one language to a brief and gathers what does not fit."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.findings: list[Diagnostic] = []

    def text(self, own: Text | None, added: Text | None) -> Text | None:
        if added is None:
            return own
        phrase = Phrase(added.first.text, self.language, added.first.span)
        if own is None:
            return Text((phrase,))
        present = own.in_language(self.language)
        if present is None:
            return Text((*own.phrases, phrase))
        self.findings.append(
            rules.DUPLICATE_TRANSLATION.at(
                phrase.span,
                f"this text has two translations into `{self.language}`",
                "keep one of the two",
                [Label(present.span, "the other one")],
            )
        )
        return own

    def required(self, own: Text, added: Text | None) -> Text:
        merged = self.text(own, added)
        assert merged is not None
        return merged

    def texts(self, own: Sequence[Text], added: Sequence[Text], what: str) -> list[Text]:
        for extra in added[len(own) :]:
            self.findings.append(
                rules.UNKNOWN_REFERENCE.at(
                    extra.first.span,
                    f"this text translates nothing: the brief has {len(own)} under `{what}`",
                    "translate them in the order of the original, one for one",
                )
            )
        padded: list[Text | None] = [*added, *([None] * len(own))]
        return [self.required(text, translated) for text, translated in zip(own, padded, strict=False)]

    def known(self, written: Iterable[Ref], ids: Iterable[Ref], what: str) -> None:
        defined, hints = frozenset(ref.id for ref in ids), Hints()
        for ref in written:
            self.findings += unknown(ref, what, defined, hints)


def merge_translations(brief: Brief) -> tuple[Brief, list[Diagnostic]]:
    """The brief with the words of its `translations` in the fields, so that later stages see one form only."""
    findings: list[Diagnostic] = []
    for language, translation in brief.translations.items():
        merger = _Merger(language)
        brief = _merge(brief, translation, merger)
        findings += merger.findings
    return brief, findings


def _merge(brief: Brief, added: BriefTranslation, merger: _Merger) -> Brief:
    merger.known((note.id for note in added.notes.values()), (note.id for note in brief.notes), "note")
    merger.known((claim.id for claim in added.claims.values()), (claim.id for claim in brief.claims), "claim")
    notes = []
    for note in brief.notes:
        words = added.notes.get(note.id.id)
        if words is not None:
            note = dataclasses.replace(
                note,
                title=merger.required(note.title, words.title),
                body=merger.required(note.body, words.body),
            )
        notes.append(note)
    claims = []
    for claim in brief.claims:
        said = added.claims.get(claim.id.id)
        if said is not None:
            claim = dataclasses.replace(
                claim,
                statement=merger.required(claim.statement, said.statement),
                rationale=merger.text(claim.rationale, said.rationale),
            )
        claims.append(claim)
    events = merger.texts([event.text for event in brief.timeline], added.timeline, "timeline")
    corrections = merger.texts([entry.text for entry in brief.corrections], added.corrections, "corrections")
    return dataclasses.replace(
        brief,
        title=merger.required(brief.title, added.title),
        summary=merger.text(brief.summary, added.summary),
        authors=tuple(merger.texts(brief.authors, added.authors, "authors")),
        key_points=tuple(merger.texts(brief.key_points, added.key_points, "key_points")),
        unknowns=tuple(merger.texts(brief.unknowns, added.unknowns, "unknowns")),
        notes=tuple(notes),
        claims=tuple(claims),
        timeline=tuple(
            dataclasses.replace(event, text=text) for event, text in zip(brief.timeline, events, strict=True)
        ),
        corrections=tuple(
            dataclasses.replace(entry, text=text) for entry, text in zip(brief.corrections, corrections, strict=True)
        ),
    )
