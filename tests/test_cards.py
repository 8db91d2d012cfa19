"""Cards: what can be drawn, and where it stands; with fonts of boxes, built here."""

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from sitegen.pictures import cards, lettering
from sitegen.pictures.cards import CARD_ENGINE, PICTURE_SIZE, SIZE, draw_card, undrawable
from sitegen.pictures.facts import CardText
from sitegen.pictures.lettering import clean, font_problem, parts_of
from tests.fonts import boxes

ARABIC = "ابتثجحخدرسشصعفقكلمنهويأ"
CHINESE = "南极不属于任何人，。「」"
BLUE = (0, 0, 255)


LATIN_FONT = boxes(string.ascii_letters + string.digits + " .,-…’é")
ARABIC_FONT = boxes(ARABIC + " .")
CHINESE_FONT = boxes(CHINESE + "…")
FONTS = (LATIN_FONT, ARABIC_FONT, CHINESE_FONT)

raqm = pytest.mark.skipif(not lettering.RAQM, reason="Pillow has no raqm here")


def blue(size: tuple[int, int] = PICTURE_SIZE) -> Image.Image:
    return Image.new("RGB", size, BLUE)


def ink(card: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return the bounds of what is drawn in a part of a card."""
    part = card.crop(box)
    found = ImageChops.difference(part, Image.new("RGB", part.size, cards.PAPER)).getbbox()
    assert found
    return found[0] + box[0], found[1] + box[1], found[2] + box[0], found[3] + box[1]


def headline_ink(card: Image.Image, left: int = 0, right: int = SIZE[0]) -> tuple[int, ...]:
    """Return the bounds of a headline without a kicker."""
    return ink(card, (left, cards.MARGIN + 8, right, cards._RULE))


def drawn(headline: str, picture: Image.Image | None = None) -> Image.Image:
    return draw_card(CardText(headline=headline), picture, FONTS)


@pytest.mark.parametrize("picture", [None, blue(), blue((30, 900)), blue((900, 30))])
def test_the_same_card_is_drawn_each_time(picture: Image.Image | None) -> None:
    text = CardText(headline="Nobody owns it", kicker="World", name="The Paper", lang="en")
    first = draw_card(text, picture, FONTS)
    lettering.face.cache_clear()
    second = draw_card(text, picture, FONTS)
    assert (first.size, first.mode) == (SIZE, "RGB")
    assert first.tobytes() == second.tobytes()


@raqm
@pytest.mark.parametrize(("direction", "headline"), [("ltr", "abc def"), ("rtl", "ابت ثجح")])
def test_the_picture_stands_where_lines_end(direction: str, headline: str) -> None:
    text = CardText(headline=headline, direction="rtl" if direction == "rtl" else "ltr", lang="ar")
    card = draw_card(text, blue(), FONTS)
    picture = 0 if direction == "rtl" else SIZE[0] - PICTURE_SIZE[0]
    column = PICTURE_SIZE[0] if direction == "rtl" else 0
    assert card.crop((picture, 0, picture + PICTURE_SIZE[0], SIZE[1])).getcolors() == [
        (PICTURE_SIZE[0] * PICTURE_SIZE[1], BLUE)
    ]
    left, _, right, _ = headline_ink(card, column, column + SIZE[0] - PICTURE_SIZE[0])
    if direction == "rtl":
        assert SIZE[0] - cards.MARGIN - right < 8
    else:
        assert left - cards.MARGIN < 8


@raqm
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("made", ["abc", "ابت", "abc " * 40])
def test_a_picture_says_upon_its_lower_edge_how_it_was_made(direction: str, made: str) -> None:
    way: Any = direction
    text = CardText(headline="abc", direction=way, made=made, lang="en")
    card = draw_card(text, blue(), FONTS)
    at = 0 if direction == "rtl" else SIZE[0] - PICTURE_SIZE[0]
    picture = card.crop((at, 0, at + PICTURE_SIZE[0], SIZE[1]))
    label = ImageChops.difference(picture, blue()).getbbox()
    assert label
    assert (label[1], label[3]) == (SIZE[1] - cards._LABEL_HIGH, SIZE[1])
    assert (label[0] == 0) if direction == "ltr" else (label[2] == PICTURE_SIZE[0])
    assert (label[2] - label[0] < PICTURE_SIZE[0] - 100) == (len(made) == 3)
    inside = picture.crop((label[0] + 2, label[1] + 2, label[2] - 2, label[3] - 2))
    assert BLUE not in {colour for _, colour in inside.getcolors(1000) or ()}
    assert ink(picture, (label[0], label[1], label[2], label[3]))
    # Nothing is left out of what no font has: then there is no card at all.
    assert undrawable(CardText(headline="abc", made="東"), FONTS)


def test_a_picture_may_be_transparent() -> None:
    assert drawn("abc", Image.new("RGBA", PICTURE_SIZE)).getpixel((1100, 300)) == (253, 252, 248)


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(
    "headline",
    [
        *("a", "A few words of it", "word " * 30, "word " * 400, "ab" * 9 + " " + "cd" * 9),
        *("x" * 60, "x" * 900, "x-" * 300, "é" * 40, "南" * 900, "南极不属于任何人，" * 8),
    ],
)
def test_headlines_stay_in_their_column(headline: str, alone: bool) -> None:
    card = drawn(headline, None if alone else blue())
    right = SIZE[0] - (0 if alone else PICTURE_SIZE[0])
    left, top, right, bottom = headline_ink(card, 0, right)
    assert left >= cards.MARGIN
    assert right <= SIZE[0] - (cards.MARGIN if alone else PICTURE_SIZE[0] + cards.GUTTER)
    assert top >= cards._HEADLINE - 1
    assert bottom <= cards._RULE - cards._CLEAR + 1


def test_a_headline_is_as_large_as_it_fits() -> None:
    def height(headline: str, picture: Image.Image | None) -> int:
        # The first line, whose boxes are as high as 0.7 of its size.
        card = drawn(headline, picture)
        column = card.crop((cards.MARGIN + 10, cards._HEADLINE - 2, cards.MARGIN + 12, 400))
        white = [column.getpixel((0, y)) == (253, 252, 248) for y in range(column.height)]
        return white.index(True, white.index(False)) - white.index(False)

    assert height("abc", None) == pytest.approx(cards.LARGEST_ALONE * 0.7, abs=2)
    assert height("abc", blue()) == pytest.approx(cards.LARGEST * 0.7, abs=2)
    assert height("word " * 400, blue()) == pytest.approx(cards.SMALLEST * 0.7, abs=2)
    between = height("some words " * 5, blue())
    assert cards.SMALLEST * 0.7 + 2 < between < cards.LARGEST * 0.7 - 2


def test_what_does_not_fit_is_cut() -> None:
    assert drawn("word " * 400).tobytes() == drawn("word " * 500).tobytes()


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the lines that are drawn."""
    noted: list[str] = []
    draw = ImageDraw.ImageDraw.text

    def text(pen: ImageDraw.ImageDraw, at: tuple[float, float], line: str, *more: Any, **how: Any):  # type: ignore[no-untyped-def]  # noqa: ANN202
        noted.append(line)
        return draw(pen, at, line, *more, **how)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    return noted


def test_what_is_cut_ends_behind_a_word_and_not_behind_a_comma(lines: list[str]) -> None:
    drawn("word, " * 400)
    assert lines[-1].endswith(" word…")
    assert lines[0].endswith(" word,")


def test_lines_are_balanced() -> None:
    pieces = [cards._Piece(word, len(word), 1) for word in ["aaa", "bbb", "ccc", "ddd", "eee", "f"]]
    rows = cards._balanced(pieces, 19)
    assert [cards._joined(row) for row in rows] == ["aaa bbb ccc", "ddd eee f"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("word", ["word"]),
        ("US-China", ["US-", "China"]),
        ("-5", ["-5"]),
        ("and/or", ["and/", "or"]),
        ("1959年の", ["1959", "年", "の"]),
        ("「南极」，不", ["「南", "极」，", "不"]),
        ("서울시는", ["서울시는"]),
        ("か\u3099き", ["か\u3099", "き"]),
    ],
)
def test_lines_end_where_the_script_lets_them(word: str, parts: list[str]) -> None:
    assert parts_of(word) == parts


