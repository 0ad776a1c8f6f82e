"""Prose: Markdown that is safe on a page, with inline references that lead somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from mujaz.markup.parse import parse_prose
from mujaz.markup.prose import references
from mujaz.model import Entity, Phrase, Ref
from mujaz.resolve.ids import Hints, unknown
from mujaz.resolve.references import claims_elsewhere
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.located import inner_span


def check_prose(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on what prose may not hold or does not have, and on references to nothing.

    References to claims of other briefs were looked at when the brief was resolved.
    """
    brief = entry.brief
    own = {note.id.id for note in brief.notes} | {claim.id.id for claim in brief.claims}
    hints = Hints()
    for text in brief.prose:
        for phrase in text.phrases:
            others = {ref.id for ref in claims_elsewhere(phrase)}
            yield from _phrase(phrase, hints, (brief.sources, site.publications), (own, others))


def check_entity_prose(entity: Entity, *sources: Collection[str]) -> Iterator[Diagnostic]:
    """The same on the prose of an entity.

    Args:
        entity: any entity.
        sources: ids that it may refer to: of shared publications, and of those of the brief that defines it.
    """
    hints = Hints()
    for phrase in entity.body.phrases if entity.body else ():
        yield from _phrase(phrase, hints, sources)


def _phrase(
    phrase: Phrase, hints: Hints, sources: Sequence[Collection[str]], parts: Sequence[Collection[str]] = ()
) -> Iterator[Diagnostic]:
    """Findings on prose that may refer to sources, and to parts of its brief, which have no pages."""
    prose, faults = parse_prose(phrase.text)
    for fault in faults:
        span = inner_span(phrase.span, phrase.text, fault.start, fault.end)
        yield rules.RULES[fault.rule_key].at(span, fault.message, fault.help)
    known: frozenset[str] | None = None
    for reference in references(prose):
        id, start, end = reference
        if any(id in ids for ids in sources):
            continue
        span = inner_span(phrase.span, phrase.text, start, end)
        if not any(id in ids for ids in parts):
            known = frozenset().union(*sources, *parts) if known is None else known
            yield from unknown(Ref(id, span), "claim, note or source", known, hints)
        elif reference in prose.located:
            help = f"write `[^{id}]`, or refer to the source itself"
            yield rules.MALFORMED_REFERENCE.at(span, f"`{id}` is no source, and has no such place", help)
