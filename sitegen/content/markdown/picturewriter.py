"""Pictures on their way to the page: figures where their authors meant them to stand."""

import posixpath
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from markdown_it.token import Token

from sitegen.content.markdown.figures import (
    SHOWN,
    arranged,
    is_block,
    trimmed,
    with_captions,
    with_linked_pictures,
)
from sitegen.content.markdown.newsroom import Manuscript, NewsroomWriter
from sitegen.content.markdown.standins import of_heading, set_apart, stand_in
from sitegen.content.markdown.targets import (
    Local,
    Web,
    Wrong,
    lies_elsewhere,
    link_target,
    name_of,
    picture_path,
)
from sitegen.content.markdown.writer import BlockRule, InlineRule, escaped, plain_text
from sitegen.content.places import PICTURES
from sitegen.model import FIGURE, PictureRef, Slot

if TYPE_CHECKING:
    from sitegen.content.markdown.places import Place

LABEL = "label"
"""The `info` of inline tokens that are titles or speakers: no picture can stand there."""


class PictureWriter(NewsroomWriter):
    """Writes one body with its pictures."""

    def __init__(self, of: Manuscript) -> None:
        super().__init__(of)
        self.shows = "image" in of.rules or "html_inline" in of.rules
        self.pictures: list[PictureRef] = []
        self._is_label = False
        self._last_place: Place = (1, 1)

    def add_picture(self, picture: PictureRef) -> int:
        """Keep a picture and return its number."""
        self.pictures.append(self.texts.of(picture))
        return len(self.pictures) - 1

    def read(self, inline: Token) -> list[Token]:
        """Return the tokens of a paragraph, a heading or a cell, its pictures as they are meant."""
        children = inline.children or []
        if "![" not in inline.content or inline.info == LABEL:
            return children
        if not any(it.type == "image" for it in children):
            return children
        near = set_apart(self.with_links_to_pictures(inline))
        return with_captions(with_linked_pictures(near))

    def with_links_to_pictures(self, inline: Token) -> list[Token]:
        """Return the tokens of a paragraph with a link for each picture that lies elsewhere.

        Within a link its words are left, since a link leads somewhere else already.
        """
        self.finder.enter(inline.map)
        tokens: list[Token] = []
        depth = 0
        for token in inline.children or ():
            depth += token.nesting * (token.tag == "a")
            written = str(token.attrs.get("src", ""))
            if token.type == "image" and isinstance(link_target(written), Web):
                place = self.target_place(written, token)
                self.report(place, *lies_elsewhere(written), "warning")
                alt = " ".join(plain_text(token.children).split())
                meta = {**token.meta, "place": place}
                link = Token("link_open", "a", 1, attrs={"href": written}, meta=meta)
                tokens += stand_in(alt or name_of(written), None if depth else link)
            else:
                tokens.append(token)
        return tokens

    def may_show(self, inline: Token) -> bool:
        """Say, quickly, whether a picture or a tag may stand in a paragraph: most have neither."""
        return self.shows and ("![" in inline.content or "<" in inline.content)

    def inline(self, parent: Token) -> None:
        if not self.shows or not self.may_show(parent):
            super().inline(parent)
            return
        parent.children = self.read(parent)
        self._is_label = parent.info == LABEL
        super().inline(parent)
        self._is_label = False

    def _paragraph_open(self, tokens: Sequence[Token], index: int) -> None:
        paragraph, inline, end = tokens[index : index + 3]
        inline.children = children = self.read(inline)
        if any(it.type in SHOWN for it in children) and not any(map(is_block, children)):
            self.separate(tokens, index)
            self._arrange(inline, is_tight=paragraph.hidden)
            inline.children = []
            paragraph.hidden = end.hidden = True
        else:
            self.of_words(tokens, index)

    def of_words(self, tokens: Sequence[Token], index: int) -> None:
        """Begin a paragraph in which no picture stands."""
        if not tokens[index].hidden:
            self.separate(tokens, index)
            self.emit("<p>")

    def _arrange(self, inline: Token, *, is_tight: bool) -> None:
        """Write the words and the pictures of a paragraph, one after the other."""
        self.finder.enter(inline.map)
        for number, stretch in enumerate(arranged(inline.children or [])):
            if number:
                self.emit("\n")
            if stretch.is_shown:
                self.phrase(stretch.tokens)
                if stretch.is_moved and stretch.tokens[0].type == "image":
                    message = "a picture inside a sentence stands behind its paragraph"
                    hint = "put it where it belongs, with an empty line before and behind it"
                    self.report(self._last_place, message, hint, "warning")
            else:
                words = Token("inline", "", 0, map=inline.map, children=stretch.tokens)
                self.emit("" if is_tight else "<p>")
                self.inline(words)
                self.emit("" if is_tight else "</p>")

    def _image(self, token: Token) -> None:
        """Write a picture of the site, with its caption and its link."""
        if self.is_too_much(token):
            return
        written = str(token.attrs["src"])
        place = self._last_place = self.target_place(written, token)
        alt = " ".join(plain_text(token.children).split())
        path = picture_path(written)
        if self._is_label:
            path = Wrong("no picture can stand here", "put it into a paragraph of its own")
            self.emit(escaped(alt))
        if isinstance(path, Wrong):
            self.report(place, *path)
            return
        caption = str(token.meta.get("caption") or token.attrs.get("title", ""))
        number = self.add_picture(PictureRef(path, alt, caption, "", "", *place))
        leads = token.meta.get("link")
        target = self.target_of(leads) if leads and not _is_of_picture(leads) else None
        links = (target,) if isinstance(target, int) else ()
        texts = (target,) if isinstance(target, str) else ()
        self.begin(Slot(FIGURE, links, (number,), texts))
        self.phrase(token.meta.get("figcaption", ()))
        self.end()

    def _heading_open(self, tokens: Sequence[Token], index: int) -> None:
        """Write a heading; pictures in it stand behind it, and one of pictures alone is none."""
        inline, end = tokens[index + 1 : index + 3]
        if not self.may_show(inline):
            inline.children, end.meta["behind"] = trimmed(inline.children or ()), ()
            super()._heading_open(tokens, index)
            return
        inline.children, behind = of_heading(self.read(inline))
        end.meta["behind"] = behind
        if behind and not plain_text(inline.children).strip():
            self.separate(tokens, index)
            inline.children = []
            end.tag = ""
        else:
            super()._heading_open(tokens, index)

    def _heading_close(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        if token.tag:
            self.emit(f"</{token.tag}>\n")
        if not token.meta["behind"]:
            return
        links = [it for it in token.meta["behind"] if it.type not in SHOWN]
        if links:
            self.emit("<p>")
            self.phrase(links)
            self.emit("</p>\n")
        if len(token.meta["behind"]) > len(links):
            self.phrase([it for it in token.meta["behind"] if it.type in SHOWN])
            self.emit("\n")

    block_rules: ClassVar[Mapping[str, BlockRule]] = {
        **NewsroomWriter.block_rules,
        "heading_close": _heading_close,
        "heading_open": _heading_open,
        "paragraph_open": _paragraph_open,
    }
    inline_rules: ClassVar[Mapping[str, InlineRule]] = {
        **NewsroomWriter.inline_rules,
        "image": _image,
    }


def _is_of_picture(link: Token) -> bool:
    """Say whether a link leads to a picture of this site: readers see the largest size anyhow."""
    target = link_target(str(link.attrs["href"]))
    return isinstance(target, Local) and posixpath.splitext(target.target)[1].lower() in PICTURES
