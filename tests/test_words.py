"""Words of the interface: thirteen languages, whole, in the forms that each has beside numbers."""

import re
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis.strategies import just, text
from markupsafe import Markup, escape

from sitegen.conjunctions import list_text
from sitegen.languages import direction, fallbacks, plural_forms
from sitegen.pages.words import FALLBACK, counted, phrase, words_of
from tests.modules import ROOT
from tests.newsroom import SITE, Newsroom, article

FOLDER = ROOT / "templates/words"
LANGUAGES = {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "tr", "uk", "zh"}
REGIONAL = {"pt-PT"}

TO_ADD = "translate it in templates/words/{}.toml, beside its neighbours"


@cache
def written(language: str) -> dict[str, object]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def test_there_are_these_languages() -> None:
    assert {it.stem for it in FOLDER.glob("*.toml")} == LANGUAGES | REGIONAL


def test_the_script_tells_from_where_a_language_is_read_whatever_cldr_knows() -> None:
    tags = [it.replace("_", "-") for it in locale_identifiers() if not re.search("_[A-Z0-9]+$", it)]
    told = {it for it in tags if Locale.parse(it, sep="-").text_direction == "rtl"}
    assert told == {it for it in tags if direction(it) == "rtl"}
    assert len(told) > 20


@pytest.mark.parametrize(
    ("tag", "known", "fallback"),
    [
        ("ku-Arab", "rtl", "ku-Arab"),
        ("tg-Arab", "rtl", "tg-Arab"),
        ("ar-Latn", "ltr", "ar-Latn"),
        ("ug-cyrl", "ltr", "ug-Cyrl"),
        ("pa-PK", "rtl", "pa-Arab"),
        ("zh-hk", "ltr", "zh-Hant"),
        ("ku", "ltr", "ku-Latn"),
    ],
)
def test_the_script_of_a_tag_goes_before_that_of_its_language(
    tag: str, known: str, fallback: str
) -> None:
    assert direction(tag) == known
    assert fallback in fallbacks(tag)


@pytest.mark.parametrize("language", sorted(LANGUAGES - {FALLBACK}))
def test_a_language_has_every_word(language: str) -> None:
    missing = written(FALLBACK).keys() - written(language).keys()
    assert not missing, f"{sorted(missing)}: {TO_ADD.format(language)}"


@pytest.mark.parametrize("language", sorted(LANGUAGES | REGIONAL))
def test_words_fit_the_templates(language: str) -> None:
    """No key is unknown, every placeholder is there, and no form is one that CLDR has not."""
    assert words_of({}, language)[1] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_words_beside_numbers_have_the_forms_of_the_language(language: str) -> None:
    tables = {name: it for name, it in written(language).items() if isinstance(it, dict)}
    assert tables.keys() == {it for it, text in written(FALLBACK).items() if isinstance(text, dict)}
    for name, forms in tables.items():
        assert tuple(forms) == plural_forms(language), name


ACRONYMS = ("member_asean", "member_brics", "member_nato")
MARKS = {"comma", "stop"}
"""Marks between names and between sentences, which many languages share."""


@pytest.mark.parametrize("language", sorted(LANGUAGES - {FALLBACK}))
def test_words_are_translated(language: str) -> None:
    """A word that looks English is meant so: Fr. "Pages", It. "Feed"."""
    english, own = written(FALLBACK), written(language)
    same = {name for name in english if isinstance(own[name], str) and own[name] == english[name]}
    same -= MARKS
    allowed = {
        "de": {"feeds", "live", *ACRONYMS},
        "es": {*ACRONYMS},
        "fr": {
            *("chart_license", "corrections", "kind_correction", "map_source", "pages", "sources"),
            *ACRONYMS,
        },
        "it": {*ACRONYMS},
        "pt": {"feeds", *ACRONYMS},
        "tr": {*ACRONYMS},
    }
    assert same <= allowed.get(language, set())


def test_a_region_says_only_what_it_writes_otherwise() -> None:
    for language in REGIONAL:
        known = written(language.partition("-")[0])
        assert {name for name, text in written(language).items() if known[name] == text} == set()


@pytest.mark.parametrize(
    ("language", "by"),
    [
        ("zh", "撰文"),
        ("zh-CN", "撰文"),
        ("zh-Hans", "撰文"),
        ("zh-Hant-TW", "撰文"),
        ("pt-BR", "Por"),
        ("de-AT", "Von"),
        ("en-GB", "By"),
        ("fr-CA", "Par"),
        ("nl", "By"),
    ],
)
def test_a_language_has_the_words_of_the_nearest(language: str, by: str) -> None:
    assert words_of({}, language)[0]["by"] == by


