"""What a page says in any markup: the words, figures and addresses that the Markdown and the HTML of a page share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from mujaz.citing.parts import CitationPart
from mujaz.labels import Labels
from mujaz.markup.bidi import (
    QUOTATION_MARKS,
    Direction,
    direction_of,
    first_direction,
    isolate_plain,
    needs_isolation,
)
from mujaz.markup.literal import attr
from mujaz.markup.locators import Locator
from mujaz.markup.prose import as_list
from mujaz.model import Date
from mujaz.model.values import serves, without_region
from mujaz.pages.items import (
    EntityLink,
    EventItem,
    Link,
    LocatorMap,
    ProseWords,
    Reference,
    RelationGraph,
    RelationItem,
    Words,
)
from mujaz.pages.objects import LetterGroup, Page, TypeGroup, VersionChange
from mujaz.patterns import lazy_re
from mujaz.pictures.strip import Strip
from mujaz.render.svg.map import draw_map
from mujaz.render.svg.marks import Pen
from mujaz.render.svg.relations import draw_graph
from mujaz.render.svg.strip import draw_strip
from mujaz.text.collation import OTHER

_ID = lazy_re(r"[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*")


@lru_cache(maxsize=8192)
def way(folder: str, page: str) -> str:
    """The relative path from a folder to a page, both below the documentation folder."""
    here = folder.split("/") if folder else []
    there = page.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


def spaces(text: str) -> tuple[str, str]:
    """A space for the white space at each end of a text that has some."""
    return " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""


def listed(points: Iterable[ProseWords]) -> Iterator[ProseWords]:
    """Short texts as one list, or as several where the language changes."""
    for language, group in groupby(points, key=lambda point: point.language):
        yield ProseWords(as_list(point.prose for point in group), language)


def quote_class(text: str) -> str:
    """The class of a quotation; two where its source has it in quotation marks, and a page adds none."""
    first, inside, last = text[:1], text[1:-1], text[-1:]
    whole = len(text) > 1 and (first, last) in QUOTATION_MARKS and first not in inside and last not in inside
    return "mj-quote mj-marked" if whole else "mj-quote"


class Forms:
    """The forms of one page that do not depend on the markup; plain text unless it says otherwise.

    Attributes:
        page: the page that is being written.
        labels: words of the interface in its language.
        names: names of the site's languages by tag.
        dir: the page's direction, `rtl` or `ltr`.
    """

    def __init__(self, page: Page, labels: Labels, names: dict[str, str]) -> None:
        self.page = page
        self.labels = labels
        self.names = names
        self.dir: Direction = direction_of(page.language)
        self.folder = page.path.rpartition("/")[0]

    def label(self, key: str, **values: object) -> str:
        """Words of the interface."""
        return self.labels.text(key, **values)

    def count(self, key: str, n: int) -> str:
        """A number and its noun."""
        return self.labels.count(key, n)

    def address(self, link: Link) -> str:
        """The way to another page as the built site has it; MkDocs leaves such links alone inside of HTML."""
        return self.path(link, ".html")

    def path(self, link: Link, ending: str) -> str:
        """The way from this page to another, whose file has that ending."""
        if link.page == self.page.path and link.fragment:
            return f"#{link.fragment}"
        path = way(self.folder, link.page) + ending
        return f"{path}#{link.fragment}" if link.fragment else path

    def feed_path(self) -> str:
        """The way from this page to the feed of corrections in its language."""
        return self.path(Link(f"{self.page.language}/corrections"), ".xml")

    def shown_tip(self, words: Words) -> str:
        """A text for an attribute that is shown, in order whatever the direction around."""
        return isolate_plain(words.text, direction_of(words.language))

    def located_sign(self, reference: Reference, locators: Iterable[Locator]) -> str:
        """The sign of a source with the places in it that are meant: `3, p. 12`, `٣، ص ١٢`."""
        places = (self.labels.locator(place.label, place.value, plural=place.plural) for place in locators)
        return self.comma_text.join((reference.label, *places))

    def part_direction(self, part: CitationPart) -> Direction | None:
        """The direction in which a value of a citation is isolated; None where what is around cannot reorder it."""
        direction: Direction = "ltr" if part.href else first_direction(part.text)
        return direction if direction != self.dir or needs_isolation(part.text, self.dir) else None

    def part_language(self, part: CitationPart, direction: Direction) -> str:
        """The language of a value where it is another than the page's and its words have its direction.

        Right-to-left words of a language that nobody told are taken for Arabic, as `isolate` takes them.
        """
        for known in (part.language, self.page.language, "ar"):
            if known is not None and direction_of(known) == direction:
                return "" if known == self.page.language else known
        return ""

    def first_day(self, date: Date) -> str:
        """The day, month or year in which a date begins, as exactly as it is known: `2023-09-13`, `2023-09`, `2023`."""
        moment = date.extent.first
        parts = [f"{moment.earliest.date.year:04}"]
        return "-".join([*parts, *(f"{part:02}" for part in (moment.month, moment.day) if part is not None)])

    def reads(self, language: str) -> bool:
        """Whether readers of this page read that language as their own."""
        return serves(language, self.page.language)

    def is_own(self, language: str) -> bool:
        """Whether a text of that language needs no mark of its own in this page."""
        return language in (self.page.language, without_region(self.page.language))

    def time_tags(self, date: Date) -> tuple[str, str]:
        """The tags around the words of a date: of `time`, with its beginning, where HTML can say that exactly."""
        stamp = date.extent.first.html if date.extent.set is None else ""
        return (f'<time datetime="{stamp}">', "</time>") if stamp else ('<span class="mj-time">', "</span>")

    def map_figure(self, map: LocatorMap) -> str:
        """A locator map with its caption, as HTML."""
        names = self.comma_text.join(place.name.text for place in map.places)
        title = self.label("map_of", places=names)
        drawing = draw_map(map.picture, {place.id: place for place in map.places}, title, self._pen)
        caption = attr(self.label("map_note"))
        return (
            f'<figure class="mj-picture mj-map" data-search-exclude>\n{drawing}\n'
            f"<figcaption>{caption}</figcaption>\n</figure>"
        )

    def strip_figure(self, strip: Strip, events: Sequence[EventItem]) -> str:
        """A strip of time with its caption, as HTML."""
        targets = [(self.address(event.link), f"{self.labels.date(event.date)}: {event.text.text}") for event in events]
        notes = [self.label("strip_ltr" if self.dir == "ltr" else "strip_rtl")]
        if len(strip.parts) > 1:
            notes.append(self.label("strip_breaks"))
        if any(mark.rough or mark.shape == "within" for mark in strip.marks):
            notes.append(self.label("strip_rough"))
        return (
            f'<figure class="mj-strip" data-search-exclude>\n{draw_strip(strip, targets, self._pen)}\n'
            f"<figcaption>{attr(' '.join(notes))}</figcaption>\n</figure>"
        )

    def graph_figure(self, graph: RelationGraph, own: EntityLink | None) -> str:
        """A graph of relations, of one entity or of several, as HTML; the table beside it says the same."""
        names = self.comma_text.join(entity.name.text for entity in graph.entities)
        entities = {entity.id: entity for entity in graph.entities}
        title = self.label("graph_of", entities=names)
        drawing = draw_graph(graph.picture, entities, own.id if own else None, title, self._pen)
        return f'<figure class="mj-picture mj-graph" data-search-exclude>\n{drawing}\n</figure>'

    def change_list(self, changes: Iterable[VersionChange]) -> str:
        """What changed in a version, word by word, as HTML."""
        rows = "\n".join(
            f"<dt>{attr(change.field)}{f' <code>{attr(change.id)}</code>' if change.id else ''}</dt>\n"
            f'<dd lang="{attr(change.language)}" dir="{direction_of(change.language)}">{self._pieces(change)}</dd>'
            for change in changes
        )
        return f'<dl class="mj-changes" data-search-exclude>\n{rows}\n</dl>'

    def _pieces(self, change: VersionChange) -> str:
        if not change.pieces:
            said = self.label("version_references" if change.references else "version_untold")
            return f'<span lang="{attr(self.page.language)}" dir="{self.dir}">{attr(said)}</span>'
        return "".join(self._piece(piece.sign, " ".join(piece.text.split()), piece.text) for piece in change.pieces)

    def _piece(self, sign: str, words: str, text: str) -> str:
        """Words with their white space, marked for the eye and, in words, for a screen reader."""
        lead, tail = spaces(text)
        if sign == "same":
            return f"{lead}{attr(words)}{tail}"
        element = "del" if sign == "deleted" else "ins"
        spoken, language = attr(self.label(f"version_{sign}")), attr(self.page.language)
        said = f'<span class="mj-spoken" lang="{language}">{spoken} </span>'
        gap = " " if sign == "deleted" and not tail else tail  # or it would run into the word in its place
        return f"{lead}<{element}>{said}<bdi>{attr(words)}</bdi></{element}>{gap}"

    @property
    def _pen(self) -> Pen:
        return Pen(self.page.language, self.labels, self.address)

    def relation_words(self, item: RelationItem) -> str:
        """The words of a relation, as read from its first entity."""
        return self.label(item.type + ("_inverse" if item.inverse else ""))

    def letter_link(self, letter: LetterGroup, group: TypeGroup) -> tuple[str, Link]:
        """A letter of an index and the way to its names: on this page, or on the page of their type."""
        page = group.link.page if self.page.kind == "browse" or getattr(self.page, "long", False) else self.page.path
        return self.letter_name(letter.letter), Link(page, letter.id)

    def letter_name(self, letter: str) -> str:
        """The heading of a letter."""
        return self.label("letter_other") if letter == OTHER else letter

    def grade_words(self, grade: str) -> str:
        """An Admiralty grade in words."""
        return self.label(
            "grade",
            grade=grade,
            reliability=self.label(f"reliability_{grade[0]}"),
            credibility=self.label(f"credibility_{grade[1]}"),
        )

    def direction(self, language: str) -> Direction:
        """The direction of a language: `rtl` or `ltr`."""
        return direction_of(language)

    def element_id(self, id: str) -> str:
        """An id as the id of an element; a slash becomes two hyphens, which no id holds.

        Raises:
            ValueError: the text is no id, which would be a fault of this program.
        """
        if not _ID.fullmatch(id):
            raise ValueError(id)
        return id.replace("/", "--")

    @property
    def comma_text(self) -> str:
        """The comma of the page's language, and a space."""
        return "، " if self.dir == "rtl" else ", "

    def language_name(self, tag: str) -> str:
        """A language as it names itself."""
        return self.names.get(tag, tag)
