"""An icon, drawn: a letter on a square, or a ring where no face has the letter."""

import io

from PIL import Image, ImageDraw

from sitegen.pictures.lettering import face

_OVER = 4
"""It is drawn so many times as large, and made smaller: Pillow's shapes have hard edges."""

_CORNER = 0.2
"""The radius of a corner, as a share of the width."""

_MEASURED = 200


def draw_icon(  # noqa: PLR0917 - an icon is all of this
    letter: str, font: bytes, size: int, share: float, ground: str, ink: str, *, is_cut: bool
) -> Image.Image:
    """Return an icon of `size` pixels in RGBA, its letter as high as `share` of that, at most."""
    width = size * _OVER
    icon = Image.new("RGBA", (width, width))
    draw = ImageDraw.Draw(icon)
    square = (0, 0, width - 1, width - 1)
    if is_cut:
        draw.rectangle(square, ground)
    else:
        draw.rounded_rectangle(square, width * _CORNER, ground)
    if letter:
        left, top, right, bottom = face(font, _MEASURED).getbbox(letter, anchor="ls")
        scale = width * share / max(bottom - top, right - left)
        large = face(font, round(_MEASURED * scale))
        left, top, right, bottom = large.getbbox(letter, anchor="ls")
        at = ((width - left - right) / 2, (width - top - bottom) / 2)
        draw.text(at, letter, ink, large, anchor="ls")
    else:
        edge = width * (1 - share) / 2
        draw.ellipse((edge, edge, width - edge, width - edge), outline=ink, width=width // 12)
    return icon.resize((size, size), Image.Resampling.LANCZOS)


def icon_file(icon: Image.Image, path: str) -> bytes:
    """Return the bytes of an icon, in the format that its name says: ICO or PNG."""
    buffer = io.BytesIO()
    if path.endswith(".ico"):
        icon.save(buffer, "ICO", sizes=[(16, 16), (32, 32), icon.size])
    else:
        icon.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
