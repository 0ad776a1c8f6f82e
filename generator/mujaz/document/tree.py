"""The tree of a page: what it says and how that is put together, in no format.

A node knows the language and the meaning of what it holds; a text is data, never markup, so that escaping lives in the
writers alone. A `str` among inline nodes is words of the interface, in the language of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from mujaz.document.citing.parts import CitationPart
from mujaz.document.pages.items import (
    EntityLink,
    EventItem,
    Link,
    LocatorMap,
    ProseWords,
    Reference,
    RelationGraph,
    Words,
)
from mujaz.document.pages.objects import VersionChange
from mujaz.labels import Labels
from mujaz.markup.bidi import Direction
from mujaz.model import Date
from mujaz.pictures.strip import Strip

Meaning = tuple[tuple[str, str], ...]
"""What a node means to programs and to the style sheet: names and values, such as `("assessment", "likely")`."""

_SIGNS = frozenset(" .,:;()،·—")


class Signs(str):
    """Punctuation and spaces between the words of a layout; such as no format takes for markup.

    Raises:
        ValueError: it holds anything else, which would be a fault of this program.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Signs:
        if not _SIGNS.issuperset(text):
            raise ValueError(text)
        return super().__new__(cls, text)


SPACE = Signs(" ")
COLON = Signs(":")
NOTHING = Signs("—")
"""What stands where a cell or a description would be empty."""


# Inline nodes.


class Strong(Struct, frozen=True):
    """Words of weight."""

    children: Inlines


class Emphasis(Struct, frozen=True):
    """Words apart from the others, such as a title."""

    children: Inlines


class Small(Struct, frozen=True):
    """Words of less weight, such as where a statement is from."""

    children: Inlines


class Superscript(Struct, frozen=True):
    """Signs set high, behind what they are about."""

    children: Inlines


class Span(Struct, frozen=True):
    """Words with a role on the page: a count, a kind, the place of a mark."""

    role: str
    children: Inlines = ()
    meaning: Meaning = ()


class Bar(Struct, frozen=True):
    """A number as a bar or a column: `share` is its length in per cent of the longest."""

    role: Literal["bar", "column"]
    share: int


class Anchor(Struct, frozen=True):
    """A place that links lead to."""

    id: str


class Text(Struct, frozen=True):
    """A text of the content with its language, on one line."""

    words: Words


class OtherName(Struct, frozen=True):
    """A name in another language, which is marked even where that language is the page's."""

    words: Words


class Quotation(Struct, frozen=True):
    """Words of a source."""

    words: Words


class Hyperlink(Struct, frozen=True):
    """A link to a place of the site.

    Attributes:
        target: where it leads.
        children: its text.
        role: `back` for the way to a passage in the text, `ref` for a sign; empty for any other.
        title: plain words for a tooltip.
        language: of the page that it leads to, where it is an edition in that language.
        feed: whether it leads to a feed, not a page.
    """

    target: Link
    children: Inlines
    role: str = ""
    title: str = ""
    language: str = ""
    feed: bool = False


class Outside(Struct, frozen=True):
    """A link to another site."""

    url: str
    children: Inlines


class Name(Struct, frozen=True):
    """An entity; `form` is how a text of language `language` names it, else its own name stands."""

    entity: EntityLink
    form: str | None = None
    language: str = ""


class Sign(Struct, frozen=True):
    """A short sign that leads to a note, a claim, an event or a source."""

    reference: Reference


class Mark(Struct, frozen=True):
    """Words that annotations are about.

    Attributes:
        children: the words.
        about: the ids of the annotations.
        ids: the places where annotations begin here.
    """

    children: Inlines
    about: tuple[str, ...]
    ids: tuple[str, ...]


class Run(Struct, frozen=True):
    """Words of an article in its language, with the white space at their ends."""

    text: str
    language: str


class Time(Struct, frozen=True):
    """A date in words; `stamp` is its beginning for machines, empty where HTML cannot say it."""

    words: str
    stamp: str

    @classmethod
    def of(cls, date: Date, labels: Labels) -> Time:
        """A date in the words of a page, with its beginning where HTML can say that exactly."""
        return cls(labels.date(date), date.extent.first.html if date.extent.set is None else "")


class Judgement(Struct, frozen=True):
    """A judgement of the file in words of the interface: a status, an assessment, a confidence."""

    kind: Literal["status", "assessment", "confidence"]
    value: str
    words: str


class Grade(Struct, frozen=True):
    """An Admiralty grade and what it means, in words of the interface."""

    grade: str
    words: str


class Citation(Struct, frozen=True):
    """An entry of a bibliography."""

    parts: tuple[CitationPart, ...]


class Code(Struct, frozen=True):
    """Letters and digits that are no words, such as a digest."""

    text: str


class MentionSentence(Struct, frozen=True):
    """A sentence of an article in which every second piece is a form that names an entity, a link to its passage."""

    pieces: tuple[str, ...]
    language: str
    target: Link


class Plain(Struct, frozen=True):
    """Words in the direction of what is around them, to be written as they are; a newline is a break of the line."""

    text: str


class Isolate(Struct, frozen=True):
    """Words that are ordered by themselves, whatever is around them (UAX #9).

    Attributes:
        children: the words.
        direction: of them.
        language: of them, where it is another than that of what is around; BCP 47.
        quoted: whether they are words of a source.
    """

    children: Inlines
    direction: Direction
    language: str = ""
    quoted: bool = False


