"""The guides are true: their keys, options and targets are all there are, and examples work.

They are README.md and the pages of docs/, a site that is built without a warning.

An example is a fence. One that names a file behind its language is that file of one newspaper,
which builds without a warning; `yaml` and `markdown` without a name are pieces of an article;
`sh` is commands.
"""

import json
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
import yaml
from msgspec import inspect

from sitegen.cli.commands import main
from sitegen.config import read_config
from sitegen.content.kinds import KINDS
from sitegen.content.markdown.blocks import BLOCKS
from sitegen.errors import Problem
from sitegen.model import DocumentName
from sitegen.pages import filters
from sitegen.settings import Settings
from tests import reference
from tests.html import dead_links
from tests.newsroom import NOW, Newsroom, article
from tests.pictures import picture

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MADE = {"blocks.md", "keys.md", "messages.md", "settings.md"}
"""Pages of the reference that are made each time, from what the code says."""

ALL_PAGES = (DOCS / "content/pages").rglob("*.md")
PAGES = sorted(it for it in ALL_PAGES if not (it.parent.name == "reference" and it.name in MADE))
README = "\n".join(it.read_text("utf-8") for it in (ROOT / "README.md", *PAGES))
GUIDES = [*sorted(ROOT.glob("*.md")), *PAGES]

FIRST = "content/articles/2026/council-votes-on-the-bridge.md"
FULL: dict[DocumentName, str] = {
    "article": "content/articles/2026/night-ferry/index.md",
    "page": "content/pages/about.md",
    "author": "content/authors/asia-desk.md",
    "country": "content/countries/NO.md",
    "thread": "content/threads/night-ferry.md",
}
IMAGINED = {
    "content/articles/",
    "content/data/",
    "content/images/",
    "content/views-read.json",
    "content/views.json",
    "static/root/",
    "static/root/favicon.ico",
}
"""Paths that the guides name for sites to have; this one need not."""


class Fence(NamedTuple):
    """An example: its language, the file it names or nothing, and its text."""

    language: str
    path: str
    text: str


