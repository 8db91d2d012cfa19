"""Which of our sources, and which libraries, shape what: a change there makes it anew.

A picture's bytes are no page's: a commit of ours must not rename every picture.
"""

from typing import NamedTuple


class Engine(NamedTuple):
    """Paths below `sitegen/` (a folder stands for all in it), and names of distributions."""

    sources: tuple[str, ...]
    libraries: tuple[str, ...]


DOCUMENTS = Engine(
    (
        "characters.py",
        "content",
        "errors.py",
        "kinds.py",
        "languages.py",
        "model.py",
        "spelling.py",
        "strict",
        "timestamps.py",
        "transliteration.py",
        "urls.py",
    ),
    (
        "anyascii",
        "babel",
        "markdown-it-py",
        "mdit-py-plugins",
        "msgspec",
        "nh3",
        "python-frontmatter",
        "pyyaml",
        "rapidfuzz",
        "tzdata",
    ),
)
CHECKS = Engine(
    (
        *(f"checking/{it}.py" for it in ("document", "links", "quotations", "terms")),
        *("content", "errors.py", "strict/nodes.py", "urls.py"),
    ),
    ("markdown-it-py", "mdit-py-plugins", "msgspec", "pyyaml"),
)
DRAWINGS = Engine(
    (
        "css/within.py",
        *(f"pictures/{it}.py" for it in ("bare", "colours", "decode", "profiles", "svg")),
    ),
    ("defusedxml", "pillow", "py-svg-hush", "tinycss2"),
)
PROBES = Engine(
    (
        *DRAWINGS.sources,
        *(f"pictures/{it}.py" for it in ("facts", "lines", "probe", "rights", "terms", "unfolded")),
    ),
    DRAWINGS.libraries,
)
RELATED = Engine(("edition/related.py",), ())
PAGES = Engine(
    ("languages.py", "model.py", "pages", "timestamps.py", "urls.py"),
    ("babel", "jinja2", "markupsafe", "msgspec"),
)
STYLESHEETS = Engine(("css/files.py", "pages/assets.py"), ("tinycss2",))
COPIES = Engine((), ())
SYNDICATION = Engine(
    ("languages.py", "model.py", "pages", "syndication", "timestamps.py", "urls.py"),
    ("babel", "feedgen", "lxml"),
)
SEARCH = Engine(
    ("languages.py", "model.py", "syndication/pagefind.py", "syndication/search.py"),
    ("babel", "pagefind-bin"),
)
EVERYTHING = Engine(
    ("",),
    (
        "anyascii",
        *DOCUMENTS.libraries,
        *PROBES.libraries,
        *DRAWINGS.libraries,
        *PAGES.libraries,
        *STYLESHEETS.libraries,
        *SYNDICATION.libraries,
        *SEARCH.libraries,
    ),
)
