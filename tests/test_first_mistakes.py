"""The mistakes of somebody who begins: each is told where it is, with what to do about it.

One site has them all. What is said of it is the same in a build, in the check and in the preview.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from sitegen.messages import FILE, Message, written
from sitegen.preview.notes import TOLD
from sitegen.theme import package
from tests.first_mistakes import EXPECTED, FILES
from tests.golden import of_broken
from tests.newsroom import NOW, Newsroom
from tests.previewing import Preview, preview


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return Newsroom(tmp_path_factory.mktemp("beginning"), FILES)


@pytest.fixture(scope="module")
def built(site: Newsroom) -> list[dict[str, Any]]:
    said = site.run("build", "--now", NOW, "--output", str(site.output), "--format", "json")
    assert said.exit_code == 1
    problems: list[dict[str, Any]] = json.loads(said.stdout)["problems"]
    return problems


@pytest.fixture(scope="module")
def running(site: Newsroom) -> Iterator[Preview]:
    with preview(site) as it:
        yield it


def of(problems: list[dict[str, Any]], path: str) -> list[tuple[str, str]]:
    """Return the problems of a file: where and what, and what to do."""
    return [
        (f"{it['line']}:{it['column']} {it['message']}", it["hint"] or "")
        for it in problems
        if it["path"] == path
    ]


@pytest.mark.parametrize("path", sorted(EXPECTED))
def test_a_mistake_is_told_where_it_is_with_what_to_do(
    path: str, built: list[dict[str, Any]]
) -> None:
    where, hint = EXPECTED[path]
    told = of(built, path)
    assert any(message.startswith(where) and mend == hint for message, mend in told), told


def test_nothing_else_is_wrong(built: list[dict[str, Any]]) -> None:
    # A mistake may have another one in its train, in its own file.
    assert {it["path"] for it in built} == EXPECTED.keys()


def test_the_check_says_what_a_build_says(site: Newsroom, built: list[dict[str, Any]]) -> None:
    checked = site.run("check", "--now", NOW, "--format", "json")
    assert checked.exit_code == 1
    problems = json.loads(checked.stdout)["problems"]
    assert [it for it in built if it not in problems] == []


def test_the_preview_says_what_a_build_says(running: Preview, built: list[dict[str, Any]]) -> None:
    shown = running.note("index.html")["problems"]
    # A link to a draft is no mistake where drafts are shown.
    kept = [it for it in built if it["path"] != "content/articles/a-link-to-a-draft.md"]
    places = [(it["path"], it["line"], it["message"], it["hint"] or "") for it in shown]
    told = [(it["path"], it["line"], it["message"], it["hint"] or "") for it in kept]
    assert [it for it in places if it not in told] == []
    assert len(places) == min(TOLD, len(told))  # of many, a page tells the first


def test_help_knows_whatever_is_said_of_mistakes(built: list[dict[str, Any]]) -> None:
    """The messages of `sitegen help` are those of broken sites and these: see `make golden`."""
    found = [Message(it["message"], it["hint"] or "") for it in built]
    assert (package() / FILE).read_text("utf-8") == written((*of_broken(), *found))
