"""`sitegen import` through the command itself: exports in, files of a site out."""

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest

from sitegen.importing.proof import words_of
from tests.exports import TAIL, attachment, author, category, export, item, moved
from tests.newsroom import Newsroom
from tests.pictures import picture

ARCHIVE = export(
    author("ann", "Ann Lee"),
    category("world", "World"),
    category("asia", "Asia", "world"),
    item(
        1,
        "Ferries &amp; quays",
        "The <em>first</em> line.\n\nSecond, with [a link](x) and "
        '<a href="https://old.example/2012/05/story-2/">another story</a>.\n\n'
        '[caption id="attachment_9" align="alignleft"]'
        '<a href="https://old.example/wp-content/uploads/2012/05/quay.jpg">'
        '<img class="size-medium wp-image-9" src="https://old.example/wp-content/uploads/2012/05/'
        'quay-300x200.jpg" alt="A quay" /></a> The quay. Photo: Jo Berg/AFP[/caption]\n\n'
        "https://www.youtube.com/watch?v=abcdefghijk\n\n[unknown a=1]kept[/unknown]",
        terms=[
            ("category", "asia", "Asia"),
            ("post_tag", "sea-trade", "Sea trade"),
            ("author", "cap-ann", "Ann Lee"),
            ("author", "cap-jo", "Jo Berg"),
        ],
        meta={"_thumbnail_id": "9"},
        excerpt="Why it matters.",
    ),
    item(
        2,
        "Blocks",
        '<!-- wp:paragraph --><p>Of <a href="/?p=1">blocks</a>.</p><!-- /wp:paragraph -->',
    ),
    item(3, "Kept back", "x", status="private", post_name="secret"),
    item(4, "With a password", "x", post_password="open", post_name="locked"),  # noqa: S106
    item(
        5,
        "To come",
        "x",
        status="future",
        post_date="2090-01-01 00:00:00",
        post_date_gmt="2089-12-31 23:00:00",
    ),
    item(
        6,
        "A draft",
        "x",
        status="draft",
        post_name="",
        link="https://old.example/?p=6",
        post_date_gmt="0000-00-00 00:00:00",
    ),
    item(
        7,
        "About",
        "Who we are.",
        post_type="page",
        post_name="about",
        link="https://old.example/about/",
    ),
    item(8, "Binned", "x", status="trash"),
    item(10, "Inside", "x", post_type="page", status="private", post_name="inside"),
    item(11, "Plan", "x", post_type="page", status="draft", post_name="plan"),
    attachment(
        9,
        "2012/05/quay.jpg",
        caption="The quay",
        _wp_attachment_image_alt="A quay with a ship",
        _media_credit="Jo Berg",
        _navis_media_credit_org="AFP",
    ),
)


WORDS_OF_FIRST = "The first line. Second, with [a link](x) and another story."


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Move one archive, for all tests that only look; `export.xml` and `uploads` lie beside it."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "export.xml").write_text(ARCHIVE, "utf-8")
    (folder / "uploads/2012/05").mkdir(parents=True)
    (folder / "uploads/2012/05/quay.jpg").write_bytes(picture())
    (folder / "uploads/2012/05/quay-300x200.jpg").write_bytes(picture(size=(30, 20)))
    result = moved(
        folder / "site", folder / "export.xml", options=["--media", str(folder / "uploads")]
    )
    assert result.exit_code == 0, result.output
    (folder / "said.txt").write_text(result.output, "utf-8")
    return folder


def built(root: Path, folder: Path) -> Newsroom:
    """Build a copy of a moved site into `folder`, without what takes its time."""
    site = Newsroom(folder / "site", {})
    site.remove("content/authors/news-desk.md")
    shutil.copytree(root, site.root, dirs_exist_ok=True)
    toml = site.root / "content/site.toml"
    quick = "search = { enabled = false }\nfonts = { shipped = false }\n"
    quick += 'pictures = { drawn_cards = false, effort = "quick" }\n'
    toml.write_text(quick + toml.read_text("utf-8"), "utf-8")
    site.output = folder / "public"
    return site.build()


def text(archive: Path, path: str) -> str:
    return (archive / "site/content" / path).read_text("utf-8")


