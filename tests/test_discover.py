"""What of a folder is a site: kinds by name, links, names that some systems cannot tell apart."""

import os
import shutil
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock, call

import pytest

from sitegen.content.discover import discover
from sitegen.content.places import LARGEST_STYLESHEET, MIB, refused_size
from sitegen.model import SourceKind
from sitegen.pipeline.memory.sources import find_sources
from sitegen.pipeline.order import Order
from sitegen.progress import Stopwatch
from sitegen.statcache import StatCache


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, "utf-8")


def put_2026(root: Path) -> Path:
    put(root, "content/articles/2026/04/c.md", "content/articles/2026/d.md")
    return root


def told(root: Path) -> list[str]:
    """Return what is said of the files of a site, without hints."""
    return [str(it).partition("\n")[0] for it in discover(root, StatCache({})).problems]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("content/articles/a.md", "article"),
        ("content/articles/2026/a/index.md", "article"),
        ("content/pages/a.md", "page"),
        ("content/authors/a.md", "author"),
        ("content/articles/a.jpg", "picture"),
        ("content/articles/A.JPEG", "picture"),
        ("content/images/a.Svg", "picture"),
        ("content/fonts/a.TTF", "font"),
        ("content/site.toml", "config"),
        ("content/style.toml", "style"),
        ("content/articles/site.toml", None),
        ("content/articles/a.pdf", None),
        ("content/notes.txt", None),
        ("static/a.jpg", "asset"),
        ("static/root/.well-known/a", "asset"),
        ("static/.hidden", None),
        ("templates/a.html", "template"),
        ("templates/words/de.toml", "template"),
        ("templates/a.txt", None),
        ("other/a.md", None),
    ],
)
def test_a_file_is_what_its_name_says(tmp_path: Path, path: str, kind: SourceKind | None) -> None:
    put(tmp_path, path)
    found = discover(tmp_path, StatCache({}))
    source = found.sources.get(path)
    assert ((source.kind if source else None), found.problems) == (kind, ())


NEITHER = "neither an article, a page, an author, a thread nor a country"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/articles/index.md", "error: `index.md` stands in a folder of its own"),
        ("content/pages/index.md", "error: `index.md` stands in a folder of its own"),
        ("content/a.md", f"warning: {NEITHER}"),
        ("content/article/a.md", f"warning: {NEITHER}"),
        ("content/articles/a.MD", "warning: not published: its name does not end in `.md`"),
        ("content/pages/a.txt", "warning: not published: its name does not end in `.md`"),
        ("content/authors/a.Markdown", "warning: not published: its name does not end in `.md`"),
    ],
)
def test_what_was_surely_meant_to_be_published_is_told(
    tmp_path: Path, path: str, said: str
) -> None:
    put(tmp_path, path)
    (problem,) = told(tmp_path)
    assert problem.startswith(f"{path}:1:1: {said}")
    assert path not in discover(tmp_path, StatCache({})).sources


def test_a_link_may_lead_to_a_file_of_the_site_and_nowhere_else(tmp_path: Path) -> None:
    root = tmp_path / "site"
    put(root, "content/articles/a.md", "static/deep/a.txt", "notes.md")
    put(tmp_path, "site-of-others/a.md", "a.md")
    links = {
        "inside": root / "content/articles/a.md",
        "beside": root / "notes.md",
        "sibling": tmp_path / "site-of-others/a.md",  # its path begins as that of the site
        "above": tmp_path / "a.md",
        "nowhere": root / "content/articles/none.md",
    }
    for name, target in links.items():
        (root / f"content/articles/{name}.md").symlink_to(target)
    (root / "static/folder").symlink_to(root / "static/deep")
    found = discover(root, StatCache({})).sources
    assert {it for it in links if f"content/articles/{it}.md" in found} == {"inside", "beside"}
    assert "static/folder/a.txt" not in found
    out = "the file is a symbolic link that leads out of the site, or nowhere"
    assert sorted(told(root)) == [
        *(f"content/articles/{it}.md:1:1: error: {out}" for it in ("above", "nowhere", "sibling")),
        "static/folder:1:1: error: the file is a symbolic link to a folder, which is not followed",
    ]


def test_names_that_are_one_on_other_systems_are_told(tmp_path: Path) -> None:
    put(tmp_path, "content/articles/Port.md", "content/articles/a.md")
    assert told(tmp_path) == []
    put(tmp_path, "content/articles/port.md")
    if len(list((tmp_path / "content/articles").iterdir())) < 3:
        return  # they are one on this system, too
    (problem,) = told(tmp_path)
    message = "the name differs only in letter case from content/articles/Port.md"
    assert problem.startswith(f"content/articles/port.md:1:1: error: {message}")


@pytest.mark.parametrize(
    ("name", "is_other"),
    [
        ("a (Jo's conflicted copy 2026-03-01).md", True),
        ("a (In Konflikt stehende Kopie von Jo).md", True),
        ("a (co\u0301pia em conflito).md", True),
        ("a.sync-conflict-20260301-101112-ABCDEFG.md", True),
        ("a_REMOTE_1234.md", True),
        ("syria (conflict).md", False),
        ("a-sync-conflict.md", False),
        ("the_remote_1234.md", False),
        ("jo's-conflicted-copy.md", False),
    ],
)
def test_versions_that_a_conflict_left_are_not_published(
    tmp_path: Path, name: str, is_other: bool
) -> None:
    put(tmp_path, f"content/articles/{name}")
    problems = told(tmp_path)
    assert [": error: the file is another version of a file" in it for it in problems] == (
        [True] if is_other else []
    )
    found = discover(tmp_path, StatCache({})).sources
    assert any(it.startswith("content/articles/") for it in found) is not is_other


