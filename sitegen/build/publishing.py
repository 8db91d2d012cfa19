"""From a site that is understood to files in the output folder: plan, compare, render, move in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain

import msgspec
from msgspec import Struct

from sitegen.build.derivatives import make_pictures
from sitegen.build.engines import COPIES, DRAWINGS, PAGES, STYLESHEETS, SYNDICATION
from sitegen.build.fingerprint import engine, fingerprint
from sitegen.build.indexing import folders_of, renewed_index, search_index
from sitegen.build.making import Made, make_pages, problems_of
from sitegen.build.order import Order, Reporter
from sitegen.build.output import OutputFolder
from sitegen.build.settled import Left
from sitegen.build.site import Site
from sitegen.build.sources import file_system_time, known_files
from sitegen.build.stale import Key, Reason, Record, stale
from sitegen.build.store import Store
from sitegen.errors import Problem, SiteError, StoreDamaged, UnfinishedError, refusal
from sitegen.model import Digest
from sitegen.pages.assets import ROOT
from sitegen.pages.plan import Copy, Derive, Draw, Drawing, Output, Page, Stylesheet, plan
from sitegen.pages.templates import FOLDER
from sitegen.statcache import StatCache
from sitegen.syndication.plan import syndicate
from sitegen.syndication.recipes import Syndicated
from sitegen.syndication.search import Part
from sitegen.urls import FRONT, output_path

RANKS: dict[str, int] = {"asset": 0, "picture": 0, "listing": 2, "feed": 3, "sitemap": 3}
"""What needs nothing goes first, what leads to all the rest last."""


class Published(Struct, frozen=True):
    """Output paths: written anew, and removed; the rest was as it had to be."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


class _Standing(Struct, frozen=True):
    """What stands in the output folder: by the manifest, as recorded, and as it is found."""

    folder: OutputFolder
    old: Mapping[str, str]
    records: Mapping[str, Record]
    present: Mapping[str, Digest]
    stats: StatCache


class _Todo(Struct, frozen=True):
    """The key of each output; those to be made, and why."""

    keys: dict[str, Key]
    reasons: dict[str, Reason]
    outputs: dict[str, Output]


class Amendment(Struct, frozen=True):
    """A site after an edit of words, and what that touches: outputs, and parts of the index.

    The parts are known by their keys; they take the place of `earlier` ones. `records` tell of the
    very files that the output holds.
    """

    site: Site
    records: Mapping[str, Record]
    outputs: tuple[Output, ...]
    parts: Mapping[Digest, Part]
    earlier: frozenset[Digest]


def publish(
    order: Order, site: Site, folder: OutputFolder, reporter: Reporter, left: Left | None = None
) -> Published:
    """Bring the output folder up to date; `left` is what is known of it, if it is known.

    Raises `SiteError` before anything is moved in, `UnfinishedError` after that.
    """
    index = search_index(order, site, reporter)
    with reporter.stage("plan"):
        standing = _standing(order, folder, left)
        todo = _compared(site, chain(planned(site), index), standing, {})
    if both := sorted(_folders(todo.keys) & todo.keys.keys()):
        raise SiteError(_clash(site, path) for path in both)
    return _bring_in(order, site, standing, todo, reporter)


def publish_some(
    order: Order, amendment: Amendment, folder: OutputFolder, reporter: Reporter, left: Left
) -> Published:
    """Bring up to date what an edit of words touches; raises as `publish` does."""
    site = amendment.site
    index = renewed_index(order, site, amendment.parts, amendment.earlier, reporter)
    with reporter.stage("plan"):
        standing = _Standing(folder, left.manifest, amendment.records, left.present, left.stats)
        remade = tuple(f"{it}/" for it in folders_of(index))
        as_is = set(map(output_path, site.files))  # some may lie there, too
        others = {
            path: record.key
            for path, record in standing.records.items()
            if path in as_is or not path.startswith(remade)
        }
        todo = _compared(site, chain(_keyed(site, amendment.outputs), index), standing, others)
    return _bring_in(order, site, standing, todo, reporter)


def _standing(order: Order, folder: OutputFolder, left: Left | None) -> _Standing:
    with Store.open(order.store) as store:
        records = read_records(store)
        if left and left.manifest.keys() == records.keys():
            return _Standing(folder, left.manifest, records, left.present, left.stats)
        stats = StatCache(known_files(store, b"outputs"))
    old = folder.manifest(records)
    return _Standing(folder, old, records, folder.listing({**old, **records}, stats), stats)


def _compared(
    site: Site,
    wanted: Iterable[tuple[Output, Key]],
    standing: _Standing,
    others: Mapping[str, Key],
) -> _Todo:
    """Return what has to be made among what is wanted; `others` are the keys of all the rest."""
    keys: dict[str, Key] = {}
    reasons: dict[str, Reason] = {}
    outputs: dict[str, Output] = {}
    records, present = standing.records, standing.present
    for output, key in wanted:
        path = output.path
        if path in keys:
            raise SiteError([_clash(site, path)])
        keys[path] = key
        # What is up to date lets go of its view at once.
        if reason := stale(key, records.get(path), present.get(path)):
            reasons[path] = reason
            outputs[path] = output
    return _Todo({**others, **keys}, reasons, outputs)


