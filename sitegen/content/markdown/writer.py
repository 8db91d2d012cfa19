"""CommonMark tokens in, HTML fragments out: one pass, the rules of the specification.

What a newsroom adds to CommonMark is in `newsroom.py`, which extends this writer.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from sitegen.model import Body, Slot

_LANGUAGE = re.compile(r"[ \t\n]*([^ \t\n]+)")

BlockRule = Callable[[Any, Sequence[Token], int], None]
InlineRule = Callable[[Any, Token], None]


def escaped(text: str) -> str:
    """Return text as HTML, as the specification's examples escape it."""
    # Most texts hold none of these, and to ask takes half as long as to replace.
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def plain_text(tokens: Sequence[Token] | None) -> str:
    """Return the words of inline tokens, without their markup."""
    words = []
    for token in tokens or ():
        if token.type in ("text", "code_inline", "html_inline"):
            words.append(token.content)
        elif token.type == "image":
            words.append(plain_text(token.children))
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
    return "".join(words)


def in_one_line(text: str) -> str:
    """Return a text with single spaces, none at its ends; no-break spaces stay."""
    if text.isprintable() and "  " not in text:  # no other blank is printable
        return text.strip(" ")
    return " ".join(filter(None, _BLANKS.split(text)))


_BLANKS = re.compile("[ \t\n\r\f\v]+")


class Writer:
    """Writes the tokens of one document. Rules are looked up by the type of a token."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._slots: list[tuple[int, Slot | None]] = []
        self.emit = self.parts.append

    def begin(self, slot: Slot) -> None:
        """Leave a hole behind what is written so far; what is written up to `end` belongs to it."""
        self._slots.append((len(self.parts), slot))

    def end(self) -> None:
        """End the slot that began last."""
        self._slots.append((len(self.parts), None))

    def leave(self, slot: Slot) -> None:
        """Leave a hole to which nothing belongs that stands in the body."""
        self.begin(slot)
        self.end()

    def body(self) -> Body:
        """Return what was written."""
        literals, start = [], 0
        for end, _ in self._slots:
            literals.append("".join(self.parts[start:end]))
            start = end
        literals.append("".join(self.parts[start:]))
        return Body(tuple(literals), tuple([slot for _, slot in self._slots]))

    def write(self, tokens: Sequence[Token]) -> None:
        """Write the tokens of a document."""
        emit, inline, rules = self.emit, self.inline, self.block_rules
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                inline(token)
            elif kind in rules:
                rules[kind](self, tokens, index)
            elif token.hidden:
                continue
            elif token.nesting < 0:
                emit(f"</{token.tag}>\n")
            else:
                self.open(tokens, index)

    def open(self, tokens: Sequence[Token], index: int) -> None:
        """Write the start of an element, with the line ends of the specification's examples."""
        token = tokens[index]
        self.separate(tokens, index)
        attributes = ""
        for key, value in token.attrs.items():
            attributes += f' {key}="{escaped(str(value))}"'
        if not token.nesting:
            self.emit(f"<{token.tag}{attributes} />\n")
            return
        behind = tokens[index + 1]
        runs_on = (
            behind.type == "inline"
            or behind.hidden
            or (token.tag == "li" and behind.type == "list_item_close")
        )
        self.emit(f"<{token.tag}{attributes}>" if runs_on else f"<{token.tag}{attributes}>\n")

    def separate(self, tokens: Sequence[Token], index: int) -> None:
        """Begin a line if a tight paragraph has not ended its own."""
        if index and tokens[index - 1].hidden:
            self.emit("\n")

    def inline(self, parent: Token) -> None:
        """Write the contents of a paragraph, a heading or a cell."""
        self.phrase(parent.children or ())

    def phrase(self, tokens: Sequence[Token]) -> None:
        """Write inline tokens."""
        emit, rules = self.emit, self.inline_rules
        for token in tokens:
            kind = token.type
            if kind == "text":
                emit(escaped(token.content))
            elif kind == "softbreak":
                emit("\n")
            elif kind in rules:
                rules[kind](self, token)
            else:
                emit(f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>")

    def _code_block(self, tokens: Sequence[Token], index: int) -> None:
        self.emit(f"<pre><code>{escaped(tokens[index].content)}</code></pre>\n")

    def _fence(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        language = _LANGUAGE.match(unescapeAll(token.info))
        name = f' class="language-{escaped(language[1])}"' if language else ""
        self.emit(f"<pre><code{name}>{escaped(token.content)}</code></pre>\n")

    def _html_block(self, tokens: Sequence[Token], index: int) -> None:
        self.emit(tokens[index].content)

    def _html_inline(self, token: Token) -> None:
        self.emit(token.content)

    def _code_inline(self, token: Token) -> None:
        self.emit(f"<code>{escaped(token.content)}</code>")

    def _hardbreak(self, _token: Token) -> None:
        self.emit("<br />\n")

    def _link_open(self, token: Token) -> None:
        self.emit(f'<a href="{escaped(str(token.attrs["href"]))}"{self.title(token)}>')

    def _image(self, token: Token) -> None:
        alt = escaped(plain_text(token.children))
        source = escaped(str(token.attrs["src"]))
        self.emit(f'<img src="{source}" alt="{alt}"{self.title(token)} />')

    @staticmethod
    def title(token: Token) -> str:
        """Return the title of a link or a picture as an attribute."""
        title = token.attrs.get("title")
        return f' title="{escaped(str(title))}"' if title else ""

    block_rules: ClassVar[Mapping[str, BlockRule]] = {
        "code_block": _code_block,
        "fence": _fence,
        "html_block": _html_block,
    }
    inline_rules: ClassVar[Mapping[str, InlineRule]] = {
        "code_inline": _code_inline,
        "hardbreak": _hardbreak,
        "html_inline": _html_inline,
        "image": _image,
        "link_open": _link_open,
    }
