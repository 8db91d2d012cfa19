"""Access logs as servers write them, from one list of requests; and a day with a known truth."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from msgspec import Struct

HOST = "test.example"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/18.6 Mobile/15E148 Safari/604.1"
)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Asked(Struct, frozen=True, kw_only=True):
    """One request, and what came of it."""

    target: str = "/2026/03/a/"
    at: datetime = NOON
    address: str = "192.0.2.7"
    agent: str = FIREFOX
    method: str = "GET"
    status: int = 200
    purpose: str = ""
    host: str = HOST


def asked(target: str = "/2026/03/a/", *, after: float = 0, **others: object) -> Asked:
    """Return a request so many seconds after noon."""
    return Asked(target=target, at=NOON + timedelta(seconds=after), **others)  # type: ignore[arg-type]


def _clf(it: Asked) -> str:
    when = it.at.strftime("%d/%b/%Y:%H:%M:%S %z")
    return f'{it.address} - - [{when}] "{it.method} {it.target} HTTP/1.1" {it.status} 5120'


def combined(it: Asked) -> str:
    """Return the line that Apache and nginx write of themselves."""
    return f'{_clf(it)} "https://elsewhere.example/" "{it.agent}"'


def _nginx_json(it: Asked) -> str:
    return json.dumps(
        {
            "time_iso8601": it.at.isoformat(),
            "remote_addr": it.address,
            "request": f"{it.method} {it.target} HTTP/2.0",
            "status": str(it.status),
            "http_user_agent": it.agent,
            "host": it.host,
            "http_sec_purpose": it.purpose,
        }
    )


def _caddy(it: Asked) -> str:
    headers = {"User-Agent": [it.agent], "Accept": ["text/html"]}
    headers |= {"Sec-Purpose": [it.purpose]} if it.purpose else {}
    return json.dumps(
        {
            "level": "info",
            "ts": it.at.timestamp(),
            "logger": "http.log.access",
            "msg": "handled request",
            "request": {
                "remote_ip": it.address,
                "remote_port": "51000",
                "proto": "HTTP/2.0",
                "method": it.method,
                "host": it.host,
                "uri": it.target,
                "headers": headers,
            },
            "duration": 0.001,
            "size": 5120,
            "status": it.status,
        }
    )


def _cloudfront(it: Asked) -> str:
    path, _, query = it.target.partition("?")
    values = (
        *(it.at.strftime("%Y-%m-%d"), it.at.strftime("%H:%M:%S"), "FRA56-C1", "5120", it.address),
        *(it.method, "d111.cloudfront.net", path, str(it.status), "-"),
        *(quote(it.agent, safe="/(),;:"), query or "-", "-", "Hit", "id", it.host),
    )
    return "\t".join(values)


def _iis(it: Asked) -> str:
    path, _, query = it.target.partition("?")
    when = it.at.strftime("%Y-%m-%d %H:%M:%S")
    agent = it.agent.replace(" ", "+")
    return (
        f"{when} {it.method} {path} {query or '-'} 443 - {it.address} {agent} - {it.status} 0 0 15"
    )


def _s3(it: Asked) -> str:
    path = it.target.partition("?")[0].removeprefix("/")
    key = f"{path}index.html" if not path or path.endswith("/") else path
    when = it.at.strftime("%d/%b/%Y:%H:%M:%S %z")
    return (
        f"{'a' * 64} paper [{when}] {it.address} - 3E57427F3EXAMPLE WEBSITE.{it.method}.OBJECT"
        f' {key} "{it.method} {it.target} HTTP/1.1" {it.status} - 5120 5120 12 11 "-" "{it.agent}"'
        f" - id= - ECDHE - {it.host} TLSv1.2"
    )


def _cloudflare(it: Asked) -> str:
    return json.dumps(
        {
            "ClientIP": it.address,
            "ClientRequestHost": it.host,
            "ClientRequestMethod": it.method,
            "ClientRequestURI": it.target,
            "ClientRequestUserAgent": it.agent,
            "EdgeResponseStatus": it.status,
            "EdgeStartTimestamp": int(it.at.timestamp() * 1e9),
            "RequestHeaders": {"sec-purpose": it.purpose} if it.purpose else {},
        }
    )


def _fastly_json(it: Asked) -> str:
    return json.dumps(
        {
            "timestamp": it.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "client_ip": it.address,
            "host": it.host,
            "url": it.target,
            "request_method": it.method,
            "request_user_agent": it.agent,
            "response_status": it.status,
        }
    )


WRITERS: Mapping[str, Callable[[Asked], str]] = {
    "common": _clf,
    "combined": combined,
    "vhost": lambda it: f"{it.host}:443 {combined(it)}",
    "nginx-json": _nginx_json,
    "caddy": _caddy,
    "cloudfront": _cloudfront,
    "iis": _iis,
    "s3": _s3,
    "fastly": lambda it: f"<134>2026-06-01T12:00:00Z cache-fra1 paper[42]: {combined(it)}",
    "fastly-json": _fastly_json,
    "cloudflare": _cloudflare,
}
"""By format."""

HEADS: Mapping[str, str] = {
    "cloudfront": "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method"
    " cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie)"
    " x-edge-result-type x-edge-request-id x-host-header\n",
    "iis": "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n"
    "#Fields: date time cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent)"
    " cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n",
}
"""What stands above the lines."""


def log_of(requests: Iterable[Asked], style: str = "combined") -> bytes:
    """Return a whole log."""
    write = WRITERS[style]
    return (HEADS.get(style, "") + "".join(f"{write(it)}\n" for it in requests)).encode()
