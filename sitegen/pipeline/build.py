"""The pipeline, in order: the one top that knows every stage."""

import gc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from errno import EIO
from functools import partial
from os import strerror
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from sitegen.content.discover import SourceFiles
from sitegen.content.places import CONFIG
from sitegen.errors import ConfigError, Problems, SiteError, StoreDamaged
from sitegen.model import Digest
from sitegen.pipeline.ending import (
    Ending,
    LastBuild,
    inputs_of,
    last_build,
    nothing_to_do,
    remember,
)
from sitegen.pipeline.memory.sources import find_sources
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import STATE, Order, Reporter, Result
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.output.locks import locked
from sitegen.pipeline.workers import cores
from sitegen.refusals import refusal

if TYPE_CHECKING:
    from sitegen.pipeline.publishing import Published
    from sitegen.pipeline.site import Site

T = TypeVar("T")

_LAST: list[object] = []
"""What was built last is kept: to take it apart takes a tenth of an edit, and a process that ends
gives all of its memory back at once."""


def build(order: Order, reporter: Reporter) -> Result:
    """Bring the output folder up to date with the sources.

    Raises `ConfigError` and `SiteError`, and nothing in the folder has changed then; or
    `UnfinishedError`, if the folder refused a file in the middle.
    """
    folder = OutputFolder(order.folder, order.profile.mark, order.root)
    waiting = "another build is at work on the output folder: waiting for it to end"
    claimed = folder.claimed(
        on_wait=lambda: reporter.notice(waiting), recorded=lambda: _recorded(order)
    )
    with without_collector(), held_state(order, reporter), claimed:
        if order.clean:
            _forget(order)
        result = healing(order, reporter, lambda: _build(order, folder, reporter))
    if not order.forgiving:
        stop_at_errors(result.problems, strict=order.strict)
    return result


def _build(order: Order, folder: OutputFolder, reporter: Reporter) -> Result:
    found = find_sources(order, reporter)
    inputs = inputs_of(order, found)
    with reporter.stage("compare"):
        last = last_build(order, folder)
    if last and last.ending.inputs == inputs and not last.amiss:
        size = last.stats.size_of(last.manifest, order.folder)
        return replace(nothing_to_do(order, last), size=size)
    bring = partial(_brought, order, folder, reporter)
    if order.forgiving:
        from sitegen.pipeline.forgiving import Forgiving  # noqa: PLC0415 - few are

        forgiving = Forgiving(order, found)
        site, published = forgiving.brought(bring, last)
        told = forgiving.told
    else:
        strictly = partial(stop_at_errors, strict=order.strict)
        site, published = bring(found, lambda it: strictly(it.problems), last)
        told = site.problems
    _LAST[:] = (site, found, last)
    manifest = folder.manifest_digest()
    ending = Ending(inputs, order.now, manifest, site.held, site.due, told, order.base_url)
    remember(order, ending)
    return Result(
        written=published.written,
        unchanged=published.unchanged,
        removed=published.removed,
        size=published.size,
        held=site.held,
        due=site.due,
        problems=told,
    )


def _brought(  # noqa: PLR0917 - all that a build rests on
    order: Order,
    folder: OutputFolder,
    reporter: Reporter,
    found: SourceFiles,
    stands: "Callable[[Site], None]",
    last: LastBuild | None,
) -> "tuple[Site, Published]":
    """Read the site, and bring the output folder up to date with it, unless `stands` raises."""
    # Only a build with something to do pays for importing what does it.
    from sitegen.pipeline.publishing import publish  # noqa: PLC0415
    from sitegen.pipeline.reading import Reader  # noqa: PLC0415

    with closing(Reader(order)) as reader:
        site = reader.site(found, order.now, reporter, order.jobs or cores())
        stands(site)
        if order.judged:
            from sitegen.pipeline.judging import judge  # noqa: PLC0415

            judge(order, site)
        return site, publish(order, site, folder, reporter, last)


def _recorded(order: Order) -> dict[str, Digest]:
    """Return the outputs of the last build with their digests, as far as the store has them."""
    from sitegen.pipeline.memory.records import read_records  # noqa: PLC0415

    with suppress(StoreDamaged), Store.open(order.store, writable=False) as store:
        return {path: record.digest for path, record in read_records(store).items()}
    return {}


def examine(order: Order, reporter: Reporter) -> "Site":
    """Return the site with its problems, and write nothing but what is remembered."""
    from sitegen.pipeline.reading import read_site  # noqa: PLC0415

    with held_state(order, reporter):
        return healing(
            order, reporter, lambda: read_site(order, find_sources(order, reporter), reporter)
        )


def stop_at_errors(problems: Problems, *, strict: bool) -> None:
    """Raise `SiteError` if there is an error among the problems, or any problem when strict.

    It is a `ConfigError` if site.toml has one: a dangling `front.lead`, say.
    """
    stopping = problems.as_errors().wrong if strict else problems.wrong
    if CONFIG in stopping:
        raise ConfigError(problems)
    if stopping:
        raise SiteError(problems)


@contextmanager
def without_collector() -> Iterator[None]:
    """Spare the cyclic collector its rounds: what a build makes is frozen and lives to its end."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def healing(order: Order, reporter: Reporter, run: Callable[[], T]) -> T:
    """Run, with a new store if it proves damaged, and without any if a new one is no better."""
    name, unkept = f"{STATE}/{order.store.file.name}", order.unkept
    try:
        for cure in (_forget, _give_up):
            try:
                return run()
            except StoreDamaged as damage:
                cure(order)
                reporter.notice(f"{name} cannot be used ({damage}): starting it anew")
        return run()
    except StoreDamaged as damage:
        message = f"cannot keep what builds remember: {damage}"
        raise SiteError.about(name, message) from damage
    finally:
        if unkept.refusal:
            why, _ = refusal(unkept.refusal)
            more = "nothing is remembered, and the next build takes longer"
            reporter.notice(f"{STATE}/ cannot be written ({why}): {more}")


def _forget(order: Order) -> None:
    """Remove the store; if that cannot be done, let nobody read it."""
    from shutil import rmtree  # noqa: PLC0415 - as above

    file = order.store.file
    try:
        for it in file.parent.glob(f"{file.name}*"):
            if it.is_dir() and not it.is_symlink():
                rmtree(it)
            else:
                it.unlink()
    except OSError as error:
        order.unkept.give_up(file, error)


def _give_up(order: Order) -> None:
    order.unkept.give_up(order.store.file, OSError(EIO, strerror(EIO)))


@contextmanager
def held_state(order: Order, reporter: Reporter, *, patient: bool = False) -> Iterator[None]:
    """Hold what builds remember for this process alone.

    Raises `BusyError` if others wait for it already, unless the caller is `patient`.
    """
    state = order.root / STATE
    try:
        state.mkdir(exist_ok=True)
    except FileExistsError:
        raise
    except OSError as error:  # what is not there cannot be held
        order.unkept.refused(error)
        yield
        return
    with locked(state, reporter.notice, "this site", patient=patient):
        yield
