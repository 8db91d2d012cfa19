"""What a newsroom adds to CommonMark: checked links, anchors and notes.

A writer whose rules replace those of `writer.py`. It looks at each token once, collects what
a body refers to, and notes problems with their places in the file.
"""

import re
from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from markdown_it.token import Token

from sitegen.content.markdown import notes
from sitegen.content.markdown.anchors import PART, Anchors, Outline
from sitegen.content.markdown.direction import turns
from sitegen.content.markdown.places import Finder, Place, Places
from sitegen.content.markdown.plain import PlainTexts
from sitegen.content.markdown.targets import Web, Wrong, link_target
from sitegen.content.markdown.writer import (
    BlockRule,
    InlineRule,
    Writer,
    escaped,
    in_one_line,
    plain_text,
)
from sitegen.errors import Problem, Severity, in_order
from sitegen.field_values import SectionHeading
from sitegen.languages import direction
from sitegen.model import LINK, Heading, LinkRef, Slot
from sitegen.urls import nfc

if TYPE_CHECKING:
    from sitegen.happenings import Update

SECTION_LEVEL = 2
"""The level of the headings that an outline names."""

MAX_NESTING = 20
"""How deep blocks may stand in each other; what lies deeper is not read."""

MAX_INLINE = 60
"""How deep emphasis may stand in emphasis: readers of feeds lose what stands deeper."""

MAX_REFERENCED = 100_000
"""Characters that links take from definitions further down, or as many as the text has."""

_STRAY_END = re.compile(r"^:{3,}[^\S\n]*$", re.MULTILINE)


class Manuscript(NamedTuple):
    """A text as its writer gets it."""

    places: Places
    env: Mapping[str, Any]
    """The parser's: definitions of references and of footnotes."""
    rules: Container[str]
    """Those that the text asked for: what holds no mark of a thing holds no such thing."""
    texts: PlainTexts
    outline: Sequence[SectionHeading]
    """Entries that pin and shorten headings of the second level, in order."""
    trust_html: bool
    """Whether raw HTML passes as it is written."""


