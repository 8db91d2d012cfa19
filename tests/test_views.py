"""`sitegen views`: people are counted and programs are not, once, in whatever order."""

import gzip
import json
import random
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from sitegen.audience.counting import Counting
from sitegen.audience.counts import Counts, Views, changed, read_counts, summed, written
from sitegen.audience.formats import Lines
from sitegen.audience.ledger import Known, Ledger, read_ledger
from sitegen.audience.logs import Log
from sitegen.audience.places import Places
from sitegen.audience.programs import Programs
from sitegen.audience.requests import Calendar
from sitegen.audience.visitors import PAGES_A_MINUTE, Visitors
from sitegen.config import read_config
from sitegen.errors import SiteError
from sitegen.pipeline.audience import Files
from tests.logs import CHROME, FIREFOX, SAFARI, WRITERS, Asked, asked, log_of
from tests.newsroom import SITE, Newsroom, article, sitegen
from tests.shared import examples
from tests.traffic import FORMAT, PAGES, START, STORIES, Line, Traffic, right

Make = Callable[..., Newsroom]

A, B = "/2026/03/a/", "/2026/03/b/"
CSS = "/assets/site.0123456789.css"
PICTURE = "/pictures/quay-card-416.0123456789.avif"


@pytest.fixture
def paper(newsroom: Make) -> Newsroom:
    """Make a paper of two stories, one of which had another address."""
    return newsroom(
        {
            "content/articles/a.md": article("A"),
            "content/articles/b.md": article("B", aliases="[/old-b/, /b.php]"),
            "content/articles/draft.md": article("Draft", status="draft"),
            "content/pages/about.md": "---\ntitle: About\n---\nWe.\n",
        }
    ).build()


def reader(*targets: str, after: float = 0, **others: object) -> list[Asked]:
    """Return what a browser asks for that goes to these pages, half a minute apart."""
    pages = [asked(it, after=after + 30 * at, **others) for at, it in enumerate(targets)]
    return [*pages, asked(CSS, after=after + 1, **others)]


def count(site: Newsroom, *logs: bytes | Path | str, options: Sequence[str] = ()) -> Result:
    """Count logs."""
    names = []
    for number, log in enumerate(logs):
        if isinstance(log, bytes):
            file = site.root / f"{number}.log"
            file.write_bytes(log)
            log = file  # noqa: PLW2901 - the same log, as a file
        names.append(str(log))
    return site.run("views", *names, *options)


def views(site: Newsroom) -> dict[str, Any]:
    """Return the total of each story."""
    it = json.loads((site.root / "content/views.json").read_bytes())
    assert it["version"] == 1
    return {address: story["total"] for address, story in it["stories"].items()}


def pages(site: Newsroom, *logs: bytes) -> dict[str, int]:
    """Count logs, and return the verdicts that pages met with."""
    told = count(site, *logs, options=["--format", "json"])
    assert told.exit_code == 0, told.output
    return {name: many for name, many in json.loads(told.stdout)["pages"].items() if many}


def test_a_reader_counts(paper: Newsroom) -> None:
    assert pages(paper, log_of(reader(A, B, A))) == {"counted": 3}
    assert views(paper) == {A: 2, B: 1}
    raw = json.loads((paper.root / "content/views.json").read_text("utf-8"))
    assert raw["stories"][A] == {"total": 2, "days": {"2026-06-01": 2}, "months": {}}


@pytest.mark.parametrize("style", WRITERS)
def test_a_reader_counts_in_every_format(paper: Newsroom, style: str) -> None:
    requests = [*reader(A, B), asked(A, agent="curl/8.5.0", address="192.0.2.8")]
    assert pages(paper, log_of(requests, style))["counted"] == 2
    assert views(paper) == {A: 1, B: 1}


@pytest.mark.parametrize("sign", [CSS, PICTURE, "site.css"])
def test_a_stylesheet_or_a_picture_shows_a_browser(paper: Newsroom, sign: str) -> None:
    if sign == "site.css":
        sign = "/" + next(it for it in paper.tree() if it.endswith(".css"))
    assert pages(paper, log_of([asked(A), asked(sign, status=304)])) == {"counted": 1}