@pytest.mark.parametrize(
    ("headline", "reason"),
    [
        ("Plain words", ""),
        ("", ""),
        ("Caf\u00e9 Cafe\u0301", ""),
        ("no-break\u202fspace, soft\u00adhyphen, hy\u2011phen", ""),
        ("zero\u200bwidth \ufeffand\u0000 con\u0007trols\ufe0f", ""),
        ("南极不属于任何人", ""),
        ("Привет", "no font has `П` (Cyrillic)"),
        ("hi 😀", "no font has `😀`"),
        ("\u0378", "no font has `\u0378`"),
        ("hi \ue000", "no font has `\ue000`"),
        ("南 abc", "no font has all of its characters; the nearest lacks `南` (Han)"),
        ("สวัสดี", "Thai sets no spaces where a line may end"),
    ],
)
def test_what_no_font_draws_is_said(headline: str, reason: str) -> None:
    assert undrawable(CardText(headline=headline), FONTS) == reason
    assert undrawable(CardText(headline="a", kicker=headline), FONTS) == reason
    assert undrawable(CardText(headline="a", name=headline), FONTS) == reason


@raqm
def test_what_must_be_shaped_can_be() -> None:
    assert undrawable(CardText(headline="ابت\u200cث", kicker="a"), FONTS) == ""
    assert undrawable(CardText(headline="ابت"), [LATIN_FONT]) == "no font has `ا` (Arabic)"


