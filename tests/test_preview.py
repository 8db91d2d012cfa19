"""The live preview over HTTP: what it serves, tells, survives and refuses, as a real process."""

import errno
import gc
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from watchdog.observers import Observer

import sitegen.preview.updater
from sitegen.content.discover import discover
from sitegen.pipeline.order import DRAFTS, Order
from sitegen.preview.files import half_done
from sitegen.preview.inject import inject
from sitegen.preview.updater import Updater
from sitegen.preview.watch import Watch
from sitegen.progress import Stopwatch
from sitegen.statcache import StatCache, digest_of
from tests.drawn import PAPER
from tests.hard import hard_site
from tests.newsroom import DESK, NOW, SITE, Newsroom, article
from tests.pictures import picture
from tests.previewing import PATIENCE, SERVE, Listing, Preview, Stream, eventually, preview
from tests.test_laws import PICTURES, SLUGS, edits, slugs, stories

Make = Callable[..., Newsroom]
Edit = Callable[[Newsroom], object]

MARK = ".sitegen-drafts.json"
FRONT = "index.html"


def built(site: Newsroom, *options: str) -> dict[str, bytes] | None:
    """Return every file that a build of a copy of the sources gives; None if it finds errors."""
    mirror = site.root.with_name(f"{site.root.name}-mirror")
    for name in ("content", "templates", "static"):
        shutil.rmtree(mirror / name, ignore_errors=True)
        if (site.root / name).exists():
            shutil.copytree(site.root / name, mirror / name, symlinks=True)
    output = mirror / f"output{''.join(options)}"
    other = object.__new__(Newsroom)
    other.root, other.output, other.report = mirror, output, {}
    result = other.run("build", "--now", NOW, "--output", str(output), *options)
    if result.exit_code:
        assert result.exit_code in {1, 2}, result.output
        return None
    tree = other.tree()
    return {path: data for path, data in tree.items() if not path.startswith(".sitegen")}


def address_of(path: str, base: str = "/") -> str:
    """Return how browsers ask for an output path."""
    name = path if path == "404.html" else path.removesuffix("index.html")
    return base + quote(name)


def differences(running: Preview, tree: Mapping[str, bytes]) -> dict[str, object]:
    """Return the output paths whose bytes the preview has otherwise, with what it has."""
    found = {path: running.get(address_of(path, running.base)) for path in tree}
    return {
        path: (answer.status, answer.body[:2000])
        for path, answer in found.items()
        if (answer.status, answer.plain) != (200, tree[path])
    }


def as_client(running: Preview, address: str) -> str:
    """Return a page as the client in it fetches it: such a request looks at no files itself."""
    return running.get(address, x_sitegen_preview="1").text


@contextmanager
def previews(site: Newsroom, *options: str, **more: Any) -> Iterator[tuple[Newsroom, Preview]]:
    """Show a site; yield both."""
    with preview(site, *options, **more) as running:
        yield site, running


# What is served -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Newsroom, Preview]]:
    """Show a hard site that no test changes."""
    site = hard_site(tmp_path_factory.mktemp("paper") / "site", "en")
    site.write(
        {
            "content/articles/plan.md": article("Plan", status="draft"),
            "content/articles/soon.md": article("Soon", date="2026-06-01 14:01"),
            "content/articles/tisha.md": article("Тиша", slug="tisha", aliases="[/тиша/]"),
            "static/root/wörds & more.txt": "Words.\n",
            "static/root/sign.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
        }
    )
    with previews(site) as both:
        yield both


def test_every_file_is_that_of_a_build_byte_for_byte(paper: tuple[Newsroom, Preview]) -> None:
    site, running = paper
    tree = built(site, "--drafts")
    assert tree
    assert len(tree) > 100
    assert differences(running, tree) == {}


def test_without_drafts_it_is_what_readers_have(newsroom: Make) -> None:
    files = {
        "content/articles/open.md": article("Open", "[Read](plan.md)", related="[plan]"),
        "content/articles/plan.md": article("Plan", status="draft", tags="[secrets]"),
        "content/articles/soon.md": article("Soon", date="2026-06-01 14:01"),
    }
    with previews(newsroom(files), "--no-drafts") as (site, running):
        tree = built(site)
        assert tree
        assert differences(running, tree) == {}
        for hidden in ("/2026/03/plan/", "/2026/06/soon/", "/tags/secrets/"):
            assert running.get(hidden).status == 404


def test_the_search_index_is_that_of_a_build(newsroom: Make) -> None:
    site = newsroom(
        {f"content/articles/s{number}.md": article(f"Story {number}") for number in range(3)},
        site_toml=SITE.replace("search = { enabled = false }\n", ""),
    )
    with preview(site) as running:
        site.edit("content/articles/s1.md", "Some words", "Zebras and words")
        tree = built(site, "--drafts")
        assert tree
        searched = {path: data for path, data in tree.items() if path.startswith("search/")}
        assert len(searched) == 5  # page, catalogue, rows, a shard, a module
        assert differences(running, searched) == {}


def test_below_a_path_every_way_leads_to_the_site(newsroom: Make) -> None:
    toml = SITE.replace("https://test.example/", "https://test.example/sub/p%C3%A4per/")
    with previews(newsroom({"content/articles/a.md": article()}, site_toml=toml)) as (site, run):
        base = "/sub/p%C3%A4per/"
        assert run.base == base
        for address in ("/", base.removesuffix("/")):
            answer = run.get(address)
            assert (answer.status, answer.headers["location"]) == (307, base)
        answer = run.get(f"{base}2026/03/a?x=1&y=%26")
        assert answer.headers["location"] == f"{base}2026/03/a/?x=1&y=%26"
        assert run.get("/elsewhere/").status == 404
        assert run.get("/sub").status == 404
        assert run.get(f"{base}.sitegen/client.js").status == 200
        assert f'src="{base}.sitegen/client.js"' in run.get(base).body.decode()
        assert next(run.events("2026/03/a/index.html"))["digest"]
        tree = built(site, "--drafts")
        assert tree
        assert differences(run, tree) == {}


def test_a_missing_last_slash_is_added_and_nothing_else(paper: tuple[Newsroom, Preview]) -> None:
    _, running = paper
    answer = running.get("/2026/03/everything?q=%D1%82")
    assert answer.status == 307
    assert answer.headers["location"] == "/2026/03/everything/?q=%D1%82"
    for address in ("/feed.xml/", "/2026/03/nothing", "/2026/03", "//2026/03/everything"):
        assert running.get(address).status == 404
    assert running.get("//evil.example/%2e%2e").status == 404
    assert "location" not in running.get("//evil.example").headers


