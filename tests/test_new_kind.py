"""A kind of document more takes five files: its type, its three records, its template.

They are written here as somebody else would write them, into a copy of the package, and a site is
built with that.
"""

import json
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.newsroom import DESK, NOW, SITE, article
from tests.packages import Package

ROOT = Path(__file__).parent.parent


def briefing(title: str, day: str) -> str:
    """Return the text of a briefing."""
    return f"---\ntitle: {title}\ndate: {day} 07:00\n---\nWhat [happened](/2026/03/a/) today.\n"


CONTENT = {
    "content/site.toml": SITE.replace("search = { enabled = false }\n", ""),
    "content/authors/news-desk.md": DESK,
    "content/articles/a.md": article(body="Told in [brief](../briefings/2026/first.md).\n"),
    "content/briefings/2026/first.md": briefing("First things", "2026-02-01"),
    "content/briefings/second.md": briefing("Second thoughts", "2026-02-02"),
    "content/briefings/later.md": briefing("Too early", "2026-12-24"),
}

WRITTEN: dict[str, list[tuple[str, str]]] = {
    "sitegen/model.py": [
        (
            'DocumentName = Literal["article", "page", "author", "thread", "country"]',
            '''\
class BriefingFields(Fields, frozen=True, kw_only=True, tag_field="kind", tag="briefing"):
    """The front matter of `content/briefings/**/*.md`."""

    title: SomeProse
    date: Moment
    slug: Name = ""


DocumentName = Literal["article", "page", "author", "thread", "country", "briefing"]''',
        ),
        (
            " | ThreadFields | CountryFields",
            " | ThreadFields | CountryFields | BriefingFields",
        ),
    ],
    "sitegen/content/kinds.py": [
        ("    AuthorFields,\n", "    AuthorFields,\n    BriefingFields,\n"),
        (
            "KINDS: Mapping",
            """\
BRIEFING = DocumentKind(
    name="briefing",
    fields=BriefingFields,
    folder="content/briefings/",
    called="a briefing",
    stand_ins={"title": "…", "date": datetime(1970, 1, 1, tzinfo=UTC)},
)

KINDS: Mapping""",
        ),
        ("AUTHOR, THREAD, COUNTRY)", "AUTHOR, THREAD, COUNTRY, BRIEFING)"),
    ],
    "sitegen/edition/roles.py": [
        (
            "import ARTICLE, AUTHOR, COUNTRY, PAGE",
            "import ARTICLE, AUTHOR, BRIEFING, COUNTRY, PAGE",
        ),
        (
            '        Role(kind=AUTHOR, heads="author"',
            '''\
        Role(
            kind=BRIEFING,
            place=by_folder,
            claimant=Claimant("the briefing", "give the briefing another `slug`"),
            moments=lambda fields: Timing(draft=False, date=fields.date),
            collection="Briefings",
        ),
        Role(kind=AUTHOR, heads="author"''',
        ),
    ],
    "sitegen/pages/displays.py": [
        (
            "import ARTICLE, AUTHOR, COUNTRY, PAGE",
            "import ARTICLE, AUTHOR, BRIEFING, COUNTRY, PAGE",
        ),
        (
            "from sitegen.pages.views import Card, PageView",
            "from sitegen.pages.views import Card, PageView, TextView",
        ),
        (
            "DISPLAYS: Mapping",
            '''\
class BriefingView(TextView, frozen=True, kw_only=True):
    """A briefing."""

    published: str


def briefing(presenter: Presenter, row: Row) -> BriefingView:
    """Return what the page of a briefing shows."""
    entry, card = presenter.library.entry(row.path), presenter.card(row)
    return BriefingView(
        href=card.href,
        title=card.headline,
        lang=presenter.site.language,
        direction=presenter.site.direction,
        published=card.published,
        body=presenter.body(entry),
    )


def card_of_briefing(presenter: Presenter, entry: Entry) -> Card:
    """Return how lists show a briefing."""
    fields = cast("BriefingFields", entry.fields)
    return Card(
        href=presenter.href(entry.address),
        headline=fields.title,
        dek="",
        kicker="",
        published=presenter.moment(fields.date),
    )


DISPLAYS: Mapping''',
        ),
        (
            "        Display(\n            kind=AUTHOR",
            """\
        Display(
            kind=BRIEFING,
            template="briefing.html",
            view=briefing,
            card=card_of_briefing,
            is_indexed=True,
        ),
        Display(
            kind=AUTHOR""",
        ),
        ("from typing import Literal", "from typing import Literal, cast"),
        (
            "from sitegen.pages.gallery import",
            "from sitegen.model import BriefingFields\nfrom sitegen.pages.gallery import",
        ),
    ],
    "templates/briefing.html": [
        (
            "",
            """\
{% extends "base.html" %}
{% block main %}
<h1>{{ view.title }}</h1>
<time datetime="{{ view.published }}">{{ view.published }}</time>
{{ body(view.body) }}
{% endblock %}
""",
        )
    ],
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """Return a copy of ours to which somebody has added a kind of document."""
    package = Package(tmp_path_factory.mktemp("package"))
    for name, places in WRITTEN.items():
        for there, instead in places:
            package.edit(name, there, instead)
    return package


class Site:
    """A site with briefings, built by such a package."""

    def __init__(self, root: Path, package: Package) -> None:
        self.root, self.package = root, package
        self.write(CONTENT)

    def write(self, files: dict[str, str]) -> None:
        """Write files of the site."""
        for name, text in files.items():
            file = self.root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command, with a look at every key."""
        return self.package.run(*words, root=self.root, env={"SITEGEN_DEBUG": "1"})

    def build(self, *words: str) -> dict[str, bytes]:
        """Return what a build puts out."""
        result = self.run("build", "--now", NOW, *words)
        assert result.returncode == 0, result.stderr
        public = self.root / "public"
        files = {it.relative_to(public).as_posix(): it for it in public.rglob("*") if it.is_file()}
        return {name: it.read_bytes() for name, it in files.items() if name[0] != "."}


@pytest.fixture(scope="module")
def public(package: Package, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return Site(tmp_path_factory.mktemp("site"), package).build()


@pytest.fixture
def site(package: Package, tmp_path: Path) -> Site:
    site = Site(tmp_path, package)
    site.write({"content/site.toml": SITE})  # which has no search
    return site


def test_it_takes_five_files() -> None:
    assert len(WRITTEN) == 5


def test_each_has_a_page_and_links_lead_to_it(public: dict[str, bytes]) -> None:
    page = public["briefings/2026/first/index.html"].decode()
    assert "<h1>First things</h1>" in page
    assert '<a href="/2026/03/a/">happened</a>' in page
    assert '<a href="/briefings/2026/first/">brief</a>' in public["2026/03/a/index.html"].decode()


def test_a_page_lists_them_the_newest_first(public: dict[str, bytes]) -> None:
    page = public["briefings/index.html"].decode()
    assert "<h1>Briefings</h1>" in page
    assert 0 < page.index("Second thoughts") < page.index("First things")
    assert 'href="/briefings/feed.xml"' in page


def test_feeds_hold_them_whole(public: dict[str, bytes]) -> None:
    feed = json.loads(public["briefings/feed.json"])
    assert [it["title"] for it in feed["items"]] == ["Second thoughts", "First things"]
    assert feed["items"][1]["url"] == "https://test.example/briefings/2026/first/"
    for name in ("feed.json", "feed.xml", "atom.xml"):
        assert b"happened" in public[f"briefings/{name}"]
    assert "/briefings/atom.xml" in public["feeds/index.html"].decode()
    assert b"First things" not in public["feed.xml"]


def test_the_sitemap_has_their_pages_and_the_listing(public: dict[str, bytes]) -> None:
    pages = public["sitemaps/pages.xml"].decode()
    for address in ("briefings/", "briefings/second/", "briefings/2026/first/"):
        assert f"<loc>https://test.example/{address}</loc>" in pages
    assert "<lastmod>2026-02-01T07:00:00+01:00</lastmod>" in pages


def test_search_finds_them(public: dict[str, bytes]) -> None:
    index = [data for name, data in public.items() if name.startswith("search/")]
    rows = [zlib.decompress(it) for it in index if it[:1] == b"x"]
    assert any(b'"/briefings/2026/first/"' in it for it in rows)


def test_what_is_still_to_come_is_nowhere(site: Site, public: dict[str, bytes]) -> None:
    assert not [name for name in public if "later" in name]
    assert not [name for name, data in public.items() if b"Too early" in data]
    assert "content/briefings/later.md: scheduled" in site.run("build", "--now", NOW).stdout


def test_an_edit_makes_what_a_clean_build_makes(site: Site) -> None:
    site.build()
    site.write({"content/briefings/2026/first.md": briefing("Third things", "2026-02-01")})
    made = site.build()
    assert b"Third things" in made["briefings/index.html"]
    assert b"Third things" in made["briefings/feed.xml"]
    assert made == site.build("--clean")


def test_a_section_cannot_have_the_address_of_the_listing(site: Site) -> None:
    section = '\n[[sections]]\nid = "briefings"\nname = "Briefings"\n'
    site.write({"content/site.toml": SITE + section})
    result = site.run("build", "--now", NOW)
    assert result.returncode == 2
    assert "taken by the collection `briefings`" in result.stderr


def test_a_word_of_its_front_matter_that_is_wrong_is_told(site: Site) -> None:
    site.write({"content/briefings/wrong.md": "---\ntitel: A\n---\nWords.\n"})
    told = site.run("check").stderr
    assert "content/briefings/wrong.md:2" in told
    assert "title" in told
