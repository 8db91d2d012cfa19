"""What a story says of itself that cannot be: each told once, at its place, with what to do."""

import pytest

from sitegen.content.parse import ParseOptions, understand
from sitegen.errors import Problem
from sitegen.model import DocumentName
from tests.newsroom import article

OPTIONS = ParseOptions("Europe/Berlin", "en", trust_html=False)

UPDATE = "::: update 2026-03-01 09:10 They arrive\nWords.\n:::\n"
ENTRY = "{date: 2026-03-02 09:00, text: It was two}"
THREAD = "---\ntitle: Grain\nsummary: It goes on.\nas_of: {}\n---\nText.\n"


def told(text: str, kind: DocumentName = "article") -> list[Problem]:
    return list(understand(text.encode(), kind, OPTIONS).document.problems)


@pytest.mark.parametrize(
    ("keys", "severity", "key", "message"),
    [
        ({"live": "open"}, "error", "live", "`live` must be `closed` or `true`"),
        ({"live": "false"}, "error", "live", "`live` must be `closed` or `true`"),
        ({"live": "true", "corrections": f"[{ENTRY[:-1]}, kind: retraction}}]"}, "warning", "live",
         "the page was retracted, and is still live"),
        ({"live": "true", "corrections": f"[{ENTRY}, {ENTRY}]"}, "warning", "corrections",
         "two entries of `corrections` are the same"),
        ({"live": "true", "corrections": f"[{ENTRY.replace('2026-03', '2025-03')}]"}, "warning",
         "corrections", "the entry is older than the article"),
        ({"live": "true", "thread": "t", "milestone": "{date: 2026-03-02, text: M}"}, "warning",
         "milestone", "the milestone is of a day after the article comes out"),
    ],
)  # fmt: skip
def test_a_story_that_contradicts_itself_is_told_once(
    keys: dict[str, str], severity: str, key: str, message: str
) -> None:
    text = article(body=UPDATE, **keys)
    (problem,) = told(text)
    assert problem.message.startswith(message)
    assert problem.severity == severity
    line = text.splitlines()[problem.line - 1]
    assert line.startswith(f"{key}: ")
    assert problem.column > len(key)


@pytest.mark.parametrize(
    "keys",
    [
        {"live": "closed", "corrections": f"[{ENTRY[:-1]}, kind: retraction}}]"},
        {"live": "true", "corrections": f"[{ENTRY}, {ENTRY.replace('two', 'three')}]"},
        {"live": "true", "thread": "t", "milestone": "{date: 2026-03-01, text: M}"},
        # The day is the newsroom's: in UTC it is still that before.
        {"live": "true", "date": "2026-03-01 00:30", "thread": "t",
         "milestone": "{date: 2026-03-01, text: M}"},
        # Who reads of it does so on the day on which the embargo ends.
        {"live": "true", "embargo": "2026-03-04T09:00:00Z", "thread": "t",
         "milestone": "{date: 2026-03-04, text: M}"},
    ],
)  # fmt: skip
def test_what_fits_together_is_not_told(keys: dict[str, str]) -> None:
    assert told(article(body=UPDATE, **keys)) == []


@pytest.mark.parametrize("kind", ["author", "thread"])
def test_updates_stand_in_articles(kind: DocumentName) -> None:
    front = {
        "author": "name: Ann Author",
        "thread": "title: Grain\nsummary: It goes on.\nas_of: 2026-03-01",
    }
    (problem,) = told(f"---\n{front[kind]}\n---\n{UPDATE}", kind)
    assert problem.message == "an update stands in an article"
    assert problem.line == front[kind].count("\n") + 4


@pytest.mark.parametrize("day", ["1 March", "2026-02-30", "03/01/2026"])
def test_a_day_that_is_none_is_one_mistake(day: str) -> None:
    (problem,) = told(THREAD.format(day), "thread")
    assert problem.message.startswith("`as_of`: ")
