"""The sizes of a picture, made on another machine: the bytes come from a store, and go there.

This is what a worker of a cluster runs. It shares nothing with who asks but that store.
"""

from functools import cache
from pathlib import Path

from msgspec import Struct, msgpack

from sitegen.model import Digest
from sitegen.pictures.derive import derive, derive_card
from sitegen.pictures.recipe import recipe
from sitegen.pictures.renditions import Derivation
from sitegen.pipeline.engines import Engine
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.derived import name_of
from sitegen.pipeline.memory.shelves import Shelf, shelf_at
from sitegen.statcache import digest_of

MAKER = Engine(("pictures/derive.py", "pictures/cards.py"))


class Asked(Struct, frozen=True, array_like=True):
    """What is to be made of one picture: derivations by key and suffix.

    `run` is the folder of the store in which the picture itself lies, and the fonts; `maker` is
    what makes pictures there: another one would make other bytes.
    """

    where: str
    run: str
    maker: tuple[str, Digest]
    source: Digest
    has_picture: bool
    wanted: tuple[tuple[Derivation, Digest, str], ...]


def maker() -> tuple[str, Digest]:
    """Return what makes pictures here: steps, versions of libraries, our own sources."""
    return recipe(), engine(MAKER)


def made(asked: bytes) -> None:
    """Make what is asked for, and write it into the store. Raises what says why it cannot."""
    it = msgpack.decode(asked, type=Asked)
    if it.maker != maker():
        message = "a worker has another version of sitegen, Pillow or Python than this machine"
        raise RuntimeError(message)
    shelf = _shelf(it.where)
    derivations = {derivation: None for derivation, _, _ in it.wanted}
    if it.has_picture:
        data = _read(shelf, it.run, it.source)
        results = derive(data, list(derivations), lambda font: _read(shelf, it.run, font))
    else:
        results = (
            (one, derive_card(one, lambda font: _read(shelf, it.run, font))) for one in derivations
        )
    for derivation, data in results:
        names = [
            f"{it.source.hex()}/{name_of(key, suffix, data)}"
            for one, key, suffix in it.wanted
            if one == derivation
        ]
        shelf.write(names, dict.fromkeys(names, data).__getitem__)


@cache
def _shelf(where: str) -> Shelf:
    return shelf_at(where, Path())


def _read(shelf: Shelf, run: str, digest: Digest) -> bytes:
    path = f"{run}/{digest.hex()}"
    data = shelf.read([path]).get(path, b"")
    if digest_of(data) != digest:
        message = "the store has not what was sent"
        raise RuntimeError(message)
    return data
