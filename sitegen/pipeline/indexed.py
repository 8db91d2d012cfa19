"""The index of search as it is kept: which bundles it has, and the outputs that lie in them."""

from collections.abc import Iterator
from functools import partial

from sitegen.digests import fingerprint
from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pages.outputs import Batch, Planned
from sitegen.pipeline.engines import SEARCH
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.bundles import Bundles, Packed
from sitegen.search.files import LISTED, PUBLISHED, Listed, decoded
from sitegen.search.plan import IndexPlan, search_page


class LostError(StoreDamaged):
    """A bundle is not what was written."""


LOST = "a part of the search index is missing"


def keys_of(index: IndexPlan, bundles: Bundles) -> Iterator[Digest]:
    """Yield the keys of all bundles of an index, of shards as far as they are known."""
    yield index.key
    yield from map(module_key, index.languages)
    for part in index.parts:
        yield part.key
        yield from part.blocks
        if listed := listed_of(bundles, part.key):
            yield from (it.kept for it in listed.shards)


def listed_of(bundles: Bundles, key: Digest) -> Listed | None:
    """Return what there is of a part; None if it is not known, or if this is no part."""
    for packed in bundles.files(key) or ():
        if packed.name == LISTED and (data := bundles.read(packed)):
            return decoded(data, Listed)
    return None


def module_key(language: str) -> Digest:
    """Return the key of the module of a language."""
    return fingerprint(engine(SEARCH), language)


def batches_of(bundles: Bundles, index: IndexPlan) -> Iterator[Batch]:
    """Yield the outputs: the page, and what is published of each bundle."""

    def page() -> Iterator[Planned]:
        name = files_of(bundles, index.key)[0].name if index.parts else ""
        yield search_page(index, name)

    def outputs(*keys: Digest) -> Iterator[Planned]:
        for key in keys:
            for packed in files_of(bundles, key):
                if packed.name.endswith(PUBLISHED):
                    path, make = index.path(packed.name), partial(_itself, packed)
                    yield Planned(path, "search", "packed", packed.digest, make)

    def of_part(key: Digest) -> Iterator[Planned]:
        listed = listed_in(bundles, key)
        yield from outputs(*listed.keys, *[it.kept for it in listed.shards])

    yield Batch(index.path(""), b"", page)
    if index.parts:
        for key in (index.key, *map(module_key, index.languages)):
            yield Batch(index.path(key.hex()), key, partial(outputs, key))
        for part in index.parts:
            yield Batch(index.path(part.key.hex()), part.key, partial(of_part, part.key))


def files_of(bundles: Bundles, key: Digest) -> tuple[Packed, ...]:
    """Return what is in a bundle that has to be there."""
    files = bundles.files(key)
    if files is None:
        bundles.let_go_of_damage()
        raise LostError(LOST)
    return files


def listed_in(bundles: Bundles, key: Digest) -> Listed:
    """Return what there is of a part that has to be known."""
    listed = listed_of(bundles, key)
    if listed is None:
        raise LostError(LOST)
    return listed


def _itself(packed: Packed) -> Packed:
    return packed
