"""A locator map: the frame that fits its places, and names on it that do not run into each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from mujaz.pictures.atlas.clip import area, centroid, clip_ring
from mujaz.pictures.atlas.topology import load_world
from mujaz.pictures.lettering import LETTER, LINE, Box, width, wrapped
from mujaz.pictures.objects import Caption, Flat, Globe, MapPicture, Mark, Place, Scale, Side
from mujaz.pictures.outline import GLOBE_RADIUS, HEIGHT, WIDTH, Frame, frame_of, globe_of, outline_of

FRAME = Box(3, 3, WIDTH - 3, HEIGHT - 3)
DOT = 4.0
"""Half the width of a place's dot with the gap around it."""

_NAME = 118.0
"""Names wider than this go on two lines."""

_MOST_COUNTRIES = 9
_COUNTRY_LETTER = 11.0
_CLOSE_UP = 3600.0
"""Up to this width, in kilometres, a map needs a globe beside it."""

_BARS = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
_DISTORTED = 8000.0
"""From this width on, in kilometres, no one bar is right for the whole map."""


def lay_out_map(places: Sequence[Place], language: str, country: Callable[[str], str]) -> MapPicture:
    """The map of some places.

    Args:
        places: those to show, the weightiest first; at least one.
        language: BCP 47 tag of the page, for the names of countries.
        country: the name of a country by its ISO 3166-1 alpha-2 code, or an empty text.
    """
    frame = frame_of([(place.longitude, place.latitude) for place in places])
    project = frame.project
    dots = [_on_map(project(_near(place.longitude, frame), place.latitude)) for place in places]
    taken = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in dots]
    scale = _scale(frame)
    if scale is not None:
        taken.append(Box(scale.x - 4, scale.y - 20, scale.x + max(scale.length, 50) + 4, HEIGHT))
    globe = _globe(frame, places, taken)
    if globe is not None:
        reach = globe.radius + 3
        taken.append(Box(globe.x - reach, globe.y - reach, globe.x + reach, globe.y + reach))
    captions = _captions(places, dots, taken)
    taken += [box_of(caption) for caption in captions if caption is not None]
    return MapPicture(
        WIDTH,
        HEIGHT,
        outline_of(frame),
        tuple(_countries(frame, language, country, taken)),
        tuple(Mark(place.id, x, y, caption) for place, (x, y), caption in zip(places, dots, captions, strict=True)),
        scale,
        globe,
    )


def _near(longitude: float, frame: Frame) -> float:
    """The longitude as it is counted in sight of the frame."""
    return (longitude - frame.longitude + 180) % 360 - 180 + frame.longitude


def _on_map(point: Flat) -> Flat:
    return round(point[0], 1), round(point[1], 1)


def box_of(caption: Caption, size: float = LETTER) -> Box:
    """The room that a text takes."""
    wide = max(width(line, size) for line in caption.lines)
    left = caption.x - {"left": 0.0, "middle": wide / 2, "right": wide}[caption.side]
    return Box(left, caption.y - size, left + wide, caption.y + LINE * (len(caption.lines) - 1) + 4)


def _captions(places: Sequence[Place], dots: Sequence[Flat], taken: Sequence[Box]) -> list[Caption | None]:
    """A caption for each place, set so that none meets another.

    Names are set one after the other, each in the first position that is free; where one finds none, it goes first
    in another round.
    """
    order = list(range(len(places)))
    best: list[Caption | None] = []
    for _ in range(4):
        found: list[Caption | None] = [None] * len(places)
        boxes = list(taken)
        for index in order:
            caption = _free_position(places[index], dots[index], boxes)
            if caption is not None:
                found[index] = caption
                boxes.append(box_of(caption))
        if not best or found.count(None) < best.count(None):
            best = found
        left_out = [index for index in order if found[index] is None]
        if not left_out:
            break
        order = left_out + [index for index in order if index not in left_out]
    return best


def _free_position(place: Place, dot: Flat, boxes: Sequence[Box]) -> Caption | None:
    for caption in _positions(place, *dot):
        box = box_of(caption)
        if box.within(FRAME) and not any(box.meets(other) for other in boxes):
            return caption
    return None


