"""Derived pictures: made once, kept by what they are made from, copied into the output.

`.sitegen/pictures/` has a folder for each picture (`memory/derived.py`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.errors import Problem
from sitegen.model import Digest, Source
from sitegen.pages.gallery import SUFFIXES, Gallery
from sitegen.pages.outputs import Derive, Draw, Output, Planned
from sitegen.pages.plan import plan
from sitegen.pages.render import ReadSource
from sitegen.pictures.derive import derive, derive_card
from sitegen.pictures.renditions import Derivation, weight_of
from sitegen.pipeline.making import Made
from sitegen.pipeline.memory.derived import Making, pictures_of
from sitegen.pipeline.memory.sources import source_bytes
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.site import Site
from sitegen.pipeline.workers import cores, spread
from sitegen.statcache import digest_of

if TYPE_CHECKING:
    from sitegen.pipeline.sharing import Sharing

IN_FLIGHT = 64.0
"""Megapixels that all workers decode at a time: some 10 bytes each, with all copies."""

LETTERING = 1.0
"""Megapixels that a card without a picture weighs."""

FAILURES = (OSError, ValueError, SyntaxError, RuntimeError, MemoryError)
"""What decoders and encoders raise."""


class Wanted(Struct, frozen=True):
    """A file that is to be made: the number it waits under, where it goes, and how it is made."""

    number: int
    path: str
    derivation: Derivation
    key: Digest


class Job(Struct, frozen=True):
    """All files to be made of one picture, or one card without; `weight` in megapixels."""

    source: Source | None
    weight: float
    files: tuple[Wanted, ...]

    @property
    def name(self) -> str:
        """The file that it is about, as problems name it."""
        return self.source.path if self.source else self.files[0].path


def make_pictures(
    order: Order,
    site: Site,
    folder: OutputFolder,
    outputs: Mapping[int, Planned],
    reporter: Reporter,
) -> dict[str, Made]:
    """Make derived pictures, by path; each waits under its number."""
    jobs = list(_jobs(site, {number: it.output() for number, it in outputs.items()}))
    maker = _Maker(order, site, folder)
    done: dict[str, Made] = {}
    sharing = _sharing(order, site, jobs, reporter)
    if sharing:
        sharing.fetch()
        if order.cluster:
            fonts = {font.digest: font.data for font in site.fonts}
            sharing.make(order.cluster, [_making(order, it) for it in jobs], fonts)
    with reporter.stage("derive", len(jobs)) as step:
        results = spread(
            len(jobs),
            lambda at: maker(jobs[at]),
            jobs=order.jobs or cores(),
            worth_a_fork=1,
            weights=[job.weight for job in jobs],
            limit=IN_FLIGHT,
            named=lambda at: jobs[at].name,
        )
        with closing(results):
            for _, result in results:
                done |= result
                for path, it in result.items():
                    if it.problem:
                        done[path] = Made(b"", waits=False, problem=_placed(site, it.problem))
                step()
    if sharing:
        sharing.give()
    return done


def _sharing(order: Order, site: Site, jobs: Iterable[Job], reporter: Reporter) -> "Sharing | None":
    """Return what shares pictures with other machines, if the site has a store for that."""
    where = site.config.pictures.store
    wanted: dict[Digest, set[Digest]] = {}
    for job in jobs if where else ():
        for it in job.files:
            wanted.setdefault(it.derivation.source, set()).add(it.key)
    if not wanted:
        return None
    from sitegen.pipeline.sharing import Sharing  # noqa: PLC0415 - few sites have one

    return Sharing(order, where, {it: frozenset(keys) for it, keys in wanted.items()}, reporter)


def _making(order: Order, job: Job) -> Making:
    """Return a job as others do it, who know nothing of the site."""
    file = order.root.absolute() / job.source.file if job.source else None
    wanted = tuple((it.derivation, it.key, it.path.rpartition(".")[2]) for it in job.files)
    return job.files[0].derivation.source, file, wanted


def picture_bytes(order: Order, site: Site, recipe: Derive | Draw, read: ReadSource) -> bytes:
    """Return one derived picture, made now if it never was. Raises one of `FAILURES`."""
    derivation, key = _derivation(site.gallery, recipe)
    store = pictures_of(order)
    name = store.known(derivation.source).get(key.hex())
    if name and (known := store.read(derivation.source, name)):
        return known
    read_font = font_reader(site)
    if recipe.source is None:
        data = derive_card(derivation, read_font)
    else:
        [(_, data)] = derive(read(recipe.source), [derivation], read_font)
    with suppress(OSError):  # it can be shown all the same
        store.keep(derivation.source, key, SUFFIXES[derivation.format], data)
    return data


def font_reader(site: Site) -> Callable[[Digest], bytes]:
    """Return what gives the bytes of a font that cards are drawn with."""
    fonts = {font.digest: font for font in site.fonts}
    return lambda digest: fonts[digest].data


def used_keys(site: Site) -> dict[Digest, set[Digest]]:
    """Return the keys by which a site's derived pictures are kept, by picture."""
    used: dict[Digest, set[Digest]] = {}
    for output in plan(site.presenters, site.sources, site.assets, site.files):
        if output.maker in {"derive", "draw"}:
            derivation, key = _derivation(site.gallery, output.make())
            used.setdefault(derivation.source, set()).add(key)
    return used