def test_a_post_becomes_an_article(archive: Path) -> None:
    assert text(archive, "articles/2012/story-1.md") == (
        "---\n"
        'headline: "Ferries & quays"\n'
        'dek: "Why it matters."\n'
        "date: 2012-05-03T10:20:30+02:00\n"
        "authors: [ann, jo]\n"
        "section: world\n"
        'tags: ["Asia", "Sea trade"]\n'
        "image:\n"
        '  src: "2012/05/quay.jpg"\n'
        '  alt: "A quay with a ship"\n'
        '  caption: "The quay"\n'
        '  credit: "Jo Berg/AFP"\n'
        "---\n\n"
        "The *first* line.\n\n"
        "Second, with \\[a link\\](x) and [another story](story-2.md).\n\n"
        "::: figure 2012/05/quay.jpg\n"
        "alt: A quay\n"
        "caption: The quay. Photo: Jo Berg/AFP\n"
        "credit: Jo Berg/AFP\n"
        ":::\n\n"
        "::: embed https://www.youtube.com/watch?v=abcdefghijk\n"
        "title: youtube.com/watch?v=abcdefghijk\n"
        ":::\n\n"
        "\\[unknown a=1\\]kept\\[/unknown\\]\n"
    )


def test_the_largest_original_of_a_picture_is_taken(archive: Path) -> None:
    taken = archive / "site/content/images/2012/05/quay.jpg"
    assert taken.read_bytes() == (archive / "uploads/2012/05/quay.jpg").read_bytes()
    assert not taken.with_name("quay-300x200.jpg").exists()


def test_all_who_sign_have_a_file(archive: Path) -> None:
    assert text(archive, "authors/ann.md").startswith('---\nname: "Ann Lee"\n---\n')
    assert text(archive, "authors/jo.md").startswith('---\nname: "Jo Berg"\n---\n')


@pytest.mark.parametrize(
    "name",
    ["2012/secret", "2012/locked", "2090/story-5", "2012/a-draft", "2012/inside", "2012/plan"],
)
def test_nothing_that_was_not_public_is_published(archive: Path, name: str) -> None:
    assert "\nstatus: draft\n" in text(archive, f"articles/{name}.md")
    report = json.loads((archive / "site/import-report.json").read_text("utf-8"))
    status = {it["file"]: it.get("status", "published") for it in report["stories"]}
    assert status[f"content/articles/{name}.md"] != "published"
    said = (archive / "said.txt").read_text("utf-8")
    assert "4 held back as drafts\n    content/articles/2012/secret.md: it was private\n" in said


def test_what_is_not_carried_is_named(archive: Path) -> None:
    report = json.loads((archive / "site/import-report.json").read_text("utf-8"))
    assert {"what": "post “Binned”", "why": "its status is trash"}.items() <= next(
        it for it in report["said"] if "Binned" in it["what"]
    ).items()
    assert report["shortcodes"] == {"unknown": 1}


def test_the_moved_site_builds_and_old_addresses_answer(archive: Path, tmp_path: Path) -> None:
    toml = (archive / "site/content/site.toml").read_text("utf-8")
    assert 'permalink = "/{year}/{month}/{slug}/"' in toml
    assert 'timezone = "Europe/Berlin"' in toml
    site = built(archive / "site", tmp_path)
    assert [it for it in site.report["problems"] if it["severity"] == "error"] == []
    page = (tmp_path / "public/2012/05/story-1/index.html").read_text("utf-8")
    assert 'href="/2012/05/story-2/"' in page
    assert (tmp_path / "public/about/index.html").is_file()
    # The proof is of bodies; here are the words of a whole page, read by another parser.
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    story = tree.find(".//article")
    assert story is not None
    shown = iter(words_of(" ".join(story.itertext())))
    for word in words_of(f"{WORDS_OF_FIRST} The quay Jo Berg/AFP [unknown a=1]kept[/unknown]"):
        assert word in shown, word
    for name in ("secret", "inside", "plan", "locked"):
        assert not list((tmp_path / "public").rglob(f"*{name}*"))


def test_a_second_run_changes_no_byte_and_leaves_what_was_edited(tmp_path: Path) -> None:
    source = tmp_path / "export.xml"
    source.write_text(ARCHIVE, "utf-8")
    root = tmp_path / "site"
    moved(root, source)
    before = {it: it.read_bytes() for it in root.rglob("*") if it.is_file()}
    moved(root, source)
    assert {it: it.read_bytes() for it in root.rglob("*") if it.is_file()} == before
    story = root / "content/articles/2012/story-2.md"
    story.write_text(story.read_text("utf-8") + "\nAn editor's line.\n", "utf-8")
    mapping = root / "import.toml"
    changed = mapping.read_text("utf-8").replace('asia = ""', 'asia = "asia"')
    mapping.write_text(changed.replace('unknown = "text"', 'unknown = "inside"'), "utf-8")
    said = moved(root, source).output
    assert "An editor's line." in story.read_text("utf-8")
    assert (
        "1 left alone, since somebody has changed them\n    content/articles/2012/story-2.md"
        in said
    )
    first = (root / "content/articles/2012/story-1.md").read_text("utf-8")
    assert "section: asia\n" in first
    assert first.endswith("\nkept\n")
    assert 'id = "asia"' in (root / "content/site.toml").read_text("utf-8")


