"""Slugs, addresses and output paths: with `edition/locales.py` the only place that joins them.

An *address* is a decoded path on the site that begins with a slash ("/2023/09/a-story/"); an
*href* is what stands in HTML (percent-encoded, with the base path); an *output path* is where
the bytes lie in the output folder ("2023/09/a-story/index.html").
"""

import posixpath
import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from sitegen.characters import IGNORABLE

SlugPolicy = Literal["ascii", "unicode"]

NUMBERED = re.compile(r"^(?P<listing>/.*?)page/[0-9]+/$")
LONGEST = 255
"""Bytes of a file's name, on every file system in use."""

LONGEST_PATH = 640
"""Bytes of an address. Three times as many, percent-encoded, and the host's name in front are
within the 2,048 characters that sitemaps allow; and of the 1,024 bytes that a path has on macOS
a third is left for the output folder."""

LONGEST_STEM = 200
"""Bytes of a file's name that are kept where a digest follows."""

FILES = (".html", ".htm")
"""How the last part of an address ends that names a file; any other is a folder."""

_APOSTROPHE = re.compile(
    "['\u2019\u2018\u201b\u02bc\u02bb\u02bd\u02be\u02bf\u02b9\u2032\xb4\u055a\u05f3\uff07\ua78c]"
    r"|(?<=[^\W\d_])[`\u05f4](?=[^\W\d_])"
)
"""Apostrophes, and what is typed or set for one; two of them mean something else at the edge."""

_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_PLAINLY_CLEAN = re.compile(r"/(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?", re.ASCII)
_DEVICE = r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])"
_REFUSED = re.compile(
    rf"{_DEVICE}[ ]*(?:\..*)?|.*[<>:\"|?*\\\x00-\x1f].*|.*[ .]", re.IGNORECASE | re.DOTALL
)
_SUSPECT = re.compile(
    r"(?:^|/)(?:con|prn|aux|nul|com|lpt)|[<>:\"|?*\\\x00-\x1f]|[ .](?:/|$)", re.IGNORECASE
)
_IS_A_NAME = re.compile(r"[^/.][^/]*")
_NOTHING_TO_QUOTE = re.compile(r"[A-Za-z0-9/._#-]*")


def nfc(text: str) -> str:
    """Return the text in Unicode's composed form: the same on every file system."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65_536)
def slugify(text: str, policy: SlugPolicy, language: str = "") -> str:
    """Return what `text` becomes in an address; empty if no letter or digit is left.

    What is not seen, and apostrophes, leave no gap. `language` is a BCP 47 tag: it says how ASCII
    letters stand for others, and makes no difference where all scripts may stand.
    """
    if text.isascii():  # the same, without a look at each character
        return _NOT_ASCII_WORD.sub("-", _APOSTROPHE.sub("", text).lower()).strip("-")
    text = _APOSTROPHE.sub("", IGNORABLE.sub("", nfc(text)))
    if policy == "ascii":
        # Its tables take longer than looking for edits does.
        from sitegen.transliteration import to_ascii  # noqa: PLC0415

        latin = to_ascii(text, language).replace("'", "")
        return _NOT_ASCII_WORD.sub("-", latin).strip("-")
    lower = text.lower().replace("i\u0307", "i")  # what Python makes of the Turkish capital
    kept = [char if is_of_words(char) else "-" for char in lower]
    return re.sub("-+", "-", nfc("".join(kept))).strip("-")


def is_of_words(char: str) -> bool:
    """Say whether a character is a letter, a number or a mark of any script."""
    return unicodedata.category(char)[0] in "LNM"


def slug_of_file(path: str, policy: SlugPolicy, language: str = "") -> str:
    """Return the slug of a file: its name, or its folder's for `index.md`."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if stem == "index":
        stem = posixpath.basename(posixpath.dirname(path))
    return slugify(stem, policy, language)


# Addresses ------------------------------------------------------------------------------------
# Those of a site that is one edition: a `Locale` says where they are in each.

FRONT = "/"
ASSETS = "assets"
PICTURES = "pictures"
"""Folders of what has a digest of its content in its name."""

NOT_FOUND = "/404.html"
SEARCH = "/search/"
OVERVIEWS = {
    "section": "/sections/",
    "country": "/countries/",
    "tag": "/tags/",
    "author": "/authors/",
    "thread": "/threads/",
    "year": "/archive/",
}
OCCASIONAL = frozenset({"thread"})
"""The overviews that a site has only if it has listings of the kind."""

SITEMAP = "/sitemap.xml"
FOR_MACHINES = ("/robots.txt", "/_redirects", "/_headers", "/_nginx.conf", "/_caddy.conf")
"""What servers and programs look for at the top of a site; its own files may stand in for them."""

FEEDS = "/feeds/"
CORRECTIONS = "/corrections/"
MOST_READ = "/most-read/"
OWNERSHIP = "/ownership/"
FEED_FILES = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
"""By format: what lies in the folder of a listing."""


def article_address(pattern: str, *, slug: str, section: str, day: datetime) -> str:
    """Return the address of an article by the site's permalink pattern."""
    return pattern.format(
        slug=slug,
        section=section,
        year=f"{day.year:04}",
        month=f"{day.month:02}",
        day=f"{day.day:02}",
    )


