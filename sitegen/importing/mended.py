"""XML as exporters write it, mended as it streams by: UTF-8 out, and where something was wrong.

Exports are put together from texts, so they are not always XML: characters that XML has not, bytes
of another encoding, `&` and names of HTML that stand bare, a `]]>` within a CDATA section.
What is mended keeps its line.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

CHUNK = 1 << 18
"""Bytes that are read at once."""

_HELD = 256
"""Characters at the end of a chunk that are looked at again with the next one."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROL_BYTES = bytes({*range(0x20)} - {*b"\t\n\r"})
_BARE = re.compile(
    r"<!--.*?-->|&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)", re.DOTALL
)
"""Or a comment, in which it may."""
_OPENS = re.compile(r"<([A-Za-z_][\w:.-]*)(?:\s[^<>]*)?>\s*\Z")
_SECTION = "<![CDATA["
_STRAY = re.compile(r"\]\]>(?!<!\[CDATA\[)")


class Mend(Struct, frozen=True, gc=False):
    """What was mended, and in which line."""

    line: int
    what: str


def _as_typed(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as what most of them were meant for."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("sitegen.cp1252", _as_typed)


class Mender:
    """Mends one stream; `mends` fills up as it goes by."""

    def __init__(self, stream: BinaryIO) -> None:
        self.mends: list[Mend] = []
        self._stream = stream
        self._line = 1
        self._section: re.Pattern[str] | None = None
        self._has_name = False

    def chunks(self) -> Iterator[bytes]:
        """Yield the stream in UTF-8."""
        decoder = codecs.getincrementaldecoder("utf-8")("sitegen.cp1252")
        held = ""
        while True:
            raw = self._stream.read(CHUNK)
            text = decoder.decode(raw, final=not raw)
            self._note_bytes(raw, text)
            ready, held = self._mended(held + text, final=not raw)
            if ready:
                yield ready.encode("utf-8", "replace")
            if not raw:
                return

    def _note_bytes(self, raw: bytes, text: str) -> None:
        """Note if bytes were no UTF-8: the text is then longer or shorter than theirs."""
        if not text.isascii() and b"\xff" not in raw:
            try:
                codecs.utf_8_decode(raw, "strict", False)
            except UnicodeDecodeError as error:
                # A character that the last chunk began does not count.
                if error.start > 3:  # noqa: PLR2004 - bytes that may be left of one
                    line = self._line + raw.count(b"\n", 0, error.start)
                    self.mends.append(Mend(line, "bytes that are no UTF-8"))

    def _mended(self, text: str, *, final: bool) -> tuple[str, str]:
        """Return what is mended of a text, and what has to wait for more."""
        text = self._without_controls(text)
        parts: list[str] = []
        at, size = 0, len(text)
        sure = size if final else max(0, size - _HELD)
        while at < size:
            if self._section:
                end = self._section.search(text, at)
                last = end.start() if end else max(at, self._before_ends(text, at, sure, final))
                parts.append(self._section_text(text, at, last))
                if not end:
                    return self._taken(text, last, parts)
                parts.append(end[0])
                self._section, at = None, end.end()
                continue
            start = text.find(_SECTION, at)
            last = start if start >= 0 else max(at, self._before_tag(text, at, sure, final))
            parts.append(self._markup(text, at, last))
            if start < 0:
                return self._taken(text, last, parts)
            opened = _OPENS.search(text, max(0, start - _HELD), start)
            end_of = rf"\]\]>\s*</{re.escape(opened[1])}\s*>" if opened else r"\]\]>"
            self._section = re.compile(end_of)
            self._has_name = bool(opened)
            parts.append(_SECTION)
            at = start + len(_SECTION)
        return self._taken(text, size, parts)

    @staticmethod
    def _before_ends(text: str, at: int, sure: int, final: bool) -> int:
        """Return the last place up to `sure` that no `]]>` lies across."""
        while not final and sure > at and text[sure - 1] in "]>":
            sure -= 1
        return sure

    @staticmethod
    def _before_tag(text: str, at: int, sure: int, final: bool) -> int:
        """Return the last place up to `sure` that no tag and no entity lies across."""
        if final:
            return sure
        tag = text.rfind("<", at, sure)
        entity = text.rfind("&", max(at, sure - 16), sure)
        return tag if tag > at else entity if entity > at else sure

    def _taken(self, text: str, end: int, parts: list[str]) -> tuple[str, str]:
        self._line += text.count("\n", 0, end)
        return "".join(parts), text[end:]

    def _without_controls(self, text: str) -> str:
        raw = text.encode("utf-8", "surrogatepass")
        if len(raw) == len(raw.translate(None, _CONTROL_BYTES)) and "\uffff" not in text:
            return text
        found = _CONTROLS.search(text)
        if found:
            self._note(text, found.start(), "characters that XML does not have")
        return _CONTROLS.sub("", text)

    def _section_text(self, text: str, start: int, end: int) -> str:
        """Return what stands in a section, in which no end but its own ends it."""
        inside = text[start:end]
        if "]]>" not in inside or not self._has_name:
            return inside
        stray = _STRAY.search(inside)
        if stray is None:
            return inside
        self._note(text, start + stray.start(), "`]]>` within a text")
        return _STRAY.sub("]]]]><![CDATA[>", inside)

    def _markup(self, text: str, start: int, end: int) -> str:
        outside = text[start:end]
        if "&" not in outside:
            return outside
        places: list[int] = []

        def mended(match: re.Match[str]) -> str:
            if match[0] != "&":
                return match[0]
            places.append(match.start())
            return "&amp;"

        outside = _BARE.sub(mended, outside)
        if places:
            self._note(text, start + places[0], "`&` that begins nothing")
        return outside

    def _note(self, text: str, at: int, what: str) -> None:
        self.mends.append(Mend(self._line + text.count("\n", 0, at), what))
