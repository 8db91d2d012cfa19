"""What addresses of the old site mean in the new one: stories, listings, pictures, other files."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from sitegen.importing.found import File, Found
from sitegen.importing.media import Media, below_uploads, candidates, is_picture, safe_path
from sitegen.importing.newsite import bare_host, same_host
from sitegen.importing.settle import Settled
from sitegen.urls import nfc, normalise

IMAGES = "content/images/"
AS_IS = "static/root/"
_TOPS = ("wp-content/uploads/", "static/", "assets/", "public/", "content/", "src/")
"""Folders that say nothing of a picture."""

_LISTINGS = {
    "tag": "/tag/{}/",
    "category_name": "/category/{}/",
    "author_name": "/author/{}/",
}
_ASKS = frozenset({*_LISTINGS, "p", "page_id", "post", "cat", "author", "attachment_id"}) | {
    *("s", "m", "year", "monthnum", "day", "feed", "paged", "post_type"),
}
"""What WordPress shows something else for than its front page."""

_PROXY = re.compile(r"https?://i[0-3]\.wp\.com/(?P<address>[^?#]+)")


def without_proxy(address: str) -> str:
    """Return the address that a picture has without the service which makes sizes of it."""
    found = _PROXY.match(address)
    return f"https://{found['address']}" if found else address


class Places:
    """Answers what addresses of the old site mean in the new one.

    `wanted` are files to be copied, by the path that they get; `missing` are pictures that the
    folder of uploads lacks, with the addresses under which they lay.
    """

    def __init__(self, found: Found, settled: Settled, media: Media) -> None:
        self.wanted: dict[str, str] = {}
        self.used: set[str] = set()
        self.missing: dict[str, str] = {}
        self.site = found.site.address
        self._settled = settled
        self._numbers = found.numbers
        self.media = media
        self._files = {it.key: it for it in found.files}
        self._by_address = {it.address: it for it in found.files}
        hosts = (urlsplit(it).netloc for it in (self.site, *(it.address for it in found.files)))
        self._hosts = {bare_host(it) for it in hosts}
        self._by_path = {nfc(it.path): it for it in found.files}

    # Pictures -------------------------------------------------------------------------------

    def file_of(self, address: str, key: str = "") -> File | None:
        """Return the file of the source that an address, or the number of a file, means."""
        if found := self._files.get(key):
            return found
        if not self._is_of_files(address):
            return None
        if known := self._by_address.get(address):
            return known
        path = nfc(below_uploads(address))
        known = self._by_path.get(path)
        if known is None:
            known = next(filter(None, (self._by_path.get(it) for it in candidates(path))), None)
        return known

    def picture(self, address: str, key: str = "") -> str:
        """Return what names the picture at an address in a text here; empty if it is missing."""
        address = without_proxy(address)
        known = self.file_of(address, key)
        if known is None and not self._is_of_files(address):
            self.missing.setdefault(address, "")
            return ""
        paths = [*([known.path] if known else []), below_uploads(address)]
        if known:
            self.used.update((known.key, known.path))
        for path in dict.fromkeys(paths):
            there = self.media.find(path)
            if there and is_picture(there) and (name := safe_path(there)):
                for top in _TOPS:
                    name = name.removeprefix(top)
                self.wanted.setdefault(f"{IMAGES}{name}", there)
                return name
        self.missing.setdefault(known.address if known else address, paths[0])
        return ""

    def _is_of_files(self, address: str) -> bool:
        """Say whether files of the old site lie at the host of an address."""
        try:
            host = urlsplit(address).netloc
        except ValueError:
            return False
        return not host or bare_host(host) in self._hosts

    def is_file(self, address: str) -> bool:
        """Say whether an address is that of a file which the source lists."""
        known = self.file_of(without_proxy(address))
        return known is not None and candidates(known.path)[0] in candidates(below_uploads(address))

    def served(self, address: str) -> str:
        """Return where a file of the old site is served as it is, which is where it was."""
        known = self.file_of(address)
        there = self.media.find(known.path if known else below_uploads(address))
        base = urlsplit(self.site).path.rstrip("/")
        name = safe_path(unquote(urlsplit(address).path).removeprefix(base))
        if not there or not name:
            return ""
        if known:
            self.used.update((known.key, known.path))
        self.wanted.setdefault(f"{AS_IS}{name}", there)
        return f"/{name}"

    # Links ----------------------------------------------------------------------------------

    def is_here(self, address: str) -> bool:
        """Say whether an address lies on the old site."""
        try:
            parts, base = urlsplit(address), urlsplit(self.site)
        except ValueError:
            return False
        is_base = parts.path.startswith(base.path) or not base.path
        return bool(parts.netloc) and same_host(parts.netloc, base.netloc) and is_base

    def key_of(self, address: str) -> str:
        """Return the key of the story at an address of the old site; empty if there is none."""
        parts, base = urlsplit(address), urlsplit(self.site)
        asked = parse_qs(parts.query)
        for name in ("p", "page_id", "post"):
            if (number := asked.get(name, [""])[0]) in self._settled.places:
                return number
        path = unquote(parts.path)[len(base.path.rstrip("/")) :] or "/"
        known = self._settled.by_address
        # Many hosts serve a file by its name without the ending, too.
        return known.get(normalise(path)) or known.get(f"{path.rstrip('/')}.html", "")

    def listing(self, address: str) -> str:
        """Return where a listing of the old site is now; empty if it is no more.

        What a `?` asks for of the front page, as where addresses have no names, is a listing, too.
        """
        parts, base = urlsplit(address), urlsplit(self.site).path.rstrip("/")
        path = normalise(unquote(parts.path)[len(base) :] or "/")
        if path != "/":
            return self._settled.listings.get(path, "")
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        for key, value in asked.items():
            named = _LISTINGS[key].format(value) if key in _LISTINGS else ""
            old = self._numbers.get(f"{key}={value}") or named
            if old and (here := self._settled.listings.get(normalise(old))):
                return here
        return "" if asked.keys() & _ASKS else "/"

    def attached(self, address: str) -> str:
        """Return where a file is served that a link names by its number; empty if it does not."""
        number = parse_qs(urlsplit(address).query).get("attachment_id", [""])[0]
        file = self._files.get(number)
        return self.served(file.address) if file else ""

    def path(self, key: str) -> str:
        """Return the file of a story."""
        return self._settled.places[key].path
