"""What publishing to a bucket costs beside rclone: `make bench ARGS="publish --files 10000"`.

Both bring the same files to the same store (`rclone serve s3`, on this machine, so that nothing is
waited for but work), 32 at once: at first to an empty one, then after an edit of one page. rclone
`copy` is told to check nothing, `sync --checksum` compares what is there. What ours must not take
more of than that is in the last column.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sitegen.pipeline.output.manifest import PUBLIC_MARK, Manifest
from sitegen.statcache import digest_of
from tests.benchmarks import table
from tests.benchmarks.measure import Cost, measure
from tests.newsroom import SITE
from tests.places import KEY, quick_store

COLD, EDIT = 1.5, 0.2
"""Shares of rclone's wall time that ours may be, see issue 19."""

AT_ONCE = ("--transfers", "32", "--checkers", "32")


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(prog='make bench ARGS="publish', description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    cold: dict[str, list[Cost]] = {"sitegen publish": [], "rclone copy": []}
    edit: dict[str, list[Cost]] = {"sitegen publish": [], "rclone sync --checksum": []}
    for run in range(options.runs):
        with TemporaryDirectory(prefix="sitegen-publish-") as name:
            _measure(Path(name), options.files, run, cold, edit)
    table.head()
    table.rows("cold", cold, f"at most {COLD} of rclone")
    table.rows("one page", edit, f"at most {EDIT} of rclone")
    within = [
        table.shares_of(*costs.values())[1] <= most for costs, most in ((cold, COLD), (edit, EDIT))
    ]
    return 0 if all(within) else 1


def _measure(
    folder: Path, files: int, run: int, cold: dict[str, list[Cost]], edit: dict[str, list[Cost]]
) -> None:
    (folder / "store").mkdir()
    site = folder / "site"
    rng = Random(run)  # noqa: S311 - the same in each run
    pages = {f"2026/{number}/index.html": rng.randbytes(6_000) for number in range(files)}
    _write(site, pages)
    ours = [sys.executable, "-m", "sitegen", "publish", "--force", "--root", str(site)]
    rclone = [str(Path(sys.executable).parent / "rclone")]
    there = [str(site / "public"), "store:paper/theirs", *AT_ONCE, "--exclude", ".sitegen*"]
    with quick_store(folder / "store") as endpoint:
        os.environ |= _environment(endpoint)
        cold["sitegen publish"].append(measure(ours, folder)[0])
        copy = [*rclone, "copy", "--no-check-dest", *there]
        cold["rclone copy"].append(measure(copy, folder)[0])
        pages["2026/7/index.html"] = b"Anew"
        _write(site, pages)
        edit["sitegen publish"].append(measure(ours, folder)[0])
        sync = [*rclone, "sync", "--checksum", *there]
        edit["rclone sync --checksum"].append(measure(sync, folder)[0])


def _write(site: Path, pages: dict[str, bytes]) -> None:
    output = site / "public"
    for path, data in pages.items():
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    manifest = Manifest(output, PUBLIC_MARK, output / ".sitegen-waiting")
    manifest.write({path: digest_of(data).hex() for path, data in pages.items()})
    (site / "content").mkdir(exist_ok=True)
    table_of_place = '[publish.live]\nbucket = "s3://paper/ours"\n'
    (site / "content/site.toml").write_text(f"{SITE}\n{table_of_place}", "utf-8")


def _environment(endpoint: str) -> dict[str, str]:
    key, secret = KEY
    return {
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": endpoint,
        "RCLONE_CONFIG": os.devnull,
        "RCLONE_CONFIG_STORE_TYPE": "s3",
        "RCLONE_CONFIG_STORE_PROVIDER": "Rclone",
        "RCLONE_CONFIG_STORE_ENDPOINT": endpoint,
        "RCLONE_CONFIG_STORE_ACCESS_KEY_ID": key,
        "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY": secret,
    }
