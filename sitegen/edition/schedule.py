"""When an article is out: the only comparisons with the clock.

Between two of the moments that `turning_points` yields, nothing about an edition depends on
the time.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sitegen.edition.edition import Held, Turn
from sitegen.model import ArticleFields, Correction
from sitegen.timestamps import later

NEWS = timedelta(hours=48)
"""For how long a story is news: what Google's news sitemap may hold."""


def is_fresh(published: datetime, now: datetime) -> bool:
    """Say whether a story that was published at a moment is news now."""
    return timedelta() <= now - published < NEWS


def release(fields: ArticleFields) -> datetime:
    """Return the moment of publication: the later of date and embargo."""
    return max(fields.date, fields.embargo) if fields.embargo else fields.date


def standing(path: str, fields: ArticleFields, now: datetime) -> Held | None:
    """Return why an article is held back at `now`; None if it is out."""
    if fields.status == "draft":
        return Held(path, "draft")
    out = release(fields)
    if now < out:
        return Held(path, "scheduled" if out == fields.date else "embargo", out)
    if fields.expires and now >= fields.expires:
        return Held(path, "expired")
    return None


def updated(fields: ArticleFields, now: datetime) -> datetime | None:
    """Return the time of the last update, if readers may be told: after release, not ahead."""
    if fields.updated and release(fields) < fields.updated <= now:
        return fields.updated
    return None


def corrections(fields: ArticleFields, now: datetime) -> tuple[Correction, ...]:
    """Return the corrections that readers may see: none is ahead of its time."""
    return tuple(correction for correction in fields.corrections if correction.date <= now)


def turning_points(fields: ArticleFields) -> Iterator[tuple[datetime, Turn]]:
    """Yield the moments at which what readers see of an article changes by itself, and how."""
    if fields.status == "draft":
        return
    yield release(fields), "released"
    if old := later(release(fields), NEWS):
        yield old, "is no news any more"
    if fields.updated:
        yield fields.updated, "updated"
    for correction in fields.corrections:
        yield correction.date, "corrected"
    if fields.expires:
        yield fields.expires, "withdrawn"
