"""The map holds: imports go one way, each library has one home, one place reads the clock."""

import re
import subprocess
import sys

from tests.modules import GROUPS, MODULES, ROOT, group_of, imports, in_order, name_of, summary_of

HOMES: dict[str, str | tuple[str, ...]] = {
    "anyascii": "transliteration",
    "babel": ("conjunctions", "dates", "languages"),
    "backports": "audience/logs",
    "brotli": "publishing/compressing",
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
    "obstore": ("store_faults", "stores"),
    "docutils": "importing/folders/restructured",
    "nh3": "content/markdown/html/sanitise",
    "PIL": "pictures",
    "defusedxml": "pictures",
    "distributed": "pipeline/cluster",
    "fontTools": "typefaces",
    "py_svg_hush": "pictures/svg",
    "pyphen": "pages/patterns",
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
LONGEST = 300
"""Lines of a module, at most."""
PRINTS = re.compile(r"\bprint\(|click\.echo|sys\.exit|sys\.stdout")


TOP = re.compile(
    r"(?:\.\w+|content|docs|findings|static|templates|sitegen|tests)/"
    r"|(?:\.\w+|hatch_build\.py|\.pre-commit-hooks\.yaml|[A-Z]+\.md|LICENSE|Makefile|pyproject\.toml|[\w-]+\.lock)$"
)


def test_the_top_level_has_what_belongs_there() -> None:
    command = ["git", "ls-files", "-z"]
    files = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [it for it in files.split("\0") if it and not TOP.match(it)] == []


def test_imports_go_one_way() -> None:
    wrong = [
        f"{name_of(module)} imports {name}"
        for module in MODULES
        for name in imports(module)
        if name.startswith("sitegen.")
        if group_of(name.split(".")[1]) > group_of(name_of(module))
    ]
    assert wrong == []


def test_no_modules_import_each_other() -> None:
    names = {name_of(module).removesuffix("/__init__") for module in MODULES}
    assert set(in_order()) == names


def test_a_module_says_what_it_is_for() -> None:
    silent = [
        name_of(module)
        for module in MODULES
        if module.stem != "__init__" or module.read_bytes()
        if not summary_of(module).endswith(".")
    ]
    assert silent == []


def test_the_map_has_the_rooms_in_the_order_of_imports() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("## Where things are")[2]
    rooms = [it for group in GROUPS for it in group if not it.startswith("__")]
    # A room is a folder, or a module that lies by itself.
    places = [max(table.find(f"`{it}/"), table.find(f"`{it}.py`")) for it in rooms]
    assert -1 not in places
    assert [group_of(it) for _, it in sorted(zip(places, rooms, strict=True))] == [
        group_of(it) for it in rooms
    ]


def test_each_library_has_one_home() -> None:
    known = sys.stdlib_module_names | EVERYWHERE | {"sitegen"}
    wrong = []
    for module in MODULES:
        for top in {name.partition(".")[0] for name in imports(module)}:
            if top in HOMES:
                if not name_of(module).startswith(HOMES[top]):
                    wrong.append(f"{name_of(module)} is not the home of {top}")
            elif top not in known:
                wrong.append(f"{name_of(module)} imports {top}, which has no home")
    assert wrong == []


def test_the_homes_are_lived_in() -> None:
    used = {name.partition(".")[0] for module in MODULES for name in imports(module)}
    assert set(HOMES) - used == set()


def test_one_place_prints_exits_and_reads_the_clock() -> None:
    wrong = []
    for module in MODULES:
        if name_of(module) != "progress" and not name_of(module).startswith("cli/"):
            text = module.read_text("utf-8")
            wrong += [
                (name_of(module), it) for it in (CLOCKS.search(text), PRINTS.search(text)) if it
            ]
    assert wrong == []


def test_a_module_stays_small_enough_to_read() -> None:
    lines = {name_of(module): module.read_text("utf-8").count("\n") for module in MODULES}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


def test_the_map_names_only_what_exists() -> None:
    guides = (ROOT / "ARCHITECTURE.md", *(ROOT / "docs/content/pages/developers").glob("*.md"))
    text = "\n".join(it.read_text("utf-8") for it in guides)
    paths = re.findall(r"`((?:\w+/)*\w+\.(?:py|html|toml|md))`", text)
    known = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.*") if path.is_file()}
    known |= {path.removeprefix("sitegen/") for path in known}
    known |= {path.rpartition("/")[2] for path in known}
    assert [path for path in paths if path not in known] == []
