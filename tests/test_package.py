"""sitegen without its checkout: installed from a wheel, run from the wheel as a zip file."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import distribution, version
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from hatch_build import addresses, page
from sitegen.cli.commands import main
from sitegen.installed import DISTRIBUTION
from tests import release
from tests.golden import NOW, Tree, tree
from tests.packages import Package

PROJECT = Path(__file__).parent.parent
FONTS = ".sitegen/fonts"
"""Where parts of typefaces wait in a site for the next build: to cut them takes most of a build."""


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
    """Return a wheel of this checkout that says of itself what is installed: tags may be newer."""
    folder = tmp_path_factory.mktemp("wheel")
    sources = Package(folder / "sources").folder
    for name in ("LICENSE", "docs/package.md", "hatch_build.py", "pyproject.toml"):
        (sources / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, sources / name)
    told = distribution(DISTRIBUTION).read_text("METADATA")
    assert told
    (sources / "PKG-INFO").write_text(told, "utf-8")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    run(*build, str(sources), cwd=folder)
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
    """A new site: the files that it starts with, those of its output, and parts of typefaces."""

    sources: Tree
    output: Tree
    fonts: Tree


def started_and_built(
    folder: Path, sitegen: Callable[..., object], fonts: Tree | None = None
) -> Paper:
    """Start a new site with a sitegen, and build it; with parts of typefaces that are known."""
    sitegen("init", "--no-git", "paper", cwd=folder)
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
    for path, data in (fonts or {}).items():
        (root / FONTS / path).parent.mkdir(parents=True, exist_ok=True)
        (root / FONTS / path).write_bytes(data)
    sitegen("build", "--strict", "--now", NOW, "--root", str(root), cwd=folder)
    return Paper(sources, tree(root / "public"), tree(root / FONTS))


def ours(*words: str, cwd: Path) -> None:
    """Run a command of this checkout in this process."""
    with contextlib.chdir(cwd):
        result = CliRunner().invoke(main, words, prog_name="sitegen", catch_exceptions=False)
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Return what the sitegen of this checkout makes."""
    return started_and_built(tmp_path_factory.mktemp("ours"), ours)


@pytest.fixture(scope="module")
def installed(
    wheel: Path, bare: Path, paper: Paper, tmp_path_factory: pytest.TempPathFactory
) -> Paper:
    """Return what the sitegen of an installed wheel makes."""
    folder = tmp_path_factory.mktemp("installed")
    own = shutil.copytree(bare.parent.parent, folder / "venv", symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(own / "bin/python")]
    run(*pip, "install", "--no-deps", "--no-index", "--quiet", wheel, cwd=folder)
    command = own / "bin/sitegen"
    assert command.read_text("utf-8").startswith(f"#!{own}/bin/python")
    known = dict(sorted(paper.fonts.items())[1:])  # one is left to it: it can cut what it finds
    return started_and_built(folder, partial(run, command), known)


