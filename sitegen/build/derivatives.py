"""Derived pictures: made once, kept by what they are made from, copied into the output.

`.sitegen/pictures/<picture>/<key>-<check>.<suffix>`: a folder for each picture (the digest of
its bytes), in it a file for each derivation, whose name has the digest of its own bytes. So the
folder needs no index, proves itself, and may be shared between machines or restored from the
cache of a CI. A build that was killed finds there what it had made.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from sitegen.build.making import Made
from sitegen.build.order import STATE, Order, Reporter
from sitegen.build.output import OutputFolder
from sitegen.build.reading import Site
from sitegen.build.sources import source_bytes
from sitegen.build.workers import cores, spread
from sitegen.errors import Problem
from sitegen.model import Digest, Source
from sitegen.pages.gallery import Gallery, Shot
from sitegen.pages.plan import Derive, Output
from sitegen.pictures.derive import derive
from sitegen.pictures.renditions import Derivation
from sitegen.statcache import digest_of

PICTURES = "pictures"

IN_FLIGHT = 64.0
"""Megapixels that all workers decode at a time: some 10 bytes each, with all copies."""

UNREAD = 0.25
"""What a pixel weighs that is not decoded: a progressive JPEG keeps its coefficients."""


class PictureStore:
    """Derived pictures on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of(cls, order: Order) -> "PictureStore":
        """Return the store of a site; its profiles share it."""
        return cls(order.root / STATE / PICTURES)

    def known(self, picture: Digest) -> dict[str, str]:
        """Return the names of the files that were made of a picture, by key."""
        files = (self._folder / picture.hex()).glob("*-*")
        return {file.name.partition("-")[0]: file.name for file in files}

    def read(self, picture: Digest, name: str) -> bytes | None:
        """Return a file's bytes; None if it is gone, or not what was written."""
        try:
            data = (self._folder / picture.hex() / name).read_bytes()
        except OSError:
            return None
        check = name.partition("-")[2].partition(".")[0]
        return data if digest_of(data).hex() == check else None

    def keep(self, picture: Digest, key: Digest, suffix: str, data: bytes) -> None:
        """Keep a file, whole or not at all."""
        folder = self._folder / picture.hex()
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{key.hex()}.{os.getpid()}"
        unfinished.write_bytes(data)
        unfinished.replace(folder / f"{key.hex()}-{digest_of(data).hex()}.{suffix}")

    def prune(self, used: Mapping[Digest, set[Digest]]) -> tuple[int, int]:
        """Remove what is not used: keys by picture. Return how many files and bytes went."""
        files = size = 0
        wanted = {digest.hex(): {key.hex() for key in keys} for digest, keys in used.items()}
        for folder in sorted(self._folder.glob("*")):
            keys = wanted.get(folder.name, set())
            for file in folder.glob("*") if folder.is_dir() else ():
                if file.name.partition("-")[0] not in keys:
                    size += file.stat().st_size
                    files += 1
                    file.unlink()
            with suppress(OSError):  # it holds what is used
                folder.rmdir()
        return files, size


class Wanted(Struct, frozen=True):
    """A file that is to be made: the number it waits under, where it goes, and how it is made."""

    number: int
    path: str
    derivation: Derivation
    key: Digest


class Job(Struct, frozen=True):
    """All files to be made of one picture; `weight` in megapixels."""

    source: Source
    weight: float
    files: tuple[Wanted, ...]


def make_pictures(
    order: Order,
    site: Site,
    folder: OutputFolder,
    outputs: Mapping[int, Output],
    reporter: Reporter,
) -> dict[str, Made]:
    """Make derived pictures, by path; each waits under its number."""
    jobs = list(_jobs(site.presenter.gallery, outputs))
    store = PictureStore.of(order)

    def made(at: int) -> dict[str, Made]:
        return dict(_made(order, store, folder, jobs[at]))

    done: dict[str, Made] = {}
    with reporter.stage("derive", len(jobs)) as step:
        for at, result in spread(
            len(jobs),
            made,
            jobs=order.jobs or cores(),
            worth_a_fork=1,
            weights=[job.weight for job in jobs],
            limit=IN_FLIGHT,
        ):
            done |= result
            for path, it in result.items():
                if it.problem:
                    done[path] = _placed(site, jobs[at].source, it)
            step()
    return done


def used_keys(gallery: Gallery, shots: Iterable[Shot]) -> dict[Digest, set[Digest]]:
    """Return the keys by which derived pictures are kept, by picture."""
    used: dict[Digest, set[Digest]] = {}
    for shot in shots:
        if shot.format:
            used.setdefault(shot.picture.digest, set()).add(gallery.derivation(shot)[1])
    return used


def _jobs(gallery: Gallery, outputs: Mapping[int, Output]) -> Iterator[Job]:
    """Yield what there is to do for each picture: one decode each, whoever shows it."""
    files: dict[Digest, list[Wanted]] = {}
    recipes: dict[Digest, Derive] = {}
    for number, output in outputs.items():
        if isinstance(output.recipe, Derive):
            derivation, key = gallery.derivation(output.recipe.shot)
            digest = output.recipe.source.digest
            files.setdefault(digest, []).append(Wanted(number, output.path, derivation, key))
            recipes[digest] = output.recipe
    for digest, recipe in recipes.items():
        probe, scale = recipe.shot.picture.probe, files[digest][0].derivation.scale
        megapixels = probe.width * probe.height / 1e6
        weight = megapixels * (UNREAD + 1 / scale**2)
        yield Job(recipe.source, weight, tuple(files[digest]))


def _made(
    order: Order, store: PictureStore, folder: OutputFolder, job: Job
) -> Iterator[tuple[str, Made]]:
    """Yield what became of each file of a picture."""
    known = store.known(job.source.digest)
    missing: dict[Derivation, list[Wanted]] = {}
    for it in job.files:
        name = known.get(it.key.hex())
        data = store.read(job.source.digest, name) if name else None
        if data is None:
            missing.setdefault(it.derivation, []).append(it)
        else:
            yield it.path, _hold(folder, it, data)
    if not missing:
        return
    try:
        for derivation, data in derive(source_bytes(order, job.source), missing):
            for it in missing[derivation]:
                store.keep(job.source.digest, it.key, it.path.rpartition(".")[2], data)
                yield it.path, _hold(folder, it, data)
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        message = f"cannot be made smaller: {error}".rstrip(": ")
        problem = Problem(job.source.path, 1, 1, message, "save the picture again")
        yield job.files[0].path, Made(b"", waits=False, problem=problem)


def _hold(folder: OutputFolder, wanted: Wanted, data: bytes) -> Made:
    waits = not folder.is_same(wanted.path, data)
    if waits:
        folder.hold(wanted.number, data)
    return Made(digest_of(data), waits)


def _placed(site: Site, source: Source, made: Made) -> Made:
    """Return the problem at the first place that names the picture."""
    uses = [it for it in site.edition.used if it.source == source.path]
    if not uses or made.problem is None:
        return made
    first = min(uses, key=lambda it: (it.path, it.line))
    name = source.path.rpartition("/")[2]
    message = f"`{name}` {made.problem.message}"
    problem = Problem(first.path, first.line, first.column, message, made.problem.hint)
    return Made(b"", waits=False, problem=problem)