@pytest.mark.parametrize(
    ("verdict", "requests"),
    [
        ("method", [*reader(), asked(A, method="HEAD"), asked(A, method="POST")]),
        ("status", [*reader(), asked(A, status=404), asked(A, status=206)]),
        ("program", [*reader(A, B, agent="Googlebot/2.1")]),
        ("program", [*reader(A, B, agent="-")]),
        ("robots", [*reader(A, B), asked("/robots.txt", after=9000, status=404)]),
        ("scanner", [*reader(A, B), asked("/wp-login.php", after=9000, status=404)]),
        ("scanner", [*reader(A, B), asked("/.env", after=9000, status=404)]),
        ("scanner", [*reader(A, B), asked("/x/xmlrpc.php?rsd", after=9000, status=404)]),
        ("bare", [asked(A), asked(B)]),
        ("bare", [asked(A), asked(B), asked(CSS, status=404)]),
        ("bare", [asked(A), asked(B), asked("/feed.xml"), asked("/favicon.ico")]),
        ("bare", [asked(A), asked(B), asked(CSS, agent=CHROME), asked(CSS, address="192.0.2.1")]),
        ("bare", [asked(A), asked(B), asked(CSS, after=86400)]),
        ("page", [*reader("/", "/asia/", after=0)]),
        ("page", [*reader("/about/?from=somewhere", "/archive/2026/03/", after=0)]),
    ],
)
def test_what_is_no_reader_does_not_count(
    paper: Newsroom, verdict: str, requests: list[Asked]
) -> None:
    assert pages(paper, log_of(requests)) == {verdict: 2}
    assert views(paper) == {}


def test_what_a_browser_loads_ahead_does_not_count(paper: Newsroom) -> None:
    ahead = [asked(B, purpose="prefetch;prerender"), asked(B, purpose="prefetch", after=99)]
    for style in ("caddy", "nginx-json", "cloudflare"):
        assert pages(paper, log_of([*reader(A), *ahead], style)) == {"counted": 1, "ahead": 2}


def test_nobody_reads_so_many_pages_in_a_minute(paper: Newsroom) -> None:
    many = [asked(A, after=it / 10) for it in range(PAGES_A_MINUTE)]
    assert pages(paper, log_of([*many, asked(CSS)])) == {"counted": PAGES_A_MINUTE}
    more = [*many, asked(B, after=30), asked(CSS), asked(A, after=3600)]
    assert pages(paper, log_of(more)) == {"hasty": PAGES_A_MINUTE + 2}


@pytest.mark.parametrize(
    "target",
    ["/assets/x.css", "/nowhere/", "/2026/03/draft/", "/pictures/x.avif", "/%zz", "//", "*", ""],
)
def test_what_the_site_has_not_is_no_page(paper: Newsroom, target: str) -> None:
    assert pages(paper, log_of([*reader(A), asked(target)])) == {"counted": 1}


@pytest.mark.parametrize(
    "target",
    [
        f"{A}?utm_source=x",
        f"{A}index.html",
        "/2026/03/a",
        "/2026/03/%61/",
        f"https://test.example{A}",
    ],
)
def test_an_address_may_be_written_otherwise(paper: Newsroom, target: str) -> None:
    assert pages(paper, log_of(reader(target))) == {"counted": 1}
    assert views(paper) == {A: 1}


def test_an_old_address_counts_for_the_story_once(paper: Newsroom) -> None:
    # A log of before the story moved; and an old page that leads on, in that minute or the next.
    assert pages(paper, log_of(reader("/old-b/", "/b.php"))) == {"counted": 2}
    assert views(paper) == {B: 2}
    led = [*reader("/old-b/"), asked(B, after=1), *reader("/b.php", after=59), asked(B, after=61)]
    assert pages(paper, log_of(led)) == {"counted": 2, "twice": 2}
    assert views(paper) == {B: 4}


def test_a_story_that_moves_takes_its_views_along(paper: Newsroom) -> None:
    count(paper, log_of(reader(A, A)))
    (paper.root / "content/articles/a.md").unlink()
    paper.write({"content/articles/new.md": article("A", aliases=f"[{A}]")}).build()
    count(paper, log_of(reader("/2026/03/new/", address="192.0.2.99")))
    assert views(paper) == {"/2026/03/new/": 3}


def test_the_log_of_several_sites(paper: Newsroom) -> None:
    lines = [*reader(A), *reader(B, host="other.example"), *reader(B, host="www.test.example")]
    assert pages(paper, log_of(lines, "vhost")) == {"counted": 2}
    assert views(paper) == {A: 1, B: 1}


