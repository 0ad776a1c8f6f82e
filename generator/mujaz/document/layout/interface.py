"""The words of the interface as nodes, in the language of one page, and the ways from it to other pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from mujaz.document.pages.items import EntityLink, Link, Reference, Words
from mujaz.document.pages.objects import LetterGroup, Page, TypeGroup
from mujaz.document.tree import (
    SPACE,
    Grade,
    Hyperlink,
    Inline,
    Inlines,
    Judgement,
    Name,
    Sign,
    Signs,
    Span,
    Text,
    Time,
)
from mujaz.labels import Labels
from mujaz.markup.bidi import direction_of
from mujaz.model import Date
from mujaz.model.values import serves
from mujaz.text.collation import OTHER
from mujaz.text.patterns import lazy_re

_ID = lazy_re(r"[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*")


def element_id(id: str) -> str:
    """An id as the id of an element; a slash becomes two hyphens, which no id holds.

    Raises:
        ValueError: the text is no id, which would be a fault of this program.
    """
    if not _ID.fullmatch(id):
        raise ValueError(id)
    return id.replace("/", "--")


def joined(items: Iterable[Inlines], separator: Inline) -> Iterator[Inline]:
    """Inline nodes one after the other, with a separator between them."""
    for place, item in enumerate(items):
        if place:
            yield separator
        yield from item


def linked(words: Words, target: Link) -> Hyperlink:
    """A text as a link."""
    return Hyperlink(target, (Text(words),))


def signs(references: Iterable[Reference]) -> tuple[Inline, ...]:
    """Several signs."""
    return tuple(joined(((Sign(reference),) for reference in references), SPACE))


class Interface:
    """What layouts say of themselves on one page.

    Attributes:
        page: the page.
        labels: words of the interface in its language.
        names: names of the site's languages, each in itself, by tag.
        comma: the comma of the page's language, and a space.
        shown: the names of the sections that the page shows, in their order.
    """

    def __init__(self, page: Page, labels: Labels, names: Mapping[str, str], shown: tuple[str, ...]) -> None:
        self.page, self.labels, self.names, self.shown = page, labels, names, shown
        self.comma = Signs("، " if direction_of(page.language) == "rtl" else ", ")
        self.t = labels.text
        self.n = labels.count

    def edition(self, path: str, fragment: str = "") -> Link:
        """A page of the same edition, by its path in it: `glossary`, `dates/index`."""
        return Link(f"{self.page.language}/{path}", fragment)

    def here(self, fragment: str) -> Link:
        """A place on the page itself."""
        return Link(self.page.path, fragment)

    def to(self, key: str, target: Link) -> Hyperlink:
        """A link whose text is of the interface."""
        return Hyperlink(target, (self.t(key),))

    def back(self, fragment: str) -> Hyperlink:
        """The way to a passage in the text."""
        return Hyperlink(self.here(fragment), (self.t("in_text"),), role="back")

    def counted(self, key: str, count: int) -> Span:
        """A number and its noun, beside what it counts."""
        return Span("count", (self.n(key, count),))

    def number(self, count: int) -> Span:
        """A number beside what it counts."""
        return Span("count", (self.labels.number(count),))

    def listed(self, items: Iterable[Words]) -> tuple[Inline, ...]:
        """Several texts, with the comma of the page's language."""
        return tuple(joined(((Text(item),) for item in items), self.comma))

    def entities(self, entities: Iterable[EntityLink]) -> tuple[Inline, ...]:
        """Several entities, with the comma of the page's language."""
        return tuple(joined(((Name(entity),) for entity in entities), self.comma))

    def time(self, date: Date) -> Time:
        """A date in words."""
        return Time.of(date, self.labels)

    def day(self, date: Date) -> tuple[Inline, ...]:
        """A date in words; an exact day also in the Islamic calendar, in editions that show it."""
        hijri = self.labels.hijri_date(date)
        return (self.time(date), SPACE, Span("hijri", (hijri,))) if hijri else (self.time(date),)

    def judgement(self, kind: Literal["status", "assessment", "confidence"], value: str) -> Judgement:
        """A judgement of the file."""
        return Judgement(kind, value, self.t(f"{kind}_{value}"))

    def grade_words(self, grade: str) -> str:
        """An Admiralty grade in words."""
        reliability, credibility = self.t(f"reliability_{grade[0]}"), self.t(f"credibility_{grade[1]}")
        return self.t("grade", grade=grade, reliability=reliability, credibility=credibility)

    def grade(self, grade: str) -> Inlines:
        """An Admiralty grade: how far the source is to be relied on in words, then the code with its whole meaning."""
        reliability = self.t("grade_short", reliability=self.t(f"reliability_{grade[0]}"))
        return (reliability, SPACE, Grade(grade, self.grade_words(grade)))

    def reads(self, language: str) -> bool:
        """Whether readers of this page read that language as their own."""
        return serves(language, self.page.language)

    def language_name(self, tag: str) -> str:
        """A language as it names itself."""
        return self.names.get(tag, tag)

    def letter_name(self, letter: str) -> str:
        """The heading of a letter."""
        return self.t("letter_other") if letter == OTHER else letter

    def letter(self, letter: LetterGroup, group: TypeGroup) -> Hyperlink:
        """A letter of an index and the way to its names: on this page, or on the page of their type."""
        page = group.link.page if self.page.kind == "browse" or getattr(self.page, "long", False) else self.page.path
        return Hyperlink(Link(page, letter.id), (self.letter_name(letter.letter),))