def test_what_is_not_there_is_the_not_found_page_of_the_site(
    paper: tuple[Newsroom, Preview],
) -> None:
    _, running = paper
    for address in ("/nothing/", "/2026/03/nothing/", "/nothing.html"):
        answer = running.get(address)
        assert (answer.status, answer.digest) == (404, "")
        assert answer.plain == running.get("/404.html").plain
    answer = running.get("/nothing.css")
    assert (answer.status, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert b"<script" not in answer.body


@pytest.mark.parametrize(
    ("address", "type_"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/xml"),
        ("/atom.xml", "application/xml"),
        ("/feed.css", "text/css"),
        ("/feed.json", "application/feed+json"),
        ("/sitemap.xml", "text/xml"),
        ("/robots.txt", "text/plain"),
        ("/icon-192.png", "image/png"),
        ("/sign.svg", "image/svg+xml"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/apple-touch-icon.png", "image/png"),
    ],
)
def test_browsers_are_told_what_a_file_is(
    paper: tuple[Newsroom, Preview], address: str, type_: str
) -> None:
    _, running = paper
    full, head = running.get(address), running.get(address, "HEAD")
    assert full.headers["content-type"].startswith(type_)
    assert full.headers["x-content-type-options"] == "nosniff"
    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {**full.headers, "date": ""}


def test_what_has_not_changed_is_not_sent_again(paper: tuple[Newsroom, Preview]) -> None:
    _, running = paper
    known = running.get("/feed.xml").headers["etag"]
    assert running.get("/feed.xml", if_none_match=known).status == 304
    assert running.get("/feed.xml", if_none_match='"other"').status == 200
    assert running.get("/").headers["cache-control"] == "no-store"


def test_neither_the_sources_nor_the_output_are_touched(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/a.md": article(image="{src: ../images/q.jpg, alt: A, credit: B}"),
            "content/images/q.jpg": picture(),
        }
    ).build()
    site.build("--drafts")
    before = Listing.of(site.root, ".sitegen")
    with preview(site) as running:
        tree = built(site, "--drafts")
        assert tree
        assert differences(running, tree) == {}
        assert Listing.of(site.root, ".sitegen") == before
        site.write({"content/articles/a.md": "broken"})
        assert running.get("/2026/03/a/").status == 200
        site.write({"content/articles/a.md": before.files["content/articles/a.md"][0]})
        next(running.events(FRONT))
        running.end()
    after = Listing.of(site.root, ".sitegen").files
    assert {path: data for path, (data, _) in after.items()} == {
        path: data for path, (data, _) in before.files.items()
    }
    changed = {path for path, found in after.items() if found != before.files[path]}
    assert changed <= {"content/articles/a.md"}
    assert {it.name for it in site.root.iterdir()} == {
        *("content", "public", "public-drafts", ".sitegen")
    }


def test_a_page_is_the_same_but_for_the_tag_wherever_its_head_begins() -> None:
    for before, after in [
        ("<!doctype html>\n<html><head>", "<title>x</title>"),
        ("<!-- a > b --><!DOCTYPE HTML>\n<HTML lang=\"a>b\"><HeAd data-x='>'>", "<meta>"),
        ("<!doctype html><!-- a --> <html>\n<!-- <head> -->\n<head>", "<title>x</title>"),
        ("\ufeff<!doctype html>", "<p>Words"),
        ("", "Words"),
        ("<html>", "<header>Words</header>"),
    ]:
        assert inject((before + after).encode(), "<T>") == f"{before}<T>{after}".encode()


# After random edits ---------------------------------------------------------------------------

BROKEN_TOML = "title = "
MORE: dict[str, list[str | bytes | None]] = {
    "content/authors/news-desk.md": [DESK, DESK.replace("News desk", "The desk"), None, "---\n"],
    "content/authors/other.md": ["---\nname: Other\n---\n", None],
    "content/site.toml": [
        PAPER,
        BROKEN_TOML,
        None,
        PAPER.replace("test.example", "other.example"),
        PAPER.replace('id = "europe"', 'id = "africa"'),
        f'{PAPER}[preview]\neditor = "x:{{path}}"\n',
    ],
    "templates/article.html": [
        "{{ view.body }}",
        "{% if %}",
        "{{ 1 // 0 }}",
        "{{ view.none.such }}",
        None,
    ],
    "templates/base.html": ["{% block main %}{% endblock %}", "{% extends 'none.html' %}", None],
    "templates/macros.html": ["{% macro %}", None],
    "templates/words/en.toml": ['feeds = "Our feeds"\n', "feeds = 1\n", 'none = "x"\n', None],
    "static/site.css": ["b { color: red }", '@import "none.css";', None],
    "content/articles/deep/d.md": [article("Deep"), article("Deeper", authors="[nobody]"), ""],
    "content/articles/deep/d.jpg": [picture(), b"cut off"],
}


def _put(path: str, text: str | bytes | None) -> Edit:
    return lambda site: (
        (site.root / path).unlink(missing_ok=True) if text is None else site.write({path: text})
    )


def _move(old: str, new: str) -> Edit:
    def edit(site: Newsroom) -> None:
        if (site.root / old).exists():
            shutil.rmtree(site.root / new, ignore_errors=True)
            (site.root / old).rename(site.root / new)

    return edit


def _drop(folder: str) -> Edit:
    return lambda site: shutil.rmtree(site.root / folder, ignore_errors=True)


ours = st.sampled_from(
    [
        *(_put(path, text) for path, texts in MORE.items() for text in texts),
        _move("content/articles/deep", "content/articles/other"),
        _move("content/articles/other", "content/articles/deep"),
        _move("templates", "templates.off"),
        _move("templates.off", "templates"),
        _move("content/images", "content/pictures"),
        _move("content/pictures", "content/images"),
        *map(_drop, ("templates", "static", "content/articles/deep", ".sitegen")),
    ]
)
steps = st.lists(st.lists(st.one_of(edits, ours), min_size=1, max_size=4), min_size=1, max_size=4)
EXAMPLES = int(os.environ.get("SITEGEN_EXAMPLES", "3"))
ALLOWED = {200, 404, 500}


@settings(max_examples=EXAMPLES)
@given(
    first=st.lists(st.tuples(slugs, stories()), max_size=4),
    steps=steps,
    drafts=st.booleans(),
    chosen=st.randoms(use_true_random=False),
)
def test_straight_after_random_edits_it_is_what_a_build_gives(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[str, str]],
    steps: list[list[Edit]],
    drafts: bool,
    chosen: Any,
) -> None:
    site = Newsroom(
        tmp_path_factory.mktemp("random") / "site",
        {
            **{f"content/images/{name}": data for name, data in PICTURES.items()},
            "content/articles/anchor.md": article("Anchor", "## Here\n\nWords."),
            **{f"content/articles/{slug}.md": text for slug, text in first},
        },
        site_toml=PAPER,
    )
    good = site.root.with_name("good")
    names = ("content", "templates", "static")
    of_build, of_preview = (("--drafts",), ()) if drafts else ((), ("--no-drafts",))
    asked = [f"/2026/{month}/{slug}/" for month in ("04", "05", "06") for slug in SLUGS]
    asked += ["/", "/feed.xml", "/asia/", "/sitemap.xml", "/2026/03/anchor/", "/nothing/"]
    before: set[str] = set()
    with preview(site, *of_preview) as running:
        for todo in [[], *steps]:
            for edit in todo:
                edit(site)
                answer = running.get(chosen.choice(asked))
                assert answer.status in ALLOWED, answer
            answers = {path: running.get(address_of(path)) for path in sorted(before)[::5]}
            tree = built(site, *of_build)
            event("errors" if tree is None else "right")
            if tree is None:  # it goes on with what it has, and then all is mended
                assert {it.status for it in answers.values()} <= ALLOWED
                for name in names:
                    shutil.rmtree(site.root / name, ignore_errors=True)
                    if (good / name).exists():
                        shutil.copytree(good / name, site.root / name)
                tree = built(site, *of_build)
                if tree is None:  # it never was right
                    continue
            shutil.rmtree(good, ignore_errors=True)
            ignored = shutil.ignore_patterns("public*", ".sitegen", "templates.off")
            shutil.copytree(site.root, good, ignore=ignored)
            assert differences(running, tree) == {}
            for gone in sorted(before - tree.keys())[:20]:
                assert running.get(address_of(gone)).status == 404, gone
            before = set(tree)


