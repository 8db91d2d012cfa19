"""Cases that are no edits: features switched on, `--help`, photographs, long texts, the preview.

Pictures and the preview are the short form of what `pictures.py` and `preview.py` measure at
length; these need numpy and Chromium, and are imported when they are asked for.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import table
from tests.benchmarks.measure import Cost, measure
from tests.benchmarks.newspaper import NOW, write_site
from tests.benchmarks.programs import ROOT, SITEGEN, Site, settle, write_for
from tests.browser import find_chromium

NO_SEARCH = "search = { enabled = false }\n"
SECTIONS_ONLY = 'of = ["section"] }\n'
FEATURES = {
    "": ("cold, as above", f'{NO_SEARCH}feeds = {{ formats = ["rss"], {SECTIONS_ONLY}'),
    "search": ("as cold, and search", f'feeds = {{ formats = ["rss"], {SECTIONS_ONLY}'),
    "formats": ("as cold, and Atom and JSON Feed", f"{NO_SEARCH}feeds = {{ {SECTIONS_ONLY}"),
    "terms": (
        "as cold, and feeds of countries, tags and authors",
        f'{NO_SEARCH}feeds = {{ formats = ["rss"] }}\n',
    ),
    "but search": ("and both: everything on but search", NO_SEARCH),
    "all": ("and search: what a newsroom gets", ""),
}
"""What is switched on, by settings that leave less off than those of the comparison."""

HELPS = 7
"""Runs of `--help`, at least: it is over in a moment."""

PHOTOS, PAINTED = 6, 3
"""Photographs of the case `photos`, and how many of them differ in more than a number."""

LARGE = 2
"""Pictures of 24 MP in the case `memory`, besides one of 90."""

LONG_STORIES, LONG = 5683, 4300
"""Articles of the case `texts`, and words of each."""

EDITS = 3
"""Edits of each kind in the case `preview`."""


def features(site: Site, runs: int) -> dict[str, list[Cost]]:
    """Print what cold builds cost with more switched on, and shares of one without; return costs.

    The listings of countries, tags and authors cannot be switched off: only their feeds can.
    """
    costs: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(runs):
        for name, (_what, settings) in FEATURES.items():
            settle(site.root, settings)
            site.forget()
            costs[name].append(site.build().cost)
    named = {name: f"features {name}".strip() for name in FEATURES}
    for name, (what, _settings) in FEATURES.items():
        shares = table.shares_of(costs[name], costs[""]) if name else ()
        table.row(named[name], site.program.name, costs[name], shares, what)
    return {named[name]: costs[name] for name in FEATURES}


def helped(sites: Sequence[Site], runs: int) -> None:
    """Print what it takes to be told how a program is used."""
    commands: dict[tuple[str, ...], str] = {}
    for site in sites:
        commands.setdefault(site.program.help(), site.program.name)
    costs: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(max(runs, HELPS)):
        for command, name in commands.items():
            costs[name].append(measure(command, ROOT)[0])
    table.rows("help", costs, "`--help`")


def texts(runs: int) -> dict[str, list[Cost]]:
    """Print what a cold build of few files with much text costs; return costs.

    Their paragraphs are HTML, with an element that nobody knows, as in archives that move here:
    each has a warning or two.
    """
    with TemporaryDirectory(prefix="sitegen-bench-") as folder:
        root = Path(folder)
        site = write_for(SITEGEN, root, root, write_site(root, LONG_STORIES, words=LONG))
        for file in site.files:
            file.write_text(moved_here(file.read_text("utf-8")), "utf-8")
        size = sum(it.stat().st_size for it in site.files) / 1e6
        costs = []
        for _ in range(runs):
            site.forget()
            # As an editor builds: a report as JSON would list each and every warning.
            command = (sys.executable, "-m", "sitegen", "build", "--root", root, "--now", NOW)
            costs.append(measure(command, ROOT)[0])
    each = size / LONG_STORIES * 1000
    what = f"cold: {LONG_STORIES:,} articles of {each:.0f} kB, {size:.0f} MB of HTML and warnings"
    table.row("texts", SITEGEN.name, costs, what=what)
    return {"texts": costs}


def moved_here(text: str) -> str:
    """Return an article whose paragraphs are HTML."""
    front, body = text.split("\n---\n", 1)
    paragraphs = re.sub(r"(?m)^(?=[^\W\d_]|[*\"])(.*)$", r"<p><wide>\1</wide></p>", body)
    return f"{front}\n---\n{paragraphs}"


def photos(runs: int, *, versus: bool) -> None:
    """Print what photographs cost, with Hugo's costs if `versus`."""
    pictures = import_module("tests.benchmarks.pictures")
    what = f"{PHOTOS} photographs of 3000 × 2000 to 3 widths in JPEG and WebP, likeness as ours"
    with TemporaryDirectory(prefix="sitegen-bench-") as folder:
        files = pictures.write(Path(folder), PHOTOS, pictures.USUAL, PAINTED, giants=0)
        programs = pictures.named(_names(versus=versus))
        table.rows("photos", pictures.measure_all(programs, Path(folder), files, runs), what)


def memory(*, versus: bool) -> None:
    """Print what pictures cost that are as large as pictures get."""
    pictures = import_module("tests.benchmarks.pictures")
    what = f"{LARGE} pictures of 24 MP and one of 90"
    with TemporaryDirectory(prefix="sitegen-bench-") as folder:
        files = pictures.write(Path(folder), LARGE, pictures.CAMERA, 1, giants=1)
        programs = pictures.named(_names(versus=versus))
        table.rows("memory", pictures.measure_all(programs, Path(folder), files, 1), what)


def preview(site: Site, *, versus: bool) -> None:
    """Print how long an editor waits for an edit to be seen."""
    module = import_module("tests.benchmarks.preview")
    if find_chromium() is None:
        print("| preview | left out: there is no Chromium |", flush=True)
        return
    kinds = list(module.KINDS)
    with module.open_chromium() as browser:
        waits = {
            name: module.measured(
                browser, module.PROGRAMS[name](site.root, site.files), kinds, EDITS
            )
            for name in _names(versus=versus)
        }
    for kind in kinds:
        costs = {
            name: [Cost(it.cpu[kind], wait / 1000, it.peak) for wait in it.edits[kind]]
            for name, it in waits.items()
        }
        table.rows(f"preview {kind}", costs, f"until it is seen: {module.KINDS[kind]}")


def _names(*, versus: bool) -> tuple[str, ...]:
    """Return who takes part, ours first."""
    return ("sitegen", "hugo") if versus else ("sitegen",)
