"""When an article is out: the only comparisons with the clock.

Between two of the moments that `turning_points` yields, nothing about an edition depends on
the time.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sitegen.edition.entries import Held, Turn
from sitegen.edition.rows import Timing
from sitegen.model import ArticleFields
from sitegen.timestamps import later
from sitegen.transparency import Correction

NEWS = timedelta(hours=48)
"""For how long a story is news: what Google's news sitemap may hold."""


def is_fresh(published: datetime, now: datetime) -> bool:
    """Say whether a story that was published at a moment is news now."""
    return timedelta() <= now - published < NEWS


def timing_of(fields: ArticleFields) -> Timing:
    """Return the moments that a front matter names."""
    return Timing(
        fields.status == "draft",
        fields.date,
        fields.embargo,
        fields.expires,
        fields.updated,
        tuple([correction.date for correction in fields.corrections]),
    )


def standing(path: str, timing: Timing, now: datetime) -> Held | None:
    """Return why an article is held back at `now`; None if it is out."""
    if timing.draft:
        return Held(path, "draft")
    embargo, expires = timing.embargo, timing.expires
    if timing.date <= now and not embargo and not expires:  # most stories, and soon told
        return None
    out = timing.release
    if now < out:
        return Held(path, "scheduled" if out == timing.date else "embargo", out)
    if expires and now >= expires:
        return Held(path, "expired")
    return None


def updated(timing: Timing, now: datetime) -> datetime | None:
    """Return the time of the last update, if readers may be told: after release, not ahead.

    Nothing about a draft changes by itself: it shows all that it says.
    """
    moment = timing.updated
    if moment and timing.release < moment and (timing.draft or moment <= now):
        return moment
    return None


def told(timing: Timing, now: datetime) -> datetime | None:
    """Return the moment of the newest update of a live page: after release, not ahead."""
    moment = timing.told
    if moment and timing.release < moment and (timing.draft or moment <= now):
        return moment
    return None


def corrections(
    known: Iterable[Correction], timing: Timing | None, now: datetime
) -> tuple[Correction, ...]:
    """Return the corrections that readers may see: none is ahead of its time; all of a draft."""
    if timing and timing.draft:
        return tuple(known)
    return tuple([correction for correction in known if correction.date <= now])


def turning_points(timing: Timing) -> Iterator[tuple[datetime, Turn]]:
    """Yield the moments at which what readers see of an article changes by itself, and how."""
    if timing.draft:
        return
    out = timing.release
    yield out, "released"
    if old := later(out, NEWS):
        yield old, "is no news any more"
    if timing.updated:
        yield timing.updated, "updated"
    if timing.told:
        yield timing.told, "updated"
    for moment in timing.corrected:
        yield moment, "corrected"
    if timing.expires:
        yield timing.expires, "withdrawn"


def is_over(timing: Timing, now: datetime) -> bool:
    """Say whether an article is out, and nothing about it changes by itself after `now`."""
    if timing.draft or timing.expires or timing.corrected or timing.embargo or timing.told:
        moments = (
            timing.date,
            timing.embargo,
            timing.updated,
            timing.told,
            *timing.corrected,
        )
        return (
            not (timing.draft or timing.expires)
            and now - max(it for it in moments if it is not None) >= NEWS
        )
    return now - (timing.updated or timing.date) >= NEWS and now - timing.date >= NEWS


def turns_between(timing: Timing, one: datetime, other: datetime) -> bool:
    """Say whether something about an article changes by itself from one moment to the other."""
    first, last = sorted((one, other))
    return any(first < moment <= last for moment, _ in turning_points(timing))
