"""What a body says, without its markup."""

import re
from html import unescape

from sitegen.model import Body
from sitegen.pages.fragments import in_words
from sitegen.pages.slots import InWords

_WITHIN_WORDS = (
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd"),
    *("mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"),
)
"""Elements that may begin or end within a word."""

_TO_ITS_END = r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>"""
_MARKS = 'sup class="footnote-ref">.*?</sup>|a href="#fnref_.*?</a>'
"""Those of footnotes and back, as `content.markdown.notes` writes them: no text of an article."""

_BEGIN_WITHIN = "".join(sorted({name[0] for name in _WITHIN_WORDS}))
"""Most elements begin with other letters, which is seen sooner than that they have other names."""

_WITHIN = re.compile(
    rf"<(?=/?[{_BEGIN_WITHIN}])"
    rf"(?:{_MARKS}|/?(?:{'|'.join(_WITHIN_WORDS)})(?![a-zA-Z0-9-]){_TO_ITS_END})",
    re.DOTALL,
)
_BETWEEN = re.compile(
    rf"<(?:(script|style|template)\b.*?</\1\s*>|!--.*?-->|(?:/?[a-z]|!--){_TO_ITS_END})",
    re.DOTALL | re.IGNORECASE,
)


def plain_text(body: Body, known: InWords) -> str:
    """Return the words of a body, and of its pictures and charts."""
    return unescape(_BETWEEN.sub(" ", _WITHIN.sub("", in_words(body, known))))