# Ways of saving -------------------------------------------------------------------------------


def _in_place(file: Path, text: str) -> None:
    file.write_text(text)


def _rename_over(file: Path, text: str) -> None:
    new = file.with_name(f".{file.name}.tmp")
    new.write_text(text)
    new.replace(file)


def _truncate_and_write(file: Path, text: str) -> None:
    with file.open("w") as stream:
        stream.flush()
        os.fsync(stream.fileno())
        for line in text.splitlines(keepends=True):
            stream.write(line)
            stream.flush()


def _backup_and_new(file: Path, text: str) -> None:
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    file.write_text(text)
    backup.unlink()


def _swap_file(file: Path, text: str) -> None:
    swap = file.with_name(f".{file.name}.swp")
    swap.write_text("swap")
    file.with_name("4913").write_text("")
    file.with_name("4913").unlink()
    _backup_and_new(file, text)
    swap.unlink()


def _twice(file: Path, text: str) -> None:
    file.write_text(text.replace("New", "Half"))
    file.write_text(text)


def _delete_and_create(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text)


def _with_old_times(file: Path, text: str) -> None:
    status = file.stat()
    file.write_text(text)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _link_to_new(file: Path, text: str) -> None:
    new = file.with_name("new.tmp")
    new.write_text(text)
    file.unlink()
    os.link(new, file)
    new.unlink()


WAYS = [
    _in_place,
    _rename_over,
    _truncate_and_write,
    _backup_and_new,
    _swap_file,
    _twice,
    _delete_and_create,
    _with_old_times,
    _link_to_new,
]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Newsroom, Preview]]:
    """Show a site whose articles tests edit, each its own."""
    many = [f"way-{number}" for number in range(len(WAYS))]
    site = Newsroom(
        tmp_path_factory.mktemp("workshop") / "site",
        {
            **{f"content/articles/{it}.md": article(it, "Old words.") for it in many},
            "content/articles/one.md": article("One"),
            "content/articles/wrong.md": article("One"),
            "content/articles/two.md": article("Two", section="europe"),
            "content/articles/three.md": article(
                "Three", authors=None, image="{src: three.jpg, alt: A quay, credit: AFP}"
            ),
            "content/articles/three.jpg": picture(),
            "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
        },
    )
    with previews(site) as both:
        yield both


@pytest.mark.parametrize("number", range(len(WAYS)), ids=[it.__name__.strip("_") for it in WAYS])
def test_however_an_editor_saves_no_edit_is_lost(
    workshop: tuple[Newsroom, Preview], number: int
) -> None:
    site, running = workshop
    file = site.root / f"content/articles/way-{number}.md"
    address, page = f"/2026/03/way-{number}/", f"2026/03/way-{number}/index.html"
    assert "Old words." in running.page(address)
    stream = running.events(page)
    known = next(stream)["digest"]
    # Nobody asks: the note alone says so, and the client's own request finds it.
    WAYS[number](file, article(f"way-{number}", "New words, told."))
    note = stream.until(lambda it: it["digest"] != known and not it["problems"])
    while "New words, told." not in as_client(running, address):
        note = next(stream)
    assert note["digest"] == running.get(address).digest
    # Somebody asks straight away.
    WAYS[number](file, article(f"way-{number}", "New words, asked for."))
    assert "New words, asked for." in running.page(address)


def test_everybody_who_asks_straight_after_a_save_gets_what_was_saved(
    workshop: tuple[Newsroom, Preview],
) -> None:
    site, running = workshop
    with ThreadPoolExecutor(8) as pool:
        for number in range(4):
            site.write({"content/articles/one.md": article("One", f"Words {number}.")})
            for text in pool.map(running.page, ["/2026/03/one/"] * 8):
                assert f"Words {number}." in text


def test_a_file_that_is_gone_or_empty_looks_as_if_somebody_was_saving_it(newsroom: Make) -> None:
    path, new = "content/articles/a.md", "content/articles/new.md"
    site = newsroom({path: article(), "content/articles/empty.md": ""})

    def is_half_done(edit: Edit) -> bool:
        before = discover(site.root, StatCache({}))
        edit(site)
        return half_done(before, discover(site.root, StatCache({})))

    edits: list[tuple[Edit, bool]] = [
        (lambda _: None, False),
        (lambda site: site.write({path: article("Another")}), False),
        (lambda site: site.write({path: ""}), True),
        (lambda _: None, False),
        (lambda site: site.write({path: article(), new: article()}), False),
        (lambda site: site.remove(new), True),
        (lambda site: site.write({new: ""}), True),
        (lambda site: site.remove(new).write({"templates/row.html": "Mine."}), True),
        (lambda site: site.remove("templates/row.html"), False),  # the theme's is there
    ]
    assert [is_half_done(edit) for edit, _ in edits] == [expected for _, expected in edits]


def test_what_a_piece_shows_of_the_whole_site_is_that_of_today(newsroom: Make) -> None:
    files = {
        "templates/opening.html": "<p>{{ site.pages[0].text }}: {{ view.headline }}</p>",
        "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
        "content/articles/a.md": article("A story"),
    }
    with previews(newsroom(files)) as (site, running):
        assert "<p>About: A story</p>" in running.page("/asia/")
        site.edit("content/pages/about.md", "title: About", "title: Who we are")
        assert "<p>Who we are: A story</p>" in running.page("/asia/")


def test_a_checkout_of_many_files_is_seen_in_whole(newsroom: Make) -> None:
    names = [f"s{number:03}" for number in range(500)]
    with previews(newsroom({"content/articles/a.md": article("A")})) as (site, running):
        stream = running.events("asia/page/1/index.html")
        assert next(stream)["digest"] == ""
        site.write({f"content/articles/b/{name}.md": article(name) for name in names})
        assert stream.until(lambda it: it["digest"])
        eventually(lambda: as_client(running, "/sitemaps/2026.xml").count("<loc>") == 501)
        assert all(running.get(f"/2026/03/{name}/").status == 200 for name in names[::50])
        shutil.rmtree(site.root / "content/articles/b")
        assert running.get("/2026/03/s250/").status == 404
        tree = built(site, "--drafts")
        assert tree
        assert differences(running, tree) == {}


def test_folders_come_and_go_and_the_stream_tells(newsroom: Make, tmp_path: Path) -> None:
    with previews(newsroom({"content/articles/a.md": article("A")})) as (site, running):
        stream = running.events("2026/03/new/index.html")
        assert next(stream)["digest"] == ""
        outside = tmp_path / "outside/nested"
        outside.mkdir(parents=True)
        (outside / "new.md").write_text(article("New"))

        def told(edit: Callable[[], object], *, there: bool = True) -> str:
            edit()
            digest = stream.until(lambda it: bool(it["digest"]) == there)["digest"]
            assert isinstance(digest, str)
            return digest

        folder = site.root / "content/articles/moved"
        first = told(lambda: outside.parent.rename(folder))
        inside = folder / "nested/new.md"
        assert told(lambda: inside.write_text(article("Newer"))) != first
        told(lambda: shutil.rmtree(folder), there=False)
        told(lambda: site.write({"content/articles/moved/nested/new.md": article("Again")}))
        site.write({"templates/article.html": "<p>{{ view.title }}</p>"})
        own = digest_of(b"<p>Again</p>").hex()
        stream.until(lambda it: it["digest"] == own)
        assert told(lambda: (site.root / "templates/article.html").write_text("<i>")) != own
        told(lambda: shutil.rmtree(site.root / "templates"))
        away = site.root.with_name("away")
        told(lambda: (site.root / "content/articles").rename(away), there=False)
        told(lambda: away.rename(site.root / "content/articles"))
        styles = running.events(FRONT)
        known = next(styles)["digest"]
        site.write({"static/site.css": "body { margin: 0 }"})
        assert next(styles)["digest"] != known


