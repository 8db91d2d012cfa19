"""What there is to do: the plan of a site beside what stands in the output folder."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from sitegen.errors import Problem, SiteError
from sitegen.model import Digest
from sitegen.pages.assets import ROOT
from sitegen.pages.outputs import Batch, Planned
from sitegen.pipeline.ending import LastBuild
from sitegen.pipeline.keys import Keyed, batches_of
from sitegen.pipeline.memory.records import Batched, Plan
from sitegen.pipeline.memory.sources import known_files
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.site import Site
from sitegen.pipeline.stale import Key, Reason, Record, stale
from sitegen.statcache import StatCache

FEW = 50
"""Outputs that are looked for in what batches have recorded, before that is decoded."""


class Standing(Struct, frozen=True):
    """What stands in the output folder: by the manifest, as planned, and as it is found.

    It `goes_on` from the plan if that made it, but for what is `amiss` there.
    """

    folder: OutputFolder
    old: Mapping[str, str]
    plan: Plan
    present: Mapping[str, Digest]
    stats: StatCache
    goes_on: bool
    amiss: frozenset[str] = frozenset()


class Todo(Struct, frozen=True):
    """The key of each output that was looked at; those to be made, and why.

    `records` are those of outputs that were looked at, as they were. `paths` are those of all
    outputs, `gone` those that there are no more; `same` are batches that were not looked into,
    `batches` the keys and the paths of all others.
    """

    shared: Digest
    keys: dict[str, Key]
    records: Mapping[str, Record]
    reasons: dict[str, Reason]
    outputs: dict[str, Planned]
    paths: Mapping[str, object]
    gone: list[str]
    same: dict[str, Batched]
    batches: dict[str, tuple[Digest, list[str]]]


def standing_of(
    order: Order,
    folder: OutputFolder,
    plan: Plan,
    last: LastBuild | None,
    withdrawn: Sequence[str],
) -> Standing:
    """Return what stands in the folder, less what was withdrawn; `last` is what is known of it."""
    if last:
        there = {**last.present}
        for path in withdrawn:
            there.pop(path, None)
        amiss = last.amiss.union(withdrawn)
        return Standing(folder, last.manifest, plan, there, last.stats, goes_on=True, amiss=amiss)
    with Store.open(order.store) as store:
        stats = StatCache(known_files(store, "outputs", order.boot))
    recorded = {path: "" for path, _ in plan.records()}
    old = folder.manifest(recorded)
    return Standing(
        folder, old, plan, folder.listing({**old, **recorded}, stats), stats, goes_on=False
    )


def compared(site: Site, index: Iterable[Batch], standing: Standing) -> Todo:
    """Return what has to be made. Raises `SiteError` if two outputs want one place."""
    keyed = Keyed(site)
    shared, old, present = keyed.of_all(), standing.old, standing.present
    every = list(chain(batches_of(site), index))
    goes_on = standing.goes_on and standing.plan.shared == shared
    same = dict(_same(every, standing)) if goes_on else {}
    others = (it for name, it in standing.plan.batches.items() if name not in same)
    records = {path: record for it in others for path, record in it.records().items()}
    keys: dict[str, Key] = {}
    outputs: dict[str, Planned] = {}
    batches: dict[str, tuple[Digest, list[str]]] = {}
    for batch in every:
        if batch.name in same:
            continue
        planned = []
        for output, key in map(keyed, batch.outputs()):
            path = output.path
            planned.append(path)
            if keys.setdefault(path, key) != key or (path in outputs and not _may_be_two(output)):
                raise SiteError([_clash(site, path)])
            outputs[path] = output
        batches[batch.name] = batch.key, planned
    gone = (records.keys() if goes_on else old.keys()) - keys.keys()
    # What was in no batch that changed may be in one that did not.
    new = (keys.keys() & old.keys()) - records.keys() if same else set()
    found = _recorded_in(same.values(), gone | new) if gone or new else {}
    for path in new & found.keys():
        if found[path].key != keys[path] or not _may_be_two(outputs[path]):
            raise SiteError([_clash(site, path)])
    lost = gone - found.keys()
    paths = dict.fromkeys(chain((it for it in old if it not in lost) if lost else old, keys))
    _refuse_clashes(site, paths, paths.keys() - (old if goes_on else records).keys())
    records |= {path: found[path] for path in new & found.keys()}
    reasons = {
        path: reason
        for path, key in keys.items()
        if (reason := stale(key, records.get(path), present.get(path)))
    }
    return Todo(
        shared=shared,
        keys=keys,
        records=records,
        reasons=reasons,
        outputs={path: outputs[path] for path in reasons},
        paths=paths,
        gone=sorted(lost),
        same=same,
        batches=batches,
    )


def _same(every: Iterable[Batch], standing: Standing) -> Iterator[tuple[str, Batched]]:
    """Yield the batches that need not be looked into, as they were planned."""
    for batch in every:
        known = standing.plan.batches.get(batch.name)
        if known and batch.key and known.key == batch.key and not known.may_hold(standing.amiss):
            yield batch.name, known


def _may_be_two(output: Planned) -> bool:
    """Say whether several batches may have an output, if all make it alike."""
    return output.kind in {"picture", "search"}


def _recorded_in(batches: Iterable[Batched], paths: Collection[str]) -> dict[str, Record]:
    """Return what batches have recorded of some outputs."""
    return {
        path: record
        for batch in batches
        if len(paths) > FEW or batch.may_hold(paths)
        for path, record in batch.records().items()
        if path in paths
    }


def _refuse_clashes(
    site: Site,
    paths: Collection[str],
    new: Collection[str],
) -> None:
    """Raise `SiteError` if a `new` file, or one above it, would have to be a folder, too."""
    ordered = sorted(paths) if new else []
    both = {path for path in new if _is_folder(path, ordered)}
    folders = set[str]()
    for path in new:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    both.update(it for it in folders if it in paths)
    if both:
        raise SiteError(_clash(site, path) for path in sorted(both))


def _is_folder(path: str, ordered: Sequence[str]) -> bool:
    """Say whether a path leads to what lies below another one."""
    at = bisect_left(ordered, f"{path}/")
    return at < len(ordered) and ordered[at].startswith(f"{path}/")


def _clash(site: Site, path: str) -> Problem:
    """Say that two outputs want one place: a file that is copied as it is, and another."""
    message = f"two files of the site want the place of `{path}`"
    where = f"{ROOT}{path}" if f"{ROOT}{path}" in site.sources else ROOT
    return Problem(where, 1, 1, message, f"give the one in {ROOT} another name")
