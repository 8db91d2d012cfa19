"""A folder with releases: what readers have at each moment, and what becomes of mishaps."""

import re
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.errors import SiteError
from sitegen.publishing.targets.folder import Folder
from tests.meddling import bound_by_modes, meddled
from tests.newsroom import SITE, Newsroom, article
from tests.publications import FIRST, SECOND, STYLE, Paper, page, texts
from tests.test_machine import small_disk


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


@pytest.fixture
def target(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "srv")


def out(target: Folder) -> dict[str, str]:
    return texts(Path(target.where) / "current")


def test_what_did_not_change_is_there_once(paper: Paper, target: Folder) -> None:
    paper.publish(target, FIRST)
    paper.publish(target, {**FIRST, "index.html": page("Anew")})
    first, second = (Path(target.where) / "releases" / it for it in "12")
    assert (first / STYLE).samefile(second / STYLE)
    assert (first / "index.html").read_text("utf-8") == FIRST["index.html"]


def test_what_is_lost_is_not_lost_again(paper: Paper, target: Folder) -> None:
    paper.publish(target, FIRST)
    (Path(target.where) / "current/feed.xml").unlink()
    with pytest.raises(SiteError, match=r"lost `feed\.xml`(?s:.)*--verify"):
        paper.publish(target, SECOND)


def test_what_is_seen_last_is_kept_for_going_back(paper: Paper, target: Folder) -> None:
    for number in range(1, 7):
        paper.publish(target, {**FIRST, "index.html": page(f"{number}")})
    paper.roll_back(target, 3)
    paper.publish(target, {**FIRST, "index.html": page("7")})
    assert [it.number for it in target.releases()] == [6, 5, 3]


def test_a_folder_that_is_not_ours_is_left_alone(paper: Paper, target: Folder) -> None:
    (Path(target.where) / "current").mkdir(parents=True)
    with pytest.raises(SiteError, match="no link that sitegen made"):
        paper.publish(target, FIRST)


def test_a_lost_list_costs_a_release_and_never_the_present_one(
    paper: Paper, target: Folder
) -> None:
    paper.publish(target, FIRST)
    (Path(target.where) / ".sitegen/1.json").write_text("{", "utf-8")
    assert len(list(paper.publish(target, SECOND).written)) == len(SECOND)
    assert out(target) == SECOND
    assert texts(Path(target.where) / "releases/1") == FIRST


def test_a_newer_sitegen_is_left_alone(paper: Paper, target: Folder) -> None:
    paper.publish(target, FIRST)
    record = Path(target.where) / ".sitegen/1.json"
    record.write_text(record.read_text("utf-8").replace("{", '{"format":99,', 1), "utf-8")
    with pytest.raises(SiteError, match="a newer sitegen"):
        paper.publish(target, SECOND)


