"""The budget: what each kind of edit may cost, counted in work and not in seconds.

A regression of speed shows here on any machine, however busy: a file that is parsed again, a
page that is rendered for nothing, a body that is read though nobody shows it.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import Mock

import pytest

from sitegen.edition import relate
from sitegen.edition.gather import gather
from sitegen.edition.settle import Settled, settle
from sitegen.errors import Finding, Findings
from sitegen.pages import plan
from sitegen.pages.outputs import Output, Planned
from sitegen.pictures.derive import derive
from sitegen.pictures.renditions import Derivation
from sitegen.pipeline import build as pipeline
from sitegen.pipeline import derivatives, reading
from sitegen.pipeline.memory.store import Kind, Store
from sitegen.pipeline.order import DRAFTS, PUBLIC, Order, Profile
from sitegen.preview.files import Files
from sitegen.preview.lastgood import LastGood
from tests import drawn
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

ROOT = Path(__file__).parent.parent

Make = Callable[..., Newsroom]
Edit = Callable[[Newsroom], Any]

PAPER = SITE.replace("page_size = 3", "page_size = 10") + '[pictures]\nformats = ["jpeg"]\n'
STORIES = 60


class Cost(NamedTuple):
    """What a build did: how many of each.

    Files parsed; documents settled; recipes made, which takes the views of pages; pages and other
    texts rendered; pictures decoded; files written; bodies read.

    For another kind of work: a field here, a line in `built`, and a number in each row of `BUDGET`.
    """

    parsed: int
    settled: int
    recipes: int
    rendered: int
    decoded: int
    written: int
    bodies: int


class Counting:
    """A reporter that counts the steps of each stage."""

    def __init__(self) -> None:
        self.steps: Counter[str] = Counter()

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[], None]]:
        self.steps[name] += total
        yield lambda: None

    def notice(self, text: str) -> None:
        raise AssertionError(text)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is done where no reporter sees it: facts asked of the store, by kind, and more."""
    found: Counter[str] = Counter()
    get, items, output = Store.get, Store.items, Planned.output

    def asked(store: Store, kind: Kind, key: bytes) -> bytes | None:
        found[kind] += 1
        return get(store, kind, key)

    def listed(store: Store, kind: Kind) -> Iterator[tuple[bytes, bytes]]:
        for item in items(store, kind):
            found[kind] += 1
            yield item

    def made(planned: Planned) -> Output:
        found["recipes"] += 1
        return output(planned)

    def settled(*args: Any) -> Settled:
        found["settled"] += 1
        return settle(*args)

    def decoded(*args: Any) -> Iterator[tuple[Derivation, bytes]]:
        found["decoded"] += 1
        return derive(*args)

    monkeypatch.setattr(Store, "get", asked)
    monkeypatch.setattr(Store, "items", listed)
    monkeypatch.setattr(Planned, "output", made)
    monkeypatch.setattr(relate, "settle", settled)
    monkeypatch.setattr(derivatives, "derive", decoded)
    return found


def newspaper(newsroom: Make, stories: int = STORIES) -> Newsroom:
    """Return a site of sixty stories from four months; what there is beyond is older."""
    files: dict[str, str | bytes] = {
        "content/images/quay.jpg": picture(size=(640, 360)),
        "content/images/bridge.jpg": picture(size=(640, 360)),
    }
    images = dict.fromkeys(range(0, STORIES, 5), "{src: quay.jpg, alt: A quay, credit: AFP}")
    images[57] = "{src: bridge.jpg, alt: A bridge, credit: AFP}"
    for number in range(STORIES):
        files[f"content/articles/s{number:02}.md"] = article(
            f"Story {number}",
            f"Words {number}.",
            date=f"2026-0{1 + number // 15}-{1 + number % 15:02} 09:00",
            tags=f"[t{number % 4}]",
            image=images.get(number),
        )
    for number in range(STORIES, stories):
        files[f"content/articles/s{number}.md"] = article(
            f"Story {number}",
            f"Words {number}.",
            date=f"{2025 - number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02} 09:00",
            tags=f"[t{number % 4}]",
        )
    files["static/root/notice.txt"] = "Notice."
    files["content/pages/about.md"] = "---\ntitle: About\n---\nUs.\n"
    return newsroom(files, site_toml=PAPER)


