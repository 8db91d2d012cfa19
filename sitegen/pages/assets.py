"""Static files under names that change with their content.

Files below `static/root/` are copied to the top of the site as they are (`favicon.ico`,
`.well-known/…`); every other file is published as `assets/<name>.<digest><suffix>`, and what
stylesheets refer to is rewritten. The home of tinycss2.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import tinycss2
from msgspec import Struct

from sitegen.errors import Problem
from sitegen.model import Source
from sitegen.spelling import Names
from sitegen.statcache import digest_of
from sitegen.urls import hashed, href

ROOT = "static/root/"
STATIC = "static/"
_BREAKS = frozenset({"{} block"})
"""Where white space means nothing; nor does it beside a semicolon."""

FOLDER = "assets"
REMEMBERED = 64
"""How many stylesheets are kept: each is asked for when it gets its name and when it is written."""

_NAMES_FILES = re.compile(r"url\(|@import|image-set\(", re.IGNORECASE)
_OF_FILES = frozenset({"url", "image-set", "-webkit-image-set"})
"""Functions of CSS whose texts name files."""

_ELSEWHERE = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


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
        references: dict[str, str] = {}
        digest = source.digest
        if name.endswith(".css"):
            css = read(source).decode("utf-8", "replace")
            for written, line, column in _references(css):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), _bare(written)))
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
                    references[written] = (
                        href(base_path, found.path) + written[len(_bare(written)) :]
                    )
            digest = digest_of(stylesheet(css.encode(), references))
        assets[name] = Asset(source, hashed(FOLDER, name, digest), references)
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


def stylesheet(css: bytes, references: Mapping[str, str]) -> bytes:
    """Return a stylesheet with its references replaced, and without comments and indentation."""
    return _rewritten(css.decode("utf-8", "replace"), tuple(references.items())).encode()


def _bare(reference: str) -> str:
    return reference.partition("#")[0].partition("?")[0]


@lru_cache(REMEMBERED)
def _references(css: str) -> tuple[tuple[str, int, int], ...]:
    """Return (reference, line, column) of what lies on this site: no scheme, no leading slash."""
    if not _NAMES_FILES.search(css):
        return ()
    return tuple(
        (token.value, token.source_line, token.source_column)
        for token in _tokens(_parsed(css))
        if _bare(token.value) and not _ELSEWHERE.match(token.value)
    )


@lru_cache(REMEMBERED)
def _rewritten(css: str, references: tuple[tuple[str, str], ...]) -> str:
    nodes, hrefs = _parsed(css), dict(references)
    for token in _tokens(nodes):
        if token.value in hrefs:
            token.value = hrefs[token.value]
            token.representation = (
                f'"{token.value}"' if token.type == "string" else f'url("{token.value}")'
            )
    return str(tinycss2.serialize(list(_dense(nodes))))


def _dense(nodes: list[Any]) -> Iterator[Any]:
    """Yield nodes without comments, and without white space where it means nothing.

    Between two values it does: within rules it is kept, as one space.
    """
    kept = [node for node in nodes if node.type != "comment"]
    for at, node in enumerate(kept):
        if node.type == "whitespace":
            beside = (kept[at - 1] if at else None, kept[at + 1] if at + 1 < len(kept) else None)
            if any(it is None or it.type in _BREAKS or it == ";" for it in beside):
                continue
            node.value = " "
        if node.type in {"{} block", "() block", "[] block"}:
            node.content = list(_dense(node.content))
        yield node


def _parsed(css: str) -> list[Any]:
    return list(tinycss2.parse_component_value_list(css))


def _tokens(nodes: list[Any]) -> Iterator[Any]:
    """Yield the tokens that name a file: in `url(…)`, `image-set(…)` and behind `@import`."""
    importing = False
    for node in nodes:
        if node.type == "at-keyword":
            importing = node.lower_value == "import"
        elif node.type == "url" or (node.type == "string" and importing):
            yield node
        elif node.type == "function" and node.lower_name in _OF_FILES:
            yield from (child for child in node.arguments if child.type == "string")
        elif node.type == "literal" and node.value == ";":
            importing = False
        if node.type != "function" or node.lower_name != "url":
            yield from _tokens(getattr(node, "content", None) or getattr(node, "arguments", []))
