"""From a recipe to bytes."""

from collections.abc import Callable

from msgspec import Struct

from sitegen.model import Source
from sitegen.pages.outputs import Copy, DrawIcon, Drawing, Page, Script, Stylesheet
from sitegen.pages.templates import ReadBody, Templates
from sitegen.pages.views import Link, SiteView

ReadSource = Callable[[Source], bytes]


def render(
    recipe: Struct,
    templates: Templates,
    site: SiteView,
    read_source: ReadSource,
    read_body: ReadBody,
    *,
    pages: tuple[Link, ...] = (),
) -> bytes:
    """Return the bytes of an output. Raises `RenderError` for a template that fails.

    `pages` are all that there are in its edition, for templates that list them.
    """
    match recipe:
        case Page(template, view):
            return templates.render(template, view, site, read_body, pages=pages).encode()
        case Copy(source):
            return read_source(source)
        case Stylesheet(source, references, faces):
            # Most builds make none of these, and would take longer to load what makes them.
            from sitegen.pages.assets import stylesheet  # noqa: PLC0415

            return stylesheet(read_source(source), references, faces)
        case Script(source, references, is_ours, modules):
            from sitegen.pages.assets import script  # noqa: PLC0415

            before = map(read_source, modules)
            return script(read_source(source), references, before, is_ours=is_ours)
        case Drawing(source):
            from sitegen.pictures.svg import sanitise_svg  # noqa: PLC0415

            return sanitise_svg(read_source(source))
        case DrawIcon(path, icon):
            from sitegen.pictures.icons import icon_file  # noqa: PLC0415
            from sitegen.typefaces.shipped import drawing_font  # noqa: PLC0415

            font = drawing_font(icon.face) if icon.face else b""
            drawn = (icon.letter, font, icon.size, icon.share, icon.ground, icon.ink)
            return icon_file(path, *drawn, is_cut=icon.is_cut)
    raise TypeError(type(recipe))
