"""Compiled templates through the store: to compile a theme takes longer than many an edit.

Code is run, where all else in the store is but read. So it is sealed by what nobody knows who was
not on this machine: which file site.toml is here, and when that was last changed. A store that
comes with somebody's pull request cannot have it.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from sitegen.content.places import CONFIG
from sitegen.digests import fingerprint
from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pages.syntax import recall
from sitegen.pages.templates import Templates
from sitegen.pipeline.engines import PAGES
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order

_FACT = b"templates"


def recall_templates(order: Order) -> None:
    """Learn what an earlier build learnt of templates, if the same code would learn it today.

    Damage is no matter here: whoever needs the store more will find it.
    """
    with suppress(OSError, StoreDamaged, msgspec.DecodeError):
        seal = _seal(order.root)
        with Store.open(order.store, writable=False) as store:
            data = store.get("memo", _FACT)
        if data and data.startswith(seal):
            recall(data[len(seal) :])


def learnt_of_templates(order: Order, templates: Templates) -> Iterator[tuple[bytes, bytes]]:
    """Yield what the store is to keep for the next build, if that is not what it has."""
    with suppress(OSError):
        seal = _seal(order.root)
        if data := templates.learnt():
            yield _FACT, seal + data


def _seal(root: Path) -> Digest:
    """Return what code is begun with. Raises `OSError` for a site without site.toml."""
    status = (root / CONFIG).stat()
    return fingerprint(engine(PAGES), status.st_ino, status.st_ctime_ns)
