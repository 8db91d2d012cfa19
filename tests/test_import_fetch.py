"""Pictures fetched from the old site: how often, from where not, and what is asked again."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Lock, Thread
from typing import NamedTuple

import pytest

from sitegen.importing import fetching
from sitegen.importing.fetching import Fetched, fetch, is_public
from tests.exports import attachment, export, item, moved
from tests.pictures import picture

SHIP = picture()
UPLOADS = "/wp-content/uploads/2012/05"


class Answer(NamedTuple):
    """What is answered: a status, headers, a body, and of it no more than some bytes."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "image/jpeg"),)
    body: bytes = SHIP
    sent: int = 1 << 20


def redirect(to: str) -> Answer:
    return Answer(302, (("Location", to),), b"")


class Old:
    """The old site: what it answers to a path, one after the other, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: Counter[str] = Counter()
        self.at_once = self.most_at_once = 0
        self.meeting: Barrier | None = None
        self.lock = Lock()
        self.address = ""


@pytest.fixture
def old() -> Iterator[Old]:
    site = Old()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with site.lock:
                site.asked[self.path] += 1
                site.at_once += 1
                site.most_at_once = max(site.at_once, site.most_at_once)
                waiting = site.answers.get(self.path, [Answer(404, (), b"")])
                answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            if site.meeting:
                with suppress(BrokenBarrierError):
                    site.meeting.wait(1)
            with site.lock:
                site.at_once -= 1
            self.send_response_only(answer.status)
            for name, value in (*answer.headers, ("Content-Length", str(len(answer.body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body[: answer.sent])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with running(Handler) as port:
        site.address = f"http://127.0.0.1:{port}"
        yield site


@contextmanager
def running(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take this machine for a public one; no other of its addresses."""
    monkeypatch.setattr(fetching, "is_public", lambda it: it == "127.0.0.1" or is_public(it))


Ask = Callable[..., Fetched]


@pytest.fixture
def ask(old: Old, tmp_path: Path, loopback: None) -> Ask:
    """Fetch some names below the uploads of the old site; `pauses` are noted, and none is made."""
    del loopback

    def asked(*names: str, most: int = 1 << 30, pauses: list[float] | None = None) -> Fetched:
        wanted = {f"{old.address}{UPLOADS}/{it}": f"2012/05/{it}" for it in names}
        noted = pauses if pauses is not None else []
        return fetch(wanted, tmp_path / "media", most, lambda _: None, noted.append)

    return asked


@pytest.mark.parametrize(
    ("answers", "pauses", "state"),
    [
        ([Answer()], [], "fetched"),
        ([Answer(429, (("Retry-After", "7"),), b""), Answer()], [7.0], "fetched"),
        (
            [
                Answer(
                    503,
                    (
                        ("Date", "Mon, 01 Jun 2026 12:00:00 GMT"),
                        ("Retry-After", "Mon, 01 Jun 2026 12:00:09 GMT"),
                    ),
                    b"",
                ),
                Answer(),
            ],
            [9.0],
            "fetched",
        ),
        ([Answer(429, (("Retry-After", "99999"),), b""), Answer()], [120.0], "fetched"),
        ([Answer(500, (), b"")], [1.0, 2.0, 4.0], "it answers 500"),
        ([Answer(sent=100), Answer()], [1.0], "fetched"),
        ([Answer(404, (), b"")], [], "it answers 404"),
        ([Answer(headers=(("Content-Type", "text/html"),))], [], "it is no picture, but text/html"),
        ([redirect("/elsewhere.jpg")], [], "fetched"),
        ([redirect(f"{UPLOADS}/ship.jpg")], [], "it leads on and on"),
        ([redirect("file:///etc/passwd")], [], "it leads to what is no address of the web"),
        ([redirect("http://10.0.0.1/a.jpg")], [], "its host is not public"),
        ([redirect("http://[::1]/a.jpg")], [], "its host is not public"),
    ],
)
def test_what_an_old_site_may_answer(  # noqa: PLR0917 - fixtures, and a table of three
    ask: Ask,
    old: Old,
    tmp_path: Path,
    answers: list[Answer],
    pauses: list[float],
    state: str,
) -> None:
    old.answers = {f"{UPLOADS}/ship.jpg": answers, "/elsewhere.jpg": [Answer()]}
    made: list[float] = []
    done = ask("ship.jpg", pauses=made)
    states = json.loads((tmp_path / "media/states.json").read_bytes())
    assert [it.startswith(state) for it in states.values()] == [True], states
    assert made == pauses
    there = {it.name for it in (tmp_path / "media").rglob("*") if it.is_file()}
    assert there == ({"states.json", "ship.jpg"} if done.files else {"states.json"})
    if done.files:
        assert (tmp_path / "media/2012/05/ship.jpg").read_bytes() == SHIP


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "::", "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "224.0.0.1"),  # noqa: S104
    ],
)
def test_no_address_of_a_network_of_ones_own_is_asked(address: str) -> None:
    assert not is_public(address)


