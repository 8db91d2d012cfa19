"""The icons of a site that has none of its own: the first letter of its title, drawn."""

from collections.abc import Container, Iterator
from typing import NamedTuple

from msgspec import Struct

from sitegen.css.palette import Palette
from sitegen.typefaces.faces import Face
from sitegen.typefaces.shipped import DRAWING, is_surely_drawn

DRAWING_OF_OWN = "/favicon.svg"
"""The address of an icon that a newsroom drew itself; browsers and systems then show that."""


class Icon(Struct, frozen=True):
    """How an icon is drawn: a letter in a face, or a plain ring without one.

    `size` is in pixels. What systems cut to a shape of theirs fills its whole square, and what it
    shows stands within the middle `share` of that. Colours are as CSS writes them.
    """

    letter: str
    face: Face | None
    size: int
    share: float
    is_cut: bool
    ground: str
    ink: str


class _File(NamedTuple):
    path: str
    size: int
    share: float
    is_cut: bool


MASKABLE = "icon-maskable-512.png"
LARGEST = "icon-512.png"
FILES = (
    _File("favicon.ico", 48, 0.68, is_cut=False),
    _File("apple-touch-icon.png", 180, 0.58, is_cut=True),
    _File("icon-192.png", 192, 0.64, is_cut=False),
    _File(LARGEST, 512, 0.64, is_cut=False),
    # Within a circle of 0.8 of the width, whatever the system's shape (W3C, Web App Manifest).
    _File(MASKABLE, 512, 0.46, is_cut=True),
)
"""By path, at the top of the site: browsers ask for the first two by these names."""

_ARTICLES = {
    "de": ("der", "die", "das"),
    "en": ("the", "a", "an"),
    "es": ("el", "la", "los", "las"),
    "fr": ("le", "la", "les"),
    "it": ("il", "lo", "la", "i", "gli", "le"),
    "pt": ("o", "a", "os", "as"),
}
"""Words by which nobody tells one paper from another."""


def letter_of(title: str, language: str) -> str:
    """Return the letter that stands for a title; empty if there is none."""
    words = title.split()
    articles = _ARTICLES.get(language.partition("-")[0].lower(), ())
    if len(words) > 1 and words[0].casefold() in articles:
        del words[0]
    first = next((it for it in "".join(words) if it.isalnum()), "")
    turkish = language.partition("-")[0].lower() in {"tr", "az"}
    return "İ" if turkish and first == "i" else first.upper()[:1]


def icons(
    title: str, language: str, palette: Palette, taken: Container[str]
) -> Iterator[tuple[str, Icon]]:
    """Yield the path of each icon, and how it is drawn; none whose address is `taken`."""
    letter = letter_of(title, language)
    face = _face_for(letter)
    for path, size, share, is_cut in FILES:
        if f"/{path}" not in taken:
            ground, ink = palette.accent[0], palette.paper[0]
            yield path, Icon(letter if face else "", face, size, share, is_cut, ground, ink)


def _face_for(letter: str) -> Face | None:
    serif, arabic = DRAWING
    if letter and is_surely_drawn(letter):
        return serif
    return arabic if "\u0620" <= letter <= "\u064a" else None