def _derivation(gallery: Gallery, recipe: Struct) -> tuple[Derivation, Digest]:
    if isinstance(recipe, Draw):
        return recipe.cover.derivation, recipe.cover.key
    assert isinstance(recipe, Derive)  # noqa: S101 - its maker says so
    return gallery.derivation(recipe.shot)


def _jobs(site: Site, outputs: Mapping[int, Output]) -> Iterator[Job]:
    """Yield what there is to do for each picture: one decode each, whoever shows it."""
    files: dict[Digest, list[Wanted]] = {}
    sources: dict[Digest, Source] = {}
    for number, output in outputs.items():
        if not isinstance(output.recipe, Derive | Draw):
            continue
        derivation, key = _derivation(site.gallery, output.recipe)
        wanted = Wanted(number, output.path, derivation, key)
        if output.recipe.source is None:
            yield Job(None, LETTERING, (wanted,))
        else:
            files.setdefault(derivation.source, []).append(wanted)
            sources[derivation.source] = output.recipe.source
    for digest, source in sources.items():
        probe = site.pictures[source.path].probe
        scale = files[digest][0].derivation.scale if probe.ending == ".jpg" else 1
        yield Job(source, weight_of((probe.width, probe.height), scale), tuple(files[digest]))


class _Maker:
    """Makes the files of jobs, in whichever process."""

    def __init__(self, order: Order, site: Site, folder: OutputFolder) -> None:
        self._order = order
        self._folder = folder
        self._store = pictures_of(order)
        self._read_font = font_reader(site)

    def __call__(self, job: Job) -> dict[str, Made]:
        """Return what became of each file; if one cannot be made, of the first, and why."""
        made: dict[str, Made] = {}
        missing: dict[Derivation, list[Wanted]] = {}
        known: dict[Digest, dict[str, str]] = {}
        for it in job.files:
            picture = it.derivation.source
            if picture not in known:
                known[picture] = self._store.known(picture)
            name = known[picture].get(it.key.hex())
            data = self._store.read(picture, name) if name else None
            if data is None:
                missing.setdefault(it.derivation, []).append(it)
            else:
                made[it.path] = self._hold(it, data)
        derived = self._derived(job, list(missing))
        while True:
            try:
                derivation, data = next(derived)
            except StopIteration:
                return made
            except FAILURES as error:
                return {job.files[0].path: Made(b"", waits=False, problem=_failure(job, error))}
            for it in missing[derivation]:
                suffix = it.path.rpartition(".")[2]
                made[it.path] = self._hold(it, data)
                self._keep(it, suffix, data)

    def _derived(self, job: Job, missing: list[Derivation]) -> Iterator[tuple[Derivation, bytes]]:
        if job.source is None:
            return ((it, derive_card(it, self._read_font)) for it in missing)
        if not missing:
            return iter(())
        # A source that changed meanwhile is no picture that cannot be made: it is read out here.
        data = source_bytes(self._order, job.source)
        return derive(data, missing, self._read_font)

    def _keep(self, wanted: Wanted, suffix: str, data: bytes) -> None:
        try:
            self._store.keep(wanted.derivation.source, wanted.key, suffix, data)
        except (FileExistsError, NotADirectoryError):
            raise  # somebody's file is in the way
        except OSError:
            pass  # it can be shown all the same

    def _hold(self, wanted: Wanted, data: bytes) -> Made:
        waits = not self._folder.is_same(wanted.path, data)
        if waits:
            self._folder.hold(wanted.number, data)
        return Made(digest_of(data), waits)


def _failure(job: Job, error: Exception) -> Problem:
    return Problem(job.name, 1, 1, f"cannot be made smaller: {error}".rstrip(": "))


def _placed(site: Site, problem: Problem) -> Problem:
    """Return a problem with a picture at the first place that names it."""
    uses = [it for it in site.library.used() if it.source == problem.path]
    if not uses:
        return problem
    first = min(uses, key=lambda it: (it.path, it.line))
    message = f"`{problem.path.rpartition('/')[2]}` {problem.message}"
    return Problem(first.path, first.line, first.column, message, "save the picture again")
