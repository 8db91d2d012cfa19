"""A line of our own tree as Markdown: nothing in it means what it did not mean before.

What CommonMark would not take for emphasis where it stands (`a**(b)**c`) is written in HTML, which
it always takes. Characters that begin markup are escaped only where they would.
"""

import re
from collections.abc import Sequence
from html import escape

from msgspec import Struct

from sitegen.importing import tree
from sitegen.importing.htmlform import opening
from sitegen.urls import is_of_words

MARKS = {"strong": "**", "em": "*", "del": "~~"}

_ESCAPED = re.compile(
    r"[\\`*\[\]]"
    r"|_|~(?=~)|(?<=~)~"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?[A-Za-z0-9]{1,32};)"
    r"|\{(?=[{%:#.<])|\^(?=\[)|!(?=\[)"
    r"|:(?=[a-z0-9_+-]{1,40}:)|=(?==)|\$(?=\$)"
)
_SPECIAL = re.compile(r"[\\`*\[\]_~<&{^!:=$]")
"""Characters that any of these begin with: most texts have none."""

_WITHIN_WORD = re.compile(r"(?<=[^\W_])_(?=[^\W_])")
_LINE_START = re.compile(
    r"^(?P<mark>[#>+=-]|:{3,}|~{3,}|\||\{)|^(?P<number>[0-9]{1,9})(?P<dot>[.)])(?=\s|$)",
    re.MULTILINE,
)
_TICKS = re.compile(r"`+")
_UNSAFE = re.compile(r"[\s<>()\\\x00-\x20\x7f]")


class Style(Struct, frozen=True):
    """Where a line stands: in a cell of a table bars are escaped and breaks are HTML."""

    in_cell: bool = False
    one_line: bool = False


class Phrases:
    """Writes the lines of one text, and collects its notes."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, tuple[tree.Block, ...]]] = []
        self._numbers: dict[str, int] = {}

    def line(self, inside: Sequence[tree.Inline], style: Style = Style()) -> str:  # noqa: B008 - frozen
        """Return a tidied line as Markdown, ready to stand where a paragraph begins."""
        pieces: list[_Piece] = []
        end = len(inside)
        while end and isinstance(inside[end - 1], tree.Break):
            end -= 1  # what stood behind it has gone
        self._write(inside[:end], pieces, style)
        text = _joined(pieces)
        if style.in_cell:
            return text.replace("|", "\\|")
        return _LINE_START.sub(_start, text)

    def _write(self, inside: Sequence[tree.Inline], pieces: "list[_Piece]", style: Style) -> None:
        for it in inside:
            if isinstance(it, tree.Words):
                pieces.append(_Piece(_escaped(it.text)))
            elif isinstance(it, tree.CodeSpan):
                pieces.append(_Piece(code_span(it.text)))
            elif isinstance(it, tree.Break):
                is_html = style.in_cell or style.one_line
                pieces.append(_Piece("<br>" if is_html else "\\\n"))
            elif isinstance(it, tree.Anchor):
                pieces.append(_Piece(f'<span id="{escape(it.id)}"></span>'))
            elif isinstance(it, tree.Note):
                pieces.append(_Piece(f"[^{self._number(it)}]"))
            elif isinstance(it, tree.Picture):
                pieces.append(_Piece(image(it)))
            elif isinstance(it, tree.Link):
                pieces.append(_Piece("["))
                self._write(it.inside, pieces, style)
                title = f' "{_quoted(it.title)}"' if it.title else ""
                pieces.append(_Piece(f"]({destination(it.href)}{title})"))
            else:
                self._span(it, pieces, style)

    def _span(self, it: tree.Span, pieces: "list[_Piece]", style: Style) -> None:
        mark = MARKS.get(it.name, "") if not it.attributes else ""
        start, end = _Piece(mark, opening(it), "opens"), _Piece(mark, f"</{it.name}>", "closes")
        start.pair, end.pair = end, start
        pieces.append(start)
        self._write(it.inside, pieces, style)
        pieces.append(end)

    def _number(self, note: tree.Note) -> int:
        key = note.key or f"\0{len(self.notes)}"
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.notes.append((str(self._numbers[key]), note.blocks))
        return self._numbers[key]


class _Piece:
    """Text that is written, or one end of an element: as a mark, or in HTML where that fails."""

    def __init__(self, text: str, html: str = "", end: str = "") -> None:
        self.text = text
        self.html = html
        self.end = end
        self.pair: _Piece | None = None


def _joined(pieces: "list[_Piece]") -> str:
    """Return all pieces; marks only where CommonMark takes both for what they are."""
    for at, it in enumerate(pieces):
        if it.end and it.text and not (_opens if it.end == "opens" else _closes)(pieces, at):
            it.text = ""
            if it.pair:
                it.pair.text = ""
    return "".join(it.text or it.html for it in pieces)


def _opens(pieces: "list[_Piece]", at: int) -> bool:
    """Say whether a mark here is left-flanking (CommonMark 6.2), and beside no other mark."""
    before, behind = _char(pieces, at, -1), _char(pieces, at, 1)
    if behind in {"", " ", "\n", "\xa0"} or _beside(pieces, at, -1):
        return False
    return is_of_words(behind) or not before or before.isspace() or not is_of_words(before)


def _closes(pieces: "list[_Piece]", at: int) -> bool:
    before, behind = _char(pieces, at, -1), _char(pieces, at, 1)
    if before in {"", " ", "\n", "\xa0"} or _beside(pieces, at, -1):
        return False
    return is_of_words(before) or not behind or behind.isspace() or not is_of_words(behind)


def _beside(pieces: "list[_Piece]", at: int, step: int) -> bool:
    """Say whether another mark stands directly beside one: together they would be read as one."""
    beside = at + step
    if not 0 <= beside < len(pieces):
        return False
    other = pieces[beside]
    return bool(other.end and other.text)


def _char(pieces: "list[_Piece]", at: int, step: int) -> str:
    """Return the character beside a piece; empty at the ends of the line."""
    at += step
    while 0 <= at < len(pieces):
        text = pieces[at].text or pieces[at].html
        if text:
            return text[-1] if step < 0 else text[0]
        at += step
    return ""


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    kept = {it.start() for it in _WITHIN_WORD.finditer(text)} if "_" in text else set()
    return _ESCAPED.sub(lambda found: found[0] if found.start() in kept else f"\\{found[0]}", text)


def _start(match: re.Match[str]) -> str:
    return f"{match['number']}\\{match['dot']}" if match["number"] else f"\\{match[0]}"


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', '\\"')


def destination(href: str) -> str:
    """Return an address as it may stand in a link."""
    return _UNSAFE.sub(lambda found: "".join(f"%{it:02X}" for it in found[0].encode()), href)


def backticks(text: str, least: int = 1) -> str:
    """Return more backticks than stand in a row anywhere in a text, and no fewer than `least`."""
    return "`" * max([least, *(len(it) + 1 for it in _TICKS.findall(text))])


def code_span(text: str) -> str:
    """Return code between as many backticks as it needs."""
    text = " ".join(text.split("\n"))
    fence = backticks(text)
    blank = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def image(picture: tree.Picture) -> str:
    """Return a picture in the short form, in a link if it leads somewhere."""
    text = f"![{_escaped(picture.alt)}]({destination(picture.src)})"
    return f"[{text}]({destination(picture.href)})" if picture.href else text
