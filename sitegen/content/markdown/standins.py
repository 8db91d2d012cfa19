"""Words that stand in for what readers do not see here, such as a picture on another site."""

from collections.abc import Sequence

from markdown_it.token import Token

from sitegen.content.markdown.figures import SHOWN, is_block, is_break, trimmed, words_of


def stand_in(words: str, link: Token | None = None) -> list[Token]:
    """Return words that stand in for what readers do not see here, in the link that leads there."""
    tokens = [Token("text", "", 0, content=words)]
    if link is not None:
        tokens = [link, *tokens, Token("link_close", "a", -1)]
    for token in tokens:
        token.meta = {**token.meta, "stands_in": True}
    return tokens


def of_heading(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Return what stays of the tokens of a heading, and what stands behind it: pictures.

    The same goes for links to pictures, unless the heading has no other words; what stands in for
    one in a link of the heading goes.
    """
    words = [it for it in tokens if it.type not in SHOWN]
    behind = [it for it in tokens if it.type in SHOWN]
    own = [it for it in words if not it.meta.get("stands_in")]
    if words_of(own):
        links: list[Token] = []
        depth = 0
        for it in words:
            depth += it.nesting * bool(it.meta.get("stands_in"))
            if it.meta.get("stands_in") and (depth or it.nesting):
                links.append(it)
        words, behind = own, [*set_apart(links), *behind]
    return trimmed(words), behind


def set_apart(tokens: Sequence[Token]) -> list[Token]:
    """Put a blank between words that stand in for something and those that touch them."""
    found: list[Token] = []
    last: Token | None = None
    behind = 0  # the last words, and the link that they end
    for token in tokens:
        if token.type in {"text", "code_inline"} and token.content:
            stands_in = token.meta.get("stands_in") or (last and last.meta.get("stands_in"))
            if stands_in and last and last.content[-1].isalnum() and token.content[0].isalnum():
                found.insert(behind, Token("text", "", 0, content=" "))
            last, behind = token, len(found) + 1
        elif token.type == "link_close" and behind == len(found):
            behind += 1
        elif is_break(token) or is_block(token):
            last = None
        found.append(token)
    return found
