"""Ways to search, side by side: `make bench ARGS="search --size 10000"`.

The first table is of the newspaper of newspaper.py: what an index costs to make, and how large it
is. Ours costs what a cold build takes with search on more than with search off, in pairs; Hugo with
Pagefind is Pagefind's command over the pages that Hugo made of the same articles, and what both
took together stands behind. Then what a reader waits for whose line has 10 Mbit/s and 40 ms
(`throttled.py`): the files besides page, styles and fonts that are fetched until the first answer
is there, and the time from the last key to the answer; further, the time for one key more. That is
as noisy as the machine is busy. So a table of its own counts what each kind of questions (`KINDS`)
asks of a line and of a processor with us, and adds up what that takes: see `waits.py`.

The second table tells how many questions of tests/fixtures/search/ are answered rightly. Left out
are those that a search page answers, and no index: with filters, or without a common story; what is
offered for a mistyped word does not count either.
"""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import msgspec
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as NotShown

from tests import questions
from tests.benchmarks import finders
from tests.benchmarks.measure import CommandFailed, Cost
from tests.benchmarks.newspaper import write_site
from tests.benchmarks.programs import EQUAL, HUGO, SITEGEN, Site, settle, write_for
from tests.benchmarks.throttled import served_slowly
from tests.benchmarks.waits import Waited, pressed, rest, still, typed
from tests.browser import open_chromium
from tests.serving import served

OURS, OVER_HUGO = "sitegen", "hugo + pagefind"
WAYS = (OURS, OVER_HUGO, *finders.PAGEFINDS, *finders.LIBRARIES)
USUAL = (OURS, OVER_HUGO)

WITH_SEARCH = EQUAL.replace("enabled = false", "enabled = true")

ASKED = 8
"""Questions of each kind that readers ask. Words are drawn from the texts: so most are frequent."""

KINDS: dict[str, int] = {"one word": 1, "two words": 2, "three words": 3, "an unknown word": 0}
"""Kinds of questions, by the words that they have of texts."""

KEYS = 120
"""Milliseconds between two keys."""

AT_REST = 2000
"""Milliseconds after which somebody who was answered changes the question."""

REST = 600
"""Milliseconds without a change after which an answer is whole."""

NOT_COUNTED = {".html", ".css", ".woff2", ".svg", ".ico", ".png", ".jpg", ".avif", ""}
"""What a page has without search, and the pages of stories that excerpts come from."""

WATCH = """
addEventListener("input", () => Object.assign(window, { typed: performance.now(), told: 0 }), true);
addEventListener("DOMContentLoaded", () => {
  const seen = new MutationObserver(() => (window.told = performance.now()));
  for (const id of ["page_rows", "page_told"]) {
    seen.observe(document.getElementById(id), { childList: true });
  }
});
"""
READY = f"""() => told && performance.now() - told > {REST} &&
  !document.querySelector("#page_rows[aria-busy=true]")"""


class Wait(NamedTuple):
    """A reader's first answer: bytes fetched, milliseconds; milliseconds for one key more."""

    size: int
    first: float
    further: float


class Row(NamedTuple):
    """A way: the costs of its index by run, its files, the whole build's costs, readers' waits."""

    name: str
    costs: list[Cost]
    files: Sequence[Path]
    whole: list[Cost]
    waits: list[Wait]


def main(arguments: Sequence[str]) -> int:
    """Measure, and print the tables."""
    options = _options(arguments)
    ways = []
    for name in options.ways:
        fetched = "pagefind" if name == OVER_HUGO else name
        if why := finders.missing(fetched) if name != OURS else "":
            print(f"{name} is left out: {why}", flush=True)
        else:
            ways.append(name)
    try:
        with open_chromium() as browser:
            if options.size:
                _costs(options, ways, browser)
            _answers(options, ways, browser)
    except CommandFailed as failure:
        print(failure)
        return 1
    return 0


# What it costs -------------------------------------------------------------------------------


def _costs(options: Namespace, ways: Sequence[str], browser: Browser) -> None:
    with TemporaryDirectory(prefix="sitegen-bench-") as work:
        root = Path(work)
        ours = root / SITEGEN.name
        files = write_site(ours, options.size, words=options.words)
        site = write_for(SITEGEN, ours, ours, files)
        asked = _asked(files)
        print(f"\n{options.size:,} stories of {options.words} words; {options.runs} runs\n")
        print(
            "| way | files | MB | CPU, s | of the whole build | memory, MiB "
            "| first answer, kB | ms | one key more, ms |"
        )
        print(f"|---|{'---:|' * 8}", flush=True)
        rows: dict[str, Row] = {}
        makers = _makers(ways, root, site)
        for _ in range(options.runs):
            for name, make in makers.items():
                cost, whole, found = make()
                row = rows.setdefault(name, Row(name, [], found, [], []))
                row.costs.append(cost)
                row.whole.append(whole)
        for name, row in rows.items():
            try:
                row.waits.extend(_waits(browser, _www(name, root), asked["one word"]))
            except NotShown:
                print(f"{name} gives no answer to a reader", flush=True)
            print(_line(row), flush=True)
        if OURS in rows:
            _kinds(browser, _www(OURS, root), asked)