def test_a_disk_that_is_full_changes_nothing(paper: Paper, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", "256k"):
        target = Folder(tmp_path / "small")
        paper.publish(target, FIRST)
        with pytest.raises(SiteError, match=r"no space left on device(?s:.)*release 1 as before"):
            paper.publish(target, {**SECOND, "big.html": page("x" * 300_000)})
        assert out(target) == FIRST
        paper.publish(target, SECOND)
        assert out(target) == {**SECOND, STYLE: FIRST[STYLE]}


def test_a_folder_that_may_not_be_written_is_one_line(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    with bound_by_modes(), pytest.raises(SiteError, match="permission denied"):
        paper.publish(Folder(tmp_path / "locked/srv"), FIRST)


# By the command ---------------------------------------------------------------------------------

PUBLISHED = f'{SITE}\n[publish.live]\nfolder = "srv"\n'
TWO = f'{PUBLISHED}\n[publish.spare]\nfolder = "spare"\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Build a site once, as of now, for all that is tried with copies of it."""
    site = Newsroom(
        tmp_path_factory.mktemp("built") / "site",
        {"content/articles/one.md": article("One"), "content/articles/two.md": article("Two")},
        site_toml=PUBLISHED,
    )
    assert site.run("build").exit_code == 0
    return site


@pytest.fixture
def site(built: Newsroom, tmp_path: Path) -> Newsroom:
    """Return a copy of the built site: what a build knows of its output holds for the copy."""
    return built.copy(tmp_path / "copy")


def published(site: Newsroom, name: str = "srv") -> dict[str, str]:
    return texts(site.root / name / "current")


def listed(site: Newsroom) -> dict[str, str]:
    """Return what the site has, but for the lists of it."""
    return {path: it for path, it in texts(site.output).items() if not path.startswith(".sitegen")}


def test_a_site_is_published_and_a_second_time_there_is_nothing_to_do(site: Newsroom) -> None:
    told = site.run("publish").output
    assert re.match(r"release 1 is out at .*/srv: [0-9]+ files written, 0 removed, ", told), told
    assert published(site) == listed(site)
    assert "has release 1 already" in site.run("publish").output


def test_a_dry_run_lists_what_the_run_does(site: Newsroom) -> None:
    dry = site.run("publish", "--dry-run").stdout.splitlines()
    assert not (site.root / "srv" / "current").exists()
    assert {it.split()[1] for it in dry} == listed(site).keys()


def test_what_is_out_of_date_is_not_published(site: Newsroom) -> None:
    site.write({"content/articles/due.md": article("Due", date="2026-06-01 15:00")})
    site.build()
    refused = site.run("publish")
    assert refused.exit_code == 1
    assert "public/: error: not published: it is out of date" in refused.stderr
    assert not (site.root / "srv" / "current").exists()
    forced = site.run("publish", "--force")
    assert forced.exit_code == 0
    assert forced.output.startswith("by force: it is out of date")


def test_drafts_are_not_published(site: Newsroom) -> None:
    site.build("--drafts", now=datetime.now(UTC).isoformat())
    refused = site.run("publish", "--drafts")
    assert "it shows what is held back" in refused.stderr
    assert refused.exit_code == 1


def test_what_another_hand_has_changed_is_not_published(site: Newsroom) -> None:
    for mark in site.output.glob(".sitegen.json*"):
        mark.write_text(mark.read_text("utf-8") + " ", "utf-8")
    assert "nobody knows from when it is" in site.run("publish").stderr


def test_a_place_is_named_if_there_are_several(site: Newsroom) -> None:
    site.write({"content/site.toml": TWO})
    assert site.run("publish").exit_code == 2
    assert "name one: `live` or `spare`" in site.run("publish").stderr
    assert "did you mean `spare`?" in site.run("publish", "spar").stderr
    assert site.run("publish", "spare", "--force").exit_code == 0
    assert published(site, "spare") == listed(site)


def test_a_site_that_was_never_built_is_not_published(newsroom: Callable[..., Newsroom]) -> None:
    site = newsroom({}, site_toml=PUBLISHED)
    refused = site.run("publish")
    assert (refused.exit_code, "there is nothing to publish yet" in refused.stderr) == (1, True)


def test_going_back_says_from_where_to_where(site: Newsroom) -> None:
    site.run("publish")
    assert "there is no earlier release" in site.run("publish", "--rollback").stderr
    site.edit("content/articles/one.md", "Some words.", "Other words.").run("build")
    assert "release 2 is out" in site.run("publish").output
    back = site.run("publish", "--rollback")
    assert back.output.startswith("readers have release 1 of 2")
    assert back.output.endswith("again, and not 2\n")
    assert "release 2 again, from which somebody went back" in site.run("publish").stderr
    assert "no release 9" in site.run("publish", "--rollback", "9").stderr
    assert site.run("publish", "--rollback", "x").exit_code == 2


OTHERS = """
import subprocess, sys
command = [sys.executable, "-m", "sitegen", "publish", "--root", "."]
other = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
assert "waiting for it to end" in other.stderr.readline()
print(subprocess.run(command, capture_output=True).returncode, file=sys.stderr)
"""


def test_two_publishers_wait_for_each_other(site: Newsroom) -> None:
    """While one is in the middle of it another one waits; a third one is told to go."""
    ended = meddled(site, ("os.rename", "/releases/1", 1), OTHERS, "publish", timeout=60)
    assert "\n75\n" in f"\n{ended.stderr}", ended.stderr
    assert published(site) == listed(site)


ENDINGS = {
    "os.mkdir": "/.next",
    "open": "/.next/2026/03/one/index.html",
    "os.rename": "/releases/2",
}


@pytest.mark.parametrize("event", ENDINGS)
def test_whoever_is_killed_leaves_readers_what_they_had(site: Newsroom, event: str) -> None:
    site.run("publish")
    before = published(site)
    site.edit("content/articles/one.md", "Some words.", "Other words.").run("build")
    ending = ENDINGS[event]
    ended = meddled(site, (event, ending, 1), "os.kill(os.getpid(), signal.SIGKILL)", "publish")
    assert ended.returncode == -signal.SIGKILL
    assert published(site) == before
    assert site.run("publish").exit_code == 0
    assert {path: it for path, it in published(site).items() if path in listed(site)} == listed(
        site
    )