def test_a_site_below_a_path(newsroom: Make) -> None:
    toml = SITE.replace("https://test.example/", "https://test.example/paper/")
    site = newsroom({"content/articles/a.md": article("A")}, site_toml=toml).build()
    own = [asked(f"/paper{A}"), asked(f"/paper{CSS}"), asked(A)]
    assert pages(site, log_of(own)) == {"counted": 1}


def test_the_day_is_the_newsrooms(paper: Newsroom) -> None:
    # Clocks in Berlin went from two to three in the morning of the 29th of March.
    start = datetime(2026, 3, 28, 23, 30, tzinfo=UTC) - datetime(2026, 6, 1, 12, tzinfo=UTC)
    hours = [reader(A, after=start.total_seconds() + 3600 * it) for it in range(-1, 24)]
    count(paper, log_of([it for hour in hours for it in hour]))
    raw = json.loads((paper.root / "content/views.json").read_text("utf-8"))
    assert raw["stories"][A]["days"] == {"2026-03-28": 1, "2026-03-29": 23, "2026-03-30": 1}


@pytest.fixture(scope="module")
def traffic(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Line], Path]:
    """Return two days of traffic whose truth is known, and their log."""
    log = tmp_path_factory.mktemp("traffic") / "access.log"
    lines = Traffic().lines(40_000)
    log.write_text("".join(f"{it}\n" for it in lines), "ascii")
    return lines, log


def test_people_are_found_in_the_traffic_of_today(traffic: tuple[list[Line], Path]) -> None:
    lines, log = traffic
    places = Places({it: it for it in STORIES}, ["/"], [CSS])
    visitors = Visitors(places, Calendar(ZONE), PROGRAMS)
    with log.open("rb") as file:
        requests = Lines(FORMAT).requests(line.rstrip(b"\n") for line in file)
        visitors.read(it for _, it in requests if it)
    precision, recall = right(lines, [not it for it in visitors.verdicts()])
    assert precision >= 0.99
    assert recall >= 0.97
    # A list of names alone, which is what others go by, counts three programs for each person.
    tag_of = cache(PROGRAMS.tag_of)
    named = [not tag_of(it.agent.encode()) for it in lines if it.target in PAGES]
    assert right(lines, named)[0] < 0.4


def test_the_days_of_that_traffic_are_those_of_the_newsroom(
    newsroom: Make, traffic: tuple[list[Line], Path]
) -> None:
    lines, log = traffic
    target = STORIES[0]  # the popular one
    slug = target.split("/")[3]
    site = newsroom({f"content/articles/{slug}.md": article("A", date="2026-01-02 09:00")})
    told = count(site, log, options=["--log-format", FORMAT])
    assert told.exit_code == 0, told.output
    raw = json.loads((site.root / "content/views.json").read_text("utf-8"))["stories"]
    truth = Counter(
        f"{START + timedelta(seconds=it.second, hours=1 + (it.second >= 26 * 3600)):%Y-%m-%d}"
        for it in lines
        if it.is_view and it.target == target
    )
    assert set(truth) == {"2026-03-28", "2026-03-29"}
    for day, many in raw[target]["days"].items():
        assert 0.94 * truth[day] <= many <= 1.02 * truth[day]


# Once ---------------------------------------------------------------------------------------------


