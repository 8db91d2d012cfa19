"""Rules for servers: redirects, caching and security headers, in three dialects.

`_redirects` and `_headers` are read by static hosts (docs.netlify.com, "Redirects" and "Custom
headers"; developers.cloudflare.com/pages, the same), `_nginx.conf` is included by a server block
of nginx. A site's own files of these names, in static/root/, take their place.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.edition.roles import HEADS
from sitegen.hosts import HOSTS, rules_allowed
from sitegen.pages.outputs import Output
from sitegen.pages.present import Presenter
from sitegen.pages.publisher import LICENSE
from sitegen.syndication.recipes import PlainText
from sitegen.syndication.rights import TYPE as RSL
from sitegen.syndication.rights import headers as rights_headers
from sitegen.syndication.served import HIDDEN, INDEXED, TYPES
from sitegen.urls import ASSETS, FEED_FILES, NOT_FOUND, PICTURES, normalise

FOR_EVER = "public, max-age=31536000, immutable"
"""Names that carry a digest: the bytes behind them never change."""

ASK_AGAIN = "public, max-age=0, must-revalidate"
HTML = ("", "*/", "*.html")
"""Patterns of pages; they must overlap with none of `FOR_EVER`, or hosts send both rules."""

TEXTS = (
    *("text/css", "text/plain", "text/xml", "application/javascript", "application/json"),
    *(type_.partition(";")[0] for type_ in TYPES.values()),
)
"""What nginx says the charset of, besides HTML."""

LONGEST_LINE = 1000
"""Characters of a rule that Cloudflare Pages reads; a longer one it leaves out."""

WILD = re.compile(r"[*:]|/\.netlify(?:/|$)", re.IGNORECASE)
"""What static hosts read otherwise: splats, placeholders, and Netlify's own addresses."""

LONGEST_LOCATION = 255
"""Bytes that nginx compares of an exact location: it counts them in one byte, so that a longer
name would match what its beginning names, or nothing."""

LONGEST_WORD = 4000
"""Bytes of a word in nginx's configuration, whose buffer has 4,096; a longer one is an error."""


class Move(NamedTuple):
    """An address that was, and where it leads; both as they stand in HTML.

    `published` is when the story came out that is there now; empty if it is none.
    """

    old: str
    new: str
    published: str = ""


def server_rules(presenters: Sequence[Presenter]) -> Iterator[Output]:
    """Yield the files with rules for servers, which are those of all editions."""
    presenter = presenters[0]
    base = presenter.href("/")
    published = presenter.config.publish.values()
    most = rules_allowed(it.host for it in published)
    moved = [
        Move(presenter.href(old), presenter.href(target), out.get(target, ""))
        for it in presenters
        for out in [_moments(it) if most is not None else {}]
        for old, target in (
            *((normalise(alias), target) for alias, target in it.edition.redirects),
            *_feeds_moved(it),
        )
    ]
    security = dict(_security(presenter))
    gone = [presenter.href(normalise(it)) for it in presenter.config.gone]
    answered = any(HOSTS[it.host].answers_gone for it in published if it.host)
    ended = [f"{it} {it} 410!" for it in gone if not WILD.search(it)] if answered else []
    if rules := [*ended, *_redirects(_worthiest(moved, most))]:
        yield _text("_redirects", rules)
    indexes = [it.href(it.locale.search) for it in presenters if it.config.search.enabled]
    types = {**TYPES, LICENSE: RSL} if presenter.site.machines else TYPES
    yield _text("_headers", _headers(base, indexes, security, types))
    nginx = [*_nginx(base, indexes, security, types, moved), *_nginx_gone(gone)]
    yield _text("_nginx.conf", nginx)
    for key in sorted({it.indexnow for it in published if it.indexnow}):
        yield Output(f"{key}.txt", "redirect", PlainText(text=key))


def _moments(presenter: Presenter) -> dict[str, str]:
    """Return by address when each story came out."""
    return {row.address: row.published.isoformat() for row in presenter.edition.stories}


def _worthiest(moved: Sequence[Move], most: int | None) -> list[Move]:
    """Return as many moves as a host takes rules, of the newest stories first; in their order.

    Of all others the pages at the old addresses lead on.
    """
    if most is None or len(moved) <= most:
        return list(moved)
    kept = set(nlargest(most, moved, key=lambda it: (it.published, it.old)))
    return [it for it in moved if it in kept]


def _feeds_moved(presenter: Presenter) -> Iterator[tuple[str, str]]:
    """Yield the feeds of listings that have another name now: no page can lead on from a feed."""
    for kind, old, new in _listings_moved(presenter):
        for format_ in presenter.config.feeds.formats_of(kind):
            yield old + FEED_FILES[format_], new + FEED_FILES[format_]


