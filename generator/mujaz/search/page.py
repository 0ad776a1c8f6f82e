"""What search knows of a page: its sections, names and mentions, read from the HTML that MkDocs made."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Literal

from lxml import etree
from msgspec import Struct, field

from mujaz.text.patterns import lazy_re

Kind = Literal["brief", "entity", "claim", "source", "page"]
KINDS: tuple[Kind, ...] = ("brief", "entity", "claim", "source", "page")


class Section(Struct, frozen=True):
    """A part of a page under one heading.

    Attributes:
        anchor: the heading's id; empty for the beginning of the page.
        title: the heading's words; for the beginning of the page those of its first-level heading.
        text: the words below it, up to the next heading.
        is_claim: whether it is a claim.
        mentions: the entities that links in it lead to, by id, with the forms that they stand in.
        days: the dates that are given to the day, as eight digits.
    """

    anchor: str
    title: str
    text: str
    is_claim: bool = False
    mentions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    days: Sequence[str] = ()


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
    kind: Kind = "page"
    group: str = ""
    entity: str = ""
    names: tuple[str, ...] = ()


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEFT_OUT = frozenset({"script", "style", "svg", "template", "noscript"})
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
        "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    }
)  # fmt: skip
_SIGNS = frozenset(
    {
        "headerlink", "mj-sign", "mj-ref", "mj-back", "mj-refs", "mj-assessment", "mj-confidence", "mj-grade",
        "mj-status", "mj-count", "mj-old",
    }
)  # fmt: skip
_HEAD = frozenset({"mj-byline", "mj-banner", "mj-tally", "mj-contents"})
"""What stands before the words of a brief: its state, its dates and the ways into it."""
_REPEATED = frozenset({"mj-glossary", "mj-mentions"})
"""What other pages say in the same words: the glosses of entities, and the sentences that name one."""
_DROPPED = _SIGNS | _HEAD | _REPEATED
_FACTS = frozenset({"mj-claim", "mj-meta"})
"""Where a list of definitions is a table of facts, whose terms are words of the interface."""
_LABELLED = "mj-facts"
"""Where items begin with a label in bold, which is of the interface too."""
_LATE = "mj-meta"
"""The facts about a page, which are found but stand behind its words, where a result shows them last."""
_ITEMS = frozenset({"li", "dt", "dd", "th", "td"})
_BREAK = "\x1f"
"""Between the texts of items, which have no full stop."""
_DAY = lazy_re(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_ENTITY = lazy_re(r"(?:^|/)entities/([a-z0-9-]+)\.html$")


def read_sections(content: str) -> tuple[Section, ...]:
    """The sections of a page's content, as HTML.

    Signs, such as the number of a claim behind a word, are left out, and what has `data-search-exclude`.
    """
    reader = _Reader()
    if content.strip():
        root = etree.fromstring(f"<html><body>{content}</body></html>", etree.HTMLParser())
        reader.read(root[-1])
    return tuple(reader.sections())


class _Draft(Struct):
    """A section that is being read."""

    anchor: str = ""
    is_claim: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    mentions: dict[str, list[str]] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self._found = [_Draft()]
        self._into = self._found[0].text
        self._in_claim = False
        self._in_facts = False
        self._in_labelled = False

    def sections(self) -> list[Section]:
        return [
            Section(
                draft.anchor,
                _spaced(draft.title),
                _spaced([*draft.text, _BREAK, *draft.late]),
                draft.is_claim,
                {id: tuple(forms) for id, forms in draft.mentions.items()},
                tuple(draft.days),
            )
            for draft in self._found
        ]

    def read(self, element: etree._Element) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT or element.get("data-search-exclude") is not None:
            return
        given = element.get("class")
        classes = given.split() if given else ()
        if (classes and not _DROPPED.isdisjoint(classes)) or (tag == "dt" and self._in_facts):
            return
        if tag == "strong" and self._in_labelled:
            return
        if "mj-citation" in classes and element.get("data-self") is not None:
            return
        before = self._into
        is_block = tag not in _INLINE
        if tag in _HEADINGS and tag != "h1" and element.get("id"):
            self._found.append(_Draft(element.get("id", ""), self._in_claim))
            self._into, before = self._found[-1].title, self._found[-1].text
        elif tag == "h1":
            self._into = self._found[0].title
        was_in_claim = self._in_claim
        was_in_facts, was_in_labelled = self._in_facts, self._in_labelled
        if tag == "section":
            self._in_claim = "mj-claim" in classes
        if classes:
            self._in_facts = self._in_facts or not _FACTS.isdisjoint(classes)
            self._in_labelled = self._in_labelled or _LABELLED in classes
        if tag == "a" and (target := _ENTITY.search(element.get("href", ""))):
            form = _spaced([str(piece) for piece in element.itertext()])
            self._found[-1].mentions.setdefault(posixpath.basename(target[1]), []).append(form)
        elif _LATE in classes and self._into is self._found[-1].text:
            self._into = self._found[-1].late
        if is_block:
            self._into.append(_BREAK if tag in _ITEMS else " ")
        if element.text:
            self._into.append(element.text)
        for child in element:
            self.read(child)
            if child.tail:
                self._into.append(child.tail)
        if tag == "time" and (day := _DAY.fullmatch(element.get("datetime", ""))):
            self._found[-1].days.append("".join(day.groups()))
        self._in_claim, self._in_facts, self._in_labelled = was_in_claim, was_in_facts, was_in_labelled
        if is_block:
            self._into.append(_BREAK if tag in _ITEMS else " ")
        if tag in _HEADINGS or _LATE in classes:
            self._into = before
            before.append(" ")


def _spaced(pieces: list[str]) -> str:
    """The text of pieces, with single spaces; a dot parts items that end without a sign."""
    spaced = ""
    for item in "".join(pieces).split(_BREAK):
        if words := " ".join(item.split()):
            spaced += (" · " if spaced[-1].isalnum() else " ") + words if spaced else words
    return spaced
