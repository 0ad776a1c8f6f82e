"""What writers of markup share: addresses, directions, and the pictures and changes, which all of them have as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any, ClassVar, Final, get_args

from mujaz.document import tree
from mujaz.document.citing.parts import CitationPart
from mujaz.document.pages.items import Link, ProseWords, Reference, Words
from mujaz.document.pages.objects import VersionChange
from mujaz.document.writers.svg.map import draw_map
from mujaz.document.writers.svg.marks import Pen
from mujaz.document.writers.svg.relations import draw_graph
from mujaz.document.writers.svg.strip import draw_strip
from mujaz.labels import Labels
from mujaz.markup.bidi import (
    QUOTATION_MARKS,
    Direction,
    direction_of,
    first_direction,
    isolate_plain,
    needs_isolation,
    own_direction,
)
from mujaz.markup.literal import attr
from mujaz.markup.locators import Locator
from mujaz.markup.prose import as_list
from mujaz.model.values import without_region
from mujaz.text.patterns import lazy_re

ELEMENTS: Final = {"part": "div", "section": "section", "navigation": "nav", "set": "div"}
_PLAIN: Final = lazy_re("[A-Za-z0-9-]*")
_CAPITAL: Final = lazy_re(r"(?<!^)(?=[A-Z])")


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


def headed(node: tree.Details) -> tree.Blocks:
    """What stands in the line under which blocks are folded that have a heading: the heading, and words behind it."""
    assert node.heading is not None
    return (node.heading, tree.Paragraph(node.summary, role="line")) if node.summary else (node.heading,)


@lru_cache(maxsize=256)
def css(role: str) -> str:
    """The classes of a node by its role; one that plays two has both, with a space between them."""
    return " ".join(f"mj-{name}" for name in role.split())


class Writer:
    """One document on its way to a format.

    Attributes:
        document: the document.
        labels: words of the interface in its language, for pictures.
        dir: its direction.
        written: the method that writes each kind of node: the one with its name, `_heading` for `Heading`.
    """

    written: ClassVar[Mapping[type, Callable[[Any, Any], str]]]

    def __init_subclass__(cls) -> None:
        kinds = (tree.Signs, *get_args(tree.Inline), *get_args(tree.Block))
        cls.written = {kind: getattr(cls, f"_{_CAPITAL.sub('_', kind.__name__).lower()}") for kind in kinds}

    def __init__(self, document: tree.Document, labels: Labels) -> None:
        self.document = document
        self.labels = labels
        self.dir: Direction = direction_of(document.language)
        self._folder = document.path.rpartition("/")[0]
        self._own = {document.language, without_region(document.language)}

    @property
    def page_attributes(self) -> str:
        """The attributes of the element around a whole page, which says its language where no theme does."""
        return f' class="mj-page" lang="{attr(self.document.language)}" dir="{self.dir}"'

    def path(self, link: Link, ending: str) -> str:
        """The way from this page to another, whose file has that ending."""
        if link.page == self.document.path and link.fragment:
            return f"#{link.fragment}"
        path = way(self._folder, link.page) + ending
        return f"{path}#{link.fragment}" if link.fragment else path

    def address(self, link: Link) -> str:
        """The way to another page as the built site has it; MkDocs leaves such links alone inside of HTML."""
        return self.path(link, ".html")

    def is_own(self, language: str) -> bool:
        """Whether a text of that language needs no mark of its own in this document."""
        return language in self._own

    def _tip(self, words: Words) -> str:
        """A text for an attribute that is shown, in order whatever the direction around."""
        return self.value(isolate_plain(words.text, direction_of(words.language)))

    def located_sign(self, reference: Reference, locators: Iterable[Locator]) -> str:
        """The sign of a source with the places in it that are meant: `3, p. 12`, `٣، ص ١٢`."""
        places = (self.labels.locator(place.label, place.value, plural=place.plural) for place in locators)
        return self._comma.join((reference.label, *places))

    def _sign_within(self, reference: Reference, locators: Iterable[Locator], around: Direction) -> str:
        """The same as it is written in a text of some direction."""
        sign = self.words(self.located_sign(reference, locators), self.dir)
        if around == self.dir:
            return sign
        return f'<bdi dir="{self.dir}" lang="{self.value(self.document.language)}">{sign}</bdi>'

    def part_direction(self, part: CitationPart) -> Direction | None:
        """The direction in which a value of a citation is isolated; None where what is around cannot reorder it."""
        direction: Direction = "ltr" if part.href else first_direction(part.text)
        return direction if direction != self.dir or needs_isolation(part.text, self.dir) else None

    def part_language(self, part: CitationPart, direction: Direction) -> str:
        """The language of a value where it is another than the page's and its words have its direction.

        Right-to-left words of a language that nobody told are taken for Arabic, as `isolate` takes them.
        """
        own = self.document.language
        for known in (part.language, own, "ar"):
            if known is not None and direction_of(known) == direction:
                return "" if known == own else known
        return ""

    def _map(self, node: tree.Map) -> str:
        """A map with its caption, as HTML."""
        places = node.map.places
        title = self.labels.text("map_of", places=self._comma.join(place.name.text for place in places))
        drawing = draw_map(node.map.picture, {place.id: place for place in places}, title, self._pen)
        return _figure("mj-picture mj-map", drawing, self.labels.text("map_note"))

    def _time_strip(self, node: tree.TimeStrip) -> str:
        """A strip of time with its caption, as HTML."""
        strip = node.strip
        targets = [
            (self.address(event.link), f"{self.labels.date(event.date)}: {event.text.text}") for event in node.events
        ]
        notes = [self.labels.text("strip_ltr" if self.dir == "ltr" else "strip_rtl")]
        if len(strip.parts) > 1:
            notes.append(self.labels.text("strip_breaks"))
        if any(mark.rough or mark.shape == "within" for mark in strip.marks):
            notes.append(self.labels.text("strip_rough"))
        return _figure("mj-strip", draw_strip(strip, targets, self._pen), " ".join(notes))

    def _graph(self, node: tree.Graph) -> str:
        """A graph of relations as HTML; the table beside it says the same."""
        entities = node.graph.entities
        title = self.labels.text("graph_of", entities=self._comma.join(entity.name.text for entity in entities))
        own = node.own.id if node.own else None
        drawing = draw_graph(node.graph.picture, {entity.id: entity for entity in entities}, own, title, self._pen)
        return _figure("mj-picture mj-graph", drawing, "")

    def _changes(self, node: tree.Changes) -> str:
        """What changed in a version, word by word, as HTML."""
        rows = "\n".join(
            f"<dt>{attr(change.field)}{f' <code>{attr(change.id)}</code>' if change.id else ''}</dt>\n"
            f'<dd lang="{attr(change.language)}" dir="{direction_of(change.language)}">{self._pieces(change)}</dd>'
            for change in node.changes
        )
        return f'<dl class="mj-changes" data-search-exclude="1">\n{rows}\n</dl>'

    def _pieces(self, change: VersionChange) -> str:
        if not change.pieces:
            said = self.labels.text("version_references" if change.references else "version_untold")
            return f'<span lang="{attr(self.document.language)}" dir="{self.dir}">{attr(said)}</span>'
        return "".join(self._piece(piece.sign, " ".join(piece.text.split()), piece.text) for piece in change.pieces)

    def _piece(self, sign: str, words: str, text: str) -> str:
        """Words with their white space, marked for the eye and, in words, for a screen reader."""
        lead, tail = spaces(text)
        if sign == "same":
            return f"{lead}{attr(words)}{tail}"
        element = "del" if sign == "deleted" else "ins"
        spoken, language = attr(self.labels.text(f"version_{sign}")), attr(self.document.language)
        said = f'<span class="mj-spoken" lang="{language}">{spoken} </span>'
        gap = " " if sign == "deleted" and not tail else tail  # or it would run into the word in its place
        return f"{lead}<{element}>{said}<bdi>{attr(words)}</bdi></{element}>{gap}"

    # What each format has in a way of its own.

    between: ClassVar[str] = "\n"
    """What stands between two blocks."""

    def words(self, text: str, base: Direction | None = None) -> str:
        """A text on one line, as it can stand in an element; `base` is the direction of what is around."""
        raise NotImplementedError

    def value(self, text: str) -> str:
        """A text for the inside of a quoted attribute."""
        raise NotImplementedError

    def _to(self, target: Link, words: str) -> str:
        """A form that names an entity, as a link to its passage."""
        raise NotImplementedError

    def _away(self, url: str, words: str) -> str:
        """A link to another site."""
        raise NotImplementedError

    def _of_style(self, text: str) -> str:
        """Words of a citation style."""
        return self.words(text, self.dir)

    # What all have as HTML, but for how words are escaped.

    def blocks(self, blocks: Iterable[tree.Block]) -> str:
        """Blocks, each on lines of its own."""
        return self.between.join([self.written[type(block)](self, block) for block in blocks])

    def inlines(self, nodes: tree.Inlines) -> str:
        """Inline nodes one after the other."""
        written = self.written
        return "".join([written[type(node)](self, node) for node in nodes])

    def data(self, meaning: Iterable[tuple[str, str]]) -> str:
        """What a node means, as attributes."""
        written = ((name, value if _PLAIN.fullmatch(value) else self.value(value)) for name, value in meaning)
        return "".join(f' data-{name}="{value}"' if value else f" data-{name}" for name, value in written)

    def language_of(self, language: str) -> str:
        """A language and its direction as attributes; nothing for none."""
        return f' lang="{self.value(language)}" dir="{direction_of(language)}"' if language else ""

    def _marked(self, opening: str, words: Words) -> str:
        """A text with its language and direction."""
        text = self.words(words.text, direction_of(words.language))
        return f"<{opening}{self.language_of(words.language)}>{text}</{opening.partition(' ')[0]}>"

    def _str(self, node: str) -> str:
        return self.words(node, self.dir)

    def _signs(self, node: tree.Signs) -> str:
        return node

    def _span(self, node: tree.Span) -> str:
        role = f' class="{css(node.role)}"' if node.role else ""
        return f"<span{role}{self.data(node.meaning)}>{self.inlines(node.children)}</span>"

    def _text(self, node: tree.Text) -> str:
        words = node.words
        if not self.is_own(words.language):
            return self._marked("span", words)
        own = own_direction(words.text, self.dir)
        text = self.words(words.text, own or self.dir)
        return f'<bdi dir="{own}">{text}</bdi>' if own else text

    def _other_name(self, node: tree.OtherName) -> str:
        return self._marked("span", node.words)

    def _quotation(self, node: tree.Quotation) -> str:
        return self._marked(f'q class="{quote_class(node.words.text)}"', node.words)

    def _outside(self, node: tree.Outside) -> str:
        return self._away(node.url, self.inlines(node.children))

    def _run(self, node: tree.Run) -> str:
        words = node.text.strip()
        if not words:
            return " "
        lead, tail = spaces(node.text)
        return f"{lead}{self.words(words, direction_of(node.language))}{tail}"

    def _time(self, node: tree.Time) -> str:
        words = self.words(node.words, self.dir)
        if not node.stamp:
            return f'<span class="mj-time">{words}</span>'
        return f'<time datetime="{node.stamp}">{words}</time>'

    def _judgement(self, node: tree.Judgement) -> str:
        kind, words = node.kind, self.words(node.words, self.dir)
        return f'<span class="mj-{kind}" data-{kind}="{self.value(node.value)}">{words}</span>'

    def _grade(self, node: tree.Grade) -> str:
        meaning = self._tip(Words(node.words, self.document.language))
        return f'<abbr class="mj-grade" title="{meaning}">{self.words(node.grade)}</abbr>'

    def _citation(self, node: tree.Citation) -> str:
        return "".join(map(self._part, node.parts))

    def _part(self, part: CitationPart) -> str:
        if part.date is not None:
            return self._time(tree.Time.of(part.date, self.labels))
        if not part.value:
            words = self._of_style(part.text)
            return f"<em>{words}</em>" if part.italic else words
        direction = self.part_direction(part)
        text = (
            self._away(part.href, self.words(part.text)) if part.href else self.words(part.text, direction or self.dir)
        )
        if part.italic:
            text = f"<em>{text}</em>"
        language = self.part_language(part, direction or self.dir)
        if not language:
            return f'<bdi dir="{direction}">{text}</bdi>' if direction else text
        return f'<bdi dir="{direction or self.dir}" lang="{self.value(language)}">{text}</bdi>'

    def _mention_sentence(self, node: tree.MentionSentence) -> str:
        direction = direction_of(node.language)
        text: list[str] = []  # to add to a text would copy it each time
        for place, piece in enumerate(node.pieces):
            words = self.words(" ".join(piece.split()), direction)
            if place % 2:
                text.append(self._to(node.target, words))
            elif words:
                lead, tail = spaces(piece)
                text.append(f"{lead}{words}{tail}")
            else:
                text.append(" " if piece else "")
        language = self.value(node.language)
        return f'<span class="mj-quote" lang="{language}" dir="{direction}">{"".join(text).strip()}</span>'

    def _points(self, node: tree.Points) -> str:
        return self.between.join(self._prose(tree.Prose(part, node.references)) for part in listed(node.points))

    def _prose(self, node: tree.Prose) -> str:
        raise NotImplementedError

    def _small(self, node: tree.Small) -> str:
        return f"<small>{self.inlines(node.children)}</small>"

    def _superscript(self, node: tree.Superscript) -> str:
        return f"<sup>{self.inlines(node.children)}</sup>"

    def _bar(self, node: tree.Bar) -> str:
        unit = "%" if node.role == "bar" else ""
        return f'<span class="mj-{node.role}" style="--mj-share: {node.share}{unit}"></span>'

    def _anchor(self, node: tree.Anchor) -> str:
        return f'<span id="{node.id}"></span>'

    def _mark(self, node: tree.Mark) -> str:
        text = self.inlines(node.children)
        lead, tail = spaces(text)
        spans = "".join(f'<span id="{id}"></span>' for id in node.ids[1:])
        own = f' id="{node.ids[0]}"' if node.ids else ""
        return f'{lead}{spans}<mark{own} data-for="{" ".join(node.about)}">{text.strip()}</mark>{tail}'

    def _isolate(self, node: tree.Isolate) -> str:
        element = "q" if node.quoted else "bdi"
        language = f' lang="{attr(node.language)}"' if node.language else ""
        return f'<{element} dir="{node.direction}"{language}>{self.inlines(node.children)}</{element}>'

    def _inserted(self, node: tree.Inserted) -> str:
        return self._changed("ins", node.children)

    def _deleted(self, node: tree.Deleted) -> str:
        return self._changed("del", node.children)

    def _changed(self, element: str, children: tree.Inlines) -> str:
        """Words of one state only; white space alone is neither drawn nor said."""
        text = self.inlines(children)
        gap = "" if text.strip() else ' class="mj-gap"'
        return f"<{element}{gap}>{text}</{element}>"

    @property
    def _pen(self) -> Pen:
        return Pen(self.document.language, self.labels, self.address)

    @property
    def _comma(self) -> str:
        return "، " if self.dir == "rtl" else ", "


def _figure(classes: str, drawing: str, caption: str) -> str:
    under = f"<figcaption>{attr(caption)}</figcaption>\n" if caption else ""
    return f'<figure class="{classes}" data-search-exclude="1">\n{drawing}\n{under}</figure>'
