"""The text of a story between two systems: blocks, and what stands in a line.

Whatever a story comes from, it becomes this tree; whatever is written of it is written from here.
Texts are plain and hold no markup; addresses are as the source has them until they are settled.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

# What stands in a line -----------------------------------------------------------------------


class Words(Struct, frozen=True, gc=False):
    """Plain text, with single blanks."""

    text: str


class Span(Struct, frozen=True):
    """Words in an element of HTML: `em`, `strong`, `del`, or one that Markdown has no mark for."""

    name: str
    inside: "tuple[Inline, ...]"
    attributes: tuple[tuple[str, str], ...] = ()


class CodeSpan(Struct, frozen=True, gc=False):
    """Code in a line."""

    text: str


class Link(Struct, frozen=True):
    """Words that lead somewhere."""

    href: str
    inside: "tuple[Inline, ...]"
    title: str = ""


class Break(Struct, frozen=True, gc=False):
    """The end of a line within a paragraph."""


class Anchor(Struct, frozen=True, gc=False):
    """A place in the text that links lead to."""

    id: str


class Note(Struct, frozen=True):
    """A footnote, where it is referred to. Those with the same key are one."""

    key: str
    blocks: "tuple[Block, ...]"


class Picture(Struct, frozen=True, kw_only=True):
    """A picture: a block, or within a line until `lifted` takes it out.

    `src` is the address in the source, then a path of the site; `caption` may hold links.
    `href` is where it leads; `key` is what the source calls the file, if it does.
    """

    src: str
    alt: str = ""
    caption: "tuple[Inline, ...]" = ()
    credit: str = ""
    license: str = ""
    href: str = ""
    key: str = ""


Inline: TypeAlias = Words | Span | CodeSpan | Link | Break | Anchor | Note | Picture

# Blocks --------------------------------------------------------------------------------------


class Paragraph(Struct, frozen=True):
    """Words."""

    inside: tuple[Inline, ...]


class Heading(Struct, frozen=True):
    """A heading: `level` is 1 to 6, `id` what links call it."""

    level: int
    inside: tuple[Inline, ...]
    id: str = ""


class Embed(Struct, frozen=True, gc=False):
    """Something that plays elsewhere."""

    url: str
    title: str = ""


class Quote(Struct, frozen=True):
    """What somebody else says."""

    blocks: "tuple[Block, ...]"


class PullQuote(Struct, frozen=True):
    """A quotation that stands out, and who speaks."""

    blocks: "tuple[Block, ...]"
    speaker: str = ""


class Item(Struct, frozen=True):
    """An entry of a list."""

    blocks: "tuple[Block, ...]"


class List(Struct, frozen=True):
    """A list; of an ordered one `start` is the first number."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


class Code(Struct, frozen=True, gc=False):
    """Lines of code."""

    text: str
    language: str = ""


class Rule(Struct, frozen=True, gc=False):
    """A line across the column."""


class Cell(Struct, frozen=True):
    """A cell of a table; `spans` are columns and rows."""

    blocks: "tuple[Block, ...]"
    heads: bool = False
    align: str = ""
    spans: tuple[int, int] = (1, 1)


class Table(Struct, frozen=True):
    """A table: rows of cells; the first `heads` of them are its head."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    caption: tuple[Inline, ...] = ()


class Element(Struct, frozen=True):
    """Blocks in an element of HTML that Markdown has no form for: `details`, `dl`."""

    name: str
    blocks: "tuple[Block, ...]"
    attributes: tuple[tuple[str, str], ...] = ()


class Kept(Struct, frozen=True, gc=False):
    """A block of Markdown that means the same here: it stays as it is written."""

    text: str


Block: TypeAlias = (
    Kept
    | Paragraph
    | Heading
    | Picture
    | Embed
    | Quote
    | PullQuote
    | List
    | Code
    | Rule
    | Table
    | Element
)


def inlines_in(inside: Sequence[Inline]) -> Iterator[Inline]:
    """Yield what stands in a line, and in its elements and links, in the order of the text."""
    for it in inside:
        yield it
        if isinstance(it, Span | Link):
            yield from inlines_in(it.inside)


def words_of(inside: Sequence[Inline]) -> str:
    """Return the words of a line, with single blanks."""
    told = (it for it in inlines_in(inside) if isinstance(it, Words | CodeSpan | Break))
    return " ".join("".join(" " if isinstance(it, Break) else it.text for it in told).split())


def ids_of(blocks: Sequence[Block]) -> set[str]:
    """Return the ids that links within a text may name."""
    found: set[str] = set()
    for it in blocks_in(blocks):
        if isinstance(it, Heading) and it.id:
            found.add(it.id)
        if isinstance(it, Paragraph | Heading):
            found.update(_ids(it.inside))
        elif isinstance(it, Picture | Table):
            found.update(_ids(it.caption))
    return found


def _ids(inside: Sequence[Inline]) -> Iterator[str]:
    for it in inlines_in(inside):
        if isinstance(it, Anchor):
            yield it.id
        elif isinstance(it, Note):
            yield from ids_of(it.blocks)


def blocks_in(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, and those in them, in the order of the text."""
    for it in blocks:
        yield it
        if isinstance(it, Quote | PullQuote | Element):
            yield from blocks_in(it.blocks)
        elif isinstance(it, List):
            for item in it.items:
                yield from blocks_in(item.blocks)
        elif isinstance(it, Table):
            for row in it.rows:
                for cell in row:
                    yield from blocks_in(cell.blocks)
