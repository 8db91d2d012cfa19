"""What tags of HTML mean together: headings, and pictures with all that belongs to them.

Tokens in, tokens out. HTML comes as `html_open` and `html_close` tokens, whose `tag` is the
element, beside Markdown's own: its links are `link_open` and `link_close`, its pictures `image`,
what plays elsewhere `film`.
"""

from collections.abc import Sequence

from markdown_it.token import Token

from sitegen.content.markdown.figures import (
    SHOWN,
    give_caption,
    with_captions,
    with_linked_pictures,
    words_of,
)
from sitegen.content.markdown.html.elements import HEADINGS
from sitegen.content.markdown.standins import of_heading, set_apart


def understood(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens of HTML with what they mean together."""
    return with_figures(with_captions(with_linked_pictures(with_headings(set_apart(tokens)))))


def with_headings(tokens: Sequence[Token]) -> list[Token]:
    """Turn headings into `html_heading` tokens, which hold what stands in them.

    One reaches to its end, of whatever rank that says it is, or to the next heading, or to the end
    of its block; if that comes before any words, it `awaits` those of the next paragraph. Pictures
    do not stand in headings, but behind them.
    """
    found: list[Token] = []
    heading: Token | None = None

    def finish() -> None:
        if heading is not None and heading.children is not None:
            heading.children, behind = of_heading(heading.children)
            found.extend(behind)

    for token in tokens:
        if token.tag in HEADINGS and token.type in {"html_open", "html_close"}:
            finish()
            heading = None
            if token.type == "html_open":
                meta = {**token.meta, "id": token.meta["anchor"]}
                heading = Token("html_heading", token.content, 0, meta=meta, children=[])
                found.append(heading)
        elif heading is not None and heading.children is not None:
            heading.children.append(token)
        else:
            found.append(token)
    finish()
    if heading is not None and not words_of(heading.children or ()):
        heading.meta["awaits"] = True
    return found


def with_figures(tokens: Sequence[Token]) -> list[Token]:
    """Turn a `<figure>` of one picture into that picture, and its `<figcaption>` into `meta`."""
    found: list[Token] = []
    begun: list[int] = []
    for token in tokens:
        found.append(token)
        if token.tag == "figure" and token.type == "html_open":
            begun.append(len(found) - 1)
        elif token.tag == "figure" and token.type == "html_close" and begun:
            start = begun.pop()
            if picture := _figure(found[start:]):
                found[start:] = [picture]
    return found


def _figure(tokens: Sequence[Token]) -> Token | None:
    """Return the one picture of a figure, if there is nothing in it but a caption."""
    pictures = [it for it in tokens if it.type in SHOWN]
    places = [
        at
        for at, it in enumerate(tokens)
        if it.tag == "figcaption" and it.type in {"html_open", "html_close"}
    ]
    if len(pictures) != 1 or len(places) not in {0, 2}:
        return None
    first, last = places or (0, 0)
    caption, rest = tokens[first:last], [*tokens[:first], *tokens[last:]]
    if words_of(rest) or any(it in pictures for it in caption):
        return None
    give_caption(pictures[0], caption)
    return pictures[0]
