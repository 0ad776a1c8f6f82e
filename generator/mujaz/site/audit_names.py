"""The audit of what a page calls its parts: ids and what refers to them, languages, headings, words for all pictures.

After the HTML standard and the Web Content Accessibility Guidelines: 1.1.1 (text in place of pictures), 2.4.2 (titles),
2.4.4 and 4.1.2 (names of links and buttons), 1.3.1 (headings), 3.1.1 and 3.1.2 (languages).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from mujaz.markup.safe_html import Region
from mujaz.markup.tokens import Tag
from mujaz.site.audit_css import TAKE_OUT
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Rule
from mujaz.text.patterns import lazy_re

_ANY = "x-default"
"""Stands in the head of a page for readers of all languages that it has no translation in."""
_LANGUAGE = lazy_re(
    r"(?:[a-z]{2,3}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-[a-z0-9]{2,8})*", re.IGNORECASE
)
"""BCP 47, without what is reserved."""
_POSITIVE = lazy_re(r"\s*\+?0*[1-9][0-9]*\s*")
_DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
_REFERENCES = frozenset({
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-flowto",
    "aria-activedescendant", "headers", "for", "form", "list", "popovertarget", "commandfor",
})  # fmt: skip
_PAINTED = frozenset({
    "fill", "stroke", "clip-path", "marker-start", "marker-mid", "marker-end", "mask", "filter",
})  # fmt: skip
_LOCAL = lazy_re(r"url\(\s*[\"']?#([^\"')]+)")
_HEADING = lazy_re(r"h([1-6])")
_TAG = lazy_re(r"<[^>]*>")
_NAMED = lazy_re(
    r"<(?:img|area)\b[^>]*\balt=\s*(?:\"\s*[^\"\s]|'\s*[^'\s]|[^\s\"'>])"
    r"|\baria-label(?:ledby)?=\s*(?:\"\s*[^\"\s]|'\s*[^'\s]|[^\s\"'>])|<svg\b[^>]*>\s*<title>[^<]*\S",
    re.IGNORECASE,
)
_CODE_LINE = "__codelineno-"

Report = Callable[[Rule, int, str, str, str], None]
"""Told of a fault: its rule, its place in the text, the message, the help, and the words at fault."""


class _Tell(NamedTuple):
    """Something that a screen reader cannot tell of."""

    message: str
    help: str
    written: str


class Said(Struct, frozen=True):
    """What one start tag says, wherever it stands.

    Attributes:
        ids: that it gives.
        names: that it gives besides, to which links lead.
        wanted: attributes and the ids that they name.
        tells: what is wrong in it.
        opens: whether its words are to be looked at when it ends; None where not, and true where it has a name already.
        level: of a heading among the content; 0 for all else.
    """

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    wanted: tuple[tuple[str, str], ...] = ()
    tells: tuple[_Tell, ...] = ()
    opens: bool | None = None
    level: int = 0


NOTHING_SAID = Said()


def said_by(tag: Tag, region: Region) -> Said:
    """What a start tag says."""
    attributes = tag.attributes
    heading = _HEADING.fullmatch(tag.name)
    said = Said(
        tuple(value for name, value in attributes if name == "id"),
        tuple(value for name, value in attributes if name == "name" and tag.name in {"a", "map"}),
        tuple(wanted for name, value in attributes for wanted in _wanted(name, value)),
        tuple(tell for tells in (_of_values(tag), _of_element(tag)) for tell in tells),
        _opens(tag),
        int(heading[1]) if heading and region is Region.CONTENT else 0,
    )
    return NOTHING_SAID if said == NOTHING_SAID else said


def _wanted(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name in _REFERENCES:
        yield from ((name, id) for id in value.split())
    elif name == "usemap":
        yield name, value.removeprefix("#")
    elif name in _PAINTED:
        yield from ((name, id) for id in _LOCAL.findall(value))


def _of_values(tag: Tag) -> Iterator[_Tell]:
    for name, value in tag.attributes:
        if name in {"lang", "hreflang", "srclang"}:
            is_default = value == _ANY and name == "hreflang" and tag.name == "link"
            if not _LANGUAGE.fullmatch(value) and not is_default:
                yield _Tell(f"`{name}` is `{value}`, no language tag", "write one such as ar, en", value)
        elif name == "dir" and value.lower() not in _DIRECTIONS:
            yield _Tell(f"`dir` is `{value}`", "write `rtl`, `ltr` or `auto`", value)
        elif name == "tabindex" and _POSITIVE.fullmatch(value):
            yield _Tell(f"`tabindex` is {value}: the order of the page is lost", "write 0, or leave it out", "tabindex")


def _of_element(tag: Tag) -> Iterator[_Tell]:
    if tag.name == "html" and not tag.get("lang"):
        yield _Tell("the page does not say its language", "give `<html>` a `lang`", "")
    elif tag.name in {"img", "area"} and tag.get("alt") is None and tag.get("aria-hidden") != "true":
        help = 'say in `alt` what it shows; `alt=""` where it only adorns'
        yield _Tell("a picture without words in its place", help, tag.get("src") or "<img")
    elif tag.name == "iframe" and not tag.get("title"):
        yield _Tell("a frame without a title", "say in `title` what it shows", "<iframe")


def _opens(tag: Tag) -> bool | None:
    is_link = tag.name == "a" and tag.get("href") is not None
    if not is_link and (tag.name == "a" or tag.name not in OPENED):
        return None
    is_line_of_code = (tag.get("href") or "").startswith(f"#{_CODE_LINE}")
    is_named = any((tag.get(name) or "").strip() for name in ("aria-label", "aria-labelledby", "title"))
    return is_named or is_line_of_code or tag.get("hidden") is not None


OPENED = frozenset({"a", "button", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements whose words may be looked at when they end; see `Said.opens`."""