def test_a_cleaned_store_or_a_site_moved_away_and_back_ends_nothing(newsroom: Make) -> None:
    with previews(newsroom({"content/articles/a.md": article("A")})) as (site, running):
        shutil.rmtree(site.root / ".sitegen")
        site.edit("content/articles/a.md", "Some words", "More words")
        assert "More words" in running.page("/2026/03/a/")
        assert running.said == ""
        assert site.run("clean").exit_code == 0
        site.edit("content/articles/a.md", "More words", "Other words")
        assert "Other words" in running.page("/2026/03/a/")
        away = site.root.with_name("away")
        site.root.rename(away)
        assert running.get("/2026/03/a/").status in ALLOWED
        away.rename(site.root)
        site.edit("content/articles/a.md", "Other words", "Last words")
        assert "Last words" in running.page("/2026/03/a/")
        assert next(running.events("2026/03/a/index.html"))["problems"] == []
        tree = built(site, "--drafts")
        assert tree
        assert differences(running, tree) == {}


# Events ---------------------------------------------------------------------------------------


def test_a_stream_tells_at_once_and_then_only_what_is_new_of_its_page(newsroom: Make) -> None:
    files = {f"content/articles/{it}.md": article(it) for it in ("one", "two")}
    with previews(newsroom(files)) as (site, running):
        streams = [running.events("2026/03/one/index.html") for _ in range(12)]
        other = running.events("2026/03/two/index.html")
        front = running.events(FRONT)
        first = [next(stream) for stream in streams]
        assert all(it == first[0] for it in first)
        assert first[0]["digest"] == running.get("/2026/03/one/").digest
        assert first[0]["digest"] == digest_of(running.get("/2026/03/one/").plain).hex()
        known = next(front)["digest"], next(other)["digest"]
        # What does not change a page is not told on it: the next note is of the next change.
        site.edit("content/articles/two.md", "Some words.", "More words.")
        assert next(other)["digest"] not in {*known, ""}
        for number in range(3):
            site.write({"content/articles/one.md": article("one", f"Words {number}.")})
            notes = [next(stream) for stream in streams]
            digest = running.get("/2026/03/one/").digest
            assert {it["digest"] for it in notes} == {digest}
        site.edit("content/articles/two.md", "More words.", "Other words.")
        assert next(other)["digest"] == running.get("/2026/03/two/").digest
        site.edit("content/articles/two.md", "headline: two", "headline: Another")
        assert next(front)["digest"] == running.get("/").digest != known[0]
        headers = streams[0].response.headers
        assert headers["content-type"].startswith("text/event-stream")
        assert headers["cache-control"] == "no-store"


def catch_up(running: Preview, stream: Stream, address: str) -> None:
    """Wait until a stream tells of the page as it is."""
    while (digest := next(stream)["digest"]) == "" or digest != running.get(address).digest:
        pass


def test_a_page_that_is_gone_says_where_it_went(newsroom: Make) -> None:
    files = {f"content/articles/{it}.md": article(it) for it in ("one", "two", "three")}
    with previews(newsroom(files)) as (site, running):
        paths = {it: f"2026/03/{it}/index.html" for it in ("one", "two", "three")}
        streams = {it: running.events(path) for it, path in paths.items()}
        assert all(next(stream)["digest"] for stream in streams.values())
        articles = site.root / "content/articles"

        (articles / "one.md").rename(articles / "uno.md")
        gone = next(streams["one"])
        assert (gone["digest"], gone["moved"]) == ("", "/2026/03/uno/")
        assert gone["source"] is None

        site.edit("content/articles/two.md", "---\nheadline", "---\nslug: zwei\nheadline")
        gone = streams["two"].until(lambda it: not it["digest"])
        assert (gone["digest"], gone["moved"]) == ("", "/2026/03/zwei/")

        (articles / "three.md").unlink()
        gone = streams["three"].until(lambda it: not it["digest"])
        assert (gone["digest"], gone["moved"]) == ("", "")

        site.write({"content/articles/three.md": article("three")})
        catch_up(running, streams["three"], "/2026/03/three/")
        (articles / "uno.md").rename(articles / "one.md")
        catch_up(running, streams["one"], "/2026/03/one/")


def test_a_note_says_what_is_known_of_a_page(newsroom: Make) -> None:
    editor = '[preview]\neditor = "ed://{path}?{line}-{column}"\n'
    words = " ".join(["word"] * 660)
    files = {
        "content/articles/a & {line}.md": article("A", words, dek=None, slug="a"),
        "content/pages/about.md": "---\ntitle: About\n---\nUs two.\n",
        "content/articles/b.md": article("B", f"{'word ' * 400}[x](nowhere.md) {'y ' * 400}"),
    }
    with previews(newsroom(files, site_toml=f"{SITE}\n{editor}")) as (site, running):
        note = next(running.events("2026/03/a/index.html"))
        path = quote(str(site.root / "content/articles/a & {line}.md"))
        assert note["source"] == {
            "path": "content/articles/a & {line}.md",
            "href": f"ed://{path}?1-1",
        }
        assert (note["words"], note["minutes"], note["held"]) == (660, 3, "")
        assert (note["now"], note["stale"]) == ("1 June 2026, 14:00 CEST", False)
        (warning,) = note["problems"]
        assert (warning["severity"], warning["path"]) == ("warning", note["source"]["path"])
        assert "no `dek`" in warning["message"]
        assert warning["href"] == f"ed://{path}?{warning['line']}-{warning['column']}"
        about = next(running.events("pages/about/index.html"))
        assert about["digest"] == ""
        about = next(running.events("about/index.html"))
        assert (about["words"], about["source"]["path"]) == (2, "content/pages/about.md")
        assert about["problems"] == []
        asia = next(running.events("asia/index.html"))
        assert (asia["source"], asia["words"], asia["problems"]) == (None, 0, [])
        wrong, told = next(running.events(FRONT))["problems"]
        assert told == warning
        # Of a long line, what stands around the mistake.
        (line,) = (it for it in wrong["excerpt"] if it["caret"])
        assert len(line["text"]) <= 160
        assert "nowhere.md" in line["text"][line["caret"] - 5 :]


# What is wrong --------------------------------------------------------------------------------


def test_of_very_many_problems_the_first_are_told_and_how_many_there_are(newsroom: Make) -> None:
    odd = "<odd>a</odd> b\n\n"
    files = {f"content/articles/s{at}.md": article(f"S {at}", odd * 150) for at in range(9)}
    wrong = {"content/articles/z.md": article("Z", "[x](nowhere.md)")}
    with previews(newsroom(files)) as (site, running):
        said = running.said.splitlines()
        assert len(said) < 20
        assert any(it.startswith("1,350 warnings of 1 kind: ") for it in said)
        note = next(running.events("2026/03/s1/index.html"))
        assert (note["errors"], note["warnings"], len(note["problems"])) == (0, 150, 100)
        assert {it["path"] for it in note["problems"]} == {"content/articles/s1.md"}
        site.write(wrong)
        front = running.events(FRONT).until(lambda it: it["errors"])
        assert (front["errors"], front["warnings"], len(front["problems"])) == (1, 1350, 100)
        assert front["problems"][0]["path"] == "content/articles/z.md"
        # A warning more is told in the terminal alone, not all again.
        site.edit("content/articles/s1.md", odd * 150, odd * 150 + "<odder>a</odder>")
        running.events("2026/03/s1/index.html").until(lambda it: it["warnings"] == 151)
        assert running.said.count("1,350") == 1
        assert running.said.count("`<odder>`") == 1


