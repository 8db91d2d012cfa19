"""What of a folder is a site: kinds by name, links, names that some systems cannot tell apart."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.content.discover import LARGEST_STYLESHEET, MIB, discover, refused_size
from sitegen.model import SourceKind
from sitegen.statcache import StatCache


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, "utf-8")


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


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/articles/index.md", "error: `index.md` stands in a folder of its own"),
        ("content/pages/index.md", "error: `index.md` stands in a folder of its own"),
        ("content/a.md", "warning: neither an article, a page nor an author"),
        ("content/article/a.md", "warning: neither an article, a page nor an author"),
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


@pytest.mark.parametrize(
    "edit",
    [
        lambda _: None,
        lambda root: put(root, "content/articles/A.md"),
        lambda root: put(root, "content/articles/" + unicodedata.normalize("NFD", "é.md")),
        lambda root: (root / "content/articles/a.md").write_text("longer than before", "utf-8"),
        lambda root: (root / "content/articles/a.md").write_bytes(bytes(2 * MIB + 1)),
        lambda root: (root / "content/articles/a.md").rename(root / "content/articles/con.md"),
        _link_out,
        _folder,
    ],
    ids=["nothing", "case", "form", "text", "size", "name", "link", "folder"],
)
def test_what_was_found_before_makes_no_difference(
    tmp_path: Path, edit: Callable[[Path], object]
) -> None:
    root = tmp_path / "site"
    put(tmp_path, "elsewhere.md")
    put(root, *(f"content/articles/{it}.md" for it in ("a", "b", "é")), "static/root/x.txt")
    put(root, "content/articles/Z.md", "content/articles/z.md", "static/a/.hidden")
    stats = StatCache({})
    before = discover(root, stats)
    edit(root)
    again = discover(root, StatCache(stats.trusted(2**62)), before.sources)
    assert again == discover(root, StatCache({}))
