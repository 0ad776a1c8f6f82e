"""How each kind of page is laid out: short functions that read like the page, from its object to its tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from mujaz.document.layout.brief import brief
from mujaz.document.layout.entity import entity
from mujaz.document.layout.front import front_of
from mujaz.document.layout.interface import Interface
from mujaz.document.layout.lists import (
    briefs,
    browse,
    claims,
    dates,
    entities,
    glossary,
    home,
    source,
    sources,
    tag,
    tags,
    year,
)
from mujaz.document.layout.timeline import timeline, versions
from mujaz.document.pages.objects import Kind, Page
from mujaz.document.tree import Block, Document
from mujaz.labels import Labels

LAYOUTS: Final[Mapping[Kind, Callable[[Any, Interface], Iterator[Block]]]] = {
    "home": home,
    "briefs": briefs,
    "brief": brief,
    "entity": entity,
    "glossary": glossary,
    "source": source,
    "sources": sources,
    "claims": claims,
    "timeline": timeline,
    "browse": browse,
    "entities": entities,
    "tags": tags,
    "tag": tag,
    "dates": dates,
    "year": year,
    "versions": versions,
}


def lay_out(page: Page, names: Mapping[str, str], labels: Labels) -> Document:
    """The tree of a page.

    Args:
        page: any page object.
        names: names of the site's languages, each in itself, by tag.
        labels: the words of the interface in the page's language.
    """
    w = Interface(page, labels, names)
    return Document(page.path, page.language, front_of(w), tuple(LAYOUTS[page.kind](page, w)))
