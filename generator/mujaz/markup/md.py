"""Text that is safe Markdown, told apart from data by its type.

``Md`` is to Markdown what ``markupsafe.Markup`` is to HTML, with one difference: any operation gives a plain
string, which is then escaped as a whole. Forgetting can show an entity to the reader; it can never let markup through.
"""

from __future__ import annotations


class Md(str):
    """Markdown that may be written to a page as it stands. Every other ``str`` is data."""

    __slots__ = ()


def indent(markdown: Md, columns: int = 4) -> Md:
    """Indent every line but the blank ones, for the inside of a list item or an admonition (four columns)."""
    margin = " " * columns
    return Md("\n".join(margin + line if line else line for line in markdown.split("\n")))
