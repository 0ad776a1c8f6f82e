"""How the timeline of the site, and the versions of a brief, are laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mujaz.document.layout.interface import Interface
from mujaz.document.layout.pieces import event_line, nothing_yet, title_of
from mujaz.document.layout.sections import Layout, Section
from mujaz.document.pages.items import Link
from mujaz.document.pages.objects import TimelineDecade, TimelinePage, TimelineYear, VersionsPage
from mujaz.document.tree import (
    SPACE,
    Anchor,
    Bar,
    Block,
    Changes,
    Details,
    Group,
    Heading,
    Hyperlink,
    Item,
    List,
    Paragraph,
    Signs,
    Span,
    Strong,
    Text,
)

Column = tuple[str, int, int, Link]
"""A span of time in words, the height of its column, how many events it has, and where they stand."""


def _first(page: TimelinePage, w: Interface) -> Iterator[Block]:
    """The title, and on the page of a year the way to all."""
    yield title_of(w)
    if page.up:
        yield Paragraph((w.to("timeline", page.up),), role="refs")


def _decades(page: TimelinePage, w: Interface) -> Iterator[Block]:
    """How many events each decade has."""
    if len(page.decades) > 1:
        decades = [(_name(decade, w), decade.share, decade.count, decade.link) for decade in page.decades]
        yield _columns(w, w.t("events_by_decade"), decades)


def _events(page: TimelinePage, w: Interface) -> Iterator[Block]:
    """All events, by decade and year."""
    filled = [decade for decade in page.decades if decade.count]
    for decade in filled:
        yield from _decade(page, decade, w)
    if not filled:
        yield nothing_yet(w)


def _name(decade: TimelineDecade, w: Interface) -> str:
    return w.labels.years(decade.start, decade.start + 9)


def _decade(page: TimelinePage, decade: TimelineDecade, w: Interface) -> Iterator[Block]:
    name = _name(decade, w)
    yield Heading(2, f"decade-{decade.start}", (name,), count=w.n("count_events", decade.count))
    years = [year for year in decade.years if year.count]
    if len(years) > 1 or years[0].link.page != page.path:
        columns = [(w.labels.year(year.year), year.share, year.count, year.link) for year in decade.years]
        yield _columns(w, w.t("events_by_year", years=name), columns)
    for year in years:
        if year.events:
            yield _year(page, year, w)


def _columns(w: Interface, name: str, columns: Sequence[Column]) -> Block:
    """Decades or years with a column each: a list that is also a chart."""
    items = []
    for words, share, count, link in columns:
        shown = Hyperlink(link, (words,)) if count else Span("", (words,))
        items.append(Item((shown, SPACE, Bar("column", share), SPACE, w.number(count))))
    return Group("columns", (List(tuple(items)),), kind="navigation", name=name, searched=False)


def _year(page: TimelinePage, year: TimelineYear, w: Interface) -> Block:
    items = []
    for place, event in enumerate(year.events):
        anchor = () if place else (Anchor(f"year-{year.year}"),)
        items.append(Item((*anchor, *event_line(w, event, of_brief=False))))
    line = (w.labels.year(year.year), SPACE, w.counted("count_events", len(year.events)))
    events = Group("timeline", (List(tuple(items), loose=True),))
    return Details("year", line, (events,), open=not page.folded)


def _title(page: VersionsPage, w: Interface) -> Iterator[Block]:
    """The title, and the way to the brief."""
    yield title_of(w)
    yield Paragraph((w.t("versions_how"), SPACE, w.to("version_back", page.link)))


def _versions(page: VersionsPage, w: Interface) -> Iterator[Block]:
    """The published versions of a brief, and what changed in each."""
    for item in page.versions:
        yield Heading(2, f"version-{item.number}", (w.t("version", n=w.labels.number(item.number)),))
        share = w.t("version_share", share=w.labels.number(item.share))
        yield Paragraph((w.time(item.date), Signs(" · "), w.t("version_first") if item.number == 1 else share))
        for correction in item.corrections:
            yield Paragraph((Strong((w.t(f"severity_{correction.severity}"),)), SPACE, Text(correction.text)))
        if item.changes:
            yield Changes(item.changes)


TIMELINE: Final = Layout(
    "timeline",
    _first,
    {
        "decades": Section(_decades),
        "events": Section(_events, needed="the columns of decades and the pages of years lead to it"),
    },
)
"""All events of the site, or those of one year."""
VERSIONS: Final = Layout("versions", _title, {"versions": Section(_versions, needed="the page is of nothing else")})
"""The published versions of a brief."""
