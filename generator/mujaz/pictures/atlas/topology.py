"""The vendored TopoJSON as rings and lines in degrees, read once and only when a map is drawn.

The format is that of the TopoJSON specification: arcs are quantised and delta-encoded, rings are made of arcs, and a
negative index is an arc read backwards. An arc that two countries use is a border.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from babel.core import get_global
from msgspec import Struct

Detail = Literal["50m", "110m"]
Point = tuple[float, float]
"""Longitude and latitude in degrees."""

_LAST_LATITUDE = -89.5
"""Antarctica is closed along the pole: a line that is not on the ground."""


class Line(Struct, frozen=True):
    """A ring or a line, with the box that it lies in.

    Attributes:
        points: longitude and latitude; the first point of a ring is its last too.
        west, south, east, north: the box, in degrees.
    """

    points: tuple[Point, ...]
    west: float
    south: float
    east: float
    north: float


class Country(Struct, frozen=True):
    """A country: its ISO 3166-1 alpha-2 code, and its outer rings, the largest first."""

    code: str
    rings: tuple[Line, ...]


class World(Struct, frozen=True):
    """The outlines at one scale.

    Attributes:
        land: rings of all land; holes, such as the Caspian Sea, are rings too.
        borders: lines between countries.
        countries: those that have an ISO code.
    """

    land: tuple[Line, ...]
    borders: tuple[Line, ...]
    countries: tuple[Country, ...]


def _line(points: Iterable[Point]) -> Line:
    kept = tuple(_unbroken(points))
    longitudes, latitudes = [x for x, _ in kept], [y for _, y in kept]
    return Line(kept, min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _unbroken(points: Iterable[Point]) -> Iterator[Point]:
    """Points of which none jumps round the globe: what crosses the 180th meridian goes on beyond 180 degrees."""
    turn, before = 0, None
    for longitude, latitude in points:
        if before is not None and abs(longitude - before) > 180 and latitude > _LAST_LATITUDE:
            turn += -360 if longitude > before else 360
        before = longitude
        yield longitude + turn, latitude


@lru_cache(maxsize=2)
def load_world(detail: Detail) -> World:
    """The world at a scale of 1 to 50 or 110 million."""
    packed = (resources.files("mujaz") / "pictures" / "atlas" / "data" / f"countries-{detail}.json.gz").read_bytes()
    topology = json.loads(gzip.decompress(packed))
    arcs = [tuple(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    geometries = topology["objects"]["countries"]["geometries"]
    uses = Counter((~arc if arc < 0 else arc) for geometry in geometries for arc in _arcs(geometry["arcs"]))
    borders = tuple(_line(arcs[arc]) for arc, count in sorted(uses.items()) if count > 1)
    land = topology["objects"]["land"]["geometries"]
    rings = tuple(_ring(arcs, ring) for geometry in land for polygon in _polygons(geometry) for ring in polygon)
    aliases = get_global("territory_aliases")
    countries = []
    for geometry in geometries:
        codes = aliases.get(geometry.get("id", ""), [])
        if codes:
            outer = [_ring(arcs, polygon[0]) for polygon in _polygons(geometry)]
            countries.append(Country(codes[0], tuple(sorted(outer, key=_extent, reverse=True))))
    return World(rings, borders, tuple(countries))


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale_x + shift_x, y * scale_y + shift_y


def _arcs(nested: list[Any]) -> Iterator[int]:
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from _arcs(item)


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = geometry["arcs"]
    return [polygons] if geometry["type"] == "Polygon" else polygons  # type: ignore[list-item] # one level less deep


def _ring(arcs: list[tuple[Point, ...]], indices: list[int]) -> Line:
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc if not points else arc[1:]
    return _line(points)


def _extent(line: Line) -> float:
    return (line.east - line.west) * (line.north - line.south)


def on_the_ground(start: Point, end: Point) -> bool:
    """Whether a stretch of an outline is a coast: the data is also cut along the 180th meridian and at the pole."""
    along_the_cut = abs(start[0]) > 179.99 and abs(end[0]) > 179.99
    return not along_the_cut and max(start[1], end[1]) > _LAST_LATITUDE
