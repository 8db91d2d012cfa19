"""The commands.

Data goes to stdout, the rest to stderr. Exit status: 0 if all is well, 1 for problems in the
content or on the machine, 2 for a wrong option or site.toml; `cli/process.py` has those of
signals and defects. Each command imports what it needs, so that `--help` answers at once.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

import click

from sitegen.cli.audience import stats, views
from sitegen.cli.desk import hold, list_, move, release
from sitegen.cli.help import help_
from sitegen.cli.helping import doctor, open_
from sitegen.cli.importing import import_
from sitegen.cli.init import init
from sitegen.cli.new import new
from sitegen.cli.options import (
    Which,
    all_option,
    format_option,
    now_option,
    order_of,
    refuse_what_is_to_come,
    root_option,
    site_options,
    strict_option,
    version_option,
    with_cluster,
    within,
)
from sitegen.cli.outcome import complain, failing, give, say, shown
from sitegen.cli.publishing import limits_told, publish
from sitegen.content.kinds import ARTICLE, KINDS
from sitegen.progress import Stopwatch


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@version_option
def main() -> None:
    """Turn a newsroom's Markdown files into its newspaper."""


OTHERS = (
    init,
    import_,
    new,
    release,
    hold,
    move,
    list_,
    open_,
    publish,
    views,
    stats,
    doctor,
    help_,
)

for command in OTHERS:
    main.add_command(command)


@main.command()
@site_options
@strict_option
@format_option
@all_option
@click.option("--output", type=click.Path(path_type=Path), help="Instead of public/.")
@click.option("--clean", is_flag=True, help="Forget what earlier builds remembered.")
@click.option("--cluster", metavar="ADDRESS", default="", help="Have a Dask cluster make pictures.")
def build(
    *,
    strict: bool,
    style: str,
    every: bool,
    output: Path | None,
    clean: bool,
    cluster: str,
    **which: Unpack[Which],
) -> None:
    """Build the site into public/."""
    from sitegen import report
    from sitegen.pipeline import build as pipeline
    from sitegen.pipeline.order import STATE

    stopwatch = Stopwatch(say)
    is_first = style == "text" and sys.stderr.isatty() and not (which["root"] / STATE).exists()
    if is_first:
        say("The first build makes everything; later ones what has changed, in a moment.")
    with failing(style, stopwatch, strict=strict, builds=True, every=every):
        order, zone = order_of(which, strict=strict, output=output, clean=clean)
        if cluster:
            order = with_cluster(order, cluster)
        if which["now"]:
            refuse_what_is_to_come(order, which["now"])
        result = pipeline.build(order, stopwatch)
    if style == "json":
        give(report.as_json(result, result.problems, stopwatch.seconds))
        return
    if every or style == "github" or not result.was_idle:
        complain(result.problems, style, every=every)
    give(report.summary(result, shown(order.folder), stopwatch.total, zone, order.profile))
    if is_first:
        say(f"{shown(order.folder)}/ is the finished site. `sitegen serve`, or `make serve`, shows")
        say("it here while you write; README.md says how to bring it to readers.")


@main.command()
@site_options
@strict_option
@format_option
@all_option
@click.option("--fix", is_flag=True, help="Mend first what was surely meant.")
@click.option("--since", metavar="COMMIT", default="", help="Compare with it, not the last one.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(
    *,
    strict: bool,
    style: str,
    every: bool,
    fix: bool,
    since: str,
    files: tuple[Path, ...],
    **which: Unpack[Which],
) -> None:
    """Check the content without building.

    The whole site is checked; if FILES are named, only their problems are told.
    """
    from sitegen import report
    from sitegen.checking.check import check as checked
    from sitegen.pipeline.build import stop_at_errors
    from sitegen.telling import verdict

    stopwatch = Stopwatch(say)
    with failing(style, stopwatch, strict=strict, every=every):
        order, _ = order_of(which, strict=strict, ended="error")
        wanted = within(files, order.root) if files else None
        result = checked(order, stopwatch, wanted, since=since, fix=fix)
        for path, it in result.mended:
            now = f"is `{it.new}` now" if it.new else "was deleted"
            say(f"{path}:{it.line}:{it.column}: `{it.old}` {now}")
        stop_at_errors(result.problems, strict=strict)
    if style == "json":
        give(report.as_json(None, result.problems, stopwatch.seconds))
        return
    complain(result.problems, style, every=every)
    give(f"{verdict(result.problems) or 'no problems'}, in {stopwatch.total:.2f} s")
    if not files:
        for line in limits_told(order):
            give(line)


