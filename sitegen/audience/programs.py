"""Programs by what they call themselves: the list that is kept for everybody, and what it lacks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from crawleruseragents import CRAWLER_USER_AGENTS_DATA

UNNAMED = "unnamed"
OTHER = "other"
_OURS: Mapping[str, tuple[str, ...]] = {
    # A person's browser gives no address of its maker, and calls itself neither of these.
    OTHER: (
        *("https?://", r"\bwww\.", r"\+mailto:", r"(?<!cu)bots?\b", "crawl", "spider", "scrap"),
        *(r"\bfetch", r"\bmonitor", "uptime", r"\bcheck(?:er)?\b", "validator"),
    ),
    "ai-crawler": (
        *("perplexity", "meta-external", "claude-", "chatgpt", "mistralai", "cohere-"),
        *("anthropic", "google-extended", "google-notebooklm", "gemini-deep-research"),
    ),
    "browser-automation": ("headless", "lighthouse", "playwright", "puppeteer", "phantomjs"),
    "feed-reader": ("feedly", "inoreader", "newsblur", "miniflux", r"\brss\b", "netnewswire"),
    "social-preview": ("preview", r"\bunfurl", "embedly", "iframely", "mastodon/", "cardyb"),
}  # fmt: skip
"""By tag, in any case: what the kept list does not have by these spellings."""

_BROWSERS = (
    *(b"Mozilla/", b"Opera/"),
    *(b"Dillo/", b"ELinks/", b"Links (", b"Lynx/", b"NetSurf/", b"w3m/"),
)
"""How browsers begin: nearly all alike since 1996, and small ones by their own names."""

_ESCAPED = re.compile(r"\\([/. ()+:_@!,;#&-])")
_SPECIAL = re.compile(r"[\\^$*+?{}\[\]|().]")


class Programs:
    """Says which kind of program calls itself so, if any."""

    def __init__(self) -> None:
        plain: dict[str, str] = {}
        others: list[tuple[re.Pattern[str], str]] = []
        for pattern, tag in _kept():
            if _SPECIAL.search(_ESCAPED.sub("", pattern)):
                others.append((re.compile(pattern), tag))
            else:
                plain[_ESCAPED.sub(r"\1", pattern)] = tag
        others += [
            (re.compile("|".join(patterns), re.IGNORECASE), tag) for tag, patterns in _OURS.items()
        ]
        self._plain = plain
        self._others = others
        self.tags = (*dict.fromkeys((*plain.values(), *(tag for _, tag in others))), UNNAMED)

    def tag_of(self, agent: bytes) -> str:
        """Return the tag of a program; empty if the name is a browser's."""
        if not agent:  # the log has no names
            return ""
        text = agent.decode("utf-8", "replace")
        # The list holds fifteen hundred texts, and searching for each is quicker than a pattern.
        for part, tag in self._plain.items():
            if part in text:
                return tag
        for pattern, tag in self._others:
            if pattern.search(text):
                return tag
        return "" if agent.startswith(_BROWSERS) else UNNAMED


def _kept() -> Iterator[tuple[str, str]]:
    for entry in cast("list[dict[str, Any]]", CRAWLER_USER_AGENTS_DATA):
        tags = entry.get("tags") or [OTHER]
        yield entry["pattern"], tags[0]
