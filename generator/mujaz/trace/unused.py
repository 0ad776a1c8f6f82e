"""Evidence of a brief that no sentence of its summary and key points rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from mujaz.markup.parse import parse_prose
from mujaz.model import Claim, Event, Note, Text
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax.source import Span
from mujaz.trace.coverage import Coverage, Evidence, evidence_of


class Unused(Struct, frozen=True):
    """A claim, note or source that no sentence refers to; a source also through none of the claims and notes in use.

    Attributes:
        evidence: what it is.
        span: where it is defined.
        used_by: what else of the brief refers to it, such as `note NAME`, `event 3` or `entity NAME`; empty for
            evidence that nobody uses at all.
    """

    evidence: Evidence
    span: Span
    used_by: tuple[str, ...]


def unused(entry: SiteBrief, site: Site, covered: Iterable[Coverage]) -> tuple[Unused, ...]:
    """The claims, notes and own sources of a brief that carry no sentence in any language, in the order of the file.

    Args:
        entry: the brief.
        site: the site that it belongs to.
        covered: its sentences, as `coverage` gives them.
    """
    brief = entry.brief
    carrying = {item for language in covered for sentence in language.sentences for item in sentence.evidence}
    uses = _uses(entry, site)
    through = [f"{item.kind} {item.id}" for item in carrying if item.kind != "source"]
    carrying |= {item for part in through for item in uses.get(part, ()) if item.kind == "source"}
    users: defaultdict[Evidence, dict[str, None]] = defaultdict(dict)
    for part, items in uses.items():
        for item in items:
            if part != f"{item.kind} {item.id}":
                users[item][part] = None
    defined = [(Evidence("claim", claim.id.id), claim.id.span) for claim in brief.claims]
    defined += [(Evidence("note", note.id.id), note.id.span) for note in brief.notes]
    defined += [(Evidence("source", id), publication.id.span) for id, publication in brief.sources.items()]
    return tuple(Unused(item, span, tuple(users[item])) for item, span in defined if item not in carrying)


def _uses(entry: SiteBrief, site: Site) -> dict[str, list[Evidence]]:
    """What each other part of a brief refers to."""
    brief = entry.brief

    def referred(text: Text | None) -> list[Evidence]:
        phrases = text.phrases if text else ()
        ids = (id for phrase in phrases for id, _, _ in parse_prose(phrase.text)[0].references)
        return [found for id in ids if (found := evidence_of(entry, site, id)) is not None]

    def cited(part: Note | Claim | Event) -> list[Evidence]:
        return [Evidence("source", ref.id) for ref in part.sources]

    uses = {f"note {note.id.id}": [*cited(note), *referred(note.body)] for note in brief.notes}
    for claim in brief.claims:
        others = [evidence_of(entry, site, ref.id) for ref in (*claim.contradicts, *claim.supersedes)]
        uses[f"claim {claim.id.id}"] = [*cited(claim), *referred(claim.rationale), *filter(None, others)]
    for number, event in enumerate(brief.timeline, 1):
        claims = [evidence_of(entry, site, ref.id) for ref in event.claims]
        uses[f"event {number}"] = [*cited(event), *filter(None, claims)]
    for id, entity in brief.entities.items():
        sources = [ref.id for ref in (*entity.sources, *(ref for item in entity.relations for ref in item.sources))]
        uses[f"entity {id}"] = [*(Evidence("source", ref) for ref in sources), *referred(entity.body)]
    return uses
