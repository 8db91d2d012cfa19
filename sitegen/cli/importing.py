"""`sitegen import`: stories of another system, and the proof that none lost a word."""

import sys
from pathlib import Path

import click

from sitegen.cli.outcome import failing, give, say
from sitegen.progress import Stopwatch

KINDS = (
    *("wordpress", "hugo", "jekyll", "eleventy", "astro"),
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
@click.option("--accept-losses", is_flag=True, help="End well though words were lost.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def import_(
    *,
    sources: tuple[Path, ...],
    root: Path,
    kind: str | None,
    media: Path | None,
    accept_losses: bool,
    style: str,
) -> None:
    """Bring stories of another system over.

    SOURCE is an export file of WordPress (WXR), or several of one site; the folder of a site of
    Hugo, Jekyll, Eleventy or Astro; an export of Ghost (JSON); an archive of Substack or Medium
    (zip); or a feed (RSS, Atom, JSON Feed).
    """
    from msgspec.structs import replace

    from sitegen.importing import report
    from sitegen.importing.moving import Order, move

    stopwatch = Stopwatch(say)
    with failing(style, stopwatch):
        order = Order(sources=sources, root=root, kind=kind or "", media=media)
        result = move(order, say if sys.stderr.isatty() else lambda _: None)
    result = replace(result, seconds=stopwatch.total)
    give(report.as_json(result).decode() if style == "json" else "\n".join(report.summary(result)))
    if result.lost and not accept_losses:
        say(f"words were lost: read {report.NAME}; `--accept-losses` says that it is well")
        sys.exit(1)
