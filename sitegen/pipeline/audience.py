"""Counts of views beside the site: what its addresses are to a log, and the two files.

The counts are moved into place before the list of logs that led to them, which waits beside it
until then and names their digest: so who is stopped between the two counts nothing twice.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from sitegen.atomic import write_atomically
from sitegen.audience.counts import Counts, at_addresses, read_counts, summed
from sitegen.audience.counts import written as counts_written
from sitegen.audience.ledger import Ledger, read_ledger
from sitegen.audience.ledger import written as ledger_written
from sitegen.audience.places import Places
from sitegen.audience.programs import Programs
from sitegen.audience.requests import Calendar
from sitegen.audience.stats import Stats, Story, stats_of
from sitegen.audience.visitors import Visitors
from sitegen.content.kinds import STORIES
from sitegen.errors import SiteError
from sitegen.pipeline.order import STATE, Order
from sitegen.pipeline.output.manifest import Manifest
from sitegen.pipeline.site import Site
from sitegen.refusals import about
from sitegen.statcache import digest_of
from sitegen.urls import address_of, normalise

if TYPE_CHECKING:
    from sitegen.audience.counting import Outcome


class Files:
    """The counts and the list of logs beside them, as files. `counts` is the path of the first."""

    def __init__(self, counts: Path) -> None:
        self.counts = counts
        self.ledger = counts.with_name(f"{counts.stem}-read{counts.suffix}")
        self._waiting = self.ledger.with_name(f"{self.ledger.name}~")

    def read(self) -> tuple[Counts, Ledger]:
        """Return what they hold. Raises `SiteError`."""
        raw = _bytes_of(self.counts)
        counts = read_counts(raw, str(self.counts))
        ledger = read_ledger(_bytes_of(self.ledger), str(self.ledger))
        now = digest_of(raw or b"").hex()
        if ledger.counts != now:
            with suppress(SiteError):
                waiting = read_ledger(_bytes_of(self._waiting))
                if waiting.counts == now:
                    ledger = waiting
        return counts, ledger

    def write(self, counts: Counts, ledger: Ledger | None) -> None:
        """Put both in place, or the counts alone."""
        data = counts_written(counts)
        if ledger:
            named = replace(ledger, counts=digest_of(data).hex())
            _write(self._waiting, ledger_written(named))
        _write(self.counts, data)
        if ledger:
            with about(self.ledger):
                self._waiting.replace(self.ledger)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write(path: Path, data: bytes) -> None:
    """Write a file whole, or not at all; one that says the same is left alone."""
    if _bytes_of(path) == data:
        return
    with about(path):
        write_atomically(path, data)


def stories_of(site: Site) -> dict[str, str]:
    """Return the address of each public story by every address that leads to it."""
    found: dict[str, str] = {}
    for presenter in site.presenters:
        for row in presenter.edition.stories:
            if row.facts.kind in STORIES:
                for address in (*map(normalise, row.facts.aliases), row.address):
                    found[address] = row.address
    return found


def places_of(site: Site, order: Order) -> Places:
    """Return what the addresses of a site are, those of its last build as well."""
    manifest = Manifest(order.folder, order.profile.mark, order.root / STATE)
    listed = [address_of(path) for path in manifest.read() or {}]
    stories = stories_of(site)
    pages = [it for it in listed if it.endswith(("/", ".html")) and it not in stories]
    others = [row.address for row in chain(*(it.edition.rows for it in site.presenters))]
    pages += [it for it in others if it and it not in stories]
    files = [it for it in listed if not it.endswith(("/", ".html"))]
    return Places(stories, pages, files, site.config.base_path)


def count_logs(
    site: Site, order: Order, logs: Sequence[str], files: Files, wanted: str, *, whole: bool
) -> "Outcome":
    """Count what is new in logs, and keep it. Raises `SiteError`; nothing is written then."""
    from sitegen.audience.counting import Counting  # noqa: PLC0415 - zstd, for who reads logs

    counts, ledger = files.read()
    places = places_of(site, order)
    host = urlsplit(site.config.base_url).hostname or ""
    visitors = Visitors(places, Calendar(site.config.zone), Programs(), host)
    counts = at_addresses(counts, stories_of(site))
    # A day ahead: clocks of servers differ. Years ahead, one line would be all that is read now.
    end = int((order.now + timedelta(days=1)).timestamp()) // 60
    outcome = Counting(visitors, ledger, wanted, end).run(logs, counts, whole=whole)
    files.write(outcome.counts, outcome.ledger)
    return outcome


def told(site: Site) -> Iterator[Story]:
    """Yield the stories of a site as the desk knows them."""
    for presenter in site.presenters:
        for row in presenter.edition.stories:
            groups: dict[str, list[str]] = {}
            for kind, id_, name in row.topics:
                groups.setdefault(kind, []).append(presenter.name_of(kind, id_, name))
            day = presenter.moment(row.published)[:10]
            yield Story(row.address, presenter.card(row).headline, day, groups)


def stats(site: Site, files: Files, days: int) -> Stats | None:
    """Return what the counts say of the last days; None if there are none. Raises `SiteError`."""
    counts, _ = files.read()
    return stats_of(at_addresses(counts, stories_of(site)), told(site), days)


def merge(sources: Sequence[Path], files: Files) -> Counts:
    """Let the counts be the sum of others, such as those of several servers. Raises `SiteError`."""
    _, ledger = files.read()
    own = files.counts.resolve()
    if ledger.logs and own not in {it.resolve() for it in sources}:
        message = "has counts of this machine's own logs, which would be lost"
        hint = "let `sitegen views LOG… --to` count them into another file, and merge that as well"
        raise SiteError.about(files.counts, message, hint)
    if own in {it.resolve() for it in sources}:
        message = "is where the sum goes: merged again, it would count the others twice"
        hint = "let each server count into a file of its own (`--to`), and merge these"
        raise SiteError.about(files.counts, message, hint)
    distinct = {it.resolve(): it for it in sources}
    total = summed(read_counts(it.read_bytes(), str(it)) for it in distinct.values())
    files.write(total, None)
    return total
