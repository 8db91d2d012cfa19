"""Short cuts answer what the long way answers, for any text."""

import re
import unicodedata
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_inline import StateInline

from sitegen.characters import beyond_ascii, signs_of
from sitegen.content.markdown import targets
from sitegen.content.markdown.parsers import commonmark_parser
from sitegen.content.markdown.quick.phrases import QuickState
from sitegen.content.markdown.render import count_words
from sitegen.content.markdown.targets import LINKS, SECURE, WEB, web_address
from sitegen.model import Body
from sitegen.strict.nodes import HIDDEN, hidden_in
from sitegen.strict.texts import tidied
from sitegen.urls import is_of_words, slugify

HARD = st.text(
    alphabet="aZ9_ -.,'\"`*&<>;\n\t\x1c\x85\u00a0\u00ad\u200b\u2028\u3000—’éяا中かİ\u0307"
)
TEXTS = st.one_of(st.text(), HARD)


@given(TEXTS.map(lambda it: it.replace("<", "").replace("&", "")))
def test_words_are_what_stands_between_blanks_and_holds_a_letter(text: str) -> None:
    for mark in "—–…":
        text = text.replace(mark, " ")
    said, ideographs = re.subn("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]", " ", text)
    words = sum(re.search(r"\w", it) is not None for it in re.sub("[“”’]", "", said).split())
    rare = re.search("[\uf900-\ufaff\U00020000-\U0003ffff]", text)
    assert rare or count_words(Body((text,), ())) == words + (ideographs + 1) // 2


@given(TEXTS)
def test_hidden_characters_are_found_where_they_are(text: str) -> None:
    found, expected = hidden_in(text), HIDDEN.search(text)
    assert (found and found.span()) == (expected and expected.span())


@given(TEXTS)
def test_signs_and_rare_characters_are_those_of_the_text(text: str) -> None:
    assert beyond_ascii(text) == "".join(it for it in text if not it.isascii())
    signs = "".join(it for it in text if it.isascii() and not it.isalnum() and it != " ")
    assert signs_of(text) == signs


@given(TEXTS.filter(str.isascii))
def test_the_slug_of_ascii_is_what_any_text_gets(text: str) -> None:
    apart = re.sub(r"'|(?<=[A-Za-z])`(?=[A-Za-z])", "", text).lower()
    kept = "".join(it if is_of_words(it) else "-" for it in apart)
    assert slugify(text, "unicode") == re.sub("-+", "-", kept).strip("-")


@given(TEXTS)
def test_prose_has_no_two_blanks_in_a_row(text: str) -> None:
    tidy = tidied(text, "prose")
    assert tidy == tidied(tidy, "prose")
    assert not re.search(r"\s\s|^\s|\s$", tidy)
    words = [it for it in text if unicodedata.category(it)[0] in "LN"]
    assert len([it for it in tidy if unicodedata.category(it)[0] in "LN"]) <= len(words) * 3


ADDRESSES = st.lists(
    st.sampled_from(
        (
            *("https://", "http://", "ftp:", "//", "a", "b.example", ".", "-", "_", ":80", ":x"),
            *("/", "?a=b", "#c", "@", "%20", "é", " ", "[::1]", "A", "&", "<", "\\", "a" * 3000),
        )
    )
).map("".join)


@given(ADDRESSES)
def test_an_address_is_judged_as_by_the_long_way(url: str) -> None:
    for schemes in (LINKS, WEB, SECURE):
        quick = web_address(url, schemes)
        with patch.object(targets, "_PLAIN", re.compile("(?!)")):
            assert quick == web_address(url, schemes)


@given(st.text(alphabet="*_~ a.«é\u00a0\u3000—$", min_size=1, max_size=8))
def test_a_run_of_marks_opens_and_closes_as_the_library_says(text: str) -> None:
    parser = commonmark_parser()
    for start, char in enumerate(text):
        for splits in (True, False):
            if char in "*_~":
                ours = QuickState(text, parser, {}, []).scanDelims(start, splits)
                assert ours == StateInline(text, parser, {}, []).scanDelims(start, splits)