class NewsroomWriter(Writer):
    """Writes one body."""

    def __init__(self, of: Manuscript) -> None:
        super().__init__()
        places, env, rules = of.places, of.env, of.rules
        self.places = places
        self.texts = of.texts
        self.headings: list[Heading] = []
        self.links: list[LinkRef] = []
        self.updates: list[Update] = []
        self._env = env
        self._outline = Outline(of.outline)
        self.anchors = Anchors((nfc(entry.id) for entry in of.outline), env["ids"])
        self._level = 1
        self.finder = Finder(places)
        self._link_ends: list[str | None] = []
        """Of the links that are open: the HTML that ends one, or None for a slot."""
        self._referenced = max(MAX_REFERENCED, len(places.text))
        self._has_notes = "footnotes" in rules
        self._has_headed_rows = False
        self._has_blocks = "blocks" in rules
        self._problems: list[Problem] = []

    def problems(self) -> tuple[Problem, ...]:
        """Return all that was found wrong, in order."""
        for line, message, hint in notes.useless_definitions(self._env):
            self.report((self.places.line(line), 1), message, hint, "warning")
        for offset, name in turns(self.places.text):
            message = f"a character that turns the direction of text ({name})"
            hint = 'delete it; for a quotation write <bdi> or <q lang="…">'
            self.report(self.places.at(offset), message, hint)
        return in_order((*self._problems, *self.texts.problems))

    def report(
        self, place: Place, message: str, hint: str = "", severity: Severity = "error"
    ) -> None:
        """Note a problem."""
        self._problems.append(Problem("", *place, message, hint, severity))

    def check_depth(self, token: Token) -> None:
        """Refuse what stands too deep for its contents to be read."""
        if token.level >= MAX_NESTING - 1 and token.map:
            self.report(
                (self.places.line(token.map[0]), 1),
                "nested too deeply: what stands inside is lost",
                f"at most {MAX_NESTING} levels of lists, quotations and blocks",
            )

    def _is_too_deep(self, parent: Token) -> bool:
        """Refuse a paragraph whose markup stands deeper in each other than any reader goes."""
        depth = 0
        for token in parent.children or ():
            depth += token.nesting
            if depth > MAX_INLINE:
                message = "emphasis or links stand too deeply in each other: the paragraph is lost"
                self.report(self.finder.first(), message, f"at most {MAX_INLINE} levels")
                return True
        return False

    def is_too_much(self, token: Token) -> bool:
        """Refuse links that make of one long definition more than the file could hold."""
        if not token.meta.get("label"):
            return False
        before = self._referenced
        self._referenced -= sum(len(str(value)) for value in token.attrs.values())
        if before >= 0 > self._referenced:
            message = "the definitions of links, repeated, are longer than the text"
            self.report(self.finder.first(), message, "shorten their addresses or titles")
        return self._referenced < 0

    def target_place(self, written: str, token: Token) -> Place:
        """Return where the target of a link or a picture is written."""
        if place := token.meta.get("place"):
            known: Place = place
            return known
        label = token.meta.get("label")
        definition = self._env["references"][label]["map"] if label else None
        return self.finder.target(written, definition)

    # Text and links ---------------------------------------------------------------------

    def inline(self, parent: Token) -> None:
        content, children = parent.content, parent.children or ()
        stray = _STRAY_END.search(content) if self._has_blocks and ":::" in content else None
        if stray and parent.map:
            line = parent.map[0] + content.count("\n", 0, stray.start())
            self.report(
                self.places.within(line, ":::"),
                "`:::` ends no block",
                "delete it, or begin the block with `::: name`",
            )
        if len(children) == 1 and "^" not in content and "&" not in content:
            only = children[0]
            if only.type == "text":  # as of most blocks
                self.emit(escaped(only.content))
                return
        self.finder.enter(parent.map)
        if self._has_notes and ("^" in content or "&" in content or not content):
            for reference in notes.undefined_references(parent, self._env):
                if place := self.finder.words(reference):
                    hint = f"add a line `{reference}: …`"
                    self.report(place, f"`{reference}` has no footnote", hint, "warning")
        if len(children) < 2 * MAX_INLINE or not self._is_too_deep(parent):
            self.phrase(children)

    def target_of(self, token: Token) -> str | int | None:
        """Return where a link leads: an address elsewhere, or its number; None if it is wrong."""
        if self.is_too_much(token):
            return None
        written = str(token.attrs["href"])
        if title := token.attrs.get("title"):
            token.attrs["title"] = self.texts.typeset(str(title))
        target = link_target(written)
        if isinstance(target, Web):
            return target.url
        place = self.target_place(written, token)
        if isinstance(target, Wrong):
            self.report(place, *target, token.meta.get("severity", "error"))
            return None
        self.links.append(LinkRef(*target, *place))
        return len(self.links) - 1

    def _checked_link_open(self, token: Token) -> None:
        target = self.target_of(token)
        if isinstance(target, str):
            # An address that is its own text runs from left to right, whatever is around it.
            turned = token.info == "auto" and direction(self.texts.language) == "rtl"
            start, end = ('<bdi dir="ltr">', "</bdi>") if turned else ("", "")
            self.emit(f'<a href="{escaped(target)}"{self.title(token)}>{start}')
            self._link_ends.append(f"{end}</a>")
        elif target is not None:
            title = str(token.attrs.get("title", ""))
            self.begin(Slot(LINK, links=(target,), texts=(title,) if title else ()))
            self._link_ends.append(None)
        else:
            self._link_ends.append("")

    def _link_close(self, _token: Token) -> None:
        end = self._link_ends.pop() if self._link_ends else ""
        if end is None:
            self.end()
        else:
            self.emit(end)

    # Headings and tables ----------------------------------------------------------------

    def _heading_open(self, tokens: Sequence[Token], index: int) -> None:
        token, inline, end = tokens[index : index + 3]
        words = [child for child in inline.children or () if child.type != "html_inline"]
        text = in_one_line(plain_text(words))
        first = token.map[0] if token.map else 0
        place = self.places.within(first, "#")
        if not text:
            hint = f"write it behind the `{token.markup}`, or delete the line"
            self.report(place, "a heading without words", hint)
        if written := token.meta.get("id"):
            token.meta["id_place"] = self.places.within(first, f"#{written}")
        self.separate(tokens, index)
        end.tag = f"h{self.begin_heading(token, text, place)}"

    def begin_heading(self, token: Token, text: str, place: Place) -> int:
        """Write the start of a heading, and return its level."""

        def spelled(rank: int) -> str:
            return "#" * rank if token.markup else f"<h{rank}>"

        level = int(token.tag[1])
        if level == 1:
            message = "the headline is the page's level-1 heading"
            self.report(place, message, f"begin headings with `{spelled(2)}`", "warning")
            level = SECTION_LEVEL
        if level > self._level + 1:
            message = f"a heading of level {level} follows one of level {self._level}"
            self.report(place, message, f"use `{spelled(self._level + 1)}`", "warning")
        self._level = level
        entry = self._outline.entry(text) if level == SECTION_LEVEL else None
        pinned = nfc(entry.id) if entry else ""
        anchor, against = self.anchors.given(token.meta.get("id", ""), pinned, text)
        if against:
            told = token.meta.get("id_place", place)
            hint = "give each heading one id, of letters, digits and hyphens, and each id once"
            self.report(told, against, hint, "warning")
        short = entry.short if entry else ""
        self.headings.append(Heading(level, anchor, text, place[0], short))
        self.emit(f'<h{level} id="{escaped(anchor)}" class="{PART}">')
        return level

    def _container_open(self, tokens: Sequence[Token], index: int) -> None:
        self.check_depth(tokens[index])
        self.open(tokens, index)

    def _table_open(self, tokens: Sequence[Token], index: int) -> None:
        self.separate(tokens, index)
        # Focusable, since it scrolls; a group, since a nameless region would be a landmark.
        self.emit('<div class="table" role="group" tabindex="0">\n<table>\n')

    def _table_close(self, _tokens: Sequence[Token], _index: int) -> None:
        self.emit("</table>\n</div>\n")

    def _cell_open(self, tokens: Sequence[Token], index: int) -> None:
        """Open a cell; where the corner of a table is empty, its first column heads the rows."""
        token, end = tokens[index], tokens[index + 2]
        is_first = tokens[index - 1].type == "tr_open"
        scope = "col"
        if token.type == "th_open":
            is_empty = not tokens[index + 1].content
            if is_first:
                self._has_headed_rows = is_empty
            token.tag = end.tag = "td" if is_empty else "th"
        elif is_first and self._has_headed_rows:
            token.tag, end.tag, scope = "th", "th", "row"
        scoped = f' scope="{scope}"' if token.tag == "th" else ""
        style = str(token.attrs.get("style", ""))
        aligned = f' class="align-{style.partition(":")[2]}"' if style else ""
        self.emit(f"<{token.tag}{scoped}{aligned}>")

    block_rules: ClassVar[Mapping[str, BlockRule]] = {
        **Writer.block_rules,
        **notes.BLOCK_RULES,
        "blockquote_open": _container_open,
        "heading_open": _heading_open,
        "list_item_open": _container_open,
        "table_close": _table_close,
        "table_open": _table_open,
        "td_open": _cell_open,
        "th_open": _cell_open,
    }
    inline_rules: ClassVar[Mapping[str, InlineRule]] = {
        **Writer.inline_rules,
        **notes.INLINE_RULES,
        "link_close": _link_close,
        "link_open": _checked_link_open,
    }