ONE, TWO, THREE = "/2026/03/wrong/", "/2026/03/two/", "/2026/03/three/"
LISTING = "/europe/"


class Mistake:
    """A mistake in a file; what is told of it, and where; and a page that it does not concern."""

    def __init__(
        self,
        path: str,
        edit: tuple[str, str] | str | bytes | None,
        told: str,
        *,
        at: tuple[str, int, str] | None = None,
        address: str = ONE,
        spared: str = TWO,
    ) -> None:
        self.path, self.edit, self.told = path, edit, told
        self.place, self.line, self.marked = at or (path, 0, "")
        self.address, self.spared = address, spared


THREE_MD, ONE_MD = "content/articles/three.md", "content/articles/wrong.md"
MISTAKES = {
    "front matter": Mistake(
        ONE_MD, ("section: asia", "section: asi"), "asi", at=(ONE_MD, 5, "asi")
    ),
    "a day before the calendar": Mistake(
        ONE_MD, ("2026-03-01 09:00", "0001-01-01"), "before", at=(ONE_MD, 4, "0001-01-01")
    ),
    "no front matter": Mistake(ONE_MD, "Words.\n", "front matter"),
    "nothing left": Mistake(ONE_MD, "", ""),
    "a YAML mistake": Mistake(ONE_MD, ("headline: One", 'headline: "One'), ""),
    "a block": Mistake(ONE_MD, ("Some words.", "Some words.\n\n::: nonsense\nx\n:::"), "nonsense"),
    "not UTF-8": Mistake(ONE_MD, article("One").encode() + b"\xff\xfe", ""),
    "syntax of a template": Mistake("templates/article.html", "<p>\n{% if %}", "", spared=LISTING),
    "rendering": Mistake(
        "templates/article.html",
        "<p>\n\n{{ view.headline // 0 }}",
        "",
        at=("templates/article.html", 3, ""),
        spared=LISTING,
    ),
    "a macro": Mistake("templates/macros.html", "{% macro moment( %}", "", spared=""),
    "site.toml": Mistake(
        "content/site.toml", SITE.replace("page_size = 3", "page_size = three"), "", spared=""
    ),
    "a key of site.toml": Mistake(
        "content/site.toml", SITE.replace("page_size = 3", "page_sise = 3"), "page_s", spared=""
    ),
    "no site.toml": Mistake("content/site.toml", None, "", spared=""),
    "words": Mistake("templates/words/en.toml", "by = 1\n", "by", spared=""),
    "a picture cut off": Mistake(
        "content/articles/three.jpg", b"garbage", "", at=(THREE_MD, 0, ""), address=THREE
    ),
    "a picture gone": Mistake(
        "content/articles/three.jpg", None, "three.jpg", at=(THREE_MD, 0, ""), address=THREE
    ),
    "an author gone": Mistake(
        "content/authors/news-desk.md", None, "news-desk", at=(ONE_MD, 0, ""), spared="/about/"
    ),
}


@contextmanager
def made(site: Newsroom, mistake: Mistake) -> Iterator[None]:
    """Make a mistake; mend it in the end, whatever happens."""
    file = site.root / mistake.path
    before = file.read_bytes() if file.exists() else None
    try:
        match mistake.edit:
            case None:
                site.remove(mistake.path)
            case str() | bytes():
                site.write({mistake.path: mistake.edit})
            case _:
                site.edit(mistake.path, *mistake.edit)
        yield
    finally:
        if before is None:
            shutil.rmtree(site.root / "templates")
        else:
            site.write({mistake.path: before})


def path_of(address: str) -> str:
    return f"{address.removeprefix('/')}index.html"


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_keeps_the_last_good_page_and_is_told_where_it_concerns(
    workshop: tuple[Newsroom, Preview], kind: str
) -> None:
    site, running = workshop
    mistake = MISTAKES[kind]
    before = running.get(mistake.address)
    listing = running.get(LISTING)
    stream = running.events(path_of(mistake.address))
    spared = running.events(path_of(mistake.spared)) if mistake.spared else None
    assert (next(stream)["problems"], before.status) == ([], 200)
    said = len(running.said)
    with made(site, mistake):
        note = stream.until(lambda it: it["problems"])
        for answer in (running.get(mistake.address), running.get(mistake.address)):
            assert (answer.status, answer.plain, answer.digest) == (
                200,
                before.plain,
                before.digest,
            )
        assert running.get(LISTING).plain == listing.plain
        problem = next(it for it in note["problems"] if it["path"] == mistake.place)
        assert problem["severity"] == "error"
        assert mistake.told in problem["message"] + problem["hint"]
        assert note["digest"] == before.digest
        assert note["stale"]
        if mistake.line:
            assert problem["line"] == mistake.line
        _is_an_excerpt(site, problem, mistake.marked)
        assert (
            problem["href"].endswith(f":{max(1, problem['line'])}")
            or not (site.root / problem["path"]).exists()
        )
        # Told to the front page, to no page that it does not concern, and once in the terminal.
        assert problem in running.note(FRONT)["problems"]
        if spared:
            assert next(spared)["problems"] == []
        eventually(lambda: problem["message"] in running.said[said:])
        line = f"{problem['path']}:{problem['line']}:{problem['column']}: error:"
        place = line if problem["line"] else f"{problem['path']}: error:"
        for _ in range(2):
            running.get(mistake.address)
        assert running.said[said:].count(f"{place} {problem['message']}") == 1
        # Another article goes on.
        if mistake.address != THREE:
            with made(site, Mistake(THREE_MD, ("Some words.", "Other words."), "")):
                assert "Other words." in running.page(THREE)
    note = stream.until(lambda it: not it["problems"])
    assert (note["stale"], note["digest"]) == (False, before.digest)
    assert running.get(mistake.address).plain == before.plain
    assert running.note(FRONT)["problems"] == []


@pytest.mark.parametrize(
    ("kind", "path", "address"),
    [("an author gone", ONE_MD, ONE), ("a picture cut off", THREE_MD, THREE)],
)
def test_who_is_not_to_blame_can_be_edited(
    workshop: tuple[Newsroom, Preview], kind: str, path: str, address: str
) -> None:
    site, running = workshop
    with made(site, MISTAKES[kind]), made(site, Mistake(path, ("Some words.", "Newer words."), "")):
        text = running.page(address)
        assert "Newer words." in text
        assert "News desk" in text or kind != "an author gone"
        assert "<img" in text or kind != "a picture cut off"
        assert running.note(path_of(address))["stale"]
    assert "Some words." in running.page(address)


def _is_an_excerpt(site: Newsroom, problem: Mapping[str, Any], marked: str) -> None:
    """Check that what is shown of a file stands in it, and that the caret is at its column."""
    file = site.root / problem["path"]
    if not problem["line"] or not file.exists():
        assert problem["excerpt"] == []
        return
    lines = file.read_bytes().decode("utf-8", "replace").split("\n")
    carets = [it["caret"] for it in problem["excerpt"] if it["line"] == problem["line"]]
    assert [it["text"] for it in problem["excerpt"]] == [
        lines[it["line"] - 1] for it in problem["excerpt"]
    ]
    assert len(carets) == 1
    assert [it["caret"] for it in problem["excerpt"] if it["line"] != problem["line"]] == [0] * (
        len(problem["excerpt"]) - 1
    )
    shown = lines[problem["line"] - 1]
    assert 1 <= carets[0] <= len(shown) + 1
    assert shown[carets[0] - 1 :].startswith(marked)


