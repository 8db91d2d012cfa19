"""Formats of logs: every line says the same, whoever wrote it; and files, whatever packs them."""

import bz2
import gzip
import lzma
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sitegen.audience.formats import FORMATS, Lines, is_described
from sitegen.audience.logs import Log
from sitegen.audience.programs import UNNAMED, Programs
from sitegen.audience.requests import NEVER, Calendar, Request
from sitegen.errors import SiteError
from tests.logs import CHROME, FIREFOX, NOON, SAFARI, WRITERS, asked, combined, log_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MINUTE = int(NOON.timestamp()) // 60
HAVE_PURPOSE = {"nginx-json", "caddy", "cloudflare"}
HAVE_HOST = {"vhost", "nginx-json", "caddy", "cloudfront", "fastly-json", "cloudflare"}


def read(lines: bytes, wanted: str = "") -> list[Request | None]:
    return [request for _, request in Lines(wanted).requests(lines.split(b"\n"))]


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("style", WRITERS)
def test_a_line_says_the_same_in_every_format(style: str, named: bool) -> None:
    it = asked("/2026/03/a/", after=59, agent=CHROME, status=304, purpose="prefetch;prerender")
    [request] = read(log_of([it], style), style if named and style in FORMATS else "")
    assert request is not None
    assert request.minute == MINUTE
    assert request.address == b"192.0.2.7"
    assert request.agent == (b"" if style == "common" else CHROME.encode())
    assert (request.method, request.status) == (b"GET", 304)
    assert request.target in {b"/2026/03/a/", b"/2026/03/a/index.html"}
    assert (b"prefetch" in request.purpose) == (style in HAVE_PURPOSE)
    assert request.host.partition(b":")[0] == (b"test.example" if style in HAVE_HOST else b"")


def test_formats_may_change_within_a_log() -> None:
    styles = [it for it in WRITERS if it not in {"cloudfront", "iis"}]
    lines = b"".join(log_of([asked()], style) for style in (*styles, *reversed(styles)))
    assert len(read(lines)) == 2 * len(styles)
    assert None not in read(lines)


@pytest.mark.parametrize(
    ("line", "address", "target"),
    [
        (f'{combined(asked())} "203.0.113.9, 10.0.0.1"', "203.0.113.9", "/2026/03/a/"),
        (f'{combined(asked())} "-" 0.004', "192.0.2.7", "/2026/03/a/"),
        (combined(asked(address="2001:db8::7")), "2001:db8::7", "/2026/03/a/"),
        (combined(asked()).replace(" - - ", " - Jo Berg "), "192.0.2.7", "/2026/03/a/"),
        (combined(asked(r"/\xC3\xA9/")), "192.0.2.7", r"/\xC3\xA9/"),
        (combined(asked(agent=r"a \"quoted\" name")), "192.0.2.7", "/2026/03/a/"),
        (f"<190>Jun  1 12:00:00 web nginx: {combined(asked())}", "192.0.2.7", "/2026/03/a/"),
        (combined(asked()).replace("GET /2026/03/a/ HTTP/1.1", r"\x16\x03\x01"), "192.0.2.7", ""),
    ],
)
def test_lines_that_servers_write_too(line: str, address: str, target: str) -> None:
    [request] = read(line.encode())
    assert request is not None
    assert (request.address.decode(), request.target.decode()) == (address, target)


@pytest.mark.parametrize(
    "line",
    [
        "nothing of a log",
        '192.0.2.7 - - [31/Feb/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 1',
        '192.0.2.7 - - [01/Foo/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 1',
        '{"status": 200}',
        '{"request": {"method": "GET"}, "status": 200}',
        '{"time": "soon", "ip": "192.0.2.7", "method": "GET", "uri": "/", "status": 200}',
        '{"time": 1e300, "ip": "192.0.2.7", "method": "GET", "uri": "/", "status": 200}',
        '{"time": 1, "ip": "192.0.2.7", "method": "GET", "uri": "/", "status": "no"}',
        '{"request": {"method": "GET", "remote_ip": "a", "headers": ["x"]}, "status": 200}',
        '{"request": {"method": "GET", "remote_ip": "a", "headers": "x"}, "status": 200}',
        '{"a": ' * 50_000,
        "{",
        "2026-06-01 12:00:00 GET /without/a/head/above",
        "\x00\xff",
    ],
)
def test_what_is_no_request_is_told_and_raises_nothing(line: str) -> None:
    assert read(line.encode("latin-1")) == [None]


