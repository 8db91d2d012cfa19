"""What is on the desk: drafts, what waits for its time, what ends, and what was corrected."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from sitegen.edition.schedule import standing
from sitegen.field_types import UNDATED
from sitegen.pipeline.site import Site

State = Literal["draft", "scheduled", "embargo", "expired", "expiring", "corrected"]

STATES: tuple[State, ...] = ("draft", "scheduled", "embargo", "expiring", "expired", "corrected")
PAST: tuple[State, ...] = ("expired", "corrected")


class Item(Struct, frozen=True):
    """A story on the desk: why it is there, and the moment that concerns it.

    Of a draft there is none. `address` is where readers find it, or will; nobody knows that of a
    draft without a date.
    """

    state: State
    path: str
    headline: str
    moment: datetime | None
    address: str


def agenda(site: Site, now: datetime, lately: timedelta) -> tuple[Item, ...]:
    """Return all that is on the desk, by state, and by time within each.

    What is to come has the next first; what has expired or was corrected `lately`, the latest.
    """
    past = now - lately
    found = [it for it in _items(site, now) if it.state not in PAST or (it.moment or now) >= past]

    def order(it: Item) -> tuple[int, float, str]:
        at = it.moment.timestamp() if it.moment else 0.0
        return STATES.index(it.state), -at if it.state in PAST else at, it.path

    return tuple(sorted(found, key=order))


def _items(site: Site, now: datetime) -> Iterator[Item]:
    base = site.config.base_url
    for path, row in site.relation.rows.rows.items():
        timing = row.facts.timing
        if timing is None:
            continue
        fields = site.relation.corpus.documents[path].fields
        headline = getattr(fields, "headline", "")
        is_placed = row.address and timing.date != UNDATED
        address = f"{base}{row.address.removeprefix('/')}" if is_placed else ""
        held = standing(path, timing, now)
        if held:
            moment = timing.expires if held.reason == "expired" else held.until
            yield Item(held.reason, path, headline, moment, address)
            continue
        if timing.expires:
            yield Item("expiring", path, headline, timing.expires, address)
        told = [it for it in timing.corrected if it <= now]
        if told:
            yield Item("corrected", path, headline, max(told), address)
