"""Connections to the preview: half a request, very many of them, and parts of files."""

import re
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.preview import listening
from sitegen.preview.ranges import range_asked
from tests.newsroom import Newsroom, article
from tests.previewing import PATIENCE, Preview, preview

Make = Callable[..., Newsroom]

FILM = bytes(range(256)) * 40
WHOLE = len(FILM)
IMPATIENT = """
import sitegen.preview.listening as listening
listening.PATIENCE, listening.CONNECTIONS = 1.0, 8
import sitegen.cli
sitegen.cli.main()
"""
SERVE = (sys.executable, "-c", IMPATIENT, "serve")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    files: dict[str, str | bytes] = {
        "content/articles/one.md": article("One"),
        "static/root/film.mp4": FILM,
        "static/root/empty.bin": b"",
    }
    return Newsroom(tmp_path_factory.mktemp("listening") / "site", files)


@pytest.fixture(scope="module")
def running(site: Newsroom) -> Iterator[Preview]:
    with preview(site, command=SERVE) as it:
        yield it


@contextmanager
def connected(running: Preview) -> Iterator[socket.socket]:
    with socket.create_connection((running.host, running.port), timeout=PATIENCE) as line:
        yield line


def left(line: socket.socket) -> bytes:
    """Return all that comes until the other side ends the connection."""
    found = b""
    with suppress(ConnectionError):
        while more := line.recv(65536):
            found += more
    return found


# Half a request ---------------------------------------------------------------------------------


def test_the_limits_are_those_that_are_documented() -> None:
    readme = (Path(__file__).parent.parent / "docs/content/pages/newsroom/preview.md").read_text(
        "utf-8"
    )
    told = (
        f"{listening.CONNECTIONS} connections at a time, {listening.PATIENCE:.0f} seconds"
        f" for a request, and {listening.LONGEST_HEAD // 1024} KiB for its address and headers"
    )
    assert told in readme


HALVES = {
    "nothing": b"",
    "a word": b"GET",
    "a head that does not end": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a",
    "the second one": b"GET /feed.xml HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT",
    "a body that does not come": (
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nabc"
    ),
}


@pytest.mark.parametrize("name", HALVES)
def test_half_a_request_is_not_waited_for_without_end(running: Preview, name: str) -> None:
    with connected(running) as line:
        began = time.monotonic()
        line.sendall(HALVES[name])
        left(line)
        assert time.monotonic() - began < PATIENCE / 2


def test_a_request_that_comes_byte_by_byte_has_no_more_time(running: Preview) -> None:
    with connected(running) as line:
        line.settimeout(0.05)
        began = time.monotonic()
        with suppress(ConnectionError):
            while time.monotonic() - began < PATIENCE:
                line.sendall(b"a")
                with suppress(TimeoutError):
                    if not line.recv(1):
                        break
        assert time.monotonic() - began < PATIENCE / 2


def test_before_the_token_is_asked_for_the_limits_hold_too(site: Newsroom) -> None:
    host = "0.0.0.0"  # noqa: S104 - that is what is tried
    with preview(site, "--host", host, command=SERVE) as running, connected(running) as line:
        line.sendall(b"GET / HT")
        assert left(line) == b""


def test_an_answer_and_a_stream_may_take_longer_than_a_request(running: Preview) -> None:
    page = running.get("/").page
    stream = running.events(page)
    assert next(stream)["digest"]
    with connected(running) as line:  # ends when the stream has been open for as long
        left(line)
    running.get("/")
    assert not stream.response.isclosed()
    stream.close()


def test_a_connection_is_used_again(running: Preview) -> None:
    connection = HTTPConnection(running.host, running.port, timeout=PATIENCE)
    connection.connect()
    line = connection.sock
    for number in range(3):
        connection.request("GET", "/film.mp4", headers={"Range": f"bytes={number}-{number}"})
        assert connection.getresponse().read() == FILM[number : number + 1]
        assert connection.sock is line
    connection.close()


# Very many, and very long -----------------------------------------------------------------------


