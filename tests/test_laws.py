"""The laws: incremental equals clean, and the same inputs give the same bytes."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.metadata import with_metadata
from tests.newsroom import SITE, Newsroom, article, sitegen
from tests.pictures import moving, picture, quartered, saved, turned

Make = Callable[..., Newsroom]
Edit = Callable[[Newsroom], None]

# One format, and sizes that encoders are through with at once: the laws ask nothing more.
PAPER = (
    SITE
    + """
[pictures]
formats = ["jpeg"]
[pictures.lead]
widths = [16, 40]
[pictures.card]
widths = [24]
"""
)
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
SLUGS = [f"story-{number}" for number in range(6)]
START = datetime(2026, 6, 1, 12, tzinfo=UTC)

dates = st.integers(-40, 20).map(lambda days: f"{START + timedelta(days):%Y-%m-%d %H:%M}")
bodies = st.sampled_from(
    [
        "Words.",
        "## A heading\n\nWords[^1].\n\n[^1]: A note.",
        "![A harbour](../images/shared.jpg)",
        "::: figure licensed.jpg\nalt: A pier\nlicense: https://cc.example/by\n:::",
        "See [the other](anchor.md).",
        "See [the other](anchor.md#here) again.",
        "See [another](story-0.md).",
        "Words, more words and *emphasis*.",
        "Not | a table, and [about](/sections/).",
        "::: factbox Facts\nMore.\n:::",
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
        "related": draw(st.sampled_from(["[anchor]", "[anchor]", "[story-1]", None, None, None])),
        "image": draw(st.one_of(st.none(), images)),
        "aliases": draw(st.sampled_from([None, None, None, None, None, "[/old/]"])),
    }
    return article(**keys, body=draw(bodies))


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


def _damage_pictures(number: int, how: str) -> Edit:
    def edit(site: Newsroom) -> None:
        kept = sorted((site.root / ".sitegen/pictures").glob("*/*"))
        for file in kept[number % 7 :: 7]:
            if how == "delete":
                file.unlink()
            else:
                file.write_bytes(file.read_bytes()[: number % 50])

    return edit


def _put(path: str, text: str | bytes | None) -> Edit:
    def edit(site: Newsroom) -> None:
        if text is None:
            (site.root / path).unlink(missing_ok=True)
        else:
            site.write({path: text})

    return edit


slugs = st.sampled_from(SLUGS)
numbers = st.integers(0, 10_000)
ways = st.sampled_from(["delete", "damage"])
edits = st.one_of(
    st.builds(_write_story, slugs, stories()),
    st.builds(_write_story, slugs, stories()),
    st.builds(_delete_story, slugs),
    st.builds(_rename_story, slugs, slugs),
    st.builds(_damage_output, numbers, ways),
    st.builds(_damage_store, numbers, ways),
    st.builds(_damage_pictures, numbers, ways),
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
            _put("content/site.toml", PAPER.replace("[24]", '[24]\nratio = "1:1"')),
            _put("content/site.toml", PAPER.replace("[24]", "[24]\nquality = { jpeg = 9 }")),
            _put(
                "content/site.toml",
                PAPER.replace("[pictures]", "[pictures.quality]\njpeg = 9\n[pictures]"),
            ),
            _put(
                "content/site.toml", PAPER.replace("[pictures]", "[pictures]\nmax_megapixels = 1")
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
            _put("content/site.toml", PAPER.replace("page_size = 3", "page_size = 1")),
            _put("content/site.toml", PAPER.replace("The Test", "The Other")),
            _put("content/site.toml", PAPER.replace("Europe/Berlin", "Asia/Tokyo")),
            _put("content/site.toml", PAPER),
            _put("content/pages/about.md", "---\ntitle: About\n---\nUs.\n"),
            _put("content/pages/about.md", None),
        ]
    ),
)
steps = st.lists(
    st.tuples(st.lists(edits, min_size=1, max_size=4), st.integers(0, 40)), min_size=1, max_size=5
)


@settings(max_examples=int(os.environ.get("SITEGEN_EXAMPLES", "20")))
@given(first=st.lists(st.tuples(slugs, stories()), max_size=6), steps=steps)
def test_after_random_edits_an_incremental_build_equals_a_clean_one(
    first: list[tuple[str, str]], steps: list[tuple[list[Edit], int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Newsroom(
            Path(folder) / "site",
            {
                **{f"content/images/{name}": data for name, data in PICTURES.items()},
                "content/articles/anchor.md": article("Anchor", "## Here\n\nWords."),
                **{f"content/articles/{slug}.md": text for slug, text in first},
            },
            site_toml=PAPER,
        )
        good = Path(folder) / "good"
        shutil.copytree(site.root, good)
        for todo, days in [([], 0), *steps]:
            for edit in todo:
                edit(site)
            now = f"{START + timedelta(days):%Y-%m-%dT%H:%M:%SZ}"
            before = site.tree() if site.output.exists() else {}
            result = site.run("build", "--now", now)
            event(f"exit {result.exit_code}")
            if result.exit_code == 0:
                assert site.tree() == site.clean_tree(now=now)
                shutil.rmtree(good, ignore_errors=True)
                shutil.copytree(site.root, good, ignore=shutil.ignore_patterns("public", ".*"))
            else:  # an editor's mistake: nothing may have changed; and then it is mended
                assert result.exit_code == 1, result.output
                after = site.tree() if site.output.exists() else {}
                for name in (".sitegen.json", ".sitegen.json~"):
                    if name not in before:  # somebody removed it: it is put back
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
