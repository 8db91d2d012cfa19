"""Blanks at which no line breaks, by language; and breaks in the source that are no blanks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.markdown.flanking import WIDE, may_be_wide
from sitegen.content.markdown.parsers import library_parser, rules_for
from sitegen.content.markdown.spacing import THIN, WHOLE, held_together
from sitegen.content.markdown.typography import typeset
from sitegen.content.parse import ParseOptions, understand


def rendered(text: str, language: str) -> str:
    """Return the HTML of a paragraph, its no-break spaces as `~` and thin ones as `_`."""
    html = library_parser(language, rules_for(text)).render(text)
    return seen(html).removeprefix("<p>").removesuffix("</p>\n")


def seen(text: str) -> str:
    assert "~" not in text
    assert "_" not in text
    return text.replace(WHOLE, "~").replace(THIN, "_")


@pytest.mark.parametrize(
    ("language", "written", "set_as"),
    [
        ("fr", "« Oui » ; non ! Qui ? Ceci :", "«_Oui_»_; non_! Qui_? Ceci~:"),
        ("fr-BE", "Quoi ?! « Rien »…", "Quoi_?! «_Rien_»…"),
        ("fr-CA", "« Oui » ; non ! Ceci :", "«~Oui~»_; non_! Ceci~:"),
        ("fr-CH", "« Oui » ; non ! Ceci :", "«_Oui_»_; non_! Ceci_:"),
        ("fr", "Oui! Qui? «Non»", "Oui! Qui? «Non»"),  # only what is typed is changed
        ("fr", "à 12:30, ?q=1 ou a ;b", "à 12:30, ?q=1 ou a ;b"),
        ("fr", "10 000 hommes, 17 juillet, 1er mai", "10_000 hommes, 17~juillet, 1er~mai"),
        ("fr", "20 h 30, M. Macron, n° 5", "20~h~30, M.~Macron, n°~5"),
        ("en", "Who ? Yes : no !", "Who ? Yes : no !"),
        ("en", "17 July, July 17, 17 men", "17~July, July~17, 17 men"),
        ("en", "40 km, 5 %, 3 million, 40 kmart", "40~km, 5~%, 3~million, 40 kmart"),
        ("en", "§ 5, Art. 7, No. 10, pp. 3", "§~5, Art.~7, No.~10, pp.~3"),
        (
            "en",
            "mr. Smith, Prof. Roe, (Gen. Lee, burst. Lee",
            "mr.~Smith, Prof.~Roe, (Gen.~Lee, burst. Lee",
        ),
        ("en", "J. K. Rowling, St. Paul, the U.S. Army", "J.~K.~Rowling, St.~Paul, the U.S.~Army"),
        ("en", "It was late. In 2023 many left.", "It was late. In 2023 many left."),
        ("en", "9 a.m. sharp; 10 000 men; 2023 400 men", "9~a.m. sharp; 10~000 men; 2023 400 men"),
        ("de", "Am 17. Juli, 20 Uhr, 5 Mio., Abs. 2", "Am 17.~Juli, 20~Uhr, 5~Mio., Abs.~2"),
        ("es", "17 de julio, 3 millones", "17~de julio, 3~millones"),
        ("pt-BR", "17 de julho, 3 mil", "17~de julho, 3~mil"),
        ("uk", "17 липня — і в Києві", "17~липня~— і~в~Києві"),
        ("ru", "5 млн руб., В. Гроссман, с Ивановым", "5~млн руб., В.~Гроссман, с~Ивановым"),
        ("pl", "w domu i na ulicy, 5 tys.", "w~domu i~na ulicy, 5~tys."),
        ("ar", "17 سبتمبر، 193 كم", "17~سبتمبر، 193~كم"),
        ("ko", "9월 10일, 248 km이고", "9월~10일, 248~km이고"),
    ],
)
def test_what_belongs_together_stays_on_one_line(language: str, written: str, set_as: str) -> None:
    assert rendered(written, language) == set_as
    assert seen(typeset(written, language)) == set_as


@pytest.mark.parametrize(
    ("language", "written", "set_as"),
    [
        ("fr", "*Oui* ! **« Non »** ?", "<em>Oui</em>_! <strong>«_Non_»</strong>_?"),
        ("fr", "Oui\n! et\n« non\n»", "Oui_! et\n«_non_»"),
        ("fr", "`a ; b` et 5\nkm", "<code>a ; b</code> et 5~km"),
        (
            "fr",
            "<https://a.example/b> ?",
            '<a href="https://a.example/b">https://a.example/b</a>_?',
        ),
        ("en", "**17** July, [17](a) July", '<strong>17</strong>~July, <a href="a">17</a>~July'),
        ("en", "17\nJuly\nand more", "17~July\nand more"),
        ("en", "`17` July", "<code>17</code> July"),
        ("zh", "长段落，\n中文\nABC\n中文", "长段落，中文\nABC\n中文"),
        ("ja", "日本の**新聞**\nである。", "日本の<strong>新聞</strong>である。"),
        ("en", "He said\n停戦\nだ and left", "He said\n停戦だ and left"),
        ("ko", "한국의\n신문", "한국의\n신문"),
        ("zh", "中文  \n中文", "中文<br />\n中文"),
    ],
)
def test_marks_of_markdown_make_no_difference(language: str, written: str, set_as: str) -> None:
    assert rendered(written, language) == set_as


PIECES = [*" 57.;:!?«»§—\n中文", "km", "July ", "а", "W", "`", "*", "Art. "]


@pytest.mark.parametrize(
    ("language", "written", "set_as"),
    [
        ("en", 'He said <q lang="fr">ça va : oui !</q> : no', "ça va~: oui_!</q> : no"),
        ("fr", 'oui : <q lang="en">no : yes</q> : non', 'oui~: <q lang="en">no : yes</q>~: non'),
        ("en", '<span lang="fr">oui : *non* : oui</span>', "oui~: <em>non</em>~: oui"),
        ("en", '<span lang="fr">oui : non', "oui : non"),
    ],
)
def test_words_of_another_language_have_its_blanks(
    language: str, written: str, set_as: str
) -> None:
    assert set_as in rendered(written, language)


@given(
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    st.sampled_from(["en", "fr", "fr-CA", "uk", "zh", "pl", "xx", ""]),
)
def test_nothing_but_blanks_is_changed_and_nothing_twice(text: str, language: str) -> None:
    once = held_together(text.replace("\n", " "), language)
    assert re.sub(f"[{WHOLE}{THIN}]", " ", once) == text.replace("\n", " ")
    assert held_together(once, language) == once


@given(
    st.lists(st.lists(st.sampled_from([*PIECES, "\n"]), max_size=8).map("".join), max_size=6),
    st.sampled_from(["en", "fr", "uk", "zh", "pl"]),
)
def test_paragraphs_are_set_as_each_is_alone(texts: list[str], language: str) -> None:
    paragraphs = [f"W{' '.join(text.splitlines())}\nb{text.strip()}" for text in texts]
    parser = library_parser(language, frozenset({"emphasis", "backticks"}))
    alone = "".join(parser.render(it) for it in paragraphs)
    assert parser.render("\n\n".join(paragraphs)) == alone


@pytest.mark.parametrize(
    ("language", "written", "set_as"),
    [
        ("ko", "\"완전한 정지\"라고 '서언'은 적는다", "“완전한 정지”라고 ‘서언’은 적는다"),
        ("ko", '그는 "네"라고 했다. "끝"', "그는 “네”라고 했다. “끝”"),
        ("ja", '彼は"停戦だ"と述べた', "彼は「停戦だ」と述べた"),
        ("zh", '他说"停火"了', "他说“停火”了"),
        ("en", 'it\'s the "end", 5" pipes', 'it’s the “end”, 5" pipes'),
        ("ko", 'A 5" 파이프', 'A 5" 파이프'),
        ("ko", '한"A" "B"한 "C" D', "한“A” “B”한 “C” D"),
    ],
)
def test_quotes_turn_where_letters_stand_close(language: str, written: str, set_as: str) -> None:
    assert rendered(written, language).replace("&quot;", '"') == set_as
    assert typeset(written, language) == set_as


def test_whatever_is_wide_may_be_so() -> None:
    """The quick question leaves out no character of the slow one's."""
    characters = "".join(map(chr, range(0x1100, 0x40000)))
    wide = re.findall(WIDE, characters)
    assert len(wide) > 100_000
    assert all(map(may_be_wide, wide))
    assert not may_be_wide("“Élysée” – l’Ukraine… Київ مرحبا")


BODY = "## Qui gagne ? 40 km\n\n« Oui » ; 10 000 hommes\n\n中文\n中文\n"


def test_anchors_and_words_are_as_if_blanks_were_plain() -> None:
    front = "---\nheadline: Qui gagne ?\ndate: 2026-01-01 09:00\n"
    outline = "section_headings:\n  - Qui gagne ? 40 km\n"
    read = ParseOptions(timezone="UTC", language="fr", trust_html=False)
    whole = understand(f"{front}{outline}---\n{BODY}".encode(), "article", read)
    document = whole.document
    assert document.fields
    assert seen(document.fields.headline) == "Qui gagne_?"  # type: ignore[union-attr]
    [heading] = document.headings
    assert (heading.id, seen(heading.text)) == ("qui-gagne-40-km", "Qui gagne_? 40~km")
    assert "中文中文" in "".join(whole.body.literals)
    assert document.sound
    plain = understand(f"{front}---\n{BODY}".encode(), "article", read)
    assert plain.document.words == document.words
