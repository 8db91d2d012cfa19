"""Where the values of a front matter stand, to the character: for what mends them in place."""

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from sitegen.content.frontmatter_fences import split
from sitegen.content.frontmatter_yaml import LOADER
from sitegen.errors import SiteError


class Written(NamedTuple):
    """A scalar: its key's path ("image.alt"), how it is quoted, and its offsets, quotes included.

    `style` is empty for a plain scalar, else a quote, `|` or `>`.
    """

    key: str
    style: str
    start: int
    end: int


def body_of(text: str) -> int:
    """Return the offset of a text's body: its end, if the front matter is not in order."""
    try:
        _, body = split(text)
    except SiteError:
        return len(text)
    return len(text) - len(body)


def written(text: str) -> tuple[Written, ...]:
    """Return where the scalars of a front matter stand; none if it cannot be read."""
    try:
        block, _ = split(text)
        events = yaml.parse(block, Loader=LOADER)
        root = next(it for it in events if isinstance(it, yaml.NodeEvent))
        # The front matter begins with the line end of its fence.
        return tuple(_below(events, root, "", text.index("\n")))
    except (SiteError, yaml.YAMLError, StopIteration):
        return ()


def _below(
    events: Iterator[yaml.Event], event: yaml.Event, path: str, shift: int
) -> Iterator[Written]:
    match event:
        case yaml.ScalarEvent(start_mark=start, end_mark=end) if start and end:
            yield Written(path, event.style or "", start.index + shift, end.index + shift)
        case yaml.SequenceStartEvent():
            for number, item in enumerate(events):
                if isinstance(item, yaml.SequenceEndEvent):
                    return
                yield from _below(events, item, f"{path}.{number}", shift)
        case yaml.MappingStartEvent():
            for key in events:
                if isinstance(key, yaml.MappingEndEvent):
                    return
                below = f"{path}.{getattr(key, 'value', '')}".lstrip(".")
                yield from _below(events, next(events), below, shift)
