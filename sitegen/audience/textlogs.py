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
    names: list[str] = []
    expression, at = "", 0
    for found in _VARIABLE.finditer(pattern):
        names.append(found[1] or found[2])
        end = pattern[found.end() : found.end() + 1]
        many = rf"(?:[^{escape(end)}\\]|\\.)*" if end == '"' else r".*?" if end else r".*"
        expression += f"{escape(pattern[at : found.start()])}({many})"
        at = found.end()
    expression += escape(pattern[at:])
    known = set(names)
    if not (
        known & {"remote_addr", "http_x_forwarded_for", "realip_remote_addr"}
        and known & _TIMES.keys()
        and "status" in known
        and (
            "request" in known
            or {"request_method", "request_uri"} <= known
            or {"request_method", "uri"} <= known
        )
    ):
        return None
    whole = re.compile(expression.encode())

    def read(line: bytes) -> Request | None:
        match = whole.fullmatch(line)
        if match is None:
            return None
        it = dict(zip(names, match.groups(), strict=True))
        request = it.get("request", b"").split(b" ")
        forwarded = it.get("http_x_forwarded_for", b"-").partition(b",")[0]
        time = next(name for name in _TIMES if name in it)
        return Request(
            _TIMES[time](it[time]),
            forwarded if forwarded not in {b"-", b""} else it.get("remote_addr", b""),
            it.get("http_user_agent", b"") or (b"-" if "http_user_agent" in it else b""),
            it.get("request_method", request[0]),
            it.get("request_uri", it.get("uri", (*request, b"")[1])),
            int(it["status"]),
            it.get("host", it.get("http_host", b"")),
            it.get("http_sec_purpose", b"").strip(b"-") or it.get("http_purpose", b"").strip(b"-"),
        )

    return read


_TIMES = {
    "time_local": lambda text: minute_of_log(text[:17], text[-5:]),
    "time_iso8601": lambda text: minute_of_text(text.decode("ascii", "replace")),
    "msec": lambda text: minute_of_number(float(text)),
}
