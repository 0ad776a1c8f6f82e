"""Outlines cut to a rectangle, and thinned to what can be seen at its scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

Flat = tuple[float, float]


def clip_ring(ring: Sequence[Flat], left: float, top: float, right: float, bottom: float) -> list[Flat]:
    """A ring cut to a rectangle (Sutherland and Hodgman 1974); parts may hang together along its sides."""
    points = list(ring)
    for axis, limit, below in ((0, left, False), (0, right, True), (1, top, False), (1, bottom, True)):
        if not points:
            break
        points = _cut_at(points, axis, limit, below=below)
    return points


def _cut_at(points: list[Flat], axis: int, limit: float, *, below: bool) -> list[Flat]:
    kept: list[Flat] = []
    previous = points[-1]
    was_in = (previous[axis] <= limit) if below else (previous[axis] >= limit)
    for point in points:
        is_in = (point[axis] <= limit) if below else (point[axis] >= limit)
        if is_in != was_in:
            share = (limit - previous[axis]) / (point[axis] - previous[axis])
            other = previous[1 - axis] + share * (point[1 - axis] - previous[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if is_in:
            kept.append(point)
        previous, was_in = point, is_in
    return kept


def clip_line(line: Sequence[Flat], left: float, top: float, right: float, bottom: float) -> Iterator[list[Flat]]:
    """The runs of a line that are in a rectangle, each with the points before and after it."""
    run: list[Flat] = []
    for start, end in pairwise(line):
        apart = (
            max(start[0], end[0]) < left
            or min(start[0], end[0]) > right
            or max(start[1], end[1]) < top
            or min(start[1], end[1]) > bottom
        )
        if not apart:
            run.extend([start, end] if not run else [end])
        elif run:
            yield run
            run = []
    if run:
        yield run


def thin(points: Sequence[Flat], tolerance: float) -> list[Flat]:
    """A line without points that are nearer than a tolerance to the one kept before.

    The first and the last point are kept.
    """
    if len(points) < 3:
        return list(points)
    kept = [points[0]]
    square = tolerance * tolerance
    x, y = points[0]
    for point in points[1:-1]:
        dx, dy = point[0] - x, point[1] - y
        if dx * dx + dy * dy >= square:
            kept.append(point)
            x, y = point
    kept.append(points[-1])
    return kept


def area(ring: Sequence[Flat]) -> float:
    """The area within a ring, in square units."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*ring, ring[0])))) / 2


def centroid(ring: Sequence[Flat]) -> Flat:
    """The centre of gravity of a ring; of its points where it has no area."""
    doubled = x = y = 0.0
    for a, b in pairwise((*ring, ring[0])):
        cross = a[0] * b[1] - b[0] * a[1]
        doubled, x, y = doubled + cross, x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    if abs(doubled) < 1e-9:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x / (3 * doubled), y / (3 * doubled)
