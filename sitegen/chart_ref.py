"""A chart as the block of it says it: what passes from a text to whoever looks for its table."""

from typing import Literal

from msgspec import Struct

ChartType = Literal["bar", "line", "area", "dot", "slope", "stacked"]
"""How a chart shows its numbers."""


class ChartRef(Struct, frozen=True, gc=False, array_like=True):
    """A chart in a body, as its block says it; `src` is the file of its table.

    `x`, `y` and `notes` are names of columns: of labels, of numbers, of what there is to say of a
    row; empty ones are chosen. `day` is an ISO day. `places` are those of the block's keys.
    """

    src: str
    type: ChartType
    title: str
    source: str
    license: str
    day: str
    line: int
    column: int
    places: dict[str, tuple[int, int]]
    x: str = ""
    y: tuple[str, ...] = ()
    notes: str = ""
    unit: str = ""
    alt: str = ""
    url: str = ""
    highlight: tuple[str, ...] = ()
    multiples: bool = False
