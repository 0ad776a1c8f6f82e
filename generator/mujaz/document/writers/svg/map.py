"""A locator map as SVG."""

from __future__ import annotations

from collections.abc import Mapping

from mujaz.document.pages.items import EntityLink
from mujaz.document.writers.svg import looks
from mujaz.document.writers.svg.looks import styled
from mujaz.document.writers.svg.marks import Pen, drawn_outline, link, number, text
from mujaz.markup.literal import attr
from mujaz.pictures.objects import Caption, Globe, MapPicture, Scale

_TENTH = 'transform="scale(.1)"'


def draw_map(picture: MapPicture, places: Mapping[str, EntityLink], title: str, pen: Pen) -> str:
    """The map; each place is a link to its page.

    Args:
        picture: the geometry.
        places: the entities shown, by id.
        title: what the map shows, for those who do not see it.
        pen: the page that it is drawn for.
    """
    size = f"{number(picture.width)} {number(picture.height)}"
    parts = [
        f'<svg {styled("mj-map-svg")} viewBox="0 0 {size}" role="group" aria-label="{attr(title)}">',
        f'<rect {styled("mj-map-sea")} width="{number(picture.width)}" height="{number(picture.height)}"/>',
        f"<g {_TENTH}>{drawn_outline(picture.outline)}</g>",
        f'<g {styled("mj-map-countries")} aria-hidden="true">',
        *(text(caption, pen) for caption in picture.countries),
        "</g>",
    ]
    if picture.scale is not None:
        parts.append(_scale(picture.scale, pen))
    if picture.globe is not None:
        parts.append(_globe(picture.globe))
    for mark in picture.marks:
        entity = places[mark.id]
        inner = f'<circle cx="{number(mark.x)}" cy="{number(mark.y)}" r="3.4" {looks.PLACE}/>'
        if mark.caption is not None:
            inner += text(mark.caption, pen)
        parts.append(link(pen.href(entity.link), inner, look=styled("mj-map-place"), title=entity.name.text))
    return "\n".join([*parts, "</svg>"])


def _scale(scale: Scale, pen: Pen) -> str:
    x, y, end = number(scale.x), number(scale.y), number(scale.x + scale.length)
    words = Caption((pen.labels.distance(scale.kilometres),), pen.language, scale.x, scale.y - 6, "left")
    bar = f'<path {looks.SCALE} d="M{x} {number(scale.y - 3)}V{y}H{end}V{number(scale.y - 3)}"/>'
    return f'<g {styled("mj-map-scale")} aria-hidden="true">{bar}{text(words, pen)}</g>'


def _globe(globe: Globe) -> str:
    x, y = globe.at
    return (
        f'<g class="mj-map-globe" transform="translate({number(globe.x)} {number(globe.y)})" aria-hidden="true">'
        f'<circle class="mj-map-sea" {looks.GLOBE} r="{number(globe.radius)}"/>'
        f"<g {_TENTH}>{drawn_outline(globe.outline)}</g>"
        f'<circle {styled("mj-map-here")} cx="{number(x)}" cy="{number(y)}" r="3.2"/></g>'
    )
