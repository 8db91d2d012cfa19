"""Who is told of a release once readers have it: caches in front of it, hubs of feeds, engines.

Nothing of this can fail a release, which is out already: what goes wrong is said, and that is all.
WebSub: w3.org/TR/websub, "Publishing". IndexNow: indexnow.org/documentation.
"""

import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from http.client import HTTPException
from pathlib import Path
from posixpath import basename
from shlex import split
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import msgspec

from sitegen.config import Config
from sitegen.destinations import Destination
from sitegen.publishing.release import is_page
from sitegen.syndication.servers import HIDDEN, TYPES
from sitegen.urls import NOT_FOUND, address_of, href, origin

INDEXNOW = "https://api.indexnow.org/indexnow"
"""It passes on to all engines that take part."""

MOST_ADDRESSES = 10_000
"""Addresses in one message to IndexNow."""

PATIENCE = 20
"""Seconds for an answer."""

Files = Mapping[str, str]
"""Digests by output path."""


def changed(before: Files, after: Files) -> list[str]:
    """Return the paths at which readers get something else now, sorted."""
    paths = before.keys() | after.keys()
    return sorted(it for it in paths if before.get(it) != after.get(it) and it not in HIDDEN)


def announced(
    config: Config, destination: Destination, root: Path, before: Files, after: Files
) -> Iterator[str]:
    """Tell everybody who is to be told, and yield what is to be said of that."""
    paths = changed(before, after)
    if not paths:
        return
    if destination.purge:
        yield from _purged(destination.purge, root, [_url(config, it) for it in paths])
    if config.feeds.hub:
        feeds = [_url(config, it) for it in paths if basename(it) in TYPES and it in after]
        if feeds:
            yield from _told("the hub of the feeds", partial(_ping, config.feeds.hub, feeds))
    if destination.indexnow:
        pages = [_url(config, it) for it in paths if is_page(it) and it != NOT_FOUND[1:]]
        for some in _in_batches(pages):
            yield from _told("IndexNow", partial(_index, config, destination, some))


def _purged(command: str, root: Path, urls: Sequence[str]) -> Iterator[str]:
    """Run the newsroom's command with the addresses on its input, one a line."""
    try:
        ended = subprocess.run(
            split(command),
            input="".join(f"{it}\n" for it in urls),
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    except (OSError, ValueError) as error:
        yield f"the caches were not purged: `{command}`: {error}"
        return
    if ended.returncode:
        said = (ended.stderr or ended.stdout).strip().splitlines()
        why = said[-1] if said else f"it ended with status {ended.returncode}"
        yield f"the caches were not purged: `{command}`: {why}"


def _ping(hub: str, feeds: Sequence[str]) -> None:
    fields = [("hub.mode", "publish"), *(("hub.url", it) for it in feeds)]
    _ask(Request(hub, urlencode(fields).encode()))  # noqa: S310 - the address was checked


def _index(config: Config, destination: Destination, urls: Sequence[str]) -> None:
    told = {
        "host": urlsplit(config.base_url).netloc,
        "key": destination.indexnow,
        "keyLocation": _url(config, f"{destination.indexnow}.txt"),
        "urlList": urls,
    }
    head = {"Content-Type": "application/json; charset=utf-8"}
    _ask(Request(INDEXNOW, msgspec.json.encode(told), head))


def _ask(request: Request) -> None:
    with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - as above
        answer.read(1000)


def _told(whom: str, tell: Callable[[], None]) -> Iterator[str]:
    try:
        tell()
    except HTTPError as error:
        yield f"{whom} was not told: it answers {error.code} {error.reason}"
    except (OSError, HTTPException, ValueError) as error:
        yield f"{whom} was not told: {getattr(error, 'reason', error)}"


def _in_batches(urls: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(urls), MOST_ADDRESSES):
        yield urls[at : at + MOST_ADDRESSES]


def _url(config: Config, path: str) -> str:
    return origin(config.base_url) + href(config.base_path, address_of(path))
