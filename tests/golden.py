"""What is expected of sitegen, as files that an editor can read, and the way to write them anew.

`tests/broken/<case>/` holds the files that spoil the good newspaper of `tests/good/`, and in
`expected.txt` what sitegen says then, as on a terminal. `tests/golden/<site>/` holds a small
site, and in `expected/` what it must become; `tests/golden/theme/` stands in for the default
theme there, which may change its look without changing what these sites show: the engine.

`make golden` writes all that is expected anew. To add a broken case, make its folder, run
`make golden`, and read what it wrote: would you be glad of that message? A case that needs
another command than `sitegen build` says so in its `expected.txt`, in lines that begin with `$`.
"""

import contextlib
import json
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from click.testing import CliRunner, Result

from sitegen.cli.commands import main
from sitegen.messages import FILE as MESSAGES
from sitegen.messages import Message, written
from tests.first_mistakes import FILES
from tests.modules import ROOT
from tests.newsroom import NOW as FIRST
from tests.newsroom import Newsroom

HERE = Path(__file__).parent
GOOD = HERE / "good"
BROKEN = HERE / "broken"
SITES = HERE / "golden"
THEME = SITES / "theme"
EXPECTED = "expected.txt"

NOW = "2026-06-01T12:00:00+00:00"

Tree = dict[str, bytes]
"""The bytes of files by path; empty folders end with a slash."""


def cases() -> list[str]:
    """Return the names of the broken cases."""
    return sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())


def sites() -> list[str]:
    """Return the names of the golden sites."""
    return sorted(folder.parent.name for folder in SITES.glob("*/content"))


def tree(folder: Path) -> Tree:
    """Return all that a folder holds."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if name.endswith("~"):
            continue  # the second list of files: it is the first one again, and no file for Git
        if path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[f"{name}/"] = b""
    return found


def good_site(folder: Path) -> Path:
    """Copy the good newspaper, and build it: what a case finds before it spoils it."""
    shutil.copytree(GOOD, folder)
    built = sitegen(folder, "build")
    assert (built.exit_code, built.stderr) == (0, ""), built.output
    return folder


def transcript(case: str, site: Path) -> str:
    """Lay a case over the good site, and return what is typed and what sitegen says.

    A build that fails must leave `public/` as it was.
    """
    shutil.copytree(BROKEN / case, site, dirs_exist_ok=True)
    lines = []
    for command in _typed(site / EXPECTED):
        lines.append(f"$ {command}")
        program, *arguments = shlex.split(command)
        if program == "rm":
            _remove(site, arguments)
            continue
        before = tree(site / "public")
        result = sitegen(site, *arguments)
        if result.exit_code:
            lines += result.stdout.splitlines()
            assert tree(site / "public") == before, f"{case}: public/ is not what it was"
        lines += [*result.stderr.splitlines(), f"exit status {result.exit_code}"]
    return "\n".join([*lines, ""])


def sitegen(site: Path, command: str, *options: str) -> Result:
    """Run sitegen in the folder of a site, as an editor does; at the same time every time."""
    timed = [] if "--now" in options else ["--now", NOW]
    with contextlib.chdir(site):
        return CliRunner().invoke(
            main, [command, *options, *timed], prog_name="sitegen", catch_exceptions=False
        )


def built(name: str, folder: Path) -> Tree:
    """Return what a golden site becomes."""
    shutil.copytree(SITES / name, folder, ignore=shutil.ignore_patterns("expected"))
    with mock.patch("sitegen.theme.theme", return_value=THEME):
        result = sitegen(folder, "build")
    assert result.exit_code == 0, result.output
    return tree(folder / "public")


def _remove(site: Path, names: list[str]) -> None:
    for name in names:
        if name == "-r":
            continue
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _typed(expected: Path) -> list[str]:
    lines = expected.read_text("utf-8").splitlines() if expected.is_file() else []
    return [line[2:] for line in lines if line.startswith("$ ")] or ["sitegen build"]


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


_MESSAGE = re.compile(
    r"^[^\n:]+(?::\d+:\d+)?: (?:error|warning): (.*)(?:\n    hint: (.*))?$", re.MULTILINE
)


def of_broken() -> Iterator[Message]:
    """Yield what broken newspapers are told, and what to do."""
    for case in cases():
        for told in _MESSAGE.findall((BROKEN / case / EXPECTED).read_text("utf-8")):
            yield Message(*told)


def of_beginners() -> Iterator[Message]:
    """Yield what somebody is told who begins."""
    with _scratch() as scratch:
        said = Newsroom(scratch, FILES).run("build", "--now", FIRST, "--format", "json")
        for it in json.loads(said.stdout)["problems"]:
            yield Message(it["message"], it["hint"] or "")


def write_expected() -> None:
    """Write what comes out now in the place of what was expected."""
    with _scratch() as scratch:
        good = good_site(scratch / "good")
        for case in cases():
            site = shutil.copytree(good, scratch / "broken" / case)
            (BROKEN / case / EXPECTED).write_text(transcript(case, site), "utf-8")
        for name in sites():
            expected = SITES / name / "expected"
            files = built(name, scratch / name)
            shutil.rmtree(expected, ignore_errors=True)
            for path, data in files.items():
                (expected / path).parent.mkdir(parents=True, exist_ok=True)
                (expected / path).write_bytes(data)
    (ROOT / "sitegen" / MESSAGES).write_text(written((*of_broken(), *of_beginners())), "utf-8")


if __name__ == "__main__":
    write_expected()
    sys.stdout.write("Wrote what is expected anew; now read the difference: git diff tests\n")
