"""Languages: a brief that is published in a language has all its words in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mujaz.model import Brief, Entity, Text
from mujaz.model.values import shown_in
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic


def texts_of(brief: Brief) -> Iterator[tuple[str, Text]]:
    """Every text of a brief that its pages show, with what it is."""
    yield "title", brief.title
    if brief.summary:
        yield "summary", brief.summary
    for text in brief.authors:
        yield "author", text
    for text in brief.key_points:
        yield "key point", text
    for text in brief.unknowns:
        yield "point of what is not known", text
    for note in brief.notes:
        yield "title of the note", note.title
        yield "body of the note", note.body
    for claim in brief.claims:
        yield "statement", claim.statement
        if claim.rationale:
            yield "rationale", claim.rationale
    for event in brief.timeline:
        yield "text of the event", event.text
    for correction in brief.corrections:
        yield "text of the correction", correction.text


def check_languages(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on texts of a brief that lack a language of it."""
    for what, text in texts_of(entry.brief):
        yield from _missing(what, text, entry.languages)
    yield from _untitled(entry)


def check_entity_languages(entity: Entity, languages: Iterable[str]) -> Iterator[Diagnostic]:
    """Findings on an entity that lacks its name or its gloss in a language.

    Args:
        entity: any entity.
        languages: those of the briefs whose articles name it.
    """
    languages = sorted(languages)
    yield from _missing(f"name of `{entity.id.id}`", entity.name, languages)
    if entity.gloss is not None:
        yield from _missing(f"gloss of `{entity.id.id}`", entity.gloss, languages)


def _untitled(entry: SiteBrief) -> Iterator[Diagnostic]:
    """Findings for languages that texts of a brief have and its title lacks: it has no page in them."""
    written = dict.fromkeys(language for _, text in texts_of(entry.brief) for language in text.languages)
    for language in written:
        if not shown_in(language, entry.languages):
            yield rules.MISSING_TRANSLATION.at(
                entry.brief.title.first.span,
                f"the title has no `{language}`, though other texts of the brief have",
                f"write the title as a mapping, with a line `{language}:`; without it there is no page in `{language}`",
            )


def _missing(what: str, text: Text, languages: tuple[str, ...] | list[str]) -> Iterator[Diagnostic]:
    for language in languages:
        if text.serving(language) is None:
            yield rules.MISSING_TRANSLATION.at(
                text.first.span,
                f"the {what} has no `{language}`",
                f"write it as a mapping, with a line `{language}:`",
            )