def test_a_name_in_two_forms_of_unicode_is_one(tmp_path: Path) -> None:
    forms = {unicodedata.normalize(form, "content/articles/é.md") for form in ("NFC", "NFD")}
    put(tmp_path, *forms)
    if len(list((tmp_path / "content/articles").iterdir())) < 2:
        return
    (problem,) = told(tmp_path)
    assert "two files have this name, in different Unicode forms" in problem


@pytest.mark.parametrize(
    ("path", "kind", "most"),
    [
        ("content/articles/a.md", "article", 2 * MIB),
        ("content/articles/a.jpg", "picture", 256 * MIB),
        ("static/film.mp4", "asset", 1024 * MIB),
        ("static/site.css", "asset", LARGEST_STYLESHEET),
    ],
)
def test_a_file_may_be_as_large_as_is_said_and_no_larger(
    path: str, kind: SourceKind, most: int
) -> None:
    assert refused_size(path, kind, most) is None
    fault = refused_size(path, kind, most + 1)
    assert fault
    assert fault[0] == f"is larger than {most // MIB:,} MiB"


def _link_out(root: Path) -> None:
    file = root / "content/articles/a.md"
    file.unlink()
    file.symlink_to(root.parent / "elsewhere.md")


def _folder(root: Path) -> None:
    file = root / "content/articles/a.md"
    file.unlink()
    put(root, "content/articles/a.md/index.md")


def _saved_anew(root: Path) -> None:
    """Save a file as careful editors do, with the size and the time that it had."""
    file = root / "content/articles/a.md"
    other, times = file.with_suffix(".new"), file.stat()
    other.write_text("content/articles/A.md", "utf-8")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(file)


EDITS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "case": lambda root: put(root, "content/articles/A.md"),
    "form": lambda root: put(root, "content/articles/" + unicodedata.normalize("NFD", "é.md")),
    "text": lambda root: (root / "content/articles/a.md").write_text("longer than it was", "utf-8"),
    "size": lambda root: (root / "content/articles/a.md").write_bytes(bytes(2 * MIB + 1)),
    "name": lambda root: (root / "content/articles/a.md").rename(root / "content/articles/con.md"),
    "link": _link_out,
    "folder": _folder,
    "new": lambda root: put(root, "content/articles/2026/05/new.md"),
    "more": lambda root: put(root, "content/articles/2026/04/new.md", "content/articles/y.md"),
    "less": lambda root: (root / "content/articles/2026/04/c.md").unlink(),
    "no folder": lambda root: shutil.rmtree(root / "content/articles/2026"),
    "a folder of another case": lambda root: put(root, "content/ARTICLES/a.md"),
    "a folder's name": lambda root: (root / "static/root").rename(root / "static/top"),
    "the first template": lambda root: put(root, "templates/article.html"),
    "ignored": lambda root: put(root, "content/articles/2026/notes.txt"),
    "junk": lambda root: put(root, "content/articles/2026/.DS_Store"),
    "hidden": lambda root: put(root, "content/articles/2026/a\u200bb.md"),
    "a link to a file": lambda root: (root / "content/articles/l.md").symlink_to("a.md"),
    "another inode": _saved_anew,
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_was_found_before_makes_no_difference(tmp_path: Path, edit: str) -> None:
    root = tmp_path / "site"
    put(tmp_path, "elsewhere.md")
    put(root, *(f"content/articles/{it}.md" for it in ("a", "b", "é")), "static/root/x.txt")
    put(root, "content/articles/Z.md", "content/articles/z.md", "static/a/.hidden")
    stats = StatCache({})
    before = discover(root, stats)
    EDITS[edit](put_2026(root))
    again = discover(root, StatCache(stats.trusted(2**62)), before.sources)
    assert again == discover(root, StatCache({}))


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("other", ["", "content/articles/notes.txt"], ids=["clear", "unclear"])
def test_a_site_found_again_is_what_it_would_be_if_found_anew(
    tmp_path: Path, edit: str, other: str
) -> None:
    root = tmp_path / "site"
    put(tmp_path, "elsewhere.md")
    put(root, *(f"content/articles/{it}.md" for it in ("a", "b", "é")), "static/root/x.txt")
    put(put_2026(root), *([other] if other else []))
    (root / ".sitegen").mkdir()
    order = Order(root=root, now=datetime.now(UTC))
    for change in (lambda _: None, EDITS[edit], lambda _: None):
        change(root)
        found, anew = find_sources(order, Stopwatch(print)), discover(root, StatCache({}))
        assert found == anew
        assert list(found.sources) == list(anew.sources)


def test_of_files_that_are_known_no_folder_is_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(put_2026(tmp_path), "content/articles/a.md", "static/root/x.txt", "templates/a.html")
    (tmp_path / ".sitegen").mkdir()
    order = Order(root=tmp_path, now=datetime.now(UTC))
    find_sources(order, Stopwatch(print))
    scan = Mock(wraps=os.scandir)
    monkeypatch.setattr(os, "scandir", scan)
    (tmp_path / "content/articles/a.md").write_text("Other words.", "utf-8")
    find_sources(order, Stopwatch(print))
    assert not scan.called
    put(tmp_path, "content/articles/2026/04/new.md")
    find_sources(order, Stopwatch(print))
    assert scan.call_args_list == [call(f"{tmp_path}/content/articles/2026/04")]
