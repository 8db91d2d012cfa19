"""Charts as stories use them: the table that each names, and what becomes of the two."""

import posixpath
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from sitegen.chart_ref import ChartRef
from sitegen.edition.names import ANYTHING, table_name
from sitegen.errors import Problem
from sitegen.figures.charts.values import Chart
from sitegen.figures.tables import Table, read_table
from sitegen.model import Digest, Document, Source
from sitegen.spelling import Names, offered
from sitegen.urls import beside, nfc, relative

SHARED = "content/data/"
WHERE = "tables lie beside the article or in content/data/"


class Tables:
    """The tables of a site. Each is read when a document that shows it is settled, and not before.

    `versions` are the digests of all by path.
    """

    def __init__(self, versions: Mapping[str, Digest], read: Callable[[str], bytes]) -> None:
        self.versions = versions
        self._read = read
        self._known: dict[str, Table | tuple[Problem, ...]] = {}

    def table(self, path: str) -> Table | tuple[Problem, ...]:
        """Return a table, or what is wrong with its file."""
        if path not in self._known:
            self._known[path] = read_table(self._read(path), path)
        return self._known[path]

    @cached_property
    def names(self) -> Names:
        """Their paths, for who mistypes one."""
        return Names(self.versions, in_folders=True)


def tables_of(sources: Mapping[str, Source], read: Callable[[Source], bytes]) -> Tables:
    """Return the tables among the files of a site."""
    versions = {path: it.digest for path, it in sources.items() if it.kind == "table"}
    return Tables(versions, lambda path: read(sources[path]))


class Charted(NamedTuple):
    """The charts of a document in their order, None where one cannot be drawn; names asked for."""

    charts: tuple[Chart | None, ...] = ()
    asked: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def charts_of(path: str, document: Document, tables: Tables, language: str) -> Charted:
    """Return the charts of a document; `language` is that of texts that name none."""
    if not document.charts:
        return _NONE
    # Few stories have any, and what builds them takes its time to load.
    from sitegen.content.markdown.plain import PlainTexts  # noqa: PLC0415
    from sitegen.figures.charts.built import Builder  # noqa: PLC0415

    texts = PlainTexts(getattr(document.fields, "lang", "") or language)
    asked: set[str] = set()
    problems: list[Problem] = []
    charts = []
    for ref in document.charts:
        source = _find(path, ref, tables, asked, problems)
        table = tables.table(source) if source else None
        chart = None
        if isinstance(table, Table):
            builder = Builder(path, ref, source, table, texts.typeset)
            chart = builder.chart()
            problems += builder.problems
        elif table:
            problems += table
        charts.append(chart)
    # Two charts of one table find the same mistakes in it.
    return Charted(tuple(charts), frozenset(asked), tuple(dict.fromkeys(problems)))


def _find(
    path: str, ref: ChartRef, tables: Tables, asked: set[str], problems: list[Problem]
) -> str:
    """Return the path of the table that a chart names; nothing, and a problem, if there is none."""
    src = nfc(ref.src)
    beside_it = beside(path, src)
    for candidate in (beside_it, posixpath.normpath(SHARED + src)):
        asked.add(table_name(candidate))
        if candidate in tables.versions:
            return candidate
    near = tables.names.nearest(beside_it)
    is_shared = near.startswith(SHARED)
    near = near.removeprefix(SHARED) if is_shared else near and relative(near, path)
    message = f"there is no table `{src}`"
    if beside_it.startswith("../") or src.startswith("/"):
        message = f"`{src}` leads out of the site"
    asked.add(ANYTHING)  # another table may be nearer by name
    problems.append(Problem(path, ref.line, ref.column, message, offered(src, near) or WHERE))
    return ""


_NONE = Charted()
