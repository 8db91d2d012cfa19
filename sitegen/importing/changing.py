"""A tree in which each link, picture and embed is what somebody makes of it."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.importing.tree import (
    Block,
    Break,
    CodeSpan,
    Element,
    Embed,
    Heading,
    Inline,
    Item,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Span,
    Table,
    Words,
)

Change = Callable[[Inline], "Sequence[Inline]"]
"""What stands in the place of something in a line: itself, something else, or nothing."""


class Changes(Struct, frozen=True):
    """What settles a text: each link, picture and embed gets its place in the new site.

    `block` is given pictures and embeds that are blocks and returns what stands in their place.
    """

    inline: Change
    block: Callable[[Picture | Embed], "Sequence[Block]"]


def changed(blocks: Sequence[Block], changes: Changes) -> tuple[Block, ...]:
    """Return blocks in which each part is what `changes` make of it, from the inside out."""
    found: list[Block] = []
    for it in blocks:
        found += _changed(it, changes)
    return tuple(found)


def _changed(it: Block, changes: Changes) -> Sequence[Block]:  # noqa: PLR0911 - one a kind
    if isinstance(it, Picture):
        return changes.block(replace(it, caption=in_line(it.caption, changes)))
    if isinstance(it, Embed):
        return changes.block(it)
    if isinstance(it, Paragraph | Heading):
        inside = in_line(it.inside, changes)
        return [it if inside == it.inside else replace(it, inside=inside)]
    if isinstance(it, Quote | PullQuote | Element):
        return [replace(it, blocks=changed(it.blocks, changes))]
    if isinstance(it, List):
        items = tuple(Item(changed(item.blocks, changes)) for item in it.items)
        return [replace(it, items=items)]
    if isinstance(it, Table):
        rows = tuple(
            tuple(replace(cell, blocks=changed(cell.blocks, changes)) for cell in row)
            for row in it.rows
        )
        return [replace(it, rows=rows, caption=in_line(it.caption, changes))]
    return [it]


def in_line(inside: Sequence[Inline], changes: Changes) -> tuple[Inline, ...]:
    """Return a line in which each part but words is what `changes` make of it, from inside out."""
    found: list[Inline] = []
    for it in inside:
        kind = type(it)
        if kind is Words or kind is CodeSpan or kind is Break:
            found.append(it)
            continue
        inner: Inline = it
        if isinstance(it, Span | Link):
            within = in_line(it.inside, changes)
            inner = it if within == it.inside else replace(it, inside=within)
        elif isinstance(it, Note):
            inner = replace(it, blocks=changed(it.blocks, changes))
        elif isinstance(it, Picture):
            inner = replace(it, caption=in_line(it.caption, changes))
        found += changes.inline(inner)
    return tuple(found)
