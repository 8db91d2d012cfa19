"""Messages to hubs of feeds and to search engines: the only place that sends any by itself.

WebSub: w3.org/TR/websub, "Publishing". IndexNow: indexnow.org/documentation.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import msgspec

INDEXNOW = "https://api.indexnow.org/indexnow"
"""It passes on to all engines that take part."""

MOST_ADDRESSES = 10_000
"""Addresses in one message to IndexNow."""

PATIENCE = 20
"""Seconds for an answer."""


def hub_told(hub: str, feeds: Sequence[str]) -> Iterator[str]:
    """Tell a hub of feeds that changed, by their URLs; yield what is to be said if it fails."""
    yield from _told("the hub of the feeds", partial(_ping, hub, feeds))


def engines_told(key: str, located: str, pages: Sequence[str]) -> Iterator[str]:
    """Tell engines of pages by their URLs; the file at `located` proves that the site is ours."""
    for at in range(0, len(pages), MOST_ADDRESSES):
        some = pages[at : at + MOST_ADDRESSES]
        yield from _told("IndexNow", partial(_index, key, located, some))


def _ping(hub: str, feeds: Sequence[str]) -> None:
    fields = [("hub.mode", "publish"), *(("hub.url", it) for it in feeds)]
    _ask(Request(hub, urlencode(fields).encode()))  # noqa: S310 - the address was checked


def _index(key: str, located: str, pages: Sequence[str]) -> None:
    told = {"host": urlsplit(located).netloc, "key": key, "keyLocation": located, "urlList": pages}
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