@pytest.mark.parametrize(
    "when",
    ["31/Dec/9999:23:59:59 -1200", "01/Jan/0001:00:00:00 +1400", "31/Dec/1969:23:59:00 +0000"],
)
def test_a_clock_that_is_wrong_by_ages_is_told_as_no_line(when: str) -> None:
    line = re.sub(r"\[.*?\]", f"[{when}]", combined(asked()))
    assert read(line.encode()) == [None]


@pytest.mark.parametrize("at", [0, NEVER - 1])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_every_minute_that_is_read_has_a_day(at: int, zone: str) -> None:
    assert Calendar(ZoneInfo(zone))(at)


def test_moments_are_those_of_the_clock_whatever_their_offset() -> None:
    for away in (-11, -3.5, 0, 1, 5.75, 14):
        zone = timezone(timedelta(hours=away))
        it = asked().at.astimezone(zone)
        for style in ("combined", "nginx-json"):
            [request] = read(log_of([asked(after=0).__class__(at=it)], style))
            assert request is not None
            assert request.minute == MINUTE


def test_a_day_is_the_newsrooms_and_may_have_23_hours_or_25() -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"))
    start = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) // 60
    hours: dict[str, int] = {}
    for hour in range(365 * 24):
        day = calendar(start + 60 * hour)
        hours[day] = hours.get(day, 0) + 1
    odd = {day: many for day, many in hours.items() if many != 24}
    assert odd == {"2026-01-01": 23, "2026-03-29": 23, "2026-10-25": 25, "2027-01-01": 1}


PATTERN = '$remote_addr [$time_local] "$request" $status "$http_user_agent" "$http_sec_purpose"'


def test_nginx_says_itself_how_its_lines_are_made() -> None:
    line = f'192.0.2.7 [01/Jun/2026:14:00:00 +0200] "GET /a/ HTTP/2.0" 200 "{FIREFOX}" "prefetch"'
    [request] = read(line.encode(), PATTERN)
    assert request is not None
    assert (request.minute, request.target) == (MINUTE, b"/a/")
    assert (request.agent, request.purpose) == (FIREFOX.encode(), b"prefetch")
    assert read(b"something else", PATTERN) == [None]


@pytest.mark.parametrize("lacks", ["$remote_addr", "$time_local", "$request", "$status"])
def test_a_description_that_lacks_something_is_refused(lacks: str) -> None:
    assert is_described(PATTERN)
    assert not is_described(PATTERN.replace(lacks, "-"))


@pytest.mark.parametrize(
    "agent",
    [
        CHROME,
        FIREFOX,
        SAFARI,
        (
            "Mozilla/5.0 (Linux; Android 14; CUBOT KINGKONG) AppleWebKit/537.36 (KHTML, like"
            " Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like"
            " Gecko) Version/18.6 Safari/605.1.15"
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko)"
            " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
            " like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/500.0.0.1;FBDV/iPhone15,2;FBLC/de_DE]"
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like"
            " Gecko) Chrome/138.0.0.0 YaBrowser/25.8.0.0 Yowser/2.5 Safari/537.36"
        ),
        # Apps of other sites show pages in browsers of their own.
        SAFARI.replace("Version/18.6 Mobile", "Mobile").replace("Safari/604.1", "[Pinterest/iOS]"),
        SAFARI.replace("Safari/604.1", "Instagram 380.0.0.28.85 (iPhone15,2; iOS 18_5; de_DE)"),
        SAFARI.replace("Version/18.6", "DuckDuckGo/7"),
        CHROME.replace("Safari/537.36", "Mobile Safari/537.36 [LinkedInApp]/4.1.955"),
        CHROME.replace("Safari/537.36", "Mobile Safari/537.36 musical_ly_2022 BytedanceWebview"),
        # Who reads in an app for news is a reader (isbot 5.2 takes all that say "news" for bots).
        SAFARI.replace("Safari/604.1", "AppleNews/942.1 Version/18.6"),
        # Small browsers have names of their own.
        "Dillo/3.1.0",
        "ELinks/0.16.1.1 (textmode; Linux; 80x24-2)",
        "Links (2.28; Linux 6.1.0 x86_64; GNU C 12.2; text)",
        "Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.8",
        "NetSurf/3.10 (Linux)",
        "w3m/0.5.3+git20230121",
        "",
    ],
)
def test_a_browser_is_no_program(agent: str) -> None:
    assert Programs().tag_of(agent.encode()) == ""


