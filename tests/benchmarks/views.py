"""How right and how quick counts of views are: `make bench ARGS="views --lines 1000000"`.

A log with a known truth (`tests/traffic.py`) is counted by `sitegen views` as a process of its own,
and by GoAccess (Debian's package), told to leave crawlers out; both several times, one after the
other. The error of a program is the sum over all stories of how far its count is from the truth, as
a share of that. Precision and recall are those of each request. Costs are those of processes.
"""

import json
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sitegen.audience.formats import Lines
from sitegen.audience.places import Places
from sitegen.audience.programs import Programs
from sitegen.audience.requests import Calendar
from sitegen.audience.visitors import Visitors
from tests.benchmarks.measure import CommandFailed, Cost, measure
from tests.newsroom import SITE, article
from tests.traffic import CSS, FORMAT, PAGES, STORIES, ZONE, Line, Traffic, right

GOACCESS = (
    *("goaccess", "--ignore-crawlers", "--no-progress", "--no-query-string", "--max-items=100000"),
    '--log-format=%h %^[%d:%t %^] "%r" %s %b "%R" "%u" "%^"',
    *("--date-format=%d/%b/%Y", "--time-format=%H:%M:%S"),
)
PRECISION, RECALL = 0.99, 0.97
SECONDS, MIB = 12, 100
"""What a million lines may cost."""


class Counted(NamedTuple):
    """Views by story, and what it cost to count them."""

    views: Mapping[str, int]
    cost: Cost


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(prog='make bench ARGS="views', description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="sitegen-views-") as name:
        folder = Path(name)
        log = folder / "access.log"
        lines = Traffic().lines(options.lines)
        with log.open("w", encoding="ascii") as file:
            file.writelines(f"{it}\n" for it in lines)
        truth = Counter(it.target for it in lines if it.is_view)
        print(
            f"{len(lines):,} lines of {log.stat().st_size / 1e6:.0f} MB;"
            f" {sum(it.target in PAGES for it in lines):,} requests for pages,"
            f" of these {sum(truth.values()):,} views by people"
        )
        precision, recall = _of_each(lines, log)
        print(f"precision {precision:.4f} (target {PRECISION}), recall {recall:.4f} ({RECALL})")
        _write_site(folder)
        try:
            ours = [_ours(folder, log) for _ in range(options.runs)]
            theirs = [_goaccess(folder, log) for _ in range(options.runs if _has() else 0)]
        except CommandFailed as failure:
            print(failure, file=sys.stderr)
            return 1
        _tell("sitegen", ours, truth)
        if theirs:
            _tell("GoAccess", theirs, truth)
            seconds = median(it.cost.cpu for it in ours) / median(it.cost.cpu for it in theirs)
            errors = _error(ours[0], truth) / _error(theirs[0], truth)
            print(f"of GoAccess's error {errors:.3f} (target 0.5), of its CPU {seconds:.2f} (3)")
    return 0


def _has() -> bool:
    if shutil.which("goaccess"):
        return True
    print("GoAccess is left out: it is not here (Debian: `apt install goaccess`)")
    return False


def _tell(name: str, runs: Sequence[Counted], truth: Mapping[str, int]) -> None:
    cpu, memory = median(it.cost.cpu for it in runs), median(it.cost.peak for it in runs)
    print(
        f"{name}: {sum(runs[0].views.values()):,} views, error {_error(runs[0], truth):.3f};"
        f" {cpu:.2f} s of CPU ({SECONDS} may be), {memory:.0f} MiB ({MIB})"
    )


def _error(counted: Counted, truth: Mapping[str, int]) -> float:
    stories = counted.views.keys() | truth.keys()
    off = sum(abs(counted.views.get(it, 0) - truth.get(it, 0)) for it in stories)
    return off / sum(truth.values())


def _of_each(lines: Sequence[Line], log: Path) -> tuple[float, float]:
    """Return precision and recall of single requests."""
    visitors = Visitors(
        Places({it: it for it in STORIES}, ["/"], [CSS]), Calendar(ZONE), Programs()
    )
    with log.open("rb") as file:
        requests = Lines(FORMAT).requests(line.rstrip(b"\n") for line in file)
        visitors.read(it for _, it in requests if it)
    return right(lines, [not it for it in visitors.verdicts()])


def _write_site(folder: Path) -> None:
    """Write a site that has all the stories."""
    files = {
        "content/site.toml": SITE,
        "content/authors/news-desk.md": "---\nname: Desk\n---\nIt.\n",
    }
    for address in STORIES:
        _, year, month, slug, _ = address.split("/")
        files[f"content/articles/{slug}.md"] = article(slug, date=f"{year}-{month}-02 09:00")
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    command = (sys.executable, "-m", "sitegen", "build", "--root", str(folder))
    subprocess.run(command, check=True, capture_output=True)


def _ours(folder: Path, log: Path) -> Counted:
    for name in ("views.json", "views-read.json"):
        (folder / "content" / name).unlink(missing_ok=True)
    command = (sys.executable, "-m", "sitegen", "views", str(log), "--log-format", FORMAT)
    cost, _ = measure((*command, "--root", str(folder)), folder)
    stories = json.loads((folder / "content/views.json").read_bytes())["stories"]
    return Counted({address: it["total"] for address, it in stories.items()}, cost)


def _goaccess(folder: Path, log: Path) -> Counted:
    out = folder / "goaccess.json"
    cost, _ = measure((*GOACCESS, str(log), "-o", str(out)), folder)
    requests = json.loads(out.read_text("utf-8", "replace"))["requests"]["data"]
    known = frozenset(STORIES)
    return Counted(
        {it["data"]: it["hits"]["count"] for it in requests if it["data"] in known}, cost
    )
