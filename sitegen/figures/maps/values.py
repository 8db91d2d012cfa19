"""Maps as they are kept and shown: values alone, since whoever knows an edition reads them."""

from typing import Literal

from msgspec import Struct


class Note(Struct, frozen=True, array_like=True):
    """What is printed under a map of an area that states disagree about."""

    area: str
    name: str
    line: str
    language: str
    manner: Literal["hatched", "plain", "part"]


class Drawn(Struct, frozen=True, array_like=True):
    """A map: an SVG, and in words what it shows; places with the area that each lies in."""

    svg: str
    height: int
    marked: tuple[str, ...]
    places: tuple[str, ...]
    notes: tuple[Note, ...]
    language: str