def test_nothing_is_asked_on_loopback(old: Old, tmp_path: Path) -> None:
    for host in ("127.0.0.1", "localhost"):
        address = old.address.replace("127.0.0.1", host)
        done = fetch({f"{address}/a.jpg": "a.jpg"}, tmp_path, 1000, lambda _: None)
        assert "not public" in str(done.failed)
    assert not old.asked


def test_the_largest_original_comes_first(ask: Ask, old: Old, tmp_path: Path) -> None:
    old.answers = {f"{UPLOADS}/ship.jpg": [Answer()], f"{UPLOADS}/boat-300x200.jpg": [Answer()]}
    assert ask("ship-300x200.jpg", "boat-300x200.jpg").files == 2
    there = {it.name for it in (tmp_path / "media/2012").rglob("*.jpg")}
    assert there == {"ship.jpg", "boat-300x200.jpg"}


def test_two_are_asked_for_at_a_time(ask: Ask, old: Old) -> None:
    names = [f"{number}.jpg" for number in range(6)]
    old.answers = {f"{UPLOADS}/{it}": [Answer()] for it in names}
    old.meeting = Barrier(2)
    assert ask(*names).files == 6
    assert old.most_at_once == 2


def test_no_more_bytes_are_taken_than_may_be(ask: Ask, old: Old, tmp_path: Path) -> None:
    names = [f"{number}.jpg" for number in range(4)]
    old.answers = {f"{UPLOADS}/{it}": [Answer()] for it in names}
    done = ask(*names, most=2 * len(SHIP) + 10)
    assert (done.files, done.size) == (2, 2 * len(SHIP))
    assert all("--fetch-limit" in it for it in done.failed.values())
    assert len(list((tmp_path / "media").rglob("*.jpg"))) == 2


@pytest.mark.usefixtures("loopback")
def test_a_move_fetches_what_is_missing_and_then_only_what_failed(old: Old, tmp_path: Path) -> None:
    picture_of = '<img src="https://old.example/wp-content/uploads/2012/05/{}.jpg" alt="A {}">'
    text = export(
        item(1, "First", picture_of.format("ship", "ship")),
        item(2, "Second", picture_of.format("late", "late")),
        attachment(9, "2012/05/ship.jpg"),
        attachment(10, "2012/05/late.jpg"),
    )
    source = tmp_path / "export.xml"
    source.write_text(text.replace("https://old.example", old.address), "utf-8")
    old.answers = {f"{UPLOADS}/ship.jpg": [Answer()]}
    first = moved(tmp_path / "site", source, options=["--fetch"])
    assert first.exit_code == 0
    assert "pictures fetched: 1 of 2" in first.output
    assert "late.jpg: it answers 404" in first.output
    assert (tmp_path / "site/content/images/2012/05/ship.jpg").read_bytes() == SHIP
    old.answers[f"{UPLOADS}/late.jpg"] = [Answer()]
    old.asked.clear()
    moved(tmp_path / "site", source, options=["--fetch"])
    assert old.asked == {f"{UPLOADS}/late.jpg": 1}
    assert (tmp_path / "site/content/images/2012/05/late.jpg").read_bytes() == SHIP
    # What was fetched stays, without being asked for.
    old.asked.clear()
    again = moved(tmp_path / "site", source)
    assert not old.asked
    assert "missing" not in again.output
