"""The parts of a build that are pure: what is stale, what is remembered, what is spread."""

import os
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from sitegen.dates import date_text, day_text, short_date_text, time_text
from sitegen.digests import fingerprint
from sitegen.edition.slices import slices
from sitegen.languages import country_codes, country_name
from sitegen.pipeline import imports
from sitegen.pipeline.fingerprint import engine, everything
from sitegen.pipeline.stale import Key, Record, stale
from sitegen.pipeline.work import TOGETHER, Steps, WorkerDied
from sitegen.pipeline.workers import spread
from sitegen.statcache import REST_NS, WHOLE, StatCache, digest_of
from tests.newsroom import SITE, Newsroom, article, names
from tests.pictures import picture

OLD = Key(b"view", b"template", b"engine")


@pytest.mark.parametrize(
    ("key", "record", "present", "reason"),
    [
        (OLD, None, None, "new"),
        (OLD, Record(OLD, b"bytes", "new"), b"bytes", None),
        (OLD, Record(OLD, b"bytes", "new"), None, "missing"),
        (OLD, Record(OLD, b"bytes", "new"), b"other", "altered"),
        (Key(b"x", b"template", b"engine"), Record(OLD, b"bytes", "new"), b"bytes", "view"),
        (Key(b"view", b"x", b"engine"), Record(OLD, b"bytes", "new"), b"bytes", "template"),
        (Key(b"view", b"template", b"x"), Record(OLD, b"bytes", "new"), b"bytes", "engine"),
    ],
)
def test_an_output_is_stale_for_one_reason(
    key: Key, record: Record | None, present: bytes | None, reason: str | None
) -> None:
    assert stale(key, record, present) == reason


class Holder(Struct, frozen=True):
    """A view that hides something."""

    thing: object


@pytest.mark.parametrize("hidden", [object(), print, Path(), open, lambda: None, iter(())])
def test_a_fingerprint_refuses_what_is_no_value(hidden: object) -> None:
    with pytest.raises(TypeError):
        fingerprint(Holder(hidden))


def test_a_fingerprint_does_not_depend_on_the_order_of_a_mapping() -> None:
    one, other = {"a": 1, "b": 2}, {"b": 2, "a": 1}
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint({"a": 1, "b": 3})


def test_an_edit_in_the_same_tick_of_the_clock_is_not_missed(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"one")
    status = file.stat()
    cache = StatCache({})
    assert cache.digest("a", str(file), status) == digest_of(b"one")
    now = status.st_ctime_ns
    file.write_bytes(b"two")  # same size; say that its times are the same as well
    again = StatCache(cache.trusted(now))
    assert again.digest("a", str(file), status) == digest_of(b"two")


def test_a_large_file_is_known_by_the_digest_of_all_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    data = bytes(8 * WHOLE) + b"the end"
    file.write_bytes(data)
    tracemalloc.start()
    found = StatCache({}).digest("film.mp4", str(file), file.stat())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == digest_of(data)
    assert most < WHOLE  # it was never held as a whole


def test_a_file_at_rest_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"one")
    status = file.stat()
    cache = StatCache({})
    cache.digest("a", str(file), status)
    known = cache.trusted(status.st_ctime_ns + REST_NS + 1)
    file.unlink()  # reading it would fail
    assert StatCache(known).digest("a", str(file), status) == digest_of(b"one")


@given(count=st.integers(0, 400), size=st.integers(1, 30))
def test_no_story_is_on_two_pages_of_a_listing_and_none_is_missing(count: int, size: int) -> None:
    pages = list(slices(count, size))
    shown = [number for page in pages for number in range(page.start, page.stop)]
    assert sorted(shown) == list(range(count))
    assert all(page.stop - page.start == size for page in pages[1:])
    assert count < size or size <= pages[0].stop < 2 * size


@given(count=st.integers(0, 400), size=st.integers(1, 30))
def test_a_new_story_touches_one_numbered_page_at_most(count: int, size: int) -> None:
    def told(total: int) -> dict[int, tuple[object, ...]]:
        # Counted from the oldest, which a new story does not move.
        return {
            page.number: (total - page.stop, total - page.start, page.newer, page.older)
            for page in slices(total, size)
            if page.number
        }

    before, after = told(count), told(count + 1)
    assert len({number for number in after if before.get(number) != after[number]}) <= 1
    assert before.keys() <= after.keys()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_spread_work_comes_back_whole(jobs: int) -> None:
    found = dict(spread(500, lambda number: number * number, jobs=jobs, worth_a_fork=10))
    assert found == {number: number * number for number in range(500)}


