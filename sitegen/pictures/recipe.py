"""What turns pixels into bytes besides settings: each build asks, so no more is loaded here."""

from PIL import Image, features

from sitegen.pictures.renditions import RECIPE

FILTER = Image.Resampling.LANCZOS
SHARED_FILTER = Image.Resampling.HAMMING
"""For crops that platforms shrink once more: a third of the time."""

WEBP_METHOD = 2
"""Chosen by the table in `docs/`, "Measurements": bytes, quality and time of each."""

SHAPERS = ("pil", "jpg", "libjpeg_turbo", "webp", "avif", "zlib", "littlecms2")
"""What Pillow calls the libraries that shape the bytes."""


def recipe() -> str:
    """Return what turns pixels into bytes besides settings: our steps, an effort, the versions."""
    return " ".join(
        (
            f"{RECIPE} {FILTER.name} {SHARED_FILTER.name} webp:{WEBP_METHOD}",
            *(f"{it}:{features.version(it)}" for it in SHAPERS),
        )
    )
