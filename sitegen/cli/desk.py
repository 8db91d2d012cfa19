"""The commands of the desk: a story let out, taken back, and what waits for its time."""

from datetime import timedelta
from typing import Unpack

import click

from sitegen.cli.options import Which, moment_of, order_of, site_options
from sitegen.cli.outcome import failing, give, say, typed
from sitegen.progress import Stopwatch

LATELY = 30
"""Days for which `list` tells of what was withdrawn or corrected."""


@click.command()
@site_options
@click.option("--at", metavar="TIME", default="", help="Out at this time, instead of now.")
@click.option("--keep-date", is_flag=True, help="Dated as it is: it was out before.")
@click.argument("story")
def release(*, story: str, at: str, keep_date: bool, **which: Unpack[Which]) -> None:
    """Let a draft out: dated now, checked, and no draft any more.

    STORY is its file, its slug, or its address.
    """
    from sitegen import report
    from sitegen.checking.mending import write_over
    from sitegen.desk.trying import Desk
    from sitegen.desk.turning import released
    from sitegen.errors import ConfigError
    from sitegen.pipeline.build import examine

    stopwatch = Stopwatch(say)
    with failing("text", stopwatch):
        if at and keep_date:
            hint = "name a time, or keep the one that is there"
            raise ConfigError.about("--at", "there is `--keep-date`, too", hint)
        order, zone = order_of(which)
        moment = moment_of(at, zone, "--at") if at else None
        desk = Desk(order, stopwatch, examine(order, stopwatch))
        it = released(desk, story, moment, keep_date=keep_date)
        write_over(desk.file(it.path), it.raw)
    out_now = it.out is not None and it.out <= order.now
    give(typed(report.turned(it, zone, out_now=out_now)))


@click.command()
@site_options
@click.argument("story")
def hold(*, story: str, **which: Unpack[Which]) -> None:
    """Take a story back: make it a draft, and say what becomes of its address.

    STORY is its file, its slug, or its address.
    """
    from sitegen import report
    from sitegen.checking.mending import write_over
    from sitegen.desk.trying import Desk
    from sitegen.desk.turning import held
    from sitegen.pipeline.build import examine

    stopwatch = Stopwatch(say)
    with failing("text", stopwatch):
        order, zone = order_of(which)
        desk = Desk(order, stopwatch, examine(order, stopwatch))
        it = held(desk, story)
        write_over(desk.file(it.path), it.raw)
    give(typed(report.turned(it, zone, out_now=False)))


@click.command()
@site_options
@click.argument("old")
@click.argument("new")
def move(*, old: str, new: str, **which: Unpack[Which]) -> None:
    """Move a story, a page, an author or a thread: its file, its old address, all that names it.

    OLD is its file, its slug or id, or its address. NEW is another name, or a path.
    """
    from sitegen import report
    from sitegen.desk.carrying import carry_out
    from sitegen.desk.moving import move as moved
    from sitegen.desk.trying import Desk
    from sitegen.pipeline.build import examine

    stopwatch = Stopwatch(say)
    with failing("text", stopwatch):
        order, _ = order_of(which)
        desk = Desk(order, stopwatch, examine(order, stopwatch))
        it = moved(desk, old, new)
        with_git = carry_out(desk, it)
    give(report.moved(it, with_git=with_git))


@click.command("list")
@site_options
@click.option("--days", type=click.IntRange(0), default=LATELY, help="How far back to look.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def list_(*, days: int, style: str, **which: Unpack[Which]) -> None:
    """List what is on the desk: drafts, what waits for its time, what ends, what was corrected."""
    from sitegen import report
    from sitegen.desk.agenda import agenda
    from sitegen.pipeline.build import examine

    stopwatch = Stopwatch(say)
    with failing(style, stopwatch):
        order, zone = order_of(which)
        items = agenda(examine(order, stopwatch), order.now, timedelta(days=days))
    give(report.for_programs(items) if style == "json" else report.agenda(items, zone))
