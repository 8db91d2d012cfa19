"""A map as the block of it says it: what passes from a text to whoever draws it."""

from msgspec import Struct


class PlaceRef(Struct, frozen=True, gc=False, array_like=True):
    """A place on a map in a body, in degrees, and where it is written."""

    name: str
    lat: float
    lon: float
    line: int
    column: int


class MapRef(Struct, frozen=True, array_like=True):
    """A map in a body, as written, and where.

    `frame` and `areas` are texts, and stand at `frame_at` and `areas_at`; `labels` is one of
    `content.frames.LABELS`.
    """

    title: str
    frame: str
    areas: str
    places: tuple[PlaceRef, ...]
    labels: str
    caption: str
    source: str
    line: int
    column: int
    frame_at: tuple[int, int] = (1, 1)
    areas_at: tuple[int, int] = (1, 1)
