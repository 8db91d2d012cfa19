"""sitegen without its checkout: installed from a wheel, run from the wheel as a zip file."""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path

import pytest

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


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Start a new site with the sitegen of this checkout."""
    run(*OURS, "init", "paper", cwd=tmp_path)
    return tmp_path / "paper"


def built(site: Path, *command: str | Path, env: Mapping[str, str] | None = None) -> Tree:
    """Build a copy of the site, and return its files."""
    copy = site.with_name("copy")
    shutil.copytree(site, copy)
    run(*command, "build", "--strict", "--now", NOW, "--root", copy, cwd=site.parent, env=env)
    return tree(copy / "public")


def expected(site: Path) -> Tree:
    """Return what the sitegen of this checkout makes of the site."""
    run(*OURS, "build", "--strict", "--now", NOW, cwd=site)
    return tree(site / "public")


def test_a_checkout_finds_its_theme(site: Path) -> None:
    where = run(
        sys.executable, "-c", "import sitegen.theme as it; print(it.theme())", cwd=site
    ).strip()
    assert Path(where) == PROJECT
    assert any(path.startswith("assets/site.") for path in expected(site))


def test_an_installed_wheel_starts_and_builds_a_site(
    wheel: Path, bare: Path, site: Path, tmp_path: Path
) -> None:
    own = shutil.copytree(bare.parent.parent, tmp_path / "venv", symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(own / "bin/python")]
    run(*pip, "install", "--no-deps", "--no-index", "--quiet", wheel, cwd=tmp_path)
    command = own / "bin/sitegen"
    assert command.read_text("utf-8").startswith(f"#!{own}/bin/python")
    assert built(site, command) == expected(site)
    run(command, "init", "another", cwd=tmp_path)
    run(command, "build", "--strict", "--root", "another", cwd=tmp_path)
    assert (tmp_path / "another/public/index.html").is_file()


def test_a_wheel_runs_as_a_zip_file(wheel: Path, bare: Path, site: Path) -> None:
    zipped = {"PYTHONPATH": str(wheel)}
    where = run(bare, "-c", "import sitegen; print(sitegen.__file__)", cwd=site, env=zipped)
    assert where.startswith(f"{wheel}/")
    assert built(site, bare, "-m", "sitegen", env=zipped) == expected(site)
    run(bare, "-m", "sitegen", "init", "another", cwd=site, env=zipped)
    run(bare, "-m", "sitegen", "build", "--strict", "--root", "another", cwd=site, env=zipped)
