"""An hour's counts of views: each hour many stories are read, and few pages say so.

No other program shows how often its stories are read; beside this stands what Hugo takes for its
site as it is.
"""

import json
from random import Random

from tests.benchmarks.articles import address_in
from tests.benchmarks.cases import Case, Sign, page_in
from tests.benchmarks.programs import EQUAL, SITEGEN, Site, settle

SHOWN = f"views = {{ show = true }}\n{EQUAL}"
DAY = "2026-01-31"


def show(site: Site, _runs: int) -> bool:
    """Let the site show counts, those of before the first run."""
    if site.program is not SITEGEN:
        return False
    settle(site.root, SHOWN)
    _count(site, -1)
    return True


def count(site: Site, run: int) -> Sign:
    """Count an hour: every story is read, some by more than before."""
    newest = _count(site, run)
    return Sign(page_in(site, site.newest), f"{newest:,} views")


def _count(site: Site, hour: int) -> int:
    """Write the counts after an hour, and return those of the newest story.

    The newest of N stories is read N times as often as the oldest. A fortieth of all gets another
    number, as `tests/test_readership.py` finds it for ten thousand stories and more readers.
    """
    chance = Random(hour)  # noqa: S311 - repeatable is all it must be
    stories = {}
    names = list(site.texts)
    for at, name in enumerate(names):
        total = 1_100 + 100 * (at % 8)
        if chance.random() < 1 / 40:
            total += 100
        address = f"/{address_in(name, site.texts[name]).strip('/')}/"
        read = 1 + at * 1_000 // len(names) + chance.randrange(50)
        stories[address] = {"total": total, "days": {DAY: read}}
    newest = 20_000 + 2_000 * (hour + 1)  # which is shown as it is
    address = f"/{address_in(site.newest, site.texts[site.newest]).strip('/')}/"
    stories[address] = {"total": newest, "days": {DAY: 5_000}}
    counts = json.dumps({"version": 1, "stories": stories})
    (site.root / "content/views.json").write_text(counts, "utf-8")
    return newest


COUNTED = (
    Case("views", "an hour's counts: numbers, and what is read most", count, show, ours=True),
)
