"""Headers of files, by the table that static hosts read: `_headers` of the site itself.

So a bucket says of a file what any other host would say of it, the newsroom's own rules included.
The table is that of developers.cloudflare.com/pages ("Headers") and docs.netlify.com ("Custom
headers"): an address with `*` and `:names`, and below it the headers of all that it matches; of a
header that several rules set, the last one holds here.
"""

import re
from collections.abc import Mapping
from functools import cache

from sitegen.syndication.media import media_type
from sitegen.urls import address_of, href

CARRIED = (
    "Content-Type",
    "Cache-Control",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
)
"""What a bucket keeps with an object; all others are for whoever stands in front of it."""


class Headers:
    """The headers of a site's files. `base_path` is the path that the site lies under."""

    def __init__(self, table: str, base_path: str) -> None:
        self._base_path = base_path
        self._rules = [(_pattern(address), headers) for address, headers in _rules(table).items()]

    def of(self, path: str) -> dict[str, str]:
        """Return the headers that a bucket keeps of a file, by their usual spelling."""
        found = {"Content-Type": media_type(path)}
        address = href(self._base_path, address_of(path))
        for pattern, headers in self._rules:
            if pattern.fullmatch(address):
                found.update(headers)
        return {name: found[name] for name in CARRIED if name in found}


def _rules(table: str) -> Mapping[str, dict[str, str]]:
    rules: dict[str, dict[str, str]] = {}
    headers: dict[str, str] = {}
    for line in table.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[:1].isspace():
            headers = rules.setdefault(line.strip(), {})
            continue
        name, _, value = line.strip().partition(":")
        spelled = {it.lower(): it for it in CARRIED}.get(name.strip().lower())
        if spelled:
            headers[spelled] = value.strip()
    return rules


@cache
def _pattern(address: str) -> re.Pattern[str]:
    parts = re.split(r"(\*|:[A-Za-z]\w*)", re.sub(r"^https?://[^/]*", "", address))
    each = (".*" if it == "*" else "[^/]+" if it[:1] == ":" else re.escape(it) for it in parts)
    return re.compile("".join(each))
