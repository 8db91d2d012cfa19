"""What a body says, without its markup."""

import re
from collections.abc import Sequence
from html import unescape

from sitegen.model import Body
from sitegen.pages.fragments import in_words

_UNREAD = re.compile(
    r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->"
    r'|<(sup|a)\b[^>]*class="footnote-(?:ref|backref)".*?</\2>',
    re.DOTALL | re.IGNORECASE,
)
"""What is no text of an article: the marks of footnotes, and what only browsers read."""

_REST = r"""(?:[^>"']|"[^"]*"|'[^']*')*>"""
_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub"
    rf"|sup|u|var|wbr)\b(?!-)(?:>|{_REST})",
    re.IGNORECASE,
)
"""Elements that may begin or end within a word."""

_OTHERS = re.compile(rf"</?[a-zA-Z](?:[a-zA-Z0-9]*>|{_REST})")


def plain_text(body: Body, captions: Sequence[str]) -> str:
    """Return the words of a body, and of the captions of its pictures."""
    html = in_words(body, captions)
    if "footnote-" in html or "<!--" in html or _MAY_BE_UNREAD.search(html):
        html = _UNREAD.sub(" ", html)
    return unescape(_OTHERS.sub(" ", _WITHIN_WORDS.sub("", html)))


_MAY_BE_UNREAD = re.compile("<(?:script|style|template)", re.IGNORECASE)