@pytest.fixture(scope="module")
def newspapers(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Newsroom]:
    """Return the site, of so many stories, as a first build leaves it; each is built once."""

    @cache
    def build(stories: int) -> Newsroom:
        folder = tmp_path_factory.mktemp("newspaper")
        site = newspaper(lambda *given, **more: Newsroom(folder / "site", *given, **more), stories)
        built(site, Counter())
        return site

    return build


@pytest.fixture
def site(newspapers: Callable[[int], Newsroom], tmp_path: Path) -> Newsroom:
    """Return a site of sixty stories that was built before."""
    return newspapers(STORIES).copy(tmp_path / "site")


def built(site: Newsroom, work: Counter[str], profile: Profile = PUBLIC) -> Cost:
    work.clear()
    counting = Counting()
    order = Order(root=site.root, now=datetime.fromisoformat(NOW), profile=profile, jobs=1)
    result = pipeline.build(order, counting)
    steps = counting.steps
    return Cost(
        parsed=steps["parse"],
        settled=work["settled"],
        recipes=work["recipes"],
        rendered=steps["render"],
        decoded=work["decoded"],
        written=len(result.written),
        bodies=work["body"],
    )


def put(path: str, text: str | bytes) -> Edit:
    return lambda site: site.write({path: text})


def edited(path: str, old: str, new: str) -> Edit:
    return lambda site: site.edit(path, old, new)


