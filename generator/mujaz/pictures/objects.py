"""The geometry of pictures: what a map, a graph and a strip of time consist of, in units."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Flat = tuple[float, float]
"""A point: units from the left and from the top."""

Side = Literal["left", "middle", "right"]


class Caption(Struct, frozen=True):
    """A text in a picture.

    Attributes:
        lines: the text, as it is broken.
        language: BCP 47 tag.
        x, y: where the base line of the first line begins, has its middle or ends, as `side` says.
        side: which part of the text is at `x`, as seen.
    """

    lines: tuple[str, ...]
    language: str
    x: float
    y: float
    side: Side


class Place(Struct, frozen=True):
    """A place to be shown on a map.

    Attributes:
        id: of the entity.
        name: in the page's language, if it has one there.
        language: of the name.
        latitude, longitude: WGS 84 degrees.
    """

    id: str
    name: str
    language: str
    latitude: float
    longitude: float


class Mark(Struct, frozen=True):
    """A place on a map: where it is, and its name where there is room for it."""

    id: str
    x: float
    y: float
    caption: Caption | None


class Outline(Struct, frozen=True, eq=False):
    """Land and lines within a frame; one object for all pages that show the same part of the world.

    Attributes:
        land: rings.
        borders: lines between countries.
        graticule: meridians and parallels.
    """

    land: tuple[tuple[Flat, ...], ...]
    borders: tuple[tuple[Flat, ...], ...]
    graticule: tuple[tuple[Flat, ...], ...]


class Scale(Struct, frozen=True):
    """A bar that says how long a distance is on the map: from `x` to the right at `y`."""

    x: float
    y: float
    length: float
    kilometres: int


class Globe(Struct, frozen=True):
    """The small globe that says where a close-up is: its centre, its radius, and the close-up's place on it."""

    x: float
    y: float
    radius: float
    outline: Outline
    at: Flat


class MapPicture(Struct, frozen=True):
    """A locator map."""

    width: float
    height: float
    outline: Outline
    countries: tuple[Caption, ...]
    marks: tuple[Mark, ...]
    scale: Scale | None
    globe: Globe | None


class Bond(Struct, frozen=True):
    """A relation to be drawn: the ids of its two ends, and its words as read from each of them."""

    one: str
    other: str
    forth: str
    back: str


class Knot(Struct, frozen=True):
    """An entity in a graph: a rectangle with its name in the middle."""

    id: str
    left: float
    top: float
    width: float
    height: float
    caption: Caption


class Edge(Struct, frozen=True):
    """A relation in a graph, to be read in the direction of the page.

    Attributes:
        stub: the line from the first entity to the words.
        runs: cubic curves from the words to the second entity, each with its four points.
        caption: the words.
    """

    stub: tuple[Flat, Flat]
    runs: tuple[tuple[Flat, Flat, Flat, Flat], ...]
    caption: Caption


class GraphPicture(Struct, frozen=True):
    """Entities in columns, and the relations between them."""

    width: float
    height: float
    knots: tuple[Knot, ...]
    edges: tuple[Edge, ...]