@main.command()
@site_options
def due(**which: Unpack[Which]) -> None:
    """Print when the site next changes by itself: a release or an expiry."""
    from sitegen.pipeline import build as pipeline
    from sitegen.timestamps import is_never, rfc3339

    stopwatch = Stopwatch(say)
    with failing("text", stopwatch):
        order, zone = order_of(which)
        next_change = pipeline.examine(order, stopwatch).due
    if next_change is None or is_never(next_change.moment):
        say("nothing is due")
        return
    give(rfc3339(next_change.moment, zone))
    for path, turn in next_change.turns:
        say(f"  {path}: {turn}")


@main.command()
@site_options
@click.option("--verbose", is_flag=True, help="With the digests by which builds compare.")
@click.argument("path")
def explain(path: str, *, verbose: bool, **which: Unpack[Which]) -> None:
    """Say what a file of the site is made from, and why it was last written.

    PATH is a file of the output, an address, or the article or page it tells of: its file, or its
    slug.
    """
    from sitegen.desk.naming import source_meant
    from sitegen.pipeline import build as pipeline
    from sitegen.pipeline.explain import explained
    from sitegen.report import held_line

    stopwatch = Stopwatch(say)
    with failing("text", stopwatch):
        order, zone = order_of(which)
        site = pipeline.examine(order, stopwatch)
        lines = explained(order, site, path, stopwatch, verbose=verbose)
        if not lines and (source := source_meant(site, order.root, path)):
            lines = explained(order, site, source, stopwatch, verbose=verbose)
            held = [it for it in site.held if it.path == source]
            lines += [f"{held_line(it, zone)}: readers see nothing of it" for it in held]
    if not lines:
        say(f"{path}: the site has no such file")
        sys.exit(1)
    give("\n".join(lines))


@main.command()
@click.argument("kind", type=click.Choice(list(KINDS)), default=ARTICLE.name)
def schema(*, kind: str) -> None:
    """Print the JSON Schema of the front matter of one kind of file."""
    from sitegen.content.schema import front_matter_schema

    give(front_matter_schema(KINDS[kind]))


@main.command()
@site_options
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def pictures(*, style: str, **which: Unpack[Which]) -> None:
    """List all pictures: whose they are, who shows them, what is wrong with them."""
    from sitegen import report
    from sitegen.pipeline import build as pipeline
    from sitegen.pipeline.inventory import inventory

    stopwatch = Stopwatch(say)
    with failing(style, stopwatch):
        order, _ = order_of(which, ended="error")
        items = list(inventory(pipeline.examine(order, stopwatch)))
    give(report.for_programs(items) if style == "json" else report.pictures(items))


@main.command()
@root_option
@click.option(
    "--unused",
    is_flag=True,
    help="Only what is kept of pictures, fonts and maps, and not shown.",
)
def clean(*, root: Path, unused: bool) -> None:
    """Remove what builds have made: their files in public/, and .sitegen/."""
    from sitegen.pipeline.clean import remove_built, remove_unused
    from sitegen.pipeline.order import Order

    stopwatch = Stopwatch(say)
    with failing("text", stopwatch):
        if unused:
            files, size = remove_unused(Order(root=root, now=datetime.now(UTC)), stopwatch)
            give(f"removed {files} derived files of {size / 1e6:.1f} MB")
            return
        for path in remove_built(root, stopwatch):
            give(f"removed {shown(path)}")


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="0 for any free one.")
@click.option("--host", default="127.0.0.1", help="Where to listen; beyond this machine, a token.")
@click.option("--no-drafts", is_flag=True, help="Show nothing that is held back.")
@click.option("--open", "opens", is_flag=True, help="Open the front page in a browser.")
@now_option
@root_option
def serve(
    *, port: int, host: str, no_drafts: bool, opens: bool, now: str | None, root: Path
) -> None:
    """Show the site while you write it."""
    from sitegen.cli.serving import show

    with failing("text", Stopwatch(say)):
        show(root, host=host, port=port, drafts=not no_drafts, now=now, opens=opens)