NEWEST, OLD = "content/articles/s59.md", "content/articles/s20.md"
ILLUSTRATED = "content/articles/s57.md"
"""The story with a picture of its own."""
ARTICLE = (ROOT / "templates/article.html").read_text("utf-8")
NOTHING = Cost(0, 0, 0, 0, 0, 0, 0)
BUDGET: dict[str, tuple[Edit, Cost]] = {
    "nothing": (lambda _site: None, NOTHING),
    "a file touched": (lambda site: (site.root / NEWEST).touch(), NOTHING),
    # Its article and six feeds, of thirty stories each: the texts of all are made once.
    "a new body": (edited(NEWEST, "Words 59.", "Other words."), Cost(1, 1, 7, 7, 0, 7, 31)),
    "an old body": (edited(OLD, "Words 20.", "Other words."), Cost(1, 1, 1, 1, 0, 1, 1)),
    # Overviews tell which story is the newest, and how many there are.
    "a headline": (edited(NEWEST, "Story 59", "Another"), Cost(1, 1, 23, 23, 0, 23, 36)),
    "a new story": (
        put("content/articles/new.md", article("New", date="2026-05-01 09:00", tags="[t1]")),
        Cost(1, 1, 30, 30, 0, 30, 36),
    ),
    "a story less": (lambda site: site.remove(NEWEST), Cost(0, 0, 27, 27, 0, 27, 35)),
    # Behind three others; then before none. Whoever has its card shows when it was, and who stood
    # or stands beside it in its section shows another neighbour.
    "a date": (
        edited(NEWEST, "2026-04-15 09:00", "2026-04-12 10:00"),
        Cost(1, 1, 28, 28, 0, 28, 38),
    ),
    "an old date": (
        edited(OLD, "2026-02-06 09:00", "2026-02-04 10:00"),
        Cost(1, 1, 22, 22, 0, 22, 12),
    ),
    "a date that changes no order": (
        edited(NEWEST, "15 09:00", "15 10:00"),
        Cost(1, 1, 22, 22, 0, 22, 35),
    ),
    # Its listings, the stories that are related by the one tag or the other, what tells of topics.
    "a tag": (edited(NEWEST, "tags: [t3]", "tags: [t2]"), Cost(1, 1, 22, 22, 0, 22, 38)),
    "an old tag": (edited(OLD, "tags: [t0]", "tags: [t2]"), Cost(1, 1, 24, 24, 0, 24, 18)),
    # Sixty stories are six pages of ten, 59 are five: the newest page takes in what the last held.
    "another section": (
        edited(NEWEST, "section: asia", "section: europe"),
        Cost(1, 1, 25, 25, 0, 24, 37),
    ),
    "an old section": (
        edited(OLD, "section: asia", "section: europe"),
        Cost(1, 1, 25, 25, 0, 25, 12),
    ),
    "a related story": (
        edited(NEWEST, "tags:", "related: [s01]\ntags:"),
        Cost(1, 1, 1, 1, 0, 1, 1),
    ),
    "an old related one": (
        edited(OLD, "tags:", "related: [s01]\ntags:"),
        Cost(1, 1, 1, 1, 0, 1, 1),
    ),
    "a new old story": (
        put("content/articles/new.md", article("New", date="2026-02-06 10:00", tags="[t1]")),
        Cost(1, 1, 29, 29, 0, 29, 12),
    ),
    "an old story less": (lambda site: site.remove(OLD), Cost(0, 0, 26, 26, 0, 26, 11)),
    # Every card of the story has it.
    "alternative text": (edited(ILLUSTRATED, "A bridge", "Arches"), Cost(1, 1, 18, 18, 0, 18, 35)),
    "a static file": (put("static/root/notice.txt", "Another."), Cost(0, 0, 1, 1, 0, 1, 0)),
    # Decoded once; seven files, and the cards under their new names.
    "a story's own picture": (
        put("content/images/bridge.jpg", picture((1, 2, 3), size=(640, 360))),
        Cost(0, 1, 26, 19, 1, 26, 35),
    ),
    # Its bytes are known, its address is not.
    "a moved story": (
        lambda site: (site.root / OLD).rename(site.root / "content/articles/moved.md"),
        Cost(0, 1, 18, 18, 0, 18, 11),
    ),
    "a page": (
        put("content/pages/about.md", "---\ntitle: About\n---\nWe.\n"),
        Cost(1, 1, 1, 1, 0, 1, 1),
    ),
    "a biography": (
        put("content/authors/news-desk.md", "---\nname: News desk\n---\nWe.\n"),
        Cost(1, 1, 1, 1, 0, 1, 1),
    ),
    # Once decoded for all of its sizes; the pages that name them under their new names.
    "a picture": (
        put("content/images/quay.jpg", picture((1, 2, 3), size=(640, 360))),
        Cost(0, 12, 101, 94, 1, 101, 91),
    ),
    "article.html": (
        put("templates/article.html", ARTICLE.replace("<br hidden>", "<br hidden><!-- -->")),
        Cost(0, 0, STORIES, STORIES, 0, STORIES, STORIES),
    ),
    # Pictures are kept as they were made.
    "an output folder less": (
        lambda site: shutil.rmtree(site.root / "public"),
        Cost(0, 0, 155, 141, 0, 155, 92),
    ),
    # It may shape anything: all is settled again, and found to be the same but for the lists.
    "a setting": (
        edited("content/site.toml", "page_size = 10", "page_size = 20"),
        Cost(0, 62, 111, 111, 0, 7, 92),
    ),
    "a stylesheet": (put("static/site.css", "body { margin: 0 }"), Cost(0, 0, 95, 95, 0, 95, 62)),
}


TOLD = "content/articles/s21.md"
"""A story of a thread and of two dossiers, with a milestone, a timeline, a map and a chart."""

DRAWN: dict[str, tuple[Edit, Cost]] = {
    # No thread, no dossier, no map of anything else.
    "a body": (edited(TOLD, "Words 21.", "Other words."), Cost(1, 1, 1, 1, 0, 1, 1)),
    # Its thread, both dossiers, and the story beside it; its own page comes out as it was.
    "a milestone": (edited(TOLD, "It sails", "It has sailed"), Cost(1, 1, 5, 5, 0, 4, 4)),
    "a timeline": (edited(TOLD, "Talks *begin*", "Talks go on"), Cost(1, 1, 3, 3, 0, 3, 2)),
    # Maps whose frames hold the area: of the story, and of where two countries lie.
    "a policy": (edited("content/maps.toml", "Nobody", "Somebody"), Cost(0, 1, 3, 3, 0, 3, 2)),
    "a policy that no map shows": (
        put("content/maps.toml", f"{drawn.POLICY}[areas.KP]\npolicy = 'plain'\nline = 'So.'\n"),
        NOTHING,
    ),
    "a table": (edited("content/data/ships.csv", "8", "9"), Cost(0, 1, 1, 1, 0, 1, 1)),
    "a dossier": (
        edited("content/countries/NO.md", "Words on", "Other words on"),
        Cost(1, 1, 1, 1, 0, 1, 1),
    ),
}


