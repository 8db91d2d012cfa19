"""Moments of other systems, as their exports write them."""

from datetime import UTC, datetime


def aware(text: str) -> datetime | None:
    """Return the moment of a text of ISO 8601, in UTC if it has no offset; None if it is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return in_utc(found)


def in_utc(found: datetime) -> datetime:
    """Return a moment as it is; one without an offset at that of UTC."""
    return found if found.tzinfo else found.replace(tzinfo=UTC)
