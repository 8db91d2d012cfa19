"""Cards for social media, drawn: headline, kicker, the paper's name, and a picture beside them.

Pure and deterministic: the same arguments and the same `CARD_ENGINE` give the same pixels. Each
text is drawn with the first font that has all of its characters.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps

from sitegen.pictures.facts import CardText
from sitegen.pictures.lettering import (
    COMMON,
    ENGINE,
    RAQM,
    clean,
    face,
    font_for,
    is_between,
    obstacle,
    parts_of,
)
from sitegen.pictures.renditions import CARD_PICTURE
from sitegen.typefaces.letters import characters

SIZE = (1200, 630)
PICTURE_SIZE = CARD_PICTURE
"""Of a card's picture, in pixels; it stands right of text from left to right, else left of it."""

CARD_ENGINE = ENGINE
"""What shapes the pixels beside our own modules, for keys."""

# The colours of static/site.css by day.
PAPER, INK, ACCENT, HAIRLINE = "#fdfcf8", "#1a1a18", "#94201a", "#d8d4c9"

MARGIN = 64
GUTTER = 52
"""Between text and picture."""
KICKER, NAME, LABEL = 30, 32, 26
LARGEST, SMALLEST, STEP = 76, 36, 2
LARGEST_ALONE = 104
"""Of a headline without a picture."""

# Heights on the card: baselines of the small texts, the headline's first and last edge, the rule.
_KICKER_AT, _HEADLINE_BELOW_KICKER, _HEADLINE = 116, 152, 108
_RULE, _NAME_AT = 518, 566
_PADDING, _LABEL_HIGH, _LABEL_BASELINE = 14, 56, 19
"""Of the label of a picture: beside its words, how high it is, and from where they stand."""
_CLEAR = 36
"""At least this much between headline and rule."""
_LEADING, _LEADING_BETWEEN = 1.14, 1.32
"""Of baseline to baseline; more in scripts without spaces."""
_MEASURED = 100
"""Widths are measured at this size, and are proportional to it."""


class _Piece(NamedTuple):
    """A piece of text within which no line ends, and its widths at the measured size."""

    text: str
    width: float
    space: float


def undrawable(text: CardText, fonts: Sequence[bytes]) -> str:
    """Return why a card cannot be drawn with these fonts, as a phrase; or nothing.

    Raises ValueError for a font that has a `font_problem`.
    """
    for written in (text.headline, text.kicker, text.name, text.made):
        if reason := obstacle(clean(written), fonts):
            return reason
    return ""


def draw_card(text: CardText, picture: Image.Image | None, fonts: Sequence[bytes]) -> Image.Image:
    """Return a card in RGB, of `SIZE`.

    A picture that is not of `PICTURE_SIZE` is cropped to it around its centre. Raises ValueError
    for what is `undrawable`.
    """
    if reason := undrawable(text, fonts):
        raise ValueError(reason)
    card = Image.new("RGB", SIZE, PAPER)
    left, right = MARGIN, SIZE[0] - MARGIN
    if picture is not None:
        shown = ImageOps.fit(picture.convert("RGBA"), PICTURE_SIZE, Image.Resampling.LANCZOS)
        at = 0 if text.direction == "rtl" else SIZE[0] - PICTURE_SIZE[0]
        card.paste(shown, (at, 0), shown)
        _label(card, text, fonts, (at, at + PICTURE_SIZE[0]))
        if text.direction == "rtl":
            left = PICTURE_SIZE[0] + GUTTER
        else:
            right = at - GUTTER
    pen = _Pen(card, text, fonts, (left, right))
    pen.draw.rectangle((left, MARGIN, right - 1, MARGIN + 3), INK)
    pen.draw.rectangle((left, _RULE, right - 1, _RULE + 1), HAIRLINE)
    pen.line(text.kicker, KICKER, _KICKER_AT, ACCENT)
    pen.line(text.name, NAME, _NAME_AT, INK)
    largest = LARGEST_ALONE if picture is None else LARGEST
    top = _HEADLINE_BELOW_KICKER if clean(text.kicker) else _HEADLINE
    pen.block(text.headline, largest, (top, _RULE - _CLEAR))
    return card


