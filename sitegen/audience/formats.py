"""The formats of logs: those that are named, and how a line is recognised.

Formats differ in how their lines begin, so each line is read by itself, whatever stands before it,
but for W3C's: there a line says what the next ones hold.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from sitegen.audience.records import Extended, read_json
from sitegen.audience.requests import NEVER, Read, Request
from sitegen.audience.textlogs import described, read_bucket, read_common

FORMATS: Mapping[str, Read | None] = {
    "common": read_common,
    "combined": read_common,
    "vhost": read_common,
    "nginx-json": read_json,
    "caddy": read_json,
    "cloudflare": read_json,
    "fastly": None,
    "s3": read_bucket,
    "w3c": None,
    "cloudfront": None,
    "iis": None,
}
"""By name; those without a reader need more than the line."""

_FRAME = re.compile(rb"<\d{1,3}>.*?[\w.-]+(?:\[[^\]]*\])?: ")
"""What syslog sets before a message, up to the name of the program: Fastly's "classic" lines."""

_OTHERWISE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What a line raises that has other things in it than its format says."""


class Lines:
    """Reads the lines of one log. `wanted` is a format's name, or nginx's description of one.

    What was logged at `end`, in minutes, or later cannot have been: that clock was wrong.
    """

    def __init__(self, wanted: str = "", end: int = NEVER) -> None:
        self._end = end
        self._extended = Extended()
        self._reads: list[Read] = self._those_of(wanted)

    def _those_of(self, wanted: str) -> list[Read]:
        if "$" in wanted:
            read = described(wanted)
            return [read] if read else []
        if not wanted or wanted == "fastly":
            return [read_common, read_json, self._extended, read_bucket]
        return [FORMATS[wanted] or self._extended]

    def read(self, line: bytes) -> Request | None:
        """Return what a line says; None if it cannot be read."""
        if line[:1] == b"<" and (frame := _FRAME.match(line)):
            line = line[frame.end() :]
        reads = self._reads
        for at, read in enumerate(reads):
            try:
                request = read(line)
            except _OTHERWISE:
                request = None
            if request is not None and 0 <= request.minute < self._end:
                if at:  # the next line will be like this one
                    reads.insert(0, reads.pop(at))
                return request
        return None

    def requests(self, lines: Iterable[bytes]) -> Iterator[tuple[bytes, Request | None]]:
        """Yield each line that should say something, with what it says."""
        read, heed = self.read, self._extended.heed
        for line in lines:
            if not line or (line[:1] == b"#" and heed(line)):
                continue
            yield line, read(line)


def is_described(pattern: str) -> bool:
    """Say whether nginx's description of a format has all that counting needs."""
    return described(pattern) is not None
