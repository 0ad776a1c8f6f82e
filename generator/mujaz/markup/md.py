"""Text that is safe Markdown, told apart from data by its type.

``Md`` is to Markdown what ``markupsafe.Markup`` is to HTML, with one difference: an operation that mixes it
with a plain string gives a plain string, which is then escaped as a whole. Forgetting can show an entity to
the reader; it can never let markup through.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import SupportsIndex, overload


class Md(str):
    """Markdown that may be written to a page as it stands. Every other ``str`` is data."""

    __slots__ = ()

    @overload
    def __add__(self, other: Md) -> Md: ...
    @overload
    def __add__(self, other: str) -> str: ...
    def __add__(self, other: str) -> str:
        joined = str.__add__(self, other)
        return Md(joined) if isinstance(other, Md) else joined

    def __mul__(self, count: SupportsIndex) -> Md:
        return Md(str.__mul__(self, count))


def join_md(separator: Md, parts: Iterable[Md]) -> Md:
    """Join safe Markdown; raises TypeError where the separator or a part is plain text."""
    parts = list(parts)
    for part in (separator, *parts):
        if not isinstance(part, Md):
            raise TypeError(f"expected Md, got {type(part).__name__}: escape it with literal() first")
    return Md(separator.join(parts))


def indent(markdown: Md, columns: int = 4) -> Md:
    """Indent every line but the blank ones, for the inside of a list item or an admonition (four columns)."""
    margin = " " * columns
    return Md("\n".join(margin + line if line else line for line in markdown.split("\n")))
