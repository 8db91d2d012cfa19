"""The laws: incremental equals clean, and the same inputs give the same bytes."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import ascii_letters
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from sitegen.edition.edition import Sums
from sitegen.pipeline.judging import KeyForgetsError
from sitegen.pipeline.output.manifest import WAITING
from tests import drawn
from tests.drawn import PAPER
from tests.fonts import boxes
from tests.meddling import LONG, meddled
from tests.metadata import with_metadata
from tests.newsroom import Newsroom, article, sitegen
from tests.pictures import moving, picture, quartered, saved, turned
from tests.shared import examples

Make = Callable[..., Newsroom]
Edit = Callable[[Newsroom], None]

PICTURES = {
    "shared.jpg": picture(),
    "clear.png": saved(quartered().convert("P"), "PNG", transparency=0),
    "moving.gif": moving("GIF", (8, 6)),
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>',
    # Withdrawn in the middle of the days that go by here.
    "licensed.jpg": with_metadata(
        picture(),
        xmp={"photoshop:Credit": "AFP", "xmpRights:UsageTerms": {"en": "until 2026-06-20"}},
    ),
}
SEARCHED = PAPER.replace("enabled = false", "enabled = true")
FONT = boxes(f"{ascii_letters} ")
SLUGS = [f"story-{number}" for number in range(6)]
CARDS = PAPER.replace("[pictures]", '[pictures]\ndrawn_cards = true\nfonts = ["font.ttf"]')
SITES = [
    PAPER,
    SEARCHED,
    SEARCHED.replace("page_size = 3", 'page_size = 3\nlanguage = "ar"'),
    CARDS,
    PAPER.replace("search = {", 'feeds = { formats = ["rss"], of = ["tag"] }\nsearch = {'),
    PAPER.replace("search = {", "feeds = { formats = [], items = 2 }\nsearch = {"),
    PAPER.replace("search = {", 'language = "ar"\nsearch = {'),
    PAPER.replace("search = {", 'permalink = "/{year}/{slug}/"\nsearch = {'),
    PAPER.replace("search = {", 'front = { lead = "story-1" }\nsearch = {'),
    PAPER.replace('name = "Asia"', 'name = "All Asia"\ndescription = "From Suez to Suva"'),
    PAPER.replace('Europe"', 'All Europe"\n\n[[sections]]\nid = "west"\nname = "West"'),
    PAPER + '[publisher.policies]\nethicsPolicy = "/about/#who"\n',
    f"{PAPER}[views]\nshow = true\nfrom = 2\nmost_read = 2\n",
    f"{PAPER}[views]\nshow = true\n",
    PAPER.replace('id = "asia"', 'id = "asia"\ncolour = "#94201a"\nshort = "As"')
    + '[front]\nlatest = 1\nlanguages = ["en", "uk"]\nseconds = ["anchor"]\n'
    + '[[front.bands]]\nsection = "europe"\nlayout = "across"\nstories = 4\n',
    f'{PAPER}[front]\nlead = "story-2"\npicks = ["story-0", "anchor"]\nlatest = 0\n',
    PAPER.replace("shipped = false", 'shipped = false, sans = ["font.ttf"]'),
    *([PAPER.replace("fonts = { shipped = false }\n", "")] * LONG),  # which takes long to cut
    f'{PAPER}[newsletter]\naction = "https://letters.example/"\ntitle = "Letters"\n',
]
START = datetime(2026, 6, 1, 12, tzinfo=UTC)

ANN = "---\nname: Ann\n---\nShe writes.\n"
THREAD = "---\ntitle: The war\n---\n[A war](/about/#who), of [all](/threads/).\n"
TWO = """

::: update 2026-06-21 10:00 Peace {key}
No war.
:::

::: update 2026-06-09 09:00
::: figure shared.jpg
alt: It
credit: AFP
:::
:::
"""
UPDATES = ["", "\n\n::: update 2026-06-02 10:00 War\n[Words](/asia/).\n:::\n", TWO]
BEGINNING = "{date: 2026-06-03, text: It begins}"
ABOUT = "---\ntitle: About\n---\n## Who\n\nUs, and [a story](../articles/story-0.md).\n"
CORRECTIONS = "[{date: 2026-06-04, text: It was two}, {date: 2026-06-19 09:00, text: Or three}]"
RETRACTION = "[{date: 2026-06-19 09:00, kind: retraction, text: No, was: one, now: none}]"
REVIEWED = "{text: generated, reviewed_by: ann}"
RELATED = "[anchor, {url: 'https://a.example/', headline: Told, publisher: There}]"

SAID = 'training = "yes"'
OPENLY = """
[rights]
search = "yes"
summaries = "no"
training = "no"

