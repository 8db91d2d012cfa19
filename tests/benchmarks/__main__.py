"""What builds cost: `make bench`, or `make bench ARGS="--size 10000 --case cold edit"`.

Writes a newspaper of made-up articles into a temporary folder, brings it into the state that
a case asks for, and measures the build that follows, several times. The first table has the
median of each cost, and the least and the most of it in brackets; the second what the builds
say themselves: files written and removed, and the seconds (median) that each stage took.

To measure another edit, or another program, add a `Case`.

`make bench ARGS="pictures"` and `make bench ARGS="encoders"` measure pictures instead, and
`make bench ARGS="preview"` how long an editor waits for the live preview.
"""

import json
import platform
import re
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sitegen import __version__
from sitegen.build.workers import cores
from tests.benchmarks.measure import MIB, CommandFailed, Cost, measure
from tests.benchmarks.newspaper import NOW, write_site

ROOT = Path(__file__).parents[2]


class Site(NamedTuple):
    """A newspaper on the disk; `files` are its articles, oldest first."""

    root: Path
    files: list[Path]


class Build(NamedTuple):
    """One build: what it cost, and what it reports of itself."""

    cost: Cost
    report: dict[str, Any]


def sitegen(site: Site) -> Build:
    """Build the site as `make build` does. Raises `CommandFailed`."""
    command = [sys.executable, "-m", "sitegen", "build", "--root", str(site.root)]
    cost, output = measure([*command, "--now", NOW, "--format", "json"], ROOT)
    return Build(cost, json.loads(output))


class Case(NamedTuple):
    """A state that a site is in before a build: `prepare(site, run)` brings it there.

    The site was built before, with all that earlier runs (counted from 0) did to it.
    """

    name: str
    what: str
    prepare: Callable[[Site, int], None]
    build: Callable[[Site], Build] = sitegen


def forget(site: Site, _run: int) -> None:
    for folder in (".sitegen", "public"):
        shutil.rmtree(site.root / folder, ignore_errors=True)


def mistype(site: Site, run: int) -> None:
    _replace(site.files[-1], r"\Z", f"\nTpyo {run}.\n")


def rename(site: Site, run: int) -> None:
    _replace(site.files[-1], r"(?m)^headline: .*", f"headline: Another headline {run}")


def add(site: Site, run: int) -> None:
    newest = site.files[-1]
    story = newest.with_name(f"new-story-{run}.md")
    shutil.copy(newest, story)
    _replace(story, r"(?m)^headline: .*", f"headline: A new story {run}")
    _replace(story, r"(?m)^date: .*", f"date: 2026-02-01 09:{run % 60:02}")
    _replace(story, r"(?m)^(updated: .*\n)?authors:", "authors:")


def redesign(site: Site, run: int) -> None:
    template = site.root / "templates" / "article.html"
    template.parent.mkdir(exist_ok=True)
    shutil.copy(ROOT / "templates" / "article.html", template)
    # Inside a block: what a template that extends another has outside of them is not shown.
    _replace(template, r"{% block \w+ %}", rf"\g<0>\n<!-- {run} -->")


CASES = (
    Case("cold", "nothing was ever built", forget),
    Case("nothing", "nothing has changed", lambda _site, _run: None),
    Case("edit", "a typo in the body of the newest article", mistype),
    Case("headline", "the headline of the newest article", rename),
    Case("add", "an article is added", add),
    Case("template", "the template of all articles", redesign),
)


OTHERS = ("pictures", "encoders", "preview")
"""Modules with a `main` of their own; they need numpy, Hugo or Chromium, and nothing else does."""


def main() -> int:
    if sys.argv[1:] and sys.argv[1] in OTHERS:
        return int(import_module(f"tests.benchmarks.{sys.argv[1]}").main(sys.argv[2:]))
    options = _options()
    with _folder(options.keep) as folder:
        site = Site(folder, write_site(folder, options.size))
        print(_facts(site, options.runs), flush=True)
        try:
            builds = dict(_measured(site, options))
        except CommandFailed as failure:
            print(failure, file=sys.stderr)
            return 1
    print("", *_reports(builds), sep="\n")
    return 0


def _measured(site: Site, options: Namespace) -> Iterator[tuple[str, list[Build]]]:
    """Yield the builds of each case, and print what they cost as soon as that is known."""
    chosen = [case for case in CASES if case.name in options.case]
    ready: set[Callable[[Site], Build]] = set()
    print(_row("", "wall, s", "processors, s", "memory, MiB"), flush=True)
    for case in chosen:
        if case.prepare is not forget and case.build not in ready:
            case.build(site)
        ready.add(case.build)
        builds = []
        for run in range(options.runs):
            case.prepare(site, run)
            builds.append(case.build(site))
        wall, cpu, peak = zip(*(it.cost for it in builds), strict=True)
        shown = (_spread(wall, ".2f"), _spread(cpu, ".2f"), _spread(peak, ".0f"))
        print(_row(case.name, *shown, case.what), flush=True)
        yield case.name, builds


def _facts(site: Site, runs: int) -> str:
    size = sum(file.stat().st_size for file in site.files) / MIB
    return (
        f"sitegen {__version__}, Python {platform.python_version()}, {platform.platform()}, "
        f"{cores()} cores\n{len(site.files)} articles of {size:.1f} MiB together; "
        f"each case {runs} times\n"
    )


def _reports(cases: dict[str, list[Build]]) -> Iterator[str]:
    """Yield the lines of the table of what the builds say themselves."""
    stages = list(dict.fromkeys(it for many in cases.values() for it in many[0].report["seconds"]))
    yield _line("", "written", "removed", *stages)
    for name, builds in cases.items():
        counts = (median(len(it.report[key]) for it in builds) for key in ("written", "removed"))
        seconds = (
            median(it.report["seconds"].get(stage, 0.0) for it in builds) for stage in stages
        )
        yield _line(name, *(f"{it:.0f}" for it in counts), *(f"{it:.2f}" for it in seconds))


def _line(name: str, *values: str) -> str:
    return f"{name:10}" + "".join(f"{value:>10}" for value in values)


def _row(name: str, wall: str, cpu: str, peak: str, what: str = "") -> str:
    return f"{name:10}{wall:>22}{cpu:>22}{peak:>18}   {what}".rstrip()


def _spread(values: Sequence[float], style: str) -> str:
    middle, least, most = (format(it, style) for it in (median(values), min(values), max(values)))
    return f"{middle} ({least}-{most})"


def _replace(file: Path, pattern: str, text: str) -> None:
    changed, times = re.subn(pattern, text, file.read_text("utf-8"), count=1)
    if not times:
        message = f"{file} has no {pattern}"
        raise LookupError(message)
    file.write_text(changed, "utf-8")


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept
        return
    with TemporaryDirectory(prefix="sitegen-bench-") as folder:
        yield Path(folder)


def _options() -> Namespace:
    names = [case.name for case in CASES]
    parser = ArgumentParser("make bench", description="Measure what builds cost.")
    parser.add_argument("--size", type=int, default=1000, help="articles (default: %(default)s)")
    parser.add_argument("--case", nargs="+", choices=names, default=names, help="default: all")
    parser.add_argument("--runs", type=int, default=3, help="of each case (default: %(default)s)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the site there, for good")
    options = parser.parse_args()
    if options.size < 1 or options.runs < 1:
        parser.error("--size and --runs are at least 1")
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"{options.keep} is not empty")
    return options


if __name__ == "__main__":
    sys.exit(main())
