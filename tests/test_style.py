"""`content/style.toml`: languages and spellings, however they are written."""

import pytest

from sitegen.checking.document import look, rules_of
from sitegen.content.style import Style, read_house_style, read_style

PATH = "content/style.toml"
HOUSE = """\
[terms]
"e-mail" = { variants = ["email"], languages = ["EN", "pt-BR"] }
Kyiv = ["Kiev"]

[vague_links]
"pt-BR" = ["Clique  aqui"]
"""
STORY = b"---\nheadline: A\ndate: 2026-03-01\n---\nThe email. [Clique aqui](https://a.example/)\n"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["email"]),
        ("en-GB", ["email"]),
        ("pt-BR", ["email", "Clique aqui"]),
        ("pt-br", ["email", "Clique aqui"]),
        ("fr", []),
    ],
)
def test_a_language_is_the_same_in_capitals(language: str, told: list[str]) -> None:
    house = read_house_style(HOUSE.encode(), PATH)
    rules = rules_of(house, language, "en")
    problems = [str(it) for it in look(STORY, rules, is_story=True).problems]
    assert [it for it in ("email", "Clique aqui") if any(it in said for said in problems)] == told


def test_search_knows_each_spelling_with_one_space_between_words() -> None:
    raw = b'[terms]\n"New  Delhi" = ["Delhi ", "Nova\\tDelhi"]\n'
    assert read_style(raw, PATH) == (Style((("New Delhi", "Delhi", "Nova Delhi"),)), [])


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ('Kyiv = ["Kiev", "KIEV"]', "`KIEV` is listed already, in line 2"),
        ('Kyiv = ["Kiev"]\nLviv = ["kiev"]', "`kiev` is listed already, in line 2"),
        ('Kyiv = ["KYIV"]', "`KYIV` is its own variant"),
        ('Kyiv = ["Lvov", "lviv"]\nLviv = []', "`lviv` is a term of its own"),
        ('Kyiv = []\nKYIV = ["Kiev"]', "is a term already"),
        ('Kyiv = { variants = ["Kiev"], languages = ["xx-none-xx"] }', "there is no language"),
    ],
)
def test_a_spelling_stands_for_one_name_whatever_its_capitals(terms: str, message: str) -> None:
    style, problems = read_style(f"[terms]\n{terms}\n".encode(), PATH)
    assert style == Style()
    assert [it for it in problems if message in it.message] == problems
    assert len(problems) == 1
