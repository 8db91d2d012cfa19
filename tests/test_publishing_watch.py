"""Building and publishing by itself: mistakes of one text, what is due, who is told, how it is."""

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sitegen.cli.watching import FIRST_PAUSE, LONGEST_PAUSE, Turn, Unattended
from sitegen.content.places import LARGEST_TEXT
from sitegen.edition.edition import Due
from sitegen.errors import Problem, SiteError
from sitegen.pictures.derive import derive
from sitegen.pipeline.build import build
from sitegen.pipeline.order import Order, Result
from sitegen.progress import Stopwatch
from tests.charts import block
from tests.modules import ROOT
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture
from tests.publications import Quiet

Make = Callable[..., Newsroom]

LATER = "2026-06-01T15:00:00+00:00"
SHIP = "::: figure ship.png\nalt: A ship\ncredit: Anna\n:::\n\n"
BROKEN = "See [what is not there](nowhere.md)."


def forgiving(site: Newsroom, now: str = NOW) -> Result:
    """Build as `--watch` does."""
    moment = datetime.fromisoformat(now)
    order = Order(root=site.root, now=moment, output=site.output, forgiving=True)
    return build(order, Quiet())


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


@pytest.fixture
def paper(newsroom: Make) -> Newsroom:
    """Return one that has built by itself, with a template, a stylesheet and a picture."""
    made = newsroom(
        {
            "content/articles/one.md": article("One", "Words of one."),
            "content/articles/two.md": article("Two", f"{SHIP}See [one](one.md)."),
            "content/articles/old.md": article("Old", expires="2026-06-01 16:00"),
            "content/articles/ship.png": picture(kind="PNG"),
            "content/articles/chart.md": article("Chart", block("ships.csv", "bar")),
            "content/articles/ships.csv": "port,ships\nBergen,3\n",
            "content/articles/unmade.png": picture((9, 9, 9), kind="PNG"),
            "templates/article.html": f"{FAILING_ZEBRA}{TEMPLATE}",
            "static/own.css": "p { color: red }",
        }
    )
    assert not forgiving(made).problems.errors
    return made


FAILING_ZEBRA = "{% if 'Zebra' in (site.title, view.title) %}{{ view.nothing.like.it }}{% endif %}"
TEMPLATE = Path("templates/article.html").read_text("utf-8")


MISTAKES: tuple[tuple[str, str | bytes | None], ...] = (
    ("content/site.toml", "title = "),
    ("content/site.toml", f'{SITE}\n[front]\nlead = "nowhere.md"\n'),
    ("content/site.toml", SITE.replace('id = "asia"', 'id = "azia"')),
    ("content/site.toml", SITE.replace('"The Test"', '"Zebra"')),
    ("content/site.toml", None),
    ("content/topics.toml", "[[topics]"),
    ("content/authors/news-desk.md", None),
    ("content/authors/news-desk.md", "---\n"),
    ("templates/article.html", "{% if %}"),
    ("templates/article.html", "{{ view.nothing.like.it }}"),
    ("static/own.css", 'p { background: url("nowhere.png") }'),
    ("content/articles/ship.png", b"no picture"),
    ("content/articles/ship.png", b""),
    ("content/articles/ships.csv", "port,ships\nBergen,three\n"),
    ("content/articles/ship.png", picture((9, 9, 9), kind="PNG")),
    ("content/articles/new.md", article("New", SHIP).replace("ship.png", "unmade.png")),
    ("content/articles/new.md", "x" * (LARGEST_TEXT + 1)),
    ("content/articles/two.md", "x" * (LARGEST_TEXT + 1)),
    ("content/articles/ship.png", picture(size=(400, 300), kind="PNG")[:-300]),
)