def _kinds(browser: Browser, www: Path, asked: Mapping[str, Sequence[str]]) -> None:
    """Print what each kind of questions asks of a line, by what is counted (`waits`)."""
    print(
        f"\n| question to {OURS} | before the last key, kB | after it, kB | round trips "
        "| pause, ms | work, ms | together, ms | a letter less: round trips | together, ms "
        "| a letter more: round trips | together, ms |"
    )
    print(f"|---|{'---:|' * 10}", flush=True)
    with served(www) as address:
        for kind, questions_of in asked.items():
            found = [_counted(browser, address, it) for it in questions_of]
            firsts, lesses, mores = zip(*found, strict=True)
            cells = (
                _spread([it.before / 1000 for it in firsts]),
                _spread([it.size / 1000 for it in firsts]),
                _spread([it.trips for it in firsts]),
                _spread([it.pause for it in firsts]),
                _spread([it.work for it in firsts]),
                _spread([it.model for it in firsts]),
                _spread([it.trips for it in lesses]),
                _spread([it.model for it in lesses]),
                _spread([it.trips for it in mores]),
                _spread([it.model for it in mores]),
            )
            print(f"| {kind} | {' | '.join(cells)} |", flush=True)


def _counted(browser: Browser, address: str, question: str) -> tuple[Waited, Waited, Waited]:
    """Ask as somebody who has just opened the page; then, at rest, with a letter less.

    And ask with three letters of the last word; then, at rest, with one more.
    """
    before, blank, last = question.rpartition(" ")
    first, less = _pressed(browser, address, question, "Backspace")
    _, more = _pressed(browser, address, f"{before}{blank}{last[:3]}", last[3])
    return first, less, more


def _pressed(browser: Browser, address: str, question: str, key: str) -> tuple[Waited, Waited]:
    """Ask; then, at rest, press a key."""
    context = browser.new_context()
    page: Any = context.new_page()
    session = still(page)
    page.goto(f"{address}/search/?alone", wait_until="networkidle")
    page.locator("#page_terms").focus()
    first = typed(page, session, question, KEYS)
    rest(page, AT_REST)
    further = pressed(page, session, key)
    context.close()
    return first, further


def _spread(values: Sequence[float]) -> str:
    return f"{median(values):.0f} (at most {max(values):.0f})"


def _cells(waits: Sequence[Wait]) -> tuple[str, ...]:
    """Return the bytes of first answers, their milliseconds, and those of one key more."""
    sizes, firsts, furthers = zip(*waits, strict=True)
    return _spread([it / 1000 for it in sizes]), _spread(firsts), _spread(furthers)


Making = Callable[[], tuple[Cost, Cost, Sequence[Path]]]


def _makers(ways: Sequence[str], root: Path, site: Site) -> dict[str, Making]:
    """Return what makes each index anew: its own cost, that of the whole build, its files."""
    pages, told = root / "pages", []
    if set(ways) - {*USUAL}:
        site.build()
        told = finders.stories(site.public)
        finders.write_pages(told, pages)
    made: dict[str, Making] = {}
    for name in ways:
        www = _www(name, root)
        if name == OURS:
            made[name] = partial(_ours, site)
        elif name == OVER_HUGO:
            hugo = write_for(HUGO, root / "hugo", site.root, site.files)
            made[name] = partial(_over_hugo, hugo)
        else:
            made[name] = partial(_other, name, www, pages, told)
    return made


def _www(name: str, root: Path) -> Path:
    named = {OURS: root / SITEGEN.name / "public", OVER_HUGO: root / "hugo" / "public"}
    return named.get(name, root / "www" / name)


def _ours(site: Site) -> tuple[Cost, Cost, Sequence[Path]]:
    """Build without search, then with it."""
    costs = []
    for settings in (EQUAL, WITH_SEARCH):
        settle(site.root, settings)
        site.forget()
        costs.append(site.build().cost)
    without, whole = costs
    files = [it for it in (site.public / "search").rglob("*") if it.name != "index.html"]
    more = Cost(whole.cpu - without.cpu, whole.wall - without.wall, whole.peak)
    return more, whole, [it for it in files if it.is_file()]


def _over_hugo(hugo: Site) -> tuple[Cost, Cost, Sequence[Path]]:
    hugo.forget()
    built = hugo.build().cost
    made = finders.pagefind("pagefind", hugo.public, hugo.public, glob="[0-9]*/**/*.html")
    whole = Cost(
        built.cpu + made.cost.cpu, built.wall + made.cost.wall, max(built.peak, made.cost.peak)
    )
    return made.cost, whole, made.files


def _other(
    name: str, www: Path, pages: Path, told: Iterable[finders.Story]
) -> tuple[Cost, Cost, Sequence[Path]]:
    rmtree(www, ignore_errors=True)
    www.mkdir(parents=True)
    if name in finders.PAGEFINDS:
        made = finders.pagefind(name, pages, www)
    else:
        made = finders.library(name, told, www)
    return made.cost, made.cost, made.files


