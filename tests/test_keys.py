"""Keys and names, one by one: who shows something is made again when that is another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from string import ascii_letters
from typing import NamedTuple

import pytest

from sitegen.edition.beside import Beside
from sitegen.edition.illustrate import Known
from sitegen.pictures.facts import Rights
from sitegen.pipeline.memory.store import Place, Store, Unkept
from tests.editions import NOW, PICTURES, RENAMED, Made, Reading, alone, paper, shot
from tests.fonts import boxes
from tests.meddling import meddled
from tests.newsroom import SITE, Newsroom, article


def test_a_story_that_is_named_as_related_appears_when_it_is_out() -> None:
    files = paper(one=alone(1, related="[late]"), late=alone(2, date="2026-06-02 09:00"))
    reading = Reading()
    before = reading.read(files)
    after = reading.read(files, NOW + timedelta(days=1))
    anew = Reading().read(files, NOW + timedelta(days=1))
    assert before.relation.rows.rows["content/articles/one.md"].related == ()
    assert anew.relation.rows.rows["content/articles/one.md"].related
    assert after.relation.edition == anew.relation.edition


def test_a_neighbour_that_passes_by_stands_on_the_other_side() -> None:
    reading, keys = Reading(), set()
    for day in ("01", "03"):
        two = article(date=f"2026-05-{day} 09:00")
        it = reading.read(paper(one=article(date="2026-05-02 09:00"), two=two)).relation
        keys.add(
            Beside(it.edition.terms, it.edition.others).key(it.rows.rows["content/articles/one.md"])
        )
    assert len(keys) == 2


def test_search_knows_authors_by_their_names_of_today() -> None:
    files = paper(one=article())
    reading = Reading()
    reading.read(files)
    desk = "content/authors/news-desk.md"
    reading.read({**files, desk: files[desk].replace("News", "City")})


KILLED = """
import os, sqlite3
connect = sqlite3.connect
class Connection(sqlite3.Connection):
    rows = False
    def executemany(self, statement, facts):
        if self.rows:
            os.kill(os.getpid(), 9)
        self.rows = "INTO row" in statement
        return super().executemany(statement, facts)
