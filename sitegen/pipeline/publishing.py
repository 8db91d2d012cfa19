"""From a site that is understood to files in the output folder: plan, compare, render, move in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from sitegen.errors import Problem, SiteError, UnfinishedError
from sitegen.model import Digest
from sitegen.pages.assets import FOLDER as ASSETS
from sitegen.pages.assets import ROOT
from sitegen.pages.plan import Planned
from sitegen.pipeline.ending import Left
from sitegen.pipeline.indexing import search_index, somewhere
from sitegen.pipeline.keys import planned
from sitegen.pipeline.making import Made, make_pages, problems_of
from sitegen.pipeline.memory.compiled import learnt_of_templates
from sitegen.pipeline.memory.records import read_records, record
from sitegen.pipeline.memory.sources import known_files
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.output.withdrawing import (
    Withdrawn,
    letting_go,
    owners_fact,
    owners_of,
    read_owners,
    told,
    withdraw,
)
from sitegen.pipeline.site import Site
from sitegen.pipeline.stale import Key, Reason, Record, stale
from sitegen.refusals import refusal
from sitegen.statcache import StatCache
from sitegen.urls import FRONT, output_path

RANKS: dict[str, int] = {"asset": 0, "picture": 0, "listing": 2, "feed": 3, "sitemap": 3}
"""What needs nothing goes first, what leads to all the rest last."""


class Published(Struct, frozen=True):
    """Output paths: written anew, and removed; the rest was as it had to be. `size` in bytes."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    size: int


class _Standing(Struct, frozen=True):
    """What stands in the output folder: by the manifest, as recorded, and as it is found."""

    folder: OutputFolder
    old: Mapping[str, str]
    records: Mapping[str, Record]
    present: Mapping[str, Digest]
    stats: StatCache


class _Todo(Struct, frozen=True):
    """The key of each output; those to be made, and why; which tell of which source."""

    keys: dict[str, Key]
    reasons: dict[str, Reason]
    outputs: dict[str, Planned]
    owned: dict[str, list[str]]


def publish(
    order: Order, site: Site, folder: OutputFolder, reporter: Reporter, left: Left | None = None
) -> Published:
    """Bring the output folder up to date; `left` is what is known of it, if it is known.

    Raises `SiteError` before anything is moved in, `UnfinishedError` after that.
    """
    with Store.open(order.store) as store:
        owners = read_owners(store)
        records = read_records(store)
    withdrawn = withdraw(order, site, owners, records, folder)
    if withdrawn.removed:
        left = None
    with told(withdrawn, reporter):
        order, index = somewhere(
            order, folder.spare, reporter, lambda it: search_index(it, site, reporter)
        )
        with reporter.stage("plan"):
            standing = _standing(order, folder, records, left)
            todo = _compared(site, chain(planned(site), index), standing)
        if both := sorted(_folders(todo.keys) & todo.keys.keys()):
            raise SiteError(_clash(site, path) for path in both)
        now = owners_of(todo.owned, site)
        facts = [owners_fact(now)] if now != owners else []
        published = _bring_in(order, site, standing, todo, reporter, withdrawn, facts)
    removed = sorted({*withdrawn.removed, *published.removed} - {*published.written})
    return replace(published, removed=tuple(removed))


def _standing(
    order: Order, folder: OutputFolder, records: Mapping[str, Record], left: Left | None
) -> _Standing:
    if left and left.manifest.keys() == records.keys():
        return _Standing(folder, left.manifest, records, left.present, left.stats)
    with Store.open(order.store) as store:
        stats = StatCache(known_files(store, "outputs", order.boot))
    old = folder.manifest(records)
    return _Standing(folder, old, records, folder.listing({**old, **records}, stats), stats)


def _compared(
    site: Site,
    wanted: Iterable[tuple[Planned, Key]],
    standing: _Standing,
) -> _Todo:
    """Return what has to be made among what is wanted."""
    keys: dict[str, Key] = {}
    reasons: dict[str, Reason] = {}
    outputs: dict[str, Planned] = {}
    owned: dict[str, list[str]] = {}
    records, present = standing.records, standing.present
    for output, key in wanted:
        path = output.path
        if path in keys:
            raise SiteError([_clash(site, path)])
        keys[path] = key
        if output.about and not path.startswith(f"{ASSETS}/"):
            owned.setdefault(output.about, []).append(path)
        if reason := stale(key, records.get(path), present.get(path)):
            reasons[path] = reason
            outputs[path] = output
    return _Todo(keys, reasons, outputs, owned)


def _bring_in(  # noqa: PLR0917 - all that a build knows in the end
    order: Order,
    site: Site,
    standing: _Standing,
    todo: _Todo,
    reporter: Reporter,
    withdrawn: Withdrawn,
    facts: Sequence[tuple[bytes, bytes]],
) -> Published:
    """Make what has to be made, and when all of it is there, move it into its place."""
    keys, outputs = todo.keys, todo.outputs
    folder, old, records = standing.folder, standing.old, standing.records
    gone = sorted(set(old) - set(keys))
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
            else records[path]
            for path, key in keys.items()
        }
        with reporter.stage("write"), _unfinished():
            for path in _moved_in(standing, todo, made, waiting, gone):
                old_feeds.discard(path)
            removed = folder.delete(gone)
            digests = {path: it.digest for path, it in now.items()}
            with folder.settling(digests):
                record(
                    order,
                    standing.stats,
                    records,
                    now,
                    (*facts, *learnt_of_templates(order, site.templates)),
                )
    size = standing.stats.size_of(keys, order.folder)
    return Published(tuple(sorted(waiting)), tuple(removed), len(keys) - len(waiting), size)


def _moved_in(
    standing: _Standing,
    todo: _Todo,
    made: Mapping[str, Made],
    waiting: Sequence[str],
    gone: Sequence[str],
) -> Iterator[str]:
    """Move what waits into its place, and yield what is there."""
    folder, old = standing.folder, standing.old
    if waiting or gone or old.keys() != todo.keys.keys():
        folder.announce(old, todo.keys)
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
        raise UnfinishedError([Problem(where, 0, 0, *refusal(error))]) from error


def _folders(paths: Iterable[str]) -> set[str]:
    folders = {path.rpartition("/")[0] for path in paths}
    pending = list(folders)
    while pending:
        above = pending.pop().rpartition("/")[0]
        if above not in folders:
            folders.add(above)
            pending.append(above)
    return folders


def _clash(site: Site, path: str) -> Problem:
    """Say that two outputs want one place: a file that is copied as it is, and another."""
    message = f"two files of the site want the place of `{path}`"
    where = f"{ROOT}{path}" if f"{ROOT}{path}" in site.sources else ROOT
    return Problem(where, 1, 1, message, f"give the one in {ROOT} another name")


def _turn(output: Planned, *, exists: bool) -> tuple[bool, bool, int, bool, str]:
    """Return when an output is moved in: what pages need first, the front page last.

    Pages that are new go in before pages that changed: nothing that a reader can reach leads to
    what is not there yet.
    """
    rank = RANKS.get(output.kind, 1)
    return (rank > 0, exists, rank, output.path == output_path(FRONT), output.path)
