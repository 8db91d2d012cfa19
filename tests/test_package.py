"""sitegen without its checkout: installed from a wheel, run from the wheel as a zip file."""

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import release
from tests.golden import NOW, Tree, tree

PROJECT = Path(__file__).parent.parent
OURS = [sys.executable, "-m", "sitegen"]


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program, which must succeed, and return what it prints."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    result = subprocess.run(
        command, cwd=cwd, env={**clean, **(env or {})}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    run(*build, str(PROJECT), cwd=folder)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Python that has what sitegen depends on, and no sitegen."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, symlinks=True)
    python = folder / "bin/python"
    [packages] = folder.glob("lib/python*/site-packages")
    dependencies = distribution("jinja2").locate_file("")
    # Python reads no .pth file of a folder that a .pth file names: not the one of our checkout.
    (packages / "dependencies.pth").write_text(f"{dependencies}\n", "utf-8")
    found = "import importlib.util as it; print(it.find_spec('jinja2') and it.find_spec('sitegen'))"
    assert run(python, "-c", found, cwd=folder) == "None\n"
    return python


class Paper(NamedTuple):
    """A new site: the files that it starts with, and those of its output."""

    sources: Tree
    output: Tree


def started_and_built(
    folder: Path, *command: str | Path, env: Mapping[str, str] | None = None
) -> Paper:
    """Start a new site with a sitegen, and build it."""
    run(*command, "init", "--no-git", "paper", cwd=folder, env=env)
    root = folder / "paper"
    stories = sorted((root / "content/articles").rglob("*.md"))
    assert len(stories) == 3
    for day, story in enumerate(stories, 1):
        # They are of the second in which the site was started, and of the days before.
        text, date = story.read_text("utf-8"), f"date: 2026-05-0{day} 09:00"
        dated, count = re.subn(r"(?m)^date: .*$", date, text)
        assert count == 1
        story.write_text(dated, "utf-8")
    sources = tree(root)
    run(*command, "build", "--strict", "--now", NOW, "--root", root, cwd=folder, env=env)
    return Paper(sources, tree(root / "public"))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Return what the sitegen of this checkout makes."""
    return started_and_built(tmp_path_factory.mktemp("ours"), *OURS)


def test_a_release_finds_what_is_wrong_with_a_wheel(wheel: Path, tmp_path: Path) -> None:
    assert release.faults(wheel) == []
    spoilt = tmp_path / wheel.name
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(spoilt, "w") as archive:
        for name in whole.namelist():
            if name != "sitegen/preview/client.js":
                data = whole.read(name)
                archive.writestr(name, data + b"[a](b.md)" if name.endswith("METADATA") else data)
        archive.writestr("sitegen/__pycache__/x.pyc", b"")
    assert sorted(release.faults(spoilt)) == [
        "its description links to b.md",
        "sitegen/__pycache__/x.pyc does not belong there",
        "sitegen/preview/client.js is missing",
    ]


def test_a_checkout_finds_its_theme(paper: Paper, tmp_path: Path) -> None:
    where = "import sitegen.theme as it; print(it.theme())"
    assert Path(run(sys.executable, "-c", where, cwd=tmp_path).strip()) == PROJECT
    assert "content/site.toml" in paper.sources
    assert "2026/05/the-suez-canal-joins-two-seas/index.html" in paper.output
    assert any(path.startswith("assets/site.") for path in paper.output)


def test_an_installed_wheel_starts_and_builds_a_site(
    wheel: Path, bare: Path, paper: Paper, tmp_path: Path
) -> None:
    own = shutil.copytree(bare.parent.parent, tmp_path / "venv", symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(own / "bin/python")]
    run(*pip, "install", "--no-deps", "--no-index", "--quiet", wheel, cwd=tmp_path)
    command = own / "bin/sitegen"
    assert command.read_text("utf-8").startswith(f"#!{own}/bin/python")
    assert started_and_built(tmp_path, command) == paper


def test_a_wheel_runs_as_a_zip_file(wheel: Path, bare: Path, paper: Paper, tmp_path: Path) -> None:
    zipped = {"PYTHONPATH": str(wheel)}
    where = run(bare, "-c", "import sitegen; print(sitegen.__file__)", cwd=tmp_path, env=zipped)
    assert where.startswith(f"{wheel}/")
    assert started_and_built(tmp_path, bare, "-m", "sitegen", env=zipped) == paper
