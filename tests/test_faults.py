"""A build that is killed loses nothing: whole files stay, and the next build heals the rest."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.meddling import LONG, meddled
from tests.newsroom import NOW, Newsroom, article
from tests.pictures import picture
from tests.warm import Warm, ran

Make = Callable[..., Newsroom]


class Links(HTMLParser):
    """Collects what a page leads to on this site."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in {"href", "src"} and value and value.startswith("/"):
                self.found.add(value.partition("#")[0])


def dangling(tree: dict[str, bytes]) -> set[str]:
    """Return the links that lead nowhere, of all that a reader can reach from the front page."""
    missing: set[str] = set()
    seen: set[str] = set()
    pending = ["/"]
    while pending:
        address = pending.pop()
        if address in seen:
            continue
        seen.add(address)
        path = address[1:] + ("index.html" if address.endswith("/") else "")
        if path not in tree:
            missing.add(address)
        elif path.endswith(".html"):
            pending += Links(tree[path].decode()).found
    return missing


MANY = 150
"""Stories enough for two workers, to read them and to render them."""


@pytest.fixture(scope="module")
def many() -> dict[str, str | bytes]:
    return {
        f"content/articles/s{number:03}.md": article(
            f"Story {number}",
            "Words. " * 200 + f"[Another](s{(number * 7 + 1) % MANY:03}.md).",
            date=f"2026-0{1 + number % 5}-{1 + number % 28:02} 09:00",
            tags=f"[t{number % 40}]",
        )
        for number in range(MANY)
    }


@contextmanager
def building(site: Newsroom, *options: str) -> Iterator[Warm]:
    words = ("build", "--root", str(site.root), "--now", NOW, *options)
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123
        process = Warm(*words, cwd=site.root, stderr=nothing)
    with process.stdout:
        yield process


