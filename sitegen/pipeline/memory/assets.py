"""Assets through the store: to parse the stylesheets of a theme takes longer than many an edit."""

from collections.abc import Callable, Mapping
from contextlib import suppress

import msgspec
from msgspec import Struct

from sitegen.digests import fingerprint
from sitegen.errors import Problem, StoreDamaged
from sitegen.model import Digest, Source
from sitegen.pages.assets import STATIC, Asset, collect
from sitegen.pages.typefaces import Typefaces
from sitegen.pipeline.engines import ASSETS
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order
from sitegen.statcache import digest_of
from sitegen.theme import read_theme, theme_files

_FACT = b"assets"


class _Collected(Struct, frozen=True, array_like=True):
    """What `collect` returned, and the digest of all that it depends on."""

    made_from: Digest
    assets: dict[str, Asset]
    problems: tuple[Problem, ...]


def collected(
    order: Order,
    sources: Mapping[str, Source],
    read: Callable[[Source], bytes],
    base_path: str,
    typefaces: Typefaces,
    *,
    keep: bool,
) -> tuple[dict[str, Asset], tuple[Problem, ...]]:
    """Return what `collect` returns; what the store did not know it is to `keep`."""
    assets = [it for it in sources.values() if it.kind == "asset"]
    scripts = (it for it in theme_files(STATIC.rstrip("/")) if it.endswith(".js"))
    theme = [digest_of(read_theme(it)) for it in scripts]  # which scripts are ours
    made_from = fingerprint(engine(ASSETS), base_path, assets, theme, typefaces)
    known = _known(order)
    if known is None or known.made_from != made_from:
        found, problems = collect(sources, read, base_path, typefaces)
        known = _Collected(made_from, found, tuple(problems))
        if keep:
            with Store.open(order.store) as store:
                store.put("memo", [(_FACT, msgspec.msgpack.encode(known))])
    return known.assets, known.problems


def _known(order: Order) -> _Collected | None:
    """Return what the store has. Damage is no matter: whoever needs the store more will find it."""
    with (
        suppress(OSError, StoreDamaged, msgspec.DecodeError),
        Store.open(order.store, writable=False) as store,
    ):
        data = store.get("memo", _FACT)
        return _DECODER.decode(data) if data else None
    return None


_DECODER = msgspec.msgpack.Decoder(_Collected)
