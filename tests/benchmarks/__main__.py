"""What builds cost: `make bench`, or `make bench ARGS="--size 10000 --case cold edit"`.

Writes a newspaper of made-up articles into a temporary folder, and beside it the same articles as
a site for Hugo (`peer.py` says what is equal about the two, and what is not). For each case it
brings both into the state that the case asks for and measures the builds that follow, one after
the other, several times: what the machine does besides hits both. The first table has the median
of each cost, with the least and the most of it in brackets, and the ratio of the medians to
Hugo's. The second has what sitegen's builds say themselves: files written and removed, and the
seconds (median) that each stage took.

Both do the same work: our search is off, and feeds are RSS of the site and of sections. What a
cold build with everything on costs is measured apart, as the case `all`.

To measure another edit, add a `Case`; another program, a `Program`.

`make bench ARGS="pictures"` measures pictures, `ARGS="encoders"` their encoders, and
`ARGS="preview"` how long an editor waits for an edit to be seen, beside Hugo.
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
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sitegen import __version__
from sitegen.build.workers import cores
from tests.benchmarks.measure import MIB, CommandFailed, Cost, measure
from tests.benchmarks.newspaper import NOW, write_site
from tests.benchmarks.peer import FULL, hugo, lacking, write_peer

ROOT = Path(__file__).parents[2]


EQUAL = """\
search = { enabled = false }
feeds = { formats = ["rss"], of = ["section"] }
"""
"""What makes our work equal to Hugo's, at the top of site.toml."""


class Build(NamedTuple):
    """One build: what it cost, and what it reports of itself."""

    cost: Cost
    report: dict[str, Any]


class Program(NamedTuple):
    """A generator: how it builds, what it leaves behind, what it calls the things we edit.

    `template` is the template of articles, below the site's folder.
    """

    name: str
    build: Callable[[Path], Build]
    leaves: tuple[str, ...]
    headline: str
    template: str


class Site(NamedTuple):
    """A newspaper on the disk, for one program; `files` are its articles, oldest first."""

    program: Program
    root: Path
    files: list[Path]

    def build(self) -> Build:
        """Build the site. Raises `CommandFailed`."""
        return self.program.build(self.root)


def _sitegen(root: Path) -> Build:
    command = [sys.executable, "-m", "sitegen", "build", "--root", str(root)]
    cost, output = measure([*command, "--now", NOW, "--format", "json"], ROOT)
    return Build(cost, json.loads(output))


def _hugo(root: Path) -> Build:
    cost, _ = measure([hugo(), "--quiet", "--cleanDestinationDir"], root)
    return Build(cost, {})


SITEGEN = Program("sitegen", _sitegen, (".sitegen", "public"), "headline", "templates/article.html")
HUGO = Program("Hugo", _hugo, ("public", "resources"), "title", "layouts/page.html")


class Case(NamedTuple):
    """A state that a site is in before a build: `prepare(site, run)` brings it there.

    The site was built before, with all that earlier runs (counted from 0) did to it.
    """

    name: str
    what: str
    prepare: Callable[[Site, int], None]
    is_ours: bool = False
    """Whether there is nothing of the kind to compare with."""


def forget(site: Site, _run: int) -> None:
    for folder in site.program.leaves:
        shutil.rmtree(site.root / folder, ignore_errors=True)


def mistype(site: Site, run: int) -> None:
    _replace(site.files[-1], r"\Z", f"\nTpyo {run}.\n")


def rename(site: Site, run: int) -> None:
    key = site.program.headline
    _replace(site.files[-1], rf"(?m)^{key}: .*", f"{key}: Another headline {run}")


def add(site: Site, run: int) -> None:
    newest = site.files[-1]
    key = site.program.headline
    story = newest.with_name(f"new-story-{run}.md")
    shutil.copy(newest, story)
    _replace(story, rf"(?m)^{key}: .*", f"{key}: A new story {run}")
    _replace(story, r"(?m)^date: .*", f"date: 2026-02-01 09:{run % 60:02}:00")
    _replace(story, r"(?m)^((?:updated|lastmod): .*\n)?authors:", "authors:")


def redesign(site: Site, run: int) -> None:
    template = site.root / site.program.template
    if not template.exists():
        template.parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / site.program.template, template)
    # Inside a block: what a template that extends another has outside of them is not shown.
    block = r"{%-? block main -?%}|{{-? define \"main\" -?}}"
    _replace(template, block, rf"\g<0>\n<i hidden>{run}</i>")


