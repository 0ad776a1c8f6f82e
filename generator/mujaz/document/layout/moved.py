"""How the page at an old address is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mujaz.document.layout.interface import Interface, linked
from mujaz.document.layout.pieces import page_title
from mujaz.document.layout.sections import Layout, Section
from mujaz.document.pages.objects import MovedPage
from mujaz.document.tree import COLON, SPACE, Block, Paragraph


def _way(page: MovedPage, w: Interface) -> Iterator[Block]:
    """The way to the address that it has now."""
    yield Paragraph((w.t("moved_to"), COLON, SPACE, linked(page.name, page.link)))


MOVED: Final = Layout("moved", page_title, {"way": Section(_way, needed="the page is of nothing else")})
"""The address of before of something that has another id now; browsers go on to where it is."""
