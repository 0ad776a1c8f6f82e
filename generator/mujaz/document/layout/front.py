"""The front matter of pages: what they say of themselves to MkDocs, to the theme and to the search."""

from __future__ import annotations

from mujaz.document.layout.data import data_of
from mujaz.document.layout.days import first_day
from mujaz.document.layout.interface import Interface
from mujaz.document.pages.objects import BriefPage, EntityPage, MovedPage
from mujaz.markup.bidi import direction_of

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
    if isinstance(page, BriefPage) and (data := data_of(page, w)):
        front["data"] = data
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
