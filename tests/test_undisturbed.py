"""Which edits matter to no other document; each is held against a site that is made anew."""

from collections.abc import Iterator, Mapping

import pytest

from sitegen.edition.corpus import Corpus, Listing
from sitegen.edition.crosscheck import crosscheck
from sitegen.edition.rows import Facts
from sitegen.errors import Problem
from tests.editions import DESK, NOW, Reading
from tests.newsroom import SITE, article

ABOUT = "content/pages/about.md"
ANN = "content/authors/ann.md"


def story(**front: str) -> str:
    front = {"body": "Words.", "date": "2026-03-01 09:00", "tags": "[treaties]", **front}
    return article(**front)


def at(name: str) -> str:
    return f"content/articles/{name}.md"


FILES: dict[str, str] = {
    **{at(f"s{it}"): story() for it in range(3)},
    at("asia"): story(section="asia"),
    at("europe"): story(section="europe"),
    at("europe2"): story(section="europe", tags="[ports]", aliases="[/file.html, /deep.html/er/]"),
    at("waiting"): story(status="draft"),
    at("late"): story(date="2026-07-01 09:00"),
    at("may"): story(date="2026-05-01 09:00"),
    "content/authors/news-desk.md": DESK.replace("[whose story](one.md)", "which"),
    ANN: "---\nname: Ann\n---\nShe writes.\n",
    ABOUT: "---\ntitle: About\n---\nUs.\n",
}
S1 = at("s1")

EDITS: dict[str, tuple[dict[str, str | None], bool]] = {
    "a story more": ({at("new"): story()}, False),
    "stories more": ({at("new"): story(), at("newer"): story(section="europe")}, False),
    "a story less": ({S1: None}, False),
    "all but one of a section": ({at("europe"): None}, False),
    "another day": ({S1: story(date="2026-03-09 09:00")}, False),
    "another month": ({S1: story(date="2026-05-02 09:00")}, False),
    "another section": ({S1: story(section="europe")}, False),
    "another tag": ({S1: story(tags="[ports]")}, False),
    "another address": ({S1: story(slug="other")}, False),
    "an old address": ({S1: story(aliases="[/old/]")}, False),
    "an address below that of another": ({S1: story(aliases="[/2026/03/s2/more/]")}, False),
    "one that has no address": ({at("¿"): story()}, False),
    "a headline": ({S1: story(headline="Another")}, False),
    "a new month": ({S1: story(date="2026-04-02 09:00")}, True),
    "the last of a month": ({at("may"): story()}, True),
    "the last of a tag": ({at("europe2"): story(section="europe")}, True),
    "a new tag": ({S1: story(tags="[grain]")}, True),
    "a tag written otherwise": ({S1: story(tags="[Treaties]")}, True),
    "a new country": ({S1: story(countries="[NO]")}, True),
    "no such section": ({S1: story(section="nowhere")}, True),
    "the first by an author": ({S1: story(authors="[ann]")}, True),
    "the same address": ({S1: story(slug="s2")}, True),
    "two of one address": ({at("new"): story(slug="x"), at("newer"): story(slug="x")}, True),
    "the old address of another": ({S1: story(aliases="[/deep.html/er/]")}, True),
    "the address of another": ({S1: story(aliases="[/2026/03/s2/]")}, True),
    "the address of a listing": ({S1: story(aliases="[/tags/treaties/]")}, True),
    "an address of the site": ({S1: story(aliases="[/corrections/]")}, True),
    "a file of the site": ({S1: story(aliases="[/sitemap.xml]")}, True),
    "the page of what is nowhere": ({S1: story(aliases="[/404.html]")}, True),
    "a file for machines": ({S1: story(aliases="[/feed.xml]")}, True),
    "an address that is gone": ({S1: story(aliases="[/gone/]")}, True),
    "an address below a file": ({S1: story(aliases="[/file.html/x/]")}, True),
    "a file above an address": ({S1: story(aliases="[/deep.html]")}, True),
    "an address that cannot be": ({S1: story(aliases="[/page/2/]")}, True),
    "a guid": ({S1: story(guid="one")}, True),
    "one that is told live": ({S1: story(live="true")}, True),
    "one that waits": ({at("new"): story(status="draft")}, True),
    "one that waits no more": ({at("waiting"): story()}, True),
    "one that waits from now on": ({S1: story(date="2026-07-02 09:00")}, True),
    "a mistake": ({S1: story(headlin="A mistake")}, True),
    "an author more": ({"content/authors/bo.md": "---\nname: Bo\n---\nWrites.\n"}, True),
    "an author less": ({ANN: None}, True),
    "a page elsewhere": ({ABOUT: "---\ntitle: About\nslug: us\n---\nUs.\n"}, True),
}


@pytest.mark.parametrize(("edit", "compares"), EDITS.values(), ids=EDITS)
def test_what_an_edit_leaves_as_it_was_is_not_compared_again(
    monkeypatch: pytest.MonkeyPatch, edit: Mapping[str, str | None], *, compares: bool
) -> None:
    site = SITE + '[gone]\n"/gone/" = "it was wrong"\n'
    reading, compared = Reading(), list[Corpus]()
    problems = reading.read(FILES, NOW, site=site).relation.edition.problems
    assert not [it for it in problems if it.severity == "error"]

    def recorded(
        corpus: Corpus, facts: Mapping[str, Facts], listings: tuple[Listing, ...]
    ) -> Iterator[Problem]:
        compared.append(corpus)
        return crosscheck(corpus, facts, listings)

    files = {path: text for path, text in {**FILES, **edit}.items() if text is not None}
    anew = Reading().read(files, NOW, site=site)
    monkeypatch.setattr("sitegen.edition.gather.crosscheck", recorded)
    made = reading.read(files, NOW, site=site)
    assert bool(compared) == compares
    assert made.relation.edition == anew.relation.edition
    assert made.relation.rows == anew.relation.rows
    assert made.outputs == anew.outputs
