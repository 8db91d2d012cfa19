"""Which logs were read, and what each told of the last days.

It lies beside the counts, since who loses it would count twice. A log is known by size and digest.
Of days that may still go on, it says what the log had given to the counts: if more comes to be
known of a day, its visitors are judged anew, and what they give takes the place of that.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct, field

from sitegen.audience.counts import days_before
from sitegen.errors import Problem, SiteError

PATH = "content/views-read.json"
WAITING = f"{PATH}~"
VERSION = 1

OPEN_DAYS = 3
"""How many days may still go on: logs are rotated once a day, and some come late."""


class Known(Struct, frozen=True, omit_defaults=True, gc=False):
    """A log that was read: so many bytes, unpacked, with this digest.

    `days` has every open day of which it has lines, and the views by story that it gave.
    """

    size: int
    digest: str
    days: dict[str, dict[str, int]] = field(default_factory=dict)


class Ledger(Struct, frozen=True):
    """All logs that were read; `counts` is the digest of the counts that they led to."""

    version: int = VERSION
    counts: str = ""
    logs: tuple[Known, ...] = ()

    def sizes(self) -> dict[int, set[str]]:
        """Return the digests of all logs by their sizes."""
        found: dict[int, set[str]] = {}
        for log in self.logs:
            found.setdefault(log.size, set()).add(log.digest)
        return found


def read_ledger(raw: bytes | None, path: str = PATH) -> Ledger:
    """Return what a file says of logs, nothing if it is not there. Raises `SiteError`."""
    if raw is None:
        return Ledger()
    hint = "take the last good version from Git: without it, logs would be counted twice"
    try:
        ledger = msgspec.json.decode(raw, type=Ledger)
    except (ValueError, RecursionError) as error:
        message = f"cannot be read: {str(error)[:1].lower()}{str(error)[1:]}"
        raise SiteError([Problem(path, 1, 1, message, hint)]) from error
    if ledger.version != VERSION:
        message = f"has version {ledger.version}, and this sitegen knows {VERSION}"
        raise SiteError([Problem(path, 1, 1, message, "update sitegen")])
    return ledger


def written(ledger: Ledger) -> bytes:
    """Return the bytes of a file: a line for each log."""
    lines = [msgspec.json.encode(it) for it in ledger.logs]
    head = b'{"version": %d, "counts": "%b", "logs": [' % (ledger.version, ledger.counts.encode())
    return b"%b\n%b\n]}\n" % (head, b",\n".join(lines)) if lines else b"%b]}\n" % head


def closed(logs: Iterable[Known]) -> tuple[Known, ...]:
    """Return logs without what they gave to days that are over, in an order of their own."""
    logs = list(logs)
    newest = max((day for log in logs for day in log.days), default="")
    first = days_before(newest, OPEN_DAYS - 1) if newest else ""
    return tuple(
        sorted(
            (
                Known(
                    log.size,
                    log.digest,
                    {
                        day: dict(sorted(log.days[day].items()))
                        for day in sorted(log.days)
                        if day >= first
                    },
                )
                for log in logs
            ),
            key=lambda it: (it.digest, it.size),
        )
    )