class Inserted(Struct, frozen=True):
    """Words that only the later one of two states has."""

    children: Inlines


class Deleted(Struct, frozen=True):
    """Words that only the earlier one of two states has."""

    children: Inlines


Inline = (
    str
    | Strong
    | Emphasis
    | Small
    | Superscript
    | Span
    | Bar
    | Anchor
    | Text
    | OtherName
    | Quotation
    | Hyperlink
    | Outside
    | Name
    | Sign
    | Mark
    | Run
    | Time
    | Judgement
    | Grade
    | Citation
    | Code
    | MentionSentence
    | Plain
    | Isolate
    | Inserted
    | Deleted
)
Inlines = Sequence[Inline]


# Blocks.


class Heading(Struct, frozen=True):
    """A heading.

    Attributes:
        level: from 1 to 6.
        id: of its element.
        children: its words.
        count: how much there is under it, in words.
        label: its words in the table of contents, where they are others.
        role: on the page.
        sign: the sign of the note or claim that it is of.
    """

    level: int
    id: str
    children: Inlines
    count: str = ""
    label: str = ""
    role: str = ""
    sign: str = ""


class Paragraph(Struct, frozen=True):
    """A paragraph; `role` is empty for running text; `language` and `id` are those of a passage of an article."""

    children: Inlines
    role: str = ""
    id: str = ""
    language: str = ""


class Item(Struct, frozen=True):
    """An item of a list: its line, and what else stands in it."""

    children: Inlines
    more: tuple[Paragraph, ...] = ()


class List(Struct, frozen=True):
    """A list; the items of a loose one stand apart."""

    items: tuple[Item, ...]
    ordered: bool = False
    loose: bool = False


class Description(Struct, frozen=True):
    """What is said of a term."""

    children: Inlines
    role: str = ""


class Fact(Struct, frozen=True):
    """A term and what is said of it."""

    term: Inlines
    descriptions: tuple[Description, ...]
    id: str = ""


class Facts(Struct, frozen=True):
    """Terms, each with what is said of it."""

    facts: tuple[Fact, ...]


class Table(Struct, frozen=True):
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Inlines, ...], ...]


class Row(Struct, frozen=True):
    """A row of a table of an article, and its id."""

    id: str
    cells: tuple[Inlines, ...]


class ArticleTable(Struct, frozen=True):
    """A table of an article, of whose rows none is known to be the head."""

    rows: tuple[Row, ...]
    language: str


class Group(Struct, frozen=True):
    """Blocks that belong together.

    Attributes:
        role: on the page; empty where only the kind says what it is.
        children: the blocks.
        kind: what it is.
        meaning: of it.
        name: what a screen reader calls it.
        language: of all that is in it, where it is the article's.
        searched: whether the search looks at it.
        hidden: whether it is not shown, until the day in its meaning has come.
    """

    role: str
    children: Blocks
    kind: Literal["part", "section", "navigation", "set"] = "part"
    meaning: Meaning = ()
    name: str = ""
    language: str = ""
    searched: bool = True
    hidden: bool = False


class Details(Struct, frozen=True):
    """Blocks that a reader unfolds, under a line that says what they are.

    Attributes:
        role: what they are on the page.
        summary: the line, in words of its own or behind the heading.
        children: the blocks.
        id: of the whole; the heading has its own.
        open: whether they are shown before somebody unfolds them.
        heading: of the section that they are, where they are one; it stands in the line.
        meaning: of the whole.
    """

    role: str
    summary: Inlines
    children: Blocks
    id: str = ""
    open: bool = False
    heading: Heading | None = None
    meaning: Meaning = ()


class Excerpt(Struct, frozen=True):
    """A passage of an article that stands alone."""

    passage: Paragraph


class Prose(Struct, frozen=True):
    """Analysts' prose, with what its references lead to."""

    prose: ProseWords
    references: dict[str, Reference]


class Points(Struct, frozen=True):
    """Short texts of analysts as a list."""

    points: tuple[ProseWords, ...]
    references: dict[str, Reference]


class Map(Struct, frozen=True):
    """A map of places."""

    map: LocatorMap


class TimeStrip(Struct, frozen=True):
    """A strip of time and the events on it."""

    strip: Strip
    events: tuple[EventItem, ...]


class Graph(Struct, frozen=True):
    """A graph of relations; `own` is the entity whose page it is on."""

    graph: RelationGraph
    own: EntityLink | None


class Changes(Struct, frozen=True):
    """What changed in a version, word by word."""

    changes: tuple[VersionChange, ...]


Block = (
    Heading
    | Paragraph
    | List
    | Facts
    | Table
    | ArticleTable
    | Group
    | Details
    | Excerpt
    | Prose
    | Points
    | Map
    | TimeStrip
    | Graph
    | Changes
)
Blocks = Sequence[Block]


class Document(Struct, frozen=True):
    """A page.

    Attributes:
        path: of the page below the documentation folder, without ending.
        language: of the page.
        front: what is said of the page to programs, in the order of its front matter; texts are plain.
        blocks: the page.
    """

    path: str
    language: str
    front: dict[str, object]
    blocks: tuple[Block, ...]
