"""Moments of WordPress: the newsroom's clock beside that of Greenwich, which tells the offset."""

from datetime import UTC, datetime, timedelta, timezone

_FURTHEST = timedelta(hours=16)
"""No clock is further from that of Greenwich."""


def moment_of(local: str, gmt: str) -> datetime | None:
    """Return a moment from the blog's time and that of Greenwich: a draft has zeros for one.

    Without the latter the offset is unknown, and the moment is naive.
    """
    here, there = _parsed(local), _parsed(gmt)
    if here and there:
        minutes = round((here - there).total_seconds() / 60)
        is_near = abs(here - there) <= _FURTHEST
        return here.replace(tzinfo=timezone(timedelta(minutes=minutes))) if is_near else _utc(there)
    return _utc(there) if there else here


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _parsed(text: str) -> datetime | None:
    text = text.strip()
    if not text or text.startswith("0000"):
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def is_of_two(local: str, gmt: str) -> bool:
    """Say whether both clocks are told, and no further from each other than any two are."""
    here, there = _parsed(local), _parsed(gmt)
    return bool(here and there and abs(here - there) <= _FURTHEST)
