"""The marks that all pictures share: texts, paths, links; whatever was written by others is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from mujaz.document.pages.items import Link
from mujaz.document.writers.svg.looks import styled
from mujaz.labels import Labels
from mujaz.markup.bidi import Direction, direction_of
from mujaz.markup.literal import attr
from mujaz.pictures.lettering import LETTER, LINE
from mujaz.pictures.objects import Caption, Flat, Outline, Side
from mujaz.text.patterns import lazy_re

_PLAIN = lazy_re("[A-Za-z0-9./#_-]*")


class Pen(Struct, frozen=True):
    """What a drawing needs to know of its page.

    Attributes:
        language: of the page.
        labels: the words of the interface.
        href: the address of a place of the site, for HTML.
    """

    language: str
    labels: Labels
    href: Callable[[Link], str]

    @property
    def direction(self) -> Direction:
        """The direction of the page."""
        return direction_of(self.language)


def number(value: float) -> str:
    """A coordinate, as short as it can be written."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


_ANCHORS: dict[Direction, dict[Side, str]] = {
    "ltr": {"left": "start", "middle": "middle", "right": "end"},
    "rtl": {"left": "end", "middle": "middle", "right": "start"},
}


def text(caption: Caption, pen: Pen, look: str = "") -> str:
    """A caption; where its side is measured from the start of the line, the direction of its language decides."""
    direction = direction_of(caption.language)
    parts = [f'<text x="{number(caption.x)}" y="{number(caption.y)}"']
    if look:
        parts.append(f" {look}")
    parts.append(f' text-anchor="{_ANCHORS[direction][caption.side]}" direction="{direction}"')
    if caption.language != pen.language:
        parts.append(f' lang="{attr(caption.language)}"')
    first, *others = caption.lines
    rows = attr(first) + "".join(
        f'<tspan x="{number(caption.x)}" dy="{LINE / LETTER:.2f}em">{attr(row)}</tspan>' for row in others
    )
    return "".join(parts) + f">{rows}</text>"


def path(lines: Iterable[Sequence[Flat]], *, closed: bool = False) -> str:
    """Lines as the data of one path, in tenths of a unit, each point from the one before."""
    parts = []
    for line in lines:
        points = [(round(x * 10), round(y * 10)) for x, y in line]
        (x, y), *others = points
        steps = []
        for next_x, next_y in others:
            if (next_x, next_y) != (x, y):
                steps.append(f"{next_x - x} {next_y - y}")
                x, y = next_x, next_y
        if steps:
            parts.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}{'z' if closed else ''}".replace(" -", "-"))
    return "".join(parts)


@lru_cache(maxsize=4096)
def drawn_outline(outline: Outline) -> str:
    """Land, graticule and borders, drawn once for all pages that show them."""
    return "".join(
        f'<path {styled(css)} d="{data}"/>'
        for css, data in (
            ("mj-map-land", path(outline.land, closed=True)),
            ("mj-map-grid", path(outline.graticule)),
            ("mj-map-border", path(outline.borders)),
        )
        if data
    )


def href(address: str) -> str:
    """An address as an attribute: those of the site's own pages as they are."""
    return f'href="{address if _PLAIN.fullmatch(address) else attr(address)}"'


def link(address: str, inner: str, *, look: str, title: str) -> str:
    """A link around marks."""
    return f"<a {href(address)} {look}><title>{attr(title)}</title>{inner}</a>"
