"""The fonts that come with sitegen, as files, and as one face each to draw with."""

from functools import cache
from importlib.resources import files

from sitegen.typefaces.faces import SHIPPED, Face
from sitegen.typefaces.parts import LATIN, PARTS

DRAWING = tuple(face for face in SHIPPED if face.name in {"serif-bold", "arabic-bold"})
"""What social cards are drawn with."""

SURE = (
    *PARTS[LATIN],
    *((0x100, 0x12B), (0x12E, 0x131), (0x134, 0x137), (0x139, 0x148), (0x14A, 0x165)),
    *((0x168, 0x17E), (0x218, 0x21B)),
    *((0x401, 0x40C), (0x40E, 0x44F), (0x451, 0x45C), (0x45E, 0x45F), (0x490, 0x491)),
)
"""Characters that the first of these surely has: most headlines hold no other."""


def is_surely_drawn(text: str) -> bool:
    """Say whether a text can be drawn, as far as that is known without opening a font."""
    return all(any(a <= ord(it) <= b for a, b in SURE) for it in text)


@cache
def font_bytes(package: str, file: str) -> bytes:
    """Return a font of a package: some faces are cut from the same, each in several parts."""
    return (files(package) / "files" / file).read_bytes()


@cache
def drawing_font(face: Face) -> bytes:
    """Return a face as a font of its own, as it is in its largest size."""
    from sitegen.typefaces.cutting import pinned  # noqa: PLC0415 - few builds draw

    places = {axis: most for axis, _, most in face.axes}
    data = font_bytes(face.package, face.file)
    return pinned(data, places) if places else data
