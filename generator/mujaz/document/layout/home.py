"""How the front page of an edition is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Final

from mujaz.document.layout.interface import Interface, linked
from mujaz.document.layout.pieces import brief_list, month_bars, more, page_title, tag_list
from mujaz.document.layout.sections import Layout, Run, Section
from mujaz.document.pages.objects import HomePage
from mujaz.document.tree import SPACE, Block, Group, Heading, Item, List, Name, Paragraph, Small

_MONTHS = 4
"""Months with briefs from which on a chart of them says something."""


def _first(page: HomePage, w: Interface) -> Iterator[Block]:
    """The title, and what a brief is."""
    yield from page_title(page, w)
    yield Paragraph((w.t("home_intro"), SPACE, w.to("how_to_read", w.edition("browse/key"))), role="intro")


def _latest(page: HomePage, w: Interface) -> Iterator[Block]:
    """The latest briefs."""
    yield Heading(2, "latest", (w.t("home_latest"),))
    yield Group("since", (brief_list(w, page.latest),), meaning=(("since", w.t("since_visit")),))
    yield more(w, w.edition("dates/index"), "older_briefs", SPACE, w.counted("count_briefs", page.counts["briefs"]))


def _corrected(page: HomePage, w: Interface) -> Iterator[Block]:
    """The briefs that were corrected last."""
    if not page.corrected:
        return
    items = []
    for brief in page.corrected:
        day = brief.updated or brief.published
        dated = (SPACE, Small((w.time(day),))) if day else ()
        items.append(Item((linked(brief.title, brief.link), SPACE, w.judgement("status", brief.status), *dated)))
    yield Heading(2, "corrected", (w.t("home_corrected"),))
    yield Group("rows", (List(tuple(items), loose=True),))


def _coverage(page: HomePage, w: Interface) -> Iterator[Block]:
    """How many briefs each month has that has any, where this is more than a few."""
    months = [month for month in page.months if month.briefs]
    if len(months) >= _MONTHS:
        yield Heading(2, "coverage", (w.t("coverage"),))
        yield month_bars(w, months)


def _names(page: HomePage, w: Interface) -> Iterator[Block]:
    """Those that are named most."""
    if page.entities:
        items = (Item((Name(row.entity), SPACE, w.counted("count_mentions", row.mentions))) for row in page.entities)
        yield Heading(2, "names", (w.t("home_names"),))
        yield Group("names", (List(tuple(items)),))


def _browse(page: HomePage, w: Interface) -> Iterator[Block]:
    """The ways to names, sources and claims."""
    doors = [Item((w.to(f"types_{group.type}", group.link), SPACE, w.number(group.count))) for group in page.types]
    doors += [
        Item((w.to(key, w.edition(path)), SPACE, w.number(page.counts[count])))
        for key, path, count in (
            ("sources", "sources/index", "sources"),
            ("claims", "claims", "claims"),
            ("all_names", "glossary", "entities"),
        )
    ]
    yield Heading(2, "browse", (w.t("browse"),))
    yield Group("doors", (List(tuple(doors)),))


def _subjects(page: HomePage, w: Interface) -> Iterator[Block]:
    """The subjects."""
    if page.tags:
        yield Heading(2, "subjects", (w.t("subjects"),))
        yield tag_list(w, page.tags)
        yield more(w, w.edition("tags/index"), "all_subjects")


def _column(role: str, run: Run) -> Iterator[Block]:
    """Sections that stand below each other in one column."""
    yield Group(role, tuple(chain.from_iterable(blocks for _, blocks in run)))


def _columns(blocks: Iterable[Block]) -> Iterator[Block]:
    """The columns of the page."""
    yield Group("home", tuple(blocks))


_MAIN, _SIDE, _FOOT = (partial(_column, role) for role in ("home-main", "home-side", "home-foot"))
HOME: Final = Layout(
    "home",
    _first,
    {
        "latest": Section(_latest, _MAIN),
        "corrected": Section(_corrected, _MAIN),
        "coverage": Section(_coverage, _SIDE),
        "names": Section(_names, _SIDE),
        "browse": Section(_browse, _FOOT),
        "subjects": Section(_subjects, _FOOT),
    },
    _columns,
)
"""The edition's front page: the latest briefs, what is corrected, whom they name, the ways into the site."""
