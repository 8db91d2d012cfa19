"""What our sources import, read off their text: which modules and libraries shape what one makes.

A list by hand forgets the module that was split off last. Imports are absolute, begin a line and
name modules (`tests/test_architecture.py`), so that a regular expression finds them in a
thousandth of the time that importing takes.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.model import Digest
from sitegen.statcache import digest_of
from sitegen.theme import package

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LIBRARIES: dict[str, tuple[str, ...]] = {
    "PIL": ("pillow",),
    "Stemmer": ("pystemmer",),
    "anyascii": ("anyascii",),
    "babel": ("babel",),
    "brotli": ("brotli",),
    "defusedxml": ("defusedxml",),
    "feedgen": ("feedgen", "lxml", "python-dateutil", "tzdata"),
    "fontTools": ("fonttools",),
    "fontpkg_ibm_plex_sans_arabic": ("fontpkg-ibm-plex-sans-arabic", "fontpkg"),
    "fontpkg_source_sans_3": ("fontpkg-source-sans-3", "fontpkg"),
    "fontpkg_source_serif_4": ("fontpkg-source-serif-4", "fontpkg"),
    "frontmatter": ("python-frontmatter", "pyyaml"),
    "jinja2": ("jinja2", "markupsafe"),
    "lxml": ("lxml",),
    "markdown_it": ("markdown-it-py", "mdurl"),
    "markupsafe": ("markupsafe",),
    "mdit_py_plugins": ("mdit-py-plugins", "markdown-it-py", "mdurl"),
    "msgspec": ("msgspec",),
    "nh3": ("nh3",),
    "py_svg_hush": ("py-svg-hush",),
    "pyphen": ("pyphen",),
    "rapidfuzz": ("rapidfuzz",),
    "rjsmin": ("rjsmin",),
    "snowballstemmer": ("snowballstemmer",),
    "tinycss2": ("tinycss2", "webencodings"),
    "uharfbuzz": ("uharfbuzz",),
    "yaml": ("pyyaml",),
    "zoneinfo": ("tzdata",),
}
"""By the name that is imported: the distributions whose versions say what it does."""

_IMPORT = re.compile(rb"^ *(?:from|import) ([\w.]+)(?: import (\([^)]*\)|[^\n]*))?", re.MULTILINE)
_NAME = re.compile(rb"\w+")
_OURS = "sitegen"


def shaped_by(roots: Iterable[str]) -> tuple[dict[str, Digest], frozenset[str]]:
    """Return the digests of all modules that some import, by path, and the libraries of these.

    `roots` are paths below `sitegen/`; they are among what is returned.
    """
    paths: set[str] = set()
    libraries: set[str] = set()
    pending = set(roots)
    while pending:
        path = pending.pop()
        paths.add(path)
        modules, others = _imports(path)
        pending |= modules - paths
        libraries |= others
    return {path: digest_of(_sources()[path]) for path in paths}, frozenset(libraries)


def all_sources() -> dict[str, Digest]:
    """Return the digests of all our sources, by path below `sitegen/`."""
    return {path: digest_of(data) for path, data in _sources().items()}


def versions(libraries: Iterable[str]) -> dict[str, str]:
    """Return the versions of the distributions behind some libraries, as they are imported."""
    wanted = {it for library in libraries for it in LIBRARIES[library]}
    return {name: _version(name) for name in sorted(wanted)}


@cache
def _imports(path: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the modules of ours, and the libraries, that one names.

    A sentence that looks like an import does no harm: what it names shapes nothing more.
    """
    modules = set()
    libraries = set()
    for name, names in _IMPORT.findall(_sources()[path]):
        top, _, rest = name.decode().partition(".")
        if top == _OURS:
            folder = rest.replace(".", "/")
            inside = (f"{folder}/{it.decode()}".lstrip("/") for it in _NAME.findall(names))
            modules |= {f"{it}.py" for it in (folder, *inside)} & _sources().keys()
        elif top in LIBRARIES:
            libraries.add(top)
    return frozenset(modules), frozenset(libraries)


@cache
def _version(distribution: str) -> str:
    found = _installed().get(distribution)
    if found is None:
        # It is slow, and knows all the other ways of installing something.
        from importlib.metadata import version  # noqa: PLC0415

        return version(distribution)
    return found


@cache
def _installed() -> dict[str, str]:
    """Return the versions of distributions as the names of their folders tell them.

    The first in the search path is the one that is imported.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                if entry.name.endswith(_ABOUT):
                    name, _, version = entry.name.removesuffix(_ABOUT).partition("-")
                    found.setdefault(re.sub(r"[._]+", "-", name).lower(), version)
    return found


_ABOUT = ".dist-info"


@cache
def _sources() -> dict[str, bytes]:
    return dict(_below(package(), ""))


def _below(place: "Traversable", path: str) -> Iterator[tuple[str, bytes]]:
    if isinstance(place, Path):
        yield from _in_folder(str(place), path)
        return
    for entry in place.iterdir():
        if entry.name.endswith(".py"):
            yield f"{path}{entry.name}", entry.read_bytes()
        elif entry.is_dir():
            yield from _below(entry, f"{path}{entry.name}/")


def _in_folder(folder: str, path: str) -> Iterator[tuple[str, bytes]]:
    """Yield what `_below` yields, of a folder: for it that takes a third of the time."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                with FileIO(entry.path) as file:
                    yield f"{path}{entry.name}", file.read()
            elif entry.is_dir():
                yield from _in_folder(entry.path, f"{path}{entry.name}/")