def _bring_in(
    order: Order,
    site: Site,
    standing: _Standing,
    todo: _Todo,
    reporter: Reporter,
) -> Published:
    """Make what has to be made, and when all of it is there, move it into its place."""
    keys, reasons, outputs = todo.keys, todo.reasons, todo.outputs
    folder, old, records = standing.folder, standing.old, standing.records
    present, stats = standing.present, standing.stats
    folder.refuse_overlong(outputs)
    made = _made(order, site, folder, list(outputs.values()), reporter)
    if problems := problems_of(made, outputs):
        raise SiteError((*site.problems, *problems))
    waiting = [path for path in reasons if made[path].waits]
    folder.refuse_obstacles(waiting, old)
    digests = {path: made[path].digest if path in made else records[path].digest for path in keys}
    with reporter.stage("write"), _unfinished():
        gone = sorted(set(old) - set(keys))
        if waiting or gone or set(old) != set(keys):
            folder.announce(old, keys)
        numbers = {path: number for number, path in enumerate(reasons)}
        for path in sorted(waiting, key=lambda it: _turn(outputs[it], exists=it in present)):
            status = folder.move_in(numbers[path], path, old)
            stats.record(path, status, made[path].digest)
        removed = folder.delete(gone)
        folder.settle(digests)
        _record(order, stats, keys=keys, digests=digests, reasons=reasons, records=records)
    return Published(tuple(sorted(waiting)), tuple(removed), len(keys) - len(waiting))


def _made(
    order: Order, site: Site, folder: OutputFolder, outputs: Sequence[Output], reporter: Reporter
) -> dict[str, Made]:
    """Make outputs, by path; each waits under its number. Pictures come last: they take longest."""
    if not outputs:
        return {}
    folder.prepare()
    pictures: dict[int, Output] = {}
    pages: dict[int, Output] = {}
    for number, output in enumerate(outputs):
        (pictures if isinstance(output.recipe, Derive | Draw) else pages)[number] = output
    made = make_pages(order, site, folder, pages, reporter)
    if not any(it.problem for it in made.values()):
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


def outputs_of(site: Site) -> Iterator[Output]:
    """Yield every output of the site."""
    yield from plan(site.edition, site.presenter, site.sources, site.assets, site.files)
    yield from syndicate(site.edition, site.presenter, site.files)


def planned(site: Site) -> Iterator[tuple[Output, Key]]:
    """Yield every output of the site with its key, but for the search index."""
    return _keyed(site, outputs_of(site))


def _keyed(site: Site, outputs: Iterable[Output]) -> Iterator[tuple[Output, Key]]:
    site_digest = fingerprint(site.presenter.site)
    digests: dict[str, Digest] = {}
    pages = engine(PAGES)
    for output in outputs:
        match output.recipe:
            case Syndicated() as recipe:
                yield output, Key(fingerprint(recipe), b"", engine(SYNDICATION))
            case Page(template, view):
                if template not in digests:
                    digests[template] = _template_digest(site, template)
                view_digest = fingerprint(site_digest, view)
                yield output, Key(view_digest, digests[template], pages)
            case Copy(source):
                yield output, Key(source.digest, b"", engine(COPIES))
            case Drawing(source):
                yield output, Key(source.digest, b"", engine(DRAWINGS))
            case Draw(_, cover):
                yield output, Key(cover.key, b"", b"")
            case Derive(_, shot):
                # The digest names what turns pixels into bytes, too.
                yield output, Key(site.presenter.gallery.digest(shot.picture), b"", b"")
            case Stylesheet(source, references):
                digest = fingerprint(source.digest, references)
                yield output, Key(digest, b"", engine(STYLESHEETS))


def _template_digest(site: Site, template: str) -> Digest:
    """Return the digest of a template with all that it touches."""
    templates, assets = site.templates.uses(template)
    sources = {name: site.sources[f"{FOLDER}{name}"].digest for name in templates}
    return fingerprint(template, sources, {name: site.templates.assets[name] for name in assets})


def _turn(output: Output, *, exists: bool) -> tuple[bool, bool, int, bool, str]:
    """Return when an output is moved in: what pages need first, the front page last.

    Pages that are new go in before pages that changed: nothing that a reader can reach leads to
    what is not there yet.
    """
    rank = RANKS.get(output.kind, 1)
    return (rank > 0, exists, rank, output.path == output_path(FRONT), output.path)


def read_records(store: Store) -> dict[str, Record]:
    """Return what was recorded of each output when it was last made."""
    data = store.get("memo", b"records")
    try:
        return msgspec.msgpack.decode(data, type=dict[str, Record]) if data else {}
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


def _record(
    order: Order,
    stats: StatCache,
    *,
    keys: Mapping[str, Key],
    digests: Mapping[str, Digest],
    reasons: Mapping[str, Reason],
    records: Mapping[str, Record],
) -> None:
    """Record the outputs, after they were moved in: a kill before costs a render, no more."""
    now = {
        path: Record(key, digests[path], reasons[path]) if path in reasons else records[path]
        for path, key in keys.items()
    }
    trusted = stats.trusted(file_system_time(order))
    facts = [(b"outputs", msgspec.msgpack.encode(trusted))]
    if now != records:
        facts.append((b"records", msgspec.msgpack.encode(now)))
    with Store.open(order.store) as store:
        store.put("memo", facts)