def test_what_must_be_shaped_needs_raqm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "RAQM", False)
    reason = "`ا` (Arabic) needs raqm and fribidi, which Pillow lacks here"
    assert undrawable(CardText(headline="abc ابت"), FONTS) == reason
    assert undrawable(CardText(headline="abc"), FONTS) == ""


def test_cards_are_drawn_without_raqm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "RAQM", False)
    monkeypatch.setattr(lettering, "_LAYOUT", 0)
    lettering.face.cache_clear()
    assert headline_ink(drawn("word " * 20))
    lettering.face.cache_clear()


def test_without_a_font_nothing_is_drawn() -> None:
    assert undrawable(CardText(headline="a"), []) == "there is no font"
    with pytest.raises(ValueError, match="there is no font"):
        draw_card(CardText(headline="a"), None, [])


def test_what_nobody_sees_is_taken_out_unless_it_shapes() -> None:
    assert clean(" a\u00ad\u200bb \n \u200b c\u200d\ufe0f\ud800 ") == "ab c"
    assert clean("ب\u200cب\u00ad") == "ب\u200cب"
    assert clean("a\xa0b\u202fc") == "a\xa0b\u202fc"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (LATIN_FONT, ""),
        (b"", "is no font that can be read"),
        (b"\x89PNG", "is no font that can be read"),
        (b"wOF2" + bytes(60), "is a WOFF2 font; give its TTF or OTF file"),
        (boxes("ab", outlines=False), "is a font of pictures, without outlines"),
    ],
)
def test_what_is_wrong_with_a_font_is_said(data: bytes, problem: str) -> None:
    assert font_problem(data) == problem


@given(st.integers(0, len(LATIN_FONT) - 1), st.binary(max_size=9))
def test_no_damage_to_a_font_raises(at: int, damage: bytes) -> None:
    font_problem(LATIN_FONT[:at])
    font_problem(LATIN_FONT[:at] + damage + LATIN_FONT[at + len(damage) :])


@given(st.text(max_size=20) | st.text("ab .-é\xa0\u200b", max_size=80))
def test_any_text_is_drawable_or_not(written: str) -> None:
    text = CardText(headline=written, kicker=written, name=written)
    if not undrawable(text, FONTS):
        assert draw_card(text, blue(), FONTS).size == SIZE


def test_the_engine_names_what_shapes_the_pixels() -> None:
    assert [it.split()[0] for it in CARD_ENGINE][:2] == ["pillow", "freetype2"]
