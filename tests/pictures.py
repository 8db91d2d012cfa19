"""Pictures drawn in code."""

import io

from PIL import Image


def picture(
    colour: tuple[int, int, int] = (40, 90, 140),
    size: tuple[int, int] = (64, 48),
    kind: str = "JPEG",
    orientation: int = 0,
) -> bytes:
    """Return the bytes of a picture of one colour."""
    image = Image.new("RGB", size, colour)
    exif = Image.Exif()
    if orientation:
        exif[274] = orientation
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif)
    return buffer.getvalue()
