"""Rules for static hosts: `_redirects` and `_headers`, as Netlify and Cloudflare Pages read them.

docs.netlify.com, "Redirects" and "Custom headers"; developers.cloudflare.com/pages, the same.
"""

import re
from collections.abc import Iterable, Iterator

from sitegen.syndication.rules import ASK_AGAIN, FOR_EVER, Move, Rules
from sitegen.syndication.served import INDEXED
from sitegen.urls import ASSETS, PICTURES

HTML = ("", "*/", "*.html")
"""Patterns of pages; they must overlap with none of `FOR_EVER`, or hosts send both rules."""

LONGEST_LINE = 1000
"""Characters of a rule that Cloudflare Pages reads; a longer one it leaves out."""

WILD = re.compile(r"[*:]|/\.netlify(?:/|$)", re.IGNORECASE)
"""What static hosts read otherwise: splats, placeholders, and Netlify's own addresses."""


def redirects(moved: Iterable[Move]) -> Iterator[str]:
    """Yield the rules that every host takes for one address; pages lead on from all others."""
    for old, new, _ in moved:
        rule = f"{old} {new} 301"
        if len(rule) <= LONGEST_LINE and not WILD.search(old):
            yield rule


def endings(gone: Iterable[str]) -> Iterator[str]:
    """Yield rules for addresses where nothing is any more, for hosts that may answer so."""
    return (f"{it} {it} 410!" for it in gone if not WILD.search(it))


def headers(rules: Rules) -> Iterator[str]:
    """Yield the table of headers."""
    base = rules.base
    yield f"{base}*"
    yield from (f"  {name}: {value}" for name, value in rules.security.items())
    for pattern in HTML:
        yield f"{base}{pattern}"
        yield f"  Cache-Control: {ASK_AGAIN}"
    lasting = [f"{base}{folder}/*" for folder in (ASSETS, PICTURES)]
    for pattern in (*lasting, *(f"{it}*{suffix}" for it in rules.indexes for suffix in INDEXED)):
        yield pattern
        yield f"  Cache-Control: {FOR_EVER}"
    for name, type_ in rules.types.items():
        for pattern in (name, f"*/{name}"):
            yield f"{base}{pattern}"
            yield f"  Content-Type: {type_}"
