"""Tags of raw HTML become the tokens that Markdown would have made: links, pictures, elements.

Each tag is read (`tags.py`) and judged (`elements.py`). Elements are `html_open` and `html_close`
tokens, whose `tag` is what they become; what lies elsewhere and is shown as a link is a `film`.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from markdown_it.token import Token

from sitegen.content.markdown.html.balance import Balance, Fault
from sitegen.content.markdown.html.elements import VOID, Admitted, admit
from sitegen.content.markdown.html.films import film
from sitegen.content.markdown.html.tags import Broken, Tag, read_html
from sitegen.content.markdown.places import Finder, Place, Places
from sitegen.content.markdown.standins import stand_in
from sitegen.content.markdown.targets import (
    SECURE,
    Local,
    Web,
    Wrong,
    lies_elsewhere,
    link_target,
    name_of,
    web_address,
)
from sitegen.urls import nfc

_SMALL = re.compile(r"\s*[01](?:px)?\s*")
"""The size of pictures that only count readers."""

_LINE_ENDS = re.compile("[\t\n\r]")
"""What browsers take out of addresses."""

_SMILEYS = ("emoji", "smiley")


class HtmlReader:
    """Reads the HTML of one body, piece by piece, and collects what is to be said about it."""

    def __init__(self, places: Places, balance: Balance) -> None:
        self.faults: list[Fault] = []
        self.has_elements = False
        self._balance = balance
        self._finder = Finder(places)
        self._ends: list[list[Token]] = []
        self._in_link = False

    def enter(self, lines: Sequence[int] | None) -> None:
        """Go to the lines of a block."""
        self._finder.enter(lines)
        self._balance.enter()
        self._in_link = False

    def tokens(self, html: str) -> Iterator[Token]:
        """Yield tokens for a piece of HTML; text is text, whoever wrote it."""
        for piece in read_html(html):
            if isinstance(piece, str):
                yield _text(unescape(piece))
                continue
            place = self._finder.words(piece.written) or self._finder.first()
            if isinstance(piece, Broken):
                message = f"`{piece.written}` begins no tag and stands as text"
                self._tell(place, message, "write `&lt;` for a `<` that is text, or end the tag")
                yield _text("<")
            else:
                yield from self._of_tag(piece, place)

    def _of_tag(self, tag: Tag, place: Place) -> Iterator[Token]:
        admitted = admit(tag)
        self.has_elements = self.has_elements or admitted.kind != "nothing"
        self.faults += [(place, *fault) for fault in admitted.faults]
        if admitted.shown:
            yield _text(admitted.shown)
        if admitted.kind == "picture":
            yield from self._picture(tag, place)
        elif admitted.kind == "film":
            yield from self._film(tag, place)
        elif admitted.kind != "nothing" and self._is_in_balance(tag, admitted, place):
            meta = {"anchor": nfc(admitted.anchor), "html": admitted.html, "place": place}
            if admitted.kind == "link":
                yield from self._link(tag, meta)
            else:
                kind = "html_close" if tag.ends and admitted.name != "br" else "html_open"
                yield Token(kind, admitted.name, 0, meta=meta, content=tag.name)

    def _is_in_balance(self, tag: Tag, admitted: Admitted, place: Place) -> bool:
        if admitted.name in VOID:
            return not self._balance.too_much
        length = len(admitted.html) + len(tag.attributes.get("href", "")) + len(tag.name)
        return self._balance.see(tag.name, place, ends=tag.ends, length=length)

    def _link(self, tag: Tag, meta: dict[str, Any]) -> Iterator[Token]:
        """Yield a link as Markdown has it; one that leads nowhere is but a place to lead to."""
        if tag.ends:
            self._in_link = False
            yield from self._ends.pop() if self._ends else ()
            return
        open_span, close_span = Token("html_open", "span", 0), Token("html_close", "span", 0)
        if "href" not in tag.attributes:
            open_span.meta = meta
            self._ends.append([close_span])
            yield open_span
            return
        if meta["anchor"]:
            open_span.meta = {**meta, "html": ""}
            yield from (open_span, close_span)
        language: list[Token] = []
        if meta["html"]:
            language.append(Token("html_open", "span", 0, meta={**meta, "anchor": ""}))
        self._ends.append([Token("link_close", "a", -1), *([close_span] if language else [])])
        self._in_link = True
        written = _LINE_ENDS.sub("", tag.attributes["href"].strip())
        yield from language
        yield _link_to(written, tag.attributes.get("title", ""), meta["place"])

    def _picture(self, tag: Tag, place: Place) -> Iterator[Token]:
        """Yield a picture of this site, or a link to one that lies elsewhere."""
        told = tag.attributes
        candidates = told.get("srcset", "").split()
        written = told.get("src", "").strip() or (candidates[0].rstrip(",") if candidates else "")
        alt = " ".join(told.get("alt", "").split())
        if alt and any(it in told.get("class", "").lower() for it in _SMILEYS):
            yield _text(alt)
        elif all(_SMALL.fullmatch(told.get(side, "")) for side in ("width", "height")):
            return
        elif not written or written[:5].lower() == "data:":
            message = "`<img>` names no file: the picture is lost"
            hint = 'save the picture beside the article, and name it: src="photo.jpg"'
            self._tell(place, message, hint)
            yield from [_text(alt)] if alt else []
        elif not isinstance(link_target(written), Local):
            self._tell(place, *lies_elsewhere(written))
            yield from self._lead(written, alt or name_of(written), place)
        else:
            path = re.split("[?#]", written, maxsplit=1)[0]
            words = [_text(alt)] if alt else []
            meta = {"place": place}
            yield Token("image", "img", 0, attrs={"src": path}, children=words, meta=meta)

    def _film(self, tag: Tag, place: Place) -> Iterator[Token]:
        """Yield what the block `embed` would be, or a link; if there is none, what is inside."""
        found = film(tag)
        target = link_target(found.address) if found.address else None
        if target is None or isinstance(target, Wrong):
            message = f"`<{tag.name}>` names nothing that can be shown: it was removed"
            self._tell(place, message, target.hint if target else 'name it: src="https://…"')
            if tag.name != "iframe":
                yield from self.tokens(tag.inside)
            return
        message = f"`<{tag.name}>` is shown as a link to `{found.address}`"
        is_secure = isinstance(target, Web) and not web_address(target.url, SECURE)
        hint = f"write a link that says what it is: `[…]({found.address})`"
        if is_secure:
            hint = f"say with `::: embed {found.address}` and `title:` what it is"
        self._tell(place, message, hint)
        if isinstance(target, Web) and is_secure and not self._in_link:
            meta = {"place": place, "url": target.url}
            yield Token("film", "", 0, content=found.title, meta=meta)
        else:
            yield from self._lead(found.address, found.title, place)

    def _lead(self, address: str, words: str, place: Place) -> Iterator[Token]:
        """Yield a link with words; within a link the words alone."""
        if self._in_link:
            yield from stand_in(words)
        else:
            yield from stand_in(words, _link_to(address, "", place))

    def _tell(self, place: Place, message: str, hint: str) -> None:
        self.faults.append((place, message, hint))


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _link_to(written: str, title: str, place: Place) -> Token:
    """Return the start of a link; a mistake in it weighs what it would in Markdown.

    But what scripts do in archives (`href="#"`, `javascript:`) is no reason not to publish.
    """
    target = link_target(written)
    is_web = written.lower().startswith(("http:", "https:", "//"))
    light = isinstance(target, Wrong) and not is_web
    meta = {"place": place, "severity": "warning" if light else "error"}
    attributes: dict[str, str | int | float] = {"href": written}
    if title:
        attributes["title"] = title
    return Token("link_open", "a", 1, attrs=attributes, meta=meta)
