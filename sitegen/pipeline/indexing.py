"""The search index: each part made once, in workers, and kept until its stories change."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from sitegen.digests import fingerprint
from sitegen.errors import Problem, SiteError, StoreDamaged
from sitegen.model import Digest
from sitegen.pages.outputs import Batch, Planned
from sitegen.pages.templates import ReadBody
from sitegen.pipeline.engines import SEARCH
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.making import BodyReader
from sitegen.pipeline.memory.bundles import Bundles, Packed, bundles_of
from sitegen.pipeline.order import STATE, Order, Reporter
from sitegen.pipeline.site import Site
from sitegen.pipeline.workers import cores, spread
from sitegen.refusals import refusal
from sitegen.statcache import digest_of
from sitegen.syndication.search import Part, is_runtime, oldest_part, parts, stub_pages

Index = tuple[Batch, ...]

IN_FLIGHT = 3000
"""Stories that are indexed at a time: Pagefind takes about half a gigabyte for 2,000."""

USUAL = 600
"""Words of a story: one that is ten times as long weighs as much as ten."""


def somewhere(
    order: Order, spare: Path, reporter: Reporter, make: Callable[[Order], Index]
) -> tuple[Order, Index]:
    """Return an index, made in a spare folder if the system refuses it its own; and for whom."""
    try:
        return order, make(order)
    except (FileExistsError, NotADirectoryError):
        raise  # somebody's file is in the way
    except OSError as error:
        if not order.unkept.refusal:
            why, _ = refusal(error)
            more = "the index of search is not kept, and the next build takes longer"
            reporter.notice(f"{STATE}/ cannot be written ({why}): {more}")
        order = replace(order, spare=spare)
        return order, make(order)


def search_index(
    order: Order, site: Site, reporter: Reporter, read_body: ReadBody | None = None
) -> Index:
    """Return every file of the search index, after making the parts that changed.

    Bodies come from the store unless `read_body` knows better; then older parts are kept, which
    may be in use elsewhere. Raises `SiteError` if Pagefind does not run.
    """
    bundles = bundles_of(order)
    if not site.config.search.enabled:
        if read_body is None:
            bundles.prune(set())
        return ()
    wanted = parts_of(site)
    _make(order, site, wanted, reporter, read_body)
    if read_body is None:
        bundles.prune(wanted.keys())
    return tuple(_batches(site, bundles, wanted))


def parts_of(site: Site) -> dict[Digest, Part]:
    """Return the parts of the index by key."""
    if not site.config.search.enabled:
        return {}
    return {
        fingerprint(presenter.style, it.key, engine(SEARCH)): it
        for presenter in site.presenters
        for it in parts(presenter.edition, site.style)
    }


def _make(
    order: Order,
    site: Site,
    wanted: Mapping[Digest, Part],
    reporter: Reporter,
    read_body: ReadBody | None = None,
) -> None:
    """Make the bundles that are not there."""
    bundles = bundles_of(order)
    missing = [key for key in wanted if bundles.files(key) is None]
    if missing:
        # Only a build whose stories changed pays for importing what indexes them.
        from sitegen.syndication.pagefind import PagefindError, index  # noqa: PLC0415

        bundles.folder.mkdir(parents=True, exist_ok=True)
        bodies = BodyReader(order)

        def make(number: int) -> str:
            part = wanted[missing[number]]
            try:
                language = part.locale.language.partition("-")[0].lower()
                pages = stub_pages(part, site.presenter_of(part.path), read_body or bodies)
                files = index(pages, language, bundles.folder)
            except PagefindError as error:
                return str(error)
            bundles.keep(missing[number], files)
            return ""

        with reporter.stage("index", len(missing)) as step:
            jobs = order.jobs or cores()
            failures = set()
            weights = [weight_of(wanted[key]) for key in missing]
            results = spread(
                len(missing),
                make,
                jobs=jobs,
                worth_a_fork=1,
                weights=weights,
                limit=IN_FLIGHT,
                named=lambda number: wanted[missing[number]].path,
            )
            with closing(results):
                for _, failure in results:
                    failures.add(failure)
                    step()
        bodies.close()
        if failed := sorted(failures - {""}):
            raise SiteError([_failed(site, failed[0])])


def weight_of(part: Part) -> float:
    """Return how many stories of the usual length a part is worth."""
    return max(len(part.stories), part.words / USUAL)


def _batches(site: Site, bundles: Bundles, wanted: Mapping[Digest, Part]) -> Iterator[Batch]:
    """Yield the outputs by part; what reads an index lies beside the oldest of an edition alone."""
    oldest = {(it.locale, oldest_part(it.edition)) for it in site.presenters}

    def outputs(key: Digest, part: Part) -> Iterator[Planned]:
        files = bundles.files(key)
        if files is None:
            message = "a part of the search index is missing"
            raise StoreDamaged(message)
        for packed in files:
            if (part.locale, part.name) in oldest or not is_runtime(packed.name):
                path, make = f"{part.path}{packed.name}", partial(_itself, packed)
                yield Planned(path, "search", "packed", packed.digest, make)

    for key, part in wanted.items():
        as_whole = digest_of(key + bytes([(part.locale, part.name) in oldest]))
        yield Batch(part.path, as_whole, partial(outputs, key, part))


def _itself(packed: Packed) -> Packed:
    return packed


def _failed(site: Site, failure: str) -> Problem:
    hint = "a site without search needs no index: `enabled = false` below `[search]`"
    place = site.config.places.get("search.enabled", (1, 1))
    return Problem(site.config.path, *place, f"Pagefind cannot index the stories: {failure}", hint)
