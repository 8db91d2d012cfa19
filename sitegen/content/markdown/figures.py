"""What authors mean by pictures: linked, with a caption below, in a row, beside words.

Inline tokens in, inline tokens out; HTML comes as `idioms.py` says. A figure is no part of a
sentence, so pictures go where their paragraph allows it.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from markdown_it.token import Token

from sitegen.content.markdown.attributes import without_attributes
from sitegen.content.markdown.html.paragraphs import WITHIN
from sitegen.content.markdown.writer import in_one_line, plain_text

SHOWN = frozenset({"film", "image"})

_BREAKS = frozenset({"hardbreak", "softbreak"})
_HTML = frozenset({"html_open", "html_close"})
_LEADING = frozenset({"footnote_ref", "link_open"})
_EMPHASIS = frozenset({"em", "i"})
_OPENS = re.compile(r"(?:em|strong|s|html)_open")
_CLOSES = re.compile(r"(?:em|strong|s|html)_close")


def words_of(tokens: Sequence[Token]) -> str:
    """Return the words of inline tokens, but for those about pictures; single spaces."""
    return in_one_line(plain_text([it for it in tokens if it.type not in SHOWN]))


def with_linked_pictures(tokens: Sequence[Token]) -> list[Token]:
    """Give pictures the link that they stand in.

    `meta["link"]` is then its `link_open` token. A link of pictures alone is no other link any
    more; from one with words they are taken out, to stand before it.
    """
    found: list[Token] = []
    link: list[Token] = []

    def finish() -> None:
        pictures = [it for it in link if it.type in SHOWN]
        rest = [it for it in link if it.type not in SHOWN]
        for picture in pictures:
            if picture.type == "image":
                picture.meta["link"] = link[0]
        found.extend(pictures)
        if not pictures or words_of(rest):
            found.extend(rest)
        else:
            found.extend(it for it in rest if it.type not in {"link_open", "link_close"})
        link.clear()

    for token in tokens:
        if token.type == "link_open":
            finish()
            link.append(token)
        elif link:
            link.append(token)
            if token.type == "link_close":
                finish()
        else:
            found.append(token)
    finish()
    return found


# Captions -----------------------------------------------------------------------------------


def with_captions(tokens: Sequence[Token]) -> list[Token]:
    """Take a line of emphasis below a picture for its caption.

    Its words are in `meta["caption"]`; of one with links `meta["figcaption"]` has the tokens, too.
    What other generators read behind a picture, `{: .left}`, goes: it is for their designs.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found.append(token)
        at += 1
        if token.type == "image":
            at = _behind_attributes(tokens, at)
            behind = _caption(tokens, at)
            if behind and not token.attrs.get("title") and not token.meta.get("caption"):
                give_caption(token, trimmed(tokens[at:behind])[1:-1])
                at = behind
    return found


def give_caption(picture: Token, caption: Sequence[Token]) -> None:
    """Let a picture have a caption: its words, and its tokens if readers can follow any."""
    picture.meta["caption"] = words_of(caption)
    if any(it.type in _LEADING for it in caption):
        blank = Token("text", "", 0, content=" ")
        picture.meta["figcaption"] = trimmed([blank if is_block(it) else it for it in caption])


def is_block(token: Token) -> bool:
    """Say whether a token is of HTML that stands in no line of words."""
    is_html = token.type in _HTML
    return token.type == "html_heading" or (is_html and token.tag not in WITHIN)


def _behind_attributes(tokens: Sequence[Token], at: int) -> int:
    if at < len(tokens) and tokens[at].type == "text":
        content = tokens[at].content
        if content[:1] == "{" and not without_attributes(content.rstrip())[0]:
            return at + 1
    return at


def _caption(tokens: Sequence[Token], at: int) -> int:
    """Return where a caption that follows a picture ends; 0 if there is none."""
    start = at
    while start < len(tokens) and (is_break(tokens[start]) or _is_space(tokens[start])):
        start += 1
    if not any(is_break(it) for it in tokens[at:start]) or start == len(tokens):
        return 0
    if not (_emphasis(tokens[start]) and _OPENS.fullmatch(tokens[start].type)):
        return 0
    depth = 0
    for end in range(start, len(tokens)):
        token = tokens[end]
        if is_break(token) or token.type in SHOWN:
            return 0
        if _emphasis(token):
            depth += 1 if _OPENS.fullmatch(token.type) else -1
            if not depth:
                return end + 1 if _ends_line(tokens, end + 1) else 0
    return 0


