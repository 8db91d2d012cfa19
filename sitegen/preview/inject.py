"""What the preview adds to a page while it serves it: one tag, and nothing of the page changes.

The tag stands before everything else in the head. A page's own policy (CSP) in a `<meta>`
allows no scripts, and holds from where it stands.
"""

import re
from html import escape

_OPENING = re.compile(
    rb"""(?:\xef\xbb\xbf)?                      # a byte order mark
    (?:\s+|<!--.*?-->)*
    (?:<!doctype\b[^>]*>)?
    (?:\s+|<!--.*?-->)*
    (?:<html\b(?:[^>"']|"[^"]*"|'[^']*')*>)?
    (?:\s+|<!--.*?-->)*
    (?:<head\b(?:[^>"']|"[^"]*"|'[^']*')*>)?""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""Where a page begins: HTML lets authors leave out each of these tags."""


def tag(script: str, page: str, digest: str) -> str:
    """Return the tag: where the client lies, which page it is on, and the digest of that."""
    return (
        f'<script src="{escape(script)}" data-page="{escape(page)}"'
        f' data-digest="{escape(digest)}"></script>'
    )


def inject(html: bytes, addition: str) -> bytes:
    """Return a page with a tag at the beginning of its head."""
    found = _OPENING.match(html)
    at = found.end() if found else 0
    return html[:at] + addition.encode() + html[at:]
