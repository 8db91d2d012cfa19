"""Whether an output holds what it should: pages by kind, words of articles, links that lead on."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from defusedxml.ElementTree import parse

from tests.benchmarks.articles import value_of
from tests.benchmarks.newspaper import ADDRESS, ITEMS, PAGES, SECTIONS

READ = 20
"""Articles of which every word is looked for, in their pages; as many in feeds."""

FOLLOWED = 300
"""Pages of which every link is followed, besides those that begin a listing."""

SHOWN = 5
"""Faults of a kind that are told."""

_TERMS = ("authors", "countries", "tags")
_NO_TEXT = re.compile(r"\]\([^)]*\)|^::: *\w*|\[\^\d+\]:?", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_HIDDEN = re.compile(r"<(script|style|head)\b.*?</\1>|<[^>]*>", re.DOTALL)
_LINK = re.compile(r"""<[^>]*?\s(?:href|src)=["']([^"']*)["']""")
_LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")
_ID = re.compile(r"""\sid=["']([^"']*)["']""")


class Promise(NamedTuple):
    """What a program's output must hold.

    `pages(n)` is how many pages a listing of n stories has, `kinds` are the kinds of listings
    besides sections. Links to a place within a page are followed if `anchors`.
    """

    pages: Callable[[int], int]
    kinds: tuple[str, ...] = _TERMS
    anchors: bool = True


class Census(NamedTuple):
    """What an output folder holds; `size` in bytes."""

    pages: int
    files: int
    size: int


def census(public: Path) -> Census:
    """Count the files of an output folder."""
    files = [it for it in public.rglob("*") if it.is_file()]
    pages = sum(1 for it in files if it.suffix == ".html")
    return Census(pages, len(files), sum(it.stat().st_size for it in files))


def lacking(public: Path, files: Sequence[Path], promise: Promise) -> list[str]:
    """Return what an output folder holds too much or too little of, a line each; none is right.

    `files` are the articles of `write_site`, oldest first.
    """
    rng = Random(len(files))  # noqa: S311 - repeatable is all it must be
    faults = [*_miscounted(public, files, promise)]
    for file in rng.sample(files, min(READ, len(files))):
        faults += _unread(page_of(public, file), _words(file))
    newest = files[-ITEMS:]
    texts = _items(public / "feed.xml")
    for file in rng.sample(newest, min(READ, len(newest))):
        section = value_of(file.read_text("utf-8"), "section")
        for feed, told in (("", texts), (section, _items(public / section / "feed.xml"))):
            if missing := _words(file) - told.get(address_of(file), set()):
                faults.append(f"{feed}/feed.xml lacks {_few(missing)} of {file.name}")
    return [*faults, *_dead(public, rng, promise)]


def address_of(file: Path) -> str:
    """Return the address of an article: "/2016/01/name/"."""
    return "/{}/{}/{}/".format(*file.with_suffix("").parts[-3:])


def page_of(public: Path, file: Path) -> Path:
    """Return the page of an article in an output folder."""
    return public / address_of(file)[1:] / "index.html"


def _miscounted(public: Path, files: Sequence[Path], promise: Promise) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for file in files:
        text = file.read_text("utf-8")
        counts[value_of(text, "section")] += 1
        for kind in promise.kinds:
            names = value_of(text, kind).strip("[]").lower().split(", ")
            counts.update(f"{kind}/{name}" for name in names)
    feeds = {"": len(files)} | {it: count for it, count in counts.items() if "/" not in it}
    places = ("index.html", *(f"{it.lower().replace(' ', '-')}/index.html" for it in PAGES))
    wanted = {
        "articles": len(files),
        "the front page and pages of the newsroom": len(places),
        **{f"pages of {it}": promise.pages(count) for it, count in counts.items()},
        **{f"items of {it or 'site'}": min(ITEMS, count) for it, count in feeds.items()},
        "articles in sitemaps": len(files),
    }
    held = {
        "articles": sum(1 for _ in public.glob("[0-9]*/[0-9]*/*/index.html")),
        "the front page and pages of the newsroom": sum((public / it).exists() for it in places),
        **{f"pages of {it}": _pages_in(public / it) for it in counts},
        **{f"items of {it or 'site'}": len(_items(public / it / "feed.xml")) for it in feeds},
        "articles in sitemaps": len({*_mapped(public)} & {address_of(it) for it in files}),
    }
    for what, count in wanted.items():
        if held[what] != count:
            yield f"{what}: {held[what]}, not {count}"


def _pages_in(listing: Path) -> int:
    first = (listing / "index.html").exists()
    return first + sum(1 for _ in listing.glob("page/*/index.html"))


def _mapped(public: Path, sitemap: str = "/sitemap.xml") -> Iterator[str]:
    """Yield the addresses in a sitemap, and in those that it lists."""
    file = public / sitemap[1:]
    for address in _LOCATION.findall(file.read_text("utf-8")) if file.exists() else ():
        path = urlsplit(unescape(address)).path
        yield path
        if path.endswith(".xml"):
            yield from _mapped(public, path)


@cache
def _words(file: Path) -> frozenset[str]:
    """Return the words of an article's body, as its editor wrote them."""
    body = file.read_text("utf-8").split("\n---\n", 1)[1]
    return frozenset(_WORD.findall(_NO_TEXT.sub(" ", body)))


def _told(html: str) -> set[str]:
    return set(_WORD.findall(unescape(_HIDDEN.sub(" ", html))))


def _unread(page: Path, words: frozenset[str]) -> Iterator[str]:
    if not page.exists():
        yield f"{page} is missing"
    elif missing := words - _told(page.read_text("utf-8")):
        yield f"{page} lacks {_few(missing)}"


def _items(feed: Path) -> dict[str, set[str]]:
    """Return the words of a feed's items by the addresses of their stories."""
    if not feed.exists():
        return {}
    return {
        urlsplit(str(item.findtext("link"))).path: _told(" ".join(item.itertext()))
        for item in parse(feed).iter("item")
    }


def _dead(public: Path, rng: Random, promise: Promise) -> list[str]:
    """Return the links that lead nowhere, in the pages that begin a listing and some others."""
    pages = sorted(it.relative_to(public).as_posix() for it in public.rglob("index.html"))
    folders = ("", *(it.lower() for it in SECTIONS), *promise.kinds)
    first = {f"{it}/index.html".lstrip("/") for it in folders} & set(pages)
    chosen = sorted({*first, *rng.sample(pages, min(FOLLOWED, len(pages)))})

    @cache
    def ids(path: str) -> frozenset[str] | None:
        file = public / unquote(path[1:])
        file = file / "index.html" if path.endswith("/") else file
        if not file.is_file():
            return None
        return frozenset(_ID.findall(file.read_text("utf-8")) if file.suffix == ".html" else ())

    dead = []
    for page in chosen:
        here = urljoin(ADDRESS, page.removesuffix("index.html"))
        for link in sorted(set(_LINK.findall((public / page).read_text("utf-8")))):
            to = urlsplit(urljoin(here, unescape(link)))
            if to.netloc != urlsplit(ADDRESS).netloc:
                continue
            known = ids(to.path)
            anchor = unquote(to.fragment) if promise.anchors else ""
            if known is None or (anchor and anchor not in known):
                dead.append(f"{page} links to {link}, which is nowhere")
    return dead if len(dead) <= SHOWN else [*dead[:SHOWN], f"... and {len(dead) - SHOWN} more"]


def _few(words: set[str] | frozenset[str]) -> str:
    return f"{len(words)} words ({', '.join(sorted(words)[:SHOWN])})"