def _emphasis(token: Token) -> bool:
    return token.tag in _EMPHASIS


def _ends_line(tokens: Sequence[Token], at: int) -> bool:
    while at < len(tokens) and _is_space(tokens[at]):
        at += 1
    return at == len(tokens) or is_break(tokens[at]) or tokens[at].type == "html_close"


# Paragraphs ---------------------------------------------------------------------------------


class Stretch(NamedTuple):
    """Words of a paragraph, or one picture or film of it (`is_shown`).

    A picture that is `moved` stood within a line of words, and stands behind them now.
    """

    tokens: list[Token]
    is_shown: bool = False
    is_moved: bool = False


def arranged(tokens: Sequence[Token]) -> list[Stretch]:
    """Split a paragraph into words and what is shown.

    Pictures that have a line for themselves stand where they are, others before the words if none
    precede them in the paragraph, or behind.
    """
    stretches: list[Stretch] = []
    words: list[Token] = []
    waiting: list[Stretch] = []

    def finish() -> None:
        said = _without_empty(words)
        if any(map(_speaks, said)):
            stretches.append(Stretch(trimmed(said)))
        stretches.extend(waiting)
        words.clear()
        waiting.clear()

    for line in _lines(tokens):
        shown = [it for it in line if it.type in SHOWN]
        rest = [it for it in line if it.type not in SHOWN]
        is_said = any(map(_speaks, words))
        if shown and not any(map(_speaks, rest)):
            words += [it for it in rest if not is_break(it)]
            finish()
            stretches += [Stretch([it], is_shown=True) for it in shown]
            continue
        if shown:
            place = _place(line)
            if place == "before" and not is_said:
                stretches += [Stretch([it], is_shown=True) for it in shown]
            else:
                waiting += [
                    Stretch([it], is_shown=True, is_moved=place == "within") for it in shown
                ]
        words += rest
    finish()
    return stretches


def _place(line: Sequence[Token]) -> Literal["before", "within", "behind"]:
    """Return where pictures of a line stand among its words."""
    speaks = [at for at, it in enumerate(line) if it.type not in SHOWN and _speaks(it)]
    shown = [at for at, it in enumerate(line) if it.type in SHOWN]
    if shown[-1] < speaks[0]:
        return "before"
    return "behind" if shown[0] > speaks[-1] else "within"


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the lines of a paragraph, each with the break that ends it."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        lines[-1].append(token)
        if is_break(token):
            lines.append([])
    return lines


def is_break(token: Token) -> bool:
    """Say whether a token ends a line."""
    return token.type in _BREAKS or (token.type == "html_open" and token.tag == "br")


def _is_space(token: Token) -> bool:
    return token.type == "text" and not token.content.strip()


def _speaks(token: Token) -> bool:
    """Say whether readers see something of a token that is no picture."""
    return not (is_break(token) or _is_space(token) or token.nesting or _is_bare_html(token))


def _is_bare_html(token: Token) -> bool:
    return token.type in {"html_open", "html_close"} and not token.meta.get("anchor")


def _without_empty(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens without emphasis that has lost what it held."""
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept else token
        pair = _OPENS.fullmatch(before.type) and _CLOSES.fullmatch(token.type)
        if pair and before.tag == token.tag and not before.meta.get("anchor"):
            kept.pop()
        else:
            kept.append(token)
    return kept


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens without breaks and blanks at their ends."""
    kept = list(tokens)
    while kept and (is_break(kept[-1]) or _is_space(kept[-1])):
        kept.pop()
    start = 0
    while start < len(kept) and (is_break(kept[start]) or _is_space(kept[start])):
        start += 1
    kept = kept[start:]
    if kept and kept[0].type == "text":
        kept[0].content = kept[0].content.lstrip()
    if kept and kept[-1].type == "text":
        kept[-1].content = kept[-1].content.rstrip()
    return kept
