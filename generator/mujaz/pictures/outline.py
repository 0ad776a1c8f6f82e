"""The part of the world that a map shows, and its outlines there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians

from msgspec import Struct

from mujaz.pictures.atlas.clip import area, clip_line, clip_ring, thin
from mujaz.pictures.atlas.projection import Project, Window, azimuthal, equal_earth, orthographic, window
from mujaz.pictures.atlas.topology import Detail, Line, load_world, on_the_ground
from mujaz.pictures.objects import Flat, Outline

WIDTH, HEIGHT = 360.0, 230.0
"""Size of a map, in units."""

_MARGIN = 6.0
"""Outlines are cut this far outside of the frame, so that no cut is seen."""

_SEEN = 0.8
"""Points nearer to each other than this, in units, are one; on a map of the world, they are further apart."""

_ROUND_THE_GLOBE = 110.0
"""From this spread of longitudes on, in degrees, a map is one of the world."""

_COARSE = 6500.0
"""From this width on, in kilometres, the coarse outlines serve."""

_NARROWEST, _NARROWEST_PAIR = 800.0, 380.0
"""Widths in kilometres: a single place is shown with its surroundings."""


class Frame(Struct, frozen=True):
    """What a map shows.

    Attributes:
        world: whether the projection is the one for the whole world.
        longitude, latitude: centre of the projection, in degrees.
        x, y: the middle of the map, in kilometres from that centre.
        unit: kilometres to a unit.
    """

    world: bool
    longitude: float
    latitude: float
    x: float
    y: float
    unit: float

    @property
    def project(self) -> Project:
        """From degrees to units."""
        plane = equal_earth(self.longitude) if self.world else azimuthal(self.longitude, self.latitude)
        x, y, unit = self.x, self.y, self.unit
        middle, centre = WIDTH / 2, HEIGHT / 2

        def project(lon: float, lat: float) -> Flat:
            east, south = plane(lon, lat)
            return middle + (east - x) / unit, centre + (south - y) / unit

        return project

    @property
    def window(self) -> Window:
        """The degrees that are in sight."""
        if self.world:
            return Window(self.longitude - 180, -90, self.longitude + 180, 90)
        corner = hypot(WIDTH, HEIGHT) / 2 * self.unit + hypot(self.x, self.y)
        return window(self.longitude, self.latitude, corner * 1.1)


def unwrapped(longitudes: Sequence[float]) -> list[float]:
    """Longitudes as they lie together: those west of the widest gap between them are counted beyond 180 degrees."""
    ordered = sorted(set(longitudes))
    gaps = [(ordered[0] + 360 - ordered[-1], ordered[0])]
    gaps += [(after - before, after) for before, after in pairwise(ordered)]
    _, start = max(gaps, key=lambda gap: gap[0])
    return [longitude if longitude >= start else longitude + 360 for longitude in longitudes]


def frame_of(points: Sequence[tuple[float, float]]) -> Frame:
    """The frame that shows some places with room around them.

    Args:
        points: longitudes and latitudes in degrees; at least one.
    """
    longitudes, latitudes = unwrapped([lon for lon, _ in points]), [lat for _, lat in points]
    middle = (min(longitudes) + max(longitudes)) / 2
    longitude = (middle + 180) % 360 - 180
    latitude = (min(latitudes) + max(latitudes)) / 2
    spread = max(longitudes) - min(longitudes)
    world = spread * cos(radians(latitude)) > _ROUND_THE_GLOBE * 0.7 and spread > _ROUND_THE_GLOBE
    plane = equal_earth(longitude) if world else azimuthal(longitude, latitude)
    flat = [plane(lon - middle + longitude, lat) for lon, lat in zip(longitudes, latitudes, strict=True)]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    top, bottom = min(y for _, y in flat), max(y for _, y in flat)
    narrowest = _NARROWEST if len(set(points)) == 1 else _NARROWEST_PAIR
    unit = max((right - left) / (WIDTH * 0.72), (bottom - top) / (HEIGHT * 0.6), narrowest / WIDTH)
    middle_y = (top + bottom) / 2
    if world:  # nothing is to be seen beyond the poles
        reach = HEIGHT / 2 * unit
        middle_y = max(min(middle_y, plane(0, -85)[1] - reach), plane(0, 85)[1] + reach)
    # Rounded, so that places a little apart share their outlines and no last digit depends on the machine.
    return Frame(
        world, round(longitude, 2), round(latitude, 2), round((left + right) / 2), round(middle_y), round(unit, 3)
    )


@lru_cache(maxsize=4096)
def outline_of(frame: Frame) -> Outline:
    """Land, borders and graticule within a frame."""
    detail: Detail = "110m" if frame.unit * WIDTH > _COARSE else "50m"
    world, seen, project = load_world(detail), frame.window, frame.project
    near = _SEEN * 2.5 if frame.world else _SEEN
    box = (-_MARGIN, -_MARGIN, WIDTH + _MARGIN, HEIGHT + _MARGIN)
    land = []
    for ring in world.land:
        if not seen.touches(ring.west, ring.south, ring.east, ring.north):
            continue
        for points in _turns(ring, frame):
            cut = clip_ring(thin([project(lon, lat) for lon, lat in points], near), *box)
            if len(cut) > 2 and area(cut) > 1:
                land.append(_rounded(cut))
    borders = []
    for line in world.borders:
        if not seen.touches(line.west, line.south, line.east, line.north):
            continue
        for turn in _shifts(line, frame):
            flat = [project(lon + turn, lat) for lon, lat in line.points]
            if on_the_ground(line.points[0], line.points[-1]):
                borders += [_rounded(thin(run, near)) for run in clip_line(flat, *box)]
    return Outline(tuple(land), tuple(borders), tuple(_graticule(frame)))


def _rounded(points: Sequence[Flat]) -> tuple[Flat, ...]:
    return tuple((round(x, 1), round(y, 1)) for x, y in points)


def _shifts(line: Line, frame: Frame) -> list[int]:
    """By how many degrees a line is to be moved to be in sight of a frame; a projection round a point needs none."""
    if not frame.world:
        return [0]
    west, east = frame.longitude - 180, frame.longitude + 180
    return [turn for turn in (-360, 0, 360) if line.west + turn < east and line.east + turn > west]


def _turns(ring: Line, frame: Frame) -> Iterator[Sequence[tuple[float, float]]]:
    """A ring as it lies in sight of a frame; on a map of the world it is cut at the map's sides."""
    if not frame.world:
        yield ring.points
        return
    west, east = frame.longitude - 180, frame.longitude + 180
    for turn in _shifts(ring, frame):
        points = [(lon + turn, lat) for lon, lat in ring.points] if turn else list(ring.points)
        inside = ring.west + turn >= west and ring.east + turn <= east
        yield points if inside else clip_ring(points, west, -90, east, 90)


