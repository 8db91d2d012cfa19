"""Ends of the use of a picture: which is the first, and the moment that it means.

A day is "2024-12-31", a moment RFC 3339 with its offset.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_NEVER = datetime.max.replace(tzinfo=UTC)


def earliest(ends: Iterable[str]) -> str:
    """Return the first of some ends, "" if there is none."""
    # Days and moments are compared in UTC: no newsroom is known here.
    return min(ends, key=lambda end: (last_moment(end, UTC) or _NEVER, end), default="")


def last_moment(ends: str, zone: tzinfo) -> datetime | None:
    """Return the first moment, in UTC, at which use is no longer allowed; None if there is none.

    After a day it is the start of the next one in `zone`, the newsroom's.
    """
    try:
        if "T" not in ends:
            tomorrow = date.fromisoformat(ends) + timedelta(days=1)
            return datetime.combine(tomorrow, time(), zone).astimezone(UTC)
        moment = datetime.fromisoformat(ends)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):  # 9999-12-31 has no next day: it means never
        return None