@pytest.mark.parametrize(
    ("agent", "tag"),
    [
        # Of the list that is kept.
        (
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "search-engine",
        ),
        ("Wget/1.21.3", "http-library"),
        ("curl/7.88.1", "http-library"),
        # Our own additions, one for each pattern.
        ("Mozilla/5.0 (compatible; Unheard/1.0; +https://unheard.example/)", "other"),
        ("Mozilla/5.0 (compatible; Unheard/1.0; www.unheard.example)", "other"),
        ("Mozilla/5.0 (compatible; Unheard/1.0; +mailto:web@unheard.example)", "other"),
        ("Mozilla/5.0 (compatible; quxybot)", "other"),
        ("Mozilla/5.0 (compatible; Unheard Crawler)", "other"),
        ("Mozilla/5.0 (compatible; Unheard Spider)", "other"),
        ("Mozilla/5.0 (compatible; Unheard Scraper)", "other"),
        ("Mozilla/5.0 (compatible; Unheard Fetcher)", "other"),
        ("Mozilla/5.0 (compatible; Unheard Monitor)", "other"),
        ("Mozilla/5.0 (compatible; Unheard-Uptime)", "other"),
        ("Mozilla/5.0 (compatible; Unheard Checker)", "other"),
        ("Mozilla/5.0 (compatible; Unheard Validator)", "other"),
        ("Mozilla/5.0 (compatible; Perplexity-Unheard)", "ai-crawler"),
        ("Mozilla/5.0 (compatible; meta-externalunheard)", "ai-crawler"),
        ("Mozilla/5.0 (compatible; Claude-Unheard)", "ai-crawler"),
        ("Mozilla/5.0 (compatible; ChatGPT Unheard)", "ai-crawler"),
        ("Mozilla/5.0 (compatible; MISTRALAI)", "ai-crawler"),
        ("Mozilla/5.0 (compatible; Cohere-Unheard)", "ai-crawler"),
        ("Mozilla/5.0 (compatible; ANTHROPIC)", "ai-crawler"),
        ("Mozilla/5.0 (compatible; GOOGLE-EXTENDED)", "ai-crawler"),
        ("Mozilla/5.0 (compatible; GOOGLE-NOTEBOOKLM)", "ai-crawler"),
        ("Mozilla/5.0 (compatible; GEMINI-DEEP-RESEARCH)", "ai-crawler"),
        ("Mozilla/5.0 (X11) HEADLESS Chrome/142.0", "browser-automation"),
        ("Mozilla/5.0 (X11) Chrome/142.0 LIGHTHOUSE", "browser-automation"),
        ("Mozilla/5.0 (X11) Chrome/142.0 PLAYWRIGHT", "browser-automation"),
        ("Mozilla/5.0 (X11) Chrome/142.0 PUPPETEER", "browser-automation"),
        ("Mozilla/5.0 (X11) PHANTOMJS", "browser-automation"),
        ("Mozilla/5.0 FEEDLY/1.0", "feed-reader"),
        ("Mozilla/5.0 INOREADER/1.0", "feed-reader"),
        ("Mozilla/5.0 NEWSBLUR/1.0", "feed-reader"),
        ("Mozilla/5.0 MINIFLUX/2", "feed-reader"),
        ("Mozilla/5.0 (Some RSS thing)", "feed-reader"),
        ("Mozilla/5.0 NETNEWSWIRE", "feed-reader"),
        ("Mozilla/5.0 (Unheard URL PREVIEW)", "social-preview"),
        ("Mozilla/5.0 UNFURLIST", "social-preview"),
        ("Mozilla/5.0 EMBEDLY", "social-preview"),
        ("Mozilla/5.0 IFRAMELY/1", "social-preview"),
        ("Mozilla/5.0 MASTODON/4.5", "social-preview"),
        ("Mozilla/5.0 (compatible; Bluesky CARDYB/1.1)", "social-preview"),
        # Those that give no name of a browser, or none at all.
        ("Unheard/1.0", UNNAMED),
        ("-", UNNAMED),
    ],
)
def test_a_program_is_known_by_its_name(agent: str, tag: str) -> None:
    assert Programs().tag_of(agent.encode()) == tag


