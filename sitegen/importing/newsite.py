"""The site that stories move into: read if it is there, made as `init` would if it is not."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from sitegen.config import Config, read_config
from sitegen.content.places import CONFIG
from sitegen.importing.found import NO_ADDRESS, Found, Site
from sitegen.importing.written import Written
from sitegen.languages import locale_of
from sitegen.scaffold.sites import surroundings
from sitegen.strict.texts import in_quotes
from sitegen.urls import article_address, nfc, slugify

PERMALINKS = (
    "/{year}/{month}/{day}/{slug}/",
    "/{year}/{month}/{slug}/",
    "/{year}/{slug}/",
    "/{section}/{slug}/",
    "/{slug}/",
)
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""Of a draft that was never dated."""

_ZONES = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Moscow"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Mexico_City"),
    *("Asia/Kolkata", "Asia/Tokyo", "Asia/Shanghai", "Asia/Singapore", "Asia/Dubai"),
    *("Asia/Jakarta", "Asia/Karachi", "Asia/Tehran", "Asia/Kathmandu", "Asia/Dhaka"),
    *("Australia/Sydney", "Australia/Brisbane", "Australia/Perth", "Pacific/Auckland"),
    *("Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "Africa/Cairo"),
    *("Europe/Istanbul", "Asia/Jerusalem", "Asia/Beirut", "America/Halifax", "America/Toronto"),
)
"""Those that most papers live in; the first that agrees with every offset is taken."""


def site_at(root: Path) -> Config | None:
    """Return the configuration of the site at a folder, None if there is none."""
    file = root / CONFIG
    return read_config(file.read_bytes(), CONFIG) if file.is_file() else None


def site_toml(found: Found, sections: Sequence[tuple[str, str]]) -> bytes:
    """Return a site.toml for what was found: sections are ids and names."""
    site = found.site
    host = urlsplit(site.address)
    address = f"https://{host.netloc.lower()}{host.path}" if host.netloc else NO_ADDRESS
    language = site.language.replace("_", "-")
    slugs = [it.slug for it in found.stories if it.slug]
    is_ascii = sum(not it.isascii() for it in slugs) * 2 < max(len(slugs), 1)
    lines = [
        f"title = {in_quotes(site.title or host.netloc or 'The paper')}",
        f"base_url = {in_quotes(f'{address}/')}",
        *([f"description = {in_quotes(site.description)}"] if site.description else []),
        *([f"language = {in_quotes(language)}"] if language and locale_of(language) else []),
        f"timezone = {in_quotes(_zone(site))}",
        f"permalink = {in_quotes(permalink_of(found, dict(sections)))}",
        *([] if is_ascii else ['slugs = "unicode"']),
    ]
    for id_, name in sections:
        lines += ["", "[[sections]]", f"id = {in_quotes(id_)}", f"name = {in_quotes(name)}"]
    lines += ["", "[policy]", f"strict_since = {_since(found)}  # older stories are forgiven"]
    return ("\n".join(lines) + "\n").encode()


def make_site(written: Written, toml: bytes) -> Config:
    """Write what makes a folder a site, and return its configuration. Raises `SiteError`."""
    config = read_config(toml, CONFIG)
    for path, data in ((CONFIG, toml), *surroundings(config.title)):
        written.write(path, data)
    return config


def permalink_of(found: Found, sections: dict[str, str]) -> str:
    """Return the pattern that gives most stories the address that they had."""
    fits: Counter[str] = Counter()
    for it in found.stories:
        path = old_path(it.address, found.site.address)
        if it.kind != "article" or not path or it.date is None or not it.slug:
            continue
        slug = slugify(it.slug, "unicode")
        for pattern in PERMALINKS:
            section = path.split("/")[1]
            if "{section}" in pattern and section not in sections:
                continue
            if nfc(path) == article_address(pattern, slug=slug, section=section, day=it.date):
                fits[pattern] += 1
    best = max(fits.values(), default=0)
    return next((it for it in PERMALINKS if best and fits[it] == best), PERMALINKS[1])


@lru_cache(maxsize=1 << 16)  # the address of a story is asked for again and again
def old_path(address: str, site: str) -> str:
    """Return the path of an address below the old site, decoded; empty if it has none of its own.

    `?p=12` is none: no static site can answer it.
    """
    if not address:
        return ""
    try:
        parts, base = urlsplit(address), urlsplit(site)
    except ValueError:
        return ""
    if parts.query or (parts.netloc and not same_host(parts.netloc, base.netloc)):
        return ""
    path = re.sub("/{2,}", "/", unquote(parts.path))
    below = base.path.rstrip("/")
    if below and not path.startswith(f"{below}/"):
        return ""
    path = path[len(below) :] or "/"
    return path if path.startswith("/") else f"/{path}"


def same_host(one: str, other: str) -> bool:
    """Say whether two hosts are one site, with `www.` or without."""
    return bare_host(one) == bare_host(other)


def bare_host(host: str) -> str:
    """Return a host without `www.`."""
    return host.lower().removeprefix("www.")


def _since(found: Found) -> str:
    """Return the first of the year behind that of the newest story that was published."""
    years = [it.date.year for it in found.stories if it.date and it.status == "published"]
    return f"{min(max(years, default=2000) + 1, 9999):04}-01-01"


def _zone(site: Site) -> str:
    """Return the zone that a site names, or one whose clock was ahead as its stories say."""
    if site.timezone in available_timezones():
        return site.timezone
    known = list(site.offsets)
    if not known:
        return "UTC"

    def agreeing(name: str) -> int:
        zone = ZoneInfo(name)
        there = ((it.replace(tzinfo=UTC).astimezone(zone).utcoffset(), it, s) for it, s in known)
        return sum(offset is not None and offset.total_seconds() == s for offset, _, s in there)

    return max(_ZONES, key=lambda it: (agreeing(it), -_ZONES.index(it)))


def language_of(tag: str, of_site: str) -> str:
    """Return the language of a story as a site has it, if it is another one than the site's."""
    tag = tag.replace("_", "-")
    return tag if tag.lower() != of_site.lower() and locale_of(tag) else ""