def test_a_site_that_is_there_keeps_its_settings_and_lacking_sections_are_named(
    newsroom: Callable[..., Newsroom], tmp_path: Path
) -> None:
    site = newsroom({})
    before = (site.root / "content/site.toml").read_bytes()
    story = item(1, "T", "x", terms=[("category", "world", "World"), ("category", "asia", "Asia")])
    other = item(2, "U", "x", terms=[("category", "world", "World")])
    parts = (category("world", "World"), category("asia", "Asia"), story, other)
    (tmp_path / "e.xml").write_text(export(*parts), "utf-8")
    result = moved(site.root, tmp_path / "e.xml")
    assert (site.root / "content/site.toml").read_bytes() == before
    assert "2 content/site.toml has no such section" not in result.output
    assert (
        "1 content/site.toml has no such section: it is a topic; add it, or map it" in result.output
    )
    folder = site.root / "content/articles/2012"
    assert "section: asia\n" in (folder / "story-1.md").read_text("utf-8")
    assert 'tags: ["World"]\n' in (folder / "story-2.md").read_text("utf-8")
    site.build()


def test_files_that_only_held_back_stories_name_are_not_served(tmp_path: Path) -> None:
    link = '<a href="https://old.example/wp-content/uploads/{}.pdf">paper</a>'
    archive = export(
        item(1, "Out", link.format("open")), item(2, "In", link.format("secret"), status="private")
    )
    (tmp_path / "e.xml").write_text(archive, "utf-8")
    (tmp_path / "uploads").mkdir()
    for name in ("open", "secret"):
        (tmp_path / "uploads" / f"{name}.pdf").write_bytes(b"%PDF")
    options = ["--media", str(tmp_path / "uploads")]
    moved(tmp_path / "site", tmp_path / "e.xml", options=options)
    served = (tmp_path / "site/static/root").rglob("*.pdf")
    assert [it.name for it in served] == ["open.pdf"]


def test_a_missing_picture_that_is_shown_with_and_without_words_loses_none(tmp_path: Path) -> None:
    address = "https://old.example/wp-content/uploads/gone.jpg"
    shown = f'<p>One.</p><img src="{address}" alt="A quay"><p>Two.</p><img src="{address}" alt="">'
    (tmp_path / "e.xml").write_text(export(item(1, "T", shown)), "utf-8")
    assert moved(tmp_path / "site", tmp_path / "e.xml").exit_code == 0
    report = json.loads((tmp_path / "site/import-report.json").read_text("utf-8"))
    assert "differences" not in report["stories"][0]


def test_the_title_of_a_player_is_nothing_that_nobody_wrote(tmp_path: Path) -> None:
    frame = '<p>Here.</p><iframe src="https://maps.example/1" title="A map of it"></iframe>'
    (tmp_path / "e.xml").write_text(export(item(1, "T", frame)), "utf-8")
    result = moved(tmp_path / "site", tmp_path / "e.xml")
    assert result.exit_code == 0
    assert "0 lost, 0 invented" in result.output
    [story] = (tmp_path / "site/content/articles").rglob("*.md")
    assert "title: A map of it\n" in story.read_text("utf-8")


def test_an_export_may_come_in_several_files_of_any_version(tmp_path: Path) -> None:
    for number, version in enumerate(("1.0", "1.1", "1.2"), 1):
        part = export(author("ann", "Ann"), item(number, f"Part {number}", "x"), version=version)
        (tmp_path / f"{number}.xml").write_text(part, "utf-8")
    result = moved(tmp_path / "site", *sorted(tmp_path.glob("*.xml")))
    assert result.exit_code == 0
    assert len(list((tmp_path / "site/content/articles").rglob("*.md"))) == 3