@pytest.mark.parametrize("cold", [True, False])
def test_a_killed_build_leaves_whole_files_and_the_next_one_heals(
    newsroom: Make, many: dict[str, str | bytes], *, cold: bool
) -> None:
    site = newsroom(dict(many))
    ran("")  # what builds are forked from is there: to start it is no part of what takes its time
    start = time.perf_counter()
    with building(site, "--output", str(site.root / "other")) as whole_build:
        assert whole_build.wait() == 0
    whole = time.perf_counter() - start
    finished = {path: {data} for path, data in site.tree(site.root / "other").items()}
    if not cold:
        site.build()
    killed = 0
    attempts = 40 if LONG else 3
    for attempt in range(attempts):
        if not cold:
            for number in range(attempt % 9, MANY, 9):
                name = f"content/articles/s{number:03}.md"
                site.edit(name, "headline: ", f"headline: {attempt} ")
            goal = site.clean_tree()
            for path, data in {**site.tree(), **goal}.items():
                finished.setdefault(path, set()).add(data)
            finished = {path: known | {goal.get(path, b"")} for path, known in finished.items()}
        elif attempt % 2:  # else it goes on from where the one before was killed
            for folder in (site.output, site.root / ".sitegen"):
                shutil.rmtree(folder, ignore_errors=True)
        with building(site) as process:
            try:
                # Soon at first: what is left to do after an edit may take a tenth of a whole build.
                process.wait(timeout=whole * (attempt + 0.3) / (attempts + 1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
        tree = {path: data for path, data in site.tree().items() if not path.startswith(".sitegen")}
        assert {path for path, data in tree.items() if data not in finished[path]} == set()
        if "index.html" in tree:
            assert dangling(tree) == set()
    assert killed
    print(f"killed {killed} builds")
    site.build()
    assert site.tree() == site.clean_tree()


KILL_AT_MOVE = """
import os, sys
import sitegen.pipeline.output.folder, sitegen.cli
left, replace = int(sys.argv.pop()), os.replace
def move(*paths):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), 9)
    replace(*paths)
os.replace = move
sitegen.cli.main()
"""


class Edited(NamedTuple):
    """A site that was built and then edited, its output before, and what it is to become."""

    site: Newsroom
    before: dict[str, bytes]
    goal: dict[str, bytes]


@pytest.fixture(scope="module")
def edited(many: dict[str, str | bytes], tmp_path_factory: pytest.TempPathFactory) -> Edited:
    site = Newsroom(tmp_path_factory.mktemp("edited") / "site", dict(list(many.items())[:40]))
    for path in list(many)[:40]:
        site.edit(path, "[Another]", "Another ")  # what they led to is not in this smaller site
    site.build()
    site.write({"content/articles/new.md": article("New", tags="[unheard]", countries="[TZ]")})
    site.remove("content/articles/s001.md").write({"static/site.css": "body { margin: 0 }"})
    return Edited(site, site.tree(), site.clean_tree())


@pytest.mark.parametrize("move", [1, 2, 9, 20, *[5, 14] * LONG])
def test_a_kill_between_two_moves_leaves_nothing_that_dangles_but_to_what_is_withdrawn(
    edited: Edited, tmp_path: Path, move: int
) -> None:
    site, before, goal = edited
    site = site.copy(tmp_path / "site")
    ended = ran(KILL_AT_MOVE, "build", "--root", str(site.root), "--now", NOW, str(move))
    assert ended.returncode == -9, ended.stderr
    tree = {path: data for path, data in site.tree().items() if not path.startswith(".sitegen")}
    assert [
        path for path, data in tree.items() if data not in (before.get(path), goal.get(path))
    ] == []
    assert dangling(tree) <= {"/2026/02/s001/"}
    assert "2026/02/s001/index.html" not in tree
    site.build()
    assert site.tree() == goal


KILL_AT_PICTURE = """
import os, sys
import sitegen.pipeline.derivatives, sitegen.cli
left, keep = int(sys.argv.pop()), sitegen.pipeline.memory.derived.DerivedFiles.keep
victim = os.getpid()
def kept(*arguments):
    global left
    left -= 1
    if not left:
        os.kill(victim, 9)
    return keep(*arguments)
sitegen.pipeline.memory.derived.DerivedFiles.keep = kept
sitegen.cli.main()
"""


@pytest.mark.parametrize(
    ("jobs", "at"), [("1", 1), ("2", 4), ("1", 13), ("2", 13), *[("2", 1), ("1", 4)] * LONG]
)
def test_a_build_that_is_killed_over_a_picture_loses_only_that_one(
    newsroom: Make, jobs: str, at: int
) -> None:
    site = newsroom({"content/articles/old.md": article("Old")}).build()
    before = site.tree()
    for number in range(4):
        image = f"{{src: p{number}.jpg, alt: A quay, credit: AFP}}"
        text, data = article(f"Story {number}", image=image), picture((number, 90, 140))
        site.write({f"content/articles/s{number}.md": text})
        site.write({f"content/articles/p{number}.jpg": data})
    options = ["build", "--root", str(site.root), "--now", NOW, "--jobs", jobs, str(at)]
    ended = ran(KILL_AT_PICTURE, *options)
    assert ended.returncode == -9, ended.stderr
    tree = {path: data for path, data in site.tree().items() if not path.startswith(".sitegen")}
    assert tree == {path: data for path, data in before.items() if ".sitegen.json" not in path}
    finished = kept(site)
    assert finished or at == 1
    site.build()
    assert site.tree() == site.clean_tree()
    after = kept(site)
    assert {path for path, it in finished.items() if after[path] != it} == set()


def kept(site: Newsroom) -> dict[str, tuple[int, int]]:
    """Return the derived pictures that are finished, each with what changes if it is made again."""
    folder = site.root / ".sitegen/pictures"
    return {
        file.relative_to(folder).as_posix(): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in folder.glob("*/*-*")
    }


def test_a_failed_write_changes_nothing(newsroom: Make) -> None:
    """A template that fails on one page only is found before any file is moved in."""
    site = newsroom({"content/articles/one.md": article("One", tags="[rare]")}).build()
    template = '{% extends "base.html" %}{% block main %}{{ view.title }}{% endblock %}'
    broken = template.replace("{{ view.title }}", '{{ view.title if view.kind != "tag" else x }}')
    site.write({"templates/listing.html": broken})
    assert "templates/listing.html:1" in site.fail()
    site.write({"templates/listing.html": template}).build()
    assert site.tree() == site.clean_tree()


def test_nothing_of_a_build_is_left_behind(newsroom: Make) -> None:
    site = newsroom({"content/articles/one.md": article("One")}).build()
    left = {path.name for path in site.output.iterdir() if path.name.startswith(".")}
    assert left == {".sitegen.json", ".sitegen.json~"}
    manifest = json.loads((site.output / ".sitegen.json").read_bytes())
    assert set(manifest) == set(site.tree()) - left
    assert list(manifest) == sorted(manifest)


# Sources that change while a build reads them ---------------------------------------------------

SHOT = "{src: shot.jpg, alt: A quay, credit: AFP}"
CHANGES = {
    "deleted": "os.remove(path)",
    "replaced": "pathlib.Path(path + '~').write_bytes(b'other'); os.replace(path + '~', path)",
    "a folder": "os.remove(path); os.mkdir(path)",
}
MOMENTS = [
    ("one.md", 2, "deleted"),
    *(
        [
            (name, nth, how)
            for name in ("one.md", "shot.jpg")
            for nth in (1, 2, 3)
            for how in CHANGES
        ]
        + [
            (name, nth, how)
            for name in ("style.css", "site.toml")
            for nth in (1, 2)
            for how in CHANGES
        ]
    )
    * LONG,
]


@pytest.mark.parametrize(("name", "nth", "how"), dict.fromkeys(MOMENTS))
def test_a_source_that_changes_during_a_build_spoils_nothing(
    newsroom: Make, name: str, nth: int, how: str
) -> None:
    """Whenever a build opens a file, somebody has just deleted or replaced it."""
    site = newsroom(
        {
            "content/articles/one.md": article("One", image=SHOT),
            "content/articles/shot.jpg": picture(),
            "static/style.css": "b { color: red }",
        }
    )
    (file,) = (it for it in site.root.rglob(name) if "sitegen" not in it.name)
    kept = file.read_bytes()
    ended = meddled(site, ("open", name, nth), CHANGES[how], "build", "--now", NOW, "--jobs", "1")
    path = file.relative_to(site.root).as_posix()
    if ended.returncode:
        assert ended.returncode in {1, 2}, ended.stderr
        assert ended.stderr.startswith((path, "content/articles/one.md", "content/site.toml"))
        assert not site.output.exists()
    if (name, nth, how) == MOMENTS[0]:
        said = f"{path}:1:1: error: the file changed during the build\n    hint: build again\n"
        assert ended.stderr == f"{said}1 error; nothing was written\n"
    if file.is_dir():
        file.rmdir()
    file.write_bytes(kept)
    site.build()
    assert site.tree() == site.clean_tree()
