"""The table of a chart as HTML: what it shows, for who cannot see it, and for who wants to copy it.

Pure. Numbers and days are as the language writes them.
"""

from decimal import Decimal
from html import escape

from sitegen.dates import date_text
from sitegen.figures.charts.values import Chart
from sitegen.languages import decimal_text


def table(chart: Chart, language: str) -> str:
    """Return the table."""
    said = {it.row: it.text for it in chart.remarks}
    names = [chart.axis, *(it.name for it in chart.series)]
    head = "".join(f'<th scope="col">{_plain(it)}</th>' for it in names)
    rows = []
    for number, label in enumerate(chart.labels):
        shown = date_text(label, language) if chart.steps else label
        # Beside what it is said of: a column of its own would need a name.
        remark = f"<br><small>{_plain(said[number])}</small>" if number in said else ""
        cells = [f'<th scope="row">{_plain(shown)}{remark}</th>']
        cells += [_cell(it.values[number], chart.decimals, language) for it in chart.series]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    body = "\n".join(rows)
    return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cell(value: Decimal | None, decimals: int, language: str) -> str:
    written = "–" if value is None else decimal_text(value, decimals, language)
    return f"<td>{written}</td>"


def _plain(text: str) -> str:
    return escape(text, quote=False)
