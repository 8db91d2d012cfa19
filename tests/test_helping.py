"""Help: a machine that is looked at, and stories that are opened."""

import json
import os
import shutil
import time
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import features

from sitegen.pipeline.output.locks import locked
from tests.newsroom import SITE, Newsroom, article
from tests.test_desk import in_git

Make = Callable[..., Newsroom]


def symptoms(site: Newsroom, status: int) -> dict[str, Any]:
    result = site.run("doctor", "--format", "json")
    assert result.exit_code == status, result.output
    return {it["what"]: it for it in json.loads(result.stdout)}


def test_a_machine_on_which_all_is_well(newsroom: Make) -> None:
    site = newsroom(site_toml=SITE.replace("test.example", "test.paper"))
    found = symptoms(site.build(), 0)
    assert {it["state"] for what, it in found.items() if what != "Git"} == {"fine"}
    assert found["site"]["said"] == "The Test, https://test.paper/"
    assert site.run("doctor").stdout.endswith("nothing is wrong\n")


def wrong_toml(site: Newsroom) -> None:
    site.write({"content/site.toml": SITE.replace("timezone", "timezon")})


def no_site(site: Newsroom) -> None:
    site.remove("content/site.toml")


def of_tomorrow(site: Newsroom) -> None:
    then = time.time() + 3 * 86400
    os.utime(site.root / "content/site.toml", (then, then))


def unignored(site: Newsroom) -> None:
    in_git(site, "init", "-q")


def no_room(_: Newsroom) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil has it
    PATCH.setattr(shutil, "disk_usage", lambda _: usage(1, 1, 1000))


def no_avif(_: Newsroom) -> None:
    PATCH.setattr(features, "check", lambda name: name != "avif")


PATCH = pytest.MonkeyPatch()


@pytest.mark.parametrize(
    ("harm", "what", "said", "cure"),
    [
        (wrong_toml, "site", "content/site.toml:3: unknown key `timezon`", "`timezone`"),
        (no_site, "site", "there is no content/site.toml here", "sitegen init"),
        (of_tomorrow, "clock", "the clock is behind", "set the clock"),
        (unignored, "Git", "what builds make may be committed: public/", "`/public/`, `/public-"),
        (no_room, "disk", "0.0 GB are free", "make room"),
        (no_avif, "pictures", "Pillow lacks AVIF", "pip install"),
    ],
)
def test_what_is_wrong_is_told_with_its_cure(
    newsroom: Make, harm: Callable[[Newsroom], None], what: str, said: str, cure: str
) -> None:
    site = newsroom()
    try:
        harm(site)
        found = symptoms(site, 1)[what]
    finally:
        PATCH.undo()
    assert (found["state"], said in found["said"], cure in found["cure"]) == ("wrong", True, True)


def test_whoever_is_at_work_is_told_of(newsroom: Make) -> None:
    site = newsroom().build()
    with locked(site.root / ".sitegen", lambda _: None, "it"):
        assert symptoms(site, 0)["locks"]["said"] == "another command is at work on the site"


# open -------------------------------------------------------------------------------------------


def test_a_story_is_opened_by_its_slug_in_the_editor_that_is_named(
    newsroom: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = "content/articles/2026/$(touch it) & more.md"
    site = newsroom({odd: article("One", slug="one")})
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > "{tmp_path}/args"\n', "utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{editor} --wait")
    monkeypatch.chdir(tmp_path)
    result = site.run("open", "one")
    assert (result.exit_code, result.stdout) == (0, f"{(site.root / odd).relative_to(tmp_path)}\n")
    assert (tmp_path / "args").read_text("utf-8") == f"--wait|{site.root / odd}|"
    assert not (tmp_path / "it").exists()
    assert site.run("open", "two").exit_code == 1
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    failed = site.run("open", "one")
    assert (failed.exit_code, failed.stderr) == (
        1,
        "nothing here can open it; `export EDITOR=nano`, say, names an editor\n",
    )


def test_a_page_is_opened_at_its_address(newsroom: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def launch(url: str) -> int:
        opened.append(url)
        return 0

    monkeypatch.setattr("click.launch", launch)
    site = newsroom({"content/articles/one.md": article("One")})
    monkeypatch.setenv("DISPLAY", ":0")
    assert site.run("open", "--page", "one").stdout == "https://test.example/2026/03/one/\n"
    assert opened == ["https://test.example/2026/03/one/"]
    # On a server nothing can be shown, and what opens files there says so when nobody hears it.
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    unseen = site.run("open", "--page", "one")
    assert (unseen.exit_code, unseen.stderr) == (1, "nothing here can open it\n")
    assert unseen.stdout == "https://test.example/2026/03/one/\n"
    assert len(opened) == 1
