"""Analysts' prose as a small tree: Markdown without raw HTML, headings or images, with references ``[^id]``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

RuleKey = Literal["raw-html", "heading-in-prose", "image-in-prose", "link-scheme"]

NodeKind = Literal[
    "root", "paragraph", "bullet-list", "ordered-list", "item", "quote", "code-block", "rule",
    "text", "code", "emphasis", "strong", "link", "reference", "soft-break", "hard-break",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One element of prose. ``tight`` is for lists; ``target`` is a link's address or a reference's id."""

    kind: NodeKind
    children: tuple[Node, ...] = ()
    text: str = ""
    target: str = ""
    title: str = ""
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Parsed prose. ``references`` are (id, start, end) in code points of ``source``, in the order of the text."""

    source: str
    root: Node
    references: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something prose may not hold, at a half-open range of code points of the parsed text."""

    rule_key: RuleKey
    start: int
    end: int
    message: str
    help: str


def references(prose: Prose) -> tuple[tuple[str, int, int], ...]:
    """The references ``[^id]`` of the prose as (id, start, end)."""
    return prose.references


def plain_text(prose: Prose) -> str:
    """The words alone, one line a block, without references: for descriptions, tooltips and search."""
    return "\n".join(line for block in _leaf_blocks(prose.root) if (line := " ".join(_words(block).split())))


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
    return node.text + "".join(map(_words, node.children))
