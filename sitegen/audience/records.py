"""Logs of records with names, in JSON or in W3C's format.

JSON comes from nginx, Caddy, Fastly and Cloudflare's Logpush; W3C's names stand in a line of their
own, as CloudFront and IIS write it.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from sitegen.audience.requests import Request, minute_of_log, minute_of_number, minute_of_text

_DECODE = msgspec.json.Decoder(dict[str, Any]).decode

NAMES: Mapping[str, tuple[str, ...]] = {
    "time": (
        *("time_iso8601", "EdgeStartTimestamp", "time_local", "msec", "@timestamp", "timestamp"),
        *("time", "ts", "date"),
    ),
    "forwarded": ("http_x_forwarded_for", "x_forwarded_for", "x-forwarded-for"),
    "address": (
        *("remote_addr", "client_ip", "ClientIP", "remote_ip", "clientip", "ip", "client"),
        "c-ip",
    ),
    "agent": (
        *("http_user_agent", "ClientRequestUserAgent", "user_agent", "request_user_agent"),
        *("userAgent", "useragent", "agent", "cs(User-Agent)"),
    ),
    "method": ("request_method", "ClientRequestMethod", "method", "cs-method"),
    "target": (
        *("request_uri", "ClientRequestURI", "ClientRequestPath", "uri", "url", "path"),
        "cs-uri-stem",
    ),
    "request": ("request",),
    "status": ("status", "EdgeResponseStatus", "response_status", "sc-status"),
    "host": (
        *("host", "http_host", "ClientRequestHost", "server_name", "vhost"),
        *("x-host-header", "cs-host", "cs(Host)"),
    ),
    "purpose": ("http_sec_purpose", "sec_purpose", "http_purpose", "purpose", "cs(Sec-Purpose)"),
}
"""What programs call the parts of a request, the surest name first."""

_NOTHING = {"-", "", None}


def read_json(line: bytes) -> Request | None:
    """Read a record in JSON, whoever wrote it."""
    if not line.startswith(b"{"):
        return None
    try:
        it = _DECODE(line)
    except msgspec.DecodeError:
        return None
    request = it.get("request")
    return _caddy(it, request) if isinstance(request, dict) else _named(it)


def _caddy(it: Mapping[str, Any], request: Mapping[str, Any]) -> Request | None:
    headers = request.get("headers") or {}
    address = request.get("client_ip") or request.get("remote_ip") or request.get("remote_addr")
    if not address or not request.get("method") or "status" not in it:
        return None
    purpose = headers.get("Sec-Purpose") or headers.get("Purpose") or [""]
    host = str(request.get("host", ""))
    return Request(
        _minute(it.get("ts")),
        _bytes(address),
        _bytes((headers.get("User-Agent") or ["-"])[0] or "-"),
        _bytes(request["method"]),
        _bytes(request.get("uri", "")),
        int(it["status"]),
        _bytes(host),
        _bytes(purpose[0]),
    )


def _named(it: Mapping[str, Any]) -> Request | None:
    """Read a flat record by the names of its parts; headers may lie in one of their own."""
    found = {part: _first(it, names) for part, names in NAMES.items()}
    headers = it.get("RequestHeaders")
    if isinstance(headers, dict):
        said = {str(name).lower(): value for name, value in headers.items()}
        found["purpose"] = said.get("sec-purpose") or said.get("purpose")
    method, target = found["method"], found["target"]
    if isinstance(found["request"], str) and (method is None or target is None):
        method, target, _ = (*found["request"].split(" ", 2), "", "")[:3]
    forwarded = found["forwarded"]
    address = str(forwarded).partition(",")[0] if forwarded is not None else found["address"]
    if None in {address, method, target, found["status"]}:
        return None
    return Request(
        _minute(found["time"]),
        _bytes(address),
        # A name that is logged empty is that of a program; where none is logged, nobody can tell.
        _bytes(found["agent"] or ("-" if not it.keys().isdisjoint(NAMES["agent"]) else "")),
        _bytes(method),
        _bytes(target),
        int(found["status"]),
        _bytes(found["host"] or ""),
        _bytes(found["purpose"] or ""),
    )


def _first(it: Mapping[str, Any], names: tuple[str, ...]) -> Any:  # noqa: ANN401 - as logged
    return next((it[name] for name in names if it.get(name) not in _NOTHING), None)


def _bytes(value: object) -> bytes:
    return str(value).encode(errors="surrogatepass")


def _minute(value: object) -> int:
    if isinstance(value, int | float):
        return minute_of_number(value)
    text = str(value)
    if text[2:3] == "/":
        return minute_of_log(text[:17].encode(), text[-5:].encode())
    if text.replace(".", "", 1).isdigit():
        return minute_of_number(float(text))
    return minute_of_text(text)


class Extended:
    """Reads W3C's extended format, whose names stand in a line `#Fields:` above the rest.

    CloudFront sets tabs between values, IIS blanks, and writes "+" for those within one.
    """

    def __init__(self) -> None:
        self._names: list[str] = []
        self._at: dict[str, int] = {}

    def __call__(self, line: bytes) -> Request | None:
        """Read a line. Raises `ValueError`."""
        if line.startswith(b"#"):
            return None
        at = self._at
        tabs = b"\t" in line
        values = line.split(b"\t") if tabs else line.split(b" ")
        if not at or len(values) != len(self._names):
            return None
        day, time = values[at["date"]], values[at["time"]]
        agent = values[at["agent"]] if "agent" in at else b""
        agent = agent.replace(b"%2520", b" ").replace(b"%20", b" ")
        forwarded = values[at["forwarded"]].partition(b",")[0] if "forwarded" in at else b"-"
        return Request(
            minute_of_text(f"{day.decode()} {time.decode()}"),
            values[at["address"]] if forwarded == b"-" else forwarded,
            agent if tabs else agent.replace(b"+", b" "),
            values[at["method"]],
            values[at["target"]],
            int(values[at["status"]]),
            values[at["host"]] if "host" in at else b"",
            values[at["purpose"]].replace(b"-", b"") if "purpose" in at else b"",
        )

    def heed(self, line: bytes) -> bool:
        """Take note of a line that begins with "#"; say whether it is one of this format."""
        if line.startswith(b"#Fields:"):
            self._names = line[8:].decode("ascii", "replace").split()
            self._at = {name: at for at, name in enumerate(self._names) if name in {"date", "time"}}
            for part, names in NAMES.items():
                found = [self._names.index(it) for it in names if it in self._names]
                if found and part != "time":
                    self._at[part] = found[0]
            if not {"date", "time", "address", "method", "target", "status"} <= self._at.keys():
                self._at = {}
        return line.startswith(b"#")
