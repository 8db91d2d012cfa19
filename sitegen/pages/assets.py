"""Static files under names that change with their content.

Files below `static/root/` are copied to the top of the site as they are (`favicon.ico`,
`.well-known/…`); every other file is published as `assets/<name>.<digest><suffix>`, and what
stylesheets refer to is rewritten.
"""

import posixpath
from collections.abc import Callable, Mapping

from msgspec import Struct

from sitegen.css.files import bare, references, rewritten
from sitegen.errors import Problem
from sitegen.model import Source
from sitegen.spelling import Names
from sitegen.statcache import digest_of
from sitegen.urls import hashed, href

ROOT = "static/root/"
STATIC = "static/"

FOLDER = "assets"


class Asset(Struct, frozen=True):
    """A static file, its output path, and for a stylesheet the hrefs of what it names."""

    source: Source
    path: str
    references: dict[str, str] = {}


def collect(
    sources: Mapping[str, Source], read: Callable[[Source], bytes], base_path: str
) -> tuple[dict[str, Asset], list[Problem]]:
    """Return the assets by name ("fonts/serif.woff2"), and problems with references."""
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
        digest = source.digest
        if name.endswith(".css"):
            css = read(source).decode("utf-8", "replace")
            for written, line, column in references(css):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), bare(written)))
                found = None if target in importers else asset(target, (*importers, name))
                if found is None:
                    problems.append(
                        Problem(
                            source.path,
                            line,
                            column,
                            f"`{written}` is not in static/"
                            if target not in importers
                            else f"`{written}` imports this stylesheet in turn",
                            near.hint(target),
                        )
                    )
                else:
                    hrefs[written] = href(base_path, found.path) + written[len(bare(written)) :]
            digest = digest_of(stylesheet(css.encode(), hrefs))
        assets[name] = Asset(source, hashed(FOLDER, name, digest), hrefs)
        return assets[name]

    for name in named:
        asset(name, (name,))
    return assets, problems


def root_files(sources: Mapping[str, Source]) -> dict[str, Source]:
    """Return the files that are published as they are, by address."""
    return {
        f"/{path.removeprefix(ROOT)}": source
        for path, source in sources.items()
        if path.startswith(ROOT)
    }


def stylesheet(css: bytes, hrefs: Mapping[str, str]) -> bytes:
    """Return a stylesheet with its references replaced, and without comments and indentation."""
    return rewritten(css.decode("utf-8", "replace"), tuple(hrefs.items())).encode()
