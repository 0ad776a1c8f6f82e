"""The geometry of pictures: what a map, a graph and a strip of time consist of, in units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Flat = tuple[float, float]
"""A point: units from the left and from the top."""

Side = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class Caption:
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


@dataclass(frozen=True, slots=True)
class Place:
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


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a map: where it is, and its name where there is room for it."""

    id: str
    x: float
    y: float
    caption: Caption | None


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Land and lines within a frame; one object for all pages that show the same part of the world.

    Attributes:
        land: rings.
        borders: lines between countries.
        graticule: meridians and parallels.
    """

    land: tuple[tuple[Flat, ...], ...]
    borders: tuple[tuple[Flat, ...], ...]
    graticule: tuple[tuple[Flat, ...], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A bar that says how long a distance is on the map: from `x` to the right at `y`."""

    x: float
    y: float
    length: float
    kilometres: int


@dataclass(frozen=True, slots=True)
class Globe:
    """The small globe that says where a close-up is: its centre, its radius, and the close-up's place on it."""

    x: float
    y: float
    radius: float
    outline: Outline
    at: Flat


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A locator map."""

    width: float
    height: float
    outline: Outline
    countries: tuple[Caption, ...]
    marks: tuple[Mark, ...]
    scale: Scale | None
    globe: Globe | None


@dataclass(frozen=True, slots=True)
class Bond:
    """A relation to be drawn: the ids of its two ends, and its words as read from each of them."""

    one: str
    other: str
    forth: str
    back: str


@dataclass(frozen=True, slots=True)
class Knot:
    """An entity in a graph: a rectangle with its name in the middle."""

    id: str
    left: float
    top: float
    width: float
    height: float
    caption: Caption


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation in a graph, to be read in the direction of the page.

    Attributes:
        stub: the line from the first entity to the words.
        runs: cubic curves from the words to the second entity, each with its four points.
        caption: the words.
    """

    stub: tuple[Flat, Flat]
    runs: tuple[tuple[Flat, Flat, Flat, Flat], ...]
    caption: Caption


@dataclass(frozen=True, slots=True)
class GraphPicture:
    """Entities in columns, and the relations between them."""

    width: float
    height: float
    knots: tuple[Knot, ...]
    edges: tuple[Edge, ...]
