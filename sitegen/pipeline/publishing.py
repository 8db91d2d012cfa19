"""From a site that is understood to files in the output folder: plan, compare, render, move in."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from sitegen.errors import Problem, SiteError, UnfinishedError
from sitegen.model import Digest
from sitegen.pages.assets import ROOT
from sitegen.pages.gallery import FOLDER as PICTURES
from sitegen.pages.outputs import Batch, Planned
from sitegen.pipeline.ending import LastBuild
from sitegen.pipeline.indexing import search_index, somewhere
from sitegen.pipeline.keys import Keyed, batches_of
from sitegen.pipeline.making import Made, make_pages, problems_of
from sitegen.pipeline.memory.compiled import learnt_of_templates
from sitegen.pipeline.memory.plans import Batched, Plan, batched, plan_fact, read_plan
from sitegen.pipeline.memory.records import read_records, record
from sitegen.pipeline.memory.rows import rows_of_any_base
from sitegen.pipeline.memory.sources import known_files
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
    """What stands in the output folder: by the manifest, as recorded, and as it is found.

    `plan` is what it was made by, but for what is `amiss` there.
    """

    folder: OutputFolder
    old: Mapping[str, str]
    records: Mapping[str, Record]
    present: Mapping[str, Digest]
    stats: StatCache
    plan: Plan
    amiss: frozenset[str] = frozenset()


class _Todo(Struct, frozen=True):
    """The key of each output that was looked at; those to be made, and why.

    `paths` are those of all outputs, `gone` those that there are no more; `plan` has all batches.
    """

    keys: dict[str, Key]
    reasons: dict[str, Reason]
    outputs: dict[str, Planned]
    paths: Collection[str]
    gone: list[str]
    plan: Plan


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
        records = read_records(store)
    withdrawn = withdraw(order, site, before, records, folder)
    with told(withdrawn, reporter):
        order, index = somewhere(
            order, folder.spare, reporter, lambda it: search_index(it, site, reporter)
        )
        with reporter.stage("plan"):
            standing = _standing(order, folder, records, last, withdrawn.removed)
            todo = _compared(site, index, standing)
        published = _bring_in(order, site, standing, todo, reporter, withdrawn)
    removed = sorted({*withdrawn.removed, *published.removed} - {*published.written})
    return replace(published, removed=tuple(removed))


def _standing(
    order: Order,
    folder: OutputFolder,
    records: Mapping[str, Record],
    last: LastBuild | None,
    withdrawn: Sequence[str],
) -> _Standing:
    with Store.open(order.store) as store:
        plan = read_plan(store)
        if last and last.manifest == {path: it.digest.hex() for path, it in records.items()}:
            amiss = last.amiss.union(withdrawn)
            present = dict(last.present)
            for path in withdrawn:
                present.pop(path, None)
            return _Standing(folder, last.manifest, records, present, last.stats, plan, amiss)
        stats = StatCache(known_files(store, "outputs", order.boot))
    old = folder.manifest(records)
    present = folder.listing({**old, **records}, stats)
    return _Standing(folder, old, records, present, stats, Plan())


def _compared(site: Site, index: Iterable[Batch], standing: _Standing) -> _Todo:
    """Return what has to be made. Raises `SiteError` if two outputs want one place."""
    keyed = Keyed(site)
    shared = keyed.of_all()
    before = standing.plan.batches if standing.plan.shared == shared else {}
    keys: dict[str, Key] = {}
    reasons: dict[str, Reason] = {}
    outputs: dict[str, Planned] = {}
    batches: dict[str, Batched] = {}
    records, present = standing.records, standing.present
    for batch in chain(batches_of(site), index):
        known = before.get(batch.name)
        if known and batch.key and known.key == batch.key and not known.may_hold(standing.amiss):
            batches[batch.name] = known
            continue
        planned = []
        for output, key in map(keyed, batch.outputs()):
            path = output.path
            planned.append(path)
            if path in keys:
                if keys[path] != key or output.kind != "picture":
                    raise SiteError([_clash(site, path)])
                continue
            keys[path] = key
            if reason := stale(key, records.get(path), present.get(path)):
                reasons[path] = reason
                outputs[path] = output
        batches[batch.name] = batched(batch.key, planned)
    same = [it for name, it in batches.items() if it is before.get(name)]
    changed = [it for name, it in before.items() if it is not batches.get(name)]
    earlier = {path for it in changed for path in it.paths} if before else standing.old.keys()
    gone = earlier - keys.keys()
    # What was in no batch that changed may be in one that did not.
    others = [path for path in keys if path in records and path not in earlier] if same else []
    elsewhere = {path for it in same for path in it.paths} if gone or others else set()
    gone -= elsewhere
    for path in others:
        is_alike = records[path].key == keys[path] and path not in outputs
        if path in elsewhere and not (is_alike and path.startswith(f"{PICTURES}/")):
            raise SiteError([_clash(site, path)])
    paths = dict.fromkeys(chain((it for it in standing.old if it not in gone), keys))
    _refuse_clashes(site, paths, paths.keys() - records.keys())
    return _Todo(keys, reasons, outputs, paths, sorted(gone), Plan(shared, batches))


def _bring_in(  # noqa: PLR0917 - all that a build knows in the end
    order: Order,
    site: Site,
    standing: _Standing,
    todo: _Todo,
    reporter: Reporter,
    withdrawn: Withdrawn,
) -> Published:
    """Make what has to be made, and when all of it is there, move it into its place."""
    outputs, gone = todo.outputs, todo.gone
    folder, old, records = standing.folder, standing.old, standing.records
    old_feeds = {it for it in todo.reasons if outputs[it].kind == "feed"} & old.keys()
    with letting_go(folder, lambda: withdrawn.also(gone, sorted(old_feeds))):
        folder.refuse_overlong(outputs)
        made = _made(order, site, folder, list(outputs.values()), reporter)
        if problems := problems_of(made, outputs):
            raise SiteError(site.problems.joined(problems))
        waiting = [path for path in todo.reasons if made[path].waits]
        folder.refuse_obstacles(waiting, old)
        now = {path: records[path] for path in todo.paths if path not in made}
        now |= {
            path: Record(todo.keys[path], it.digest, todo.reasons[path])
            for path, it in made.items()
        }
        with reporter.stage("write"), _unfinished():
            for path in _moved_in(standing, todo, made, waiting):
                old_feeds.discard(path)
            removed = folder.delete(gone)
            digests = {path: it.digest for path, it in now.items()}
            with folder.committing(digests):
                facts = (plan_fact(todo.plan), *learnt_of_templates(order, site.templates))
                record(order, site, standing.stats, records, now, facts)
    size = standing.stats.size_of(todo.paths, order.folder)
    return Published(tuple(sorted(waiting)), tuple(removed), len(now) - len(waiting), size)


def _moved_in(
    standing: _Standing,
    todo: _Todo,
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
        raise UnfinishedError([Problem(where, 0, 0, *refusal(error))]) from error


def _refuse_clashes(
    site: Site,
    paths: Collection[str],
    new: Collection[str],
) -> None:
    """Raise `SiteError` if a file would have to be a folder, too."""
    if new and (both := sorted(_folders(paths) & set(paths))):
        raise SiteError(_clash(site, path) for path in both)


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
