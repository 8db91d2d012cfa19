"""The picture that stands for a whole document, and what stands for a picture in the dark."""

import posixpath
from collections.abc import Callable

from msgspec.structs import replace

from sitegen.content.kinds import KINDS
from sitegen.edition.entries import Picture
from sitegen.field_values import Image, Portrait
from sitegen.model import Document, PictureRef
from sitegen.pictures.facts import Probe

CENTRE = (0.5, 0.5)
ALIKE = 0.02
"""How much two shapes may differ that stand for each other: a pixel or two of rounding."""

_LEADS = {it.fields: it.lead for it in KINDS.values() if it.lead}
"""By the type of a front matter: the key of the picture that stands for the whole."""


def lead_of(document: Document) -> tuple[PictureRef | None, tuple[float, float]]:
    """Return the picture that stands for a document, if there is one, and its focus.

    Whatever a portrait is drawn in, it is cropped as a photograph is.
    """
    fields = document.fields
    key = _LEADS.get(type(fields), "") if fields else ""
    it: Image | Portrait | None = getattr(fields, key) if key else None
    if it is None:
        return None, CENTRE
    if isinstance(it, Portrait):
        place = document.place(f"{key}.src")
        return PictureRef(it.src, it.alt, "", it.credit, "", *place, kind="photo"), it.focus
    return ref_of(it, lambda name: document.place(f"{key}.{name}")), it.focus


def ref_of(it: Image, place: Callable[[str], tuple[int, int]]) -> PictureRef:
    """Return a picture as a text would name it; `place` returns where one of its keys stands."""
    ref = PictureRef(
        it.src,
        it.alt,
        it.caption,
        it.credit,
        it.license,
        *place("src"),
        it.source_type or "",
        it.kind,
    )
    if it.dark:
        ref = replace(ref, dark=PictureRef(it.dark, "", "", "", "", *place("dark")))
    return ref


def unturnable(picture: Picture) -> tuple[str, str] | None:
    """Return why a picture cannot be turned over in the dark, and a hint; None if it can."""
    if picture.graphic:
        return None
    return (
        f"`{posixpath.basename(picture.source)}` is a photograph, and cannot be turned over",
        "name a file that stands for it in the dark, or call it a `graphic` if it is one",
    )


def unlike(light: Probe, dark: Probe) -> tuple[str, str] | None:
    """Return why a picture cannot stand for another in the dark, and a hint; None if it can."""
    if dark.problem:
        return dark.problem, dark.hint
    shapes = [it.width / it.height for it in (light, dark)]
    if abs(shapes[0] / shapes[1] - 1) > ALIKE:
        sizes = [f"{it.width:,} × {it.height:,}" for it in (dark, light)]
        return (
            f"has {sizes[0]} pixels, and the picture that it stands for {sizes[1]}",
            "save both in the same shape, so that nothing moves when the colours change",
        )
    return None
