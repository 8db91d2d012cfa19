"""Rules for Caddy 2.6 and later: `_caddy.conf`, which a site block imports.

caddyserver.com/docs/caddyfile. Its matchers of paths take `/A/` for `/a/`, so what is here compares
otherwise: by a `map`, which is exact, and by regular expressions.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from sitegen.syndication.media import media_type
from sitegen.syndication.rules import ASK_AGAIN, FOR_EVER, Rules
from sitegen.syndication.served import HIDDEN

ENDINGS = (".txt", ".bin", ".csv", ".woff2")
"""Whose types Caddy takes from the machine, which may know none."""

SPECIAL = re.compile(r'[{}"`\\\x00-\x1f]')
"""What names cannot have in a Caddyfile: placeholders, which it looks for in quotes, too, and
quotes. There the page at the old address leads on, as it does without rules."""


def caddy(rules: Rules) -> Iterator[str]:
    """Yield what a site block imports whose root is the site."""
    places = dict(_places(rules))
    yield "# For a site block whose root is this folder: import /path/to/public/_caddy.conf"
    if places:
        yield "map {path} {sitegen_to} {sitegen_gone} {"
        yield from (f"\t{_quoted(name)} {to}" for name, to in places.items())
        yield '\tdefault "" ""'
        yield "}"
        yield '@sitegen_moved not vars {sitegen_to} ""'
        yield "redir @sitegen_moved {sitegen_to} 301"
        yield '@sitegen_gone not vars {sitegen_gone} ""'
        yield "error @sitegen_gone 410"
    yield "map {path} {sitegen_cache} {"
    yield from (f'\t~{pattern} "{FOR_EVER}"' for pattern in rules.lasting)
    yield f'\tdefault "{ASK_AGAIN}"'
    yield "}"
    yield "header {"
    yield "\tCache-Control {sitegen_cache}"
    yield from (f'\t{name} "{value}"' for name, value in rules.security.items())
    yield "}"
    types = {f"/{re.escape(name)}$": type_ for name, type_ in rules.types.items()}
    types |= {f"{re.escape(it)}$": media_type(f"a{it}") for it in ENDINGS}
    for number, (pattern, type_) in enumerate(types.items()):
        yield f"@sitegen_type_{number} path_regexp {pattern}"
        yield f'header @sitegen_type_{number} Content-Type "{type_}"'
    # Manifests, and the folder in which new files wait while a build runs.
    hidden = "|".join(map(re.escape, HIDDEN))
    yield f"@sitegen_hidden path_regexp ^{rules.base}([.]sitegen|({hidden})$)"
    yield "error @sitegen_hidden 404"
    yield from _files("")
    yield from _errors(rules)


def _errors(rules: Rules) -> Iterator[str]:
    """Yield what is sent instead of what is not there: a page, which is not missing for a year.

    What is gone has a page at its own address.
    """
    yield "handle_errors {"
    yield "\theader -Cache-Control"
    yield '\theader Content-Type "text/html; charset=utf-8"'
    yield "\t@sitegen_missing expression {err.status_code} == 404"
    yield f"\trewrite @sitegen_missing {rules.not_found}"
    yield from _files("\t")
    yield "}"


def _files(indent: str) -> Iterator[str]:
    """Yield how files are sent: packed, if they lie there so."""
    yield f"{indent}file_server {{"
    yield f"{indent}\tprecompressed br gzip"
    yield f"{indent}}}"


def _places(rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield by name where something is now, or that it is gone."""
    for old, new, _ in rules.moved:
        if not SPECIAL.search(unquote(old)):
            yield unquote(old), f'{_quoted(new)} ""'
    for it in rules.gone:
        if not SPECIAL.search(unquote(it)):
            yield unquote(it), '"" gone'


def _quoted(text: str) -> str:
    return f'"{text}"'
