"""Parts of typefaces: cut once, kept by what they are cut from, copied into the output."""

from contextlib import suppress

from sitegen.digests import fingerprint
from sitegen.errors import Problem
from sitegen.model import Digest
from sitegen.pages.render import ReadSource
from sitegen.pages.templates import RenderError
from sitegen.pages.typefaces import Cut
from sitegen.pipeline.imports import versions
from sitegen.pipeline.memory.derived import fonts_of
from sitegen.pipeline.order import Order
from sitegen.typefaces.faces import CUT, PACKAGES
from sitegen.typefaces.shipped import font_bytes

_TOOLS = ("uharfbuzz", "fontTools", "brotli")


def cutter() -> tuple[int, dict[str, str]]:
    """Return what cuts typefaces, and the versions of those that come with sitegen."""
    return CUT, versions((*_TOOLS, *PACKAGES))


def cut_bytes(order: Order, cut: Cut, read: ReadSource) -> bytes:
    """Return a part of a typeface, cut now if it never was.

    Raises `RenderError`, with the newsroom's font, for one that cannot be cut.
    """
    kept, origin = fonts_of(order), _origin(cut)
    name = kept.known(origin).get(cut.key.hex())
    if name and (known := kept.read(origin, name)):
        return known
    # What cuts takes a tenth of an edit to load, and most builds cut nothing.
    from sitegen.typefaces.cutting import cut as cut_out  # noqa: PLC0415

    try:
        data = cut_out(_font(cut, read), cut.face, cut.part)
    except ValueError as fault:
        place = cut.source.path if cut.source else cut.path
        raise RenderError(Problem(place, 1, 1, f"cannot be cut: {fault}")) from fault
    with suppress(OSError):  # it can be shown all the same
        kept.keep(origin, cut.key, "woff2", data)
    return data


def kept_under(cut: Cut) -> tuple[Digest, Digest]:
    """Return the origin and the key by which a part is kept."""
    return _origin(cut), cut.key


def _font(cut: Cut, read: ReadSource) -> bytes:
    return read(cut.source) if cut.source else font_bytes(cut.face.package, cut.face.file)


def _origin(cut: Cut) -> Digest:
    face = cut.face
    return cut.source.digest if cut.source else fingerprint(face.package, face.file)
