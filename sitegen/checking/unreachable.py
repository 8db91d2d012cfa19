"""Addresses in a file that open on the desk, and nowhere else, or that lead there by a detour.

They are those of this computer, of the newsroom's own network, of previews and copies of the site,
and come in when somebody copies them from the address line of a browser. What stands in code is
left alone: it is shown, and not opened. A link by `file:` is an error of builds.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address
from itertools import chain
from urllib.parse import SplitResult, parse_qs, urlsplit

from msgspec import Struct

from sitegen.content.frontmatter_scalars import body_of, written
from sitegen.content.markdown.places import Places
from sitegen.content.markdown.uncoded import uncoded
from sitegen.errors import Problem

_HERE = frozenset({"localhost", "ip6-localhost", "host.docker.internal"})
_INSIDE = (".local", ".localdomain", ".lan", ".internal", ".intranet", ".corp", ".home.arpa")
"""Ends of names that no nameserver of the public knows (RFC 6762, RFC 8375, ICANN)."""

_COPY = re.compile(
    r"(?:[\w-]+[.-])?(?:staging|stage|preview|previews|dev|test|testing|beta|draft|drafts|qa|uat)"
    r"(?:[-.][\w-]+)?"
)
"""What is put before a site's host for a copy of it: `staging.`, `new-staging.`, `dev-2.`."""

_PREVIEW = re.compile(
    r"deploy-preview-\d+--[\w-]+\.netlify\.app|[0-9a-f]{24}--[\w-]+\.netlify\.app"
    r"|[0-9a-f]{8}\.[\w-]+\.pages\.dev|[\w-]+-[a-z0-9]{9}-[\w-]+\.vercel\.app"
)
"""Previews of one change, as Netlify, Cloudflare Pages and Vercel name them: they do not stay."""

_EDITOR = re.compile(
    r"https://(?:docs\.google\.com/[a-z]+/d/[\w-]+/edit|[\w-]+\.sharepoint\.com/:[a-z]:/"
    r"|(?:www\.)?canva\.com/design/\w+/[\w-]+/edit)"
)
"""Where somebody writes, as the address line has it."""

_DETOURS = tuple(
    (re.compile(rf"https?://{host}"), key)
    for host, key in (
        (r"www\.google\.[a-z.]+/url\?", "q"),
        (r"www\.google\.[a-z.]+/url\?", "url"),
        (r"[\w.-]+\.safelinks\.protection\.outlook\.com/", "url"),
        (r"lm?\.facebook\.com/l\.php\?", "u"),
        (r"(?:www\.)?youtube\.com/redirect\?", "q"),
        (r"out\.reddit\.com/", "url"),
    )
)
"""What mails, documents and networks put before an address that is copied from them, and where it
stands in theirs."""

_DRAFTED = re.compile(r".*/9999/(?:[^/]+/)*([^/]+)/")
"""Where the preview shows a draft, which has no date yet (`field_types.UNDATED`)."""

_DESK = "/wp-admin/"
_ADDRESS = re.compile(r"https?://(?:[^\s/?#@<>\"'`]*@)?(?:\[[0-9a-f:.]+\]|[\w.-]+)", re.IGNORECASE)
_REST = re.compile(r"(?::\d+)?(?:[/?#][^\s<>\"'`)\]]*)?")
_ON_THE_WEB = "readers cannot open it: name a page on the web, or delete the link"


class Own(Struct, frozen=True):
    """What is known of the site: its address, and where else it is looked at, as site.toml says."""

    base_url: str = ""
    staging: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        return host_of(self.base_url)


def host_of(address: str) -> str:
    """Return the host of an address, in small letters; "" if it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def unreachable(text: str, own: Own) -> Iterator[Problem]:
    """Yield what is wrong with the addresses in a file's text, in order, without a path."""
    if not any(_wrong_with(address, own) for _, address in _within(text, 0, len(text))):
        return
    body, places = body_of(text), Places(text)
    keys = ((it.start, it.end) for it in written(text))
    words = ((start + body, end + body) for start, end in uncoded(text[body:]))
    found = {it for span in chain(keys, words) for it in _within(text, *span)}
    for start, address in sorted(found):
        if told := _wrong_with(address, own):
            yield Problem("", *places.at(start), *told, "warning")


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for it in _ADDRESS.finditer(text, start, end):
        rest = _REST.match(text, it.end(), end)
        yield it.start(), (it[0] + (rest[0] if rest else "")).rstrip(".,;:!?")


@lru_cache(maxsize=4096)
def _wrong_with(address: str, own: Own) -> tuple[str, str] | None:
    """Return what is wrong with an address, and what to do; None if readers can open it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:  # it is no address, and opens nowhere at all
        return None
    wrong, hint = "", _instead(parts.path)
    if host == own.host:
        wrong = "opens for who is logged in alone" if _is_of_drafts(parts) else ""
    elif is_here(host):
        wrong = "is on the computer where it was written"
    elif host and (host in map(host_of, own.staging) or _is_copy(host, own.host)):
        wrong = "is a copy of the site, and not the site"
    elif _PREVIEW.fullmatch(host):
        wrong = "is a preview, which does not stay"
    elif host and is_inside(host):
        wrong, hint = "is on a network of your own", _ON_THE_WEB
    elif _EDITOR.match(address):
        wrong = "opens for who may edit it alone"
        hint = "publish it as a page of its own and link to that, or delete the link"
    elif there := _behind(address, parts.query):
        wrong, hint = "leads there by way of somebody who counts readers", f"write `{there}`"
    return (f"`{address}` {wrong}", hint) if wrong else None


def is_here(host: str) -> bool:
    """Say whether a name is that of the very computer: RFC 6761, 6.3, and RFC 1122, 3.2.1.3."""
    if host.rstrip(".") in _HERE or host.rstrip(".").endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def is_inside(host: str) -> bool:
    """Say whether a name is known in one network alone: it has no dot, or is private."""
    host = host.rstrip(".")
    try:
        return not ip_address(host).is_global and ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(_INSIDE)


def _is_copy(host: str, own: str) -> bool:
    bare = own.removeprefix("www.")
    before = host.removesuffix(f".{bare}")
    return bool(bare) and before != host and bool(_COPY.fullmatch(before))


def _behind(address: str, query: str) -> str:
    """Return the address to which a detour leads; "" if it is none."""
    for detour, key in _DETOURS:
        told = parse_qs(query).get(key, [""])[0] if detour.match(address) else ""
        if told.startswith(("https://", "http://")):
            return told
    return ""


def _is_of_drafts(parts: SplitResult) -> bool:
    """Say whether an address of the site is one that WordPress made for editors."""
    return "preview=true" in parts.query.split("&") or parts.path.startswith(_DESK)


def _instead(path: str) -> str:
    if drafted := _DRAFTED.fullmatch(path):
        return f"write `{drafted[1]}`, by which links know it"
    if path.startswith("/") and path != "/" and not path.startswith(_DESK):
        return f"write `{path}`, its address on the site"
    return "write its address on the site, which begins with `/`, or the name of its file"