def test_a_release_finds_what_is_wrong_with_a_wheel(wheel: Path, tmp_path: Path) -> None:
    assert release.faults(wheel, version(DISTRIBUTION)) == []
    spoilt = tmp_path / wheel.name
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(spoilt, "w") as archive:
        for name in whole.namelist():
            if name != "sitegen/preview/client.js":
                data = whole.read(name)
                archive.writestr(name, data + b"[a](b.md)" if name.endswith("METADATA") else data)
        archive.writestr("sitegen/__pycache__/x.pyc", b"")
    assert sorted(release.faults(spoilt, version(DISTRIBUTION))) == [
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


def test_an_installed_wheel_starts_and_builds_a_site(installed: Paper, paper: Paper) -> None:
    assert installed == paper


def test_a_wheel_runs_as_a_zip_file(wheel: Path, bare: Path, paper: Paper, tmp_path: Path) -> None:
    zipped = {"PYTHONPATH": str(wheel)}
    where = run(bare, "-c", "import sitegen; print(sitegen.__file__)", cwd=tmp_path, env=zipped)
    assert where.startswith(f"{wheel}/")
    sitegen = partial(run, bare, "-m", "sitegen", env=zipped)
    assert started_and_built(tmp_path, sitegen, paper.fonts) == paper


def test_a_version_is_a_tag_or_on_the_way_to_the_next(tmp_path: Path) -> None:
    """It asks no tag of a clone that has none, and finds that of an archive and of a sdist."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in (".gitattributes", "hatch_build.py", "pyproject.toml"):
        shutil.copy(PROJECT / name, folder / name)

    def git(*words: str) -> str:
        own = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        return run("git", *own, *words, cwd=folder)

    def told(folder: Path = folder) -> str:
        # Git looks for no repository above, of which these folders might be a part.
        above = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
        return run(sys.executable, "-m", "hatchling", "version", cwd=folder, env=above).strip()

    def archived(name: str) -> Path:
        unpacked = tmp_path / name
        git("archive", f"--prefix={name}/", "-o", f"{unpacked}.zip", "HEAD")
        with zipfile.ZipFile(f"{unpacked}.zip") as archive:
            archive.extractall(tmp_path)
        return unpacked

    begun = re.findall(r"(?m)^## (\S+) \(", (PROJECT / "CHANGELOG.md").read_text("utf-8"))[0]
    untold = f"{begun}.dev0"
    assert told() == untold  # no repository
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "One")
    assert (told(), told(archived("early"))) == (untold, untold)
    git("tag", "v0.3.1")
    git("tag", "of-something-else")
    assert (told(), told(archived("tagged"))) == ("0.3.1", "0.3.1")
    (folder / "PKG-INFO").write_text("Metadata-Version: 2.4\nName: x\nVersion: 9.9\n", "utf-8")
    git("commit", "--quiet", "--allow-empty", "--message", "Two")
    assert (told(), told(archived("later"))) == ("0.4.0.dev1", "0.4.0.dev1")
    git("tag", "v0.4.0rc1")
    assert told() == "0.4.0rc1"
    shutil.rmtree(folder / ".git")
    assert told() == "9.9"  # a source distribution


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/desk/paper.git", "https://github.com/desk/paper"),
        ("https://desk:secret@github.com/desk/paper", "https://github.com/desk/paper"),
        ("git@github.com:desk/paper.git", "https://github.com/desk/paper"),
        ("ssh://git@codeberg.org:2222/desk/paper.git/", "https://codeberg.org/desk/paper"),
        ("GitLab.Example.org:group/sub/paper.git", "https://gitlab.example.org/group/sub/paper"),
        ("/srv/git/paper.git", ""),
        ("file:///srv/git/paper.git", ""),
        ("../paper", ""),
        ("http://github.com/desk/paper", ""),
        ("https://localhost/desk/paper", ""),
        ("https://192.0.2.7/desk/paper", ""),
        ("https://git.example.org:8443/desk/paper", ""),
        ("https://git.example.org:x/desk/paper", ""),
        ("https://github.com/desk/pa<per", ""),
        ("https://github.com/desk/paper?token=secret", "https://github.com/desk/paper"),
        ("C:\\papers\\one", ""),
        ("", ""),
    ],
)
def test_a_wheel_tells_where_its_sources_are(remote: str, address: str) -> None:
    assert page(remote) == address


def test_pages_of_a_project_are_named_where_a_host_is_known() -> None:
    assert addresses("git@github.com:desk/paper.git") == {
        "Source": "https://github.com/desk/paper",
        "Documentation": "https://github.com/desk/paper/blob/HEAD/docs/content/pages/newsroom/begin.md",
        "Changelog": "https://github.com/desk/paper/blob/HEAD/CHANGELOG.md",
        "Issues": "https://github.com/desk/paper/issues",
    }
    gitlab = addresses("https://gitlab.example.org/a/b.git")
    assert gitlab["Changelog"] == "https://gitlab.example.org/a/b/-/blob/HEAD/CHANGELOG.md"
    assert addresses("https://git.example.org/a/b") == {"Source": "https://git.example.org/a/b"}
    assert addresses("/srv/git/paper.git") == {}
    assert (PROJECT / "docs/content/pages/newsroom/begin.md").exists()


def test_a_source_distribution_keeps_its_addresses(tmp_path: Path) -> None:
    for name in ("LICENSE", "docs/package.md", "hatch_build.py", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    source = "https://example.org/desk/paper"
    told = f"Metadata-Version: 2.4\nName: x\nVersion: 9.9\nProject-URL: Source, {source}\n"
    (tmp_path / "PKG-INFO").write_text(told, "utf-8")
    metadata = run(sys.executable, "-m", "hatchling", "metadata", "urls", cwd=tmp_path)
    assert json.loads(metadata) == {"Source": source}
