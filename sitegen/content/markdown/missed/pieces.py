"""A passage beside its source: where markup that did not become any is looked for."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sitegen.content.markdown.masking import Passage, Span

BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks that Markdown does not take for one, as they stand in a class of an expression."""

TEMPLATE = re.compile(r"\{\{[^{}\n]{1,400}\}\}|\{%[^{}\n]{1,400}%\}")
"""What Hugo, Jekyll, Nunjucks and others fill in."""

CODE = re.compile(
    r"\[/?(?:audio|button|caption|contact-form(?:-7)?|embed|gallery|playlist|soundcloud|toc|tweet"
    r"|video|vimeo|wpvideo|youtube|(?:et_pb|fusion|su|vc|wpforms)[_\w]*)"
    r"(?:[ =][^\[\]\n]{0,300})?/?\]"
)
"""What plugins of WordPress replace."""

MOST_SHOWN = 60
"""Characters of what is left that a message shows."""

_UNSEEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_ODD = re.compile(f"[{BLANKS}{_UNSEEN}]")
_BREAK = re.compile(r"\s*\n\s*")
_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


class Leftover(NamedTuple):
    """Something that readers see as it was typed: its offsets in the text, what to say of it.

    `new` is what was surely meant, in place of all of it; None if only its editor knows.
    """

    start: int
    end: int
    message: str
    hint: str
    new: str | None = None


class Piece:
    """A passage of a text, beside what is typed there, character by character."""

    def __init__(self, text: str, passage: "Passage") -> None:
        self.start = passage.start
        self.words = passage.text
        self.source = text[passage.start : passage.start + len(passage.text)]
        line = text[text.rfind("\n", 0, passage.start) + 1 : passage.start]
        self._begins_line = _PREFIX.fullmatch(line) is not None

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield where a pattern stands in what readers see, if it was typed and is no entity."""
        for found in pattern.finditer(self.words):
            if self.source.startswith(found[0][0], found.start()):
                yield found

    def on_lines(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield where a pattern that begins a line stands; a cell of a table begins none."""
        for found in self.matches(pattern):
            if found.start() or self._begins_line:
                yield found

    def typed(self, span: "Span") -> str:
        """Return what is typed there."""
        return self.source[span[0] : span[1]]

    def left(self, span: "Span", message: str, hint: str, new: str | None = None) -> Leftover:
        """Return a finding; `{}` in its message stands for what is typed there."""
        typed = self.typed(span)
        shown = typed if len(typed) <= MOST_SHOWN else f"{typed[:MOST_SHOWN]}…"
        told = message.replace("{}", f"`{named(shown)}`")
        return Leftover(self.start + span[0], self.start + span[1], told, hint, new)


def named(text: str) -> str:
    """Return a text in one line, with names for what is not seen or looks like another blank."""
    return _ODD.sub(lambda blank: f"⟨U+{ord(blank[0]):04X}⟩", _BREAK.sub(" ", text))