sqlite3.connect = lambda *some, **more: connect(*some, factory=Connection, **more)
"""


def test_rows_of_a_build_that_was_killed_are_not_gone_on_from(
    newsroom: Callable[..., Newsroom],
) -> None:
    """Killed between what they are and what they were made with, which are one transaction."""
    site = newsroom(paper(one=article(updated="2026-06-02 09:00"))).build()
    order = ("build", "--now", "2026-06-03T12:00:00Z", "--output", str(site.output))
    ended = meddled(site, ("any", "never", 1), "", *order, before=KILLED)
    assert ended.returncode == -9, ended.stderr
    site.build()
    assert site.tree() == site.clean_tree()


def test_what_builds_with_errors_found_out_is_not_kept_for_ever(
    newsroom: Callable[..., Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.pipeline.memory.rows.SPARE", 3)
    site = newsroom(paper(one=article(), wrong=article(section="nowhere")))
    for number in range(9):
        site.write({"content/articles/one.md": article(f"Number {number}")})
        site.fail()
    site.remove("content/articles/wrong.md").build()
    with Store.open(Place(site.root / ".sitegen/public.sqlite", Unkept())) as store:
        assert store.count("kept") == 2


# Edits, one at a time --------------------------------------------------------------------------

FULL = SITE.replace("enabled = false", "enabled = true") + (
    '[front]\nlead = "lead"\n[publisher.policies]\nmasthead = "/about/#who"\n'
)
LEAD = article(
    "Lead",
    "## Heading\n\nWords, [two](two.md#second), [late](late.md), [their tag](/tags/ports/).\n\n"
    "::: figure free.jpg\nalt: A quay\ncaption: At noon\n:::\n\n"
    "[^1] [page](/about/)\n\n[^1]: Note.",
    date="2026-05-31 09:00",
    kicker="Analysis",
    authors="[ann, news-desk]",
    countries="[NO, RU]",
    tags="[ports, grain]",
    image="{src: signed.jpg, alt: A pier, caption: A pier at noon, credit: AFP}",
    related="[two, late, {url: 'https://a.example/', headline: Told, publisher: There}]",
    sources="[{title: A treaty, url: 'https://b.example/'}]",
    corrections="[{date: 2026-05-31 12:00, text: It was two}, {date: 2026-06-02 18:00, text: No}]",
    updated="2026-06-02 12:00",
    expires="2026-06-05 12:00",
    aliases="[/was/]",
)
ANN = (
    "---\nname: Ann Author\nrole: Editor\nportrait: {src: free.jpg, alt: She}\n"
    "links: [{label: Here, url: 'https://c.example/'}]\n---\nShe has [written](lead).\n"
)
ABOUT = (
    "---\ntitle: About\ndek: Who we are\naliases: [/us/]\n---\n## Who\n\n[Lead](/2026/05/lead/).\n"
)
FILES = {
    **paper(
        lead=LEAD,
        two=article("Two", "## Second\n\nWords.", tags="[ports]", image="{src: free.jpg, alt: A}"),
        three=article("Three", "[Held](late.md)", section="europe", countries="[NO]"),
        old=article("Old", date="2025-01-02 09:00", noindex="true", lang="fr"),
        late=article("Late", date="2026-06-02 09:00", tags="[ports]", authors="[bo]"),
        draft=article(
            "Draft",
            status="draft",
            tags="[secret]",
            countries="[TZ]",
            updated="2026-06-01 16:00",
            corrections="[{date: 2026-06-01 17:00, text: It was two}]",
        ),
    ),
    "content/authors/ann.md": ANN,
    "content/authors/bo.md": "---\nname: Bo\n---\n",
    "content/authors/cy.md": "---\nname: Cy\n---\n",  # who has written nothing
    "content/pages/about.md": ABOUT,
}


class Edit(NamedTuple):
    """Texts that are replaced in files, pictures that are replaced, and hours that pass."""

    texts: tuple[tuple[str, str, str], ...] = ()
    pictures: Mapping[str, Known | None] = {}
    root: Mapping[str, str] = {}
    hours: int = 0


def text(slug: str, old: str, new: str) -> Edit:
    return Edit(((slug, old, new),))


def drawn(name: str, known: Known | None) -> Edit:
    return Edit(pictures={f"content/images/{name}.jpg": known})


IMAGE = "image: {src: signed.jpg"
EDITS = {
    "words": text("lead", "Words,", "Other words,"),
    "heading": text("lead", "## Heading", "## Another"),
    "headline": text("lead", "headline: Lead", "headline: Leads"),
    "headline of one related": text("two", "headline: Two", "headline: Too"),
    "headline of the oldest": text("old", "headline: Old", "headline: Older"),
    "dek": text("lead", "What it says", "What it said"),
    "kicker": text("lead", "Analysis", "Comment"),
    "date": text("lead", "2026-05-31 09:00", "2026-05-31 08:00"),
    "order": text("lead", "2026-05-31 09:00", "2026-02-28 08:00\nslug: lead"),
    "language": text("lead", "kicker:", "lang: ar\nkicker:"),
    "language of the oldest": text("old", "lang: fr", "lang: de"),
    "noindex": text("lead", "kicker:", "noindex: true\nkicker:"),
    "index": text("old", "noindex: true", "noindex: false"),
    "guid": text("lead", "kicker:", "guid: lead\nkicker:"),
    "alias": text("lead", "[/was/]", "[/once/, /was/]"),
    "order of aliases": text("lead", "[/was/]", "[/was/, /once/]"),
    "slug": text("two", "dek:", "slug: zwei\ndek:"),
    "slug of the lead": text("lead", "dek:", "slug: leads\ndek:"),
    "source": text("lead", "A treaty", "Two treaties"),
    "section heading": text("lead", "kicker:", "section_headings: [Short]\nkicker:"),
    "section": text("lead", "section: asia", "section: europe"),
    "no section": text("three", "section: europe\n", ""),
    "country": text("lead", "[NO, RU]", "[NO]"),
    "order of countries": text("lead", "[NO, RU]", "[RU, NO]"),
    "tag": text("lead", "[ports, grain]", "[ports]"),
    "name of a tag": text("lead", "[ports, grain]", "[Ports, grain]"),
    "author gone": text("lead", "[ann, news-desk]", "[news-desk]"),
    "order of authors": text("lead", "[ann, news-desk]", "[news-desk, ann]"),
    "alt": text("lead", "alt: A pier", "alt: Piers"),
    "caption": text("lead", "A pier at noon", "Piers at noon"),
    "caption within": text("lead", "caption: At noon", "caption: At night"),
    "credit": text("lead", "credit: AFP", "credit: Reuters"),
    "focus": text("lead", "credit: AFP}", "credit: AFP, focus: [0, 1]}"),
    "license": text("lead", "credit: AFP}", "credit: AFP, license: 'https://l.example/'}"),
    "other picture": text("lead", IMAGE, "image: {src: plain.jpg"),
    "no picture": text("two", "image: {src: free.jpg, alt: A}\n", ""),
    "external": text("lead", "headline: Told", "headline: Tells"),
    "no related": text("lead", "related: [two, late, ", "related: ["),
    "correction": text("lead", "It was two", "It was three"),
    "correction gone": text("lead", "{date: 2026-05-31 12:00, text: It was two}, ", ""),
    "held back": text("two", "dek:", "status: draft\ndek:"),
    "draft out": text("draft", "status: draft\n", ""),
    "anchor gone": text("two", "## Second", "## Third"),
    "error": text("two", "dek:", "dekk:"),
    "name of an author": text("ann", "name: Ann Author", "name: Ann Other"),
    "author is a desk": text("ann", "role:", "desk: true\nrole:"),
    "author's role": text("ann", "role: Editor", "role: Reporter"),
    "author's text": text("ann", "She has", "She had"),
    "author's portrait": text("ann", "alt: She", "alt: Ann"),
    "author's link": text("ann", "label: Here", "label: There"),
    "another by the name": text("bo", "name: Bo", "name: Ann Author"),
    "name without stories": text("cy", "name: Cy", "name: Cyd"),
    "alias of a page": text("about", "[/us/]", "[/we/]"),
    "title of a page": text("about", "title: About", "title: Us"),
    "dek of a page": text("about", "dek: Who we are", "dek: Us"),
    "text of a page": text("about", "[Lead]", "[See]"),
    "page not to be indexed": text("about", "dek:", "noindex: true\ndek:"),
    "slug of a page": text("about", "dek:", "slug: us\ndek:"),
    "anchor of a policy": text("about", "## Who", "## We"),
    "bytes of a picture": drawn("signed", shot("more", Rights(creators=("Ann Author",)))),
    "creator": drawn("signed", shot("more", Rights(creators=("Bo",)))),
    "copyright": drawn("signed", shot("more", Rights(creators=("Bo",), copyright="Bo"))),
    "size": drawn("free", shot("wide", width=2000, height=900)),
    "kind": drawn("free", shot("drawing", kind="drawing", ending=".svg")),
    "moving": drawn("free", shot("moving", kind="moving", ending=".gif")),
    "tone": drawn("free", shot("dark", tone="#000000")),
    "right that ends": drawn("free", shot("ending", Rights(credit="AFP", ends="2026-06-01"))),
    "remark": drawn("free", shot("renamed", remarks=RENAMED)),
    "broken picture": drawn("free", shot("broken", problem="is cut off", hint="")),
    "picture gone": drawn("free", None),
    "root file": Edit(root={"/robots.txt": "static/root/robots.txt"}),
    "other root file": Edit(root={"/files/a.pdf": "static/root/files/a.pdf"}),
    **{f"{hours} hours": Edit(hours=hours) for hours in (-40, 1, 19, 24, 40, 48, 96, 120)},
}


def edited(edit: Edit) -> Callable[[Reading], Made]:
    """Return who reads the site as it is after an edit."""
    files, pictures = dict(FILES), dict(PICTURES)
    for slug, old, new in edit.texts:
        (path,) = [it for it in FILES if it.endswith(f"/{slug}.md")]
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    for path, known in edit.pictures.items():
        del pictures[path]
        if known:
            pictures[path] = known
    now = NOW + timedelta(hours=edit.hours)
    return lambda it: it.read(files, now, site=FULL, pictures=pictures, root=edit.root)


@cache
def unedited(*, drafts: bool) -> Made:
    """Return what a clean reading makes of the site as it is."""
    return edited(Edit())(Reading(drafts=drafts))


@pytest.mark.parametrize("drafts", [False, True])
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_back_is_seen_by_all_who_show_it(name: str, *, drafts: bool) -> None:
    reading = Reading(drafts=drafts)  # which holds every key against what it was of before
    made = before = edited(Edit())(reading)
    clean = edited(EDITS[name])(Reading(drafts=drafts))
    for edit, anew in (
        (EDITS[name], clean),
        (Edit(), unedited(drafts=drafts)),
        (EDITS[name], clean),
    ):
        made = edited(edit)(reading)
        assert made.relation.edition == anew.relation.edition
        assert made.relation.rows == anew.relation.rows
        assert made.outputs == anew.outputs
    assert made.relation.rows != before.relation.rows


def test_a_site_in_full_has_no_problem() -> None:
    assert [
        it for it in edited(Edit())(Reading()).relation.edition.problems if it.severity == "error"
    ] == []


@pytest.mark.parametrize("path", FILES)
def test_who_is_gone_and_comes_back_is_seen_by_all_who_ask_for_them(path: str) -> None:
    reading = Reading()
    reading.read(FILES, site=FULL)
    without = {it: text for it, text in FILES.items() if it != path}
    for files in (without, FILES, without):
        made, anew = (some.read(files, site=FULL) for some in (reading, Reading()))
        assert made.relation.edition == anew.relation.edition
        assert made.relation.rows == anew.relation.rows
        assert made.outputs == anew.outputs


def test_each_hour_shows_what_is_out_by_then() -> None:
    for drafts in (False, True):
        reading = Reading(drafts=drafts)
        for hour in (*range(31), 48, 96, 97, 30, 26, 25, 24, 20, 3, 0):
            now = NOW + timedelta(hours=hour)
            made, anew = (
                it.read(FILES, now, site=FULL) for it in (reading, Reading(drafts=drafts))
            )
            assert made.relation.edition == anew.relation.edition
            assert made.relation.rows == anew.relation.rows
            assert made.outputs == anew.outputs


def related_to_old_ones() -> dict[str, str]:
    """Return stories of which the front page shows one as its lead, and two old ones beside it.

    The newest three and some old ones are of a section, all others of none.
    """
    return paper(
        **{
            f"s{number:02}": article(
                f"Story {number}",
                date=f"2026-05-{30 - number:02} 09:00",
                section="asia" if number <= 3 or 12 <= number <= 16 else None,
                related="[s17, s18]" if number == 1 else None,
            )
            for number in range(1, 20)
        }
    )


@pytest.mark.parametrize("number", range(1, 20))
def test_every_story_on_the_front_page_counts(number: int) -> None:
    reading, files = Reading(), related_to_old_ones()
    reading.read(files)
    path = f"content/articles/s{number:02}.md"
    reading.read({**files, path: files[path].replace("headline: Story", "headline: Tale")})
    reading.read({it: text for it, text in files.items() if it != path})


def test_pages_of_listings_know_their_neighbours_however_many_stories_come_at_once() -> None:
    reading = Reading()
    files = related_to_old_ones()
    stories = sorted(it for it in files if "/articles/" in it)
    desk = {it: text for it, text in files.items() if it not in stories}
    for size in (1, 2, 3):
        toml = FULL.replace("page_size = 3", f"page_size = {size}").replace('lead = "lead"', "")
        for count in range(1, len(stories), size):
            reading.read({**desk, **{it: files[it] for it in stories[:count]}}, site=toml)
            reading.read({**desk, **{it: files[it] for it in stories[-count:]}}, site=toml)


def test_what_is_called_the_same_elsewhere_is_another() -> None:
    ann = {"content/authors/ann.md": "---\nname: Ann\n---\n"}
    anne = {"content/authors/anne.md": "---\nname: Ann\n---\n"}
    reading = Reading()
    reading.read({**paper(one=article(tags="[Ann]")), **ann})
    reading.read({**paper(one=article(authors="[ann]")), **ann})
    reading.read({**paper(one=article(authors="[anne]")), **anne})
    reading.read(paper(uno=article(tags="[Ann]")))
    reading.read(paper(**{"in/one": article(tags="[Ann]")}))


def test_a_picture_that_ends_goes_from_what_is_held_back_too() -> None:
    image = "{src: ending.jpg, alt: A quay}"
    files = paper(late=article(date="2026-06-02 09:00", image=image))
    ends = shot("ends", Rights(credit="AFP", ends="2026-06-01"))
    reading, pictures = Reading(), {"content/images/ending.jpg": ends}
    for hours in (0, 12, 20, 0):
        now = NOW + timedelta(hours=hours)
        made, anew = (it.read(files, now, pictures=pictures) for it in (reading, Reading()))
        assert made.relation.rows.rows == anew.relation.rows.rows
        assert made.outputs == anew.outputs


def test_an_old_story_may_lead_the_front_page() -> None:
    reading, files = Reading(), related_to_old_ones()
    site = SITE + '[front]\nlead = "s19"\n'
    reading.read(files, site=site)
    path = "content/articles/s19.md"
    reading.read(
        {**files, path: files[path].replace("headline: Story", "headline: Tale")}, site=site
    )


def test_another_font_is_another_card_on_the_page(newsroom: Callable[..., Newsroom]) -> None:
    drawn = '[pictures]\nformats = ["jpeg"]\ndrawn_cards = true\nfonts = ["font.ttf"]\n'
    letters = f"{ascii_letters} "
    site = newsroom(
        {**paper(one=article("Here")), "content/font.ttf": boxes(letters)}, site_toml=SITE + drawn
    ).build()
    site.write({"content/font.ttf": boxes(f"{letters}.")}).build()
    assert site.tree() == site.clean_tree()


def test_what_every_page_shows_is_in_the_key_of_every_page(
    newsroom: Callable[..., Newsroom],
) -> None:
    page = "content/pages/about.md"
    site = newsroom({**paper(one=article()), page: "---\ntitle: About\n---\nUs.\n"}).build()
    site.edit(page, "About", "Who we are").build()
    assert "Who we are" in site.read("2026/03/one/index.html")
