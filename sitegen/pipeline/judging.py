"""The judge of keys: whether outputs with equal keys are made from equal values.

A key is computed from digests of rows, and a view is made only if its key is new. So a key that
forgets something that its view shows would leave an old page. With SITEGEN_DEBUG every recipe is
made in every build, and compared with the one that had the same key before.
"""

import msgspec
from msgspec import Struct

from sitegen.digests import fingerprint
from sitegen.model import Digest
from sitegen.pages.outputs import Derive, Page
from sitegen.pipeline.keys import planned
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order
from sitegen.pipeline.site import Site

_FACT = b"judged"


class KeyForgetsError(Exception):
    """Two recipes of one output have one key."""


def judge(order: Order, site: Site) -> None:
    """Raise `KeyForgetsError` if an output shows something else than it did under the same key."""
    with Store.open(order.store) as store:
        data = store.get("memo", _FACT)
    before = _JUDGED.decode(data) if data else {}
    now: dict[str, tuple[Digest, Digest]] = {}
    for output, key in planned(site):
        shown = fingerprint(*_all_of(site, output.path, output.make()))
        now[output.path] = key.view, shown
        known, was = before.get(output.path, (b"", b""))
        if known == key.view and was != shown:
            raise KeyForgetsError(output.path)
    with Store.open(order.store) as store:
        store.put("memo", [(_FACT, msgspec.msgpack.encode(now))])


def _all_of(site: Site, path: str, recipe: Struct) -> tuple[object, ...]:
    """Return all that the bytes show that a recipe makes."""
    match recipe:
        case Page():
            return recipe, site.presenter_of(path).site
        case Derive(shot=shot):  # it knows more of a picture than its bytes show
            return site.gallery.derivation(shot)
    return (recipe,)


_JUDGED = msgspec.msgpack.Decoder(dict[str, tuple[Digest, Digest]])