@pytest.mark.parametrize("jobs", [1, 2])
@given(count=st.integers(0, 100))
@settings(max_examples=10)
def test_work_in_steps_comes_to_what_it_comes_to_at_once(jobs: int, count: int) -> None:
    def doubled(number: int) -> int:
        return 2 * number

    steps = Steps.of(doubled).given((7).__add__).then(str)
    found = dict(spread(count, steps, jobs=jobs, worth_a_fork=10))
    assert found == {number: str(2 * (number + 7)) for number in range(count)}


def test_several_take_a_step_together_and_no_more_than_lie_near() -> None:
    taken: list[tuple[str, int]] = []

    def step(name: str) -> Callable[[int], int]:
        def take(number: int) -> int:
            taken.append((name, number))
            return number

        return take

    count = TOGETHER + 2
    first = spread(count, Steps.of(step("read")).then(step("write")), jobs=1, worth_a_fork=1)
    assert next(first) == (0, 0)
    assert taken == [(name, it) for name in ("read", "write") for it in range(TOGETHER)]
    assert [number for number, _ in first] == list(range(1, count))


def test_work_in_one_step_is_done_when_somebody_waits_for_it() -> None:
    done: list[int] = []
    results = spread(3, done.append, jobs=1, worth_a_fork=1)
    assert (next(results), done) == ((0, None), [0])


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_an_exception_in_any_step_tells_which_file_it_is_about(jobs: int, at: int) -> None:
    def fail(number: int) -> int:
        return number // (number - 77)

    first, second, third = (fail if at == number else int for number in range(3))
    steps = Steps.of(first).then(second).then(third)
    with pytest.raises(ZeroDivisionError) as failed:
        dict(spread(200, steps, jobs=jobs, worth_a_fork=10, named=lambda it: f"{it}.md"))
    assert failed.value.__notes__ == ["at 77.md"]