_STEPS = (1, 2, 5, 10, 20, 30)


def _graticule(frame: Frame) -> Iterator[tuple[Flat, ...]]:
    """Meridians and parallels, some five of each."""
    seen, project = frame.window, frame.project
    degrees = frame.unit * WIDTH / 111.2
    step = next((step for step in _STEPS if degrees / step <= 6), _STEPS[-1])
    west, east = max(seen.west, frame.longitude - 180), min(seen.east, frame.longitude + 180)
    south, north = max(seen.south, -85.0), min(seen.north, 85.0)
    box = (-_MARGIN, -_MARGIN, WIDTH + _MARGIN, HEIGHT + _MARGIN)
    lines = [
        [project(lon, south + (north - south) * part / 24) for part in range(25)]
        for lon in range(int(west // step) * step, int(east) + step, step)
    ]
    lines += [
        [project(west + (east - west) * part / 48, lat) for part in range(49)]
        for lat in range(int(south // step) * step, int(north) + step, step)
        if -90 < lat < 90
    ]
    for line in lines:
        for run in clip_line(line, *box):
            yield _rounded(run)


GLOBE_RADIUS = 29.0
"""Of the small globe, in units."""

_GLOBE_STEP = 10.0
"""The centres of small globes are rounded to this many degrees, so that few have to be drawn."""


def globe_of(longitude: float, latitude: float) -> tuple[Outline, Flat]:
    """The small globe for a place: its land around (0, 0), and where the place is on it."""
    lon, lat = (round(degrees / _GLOBE_STEP) * _GLOBE_STEP for degrees in (longitude, latitude * 0.8))
    x, y = orthographic(lon, lat)(longitude, latitude)
    unit = 6371.0 / GLOBE_RADIUS
    return _globe(lon, lat), (round(x / unit, 1), round(y / unit, 1))


@lru_cache(maxsize=1024)
def _globe(longitude: float, latitude: float) -> Outline:
    project = orthographic(longitude, latitude)
    unit = 6371.0 / GLOBE_RADIUS
    land = []
    for ring in load_world("110m").land:
        flat = thin([(x / unit, y / unit) for x, y in (project(lon, lat) for lon, lat in ring.points)], 1.4)
        if len(flat) > 3 and area(flat) > 3:
            land.append(_rounded(flat))
    return Outline(tuple(land), (), ())
