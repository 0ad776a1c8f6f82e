"""What search knows of a page, and sections read from HTML: of pages that people wrote, or may have changed."""

from __future__ import annotations

import posixpath
from functools import partial
from typing import Literal

from lxml import etree
from msgspec import Struct

from mujaz.document.sections import BREAK, LEFT_OUT, Section, SectionReader
from mujaz.text.patterns import lazy_re

ResultKind = Literal["brief", "entity", "claim", "source", "page"]
KINDS: tuple[ResultKind, ...] = ("brief", "entity", "claim", "source", "page")


class SearchPage(Struct, frozen=True):
    """A page to be found.

    Attributes:
        location: its address below the site's root: `ar/briefs/derna.html`.
        title: its title.
        sections: its parts in their order; the first is what stands before the first heading.
        language: its language tag; empty where it is not known.
        kind: what it is.
        group: the same for all editions of one page; its location where it has no other.
        entity: the id of the entity that the page is about; empty for other pages.
        names: all names of that entity, in any script.
    """

    location: str
    title: str
    sections: tuple[Section, ...]
    language: str = ""
    kind: ResultKind = "page"
    group: str = ""
    entity: str = ""
    names: tuple[str, ...] = ()


_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ELEMENTS_LEFT_OUT = frozenset({"script", "style", "svg", "template", "noscript"})
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
        "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    }
)  # fmt: skip
_ITEMS = frozenset({"li", "dt", "dd", "th", "td"})
_PERMALINK = "headerlink"
_ENTITY = lazy_re(r"(?:^|/)entities/([a-z0-9-]+)\.html$")


def read_sections(content: str, *, is_generated: bool = False) -> tuple[Section, ...]:
    """The sections of a page's content, as HTML.

    Signs, such as the number of a claim behind a word, are left out, and what has `data-search-exclude`.

    Args:
        content: the HTML.
        is_generated: whether mujaz made the page; the heads of its tables are words of the interface then.
    """
    reader = _HtmlReader(_ELEMENTS_LEFT_OUT | {"thead"} if is_generated else _ELEMENTS_LEFT_OUT)
    if content.strip():
        root = etree.fromstring(f"<html><body>{content}</body></html>", etree.HTMLParser())
        reader.read(root[-1])
    return reader.sections()


class _HtmlReader(SectionReader):
    def __init__(self, left_out: frozenset[str]) -> None:
        super().__init__()
        self._left_out = left_out

    def read(self, element: etree._Element) -> None:
        """Read an element with all that is in it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in self._left_out or element.get("data-search-exclude") is not None:
            return
        if (tag == "dt" and self.in_facts) or (tag == "strong" and self.is_labelled):
            return
        read = self._inside
        if given := element.get("class"):
            classes = given.split()
            roles = [name[3:] for name in classes if name.startswith("mj-")]
            if _PERMALINK in classes or not LEFT_OUT.isdisjoint(roles):
                return
            if "citation" in roles and element.get("data-self") is not None:
                return
            if roles:
                read = partial(self.part, roles, read)
        anchor = element.get("id", "") if tag in _HEADINGS else ""
        if anchor or tag == "h1":
            read = partial(self.heading, anchor, read)
        read(element)

    def _inside(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag == "a" and (target := _ENTITY.search(element.get("href", ""))):
            self.mention(posixpath.basename(target[1]), [str(piece) for piece in element.itertext()])
        between = "" if tag in _INLINE else BREAK if tag in _ITEMS else " "
        self.into.append(between + (element.text or ""))
        for child in element:
            self.read(child)
            if child.tail:
                self.into.append(child.tail)
        if tag == "time":
            self.day(element.get("datetime", ""))
        if between:
            self.into.append(between)