def _label(
    card: Image.Image, text: CardText, fonts: Sequence[bytes], edges: tuple[int, int]
) -> None:
    """Say upon the lower edge of a picture how it was made, where lines begin, as pages do."""
    if not (made := clean(text.made)):
        return
    left, right = edges
    pen = _Pen(card, text, fonts, (left + _PADDING, right - _PADDING))
    width = pen.width(made, LABEL) + 2 * _PADDING
    left, right = (right - width, right) if pen.to_left else (left, left + width)
    pen.draw.rectangle((left, SIZE[1] - _LABEL_HIGH, right - 1, SIZE[1]), PAPER)
    pen.line(made, LABEL, SIZE[1] - _LABEL_BASELINE, INK)


class _Pen:
    """Sets texts on a card, between two edges."""

    def __init__(
        self, card: Image.Image, text: CardText, fonts: Sequence[bytes], edges: tuple[int, int]
    ) -> None:
        self.draw = ImageDraw.Draw(card)
        self.fonts = fonts
        self.left, self.right = edges
        self.to_left = text.direction == "rtl"
        # Without raqm, Pillow refuses to be told either.
        self.direction = text.direction if RAQM else None
        self.language = (text.lang or None) if RAQM else None

    def width(self, text: str, size: int) -> int:
        """Return how wide a line is in pixels; never more than there is between the edges."""
        length = self._length(text, font_for(text, self.fonts)) * size / _MEASURED
        return min(int(length) + 1, self.right - self.left)

    def line(self, written: str, size: int, baseline: int, colour: str) -> None:
        """Set one line, cut short if need be."""
        text = clean(written)
        if text:
            font = font_for(text, self.fonts)
            pieces = self._pieces(text, font)
            room = self._room(size)
            if _width(pieces) > room:
                text = self._cut(pieces, room, font)
            self._set(text, font, size, baseline, colour)

    def block(self, written: str, largest: int, between: tuple[int, int]) -> None:
        """Set a headline as large as it fits between two heights, else as much of it as fits."""
        text = clean(written)
        if not text:
            return
        font = font_for(text, self.fonts)
        pieces = self._pieces(text, font)
        above, below = self._reach(text, font)
        leading = (_LEADING_BETWEEN if is_between(text) else _LEADING) * _MEASURED
        # Accents upon capitals and Arabic below the line never touch the next.
        leading = max(leading, (above + below) * 1.02)
        top, bottom = between

        def lines_at(size: int) -> int:
            return 1 + int(((bottom - top) * _MEASURED / size - above - below) / leading)

        widest = max(piece.width for piece in pieces)
        for size in range(largest, SMALLEST - 1, -STEP):
            room = self._room(size)
            if widest <= room and len(_wrapped(pieces, room)) <= lines_at(size):
                lines = [_joined(line) for line in _balanced(pieces, room)]
                break
        else:
            size, room = SMALLEST, self._room(SMALLEST)
            fitting = [part for piece in pieces for part in self._broken(piece, room, font)]
            rows = _balanced(fitting, room)
            lines = [_joined(row) for row in rows]
            if len(rows) > lines_at(size):
                rows = _wrapped(fitting, room)[: lines_at(size)]
                lines = [_joined(row) for row in rows[:-1]]
                lines.append(self._cut(rows[-1], room, font))
        baseline = top + above * size / _MEASURED
        for number, line in enumerate(lines):
            at = round(baseline + number * leading * size / _MEASURED)
            self._set(line, font, size, at, INK)

    def _room(self, size: int) -> float:
        """Return the width between the edges at the measured size, less what hinting may add."""
        return (self.right - self.left) * _MEASURED / size * 0.99

    def _set(self, text: str, font: bytes, size: int, baseline: int, colour: str) -> None:
        self.draw.text(
            (self.right if self.to_left else self.left, baseline),
            text.translate(COMMON),
            colour,
            face(font, size),
            anchor="rs" if self.to_left else "ls",
            direction=self.direction,
            language=self.language,
        )

    def _reach(self, text: str, font: bytes) -> tuple[float, float]:
        """Return how far a text's ink goes above and below the baseline."""
        _, top, _, bottom = face(font, _MEASURED).getbbox(
            text.translate(COMMON),
            anchor="ls",
            direction=self.direction,
            language=self.language,
        )
        return -top, bottom

    def _length(self, text: str, font: bytes) -> float:
        return face(font, _MEASURED).getlength(
            text.translate(COMMON), direction=self.direction, language=self.language
        )

    def _pieces(self, text: str, font: bytes) -> list[_Piece]:
        space = self._length(" ", font)
        pieces = []
        for word in text.split(" "):
            parts = parts_of(word)
            for number, part in enumerate(parts, 1):
                gap = space if number == len(parts) else 0
                pieces.append(_Piece(part, self._length(part, font), gap))
        return pieces

    def _broken(self, piece: _Piece, room: float, font: bytes) -> list[_Piece]:
        """Return a piece in parts that fit, if it is too wide."""
        parts = []
        while piece.width > room:
            fits = max(1, self._fitting(piece.text, room, font))
            head, rest = piece.text[:fits], piece.text[fits:]
            if not rest:
                break
            parts.append(_Piece(head, self._length(head, font), 0))
            piece = _Piece(rest, self._length(rest, font), piece.space)
        return [*parts, piece]

    def _fitting(self, text: str, room: float, font: bytes) -> int:
        """Return how many characters fit, never parting a mark from what it stands on."""
        fits = 0
        for end in range(1, len(text) + 1):
            whole = end == len(text) or not unicodedata.category(text[end]).startswith("M")
            if whole and self._length(text[:end], font) > room:
                break
            fits = end if whole else fits
        return fits

    def _cut(self, pieces: Sequence[_Piece], room: float, font: bytes) -> str:
        """Return as many pieces as fit before an ellipsis."""
        known = characters(font)
        dots = next((it for it in ("…", "...") if ord(it[0]) in known), "")
        room -= self._length(dots, font)
        kept = list(pieces)
        while len(kept) > 1 and _width(kept) > room:
            kept.pop()
        text = _joined(kept)
        if _width(kept) > room:
            text = text[: self._fitting(text, room, font)]
        return text.rstrip(" ,.;:–—-、，。；：") + dots


def _width(pieces: Sequence[_Piece]) -> float:
    return sum(piece.width + piece.space for piece in pieces) - pieces[-1].space


def _joined(pieces: Sequence[_Piece]) -> str:
    return "".join(piece.text + (" " if piece.space else "") for piece in pieces).rstrip(" ")


def _wrapped(pieces: Sequence[_Piece], room: float) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = [[]]
    used = 0.0
    for piece in pieces:
        if rows[-1] and used + piece.width > room:
            rows.append([])
            used = 0
        rows[-1].append(piece)
        used += piece.width + piece.space
    return rows


def _balanced(pieces: Sequence[_Piece], room: float) -> list[list[_Piece]]:
    """Return the fewest lines, in the narrowest column that needs no more."""
    fewest = len(_wrapped(pieces, room))
    narrow, wide = 0.0, room
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        if len(_wrapped(pieces, middle)) > fewest or _widest(pieces, middle) > middle:
            narrow = middle
        else:
            wide = middle
    return _wrapped(pieces, wide)


def _widest(pieces: Sequence[_Piece], room: float) -> float:
    return max(_width(row) for row in _wrapped(pieces, room))