@lru_cache(maxsize=16384)  # most links of a site are the same on many pages
def _has_words(inner: str) -> bool:
    """Whether what stands in a link, a button or a heading gives it a name."""
    return bool(html.unescape(_TAG.sub("", inner)).strip()) or _NAMED.search(inner) is not None


class Names:
    """What a page has been found to call its parts, while it is read."""

    def __init__(self, text: str, report: Report) -> None:
        self.doctype = False
        self._text, self._report = text, report
        self._ids: dict[str, int] = {}
        self._wanted: list[tuple[str, str, int]] = []
        self._titles: list[str] = []
        self._level = 0
        self._opened: dict[str, tuple[int, int, bool]] = {}
        """The links, buttons and headings that are open, by element: where they and their text begin, and whether they
        have a name already."""
        self._root: int | None = None

    def start(self, name: str, said: Said, start: int, end: int) -> None:
        """A start tag was read, at a range of code points."""
        if name == "html":
            self._root = start
        for id in said.ids:
            self._id(id, start)
        for other in said.names:
            self._ids.setdefault(other, start)
        self._wanted += [(attribute, id, start) for attribute, id in said.wanted]
        for tell in said.tells:
            self._tell(start, *tell)
        if said.opens is not None:
            self._opened[name] = (start, end, said.opens)
        if said.level:
            self._heading(said.level, start)

    def end(self, name: str, start: int) -> None:
        """The end tag of something that was open was read."""
        opened = self._opened.pop(name, None) if self._opened else None
        if opened is None or opened[2]:
            return
        if not _has_words(self._text[opened[1] : start]):
            what = {"a": "a link", "button": "a button"}.get(name, "a heading")
            written = self._text[opened[0] : opened[1]]
            self._tell(opened[0], f"{what} without words", "say what it is for", written)

    def title(self, text: str) -> None:
        """The text of `<title>` was read."""
        self._titles.append(html.unescape(text).strip())

    def finish(self, *, is_page: bool) -> frozenset[str]:
        """The page was read to its end: its ids."""
        for name, id, place in self._wanted:
            if id not in self._ids:
                help = "name the id of an element of this page"
                self._report(rules.BROKEN_LINK, place, f"`{name}` names the id `{id}`, which is not there", help, id)
        if is_page and self._root is not None:
            if not self.doctype:
                message = "the page does not begin with `<!doctype html>`"
                self._report(rules.MALFORMED_HTML, 0, message, "write it: browsers lay out such pages by old rules", "")
            if self._titles[:1] in ([], [""]):
                self._tell(self._root, "the page has no title", "give it one: `title` in its front matter", "")
            if len(self._titles) > 1:
                self._report(rules.MALFORMED_HTML, self._root, "the page has two titles", TAKE_OUT, "<title")
        return frozenset(self._ids)

    def _id(self, value: str, place: int) -> None:
        if value.split() != [value]:
            self._report(rules.MALFORMED_HTML, place, f"the id `{value}` is no word", "write one word", value)
        elif value in self._ids:
            help = "give one of the two another id"
            self._report(rules.DUPLICATE_HTML_ID, place, f"the id `{value}` stands twice in the page", help, value)
        else:
            self._ids[value] = place

    def _heading(self, level: int, place: int) -> None:
        if self._level and level > self._level + 1:
            message = f"a heading of level {level} stands below one of level {self._level}"
            self._tell(place, message, f"make it one of level {self._level + 1}", f"<h{level}")
        self._level = level

    def _tell(self, place: int, message: str, help: str, written: str) -> None:
        self._report(rules.INACCESSIBLE_HTML, place, message, help, written)