def test_stories_without_numbers_are_known_by_their_addresses(tmp_path: Path) -> None:
    archive = export(
        author("ann", "Ann"),
        item(1, "One", '<a href="https://old.example/?p=2">two</a>', post_name="one"),
        item(2, "Two", "x", post_name="two", link="https://old.example/?p=2"),
        item(3, "Three", "x", post_name="three"),
    )
    archive = re.sub(r"<wp:post_id>.*</wp:post_id>", "", archive)
    (tmp_path / "e.xml").write_text(archive, "utf-8")
    result = moved(tmp_path / "site", tmp_path / "e.xml")
    assert result.exit_code == 0, result.output
    found = {it.stem: it for it in (tmp_path / "site/content/articles").rglob("*.md")}
    assert found.keys() == {"one", "two", "three"}
    assert "[two](two.md)" in found["one"].read_text("utf-8")


def test_addresses_that_are_taken_or_cannot_be_are_named(tmp_path: Path) -> None:
    archive = export(
        item(1, "One", "x", post_name="one"),
        item(2, "Tags", "x", post_type="page", post_name="tags", link="https://old.example/tags/"),
        item(3, "Query", "x", link="https://old.example/?p=3"),
        item(4, "Elsewhere", "x", post_name="e_e", link="https://old.example/archives/4.html"),
        item(5, "Кіт", "x", post_name="%d0%ba%d1%96%d1%82"),
    )
    (tmp_path / "e.xml").write_text(archive, "utf-8")
    assert moved(tmp_path / "site", tmp_path / "e.xml").exit_code == 0
    root = tmp_path / "site"
    report = json.loads((root / "import-report.json").read_text("utf-8"))
    whys = {it["what"]: it["why"] for it in report["said"]}
    assert whys["the address `/tags/`: it is `/tags-2/` now"].startswith("something else")
    assert whys["the address `/tags/`"] == "something else of the site has it"
    assert whys["the address `https://old.example/?p=3`"] == "no static site can answer a `?`"
    moved_away = (root / "content/articles/2012/e-e.md").read_text("utf-8")
    assert 'aliases: ["/archives/4.html"]' in moved_away
    assert 'slug: "кіт"' in (root / "content/articles/2012/kit.md").read_text("utf-8")
    built(root, tmp_path / "copy")


# Files that break readers ---------------------------------------------------------------------


def test_entities_are_refused_with_their_place(tmp_path: Path) -> None:
    bomb = ARCHIVE.replace(
        "<rss ", '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<rss ', 1
    )
    (tmp_path / "e.xml").write_text(bomb, "utf-8")
    result = moved(tmp_path / "site", tmp_path / "e.xml")
    assert result.exit_code == 1
    assert re.search(r"e\.xml:\d+:\d+: error: the file declares a document type", result.output)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (ARCHIVE[: len(ARCHIVE) // 2], "the file ends before its end"),
        (ARCHIVE.replace(TAIL, "</oops>"), "this is no XML: mismatched tag"),
        ("<feed></feed>wordpress.org/export/", "so it is no export of WordPress"),
        ("", "this is no source that is known"),
        (export(), "there is no story in it"),
    ],
)
def test_what_cannot_be_read_to_its_end_is_refused_and_nothing_is_written(
    tmp_path: Path, wrong: str, said: str
) -> None:
    (tmp_path / "e.xml").write_text(wrong, "utf-8")
    result = moved(tmp_path / "site", tmp_path / "e.xml")
    assert result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "site").exists()


