"""What a chart shows, as the values that pass from the edition to pages, feeds and search."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from sitegen.chart_ref import ChartType

Steps = Literal["", "year", "month", "day"]
"""In what the first column counts: time, or (empty) anything else, such as countries."""


class Series(Struct, frozen=True, array_like=True):
    """A column of numbers; None where nothing is known."""

    name: str
    values: tuple[Decimal | None, ...]


class Remark(Struct, frozen=True, array_like=True):
    """What there is to say of a row."""

    row: int
    text: str


class Chart(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A chart with all that it shows. Texts are as readers see them.

    `labels` are those of the rows: days, months or years as ISO 8601 writes them if the rows are
    `steps` of time, which then ascend. `axis` is what the column of them is called. `decimals` is
    how many digits behind the point its numbers have. What is `highlighted` are names of rows or of
    series. A chart with `multiples` has a small one for each series.
    """

    type: ChartType
    title: str
    axis: str
    steps: Steps
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int
    source: str
    license: str
    day: str
    url: str = ""
    unit: str = ""
    alt: str = ""
    remarks: tuple[Remark, ...] = ()
    highlighted: tuple[str, ...] = ()
    multiples: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What it says in words, in the order in which readers meet them."""
        rows = () if self.steps else self.labels
        names = (self.axis, *(it.name for it in self.series))
        said = (it.text for it in self.remarks)
        return (self.title, self.unit, self.alt, *names, *rows, *said, self.source)