# Files ----------------------------------------------------------------------------------------

LINES = [f"line {number}".encode() for number in range(100_000)]
DATA = b"\n".join(LINES) + b"\n"


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "zstd": zstd.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}


@pytest.mark.parametrize("how", PACKED)
def test_a_log_is_the_same_whatever_packs_it(tmp_path: Path, how: str) -> None:
    file = tmp_path / "any name"
    file.write_bytes(PACKED[how](DATA))
    log = Log(str(file))
    assert list(log.lines()) == LINES
    looked = Log(str(file))
    assert looked.look() == b""
    assert (
        (looked.size, looked.digest) == (log.size, log.digest) == (len(DATA), Log.digest_of(DATA))
    )


def test_what_is_packed_in_pieces_is_one_log(tmp_path: Path) -> None:
    middle = DATA.index(b"line 5000\n")
    for pack in (gzip.compress, zstd.compress, bz2.compress, lzma.compress):
        file = tmp_path / "log"
        file.write_bytes(pack(DATA[:middle]) + pack(DATA[middle:]))
        assert list(Log(str(file)).lines()) == LINES


@pytest.mark.parametrize("how", ["gzip", "zstd", "bzip2", "xz"])
def test_a_log_that_is_cut_off_is_refused(tmp_path: Path, how: str) -> None:
    file = tmp_path / "log"
    file.write_bytes(PACKED[how](DATA)[:-20])
    with pytest.raises(SiteError, match="cannot be unpacked"):
        list(Log(str(file)).lines())


@pytest.mark.parametrize("how", ["gzip", "zstd", "bzip2", "xz"])
def test_a_log_that_is_damaged_is_refused(tmp_path: Path, how: str) -> None:
    file = tmp_path / "log"
    data = bytearray(PACKED[how](DATA))
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    file.write_bytes(data)
    with pytest.raises(SiteError, match="cannot be unpacked"):
        list(Log(str(file)).lines())


def test_a_log_from_standard_input() -> None:
    code = "import sys; from sitegen.audience.logs import Log; print(len(list(Log('-').lines())))"
    for data in (DATA, gzip.compress(DATA), zstd.compress(DATA)):
        command = [sys.executable, "-c", code]
        told = subprocess.run(command, input=data, capture_output=True, check=True)
        assert told.stdout == b"100000\n"


def test_a_log_is_known_by_how_it_begins(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_bytes(DATA)
    part = DATA[: DATA.index(b"line 777\n")]
    known = {len(part): {Log.digest_of(part)}, len(part) + 3: {"other"}, 10: {"other"}}
    log, seen, passed = Log(str(file), known), list[bytes](), list[int]()
    log.on_known = lambda: passed.append(len(seen))
    seen.extend(log.lines())
    assert (seen, passed) == (LINES, [777])
    assert log.known_as == Log.digest_of(part)
    assert log.size == len(DATA)


def test_the_last_line_counts_for_a_log_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_bytes(b"one\r\ntwo")
    log = Log(str(file))
    assert list(log.lines()) == [b"one", b"two"]
    assert (log.size, log.digest) == (5, Log.digest_of(b"one\r\n"))


def test_a_line_without_an_end_fills_no_memory(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_bytes(gzip.compress(b"x" * 50_000_000 + b"\nnext\n"))
    first, second = Log(str(file)).lines()
    assert len(first) < 3_000_000
    assert second == b"next"
