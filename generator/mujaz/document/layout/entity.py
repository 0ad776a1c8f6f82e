"""How the page of an entity is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mujaz.document.layout.interface import Interface, element_id, linked
from mujaz.document.layout.pieces import (
    RECORD,
    bibliography,
    claim_rows,
    counted_heading,
    entity_fact,
    facts,
    relations,
    texts,
    withdrawal,
)
from mujaz.document.layout.sections import Layout, Section
from mujaz.document.pages.objects import EntityPage, MentionGroup, MentionYear
from mujaz.document.tree import (
    SPACE,
    Block,
    Details,
    Group,
    Heading,
    Hyperlink,
    Inline,
    Item,
    List,
    Map,
    MentionSentence,
    Paragraph,
    Prose,
    Small,
    Span,
    Text,
)

_ROLES: Final = {"wikidata": (RECORD,)}
"""Facts that play a part of their own on the page."""


def _first(page: EntityPage, w: Interface) -> Iterator[Block]:
    """Its name, and that it was withdrawn."""
    yield Heading(1, "top", (Text(page.entity.name),))
    yield from withdrawal(w, page.withdrawn)


def _gloss(page: EntityPage, w: Interface) -> Iterator[Block]:
    """Who or what it is, in a line."""
    if page.entity.gloss:
        yield Paragraph((Text(page.entity.gloss),), role="gloss")


def _facts(page: EntityPage, w: Interface) -> Iterator[Block]:
    """Its type, its other names, its days, and where more is to be read of it."""
    yield Group("head", (Group("meta", (_terms(page, w),)),))


def _map(page: EntityPage, w: Interface) -> Iterator[Block]:
    """Where it lies."""
    if page.map:
        yield Map(page.map)


def _background(page: EntityPage, w: Interface) -> Iterator[Block]:
    """What analysts wrote of it."""
    if page.body:
        yield Heading(2, "background", (w.t("background"),))
        yield Prose(page.body, page.references)


def _relations(page: EntityPage, w: Interface) -> Iterator[Block]:
    """How others stand to it, as a graph and a table."""
    if page.relations:
        yield Heading(2, "relations", (w.t("relations"),))
        yield from relations(w, page.relations, page.graph, page.entity)


def _terms(page: EntityPage, w: Interface) -> Block:
    names = ((w.t(key), texts(w, names)) for key, names in (("other_names", page.names), ("also", page.aliases)))
    said = ((w.t(fact.key), entity_fact(w, fact.said), *_ROLES.get(fact.key, ())) for fact in page.facts)
    return facts((w.t("type"), [(w.t(f"type_{page.entity.type}"),)]), *names, *said)


def _events(page: EntityPage, w: Interface) -> Iterator[Block]:
    """The events of timelines that list it."""
    if not page.events:
        return
    yield counted_heading(w, "events", "events_of", "count_events", len(page.events))
    items = (
        Item((*w.day(event.date), SPACE, linked(event.text, event.link), SPACE, Span("with", (Text(event.brief),))))
        for event in page.events
    )
    yield Group("timeline", (List(tuple(items)),))


def _claims_by(page: EntityPage, w: Interface) -> Iterator[Block]:
    """What it claims."""
    if page.claims_by:
        yield counted_heading(w, "claims", "claims_by", "count_claims", len(page.claims_by))
        yield claim_rows(w, page.claims_by)


def _claims_about(page: EntityPage, w: Interface) -> Iterator[Block]:
    """What others claim where the article names it."""
    if page.claims_about:
        count = w.n("count_claims", len(page.claims_about))
        about = (w.t("claims_about"), SPACE, Text(page.entity.name))
        yield Heading(2, "claims-about", about, count=count, label=f"{w.t('claims_about')} {page.entity.name.text}")
        yield Paragraph((w.t("claims_about_how"),), role="refs")
        yield claim_rows(w, page.claims_about)


def _claims_via(page: EntityPage, w: Interface) -> Iterator[Block]:
    """What others claim that it passed on."""
    if page.claims_via:
        yield counted_heading(w, "claims-via", "claims_via", "count_claims", len(page.claims_via))
        yield claim_rows(w, page.claims_via)


def _notes(page: EntityPage, w: Interface) -> Iterator[Block]:
    """The notes of briefs that list it."""
    if not page.notes:
        return
    yield counted_heading(w, "notes", "notes_about", "count_notes", len(page.notes))
    items = []
    for note in page.notes:
        brief = (SPACE, Small((Text(note.brief),))) if note.brief else ()
        items.append(Item((linked(note.statement, note.link), *brief)))
    yield Group("rows", (List(tuple(items), loose=True),))


def _mentions(page: EntityPage, w: Interface) -> Iterator[Block]:
    """Every sentence of an article that names it, by brief."""
    if not page.mentions:
        return
    count = sum(year.count for year in page.mentions)
    yield counted_heading(w, "mentions", "mentions", "count_mentions", count)
    for place, year in enumerate(page.mentions):
        groups = tuple(_mention_group(group, w) for group in year.groups)
        if page.folded:
            yield Details("year", _year_line(year, w), groups, open=not place)
        else:
            yield from groups


def _year_line(year: MentionYear, w: Interface) -> tuple[Inline, ...]:
    name = w.labels.year(year.year) if year.year else w.t("undated")
    briefs, mentions = w.n("count_briefs", len(year.groups)), w.n("count_mentions", year.count)
    return name, SPACE, Span("count", (briefs, w.comma, mentions))


def _mention_group(group: MentionGroup, w: Interface) -> Block:
    brief = group.brief
    day = brief.updated or brief.published
    dated = (w.time(day), w.comma) if day else ()
    blocks: list[Block] = [
        Heading(3, f"in-{element_id(brief.id)}", (linked(brief.title, brief.link),)),
        Paragraph((*dated, w.n("count_mentions", group.count)), role="refs"),
    ]
    if group.lines:
        lines = (Item((MentionSentence(line.pieces, line.language, line.link),)) for line in group.lines)
        blocks.append(List(tuple(lines)))
    rest: list[Inline] = []
    if group.more:
        rest.append(Hyperlink(brief.link, (w.n("more_mentions", group.more),)))
    if group.more and group.unquoted:
        rest.append(w.comma)
    if group.unquoted:
        rest.append(w.n("unquoted", group.unquoted))
    if rest:
        blocks.append(Paragraph(tuple(rest), role="refs"))
    return Group("mentions", tuple(blocks))


def _bibliography(page: EntityPage, w: Interface) -> Iterator[Block]:
    """What its background cites."""
    if page.bibliography:
        yield Heading(2, "bibliography", (w.t("bibliography"),))
        yield bibliography(w, page.bibliography)


ENTITY: Final = Layout(
    "entity",
    _first,
    {
        "gloss": Section(_gloss),
        "facts": Section(_facts),
        "map": Section(_map),
        "background": Section(_background),
        "relations": Section(_relations),
        "events": Section(_events),
        "claims": Section(_claims_by),
        "claims-about": Section(_claims_about),
        "claims-via": Section(_claims_via),
        "notes": Section(_notes),
        "mentions": Section(_mentions),
        "bibliography": Section(
            _bibliography,
            needed="signs in its background lead to it, and its relations rest on it",
            needed_by=("background", "relations"),
        ),
    },
)
"""An entity: who or what it is, then where the site speaks of it."""
