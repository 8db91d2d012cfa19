"""From a file's bytes to pixels: upright, shrunk on the way, later in sRGB."""

import io
import warnings
from functools import lru_cache
from typing import IO

from PIL import Image, ImageChops, ImageCms, ImageFile, ImageOps, PngImagePlugin

from sitegen.pictures.colours import Colours

ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}
"""What is read, by Pillow's name for it, and how the names of such files end."""

LONGEST_TEXT = 16 * 1024 * 1024
"""Bytes of a compressed text in a PNG: metadata of photographs can be longer than Pillow allows."""

ORIENTATION = 0x0112
TURNED = {5, 6, 7, 8}
"""Values of EXIF's Orientation under which width and height change places."""

SAMPLES = [(0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128), (200, 120, 40)]
INVISIBLE = 2
"""Steps of 255 that a transform may be off and still change nothing."""

DEEP = {"I", "I;16", "I;16B", "I;16L", "I;16N"}
"""Modes of 16 bits a pixel, grey."""

# All threads of a process share these, so they are set here and never again.
Image.MAX_IMAGE_PIXELS = None  # whoever opens a picture compares its size
PngImagePlugin.MAX_TEXT_CHUNK = LONGEST_TEXT
warnings.filterwarnings("ignore", module=r"PIL\.")  # odd metadata is no news


def opened(file: IO[bytes], formats: tuple[str, ...] = tuple(ENDINGS)) -> ImageFile.ImageFile:
    """Open a picture without decoding it: `with` closes it.

    However large it is: the caller compares `size` before it asks for pixels. Raises what Pillow
    raises for what it cannot read.
    """
    return Image.open(file, formats=formats)


def format_of(image: ImageFile.ImageFile) -> str:
    """Return the key of `ENDINGS`. Cameras and phones put previews behind a JPEG: MPO."""
    return "JPEG" if image.format == "MPO" else str(image.format)


def upright_size(image: ImageFile.ImageFile) -> tuple[int, int]:
    """Return width and height as the picture is shown."""
    width, height = image.size
    return (height, width) if image.getexif().get(ORIENTATION) in TURNED else (width, height)


def decode(image: ImageFile.ImageFile, scale: int) -> Image.Image:
    """Return the pixels at 1/`scale`, upright, 8 bits a channel, in the file's own colours."""
    shrinks = format_of(image) == "JPEG"
    if shrinks and scale > 1:
        image.draft(image.mode, (max(1, image.width // scale), max(1, image.height // scale)))
    image.load()
    pixels = eight_bits(image)
    if scale > 1 and not shrinks:
        pixels = pixels.reduce(scale)
    ImageOps.exif_transpose(pixels, in_place=True)  # else it would copy what is upright already
    return pixels


def eight_bits(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be resized, with alpha only if it has some."""
    if image.mode in DEEP:
        # 65,535 becomes 255: Pillow itself would clip.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode == "F":
        return image.convert("L")
    if "transparency" in image.info or image.mode in {"PA", "LA", "La", "RGBa"}:
        return image.convert("RGBA")
    if image.mode == "P":
        return image.convert("RGB")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in {"L", "RGB", "RGBA", "CMYK"} else image.convert("RGB")


def to_srgb(image: Image.Image, colours: Colours) -> Image.Image:
    """Return a picture as sRGB, in mode RGB or RGBA, from the colours that its file names."""
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    if colours.of_greys and image.mode == "L":
        image = image.convert(wanted)
    if colours.profile:
        try:
            transform = _transform(colours.profile, image.mode, wanted)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            transform = None  # a profile that is broken, or of other colours, says nothing
        if transform is not None:
            return ImageCms.applyTransform(image, transform) or image
    return image if image.mode == wanted else image.convert(wanted)


@lru_cache(maxsize=32)
def _transform(profile: bytes, mode: str, wanted: str) -> ImageCms.ImageCmsTransform | None:
    """Return the transform to sRGB; None if the colours are sRGB already."""
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        mode,
        wanted,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return transform if mode != wanted or _changes(transform, mode) else None


def _changes(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Say whether a transform changes colours: a profile's name proves nothing."""
    colours = Image.new(mode, (len(SAMPLES), 1))
    colours.putdata([(*it, 255)[: len(mode)] for it in SAMPLES])
    after = ImageCms.applyTransform(colours, transform) or colours
    return max(ImageChops.difference(colours, after).tobytes()) > INVISIBLE
