"""The block of a chart: what its lines say of a table, and what of them cannot be."""

from collections.abc import Mapping, Sequence
from typing import get_args

from markdown_it.token import Token

from sitegen.chart_ref import ChartRef, ChartType
from sitegen.content.markdown.bodywriter import BodyWriter
from sitegen.content.markdown.places import Place
from sitegen.content.markdown.targets import SECURE, Wrong, table_path, web_address
from sitegen.model import CHART, Slot
from sitegen.spelling import did_you_mean
from sitegen.strict.moments import MomentError, parse_day

REQUIRED = ("type", "title", "source", "license", "day")
KEYS = (*REQUIRED, "unit", "x", "y", "notes", "highlight", "multiples", "alt", "url")
TYPES: tuple[ChartType, ...] = get_args(ChartType)
_YES = {"true": True, "yes": True, "false": False, "no": False}


def chart(writer: BodyWriter, tokens: Sequence[Token], index: int, _place: Place) -> str:
    """Leave a slot for a chart."""
    token = tokens[index]
    (values, places, _), place = writer.read_keys(token, "figures.csv", REQUIRED)
    src = token.meta["argument"]
    path = table_path(src) if src else ""
    if isinstance(path, Wrong):
        writer.report(place, *path)
    wrong = _wrong(values)
    for key, it in wrong:
        writer.report(places[key], *it)
    if wrong or not path or isinstance(path, Wrong) or not values.keys() >= {*REQUIRED}:
        return ""
    ref = ChartRef(
        path,
        next(it for it in TYPES if it == values["type"]),
        values["title"],
        values["source"],
        values["license"],
        values["day"],
        *place,
        places=dict(places),
        x=values.get("x", ""),
        y=_listed(values.get("y", "")),
        notes=values.get("notes", ""),
        unit=values.get("unit", ""),
        alt=values.get("alt", ""),
        url=values.get("url", ""),
        highlight=_listed(values.get("highlight", "")),
        multiples=_YES[values.get("multiples", "no")],
    )
    writer.charts.append(ref)
    writer.leave(Slot(CHART, charts=(len(writer.charts) - 1,)))
    writer.emit("\n")
    return ""


def _listed(written: str) -> tuple[str, ...]:
    """Return the names of a list with commas between them."""
    return tuple(it.strip() for it in written.split(",") if it.strip())


def _wrong(values: Mapping[str, str]) -> list[tuple[str, tuple[str, str]]]:
    """Return what values cannot be: by key, what is wrong, and what to write."""
    found: list[tuple[str, tuple[str, str]]] = []
    if (kind := values.get("type")) and kind not in TYPES:
        hint = did_you_mean(kind, TYPES) or f"known are {', '.join(TYPES)}"
        found.append(("type", (f"there are no charts of type `{kind}`", hint)))
    try:
        parse_day(values.get("day", "2026-03-01"))
    except MomentError as error:
        found.append(("day", (error.message, error.hint)))
    if (url := values.get("url")) and (wrong := web_address(url, SECURE)):
        found.append(("url", wrong))
    if (yes := values.get("multiples")) and yes not in _YES:
        found.append(("multiples", (f"`{yes}` is neither yes nor no", "write yes, or no")))
    return found
