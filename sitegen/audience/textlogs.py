"""Logs of lines of text.

Common, combined, with virtual hosts, as Amazon S3 writes them, and those that nginx's `log_format`
describes.
"""

import re
from re import escape

from sitegen.audience.requests import (
    Read,
    Request,
    minute_of_log,
    minute_of_number,
    minute_of_text,
)

_QUOTED = rb'"([^"\\]*(?:\\.[^"\\]*)*)"'
_TIME = rb"\[(\d\d/\w{3}/\d{4}:\d\d:\d\d):\d\d(?:\.\d+)? ([+-]\d{4})\]"
_COMMON = re.compile(
    # Who asks is never "-", which tells a host in front from a missing name behind.
    rb"(?:(\S+) )?((?!- )\S+) (?:-|\S+) (?:\S[^\[]*?) ?"
    + _TIME
    + rb" "
    + _QUOTED
    + rb" (\d{3}) \S+"
    + rb"(?: " + _QUOTED + rb" " + _QUOTED + rb'(?: "([0-9A-Fa-f.:, ]+)")?)?'
)  # fmt: skip
_BUCKET = re.compile(
    rb"(?:[0-9a-f]{64}|-) \S+ " + _TIME + rb" (\S+) \S+ \S+ (\S+) (\S+) "
    rb"(?:" + _QUOTED + rb"|-) (\d{3}|-) \S+ \S+ \S+ \S+ \S+ (?:" + _QUOTED + rb"|-) "
    rb"(?:" + _QUOTED + rb"|-)(?: |$)"
)  # fmt: skip
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


def read_common(line: bytes) -> Request | None:
    """Read common and combined, with a virtual host in front or without.

    What was forwarded for whom, as nginx's own example logs it behind the agent, says who asked.
    """
    found = _COMMON.match(line)
    if found is None:
        return None
    host, address, moment, offset, request, status, _, agent, forwarded = found.groups()
    method, _, rest = request.partition(b" ")
    return Request(
        minute_of_log(moment, offset),
        forwarded.partition(b",")[0] if forwarded else address,
        b"" if agent is None else agent or b"-",
        method,
        rest.partition(b" ")[0],
        int(status),
        host or b"",
    )


def read_bucket(line: bytes) -> Request | None:
    """Read what Amazon S3 logs of a bucket: its key says which file was asked for."""
    found = _BUCKET.match(line)
    if found is None:
        return None
    moment, offset, address, operation, key, _, status, _, agent = found.groups()
    _, method, _ = (*operation.split(b".", 2), b"", b"")[:3]
    return Request(
        minute_of_log(moment, offset),
        address,
        agent or b"-",
        method,
        b"/" + (b"" if key == b"-" else key.lstrip(b"/")),
        0 if status == b"-" else int(status),
    )


def described(pattern: str) -> Read | None:
    """Return what reads lines that nginx's `log_format` describes; None if it lacks too much."""
    names, expression = _parted(pattern)
    place = {name: number for number, name in enumerate(names)}
    time = next((it for it in _TIMES if it in place), "")
    whole_request, method, target = (
        place.get("request", -1),
        place.get("request_method", -1),
        place.get("request_uri", place.get("uri", -1)),
    )
    address, forwarded = place.get("remote_addr", -1), place.get("http_x_forwarded_for", -1)
    if (
        (address < 0 and forwarded < 0)
        or not time
        or "status" not in place
        or (whole_request < 0 and (method < 0 or target < 0))
    ):
        return None
    match, minute_of, moment, status = (
        re.compile(expression.encode()).fullmatch,
        _TIMES[time],
        place[time],
        place["status"],
    )
    agent = place.get("http_user_agent", -1)
    host = place.get("host", place.get("http_host", -1))
    purposes = [place[it] for it in ("http_sec_purpose", "http_purpose") if it in place]

    def read(line: bytes) -> Request | None:
        found = match(line)
        if found is None:
            return None
        it = found.groups()
        asked = it[whole_request].split(b" ") if whole_request >= 0 else []
        client = it[forwarded].partition(b",")[0] if forwarded >= 0 else b"-"
        return Request(
            minute_of(it[moment]),
            client if client not in _NONE or address < 0 else it[address],
            (it[agent] or b"-") if agent >= 0 else b"",
            it[method] if method >= 0 else asked[0],
            it[target] if target >= 0 else (*asked, b"")[1],
            int(it[status]),
            it[host] if host >= 0 else b"",
            next((it[at] for at in purposes if it[at] not in _NONE), b""),
        )

    return read


def _parted(pattern: str) -> tuple[list[str], str]:
    """Return the variables of a `log_format`, and an expression with a group for each."""
    names: list[str] = []
    expression, at = "", 0
    for found in _VARIABLE.finditer(pattern):
        names.append(found[1] or found[2])
        end = pattern[found.end() : found.end() + 1]
        many = r".*?" if end else r".*"
        if end == '"':
            many = r'[^"\\]*(?:\\.[^"\\]*)*'
        elif end == "]" or (end == " " and names[-1] in _WORDS):
            many = rf"[^{escape(end)}]*"
        expression += f"{escape(pattern[at : found.start()])}({many})"
        at = found.end()
    return names, expression + escape(pattern[at:])


_NONE = frozenset({b"", b"-"})
_WORDS = frozenset(
    {
        *("remote_addr", "remote_user", "status", "body_bytes_sent", "bytes_sent", "host"),
        *("http_host", "server_name", "request_method", "request_uri", "uri", "msec"),
        *("time_iso8601", "request_time", "request_length", "scheme", "server_protocol"),
    }
)
"""Variables without a blank in their values."""


def _of_local(text: bytes) -> int:
    return minute_of_log(text[:17], text[-5:])


def _of_iso(text: bytes) -> int:
    return minute_of_text(text.decode("ascii", "replace"))


def _of_seconds(text: bytes) -> int:
    return minute_of_number(float(text))


_TIMES = {"time_local": _of_local, "time_iso8601": _of_iso, "msec": _of_seconds}
