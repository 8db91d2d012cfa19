"""Our own tree as Markdown, with the blocks that this site knows."""

from collections.abc import Iterator, Sequence
from html import escape

from sitegen.importing import tree
from sitegen.importing.htmlform import html_of
from sitegen.importing.phrases import Phrases, Style, backticks, destination, image

MAX_LEVEL = 6
_DEEPEST = 8
"""How deep quotations and lists stand in each other in Markdown; deeper ones are HTML."""


def markdown_of(blocks: Sequence[tree.Block]) -> str:
    """Return blocks as the body of a Markdown file; empty if there is nothing in them."""
    writer = _Writer()
    lines = list(writer.blocks(blocks, 0))
    while writer.phrases.notes[writer.told :]:
        number, inside = writer.phrases.notes[writer.told]
        writer.told += 1
        inner = list(writer.blocks(inside, 1))
        if lines:
            lines.append("")
        lines.append(f"[^{number}]: {inner[0] if inner else ''}".rstrip())
        lines += [f"    {it}" if it else "" for it in inner[1:]]
    return "\n".join([*lines, ""]) if lines else ""


class _Writer:
    """Writes one text."""

    def __init__(self) -> None:
        self.phrases = Phrases()
        self.told = 0
        """How many notes have been written."""

    def blocks(self, blocks: Sequence[tree.Block], depth: int) -> Iterator[str]:
        """Yield the lines of blocks, with an empty one between two."""
        last: tree.Block | None = None
        marker = 0
        for it in blocks:
            marker = 1 - marker if isinstance(it, tree.List) and isinstance(last, tree.List) else 0
            lines = list(self._block(it, depth, marker))
            if not lines:
                continue
            if last is not None:
                yield ""
            yield from lines
            last = it

    def _block(self, it: tree.Block, depth: int, marker: int) -> Iterator[str]:
        if isinstance(it, tree.Kept):
            yield from it.text.split("\n")
        elif isinstance(it, tree.Quote | tree.PullQuote | tree.List | tree.Element):
            yield from self._holding(it, depth, marker)
        elif isinstance(it, tree.Paragraph):
            yield from self.phrases.line(it.inside).split("\n")
        elif isinstance(it, tree.Heading):
            yield self._heading(it)
        elif isinstance(it, tree.Picture):
            yield from self._picture(it)
        elif isinstance(it, tree.Embed):
            yield from (f"::: embed {destination(it.url)}", f"title: {_value(it.title)}", ":::")
        elif isinstance(it, tree.Code):
            yield from _code(it)
        elif isinstance(it, tree.Table):
            yield from self._table(it)
        else:
            yield "---" if depth else "***"

    def _holding(
        self, it: tree.Quote | tree.PullQuote | tree.List | tree.Element, depth: int, marker: int
    ) -> Iterator[str]:
        """Yield a block that holds others."""
        if isinstance(it, tree.Element) or depth > _DEEPEST:
            yield from html_of(it).split("\n")
        elif isinstance(it, tree.Quote):
            yield from (f"> {line}" if line else ">" for line in self.blocks(it.blocks, depth + 1))
        elif isinstance(it, tree.PullQuote):
            yield f"::: pullquote {_plain(it.speaker)}".rstrip()
            yield from self.blocks(it.blocks, depth + 1)
            yield ":::"
        else:
            yield from self._list(it, depth, marker)

    def _heading(self, it: tree.Heading) -> str:
        words = self.phrases.line(it.inside, Style(one_line=True))
        if words.endswith("#"):
            words = f"{words[:-1]}\\#"
        id_ = f" {{#{it.id}}}" if it.id and not set(it.id) & set(" {}#\"'<>") else ""
        return f"{'#' * min(max(it.level, 2), MAX_LEVEL)} {words}{id_}"

    def _picture(self, it: tree.Picture) -> Iterator[str]:
        """Yield a figure; one in a link, or whose caption leads somewhere, has another form."""
        if _leads(it.caption):
            yield html_of(it)
        elif it.href:
            shown = image(it).rpartition("](")
            title = tree.words_of(it.caption)
            inner = image(tree.Picture(src=it.src, alt=it.alt))
            if title:
                said = title.replace("\\", "\\\\").replace('"', '\\"')
                inner = f'{inner[:-1]} "{said}")'
            yield f"[{inner}]({shown[2]}"
        else:
            yield f"::: figure {destination(it.src)}"
            told = {
                "alt": it.alt,
                "caption": tree.words_of(it.caption),
                "credit": it.credit,
                "license": it.license,
            }
            yield from (f"{key}: {_value(value)}" for key, value in told.items() if value)
            yield ":::"

    def _list(self, it: tree.List, depth: int, marker: int) -> Iterator[str]:
        is_loose = any(
            sum(not isinstance(x, tree.List) for x in item.blocks) > 1 for item in it.items
        )
        for number, item in enumerate(it.items):
            sign = f"{it.start + number}{'.)'[marker]}" if it.ordered else "-*"[marker]
            lines = list(self._item(item.blocks, depth + 1, loose=is_loose))
            if number and is_loose:
                yield ""
            yield f"{sign} {lines[0]}" if lines and lines[0] else sign
            indent = " " * (len(sign) + 1)
            yield from (f"{indent}{line}" if line else "" for line in lines[1:])

    def _item(self, blocks: Sequence[tree.Block], depth: int, *, loose: bool) -> Iterator[str]:
        if loose or not _stand_close(blocks):
            yield from self.blocks(blocks, depth)
            return
        for it in blocks:
            yield from self._block(it, depth, 0)

    def _table(self, it: tree.Table) -> Iterator[str]:
        """Yield a table; one that Markdown cannot have is HTML."""
        width = max(len(row) for row in it.rows)
        cells = [cell for row in it.rows for cell in row]
        if (
            it.heads != 1
            or it.caption
            or any(len(row) != width for row in it.rows)
            or any(cell.spans != (1, 1) or not _is_line(cell.blocks) for cell in cells)
            or any(cell.heads for row in it.rows[1:] for cell in row)
        ):
            yield from html_of(it).split("\n")
            return
        rows = [[self._cell(cell.blocks) for cell in row] for row in it.rows]
        aligns = [
            next((row[at].align for row in it.rows if row[at].align), "") for at in range(width)
        ]
        rules = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
        yield f"| {' | '.join(rows[0])} |"
        yield f"| {' | '.join(rules[it] for it in aligns)} |"
        yield from (f"| {' | '.join(row)} |" for row in rows[1:])

    def _cell(self, blocks: Sequence[tree.Block]) -> str:
        inside = blocks[0].inside if blocks and isinstance(blocks[0], tree.Paragraph) else ()
        return self.phrases.line(inside, Style(in_cell=True))


def _stand_close(blocks: Sequence[tree.Block]) -> bool:
    """Say whether blocks are words and a list that may begin directly below them."""
    match blocks:
        case [tree.List(), _]:
            return False
        case [_, tree.List(items=[first, *_]) as below]:
            return bool(first.blocks) and (not below.ordered or below.start == 1)
    return False


def _is_line(blocks: Sequence[tree.Block]) -> bool:
    return not blocks or (len(blocks) == 1 and isinstance(blocks[0], tree.Paragraph))


def _leads(inside: Sequence[tree.Inline]) -> bool:
    return any(isinstance(it, tree.Link | tree.Note) for it in tree.inlines_in(inside))


def _code(it: tree.Code) -> Iterator[str]:
    marks = backticks(it.text, 3)
    yield f"{marks}{it.language}"
    yield from it.text.split("\n")
    yield marks


def _value(text: str) -> str:
    """Return a text as it may stand behind a key of a block: in one line, and as it is."""
    text = " ".join(text.split(" ")).replace("\n", " ").strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        other = "'" if text[0] == '"' else '"'
        return f"{other}{text}{other}" if other not in text else f"{text} "
    return text


def _plain(text: str) -> str:
    return escape(" ".join(text.split()), quote=False) if text else ""
