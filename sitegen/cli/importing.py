"""`sitegen import`: stories of another system, and the proof that none lost a word."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.outcome import failing, give, say
from sitegen.progress import Stopwatch

if TYPE_CHECKING:
    from sitegen.importing.report import Report

MEGABYTE = 1_000_000
FAILED = 5
"""So many failures are told one by one."""

KINDS = (
    *("wordpress", "hugo", "jekyll", "eleventy", "astro", "zola", "pelican", "nikola"),
    *("ghost", "substack", "medium", "feed"),
)


@click.command("import")
@click.argument(
    "sources",
    nargs=-1,
    required=True,
    metavar="SOURCE...",
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "--into",
    "root",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the site; it is made if there is none.",
)
@click.option(
    "--kind", type=click.Choice(KINDS), help="What the sources are, if it cannot be told."
)
@click.option(
    "--media",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A copied folder of uploads.",
)
@click.option("--fetch", is_flag=True, help="Fetch pictures that no folder has from the old site.")
@click.option(
    "--fetch-limit",
    "most",
    type=click.IntRange(1),
    default=20_000,
    help="Megabytes that are fetched at most.",
)
@click.option("--countries", is_flag=True, help="Give stories the countries that they name.")
@click.option("--accept-losses", is_flag=True, help="End well though words were lost.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def import_(
    *,
    sources: tuple[Path, ...],
    root: Path,
    kind: str | None,
    media: Path | None,
    fetch: bool,
    most: int,
    countries: bool,
    accept_losses: bool,
    style: str,
) -> None:
    """Bring stories of another system over.

    SOURCE is an export file of WordPress (WXR), or several of one site; the folder of a site of
    Hugo, Jekyll, Eleventy, Astro, Zola, Pelican or Nikola; an export of Ghost (JSON); an archive of
    Substack or Medium (zip); or a feed (RSS, Atom, JSON Feed).
    """
    from msgspec.structs import replace

    from sitegen.importing import report
    from sitegen.importing.moving import FETCHED, Order, move

    stopwatch = Stopwatch(say)
    with failing(style, stopwatch):
        order = Order(sources=sources, root=root, kind=kind or "", media=media, countries=countries)
        heard = say if sys.stderr.isatty() else lambda _: None
        result = move(order, heard)
        if fetch and _is_fetched(result, root / FETCHED, most):
            result = move(order, heard)
    result = replace(result, seconds=stopwatch.total)
    give(report.as_json(result).decode() if style == "json" else "\n".join(report.summary(result)))
    if result.lost and not accept_losses:
        say(f"words were lost: read {report.NAME}; `--accept-losses` says that it is well")
        sys.exit(1)


def _is_fetched(result: "Report", folder: Path, most: int) -> bool:
    """Fetch what is missing, say what became of it, and whether anything came."""
    from sitegen.importing.fetching import fetch

    count = sum(1 for path in result.missing.values() if path)

    def step(done: int) -> None:
        if done % 100 == 0:
            say(f"{done:,} of {count:,} pictures asked for")

    fetched = fetch(result.missing, folder, most * MEGABYTE, step)
    say(f"pictures fetched: {fetched.files:,} of {count:,}, {fetched.size / MEGABYTE:.1f} MB")
    for address, why in list(fetched.failed.items())[:FAILED]:
        say(f"    {address}: {why}")
    if len(fetched.failed) > FAILED:
        say(f"    and {len(fetched.failed) - FAILED:,} more, all in {folder}/states.json")
    return fetched.files > 0
