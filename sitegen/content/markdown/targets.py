"""What the target of a link or a picture may be: on the web, on this site, or wrong."""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Browsers drop these before they look for a scheme.
_INVISIBLE = re.compile(r"[\x00-\x20\x7f]+")
_HOST = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_LITERAL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


class Web(NamedTuple):
    """An address that stands in the page as it is written."""

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


@lru_cache(1024)
def link_target(written: str) -> Web | Local | Wrong:
    """Return what the target of a link means. `written` has no Markdown escapes any more."""
    address = _INVISIBLE.sub("", written).replace("\\", "/")
    if scheme := _SCHEME.match(address):
        name = scheme[1].lower()
        if name not in _LITERAL_SCHEMES:
            return Wrong(
                f"a link cannot use `{name}:`", "use https:, http:, mailto:, tel: or a path"
            )
        if name.startswith("http") and not _HOST.match(address):
            return Wrong(f"`{written}` names no host", "write https://host/…")
        return Web(written)
    if address.startswith("//"):
        return Wrong(f"`{written}` has no scheme", f"write https:{address}")
    path, _, anchor = written.partition("#")
    if not path and not anchor:
        return Wrong("the link leads nowhere", "name a path, a slug, an address or an #anchor")
    return Local(decoded(path), decoded(anchor))


def picture_path(written: str) -> str | Wrong:
    """Return the decoded path of a picture."""
    address = _INVISIBLE.sub("", written).replace("\\", "/")
    if _SCHEME.match(address) or address.startswith("//"):
        return Wrong(
            f"`{written}` is not a file: pictures are files of the site",
            "put the picture beside the article or into content/images/",
        )
    if not address:
        return Wrong("the picture names no file", "write ![what it shows](photo.jpg)")
    return decoded(written)


def secure_address(written: str) -> str | Wrong:
    """Return the address of something embedded."""
    if not written.startswith("https://") or not _HOST.match(written) or " " in written:
        return Wrong(f"`{written}` is not an address", "write https://…")
    return written
