"""Builds that nobody looks at: a mistake in one text stops that text, and nothing else.

A text with errors is put back to the version that readers have, which the store still knows; one
that was never out stays out. So what has to be withdrawn goes, and what is due comes, whatever
somebody is in the middle of writing. Mistakes in what all pages share (site.toml, templates) and in
pictures stop everything, since nobody can tell what they touch.
"""

from msgspec.structs import replace

from sitegen.content.discover import SourceFiles
from sitegen.content.kinds import KINDS
from sitegen.pipeline.memory.rows import rows_of_any_base
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order
from sitegen.pipeline.site import Site

ROUNDS = 5
"""How often texts are put back: what leads to one that stays out has a mistake then itself."""


def put_right(order: Order, shown: SourceFiles, site: Site) -> SourceFiles | None:
    """Return the files with those that have errors as they were; None if that does not help."""
    wrong = site.problems.wrong
    if not wrong or any(
        it not in shown.sources or shown.sources[it].kind not in KINDS for it in wrong
    ):
        return None
    before = site.before
    if before is None:
        with Store.open(order.store) as store:
            before = rows_of_any_base(store)
    known = before.rows if before else {}
    sources = dict(shown.sources)
    for path in wrong:
        source, row = sources.pop(path), known.get(path)
        if row and row.source != source.digest:
            sources[path] = replace(source, digest=row.source)
    return replace(shown, sources=sources)