def _listings_moved(presenter: Presenter) -> Iterator[tuple[str, str, str]]:
    """Yield the kind of each listing that has another name now, its old address, and its own."""
    config, edition, term = presenter.config, presenter.edition, presenter.locale.term
    public = {it.id for it in edition.terms if it.kind == "tag"}
    for slug, topic in config.topics.aliases():
        if topic.id in public:
            yield "tag", term("tag", slug), term("tag", topic.id)
    for kind, listing in HEADS.items():
        overview = presenter.locale.overviews[listing]
        for row in edition.others[kind]:
            for alias in map(normalise, row.facts.aliases):
                # An alias from elsewhere was no listing of ours, and had no feed.
                if alias.startswith(overview) and alias.endswith("/"):
                    yield listing, alias, row.address


def _text(path: str, lines: Iterable[str]) -> Output:
    return Output(path, "redirect", PlainText(text="".join(f"{line}\n" for line in lines)))


def _redirects(moved: Iterable[Move]) -> Iterator[str]:
    """Yield the rules that every host takes for one address; pages lead on from all others."""
    for old, new, _ in moved:
        rule = f"{old} {new} 301"
        if len(rule) <= LONGEST_LINE and not WILD.search(old):
            yield rule


def _security(presenter: Presenter) -> Iterator[tuple[str, str]]:
    """Yield headers for every answer; each page's own policy, in its head, is stricter still."""
    policy = ["default-src 'none'", "img-src 'self'", "style-src 'self'"]
    policy += ["style-src-attr 'unsafe-inline'", "font-src 'self'", "media-src 'self'"]
    policy += ["connect-src 'self'", "script-src 'self'", "manifest-src 'self'"]
    letters = presenter.site.newsletter
    forms = f"form-action 'self' {letters.host}" if letters else "form-action 'self'"
    policy += ["base-uri 'none'", forms, "frame-ancestors 'none'"]
    yield "Content-Security-Policy", "; ".join(policy)
    yield "X-Content-Type-Options", "nosniff"
    if presenter.site.private:
        yield "X-Robots-Tag", "noindex"
    if presenter.site.machines:
        yield from rights_headers(presenter.site.machines)
    yield "Referrer-Policy", "strict-origin-when-cross-origin"
    yield "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
    if presenter.site.origin.startswith("https:"):
        yield "Strict-Transport-Security", "max-age=31536000"


def _headers(
    base: str, indexes: Iterable[str], security: dict[str, str], types: Mapping[str, str]
) -> Iterator[str]:
    yield f"{base}*"
    yield from (f"  {name}: {value}" for name, value in security.items())
    for pattern in HTML:
        yield f"{base}{pattern}"
        yield f"  Cache-Control: {ASK_AGAIN}"
    lasting = [f"{base}{folder}/*" for folder in (ASSETS, PICTURES)]
    for pattern in (*lasting, *(f"{it}*{suffix}" for it in indexes for suffix in INDEXED)):
        yield pattern
        yield f"  Cache-Control: {FOR_EVER}"
    for name, type_ in types.items():
        for pattern in (name, f"*/{name}"):
            yield f"{base}{pattern}"
            yield f"  Content-Type: {type_}"


def _nginx(
    base: str,
    indexes: Iterable[str],
    security: dict[str, str],
    types: Mapping[str, str],
    moved: Iterable[Move],
) -> Iterator[str]:
    lasting = [f"{base}({ASSETS}|{PICTURES})/"]
    endings = "|".join(it.removeprefix(".") for it in INDEXED)
    lasting += [f"{it}[a-z2-7]+[.]({endings})$" for it in indexes]
    yield "# For a server block whose root is this folder: include /path/to/public/_nginx.conf;"
    yield "charset utf-8;"
    yield f"charset_types {' '.join(TEXTS)};"
    yield "index index.html;"
    yield "absolute_redirect off;"
    yield f"error_page 404 {base}{NOT_FOUND.removeprefix('/')};"
    yield f'set $sitegen_cache "{ASK_AGAIN}";'
    for pattern in lasting:
        yield f'if ($uri ~ "^{pattern}") {{ set $sitegen_cache "{FOR_EVER}"; }}'
    # Without `always`: an address that does not exist is not missing for a year.
    yield "add_header Cache-Control $sitegen_cache;"
    for name, value in security.items():
        yield f'add_header {name} "{value}" always;'
    # Manifests, and the folder in which new files wait while a build runs.
    yield f"location ^~ {base}.sitegen {{ return 404; }}"
    for name in HIDDEN:
        yield f"location = {base}{name} {{ return 404; }}"
    for name, type_ in types.items():
        plain = type_.partition(";")[0]
        yield f"location ~ /{name.replace('.', '[.]')}$ {{ types {{ }} default_type {plain}; }}"
    yield "location ~ [.]avif$ { types { } default_type image/avif; }"
    yield "location ~ [.]webp$ { types { } default_type image/webp; }"
    for old, new, _ in moved:
        name = unquote(old)
        to = new.replace("$", "%24")  # nginx would look for a variable
        if len(name.encode()) <= LONGEST_LOCATION and len(to) <= LONGEST_WORD:
            yield f"location = {_quoted(name)} {{ return 301 {_quoted(to)}; }}"


def _nginx_gone(gone: Iterable[str]) -> Iterator[str]:
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
