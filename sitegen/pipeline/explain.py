"""Why a file of the site is as it is: what it tells of, and what last made it be written."""

from collections.abc import Iterator

from sitegen.pages.outputs import Planned
from sitegen.pipeline.indexing import search_index
from sitegen.pipeline.keys import planned
from sitegen.pipeline.memory.records import read_records
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import STATE, Order, Reporter
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.output.locks import locked
from sitegen.pipeline.site import Site
from sitegen.pipeline.stale import REASONS, Key, Record, stale
from sitegen.statcache import StatCache
from sitegen.urls import normalise, output_path


def explained(
    order: Order, site: Site, asked: str, reporter: Reporter, *, verbose: bool
) -> list[str]:
    """Return the lines about each output that `asked` names; none if it names nothing.

    `asked` is an output path, with the output folder or without, an address, or a source. With
    `verbose` the three digests are told by which builds compare.
    """
    with Store.open(order.store) as store:
        records = read_records(store)
    with locked(order.root / STATE, reporter.notice, "this site"):
        index = search_index(order, site, reporter)
    folder = OutputFolder(order.folder, order.profile.mark, order.root)
    names = {asked.removeprefix(f"{order.folder.name}/"), asked}
    if asked.startswith("/"):
        names |= {output_path(normalise(asked)), asked.removeprefix("/")}
    return [
        line
        for output, key in planned(site, index)
        if output.path in names or output.about == asked
        for line in _lines(order, site, output, key, records.get(output.path), folder, verbose)
    ]


def _lines(  # noqa: PLR0917 - all of it is what the lines say
    order: Order,
    site: Site,
    output: Planned,
    key: Key,
    record: Record | None,
    folder: OutputFolder,
    verbose: bool,
) -> Iterator[str]:
    yield f"{order.folder.name}/{output.path}"
    if output.about:
        yield f"  tells of   {output.about}"
    if output.template:
        templates, assets = site.templates.uses(output.template)
        others = sorted(templates - {output.template})
        yield f"  template   {', '.join([output.template, *others])}"
        if assets:
            yield f"  assets     {', '.join(sorted(assets))}"
    for name in ("view", "template", "engine") if verbose else ():
        digest = getattr(key, name)
        before = getattr(record.key, name) if record else digest
        changed = f", was {before.hex()}" if before != digest else ""
        yield f"  {name:<9}  {digest.hex() or '-'}{changed}"
    if record is None:
        yield "  never written"
        return
    yield f"  written    because {REASONS[record.reason]}"
    present = folder.listing([output.path], StatCache({})).get(output.path)
    reason = stale(key, record, present)
    yield f"  now        {'would be written: ' + REASONS[reason] if reason else 'up to date'}"
