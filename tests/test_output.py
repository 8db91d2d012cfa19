"""The output folder: only what is ours is written over or deleted, and nothing is half done."""

import json
import sqlite3
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

import pytest

from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom({"content/articles/one.md": article("One")}).build()


@pytest.mark.parametrize(
    "entry", ["../content/articles/one.md", "/VICTIM", "a/../../x", "", "a\0b"]
)
def test_a_manifest_never_leads_out_of_the_folder(
    site: Newsroom, tmp_path: Path, entry: str
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("keep", "utf-8")
    manifest = site.output / ".sitegen.json"
    listed = json.loads(manifest.read_bytes())
    listed[entry.replace("/VICTIM", str(victim))] = ""
    manifest.write_text(json.dumps(listed), "utf-8")
    site.build()
    assert victim.read_text("utf-8") == "keep"
    assert (site.root / "content/articles/one.md").exists()
    assert site.tree() == site.clean_tree()


@pytest.mark.parametrize("path", ["ferry/index.html", "ferry", "ferry/index.html/notes.txt"])
def test_a_foreign_file_is_in_the_way_and_stays(site: Newsroom, path: str) -> None:
    foreign = site.output / path
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_text("mine", "utf-8")
    site.edit("content/articles/one.md", "headline: One", "headline: One\naliases: [/ferry/]")
    assert site.fail() == (
        f"public: error: the output folder holds `{path}`, which sitegen did not write\n"
        "    hint: move it away, or name another folder with `--output`"
    )
    assert foreign.read_text("utf-8") == "mine"


def test_a_folder_without_a_manifest_is_ours_if_it_holds_what_was_built_and_nothing_else(
    site: Newsroom,
) -> None:
    def lose_the_manifests() -> None:
        for manifest in site.output.glob(".sitegen*"):
            manifest.unlink()

    lose_the_manifests()
    assert site.build().rewritten == set()
    refused = "public: error: the output folder holds files that sitegen did not write"
    lose_the_manifests()
    (site.output / "CNAME").write_text("test.example", "utf-8")
    assert site.fail().startswith(refused)
    (site.output / "CNAME").unlink()
    (site.output / "index.html").write_text("mine", "utf-8")
    assert site.fail().startswith(refused)
    (site.output / "index.html").unlink()
    site.build()
    assert site.tree() == site.clean_tree()


@pytest.mark.parametrize(
    "folder",
    [*("content", "templates", "static", "sitegen", "tests", ".sitegen", ".git"), "content/new"],
)
def test_nothing_is_built_among_the_sources(site: Newsroom, folder: str) -> None:
    result = site.run("build", "--now", NOW, "--output", str(site.root / folder))
    assert result.exit_code == 2
    assert "the output folder lies among the site's sources" in result.stderr
    assert not (site.root / folder / "index.html").exists()


def test_a_disk_that_takes_a_part_at_a_time_gets_the_rest(
    site: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(FileIO):
        def write(self, data: Any) -> int:
            return super().write(data[:1000])

    def opened(path: str, mode: str, **how: Any) -> object:
        return Full(path, mode) if mode == "wb" else open(path, mode, **how)  # noqa: PTH123

    monkeypatch.setattr("sitegen.pipeline.output.folder.open", opened, raising=False)
    other = tmp_path / "other"
    result = site.run("build", "--now", NOW, "--output", str(other), "--jobs", "1")
    assert result.exit_code == 0
    assert site.tree(other) == site.tree()


def test_a_foreign_file_that_no_page_needs_is_left_alone(site: Newsroom) -> None:
    (site.output / "CNAME").write_text("test.example", "utf-8")
    site.edit("content/articles/one.md", "headline: One", "headline: Two").build()
    assert site.read("CNAME") == "test.example"


def test_nothing_is_written_or_deleted_through_a_link(site: Newsroom, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (site.output / "asia").rename(elsewhere)
    (site.output / "asia").symlink_to(elsewhere)
    (elsewhere / "index.html").write_text("mine", "utf-8")
    assert "holds `asia`, which sitegen did not write" in site.fail()
    site.edit("content/site.toml", 'id = "asia"', 'id = "east"')
    site.edit("content/articles/one.md", "section: asia", "section: east").build()
    assert (elsewhere / "index.html").read_text("utf-8") == "mine"


def test_a_static_file_in_the_place_of_a_folder_is_found_before_writing(site: Newsroom) -> None:
    site.write({"static/root/assets": "x"})
    message = "static/root/assets:1:1: error: two files of the site want the place of `assets`"
    assert message in site.fail()
    site.remove("static/root/assets").write({"static/root/pictures": "x"}).build()
    shown = "image: {src: quay.jpg, alt: A quay, credit: AFP}\nsection"
    site.write({"content/images/quay.jpg": picture()})
    site.edit("content/articles/one.md", "section", shown)
    assert "two files of the site want the place of `pictures`" in site.fail()


def test_a_static_file_in_the_place_of_another_is_found_whatever_was_built_before(
    newsroom: Callable[..., Newsroom],
) -> None:
    files = {
        "content/images/quay.jpg": picture(),
        "content/articles/a.md": article(image="{src: quay.jpg, alt: A quay, credit: AFP}"),
        "content/articles/b.md": article("B", date="2026-04-01 09:00"),
    }
    toml = SITE.replace("enabled = false", "enabled = true")
    site = newsroom(files, site_toml=toml).build()
    of_pictures = min(it for it in site.tree() if it.startswith("pictures/"))
    of_search = min(it for it in site.tree() if it.endswith(".bin"))
    for path in (of_pictures, of_search, "sitemaps/2026.xml"):
        site.write({f"static/root/{path}": "x"})
        message = f"two files of the site want the place of `{path}`"
        assert message in site.fail()
        site.remove(f"static/root/{path}").build()
    shown = "image: {src: quay.jpg, alt: A quay, credit: AFP}\nsection"
    site.edit("content/articles/b.md", "section", shown)  # as a story of another month shows it
    assert site.build().tree() == site.clean_tree()


def test_a_body_that_the_store_lost_is_parsed_again(site: Newsroom) -> None:
    with sqlite3.connect(site.root / ".sitegen/public.sqlite") as store:
        store.execute("DELETE FROM body")
    store.close()
    site.write({"templates/figure.html": "<figure></figure>\n"})
    site.edit("content/articles/one.md", "headline: One", "headline: Two").build()
    assert site.tree() == site.clean_tree()


def test_the_store_does_not_grow_without_end(
    site: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.pipeline.memory.memo.SPARE", 10)
    for number in range(30):
        site.write({"content/articles/one.md": article("One", f"Words {number}.")})
        site.run("check", "--now", NOW)
    store = sqlite3.connect(site.root / ".sitegen/public.sqlite")
    counts = {
        kind: store.execute(f"SELECT count(*) FROM {kind}").fetchone()[0]  # noqa: S608
        for kind in ("document", "body", "looked")
    }
    store.close()
    assert max(counts.values()) < 20, counts


def test_explain_looks_at_the_file_itself(site: Newsroom) -> None:
    (site.output / "asia/index.html").unlink()
    assert "would be written: the file was missing" in site.run("explain", "/asia/").stdout


def test_a_failed_build_leaves_the_folders_that_it_found(site: Newsroom, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    site.edit("content/articles/one.md", "news-desk", "nobody")
    for folder in (mine, tmp_path / "new/deeper"):
        assert site.run("build", "--output", str(folder)).exit_code == 1
    assert mine.is_dir()
    assert not (tmp_path / "new").exists()


def test_a_state_that_cannot_be_kept_is_reported_as_json_too(site: Newsroom) -> None:
    state = site.root / ".sitegen"
    for file in state.iterdir():
        file.unlink()
    state.rmdir()
    state.write_text("no folder", "utf-8")
    result = site.run("build", "--format", "json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["path"].endswith(".sitegen")


@pytest.mark.parametrize(
    "lost", [[".sitegen.json"], [".sitegen.json~"], [".sitegen.json", ".sitegen.json~"]]
)
def test_a_build_with_nothing_to_do_puts_back_a_list_that_somebody_removed(
    newsroom: Callable[..., Newsroom], lost: list[str]
) -> None:
    site = newsroom({"content/articles/a.md": article()}).build()
    before = site.tree()
    for name in lost:
        (site.output / name).unlink()
    assert site.build().tree() == before
