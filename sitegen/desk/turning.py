"""A story let out, and one taken back: its file with another date and status, and what follows."""

from datetime import datetime

from msgspec import Struct

from sitegen.content.places import CONFIG
from sitegen.desk.mentions import meant, mentioning, mentions
from sitegen.desk.naming import story_meant
from sitegen.desk.rewriting import with_value, without_key
from sitegen.desk.trying import Changes, Desk, Tried, refuse_new_errors
from sitegen.edition.rows import Timing
from sitegen.edition.schedule import standing
from sitegen.errors import Problems, SiteError
from sitegen.field_types import UNDATED
from sitegen.pipeline.site import Site
from sitegen.timestamps import clock_text, rfc3339


class Turned(Struct, frozen=True, kw_only=True):
    """A story that is let out or taken back: the new bytes of its file, and what readers notice.

    `addresses` lead to it, its own first; `linked` are the paths of what links to it, each once.
    `out` is the moment from which readers see it; None if they do not. `others` are the errors of
    other files, which keep the site from being built.
    """

    path: str
    raw: bytes
    addresses: tuple[str, ...]
    linked: tuple[str, ...]
    out: datetime | None
    was_out: bool
    others: Problems


def released(desk: Desk, named: str, moment: datetime | None, *, keep_date: bool) -> Turned:
    """Return a story that is out from a `moment` on, or now; with `keep_date`, as it is dated.

    Raises `SiteError` if it is out already, if an embargo or its end stands against that, or if
    the next build would refuse it.
    """
    path = story_meant(desk.site, desk.order.root, named)
    timing, zone = _timing(desk.site, path), desk.site.config.zone
    out = timing.date if keep_date else moment or desk.order.now
    if standing(path, timing, desk.order.now) is None:
        hint = "`sitegen hold` takes it back; `updated:` and `corrections:` tell of changes"
        when = clock_text(timing.release, zone)
        raise SiteError.about(path, f"the story is out already, since {when}", hint)
    if timing.embargo and out < timing.embargo:
        when = clock_text(timing.embargo, zone)
        hint = "if whoever asked for it has lifted it, delete the line `embargo:` first"
        raise SiteError.about(path, f"the story is under embargo until {when}", hint)
    if keep_date and timing.date == UNDATED:
        raise SiteError.about(
            path, "the story has no date that could be kept", "leave out `--keep-date`"
        )
    if timing.expires and timing.expires <= out:
        when = clock_text(timing.expires, zone)
        hint = "delete the line `expires:`, or write a later moment"
        raise SiteError.about(path, f"the story expires on {when}, before it would be out", hint)
    raw = desk.raw(path)
    if not keep_date:
        raw = with_value(raw, "date", rfc3339(out, zone), behind=("headline", "dek"))
    if timing.draft:
        raw = without_key(raw, "status")
    return _turned(desk, path, raw)


def held(desk: Desk, named: str) -> Turned:
    """Return a story that is a draft again. Raises `SiteError`, as when the front page leads it."""
    path = story_meant(desk.site, desk.order.root, named)
    if _timing(desk.site, path).draft:
        hint = "`sitegen release` lets it out"
        raise SiteError.about(path, "the story is a draft already", hint)
    raw = with_value(desk.raw(path), "status", "draft")
    return _turned(desk, path, raw)


def _turned(desk: Desk, path: str, raw: bytes) -> Turned:
    it = desk.tried(Changes(texts={path: raw}))
    refuse_new_errors(it)
    wrong = it.after.problems.of_severity("error")
    if path in wrong.wrong:
        raise SiteError(wrong.only(lambda other: other == path))
    return Turned(
        path=path,
        raw=raw,
        addresses=_addresses(it, path),
        linked=linked_to(it.before, path),
        out=None if (timing := _timing(it.after, path)).draft else timing.release,
        was_out=standing(path, _timing(desk.site, path), desk.order.now) is None,
        others=wrong,
    )


def _addresses(it: Tried, path: str) -> tuple[str, ...]:
    row = it.after.relation.rows.rows[path]
    base = it.after.config.base_url
    return tuple(
        f"{base}{address.removeprefix('/')}" for address in (row.address, *row.facts.aliases)
    )


def linked_to(site: Site, path: str) -> tuple[str, ...]:
    """Return the paths of texts that link to a document, or name it as related."""
    return tuple(
        other
        for other in mentioning(site, {path})
        if other not in {path, CONFIG}
        and any(meant(site, other, it) == path for it in mentions(site, other))
    )


def _timing(site: Site, path: str) -> Timing:
    timing = site.relation.rows.rows[path].facts.timing
    if timing is None:  # its front matter cannot be read, or has no date
        problems = site.problems.of_severity("error").only(lambda other: other == path)
        raise SiteError(problems)
    return timing
