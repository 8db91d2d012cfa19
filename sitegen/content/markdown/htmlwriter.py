"""Raw HTML on its way to the page: one body, whoever wrote which part of it in which markup."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from markdown_it.token import Token

from sitegen.content.markdown.figures import words_of
from sitegen.content.markdown.html.balance import DEEPEST, Balance
from sitegen.content.markdown.html.idioms import understood
from sitegen.content.markdown.html.reader import HtmlReader
from sitegen.content.markdown.html.unread import looks_like_html, unread_markdown
from sitegen.content.markdown.newsroom import Manuscript
from sitegen.content.markdown.picturewriter import PictureWriter
from sitegen.content.markdown.writer import BlockRule, InlineRule, escaped
from sitegen.errors import Problem
from sitegen.model import EMBED, Body, Slot

if TYPE_CHECKING:
    from sitegen.content.markdown.places import Place


class HtmlWriter(PictureWriter):
    """Writes one body whose HTML is read as browsers read it."""

    def __init__(self, of: Manuscript) -> None:
        super().__init__(of)
        self._trusts_html = of.trust_html
        self._reads_html = not of.trust_html and "html_inline" in of.rules
        self._balance = Balance()
        self._html = HtmlReader(of.places, self._balance)
        self._awaiting: Token | None = None
        self._claims: list[tuple[int, str, Place]] = []
        self._claimed: list[str] = []

    def finish(self) -> Body:
        """Return the body, safe to publish."""
        for at, anchor, place in self._claims:
            if self.anchors.claim(anchor):
                self._claimed.append(anchor)
                self.parts[at] = f' id="{escaped(anchor)}"'
            else:
                message = f"`{anchor}` is the anchor of something else already"
                hint = "links lead to that: delete it, or rename it"
                self.report(place, message, hint, "warning")
        body = self.body()
        if not self._html.has_elements:
            return body
        from sitegen.content.markdown.html.sanitise import sanitise  # noqa: PLC0415 - few need it

        return sanitise(body, self.texts.language)

    def all_anchors(self) -> tuple[str, ...]:
        """Return what links can name, once the body is finished: headings, then HTML's own."""
        return (*(heading.id for heading in self.headings), *self._claimed)

    def problems(self) -> tuple[Problem, ...]:
        """Return all that was found wrong, in order."""
        for place, message, hint in (*self._html.faults, *self._balance.faults()):
            self.report(place, message, hint, "warning")
        if much := self._balance.too_much:
            message = "too much HTML is open here: the rest of it is lost"
            hint = f"close each element where it ends; at most {DEEPEST} may stand in each other"
            self.report(much, message, hint)
        return super().problems()

    def read(self, inline: Token) -> list[Token]:
        """Return the tokens of a paragraph, a heading or a cell, with HTML as what it means."""
        children = inline.children or []
        has_tags = self._reads_html and "<" in inline.content
        if not has_tags or not any(it.type == "html_inline" for it in children):
            return super().read(inline)
        self._html.enter(inline.map)
        return understood(list(self._expanded(self.with_links_to_pictures(inline))))

    def _expanded(self, tokens: Sequence[Token]) -> Iterator[Token]:
        for token in tokens:
            if token.type == "html_inline":
                yield from self._html.tokens(token.content)
            else:
                yield token

    def _html_block(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        if self._trusts_html:
            self.emit(token.content)
            return
        self._html.enter(token.map)
        if unread := unread_markdown(token.content):
            at, words = unread
            line = (token.map or [0])[0] + token.content.count("\n", 0, at)
            message = f"`{words}` stands in HTML, where Markdown is not read"
            hint = "put an empty line behind the tag above it, or write it in HTML"
            self.report(self.places.within(line, words), message, hint, "warning")
        inside = understood(list(self._html.tokens(token.content)))
        if inside:  # words alone, too: they stand between blocks
            self._html.has_elements = True
        if inside and inside[-1].meta.get("awaits") and _is_heading(tokens[index + 1 : index + 5]):
            self._awaiting = inside.pop()
        self.phrase(inside)

    def _code_block(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        if looks_like_html(token.content):
            line = token.map[0] if token.map else 0
            message = "HTML that is indented by four spaces is shown as source code"
            hint = "begin its lines further left; or, if it is code, put it between ``` lines"
            place = self.places.within(line, token.content.strip()[:4])
            self.report(place, message, hint, "warning")
        super()._code_block(tokens, index)

    def _html_open(self, token: Token) -> None:
        self.emit(f"<{token.tag}{token.meta.get('html', '')}")
        if anchor := token.meta.get("anchor"):
            self._claims.append((len(self.parts), anchor, token.meta["place"]))
            self.emit("")
        self.emit(">")

    def _html_close(self, token: Token) -> None:
        self.emit(f"</{token.tag}>")

    def _paragraph_open(self, tokens: Sequence[Token], index: int) -> None:
        """Write a paragraph, or the heading that it is between the tags of one."""
        if not self.shows or not (self._awaiting or self.may_show(tokens[index + 1])):
            self.of_words(tokens, index)
        elif heading := self._awaiting:
            self._awaiting = None
            paragraph, inline, end = tokens[index : index + 3]
            heading.map, end.type = paragraph.map, "heading_close"
            self.block_rules["heading_open"](self, [heading, inline, end], 0)
        else:
            super()._paragraph_open(tokens, index)

    def _html_heading(self, token: Token) -> None:
        children, place = token.children or [], token.meta["place"]
        text = words_of(children)
        if not text:
            self.report(place, "a heading without words was removed", "delete it", "warning")
            self.phrase(children)
            return
        level = self.begin_heading(token, text, place)
        self.phrase(children)
        self.emit(f"</h{level}>\n")

    def _html_film(self, token: Token) -> None:
        texts = (token.meta["url"], self.texts.typeset(token.content))
        self.leave(Slot(EMBED, texts=texts))

    def _trusted(self, token: Token) -> None:
        self.emit(token.content)

    block_rules: ClassVar[Mapping[str, BlockRule]] = {
        **PictureWriter.block_rules,
        "code_block": _code_block,
        "html_block": _html_block,
        "paragraph_open": _paragraph_open,
    }
    inline_rules: ClassVar[Mapping[str, InlineRule]] = {
        **PictureWriter.inline_rules,
        "film": _html_film,
        "html_close": _html_close,
        "html_heading": _html_heading,
        "html_inline": _trusted,
        "html_open": _html_open,
    }


def _is_heading(behind: Sequence[Token]) -> bool:
    """Say whether a paragraph and the end of a heading follow, between empty lines."""
    kinds = ["paragraph_open", "inline", "paragraph_close", "html_block"]
    return [it.type for it in behind] == kinds and behind[-1].content.lstrip()[:3].lower() == "</h"
