"""Headings in HTML: permalinks and the table of contents, as the `toc` extension of Python-Markdown makes them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from msgspec import Struct

from mujaz.text.patterns import lazy_re

_TAG = lazy_re("<[^>]*>")
_YES, _NO = ("true", "yes", "y", "on", "1"), ("false", "no", "n", "off", "0", "none", "")


class Headings(Struct, frozen=True):
    """The options of the extension that show in a page.

    Attributes:
        permalink: the text of the link behind each heading; empty for none.
        permalink_title: its tooltip; empty for none.
        permalink_class: its class.
        first: the highest level in the table of contents.
        last: the lowest.
    """

    permalink: str = ""
    permalink_title: str = "Permanent link"
    permalink_class: str = "headerlink"
    first: int = 1
    last: int = 6


class TocEntry(Struct, frozen=True):
    """A heading in the table of contents; its title is HTML without elements."""

    title: str
    id: str
    level: int
    children: tuple[TocEntry, ...] = ()


def headings_of(options: Mapping[str, object]) -> Headings:
    """The options as they stand below `toc` in `mkdocs.yml`.

    Raises:
        ValueError: an option is set that our HTML does not follow.
    """
    for name, default in (("anchorlink", False), ("baselevel", 1), ("permalink_leading", False)):
        if str(options.get(name, default)).lower() not in (str(default).lower(), *(() if default else _NO)):
            raise ValueError(name)
    depth = str(options.get("toc_depth", 6))
    first, _, last = depth.rpartition("-")
    permalink = str(options.get("permalink", ""))
    usual = Headings()
    return Headings(
        "" if permalink.lower() in _NO else "¶" if permalink.lower() in _YES else permalink,
        str(options.get("permalink_title", usual.permalink_title)),
        str(options.get("permalink_class", usual.permalink_class)),
        int(first or 1),
        int(last),
    )


def plain_title(html: str) -> str:
    """The HTML of a heading without elements; its characters stay escaped."""
    return " ".join(_TAG.sub("", html).split())


def nested(entries: Iterable[TocEntry]) -> tuple[TocEntry, ...]:
    """Entries in the order of the page as a tree: each below the last one before it that is of a higher level."""
    return _below(0, deque(entries))


def _below(level: int, rest: deque[TocEntry]) -> tuple[TocEntry, ...]:
    """Take the entries that stand below one of a level."""
    found = []
    while rest and rest[0].level > level:
        entry = rest.popleft()
        found.append(TocEntry(entry.title, entry.id, entry.level, _below(entry.level, rest)))
    return tuple(found)
