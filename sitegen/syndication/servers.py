"""Rules for servers: redirects, caching and security headers, for each that reads some.

What is said is the same to all of them (`rules.py`); `static_hosts.py`, `nginx.py` and `caddy.py`
say it in their words. A site's own files of these names, in static/root/, take their place.
"""

from collections.abc import Iterator, Sequence
from heapq import nlargest

from sitegen.edition.roles import HEADS
from sitegen.hosts import HOSTS, RulesAllowed, rules_allowed
from sitegen.pages.outputs import Output
from sitegen.pages.present import Presenter
from sitegen.pages.publisher import LICENSE
from sitegen.syndication.caddy import caddy
from sitegen.syndication.nginx import nginx
from sitegen.syndication.recipes import PlainText
from sitegen.syndication.rights import TYPE as RSL
from sitegen.syndication.rights import headers as rights_headers
from sitegen.syndication.rules import Move, Rules
from sitegen.syndication.served import TYPES
from sitegen.syndication.static_hosts import endings, headers, redirects
from sitegen.urls import FEED_FILES, NOT_FOUND, normalise


def server_rules(presenters: Sequence[Presenter]) -> Iterator[Output]:
    """Yield the files with rules for servers, which are those of all editions."""
    presenter = presenters[0]
    published = presenter.config.publish.values()
    allowed = rules_allowed(it.host for it in published)
    moved = [
        Move(presenter.href(old), presenter.href(target), out.get(target, ""))
        for it in presenters
        for out in [_moments(it) if allowed.rules is not None else {}]
        for old, target in (
            *((normalise(alias), target) for alias, target in it.edition.redirects),
            *_feeds_moved(it),
        )
    ]
    rules = Rules(
        base=presenter.href("/"),
        not_found=presenter.href(NOT_FOUND),
        indexes=tuple(it.href(it.locale.search) for it in presenters if it.config.search.enabled),
        security=dict(_security(presenter)),
        types={**TYPES, LICENSE: RSL} if presenter.site.machines else TYPES,
        moved=moved,
        gone=[presenter.href(normalise(it)) for it in presenter.config.gone],
    )
    answers_gone = any(HOSTS[it.host].answers_gone for it in published if it.host)
    ended = endings(rules.gone) if answers_gone else ()
    if lines := [*ended, *redirects(_worthiest(moved, allowed))]:
        yield Output("_redirects", "redirect", PlainText.of(lines))
    yield Output("_headers", "redirect", PlainText.of(headers(rules)))
    yield Output("_nginx.conf", "redirect", PlainText.of(nginx(rules)))
    yield Output("_caddy.conf", "redirect", PlainText.of(caddy(rules)))
    for key in sorted({it.indexnow for it in published if it.indexnow}):
        yield Output(f"{key}.txt", "redirect", PlainText(text=key))


def _moments(presenter: Presenter) -> dict[str, str]:
    """Return by address when each story came out."""
    return {row.address: row.published.isoformat() for row in presenter.edition.stories}


def _worthiest(moved: Sequence[Move], allowed: RulesAllowed) -> list[Move]:
    """Return as many moves as hosts take rules, of the newest stories first; in their order.

    Of all others the pages at the old addresses lead on.
    """
    if allowed.rules is None:
        return list(moved)
    newest = nlargest(allowed.rules, moved, key=lambda it: (it.published, it.old))
    kept, size = set(), 0
    for it in newest:
        size += len("\n".join([*redirects([it]), ""]).encode())
        if allowed.size is not None and size > allowed.size:
            break
        kept.add(it)
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
