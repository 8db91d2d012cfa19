"""The map of our modules: rooms in the order of imports. `make map` prints it.

What lies in one group may import from groups before it and from its own, never from later ones;
`tests/test_architecture.py` holds the sources to that.
"""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sitegen"
MODULES = sorted(PACKAGE.rglob("*.py"))

# From leaves to the top.
GROUPS = [
    ["characters", "atomic"],
    ["errors", "refusals", "spelling"],
    ["field_types", "chart_ref", "map_ref"],
    ["transparency"],
    ["field_values"],
    ["happenings"],
    ["model"],
    [
        "installed",
        "theme",
        "languages",
        "dates",
        "conjunctions",
        "collation",
        "regions",
        "memberships",
        "transliteration",
        "urls",
        "statcache",
        "digests",
        "timestamps",
        "contrast",
        "store_faults",
        "stores",
    ],
    ["css", "scripts"],
    ["strict"],
    ["hosts"],
    ["destinations"],
    ["picture_settings", "publisher_settings", "settings", "topics", "newspaper", "config"],
    ["content"],
    ["audience"],
    ["figures"],
    ["typefaces"],
    ["pictures"],
    ["edition"],
    ["pages"],
    ["syndication"],
    ["search"],
    ["pipeline"],
    ["publishing"],
    ["checking"],
    ["desk"],
    ["scaffold", "telling", "report", "reference", "messages", "progress"],
    ["importing"],
    ["preview"],
    ["cli"],
    ["__main__", "__init__"],
]


def name_of(module: Path) -> str:
    """Return what a module is called: its path below `sitegen/` without the suffix."""
    return module.relative_to(PACKAGE).with_suffix("").as_posix()


@cache
def _tree(module: Path) -> ast.Module:
    """Return what a module says; nobody edits one while it is asked."""
    return ast.parse(module.read_text("utf-8"))


@cache
def imports(module: Path) -> tuple[str, ...]:
    """Return the dotted name of all that a module imports, wherever in it, for types as well."""
    return tuple(_imports(module))


def _imports(module: Path) -> Iterator[str]:
    pending: list[ast.AST] = [_tree(module)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names if node.module == "sitegen" else [node.module or ""]
        else:
            pending += ast.iter_child_nodes(node)


def group_of(name: str) -> int:
    """Return the number of the group that a module is in."""
    top = name.partition("/")[0]
    found = [number for number, group in enumerate(GROUPS) if top in group]
    assert found, f"{name} is in no group"
    return found[0]


def imported() -> dict[str, set[str]]:
    """Return by the name of each module those of ours that it imports."""
    names = {name_of(it).removesuffix("/__init__") for it in MODULES}
    return {
        name_of(module).removesuffix("/__init__"): {
            name
            for it in imports(module)
            if (name := it.removeprefix("sitegen.").replace(".", "/")) in names
        }
        for module in MODULES
    }


def in_order() -> list[str]:
    """Return all modules, each behind those that it imports.

    Raises `CycleError`, which names them, if some import each other.
    """
    return list(TopologicalSorter(imported()).static_order())


def summary_of(module: Path) -> str:
    """Return the first paragraph of a module's docstring, in one line."""
    told = ast.get_docstring(_tree(module)) or ""
    return " ".join(told.partition("\n\n")[0].split())


def drawn() -> Iterator[str]:
    """Yield the lines of the map: rooms from leaves to the top, each with its modules in order."""
    ordered, known = in_order(), imported()
    for number, group in enumerate(GROUPS):
        for room in group:
            inside = [it for it in ordered if it == room or it.startswith(f"{room}/")]
            from_rooms = {used.partition("/")[0] for it in inside for used in known[it]} - {room}
            earlier = [it for some in GROUPS[: number + 1] for it in some if it in from_rooms]
            later = sorted(from_rooms.difference(earlier))
            yield f"\n{room}  <- {', '.join(earlier) or 'nothing of ours'}"
            yield from (f"  and from LATER rooms: {it}" for it in later)
            for name in inside:
                file = PACKAGE / f"{name}.py"
                if file.is_file() or (file := PACKAGE / name / "__init__.py").read_bytes():
                    yield f"  {name:45} {summary_of(file)}"


if __name__ == "__main__":
    print("Each room, and from which others it imports; each module behind those that it imports.")
    print(*drawn(), sep="\n")