def page_address(name: str, slug: str, policy: SlugPolicy, language: str = "") -> str:
    """Return the address of what is found by its folders: those of its file's name, then its slug.

    Pages in several languages may share a folder, so `language` is the site's.
    """
    folder = posixpath.dirname(name)
    if posixpath.basename(name) == "index":
        folder = posixpath.dirname(folder)
    folders = [slugify(name, policy, language) for name in folder.split("/")] if folder else []
    return f"/{'/'.join([*folders, slug])}/"


def numbered(address: str, number: int) -> str:
    """Return the address of a listing's numbered page."""
    return f"{address}page/{number}/"


def normalise(address: str) -> str:
    """Return an address decoded, composed, and with its trailing slash unless it names a file.

    Bytes that are not UTF-8 stay apart as surrogates, which no clean address holds.
    """
    decoded = nfc(unquote(address, errors="surrogateescape"))
    return decoded if decoded.lower().endswith(("/", *FILES)) else f"{decoded}/"


def shown(address: str) -> str:
    """Return an address as messages show it: what cannot be seen is percent-encoded."""
    return "".join(
        quote(char, errors="surrogateescape") if _is_hidden(char) else char for char in address
    )


def excess(address: str) -> str:
    """Return how an address is too long for a file's name, or for a path; empty if it is not."""
    if len(address) <= LONGEST // 4:  # a character has four bytes at most
        return ""
    whole = address.encode(errors="surrogateescape")
    if len(whole) > LONGEST_PATH:
        return f"it has {len(whole):,} bytes, more than {LONGEST_PATH}"
    longest = max(map(len, whole.split(b"/")))
    return f"a part of it has {longest} bytes, more than {LONGEST}" if longest > LONGEST else ""


def refused_name(path: str) -> str:
    """Return the part of a path that Windows cannot hold, empty if there is none.

    Whoever clones the sources there, or unpacks the site, would get neither.
    """
    if not _SUSPECT.search(path):
        return ""
    return next((part for part in path.split("/") if _REFUSED.fullmatch(part)), "")


def is_ours(address: str) -> bool:
    """Say whether an address is that of a manifest, or of another file that a build needs."""
    return folded(address).startswith("/.sitegen")


def is_clean(address: str) -> bool:
    """Say whether an address stays on the site as it is.

    No part is empty, `.` or `..`, and no character is a mark of URLs or invisible.
    """
    if _PLAINLY_CLEAN.fullmatch(address):
        return True
    if set(address) & set("\\?#") or any(map(_is_hidden, address)):
        return False
    parts = address.strip("/").split("/")
    return address == "/" or not any(part in {"", ".", ".."} for part in parts)


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char)[0] == "C"


# Output paths and hrefs -----------------------------------------------------------------------


def output_path(address: str) -> str:
    """Return where the page at `address` lies in the output folder."""
    path = address.removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def address_of(path: str) -> str:
    """Return the address of the page that lies at an output path."""
    name = path.rpartition("/")[2]
    return f"/{path.removesuffix(name) if name == 'index.html' else path}"


def folded(path: str) -> str:
    """Return what two output paths share when some file system takes them for one."""
    return nfc(nfc(path).casefold())


def hashed(folder: str, name: str, digest: bytes) -> str:
    """Return an output path that names the content: "assets/site.0a1b2c3d4e.css"."""
    above, last = posixpath.split(name)
    stem, suffix = posixpath.splitext(last)
    stem = stem.encode()[:LONGEST_STEM].decode(errors="ignore")
    return posixpath.join(folder, above, f"{stem}.{digest.hex()[:10]}{suffix}")


@lru_cache(maxsize=65_536)
def href(base_path: str, address: str) -> str:
    """Return the address as it stands in HTML: under the base path, percent-encoded.

    What stands behind a `#` stays an anchor.
    """
    path = base_path + address.removeprefix("/")
    if _NOTHING_TO_QUOTE.fullmatch(path):
        return path
    return quote(path, safe="/:@!$&'()*+,;=~-._#", errors="surrogateescape")


def base_path(base_url: str) -> str:
    """Return the path part of the base address, with a slash at both ends."""
    return unquote(urlsplit(base_url).path) or "/"


def origin(base_url: str) -> str:
    """Return scheme and host of the base address: what makes an href absolute."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}"


def within(base_url: str, address: str) -> str:
    """Return what an address names on this site; empty if it leads elsewhere, or nowhere."""
    if address.startswith(base_url):
        return f"/{address.removeprefix(base_url)}"
    return address if address.startswith("/") else ""


def beside(path: str, target: str) -> str:
    """Return the path that `target` names when written in the file `path`, both root-relative."""
    folder = path.rpartition("/")[0]
    if folder and _IS_A_NAME.fullmatch(target):  # nothing to resolve, as is nearly always so
        return f"{folder}/{target}"
    return posixpath.normpath(posixpath.join(folder, target))


def relative(path: str, written_in: str) -> str:
    """Return what names `path` in the file `written_in`, both root-relative: `beside` turned."""
    return posixpath.relpath(path, posixpath.dirname(written_in))
