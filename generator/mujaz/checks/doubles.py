"""Doubles: what stands twice in a list in which the second says nothing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from mujaz.model import ClaimRef, Entity, Ref
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Span

_Item = tuple[Hashable, str, Span]  # what makes it the same, how it is named in a message, and where it stands


def check_doubles(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on what a brief lists twice; of `via`, which is a chain, `check_claims` speaks."""
    brief = entry.brief
    yield from check_refs("tag", brief.tags)
    authors = [(text.first.text, f"author «{text.first.text}»", text.first.span) for text in brief.authors]
    yield from _doubles(authors)
    for note in brief.notes:
        yield from check_refs("entity", note.entities)
    for claim in brief.claims:
        yield from _claims(entry, claim.contradicts)
        yield from _claims(entry, claim.supersedes)
    for event in brief.timeline:
        yield from check_refs("entity", event.entities)
        yield from _claims(entry, event.claims)
    for annotation in brief.annotations:
        yield from check_refs("source", annotation.sources)


def check_entity_doubles(entity: Entity) -> Iterator[Diagnostic]:
    """Findings on forms of an entity's name, relations, links and sources that are listed twice."""
    for language, aliases in entity.aliases.items():
        name = entity.name.in_language(language)
        forms: list[_Item] = [(name.text, f"name «{name.text}»", name.span)] if name is not None else []
        forms += [(alias.text, f"alias «{alias.text}»", alias.span) for alias in aliases]
        yield from _doubles(forms)
    relations = [
        (
            (relation.to.id, relation.type, *(date and date.edtf for date in (relation.from_, relation.until))),
            f"relation to `{relation.to.id}`",
            relation.to.span,
        )
        for relation in entity.relations
    ]
    yield from _doubles(relations)
    for relation in entity.relations:
        yield from check_refs("source", relation.sources)
    yield from _doubles((link.url, f"link to {link.url}", link.place("url")) for link in entity.links)
    yield from check_refs("source", entity.sources)


def check_refs(what: str, refs: Iterable[Ref]) -> Iterator[Diagnostic]:
    """Findings on ids that a list has twice; `what` is what they are of."""
    return _doubles((ref.id, f"{what} `{ref.id}`", ref.span) for ref in refs)


def _claims(entry: SiteBrief, refs: Iterable[ClaimRef]) -> Iterator[Diagnostic]:
    """`capacity` and `opening#capacity` are the same claim in the brief `opening`."""
    home = f"{entry.id}#"
    return _doubles((ref.id.removeprefix(home), f"claim `{ref.id}`", ref.span) for ref in refs)


def _doubles(items: Iterable[_Item]) -> Iterator[Diagnostic]:
    listed: dict[Hashable, Span] = {}
    for key, what, span in items:
        if key in listed:
            label = Label(listed[key], "first listed here")
            yield rules.LISTED_TWICE.at(span, f"the {what} is listed twice", "remove one of the two", [label])
        else:
            listed[key] = span
