"""New files: what `sitegen new` writes is valid from its first line, and spoils nothing."""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.content.markdown.typography import typeset
from tests.html import parsed
from tests.newsroom import NOW, SITE, Newsroom
from tests.pictures import picture

Make = Callable[..., Newsroom]

HEADLINES = [
    "Council votes on the bridge",
    'He said: "No"',
    "It's 50 % off: O'Neil's \"deal\" #1",
    "# 1 on the list",
    "- yes",
    "🚢 Ferry sails 🚢",
    "Back\\slash and `tick`",
    "{braces} and [brackets]",
    "Совет голосует",
    "null",
    "2026",
]


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_new_article_is_valid_from_its_first_line(newsroom: Make, headline: str) -> None:
    site = newsroom()
    result = site.run(
        "new", "--section", "asia", "--author", "news-desk", "--now", NOW, "--", headline
    )
    [file] = (site.root / "content/articles/2026").iterdir()
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    [address] = re.findall(
        r"^next: .* shows it, at (\S+) until it has a date$", result.stderr, re.MULTILINE
    )
    site.build("--drafts", "--strict")
    page = site.tree(site.root / "public-drafts")[f"{address.strip('/')}/index.html"]
    [heading] = parsed(page).iter("h1")
    assert heading.text == typeset(headline, "en")
    assert (
        re.search(rb"(?<!/)9999(?!/)", re.sub(rb"<script.*?</script>|<meta[^>]*>", b"", page))
        is None
    )
    assert not any("9999" in path for path in site.build("--strict").tree())


