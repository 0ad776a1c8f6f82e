"""Elements of a page as plain text whose headings, lists, tables and paragraphs `mujaz.text.paragraphs` tells apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mujaz.text.patterns import lazy_re

_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "math", "iframe", "title"})
_HEADINGS = frozenset({"head", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    *("p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "list", "li", "item"),
    *("dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "row", "tr", "caption", "blockquote", "quote", "figure"),
    *("figcaption", "pre", "code", "form", "address", "details", "summary", "hr", "body", "html", "fieldset", "option"),
    *("button", "td", "th", "cell"),
}
_MARKS = lazy_re(r"\s*([-–—•*]|\d{1,3}[.)])\s")


def name_of(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def words_of(element: Any) -> str:
    """All words of an element on one line."""
    return " ".join(words for _, words in blocks(element))


def blocks(root: Any) -> Iterator[tuple[str, str]]:
    """The paragraphs of an element in order, each as its form and its words: paragraph, heading, item or row."""
    form = "paragraph"
    pieces: list[str] = []

    def flush() -> Iterator[tuple[str, str]]:
        words = " ".join("".join(pieces).split())
        pieces.clear()
        if words:
            yield form, words

    # Without recursion, since a page may be deeper than Python's stack; None is where a block ends.
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        if node is None:
            yield from flush()
            form = "paragraph"
            continue
        name = name_of(node)
        if not name or name in _SKIPPED:
            continue
        if name in ("row", "tr"):
            yield from flush()
            cells = [words_of(cell) for cell in node if name_of(cell) in ("cell", "td", "th")]
            if any(cells):
                yield "row" if len(cells) > 1 else "paragraph", " | ".join(cell.replace("|", "/") for cell in cells)
            continue
        inner: list[Any] = [node.text or ""]
        for child in node:
            inner += [child, child.tail or ""]
        if name in _BLOCKS:
            yield from flush()
            form = "heading" if name in _HEADINGS else "item" if name in ("li", "item") else form
            inner.append(None)
        elif name in ("br", "lb"):
            pieces.append(" ")
        waiting.extend(reversed(inner))
    yield from flush()


def laid_out(root: Any) -> str:
    """The text of an element: empty lines part paragraphs, items of lists begin with a hyphen, bars part cells."""
    lines: list[str] = []
    before = ""
    for form, words in blocks(root):
        if lines and not (form == before and form in ("item", "row")):
            lines.append("")
        if form == "item" and not _MARKS.match(words):
            words = f"- {words}"
        lines.append(f"| {words} |" if form == "row" else words)
        before = form
    return "".join(f"{line}\n" for line in lines)
