"""One line of a log, as far as it matters here, and its time.

Texts stay bytes as they were logged: most are looked up and never read.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct


class Request(Struct, frozen=True, gc=False):
    """What somebody asked of the server.

    `minute` is that of the clock, in minutes since 1970 UTC; `address` whence it came, `host` that
    of the site if the log says so, `purpose` what a browser says it loads ahead for. An `agent` is
    empty if the log has none, and "-" if whoever asked gave no name.
    """

    minute: int
    address: bytes
    agent: bytes
    method: bytes
    target: bytes
    status: int
    host: bytes = b""
    purpose: bytes = b""


Read = Callable[[bytes], Request | None]
"""Reads a line without its end; None if it cannot. May raise `ValueError` instead."""

NEVER = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp()) // 60
"""The minute from which on nothing is logged. Nor is anything before 1970: such a clock is wrong.

Between these, each minute has a day in every time zone.
"""

_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            *(b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun"),
            *(b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"),
        ),
        1,
    )
}


@lru_cache(maxsize=16_384)
def minute_of_log(moment: bytes, offset: bytes) -> int:
    """Return the minute of "28/Nov/2026:23:59" at "+0100". Raises `ValueError`."""
    try:
        month = _MONTHS[moment[3:6]]
    except KeyError as error:
        raise ValueError(moment) from error
    local = datetime(
        int(moment[7:11]),
        month,
        int(moment[:2]),
        int(moment[12:14]),
        int(moment[15:17]),
        tzinfo=UTC,
    )
    away = int(offset[1:3]) * 60 + int(offset[3:5])
    return int(local.timestamp()) // 60 - (-away if offset[:1] == b"-" else away)


@lru_cache(maxsize=16_384)
def minute_of_iso(minute: str, offset: str) -> int:
    """Return the minute of "2026-11-28T23:59" at "+01:00", or "Z". Raises `ValueError`."""
    moment = datetime.fromisoformat(f"{minute}:00{offset or 'Z'}")
    return int(moment.timestamp()) // 60


def minute_of_text(text: str) -> int:
    """Return the minute of a moment in ISO 8601, without an offset in UTC. Raises `ValueError`."""
    seconds = text[16:]
    at = max(seconds.find("+"), seconds.find("-"), seconds.find("Z"))
    return minute_of_iso(text[:16].replace(" ", "T"), seconds[at:] if at >= 0 else "")


def minute_of_number(number: float) -> int:
    """Return the minute of seconds since 1970, or of milli-, micro- or nanoseconds."""
    for limit, unit in ((1e11, 1), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9)):
        if 0 <= number < limit:
            return int(number / unit) // 60
    raise ValueError(number)


class Calendar:
    """Knows on which day of the newsroom a minute was, whatever its clocks did in that night."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._days: dict[int, str] = {}

    def __call__(self, minute: int) -> str:
        """Return a day, such as "2026-11-28"."""
        day = self._days.get(minute)
        if day is None:
            moment = datetime.fromtimestamp(minute * 60, UTC)
            day = self._days[minute] = moment.astimezone(self._zone).date().isoformat()
        return day