BROKEN: dict[str, tuple[dict[str, str | None], dict[str, str | None]]] = {
    "article": ({"content/articles/a.md": article(authors="[nobody]")}, {}),
    "front matter": ({"content/articles/a.md": "nothing"}, {}),
    "template": ({"templates/article.html": "{% if %}"}, {"templates/article.html": None}),
    "rendering": ({"templates/article.html": "{{ 1 // 0 }}"}, {"templates/article.html": None}),
    "site.toml": ({"content/site.toml": BROKEN_TOML}, {"content/site.toml": SITE}),
    "no site.toml": ({"content/site.toml": None}, {"content/site.toml": SITE}),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_site_can_be_begun_with_and_comes_alive(newsroom: Make, kind: str) -> None:
    broken, mended = BROKEN[kind]
    good = article("A", "Some words.")
    site = newsroom({"content/articles/a.md": good, "content/articles/b.md": article("B")})
    for path, text in broken.items():
        _put(path, text)(site)
    with preview(site) as running:
        answer = running.get("/2026/03/a/")
        assert answer.status == {"article": 200, "front matter": 404}.get(kind, 500)
        stream = running.events("2026/03/a/index.html")
        note = next(stream)
        assert note["problems"]
        assert note["problems"][0]["message"] in running.said
        if kind in {"article", "front matter"}:
            assert running.get("/2026/03/b/").status == 200
            assert running.get("/").status == 200
        if answer.status == 500:
            assert "This page cannot be shown" in answer.text
        assert running.get("/feed.xml").status in ALLOWED
        assert running.get("/picture.jpg").status in {404, 500}
        for path, text in (mended or {"content/articles/a.md": good}).items():
            _put(path, text)(site)
        note = stream.until(lambda it: not it["problems"])
        assert as_client(running, "/2026/03/a/").count("Some words.")
        if kind in {"template", "no site.toml"}:
            tree = built(site, "--drafts")
            assert tree
            assert differences(running, tree) == {}
        assert note["digest"] == running.get("/2026/03/a/").digest
        assert kind == "rendering" or "all errors are mended" in running.said


def test_a_site_without_content_is_refused_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [*SERVE, "--root", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no folder `content/` here" in done.stderr


# What is held back ----------------------------------------------------------------------------

HELD = {
    "draft": ({"status": "draft"}, "Draft: readers do not see it"),
    "scheduled": (
        {"date": "2026-06-02 09:00"},
        "Scheduled: readers see it from 2 June 2026, 09:00 CEST",
    ),
    "embargo": (
        {"embargo": "2026-12-01T09:00:00+00:00"},
        "Under embargo: readers see it from 1 December 2026, 10:00 CET",
    ),
    "never": (
        {"embargo": "9999-12-31T23:59:59Z"},
        "Under embargo: readers see it from 31 December 9999, 23:59 UTC",
    ),
    "expired": (
        {"expires": "2026-05-31 14:00"},
        "Expired: readers saw it until 31 May 2026, 14:00 CEST",
    ),
}


@pytest.fixture
def held(newsroom: Make) -> Newsroom:
    files = {
        f"content/articles/{kind}.md": article(kind, slug=kind, **keys)
        for kind, (keys, _) in HELD.items()
    }
    toml = SITE.replace("page_size = 3", "page_size = 30")
    return newsroom({**files, "content/articles/open.md": article("open")}, site_toml=toml)


def test_what_is_held_back_stands_in_its_place_and_says_why(held: Newsroom) -> None:
    with preview(held) as running:
        for kind, (_, text) in HELD.items():
            month = "06" if kind == "scheduled" else "03"
            assert running.note(f"2026/{month}/{kind}/index.html")["held"] == text
            assert f"/2026/{month}/{kind}/" in running.page("/asia/")
        assert running.note("2026/03/open/index.html")["held"] == ""


def test_at_another_time_the_site_is_as_it_will_be(held: Newsroom) -> None:
    with preview(held, "--no-drafts", now="2026-12-01T10:00") as running:
        assert _shown(running) == {"open", "scheduled", "embargo"}
        assert running.note(FRONT)["now"] == "1 December 2026, 10:00 CET"
    with preview(held, "--no-drafts", now="2026-12-01T09:59") as running:
        assert _shown(running) == {"open", "scheduled"}


def _shown(running: Preview) -> set[str]:
    text = running.page("/asia/")
    found = {kind for kind in (*HELD, "open") if f"/{kind}/" in text}
    for kind in (*HELD, "open"):
        month = "06" if kind == "scheduled" else "03"
        status = running.get(f"/2026/{month}/{kind}/").status
        assert status == (200 if kind in found else 404), kind
    return found


def test_a_scheduled_story_is_released_at_its_moment_without_an_edit(newsroom: Make) -> None:
    moment = datetime.now(UTC) + timedelta(seconds=3)
    day = {"date": f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}", "slug": "later"}
    site = newsroom({"content/articles/later.md": article("Later", **day)})
    with preview(site, "--no-drafts", now=None) as running:
        stream = running.events(FRONT)
        assert next(stream)["now"] == ""
        if datetime.now(UTC) < moment - timedelta(seconds=0.5):
            assert "Later" not in running.page("/")
        while "Later" not in as_client(running, "/"):
            next(stream)
        assert moment <= datetime.now(UTC)


# Who may ask ----------------------------------------------------------------------------------


def test_only_this_machine_can_reach_it(paper: tuple[Newsroom, Preview]) -> None:
    _, running = paper
    assert running.host == "127.0.0.1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no other address")
        own = probe.getsockname()[0]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((own, running.port), timeout=5).close()


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {"host": "localhost:{port}"}),
        (200, {"host": "LOCALHOST:{port}"}),
        (200, {"host": "[::1]:{port}"}),
        (200, {"origin": "http://127.0.0.1:{port}"}),
        (200, {"sec_fetch_site": "same-origin", "sec_fetch_mode": "cors"}),
        (200, {"sec_fetch_site": "none", "sec_fetch_mode": "navigate"}),
        (
            200,
            {
                "sec_fetch_site": "cross-site",
                "sec_fetch_mode": "navigate",
                "sec_fetch_dest": "document",
            },
        ),
        (421, {"host": "evil.example:{port}"}),
        (421, {"host": "localhost.evil.example:{port}"}),
        (421, {"host": "127.0.0.1.nip.io"}),
        (421, {"host": "192.0.2.1:{port}"}),
        (421, {"host": "0.0.0.0:{port}"}),
        (421, {"host": ""}),
        (421, {"host": "[::1"}),
        (403, {"origin": "http://evil.example"}),
        (403, {"origin": "null"}),
        (403, {"origin": ""}),
        (403, {"origin": "http://["}),
        (403, {"origin": "http://127.0.0.1:1"}),
        (403, {"origin": "http://127.0.0.1:{port}@evil.example"}),
        (403, {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}),
        (403, {"sec_fetch_site": "same-site", "sec_fetch_mode": "cors"}),
        (
            403,
            {
                "sec_fetch_site": "cross-site",
                "sec_fetch_mode": "navigate",
                "sec_fetch_dest": "iframe",
            },
        ),
    ],
)
def test_pages_elsewhere_may_lead_here_and_read_nothing(
    paper: tuple[Newsroom, Preview], status: int, headers: dict[str, str]
) -> None:
    _, running = paper
    filled = {name: value.replace("{port}", str(running.port)) for name, value in headers.items()}
    for address in ("/", "/feed.xml", "/.sitegen/client.js", "/nothing/"):
        answer = running.get(address, **filled)
        if status == 200:
            assert answer.status in {200, 404}
        else:
            assert answer.status == status
            assert b"<" not in answer.body
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers
    if status != 200:
        assert running.get("/.sitegen/events?page=index.html", **filled).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_nothing_but_reading_is_understood(paper: tuple[Newsroom, Preview], method: str) -> None:
    _, running = paper
    for address in ("/", "/.sitegen/events?page=index.html", "/content/site.toml"):
        assert running.get(address, method).status == 405


