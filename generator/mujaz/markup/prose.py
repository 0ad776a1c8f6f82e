"""Analysts' prose as a small tree: Markdown without raw HTML, headings or images, with references ``[^id]``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from msgspec import Struct

from mujaz.markup.locators import Locator
from mujaz.text.patterns import lazy_re

RuleKey = Literal[
    "raw-html", "heading-in-prose", "image-in-prose", "link-scheme", "malformed-reference", "unsupported-markdown",
]  # fmt: skip

NodeKind = Literal[
    "root", "paragraph", "bullet-list", "ordered-list", "item", "quote", "code-block", "rule",
    "text", "code", "emphasis", "strong", "link", "reference", "soft-break", "hard-break",
]  # fmt: skip


class Node(Struct, frozen=True):
    """One element of prose.

    ``tight`` is for lists. ``target`` is a link's address or a reference's id; ``locators`` are the places in its
    source that a reference names, and its ``text`` is what was written between the brackets.
    """

    kind: NodeKind
    children: tuple[Node, ...] = ()
    text: str = ""
    target: str = ""
    title: str = ""
    tight: bool = False
    locators: tuple[Locator, ...] = ()


class Prose(Struct, frozen=True):
    """Parsed prose.

    ``references`` are (id, start, end) in code points of ``source``, in the order of the text; ``located`` are those of
    them that name a place in their source.
    """

    source: str
    root: Node
    references: tuple[tuple[str, int, int], ...] = ()
    located: tuple[tuple[str, int, int], ...] = ()


class Fault(Struct, frozen=True):
    """Something prose may not hold, at a half-open range of code points of the parsed text."""

    rule_key: RuleKey
    start: int
    end: int
    message: str
    help: str


_SIGN: Final = "\0"  # stands for a reference; no prose has one, the parser makes it U+FFFD
# The space that somebody left beside a reference does not stay before the sign that ends a clause.
_GAP: Final = lazy_re(r" ?(?:\0 ?)+(?=[.,;:!?\u060c\u061b\u061f\u2026)\]\u00bb\u201d\u2019]|$)")


def references(prose: Prose) -> tuple[tuple[str, int, int], ...]:
    """The references ``[^id]`` of the prose as (id, start, end)."""
    return prose.references


def plain_text(prose: Prose) -> str:
    """The words alone, one line a block, without references: for descriptions, tooltips and search."""
    lines = (_GAP.sub("", " ".join(_words(block).split())) for block in _leaf_blocks(prose.root))
    return "\n".join(words for line in lines if (words := " ".join(line.replace(_SIGN, "").split())))


def as_list(texts: Iterable[Prose]) -> Prose:
    """Several texts as the items of one bullet list; without their sources, so there are no places in it."""
    items = tuple(Node("item", text.root.children) for text in texts)
    return Prose("", Node("root", (Node("bullet-list", items, tight=True),)))


def _leaf_blocks(node: Node) -> Iterator[Node]:
    if node.kind in ("paragraph", "code-block"):
        yield node
    for child in node.children:
        if node.kind != "paragraph":
            yield from _leaf_blocks(child)


def _words(node: Node) -> str:
    if node.kind in ("soft-break", "hard-break"):
        return " "
    if node.kind == "reference":
        return _SIGN
    return node.text + "".join(map(_words, node.children))
