"""What an address in a log is: a story, a page, what only browsers or scanners ask for."""

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import unquote_to_bytes

NOTHING: Final = -1
FURNITURE: Final = -2
"""A stylesheet or a size of a picture: what a browser needs to show a page."""
ROBOTS: Final = -3
SCANNED: Final = -4
PAGE: Final = -5
"""A page that is no story."""
ALIAS: Final = 1 << 30
"""Added to the number of a story whose old address it is."""

_REMEMBERED = 65_536

_FURNITURE = re.compile(
    rb"/(?:assets|pictures)/.+\.[0-9a-f]{10}\.(?:css|avif|webp|jpe?g|png|gif|svg)"
)
"""Files whose names say what is in them, those of earlier builds as well."""

_SCANNED = re.compile(
    rb"\.(?:php\d?|phtml|aspx?|jspx?|cgi|env|sql|bak|ya?ml|ini|conf|log|sh|git)(?:[./~]|$)"
    rb"|/\.(?!well-known/)"
    rb"|/(?:wp-(?:admin|login|content|includes|json)|wordpress|xmlrpc|phpmyadmin|pma|cgi-bin"
    rb"|administrator|vendor|actuator|solr|jenkins|boaform|hnap1|owa|autodiscover|telescope"
    rb"|_ignition|server-status|geoserver|manager|struts|druid|swagger(?:-ui)?|graphql)(?:[/.]|$)",
    re.IGNORECASE,
)
"""Places of other systems: whoever asks for one looks for a way in."""


class Places:
    """Tells what addresses are.

    `stories` leads from each address of a story, old ones too, to that under which it counts;
    `pages` are the addresses of all other pages, and `files` those of all other files. All lie
    below `base_path`.
    """

    def __init__(
        self,
        stories: Mapping[str, str],
        pages: Iterable[str] = (),
        files: Iterable[str] = (),
        base_path: str = "/",
    ) -> None:
        self.names = tuple(dict.fromkeys(stories.values()))
        numbers = {name: number for number, name in enumerate(self.names)}
        known = {address.encode(): NOTHING for address in files}
        known |= {
            address.encode(): FURNITURE for address in files if address.lower().endswith(".css")
        }
        known |= {address.encode(): PAGE for address in pages}
        known |= {
            address.encode(errors="surrogateescape"): numbers[name]
            + (0 if address == name else ALIAS)
            for address, name in stories.items()
        }
        self._known = known
        self._below = base_path.rstrip("/").encode()
        self._seen: dict[bytes, int] = {}

    def __call__(self, target: bytes) -> int:
        """Return the number of a story in `names`, or what else an address is."""
        path = target.partition(b"?")[0]
        place = self._seen.get(path)
        if place is None:
            if len(self._seen) >= _REMEMBERED:  # who asks for anything must not fill the memory
                self._seen.clear()
            place = self._seen[path] = self._place(path)
        return place

    def _place(self, path: bytes) -> int:
        if path[:4] == b"http" and (found := re.match(rb"https?://[^/]*", path)):
            path = path[found.end() :] or b"/"
        path = unquote_to_bytes(_unescaped(path)).partition(b"#")[0]
        if path == b"/robots.txt":
            return ROBOTS
        if path.startswith(self._below + b"/"):
            own = path[len(self._below) :]
            own = own.removesuffix(b"index.html") if own.endswith(b"/index.html") else own
            for address in (own, own + b"/"):
                if address in self._known:
                    return self._known[address]
            if own == b"/robots.txt":
                return ROBOTS
            if _FURNITURE.fullmatch(own):
                return FURNITURE
        return SCANNED if _SCANNED.search(path) else NOTHING


def _unescaped(path: bytes) -> bytes:
    r"""Return a path as it was asked for: servers write bytes as `\xC3`."""
    if b"\\x" not in path:
        return path
    return re.sub(rb"\\x([0-9A-Fa-f]{2})", lambda it: bytes([int(it[1], 16)]), path)
