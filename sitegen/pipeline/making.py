"""Make the bytes of outputs, in workers: pages and copies here, pictures in `derivatives`."""

from collections.abc import Mapping
from contextlib import closing
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.parse import decode_body
from sitegen.errors import Problem, StoreDamaged
from sitegen.model import Body, Digest
from sitegen.pages.outputs import Output, Planned
from sitegen.pages.render import ReadSource, render
from sitegen.pages.templates import ReadBody, RenderError
from sitegen.pages.typefaces import Cut
from sitegen.pipeline.memory import bodies as kept
from sitegen.pipeline.memory.bundles import Packed, bundles_of
from sitegen.pipeline.memory.sources import source_bytes
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.site import Site
from sitegen.pipeline.work import Steps
from sitegen.pipeline.workers import cores, spread
from sitegen.statcache import digest_of
from sitegen.syndication.recipes import Syndicated
from sitegen.syndication.render import render_syndicated

WORTH_A_FORK = 100
"""Pages a worker: rendering fewer takes less time than starting one."""


class Made(Struct, frozen=True):
    """What a worker did with one output: the digest of its bytes, or the problem; if it waits."""

    digest: Digest
    waits: bool
    problem: Problem | None = None


class BodyReader:
    """Reads bodies from the store; each process opens it for itself, when it first needs one."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._store: Store | None = None
        self._kept = kept.Bodies(order.store)

    def __call__(self, digest: Digest) -> Body:
        """Return a body. Raises `StoreDamaged` if it is not there or not what was written."""
        if self._store is None:
            self._store = Store.open(self._order.store, writable=False, still=True)
        data = self._kept.get(self._store, digest)
        if data is None:
            message = "a body is missing"
            raise StoreDamaged(message)
        return decode_body(data)

    def close(self) -> None:
        """Close the store, if this process opened it."""
        self._kept.close()
        if self._store is not None:
            self._store.close()
            self._store = None


def make_pages(
    order: Order,
    site: Site,
    folder: OutputFolder,
    outputs: Mapping[int, Planned],
    reporter: Reporter,
) -> dict[str, Made]:
    """Render outputs; what differs from the file in place waits under its number."""
    if not outputs:
        return {}
    numbers = list(outputs)
    if len(outputs) >= WORTH_A_FORK:  # the few that one process renders need few templates
        site.templates.prepare(site.presenters[0].site)
    bodies = BodyReader(order)

    def viewed(at: int) -> tuple[int, Output]:
        return at, outputs[numbers[at]].output()

    def written(it: tuple[int, Output]) -> tuple[int, bytes | Problem]:
        at, output = it
        try:
            return at, rendered(order, site, output, partial(source_bytes, order), bodies)
        except RenderError as error:
            return at, error.problem

    def made(it: tuple[int, bytes | Problem]) -> Made:
        at, data = it
        if isinstance(data, Problem):
            return Made(b"", waits=False, problem=data)
        waits = not folder.is_same(outputs[numbers[at]].path, data)
        if waits:
            folder.hold(numbers[at], data)
        return Made(digest_of(data), waits)

    with reporter.stage("render", len(outputs)) as step:
        done = {}
        jobs = order.jobs or cores()
        results = spread(
            len(numbers),
            Steps.of(viewed).then(written).then(made),
            jobs=jobs,
            worth_a_fork=WORTH_A_FORK,
            named=lambda at: outputs[numbers[at]].about or outputs[numbers[at]].path,
        )
        with closing(bodies), closing(results):
            for at, result in results:
                done[outputs[numbers[at]].path] = result
                step()
    return done


def rendered(
    order: Order, site: Site, output: Output, read: ReadSource, read_body: ReadBody
) -> bytes:
    """Return the bytes of an output that is no derived picture. Raises `RenderError`."""
    match output.recipe:
        case Packed() as packed:
            return unpacked(order, packed)
        case Cut() as cut:
            from sitegen.pipeline.cutting import cut_bytes  # noqa: PLC0415 - few builds cut any

            return cut_bytes(order, cut, read)
        case Syndicated() as syndicated:
            return render_syndicated(syndicated, read_body)
        case recipe:
            by = site.presenter_of(output.path)
            return render(recipe, site.templates, by.site, read, read_body, pages=by.pages)


def unpacked(order: Order, packed: Packed) -> bytes:
    """Return the bytes of a file that lies in a bundle. Raises `StoreDamaged`."""
    data = bundles_of(order).read(packed)
    if data is None:
        message = "a bundle is not what was written"
        raise StoreDamaged(message)
    return data


def problems_of(made: Mapping[str, Made], outputs: Mapping[str, Planned]) -> list[Problem]:
    """Return what failed in templates, each line once, with the first page that it fails in."""
    found: dict[tuple[str, int], Problem] = {}
    for path, it in sorted(made.items(), key=lambda item: item[0]):
        if it.problem:
            about = outputs[path].about
            where = f"{path}, from {about}" if about else path
            place = (it.problem.path, it.problem.line)
            hint = it.problem.hint or f"it happens in {where}"
            found.setdefault(place, replace(it.problem, hint=hint))
    return list(found.values())
