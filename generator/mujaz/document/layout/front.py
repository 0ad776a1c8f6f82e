"""The front matter of pages: what they say of themselves to MkDocs, to the theme and to the search."""

from __future__ import annotations

from mujaz.document.layout.interface import Interface
from mujaz.document.pages.objects import BriefPage, EntityPage, MovedPage
from mujaz.markup.bidi import direction_of
from mujaz.model import Date

_WITHOUT_CONTENTS = ("brief", "home", "browse", "entities", "tags", "tag", "key", "moved")


def front_of(w: Interface) -> dict[str, object]:
    """The front matter of a page, in its order."""
    page = w.page
    front: dict[str, object] = {
        "generator": Keyword("mujaz"),
        "title": page.title,
        "description": page.description,
        "lang": page.language,
        "dir": direction_of(page.language),
        "numerals": w.labels.numerals,
        "kind": page.kind,
    }
    if isinstance(page, BriefPage) and (updated := page.summary_line.updated or page.summary_line.published):
        if published := page.summary_line.published:
            front["published"] = first_day(published)
        front["updated"] = first_day(updated)
    if isinstance(page, EntityPage):
        names = (page.entity.name, *page.names, *page.aliases)
        front["search"] = {"entity": page.entity.id, "names": [name.text for name in names]}
    if page.kind in ("versions", "key", "moved"):
        front["search"] = {"exclude": True}
    if isinstance(page, MovedPage):
        front["moved"] = f"{page.link.page}.md"
    front["hide"] = list(map(Keyword, ("navigation", "toc") if page.kind in _WITHOUT_CONTENTS else ("navigation",)))
    if page.alternates:
        front["alternates"] = [
            {"lang": language, "name": w.language_name(language), "link": f"{link.page}.md"}
            for language, link in page.alternates
        ]
    return front


class Keyword(str):
    """A word of MkDocs or of mujaz, no text."""

    __slots__ = ()


class Day(str):
    """A day, a month or a year as exactly as it is known: `2023-09-13`, `2023-09`, `2023`."""

    __slots__ = ()


def first_day(date: Date) -> Day:
    """The day, month or year in which a date begins."""
    moment = date.extent.first
    parts = [f"{moment.earliest.date.year:04}"]
    return Day("-".join([*parts, *(f"{part:02}" for part in (moment.month, moment.day) if part is not None)]))