def test_who_says_nothing_makes_room_for_who_asks(running: Preview) -> None:
    with ExitStack() as open_ones:
        lines = [open_ones.enter_context(connected(running)) for _ in range(30)]
        for line in lines:
            with suppress(ConnectionError):
                line.sendall(b"GET / HT")
        assert running.get("/").status == 200
        assert left(lines[0]) == b""


@pytest.mark.parametrize("size", [listening.LONGEST_HEAD + 10_000, 10_000_000])
@pytest.mark.parametrize("head", [b"GET /%s HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nX: %s\r\n"])
def test_a_very_long_head_is_refused(running: Preview, size: int, head: bytes) -> None:
    with connected(running) as line:
        with suppress(ConnectionError):
            line.sendall(head % (b"a" * size))
        answer = left(line)
    assert re.match(rb"HTTP/1\.1 400 |$", answer), answer[:200]
    assert running.get("/").status == 200


# Parts of files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-1", 0, 2),  # what Safari asks first
        ("bytes=0-", 0, WHOLE),
        ("bytes=100-199", 100, 200),
        (f"bytes=100-{WHOLE + 5}", 100, WHOLE),
        ("bytes=-10", WHOLE - 10, WHOLE),
        (f"bytes=-{WHOLE * 2}", 0, WHOLE),
        (f"bytes={WHOLE - 1}-", WHOLE - 1, WHOLE),
        ("BYTES = 5-5 ", 5, 6),
    ],
)
def test_a_part_of_a_file(running: Preview, asked: str, start: int, stop: int) -> None:
    answer = running.get("/film.mp4", range=asked)
    assert (answer.status, answer.body) == (206, FILM[start:stop])
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{WHOLE}"
    assert answer.headers["content-length"] == str(stop - start)
    assert answer.headers["content-type"] == "video/mp4"


@pytest.mark.parametrize("asked", [f"bytes={WHOLE}-", f"bytes={WHOLE}-{WHOLE + 9}", "bytes=-0"])
def test_a_part_that_is_not_there(running: Preview, asked: str) -> None:
    answer = running.get("/film.mp4", range=asked)
    assert (answer.status, answer.body) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{WHOLE}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=9-5",
        "bytes=-",
        "bytes=",
        "items=0-5",
        "bytes=0-1,5-6",
        "0-5",
        "bytes=a-b",
        "bytes=+1-2",
    ],
)
def test_what_is_no_part_is_answered_with_the_whole(running: Preview, asked: str) -> None:
    answer = running.get("/film.mp4", range=asked)
    assert (answer.status, answer.body) == (200, FILM)
    assert "content-range" not in answer.headers


def test_a_part_of_a_file_that_has_changed_is_all_of_it(running: Preview) -> None:
    whole = running.get("/film.mp4")
    assert (whole.status, whole.headers["accept-ranges"]) == (200, "bytes")
    etag = whole.headers["etag"]
    assert running.get("/film.mp4", range="bytes=0-1", if_range=etag).status == 206
    for other in ('"other"', f"W/{etag}", "Sun, 29 Nov 2026 16:00:00 GMT"):
        answer = running.get("/film.mp4", range="bytes=0-1", if_range=other)
        assert (answer.status, answer.body) == (200, FILM)
    assert running.get("/film.mp4", range="bytes=0-1", if_none_match=etag).status == 304


def test_what_has_no_parts(running: Preview) -> None:
    head = running.get("/film.mp4", "HEAD", range="bytes=0-1")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(WHOLE))
    assert running.get("/", range="bytes=0-1").status == 200  # a page has a tag, and is not kept
    assert running.get("/none.mp4", range="bytes=0-1").status == 404
    assert running.get("/empty.bin", range="bytes=0-").status == 416


@given(asked=st.text(max_size=30) | st.from_regex(r"bytes=\d{0,40}-\d{0,40}", fullmatch=True))
@pytest.mark.parametrize("size", [0, 1, 100])
def test_a_part_lies_within_the_file_whatever_is_asked(asked: str, size: int) -> None:
    range_ = range_asked({"range": asked}, "", size)
    if range_ is not None:
        assert 0 <= range_.start <= range_.stop <= size
        assert len(bytes(size)[range_.start : range_.stop]) == range_.stop - range_.start