PATHS = [
    b"/../content/site.toml",
    b"/%2e%2e/content/site.toml",
    b"/%252e%252e/content/site.toml",
    b"/..%2fcontent%2fsite.toml",
    b"/assets/../../content/site.toml",
    b"/assets/..%5c..%5ccontent%5csite.toml",
    b"/..\\content\\site.toml",
    b"/content/site.toml",
    b"/content/articles/plan.md",
    b"//etc/passwd",
    b"///etc/passwd",
    b"/%2fetc%2fpasswd",
    b"/file:///etc/passwd",
    b"/link/passwd",
    b"/static/link/passwd",
    b"/assets/link",
    b"/link",
    b"/.sitegen",
    b"/.sitegen/",
    b"/.sitegen/drafts.sqlite",
    b"/.sitegen/../.sitegen/drafts.sqlite",
    b"/.sitegen/client.js/",
    b"/.sitegen/client.py",
    b"/.sitegen/pictures/",
    b"/.sitegen/__init__.py",
    b"/%00",
    b"/index.html%00.css",
    b"/2026/03/bare/%00",
    b"/%ff%fe/",
    b"/%ed%a0%80/",
    b"/%",
    b"/%zz/",
    b"/" + b"a" * 30_000,
    b"/" + b"a/" * 15_000,
    b"/" + b"../" * 5_000 + b"etc/passwd",
    b"/pictures/" + b"x" * 300 + b".0123456789.jpg",
    b"/pictures/../../content/images/wide.jpg",
    b"/pictures/wide.0000000000.jpg",
    b"/search/aaaaaaaaaa.bin",
    b"/search/../../x",
    b"/public/index.html",
    b"/~root/",
    b"/CON",
    b"/2026\\03\\bare\\",
    b"/%EF%BC%8E%EF%BC%8E/content/site.toml",
    b"/\xd0\xb0/",
    b"/a b",
    b"*",
    b"http://evil.example/",
    b"",
]


