"""What builds cost: `make bench`, or `make bench ARGS="--size 10000 --case cold edit --runs 5"`.

Writes a newspaper of made-up articles into a temporary folder, and beside it the same articles as
a site for each other program (`peer.py` and `others.py` say what is equal about them, and what is
not). For each case it brings all into the state that the case asks for and measures the builds
that follow, one program after the other, several times: what the machine does besides hits all.
Outputs are checked before anything is measured, and each edit is looked for in its page.

The first table has the median of each cost, with the least and the most in brackets, and beside
each other program what share of its costs ours are: the median of the shares within one run.
Processor time and memory are those of all processes together. Hugo and Eleventy make no use of what
a build has left behind, so whatever was edited they build from nothing: a share of Hugo's costs is
always one of a cold build. A second table has what our builds say themselves, a third what they may
cost (`targets.py`) and did.

All do the same work: our search is off, and feeds are RSS of the site and of sections. What the
rest costs is the case `features`, whose shares are of our own cold build. The case `preview` has a
row for each kind of edit: wall is the wait from the saved file to the words in a browser.

`--case growth --size 1000 10000 50000 100000` tells how costs grow; others take part if named by
`--peer`. `--case texts` builds long articles, in HTML. `make bench ARGS="pictures"` measures
pictures at length, `ARGS="preview"` waits, `ARGS="encoders"` encoders of pictures,
`ARGS="search"` ways to search, `ARGS="views"` how right and how quick counts of views are,
`ARGS="import"` what it costs to move in,
`ARGS="publish"` what publishing to a bucket does, `ARGS="cluster"` what a store and a cluster of
machines do, and `ARGS="instructions"` counts instructions where seconds tell nothing.

To measure another edit, add a `Case`; another program, a `Program`.
"""

import platform
import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sitegen.installed import version
from sitegen.pipeline.workers import cores
from tests.benchmarks import apart, cases, counted, illustrated, table
from tests.benchmarks.check import census, lacking
from tests.benchmarks.growth import measure_growth
from tests.benchmarks.interpreter import built
from tests.benchmarks.measure import CommandFailed
from tests.benchmarks.newspaper import write_site
from tests.benchmarks.programs import (
    EQUAL,
    HUGO,
    PEERS,
    SITEGEN,
    Build,
    Site,
    settle,
    write_for,
)

CASES = (*cases.CASES, *illustrated.PICTURES, *counted.COUNTED)

APART = ("help", "features", "photos", "preview", "memory")
"""Cases that are no state of a site: see apart.py."""

OTHERS = (
    *("pictures", "encoders", "preview", "search", "views", "import", "publish"),
    *("cluster", "instructions"),
)
"""Modules with a `main` of their own; they need numpy, Hugo, npm, Chromium or Valgrind, and nothing
else does."""

GROWTH, TEXTS = "growth", "texts"
"""Cases that bring papers of their own."""


def main() -> int:
    if sys.argv[1:] and sys.argv[1] in OTHERS:
        name = {"import": "importing"}.get(sys.argv[1], sys.argv[1])
        return int(import_module(f"tests.benchmarks.{name}").main(sys.argv[2:]))
    options = _options()
    print(
        f"sitegen {version()}, Python {platform.python_version()} {built()}, "
        f"{platform.platform()}, {cores()} cores; each case {options.runs} times",
        flush=True,
    )
    try:
        if GROWTH in options.case:
            measure_growth(lambda size: _sites(options, size), options.size, options.runs)
        for size in options.size if set(options.case) - {GROWTH, TEXTS} else ():
            _compare(options, size)
        if TEXTS in options.case:
            table.head()
            table.judge(apart.LONG_STORIES, apart.texts(options.runs))
    except CommandFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _compare(options: Namespace, size: int) -> None:
    """Print the tables of a size."""
    with _sites(options, size) as sites:
        _introduce(sites)
        table.head()
        if "help" in options.case:
            apart.helped(sites, options.runs)
        builds = dict(measured(sites, options))
        costs = {case: [it.cost for it in many[SITEGEN.name]] for case, many in builds.items()}
        if "features" in options.case:
            costs |= apart.features(sites[0], options.runs)
            settle(sites[0].root, EQUAL)
        versus = any(site.program is HUGO for site in sites)
        if "photos" in options.case:
            apart.photos(options.runs, versus=versus)
        if "memory" in options.case:
            apart.memory(versus=versus)
        if "preview" in options.case:
            apart.preview(sites[0], versus=versus)
    if builds:
        print("", *_reports({it: many[SITEGEN.name] for it, many in builds.items()}), sep="\n")
    hugo = {case: [it.cost for it in many.get(HUGO.name, ())] for case, many in builds.items()}
    alone = illustrated.encoding(options.runs) if "picture" in builds else 0.0
    table.judge(size, costs, hugo, {"picture": alone})


