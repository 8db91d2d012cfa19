"""Rules for nginx: `_nginx.conf`, which a server block includes (nginx.org/en/docs)."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from sitegen.syndication.rules import ASK_AGAIN, FOR_EVER, Rules
from sitegen.syndication.served import HIDDEN, TYPES

TEXTS = (
    *("text/css", "text/plain", "text/xml", "application/javascript", "application/json"),
    *dict.fromkeys(type_.partition(";")[0] for type_ in TYPES.values()),
)
"""What nginx says the charset of, besides HTML."""

LONGEST_LOCATION = 255
"""Bytes that nginx compares of an exact location: it counts them in one byte, so that a longer
name would match what its beginning names, or nothing."""

LONGEST_WORD = 4000
"""Bytes of a word in nginx's configuration, whose buffer has 4,096; a longer one is an error."""


def nginx(rules: Rules) -> Iterator[str]:
    """Yield what a server block includes whose root is the site."""
    yield "# For a server block whose root is this folder: include /path/to/public/_nginx.conf;"
    yield "charset utf-8;"
    yield f"charset_types {' '.join(TEXTS)};"
    yield "index index.html;"
    yield "absolute_redirect off;"
    yield f"error_page 404 {rules.not_found};"
    yield f'set $sitegen_cache "{ASK_AGAIN}";'
    for pattern in rules.lasting:
        yield f'if ($uri ~ "{pattern}") {{ set $sitegen_cache "{FOR_EVER}"; }}'
    # Without `always`: an address that does not exist is not missing for a year.
    yield "add_header Cache-Control $sitegen_cache;"
    for name, value in rules.security.items():
        yield f'add_header {name} "{value}" always;'
    # Manifests, and the folder in which new files wait while a build runs.
    yield f"location ^~ {rules.base}.sitegen {{ return 404; }}"
    for name in HIDDEN:
        yield f"location = {rules.base}{name} {{ return 404; }}"
    for name, type_ in rules.types.items():
        plain = type_.partition(";")[0]
        yield f"location ~ /{name.replace('.', '[.]')}$ {{ types {{ }} default_type {plain}; }}"
    yield "location ~ [.]avif$ { types { } default_type image/avif; }"
    yield "location ~ [.]webp$ { types { } default_type image/webp; }"
    for old, new, _ in rules.moved:
        name = unquote(old)
        to = new.replace("$", "%24")  # nginx would look for a variable
        if len(name.encode()) <= LONGEST_LOCATION and len(to) <= LONGEST_WORD:
            yield f"location = {_quoted(name)} {{ return 301 {_quoted(to)}; }}"
    yield from _gone(rules.gone)


def _gone(gone: Iterable[str]) -> Iterator[str]:
    """Yield rules for addresses where nothing is any more: the status 410, with their pages.

    A page that is a file of that name would lead to its own rule: there nginx has words of its own.
    """
    for it in gone:
        name, page = unquote(it), unquote(f"{it}index.html")
        if len(name.encode()) <= LONGEST_LOCATION:
            has_page = it.endswith("/") and "$" not in page  # else a variable
            error_page = f"error_page 410 {_quoted(page)}; " if has_page else ""
            yield f"location = {_quoted(name)} {{ {error_page}return 410; }}"


def _quoted(text: str) -> str:
    """Return a word of nginx's configuration language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
