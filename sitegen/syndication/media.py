"""The media types of the site's files."""

from mimetypes import MimeTypes
from posixpath import basename

from sitegen.syndication.served import TYPES

_KNOWN = MimeTypes()
"""Those of Python, and not of the machine: they are the same everywhere."""

_NEWER = {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
_TEXTS = ("text/", "application/json", "application/xml", "application/manifest+json")


def media_type(path: str) -> str:
    """Return the media type of a file, with its charset if it is a text."""
    if basename(path) in TYPES:
        return TYPES[basename(path)]
    suffix = path[path.rfind(".") :].lower()
    found = _NEWER.get(suffix) or _KNOWN.guess_type(f"a{suffix}")[0]
    if found is None:
        return "text/plain; charset=utf-8" if basename(path)[:1] in "_." else BYTES
    return f"{found}; charset=utf-8" if found.startswith(_TEXTS) else found


BYTES = "application/octet-stream"