@contextmanager
def _sites(options: Namespace, size: int) -> Iterator[list[Site]]:
    """Write the newspaper for each program, ours first."""
    programs = [SITEGEN]
    for name in options.peer:
        if missing := PEERS[name].missing():
            print(f"{name} is left out: {missing}", flush=True)
        else:
            programs.append(PEERS[name])
    with _folder(options.keep and options.keep / str(size)) as folder:
        ours = folder / SITEGEN.name
        files = write_site(ours, size)
        roots = [folder / it.name for it in programs]
        pairs = zip(programs, roots, strict=True)
        yield [write_for(it, root, ours, files) for it, root in pairs]


def _introduce(sites: Sequence[Site]) -> None:
    """Build each site, say what it holds, and check that. Raises `CommandFailed`."""
    files = sites[0].files
    size = sum(file.stat().st_size for file in files)
    words = sum(len(file.read_text("utf-8").split()) for file in files)
    print(
        f"\n{len(files):,} articles of {words / len(files):.0f} words and "
        f"{size / len(files) / 1000:.1f} kB with their front matter\n"
    )
    for site in sites:
        site.build()
        if faults := lacking(site.public, files, site.program.promise):
            raise CommandFailed("\n".join((f"{site.program.name} made something else:", *faults)))
        held = census(site.public)
        print(
            f"- {site.program.name}: {held.pages:,} pages, {held.files:,} files of "
            f"{held.size / 1e6:.0f} MB; {site.program.notes}.",
            flush=True,
        )
    # What was written in the last seconds is read once more, then trusted: see statcache.py.
    sites[0].build()


def measured(
    sites: Sequence[Site], options: Namespace
) -> Iterator[tuple[str, dict[str, list[Build]]]]:
    """Yield the builds of each case by program; print what all cost as soon as that is known."""
    for case in CASES:
        if case.name not in options.case:
            continue
        builds: dict[str, list[Build]] = defaultdict(list)
        takers = [it for it in sites if not case.ours or it.program in {SITEGEN, HUGO}]
        for site in takers:
            if case.arrange(site, options.runs):
                site.build()
        for run in range(options.runs):
            for site in takers:
                ours = site.program is SITEGEN
                sign = case.prepare(site, run) if ours or not case.ours else None
                if site.program.forgets:
                    site.forget()
                builds[site.program.name].append(site.build())
                cases.look(sign)
        costs = {name: [it.cost for it in many] for name, many in builds.items()}
        table.rows(case.name, costs, case.what)
        yield case.name, builds


def _reports(builds: dict[str, list[Build]]) -> Iterator[str]:
    """Yield the lines of the table of what our builds say themselves."""
    stages = list(dict.fromkeys(it for many in builds.values() for it in many[0].report["seconds"]))
    heads = ("written", "removed", *(f"{stage}, s" for stage in stages))
    yield f"| case | {' | '.join(heads)} |"
    yield f"|---|{'---:|' * len(heads)}"
    for name, many in builds.items():
        counts = (median(len(it.report[key]) for it in many) for key in ("written", "removed"))
        seconds = (median(it.report["seconds"].get(stage, 0.0) for it in many) for stage in stages)
        cells = (*(f"{it:.0f}" for it in counts), *(f"{it:.2f}" for it in seconds))
        yield f"| {name} | {' | '.join(cells)} |"


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept
        return
    with TemporaryDirectory(prefix="sitegen-bench-") as folder:
        yield Path(folder)


def _options() -> Namespace:
    usual = [*(case.name for case in CASES), *APART]
    parser = ArgumentParser("make bench", description="Measure what builds cost.")
    parser.add_argument(
        "--size", type=int, nargs="+", default=[1000], help="articles (default: 1000)"
    )
    parser.add_argument(
        "--case",
        nargs="+",
        choices=[*usual, GROWTH, TEXTS],
        default=usual,
        help=f"default: all but {GROWTH} and {TEXTS}",
    )
    parser.add_argument("--runs", type=int, help="of each case (default: 2; of growth alone 1)")
    parser.add_argument(
        "--peer", nargs="+", choices=[*PEERS, "none"], help="default: hugo; for growth none"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the sites there, for good")
    options = parser.parse_args()
    alone = options.case == [GROWTH]
    options.runs = (1 if alone else 2) if options.runs is None else options.runs
    peers = options.peer or (["none"] if alone else [HUGO.name])
    options.peer = [it for it in dict.fromkeys(peers) if it != "none"]
    if min(*options.size, options.runs) < 1:
        parser.error("--size and --runs are at least 1")
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"{options.keep} is not empty")
    return options


if __name__ == "__main__":
    sys.exit(main())