def test_what_is_nearly_xml_is_mended_and_named(tmp_path: Path) -> None:
    story = item(1, "T", "before CODE behind \x0b\x01 end").replace("<![CDATA[T]]>", "Q&A &nbsp; x")
    archive = export(story.replace("CODE", "if (a[b[0]]>1) ]]> <b>bold</b>"))
    (tmp_path / "e.xml").write_bytes(archive.encode().replace(b"end", b"caf\xe9"))
    result = moved(tmp_path / "site", tmp_path / "e.xml")
    assert result.exit_code == 0, result.output
    written = (tmp_path / "site/content/articles/2012/story-1.md").read_text("utf-8")
    assert 'headline: "Q&A x"' in written
    assert "before if (a\\[b\\[0\\]\\]>1) \\]\\]> **bold** behind café" in written
    report = json.loads((tmp_path / "site/import-report.json").read_text("utf-8"))
    lines = archive.splitlines()
    mended = {it["what"]: lines[int(it["place"].rpartition(":")[2]) - 1] for it in report["said"]}
    assert "Q&A" in mended["`&` that begins nothing"]
    for what in ("`]]>` within a text", "bytes that are no UTF-8"):
        assert "before" in mended[what]
    assert "characters that XML does not have" in mended


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(picture())
    uploads = tmp_path / "uploads"
    (uploads / "2012").mkdir(parents=True)
    (uploads / "2012/link.jpg").symlink_to(secret)
    image = '<img src="https://old.example/wp-content/uploads/{}" alt="x">\n\n'
    names = ("2012/link.jpg", "../secret.jpg", "2012/../../secret.jpg", "%2e%2e/secret.jpg")
    archive = export(
        item(1, "../../../up", "".join(map(image.format, names)), post_name="../../../up"),
        item(2, "x", '<img src="file:///etc/passwd"> <a href="file:///etc/passwd">x</a>',
             post_type="page", post_name="..%2f..%2fup", creator="../../ann"),
        attachment(9, "../secret.jpg"),
    )  # fmt: skip
    (tmp_path / "e.xml").write_text(archive, "utf-8")
    before = {it for it in tmp_path.rglob("*") if "site" not in it.parts}
    result = moved(tmp_path / "site", tmp_path / "e.xml", options=["--media", str(uploads)])
    assert result.exit_code == 0, result.output
    assert {it for it in tmp_path.rglob("*") if "site" not in it.parts} == before
    assert not list((tmp_path / "site").rglob("*.jpg"))
    assert "passwd" not in "".join(
        it.read_text("utf-8") for it in (tmp_path / "site/content").rglob("*.md")
    ).replace("file:///etc/passwd", "")


def test_a_link_in_the_site_that_leads_out_of_it_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "e.xml").write_text(ARCHIVE, "utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "site/content").mkdir(parents=True)
    (tmp_path / "site/content/articles").symlink_to(tmp_path / "outside")
    result = moved(tmp_path / "site", tmp_path / "e.xml")
    assert result.exit_code == 1
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_run_that_is_killed_leaves_whole_files_and_the_next_goes_on(tmp_path: Path) -> None:
    items = [item(number, f"Story {number}", "Words. " * 900) for number in range(1, 200)]
    (tmp_path / "e.xml").write_text(export(*items), "utf-8")
    root = tmp_path / "site"
    words = [
        sys.executable,
        "-m",
        "sitegen",
        "import",
        str(tmp_path / "e.xml"),
        "--into",
        str(root),
    ]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        folder = root / "content/articles/2012"
        while process.poll() is None and not folder.is_dir():
            pass
        while process.poll() is None and len(list(folder.glob("*.md"))) < 5:
            pass
        process.send_signal(signal.SIGKILL)
    done = list((root / "content").rglob("*.md"))
    assert 5 <= len(done) < 199
    assert all(it.read_text("utf-8").endswith("Words.\n") for it in done)
    # What it wrote is the import's, although no report says so: it may be written anew.
    export_file = tmp_path / "e.xml"
    export_file.write_text(export_file.read_text("utf-8").replace("Words.", "Changed."), "utf-8")
    assert moved(root, export_file).exit_code == 0
    assert not list(root.rglob(".import-*"))
    assert moved(tmp_path / "whole", export_file).exit_code == 0
    there, whole = (
        {it.relative_to(top): it.read_bytes() for it in top.rglob("*") if it.is_file()}
        for top in (root, tmp_path / "whole")
    )
    assert there == whole


def test_a_full_disk_takes_nothing_from_what_a_newsroom_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, root = tmp_path / "e.xml", tmp_path / "site"
    source.write_text(export(item(1, "One", "Words."), category("a", "A")), "utf-8")
    assert moved(root, source).exit_code == 0
    toml = root / "import.toml"
    toml.write_text(toml.read_text("utf-8") + "# ours\n", "utf-8")
    there = {it: it.read_bytes() for it in root.rglob("*") if it.is_file()}
    source.write_text(export(item(1, "Two", "More."), category("b", "B")), "utf-8")
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        written(path, data[: len(data) // 2])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    result = moved(root, source)
    assert result.exit_code == 1
    assert "no space left on device" in result.output
    journal = root / ".import-unfinished"
    assert {
        it: it.read_bytes() for it in root.rglob("*") if it.is_file() and it != journal
    } == there
    monkeypatch.undo()
    assert moved(root, source).exit_code == 0
    assert "# ours" in toml.read_text("utf-8")
    assert "Two" in (root / "content/articles/2012/story-1.md").read_text("utf-8")
    assert not journal.exists()
