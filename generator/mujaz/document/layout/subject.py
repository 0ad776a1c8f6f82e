"""How subjects are laid out: the list of all, and the dossier of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mujaz.document.layout.interface import Interface, linked
from mujaz.document.layout.pieces import (
    brief_list,
    event_line,
    facts,
    fold,
    more,
    nothing_yet,
    page_title,
    tag_list,
)
from mujaz.document.layout.sections import Layout, Section
from mujaz.document.pages.objects import TagPage, TagsPage
from mujaz.document.tree import Block, Details, Group, Heading, Item, List, Paragraph, Points
from mujaz.model import EntityType

_OPEN = 5
"""Briefs that are listed before the others are folded."""


def _count_of_tags(page: TagsPage, w: Interface) -> Iterator[Block]:
    """How many subjects there are, and other ways into the site."""
    way = w.to("browse", w.edition("browse/index"))
    yield Paragraph((w.n("count_subjects", len(page.tags)), w.comma, way), role="refs")


def _tags(page: TagsPage, w: Interface) -> Iterator[Block]:
    """All subjects."""
    yield tag_list(w, page.tags) if page.tags else nothing_yet(w)


def _count(page: TagPage, w: Interface) -> Iterator[Block]:
    """How many briefs are on the subject, and the way to all subjects."""
    way = w.to("all_subjects", w.edition("tags/index"))
    yield Paragraph((w.n("count_briefs", page.count), w.comma, way), role="refs")


def _briefs(page: TagPage, w: Interface) -> Iterator[Block]:
    """Its briefs, the latest first, those before them folded, and the way to the others."""
    yield brief_list(w, page.briefs[:_OPEN])
    if older := page.briefs[_OPEN:]:
        yield Details("older", (w.counted("earlier_briefs", len(older)),), (brief_list(w, older),))
    if len(page.briefs) < page.count:
        yield more(w, page.dates, "older_briefs")


def _unknowns(page: TagPage, w: Interface) -> Iterator[Block]:
    """What its latest briefs say is still not known."""
    if not page.unknowns:
        return
    yield Heading(2, "unknowns", (w.t("unknowns"),))
    for brief, unknown in page.unknowns:
        if page.count > 1:
            yield Heading(3, f"unknowns-{brief.id}", (linked(brief.title, brief.link),))
        yield Group("unknowns", (Points(unknown.points, unknown.references),))


def _names(page: TagPage, w: Interface) -> Iterator[Block]:
    """Who and what its briefs name most, by type."""
    if not page.names:
        return
    yield Heading(2, "names", (w.t("browse_names"),))
    by_type = {kind: [entity for entity in page.names if entity.type is kind] for kind in EntityType}
    named = ((w.t(f"types_{kind}"), [w.entities(found)] if found else []) for kind, found in by_type.items())
    yield Group("meta", (facts(*named),))


def _events(page: TagPage, w: Interface) -> Iterator[Block]:
    """The events of its latest briefs in the order of time."""
    if not page.events:
        return
    items = tuple(Item(event_line(w, event, of_brief=False)) for event in page.events)
    blocks: list[Block] = [Group("timeline", (List(items, loose=True),))]
    if page.latest < page.count:
        blocks.append(more(w, page.timeline, "timeline"))
    yield fold(w, "timeline", "timeline", w.n("count_events", len(items)), blocks)


TAG: Final = Layout(
    "tag",
    page_title,
    {
        "count": Section(_count),
        "briefs": Section(_briefs),
        "unknowns": Section(_unknowns),
        "names": Section(_names),
        "timeline": Section(_events),
    },
)
"""A subject."""
TAGS: Final = Layout("tags", page_title, {"count": Section(_count_of_tags), "tags": Section(_tags)})
"""All subjects."""
