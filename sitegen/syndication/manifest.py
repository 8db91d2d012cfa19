"""The web app manifest: what a system shows of a paper that a reader keeps on a home screen.

W3C, "Web Application Manifest".
"""

import json

from sitegen.pages.icons import DRAWING_OF_OWN, FILES
from sitegen.pages.outputs import Output
from sitegen.pages.present import Presenter
from sitegen.syndication.recipes import PlainText

NAME = "manifest.webmanifest"
SHORTEST = 12
"""Characters of a name that home screens show whole."""


def manifest(presenter: Presenter) -> Output:
    """Return the manifest of a site: it opens as a page with ways back, and is no program."""
    site = presenter.site
    told = {
        "name": site.title,
        "short_name": _short(site.title),
        "description": site.description,
        "lang": site.language,
        "dir": site.direction,
        "id": site.root,
        "start_url": site.home,
        "scope": site.root,
        "display": "minimal-ui",
        "background_color": site.paper[0],
        "theme_color": site.paper[0],
        "icons": list(_icons(presenter)),
    }
    known = {key: value for key, value in told.items() if value}
    return Output(NAME, "asset", PlainText(text=f"{json.dumps(known, ensure_ascii=False)}\n"))


def _icons(presenter: Presenter) -> list[dict[str, str]]:
    if not presenter.site.is_drawn:
        own = {"src": presenter.href(DRAWING_OF_OWN), "sizes": "any", "type": "image/svg+xml"}
        return [own]
    return [
        {
            "src": presenter.href(f"/{it.path}"),
            "sizes": f"{it.size}x{it.size}",
            "type": "image/png",
            "purpose": "maskable" if it.is_cut else "any",
        }
        for it in FILES
        if it.path.startswith("icon-")
    ]


def _short(title: str) -> str:
    """Return a title without what a home screen would cut in the middle of a word."""
    words = title.split()
    while len(" ".join(words)) > SHORTEST and len(words) > 1:
        del words[-1]
    return " ".join(words)
