"""A graph of relations as SVG."""

from __future__ import annotations

from collections.abc import Mapping

from mujaz.document.pages.items import EntityLink
from mujaz.document.writers.svg import looks
from mujaz.document.writers.svg.looks import styled
from mujaz.document.writers.svg.marks import Pen, link, number, text
from mujaz.markup.literal import attr
from mujaz.pictures.objects import Edge, Flat, GraphPicture, Knot


def draw_graph(picture: GraphPicture, entities: Mapping[str, EntityLink], own: str | None, title: str, pen: Pen) -> str:
    """The graph; each entity is a link to its page.

    Args:
        picture: the geometry.
        entities: those shown, by id.
        own: id of the one whose page it is, if any.
        title: what the graph shows, for those who do not see it.
        pen: the page that it is drawn for.
    """
    size = f"{number(picture.width)} {number(picture.height)}"
    parts = [f'<svg {styled("mj-graph-svg")} viewBox="0 0 {size}" role="group" aria-label="{attr(title)}">']
    parts += [_edge(edge, pen) for edge in picture.edges]
    for knot in picture.knots:
        entity = entities[knot.id]
        is_own = knot.id == own
        look = f'class="{"mj-graph-own" if is_own else "mj-graph-knot"}"'
        parts.append(link(pen.href(entity.link), _knot(knot, pen, is_own), look=look, title=entity.name.text))
    return "\n".join([*parts, "</svg>"])


def _knot(knot: Knot, pen: Pen, is_own: bool) -> str:
    place = f'x="{number(knot.left)}" y="{number(knot.top)}"'
    size = f'width="{number(knot.width)}" height="{number(knot.height)}"'
    box, name = (looks.OWN_KNOT, looks.OWN_NAME) if is_own else (looks.KNOT, "")
    return f'<rect {place} {size} rx="3" {box}/>{text(knot.caption, pen, name)}'


def _edge(edge: Edge, pen: Pen) -> str:
    lines = f"M{_point(edge.stub[0])}L{_point(edge.stub[1])}"
    lines += "".join(f"M{_point(a)}C{_point(b)} {_point(c)} {_point(d)}" for a, b, c, d in edge.runs)
    forward = -1 if pen.direction == "rtl" else 1
    x, y = max((edge.stub[1], edge.runs[-1][3]), key=lambda point: point[0] * forward)
    back = x - 6 * forward
    head = f"M{_point((x, y))}L{_point((back, y - 3.5))}V{number(y + 3.5)}z"
    return (
        f'<g {styled("mj-graph-edge")} aria-hidden="true"><path {looks.EDGE} d="{lines}"/>'
        f'<path class="mj-graph-head" d="{head}"/>'
        f"{text(edge.caption, pen)}</g>"
    )


def _point(point: Flat) -> str:
    return f"{number(point[0])} {number(point[1])}"
