"""What is typed with a keyboard, set as a paper sets it: quotes, dashes, three dots, blanks.

One set of rules, for bodies and for texts that are no Markdown, such as headlines.
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate, count
from operator import add

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes
from markdown_it.token import Token

from sitegen.content.markdown.flanking import WIDE, may_be_wide
from sitegen.content.markdown.quotes import quotes_of
from sitegen.content.markdown.spacing import APART, BREAK, held_together, holding, with_blanks

MOST_QUOTES = 2000
"""Straight quotes in one paragraph: with their number the time to turn one grows."""

_TYPED = re.compile(
    r"(?<!\S)-{2,3}(?=[ \t]+\S)|(?<=\S[ \t])-{2,3}(?!\S)"
    r"|(?<=[\w.,;:!?)\]])-{2,3}(?=[\w(\[)\]\"'“”‘’«»])"
    r"|(?<!\.)\.{3}(?!\.)"
)
"""Hyphens between words, tight or with blanks; what begins a word is no dash: `--option`."""

_SET = {"--": "–", "---": "—", "...": "…"}


def typography_plugin(parser: MarkdownIt, language: str) -> None:
    """Put these rules in the place of the parser's own, which know no limits.

    Those of "replacements" make © of every `(c)`, and an ellipsis of the dots in `../about`.
    """
    parser.core.ruler.at("replacements", _set_dashes)
    parser.core.ruler.at("smartquotes", partial(_turn_quotes, language))
    parser.core.ruler.push("blanks", partial(_hold_together, language))


def typeset(text: str, language: str) -> str:
    """Return a text that is no Markdown as the same words in a body would be set."""
    if "--" in text or "..." in text:
        text = _dashed(text)
    if '"' in text or "'" in text:
        text = _quoted(text, language)
    return held_together(text, language)


def _quoted(text: str, language: str) -> str:
    words = Token("text", "", 0, content=text)
    state = StateCore(text, _typographer(language), {})
    state.tokens = [Token("inline", "", 0, content=text, children=[words])]
    _turn_quotes(language, state)
    return words.content


@lru_cache(maxsize=64)
def _typographer(language: str) -> MarkdownIt:
    return MarkdownIt("zero", {"typographer": True, "quotes": quotes_of(language)})


def _turn_quotes(language: str, state: StateCore) -> None:
    """Turn straight quotes, but not in a paragraph that has more than any story."""
    tokens = state.tokens
    if may_be_wide(state.src):
        _turn_beside_wide(state)
    state.tokens = [
        it for it in tokens if it.type == "inline" and ('"' in it.content or "'" in it.content)
    ]
    if sum(map(state.src.count, "\"'")) > MOST_QUOTES:
        state.tokens = [it for it in tokens if sum(map(it.content.count, "\"'")) <= MOST_QUOTES]
    kept = (
        list(_keep_apostrophes(state.tokens)) if language.partition("-")[0] in _FULL_WIDTH else []
    )
    smartquotes(state)
    for token in kept:
        token.content = token.content.replace(_KEPT, "'")
    state.tokens = tokens


_FULL_WIDTH = ("ja", "zh")
"""Languages in whose fonts a curly mark is as wide as a letter, and would part a Latin word."""

_WITHIN = re.compile("(?<=[A-Za-zÀ-ɏ])'(?=[A-Za-zÀ-ɏ])")
_KEPT = "\0"
"""Stands for an apostrophe that stays straight: no text has it."""


def _keep_apostrophes(blocks: Iterable[Token]) -> Iterator[Token]:
    """Put something else for those in Latin words, but for words that say their language."""
    for block in blocks:
        said: re.Match[str] | None = None
        for token in block.children or ():
            if token.type == "html_inline" and said is None:
                said = _SAID.match(token.content)
            elif token.type == "html_inline" and said and token.content.startswith(f"</{said[1]}"):
                said = None
            elif token.type == "text" and said is None and _WITHIN.search(token.content):
                token.content = _WITHIN.sub(_KEPT, token.content)
                yield token


@cache
def _beside_wide() -> re.Pattern[str]:
    """Return what finds a quotation that touches a letter without a space, as in `"정지"라고`."""
    return re.compile(
        rf"""(?P<mark>["'])(?:(?<={WIDE}["'])|(?=[^"'\n]*(?P=mark){WIDE}))"""
        r"""(?=[^\s"'])[^"'\n]*(?<!\s)(?P=mark)"""
    )


def _turn_beside_wide(state: StateCore) -> None:
    """Turn quotes beside Chinese, Japanese and Korean, where no space says which way they go."""
    quotes = state.md.options["quotes"]

    def turned(found: re.Match[str]) -> str:
        outer = found["mark"] == '"'
        opening, closing = quotes[:2] if outer else quotes[2:]
        return f"{opening}{found[0][1:-1]}{closing}"

    for parent in state.tokens:
        for token in parent.children or ():
            if token.type == "text" and ('"' in token.content or "'" in token.content):
                token.content = _beside_wide().sub(turned, token.content)


_SAID = re.compile(r"""<([a-z]+)\b[^>]*?\blang=["']?([A-Za-z0-9-]+)""")
"""An element within a line that says its language, as `<q lang="fr">` does."""

_OTHER = "\ufffc"
"""Stands for what is no text: an object in its place."""


def _hold_together(language: str, state: StateCore) -> None:
    """Put no-break spaces where lines may not break, and nothing for breaks that are no spaces.

    Most texts hold few such places, so one search looks through all blocks of a text.
    """
    blocks = [it for it in state.tokens if it.type == "inline" and it.children]
    texts = [_text(it.children or ()) for it in blocks]
    held: dict[int, list[tuple[int, str]]] = {}
    if found := sorted(holding(APART.join(texts), language).items()):
        starts = list(map(add, accumulate(map(len, texts), initial=0), count(step=len(APART))))
        for at, blank in found:
            number = bisect_right(starts, at) - 1
            held.setdefault(number, []).append((at - starts[number], blank))
    for number in range(len(blocks)) if "lang=" in state.src else held:
        children = blocks[number].children or ()
        pieces, own = _pieces(children), held.get(number, [])
        if "lang=" in state.src:
            own = _by_language(children, pieces, own)
        if own:
            blocks[number].children = list(_held(children, pieces, own))


def _by_language(
    tokens: Iterable[Token], pieces: Sequence[str], held: Iterable[tuple[int, str]]
) -> list[tuple[int, str]]:
    """Return the blanks of a block, within words of another language those of that language."""
    text, start, end = "".join(pieces), 0, 0
    said: re.Match[str] | None = None
    own = dict(held)
    for token, piece in zip(tokens, pieces, strict=True):
        if token.type == "html_inline" and said is None:
            said, start = _SAID.match(token.content), end
        elif token.type == "html_inline" and said and token.content.startswith(f"</{said[1]}"):
            within = holding(text[start:end], said[2])
            own = {at: it for at, it in own.items() if not start <= at < end}
            own |= {start + at: it for at, it in within.items()}
            said = None
        end += len(piece)
    return sorted(own.items())


def _text(tokens: Sequence[Token]) -> str:
    """Return what a reader sees of tokens, and stand-ins: of most blocks, the words of one."""
    if len(tokens) == 1 and tokens[0].type == "text":
        return tokens[0].content
    return "".join(_pieces(tokens))


def _pieces(tokens: Sequence[Token]) -> list[str]:
    """Return what a reader sees of each token; of what must not be changed, a stand-in."""
    pieces: list[str] = []
    addresses = 0
    for token in tokens:
        if token.info == "auto":  # an address that is its own text
            addresses += token.nesting
        if token.type == "text":
            pieces.append(_OTHER if addresses else token.content)
        elif token.type == "softbreak":
            pieces.append(BREAK)
        else:
            pieces.append("" if token.nesting or token.type == "html_inline" else _OTHER)
    return pieces


def _held(
    tokens: Iterable[Token], pieces: Iterable[str], held: Iterable[tuple[int, str]]
) -> Iterator[Token]:
    """Yield tokens with other blanks, told in the order of their places."""
    left = deque(held)
    start = 0
    for token, piece in zip(tokens, pieces, strict=True):
        end = start + len(piece)
        inside = []
        while left and left[0][0] < end:
            at, blank = left.popleft()
            inside.append((at - start, blank))
        start = end
        if not inside:
            yield token
        elif token.type == "text":
            token.content = with_blanks(piece, inside)
            yield token
        elif inside[0][1]:
            token.type, token.tag, token.content = "text", "", inside[0][1]
            yield token


def _set_dashes(state: StateCore) -> None:
    for parent in state.tokens:
        if parent.type == "inline" and ("--" in parent.content or "..." in parent.content):
            addresses = 0
            for token in parent.children or ():
                if token.info == "auto":  # an address that is its own text
                    addresses += token.nesting
                elif token.type == "text" and not addresses:
                    token.content = _dashed(token.content)


def _dashed(text: str) -> str:
    return _TYPED.sub(lambda found: _SET[found[0]], text)
