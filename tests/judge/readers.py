"""Feed readers, of Debian and of npm: each shows what stands on the pages of the stories.

What readers in Python show is tested in `tests/test_readers.py`.
"""

import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import html

from tests.judge import npm

NAME = "feed readers"
NEEDS: tuple[str, ...] = ("newsboat", "sfeed", "npm")

NAMES = ("feed.xml", "atom.xml", "feed.json")
CORRECTIONS = "corrections/feed.xml"


class Shown(NamedTuple):
    """What a reader shows of an item; None where it tells of no such thing."""

    title: str
    link: str
    published: datetime
    author: str | None = None
    summary: str | None = None
    picture: str | None = None
    tags: Sequence[str] | None = None


class Page(NamedTuple):
    """What the page of a story says, to people and to machines."""

    title: str
    published: datetime
    authors: tuple[str, ...]
    standfirst: str
    has_picture: bool
    anchors: frozenset[str]


def run(site: Path) -> list[str]:
    feeds = sorted(it for name in NAMES for it in site.rglob(name))
    if not feeds:
        return [f"{site} has no feeds"]
    faults = []
    for name, items_of in _readers(feeds).items():
        for feed in feeds:
            items = items_of(feed)
            if items is None:
                continue
            path = feed.relative_to(site).as_posix()
            expected = _length(feed)
            if len(items) != expected:
                faults.append(f"{name} shows {len(items)} of {expected} items of {path}")
            for item in items:
                faults += (f"{name}, {path}: {it}" for it in _faults(item, path, site))
    return faults


def _length(feed: Path) -> int:
    text = feed.read_text("utf-8")
    if feed.suffix == ".json":
        return len(json.loads(text)["items"])
    return len(re.findall(r"<(?:item|entry)>", text))


def _faults(item: Shown, path: str, site: Path) -> Iterator[str]:
    """Yield what differs from the page that an item leads to."""
    page = _page(site, item.link)
    if page is None:
        yield f"{item.link} is no page of a story"
        return
    if anchor := urlsplit(item.link).fragment:  # an update of a live page
        if anchor not in page.anchors:
            yield f"{item.link} leads to no place of its page"
    else:
        yield from _differences(item, page, path)


def _differences(item: Shown, page: Page, path: str) -> Iterator[str]:
    if item.title != page.title:
        yield f"the headline of {item.link} is {item.title!r}, and not {page.title!r}"
    if path == CORRECTIONS:
        return
    if item.published != page.published:
        yield f"{item.link} is of {item.published}, and not of {page.published}"
    # Where nobody signs, the publisher of the feed does: RFC 4287, 4.2.1.
    if item.author is not None and page.authors and not _names_all(item.author, page.authors):
        yield f"{item.link} is by {item.author!r}, and not by {page.authors}"
    if item.summary is not None and page.standfirst and item.summary != page.standfirst:
        yield f"{item.link} is told as {item.summary!r}, and not as {page.standfirst!r}"
    if item.picture is not None and bool(item.picture) != page.has_picture:
        yield f"{item.link} shows the picture {item.picture!r}"
    if item.tags is not None and len(set(item.tags)) != len(item.tags):
        yield f"{item.link} is about {item.tags}"


def _names_all(byline: str, authors: tuple[str, ...]) -> bool:
    rest = byline
    for author in authors:
        if author not in rest:
            return False
        rest = rest.replace(author, "", 1)
    return len(rest) <= len(" and , ") * len(authors)


_PAGES: dict[Path, Page | None] = {}


def _page(site: Path, link: str) -> Page | None:
    """Return what the page at an address says; None if it is not that of a story."""
    path = unquote(urlsplit(link).path).strip("/")
    # A site may lie below a path of its host.
    parts = path.split("/")
    files = (site.joinpath(*parts[at:], "index.html") for at in range(len(parts)))
    file = next((it for it in files if it.is_file()), None)
    if file is None:
        return None
    if file not in _PAGES:
        tree = html.fromstring(file.read_bytes())
        told = tree.xpath('string(//script[@type="application/ld+json"])')
        graph = json.loads(told)["@graph"] if told else []
        _PAGES[file] = next((_read(it, tree) for it in graph if "headline" in it), None)
    return _PAGES[file]


