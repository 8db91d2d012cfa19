"""From a recipe to bytes."""

from collections.abc import Callable

from msgspec import Struct

from sitegen.model import Source
from sitegen.pages.assets import stylesheet
from sitegen.pages.plan import Copy, Drawing, Page, Stylesheet
from sitegen.pages.templates import ReadBody, Templates
from sitegen.pages.views import SiteView
from sitegen.pictures.svg import sanitise_svg

ReadSource = Callable[[Source], bytes]


def render(
    recipe: Struct,
    templates: Templates,
    site: SiteView,
    read_source: ReadSource,
    read_body: ReadBody,
) -> bytes:
    """Return the bytes of an output. Raises `RenderError` for a template that fails."""
    match recipe:
        case Page(template, view):
            return templates.render(template, view, site, read_body).encode()
        case Copy(source):
            return read_source(source)
        case Stylesheet(source, references):
            return stylesheet(read_source(source), references)
        case Drawing(source):
            return sanitise_svg(read_source(source))
    raise TypeError(type(recipe))