def test_new_takes_a_slug_and_never_overwrites(newsroom: Make) -> None:
    site = newsroom()
    assert site.run("new", "Bridge", "--slug", "the-bridge", "--now", NOW).exit_code == 0
    file = site.root / "content/articles/2026/the-bridge.md"
    file.write_text("mine", "utf-8")
    result = site.run("new", "The bridge", "--now", NOW)
    assert result.exit_code == 1
    assert "there is an article of this name" in result.stderr
    assert file.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("X", "--section", "asai"), "--section: error: there is no section `asai`\n"),
        (("X", "--author", "new-desk"), "--author: error: there is no author `new-desk`\n"),
        (("…",), "--slug: error: no letter or digit of the headline is left for an address\n"),
        ((" ",), "--slug: error: no letter or digit of the headline is left for an address\n"),
        (("Con",), "--slug: error: Windows cannot hold a file called `con`\n"),
        (("X", "--slug", "LPT1"), "--slug: error: Windows cannot hold a file called `lpt1`\n"),
        (("Index",), "--slug: error: `index` is the name of a file in a folder of its own\n"),
        (("X", "--slug", "x" * 300), "--slug: error: the slug is too long for a file"),
        (("Red \x1b[31m",), "HEADLINE: error: `headline` holds the hidden character U+001B\n"),
        (("To \u202e",), "HEADLINE: error: the hidden character U+202E is not allowed"),
        (("Caf\udce9",), "HEADLINE: error: the headline is not UTF-8\n"),
    ],
)
def test_new_refuses_what_would_not_be_valid(
    newsroom: Make, arguments: tuple[str, ...], said: str
) -> None:
    site = newsroom()
    result = site.run("new", *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith(said)
    assert "hint: " in result.stderr
    assert not (site.root / "content/articles").exists()


def test_new_writes_a_section_where_addresses_need_one(newsroom: Make) -> None:
    permalink = 'permalink = "/{section}/{slug}/"\n'
    site = newsroom(site_toml=permalink + SITE)
    assert site.run("new", "The bridge", "--now", NOW).exit_code == 0
    text = (site.root / "content/articles/2026/the-bridge.md").read_text("utf-8")
    assert "\nsection: asia\n" in text
    site.build()
    bare = newsroom(site_toml=permalink + SITE.partition("[[")[0])
    result = bare.run("new", "The bridge", "--now", NOW)
    assert result.exit_code == 1
    assert result.stderr.startswith("--section: error: addresses need a section")
    assert "hint: " in result.stderr


def test_new_names_a_file_that_a_file_system_can_hold(newsroom: Make) -> None:
    site = newsroom(site_toml=f'slugs = "unicode"\n{SITE}')
    assert site.run("new", "𠀀" * 90, "--now", NOW).exit_code == 0
    [file] = (site.root / "content/articles/2026").iterdir()
    assert len(file.name.encode()) == len("𠀀".encode()) * 50 + len(".md")


def test_new_cuts_the_slug_of_a_long_headline_at_a_word(newsroom: Make) -> None:
    site = newsroom()
    assert site.run("new", "Word " * 40, "--now", NOW).exit_code == 0
    assert site.run("new", "x" * 200, "--now", NOW).exit_code == 0
    stems = [file.stem for file in sorted((site.root / "content/articles/2026").iterdir())]
    assert stems == ["-".join(["word"] * 16), "x" * 80]


def test_a_new_article_takes_all_that_is_known_of_it(newsroom: Make) -> None:
    site = newsroom({"quay at night.JPG": picture()})
    result = site.run(
        *("new", "The night ferry", "--section", "asia", "--author", "news-desk"),
        *("--tag", "shipping", "--tag", "treaties: new", "--country", "NO", "--country", "SE"),
        *("--lang", "fr", "--picture", str(site.root / "quay at night.JPG")),
        *("--alt", 'A "white" ship', "--credit", "Graphics desk", "--now", NOW),
    )
    assert result.exit_code == 0, result.stderr
    folder = site.root / "content/articles/2026/the-night-ferry"
    assert result.stdout == f"{folder / 'index.md'}\n"
    assert (folder / "quay-at-night.jpg").read_bytes() == picture()
    assert (folder / "index.md").read_text("utf-8") == (
        '---\nheadline: "The night ferry"\n# dek: One sentence that says why it matters.\n'
        "authors: [news-desk]\nsection: asia\ncountries: [NO, SE]\n"
        'tags: ["shipping", "treaties: new"]\nlang: fr\n'
        'image:\n  src: quay-at-night.jpg\n  alt: "A \\"white\\" ship"\n'
        '  credit: "Graphics desk"\nstatus: draft\n---\n'
    )
    site.build("--drafts", "--strict")
    with (folder / "index.md").open("a", encoding="utf-8") as file:
        file.write("\nIt sails.\n")
    released = site.run("release", "the-night-ferry", "--now", NOW)
    assert released.exit_code == 0, released.stderr
    text = (folder / "index.md").read_text("utf-8")
    assert text.startswith(
        '---\nheadline: "The night ferry"\ndate: 2026-06-01T14:00:00+02:00\n# dek'
    )
    assert "status" not in text


@pytest.mark.parametrize(("kind", "address"), [("page", "/who-we-are/"), ("author", "")])
def test_pages_and_authors_are_started_the_same_way(
    newsroom: Make, kind: str, address: str
) -> None:
    site = newsroom()
    result = site.run("new", "--kind", kind, "Who we are", "--now", NOW)
    assert result.stdout == f"{site.root}/content/{kind}s/who-we-are.md\n"
    assert address in result.stderr
    site.build("--strict")
    assert site.run("new", "--kind", kind, "Who we are").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--country", "Norway"), "--country: error: `Norway` is no code of a country\n"),
        (("--lang", "english"), "--lang: error: there is no language `english`\n"),
        (("--tag", "x\x1b"), "--tag: error: "),
        (("--kind", "page", "--tag", "x"), "--tag: error: a page has no such thing\n"),
        (("--kind", "author", "--lang", "fr"), "--lang: error: an author has no such thing\n"),
        (("--picture", "quay.jpg"), "--alt: error: nobody says what the picture shows\n"),
        (
            ("--picture", "quay.jpg", "--alt", "A quay"),
            "--credit: error: nobody says who made quay.jpg, and the file does not either\n",
        ),
        (("--picture", "words.jpg", "--alt", "A", "--credit", "B"), "words.jpg: error: the pict"),
        (("--picture", "quay.tif", "--alt", "A", "--credit", "B"), "quay.tif: error: the picture"),
    ],
)
def test_new_refuses_what_a_build_would(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    site = newsroom({"quay.jpg": picture(), "words.jpg": "words", "quay.tif": picture()})
    monkeypatch.chdir(site.root)
    result = site.run("new", "X", *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith(said)
    assert "hint: " in result.stderr
    assert not (site.root / "content/articles").exists()


def test_only_a_draft_may_lack_a_date(newsroom: Make) -> None:
    text = "---\nheadline: One\n{}---\n\nWords.\n"
    site = newsroom({"content/articles/one.md": text.format("status: draft\ndate:\n")})
    site.build("--drafts", "--strict").build()
    site.write({"content/articles/one.md": text.format("status: published\n")})
    assert "`date` is missing" in site.fail()
    assert "an article needs `headline` and `date`" in site.fail()
    site.write({"content/articles/one.md": text.format("status: drafft\n")})
    assert "`date` is missing" in site.fail()


@pytest.mark.parametrize("is_found", [True, False])
def test_commands_are_named_as_they_can_be_typed(newsroom: Make, *, is_found: bool) -> None:
    site = newsroom()
    scripts = Path(sysconfig.get_path("scripts"))
    environment = scripts.parent
    ended = subprocess.run(
        [sys.executable, "-m", "sitegen", "new", "--root", str(site.root), "A bridge"],
        cwd=environment.parent,
        env={**os.environ, "PATH": str(scripts) if is_found else os.devnull},
        capture_output=True,
        text=True,
        check=True,
    )
    program = "sitegen" if is_found else f"{environment.name}/{scripts.name}/sitegen"
    assert f"`{program} serve --root " in ended.stderr
    assert f"`{program} release --root {site.root} a-bridge`" in ended.stderr