def test_a_log_is_read_once_whatever_becomes_of_it(paper: Newsroom, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(log_of(reader(A, B)))
    for _ in range(3):
        count(paper, log)
    assert views(paper) == {A: 1, B: 1}
    # It grows, in the middle of a line.
    more = log_of(reader(A, address="192.0.2.8", after=60))
    with log.open("ab") as file:
        file.write(more[:50])
    count(paper, log)
    with log.open("ab") as file:
        file.write(more[50:])
    count(paper, log)
    assert views(paper) == {A: 2, B: 1}
    # It is rotated and packed, and another one begins.
    old = log.rename(tmp_path / "access.log.1")
    log.write_bytes(log_of(reader(B, after=120, agent=SAFARI)))
    packed = tmp_path / "access.log.2.gz"
    packed.write_bytes(gzip.compress(old.read_bytes()))
    count(paper, log, old, packed)
    assert views(paper) == {A: 2, B: 2}
    told = count(paper, log, packed)
    assert "nothing new in" in told.stderr


def test_copies_count_once_and_make_nobody_hasty(paper: Newsroom, tmp_path: Path) -> None:
    log, copy, older = (tmp_path / it for it in ("a.log", "b.log.gz", "c.log"))
    lines = [asked(A, after=2 * it) for it in range(PAGES_A_MINUTE - 1)] + [asked(CSS)]
    log.write_bytes(log_of(lines))
    copy.write_bytes(gzip.compress(log.read_bytes()))
    older.write_bytes(log_of(lines[:10]))  # as it was
    told = count(paper, older, log, copy, options=["--format", "json"])
    assert json.loads(told.stdout)["pages"]["counted"] == PAGES_A_MINUTE - 1
    assert views(paper) == {A: PAGES_A_MINUTE - 1}


def test_what_is_known_later_of_a_visitor_changes_what_counts(paper: Newsroom) -> None:
    first, second = log_of([asked(A)]), log_of([asked(CSS, after=1)])
    count(paper, first)
    assert views(paper) == {}
    count(paper, first, second)
    assert views(paper) == {A: 1}
    third = log_of([asked("/robots.txt", after=2)])
    count(paper, first, second, third)
    assert views(paper) == {}


def test_late_lines_count(paper: Newsroom) -> None:
    count(paper, log_of(reader(A)))
    late = log_of(reader(A, after=-86400 * 40))
    later = log_of(reader(A, after=-86400 * 400))
    count(paper, late)
    count(paper, later)
    raw = json.loads((paper.root / "content/views.json").read_text("utf-8"))
    assert raw["stories"][A] == {
        "total": 3,
        "days": {"2026-04-22": 1, "2026-06-01": 1},
        "months": {"2025-04": 1},
    }


def test_a_late_line_of_a_day_that_is_over_adds_itself_alone(
    paper: Newsroom, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.log", tmp_path / "new.log"
    old.write_bytes(log_of(reader(A, A)))
    count(paper, old)
    new.write_bytes(log_of(reader(B, after=5 * 86400)))
    count(paper, new)  # so the day of the other log is over
    with old.open("ab") as file:
        file.write(log_of(reader(A, address="192.0.2.99", after=600)))
    count(paper, old, new)
    assert views(paper) == {A: 3, B: 1}


def test_standard_input_is_known_again(paper: Newsroom) -> None:
    log = log_of(reader(A)).decode()
    for _ in range(2):
        told = sitegen_views(paper, log)
        assert told == "1"
    assert views(paper) == {A: 1}


def sitegen_views(site: Newsroom, text: str) -> str:
    command = [sys.executable, "-m", "sitegen", "views", "-"]
    told = subprocess.run(
        command, cwd=site.root, input=text, capture_output=True, text=True, check=True
    )
    return str(re.findall(r"has ([0-9,]+) of", told.stderr)[0])


def test_who_is_stopped_between_the_two_files_counts_nothing_twice(
    paper: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, log = Path.replace, log_of(reader(A))

    def stopped(self: Path, target: Path) -> Path:
        if Path(target).name == "views-read.json":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            Files(paper.root / "content/views.json").write(
                Counts(stories={A: Views(1, {"2026-06-01": 1})}),
                Ledger(logs=(known(log),)),
            )
    assert views(paper) == {A: 1}
    assert not (paper.root / "content/views-read.json").exists()
    count(paper, log)
    assert views(paper) == {A: 1}


def known(log: bytes) -> Known:
    return Known(len(log), Log.digest_of(log), {"2026-06-01": {A: 1}})


# Laws ---------------------------------------------------------------------------------------------

PLACES = Places({A: A, B: B, "/old-b/": B}, ["/"], [CSS, "/feed.xml"])
ZONE = read_config(SITE.encode(), "site.toml").zone
PROGRAMS = Programs()
TARGETS = [A, A, B, "/old-b/", "/", CSS, CSS, PICTURE, "/robots.txt", "/feed.xml", "/.env"]

REQUESTS = st.lists(
    st.builds(
        asked,
        st.sampled_from(TARGETS),
        after=st.integers(0, 40).map(lambda it: it * 4000),
        address=st.sampled_from(["192.0.2.1", "192.0.2.2", "192.0.2.3"]),
        agent=st.sampled_from([FIREFOX, CHROME, "Googlebot/2.1"]),
        status=st.sampled_from([200, 200, 200, 304, 404]),
    ),
    max_size=40,
)


def tally(ledger: Ledger, counts: Counts, names: Sequence[Path]) -> tuple[Ledger, Counts]:
    visitors = Visitors(PLACES, Calendar(ZONE), PROGRAMS)
    outcome = Counting(visitors, ledger).run([str(it) for it in names], counts)
    return outcome.ledger, outcome.counts


@given(
    requests=REQUESTS,
    cuts=st.lists(st.integers(0, 40), max_size=5),
    chance=st.randoms(use_true_random=False),
)
@examples(40)
def test_order_and_cuts_of_logs_change_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    requests: list[Asked],
    cuts: list[int],
    chance: random.Random,
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    whole = folder / "whole"
    whole.write_bytes(log_of(requests))
    _, expected = tally(Ledger(), Counts(), [whole])
    shuffled = chance.sample(requests, len(requests))
    pieces = []
    for start, stop in zip([0, *sorted(cuts)], [*sorted(cuts), 40], strict=True):
        piece = folder / f"piece{start}-{stop}"
        piece.write_bytes(log_of(shuffled[start:stop]) + b"#%d\n" % start)  # no two are the same
        pieces.append(piece)
    chance.shuffle(pieces)
    _, counts = tally(Ledger(), Counts(), pieces)
    assert written(counts) == written(expected)


@given(requests=REQUESTS, cuts=st.lists(st.integers(0, 40), max_size=6), rotated=st.integers(0, 40))
@examples(40)
def test_a_log_that_is_counted_as_it_grows_counts_as_one(
    tmp_path_factory: pytest.TempPathFactory, requests: list[Asked], cuts: list[int], rotated: int
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    requests = sorted(requests, key=lambda it: it.at)
    whole = folder / "whole"
    whole.write_bytes(log_of(requests))
    _, expected = tally(Ledger(), Counts(), [whole])
    ledger, counts = Ledger(), Counts()
    for cut in [*sorted(cuts), 40]:
        old, new = folder / "access.log.1", folder / "access.log"
        old.write_bytes(log_of(requests[: min(cut, rotated)]))
        new.write_bytes(log_of(requests[rotated:cut]))
        ledger, counts = tally(ledger, counts, [new, old])
    assert written(counts) == written(expected)


DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31)).map(str)
CHANGES = st.lists(
    st.dictionaries(st.tuples(st.sampled_from([A, B]), DAYS), st.integers(1, 9), max_size=6)
)


@given(CHANGES, st.randoms(use_true_random=False))
def test_counts_are_the_same_in_whatever_order_they_were_added(
    changes: list[dict[tuple[str, str], int]], order: random.Random
) -> None:
    one = other = Counts()
    for change in changes:
        one = changed(one, change)
    for change in order.sample(changes, len(changes)):
        other = changed(other, change)
    assert written(one) == written(other)
    assert read_counts(written(one)) == one
    total = sum(sum(it.values()) for it in changes)
    assert sum(it.total for it in one.stories.values()) == total


@given(CHANGES, CHANGES)
def test_counts_of_servers_add_up(
    here: list[dict[tuple[str, str], int]], there: list[dict[tuple[str, str], int]]
) -> None:
    def of(changes: Iterable[dict[tuple[str, str], int]]) -> Counts:
        counts = Counts()
        for change in changes:
            counts = changed(counts, change)
        return counts

    assert written(summed([of(here), of(there)])) == written(of([*here, *there]))
    assert written(summed([of(there), of(here)])) == written(of([*here, *there]))


# Privacy ------------------------------------------------------------------------------------------


def test_nothing_of_a_visitor_is_written(paper: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    salts: list[bytes] = []

    def noted(size: int) -> bytes:
        salts.append(sha256(b"%d" % len(salts)).digest()[:size])
        return salts[-1]

    monkeypatch.setattr("sitegen.audience.visitors.token_bytes", noted)
    lines = [*reader(A, B, address="203.0.113.77", agent="Mozilla/5.0 Unmistakable/9")]
    lines += reader(A, address="2001:db8:aaaa::77", after=86400)
    log = paper.root.parent / "access.log"
    log.write_bytes(log_of(lines))
    before = {it: it.read_bytes() for it in paper.root.rglob("*") if it.is_file()}
    told = count(paper, log, options=["--explain", "--unread"])
    assert views(paper) == {A: 2, B: 1}
    assert len(salts) == 2
    told_again = count(paper, log, options=["--format", "json"])
    new = [it.read_bytes() for it in paper.root.rglob("*") if it.is_file()]
    new = [it for it in new if it not in before.values()]
    assert len(new) >= 2
    private = [b"203.0.113", b"2001:db8", b"Unmistakable", b"elsewhere.example"]
    private += [*salts, *(it.hex().encode() for it in salts)]
    said = [it.encode() for it in (told.output, told_again.output)]
    assert not [it for it in private for text in (*new, *said) if it in text]


def test_the_counts_know_addresses_and_days_alone(paper: Newsroom) -> None:
    count(paper, log_of(reader(A, B)))
    text = (paper.root / "content/views.json").read_text("utf-8")
    left = re.sub(r'"(version|stories|total|days|months|/[^"]*|\d{4}-\d\d(-\d\d)?)"', "", text)
    assert set(left) <= set("{}:, \n0123456789")


# The command --------------------------------------------------------------------------------------


def test_it_explains_itself(paper: Newsroom) -> None:
    lines = [*reader(A, B), *reader(A, agent="GPTBot/1.2"), asked(B, address="192.0.2.5")]
    told = count(paper, log_of(lines), options=["--explain"])
    assert "2 views from 6 lines" in told.stderr
    assert re.search(r"^4 requests for pages in 6 lines:$", told.stdout, re.MULTILINE)
    assert re.search(r"^ +2 +50.0%  views: read by people$", told.stdout, re.MULTILINE)
    assert re.search(r"^ +1 +25.0%    ai-crawler$", told.stdout, re.MULTILINE)
    assert re.search(r"^ +1 +25.0%  .* no stylesheet and no picture$", told.stdout, re.MULTILINE)


def test_lines_that_cannot_be_read_are_told(paper: Newsroom) -> None:
    log = log_of(reader(A)) + b"something \x1b[2J else\n"
    assert "1 lines cannot be read: `--unread` shows" in count(paper, log).stderr
    told = count(paper, log + b"\n", options=["--unread"])
    assert told.stdout.strip().endswith("something \\u001b[2J else")
    assert views(paper) == {A: 1}


def test_what_a_wrong_clock_logged_is_not_counted(paper: Newsroom) -> None:
    """One line of years ahead would be the newest day, and all that is read now nothing beside."""
    day = 86_400
    log = log_of([*reader(A), *reader(A, after=day / 2), *reader(B, after=1000 * day)])
    told = count(paper, log, options=["--now", "2026-06-01 12:00"])
    assert told.exit_code == 0, told.output
    assert "2 lines cannot be read" in told.stderr
    assert views(paper) == {A: 2}


def test_a_zip_file_is_told_to_be_one(paper: Newsroom, tmp_path: Path) -> None:
    file = tmp_path / "logs.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("access.log", log_of(reader(A)))
    told = count(paper, file)
    assert told.exit_code == 1
    assert f"{file}: error: is a zip file" in told.stderr


def test_what_is_no_log_is_refused(paper: Newsroom, tmp_path: Path) -> None:
    told = count(paper, b"nothing\nof a log\n")
    assert told.exit_code == 1
    assert "no line of it can be read, such as `nothing`" in told.stderr
    assert "nothing was written" in told.stderr
    assert count(paper, tmp_path).stderr.startswith(f"{tmp_path}: error: is a folder")
    assert "no such file" in count(paper, tmp_path / "missing").stderr
    assert not (paper.root / "content/views.json").exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [("combine", "did you mean `combined`?"), ("$remote_addr", "it must hold"), ("x", "there are")],
)
def test_a_format_that_there_is_not(paper: Newsroom, name: str, says: str) -> None:
    told = count(paper, b"", options=["--log-format", name])
    assert told.exit_code == 2
    assert says in told.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "content/views.json:1:2: error: is no JSON"),
        ("[]", "content/views.json:1:1: error: counts are `version` and `stories`"),
        ('{"version": 2}', "content/views.json:1:2: error: has version 2"),
        (
            '{"version": 1, "stories": {\n "/a/": {"total": 1},\n "/b/": {"total": -1}}}',
            "content/views.json:3:2: error: `/b/`: `total` is a whole number",
        ),
        (
            '{"version": 1, "stories": {"/b/": {"total": 1, "days": {"soon": 1}}}}',
            "content/views.json:1:28: error: `/b/`: its days are written as 2026-11-28",
        ),
        (
            '{"stories": {"/b/": {"days": {"2026-06-01\\n": 1}}}}',
            "content/views.json:1:14: error: `/b/`: its days are written as 2026-11-28",
        ),
        (
            '{"stories": {\n"/b/": {"days": {"2026-02-30": 1}}}}',
            "content/views.json:2:18: error: there is no day `2026-02-30`",
        ),
        (
            '{"stories": {\n"/b/": {"months": {"2026-13": 1}}}}',
            "content/views.json:2:20: error: there is no day `2026-13`",
        ),
        (
            f'{{"stories": {{"/b/": {{"total": 1{"0" * 30}}}}}}}',
            "content/views.json:1:14: error: `/b/`: `total` is a whole number",
        ),
        (
            f'{{"stories": {{"/b/": {{"total": 1{"0" * 5000}}}}}}}',
            "content/views.json:1:31: error: has a number of more digits",
        ),
        *(
            (
                f'{{"stories": {{"/b/": {it}}}}}',
                f"content/views.json:1:14: error: `/b/`: {says}",
            )
            for it, says in (
                ("7", "views of a story are `total`, `days` and `months`"),
                ('{"days": []}', "`days` holds views by day"),
                ('{"days": {"2026-06-01": null}}', "views of a day or month are a whole number"),
                ('{"months": {"2026-06-01": 1}}', "its months are written as 2026-11"),
                ('{"months": 1.5}', "`months` holds views by month"),
                ('{"all": 1}', "there is nothing named `all` in counts"),
            )
        ),
        ('{"stories": {"b/": {}}}', "1:14: error: `b/`: addresses of stories begin with /"),
        ('{"stories": []}', "1:1: error: `stories` holds views by address"),
        ('{"version": "one"}', "1:1: error: `version` is a whole number"),
        ('{"a": ' * 50_000, "content/views.json:1:1: error: is no JSON"),
        (b'{"stories": {"/\xff": {}}}', "content/views.json:1:16: error: is no text in UTF-8"),
        ('{"stories": {}}'.encode("utf-16"), "content/views.json:1:1: error: is no text in UTF-8"),
        ('{"stories": {"/\\ud800": {}}}', "content/views.json:1:1: error: JSON is malformed"),
    ],
)
def test_counts_that_are_broken_are_told_with_their_place(
    paper: Newsroom, text: str | bytes, says: str
) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    paper.write({"content/views.json": data})
    told = count(paper, log_of(reader(A)))
    assert told.exit_code == 1
    assert says in told.stderr.replace(f"{paper.root}/", "")
    assert (paper.root / "content/views.json").read_bytes() == data