def test_no_step_of_a_build_takes_more_processes_than_it_is_allowed(
    newsroom: Callable[..., Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, int] = {}

    def noted(step: str) -> Callable[..., Iterator[object]]:
        def counted(*work: Any, jobs: int, **more: Any) -> Iterator[object]:
            asked[step] = jobs
            return spread(*work, **more, jobs=1)

        return counted

    steps = ("memory.memo", "making", "indexing", "derivatives")
    for step in steps:
        monkeypatch.setattr(f"sitegen.pipeline.{step}.spread", noted(step))
    files = {
        "content/articles/quay.jpg": picture(),
        "content/articles/a.md": article(image="{src: quay.jpg, alt: A quay, credit: Us}"),
    }
    toml = SITE.replace("enabled = false", "enabled = true")
    newsroom(files, site_toml=toml).build("--jobs", "77")
    assert asked == dict.fromkeys(steps, 77)


def test_an_exception_of_a_worker_is_raised_here() -> None:
    def work(number: int) -> int:
        if number == 77:
            message = "here"
            raise ValueError(message)
        return number

    with pytest.raises(ValueError, match="here"):
        list(spread(200, work, jobs=2, worth_a_fork=10))


@pytest.mark.parametrize("at", [0, 1])
def test_a_worker_that_is_killed_is_told_of(at: int) -> None:
    parent = os.getpid()

    def work(number: int) -> int:
        if number == 77 and os.getpid() != parent:
            os.kill(os.getpid(), 9)
        return number

    steps = Steps.of(work if at == 0 else int).then(work if at == 1 else int)
    with pytest.raises(WorkerDied) as died:
        list(spread(200, steps, jobs=2, worth_a_fork=10, named=lambda it: f"{it}.md"))
    assert "77.md" in str(died.value)
    assert "--jobs 1" in str(died.value)


def test_no_worker_outlives_its_work() -> None:
    started = list(spread(100, lambda _: os.getpid(), jobs=2, worth_a_fork=10))
    workers = {pid for _, pid in started} - {os.getpid()}
    assert len(workers) == 2
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_another_version_of_a_library_makes_what_it_shapes_anew(
    newsroom: Callable[..., Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = newsroom(
        {
            "content/articles/a.jpg": picture(),
            "content/articles/a.md": article("A", image="{src: a.jpg, alt: Sea, credit: Us}"),
        }
    ).build()
    engine.cache_clear()
    everything.cache_clear()
    monkeypatch.setattr(
        imports, "_version", lambda name: "99" if name == "jinja2" else version(name)
    )
    site.build()
    assert site.rewritten == set()  # the same bytes
    assert "because sitegen or a library changed" in site.run("explain", "/asia/").stdout
    shown = next(path for path in site.tree() if path.startswith("pictures/"))
    assert "because it is new" in site.run("explain", shown).stdout
    monkeypatch.undo()
    engine.cache_clear()
    everything.cache_clear()


def test_the_frame_of_all_pages_rewrites_all_pages_and_no_picture(
    newsroom: Callable[..., Newsroom],
) -> None:
    site = newsroom(
        {
            "content/articles/a.jpg": picture(),
            "content/articles/a.md": article("A", image="{src: a.jpg, alt: Sea, credit: Us}"),
        }
    ).build()
    pages = {path for path in names(site.tree()) if path.endswith(("/", ".html"))}
    base = (Path(__file__).parent.parent / "templates/base.html").read_text("utf-8")
    site.write({"templates/base.html": base.replace("<body", '<body id="page_top"')}).build()
    assert names(site.rewritten) == pages
    assert site.tree() == site.clean_tree()


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [
        ("cli.commands", {"babel", "jinja2", "markdown_it", "PIL", "rich", "sqlite3", "yaml"}),
        # A build with nothing to do looks at files, and one of a plain story reads no YAML.
        ("cli.commands pipeline.build", {"babel", "jinja2", "markdown_it", "nh3", "PIL", "yaml"}),
        (
            "pipeline.reading pipeline.publishing",
            {"babel.dates", "difflib", "feedgen", "lxml", "PIL", "rich", "yaml"},
        ),
        # An edit that is published pays for what is asked of its target, and for no page.
        (
            "publishing.announcing publishing.publish publishing.targets.bucket checking.published",
            {"babel", "jinja2", "markdown_it", "PIL", "lxml", "yaml", "http.client"},
        ),
    ],
)
def test_commands_import_nothing_heavy_that_they_do_not_need(modules: str, heavy: set[str]) -> None:
    named = ", ".join(f"sitegen.{it}" for it in modules.split())
    code = f"import sys, {named}; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert heavy & set(answer.stdout.split()) == set()


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "Allemagne"), ("ar", "ألمانيا"), ("en", "Germany")]
)
def test_countries_have_their_names_in_the_language_of_the_site(
    newsroom: Callable[..., Newsroom], language: str, name: str
) -> None:
    files = {"content/articles/a.md": article(countries="[DE]")}
    site = newsroom(files, site_toml=f'language = "{language}"\n{SITE}').build()
    assert f"<h1>{name}</h1>" in re.sub(r"<h1[^>]*>", "<h1>", site.read("countries/de/index.html"))
    assert name in site.read("countries/index.html")


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("DE", "pt-BR", "Alemanha"),
        ("DE", "ba", "Germany"),  # Bashkir has a locale, but no names of countries
        ("DE", "tlh", "Germany"),
        ("QQ", "de", "QQ"),
    ],
)
def test_what_a_language_has_no_name_for_is_named_in_english_or_by_its_code(
    code: str, language: str, name: str
) -> None:
    assert country_name(code, language) == name


def test_countries_are_those_of_iso_3166_and_kosovo() -> None:
    assert len(country_codes()) == 249 + 1
    assert country_codes() >= {"DE", "TW", "XK"}
    assert country_codes().isdisjoint({"EU", "UN", "UK", "AC", "XA", "ZZ"})


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "9:05 PM"), ("de", "21:05"), ("fi", "21.05"), ("ar", "9:05 م"), ("tlh", "9:05 PM")],
)
def test_a_time_is_written_as_in_its_language(language: str, expected: str) -> None:
    written = time_text(21, 5, language)
    assert " ".join(written.split()) == expected
    assert " " not in written  # it stays on one line


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("fr", "1er mai 2026", "1er mai"),
        ("fr-CA", "1er mai 2026", "1er mai"),
        ("en", "May 1, 2026", "May 1"),
        ("it", "1º maggio 2026", "1º mag"),
        ("pt", "1º de maio de 2026", "1º de mai."),
        ("pt-BR", "1º de maio de 2026", "1º de mai."),
        ("pt-PT", "1 de maio de 2026", "1/05"),
        ("es", "1 de mayo de 2026", "1 may"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_where_papers_write_one(
    language: str, long: str, short: str
) -> None:
    assert day_text(2026, 5, 1, language) == date_text("2026-05-01", language) == long
    assert short_date_text("2026-05-01", language) == short
    assert not re.search("er|º", day_text(2026, 5, 11, language))
