"""Which kinds of pictures this machine's Pillow can read and write: some builds of it lack some."""

from PIL import features

NEEDED = {
    "jpg": "JPEG",
    "zlib": "PNG",
    "webp": "WebP",
    "avif": "AVIF",
    "littlecms2": "colour profiles",
}
"""Names of Pillow's features, and what they are for."""


def missing() -> tuple[str, ...]:
    """Return what cannot be read or written here."""
    return tuple(called for name, called in NEEDED.items() if not features.check(name))
