"""What pages show of others: an edit reaches the months of those that show it, and no more."""

from collections.abc import Mapping

import pytest

from tests.editions import Made, Reading, alone, paper
from tests.newsroom import article

THREAD = "content/threads/grain.md"
DESK = "content/authors/news-desk.md"
TAKEN_BACK = "[{date: 2026-05-20 12:00, kind: retraction, text: It was not so}]"


def neighbour(month: int, headline: str = "A headline", section: str = "asia", day: int = 1) -> str:
    """Return a story that shares its section with others: nobody is related to it, but itself."""
    date = f"2026-{month:02}-{day:02} 09:00"
    taken_back = {"tags": "[]", "authors": "[]", "corrections": TAKEN_BACK}
    return article(headline, date=date, section=section, **taken_back)


def told(month: int, milestone: str | None = None) -> str:
    """Return a story of a thread."""
    date = f"2026-{month:02}-02 09:00"
    return alone(month + 20, date=date, thread="grain", milestone=milestone)


FILES = {
    **paper(
        **{f"n{month}": neighbour(month) for month in range(1, 6)},
        away=neighbour(2, section="europe"),
        naming=alone(1, date="2025-10-01 09:00", related="[named]"),
        named=alone(2, date="2025-11-01 09:00"),
        signed=alone(3, date="2025-12-01 09:00", authors="[news-desk]"),
        told1=told(1, "It began"),
        told3=told(3),
        told5=told(5),
    ),
    THREAD: "---\ntitle: Grain\ndek: Ships\nsummary: They sail.\nas_of: 2026-05-05\n---\n",
}


def months(made: Made) -> dict[str, bytes]:
    """Return what stands for the pages of each month."""
    return {it.id: it.sums.pages for it in made.relation.edition.terms if it.kind == "month"}


@pytest.mark.parametrize(
    ("edit", "reached"),
    [
        ({}, ""),
        ({"named": alone(2, date="2025-11-01 09:00", body="Other words.")}, "2025/11"),
        ({"named": alone(9, date="2025-11-01 09:00")}, "2025/10 2025/11"),
        ({"n3": neighbour(3, "Another")}, "2026/02 2026/03 2026/04"),
        ({"n3": neighbour(3, section="europe")}, "2026/02 2026/03 2026/04"),
        ({"n3": neighbour(1, day=2)}, "2026/01 2026/02 2026/03 2026/04"),
        ({"n3": None}, "2026/02 2026/03 2026/04"),
        ({"n2": None, "n3": None}, "2026/01 2026/02 2026/03 2026/04"),
        ({"new": neighbour(3, day=2)}, "2026/03 2026/04"),
        ({"away": neighbour(2, "Another", section="europe")}, "2026/02"),
        ({"told1": told(1, "It has begun")}, "2026/01 2026/03 2026/05"),
        ({"told3": None}, "2026/01 2026/03 2026/05"),
        ({THREAD: FILES[THREAD].replace("Grain", "Wheat")}, "2026/01 2026/03 2026/05"),
        ({DESK: FILES[DESK].replace("News", "City")}, "2025/12"),
        ({DESK: FILES[DESK].replace("---\n", "---\nrole: Editors\n", 1)}, "2025/12"),
    ],
)
def test_an_edit_reaches_the_months_whose_pages_show_it(
    edit: Mapping[str, str | None], reached: str
) -> None:
    named = {it if "/" in it else f"content/articles/{it}.md": text for it, text in edit.items()}
    files = {path: it for path, it in {**FILES, **named}.items() if it is not None}
    reading = Reading()
    before = months(reading.read(FILES))
    made, anew = reading.read(files), Reading().read(files)
    assert made.relation.edition == anew.relation.edition
    now = months(made)
    differ = {it for it in before.keys() | now.keys() if before.get(it) != now.get(it)}
    assert differ == set(reached.split())
