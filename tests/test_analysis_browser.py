"""Analysis in a browser gives what it gives in Python: words, folding and stems of any text."""

import ast
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import snowballstemmer
import Stemmer
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from sitegen.search.analysis.folding import fold
from sitegen.search.analysis.languages import LANGUAGES, language_of, stems_of
from sitegen.search.analysis.names import keys
from sitegen.search.analysis.script import module
from sitegen.search.analysis.tokens import pieces, words
from sitegen.search.analysis.transpiling import stemmer
from sitegen.theme import read_theme
from tests.test_analysis import NAMES, TEXTS

pytestmark = pytest.mark.browser

ALGORITHMS = sorted({it.algorithm for it in LANGUAGES.values()} - {""})


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    core, *_ = read_theme("static/search-words.js").decode().partition("export {")
    page.evaluate(f"() => {{ {core}; Object.assign(globalThis, {{ words, asked, fold, keys }}) }}")
    yield page
    page.close()


def imported(page: Page, source: str, call: str, argument: Any) -> Any:
    """Return what a call gives where `it` is an ES module, loaded once, and `argument` a value."""
    return page.evaluate(
        """async ([source, call, argument]) => {
            const known = globalThis.known ??= new Map();
            if (!known.has(source)) {
                const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
                known.set(source, await import(url));
            }
            return new Function("it", "argument", `return ${call}`)(known.get(source), argument);
        }""",
        [source, call, argument],
    )


def in_python(text: str) -> list[list[str]]:
    return [[it.word, fold(it.word)] for token in words(text) for it in pieces(token)]


def in_browser(page: Page, texts: list[str]) -> Any:
    return page.evaluate(
        "texts => texts.map(it => words(it).map(({word}) => [word, fold(word)]))", texts
    )


def test_words_of_known_texts(page: Page) -> None:
    assert in_browser(page, TEXTS) == [in_python(it) for it in TEXTS]


# What words are cut at, joined by and freed of, between letters of all kinds.
ODD = (
    "abXYsS019,'’ʼʹ-–.&\"״“_ \u00a0\u202f\u00ad\u200b\u0301\u0306·לגאѓґїЙєп´яسلامةُ٠٩۳๕२東京がー"
    "\u3099กาัสดี\u17d2\u1780\u17b4\u1039\u1000İıIßΣσςǅﬁＡ．＆１½²가각𝒜𐐀𠀀éŉ\ufdfa"
)
texts = st.text(st.sampled_from(ODD), max_size=12) | st.text(
    # Python and the browser may know different versions of Unicode.
    st.characters(exclude_categories=["Cn", "Cs"], max_codepoint=0x1FFFF),
    max_size=12,
)


@given(st.lists(texts, max_size=40))
def test_words_of_any_text(page: Page, some: list[str]) -> None:
    assert in_browser(page, some) == [in_python(it) for it in some]


NAMELIKE = "abcehijkoqstuvwxyzüåабвгезиійкнопсухцьюяіΜΝΤΓαιουηςτ012"
names = st.text(st.sampled_from(NAMELIKE), max_size=12)


@given(st.lists(names, max_size=40))
def test_keys_of_any_name(page: Page, some: list[str]) -> None:
    known = [*some, *(it for family in NAMES for it in family.split())]
    assert page.evaluate("words => words.map(keys)", known) == [keys(it) for it in known]


def endings(algorithm: str) -> list[str]:
    """Return what a stemmer looks for: there its branches are."""
    source = Path(snowballstemmer.__file__).with_name(f"{algorithm}_stemmer.py")
    return [
        str(ast.literal_eval(node.args[0]))
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Among"
    ]


def invented(algorithm: str, count: int) -> list[str]:
    rng = Random(algorithm)  # noqa: S311 - the same in each run
    found = endings(algorithm)
    letters = sorted({char for ending in found for char in ending})
    return [
        rng.choice(["", *found])
        + "".join(rng.choices(letters, k=rng.randint(0, 7)))
        + rng.choice(found)
        + rng.choice(["", *found])
        for _ in range(count)
    ]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_stemmers_are_those_of_snowball(page: Page, algorithm: str) -> None:
    invention = invented(algorithm, 3000)
    source = stemmer(algorithm) + "export {stem};"
    expected = Stemmer.Stemmer(algorithm).stemWords(invention)
    assert imported(page, source, "argument.map(it.stem)", invention) == expected


@pytest.mark.parametrize("language", [*LANGUAGES, "zh", "qq"])
def test_stems_of_known_words(page: Page, language: str) -> None:
    known = [it.word for text in TEXTS for token in words(text) for it in pieces(token)]
    told, asked = stems_of(language_of(language))
    found = imported(page, module(language), "argument.map(w => [it.stems(w), it.asks(w)])", known)
    assert found == [[told(it), asked(it)] for it in known]


@given(st.lists(texts, max_size=20))
@pytest.mark.parametrize("language", ["en", "fr", "tr", "el", "uk", "ko", "ar", "he"])
def test_stems_of_any_word(page: Page, language: str, some: list[str]) -> None:
    found = [it.word for text in some for token in words(text) for it in pieces(token)]
    stems = stems_of(language_of(language)).told
    assert imported(page, module(language), "argument.map(it.stems)", found) == [
        stems(it) for it in found
    ]


def test_small_words_are_no_initials(page: Page) -> None:
    some = ["di", "Di", "DI", "Roma", "the"]
    small = imported(page, module("it"), "argument.map(it.isSmall)", some)
    assert dict(zip(some, small, strict=True)) == {
        "di": True,
        "Di": True,
        "DI": False,
        "Roma": False,
        "the": False,
    }
    assert imported(page, module("he"), "argument.map(it.isSmall)", ["של", "ים"]) == [True, False]
    assert imported(page, module("zh"), "argument.map(it.isSmall)", some) == [False] * len(some)


def test_a_joined_word_of_a_question_has_its_parts(page: Page) -> None:
    asked = page.evaluate(
        'asked("O’Neill\'s F-16 at 東京都 A1-B").map(it => [it.word, it.parts?.map(it => it.word)])'
    )
    assert asked == [
        ["ONeill", ["O'", "'Neill"]],
        ["F16", ["F", "16"]],
        ["at", None],
        ["東京", None],
        ["京都", None],
        ["A1B", ["A", "1", "B"]],
    ]


def test_words_stand_where_they_are_said_to_stand(page: Page) -> None:
    text = "Al‑Sisi’s “O’Neill” in 東京。 G7 soft\u00adly"
    found = page.evaluate("text => words(text).map(it => text.slice(it.at, it.end))", text)
    assert found == [
        *("Al", "Sisi", "Al‑Sisi", "O", "Neill", "O’Neill", "in", "東京", "京"),
        *("G", "7", "G7", "soft\u00adly"),
    ]