@pytest.fixture(scope="module")
def drawing(newspapers: Callable[[int], Newsroom], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the site with a thread, dossiers, a map and a chart, as a build leaves it."""
    site = newspapers(STORIES).copy(tmp_path_factory.mktemp("drawing") / "site")
    keys = {"thread": "war", "countries": "[NO, RU]", "date": "2026-02-07 09:00"}
    body = "\n\n".join(["Words 21.", *drawn.BODIES[:1], *drawn.BODIES[2:3], *drawn.BODIES[4:]])
    body = body.replace("(anchor.md)", "(s20)")
    site.write(
        {
            **drawn.FILES,
            "content/site.toml": PAPER + drawn.MAPS,
            "content/countries/NO.md": drawn.DOSSIER.replace("/2026/03/anchor/", "s20"),
            "content/threads/war.md": "---\ntitle: The war\n---\nWords.\n",
            "content/articles/s20.md": article("Story 20", "Words 20.", **keys),
            TOLD: article("Story 21", body, **keys, milestone="It sails"),
        }
    )
    built(site, Counter())
    return site


@pytest.mark.parametrize("kind", DRAWN)
def test_what_is_drawn_costs_what_shows_it(
    drawing: Newsroom, tmp_path: Path, work: Counter[str], kind: str
) -> None:
    edit, budget = DRAWN[kind]
    site = drawing.copy(tmp_path / "site")
    edit(site)
    assert built(site, work) == budget
    assert built(site, work) == NOTHING


def test_a_build_unpacks_no_warning_of_any_story(
    newsroom: Make, work: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = newspaper(newsroom)
    for number in range(0, STORIES, 2):
        site.edit(f"content/articles/s{number:02}.md", "Words", "<odd>Words</odd> <odder>")
    unpacked: list[Findings] = []
    each = Findings.each

    def noted(it: Findings) -> tuple[Finding, ...]:
        unpacked.append(it)
        return each(it)

    monkeypatch.setattr(Findings, "each", noted)
    built(site, work)
    built(site, work)
    built(site.edit("content/articles/s02.md", "Words", "Other words"), work)
    built(site.edit("content/articles/s03.md", "section: asia", "section: europe"), work)
    built(site.remove("content/articles/s04.md"), work)
    assert unpacked == []


@pytest.mark.parametrize("kind", BUDGET)
def test_an_edit_costs_what_it_may(site: Newsroom, work: Counter[str], kind: str) -> None:
    edit, budget = BUDGET[kind]
    edit(site)
    assert built(site, work) == budget
    assert built(site, work) == NOTHING


@pytest.mark.parametrize(
    ("day", "old", "new", "budget"),
    [
        # A view that changes neither a number nor a list.
        (1, "200", "201", NOTHING),
        # The number on one old page: no document is settled, and no other text is read.
        (1, "200", "210", Cost(0, 0, 1, 1, 0, 1, 1)),
        # The first two of the lists change places: the front page, a section, the page of lists,
        # and the newest fifty stories.
        (3, "200", "200", Cost(0, 0, 53, 53, 0, 53, 50)),
    ],
    ids=["nothing shown", "a number", "an order"],
)
def test_counts_cost_what_shows_them(  # noqa: PLR0917 - a row of a table
    newsroom: Make, work: Counter[str], day: int, old: str, new: str, budget: Cost
) -> None:
    site = newspaper(newsroom)
    site.write({"content/site.toml": f"{PAPER}\n[views]\nshow = true\n"})
    counts = (
        '{"version": 1, "stories": {'
        '"/2026/01/s00/": {"total": 200, "days": {"2026-05-31": DAY}},'
        '"/2026/01/s01/": {"total": 200, "days": {"2026-05-31": 2}}}}'
    )
    site.write({"content/views.json": counts.replace("DAY", "1")})
    built(site, work)
    edited_counts = counts.replace("DAY", str(day)).replace(f'"total": {old}', f'"total": {new}', 1)
    assert built(site.write({"content/views.json": edited_counts}), work) == budget
    assert built(site, work) == NOTHING


def test_the_first_build_does_everything_once(newsroom: Make, work: Counter[str]) -> None:
    site = newspaper(newsroom)
    made = built(site, work)
    texts = STORIES + 2
    assert (made.parsed, made.settled) == (texts, texts)
    assert made.recipes == made.written


LINKING = [f"content/articles/s{number:02}.md" for number in (3, 7, 21)]


@pytest.mark.parametrize(
    ("old", "new", "settled"),
    [
        ("Some words.", "Other words.", 1),
        ("Last", "Latest", 1),
        # Who links to it is answered otherwise.
        ("## Then", "## Then\n\n## Later", 1 + len(LINKING)),
        ("---\nheadline", "---\nslug: last\nheadline", 1 + len(LINKING)),
        ("section: asia", "section: asia\nstatus: draft", 1 + len(LINKING)),
    ],
    ids=["words", "headline", "anchor", "address", "held back"],
)
def test_who_asked_is_settled_again_and_nobody_else(
    newsroom: Make, work: Counter[str], old: str, new: str, settled: int
) -> None:
    site = newspaper(newsroom)
    site.write({NEWEST: article("Last", "Some words.\n\n## Then", date="2026-04-15 09:00")})
    for path in LINKING:
        site.edit(path, "Words", "[Words](s59.md#then)")
    built(site, work)
    assert built(site.edit(NEWEST, old, new), work).settled == settled


def asked_for(work: Counter[str]) -> dict[str, int]:
    return {kind: work[kind] for kind in ("document", "kept", "body")}


def test_a_word_asks_for_no_other_document(site: Newsroom, work: Counter[str]) -> None:
    built(site.edit(OLD, "Words 20.", "Other words."), work)
    # Its own, for its answers and its page; with its card, those of six related stories and of the
    # two beside it in its section; and who signs it.
    assert asked_for(work) == {"document": 3, "kept": 10, "body": 1}


@pytest.mark.parametrize(
    "kind",
    ["a new body", "a headline", "a related story", "a new story", "a tag", "a story less"],
)
def test_what_is_read_does_not_grow_with_the_site(
    newspapers: Callable[[int], Newsroom], tmp_path: Path, work: Counter[str], kind: str
) -> None:
    asked, settled = [], []
    for stories in (STORIES, 140):  # the first page of each listing is as long
        site = newspapers(stories).copy(tmp_path / str(stories))
        BUDGET[kind][0](site)
        settled.append(built(site, work).settled)
        asked.append(asked_for(work))
    few, many = asked
    assert settled[0] == settled[1]
    assert (few["document"], few["body"]) == (many["document"], many["body"])
    # Of the others there are cards alone: those on the pages that show it.
    assert many["kept"] - few["kept"] <= (0 if kind in {"a new body", "a related story"} else 30)


LOOKED_AT: dict[str, tuple[Edit, set[str]]] = {
    "a story less": (BUDGET["a story less"][0], {"2026/04"}),
    # Stories of the months around it showed it as related.
    "an old story less": (BUDGET["an old story less"][0], {"2026/01", "2026/02", "2026/03"}),
    "a page gone": (lambda site: site.remove("public/2026/02/s20/index.html"), {"2026/02"}),
    "a page altered": (put("public/2026/02/s20/index.html", "Ours."), {"2026/02"}),
}


@pytest.mark.parametrize("kind", LOOKED_AT)
def test_what_is_gone_or_altered_has_no_more_looked_at_than_its_batch(
    site: Newsroom, work: Counter[str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    edit, months = LOOKED_AT[kind]
    edit(site)
    keyed = Mock(wraps=plan.document_page)
    monkeypatch.setattr(plan, "document_page", keyed)
    built(site, work)
    articles = (call.args[0] for call in keyed.call_args_list)
    assert {it.facts.month for it in articles if it.facts.month} == months
    assert built(site, work) == NOTHING


RELATED: dict[str, tuple[Edit, int]] = {
    "a template": (BUDGET["article.html"][0], 0),
    "a stylesheet": (BUDGET["a stylesheet"][0], 0),
    "a static file": (BUDGET["a static file"][0], 0),
    "an old body": (BUDGET["an old body"][0], 1),
    "a new static file": (put("static/root/more.txt", "More."), 1),  # links may lead to it
    "a picture": (BUDGET["a story's own picture"][0], 1),
    "a setting": (BUDGET["a setting"][0], 1),
}


@pytest.mark.parametrize("kind", RELATED)
def test_the_preview_relates_only_what_an_edit_may_change(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    site = newspaper(newsroom)
    edit, related = RELATED[kind]
    order = Order(root=site.root, now=datetime.fromisoformat(NOW), profile=PUBLIC, jobs=1)
    files = Files(order)
    shown = LastGood(order, files.read, Counting())
    shown.state(files.look(), order.now, 1)
    gathered = Mock(wraps=gather)
    monkeypatch.setattr(reading, "gather", gathered)
    edit(site)
    snapshot = shown.state(files.look(), order.now, 1).snapshot
    assert gathered.call_count == related
    anew = LastGood(order, files.read, Counting()).state(files.look(), order.now, 1).snapshot
    assert snapshot
    assert anew
    for path in ("index.html", "2026/02/s20/index.html", "asia/index.html"):
        ours, theirs = snapshot.output(path), anew.output(path)
        assert ours
        assert theirs
        assert snapshot.bytes_of(ours) == anew.bytes_of(theirs)


def test_what_one_profile_has_parsed_the_other_need_not(site: Newsroom, work: Counter[str]) -> None:
    assert built(site, work, DRAFTS).parsed == 0
    site.edit(NEWEST, "Words 59.", "Other words.")
    assert (built(site, work, DRAFTS).parsed, built(site, work).parsed) == (1, 0)
    assert "Other words." in site.read("2026/04/s59/index.html")


def test_a_damaged_store_of_another_profile_is_no_help_and_no_harm(
    site: Newsroom, work: Counter[str]
) -> None:
    (site.root / ".sitegen/public.sqlite").write_bytes(b"damaged")
    assert built(site, work, DRAFTS).parsed == STORIES + 2
    made = site.tree(site.root / "public-drafts")
    anew = site.copy(site.root.with_name("anew"))
    shutil.rmtree(anew.root / ".sitegen")
    shutil.rmtree(anew.root / "public-drafts")
    built(anew, work, DRAFTS)
    assert made == anew.tree(anew.root / "public-drafts")


ANCIENT = "content/articles/s390.md"

READ: dict[str, tuple[Edit, int]] = {  # of seventeen months, pages and authors
    "nothing": (lambda _site: None, 0),
    # Its own, and those of the stories that show it as related, or stand beside these.
    "a body": (edited(ANCIENT, "Words 390.", "Other words."), 12),
    "a story with a picture less": (lambda site: site.remove(ILLUSTRATED), 9),
}


@pytest.mark.parametrize("name", READ)
def test_volumes_of_rows_are_read_only_for_what_an_edit_touches(
    searched: Newsroom, tmp_path: Path, work: Counter[str], name: str
) -> None:
    site = searched.copy(tmp_path / "site")
    edit, read = READ[name]
    edit(site)
    built(site, work)
    assert work["row"] == read


@pytest.fixture(scope="module")
def searched(
    newspapers: Callable[[int], Newsroom], tmp_path_factory: pytest.TempPathFactory
) -> Newsroom:
    """Return a site of two years with search, as a build leaves it."""
    site = newspapers(400).copy(tmp_path_factory.mktemp("searched") / "site")
    site.edit("content/site.toml", "search = { enabled = false }", "search = { enabled = true }")
    built(site, Counter())
    return site
