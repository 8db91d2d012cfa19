"""What a body says, without its markup."""

import re
from html import unescape

from sitegen.model import Body
from sitegen.pages.fragments import in_words
from sitegen.pages.slots import InWords

_UNREAD = re.compile(
    r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->"
    r'|<(sup|a)\b[^>]*(?:class="footnote-ref"|role="doc-backlink").*?</\2>',
    re.DOTALL | re.IGNORECASE,
)
"""What is no text of an article: the marks of footnotes, and what only browsers read."""

_MAY_BE_UNREAD = re.compile("<(?:script|style|template)", re.IGNORECASE)
_TAGS = re.compile(r"""<(/?[a-zA-Z][a-zA-Z0-9-]*|!--)[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")

_WITHIN_WORDS = (
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd"),
    *("mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"),
)
"""Elements that may begin or end within a word."""

_NOTHING = {f"{slash}{name}": "" for name in _WITHIN_WORDS for slash in ("", "/")}


def plain_text(body: Body, known: InWords) -> str:
    """Return the words of a body, and of its pictures and charts."""
    html = in_words(body, known)
    if "footnote-" in html or "<!--" in html or _MAY_BE_UNREAD.search(html):
        html = _UNREAD.sub(" ", html)
    pieces = _TAGS.split(html)
    pieces[1::2] = [_NOTHING.get(tag, " ") for tag in pieces[1::2]]
    return unescape("".join(pieces))
