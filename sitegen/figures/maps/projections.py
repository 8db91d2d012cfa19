"""Projections: degrees in, a plane out whose unit is the radius of the globe, north up.

All of them keep areas, so no country looks larger than another that is as large. Snyder, "Map
Projections: A Working Manual" (USGS 1395), chapter 24; Šavrič, Patterson and Jenny, "The Equal
Earth map projection" (2018).
"""

from math import asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import ClassVar

from msgspec import Struct

Point = tuple[float, float]

_RADIAN = pi / 180
"""Of a degree: a product costs less than a call, and there are thousands of them."""


class Azimuthal(Struct, frozen=True, tag="azimuthal"):
    """Lambert's azimuthal equal-area projection: for regions, and for what lies around a pole."""

    lon: float
    lat: float
    is_cut: ClassVar[bool] = False
    """It has no edge but the point opposite to its middle."""

    def plane(self, points: list[Point]) -> list[Point]:
        """Return where points fall."""
        lon0, sin0, cos0 = radians(self.lon), sin(radians(self.lat)), cos(radians(self.lat))
        found = []
        for lon, lat in points:
            away, up = lon * _RADIAN - lon0, lat * _RADIAN
            sin_up, cos_up = sin(up), cos(up)
            ahead = cos_up * cos(away)
            near = 1 + sin0 * sin_up + cos0 * ahead
            if near < 1e-9:  # the opposite point is a circle: it falls somewhere on that
                found.append((0.0, -2.0))
                continue
            k = sqrt(2 / near)
            found.append((k * cos_up * sin(away), k * (cos0 * sin_up - sin0 * ahead)))
        return found

    def globe(self, x: float, y: float) -> Point:
        """Return the degrees of a point of the plane, which lies on the globe's disc."""
        rho = hypot(x, y)
        if rho < 1e-12:
            return self.lon, self.lat
        c = 2 * asin(min(1.0, rho / 2))
        sin0, cos0 = sin(radians(self.lat)), cos(radians(self.lat))
        lat = asin(max(-1.0, min(1.0, cos(c) * sin0 + y * sin(c) * cos0 / rho)))
        away = atan2(x * sin(c), rho * cos0 * cos(c) - y * sin0 * sin(c))
        return self.lon + degrees(away), degrees(lat)


_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


class EqualEarth(Struct, frozen=True, tag="equal-earth"):
    """Equal Earth: for the world, and for what is wider than half of it."""

    lon: float
    is_cut: ClassVar[bool] = True
    """Its edges are the meridian opposite to its middle."""

    def plane(self, points: list[Point]) -> list[Point]:
        """Return where points fall; longitudes count from the middle."""
        found = []
        for away, lat in points:
            t = asin(_M * sin(lat * _RADIAN))
            t2 = t * t
            t6 = t2 * t2 * t2
            x = (
                away
                * _RADIAN
                * cos(t)
                / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
            )
            found.append((x, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))))
        return found


Projection = Azimuthal | EqualEarth


def fitting(west: float, south: float, east: float, north: float) -> Projection:
    """Return the projection for what lies between two meridians and two parallels."""
    width = (east - west) % 360 or 360.0
    middle = (west + width / 2 + 180) % 360 - 180
    if width > 180 and south >= 40:
        return Azimuthal(middle, 90.0)
    if width > 180 and north <= -40:
        return Azimuthal(middle, -90.0)
    if width > 130:
        return EqualEarth(middle)
    return Azimuthal(middle, (south + north) / 2)
