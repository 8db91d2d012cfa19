"""Building and publishing by itself: mistakes of one text, what is due, who is told, how it is."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sitegen.cli.watching import FIRST_PAUSE, LONGEST_PAUSE, Turn, Unattended
from sitegen.edition.edition import Due
from sitegen.errors import Problem, SiteError
from sitegen.pipeline.build import build
from sitegen.pipeline.order import Order, Result
from sitegen.progress import Stopwatch
from tests.newsroom import NOW, SITE, Newsroom, article

Make = Callable[..., Newsroom]

LATER = "2026-06-01T15:00:00+00:00"
BROKEN = "See [what is not there](nowhere.md)."


def forgiving(site: Newsroom, now: str = NOW) -> Result:
    """Build as `--watch` does."""
    moment = datetime.fromisoformat(now)
    order = Order(root=site.root, now=moment, output=site.output, forgiving=True)
    return build(order, Stopwatch(pytest.fail))


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    made = newsroom(
        {
            "content/articles/one.md": article("One", "Words of one."),
            "content/articles/two.md": article("Two", "See [one](one.md)."),
            "content/articles/old.md": article("Old", expires="2026-06-01 16:00"),
        }
    )
    return made.build()


def test_a_mistake_in_one_text_stops_that_text_and_nothing_else(site: Newsroom) -> None:
    site.edit("content/articles/one.md", "Words of one.", BROKEN)
    site.write({"content/articles/new.md": article("New"), "content/articles/bad.md": "---\n---\n"})
    result = forgiving(site, LATER)
    assert result.problems.wrong == {"content/articles/one.md", "content/articles/bad.md"}
    assert "<p>Words of one.</p>" in site.read("2026/03/one/index.html")
    assert "New" in site.read("2026/03/new/index.html")
    assert "2026/03/old/index.html" not in site.tree()  # it was withdrawn at its moment
    assert not any("bad" in it for it in site.tree())
    again = forgiving(site, LATER)
    assert (again.was_idle, again.problems.wrong) == (True, result.problems.wrong)
    refused = site.run("build", "--now", LATER, "--output", str(site.output))
    assert refused.stderr.endswith("nothing was written\n")
    # And once it is mended all is as if it had never been.
    site.edit("content/articles/one.md", BROKEN, "Other words.").remove("content/articles/bad.md")
    assert forgiving(site, LATER).problems.errors == 0
    assert site.tree() == site.clean_tree(now=LATER)


def test_what_leads_to_what_stays_out_is_put_back_as_well(site: Newsroom) -> None:
    site.write({"content/articles/bad.md": article("Bad", BROKEN)})
    site.edit("content/articles/two.md", "See [one](one.md).", "See [bad](bad.md).")
    site.edit("content/articles/one.md", "Words of one.", "Better words.")
    assert forgiving(site).problems.wrong == {"content/articles/bad.md"}
    assert 'href="/2026/03/one/"' in site.read("2026/03/two/index.html")
    assert "Better words." in site.read("2026/03/one/index.html")
    assert not any("bad" in it for it in site.tree())


def test_an_author_with_a_mistake_is_who_they_were(site: Newsroom) -> None:
    site.edit("content/authors/news-desk.md", "name: News desk", "nam: Nobody")
    assert forgiving(site).problems.errors
    assert "News desk" in site.read("2026/03/one/index.html")


@pytest.mark.parametrize(
    ("path", "text"),
    [("content/site.toml", "title = "), ("templates/article.html", "{% if %}")],
)
def test_a_mistake_in_what_all_share_stops_everything(site: Newsroom, path: str, text: str) -> None:
    before = site.tree()
    site.write({path: text})
    with pytest.raises(SiteError):
        forgiving(site, LATER)
    assert site.tree() == before


# Turn after turn --------------------------------------------------------------------------------


def test_pauses_grow_after_failures_and_somebody_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    down = SiteError([Problem("publish.live", 0, 0, "the store fails")])
    soon = Due(datetime.now(UTC) + timedelta(seconds=30), ())
    turns: list[Turn | Exception] = [down, down, down, Turn(), OSError(28, "No space left", "x")]
    turns += [Turn(due=soon), Turn(trouble="one.md: error: wrong")]

    def take(_: Stopwatch) -> Turn:
        turn = turns.pop(0)
        if isinstance(turn, Exception):
            raise turn
        return turn

    health = tmp_path / "state" / "health.json"
    told = tmp_path / "told"
    told.write_text("#!/bin/sh\ncat >>heard\n", "utf-8")
    alone = Unattended(tmp_path, take, health, "sh told")
    assert [alone.turn() for _ in range(3)] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert json.loads(health.read_bytes())["trouble"] == "publish.live: error: the store fails"
    assert alone.turn() > FIRST_PAUSE
    assert json.loads(health.read_bytes())["ok"] is True
    assert alone.turn() == FIRST_PAUSE
    assert timedelta(seconds=20) < alone.turn() <= timedelta(seconds=30)
    assert alone.turn() <= LONGEST_PAUSE
    heard = (tmp_path / "heard").read_text("utf-8").splitlines()
    assert [it.split(":")[0] for it in heard] == [
        "publish.live",
        "all is well again",
        "x",
        "all is well again",
        "one.md",
    ]
    assert capsys.readouterr().err.count("the store fails") == 1
    Unattended(tmp_path, lambda _: Turn(trouble="wrong"), health, "nothing-like-it").turn()
    assert "nobody could be told" in capsys.readouterr().err


@contextmanager
def watching(site: Newsroom) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "sitegen", "publish", "--watch", "--root", str(site.root)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def test_an_edit_is_with_readers_by_itself(newsroom: Make) -> None:
    site = newsroom(
        {"content/articles/one.md": article("One", "First words.")},
        site_toml=f'{SITE}\n[publish.live]\nfolder = "srv"\n',
    )
    page = site.root / "srv/current/2026/03/one/index.html"
    with watching(site) as process:
        assert process.stdout is not None
        assert " release 1: " in process.stdout.readline()
        assert "First words." in page.read_text("utf-8")
        site.edit("content/articles/one.md", "First words.", "Second words.")
        assert " release 2: " in process.stdout.readline()
        assert "Second words." in page.read_text("utf-8")
    assert process.returncode == 128 + signal.SIGTERM
    health = json.loads((site.root / ".sitegen/health.json").read_bytes())
    assert health["release"] in {1, 2}
    assert health["ok"] is True
