"""Lambert's azimuthal equal-area projection, for any centre, the poles too."""

from __future__ import annotations

from math import cos, radians, sin, sqrt

EARTH = 6371.0088  # mean radius in kilometres


class Azimuthal:
    """Degrees to pixels; the scale is true at the centre."""

    def __init__(self, lon: float, lat: float, scale: float, middle: tuple[float, float]) -> None:
        self.lon = radians(lon)
        self.sin, self.cos = sin(radians(lat)), cos(radians(lat))
        self.scale = scale  # pixels for a kilometre
        self.middle = middle

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        turn, height = radians(lon) - self.lon, radians(lat)
        sin_lat, cos_lat, cos_turn = sin(height), cos(height), cos(turn)
        facing = 1 + self.sin * sin_lat + self.cos * cos_lat * cos_turn
        k = sqrt(2 / max(facing, 1e-9)) * EARTH * self.scale
        x, y = self.middle
        return (
            x + k * cos_lat * sin(turn),
            y - k * (self.cos * sin_lat - self.sin * cos_lat * cos_turn),
        )
