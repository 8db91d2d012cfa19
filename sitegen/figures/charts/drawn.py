"""A chart as SVG: for one language, for a phone or for a wide column. Pure."""

from collections.abc import Callable, Mapping
from html import escape

from sitegen.chart_ref import ChartType
from sitegen.figures.charts import compared, overtime, slopes
from sitegen.figures.charts.plot import Plot
from sitegen.figures.charts.values import Chart
from sitegen.figures.sheet import Sheet, swatch
from sitegen.languages import direction

BOXES: Mapping[str, float] = {"narrow": 320, "wide": 560}
"""Widths in CSS pixels. Where one does not fit, the stylesheet shows the other: so words are never
smaller than twelve pixels, and nothing is scaled to be seen."""

_BELOW: Mapping[ChartType, Callable[[Plot], float]] = {
    "bar": compared.bars,
    "stacked": compared.stacked,
    "dot": compared.dots,
    "slope": slopes.slopes,
}
_OVER_TIME = frozenset({"line", "area", "bar", "stacked"})


def drawings(chart: Chart, language: str, name: str) -> tuple[str, ...]:
    """Return a chart in all boxes; `name` makes its ids unique on a page."""
    return tuple([_drawn(chart, language, f"{name}{it[0]}", it) for it in BOXES])


def _drawn(chart: Chart, language: str, name: str, box: str) -> str:
    sheet = Sheet(BOXES[box], name, mirrored=direction(language) == "rtl")
    plot = Plot(chart, language, sheet)
    if chart.steps and chart.type in _OVER_TIME:
        height = overtime.over_time(plot)
    else:
        height = _BELOW[chart.type](plot)
    said = chart.alt or chart.title
    return sheet.svg(height, f'class="{box}" role="img" aria-label="{escape(said)}"')


def key(chart: Chart, name: str) -> tuple[tuple[str, str], ...]:
    """Return what tells series apart that have no names beside them: a swatch and a name each."""
    if len(chart.series) == 1 or chart.multiples or chart.type in {"line", "area", "slope"}:
        return ()
    point = chart.type == "dot"
    return tuple(
        [
            (swatch(f"{name}k", number, point=point), series.name)
            for number, series in enumerate(chart.series)
        ]
    )
