"""Charts on pages: all that the template of one is given."""

from sitegen.dates import date_text
from sitegen.figures.charts.drawn import drawings, key
from sitegen.figures.charts.tabled import table
from sitegen.pages.views import ChartView, Interface, View


class RemarkView(View, frozen=True, kw_only=True):
    """What there is to say of something in a chart: its label there, and the words."""

    label: str
    text: str


class DrawnChart(View, frozen=True, kw_only=True):
    """A chart as its template is given it.

    `id` is unique on a page; `key` are swatches and names, `drawings` SVG in the boxes of
    `figures/charts/drawn.py`, `table` is HTML; `day` is written in the language.
    """

    id: str
    title: str
    unit: str
    source: str
    url: str
    license: str
    date: str
    day: str
    key: tuple[tuple[str, str], ...]
    drawings: tuple[str, ...]
    remarks: tuple[RemarkView, ...]
    table: str
    interface: Interface | None = None


def drawn_chart(view: ChartView, number: int) -> DrawnChart:
    """Return a chart, drawn; it is the one of a `number` in its body."""
    chart, language = view.chart, view.language
    name = f"chart_{number}"
    told = view.interface.language if view.interface else language
    return DrawnChart(
        id=name,
        title=chart.title,
        unit=chart.unit,
        source=chart.source,
        url=chart.url,
        license=chart.license,
        date=chart.day,
        day=date_text(chart.day, told),
        key=key(chart, name),
        drawings=drawings(chart, language, name),
        remarks=tuple(
            [
                RemarkView(
                    label=date_text(chart.labels[it.row], language)
                    if chart.steps
                    else chart.labels[it.row],
                    text=it.text,
                )
                for it in chart.remarks
            ]
        ),
        table=table(chart, language),
        interface=view.interface,
    )
