"""Ids of headings as other generators write them: `## Heading {#id .class}`, `{: #id}`.

The id is honoured, since links lead to it. Classes and other attributes are for a design that is
not ours: no reader misses them.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from sitegen.urls import nfc

TYPED = "typed"
"""In the `meta` of an inline token: what it was, if its content is no more what is typed."""

_ATTRIBUTE = re.compile(r"#(?P<id>[^\s{}#]+)|\.[^\s{}]+|[\w:-]+=(?:\"[^\"{}]*\"|[\w.:%-]+)")
_CLOSING = re.compile(r"[ \t]#+$")


def attributes_plugin(parser: MarkdownIt) -> None:
    """Let the parser take attributes off headings, and keep ids in their `meta`, all in `env`."""
    parser.core.ruler.after("block", "attributes", _attributes)


def _attributes(state: StateCore) -> None:
    for number, token in enumerate(state.tokens):
        if token.type == "heading_open":
            inline = state.tokens[number + 1]
            inline.meta[TYPED] = inline.content
            inline.content, id_ = without_attributes(inline.content)
            if id_:
                token.meta["id"] = id_
                state.env.setdefault("ids", set()).add(nfc(id_))


def without_attributes(content: str) -> tuple[str, str]:
    """Return the text of a heading without attributes, and the id among them, or an empty text."""
    start = content.rfind("{") if content.endswith("}") else -1
    if start < 0 or content[start - 1 : start] == "\\":
        return content, ""
    written = content[start + 1 : -1].removeprefix(":")
    attributes = [_ATTRIBUTE.fullmatch(it) for it in written.split()]
    ids = [it["id"] for it in attributes if it and it["id"]]
    if not attributes or not all(attributes) or len(ids) > 1:
        return content, ""
    return _CLOSING.sub("", content[:start].rstrip()), "".join(ids)
