"""The judge of keys: whether outputs with equal keys are made from equal values.

A key is computed from digests of rows, and a view is made only if its key is new. So a key that
forgets something that its view shows would leave an old page. With SITEGEN_DEBUG every recipe is
made in every build, and compared with the one that had the same key before.
"""

from collections.abc import Iterator
from contextlib import closing
from itertools import chain

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.digests import fingerprint
from sitegen.model import Digest, Source
from sitegen.pages.outputs import Derive, Page
from sitegen.pipeline.indexing import index_plans
from sitegen.pipeline.keys import Keyed, batches_of
from sitegen.pipeline.making import BodyReader
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order
from sitegen.pipeline.site import Site
from sitegen.search.stories import told

_FACT = b"judged"


class KeyForgetsError(Exception):
    """Two recipes of one output have one key, or two sets of outputs that of one batch."""


def judge(order: Order, site: Site) -> None:
    """Raise `KeyForgetsError` if something is otherwise than it was under the same key."""
    with Store.open(order.store) as store:
        data = store.get("memo", _FACT)
    before = _JUDGED.decode(data) if data else {}
    with closing(BodyReader(order)) as bodies:
        now = dict(chain(_judged(site), _judged_blocks(site, bodies)))
    for name, (key, found) in now.items():
        known, was = before.get(name, (b"", b""))
        if known == key and was != found:
            raise KeyForgetsError(name)
    with Store.open(order.store) as store:
        store.put("memo", [(_FACT, msgspec.msgpack.encode(now))])


def _judged(site: Site) -> Iterator[tuple[str, tuple[Digest, Digest]]]:
    """Yield each output and each batch with its key, and the digest of what that stands for."""
    keyed = Keyed(site)
    shared = keyed.of_all()
    for batch in batches_of(site):
        outputs = [keyed(it) for it in batch.outputs()]
        if batch.key:
            inside = fingerprint([(it.path, key) for it, key in outputs])
            yield f"batch {batch.name}", (fingerprint(shared, batch.key), inside)
        for output, key in outputs:
            shown = fingerprint(*_all_of(site, output.path, output.make()))
            yield output.path, (key.view, shown)


def _judged_blocks(site: Site, bodies: BodyReader) -> Iterator[tuple[str, tuple[Digest, Digest]]]:
    """Yield the same of each block of the index of search."""
    for index in index_plans(site):
        for part in index.parts:
            for key, block in part.blocks.items():
                known = [told(it, index.presenter, bodies) for it in block.stories]
                yield f"block {key.hex()}", (key, fingerprint(site.style, known))


def _all_of(site: Site, path: str, recipe: Struct) -> tuple[object, ...]:
    """Return all that the bytes show that a recipe makes."""
    match recipe:
        case Page():
            by = site.presenter_of(path)
            listed = by.pages if site.templates.lists_pages(recipe.template) else ()
            return recipe, by.site, listed
        case Derive(shot=shot):  # it knows more of a picture than its bytes show
            return site.gallery.derivation(shot)
    source = getattr(recipe, "source", None)
    if not isinstance(source, Source):
        return (recipe,)
    # Bytes are what they are made from, wherever that lies: in the theme, or in the site.
    return replace(recipe, source=None), source.digest


_JUDGED = msgspec.msgpack.Decoder(dict[str, tuple[Digest, Digest]])
