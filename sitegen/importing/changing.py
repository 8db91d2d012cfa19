"""A tree in which each link, picture and embed is what somebody makes of it."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.importing import tree

Change = Callable[[tree.Inline], "Sequence[tree.Inline]"]
"""What stands in the place of something in a line: itself, something else, or nothing."""


class Changes(Struct, frozen=True):
    """What settles a text: each link, picture and embed gets its place in the new site.

    `block` is given pictures and embeds that are blocks and returns what stands in their place.
    """

    inline: Change
    block: Callable[[tree.Picture | tree.Embed], "Sequence[tree.Block]"]


def changed(blocks: Sequence[tree.Block], changes: Changes) -> tuple[tree.Block, ...]:
    """Return blocks in which each part is what `changes` make of it, from the inside out."""
    found: list[tree.Block] = []
    for it in blocks:
        found += _changed(it, changes)
    return tuple(found)


def _changed(it: tree.Block, changes: Changes) -> Sequence[tree.Block]:  # noqa: PLR0911 - one a kind
    if isinstance(it, tree.Picture):
        return changes.block(replace(it, caption=in_line(it.caption, changes)))
    if isinstance(it, tree.Embed):
        return changes.block(it)
    if isinstance(it, tree.Paragraph | tree.Heading):
        inside = in_line(it.inside, changes)
        return [it if inside == it.inside else replace(it, inside=inside)]
    if isinstance(it, tree.Quote | tree.PullQuote | tree.Element):
        return [replace(it, blocks=changed(it.blocks, changes))]
    if isinstance(it, tree.List):
        items = tuple(tree.Item(changed(item.blocks, changes)) for item in it.items)
        return [replace(it, items=items)]
    if isinstance(it, tree.Table):
        rows = tuple(
            tuple(replace(cell, blocks=changed(cell.blocks, changes)) for cell in row)
            for row in it.rows
        )
        return [replace(it, rows=rows, caption=in_line(it.caption, changes))]
    return [it]


def in_line(inside: Sequence[tree.Inline], changes: Changes) -> tuple[tree.Inline, ...]:
    """Return a line in which each part but words is what `changes` make of it, from inside out."""
    found: list[tree.Inline] = []
    for it in inside:
        kind = type(it)
        if kind is tree.Words or kind is tree.CodeSpan or kind is tree.Break:
            found.append(it)
            continue
        inner: tree.Inline = it
        if isinstance(it, tree.Span | tree.Link):
            within = in_line(it.inside, changes)
            inner = it if within == it.inside else replace(it, inside=within)
        elif isinstance(it, tree.Note):
            inner = replace(it, blocks=changed(it.blocks, changes))
        elif isinstance(it, tree.Picture):
            inner = replace(it, caption=in_line(it.caption, changes))
        found += changes.inline(inner)
    return tuple(found)
