"""Tables and blocks that tests of charts share."""

from collections.abc import Callable

from sitegen.chart_ref import ChartRef, ChartType
from sitegen.errors import Problem
from sitegen.figures.charts.built import Builder
from sitegen.figures.charts.values import Chart
from sitegen.figures.tables import Table, read_table

REF = ChartRef(
    src="t.csv",
    type="bar",
    title="The title",
    source="A source",
    license="CC0",
    day="2026-03-01",
    line=9,
    column=11,
    places={"type": (10, 7), "y": (11, 4)},
)

OVER_TIME = """\
year,North & East,South,West,said
1950,14,-2.5,900,
1951,,3,1000,"A remark, in two parts"
1960,20,4.25,1200,
1974,11,5,1150,Another
"""
STATES = """\
state,1990,2024,said
India,870,1451,
"Korea, South",43,52,A remark
A state whose name is long,1,0,
"""
TIMES = {"line", "area"}


def block(table: str, kind: ChartType | str, **keys: str) -> str:
    """Return the block of a chart."""
    known = {"type": kind, "title": f"A {kind} of it", "source": "The <Union>", "license": "CC0"}
    lines = [f"{key}: {value}" for key, value in {**known, "day": "2026-02-01", **keys}.items()]
    return "\n".join([f"::: chart {table}", *lines, ":::"])


def built(
    csv: str | bytes,
    ref: ChartRef = REF,
    typeset: Callable[[str], str] = str,
) -> Chart | tuple[Problem, ...]:
    """Return the chart of a table, or what is wrong with it."""
    table = read_table(csv.encode() if isinstance(csv, str) else csv, "t.csv")
    if not isinstance(table, Table):
        return table
    builder = Builder("s.md", ref, "t.csv", table, typeset)
    return builder.chart() or tuple(builder.problems)
