"""Types of the values that editors write: what one may be, and what it is for.

The strict decoder reads them (`strict/located.py`); a wording says how a text is treated
(`strict/texts.py`).
"""

from datetime import UTC, date, datetime
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct

NEWSROOM_TIME = {
    "type": "string",
    "description": "2026-03-01, 2026-03-01 09:00 (newsroom time) or 2026-03-01T09:00:00+01:00",
}
ABSOLUTE_TIME = {
    "type": "string",
    "description": "A time with its offset: 2026-03-01T09:00:00+01:00",
}

Text = Annotated[str, Meta(min_length=1)]
"""What is no words: a path, an address."""

Name = Annotated[str, Meta(extra={"wording": "name"})]
"""What is compared: an id, a code, a slug. Blanks and what is not seen make no difference."""

SomeName = Annotated[str, Meta(min_length=1, extra={"wording": "name"})]

Topic = Annotated[str, Meta(min_length=1, extra={"wording": "topic"})]
"""A name that readers read, and that stories in several languages share."""

Prose = Annotated[str, Meta(extra={"wording": "prose"})]
"""What readers read: plain text, in which quotation marks are set as in a body."""

SomeProse = Annotated[str, Meta(min_length=1, extra={"wording": "prose"})]
"""Prose that may not be empty."""

Moment = Annotated[datetime, Meta(extra_json_schema=NEWSROOM_TIME)]
AbsoluteMoment = Annotated[
    datetime, Meta(extra_json_schema=ABSOLUTE_TIME, extra={"absolute": True})
]
UNDATED = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""The date of a draft that has none yet: it never comes."""

Day = Annotated[date, Meta(extra_json_schema={"type": "string", "format": "date"})]

Live = Annotated[Literal["true", "closed"], Meta(extra_json_schema={"enum": [True, "closed"]})]
"""Whether a page is told from update to update; or that it was, and that this is over."""

MOST_TAGS = 100
"""Topics of a story: each has a page and a feed of its own."""

Tags = Annotated[tuple[Topic, ...], Meta(max_length=MOST_TAGS)]
Address = Annotated[
    str, Meta(pattern=r"^/[^/]|^/$", description="an address that begins with one slash")
]

Share = Annotated[float, Meta(ge=0, le=1)]
Focus = tuple[Share, Share]
"""The point of a picture that a crop must keep: from the left, from the top."""


class Fields(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping in a front matter or in site.toml: unknown keys are refused.

    `REQUIRED` names keys that have a default and are asked for all the same, and when they are not.
    """


class Unless(NamedTuple):
    """A key is required unless another one has this value."""

    key: str
    value: str