[publisher.ownership]
legal_name = "Press"
contact = "1 Quay"
owners = ["Ann"]
beneficial_owners = ["Ann"]
state_advertising = "None"
foreign_advertising = "None"
as_of = "2026-01-01"

[gone]
"/gone/" = "By mistake"
"""

dates = st.integers(-40, 20).map(lambda days: f"{START + timedelta(days):%Y-%m-%d %H:%M}")
bodies = st.sampled_from(
    [
        "Words.",
        "Wording, words and a war of them.",
        "Слова про Peace, Wars; 平和条約.",
        "## A heading\n\nWords[^1].\n\n[^1]: A note.",
        "![A harbour](../images/shared.jpg)",
        "::: figure licensed.jpg\nalt: A pier\nlicense: https://cc.example/by\n:::",
        "See [the other](anchor.md).",
        "See [the other](anchor.md#here) again.",
        "See [another](story-0.md), and [that](story-2).",
        "See [us](/about/#who), and [her](/authors/ann/).",
        "See [the anchor](/2026/03/anchor/), [that](2026/anchor), and [a file](/terms.txt).",
        "See [a tag](/tags/ports/), and [its feed](/tags/ports/feed.xml).",
        "See [Asia](/asia/), [all](/countries/), and [a year](/archive/2026/).",
        "See [feeds](/feeds/), [one](/feed.xml), and [that of Asia](/asia/atom.xml).",
        "Words, more words and *emphasis*.",
        "Not | a table, and [about](/sections/).",
        "::: factbox Facts\nMore.\n:::",
        *drawn.BODIES,
    ]
)
images = st.builds(
    "{{src: {}, alt: A quay, credit: {}, focus: {}}}".format,
    st.sampled_from(["shared.jpg", *PICTURES]),
    st.sampled_from(["Graphics desk", "AFP"]),
    st.sampled_from(["[0.5, 0.5]", "[0, 1]"]),
)


@st.composite
def stories(draw: st.DrawFn) -> str:
    keys: dict[str, Any] = {
        "headline": draw(st.sampled_from(["War", "Peace", "Тиша", "سلام"])),
        "date": draw(dates),
        "section": draw(st.sampled_from(["asia", "europe", None])),
        "countries": draw(st.sampled_from(["[RU, KP]", "[NO]", None])),
        "tags": draw(st.sampled_from(["[treaties]", "[treaties, ports]", None])),
        "status": draw(st.sampled_from(["draft", None, None])),
        "expires": draw(st.sampled_from(["2026-06-25 00:00", "2026-06-30 00:00", None, None])),
        "related": draw(st.sampled_from(["[anchor]", RELATED, None, None])),
        "authors": draw(st.sampled_from(["[news-desk]", "[news-desk]", "[news-desk]", "[ann]"])),
        "updated": draw(
            st.sampled_from(["2026-06-22 09:00", "2026-06-26 09:00", None, None, None])
        ),
        "embargo": draw(st.sampled_from(["2026-06-18T09:00:00Z", None, None, None, None])),
        "corrections": draw(st.sampled_from([CORRECTIONS, RETRACTION, None, None, None])),
        "ai": draw(st.sampled_from([REVIEWED, "{text: assisted, note: A list}", None, None])),
        "method": draw(st.sampled_from(["We asked both", None, None])),
        "lang": draw(st.sampled_from(["uk", "ar", None, None, None])),
        "thread": draw(st.sampled_from(["war", "[peace, war]", None])),
        "milestone": draw(
            st.sampled_from(["It ends", "{date: 2026-06-03, text: It begins}", None])
        ),
        "place": draw(st.sampled_from(["Oslo", None, None])),
        "key_points": draw(st.sampled_from(["[One point, Another]", None, None])),
        "guid": draw(st.one_of(*[st.none()] * 9, st.integers(0, 9**9).map("g{}".format))),
        "slug": draw(st.one_of(*[st.none()] * 9, st.integers(0, 9**9).map("s-{}".format))),
        "noindex": draw(st.sampled_from(["true", None, None, None])),
        "image": draw(st.one_of(st.none(), images)),
        "aliases": draw(st.one_of(*[st.none()] * 5, st.integers(0, 9**9).map("[/old/{}/]".format))),
    }
    live = draw(st.sampled_from([None, None, None, "true", "closed"]))
    told = draw(st.sampled_from(UPDATES)) if live else ""
    return article(**keys, live=live, body=f"{draw(bodies)}{told}")


def _write_story(slug: str, text: str) -> Edit:
    return _put(f"content/articles/{slug}.md", text)


def _delete_story(slug: str) -> Edit:
    return lambda site: (site.root / f"content/articles/{slug}.md").unlink(missing_ok=True)


def _rename_story(old: str, new: str) -> Edit:
    def edit(site: Newsroom) -> None:
        file = site.root / f"content/articles/{old}.md"
        if file.exists():
            file.replace(file.with_name(f"{new}.md"))

    return edit


def _damage_output(number: int, how: str) -> Edit:
    def edit(site: Newsroom) -> None:
        files = [file for file in sorted(site.output.rglob("*")) if file.is_file()]
        if files:
            file = files[number % len(files)]
            if how == "delete":
                file.unlink()
            else:
                file.write_bytes(file.read_bytes()[: number % 50])

    return edit


def _damage_store(number: int, how: str) -> Edit:
    def edit(site: Newsroom) -> None:
        store = site.root / ".sitegen/public.sqlite"
        if how == "delete":
            shutil.rmtree(store.parent, ignore_errors=True)
        elif store.exists():
            data = bytearray(store.read_bytes())
            at = number * 997 % len(data)
            data[at : at + 16] = bytes(byte ^ 0x5A for byte in data[at : at + 16])
            store.write_bytes(data)

    return edit


def _damage_facts(number: int, how: str, kind: str) -> Edit:
    """Lose what the store has of some documents, or have it of another one."""

    def edit(site: Newsroom) -> None:
        store = site.root / f".sitegen/{'drafts' if number % 5 == 0 else 'public'}.sqlite"
        if not store.exists():
            return
        # Kinds are ours. What SQLite has no tables for any more is damaged enough.
        every = f"SELECT key FROM {kind} ORDER BY key"  # noqa: S608
        delete = f"DELETE FROM {kind} WHERE key = ?"  # noqa: S608
        value = f"(SELECT value FROM {kind} WHERE key = ?)"  # noqa: S608
        damage = f"UPDATE {kind} SET value = {value} WHERE key = ?"  # noqa: S608
        with closing(sqlite3.connect(store)) as facts, suppress(sqlite3.Error), facts:
            keys = [key for (key,) in facts.execute(every)]
            for key in keys[number % 3 :: 3]:
                if how == "delete":
                    facts.execute(delete, (key,))
                else:
                    facts.execute(damage, (keys[number % len(keys)], key))

    return edit


def _damage_derived(number: int, how: str, folder: str) -> Edit:
    def edit(site: Newsroom) -> None:
        kept = sorted((site.root / ".sitegen" / folder).glob("*/*"))
        for file in kept[number % 7 :: 7]:
            if how == "delete":
                file.unlink()
            else:
                file.write_bytes(file.read_bytes()[: number % 50])

    return edit


def _damage_search(number: int, how: str) -> Edit:
    def edit(site: Newsroom) -> None:
        kept = sorted((site.root / ".sitegen/search").glob("*/*.bundle"))
        for file in kept[number % 3 :: 3]:
            data = file.read_bytes()
            if how == "delete":
                file.unlink()
            else:
                at = number % max(len(data), 1)
                file.write_bytes(data[:at] + bytes(it ^ 0x5A for it in data[at : at + 9]))

    return edit


def _put(path: str, text: str | bytes | None) -> Edit:
    def edit(site: Newsroom) -> None:
        if text is None:
            (site.root / path).unlink(missing_ok=True)
        else:
            site.write({path: text})

    return edit


slugs = st.sampled_from(SLUGS)
authors = st.sampled_from(
    [
        ANN,
        ANN.replace("Ann", "Bo"),
        ANN.replace("name: Ann", "name: AFP"),
        "---\nname: Ann\ndesk: true\nrole: All\n---\n[Who](/about/#who)\n",
        "---\nname: Ann\nportrait: {src: shared.jpg, alt: She, credit: AFP}\n---\n",
    ]
)
threads = st.sampled_from(
    [
        THREAD,
        THREAD.replace("A war", "War, still"),
        THREAD.replace("title: The", "status: closed\ntitle: A"),
        THREAD.replace("title:", "dek: Long\ntitle:"),
        THREAD.replace("title:", "image: {src: shared.jpg, alt: It, credit: AFP}\ntitle:"),
        THREAD.replace("title:", "summary: It goes on.\nas_of: 2026-06-01\ntitle:"),
    ]
)
pages = st.sampled_from(
    [
        ABOUT,
        ABOUT.replace("title:", "aliases: [/old/]\ntitle:"),
        ABOUT.replace("title:", "noindex: true\ntitle:"),
        ABOUT.replace("Us,", "We,"),
    ]
)
numbers = st.integers(0, 10_000)


def _counts(views: list[int], day: int) -> Edit:
    """Write counts of views, those of a day and those of before."""
    addresses = (f"/2026/0{month}/{slug}/" for month in (4, 5, 6) for slug in SLUGS)
    stories = {
        address: {"total": 90 + many, "days": {"2026-06-15": many, f"2026-06-{day:02}": 9}}
        for address, many in zip(addresses, views, strict=False)
    }
    return _put("content/views.json", json.dumps({"version": 1, "stories": stories}))


counts = st.builds(_counts, st.lists(st.integers(0, 20), min_size=18), st.integers(10, 20))
ways = st.sampled_from(["delete", "damage"])
edits = st.one_of(
    st.builds(_write_story, slugs, stories()),
    st.builds(_write_story, slugs, stories()),
    st.builds(_delete_story, slugs),
    st.builds(_rename_story, slugs, slugs),
    st.builds(_damage_output, numbers, ways),
    st.builds(_damage_store, numbers, ways),
    st.builds(_damage_derived, numbers, ways, st.sampled_from(["pictures", "maps"])),
    st.builds(_damage_search, numbers, ways),
    st.builds(
        _damage_facts, numbers, ways, st.sampled_from(["row", "spine", "kept", "document", "probe"])
    ),
    st.builds(_put, st.just("content/site.toml"), st.sampled_from(SITES)),
    st.one_of(counts, counts, st.just(_put("content/views.json", None))),
    st.builds(_put, st.just("content/authors/ann.md"), authors),
    st.builds(_put, st.just("content/threads/war.md"), threads),
    st.builds(_put, st.just("content/pages/about.md"), pages),
    st.sampled_from([_put(path, text) for path, texts in drawn.VERSIONS.items() for text in texts]),
    st.sampled_from(
        [
            *(_put(f"content/images/{name}", data) for name, data in PICTURES.items()),
            _put("content/images/shared.jpg", picture((1, 2, 3))),
            _put("content/images/shared.jpg", picture((200, 2, 3), size=(80, 20))),
            _put("content/images/shared.jpg", turned("JPEG", 6)),
            _put("content/images/shared.jpg", PICTURES["licensed.jpg"]),
            _put("content/images/shared.jpg", b"cut off"),
            _put("content/images/licensed.jpg", None),
            _put("content/images/clear.png", saved(quartered(), "PNG")),
            _put("content/images/moving.gif", moving("GIF", (9, 6))),
            _put("content/images/moving.gif", picture(kind="GIF")),
            _put("content/images/drawing.svg", PICTURES["drawing.svg"].replace(b"30", b"40")),
            _put("content/images/drawing.svg", None),
            _put("content/site.toml", PAPER.replace('["jpeg"]', '["webp", "jpeg"]')),
            _put("content/site.toml", PAPER.replace("[16, 40]", "[32]")),
            _put("content/site.toml", f"{PAPER}\n{OPENLY}"),
            _put("content/site.toml", f"{PAPER}\n{OPENLY}".replace('training = "no"', SAID)),
            _put("content/site.toml", PAPER.replace("[24]", '[24]\nratio = "1:1"')),
            _put("content/site.toml", PAPER.replace("[24]", "[24]\nquality = { jpeg = 9 }")),
            _put(
                "content/site.toml",
                PAPER.replace("[pictures]", "[pictures.quality]\njpeg = 9\n[pictures]"),
            ),
            _put(
                "content/site.toml",
                PAPER.replace("[pictures]", "[pictures]\nmax_megapixels = 1"),
            ),
        ]
    ),
    st.sampled_from(
        [
            _put("templates/card.html", "<p>{{ view.headline }}</p>\n"),
            _put("templates/card.html", None),
            _put("templates/macros.html", "{% macro moment(iso, l) %}{{ iso }}{% endmacro %}"),
            _put("templates/macros.html", None),
            _put("static/site.css", "body { margin: 0 }"),
            _put("static/site.css", '@import "more.css";'),
            _put("static/more.css", "i { color: red }"),
            _put("static/root/robots.txt", "User-agent: *\n"),
            _put("static/root/robots.txt", None),
            _put("static/root/terms.txt", "Terms.\n"),
            _put("static/root/terms.txt", None),
            _put("templates/words/en.toml", 'corrections = "Put right"\nsearch = "Find"\n'),
            _put("templates/words/en.toml", None),
            _put("content/style.toml", '[terms]\nPeace = ["War"]\n'),
            _put("content/style.toml", None),
            _put("content/topics.toml", '[ports]\nname = "Ports"\naliases = ["harbours"]\n'),
            _put("content/topics.toml", '[law]\nname = "Law"\naliases = ["treaties"]\n'),
            _put("content/topics.toml", '[ports]\nname = "Harbours"\ndescription = "All."\n'),
            _put("content/topics.toml", None),
            _put("content/site.toml", PAPER.replace("page_size = 3", "page_size = 1")),
            _put("content/site.toml", PAPER.replace("The Test", "The Other")),
            _put("content/site.toml", PAPER.replace("Europe/Berlin", "Asia/Tokyo")),
            _put("content/site.toml", PAPER),
        ]
    ),
)
# Most builds are those of the public site; any may be killed before it is through.
orders = st.sampled_from(
    [(), (), (), ("--drafts",), ("--drafts",), ("--base-url", "https://test.example/below/")]
)
kills = st.one_of(st.just(0), st.just(0), st.just(0), st.integers(1, 400))
steps = st.lists(
    st.tuples(st.lists(edits, min_size=1, max_size=4), st.integers(0, 40), orders, kills),
    min_size=1,
    max_size=5,
)
papers = st.sampled_from([PAPER, SEARCHED])
Step = tuple[list[Edit], int, tuple[str, ...], int]


@pytest.fixture(autouse=True)
def _judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every build hold its keys against what they stood for."""
    monkeypatch.setenv("SITEGEN_DEBUG", "1")