FENCES = [
    Fence(*found)
    for found in re.findall(r"^```([a-z+]+) ?(\S*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
]
FILES = {it.path: it.text for it in FENCES if it.path}
PROSE = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
CODE = set(re.findall(r"`([^`\n]+)`", PROSE))


OPTIONS = {
    name
    for command in (main, *main.commands.values())
    for parameter in command.get_params(click.Context(command))
    for name in (*parameter.opts, *parameter.secondary_opts)
    if name.startswith("--")
}


def pieces(language: str) -> list[str]:
    return [it.text for it in FENCES if it.language == language and not it.path]


def keys_of(kind: inspect.Type) -> Iterator[str]:
    """Yield the keys of a type, dotted, as its struct names them; none for a plain value."""
    match kind:
        case inspect.Metadata():
            yield from keys_of(kind.type)
        case inspect.UnionType():
            for one in kind.types:
                yield from keys_of(one)
        case inspect.DictType(value_type=inspect.StructType()):
            yield "*"
            yield from (f"*.{below}" for below in keys_of(kind.value_type))
        case inspect.VarTupleType():
            yield from keys_of(kind.item_type)
        case inspect.StructType():
            for field in kind.fields:
                yield field.encode_name
                yield from (f"{field.encode_name}.{below}" for below in keys_of(field.type))


def keys_in(value: object) -> Iterator[str]:
    """Yield the keys of a mapping as it was loaded, dotted."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield key
            yield from (f"{key}.{name}" for name in keys_in(below))
    elif isinstance(value, list):
        for one in value:
            yield from keys_in(one)


def front_matter(text: str) -> str:
    return text.split("---\n")[1]


@pytest.fixture
def newspaper(tmp_path: Path) -> Newsroom:
    """Make the newspaper of the examples, its pictures and the published first article."""
    files: dict[str, str | bytes] = {**FILES}
    published = (
        FILES[FIRST]
        .replace("status: draft\n", "")
        .replace("# dek", "date: 2026-03-01T09:00:00+01:00\ndek")
    )
    files[FIRST] = f"{published}\nThe council has voted.\n"
    for path, text in FILES.items():
        if path.startswith("content/"):
            for name in re.findall(
                r"(?:src: |dark: |::: figure |src = \"|dark = \"(?!#))([^\s\"]+)", text
            ):
                files[f"{path.rpartition('/')[0]}/{name}"] = picture()
    site_toml = str(files.pop("content/site.toml"))
    return Newsroom(tmp_path / "newspaper", files, site_toml=site_toml)


# What there is, is described ------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_each_front_matter_has_every_key(kind: DocumentName) -> None:
    expected = set(keys_of(inspect.type_info(KINDS[kind].fields)))
    assert expected
    assert set(keys_in(yaml.safe_load(front_matter(FILES[FULL[kind]])))) == expected


def test_the_first_keys_of_an_article_are_explained_beside_them() -> None:
    lines = front_matter(FILES[FULL["article"]]).splitlines()
    top = [line for line in lines if re.match(r"\w", line)]
    assert top
    assert [line for line in top if " # " not in line] == []


def test_the_example_of_site_toml_has_every_key() -> None:
    expected = set(keys_of(inspect.type_info(Settings)))
    written = {
        re.sub(r"^publish\.live", "publish.*", it)
        for it in keys_in(tomllib.loads(FILES["content/site.toml"]))
    }
    assert written - {"publisher.policies.correctionsPolicy"} == expected


def test_the_example_of_site_toml_shows_the_defaults() -> None:
    least = b'title = "The Meridian"\nbase_url = "https://meridian.example/"'
    default = read_config(least, "content/site.toml")
    shown = read_config(FILES["content/site.toml"].encode(), "content/site.toml")
    named = {"description", "logo", "sections", "front", "publisher", "publish", "places", "maps"}
    for key in set(Settings.__struct_fields__) - named:
        assert getattr(shown, key) == getattr(default, key), key


def test_every_command_is_described() -> None:
    described = {code.split()[1] for code in CODE if code.startswith("sitegen ")}
    assert described == set(main.commands)


@pytest.mark.parametrize("command", [main, *main.commands.values()], ids=lambda it: it.name)
def test_every_option_is_described(command: click.Command) -> None:
    described = {word for code in CODE for word in re.findall(r"(?<!\w)--?[a-z][a-z-]*", code)}
    context = click.Context(command)
    options = [it for it in command.get_params(context) if isinstance(it, click.Option)]
    assert {name for option in options for name in option.opts} <= described


def test_every_choice_of_an_option_is_described() -> None:
    for command in main.commands.values():
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice):
                described = {word for code in CODE for word in code.split()}
                assert set(parameter.type.choices) <= described


def test_the_options_of_the_table_are_all_there_are() -> None:
    table = (DOCS / "content/pages/reference/commands.md").read_text("utf-8")
    assert set(re.findall(r"(?<!\w)--[a-z][a-z-]*", table)) == OPTIONS


def test_every_target_of_make_is_described() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    described = {found for code in CODE for found in re.findall(r"^make ([a-z]+)", code)}
    assert described == targets


def test_every_block_is_described_and_used() -> None:
    assert {code.split()[1] for code in CODE if code.startswith("::: ")} == set(BLOCKS)
    used = re.findall(r"^::: (\w+)", FILES[FULL["article"]], re.MULTILINE)
    assert set(used) == set(BLOCKS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_paper_uses_every_key(kind: DocumentName) -> None:
    files = (ROOT / KINDS[kind].folder).rglob("*.md")
    fronts = [yaml.safe_load(front_matter(it.read_text("utf-8"))) for it in files]
    assert set(keys_in(fronts)) == set(keys_of(inspect.type_info(KINDS[kind].fields)))


def test_the_sample_paper_uses_every_block_and_shows_what_house_terms_are_for() -> None:
    texts = [it.read_text("utf-8") for it in (ROOT / "content/articles").rglob("*.md")]
    assert {it for text in texts for it in re.findall(r"^::: (\w+)", text, re.MULTILINE)} == set(
        BLOCKS
    )
    terms = tomllib.loads((ROOT / "content/style.toml").read_text("utf-8"))["terms"]
    assert [it for it in terms if not any(it in text for text in texts)] == []


def test_every_template_and_filter_is_described() -> None:
    templates = {it.relative_to(ROOT).as_posix() for it in (ROOT / "templates").glob("*.html")}
    assert templates <= CODE
    assert set(filters.FILTERS) <= CODE


# What is described, is there ------------------------------------------------------------------


def test_the_examples_make_one_newspaper_without_a_warning(newspaper: Newsroom) -> None:
    newspaper.build("--strict")
    assert (newspaper.report["problems"], newspaper.report["held"]) == ([], [])
    story = newspaper.read("2026/02/night-ferry-reopens/index.html")
    assert 'href="/2026/03/council-votes-on-the-bridge/"' in story
    assert "Jo Berg/The Meridian" in story
    assert '<p class="credit">' in story
    assert "news/ferry-talks/index.html" in newspaper.rewritten


def test_the_words_of_the_example_are_shown(newspaper: Newsroom) -> None:
    newspaper.edit("content/site.toml", 'language = "en"', 'language = "nl"')
    newspaper.edit(FULL["article"], "lang: en", "lang: nl").build("--strict")
    story = newspaper.read("2026/02/night-ferry-reopens/index.html")
    told = tomllib.loads(FILES["templates/words/nl.toml"])
    assert "{count}" in told.pop("views")["other"]  # no story of the example was counted
    for word in told.values():
        assert word in story


def test_the_first_article_is_what_the_command_writes(newspaper: Newsroom) -> None:
    newspaper.remove(FIRST).remove("content/authors/news-desk.md")
    newspaper.edit("content/site.toml", '"UTC"', '"Europe/Berlin"')
    written = newspaper.run("new", "--now", "2026-03-01 09:00", "Council votes on the bridge")
    assert (written.exit_code, written.stdout) == (0, f"{newspaper.root / FIRST}\n")
    assert (newspaper.root / FIRST).read_text("utf-8") == FILES[FIRST]


@pytest.mark.parametrize("text", pieces("markdown"), ids=lambda text: text[:20])
def test_a_piece_of_markdown_is_right(newspaper: Newsroom, text: str) -> None:
    newspaper.write({"content/articles/piece.md": article(body=text, authors="[asia-desk]")})
    assert newspaper.build("--strict").report["problems"] == []


@pytest.mark.parametrize("text", pieces("yaml"), ids=lambda text: text[:20])
def test_a_piece_of_front_matter_is_right(newspaper: Newsroom, text: str) -> None:
    name, value = text.rstrip().split(": ", 1)
    keys: dict[str, Any] = {"date": "2026-02-01 09:00", "authors": "[asia-desk]", name: value}
    newspaper.write({"content/articles/piece.md": article(**keys)})
    assert newspaper.build("--strict").report["problems"] == []


def test_all_toml_and_jinja_is_part_of_the_newspaper() -> None:
    assert not pieces("toml")
    assert not pieces("html+jinja")
    languages = {it.language for it in FENCES if it.path}
    assert languages == {"csv", "html+jinja", "json", "markdown", "toml"}


def test_the_messages_are_those_that_the_mistakes_give(newspaper: Newsroom) -> None:
    path = FULL["article"]
    newspaper.edit(path, "\nheadline:", "\nheadlin:").edit(path, ": europe ", ": eurpoe ")
    said = newspaper.run("build").stderr
    assert said.startswith(f"{path}:2:1: error: ")
    assert said in pieces("text")


def test_the_summary_is_that_of_a_story_held_back(newspaper: Newsroom) -> None:
    newspaper.edit(FIRST, "date: 2026-03-01T09:00:00+01:00", "date: 2026-06-02 09:00")
    said = newspaper.run("build", "--now", NOW).stdout
    held = said.partition("\n")[2]
    assert held.startswith("held back: 1 article")
    assert any(text.endswith(held) for text in pieces("text"))


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-01", "2026-02-28T23:00:00Z"),
        ("2026-03-01 09:00", "2026-03-01T08:00:00Z"),
        ("2026-03-01T09:00", "2026-03-01T08:00:00Z"),
        ("2026-03-01 09:00 +05:30", "2026-03-01T03:30:00Z"),
        ("2026-03-01T08:00:00Z", "2026-03-01T08:00:00Z"),
    ],
)
def test_each_way_to_write_a_time_means_what_the_table_says(
    newsroom: Callable[..., Newsroom], written: str, instant: str
) -> None:
    assert f"| `{written}` |" in README
    site = newsroom({"content/articles/a.md": article(date=written)})
    before = instant.replace("Z", "-00:01").replace(":00-00:01", ":00+00:01")
    site.build("--now", before)
    assert [it["reason"] for it in site.report["held"]] == ["scheduled"]
    site.build("--now", instant)
    assert site.report["held"] == []


def test_vs_code_finds_the_place_of_a_problem() -> None:
    tasks = json.loads(FILES[".vscode/tasks.json"])
    pattern = tasks["tasks"][0]["problemMatcher"]["pattern"]
    problem = Problem("content/articles/a b.md", 12, 3, "wrong: this", "do that", "warning")
    found = re.search(pattern["regexp"], str(problem), re.MULTILINE)
    assert found
    names = ("file", "line", "column", "severity", "message")
    assert [found[pattern[name]] for name in names] == [
        "content/articles/a b.md",
        "12",
        "3",
        "warning",
        "wrong: this",
    ]


def test_editors_are_pointed_to_the_schemas_that_the_commands_write() -> None:
    settings = json.loads(FILES[".vscode/settings.json"])
    written = dict(re.findall(r"^sitegen schema (\w+) > (\S+)$", README, re.MULTILINE))
    assert set(written) == set(KINDS)
    assert set(settings["yaml.schemas"]) == set(written.values())
    assert f"/{written['article']}" in pieces("lua")[0]


def commands() -> Iterator[str]:
    """Yield each command of sitegen or make in the guide."""
    for text in [*CODE, *(line for piece in pieces("sh") for line in piece.splitlines())]:
        for command in re.findall(r"(?:^|\$\()((?:sitegen|make)(?: [^)>]*)?)", text):
            if command not in {"sitegen", "make"}:
                yield command.strip()


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_a_command_is_one_that_can_be_given(command: str) -> None:
    program, *words = shlex.split(command, comments=True)
    if program == "make":
        makefile = (ROOT / "Makefile").read_text("utf-8")
        for word in words:
            name, is_variable, value = word.partition("=")
            if is_variable:
                assert re.search(rf"^(?:override )?{name} \S?=", makefile, re.MULTILINE), word
                options = {it for it in shlex.split(value) if it.startswith("--")}
                assert options <= OPTIONS | {"--upgrade", "--size"}
            else:
                assert re.search(rf"^{name}:", makefile, re.MULTILINE), word
        return
    parameters = {name for it in main.commands[words[0]].params for name in it.opts}
    assert {word for word in words[1:] if word.startswith("-")} <= parameters


@pytest.mark.parametrize("guide", GUIDES, ids=lambda it: it.relative_to(ROOT).as_posix())
def test_every_file_that_a_guide_names_is_there(guide: Path) -> None:
    text = guide.read_text("utf-8")
    named = set(re.findall(r"`((?:sitegen|tests|templates|static|content|\.ci)/[^\s`]*)`", text))
    named |= set(re.findall(r"`([A-Z]+\.md|LICENSE|Makefile)`", text))
    named = {re.sub(r"<[^>]*>", "*", it) for it in named - IMAGINED - set(FILES)}
    bases = (ROOT, ROOT / "sitegen")
    assert [it for it in sorted(named) if not any(any(base.glob(it)) for base in bases)] == []


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 120
    linked = {ROOT / it for it in re.findall(r"\]\((docs/[^)#]+\.md)", text)}
    assert linked == set(PAGES)


def test_the_architecture_is_told_in_one_sitting() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text("utf-8").split()) <= 1500


def test_the_documentation_is_a_site_and_every_page_is_in_its_contents(tmp_path: Path) -> None:
    root, folder = tmp_path / "docs", tmp_path / "docs/public"
    shutil.copytree(DOCS, root, ignore=shutil.ignore_patterns("public*", ".sitegen"))
    reference.write(root)
    built = Newsroom.at(root).run("build", "--strict")
    assert (built.exit_code, built.stderr) == (0, "")
    home = (folder / "index.html").read_text("utf-8")
    listed = set(re.findall(r'<li><a href="(/[^"]+/)">', home))
    pages = {it.relative_to(DOCS / "content/pages") for it in PAGES}
    pages |= {Path("reference") / it for it in MADE}
    assert listed == {f"/{it.with_suffix('')}/" for it in pages}
    blocks = (folder / "reference/blocks/index.html").read_text("utf-8")
    assert re.findall(r'<code class="language-block">::: (\w+)', blocks) == [*BLOCKS]
    assert all(it in blocks for it in ("<picture>", "<svg", "<time", 'class="factbox"'))
    files = (it for it in folder.rglob("*") if it.is_file())
    tree = {it.relative_to(folder).as_posix(): it.read_bytes() for it in files}
    assert dead_links(tree, "https://sitegen.example/") == []


def test_every_key_of_site_toml_is_used() -> None:
    source = "".join(
        it.read_text("utf-8")
        for it in (ROOT / "sitegen").rglob("*.py")
        if it.name not in {"config.py", "model.py"}
    )
    used = {key for key in Settings.__struct_fields__ if re.search(rf"config\.{key}\b", source)}
    assert used == set(Settings.__struct_fields__)
