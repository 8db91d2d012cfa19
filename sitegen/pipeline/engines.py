"""What shapes what: a change there makes it anew.

An engine is where something is made; all that this imports belongs to it (`imports.py`). A
picture's bytes are no page's: a commit of ours must not rename every picture.
"""

from typing import NamedTuple


class Engine(NamedTuple):
    """Paths of modules below `sitegen/`."""

    roots: tuple[str, ...]


DOCUMENTS = Engine(("content/parse.py",))
CHECKS = Engine(("checking/document.py",))
PROBES = Engine(("pictures/probe.py",))
DRAWINGS = Engine(("pictures/svg.py",))
PAGES = Engine(("pages/present.py", "pages/render.py"))
ASSETS = Engine(("pages/assets.py",))
COPIES = Engine(())
ICONS = Engine(("pages/icons.py", "pictures/icons.py"))
SYNDICATION = Engine(("syndication/render.py",))
SHEETS = Engine(("figures/maps/sheets.py", "figures/maps/levels.py"))
SEARCH = Engine(("search/analysis/__init__.py", "search/files.py", "search/stories.py"))