def _line(row: Row) -> str:
    size = sum(it.stat().st_size for it in row.files)
    cpu = median(it.cpu for it in row.costs)
    share = median(a.cpu / b.cpu for a, b in zip(row.costs, row.whole, strict=True))
    whole = f"{share:.2f} of {median(it.cpu for it in row.whole):.1f} s" if share < 1 else ""
    cells = (
        f"{len(row.files):,}",
        f"{size / 1e6:.1f}",
        f"{cpu:.1f}",
        whole,
        f"{max(it.peak for it in row.costs):.0f}",
        *_cells(row.waits or [Wait(0, 0, 0)]),
    )
    return f"| {row.name} | {' | '.join(cells)} |"


def _asked(files: Sequence[Path]) -> dict[str, list[str]]:
    """Draw questions of each kind: words of five letters or more, of one text each.

    One that is unknown is a word with two letters of it doubled: that no story has, and that is not
    far from one.
    """
    rng = Random(1)  # noqa: S311 - repeatable is all it must be
    drawn: dict[str, list[str]] = {}
    for kind, count in KINDS.items():
        drawn[kind] = []
        while len(drawn[kind]) < ASKED:
            body = rng.choice(files).read_text("utf-8").split("\n---\n", 1)[1]
            words = {it.lower() for it in body.split() if it.isascii() and it.isalpha()}
            long = sorted(it for it in words if len(it) > 4)
            if len(long) > count:
                chosen = rng.sample(long, count or 1)
                if not count:
                    chosen = [re.sub(r"^(..)(.)(.)", r"\1\2\2\3\3", it) for it in chosen]
                drawn[kind].append(" ".join(chosen))
    return drawn


def _waits(browser: Browser, www: Path, asked: Sequence[str]) -> list[Wait]:
    """Ask each question, as somebody who has just opened the page."""
    waits = []
    with served_slowly(www) as site:
        for question in asked:
            context = browser.new_context()
            page: Any = context.new_page()
            page.add_init_script(WATCH)
            site.line.sent.clear()
            page.goto(f"{site.address}/search/?alone", wait_until="networkidle")
            page.locator("#page_terms").focus()
            page.keyboard.type(question, delay=KEYS)
            first = _waited(page)
            fetched = sum(
                size for path, size in site.line.sent if Path(path).suffix not in NOT_COUNTED
            )
            page.keyboard.press("Backspace")
            waits.append(Wait(fetched, first, _waited(page)))
            context.close()
    return waits


def _waited(page: Any) -> float:
    """Return milliseconds from the last key to the last change of the answer."""
    page.wait_for_function(READY, timeout=90_000)
    return float(page.evaluate("told - typed"))


# What it answers -----------------------------------------------------------------------------


def _answers(options: Namespace, ways: Sequence[str], browser: Browser) -> None:
    asked = {
        group.kind: [
            msgspec.structs.replace(it, meant=())
            for it in group.questions
            if not (it.chosen or it.some)
        ]
        for group in questions.groups()
    }
    every = [it for some in asked.values() for it in some]
    good: dict[str, set[questions.Question]] = {}
    with TemporaryDirectory(prefix="sitegen-bench-") as work:
        root = Path(work)
        ours = root / "ours"
        questions.build(ours)
        told, pages = finders.stories(ours), root / "pages"
        finders.write_pages(told, pages)
        for name in ways:
            www = ours
            if name != OURS:
                www = root / name
                _other("pagefind" if name == OVER_HUGO else name, www, pages, told)
            good[name] = _right(browser, www, every)
    print(f"\n| questions | how many | {' | '.join(ways)} |")
    print(f"|---|{'---:|' * (len(ways) + 1)}", flush=True)
    kinds = asked if options.kinds else {}
    for kind, some in {
        "with an answer": [it for it in every if it.finds],
        "that find nothing": [it for it in every if not it.finds],
        **kinds,
    }.items():
        if some:
            counts = (f"{sum(it in good[name] for it in some)}" for name in ways)
            print(f"| {kind} | {len(some)} | {' | '.join(counts)} |", flush=True)


def _right(
    browser: Browser, www: Path, table: Sequence[questions.Question]
) -> set[questions.Question]:
    """Ask; return the questions that are answered rightly."""
    with served(www) as address:
        page: Any = browser.new_page()
        answers = questions.asked(page, address, table)
        page.close()
    pairs = zip(table, answers, strict=True)
    return {question for question, answer in pairs if not questions.fault(question, answer)}


def _options(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser("make bench ARGS=search", description="Compare ways to search.")
    parser.add_argument("--size", type=int, default=1000, help="stories; 0 asks questions alone")
    parser.add_argument("--words", type=int, default=740, help="of each story (default: 740)")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--kinds", action="store_true", help="tell of each kind of questions")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=USUAL)
    return parser.parse_args(arguments)
