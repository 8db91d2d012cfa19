"""Kinds of documents: one table, which all that read files ask."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from click.testing import CliRunner

from sitegen.cli.commands import main
from sitegen.content.discover import discover
from sitegen.content.kinds import ARTICLE, AUTHOR, KINDS, PAGE, THREAD, DocumentKind, kind_at
from sitegen.content.parse import ParseOptions, decode_document, parse
from sitegen.content.places import LARGEST
from sitegen.edition.roles import ROLES
from sitegen.model import DocumentFields, DocumentName, SourceKind
from sitegen.pages.displays import DISPLAYS
from sitegen.statcache import StatCache
from tests.newsroom import Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

PACKAGE = Path(__file__).parent.parent / "sitegen"
OPTIONS = ParseOptions("UTC", "en", trust_html=False)

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def test_every_front_matter_has_its_records() -> None:
    assert set(KINDS) == set(ROLES) == set(DISPLAYS)
    assert all(it.kind is KINDS[name] for table in (ROLES, DISPLAYS) for name, it in table.items())
    assert set(KINDS) == set(get_args(DocumentName))
    assert {it.fields for it in KINDS.values()} == set(get_args(DocumentFields))
    assert set(KINDS) < set(get_args(SourceKind)) == set(LARGEST)


@each_kind
def test_a_kind_is_the_tag_of_its_fields(kind: DocumentKind) -> None:
    assert kind.fields.__struct_config__.tag == kind.name


@each_kind
def test_what_stands_in_for_missing_keys_is_valid(kind: DocumentKind) -> None:
    raw = b"---\nsurely: no key\n---\nWords.\n"
    document = decode_document(parse(raw, kind.name, OPTIONS).document)
    assert not document.sound
    assert document.fields == kind.fields(**kind.stand_ins)
    told = " ".join(it.message + it.hint for it in document.problems)
    assert kind.called in told


@each_kind
def test_files_are_found_in_the_folder_of_their_kind(kind: DocumentKind, tmp_path: Path) -> None:
    path = kind.path_of("2026/a-name")
    assert (kind_at(path), kind.id_of(path)) == (kind, "2026/a-name")
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text("---\n---\n", "utf-8")
    (tmp_path / kind.path_of("index")).write_text("---\n---\n", "utf-8")
    found = discover(tmp_path, StatCache({}))
    assert found.sources[path].kind == kind.name
    is_id = not kind.is_addressed  # then a file may be called as it likes
    assert (kind.path_of("index") in found.sources) is is_id
    hints = [it.hint for it in found.problems]
    assert (hints == []) is is_id
    assert all(kind.folder in hint for hint in hints)


def test_no_other_file_is_a_document() -> None:
    paths = ["content/site.toml", "content/articles/a.jpg", "static/content/pages/a.md", "a.md"]
    assert [kind_at(it) for it in paths] == [None] * len(paths)


def test_a_record_says_what_one_is_to_readers() -> None:
    ours = (ARTICLE, PAGE, AUTHOR, THREAD)
    assert [it.is_story for it in ours] == [True, False, False, False]
    assert [it.is_shared for it in ours] == [False, False, True, True]
    assert [it.is_addressed for it in ours] == [True, True, False, False]
    assert [it.shown_as for it in ours] == ["story", "page", "author", "thread"]


@each_kind
def test_the_key_of_the_lead_picture_is_one_of_the_kind(kind: DocumentKind) -> None:
    assert not kind.lead or kind.lead in kind.fields.__struct_fields__


@each_kind
def test_each_kind_has_a_schema(kind: DocumentKind) -> None:
    result = CliRunner().invoke(main, ["schema", kind.name])
    schema = msgspec.json.decode(result.stdout)
    assert schema["title"] == f"Front matter of {kind.called}"
    keys = {it.encode_name for it in msgspec.structs.fields(kind.fields)}
    assert set(schema["properties"]) == keys


def test_a_language_is_looked_at_in_whatever_kind_of_document_it_stands() -> None:
    for kind in KINDS.values():
        if "lang" in kind.fields.__struct_fields__:
            document = decode_document(parse(b"---\nlang: xx-\n---\n", kind.name, OPTIONS).document)
            assert "there is no language `xx-`" in [it.message for it in document.problems]


@pytest.mark.parametrize(
    ("path", "key"),
    [("content/articles/a.md", "image"), ("content/authors/news-desk.md", "portrait")],
)
def test_the_check_looks_at_the_picture_that_stands_for_the_whole(
    newsroom: Make, path: str, key: str
) -> None:
    lead = "{src: quay.jpg, alt: Quay, credit: y}"
    text = (
        article(image=lead) if key == "image" else f"---\nname: Desk\nportrait: {lead}\n---\nA.\n"
    )
    site = newsroom({path: text, f"{path.rpartition('/')[0]}/quay.jpg": picture()})
    assert "the alt text is the name of the file" in site.run("check").stderr


def test_a_new_site_has_articles_pages_and_authors(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", str(tmp_path / "new")])
    found = discover(tmp_path / "new", StatCache({}))
    ours = {it.name for it in (ARTICLE, PAGE, AUTHOR)}
    assert {it.kind for it in found.sources.values()} > ours
    assert found.problems == ()


# No second table ------------------------------------------------------------------------------

FOLDERS = tuple(it.folder.rstrip("/") for it in KINDS.values())
TABLE = "content/kinds.py"


def literals(module: Path) -> Iterator[str]:
    """Yield the strings of a module, but for its docstrings."""
    tree = ast.parse(module.read_text("utf-8"))
    docs = {id(it.value) for it in ast.walk(tree) if isinstance(it, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_nobody_else_knows_where_documents_lie() -> None:
    modules = {it.relative_to(PACKAGE).as_posix(): it for it in PACKAGE.rglob("*.py")}
    spelled = {name for name in modules for it in literals(modules[name]) if it.startswith(FOLDERS)}
    assert spelled == {TABLE}


TESTS_OF_KINDS = re.compile(
    rf"""\.kind\)? *[!=]= *["'](?:{"|".join(KINDS)})["']"""
    r"|isinstance\(.*\b(?:Entry|Story|\w+Fields)\b|\bcase \w+Fields\("
)


@pytest.mark.parametrize("stage", ["edition", "pages", "syndication", "pipeline", "preview"])
def test_no_stage_asks_of_which_kind_a_document_is(stage: str) -> None:
    modules = [it for it in PACKAGE.joinpath(stage).rglob("*.py") if it.stem != "__init__"]
    assert modules
    assert [it.name for it in modules if TESTS_OF_KINDS.search(it.read_text("utf-8"))] == []
