"""A page's HTML as a flat sequence of blocks of words, to be compared and written anew.

Only what is named here comes through: a few inline elements, classes of this program, `lang` and `dir`. Links lose
their targets, and scripts, styles, pictures and controls their content, so that a page from anywhere is safe to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree
from lxml.html import fragment_fromstring
from msgspec import Struct, field
from msgspec.structs import replace

from mujaz.markup.bidi import direction_of
from mujaz.text.patterns import lazy_regex

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure"),
        *("footer", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "ul", *_HEADINGS),
    )
)
_KINDS = {"li": "li", "dt": "dt", "dd": "dd", "blockquote": "quote", "figcaption": "caption", "caption": "caption"} | {
    "summary": "dt",
    **{heading: heading for heading in _HEADINGS},
}
_INLINE = frozenset(
    (
        *("abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s", "small", "span"),
        *("strong", "sub", "sup", "u", "var"),
    )
)
_DROPPED = frozenset(
    (
        *("script", "style", "template", "noscript", "iframe", "object", "embed", "math", "svg", "canvas", "audio"),
        *("video", "img", "input", "button", "select", "textarea", "head", "title", "link", "meta"),
    )
)
LEFT_OUT = frozenset(
    ("mj-contents", "mj-tally", "mj-overview", "mj-picture", "mj-strip", "mj-back", "mj-sign", "headerlink")
)
"""Classes of what only leads to, counts or draws what a page says in words elsewhere."""

_SPACE = lazy_regex(r"\s+")
_CLASS = lazy_regex(r"mj-[a-z-]+")
LANGUAGE = lazy_regex(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
"""A BCP 47 tag that HTML takes."""
# A word is what stands between spaces without the signs around it: 2023-09-13, 3.5, كلاسيكيّ, C++ but for its signs.
_TOKEN = lazy_regex(
    r"[\p{L}\p{M}\p{N}_\u200c\u200d]+(?:[-\u2010\u2011'’.,:/@٫٬][\p{L}\p{N}][\p{L}\p{M}\p{N}_\u200c\u200d]*)*|\X"
)
BREAK = "\n"


class Format(Struct, frozen=True):
    """An inline element around words: its name and attributes, all of them harmless."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


class Token(Struct, frozen=True):
    """A word or sign.

    Attributes:
        text: its characters, or `BREAK`.
        key: what it is compared by: its text, but for a reference what it leads to, since numbers shift.
        space: whether white space stands before it; at the start of a block too.
        formats: the elements around it, the outermost first.
    """

    text: str
    key: str
    space: bool
    formats: tuple[Format, ...] = ()


