"""Read the boundaries of Natural Earth from the TopoJSON of npm's world-atlas."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

ATLAS = Path(__file__).parent / "node_modules" / "world-atlas"

Point = tuple[float, float]  # degrees of longitude and latitude


class Country(NamedTuple):
    name: str
    rings: list[list[int]]  # outer rings, each a list of numbers of arcs


class World:
    """All countries of one scale, with the lines that they share."""

    def __init__(self, scale: str) -> None:
        topology = json.loads((ATLAS / f"countries-{scale}.json").read_bytes())
        (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs: list[list[Point]] = []
        for arc in topology["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append((x * kx + x0, y * ky + y0))
            self.arcs.append(line)
        self.countries: list[Country] = []
        self.sides: dict[int, list[str]] = defaultdict(list)
        for shape in topology["objects"]["countries"]["geometries"]:
            if "arcs" not in shape:
                continue
            parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            name = shape["properties"]["name"]
            self.countries.append(Country(name, [part[0] for part in parts]))
            for part in parts:
                for ring in part:
                    for arc in ring:
                        self.sides[arc if arc >= 0 else ~arc].append(name)

    def ring(self, numbers: list[int]) -> list[Point]:
        """Join arcs into one closed line; a negative number runs backwards."""
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    def lines(self):
        """Yield each arc with the set of countries beside it: one means a coast."""
        for number, names in self.sides.items():
            yield self.arcs[number], frozenset(names)


@cache
def world(scale: str) -> World:
    return World(scale)