def test_a_byte_order_mark_before_counts_is_no_fault(paper: Newsroom) -> None:
    before = b'\xef\xbb\xbf{"version": 1, "stories": {"' + A.encode() + b'": {"total": 1}}}'
    paper.write({"content/views.json": before})
    assert count(paper, log_of(reader(A))).exit_code == 0
    assert views(paper) == {A: 2}


def test_servers_counts_are_merged(paper: Newsroom, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    count(paper, log_of(reader(A, B)), options=["--to", str(one)])
    count(paper, log_of(reader(A, after=86400)), options=["--to", str(two)])
    for _ in range(2):  # again, it is the same
        told = count(paper, one, two, options=["--merge"])
        assert told.exit_code == 0, told.stderr
        assert "has 3 views of 2 stories" in told.stdout
        assert views(paper) == {A: 2, B: 1}
    told = count(paper, one, two, options=["--merge", "--format", "json"])
    assert json.loads(told.stdout)["total"] == 3


def test_a_merge_loses_no_counts(paper: Newsroom, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(written(Counts(stories={A: Views(5)})))
    count(paper, log_of(reader(A)))
    assert "would be lost" in count(paper, other, options=["--merge"]).stderr
    own = paper.root / "content/views.json"
    assert "is where the sum goes" in count(paper, other, own, options=["--merge"]).stderr
    assert views(paper) == {A: 1}


@pytest.mark.parametrize("raw", [b'{"logs": 1}', b'{"counts": "\xff"}', b'{"a": ' * 50_000, b""])
def test_a_wrong_ledger_is_told(raw: bytes) -> None:
    with pytest.raises(SiteError, match="would be counted twice"):
        read_ledger(raw)


def test_a_run_without_a_build_before(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article("A")})
    assert pages(site, log_of(reader(A))) == {"counted": 1}


def test_help_names_what_there_is(tmp_path: Path) -> None:
    told = sitegen("views", "--help", cwd=tmp_path)
    assert "--log-format" in told.stdout