class Block(Struct, frozen=True, dict=True):
    """A paragraph, heading, item, or row of a table.

    Attributes:
        kind: `p`, `h1` to `h6`, `li`, `dt`, `dd`, `quote`, `caption`, `pre`, `row` or `head`.
        cells: the words; of a row those of each cell.
        depth: how many lists it is in.
        marker: the number or sign that stands before it.
        language, direction: BCP 47 tag, and `ltr` or `rtl`.
    """

    kind: str
    cells: tuple[tuple[Token, ...], ...]
    depth: int = 0
    marker: str = ""
    language: str = ""
    direction: str = ""

    @property
    def tokens(self) -> Iterator[Token]:
        """The words of all cells."""
        return (token for cell in self.cells for token in cell)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What the block is compared by."""
        return (self.kind, tuple(tuple((token.key, token.space) for token in cell) for cell in self.cells))

    @property
    def text(self) -> str:
        """Its words as they read, cells apart by a space."""
        return " ".join(text_of(cell) for cell in self.cells)


def text_of(tokens: tuple[Token, ...]) -> str:
    """Words with the spaces between them."""
    written = "".join((" " if token.space else "") + token.text for token in tokens)
    return written.removeprefix(" ")


class _Place(Struct, frozen=True):
    """What holds for the words at a place of a page."""

    kind: str = "p"
    depth: int = 0
    language: str = ""
    direction: str = ""
    formats: tuple[Format, ...] = ()
    key: str = ""


class _Reader(Struct):
    """Collects blocks while it walks through a page."""

    blocks: list[Block] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    cells: list[tuple[Token, ...]] | None = None
    place: _Place = _Place()
    marker: str = ""
    space: bool = True

    def flush(self) -> None:
        """End the block that is open; inside of a row only its words are apart."""
        self.space = True
        if self.cells is None and self.tokens:
            self._add((tuple(self.tokens),))
            self.tokens = []

    def _add(self, cells: tuple[tuple[Token, ...], ...]) -> None:
        place = self.place
        self.blocks.append(Block(place.kind, cells, place.depth, self.marker, place.language, place.direction))
        self.marker = ""

    def read(self, text: str | None, place: _Place) -> None:
        """Take in a run of text."""
        for number, part in enumerate(_SPACE.split(text or "")):
            self.space = self.space or number > 0
            for match in _TOKEN.finditer(part):
                word = match[0]
                if not self.tokens and self.cells is None:
                    self.place = place
                self.tokens.append(Token(word, place.key or word, self.space or not self.tokens, place.formats))
                self.space = False

    def walk(self, element: etree._Element, place: _Place) -> None:
        """Take in an element, without the text behind it."""
        tag = element.tag
        classes = (element.get("class") or "").split()
        if not isinstance(tag, str) or tag in _DROPPED or LEFT_OUT.intersection(classes):
            return
        place = _turned(element, place)
        if tag == "br":
            self.tokens.append(Token(BREAK, BREAK, False, place.formats))
            self.space = False
        elif tag == "tr" and self.cells is None:
            self._row(element, place)
        elif tag in ("td", "th") and self.cells is not None:
            self._inside(element, place)
            self.cells.append(tuple(self.tokens))
            self.tokens, self.space = [], True
        elif tag in _BLOCKS:
            self.flush()
            self._inside(element, self._block(element, tag, place))
            self.flush()
        else:
            self._inside(element, _formatted(element, tag, classes, place))

    def _inside(self, element: etree._Element, place: _Place) -> None:
        self.read(element.text, place)
        for child in element:
            self.walk(child, place)
            self.read(child.tail, place)

    def _row(self, element: etree._Element, place: _Place) -> None:
        self.flush()
        self.cells = []
        self._inside(element, place)
        cells, self.cells, self.tokens = tuple(self.cells), None, []
        if any(cells):
            head = all(cell.tag == "th" for cell in element)
            self.place = replace(place, kind="head" if head else "row")
            self._add(cells)

    def _block(self, element: etree._Element, tag: str, place: _Place) -> _Place:
        """What holds inside of a block element."""
        if tag in ("ul", "ol"):
            return replace(place, depth=place.depth + 1, kind="p")
        if tag == "li":
            parent = element.getparent()
            if parent is not None and parent.tag == "ol":
                self.marker = f"{1 + sum(1 for other in element.itersiblings('li', preceding=True))}."
            return replace(place, kind="li")
        if sign := element.get("data-sign"):
            self.marker = sign
        if tag == "pre":
            return replace(place, kind="pre")
        return replace(place, kind=_KINDS.get(tag, place.kind))


def _turned(element: etree._Element, place: _Place) -> _Place:
    """A place with the language and direction of an element; what is isolated in a line turns nothing but itself."""
    if element.tag == "bdi":
        return place
    language = element.get("lang") or ""
    if LANGUAGE.fullmatch(language):
        place = replace(place, language=language, direction=direction_of(language))
    if (direction := element.get("dir")) in ("ltr", "rtl"):
        place = replace(place, direction=direction)
    return place


def _formatted(element: etree._Element, tag: str, classes: list[str], place: _Place) -> _Place:
    """A place inside of an inline element."""
    kept = [name for name in classes if _CLASS.fullmatch(name)]
    if tag == "a":
        kept.append("link")
        target = element.get("href") or ""
        if "mj-ref" in classes and "#" in target:
            # Its number may change; a place in the source that stands behind it is words. No word begins so.
            located = "".join(element.itertext()).replace("،", ",").partition(",")[2]
            place = replace(place, key=f"\0{target}\0{located}")
    attributes: dict[str, str] = {"class": " ".join(kept)} if kept else {}
    if (language := element.get("lang")) and LANGUAGE.fullmatch(language):
        attributes["lang"] = language
    if (direction := element.get("dir")) in ("ltr", "rtl", "auto"):
        attributes["dir"] = str(direction)
    name = tag if tag in _INLINE else "span"
    if name == "span" and not attributes:
        return place
    return replace(place, formats=(*place.formats, Format(name, tuple(attributes.items()))))


def blocks_of(html: str, language: str, direction: str) -> tuple[Block, ...]:
    """The blocks of a page.

    Args:
        html: the body of the page; it may be empty, and need not be well-formed.
        language: of the page: BCP 47 tag.
        direction: of the page: `ltr` or `rtl`.
    """
    if not html.strip():
        return ()
    reader = _Reader()
    reader.walk(fragment_fromstring(html, create_parent="div"), _Place(language=language, direction=direction))
    reader.flush()
    return tuple(reader.blocks)
