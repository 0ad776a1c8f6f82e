"""An extension of Python-Markdown: the line of a fold holds its heading without the link to itself, and no paragraph.

The line is a button, in which a program that reads a page aloud finds no link; HTML allows headings and words there,
and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_AFTER_TOC = 1
"""The priority; that of `toc`, which writes the links, is 5."""


class _WithoutLinks(Treeprocessor):
    def run(self, root: Element) -> None:
        for summary in root.iter("summary"):
            for heading in summary:
                if heading.tag == "p":
                    heading.tag = "span"
                elif heading.tag in _HEADINGS and len(heading) and heading[-1].get("href") == f"#{heading.get('id')}":
                    heading.remove(heading[-1])


class Folds(Extension):
    """See the module."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Register what takes the links away."""
        md.treeprocessors.register(_WithoutLinks(md), "mujaz_folds", _AFTER_TOC)


def makeExtension(**options: object) -> Folds:  # noqa: N802 - the name that Python-Markdown calls
    """The extension, which takes no options."""
    return Folds(**options)
