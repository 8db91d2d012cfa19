"""A bucket: headers, one publisher at a time, what is kept for going back, what stores refuse."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitegen.errors import SiteError
from sitegen.publishing.groups import Groups
from sitegen.publishing.headers import Headers
from sitegen.publishing.target import Busy
from sitegen.publishing.targets.bucket import Bucket
from sitegen.stores import PATIENCE, Store
from tests.flaky import Flaky, flaky
from tests.googles import googles_store
from tests.places import OfBucket, exact_store, free_port, quick_store
from tests.publications import CONFIG, FIRST, SECOND, Paper, page


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with quick_store(tmp_path_factory.mktemp("store")) as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def way(quick: str) -> Iterator[Flaky]:
    with flaky(quick) as between:
        yield between


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def place(way: Flaky, tmp_path: Path) -> OfBucket:
    way.fault = lambda _, __: None
    way.asked.clear()
    return OfBucket(tmp_path.name, way.address)


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


# Headers ----------------------------------------------------------------------------------------

TABLE = """\
/paper/*
  X-Content-Type-Options: nosniff
/paper/*.html
  Cache-Control: public, max-age=0, must-revalidate
# Named by their content.
/paper/assets/*
  Cache-Control: public, max-age=31536000, immutable
/paper/feed.xml
  Content-Type: application/rss+xml; charset=utf-8
/paper/:year/data.json
  cache-control: no-store
"""


@pytest.mark.parametrize(
    ("path", "type_", "cached"),
    [
        ("404.html", "text/html; charset=utf-8", "public, max-age=0, must-revalidate"),
        ("assets/a.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("assets/a.woff2", "font/woff2", "public, max-age=31536000, immutable"),
        ("feed.xml", "application/rss+xml; charset=utf-8", None),
        ("asia/feed.xml", "application/xml; charset=utf-8", None),
        ("2026/data.json", "application/json; charset=utf-8", "no-store"),
        ("2026/03/data.json", "application/json; charset=utf-8", None),
        ("pictures/a.avif", "image/avif", None),
    ],
)
def test_headers_are_those_of_the_sites_own_table(
    path: str, type_: str, cached: str | None
) -> None:
    headers = Headers(TABLE, "/paper/").of(path)
    assert headers.pop("Content-Type") == type_
    assert headers == ({"Cache-Control": cached} if cached else {})


def test_objects_carry_their_headers(paper: Paper, place: OfBucket) -> None:
    table = "/*.css\n  Cache-Control: immutable\n"
    paper.publish(place.target(), {**FIRST, "_headers": table, "assets/a.css": "p { }"})
    assert place.headers("index.html")["Content-Type"] == "text/html; charset=utf-8"
    assert place.headers("assets/a.css") == {
        "Content-Type": "text/css; charset=utf-8",
        "Cache-Control": "immutable",
    }
    paper.publish(place.target(), {**FIRST, "index.html": page("Anew")})
    paper.roll_back(place.target())
    assert place.headers("index.html")["Content-Type"] == "text/html; charset=utf-8"


# What it costs ----------------------------------------------------------------------------------


def test_one_word_is_a_dozen_requests_at_most(paper: Paper, place: OfBucket, way: Flaky) -> None:
    """As in a paper with search: the page, two shards, the catalogue, the search page."""
    many = {f"2026/{number}/index.html": page(f"{number}") for number in range(300)}

    def edition(number: int) -> dict[str, str]:
        shards = {f"search/{name}{number}.bin": f"{number}" for name in "abc"}
        return {**FIRST, **many, **shards, "search/index.html": page(f"{number}")}

    for number in range(4):
        paper.publish(place.target(), {**edition(number), "2026/7/index.html": page(f"x{number}")})
    way.asked.clear()
    plan = paper.publish(place.target(), {**edition(4), "2026/7/index.html": page("Anew")})
    assert (len(list(plan.written)), len(plan.removed)) == (5, 3)
    # rclone's store heeds no conditions, which is found out anew each time: one more.
    assert way.asked.total() <= 12 + 1, way.asked
    way.asked.clear()
    assert paper.publish(place.target()).is_idle
    assert way.asked.total() == 1


# Who publishes ----------------------------------------------------------------------------------


def test_a_loop_that_runs_where_it_is_called_is_no_matter(paper: Paper, place: OfBucket) -> None:
    async def publishing() -> None:
        await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        paper.publish(place.target(), FIRST)
        paper.publish(place.target(), SECOND)
        paper.roll_back(place.target())
        assert asyncio.get_running_loop() is loop

    # In a thread of its own: a browser of another test may have a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, publishing()).result()
    assert {path: it for path, it in place.out().items() if path in FIRST} == FIRST


def test_an_interrupt_ends_what_is_on_its_way(paper: Paper, place: OfBucket, way: Flaky) -> None:
    """Nothing is tried again and again behind the back of whoever has pressed Ctrl-C."""

    def interrupted(method: str, path: str) -> tuple[int, str] | None:
        if method != "PUT" or not path.endswith("two/index.html"):
            return None
        if not asked:
            asked.append(path)
            os.kill(os.getpid(), signal.SIGINT)
        return 503, "SlowDown"

    asked: list[str] = []
    paper.publish(place.target(), FIRST)
    way.fault = interrupted
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        paper.publish(place.target(), SECOND)
    assert time.monotonic() - began < PATIENCE["retry_timeout"].total_seconds() / 3
    assert place.out()["index.html"] == FIRST["index.html"]
    way.fault = lambda _, __: None
    paper.publish(place.target(), SECOND)
    assert place.out().items() >= SECOND.items()


# What fails -------------------------------------------------------------------------------------


def test_what_fails_for_a_moment_is_tried_again(paper: Paper, place: OfBucket, way: Flaky) -> None:
    answers = [(503, "SlowDown"), (500, "InternalError"), (0, "")]
    way.fault = lambda _, __: answers.pop() if answers else None
    paper.publish(place.target(), FIRST)
    assert place.out() == FIRST


def test_what_fails_ends_it_before_the_next_group_and_the_next_run_goes_on(
    paper: Paper, place: OfBucket, way: Flaky
) -> None:
    paper.publish(place.target(), FIRST)
    way.fault = lambda method, path: (
        (403, "AccessDenied") if method == "PUT" and path.endswith("two/index.html") else None
    )
    with pytest.raises(SiteError, match=r"refuses us(?s:.)*1 of 5 files are there"):
        paper.publish(place.target(), SECOND)
    there = place.out()
    assert there["index.html"] == FIRST["index.html"]
    assert "2026/03/two/index.html" not in there
    way.fault = lambda _, __: None
    way.asked.clear()
    written = list(paper.publish(place.target(), SECOND).written)
    assert written[0] == "2026/03/two/index.html"  # the stylesheet is there
    assert place.out().items() >= SECOND.items()
    paper.roll_back(place.target())
    assert {path: it for path, it in place.out().items() if path in FIRST} == FIRST


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((403, "RequestTimeTooSkewed"), "does not accept this machine's clock"),
        ((403, "AccessDenied"), "the store refuses us"),
        ((404, "NoSuchBucket"), "there is no such bucket"),
        ((301, "PermanentRedirect"), "is in another region"),
        ((400, "AuthorizationHeaderMalformed"), "is in another region"),
        ((400, "ExpiredToken"), "the key holds no longer"),
        ((403, "QuotaExceeded"), "the store is full"),
        ((405, "MethodNotAllowed"), "the store says MethodNotAllowed"),
    ],
)
def test_what_a_store_refuses_is_one_line(
    paper: Paper, place: OfBucket, way: Flaky, answer: tuple[int, str], told: str
) -> None:
    way.fault = lambda _, __: answer
    assert told in paper.refusal(place.target())
    way.fault = lambda _, __: None
    assert place.paths() == []


def test_deleting_what_is_not_there_is_no_matter(tmp_path: Path) -> None:
    """A folder stands in for stores that delete one by one, and say so of what is missing."""
    store = Store(f"file://{tmp_path}")
    names = [f"{it}.html" for it in range(40)]
    for name in names[::2]:
        (tmp_path / name).write_text("x", "utf-8")
    store.delete(names)
    assert list(tmp_path.iterdir()) == []


def test_wrong_keys_and_unknown_places_are_one_line(
    paper: Paper, place: OfBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.stores.PATIENCE", {"max_retries": 0})
    target = place.target()
    os.environ |= {"AWS_SECRET_ACCESS_KEY": "not the secret of this key"}
    assert "does not accept the key" in paper.refusal(target)
    target = place.target()
    os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{free_port()}"
    assert "cannot be reached" in paper.refusal(target)
    target = place.target()
    os.environ["AWS_ENDPOINT_URL"] = "http://nowhere.invalid"
    assert "cannot be" in paper.refusal(target)


@pytest.mark.parametrize(
    ("url", "place", "named"),
    [
        ("s3://paper", "AWS_ENDPOINT_URL", "AWS_REGION"),
        ("az://paper", "AZURE_STORAGE_ENDPOINT", "AZURE_STORAGE_ENDPOINT"),
    ],
)
def test_each_store_is_told_of_in_its_own_words(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, url: str, place: str, named: str
) -> None:
    monkeypatch.setattr("sitegen.stores.PATIENCE", {"max_retries": 0})
    key = "c2VjcmV0"  # in Base64, as Azure has it
    os.environ |= {"AZURE_STORAGE_ACCOUNT_NAME": "paper", "AZURE_STORAGE_ACCOUNT_KEY": key}
    os.environ |= {"AWS_ACCESS_KEY_ID": "paper", "AWS_SECRET_ACCESS_KEY": key}
    os.environ[place] = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(SiteError, match="cannot be reached") as raised:
        paper.publish(Bucket(url, Groups(CONFIG), "/"), FIRST)
    assert named in raised.value.problems.rest[0].hint


def test_of_googles_store_generations_are_asked_for(paper: Paper, tmp_path: Path) -> None:
    with googles_store(tmp_path) as (key, objects):
        os.environ["GOOGLE_SERVICE_ACCOUNT"] = key

        def target() -> Bucket:
            return Bucket("gs://paper/prefix", Groups(CONFIG), "/", silence=0.5)

        def out() -> dict[str, str]:
            names = (it.removeprefix("prefix/") for it in objects)
            return {
                it: objects[f"prefix/{it}"].data.decode() for it in names if it[:8] != ".sitegen"
            }

        paper.publish(target(), FIRST)
        assert out() == FIRST
        assert paper.reporter.said == []  # it heeds conditions
        headers = objects["prefix/index.html"].headers
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        paper.publish(target(), SECOND)
        assert out().items() >= SECOND.items()
        first, second = target(), target()
        plan = paper.publish(target(), {**SECOND, "index.html": page("Third")}, dry=True)
        for each in (first, second):
            each.standing()
        first.begin(plan)
        with pytest.raises(Busy, match="somebody else is publishing there"):
            second.begin(plan)
        paper.publish(target())  # which takes the place of the one that gives no sign
        paper.roll_back(target())
        assert out().items() >= SECOND.items()
        del objects["prefix/index.html"]
        assert [*paper.publish(target(), SECOND, verify=True, force=True).written] == ["index.html"]
        assert out().items() >= SECOND.items()


# What is kept -----------------------------------------------------------------------------------


def test_of_what_is_withdrawn_nothing_is_left(paper: Paper, place: OfBucket) -> None:
    secret = {"2026/03/secret/index.html": page("zebra"), "search/zebra.bin": "zebra"}
    paper.publish(place.target(), {**FIRST, **secret})
    secret["2026/03/secret/index.html"] = page("zebra, corrected")
    paper.publish(place.target(), {**FIRST, **secret, "feed.xml": "<rss>zebra</rss>"})
    paper.publish(place.target(), FIRST)
    assert [it for it in place.paths() if it.startswith(".sitegen/bodies")] == []
    assert "zebra" not in str(place.out())


def test_bodies_go_when_nobody_can_go_back_to_them(paper: Paper, place: OfBucket) -> None:
    for number in range(8):
        paper.publish(place.target(), {**FIRST, "index.html": page(f"{number}")})
    bodies = [it for it in place.paths() if it.startswith(".sitegen/bodies")]
    assert len(bodies) == 3


def test_what_is_written_down_and_cannot_be_read_stops_everything(
    paper: Paper, place: OfBucket
) -> None:
    paper.publish(place.target(), FIRST)
    place.meddle(".sitegen/ledger", "{")
    assert "cannot be read" in paper.refusal(place.target())


# One at a time ----------------------------------------------------------------------------------


def test_a_store_that_heeds_no_conditions_is_told_of(paper: Paper, place: OfBucket) -> None:
    paper.publish(place.target(), FIRST)
    assert ["does not heed conditions" in it for it in paper.reporter.said] == [True]


@pytest.fixture(params=["heeding", "moto"])
def exact(request: pytest.FixtureRequest, quick: str) -> Iterator[str]:
    if request.param == "moto":
        with exact_store() as endpoint:
            yield endpoint
        return
    with flaky(quick) as way:
        way.heeds = True
        yield way.address


def test_two_never_interleave_where_conditions_are_heeded(
    paper: Paper, exact: str, tmp_path: Path
) -> None:
    place = OfBucket(tmp_path.name, exact)
    paper.publish(place.target(), FIRST)
    assert paper.reporter.said == []
    # Both have read what is there; one begins first.
    paper.write(SECOND)
    plans = [paper.publish(place.target(), dry=True) for _ in range(2)]
    first, second = place.target(), place.target()
    for each in (first, second):
        each.standing()
    first.begin(plans[0])
    with pytest.raises(Busy, match="somebody else is publishing there"):
        second.begin(plans[1])
    # A third one waits; of whoever gives no sign it takes the place.
    paper.publish(place.target())
    assert "waiting" in paper.reporter.said[0]
    assert "no sign" in paper.reporter.said[1]
    assert place.out().items() >= SECOND.items()
    # And the first one, which was only slow, does not write over that.
    with pytest.raises(Busy, match="somebody else is publishing there"):
        first.commit(plans[0])
    assert place.target().standing().last == 2
