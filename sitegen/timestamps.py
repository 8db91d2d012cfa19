"""Moments as they leave the site, and arithmetic that does not fall off the calendar.

All that the site writes of a moment is made here, so that it is what its readers can read: years
of four digits, and offsets of whole minutes, for which alone RFC 3339 and RFC 5322 have room.
Before its standard time, a place went by the sun; tzdata knows such offsets to the second.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""The last moment of the calendar: what is to happen then never happens."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""As RFC 5322 has them, in whatever language the machine is."""

_MINUTE = timedelta(minutes=1)


def newsroom_time(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment as the newsroom's clock shows it, at an offset of whole minutes.

    An offset with seconds is rounded up, and the time with it: the moment is the same, and what
    happens at midnight happens on its day. Where the newsroom's calendar has ended, or has not
    begun, it is that of UTC. Raises nothing.
    """
    try:
        there = moment.astimezone(zone)
        offset = there.utcoffset() or timedelta()
        seconds = offset % _MINUTE
        if not seconds:
            return there
        return moment.astimezone(timezone(offset - seconds + _MINUTE, there.tzname() or ""))
    except OverflowError:
        return moment.astimezone(UTC)


def rfc3339(moment: datetime, zone: tzinfo) -> str:
    """Return a moment in newsroom time with its offset: "2026-03-01T09:00:00+01:00"."""
    return newsroom_time(moment, zone).isoformat(timespec="seconds")


def rfc5322(timestamp: str) -> str:
    """Return what `rfc3339` has written as mail and RSS write it, with its offset."""
    moment = datetime.fromisoformat(timestamp)
    day = f"{DAYS[moment.weekday()]}, {moment.day:02} {MONTHS[moment.month - 1]} {moment.year:04}"
    return f"{day} {timestamp[11:19]} {timestamp[19:].replace(':', '')}"


def compact(moment: datetime) -> str:
    """Return a moment in UTC in the basic format of ISO 8601: "20260301T080000Z"."""
    day, time = moment.astimezone(UTC).isoformat(timespec="seconds")[:19].split("T")
    return f"{day.replace('-', '')}T{time.replace(':', '')}Z"


def clock_text(moment: datetime, zone: tzinfo) -> str:
    """Return a moment for a list that people read: "2026-03-01 09:00 CET"."""
    there = newsroom_time(moment, zone)
    return f"{there.isoformat(sep=' ')[:16]} {there.tzname()}"


def latest(timestamps: Iterable[str], default: str = "") -> str:
    """Return the latest of what `rfc3339` has written: the moments count, and not their texts."""
    return max(filter(None, timestamps), key=datetime.fromisoformat, default=default)


def is_never(moment: datetime) -> bool:
    """Say whether a moment stands for none: whoever writes one in the year 9999 means never."""
    return moment.astimezone(UTC).year == LAST.year


def later(moment: datetime, time: timedelta) -> datetime | None:
    """Return the moment that lies a time after another; None if the calendar ends before it."""
    return moment + time if moment <= LAST - time else None
