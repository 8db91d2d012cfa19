"""Questions to the search page: the table can be relied on, and all are answered rightly."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.questions import (
    STORIES,
    Answer,
    Question,
    asked,
    build,
    fault,
    groups,
    judged,
    surprises,
)
from tests.serving import served

UNSEEN = """
const hidden = new CSSStyleSheet();
hidden.replaceSync("#page_rows { display: none }");
document.adoptedStyleSheets.push(hidden);
"""
"""Nobody looks: answers that are not shown are there sooner."""


def test_the_table_names_stories_that_there_are() -> None:
    stories = {it.stem for it in (STORIES / "content" / "articles").iterdir()}
    for group in groups():
        for it in group.questions:
            assert stories >= {*it.finds, *it.may}, it
            assert len({*it.finds, *it.may}) == len(it.finds) + len(it.may), it
            assert not any(name.startswith("held-") for name in (*it.finds, *it.may)), it


def test_the_table_asks_enough() -> None:
    questions = [it for group in groups() for it in group.questions]
    assert len(set(questions)) > 820
    assert sum(not it.finds for it in questions) > 165
    assert sum(bool(it.meant) for it in questions) > 15


def test_what_is_wrong_with_an_answer_is_told() -> None:
    question = Question("a b", finds=("x", "y"), may=("z",), order=True, meant=("Word",))
    right = Answer(("x", "z", "y"), "Stories found: 2", partly=False, offered="Did you mean word?")
    assert fault(question, right) == ""
    assert fault(question, right._replace(rows=("x", "w", "y"))) == "finds w"
    assert fault(question, right._replace(rows=("z", "y"))) == "does not find x"
    assert fault(question, right._replace(rows=("y", "x"))) == "has the order y x"
    assert fault(question, right._replace(partly=True)) == "says 'Stories found: 2'"
    assert fault(question, right._replace(offered="")) == "offers ''"
    assert fault(question, right._replace(told="")) == "is not answered"


def test_what_is_known_to_be_amiss_surprises_if_it_is_right() -> None:
    known, good, bad = Question("known", amiss="why"), Question("good"), Question("bad")
    assert list(surprises([(known, "finds x"), (good, ""), (bad, "finds y")])) == ["bad: finds y"]
    assert list(surprises([(known, ""), (good, "")])) == ["known: is answered rightly"]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_every_question_is_answered_rightly(browser: Browser, tmp_path: Path) -> None:
    build(tmp_path)
    page = browser.new_page()
    page.add_init_script(UNSEEN)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    with served(tmp_path) as address:
        found = judged(lambda questions: asked(page, address, questions))
    page.close()
    wrong = [line for some in found.values() for line in surprises(some)]
    assert wrong == [], "\n".join(wrong)
    assert said == []
