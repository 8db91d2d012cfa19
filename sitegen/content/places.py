"""What a file of a site is, by its path alone; what is none of its files; how large one may be."""

import posixpath
import re

from sitegen.content.kinds import ARTICLE, BY_FOLDER, KINDS, SUFFIX
from sitegen.errors import Problem
from sitegen.model import SourceKind
from sitegen.spelling import did_you_mean
from sitegen.topics import PATH as TOPICS

CONFIG = "content/site.toml"
STYLE = "content/style.toml"
VIEWS = "content/views.json"
MAPS = "content/maps.toml"
BY_PATH: dict[str, SourceKind] = {
    CONFIG: "config",
    STYLE: "style",
    TOPICS: "topics",
    VIEWS: "views",
    MAPS: "maps",
}
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")
TABLES = (".csv",)
FONTS = (".ttf", ".otf", ".ttc", ".woff", ".woff2")
BOUNDARIES = (".topojson", ".geojson")
BY_SUFFIX: dict[str, SourceKind] = {
    **dict.fromkeys(PICTURES, "picture"),
    **dict.fromkeys(TABLES, "table"),
    **dict.fromkeys(FONTS, "font"),
    **dict.fromkeys(BOUNDARIES, "boundaries"),
}
NEARLY_MARKDOWN = (".markdown", ".mdown", ".mkd", ".mdx", ".txt")
OTHER_TEXTS = (
    *(".html", ".htm", ".xhtml", ".docx", ".doc", ".odt", ".rtf", ".pages"),
    *(".rst", ".adoc", ".asciidoc", ".org", ".tex", ".textile"),
)
"""Endings of texts that others write, and that nobody means to have beside stories for nothing."""

JUNK = frozenset(
    {".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini", "__pycache__", "node_modules"}
)
LITTER = re.compile(r"\.#.*|#.*#|.*~|.*\.sw[op]", re.DOTALL)
"""What editors leave beside a file: locks, backups, swap files."""

OTHER_VERSION = re.compile(
    r"\.sync-conflict-\d{8}-|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+\.|(?i:\([^()]*(?:conflicted copy"
    r"|case conflict|copie en conflit|in konflikt stehende kopie|copia en conflicto"
    r"|copia in conflitto|cópia em conflito|conflicterende kopie|конфликтующая копия|競合コピー"
    r"|冲突副本)[^()]*\))"
)
"""How Syncthing, `git mergetool`, Dropbox and Nextcloud call what somebody else wrote meanwhile."""

MIB = 1024**2
LARGEST_TEXT = 2 * MIB
LARGEST: dict[str, int] = {
    **dict.fromkeys((*KINDS, "config", "style", "topics", "maps", "template"), LARGEST_TEXT),
    "views": 64 * MIB,
    "table": 1 * MIB,
    "boundaries": 64 * MIB,
    "font": 64 * MIB,
    "picture": 256 * MIB,
    "asset": 1024 * MIB,
}
"""Bytes of a file by what it is: a larger one is not even read.

An article of so many takes four hours to read; a picture of 100 megapixels that is compressed at
all has less; a static file is held in memory as it is copied.
"""

LARGEST_STYLESHEET = 4 * MIB
SMALLER: dict[str, str] = {
    **dict.fromkeys(KINDS, "tell it in several files"),
    "picture": "save it smaller",
    "table": "leave out what no chart shows",
    "boundaries": "take boundaries of a smaller scale",
    "asset": "put it on a host for such files, and link to it",
}
"""What to do about a file that is too large, by what it is."""

AS_IS = "static/root"
"""Dot files below it are published."""

Fault = tuple[str, str]
"""What keeps a file out of the site: a phrase that goes on after its name, and a hint."""


def kind_of_file(path: str, problems: list[Problem]) -> SourceKind | None:
    """Return what a file is, or None for one that shapes nothing, and report what may be a slip."""
    top, _, rest = path.partition("/")
    stem, suffix = posixpath.splitext(path)
    if top == "static":
        return "asset"
    if top == "templates":
        return "template" if suffix in {".html", ".toml"} else None
    if path in BY_PATH:
        return BY_PATH[path]
    if suffix.lower() in BY_SUFFIX:
        return BY_SUFFIX[suffix.lower()]
    folder, _, name = rest.partition("/")
    kind = BY_FOLDER.get(folder)
    if kind and kind.is_addressed and name == f"index{SUFFIX}":
        hint = f"call it by what it tells of, or move it: {kind.path_of('a-name/index')}"
        problems.append(Problem(path, 1, 1, "`index.md` stands in a folder of its own", hint))
    elif kind and suffix == SUFFIX:
        return kind.name
    elif suffix == SUFFIX:
        hint = did_you_mean(folder, BY_FOLDER) or f"{ARTICLE.plural} lie in {ARTICLE.folder}"
        *others, last = (it.called for it in KINDS.values())
        problems.append(_ignored(path, f"neither {', '.join(others)} nor {last}", hint))
    elif kind and suffix.lower() in {SUFFIX, *NEARLY_MARKDOWN}:
        # `ferry.md.txt` is what editors save whose system hides endings.
        name = stem if stem.endswith(SUFFIX) else f"{stem}{SUFFIX}"
        hint = f"call it `{name}`"
        problems.append(_ignored(path, "not published: its name does not end in `.md`", hint))
    elif kind and suffix.lower() in OTHER_TEXTS:
        hint = f"turn it into Markdown with a front matter: {kind.path_of('a-name')}"
        problems.append(_ignored(path, "not published: stories are Markdown files", hint))
    return None


def _ignored(path: str, message: str, hint: str) -> Problem:
    return Problem(path, 1, 1, message, hint, "warning")


def refused_size(path: str, kind: SourceKind, size: int) -> Fault | None:
    """Return what is wrong with a file of so many bytes, before anybody reads it."""
    largest = LARGEST_STYLESHEET if path.endswith(".css") else LARGEST[kind]
    if size <= largest:
        return None
    return f"is larger than {largest // MIB:,} MiB", SMALLER.get(kind, "")


def is_junk(folder: str, name: str) -> bool:
    """Say whether what lies in a folder is nobody's work: litter, and dot files."""
    if name in JUNK or LITTER.fullmatch(name):
        return True
    return name[0] == "." and not f"{folder}/".startswith(f"{AS_IS}/")
