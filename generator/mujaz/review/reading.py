"""The tree of a page as a flat sequence of lines of words.

Links lose their targets, and what only leads to, counts or draws what the page says in words elsewhere is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from mujaz.document import tree
from mujaz.document.citing.parts import CitationPart
from mujaz.document.pages.items import Link, Reference, Words
from mujaz.document.tree import Blocks, Document, Inlines, Isolate
from mujaz.document.writers.writer import Writer, listed
from mujaz.labels import Labels
from mujaz.markup.bidi import Direction, direction_of, has_rtl, own_direction
from mujaz.markup.literal import normalise
from mujaz.markup.prose import Node
from mujaz.markup.render import is_autolink
from mujaz.review.lines import Around, Line, Token, Tokens
from mujaz.text.patterns import lazy_re

_REPEATED: Final = frozenset(("tally", "dispute"))
"""Roles of groups that only count or list what the page says elsewhere."""
_COUNTED: Final = lazy_re(r"event-\d+")
"""Ids that only count what they are of: another event has them when one before it comes or goes."""
_LINK: Final = tree.Span("link")
_SIGN: Final = tree.Span("ref link")


def lines_of(document: Document, labels: Labels) -> tuple[Line, ...]:
    """The lines of a page, in its order.

    Args:
        document: the page.
        labels: the words of the interface in its language.
    """
    reader = _Reader(document, labels)
    reader.blocks(document.blocks)
    return tuple(reader.lines)


class _Place(Struct, frozen=True):
    """What holds for the lines at a place of a page."""

    kind: str
    depth: int
    language: str
    direction: Direction


class _Reader:
    """Walks through a page and collects its lines."""

    def __init__(self, document: Document, labels: Labels) -> None:
        self.lines: list[Line] = []
        self._labels = labels
        self._writer = Writer(document, labels)  # which knows what is the page's own language
        self._dir = self._writer.dir
        self._place = _Place("p", 0, document.language, self._dir)
        self._owner = ""
        self._tokens = Tokens()

    def blocks(self, blocks: Blocks) -> None:
        """Blocks, one after the other; a heading owns what follows it among them."""
        owner = self._owner
        for block in blocks:
            _BLOCKS[type(block)](self, block)
        self._owner = owner

    def inlines(self, nodes: Inlines, around: Around = ()) -> None:
        """Inline nodes one after the other."""
        for node in nodes:
            _INLINES[type(node)](self, node, around)

    def _line(self, kind: str = "", marker: str = "") -> None:
        """End the line that is open."""
        self._cells((self._tokens.taken(),), kind or self._place.kind, marker)

    def _cells(self, cells: tuple[tuple[Token, ...], ...], kind: str, marker: str = "") -> None:
        if any(cells):
            place = self._place
            line = Line(kind, cells, self._owner, place.depth, marker, place.language, place.direction)
            self.lines.append(_in_own_language(line))

    @contextmanager
    def _at(self, *, kind: str = "", language: str = "", deeper: bool = False) -> Iterator[None]:
        """Inside of a list, a quotation, or a part in a language."""
        before = self._place
        self._place = _Place(
            kind or before.kind,
            before.depth + deeper,
            language or before.language,
            direction_of(language) if language else before.direction,
        )
        yield
        self._place = before

    # Inline nodes.

    def _label(self, node: str, around: Around) -> None:
        self._tokens.read(node, self._dir, around)

    def _signs(self, node: tree.Signs, around: Around) -> None:
        self._tokens.split(node, around)

    def _inside(self, node: Any, around: Around) -> None:
        self.inlines(node.children, (*around, replace(node, children=())))

    def _span(self, node: tree.Span, around: Around) -> None:
        self.inlines(node.children, (*around, tree.Span(node.role)) if node.role else around)

    def _nothing(self, node: object, around: Around = ()) -> None:
        """Leave out what has no words."""

    def _text(self, node: tree.Text, around: Around) -> None:
        words = node.words
        if not self._writer.is_own(words.language):
            self._marked(words, around)
            return
        direction = own_direction(words.text, self._dir)
        isolated = (*around, Isolate((), direction)) if direction else around
        self._tokens.read(words.text, direction or self._dir, isolated)

    def _marked(self, words: Words, around: Around, *, quoted: bool = False) -> None:
        direction = direction_of(words.language)
        self._tokens.read(words.text, direction, (*around, Isolate((), direction, words.language, quoted)))

    def _other_name(self, node: tree.OtherName, around: Around) -> None:
        self._marked(node.words, around)

    def _quotation(self, node: tree.Quotation, around: Around) -> None:
        self._marked(node.words, around, quoted=True)

    def _hyperlink(self, node: tree.Hyperlink, around: Around) -> None:
        if node.role == "ref":
            self._tokens.word(_plain(node.children), _target(node.target), (*around, _SIGN))
        elif node.role != "back":
            self.inlines(node.children, (*around, _LINK))

    def _outside(self, node: tree.Outside, around: Around) -> None:
        self.inlines(node.children, (*around, _LINK))

    def _name(self, node: tree.Name, around: Around) -> None:
        around = (*around, tree.Span(f"{node.entity.type} link"))
        if node.form is None:
            self._text(tree.Text(node.entity.name), around)
        else:
            self._tokens.read(node.form, direction_of(node.language), around)

    def _reference_sign(self, node: tree.Sign, around: Around) -> None:
        self._reference(node.reference, node.reference.label, "", around)

    def _reference(self, reference: Reference, label: str, located: str, around: Around) -> None:
        """A sign: its number may change, a place in the source that stands behind it is words."""
        target = "\0event" if reference.kind == "event" else _target(reference.link)
        self._tokens.word(label, f"{target}\0{located}", (*around, _SIGN))

    def _mark(self, node: tree.Mark, around: Around) -> None:
        self.inlines(node.children, (*around, tree.Mark((), (), ())))

    def _run(self, node: tree.Run, around: Around) -> None:
        self._tokens.read(node.text, direction_of(node.language), around)

    def _time(self, node: tree.Time, around: Around) -> None:
        self._tokens.read(node.words, self._dir, around)

    def _judgement(self, node: tree.Judgement, around: Around) -> None:
        self._tokens.read(node.words, self._dir, (*around, tree.Span(node.kind)))

    def _grade(self, node: tree.Grade, around: Around) -> None:
        self._tokens.split(node.grade, around)

    def _citation(self, node: tree.Citation, around: Around) -> None:
        for part in node.parts:
            self._part(part, around)

    def _part(self, part: CitationPart, around: Around) -> None:
        around = (*around, tree.Emphasis(())) if part.italic else around
        if part.date is not None:
            self._tokens.read(self._labels.date(part.date), self._dir, around)
            return
        direction = self._writer.part_direction(part) if part.value else None
        language = self._writer.part_language(part, direction or self._dir) if part.value else ""
        if direction or language:
            around = (*around, Isolate((), direction or self._dir, language))
        self._tokens.read(part.text, direction or self._dir, (*around, _LINK) if part.href else around)

    def _code(self, node: tree.Code, around: Around) -> None:
        self._tokens.split(node.text, (*around, tree.Span("code")))

    def _sentence(self, node: tree.MentionSentence, around: Around) -> None:
        direction = direction_of(node.language)
        around = (*around, Isolate((), direction, node.language))
        for number, piece in enumerate(node.pieces):
            self._tokens.read(piece, direction, (*around, tree.Strong(())) if number % 2 else around)

    # Blocks.

    def _heading(self, node: tree.Heading) -> None:
        self._owner = node.id
        self.inlines(node.children)
        if node.count:
            self._tokens.space()
            self._tokens.read(node.count, self._dir, (tree.Span("count"),))
        self._line(f"h{node.level}", node.sign)

    def _paragraph(self, node: tree.Paragraph) -> None:
        with self._at(language=node.language):
            self.inlines(node.children)
            self._line()

    def _list(self, node: tree.List) -> None:
        owner = self._owner
        with self._at(kind="li", deeper=True):
            for number, item in enumerate(node.items, start=1):
                first = item.children[0] if item.children else None
                if isinstance(first, tree.Anchor) and not _COUNTED.fullmatch(first.id):
                    self._owner = first.id
                else:
                    self._owner = owner
                self.inlines(item.children)
                self._line(marker=f"{number}." if node.ordered else "")
                self.blocks(item.more)
        self._owner = owner

    def _facts(self, node: tree.Facts) -> None:
        owner = self._owner
        for fact in node.facts:
            self._owner = fact.id or owner
            self.inlines(fact.term)
            self._line("dt")
            for description in fact.descriptions:
                self.inlines(description.children)
                self._line("dd")
        self._owner = owner

    def _table(self, node: tree.Table) -> None:
        self._row([(name,) for name in node.head], "head")
        for row in node.rows:
            self._row(row, "row")

    def _article_table(self, node: tree.ArticleTable) -> None:
        with self._at(language=node.language):
            for row in node.rows:
                self._row(row.cells, "row")

    def _row(self, cells: Sequence[Inlines], kind: str) -> None:
        found = []
        for cell in cells:
            self.inlines(cell)
            found.append(self._tokens.taken())
        self._cells(tuple(found), kind)

    def _group(self, node: tree.Group) -> None:
        if node.kind != "navigation" and node.role not in _REPEATED:
            with self._at(language=node.language):
                self.blocks(node.children)

    def _details(self, node: tree.Details) -> None:
        owner = self._owner
        self._owner = node.id or owner
        if node.heading:
            self._heading(node.heading)
        self.inlines(node.summary)
        self._line("" if node.heading else "dt")
        self.blocks(node.children)
        self._owner = owner

    def _excerpt(self, node: tree.Excerpt) -> None:
        with self._at(kind="quote"):
            self._paragraph(node.passage)

    def _prose(self, node: tree.Prose) -> None:
        with self._at(language="" if self._writer.is_own(node.prose.language) else node.prose.language):
            self._prose_blocks(node.prose.prose.root.children, node.references)

    def _points(self, node: tree.Points) -> None:
        for part in listed(node.points):
            self._prose(tree.Prose(part, node.references))

    # Prose.

    def _prose_blocks(self, nodes: Iterable[Node], references: dict[str, Reference]) -> None:
        for node in nodes:
            match node.kind:
                case "bullet-list" | "ordered-list":
                    with self._at(kind="li", deeper=True):
                        for number, item in enumerate(node.children, start=1):
                            self._prose_item(item, f"{number}." if node.kind == "ordered-list" else "", references)
                case "quote":
                    with self._at(kind="quote"):
                        self._prose_blocks(node.children, references)
                case "code-block":
                    self._code_block(node)
                case "paragraph":
                    self._prose_inlines(node.children, (), references)
                    self._line()

    def _prose_item(self, item: Node, marker: str, references: dict[str, Reference]) -> None:
        first, *rest = item.children or (Node("paragraph"),)
        if first.kind == "paragraph":
            self._prose_inlines(first.children, (), references)
            self._line(marker=marker)
            self._prose_blocks(rest, references)
        else:
            self._prose_blocks(item.children, references)

    def _code_block(self, node: Node) -> None:
        around = self._left_to_right(node.text)
        for number, line in enumerate(normalise(node.text.removesuffix("\n")).split("\n")):
            if number:
                self._tokens.line_break(around)
            self._tokens.split(line, around)
        self._line("pre")

    def _left_to_right(self, text: str) -> Around:
        """Around code, which is left-to-right but for its own words."""
        return (Isolate((), "ltr"),) if self._place.direction == "rtl" and not has_rtl(text) else ()

    def _prose_inlines(self, nodes: Iterable[Node], around: Around, references: dict[str, Reference]) -> None:
        for node in nodes:
            match node.kind:
                case "text":
                    self._tokens.read(node.text, self._place.direction, around)
                case "soft-break":
                    self._tokens.space()
                case "hard-break":
                    self._tokens.line_break(around)
                case "code":
                    text = normalise(node.text, " ")
                    self._tokens.split(text, (*around, *self._left_to_right(text), tree.Span("code")))
                case "reference":
                    self._prose_reference(node, around, references)
                case _:
                    self._prose_inlines(node.children, (*around, *self._node(node)), references)

    def _node(self, node: Node) -> Around:
        if node.kind == "link":
            return (*self._left_to_right(node.target), _LINK) if is_autolink(node) else (_LINK,)
        return (tree.Emphasis(()) if node.kind == "emphasis" else tree.Strong(()),)

    def _prose_reference(self, node: Node, around: Around, references: dict[str, Reference]) -> None:
        reference = references.get(node.target)
        if reference is None:
            self._tokens.read(f"[^{node.text}]", self._place.direction, around)
        elif node.locators:
            label = self._writer.located_sign(reference, node.locators)
            if self._place.direction != self._dir:
                around = (*around, Isolate((), self._dir, self._labels.language))
            self._reference(reference, label, label.partition(reference.label)[2], around)
        else:
            self._reference(reference, reference.label, "", around)


def _in_own_language(line: Line) -> Line:
    """A line of which all words are in one node of another language: that is the language of the line."""
    first = next(line.tokens).around[:1]
    around = first[0] if first else None
    if not isinstance(around, Isolate) or not around.language or around.quoted:
        return line
    if any(token.around[:1] != first for token in line.tokens):
        return line
    cells = tuple(tuple(replace(token, around=token.around[1:]) for token in cell) for cell in line.cells)
    return replace(line, cells=cells, language=around.language, direction=around.direction)


def _target(link: Link) -> str:
    """What a sign is compared by; no word begins so."""
    return f"\0{link.page}#{link.fragment}"


def _plain(nodes: Inlines) -> str:
    """The words of a sign, which are of the interface."""
    return "".join(node for node in nodes if isinstance(node, str))


_INLINES: Final[dict[type, Callable[[_Reader, Any, Around], None]]] = {
    str: _Reader._label,
    tree.Signs: _Reader._signs,
    tree.Strong: _Reader._inside,
    tree.Emphasis: _Reader._inside,
    tree.Small: _Reader._inside,
    tree.Superscript: _Reader._inside,
    tree.Span: _Reader._span,
    tree.Bar: _Reader._nothing,
    tree.Anchor: _Reader._nothing,
    tree.Text: _Reader._text,
    tree.OtherName: _Reader._other_name,
    tree.Quotation: _Reader._quotation,
    tree.Hyperlink: _Reader._hyperlink,
    tree.Outside: _Reader._outside,
    tree.Name: _Reader._name,
    tree.Sign: _Reader._reference_sign,
    tree.Mark: _Reader._mark,
    tree.Run: _Reader._run,
    tree.Time: _Reader._time,
    tree.Judgement: _Reader._judgement,
    tree.Grade: _Reader._grade,
    tree.Citation: _Reader._citation,
    tree.Code: _Reader._code,
    tree.MentionSentence: _Reader._sentence,
}
_BLOCKS: Final[dict[type, Callable[[_Reader, Any], None]]] = {
    tree.Heading: _Reader._heading,
    tree.Paragraph: _Reader._paragraph,
    tree.List: _Reader._list,
    tree.Facts: _Reader._facts,
    tree.Table: _Reader._table,
    tree.ArticleTable: _Reader._article_table,
    tree.Group: _Reader._group,
    tree.Details: _Reader._details,
    tree.Excerpt: _Reader._excerpt,
    tree.Prose: _Reader._prose,
    tree.Points: _Reader._points,
    tree.Map: _Reader._nothing,
    tree.TimeStrip: _Reader._nothing,
    tree.Graph: _Reader._nothing,
    tree.Changes: _Reader._nothing,
}
