"""What a text says has happened, entry by entry: of a timeline, and of a live page."""

from typing import NamedTuple


class Dated(NamedTuple):
    """An entry of a timeline in a body: an ISO day, month or year, and what happened, in words."""

    day: str
    text: str


class Update(NamedTuple):
    """An entry of a live page: its anchor, its moment as RFC 3339 has it, and its words.

    `text` is plain, without the headline; `line` and `column` are where it begins.
    """

    anchor: str
    moment: str
    headline: str
    text: str
    is_key: bool
    is_pinned: bool
    line: int
    column: int
