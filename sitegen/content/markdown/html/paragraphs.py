"""What HTML's rules leave behind: words between blocks become paragraphs, empty ones go.

A figure or a heading within a paragraph ends it, and what follows stands bare. Takes balanced
HTML, as nh3 writes it, and returns the same with these paragraphs, and with white space between
words of two blocks, for whoever reads the words alone.
"""

import re

WITHIN = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i"),
        *("ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong"),
        *("sub", "sup", "time", "u", "var", "wbr"),
    }
)
"""Elements that stand within a paragraph."""

_LOOSE = frozenset({"aside", "blockquote", "details", "div", "section"})
"""Elements in which bare words are paragraphs if there are blocks beside them."""

_VOID = frozenset({"br", "col", "hr", "wbr"})
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?: [^">]*(?:"[^"]*"[^">]*)*)?>')


class _Flow:
    """An element that is no inline one: where it begins, and the stretches of words in it."""

    def __init__(self, start: int, *, is_loose: bool, has_blocks: bool = False) -> None:
        self.start = start
        self._is_loose = is_loose
        self._has_blocks = has_blocks
        self._stretches: list[tuple[int, int]] = []
        self._began = -1
        self._depth = 0
        self._has_words = self._is_mixed = False

    def words(self, at: int) -> None:
        """Take words, the part `at` of the whole."""
        self._began = at if self._began < 0 else self._began
        self._has_words = True

    def inline(self, at: int, *, ends: bool) -> None:
        """Take the start or the end of an inline element."""
        if not ends and self._began < 0:
            self._began = at
        self._depth += -1 if ends else 1

    def block(self, at: int) -> None:
        """Take the start of a block; inside an inline element there is no telling words apart."""
        self._has_blocks = True
        if self._depth > 0:
            self._is_mixed = True
        else:
            self._finish(at)

    def stretches(self, at: int) -> list[tuple[int, int]]:
        """Take the end of the element, and return where its bare words stand."""
        self._finish(at)
        return self._stretches if self._is_loose and self._has_blocks else []

    def _finish(self, at: int) -> None:
        if self._has_words and not self._is_mixed:
            self._stretches.append((self._began, at))
        self._began = -1
        self._has_words = self._is_mixed = False


def tidied(html: str) -> str:
    """Return the HTML with words between blocks as paragraphs, and without empty paragraphs."""
    parts: list[str] = []
    flows = [_Flow(-1, is_loose=True, has_blocks=True)]
    at = 0
    touches = False  # words stand directly before
    html = html.replace("<span></span>", "")
    for tag in _TAG.finditer(html):
        touches = touches or tag.start() > at
        _write(parts, flows[-1], html[at : tag.start()])
        at = tag.end()
        here, ends, name = len(parts), bool(tag[1]), tag[2]
        parts.append(tag[0])
        if name in WITHIN:
            if name not in _VOID:
                flows[-1].inline(here, ends=ends)
        elif not ends:
            if touches and not parts[here - 1][-1:].isspace():
                parts[here - 1] += "\n"
            flows[-1].block(here)
            if name not in _VOID:
                flows.append(_Flow(here, is_loose=name in _LOOSE))
        elif len(flows) > 1:
            flow = flows.pop()
            if not html[at : at + 1].isspace():
                parts[here] += "\n"
            if name == "p" and _is_empty(parts, flow.start, here):
                parts[flow.start] = parts[here] = ""
            _wrap(parts, flow.stretches(here))
        touches = name in WITHIN
    _write(parts, flows[0], html[at:])
    _wrap(parts, flows[0].stretches(len(parts)))
    return "".join(parts)


def _write(parts: list[str], flow: _Flow, text: str) -> None:
    if text.replace("&nbsp;", "").strip():
        flow.words(len(parts))
    parts.append(text)


def _is_empty(parts: list[str], start: int, end: int) -> bool:
    return parts[start] == "<p>" and start + 2 == end and not parts[start + 1].strip()


def _wrap(parts: list[str], stretches: list[tuple[int, int]]) -> None:
    for start, end in stretches:
        first, last = parts[start], end - 1
        parts[start] = f"{first[: len(first) - len(first.lstrip())]}<p>{first.lstrip()}"
        text = parts[last].rstrip()
        parts[last] = f"{text}</p>{parts[last][len(text) :] or chr(10)}"