def switch_on(site: Site, run: int) -> None:
    config = site.root / "content" / "site.toml"
    config.write_text(config.read_text("utf-8").replace(EQUAL, ""), "utf-8")
    forget(site, run)


CASES = (
    Case("cold", "nothing was ever built", forget),
    Case("nothing", "nothing has changed", lambda _site, _run: None),
    Case("edit", "a typo in the body of the newest article", mistype),
    Case("headline", "the headline of the newest article", rename),
    Case("add", "an article is added", add),
    Case("template", "the template of all articles", redesign),
    Case("all", "cold, with search and all feeds", switch_on, is_ours=True),
)


OTHERS = ("pictures", "encoders", "preview")
"""Modules with a `main` of their own; they need numpy, Hugo or Chromium, and nothing else does."""


def main() -> int:
    if sys.argv[1:] and sys.argv[1] in OTHERS:
        return int(import_module(f"tests.benchmarks.{sys.argv[1]}").main(sys.argv[2:]))
    options = _options()
    with _folder(options.keep) as folder:
        sites = list(_written(folder, options))
        print(_facts(sites[0], options.runs), flush=True)
        try:
            builds = dict(_measured(sites, options))
        except CommandFailed as failure:
            print(failure, file=sys.stderr)
            return 1
    print("", *_reports(builds), sep="\n")
    return 0


def _written(folder: Path, options: Namespace) -> Iterator[Site]:
    """Write the newspaper for each program, ours first."""
    ours = folder / "sitegen"
    files = write_site(ours, options.size)
    config = ours / "content" / "site.toml"
    config.write_text(EQUAL + config.read_text("utf-8"), "utf-8")
    yield Site(SITEGEN, ours, files)
    if options.peer == "hugo":
        yield Site(HUGO, folder / "hugo", write_peer(folder / "hugo", ours, files))


def _measured(sites: Sequence[Site], options: Namespace) -> Iterator[tuple[str, list[Build]]]:
    """Yield our builds of each case, and print what all cost as soon as that is known."""
    chosen = [case for case in CASES if case.name in options.case]
    print(_row("", "", "wall, s", "processors, s", "memory, MiB"), flush=True)
    if any(case.prepare is not forget for case in chosen):
        for site in sites:
            site.build()
            _check(site, files=sites[0].files)
    for case in chosen:
        taking_part = sites[:1] if case.is_ours else sites
        builds: dict[str, list[Build]] = {site.program.name: [] for site in taking_part}
        for run in range(options.runs):
            for site in taking_part:
                case.prepare(site, run)
                builds[site.program.name].append(site.build())
        costs = {name: _costs(many) for name, many in builds.items()}
        for name, (wall, cpu, peak) in costs.items():
            shown = (_spread(wall, ".2f"), _spread(cpu, ".2f"), _spread(peak, ".0f"))
            print(_row(case.name, name, *shown, what=case.what), flush=True)
        if HUGO.name in costs:
            pairs = zip(costs[SITEGEN.name], costs[HUGO.name], strict=True)
            ratios = (f"{median(ours) / median(theirs):.2f}" for ours, theirs in pairs)
            print(_row("", "ratio", *ratios), flush=True)
        yield case.name, builds[SITEGEN.name]


def _costs(builds: Sequence[Build]) -> tuple[tuple[float, ...], ...]:
    return tuple(zip(*(it.cost for it in builds), strict=True))


def _check(site: Site, files: Sequence[Path]) -> None:
    """Raise `CommandFailed` if the output does not hold what it should."""
    pages = _pages_of_ours if site.program is SITEGEN else _pages_of_hugo
    if faults := lacking(site.root / "public", files, pages):
        raise CommandFailed("\n".join((f"{site.program.name} made something else:", *faults)))


def _pages_of_ours(stories: int) -> int:
    return max(1, stories // FULL)


def _pages_of_hugo(stories: int) -> int:
    return ceil(stories / FULL)


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


def _row(case: str, name: str, *costs: str, what: str = "") -> str:
    shown = "".join(f"{cost:>22}" for cost in costs)
    return f"{case:10}{name:9}{shown}   {what}".rstrip()


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
    parser.add_argument("--peer", choices=["hugo", "none"], default="hugo", help="(%(default)s)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the site there, for good")
    options = parser.parse_args()
    if options.size < 1 or options.runs < 1:
        parser.error("--size and --runs are at least 1")
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"{options.keep} is not empty")
    return options


if __name__ == "__main__":
    sys.exit(main())
