"""Static files under names that change with their content.

Files below `static/root/` are copied to the top of the site as they are (`favicon.ico`,
`.well-known/…`); every other file is published as `assets/<name>.<digest><suffix>`, and what
stylesheets refer to and scripts import is rewritten.
"""

import posixpath
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from sitegen.css.files import bare, references, rewritten
from sitegen.errors import Problem
from sitegen.model import Source
from sitegen.pages.typefaces import FACES, Cut, Typefaces
from sitegen.scripts import imported, joined, lean, pointed
from sitegen.spelling import Names
from sitegen.statcache import digest_of
from sitegen.theme import read_theme, theme_files
from sitegen.urls import ASSETS, hashed, href

ROOT = "static/root/"
STATIC = "static/"

REFERRING = (".css", ".js")
"""Ends of names of files that name others."""


class Asset(Struct, frozen=True):
    """A static file, its output path, and the hrefs of what a stylesheet or a script names.

    A script `is_ours` if the default theme has the very same. If all that it imports is, too, these
    `modules` are joined before it, each after what it imports, and it names none. `faces` is what a
    stylesheet says of typefaces, if it asks for them. One that is `cut` is a part of a typeface.
    """

    source: Source
    path: str
    references: dict[str, str] = {}
    is_ours: bool = False
    faces: str = ""
    cut: Cut | None = None
    modules: tuple[Source, ...] = ()


Collect = Callable[
    [Mapping[str, Source], Callable[[Source], bytes], str, Typefaces],
    tuple[Mapping[str, Asset], Iterable[Problem]],
]


def collect(
    sources: Mapping[str, Source],
    read: Callable[[Source], bytes],
    base_path: str,
    typefaces: Typefaces,
) -> tuple[dict[str, Asset], list[Problem]]:
    """Return the assets by name ("photos/desk.jpg"), and problems with references.

    Typefaces are among them if a stylesheet asks for them.
    """
    named = {
        path.removeprefix(STATIC): source
        for path, source in sources.items()
        if source.kind == "asset" and not path.startswith(ROOT)
    }
    assets: dict[str, Asset] = {}
    problems: list[Problem] = []
    near = Names(named, in_folders=True)

    def asset(name: str, importers: tuple[str, ...]) -> Asset | None:
        if name in assets or name not in named:
            return assets.get(name)
        source = named[name]
        hrefs: dict[str, str] = {}
        digest, is_ours, faces = source.digest, False, ""
        modules: tuple[Source, ...] = ()
        parts: list[Asset] = []
        if name.endswith(REFERRING):
            data = read(source)
            text = data.decode("utf-8", "replace")
            is_script = name.endswith(".js")
            is_ours = is_script and _is_ours(source)
            for written, line, column in _named(text, is_script=is_script):
                target = _target(name, written)
                found = None if target in importers else asset(target, (*importers, name))
                if found is not None:
                    parts.append(found)
                    hrefs[written] = href(base_path, found.path) + written[len(bare(written)) :]
                elif target in importers:
                    fault = f"`{written}` imports this file in turn"
                    problems.append(Problem(source.path, line, column, fault, near.hint(target)))
                elif not is_script and target != FACES:
                    fault = f"`{written}` is not in static/"
                    problems.append(Problem(source.path, line, column, fault, near.hint(target)))
            hrefs, modules = _joined(hrefs, parts, is_ours=is_ours)
            faces = "" if is_script else _faces_for(name, text, named, typefaces)
            digest = digest_of(
                script(data, hrefs, map(read, modules), is_ours=is_ours)
                if is_script
                else stylesheet(data, hrefs, faces)
            )
        path = hashed(ASSETS, name, digest)
        assets[name] = Asset(source, path, hrefs, is_ours, faces, modules=modules)
        return assets[name]

    for name in named:
        asset(name, (name,))
    if any(it.faces for it in assets.values()):
        assets |= {cut.path: _of_face(cut) for cut in typefaces.cuts}
    return assets, problems


@lru_cache(maxsize=32)
def _named(text: str, *, is_script: bool) -> tuple[tuple[str, int, int], ...]:
    return tuple(imported(text) if is_script else references(text))


def _target(name: str, written: str) -> str:
    """Return what a reference in a file names: a path below static/."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), bare(written)))


def _joined(
    hrefs: dict[str, str], imported: Sequence[Asset], *, is_ours: bool
) -> tuple[dict[str, str], tuple[Source, ...]]:
    """Return the hrefs that a script keeps, and the modules that are joined instead."""
    if not is_ours or not all(it.is_ours and not it.references for it in imported):
        return hrefs, ()
    modules = (it for asset in imported for it in (*asset.modules, asset.source))
    return {}, tuple(dict.fromkeys(modules))


def published(
    assets: Mapping[str, Asset], base_path: str, named: Container[str]
) -> dict[str, Asset]:
    """Return the assets without modules that scripts have in them, and that nobody asks for apart.

    `named` are those that templates name. A site's own files are published whatever names them, but
    for copies of ours.
    """
    inside = {module.path for it in assets.values() for module in it.modules}
    asked = {bare(it) for asset in assets.values() for it in asset.references.values()}
    return {
        name: it
        for name, it in assets.items()
        if it.source.path not in inside
        or (it.source.file and not it.is_ours)
        or name in named
        or href(base_path, it.path) in asked
    }


def _faces_for(name: str, css: str, named: Container[str], typefaces: Typefaces) -> str:
    targets = (_target(name, written) for written, _, _ in references(css))
    return typefaces.css if FACES not in named and FACES in targets else ""


def _of_face(cut: Cut) -> Asset:
    source = cut.source or Source(cut.path, "font", cut.key, "")
    return Asset(source, cut.path, cut=cut)


def root_files(sources: Mapping[str, Source]) -> dict[str, Source]:
    """Return the files that are published as they are, by address."""
    return {
        f"/{path.removeprefix(ROOT)}": source
        for path, source in sources.items()
        if path.startswith(ROOT)
    }


def stylesheet(css: bytes, hrefs: Mapping[str, str], faces: str = "") -> bytes:
    """Return a stylesheet with its references replaced, and without comments and indentation.

    What is said of `faces` stands where it imports them.
    """
    text = css.decode("utf-8", "replace")
    return rewritten(text, tuple(hrefs.items()), (FACES, faces)).encode()


def script(
    data: bytes, hrefs: Mapping[str, str], modules: Iterable[bytes] = (), *, is_ours: bool
) -> bytes:
    """Return a script with its references replaced.

    One of ours has the `modules` that it imports before it, and neither comments nor blanks.
    """
    if not hrefs and not is_ours:
        return data
    text = pointed(data.decode("utf-8", "replace"), hrefs)
    return _of_ours(text, tuple(modules)) if is_ours else text.encode()


@lru_cache(maxsize=32)
def _of_ours(text: str, modules: tuple[bytes, ...]) -> bytes:
    """Return what becomes of a script of ours: its name is made from that, and then its file."""
    return lean(joined(text, map(bytes.decode, modules))).encode()


def _is_ours(source: Source) -> bool:
    return not source.file or (
        source.path in theme_files(STATIC.rstrip("/"))
        and source.digest == digest_of(read_theme(source.path))
    )