@pytest.fixture(scope="module")
def baited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Show a site with links that lead out of it; what must not be read says SECRET."""
    root = tmp_path_factory.mktemp("baited")
    (root / "secret").mkdir()
    (root / "secret/passwd").write_text("SECRET")
    (root / "secret.md").write_text("SECRET\n")
    (root / "secret.jpg").write_bytes(b"SECRET")
    site = hard_site(root / "site", "en")
    site.write({"content/articles/bare.md": article("Bare", "SECRET", status="draft")})
    site.write({"static/a.txt": "A", "SECRET.txt": "SECRET"})
    (site.root / "static/link").symlink_to(root / "secret")
    (site.root / "static/root").mkdir(exist_ok=True)
    (site.root / "static/root/link").symlink_to(root / "secret/passwd")
    (site.root / "content/articles/link.md").symlink_to(root / "secret.md")
    (site.root / "content/articles/link.jpg").symlink_to(root / "secret.jpg")
    with preview(site, "--no-drafts") as running:
        yield running


@pytest.mark.parametrize("path", PATHS, ids=[repr(it[:40]) for it in PATHS])
def test_no_address_leads_out_of_the_plan(baited: Preview, path: bytes) -> None:
    answer = baited.raw(
        b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    status = int(answer.split(b" ", 2)[1])
    assert status in {400, 404, 421}, answer[:500]
    assert b"SECRET" not in answer
    page = quote(path.decode("latin-1").removeprefix("/"))[:5000]
    if path not in {b"*", b""}:
        note = str(next(baited.events(page)))
        assert "SECRET" not in note
        assert "root:" not in note


def test_a_link_that_leads_out_shows_nothing_of_what_lies_there(baited: Preview) -> None:
    note = baited.note(FRONT)
    links = [it for it in note["problems"] if "symbolic link" in it["message"]]
    assert len(links) >= 2
    assert "SECRET" not in str(note)


@pytest.mark.parametrize(
    "request_",
    [
        b"GARBAGE\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        (
            b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eHl6\r\nOrigin: http://evil\r\n\r\n"
        ),
        b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: \xff=\xfe; =;;\r\nConnection: close\r\n\r\n",
        (
            b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n"
            b"Connection: close\r\n\r\nabc"
        ),
    ],
    ids=["words", "tls", "hostless", "old", "two-hosts", "long", "websocket", "cookies", "post"],
)
def test_what_is_no_request_harms_nobody(paper: tuple[Newsroom, Preview], request_: bytes) -> None:
    _, running = paper
    with socket.create_connection((running.host, running.port), timeout=PATIENCE) as line:
        line.sendall(request_)
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert re.match(rb"HTTP/1\.1 (200|400|403|405|421|431) |$", answer), answer[:300]
    assert running.get("/").status == 200


def test_beyond_this_machine_nobody_is_let_in_without_the_token(newsroom: Make) -> None:
    site = newsroom({"content/articles/plan.md": article("Plan", status="draft")})
    with preview(site, "--host", "0.0.0.0") as running:  # noqa: S104 - that is what is tried
        address, token = running.address.split("?token=")
        assert address.startswith("http://")
        assert len(token) >= 20
        host = f"{running.host}:{running.port}"
        for name in (socket.gethostname(), f"{socket.gethostname()}.local"):
            assert running.get("/", host=f"{name}:{running.port}").status == 403
            assert running.get(f"/?token={token}", host=f"{name}:{running.port}").status == 303
        for path in ("/", "/feed.xml", "/.sitegen/client.js", "/.sitegen/events?page=index.html"):
            answer = running.get(path, host=host)
            assert (answer.status, answer.headers["content-type"][:10]) == (403, "text/plain")
        for wrong in ("", "x", token[:-1], f"{token}x", "%ff", "%00", f"{token}%00"):
            assert running.get(f"/?token={wrong}", host=host).status == 403
        for path in ("/2026/03/plan/?a=1&token={}&b=%26", "/2026/03/plan/?token={}&a=1&b=%26"):
            answer = running.get(path.format(token), host=host)
            assert answer.status == 303
            assert answer.headers["location"] == "/2026/03/plan/?a=1&b=%26"
        given = running.get(f"/?token={token}", host=host).headers["set-cookie"]
        assert {"httponly", "samesite=lax"} <= set(given.lower().split("; "))
        cookie = given.partition(";")[0]
        assert running.get("/2026/03/plan/", host=host, cookie=cookie).status == 200
        for beside in ('a={"b": "c"}', "a=b c", "a[b]=c", "a", "=", "ü=ü"):
            many = f"{beside}; {cookie}; {beside}"
            assert running.get("/", host=host, cookie=many).status == 200, beside
        name = cookie.partition("=")[0]
        for wrong in ("", "x", f"{token}x", '"'):
            assert running.get("/", host=host, cookie=f"{name}={wrong}").status == 403
        assert running.get(f"/?token={token}", host="evil.example").status == 421
        assert running.get("/", host=host, cookie=cookie, origin="http://evil").status == 403
        answer = running.get(f"//evil.example/?token={token}", host=host)
        assert not answer.headers.get("location", "").startswith("//")
        assert next(running.events(FRONT, cookie=cookie))["digest"]
        assert token not in running.said


# The process ----------------------------------------------------------------------------------


def test_a_taken_port_is_passed_over_and_said(newsroom: Make) -> None:
    site = newsroom()
    with preview(site) as first, preview(site, port=first.port) as second:
        assert first.port < second.port <= first.port + 20
        assert f"port {first.port} is taken: this is port {second.port}" in second.said
        assert first.page("/") == second.page("/")


def test_a_host_that_is_not_of_this_machine_is_an_error_and_no_traceback(newsroom: Make) -> None:
    for host in ("192.0.2.77", "nowhere.invalid"):
        done = subprocess.run(
            [*SERVE, "--root", str(newsroom().root), "--host", host],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith(f"--host {host} --port 8000: error: cannot listen there: ")
        assert "hint: `127.0.0.1` is this machine" in done.stderr


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_at_once_whoever_is_connected(
    newsroom: Make, number: signal.Signals, status: int
) -> None:
    heavy = os.urandom(8_000_000)
    site = newsroom({"content/articles/a.md": article(), "static/root/heavy.bin": heavy})
    with ExitStack() as stack, preview(site) as running:
        streams = [running.events(FRONT) for _ in range(6)]
        for stream in streams:
            next(stream)
        for request in (b"GET /heavy.bin HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET / HT", b""):
            line = stack.enter_context(socket.create_connection((running.host, running.port)))
            line.sendall(request)
        site.edit("content/articles/a.md", "Some words", "More words")
        began = time.monotonic()
        assert running.end(number) == status
        assert time.monotonic() - began < 2
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((running.host, running.port), timeout=5).close()
        assert running.said == ""
    site.build("--drafts")  # the store is whole, and nobody holds it


def test_a_second_signal_and_one_at_the_start_leave_no_traceback(newsroom: Make) -> None:
    site = newsroom({f"content/articles/s{it}.md": article() for it in range(3)})
    for it in range(3):
        site.edit(f"content/articles/s{it}.md", "dek", f"slug: s{it}\ndek")
    with preview(site) as running:
        running.process.send_signal(signal.SIGINT)
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=PATIENCE) == 130


# Hints, and their absence ---------------------------------------------------------------------


class Spent(Observer):  # type: ignore[misc,valid-type]
    """An observer of a system that has no watches left: at the start, or after some folders."""

    left = 0

    def schedule(self, *arguments: Any, **options: Any) -> Any:
        """Watch a folder, if there is a watch left."""
        if self.left == 0:
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        type(self).left -= 1
        return super().schedule(*arguments, **options)


@contextmanager
def updater_of(site: Newsroom, observer: Callable[[], Any]) -> Iterator[tuple[Updater, list[str]]]:
    """Start an updater in this process; yield it, and what it says."""
    said: list[str] = []
    order = Order(root=site.root, now=datetime.fromisoformat(NOW), profile=DRAFTS)
    updater = Updater(
        order,
        lambda: order.now,
        Stopwatch(said.append),
        lambda touched: Watch(site.root, touched, observer),
    )
    try:
        updater.start()
        yield updater, said
    finally:
        updater.close()
        gc.unfreeze()
        gc.enable()


@pytest.mark.parametrize("left", [0, 1])
def test_without_watches_it_says_so_and_finds_edits_all_the_same(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    monkeypatch.setattr(sitegen.preview.updater, "POLL", 0.05)
    monkeypatch.setattr(sitegen.preview.updater, "SHARE", 1)
    monkeypatch.setattr(Spent, "left", left)
    site = newsroom({"content/articles/a.md": article("A")})
    with updater_of(site, Spent) as (updater, said):
        told = Event()
        updater.listeners.append(lambda _: told.set())
        (message,) = said
        assert "the system does not tell of changed files" in message
        assert "inotify watch limit reached" in message
        assert "max_user_watches" in message
        for number in range(2):
            told.clear()
            site.write({"content/articles/a.md": article("A", f"Words {number}.")})
            assert told.wait(PATIENCE)
            (document,) = _stories(updater)
            assert document.words == 2
        assert said == [message]


def _stories(updater: Updater, *, look: bool = False) -> list[Any]:
    snapshot = updater.state(look=look).snapshot
    assert snapshot
    [presenter] = snapshot.site.presenters
    return [presenter.story(it).document for it in presenter.edition.stories]


def test_watches_that_run_out_later_are_said_once_and_edits_are_found(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitegen.preview.updater, "POLL", 0.05)
    monkeypatch.setattr(sitegen.preview.updater, "SHARE", 1)
    monkeypatch.setattr(Spent, "left", 2)  # the root, and content/
    site = newsroom({"content/articles/a.md": article("A")})
    with updater_of(site, Spent) as (updater, said):
        assert said == []
        site.write({"templates/article.html": "<p>"})
        eventually(lambda: said)
        site.write({"content/articles/b.md": article("B")})
        eventually(lambda: len(_stories(updater)) == 2)
        site.write({"static/site.css": "b { margin: 0 }"})
        assert len(_stories(updater, look=True)) == 2
        assert len(said) == 1


def test_the_watch_tells_of_every_folder_that_comes_and_goes(
    newsroom: Make, tmp_path: Path
) -> None:
    site = newsroom({"content/articles/a.md": article("A")}).build()
    touched = Event()
    watch = Watch(site.root.resolve(), touched.set)
    watch.start()

    def is_told(edit: Callable[[], object]) -> bool:
        watch.refresh()
        touched.clear()
        edit()
        return touched.wait(PATIENCE)

    articles = site.root / "content/articles"
    outside = tmp_path / "outside/nested"
    outside.mkdir(parents=True)
    try:
        assert is_told(lambda: outside.parent.rename(articles / "moved"))
        assert is_told(lambda: (articles / "moved/nested/a.md").write_text("x"))
        assert is_told(lambda: (articles / "moved").rename(articles / "again"))
        assert is_told(lambda: (articles / "again/nested/a.md").write_text("y"))
        assert is_told(lambda: (articles / "x/y/z").mkdir(parents=True))
        assert is_told(lambda: (articles / "x/y/z/a.md").write_text("x"))
        assert is_told(lambda: shutil.rmtree(articles / "x"))
        assert is_told((site.root / "templates").mkdir)
        assert is_told(lambda: (site.root / "templates/card.html").write_text("x"))
        assert is_told(lambda: (site.root / "static/fonts").mkdir(parents=True))
        assert is_told(lambda: (site.root / "static/fonts/a.woff").write_text("x"))
        content = site.root / "content"
        assert is_told(lambda: content.rename(site.root / "content.old"))
        assert is_told(lambda: (site.root / "content.old").rename(content))
        assert is_told(lambda: (articles / "a.md").write_text("x"))
    finally:
        watch.stop()


def test_the_watch_is_not_woken_by_reading_nor_by_a_build(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article("A")})
    touched: list[str] = []
    watch = Watch(site.root.resolve(), lambda: touched.append(""))
    watch.start()
    try:
        site.build()
        (site.root / "content/articles/a.md").read_bytes()
        # What follows is told of, and nothing before it.
        (site.root / "content/new").mkdir()
        eventually(lambda: touched)
    finally:
        watch.stop()
    assert len(touched) == 1
