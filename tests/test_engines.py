"""What is remembered is made anew after a change of any code that made it, however far down."""

import re
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from sitegen.pipeline import engines, fingerprint
from sitegen.pipeline import imports as module
from sitegen.pipeline.engines import PAGES, Engine
from sitegen.pipeline.imports import LIBRARIES, shaped_by, versions
from tests.modules import PACKAGE, imports
from tests.newsroom import NOW, Newsroom, article
from tests.packages import Package

ENGINES = {name: it for name, it in vars(engines).items() if isinstance(it, Engine)}


def parsed(roots: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """Return what Python's own parser says that some modules import: modules, and the rest."""
    modules: set[str] = set()
    others: set[str] = set()
    pending = list(roots)
    while pending:
        path = pending.pop()
        if path in modules:
            continue
        modules.add(path)
        for name in imports(PACKAGE / path):
            if name.partition(".")[0] != "sitegen":
                others.add(name.partition(".")[0])
                continue
            place = PACKAGE.joinpath(*name.split(".")[1:])
            if place.is_dir():
                text = (PACKAGE / path).read_text("utf-8")
                named = re.findall(rf"from {re.escape(name)} import ([\w, ]+)", text)
                inside = [it.split()[0] for line in named for it in line.split(",")]
                pending += [f"{place.relative_to(PACKAGE)}/{it}.py" for it in inside]
            else:
                pending.append(place.with_suffix(".py").relative_to(PACKAGE).as_posix())
    return {it for it in modules if (PACKAGE / it).is_file()}, others


def test_our_sources_are_looked_through_once_and_not_for_each_edit(
    newsroom: Callable[..., Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = newsroom({"content/articles/a.md": article("War")}).build()
    known = dict(fingerprint.engines())
    monkeypatch.setattr(fingerprint, "_ENGINES", {})
    monkeypatch.setattr(fingerprint, "shaped_by", lambda _: pytest.fail("looked through again"))
    fingerprint.engine.cache_clear()
    site.edit("content/articles/a.md", "War", "Peace").build()
    recalled = dict(fingerprint.engines())
    fingerprint.engine.cache_clear()
    assert recalled.items() <= known.items()
    assert PAGES in recalled


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_is_all_that_its_modules_import(name: str) -> None:
    roots = ENGINES[name].roots
    modules, others = parsed(roots)
    paths, libraries = shaped_by(roots)
    assert set(paths) == modules
    assert libraries == {it for it in others if it in LIBRARIES}
    assert others - libraries <= sys.stdlib_module_names, "a library is missing in LIBRARIES"


@pytest.mark.parametrize(
    ("name", "path", "belongs"),
    [
        ("CHECKS", "checking/spans.py", True),
        ("CHECKS", "content/markdown/prose.py", True),
        ("DOCUMENTS", "transliteration.py", True),
        ("DOCUMENTS", "strict/nodes.py", True),
        ("DRAWINGS", "pictures/bare.py", True),
        ("PAGES", "pages/filters.py", True),
        ("PAGES", "languages.py", True),
        ("SYNDICATION", "syndication/text.py", True),
        ("PROBES", "pages/plan.py", False),  # a new page makes no picture be looked into again
    ],
)
def test_where_a_module_belongs(name: str, path: str, *, belongs: bool) -> None:
    paths, _ = shaped_by(ENGINES[name].roots)
    assert (path in paths) is belongs


def test_versions_are_those_that_the_distributions_tell() -> None:
    found = versions(LIBRARIES)
    # The folder of a distribution writes `4.004` as `4.4`.
    told = {name: str(Version(version(name))) for name in found}
    assert {name: str(Version(it)) for name, it in found.items()} == told


def test_a_version_that_no_folder_tells_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    _forget_versions()
    monkeypatch.setattr(sys, "path", [])
    with monkeypatch.context() as patch:
        patch.setattr("importlib.metadata.version", lambda name: f"of {name}")
        assert versions(["msgspec"]) == {"msgspec": "of msgspec"}
    _forget_versions()


def _forget_versions() -> None:
    made_once = (module._installed, module._version)
    for it in made_once:
        it.cache_clear()


@pytest.fixture(scope="module")
def distributions() -> Mapping[str, list[str]]:
    """Return those of this environment, by what can be imported of them."""
    return packages_distributions()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_stands_for_all_distributions_that_it_needs(
    distributions: Mapping[str, list[str]], library: str
) -> None:
    if library == "zoneinfo":
        assert LIBRARIES[library] == ("tzdata",)
        return
    needed: set[str] = set()
    pending = [canonicalize_name(it) for it in distributions[library]]
    while pending:
        name = pending.pop()
        if name not in needed:
            needed.add(name)
            wanted = map(Requirement, requires(name) or ())
            here = {"extra": ""}
            pending += [
                canonicalize_name(it.name)
                for it in wanted
                if it.marker is None or it.marker.evaluate(here)
            ]
    # What only Windows or an older Python needs is not installed, and shapes nothing.
    assert set(LIBRARIES[library]) == needed
    assert versions([library]).keys() == needed


def test_the_check_has_a_new_answer_after_an_edit_of_a_module_below_it(tmp_path: Path) -> None:
    package = Package(tmp_path / "package")
    style = '[terms.Kyiv]\nvariants = ["Kiev"]\n'
    text = article("One", "The council of Kiev votes.")
    site = Newsroom(tmp_path / "site", {"content/style.toml": style, "content/articles/a.md": text})

    def said() -> str:
        ended = package.run("check", "--now", NOW, root=site.root)
        assert "Traceback" not in ended.stderr
        return ended.stderr

    assert "Kiev" in said()
    last = "return number >= 0 and end <= self._ends[number]"
    package.edit("sitegen/checking/spans.py", last, "return True")
    assert "Kiev" not in said()  # all is taken for part of a link now