SMALL_PARTS = {
    "sitegen.search.stories": {"SLOTS": 2, "PART": 4, "NEWEST": 2},
    "sitegen.search.parts": {"LARGEST": 60},
}
"""A few stories cut as those of a large paper are."""


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, values in SMALL_PARTS.items():
        for name, value in values.items():
            monkeypatch.setattr(f"{module}.{name}", value)


IN_SMALL_PARTS = "".join(
    f"import {module}; {module}.{name} = {value}\n"
    for module, values in SMALL_PARTS.items()
    for name, value in values.items()
)


@examples(8)
@given(first=st.tuples(*[stories()] * len(SLUGS)), steps=steps, paper=papers)
def test_after_random_edits_an_incremental_build_equals_a_clean_one(
    first: tuple[str, ...], steps: list[Step], paper: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Newsroom(
            Path(folder) / "site",
            {
                **{f"content/images/{name}": data for name, data in PICTURES.items()},
                "content/font.ttf": FONT,
                **drawn.FILES,
                "content/authors/ann.md": ANN,
                "content/threads/war.md": THREAD,
                "content/threads/peace.md": "---\ntitle: Peace\n---\n",
                "content/pages/about.md": ABOUT,
                "static/root/terms.txt": "Terms.\n",
                "content/articles/anchor.md": article(
                    "Anchor", "## Here\n\nWords.", tags="[ports]"
                ),
                **{
                    f"content/articles/{it}.md": text for it, text in zip(SLUGS, first, strict=True)
                },
            },
            site_toml=paper,
        )
        good = Path(folder) / "good"
        shutil.copytree(site.root, good)
        for todo, days, options, kill in [([], 0, (), 0), *steps]:
            for edit in todo:
                edit(site)
            now = f"{START + timedelta(days):%Y-%m-%dT%H:%M:%SZ}"
            output = site.root / ("public-drafts" if options == ("--drafts",) else "public")
            command = ("build", "--now", now, *options)
            before = site.tree(output)
            if kill and not before:  # what is killed first may not be told from what is no site
                site.run(*command)
                before = site.tree(output)
            if kill:
                killed = meddled(
                    site,
                    ("any", "", kill),
                    "os.kill(os.getpid(), 9)",
                    *command,
                    before=IN_SMALL_PARTS,
                )
                event(f"ended with {killed.returncode}")
                before = site.tree(output)
            result = site.run(*command)
            event(f"exit {result.exit_code}")
            if result.exit_code == 0:
                assert site.tree(output) == site.clean_tree(*options, now=now)
                shutil.rmtree(good, ignore_errors=True)
                shutil.copytree(site.root, good, ignore=shutil.ignore_patterns("public*", ".*"))
            else:  # an editor's mistake: nothing may have changed; and then it is mended
                assert result.exit_code in {1, 2}, result.output  # 2 is for site.toml
                after = site.tree(output)
                for name in [it for it in after if it.startswith(".sitegen") and it not in before]:
                    after.pop(name)  # somebody removed it: it is put back
                for name in [it for it in before if it.startswith(f"{WAITING}/")]:
                    del before[name]  # a killed build left it, and the next clears it away
                    after.pop(name, None)
                # But what readers are not to see any more goes, and that is said.
                assert after.items() <= before.items()
                assert after == before or "withdrawn all the same: " in result.stderr
                for name in ("content", "templates", "static"):
                    shutil.rmtree(site.root / name, ignore_errors=True)
                    if (good / name).exists():
                        shutil.copytree(good / name, site.root / name)


def test_builds_that_differ_in_all_that_must_not_matter_are_identical(
    newsroom: Make, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        f"content/articles/s{number:03}.md": article(
            f"Story {number}",
            f"## Heading\n\nWords {number}, [a link](s{(number + 1) % 240:03}.md).",
            date=f"2026-0{1 + number % 5}-{1 + number % 28:02} 09:00",
            tags=f"[t{number % 7}, t{number % 11}x]",
            countries="[RU, KP]" if number % 3 else "[NO]",
            image="{src: shared.jpg, alt: A quay, credit: Graphics desk}" if number % 5 else None,
        )
        for number in range(240)
    }
    one = newsroom({**files, "content/images/shared.jpg": picture()})
    other = newsroom()
    for path, text in reversed(files.items()):  # another order on the disk
        other.write({path: text})
    other.write({"content/images/shared.jpg": picture()})
    settings_one = {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "C", "LC_ALL": "C"}
    settings_other = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LANG": "tr_TR.UTF-8"}
    options = ("build", "--now", "2026-06-01T12:00:00Z", "--root")
    first = sitegen(*options, str(one.root), "--jobs", "1", cwd=tmp_path, env=settings_one)
    second = sitegen(*options, ".", "--jobs", "3", cwd=other.root, env=settings_other)
    assert first.returncode == 0, first.stderr
    assert second.returncode == 0, second.stderr
    assert len(one.tree()) > 300
    assert one.tree() == other.tree()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_workers_find_what_one_process_finds(newsroom: Make, jobs: str) -> None:
    site = newsroom(
        {f"content/articles/s{number}.md": article(authors="[nobody]") for number in range(200)}
    )
    result = site.run("build", "--jobs", jobs, "--format", "json")
    told = [it["message"] for it in json.loads(result.stdout)["problems"]]
    assert told == ["there is no author `nobody`"] * 200


@pytest.mark.parametrize(
    ("forgetful", "empty", "found"),
    [
        ("edition.archive.Stories.cards", [], "news-desk"),
        ("edition.sums.Adding.sums_of", Sums(moments=(None,)), "stories 2026/03"),
    ],
)
def test_a_key_that_forgets_what_it_stands_for_is_found(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch, forgetful: str, empty: object, found: str
) -> None:
    """The cards of a page of a listing in its own key, and the pages of a month in its batch's."""
    monkeypatch.setattr(f"sitegen.{forgetful}", lambda *_: empty)
    site = newsroom({"content/articles/a.md": article("War")}).build()
    site.edit("content/articles/a.md", "War", "Peace")
    with pytest.raises(KeyForgetsError, match=found):
        site.build()
