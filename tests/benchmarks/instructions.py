"""What builds cost in instructions: `make bench ARGS="instructions --size 100 300"`.

Seconds tell little of a machine that does other things at the time; instructions are the same
whatever it does, to a few in a thousand. They are counted by Cachegrind (Debian's package
`valgrind`), fifty times as slowly, of processes that fork none. Memory, disks and the system's own
work are not in them: a change that saves many is to be held against seconds as well.

A paper is built of either size, and what a story costs is the difference; what is left is what any
build costs, such as to import what builds. The other rows are of the larger paper.
"""

import os
import re
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import cases
from tests.benchmarks.measure import CommandFailed, measure
from tests.benchmarks.newspaper import write_site
from tests.benchmarks.programs import ROOT, SITEGEN, Site, write_for

COUNTER = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_TOLD = re.compile(r"I\s+refs:\s+([\d,]+)")


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(prog='make bench ARGS="instructions', description=__doc__)
    parser.add_argument("--size", type=int, nargs=2, default=[100, 300], metavar="STORIES")
    few, many = sorted(parser.parse_args(arguments).size)
    if not shutil.which(COUNTER[0]):
        print("valgrind is not there", file=sys.stderr)
        return 1
    if not 0 < few < many:
        parser.error("two sizes that differ, of at least 1")
    try:
        _table(few, many)
    except CommandFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _table(few: int, many: int) -> None:
    with TemporaryDirectory(prefix="sitegen-counted-") as name:
        small, large = (_paper(Path(name) / str(size), size) for size in (few, many))
        small.build()  # Python keeps what it compiles of our sources, if it may
        small.forget()
        counted = [_counted(it) for it in (small, large)]
        story = (counted[1] - counted[0]) / (many - few)
        print("| what | million instructions |\n|---|---:|")
        _row("a story, of a cold build", story)
        _row("the rest of a cold build", counted[0] - few * story)
        large.build()  # what was written in the last seconds is read once more
        _row("nothing has changed", _counted(large))
        sign = cases.mistype(large, 0)
        _row("a word", _counted(large))
        cases.look(sign)


def _row(what: str, count: float) -> None:
    print(f"| {what} | {count / 1e6:,.1f} |", flush=True)


def _paper(root: Path, size: int) -> Site:
    return write_for(SITEGEN, root, root, write_site(root, size))


def _counted(site: Site) -> int:
    """Build a site, and return how many instructions that took. Raises `CommandFailed`."""
    os.environ["PYTHONHASHSEED"] = "0"
    log = site.root.with_suffix(".log")
    counter = (*COUNTER, f"--log-file={log}")
    measure((*counter, *SITEGEN.command(), "--jobs", "1", "--root", str(site.root)), ROOT)
    found = _TOLD.search(log.read_text("utf-8"))
    if found is None:
        raise CommandFailed(log.read_text("utf-8"))
    return int(found[1].replace(",", ""))
