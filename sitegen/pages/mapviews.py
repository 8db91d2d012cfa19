"""The view of a map, in a body and elsewhere."""

from sitegen.figures.maps.values import Note
from sitegen.pages.views import Interface, View


class MapView(View, frozen=True, kw_only=True):
    """A map: the drawing, and what is told below it.

    `notes` are what the paper says of areas that states disagree about; `marked` areas and `places`
    are named in words. `interface` is there for a story in another language than its site's.
    """

    drawing: str
    title: str
    caption: str
    source: str
    notes: tuple[Note, ...]
    marked: tuple[str, ...]
    places: tuple[str, ...]
    language: str
    is_titled: bool = True
    interface: Interface | None = None