def test_a_site_s_own_file_stands_before_ours_from_the_nearest_script_to_the_region() -> None:
    own = {f"templates/words/{tag}.toml": f'by = "{tag}"' for tag in ("zh", "zh-Hant", "zh-TW")}
    told = {tag: words_of(own, tag)[0] for tag in ("zh-CN", "zh-TW", "zh-HK")}
    assert {tag: it["by"] for tag, it in told.items()} == {
        "zh-CN": "zh",
        "zh-TW": "zh-TW",
        "zh-HK": "zh-Hant",
    }
    assert {it["related"] for it in told.values()} == {"相关报道"}
    assert words_of({"templates/words/pt-PT.toml": ""}, "pt-PT")[0]["sections"] == "Secções"


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "1 view"),
        ("en", 1200, "1,200 views"),
        ("uk", 21, "21 перегляд"),
        ("uk", 22, "22 перегляди"),
        ("uk", 12, "12 переглядів"),
        ("ru", 104, "104 просмотра"),
        ("ar", 2, "قراءتان"),
        ("ar", 7, "7 قراءات"),
        ("ar", 11, "11 قراءة"),
        ("fr", 0, "0 lecture"),
        ("es", 1_000_000, "1.000.000 de lecturas"),
        ("ja", 1, "閲覧1回"),
        ("fi", 2, "2 views"),
    ],
)
def test_a_number_has_its_form_beside_it(language: str, number: int, said: str) -> None:
    assert counted(words_of({}, language)[0], "views", number, language) == said


def test_one_text_or_other_forms_of_a_site_s_own_stand_for_all_of_ours() -> None:
    for own in ('views = "{count}×"', 'views.other = "{count}×"'):
        words, problems = words_of({"templates/words/uk.toml": own}, "uk")
        assert problems == []
        assert [counted(words, "views", it, "uk") for it in (1, 3, 5)] == ["1×", "3×", "5×"]


def test_a_site_s_own_templates_may_have_words_beside_numbers() -> None:
    own = {
        "templates/words/en.toml": 'wars.one = "{count} war"\nwars.other = "{count} wars"\n',
        "templates/words/uk.toml": 'wars.few = "{count} війни"\nwars.other = "{count} воєн"\n',
    }
    words, problems = words_of(own, "uk")
    assert problems == []
    told = [counted(words, "wars", it, "uk") for it in (1, 3, 5)]
    assert told == ["1 воєн", "3 війни", "5 воєн"]


def test_every_word_is_shown_somewhere_and_nothing_asks_for_one_that_is_not() -> None:
    templates = [it.read_text("utf-8") for it in (ROOT / "templates").glob("*.html")]
    modules = [it.read_text("utf-8") for it in (ROOT / "sitegen").rglob("*.py")]
    text = "\n".join(chain(templates, modules))
    asked = set(re.findall(r'\w\.words(?:\.|\[")(\w+)(?:"\])?(?! *\()', "\n".join(templates)))
    asked |= set(re.findall(r'(?:counted|forms)\("(\w+)"', text))
    begun = tuple(re.findall(r'words\["(\w+_)" \+', text))
    known = written(FALLBACK).keys()
    assert {it for it in asked if not it.endswith("_")} <= known
    unused = {it for it in known - asked if not it.startswith(begun)}
    assert {it for it in unused if f'words["{it}"]' not in text} == set()


def test_a_site_in_a_script_that_ours_is_not_in_is_told_so(tmp_path: Path) -> None:
    paper = f'language = "zh-TW"\n{SITE}'
    site = Newsroom(tmp_path, {"content/articles/a.md": article()}, site_toml=paper).build()
    (told,) = [it for it in site.report["problems"] if "words" in it["message"]]
    assert "they will be those of `zh`, in another script" in told["message"]
    assert told["hint"] == "translate them in templates/words/zh-Hant.toml"
    site.write({"templates/words/zh-Hant.toml": 'by = "撰文"'}).build("--strict")


LISTED = {
    ("en", "Ann Lee", "Jo Berg"): "Ann Lee and Jo Berg",
    ("es", "Ana"): "Ana",
    ("es", "Ana", "Eva"): "Ana y Eva",
    ("es", "Ana", "Isabel"): "Ana e Isabel",
    ("es-419", "Ana", "Eva", "Íñigo"): "Ana, Eva e Íñigo",
    ("es", "Ana", "Hilda"): "Ana e Hilda",
    ("es", "agua", "hielo"): "agua y hielo",
    ("es", "Ana", "Yolanda"): "Ana y Yolanda",
    ("he", "ישראל", "לבנון"): "ישראל ולבנון",
    ("he", "ישראל", "NATO"): "ישראל ו-NATO",
    ("pt", "Ana", "Isabel"): "Ana e Isabel",
}
"""As Intl.ListFormat of ICU 78 has them, but for Íñigo, of whom it forgets the accent."""


@pytest.mark.parametrize(("asked", "text"), LISTED.items(), ids=str)
def test_names_are_listed_as_the_language_does(asked: tuple[str, ...], text: str) -> None:
    language, *names = asked
    assert list_text(tuple(names), language) == text


@given(
    text().map(lambda it: it.replace("{", "{{").replace("}", "}}") + "{name}"),
    text() | just(Markup("<b>")),
)
def test_phrases_are_escaped_as_markup_formats_them(words: str, name: str) -> None:
    assert phrase(words, name=name) == escape(words).format(name=name)
    assert isinstance(phrase(words, name=name), Markup)
