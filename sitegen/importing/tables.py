"""Tables of HTML: rows and cells, what heads them, and how they are aligned."""

import re
from collections.abc import Callable, Iterator, Sequence

from selectolax.lexbor import LexborNode

from sitegen.importing.lines import Wrap
from sitegen.importing.tree import Block, Cell, Table

Flow = Callable[[LexborNode, Sequence[Wrap]], list[Block]]

_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)|has-text-align-(left|center|right)")
MOST_SPANNED = 1000
"""HTML's own limit for columns."""


def table_of(
    node: LexborNode, flow: Flow, children: Callable[[LexborNode], Iterator[LexborNode]]
) -> tuple[Table, list[Block]]:
    """Return a table, and the blocks of its caption."""
    rows: list[tuple[Cell, ...]] = []
    around: list[Block] = []
    heads = 0
    for part in children(node):
        if part.tag == "caption":
            around += flow(part, ())
        groups = [part] if part.tag == "tr" else children(part)
        for row in groups:
            if row.tag != "tr":
                continue
            cells = tuple(_cell(it, flow(it, ())) for it in children(row) if it.tag in {"td", "th"})
            if not cells:
                continue
            is_head = part.tag == "thead" or (not rows and all(it.heads for it in cells))
            if is_head and heads == len(rows):
                heads += 1
            rows.append(cells)
    return Table(tuple(rows), heads), around


def _cell(node: LexborNode, blocks: list[Block]) -> Cell:
    told = node.attributes
    where = f"{told.get('style') or ''} {told.get('class') or ''}"
    found = _ALIGN.search(where)
    align = (found[1] or found[2]) if found else (told.get("align") or "")
    spans = tuple(_number(told.get(it)) for it in ("colspan", "rowspan"))
    return Cell(
        tuple(blocks),
        node.tag == "th",
        align if align in {"left", "center", "right"} else "",
        (spans[0], spans[1]),
    )


def _number(text: str | None) -> int:
    number = int(text) if text and text.isdecimal() and len(text) < 6 else 1  # noqa: PLR2004
    return min(max(number, 1), MOST_SPANNED)
