"""What a store and a cluster of machines cost: `make bench ARGS="cluster --pictures 300"`.

The same photographs are made here by one process; by a cluster of three workers, of which one is
killed in the middle, through a store on this machine (`rclone serve s3`, behind a way that counts);
and by another machine that finds all of them in the store. All three sites have the same bytes, or
this fails. The processor seconds of the cluster are those of its scheduler and its workers.
"""

import os
import resource
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks.illustrated import painted
from tests.benchmarks.measure import Cost, measure
from tests.flaky import Flaky, flaky
from tests.newsroom import DESK, NOW, SITE, article
from tests.places import OfBucket, cluster, quick_store

WORKERS = 3
MB = 1_000_000
FIGURE = "::: figure {}.jpg\nalt: Blots of colour\ncredit: Nobody\n:::\n"


class Row(NamedTuple):
    """What one way of making the pictures cost; bytes by direction, seen from here."""

    way: str
    cost: Cost
    elsewhere: float = 0.0
    requests: int = 0
    there: int = 0
    back: int = 0

    def __str__(self) -> str:
        moved = f"{self.there / MB:.1f}, {self.back / MB:.1f}"
        return (
            f"| {self.way} | {self.cost.wall:.0f} | {self.cost.cpu:.1f} | {self.elsewhere:.0f} "
            f"| {self.requests:,} | {moved} |"
        )


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(prog='make bench ARGS="cluster', description=__doc__)
    parser.add_argument("--pictures", type=int, default=300)
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="sitegen-cluster-") as name:
        folder = Path(name)
        (folder / "store").mkdir()
        with quick_store(folder / "store") as endpoint, flaky(endpoint) as way:
            OfBucket("", way.address).target()  # the keys are in the environment then
            rows = _rows(folder, options.pictures, way)
    print("| | wall, s | CPU here, s | CPU of the cluster, s | requests | MB there, and back |")
    print("|---|---:|---:|---:|---:|---:|")
    print(*rows, sep="\n", flush=True)
    print(
        f"\nWall of one process by wall of the cluster: {rows[0].cost.wall / rows[1].cost.wall:.2f}"
    )
    return 0


def _rows(folder: Path, count: int, way: Flaky) -> list[Row]:
    there = "s3://paper/pictures"
    alone, shared, second = (
        _paper(folder / it, count, "" if it == "alone" else there)
        for it in ("alone", "shared", "second")
    )
    rows = [Row("made here, `--jobs 1`", _built(alone, "--jobs", "1"))]
    before = _children()
    with cluster(folder / "workers", WORKERS) as (address, workers):
        way.fault = _killing(way, workers[0].pid, count)
        cost = _built(shared, "--cluster", address)
    spent = _children() - before - cost.cpu
    rows.append(_counted(f"made by a cluster of {WORKERS}, one killed", cost, way, spent))
    way.fault = lambda _, __: None
    rows.append(_counted("another machine, all of it shared", _built(second), way))
    expected = _bytes(alone)
    for it in (shared, second):
        found = _bytes(it)
        if other := sorted(
            path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path)
        ):
            raise SystemExit(f"{it.name}: {len(other)} files are others, such as {other[0]}")
    return rows


def _paper(root: Path, count: int, store: str) -> Path:
    table = f'\n[pictures]\nstore = "{store}"\n' if store else ""
    files: dict[str, str | bytes] = {
        "content/site.toml": f"{SITE}{table}",
        "content/authors/news-desk.md": DESK,
    }
    for number in range(count):
        files[f"content/articles/n{number}.md"] = article(f"N{number}", FIGURE.format(f"n{number}"))
        files[f"content/articles/n{number}.jpg"] = painted(number)
    for path, told in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(told.encode() if isinstance(told, str) else told)
    return root


def _built(root: Path, *options: str) -> Cost:
    command = [sys.executable, "-m", "sitegen", "build", "--now", NOW, "--root", str(root)]
    return measure([*command, *options], root)[0]


def _killing(way: Flaky, worker: int, count: int) -> Callable[[str, str], None]:
    """Return what kills a worker once half of all is written."""
    killed: list[int] = []

    def fault(method: str, _: str) -> None:
        if method == "PUT" and not killed and way.asked["PUT"] > 2 * count:
            killed.append(worker)
            os.kill(worker, signal.SIGKILL)

    return fault


def _counted(name: str, cost: Cost, way: Flaky, elsewhere: float = 0.0) -> Row:
    """Return what was counted since the last time."""
    row = Row(name, cost, elsewhere, way.asked.total(), way.moved["PUT"], way.moved["GET"])
    way.asked.clear()
    way.moved.clear()
    return row


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _bytes(root: Path) -> dict[str, bytes]:
    public = root / "public"
    return {
        f"{it.relative_to(public)}": it.read_bytes() for it in public.rglob("*") if it.is_file()
    }
