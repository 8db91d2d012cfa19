"""The map holds: imports go one way, each library has one home, one place reads the clock."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sitegen"
MODULES = sorted(PACKAGE.rglob("*.py"))

# From leaves to the top: a group imports from groups before it, and from itself.
GROUPS = [
    ["characters"],
    ["errors", "refusals", "spelling"],
    ["field_types"],
    ["model"],
    [
        "theme",
        "languages",
        "regions",
        "transliteration",
        "urls",
        "statcache",
        "digests",
        "timestamps",
    ],
    ["css"],
    ["strict"],
    ["settings", "config"],
    ["content"],
    ["pictures"],
    ["edition"],
    ["pages"],
    ["syndication"],
    ["pipeline"],
    ["checking"],
    ["scaffold", "telling", "report", "progress"],
    ["preview"],
    ["cli"],
    ["__main__", "__init__"],
]
HOMES = {
    "anyascii": "transliteration",
    "babel": "languages",
    "click": "cli",
    "feedgen": "syndication",
    "frontmatter": "content/frontmatter",
    "jinja2": "pages",
    "lxml": "syndication",
    "markdown_it": "content/markdown",
    "markupsafe": "pages",
    "mdit_py_plugins": "content/markdown",
    "nh3": "content/markdown/html/sanitise",
    "PIL": "pictures",
    "defusedxml": "pictures",
    "fontTools": "pictures/lettering",
    "pagefind_bin": "syndication/pagefind",
    "py_svg_hush": "pictures/svg",
    "rapidfuzz": "spelling",
    "rich": "progress",
    "starlette": "preview/server",
    "tinycss2": "css",
    "tomllib": "strict/toml",
    "uvicorn": "preview/listening",
    "watchdog": "preview/watch",
    "sqlite3": "pipeline/memory/store",
    "yaml": "content/frontmatter",
}
EVERYWHERE = {"msgspec"}
CLOCKS = re.compile(r"datetime\.now|date\.today|time\.time\(|perf_counter|utcnow")
PRINTS = re.compile(r"\bprint\(|click\.echo|sys\.exit|sys\.stdout")


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).with_suffix("").as_posix()


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names if node.module == "sitegen" else [node.module or ""]


def group_of(name: str) -> int:
    top = name.partition("/")[0]
    found = [number for number, group in enumerate(GROUPS) if top in group]
    assert found, f"{name} is in no group"
    return found[0]


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_imports_go_one_way(module: Path) -> None:
    own = group_of(name_of(module))
    for name in imports(module):
        if name.startswith("sitegen.") and name != "sitegen.__version__":
            assert group_of(name.split(".")[1]) <= own, f"{name_of(module)} imports {name}"


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