def _positions(place: Place, x: float, y: float) -> Iterator[Caption]:
    """Where the name of a place may stand, the best position first."""
    whole = (place.name,)
    broken = wrapped(place.name, _NAME)
    for lines in (whole, broken) if len(broken) == 1 else (broken, whole):
        more = LINE * (len(lines) - 1)
        offsets: tuple[tuple[Side, float, float], ...] = (
            ("left", 7, 4 - more / 2),
            ("right", -7, 4 - more / 2),
            ("middle", 0, -8 - more),
            ("middle", 0, 17),
            ("left", 5, -6 - more),
            ("right", -5, -6 - more),
            ("left", 5, 15),
            ("right", -5, 15),
        )
        for side, dx, dy in offsets:
            yield Caption(lines, place.language, round(x + dx, 1), round(y + dy, 1), side)


def _scale(frame: Frame) -> Scale | None:
    """A bar of a round number of kilometres, at most a quarter of the map."""
    if frame.unit * WIDTH > _DISTORTED:
        return None
    kilometres = next((bar for bar in _BARS if bar / frame.unit <= WIDTH / 4), _BARS[-1])
    return Scale(10, HEIGHT - 9, round(kilometres / frame.unit, 1), kilometres)


def _globe(frame: Frame, places: Sequence[Place], taken: Sequence[Box]) -> Globe | None:
    """The small globe in the corner with most room; the lower left is the scale's."""
    if frame.unit * WIDTH > _CLOSE_UP:
        return None
    reach = GLOBE_RADIUS + 6
    corners = [(WIDTH - reach, HEIGHT - reach), (WIDTH - reach, reach), (reach, reach)]
    free = [
        (x, y)
        for x, y in corners
        if not any(box.meets(Box(x - reach, y - reach, x + reach, y + reach)) for box in taken)
    ]
    x, y = (free or corners)[0]
    outline, at = globe_of(places[0].longitude, places[0].latitude)
    return Globe(x, y, GLOBE_RADIUS, outline, at)


def _countries(frame: Frame, language: str, name_of: Callable[[str], str], taken: Sequence[Box]) -> Iterator[Caption]:
    """The names of the countries in sight, the largest first, where they fit into their country and beside the rest."""
    boxes = list(taken)
    shown = 0
    for code, points in _in_sight(frame):
        name = name_of(code)
        if not name or shown == _MOST_COUNTRIES:
            continue
        for x, y in points:
            caption = Caption((name,), language, round(x, 1), round(y + 4, 1), "middle")
            box = box_of(caption, _COUNTRY_LETTER)
            if box.within(FRAME) and not any(box.meets(other) for other in boxes):
                boxes.append(box)
                shown += 1
                yield caption
                break


@lru_cache(maxsize=4096)
def _in_sight(frame: Frame) -> list[tuple[str, list[Flat]]]:
    """The countries on the map, the largest first, each with points inside it, those in its middle first."""
    seen, project = frame.window, frame.project
    found = []
    for country in load_world("50m" if frame.unit < 8 else "110m").countries:
        parts = []
        for ring in country.rings[:4]:
            if not seen.touches(ring.west, ring.south, ring.east, ring.north):
                continue
            points = ring.points[:: max(1, len(ring.points) // 120)]
            middle = (ring.west + ring.east) / 2
            turn = _near(middle, frame) - middle if frame.world else 0.0
            parts.append(clip_ring([project(lon + turn, lat) for lon, lat in points], 0, 0, WIDTH, HEIGHT))
        largest = max((part for part in parts if len(part) > 2), key=area, default=None)
        if largest is not None and area(largest) > 260:
            found.append((-area(largest), country.code, _inner_points(largest)))
    return [(code, points) for _, code, points in sorted(found)]


def _inner_points(ring: list[Flat]) -> list[Flat]:
    """Points within a ring, those near its centre first."""
    middle = centroid(ring)
    left, right = min(x for x, _ in ring), max(x for x, _ in ring)
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    grid = [(left + (right - left) * i / 8, top + (bottom - top) * j / 8) for i in range(1, 8) for j in range(1, 8)]
    inside = [point for point in [middle, *grid] if _within(point, ring)]
    return sorted(inside, key=lambda p: (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2)


def _within(point: Flat, ring: list[Flat]) -> bool:
    x, y = point
    inside = False
    before = ring[-1]
    for corner in ring:
        if (corner[1] > y) != (before[1] > y) and x < before[0] + (y - before[1]) / (corner[1] - before[1]) * (
            corner[0] - before[0]
        ):
            inside = not inside
        before = corner
    return inside
