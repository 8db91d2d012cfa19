"""Parts of files, which some browsers ask for before they play a film (RFC 9110, section 14)."""

import re
from collections.abc import Mapping

from msgspec import Struct

_RANGE = re.compile(r"bytes[ \t]*=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.IGNORECASE)
"""One range; lists of them may be answered with the whole, and are."""


class ByteRange(Struct, frozen=True):
    """Some bytes of a file: from `start` on, `stop` is behind the last; none if they are equal."""

    start: int
    stop: int
    size: int

    @property
    def is_there(self) -> bool:
        """Whether the file has such bytes."""
        return self.start < self.stop

    @property
    def name(self) -> str:
        """What `Content-Range` says."""
        place = f"{self.start}-{self.stop - 1}" if self.is_there else "*"
        return f"bytes {place}/{self.size}"


def range_asked(headers: Mapping[str, str], etag: str, size: int) -> ByteRange | None:
    """Return the range of a file that a request asks for; None if that is all of it.

    What is no range is as good as none, and neither is one of a file as it was (`If-Range`).
    """
    if headers.get("if-range", etag) != etag:
        return None
    match = _RANGE.fullmatch(headers.get("range", ""))
    if match is None or match[1] == match[2] == "":
        return None
    if not match[1]:
        return ByteRange(max(size - int(match[2]), 0), size, size)
    start = int(match[1])
    stop = int(match[2]) + 1 if match[2] else max(size, start)
    if stop <= start and match[2]:
        return None
    return ByteRange(start, min(stop, size), size) if start < size else ByteRange(size, size, size)
