"""How each kind of page is laid out: short functions that read like the page, from its object to its tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mujaz.document.layout.brief import BRIEF
from mujaz.document.layout.entity import ENTITY
from mujaz.document.layout.front import front_of
from mujaz.document.layout.home import HOME
from mujaz.document.layout.interface import Interface
from mujaz.document.layout.key import KEY
from mujaz.document.layout.lists import (
    BRIEFS,
    BROWSE,
    CLAIMS,
    DATES,
    ENTITIES,
    GLOSSARY,
    SOURCE,
    SOURCES,
    TAG,
    TAGS,
    YEAR,
)
from mujaz.document.layout.moved import MOVED
from mujaz.document.layout.sections import Layout, Order, laid_out
from mujaz.document.layout.timeline import TIMELINE, VERSIONS
from mujaz.document.pages.objects import Page, PageKind
from mujaz.document.tree import Document
from mujaz.labels import Labels

LAYOUTS: Final[Mapping[PageKind, Layout]] = {
    "home": HOME,
    "briefs": BRIEFS,
    "brief": BRIEF,
    "entity": ENTITY,
    "glossary": GLOSSARY,
    "source": SOURCE,
    "sources": SOURCES,
    "claims": CLAIMS,
    "timeline": TIMELINE,
    "key": KEY,
    "browse": BROWSE,
    "entities": ENTITIES,
    "tags": TAGS,
    "tag": TAG,
    "dates": DATES,
    "year": YEAR,
    "versions": VERSIONS,
    "moved": MOVED,
}


def lay_out(page: Page, names: Mapping[str, str], labels: Labels, order: Order | None = None) -> Document:
    """The tree of a page.

    Args:
        page: any page object.
        names: names of the site's languages, each in itself, by tag.
        labels: the words of the interface in the page's language.
        order: the sections that it shows; None for all of its kind in the usual order.
    """
    layout = LAYOUTS[page.kind]
    order = tuple(layout.sections) if order is None else order
    w = Interface(page, labels, names, tuple(entry for entry in order if isinstance(entry, str)))
    return Document(page.path, page.language, front_of(w), tuple(laid_out(page, w, layout, order)))
