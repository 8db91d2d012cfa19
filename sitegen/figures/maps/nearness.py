"""Which part of the globe a window may show: what lies elsewhere is not even projected."""

from math import ceil

from sitegen.figures.maps.boundaries import Box
from sitegen.figures.maps.projections import Azimuthal
from sitegen.figures.maps.windows import WIDTH, Window

_STEPS = 24
"""Of each side of a sheet, whose points say how far it reaches."""

_SPARE = 0.5
"""Degrees beyond these points: a side is a curve between them."""


class Nearness:
    """Knows which outlines may be seen in a window."""

    def __init__(self, window: Window) -> None:
        self._middle = window.projection.lon
        self._south, self._north = -90.0, 90.0
        self._reach = [360.0] * 91
        """How far from the middle it reaches, for what lies up to a degree from the equator."""
        if isinstance(window.projection, Azimuthal):
            self._look_along_sides(window, window.projection)
        else:
            self._look_along_parallels(window)

    def _look_along_sides(self, window: Window, projection: Azimuthal) -> None:
        lons, lats = [], []
        wide, high = WIDTH / window.scale, window.height / window.scale
        for step in range(_STEPS + 1):
            share = step / _STEPS
            for x, y in ((share, 0.0), (share, 1.0), (0.0, share), (1.0, share)):
                at = window.left + x * wide, window.top - y * high
                if at[0] ** 2 + at[1] ** 2 >= 3.9:
                    return
                lon, lat = projection.globe(*at)
                lons.append((lon - projection.lon + 180) % 360 - 180)
                lats.append(lat)
        self._south, self._north = min(lats) - _SPARE, max(lats) + _SPARE
        reach = max(map(abs, lons)) + _SPARE
        for pole in (90.0, -90.0):
            ((x, y),) = window.spots([(0.0, pole)])
            if window.holds(x, y):
                reach = 360.0
                self._north, self._south = max(self._north, pole), min(self._south, pole)
        self._reach = [reach] * 91

    def _look_along_parallels(self, window: Window) -> None:
        lats = [float(it) for it in range(-90, 91)]
        plane = window.projection.plane([(1.0, lat) for lat in lats])
        bottom = window.top - window.height / window.scale
        shown = [lat for lat, (_, y) in zip(lats, plane, strict=True) if bottom <= y <= window.top]
        self._south, self._north = min(shown) - 1, max(shown) + 1
        half = max(abs(window.left), abs(window.left + WIDTH / window.scale))
        self._reach = [half / x + _SPARE for x, _ in plane[90:]]

    def holds(self, box: Box) -> bool:
        """Say whether something of what lies in a box may be seen."""
        west, south, east, north = box
        if north < self._south or south > self._north:
            return False
        away = ((west + east) / 2 - self._middle + 180) % 360 - 180
        highest = max(-max(south, self._south), min(north, self._north))
        return abs(away) <= self._reach[min(90, max(0, ceil(highest)))] + (east - west) / 2