SOFT_HYPHEN = "\u00ad"
"""Where a page may part a long word: no feed has one."""


def _read(article: Mapping[str, Any], tree: Any) -> Page:
    standfirst = tree.xpath('string(//header[h1]/following-sibling::p[@class="dek"])')
    # Of a story that was taken back, its notice is told.
    standfirst = tree.xpath('string(//div[@class="retraction"]/p[2])') or standfirst
    return Page(
        title=article["headline"],
        published=datetime.fromisoformat(article["datePublished"]),
        authors=tuple(it["name"] for it in article.get("author", ())),
        standfirst=" ".join(standfirst.replace(SOFT_HYPHEN, "").split()),
        has_picture=any(not it["url"].endswith(".svg") for it in article.get("image", ())),
        anchors=frozenset(tree.xpath("//@id")),
    )


# Readers ------------------------------------------------------------------------------------

Read = Callable[[Path], list[Shown] | None]
"""Return the items of a feed; None if the reader does not know its format."""


def _readers(feeds: Sequence[Path]) -> dict[str, Read]:
    return {"newsboat": _newsboat, "sfeed": _sfeed, **_from_npm(feeds)}


def _newsboat(feed: Path) -> list[Shown] | None:
    """Newsboat takes items of one id for one item: each feed has a cache of its own."""
    if feed.suffix == ".json":
        return None
    with TemporaryDirectory(prefix="sitegen-newsboat-") as folder:
        home = Path(folder)
        (home / "urls").write_text(f"{feed.as_uri()}\n", "utf-8")
        (home / "config").touch()
        places = ["-u", home / "urls", "-c", home / "cache", "-C", home / "config"]
        subprocess.run(
            ["newsboat", *map(str, places), "--execute=reload"],
            env={**os.environ, "HOME": folder},
            capture_output=True,
            check=True,
        )
        query = "SELECT title, url, pubDate, author, content FROM rss_item"
        with sqlite3.connect(home / "cache") as cache:
            rows = cache.execute(query).fetchall()
        cache.close()
    headlines = not _has_text(feed)
    return [
        Shown(
            title=title,
            link=url,
            published=datetime.fromtimestamp(moment, UTC),
            author=author,
            summary=_words(content) if headlines else None,
        )
        for title, url, moment, author, content in rows
    ]


def _sfeed(feed: Path) -> list[Shown] | None:
    if feed.suffix == ".json":
        return None
    with feed.open("rb") as data:
        done = subprocess.run(["sfeed"], stdin=data, capture_output=True, check=True)
    headlines = not _has_text(feed)
    items = []
    for line in done.stdout.decode().splitlines():
        moment, title, link, content, _type, _id, author, _enclosure, tags = line.split("\t")
        content = content.replace(r"\n", "\n").replace(r"\t", "\t").replace("\\\\", "\\")
        items.append(
            Shown(
                title=title,
                link=link,
                published=datetime.fromtimestamp(int(moment), UTC),
                author=author,
                summary=_words(content) if headlines else None,
                tags=tags.split("|"),
            )
        )
    return items


def _has_text(feed: Path) -> bool:
    return any(it in feed.read_text("utf-8") for it in ("<content:encoded>", "<content type="))


def _from_npm(feeds: Sequence[Path]) -> dict[str, Read]:
    script = Path(__file__).with_suffix(".mjs")
    command = ["node", str(script), str(npm.installed()), *map(str, feeds)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    found: dict[str, dict[str, list[dict[str, Any]] | None]] = json.loads(done.stdout)

    def reader(shown: Mapping[str, list[dict[str, Any]] | None]) -> Read:
        def read(feed: Path) -> list[Shown] | None:
            items = shown[str(feed)]
            return None if items is None else [_item(it) for it in items]

        return read

    return {name: reader(shown) for name, shown in found.items()}


def _item(item: Mapping[str, Any]) -> Shown:
    summary = item.get("summary")
    return Shown(
        title=item["title"],
        link=item["link"],
        published=_moment(item["published"]),
        author=item.get("author") or "",
        summary=summary if summary is None or item.get("isText") else _words(summary),
        picture=item.get("picture"),
        tags=item.get("tags"),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)


def _words(content: str) -> str:
    return " ".join(html.fragment_fromstring(content, create_parent="div").text_content().split())
