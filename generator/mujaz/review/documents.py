"""What a change does to each document: briefs and what they show, the policy, files by hand, and sign-offs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from mujaz.markup.bidi import direction_of
from mujaz.model import POLICY, Brief, Entity, Policy, Publication, Text
from mujaz.model.base import Part
from mujaz.model.documents import SeedDocument
from mujaz.model.values import UNDETERMINED
from mujaz.resolve.index import SiteIndex
from mujaz.resolve.site import Site, SiteBrief
from mujaz.resolve.uses import Kind as Of
from mujaz.review.anchors import anchor_changes
from mujaz.review.beside import file_reviews
from mujaz.review.changes import changes_between, list_changes, place_of, text_changes
from mujaz.review.checklist import brief_checklist, entity_checklist, seed_checklist
from mujaz.review.meaning import content_digest, meaning
from mujaz.review.objects import AnchorChange, Change, DocumentReview, Kind, Page, Standing
from mujaz.review.pages import PagesOf
from mujaz.review.renamed import renamed, renamed_parts
from mujaz.review.risks import LONGEST_QUOTE
from mujaz.review.seeds import seed_changes, whole_text
from mujaz.review.signs import signs_of, with_signs
from mujaz.review.state import Differing, Sides, State
from mujaz.review.words import item_added, item_removed
from mujaz.syntax.diagnostics import Diagnostic

Standings = Callable[[SiteBrief, Site], Standing]
"""Says whether a brief of the head is approved."""


def digest_only(entry: SiteBrief, site: Site) -> Standing:
    """The content hash to sign, where no policy asks for sign-offs."""
    return Standing(content_digest(entry, site), (), ())


def nothing() -> list[Diagnostic]:
    """Where no history is asked, nothing is said of the whole site."""
    return []


def nobody(_: Policy, __: Policy) -> bool:
    """Where no history is asked, nobody has agreed to a policy."""
    return False


def no_pages(_: str, __: str) -> tuple[Page, ...]:
    """Where nobody will look at pages, there are none."""
    return ()


def no_commits(_: str) -> Iterable[str]:
    """Where no history is asked, nothing was signed meanwhile."""
    return ()


def no_faults(_: State, __: State) -> Iterable[Diagnostic]:
    """Where nobody asks what a build would say, nothing is said of pages by hand."""
    return ()


class Terms(Struct, frozen=True, kw_only=True):
    """What a review takes from the policy of a site, and from whoever asks for it.

    Attributes:
        standing: says whether a brief is approved.
        weighed: gives findings the levels of the policy, and leaves out those that are off.
        held_back: given ids of briefs of either state: what keeps the head's from being published, as the gate of
            publication says it. None where no history is asked: then the base is what readers know.
        signed_since: gives the ids of what commits behind one signed, although it may say now what it said then.
        of_site: what keeps the whole site from being published.
        of_pages: what MkDocs would keep the head back for that it does not keep the base back for.
        agreed: whether somebody who could sign under one policy, the second, has signed the first.
        longest_quote: words of a quote from a seed that may not be published in full.
        pages: gives the pages of a document, where somebody will look at them.
    """

    standing: Standings = digest_only
    weighed: Callable[[Iterable[Diagnostic]], list[Diagnostic]] = list
    held_back: Callable[[Iterable[str]], list[Diagnostic]] | None = None
    signed_since: Callable[[str], Iterable[str]] = no_commits
    of_site: Callable[[], list[Diagnostic]] = nothing
    of_pages: Callable[[State, State], Iterable[Diagnostic]] = no_faults
    agreed: Callable[[Policy, Policy], bool] = nobody
    longest_quote: int = LONGEST_QUOTE
    pages: PagesOf = no_pages


def document_reviews(base: State, head: State, differs: Differing, terms: Terms) -> Iterator[DocumentReview]:
    """What the change does to each document that it says something else of: briefs first."""
    yield from _briefs(base, head, differs, terms)
    yield from _entities(base, head, differs, terms)
    for id, seed in differs.seeds.items():
        yield _seed(base, head, id, seed, terms)
    for id, publication in differs.publications.items():
        yield _publication(base, head, id, publication, terms)
    for id, tag in differs.tags.items():
        yield _tag(base, head, id, tag)
    yield from _policy(base, head)
    yield from file_reviews(base, head)
    if base.sound and head.sound:
        yield from _signoffs(base, head)
        yield from _questions(base, head)


def _kind(sides: Sides[object]) -> Kind:
    return Kind.ADDED if sides.before is None else Kind.REMOVED if sides.after is None else Kind.CHANGED


def whole(what: str, sides: Sides[object]) -> tuple[Change, ...]:
    """The one change of a document that is new or gone."""
    there = sides.before if sides.after is None else sides.after
    span = place_of(there)
    if sides.before is None:
        return (Change(Kind.ADDED, (), item_added("", what, there), None, meaning(there), span),)
    return (Change(Kind.REMOVED, (), item_removed("", what, there), meaning(there), None, span),)


def _called(base: State, kind: Of, id: str, sides: Sides[Any]) -> tuple[Change, ...]:
    """The change of the id of something that is in both states."""
    if sides.before is None or sides.after is None:
        return ()
    span = sides.after.record.span if isinstance(sides.after, SeedDocument) else place_of(sides.after)
    return tuple(renamed(base, kind, id, base.ids_of(kind), span))


def _of_parts(what: str, sides: Sides[Part]) -> tuple[Change, ...]:
    if sides.before is None or sides.after is None:
        return whole(what, Sides(sides.before, sides.after))
    return changes_between(sides.before, sides.after)


def _title(text: Text, language: str = "") -> tuple[str, str, str]:
    phrase = text.best(language)
    return phrase.text, phrase.language, direction_of(phrase.language)


def _briefs(base: State, head: State, differs: Differing, terms: Terms) -> Iterator[DocumentReview]:
    ids = {*differs.briefs, *(id for seed in differs.seeds for id in _on_seed(base, head, seed))}
    for item in differs.unreadable:
        kind, _, id = item.partition("/")
        if kind in ("brief", "seed"):
            said = "it cannot be compared: it has errors in one of the states"
            yield DocumentReview(
                kind, id, id, "und", "ltr", Kind.CHANGED, (Change(Kind.CHANGED, (), said, None, None, None),)
            )
    for id in sorted(ids):
        sides = Sides(base.brief(id), head.brief(id))
        known = sides.after or sides.before
        if known is not None and f"brief/{id}" not in differs.unreadable:
            yield _brief(base, head, id, known, sides, terms)


def _on_seed(base: State, head: State, seed: str) -> Iterator[str]:
    for state in (base, head):
        if state.index is not None:
            yield from state.index.briefs_of.get(seed, ())


def _brief(base: State, head: State, id: str, known: Brief, sides: Sides[Brief], terms: Terms) -> DocumentReview:
    kind = _kind(sides)
    changes = _of_parts("brief", sides)
    anchors: tuple[AnchorChange, ...] = ()
    kept = 0
    if sides.before is not None and sides.after is not None:
        own = base.own_brief(id)
        parts = renamed_parts(base, id, own, sides.after) if own is not None else ()
        changes = (*renamed(base, Of.BRIEF, id, base.ids_of(Of.BRIEF), sides.after.span), *parts, *changes)
        anchors, kept = anchor_changes(base, head, sides.before, sides.after)
    standing = None
    if head.sound and sides.after is not None:
        site = head.content.site
        standing = terms.standing(site.briefs[id], site)
    asked = ["no other brief or page needs it"]
    signs = signs_of(sides.after) if sides.after is not None else {}
    if sides.after is not None:
        asked = brief_checklist(kind, sides.after, changes, anchors)
        changes = tuple(with_signs(changes, signs))
    return DocumentReview(
        "brief",
        id,
        *_title(known.title, known.language),
        kind,
        changes,
        anchors,
        kept,
        (),
        standing,
        tuple(asked),
        terms.pages("brief", id),
        signs,
    )


def _entities(base: State, head: State, differs: Differing, terms: Terms) -> Iterator[DocumentReview]:
    for id, sides in differs.entities.items():
        yield _entity(base, id, sides, _showing_entity(base, head, id, sides), terms)
    for id, sides in differs.own_entities.items():
        others = tuple(brief for brief in _showing_entity(base, head, id, sides) if brief not in differs.briefs)
        if others and id not in differs.entities:
            yield _entity(base, id, sides, others, terms)


def _entity(base: State, id: str, sides: Sides[Entity], shown_by: tuple[str, ...], terms: Terms) -> DocumentReview:
    known = sides.after or sides.before
    assert known is not None
    kind = _kind(sides)
    changes = (*_called(base, Of.ENTITY, id, sides), *_of_parts("entity", sides))
    asked = entity_checklist(sides.after, kind, changes, len(shown_by))
    return DocumentReview(
        "entity",
        id,
        *_title(known.name),
        kind,
        changes,
        shown_by=shown_by,
        checklist=tuple(asked),
        pages=terms.pages("entity", id),
    )


def _showing_entity(base: State, head: State, id: str, sides: Sides[Entity]) -> tuple[str, ...]:
    index = _index(base, head, sides.after is None)
    if index is None:
        return ()
    home = index.defined_in.get(id)
    return tuple(sorted({*index.concerned.get(id, ()), *([home] if home else [])}))


def _index(base: State, head: State, gone: bool) -> SiteIndex | None:
    """The index that says who shows something: the base's where the head has it no more, or has errors."""
    return (base.index or head.index) if gone else (head.index or base.index)


