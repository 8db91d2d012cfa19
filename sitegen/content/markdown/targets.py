"""What the target of a link or a picture may be: on the web, on this site, or wrong."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from markdown_it.common.normalize_url import normalizeLink

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Browsers drop these before they look for a scheme.
_INVISIBLE = re.compile(r"[\x00-\x20\x7f]+")
_HOST = re.compile(r"(?:\w[\w-]*(?:\.\w[\w-]*)*\.?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)
_ENCODED = re.compile(r"https?://[a-z0-9.-]+(?:[/?#][\w/?#.:=&;,+~-]*)?", re.ASCII)
"""Most addresses: there is nothing in them to encode."""

_PLAIN = re.compile(
    r"(https?)://[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*(?:/[\w/?#.=:&;,+~-]*)?", re.ASCII
)
"""Most of them again, as `urlsplit` would find: there is nothing to refuse in these."""

_NEVER = re.compile(r"[\s\x00-\x1f\x7f<>\"\\]")
"""What no address holds, since it would not stay as it is."""

_PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*([^\s)]+)[^)]*\)")
"""A picture as Markdown has it."""

LONGEST = 2048
"""Characters of an address: what every browser takes."""

_IN_SHORT = re.compile(r"//[\w-]+\.[\w.-]*\w(?:[:/?#]|$)")
"""An address whose scheme is that of the page, as older sites write it; no path of two slashes."""

SECURE = frozenset({"https"})
WEB = frozenset({"http", "https"})
LINKS = WEB | {"mailto", "tel"}


class Web(NamedTuple):
    """An address that stands in the page as it is here: encoded."""

    url: str


class Local(NamedTuple):
    """Something of this site, decoded: path, slug or address, and what stands behind the `#`."""

    target: str
    anchor: str


class Wrong(NamedTuple):
    """A target that must not be published, why, and what to do."""

    message: str
    hint: str


def decoded(target: str) -> str:
    """Return a target without percent signs, in NFC."""
    return normalize("NFC", unquote(target) if "%" in target else target)


def anchor_name(written: str) -> str:
    """Return what an anchor is called here: no id holds blanks, though `name` of old pages may."""
    return "-".join(written.split())


@lru_cache(1024)
def link_target(written: str) -> Web | Local | Wrong:
    """Return what the target of a link means. `written` has no Markdown escapes any more."""
    if len(written) > LONGEST:
        return _too_long(written)
    if _IN_SHORT.match(written):
        written = f"https:{written}"
    address = _INVISIBLE.sub("", written).replace("\\", "/")
    if scheme := _SCHEME.match(address):
        name = scheme[1].lower()
        if name not in LINKS:
            return Wrong(
                f"a link cannot use `{name}:`", "use https:, http:, mailto:, tel: or a path"
            )
        url = written if _ENCODED.fullmatch(written) else normalizeLink(written)
        return web_address(url, LINKS, written) or Web(url)
    if address.startswith("//"):
        return Wrong(f"`{written}` has no scheme", "write https://… or, for a page here, one slash")
    path, _, behind = written.partition("#")
    anchor = anchor_name(decoded(behind))
    if not path and not anchor:
        return Wrong("the link leads nowhere", "name a path, a slug, an address or an #anchor")
    return Local(decoded(path), anchor)


def _too_long(address: str) -> Wrong:
    return Wrong(
        f"the address `{address[:40]}…` has {len(address):,} characters",
        f"{LONGEST:,} is the most that every browser takes",
    )


def picture_path(written: str) -> str | Wrong:
    """Return the decoded path of a picture."""
    if len(written) > LONGEST:
        return _too_long(written)
    if markdown := _PICTURE.fullmatch(written):
        alt = f", and `alt: {markdown[1]}` below it" if markdown[1] else ""
        return Wrong("a block names a file, and holds no Markdown", f"write `{markdown[2]}`{alt}")
    address = _INVISIBLE.sub("", written).replace("\\", "/")
    if _SCHEME.match(address) or address.startswith("//"):
        return Wrong(
            f"`{written}` is not a file: pictures are files of the site",
            "put the picture beside the article or into content/images/",
        )
    if not address:
        return Wrong("the picture names no file", "write ![what it shows](photo.jpg)")
    return decoded(written)


def table_path(written: str) -> str | Wrong:
    """Return the decoded path of a table."""
    address = _INVISIBLE.sub("", written).replace("\\", "/")
    if len(written) > LONGEST:
        return _too_long(written)
    if _SCHEME.match(address) or address.startswith("//"):
        return Wrong(
            f"`{written}` is not a file: tables are files of the site",
            "save it as CSV beside the article or into content/data/",
        )
    if not address.lower().endswith(".csv"):
        return Wrong(f"`{written}` is no CSV file", "save the table as CSV")
    return decoded(written)


def lies_elsewhere(written: str) -> tuple[str, str]:
    """Return what to say of a picture on another site, and what to do about it."""
    message = f"the picture `{written}` lies elsewhere: readers see a link to it"
    return message, "save it beside the article, and name the file"


def name_of(address: str) -> str:
    """Return the name of a file at an address, or the address."""
    return address.partition("?")[0].rstrip("/").rpartition("/")[2] or address


def web_address(url: str, schemes: Collection[str], written: str = "") -> Wrong | None:
    """Return what is wrong with an address that becomes a link as it stands; none is fine.

    Messages show it as it was `written`, if that is not the same.
    """
    shown = written or url
    plain = _PLAIN.fullmatch(url)
    if not url or (plain and plain[1] in schemes and len(url) <= LONGEST):
        return None
    if len(url) > LONGEST:
        return _too_long(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in WEB - set(schemes):
        hint = f"write `https:{url.partition(':')[2]}`"
        return Wrong(f"`{shown}` must begin with https://", hint)
    if parts.scheme in WEB and not parts.netloc:
        return Wrong(f"`{shown}` names no host", "write `https://host/…`")
    host = parts.scheme not in WEB or _HOST.fullmatch(parts.netloc)
    if parts.scheme in schemes and host and (parts.netloc or parts.path) and not _NEVER.search(url):
        return None
    return Wrong(f"`{shown}` is no web address", "write `https://…`")
