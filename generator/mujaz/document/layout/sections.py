"""Named sections: what a page is laid out from, in the usual order or in one that a desk chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from inspect import getdoc
from itertools import groupby
from typing import Any

from msgspec import Struct, field

from mujaz.document.layout.interface import Interface
from mujaz.document.pages.items import ProseWords
from mujaz.document.pages.objects import Page
from mujaz.document.tree import Block, Group, Prose
from mujaz.markup.parse import parse_prose
from mujaz.markup.style import prose_in_style
from mujaz.model.values import Text, serves

Run = Sequence[tuple[str, tuple[Block, ...]]]
"""Sections that stand one after the other: the name and the blocks of each."""

Frame = Callable[[Run], Iterable[Block]]
"""Lays out sections that stand side by side where they follow each other, such as an article and its notes."""


class Section(Struct, frozen=True):
    """A part of a page that has a name.

    Attributes:
        lay: its blocks, in the words of its docstring; none where the page has nothing of the kind.
        frame: what it is laid out in together with its neighbours of the same frame.
        needed: why it may not be left out; empty where it may.
        needed_by: the sections that need it; where none of them is on the page it may be left out, too.
    """

    lay: Callable[[Any, Interface], Iterable[Block]]
    frame: Frame | None = None
    needed: str = ""
    needed_by: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """What it shows, in a sentence."""
        return " ".join((getdoc(self.lay) or "").partition("\n\n")[0].split())


class Layout(Struct, frozen=True):
    """How a kind of page is laid out.

    Attributes:
        kind: of the page.
        head: what always comes first: the title, and signs of how the page is to be taken.
        sections: by name, in the usual order.
        whole: what all sections together are laid out in.
    """

    kind: str
    head: Callable[[Any, Interface], Iterable[Block]]
    sections: Mapping[str, Section]
    whole: Callable[[tuple[Block, ...]], Iterable[Block]] = field(default=lambda blocks: blocks)

    def missing(self, names: Sequence[str]) -> Iterator[str]:
        """The sections that may not be left out and are not among those named."""
        for name, section in self.sections.items():
            needing = section.needed_by
            if section.needed and name not in names and (not needing or any(other in names for other in needing)):
                yield name


Order = tuple[str | Text, ...]
"""The names of the sections of a page, in their order, with words of the desk between them."""


def laid_out(page: Page, w: Interface, layout: Layout, order: Order) -> Iterator[Block]:
    """The blocks of a page.

    Args:
        page: any page object.
        w: the words of the interface on it.
        layout: of its kind.
        order: the sections that it shows, and words between them.
    """
    yield from layout.head(page, w)
    yield from layout.whole(tuple(_framed(page, w, layout, order)))


def _framed(page: Page, w: Interface, layout: Layout, order: Order) -> Iterator[Block]:
    def frame_of(entry: str | Text) -> Frame | None:
        return layout.sections[entry].frame if isinstance(entry, str) else None

    for frame, entries in groupby(order, key=frame_of):
        if frame is None:
            for entry in entries:
                yield from layout.sections[entry].lay(page, w) if isinstance(entry, str) else (_words(entry, w),)
        else:
            yield from frame([(name, tuple(layout.sections[name].lay(page, w))) for name in map(str, entries)])


def _words(text: Text, w: Interface) -> Block:
    """Words of the desk, in the language of the page if there are such; they say nothing to a search."""
    phrase = text.best(w.page.language)
    prose, _ = parse_prose(phrase.text)  # its faults were reported when the settings were read
    if serves(phrase.language, w.page.language):
        prose = prose_in_style(prose, w.labels.style)
    return Group("desk", (Prose(ProseWords(prose, phrase.language), {}),), searched=False)