def _seed(base: State, head: State, id: str, sides: Sides[SeedDocument], terms: Terms) -> DocumentReview:
    known = sides.after or sides.before
    assert known is not None
    record = known.record
    title = record.title.shown(record.language, record.language)
    records = [document.record if document else None for document in (sides.before, sides.after)]
    if sides.before is None or sides.after is None:
        changes = (*whole("seed", Sides(*records)), whole_text(known.text, _kind(sides)))
    else:
        changes = (*_called(base, Of.SEED, id, sides), *seed_changes(sides.before, sides.after))
    index = _index(base, head, sides.after is None)
    return DocumentReview(
        "seed",
        id,
        title.text,
        title.language,
        direction_of(title.language),
        _kind(sides),
        changes,
        shown_by=tuple(sorted(index.briefs_of.get(id, ()))) if index else (),
        checklist=tuple(seed_checklist(records[0], records[1], changes)),
        pages=terms.pages("seed", id),
    )


def _publication(base: State, head: State, id: str, sides: Sides[Publication], terms: Terms) -> DocumentReview:
    known = sides.after or sides.before
    assert known is not None
    title = known.title.shown(known.language or UNDETERMINED, known.language)
    index = _index(base, head, sides.after is None)
    asked = "what rested on it still has support" if sides.after is None else "open it: it is cited as it is"
    return DocumentReview(
        "publication",
        id,
        title.text,
        title.language,
        direction_of(title.language),
        _kind(sides),
        (*_called(base, Of.SOURCE, id, sides), *_of_parts("publication", sides)),
        shown_by=tuple(sorted(index.cited.get(id, ()))) if index else (),
        checklist=(asked,),
        pages=terms.pages("publication", id),
    )


