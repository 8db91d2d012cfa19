"""The map holds: imports go one way, each library has one home, one place reads the clock."""

import re
import sys
from pathlib import Path

import pytest

from tests.modules import GROUPS, MODULES, ROOT, group_of, imports, in_order, name_of, summary_of

HOMES = {
    "anyascii": "transliteration",
    "babel": "languages",
    "backports": "audience/logs",
    "click": "cli",
    "compression": "audience/logs",
    "crawleruseragents": "audience/programs",
    "feedgen": "syndication",
    "frontmatter": "content/frontmatter",
    "jinja2": "pages",
    "lxml": "syndication",
    "markdown_it": "content/markdown",
    "markupsafe": "pages",
    "mdit_py_plugins": "content/markdown",
    "obstore": "publishing/targets/store",
    "nh3": "content/markdown/html/sanitise",
    "PIL": "pictures",
    "defusedxml": "pictures",
    "fontTools": "typefaces",
    "py_svg_hush": "pictures/svg",
    "pyphen": "pages/hyphens",
    "rapidfuzz": "spelling",
    "rich": "progress",
    "rjsmin": "scripts",
    "selectolax": "importing",
    "snowballstemmer": "search/analysis/transpiling",
    "starlette": "preview/server",
    "Stemmer": "search/analysis/languages",
    "tinycss2": "css",
    "tomllib": "strict/toml",
    "uharfbuzz": "typefaces",
    "uvicorn": "preview/listening",
    "watchdog": "preview/watch",
    "sqlite3": "pipeline/memory/store",
    "yaml": "content/frontmatter",
}
EVERYWHERE = {"msgspec"}
CLOCKS = re.compile(r"datetime\.now|date\.today|time\.time\(|perf_counter|utcnow")
PRINTS = re.compile(r"\bprint\(|click\.echo|sys\.exit|sys\.stdout")


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_imports_go_one_way(module: Path) -> None:
    own = group_of(name_of(module))
    for name in imports(module):
        if name.startswith("sitegen.") and name != "sitegen.__version__":
            assert group_of(name.split(".")[1]) <= own, f"{name_of(module)} imports {name}"


def test_no_modules_import_each_other() -> None:
    names = {name_of(module).removesuffix("/__init__") for module in MODULES}
    assert set(in_order()) == names


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(module: Path) -> None:
    if module.stem != "__init__" or module.read_bytes():
        assert summary_of(module).endswith(".")


def test_the_map_has_the_rooms_in_the_order_of_imports() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("## Where things are")[2]
    rooms = [it for group in GROUPS for it in group if not it.startswith("__")]
    # A room is a folder, or a module that lies by itself.
    places = [max(table.find(f"`{it}/"), table.find(f"`{it}.py`")) for it in rooms]
    assert -1 not in places
    assert [group_of(it) for _, it in sorted(zip(places, rooms, strict=True))] == [
        group_of(it) for it in rooms
    ]


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_each_library_has_one_home(module: Path) -> None:
    for name in imports(module):
        top = name.partition(".")[0]
        if top in HOMES:
            assert name_of(module).startswith(HOMES[top]), f"{top} in {name_of(module)}"
        else:
            known = top in sys.stdlib_module_names or top in EVERYWHERE or top == "sitegen"
            assert known, f"{top} has no home"


def test_the_homes_are_lived_in() -> None:
    used = {name.partition(".")[0] for module in MODULES for name in imports(module)}
    assert set(HOMES) - used == set()


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_one_place_prints_exits_and_reads_the_clock(module: Path) -> None:
    text = module.read_text("utf-8")
    if name_of(module) != "progress" and not name_of(module).startswith("cli/"):
        assert CLOCKS.search(text) is None
        assert PRINTS.search(text) is None


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_stays_small_enough_to_read(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 320


def test_the_map_names_every_module() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    modules = [name_of(module) for module in MODULES if module.stem not in {"__init__", "__main__"}]
    missing = [name for name in modules if f"`{name}.py`" not in text]
    assert missing == []


def test_the_map_names_only_what_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    paths = re.findall(r"`((?:\w+/)*\w+\.(?:py|html|toml|md))`", text)
    known = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.*") if path.is_file()}
    known |= {path.removeprefix("sitegen/") for path in known}
    known |= {path.rpartition("/")[2] for path in known}
    assert [path for path in paths if path not in known] == []
