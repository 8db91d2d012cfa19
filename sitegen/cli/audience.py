"""The commands about readers: `sitegen views` and `sitegen stats`."""

import sys
from pathlib import Path
from typing import Unpack

import click

from sitegen.cli.options import (
    LOG_FORMATS,
    Which,
    log_format,
    order_of,
    site_options,
)
from sitegen.cli.outcome import failing, give, say, shown
from sitegen.progress import Stopwatch


@click.command()
@site_options
@click.argument("logs", nargs=-1, required=True, metavar="LOG...")
@click.option(
    "--log-format", "wanted", default="", metavar="NAME", callback=log_format, help=LOG_FORMATS
)
@click.option("--merge", is_flag=True, help="LOG... are counts: add up those of several servers.")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Not to views.json.")
@click.option("--explain", is_flag=True, help="Say why requests count, or do not.")
@click.option("--unread", is_flag=True, help="Show lines that cannot be read.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def views(
    *,
    logs: tuple[str, ...],
    wanted: str,
    merge: bool,
    to: Path | None,
    explain: bool,
    unread: bool,
    style: str,
    **which: Unpack[Which],
) -> None:
    """Count who reads what, from the server's access logs.

    Each LOG may be packed (gzip, zstd, bzip2, xz); "-" is standard input. What was read is known
    again, so name all logs that there are, every time.
    """
    from sitegen.audience.counts import PATH
    from sitegen.cli.counted import as_json, explanation, merged_as_json, summary
    from sitegen.cli.counted import unread as unread_lines
    from sitegen.pipeline import audience as pipeline
    from sitegen.pipeline.build import examine, held_state

    stopwatch = Stopwatch(say)
    with failing(style, stopwatch, builds=True):
        order, _ = order_of(which)
        files = pipeline.Files(to or which["root"] / PATH)
        where = str(shown(files.counts))
        if merge:
            total = pipeline.merge([Path(it) for it in logs], files)
            views = sum(it.total for it in total.stories.values())
            text = f"{where} has {views:,} views of {len(total.stories):,} stories"
            give(merged_as_json(total, where) if style == "json" else text)
            return
        site = examine(order, stopwatch)
        with held_state(order, stopwatch, patient=True):
            outcome = pipeline.count_logs(site, order, logs, files, wanted, whole=explain)
    if style == "json":
        give(as_json(outcome, where))
        return
    for text in summary(outcome, where):
        say(text)
    if unread:
        give("\n".join(unread_lines(outcome)))
    if explain:
        give("\n".join(explanation(outcome)))


@click.command()
@site_options
@click.option("--days", type=click.IntRange(1, 62), default=14, help="How many; else 14.")
@click.option("--counts", type=click.Path(dir_okay=False, path_type=Path), help="Another file.")
@click.option("--format", "style", type=click.Choice(["text", "json", "svg"]), default="text")
def stats(*, days: int, counts: Path | None, style: str, **which: Unpack[Which]) -> None:
    """Say what was read most, of whom and from where, beside what came out when."""
    from shutil import get_terminal_size

    from sitegen.audience.counts import PATH
    from sitegen.audience.plots import svg
    from sitegen.cli.stats import screen
    from sitegen.pipeline import audience as pipeline
    from sitegen.pipeline.build import examine
    from sitegen.report import for_programs

    stopwatch = Stopwatch(say)
    with failing("json" if style == "json" else "text", stopwatch):
        order, _ = order_of(which)
        files = pipeline.Files(counts or which["root"] / PATH)
        site = examine(order, stopwatch)
        found = pipeline.stats(site, files, days)
    if found is None:
        say("nothing has been counted yet: `sitegen views` does so")
        sys.exit(1)
    if style == "text":
        plain = "utf" not in (sys.stdout.encoding or "").lower()
        width = max(80, min(get_terminal_size((100, 0)).columns, 140))
        give("\n".join(screen(found, width, plain=plain)))
    else:
        give(for_programs(found) if style == "json" else svg(found, site.config.title).rstrip())
