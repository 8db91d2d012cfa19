"""From a site that is understood to files in the output folder: plan, compare, render, move in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from sitegen.errors import SiteError, UnfinishedError
from sitegen.pages.outputs import Planned
from sitegen.pipeline.comparing import Standing, Todo, compared, standing_of
from sitegen.pipeline.ending import LastBuild
from sitegen.pipeline.indexing import search_index, somewhere
from sitegen.pipeline.making import Made, make_pages, problems_of
from sitegen.pipeline.memory.compiled import learnt_of_templates
from sitegen.pipeline.memory.records import Plan, batched, read_plan, record
from sitegen.pipeline.memory.rows import rows_of_any_base
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.output.withdrawing import (
    Withdrawn,
    letting_go,
    told,
    withdraw,
)
from sitegen.pipeline.site import Site
from sitegen.pipeline.stale import Record
from sitegen.refusals import refusal
from sitegen.urls import FRONT, output_path

RANKS: dict[str, int] = {
    **dict.fromkeys(("asset", "picture", "search"), 0),
    "listing": 2,
    **dict.fromkeys(("feed", "sitemap"), 3),
}
"""What needs nothing goes first, what leads to all the rest last."""


class Published(Struct, frozen=True):
    """Output paths: written anew, and removed; the rest was as it had to be. `size` in bytes."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    size: int


def publish(
    order: Order,
    site: Site,
    folder: OutputFolder,
    reporter: Reporter,
    last: LastBuild | None = None,
) -> Published:
    """Bring the output folder up to date; `last` is what is known of it, if it is known.

    Raises `SiteError` before anything is moved in, `UnfinishedError` after that.
    """
    with Store.open(order.store) as store:
        before = site.before or rows_of_any_base(store)
        plan = read_plan(store)
    recorded = (path for path, _ in plan.records())
    withdrawn = withdraw(order, site, before, recorded, folder)
    with told(withdrawn, reporter):
        order, index = somewhere(
            order, folder.spare, reporter, lambda it: search_index(it, site, reporter)
        )
        with reporter.stage("plan"):
            standing = standing_of(order, folder, plan, last, withdrawn.removed)
            todo = compared(site, index, standing)
        published = _bring_in(order, site, standing, todo, reporter, withdrawn)
    removed = sorted({*withdrawn.removed, *published.removed} - {*published.written})
    return replace(published, removed=tuple(removed))


def _bring_in(  # noqa: PLR0917 - all that a build knows in the end
    order: Order,
    site: Site,
    standing: Standing,
    todo: Todo,
    reporter: Reporter,
    withdrawn: Withdrawn,
) -> Published:
    """Make what has to be made, and when all of it is there, move it into its place."""
    outputs, gone = todo.outputs, todo.gone
    folder, old = standing.folder, standing.old
    old_feeds = {it for it in todo.reasons if outputs[it].kind == "feed"} & old.keys()
    with letting_go(folder, lambda: withdrawn.also(gone, sorted(old_feeds))):
        folder.refuse_overlong(outputs)
        made = _made(order, site, folder, list(outputs.values()), reporter)
        if problems := problems_of(made, outputs):
            raise SiteError(site.problems.joined(problems))
        waiting = [path for path in todo.reasons if made[path].waits]
        folder.refuse_obstacles(waiting, old)
        now = {
            path: Record(key, made[path].digest, todo.reasons[path])
            if path in made
            else todo.records[path]
            for path, key in todo.keys.items()
        }
        with reporter.stage("write"), _unfinished():
            for path in _moved_in(standing, todo, made, waiting):
                old_feeds.discard(path)
            removed = folder.delete(gone)
            digests = {**old, **{path: it.digest.hex() for path, it in now.items()}}
            listed = {path: digests[path] for path in todo.paths}
            with folder.committing(listed):
                _recorded(order, site, standing, todo, now)
    size = standing.stats.size_of(todo.paths, order.folder)
    unchanged = len(todo.paths) - len(waiting)
    return Published(tuple(sorted(waiting)), tuple(removed), unchanged, size)


def _recorded(
    order: Order, site: Site, standing: Standing, todo: Todo, now: Mapping[str, Record]
) -> None:
    """Remember what was made, and from which rows."""
    batches = {
        name: batched(key, {path: now[path] for path in paths})
        for name, (key, paths) in todo.batches.items()
    }
    plan = Plan(todo.shared, todo.same | batches)
    learnt = learnt_of_templates(order, site.templates)
    record(order, site, standing.stats, todo.paths, standing.plan, plan, learnt)


def _moved_in(
    standing: Standing,
    todo: Todo,
    made: Mapping[str, Made],
    waiting: Sequence[str],
) -> Iterator[str]:
    """Move what waits into its place, and yield what is there."""
    folder, old = standing.folder, standing.old
    if waiting or todo.gone or old.keys() != set(todo.paths):
        folder.announce(old, todo.paths)
    numbers = {path: number for number, path in enumerate(todo.reasons)}
    turns = {path: _turn(todo.outputs[path], exists=path in standing.present) for path in waiting}
    for path in sorted(waiting, key=turns.__getitem__):
        status = folder.move_in(numbers[path], path, old)
        standing.stats.record(path, status, made[path].digest)
        yield path


def _made(
    order: Order, site: Site, folder: OutputFolder, outputs: Sequence[Planned], reporter: Reporter
) -> dict[str, Made]:
    """Make outputs, by path; each waits under its number. Pictures come last: they take longest."""
    if not outputs:
        return {}
    folder.prepare()
    pictures: dict[int, Planned] = {}
    pages: dict[int, Planned] = {}
    for number, output in enumerate(outputs):
        (pictures if output.maker in {"derive", "draw"} else pages)[number] = output
    made = make_pages(order, site, folder, pages, reporter)
    if pictures and not any(it.problem for it in made.values()):
        # Loading what makes pictures takes longer than many a build that makes none.
        from sitegen.pipeline.derivatives import make_pictures  # noqa: PLC0415

        made |= make_pictures(order, site, folder, pictures, reporter)
    return made


@contextmanager
def _unfinished() -> Iterator[None]:
    """Say of an error while files are moved that it struck in the middle."""
    try:
        yield
    except OSError as error:
        where = str(error.filename or "the site")
        raise UnfinishedError.about(where, *refusal(error)) from error


def _turn(output: Planned, *, exists: bool) -> tuple[bool, bool, int, bool, str]:
    """Return when an output is moved in: what pages need first, the front page last.

    Pages that are new go in before pages that changed: nothing that a reader can reach leads to
    what is not there yet.
    """
    rank = RANKS.get(output.kind, 1)
    return (rank > 0, exists, rank, output.path == output_path(FRONT), output.path)
