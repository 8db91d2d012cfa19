"""An icon, drawn: a letter on a square, or a ring where no face has the letter."""

import io

from PIL import Image, ImageDraw

from sitegen.pictures.lettering import face

_OVER = 4
"""It is drawn so many times as large, and made smaller: Pillow's shapes have hard edges."""

_CORNER = 0.2
"""The radius of a corner, as a share of the width."""

_MEASURED = 200


def icon_file(  # noqa: PLR0917 - an icon is all of this
    path: str,
    letter: str,
    font: bytes,
    size: int,
    share: float,
    ground: str,
    ink: str,
    *,
    is_cut: bool,
) -> bytes:
    """Return the bytes of an icon of `size` pixels, in the format that its name says: ICO or PNG.

    Its letter is as high as `share` of that, at most; without one it is a ring. One that is cut by
    who shows it fills its square; others have round corners, and transparency.
    """
    mark = _mark(letter, font, size * _OVER, share)
    icon = Image.new("RGB", (size, size), ground)
    icon.paste(ink, mask=mark.reduce(_OVER))
    if not is_cut:
        icon.putalpha(_rounded(size * _OVER).reduce(_OVER))
    buffer = io.BytesIO()
    if path.endswith(".ico"):
        icon.save(buffer, "ICO", sizes=[(16, 16), (32, 32), icon.size])
    else:
        icon.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _rounded(width: int) -> Image.Image:
    """Return a square with round corners, as shares of pixels."""
    square = Image.new("L", (width, width))
    ImageDraw.Draw(square).rounded_rectangle((0, 0, width - 1, width - 1), width * _CORNER, 255)
    return square


def _mark(letter: str, font: bytes, width: int, share: float) -> Image.Image:
    """Return what an icon shows, as shares of pixels: colours would be four times the work."""
    mark = Image.new("L", (width, width))
    draw = ImageDraw.Draw(mark)
    if letter:
        left, top, right, bottom = face(font, _MEASURED).getbbox(letter, anchor="ls")
        scale = width * share / max(bottom - top, right - left)
        large = face(font, round(_MEASURED * scale))
        left, top, right, bottom = large.getbbox(letter, anchor="ls")
        at = ((width - left - right) / 2, (width - top - bottom) / 2)
        draw.text(at, letter, 255, large, anchor="ls")
    else:
        edge = width * (1 - share) / 2
        draw.ellipse((edge, edge, width - edge, width - edge), outline=255, width=width // 12)
    return mark
