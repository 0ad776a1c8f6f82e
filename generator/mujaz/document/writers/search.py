"""What the search takes of a generated page, read from the page's tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from mujaz.document.pages.items import Link
from mujaz.document.sections import BREAK, LEFT_OUT, Section, SectionReader, lists_only, without_lists
from mujaz.document.tree import (
    Anchor,
    ArticleTable,
    Bar,
    Block,
    Changes,
    Citation,
    Code,
    Details,
    Document,
    Emphasis,
    Excerpt,
    Facts,
    Grade,
    Graph,
    Group,
    Heading,
    Hyperlink,
    Inlines,
    Judgement,
    List,
    Map,
    Mark,
    MentionSentence,
    Name,
    OtherName,
    Outside,
    Paragraph,
    Points,
    Prose,
    Quotation,
    Run,
    Sign,
    Signs,
    Small,
    Span,
    Strong,
    Superscript,
    Table,
    Text,
    Time,
    TimeStrip,
)
from mujaz.labels import Labels
from mujaz.markup.literal import normalise
from mujaz.markup.prose import Node
from mujaz.text.patterns import lazy_re

_ENTITY: Final = lazy_re(r"(?:.*/)?entities/([a-z0-9-]+)")
_INLINE_PROSE: Final = frozenset({"text", "code", "emphasis", "strong", "link"})


def search_sections(document: Document, labels: Labels) -> tuple[Section, ...]:
    """The sections of a page; the first one is what stands before the first heading.

    Args:
        document: the page.
        labels: the words of the interface in its language.
    """
    kind = str(document.front["kind"])
    reader = _TreeReader(labels, kind)
    reader.blocks(document.blocks[:1] if lists_only(kind) else document.blocks)  # a page begins with its title
    return without_lists(reader.sections(), kind)


class _TreeReader(SectionReader):
    def __init__(self, labels: Labels, kind: str) -> None:
        super().__init__()
        self._labels = labels
        self._is_entity = kind == "entity"

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            _BLOCKS[type(block)](self, block)

    def inlines(self, nodes: Inlines) -> None:
        for node in nodes:
            _INLINES[type(node)](self, node)

    def _around(self, nodes: Inlines, between: str = " ") -> None:
        self.into.append(between)
        self.inlines(nodes)
        self.into.append(between)

    def _nothing(self, node: Any) -> None:
        pass

    # Inline nodes.

    def _words(self, node: str) -> None:
        self.into.append(normalise(node, " "))

    def _children(self, node: Emphasis | Small | Superscript | Outside | Mark) -> None:
        self.inlines(node.children)

    def _strong(self, node: Strong) -> None:
        if not self.is_labelled:
            self.inlines(node.children)

    def _span(self, node: Span) -> None:
        is_of_itself = any(name == "self" for name, _ in node.meaning)
        if node.role not in LEFT_OUT and not is_of_itself:
            self.inlines(node.children)

    def _text(self, node: Text | OtherName | Quotation) -> None:
        self._words(node.words.text)

    def _hyperlink(self, node: Hyperlink) -> None:
        if node.role not in LEFT_OUT:
            start = len(self.into)
            self.inlines(node.children)
            self._leads_to(node.target, start)

    def _name(self, node: Name) -> None:
        start = len(self.into)
        self._words(node.entity.name.text if node.form is None else node.form)
        self._leads_to(node.entity.link, start)

    def _leads_to(self, target: Link, start: int) -> None:
        """Note the entity whose page a link leads to, with the words from `start` on, which are its text.

        The page of an entity is found by the names of that entity, not by those to which it is related.
        """
        if not self._is_entity and not target.fragment and (entity := _ENTITY.fullmatch(target.page)):
            self.mention(entity[1], self.into[start:])

    def _run(self, node: Run) -> None:
        self._words(node.text)

    def _time(self, node: Time) -> None:
        self._words(node.words)
        self.day(node.stamp)

    def _citation(self, node: Citation) -> None:
        for part in node.parts:
            if part.date is None:
                self._words(part.text)
            else:
                self._time(Time.of(part.date, self._labels))

    def _code(self, node: Code) -> None:
        self._words(node.text)

    def _sentence(self, node: MentionSentence) -> None:
        self._words("".join(node.pieces))

    # Blocks.

    def _heading(self, node: Heading) -> None:
        self.heading(node.id if node.level > 1 else "", self._around, node.children)

    def _paragraph(self, node: Paragraph) -> None:
        if LEFT_OUT.isdisjoint(node.role.split()):
            self._around(node.children)

    def _list(self, node: List) -> None:
        for item in node.items:
            self.into.append(BREAK)
            self.inlines(item.children)
            self.blocks(item.more)
            self.into.append(BREAK)

    def _facts(self, node: Facts) -> None:
        for fact in node.facts:
            if not self.in_facts:
                self._around(fact.term, BREAK)
            for description in fact.descriptions:
                self._around(description.children, BREAK)

    def _table(self, node: Table) -> None:
        self._rows([[(name,) for name in node.head], *node.rows])

    def _article_table(self, node: ArticleTable) -> None:
        self._rows([row.cells for row in node.rows])

    def _rows(self, rows: Iterable[Sequence[Inlines]]) -> None:
        for row in rows:
            for cell in row:
                self._around(cell, BREAK)

    def _group(self, node: Group) -> None:
        roles = node.role.split()
        if node.searched and LEFT_OUT.isdisjoint(roles):
            self.part(roles, self.blocks, node.children)

    def _details(self, node: Details) -> None:
        self._around(node.summary)
        self.blocks(node.children)

    def _excerpt(self, node: Excerpt) -> None:
        self._paragraph(node.passage)

    def _prose(self, node: Prose) -> None:
        self._node(node.prose.prose.root, node)

    def _points(self, node: Points) -> None:
        for point in node.points:
            self.into.append(BREAK)
            self._node(point.prose.root, node)
            self.into.append(BREAK)

    def _node(self, node: Node, prose: Prose | Points) -> None:
        """A node of prose: its words, with what parts them from others; signs are left out."""
        if node.kind == "reference":
            if node.target not in prose.references:
                self._words(f"[^{node.text}]")
            return
        between = "" if node.kind in _INLINE_PROSE else BREAK if node.kind == "item" else " "
        self.into.append(between)
        self._words(node.text)
        for child in node.children:
            self._node(child, prose)
        self.into.append(between)


_INLINES: Final[dict[type, Callable[[_TreeReader, Any], None]]] = {
    str: _TreeReader._words,
    Signs: _TreeReader._words,
    Strong: _TreeReader._strong,
    Emphasis: _TreeReader._children,
    Small: _TreeReader._children,
    Superscript: _TreeReader._children,
    Span: _TreeReader._span,
    Bar: _TreeReader._nothing,
    Anchor: _TreeReader._nothing,
    Text: _TreeReader._text,
    OtherName: _TreeReader._text,
    Quotation: _TreeReader._text,
    Hyperlink: _TreeReader._hyperlink,
    Outside: _TreeReader._children,
    Name: _TreeReader._name,
    Sign: _TreeReader._nothing,
    Mark: _TreeReader._children,
    Run: _TreeReader._run,
    Time: _TreeReader._time,
    Judgement: _TreeReader._nothing,
    Grade: _TreeReader._nothing,
    Citation: _TreeReader._citation,
    Code: _TreeReader._code,
    MentionSentence: _TreeReader._sentence,
}
_BLOCKS: Final[dict[type, Callable[[_TreeReader, Any], None]]] = {
    Heading: _TreeReader._heading,
    Paragraph: _TreeReader._paragraph,
    List: _TreeReader._list,
    Facts: _TreeReader._facts,
    Table: _TreeReader._table,
    ArticleTable: _TreeReader._article_table,
    Group: _TreeReader._group,
    Details: _TreeReader._details,
    Excerpt: _TreeReader._excerpt,
    Prose: _TreeReader._prose,
    Points: _TreeReader._points,
    Map: _TreeReader._nothing,
    TimeStrip: _TreeReader._nothing,
    Graph: _TreeReader._nothing,
    Changes: _TreeReader._nothing,
}
