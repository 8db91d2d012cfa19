"""Listings that stay put: how many pages one has, and which stories stand on each.

A listing's first page shows the newest stories; page K is the K-th full page counted from the
oldest. So a page once full never changes by a new story, and no story is on two pages.
"""

from collections.abc import Iterator

from msgspec import Struct


class Slice(Struct, frozen=True):
    """One page of a listing: stories from `start` to `stop`, newest first; 0 is the first page."""

    number: int
    start: int
    stop: int
    newer: int | None
    older: int | None


def slices(count: int, size: int) -> Iterator[Slice]:
    """Yield the pages of a listing of `count` stories.

    The first page holds `size` to 2 * `size` - 1 stories, so that it is never nearly empty. A
    full page learns of the page after it one story later than that page is born: until then
    its way to newer stories is the first page. So a new story touches one numbered page. Where
    every story is a page, there is no later story that makes none: the way stays as it is.
    """
    full = max(0, count // size - 1)
    yield Slice(0, 0, count - full * size, None, full or None)
    for number in range(1, full + 1):
        stop = count - (number - 1) * size
        knows_next = size > 1 and number < full and count > (number + 2) * size
        yield Slice(number, stop - size, stop, number + 1 if knows_next else 0, number - 1 or None)