def test_a_mistake_stops_what_it_touches_and_never_a_withdrawal(
    paper: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What readers have is what they would have if nobody had made it."""

    def unmade(data: bytes, *rest: Any) -> Any:
        if data == picture((9, 9, 9), kind="PNG"):
            raise OSError("nobody can")
        yield from derive(data, *rest)

    monkeypatch.setattr("sitegen.pipeline.derivatives.derive", unmade)
    there: dict[str, bytes] = {}
    for number, (path, text) in enumerate(MISTAKES):
        going = f"content/articles/going-{number}.md"
        paper.write({going: article(f"Going {number}")})
        forgiving(paper)
        assert f"2026/03/going-{number}/index.html" in paper.tree()
        file = paper.root / path
        right = file.read_bytes() if file.exists() else None
        with_mistake(paper, path, text).remove(going)
        paper.edit("content/articles/one.md", "Words of one.", f"Words of one. {number}")
        assert forgiving(paper).problems.errors, path
        assert forgiving(paper).was_idle
        there = paper.tree()
        assert f"<p>Words of one. {number}" in paper.read("2026/03/one/index.html")
        with_mistake(paper, path, right)
        assert forgiving(paper).problems.errors == 0
        assert there == paper.tree(), path
    assert there == paper.clean_tree()


def with_mistake(paper: Newsroom, path: str, text: str | bytes | None) -> Newsroom:
    return paper.remove(path) if text is None else paper.write({path: text})


def test_a_mistake_that_was_there_from_the_first_stops_everything(newsroom: Make) -> None:
    site = newsroom({"content/articles/one.md": article("One")}).build()
    before = site.write({"content/site.toml": "title = "}).tree()
    with pytest.raises(SiteError):
        forgiving(site, LATER)
    assert site.tree() == before


def test_who_led_to_what_is_gone_stays(paper: Newsroom) -> None:
    """An editor deletes a story that others lead to: they stay, and the link is plain text."""
    paper.write({"content/articles/three.md": article("Three", "See [two](two.md).")})
    forgiving(paper)
    paper.remove("content/articles/one.md").edit("content/site.toml", "The Test", "The Paper")
    assert forgiving(paper).problems.wrong == {"content/articles/two.md"}
    assert "2026/03/one/index.html" not in paper.tree()
    assert "<p>See one.</p>" in paper.read("2026/03/two/index.html")
    assert "The Paper" in paper.read("2026/03/two/index.html")
    assert 'href="/2026/03/two/"' in paper.read("2026/03/three/index.html")


def test_what_is_held_back_goes_whatever_is_wrong_with_it(paper: Newsroom) -> None:
    paper.write({"content/articles/one.md": article("One", BROKEN, status="draft")})
    forgiving(paper)
    assert "2026/03/one/index.html" not in paper.tree()


def test_a_text_that_makes_a_template_fail_stays_out(paper: Newsroom) -> None:
    paper.write({"content/articles/zebra.md": article("Zebra")})
    paper.edit("content/articles/one.md", "Words of one.", "Better words.")
    assert forgiving(paper, LATER).problems.errors
    assert not any("zebra" in it or "old" in it for it in paper.tree())


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


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="asked of systemd-analyze")
def test_the_service_of_the_handbook_is_one_for_systemd(tmp_path: Path) -> None:
    guide = (ROOT / "docs/content/pages/running/publishing.md").read_text("utf-8")
    [unit] = re.findall(r"```ini\n(.*?)```", guide, re.DOTALL)
    here = unit.replace("User=paper", "User=root").replace(
        "/home/paper/newsroom/.venv/bin/sitegen", sys.executable
    )
    file = tmp_path / "paper.service"
    file.write_text(here.replace("=/home/paper/newsroom", f"={tmp_path}"), "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


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
        site.write({"content/site.toml": "title = "})
        site.edit("content/articles/one.md", "Second words.", "Third words.")
        assert " release 3: " in process.stdout.readline()
        assert "Third words." in page.read_text("utf-8")
    assert process.returncode == 128 + signal.SIGTERM
    health = json.loads((site.root / ".sitegen/health.json").read_bytes())
    assert health["release"] in {2, 3}
