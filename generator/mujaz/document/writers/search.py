"""What the search takes of a generated page, read from the page's tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from mujaz.document import tree
from mujaz.document.pages.items import Link
from mujaz.document.sections import BREAK, LEFT_OUT, Section, SectionReader, lists_only, without_lists
from mujaz.labels import Labels
from mujaz.markup.literal import normalise
from mujaz.markup.prose import Node
from mujaz.text.patterns import lazy_re

_ENTITY: Final = lazy_re(r"(?:.*/)?entities/([a-z0-9-]+)")
_INLINE_PROSE: Final = frozenset({"text", "code", "emphasis", "strong", "link"})


def search_sections(document: tree.Document, labels: Labels) -> tuple[Section, ...]:
    """The sections of a page; the first one is what stands before the first heading.

    Args:
        document: the page.
        labels: the words of the interface in its language.
    """
    kind = str(document.front["kind"])
    reader = _TreeReader(labels, kind)
    reader.blocks(document.blocks[:1] if lists_only(kind) else document.blocks)  # a page begins with its title
    return without_lists(reader.sections(), kind)


_Holder = tree.Emphasis | tree.Small | tree.Superscript | tree.Outside | tree.Mark | tree.Isolate | tree.Inserted


class _TreeReader(SectionReader):
    def __init__(self, labels: Labels, kind: str) -> None:
        super().__init__()
        self._labels = labels
        self._is_entity = kind == "entity"

    def blocks(self, blocks: Iterable[tree.Block]) -> None:
        for block in blocks:
            _BLOCKS[type(block)](self, block)

    def inlines(self, nodes: tree.Inlines) -> None:
        for node in nodes:
            _INLINES[type(node)](self, node)

    def _around(self, nodes: tree.Inlines, between: str = " ") -> None:
        self.into.append(between)
        self.inlines(nodes)
        self.into.append(between)

    def _nothing(self, node: Any) -> None:
        pass

    # Inline nodes.

    def _words(self, node: str) -> None:
        self.into.append(normalise(node, " "))

    def _children(self, node: _Holder) -> None:
        self.inlines(node.children)

    def _strong(self, node: tree.Strong) -> None:
        if not self.is_labelled:
            self.inlines(node.children)

    def _span(self, node: tree.Span) -> None:
        is_of_itself = any(name == "self" for name, _ in node.meaning)
        if node.role not in LEFT_OUT and not is_of_itself:
            self.inlines(node.children)

    def _text(self, node: tree.Text | tree.OtherName | tree.Quotation) -> None:
        self._words(node.words.text)

    def _hyperlink(self, node: tree.Hyperlink) -> None:
        if node.role not in LEFT_OUT:
            start = len(self.into)
            self.inlines(node.children)
            self._leads_to(node.target, start)

    def _name(self, node: tree.Name) -> None:
        start = len(self.into)
        self._words(node.entity.name.text if node.form is None else node.form)
        self._leads_to(node.entity.link, start)

    def _leads_to(self, target: Link, start: int) -> None:
        """Note the entity whose page a link leads to, with the words from `start` on, which are its text.

        The page of an entity is found by the names of that entity, not by those to which it is related.
        """
        if not self._is_entity and not target.fragment and (entity := _ENTITY.fullmatch(target.page)):
            self.mention(entity[1], self.into[start:])

    def _run(self, node: tree.Run | tree.Code | tree.Plain) -> None:
        self._words(node.text)

    def _time(self, node: tree.Time) -> None:
        self._words(node.words)
        self.day(node.stamp)

    def _citation(self, node: tree.Citation) -> None:
        for part in node.parts:
            if part.date is None:
                self._words(part.text)
            else:
                self._time(tree.Time.of(part.date, self._labels))

    def _sentence(self, node: tree.MentionSentence) -> None:
        self._words("".join(node.pieces))

    # Blocks.

    def _heading(self, node: tree.Heading) -> None:
        self.heading(node.id if node.level > 1 else "", self._around, node.children)

    def _paragraph(self, node: tree.Paragraph) -> None:
        if LEFT_OUT.isdisjoint(node.role.split()):
            self._around(node.children)

    def _list(self, node: tree.List) -> None:
        for item in node.items:
            self.into.append(BREAK)
            self.inlines(item.children)
            self.blocks(item.more)
            self.into.append(BREAK)

    def _facts(self, node: tree.Facts) -> None:
        for fact in node.facts:
            if not self.in_facts:
                self._around(fact.term, BREAK)
            for description in fact.descriptions:
                if description.role not in LEFT_OUT:
                    self._around(description.children, BREAK)

    def _table(self, node: tree.Table) -> None:
        self._rows(node.rows)  # its head is of the interface

    def _article_table(self, node: tree.ArticleTable) -> None:
        self._rows([row.cells for row in node.rows])

    def _rows(self, rows: Iterable[Sequence[tree.Inlines]]) -> None:
        for row in rows:
            for cell in row:
                self._around(cell, BREAK)

    def _group(self, node: tree.Group) -> None:
        roles = node.role.split()
        if node.searched and LEFT_OUT.isdisjoint(roles):
            self.part(roles, self.blocks, node.children)

    def _details(self, node: tree.Details) -> None:
        self.part(node.role.split(), self._unfolded, node)

    def _unfolded(self, node: tree.Details) -> None:
        if node.heading:
            self._heading(node.heading)  # what stands behind it in the line, the section says too
        else:
            self._around(node.summary)
        self.blocks(node.children)

    def _excerpt(self, node: tree.Excerpt) -> None:
        self._paragraph(node.passage)

    def _prose(self, node: tree.Prose) -> None:
        self._node(node.prose.prose.root, node)

    def _points(self, node: tree.Points) -> None:
        for point in node.points:
            self.into.append(BREAK)
            self._node(point.prose.root, node)
            self.into.append(BREAK)

    def _node(self, node: Node, prose: tree.Prose | tree.Points) -> None:
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


_Reads = Callable[[_TreeReader, Any], None]
_INLINES: Final[dict[type, _Reads]] = {
    **dict.fromkeys((str, tree.Signs), _TreeReader._words),
    **dict.fromkeys((tree.Text, tree.OtherName, tree.Quotation), _TreeReader._text),
    **dict.fromkeys((tree.Run, tree.Code, tree.Plain), _TreeReader._run),
    **dict.fromkeys(
        (tree.Emphasis, tree.Small, tree.Superscript, tree.Outside, tree.Mark, tree.Isolate, tree.Inserted),
        _TreeReader._children,
    ),
    **dict.fromkeys((tree.Bar, tree.Anchor, tree.Sign, tree.Judgement, tree.Grade, tree.Deleted), _TreeReader._nothing),
    tree.Strong: _TreeReader._strong,
    tree.Span: _TreeReader._span,
    tree.Hyperlink: _TreeReader._hyperlink,
    tree.Name: _TreeReader._name,
    tree.Time: _TreeReader._time,
    tree.Citation: _TreeReader._citation,
    tree.MentionSentence: _TreeReader._sentence,
}
_BLOCKS: Final[dict[type, _Reads]] = {
    **dict.fromkeys((tree.Map, tree.TimeStrip, tree.Graph, tree.Changes), _TreeReader._nothing),
    tree.Heading: _TreeReader._heading,
    tree.Paragraph: _TreeReader._paragraph,
    tree.List: _TreeReader._list,
    tree.Facts: _TreeReader._facts,
    tree.Table: _TreeReader._table,
    tree.ArticleTable: _TreeReader._article_table,
    tree.Group: _TreeReader._group,
    tree.Details: _TreeReader._details,
    tree.Excerpt: _TreeReader._excerpt,
    tree.Prose: _TreeReader._prose,
    tree.Points: _TreeReader._points,
}