def _tag(base: State, head: State, id: str, sides: Sides[Text]) -> DocumentReview:
    known = sides.after or sides.before
    assert known is not None
    if sides.before is None or sides.after is None:
        changes = whole("tag", sides)
    else:
        changes = (*_called(base, Of.TAG, id, sides), *text_changes("label", sides.before, sides.after))
    index = _index(base, head, sides.after is None)
    return DocumentReview(
        "tag",
        id,
        *_title(known),
        _kind(sides),
        changes,
        shown_by=tuple(sorted(index.tagged.get(id, ()))) if index else (),
    )


def _policy(base: State, head: State) -> Iterator[DocumentReview]:
    """The policy, of which a site without one has the default."""
    changes = changes_between(base.editorial.policy, head.editorial.policy)
    if changes:
        asked = "who answers for the policy agrees: every brief is judged by it"
        yield DocumentReview("policy", POLICY, POLICY, "und", "ltr", Kind.CHANGED, changes, checklist=(asked,))


def _signoffs(base: State, head: State) -> Iterator[DocumentReview]:
    for id in sorted({*base.editorial.signed, *head.editorial.signed}):
        before, after = base.editorial.signoffs(id), head.editorial.signoffs(id)
        changes = list_changes("signoffs", before, after)
        if changes:
            brief = head.brief(id) or base.brief(id)
            title = _title(brief.title, brief.language) if brief else (id, "und", "ltr")
            kind = Kind.CHANGED if before and after else Kind.REMOVED if before else Kind.ADDED
            yield DocumentReview("sign-offs", id, *title, kind, changes)


def _questions(base: State, head: State) -> Iterator[DocumentReview]:
    for id in sorted({*base.editorial.asked, *head.editorial.asked}):
        before, after = base.editorial.questions(id), head.editorial.questions(id)
        changes = list_changes("questions", before, after)
        if changes:
            brief = head.brief(id) or base.brief(id)
            title = _title(brief.title, brief.language) if brief else (id, "und", "ltr")
            kind = Kind.CHANGED if before and after else Kind.REMOVED if before else Kind.ADDED
            yield DocumentReview("questions", id, *title, kind, changes)
