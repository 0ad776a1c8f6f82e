"""Map projections on the sphere: degrees to kilometres east and south of a centre.

Lambert's azimuthal equal-area projection (Snyder, Map Projections: A Working Manual, 1987, section 24) serves from a
city to a continent; Equal Earth (Šavrič, Patterson, Jenny 2018) where places are spread round the globe; the
orthographic one (Snyder, section 20) for the small globe that says where a close-up is.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, cos, degrees, hypot, radians, sin, sqrt

from msgspec import Struct

EARTH_RADIUS = 6371.0
"""Mean radius, in kilometres."""

Project = Callable[[float, float], tuple[float, float]]
"""From longitude and latitude in degrees to x, eastwards, and y, southwards, in kilometres."""


def azimuthal(longitude: float, latitude: float) -> Project:
    """Lambert's azimuthal equal-area projection around a centre; the point opposite to it is put at the rim."""
    sin_centre, cos_centre = sin(radians(latitude)), cos(radians(latitude))

    def project(lon: float, lat: float) -> tuple[float, float]:
        turn, phi = radians(lon - longitude), radians(lat)
        sin_phi, cos_phi, cos_turn = sin(phi), cos(phi), cos(turn)
        near = sin_centre * sin_phi + cos_centre * cos_phi * cos_turn
        scale = EARTH_RADIUS * sqrt(2 / max(1 + near, 1e-6))
        return scale * cos_phi * sin(turn), -scale * (cos_centre * sin_phi - sin_centre * cos_phi * cos_turn)

    return project


_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def equal_earth(longitude: float) -> Project:
    """The Equal Earth projection around a meridian; longitudes are taken as they are, also beyond 180 degrees."""

    def project(lon: float, lat: float) -> tuple[float, float]:
        theta = asin(sqrt(3) / 2 * sin(radians(lat)))
        square = theta * theta
        sixth = square**3
        slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
        x = 2 * sqrt(3) * radians(lon - longitude) * cos(theta) / (3 * slope)
        y = theta * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
        return EARTH_RADIUS * x, -EARTH_RADIUS * y

    return project


def orthographic(longitude: float, latitude: float) -> Project:
    """The globe as seen from far above a centre; what lies behind it is put on its rim."""
    sin_centre, cos_centre = sin(radians(latitude)), cos(radians(latitude))

    def project(lon: float, lat: float) -> tuple[float, float]:
        turn, phi = radians(lon - longitude), radians(lat)
        x = cos(phi) * sin(turn)
        y = cos_centre * sin(phi) - sin_centre * cos(phi) * cos(turn)
        if sin_centre * sin(phi) + cos_centre * cos(phi) * cos(turn) < 0:
            rim = hypot(x, y) or 1.0
            x, y = x / rim, y / rim
        return EARTH_RADIUS * x, -EARTH_RADIUS * y

    return project


class Window(Struct, frozen=True):
    """The degrees between which everything in sight of a centre lies.

    Attributes:
        west, east: longitudes; `west` may be below -180 and `east` above 180.
        south, north: latitudes.
    """

    west: float
    south: float
    east: float
    north: float

    def touches(self, west: float, south: float, east: float, north: float) -> bool:
        """Whether a box in degrees reaches into the window, on either side of the 180th meridian."""
        if north < self.south or south > self.north:
            return False
        return any(west + turn <= self.east and east + turn >= self.west for turn in (-360, 0, 360))


def window(longitude: float, latitude: float, reach: float) -> Window:
    """The window around a centre.

    Args:
        longitude, latitude: the centre.
        reach: how far one sees, in kilometres along the ground.
    """
    angle = reach / EARTH_RADIUS
    south, north = latitude - degrees(angle), latitude + degrees(angle)
    if south <= -90 or north >= 90:
        return Window(-540, max(south, -90), 540, min(north, 90))
    half = degrees(asin(min(1.0, sin(min(angle, 1.57)) / cos(radians(latitude)))))
    return Window(longitude - half, south, longitude + half, north)
