"""Every command and option, as an editor uses it: on real files."""

import json
import re
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from frontmatter.default_handlers import YAMLHandler
from jsonschema import Draft202012Validator

from sitegen.cli.commands import main
from sitegen.installed import DISTRIBUTION
from tests.html import addresses, dead_links, parsed
from tests.newsroom import NOW, SITE, Newsroom, article, names
from tests.pictures import picture

Make = Callable[..., Newsroom]

PROJECT = Path(__file__).parent.parent

DRAFT = article("A secret plan", status="draft")
FILES = {
    "content/articles/2026/one.md": article("One", tags="[treaties]"),
    "content/articles/2026/plan.md": DRAFT,
    "content/pages/about.md": "---\ntitle: About\n---\n\nSee [one](2026/one).\n",
}


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(FILES))


def run(*arguments: str) -> Result:
    """Run a command that no site is needed for."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


# build ----------------------------------------------------------------------------------------


def test_what_is_to_come_is_not_built_where_readers_look(newsroom: Make) -> None:
    later = {"content/articles/later.md": article("Later", date="2999-07-01")}
    site = newsroom({**FILES, **later}).build()
    before = site.tree()
    refused = site.run("build", "--now", "2999-07-02")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("--now: error: `2999-07-02` is still to come, and public/ is")
    assert "`--output`" in refused.stderr
    assert site.tree() == before
    other = site.root / "later"
    assert site.run("build", "--now", "2999-07-02", "--output", str(other)).exit_code == 0
    assert "2999/07/later/index.html" in site.tree(other)
    assert site.run("build", "--now", "2999-07-02", "--drafts").exit_code == 0
    assert site.run("check", "--now", "2999-07-02").exit_code == 0
    assert site.run("build", "--now", "9999-12-31T23:59:59Z").exit_code == 2
    assert site.run("build", "--now", NOW).exit_code == 0
    assert site.run("build").exit_code == 0
    assert site.tree().keys() >= {"2026/03/one/index.html"}


def test_a_build_says_what_it_did_and_what_it_holds_back(newsroom: Make) -> None:
    site = newsroom({**FILES, "content/articles/later.md": article("Later", date="2026-07-01")})
    first = site.run("build", "--now", NOW)
    assert (first.exit_code, first.stderr) == (0, "")
    many, size = extent(site)
    said = re.sub(r"\d+\.\d\d s", "0.00 s", first.stdout)
    assert said == (
        f"{site.output}: {many} written, 0 unchanged, 0 removed in 0.00 s; "
        f"{many} files, {size / 1e6:.1f} MB\n"
        "held back: 2 articles\n"
        "  content/articles/2026/plan.md: draft\n"
        "  content/articles/later.md: scheduled until 2026-07-01 00:00 CEST\n"
    )
    second = site.run("build", "--now", NOW)
    assert f"0 written, {many} unchanged, 0 removed" in second.stdout
    assert f"; {many} files, {size / 1e6:.1f} MB; held back" in second.stdout


def extent(site: Newsroom) -> tuple[int, int]:
    """Return how many files a site has, and their bytes; the manifests are not counted."""
    files = [data for path, data in site.tree().items() if not path.startswith(".sitegen.json")]
    return len(files), sum(map(len, files))


def test_a_build_knows_how_large_the_site_is(site: Newsroom) -> None:
    one, new = "content/articles/2026/one.md", "content/articles/new.md"

    def place() -> None:
        for folder in (site.root / "static/root", site.output):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "note.txt").write_text("A note.")

    edits: list[Callable[[], object]] = [
        lambda: None,
        lambda: site.edit(one, "Some words.", "Some other words."),
        lambda: site.write({new: article("New")}),
        lambda: site.remove(new),
        (site.output / "index.html").unlink,
        place,  # what somebody put into the output is ours, since it is what we would write
        (site.root / ".sitegen/public.sqlite").unlink,
    ]
    for edit in edits:
        edit()
        for _ in range(2):
            site.build()
            assert (site.report["files"], site.report["bytes"]) == extent(site)


def test_json_is_one_object_of_a_fixed_shape(newsroom: Make) -> None:
    site = newsroom(
        {
            **FILES,
            "content/articles/2026/one.md": article("One", dek=None),
            "content/articles/later.md": article("Later", date="2026-07-01 09:00"),
        }
    )
    site.build()
    keys = ["written", "unchanged", "removed", "files", "bytes", "held", "problems", "seconds"]
    assert list(site.report) == keys
    assert site.report["written"] == sorted(set(site.tree()) - {".sitegen.json", ".sitegen.json~"})
    assert (site.report["unchanged"], site.report["removed"]) == (0, [])
    assert site.report["held"] == [
        {"path": "content/articles/2026/plan.md", "reason": "draft", "until": None},
        {
            "path": "content/articles/later.md",
            "reason": "scheduled",
            "until": "2026-07-01T07:00:00Z",
        },
    ]
    assert site.report["problems"] == [
        {
            "path": "content/articles/2026/one.md",
            "line": 2,
            "column": 11,
            "severity": "warning",
            "message": "the article has no `dek`",
            "hint": "add one sentence that says why it matters: `dek: …`",
        }
    ]
    assert {type(stage) for stage in site.report["seconds"]} == {str}
    assert all(seconds >= 0 for seconds in site.report["seconds"].values())
    many = len(site.report["written"])
    site.remove("content/pages/about.md").build()
    assert site.report["removed"] == ["about/index.html"]
    assert len(site.report["written"]) + site.report["unchanged"] == many - 1


def test_json_tells_of_errors_too_and_nothing_else_is_printed(site: Newsroom) -> None:
    site.edit("content/articles/2026/one.md", "section: asia", "section: africa")
    result = site.run("build", "--format", "json", "--now", NOW)
    assert (result.exit_code, result.stderr) == (1, "")
    report = json.loads(result.stdout)
    assert [problem["message"] for problem in report["problems"]] == [
        "there is no section `africa`"
    ]
    assert (report["written"], report["unchanged"], report["removed"]) == ([], 0, [])
    assert (report["files"], report["bytes"]) == (None, None)  # the site is as it was


def test_github_shows_problems_beside_their_lines(site: Newsroom) -> None:
    site.edit("content/articles/2026/one.md", "section: asia", "section: asian")
    result = site.run("build", "--format", "github", "--now", NOW)
    assert result.exit_code == 1
    assert result.stdout == (
        "::error file=content/articles/2026/one.md,line=5,col=10::there is no section `asian`"
        "%0Ahint: `asian`: did you mean `asia`?\n"
    )


def test_now_is_newsroom_time_unless_it_says_otherwise(newsroom: Make) -> None:
    site = newsroom({"content/articles/one.md": article("One", date="2026-06-01 12:00")})
    story = "2026/06/one/index.html"
    for now, is_out in {
        "2026-06-01 11:59": False,
        "2026-06-01 12:00": True,
        "2026-06-01T09:59:59Z": False,
        "2026-06-01T10:00:00Z": True,
        "2026-06-01": False,
    }.items():
        assert (story in site.build(now=now).tree()) is is_out, now


def test_output_goes_where_it_is_told(site: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere/deep"
    site.build("--output", str(folder))
    assert not site.output.exists()
    assert site.tree(folder) == site.clean_tree()


@pytest.mark.parametrize("options", [("--jobs", "1"), ("--jobs", "3"), ("--clean",)])
def test_options_of_speed_change_no_byte(
    site: Newsroom, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = site.build().tree()
    monkeypatch.setattr("sitegen.pipeline.making.WORTH_A_FORK", 1)
    shutil.rmtree(site.output)
    assert site.build(*options).tree() == expected


def test_clean_option_forgets_what_was_remembered(site: Newsroom) -> None:
    site.build()
    explained = site.run("explain", "/2026/03/one/", "--now", NOW).stdout
    assert "because it is new" in explained
    store = site.root / ".sitegen/public.sqlite"
    store.write_bytes(b"not a store")
    result = site.run("build", "--now", NOW, "--clean")
    assert (result.exit_code, result.stderr) == (0, "")


def test_strict_takes_warnings_for_errors(newsroom: Make) -> None:
    site = newsroom({"content/articles/one.md": article("One", dek=None)})
    assert site.run("build", "--now", NOW).exit_code == 0
    assert site.fail("--strict") == (
        "content/articles/one.md:2:11: error: the article has no `dek`\n"
        "    hint: add one sentence that says why it matters: `dek: …`"
    )


# The folder that is built into -----------------------------------------------------------------


def test_a_folder_with_foreign_files_is_refused(site: Newsroom) -> None:
    site.output.mkdir()
    (site.output / "thesis.doc").write_text("mine", "utf-8")
    assert site.fail() == (
        "public: error: the output folder holds files that sitegen did not write\n"
        "    hint: name another folder with `--output`, or empty this one"
    )
    assert site.tree() == {"thesis.doc": b"mine"}


def test_a_foreign_file_in_our_folder_is_left_alone(site: Newsroom) -> None:
    site.build()
    (site.output / "CNAME").write_text("test.example", "utf-8")
    site.remove("content/pages/about.md").build()
    assert site.read("CNAME") == "test.example"
    assert "about/index.html" not in site.tree()


def test_drafts_are_built_into_a_folder_of_their_own_and_marked(site: Newsroom) -> None:
    site.build()
    assert not any(b"secret plan" in data for data in site.tree().values())
    site.build("--drafts")
    drafts = site.tree(site.root / "public-drafts")
    page = drafts["2026/03/plan/index.html"].decode()
    assert "Draft: not published" in page
    assert '<meta name="robots" content="noindex">' in page
    assert b"Draft: not published" in drafts["asia/index.html"]


def test_a_list_of_a_build_with_drafts_says_until_when_a_story_waits(site: Newsroom) -> None:
    later = article("Later", date="2026-08-01 07:00", embargo="2026-08-02T18:30:00+02:00")
    site.write({"content/articles/later.md": later}).build("--drafts")
    for path in ("index.html", "asia/index.html"):
        page = site.tree(site.root / "public-drafts")[path].decode()
        until = 'Under embargo until <time datetime="2026-08-02T18:30:00+02:00">'
        assert until in page, path


def test_drafts_that_are_uploaded_by_mistake_ask_search_engines_to_stay_away(
    site: Newsroom,
) -> None:
    site.build().build("--drafts")
    drafts = site.tree(site.root / "public-drafts")
    assert drafts["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    pages = {path: data for path, data in drafts.items() if path.endswith(".html")}
    assert "index.html" in pages
    assert [path for path, data in pages.items() if b'"robots" content="noindex"' not in data] == []
    for rules, line in {
        "_headers": b"\n  X-Robots-Tag: noindex\n",
        "_nginx.conf": b'\nadd_header X-Robots-Tag "noindex" always;\n',
        "_caddy.conf": b'\n\tX-Robots-Tag "noindex"\n',
    }.items():
        assert line in drafts[rules]
        assert b"X-Robots-Tag" not in site.tree()[rules]
    assert b"max-image-preview:large" in site.tree()["index.html"]


def test_public_and_draft_builds_refuse_each_others_folders(site: Newsroom) -> None:
    site.build().build("--drafts")
    refused = "    hint: name another folder with `--output`"
    assert site.fail("--drafts", "--output", str(site.output)) == (
        f"public: error: the output folder holds a public build\n{refused}"
    )
    drafts = site.root / "public-drafts"
    before = site.tree(drafts)
    assert site.fail("--output", str(drafts)) == (
        f"public-drafts: error: the output folder holds a build with drafts\n{refused}"
    )
    assert site.tree(drafts) == before


@pytest.mark.parametrize("folder", [".", "content", "content/articles", "static", "templates/x"])
def test_sources_are_never_built_over(site: Newsroom, folder: str) -> None:
    sources = everything(site.root)
    result = site.run("build", "--output", str(site.root / folder))
    assert result.exit_code == 2
    assert "the output folder" in result.stderr
    assert {it for it in everything(site.root) if not it.startswith(".sitegen")} == sources


# What a site may bring --------------------------------------------------------------------------


def test_a_root_that_holds_only_content_builds_with_the_default_theme(site: Newsroom) -> None:
    assert {path.name for path in site.root.iterdir()} == {"content"}
    site.build()
    assert "/assets/site.css" in names(site.tree())
    assert dead_links(site.tree(), "https://test.example/") == []


def test_a_sites_own_templates_and_static_files_override_file_by_file(site: Newsroom) -> None:
    before = site.build().tree()
    site.write(
        {
            "templates/page.html": "<!doctype html><title>Ours</title>{{ body(view.body) }}",
            "static/site.css": "body { color: teal }",
            "static/map.svg": "<svg/>",
        }
    ).build()
    assert site.read("about/index.html").startswith("<!doctype html><title>Ours</title><p>See")
    [stylesheet] = [path for path in site.tree() if re.fullmatch(r"assets/site\.\w+\.css", path)]
    assert site.read(stylesheet) == "body{color:teal}"
    assert "/assets/map.svg" in names(site.tree())
    story = "2026/03/one/index.html"
    old = next(path for path in before if re.fullmatch(r"assets/site\.\w+\.css", path))
    assert site.read(story) == before[story].decode().replace(old, stylesheet)


def test_words_of_a_site_stand_beside_those_of_the_theme(site: Newsroom) -> None:
    site.write({"templates/words/en.toml": 'published = "Came out"\n'}).build()
    story = site.read("2026/03/one/index.html")
    assert "Came out" in story
    assert "Skip to the story" in story


def test_static_root_is_copied_to_the_top_as_it_is(site: Newsroom) -> None:
    files: dict[str, str | bytes] = {
        "static/root/favicon.ico": b"\0\1\2",
        "static/root/.well-known/security.txt": "Contact: mailto:desk@test.example\n",
    }
    site.write(files).build()
    assert site.tree()["favicon.ico"] == b"\0\1\2"
    assert site.tree()[".well-known/security.txt"] == b"Contact: mailto:desk@test.example\n"


def test_every_link_of_the_sample_newspaper_leads_somewhere_even_below_a_path(
    tmp_path: Path,
) -> None:
    # Where it stands, so that its pictures are made once for all tests.
    output, base_url = tmp_path / "public", "https://a.example/deep/paper/"
    result = run(
        "build", "--root", str(PROJECT), "--output", str(output), "--base-url", base_url, "--strict"
    )
    assert result.exit_code == 0, result.stderr
    tree = Newsroom.tree(Newsroom.__new__(Newsroom), output)
    assert dead_links(tree, base_url) == []
    front = list(addresses(parsed(tree["index.html"])))
    assert base_url in front  # the canonical address
    assert len(front) > 20


def test_dead_links_are_found() -> None:
    page = (
        b'<p id=a><a href="/x/b/#c"></a><a href="#b"></a><img srcset="/x/d.jpg 1x"><a href="/b/">'
    )
    assert dead_links(
        {"index.html": page, "b/index.html": b"<p id=d>"}, "https://a.example/x/"
    ) == [
        "index.html: /x/b/#c",
        "index.html: #b",
        "index.html: /x/d.jpg",
        "index.html: /b/",
    ]


def test_names_that_grow_beyond_what_file_systems_take_are_cut(newsroom: Make) -> None:
    long = "한국" * 40  # 240 bytes, and 320 letters once it is spelt in Latin ones
    image = f"{{src: {long}.jpg, alt: A bridge, credit: Graphics desk}}"
    site = newsroom(
        {
            "content/articles/one.md": article("One", image=image),
            f"content/articles/{long}.jpg": picture(),
            f"static/icons/{long}.svg": "<svg/>",
        }
    )
    assert site.build().tree() == site.clean_tree()
    shown = {path.partition("/")[0] for path in site.tree() if path.endswith((".jpg", ".svg"))}
    assert shown == {"pictures", "assets"}


# check ------------------------------------------------------------------------------------------


def test_check_writes_nothing_but_what_it_remembers(newsroom: Make) -> None:
    site = newsroom({"content/articles/2026/one.md": article("One", countries="[KR]")})
    before = everything(site.root)
    result = site.run("check", "--now", NOW)
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(r"no problems, in \d+\.\d\d s\n", result.stdout)
    assert {path for path in everything(site.root) - before if ".sitegen" not in path} == set()


def test_check_finds_what_a_build_would(site: Newsroom) -> None:
    site.build()
    before = site.tree()
    site.edit("content/articles/2026/one.md", "section: asia", "section: asian")
    site.write({"templates/404.html": "{{ view.href | nosuch }}"})
    result = site.run("check", "--now", NOW)
    built = site.run("build", "--now", NOW)
    assert result.exit_code == built.exit_code == 1
    errors = [line for line in result.stderr.splitlines() if "error: " in line]
    assert len(errors) == 2
    assert [line for line in built.stderr.splitlines() if "error: " in line] == errors
    assert "warning" not in built.stderr
    assert site.tree() == before


# due --------------------------------------------------------------------------------------------


def test_due_prints_the_next_release_or_expiry_for_cron(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/a.md": article("A", date="2026-07-01 09:00"),
            "content/articles/b.md": article("B", expires="2026-06-20 09:00"),
            "content/articles/c.md": article("C", date="2026-06-15", status="draft"),
        }
    )
    result = site.run("due", "--now", NOW)
    assert result.stdout == "2026-06-20T09:00:00+02:00\n"
    assert result.stderr == "  content/articles/b.md: withdrawn\n"
    result = site.run("due", "--now", "2026-06-20 09:00")
    assert result.stdout == "2026-07-01T09:00:00+02:00\n"
    result = site.run("due", "--now", "2026-07-01 09:00")
    assert result.stderr == "  content/articles/a.md: is no news any more\n"
    result = site.run("due", "--now", "2026-07-03 09:00")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing is due\n")


# explain ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "content/articles/2026/one.md",
        "/2026/03/one/",
        "/2026/03/one",
        "2026/03/one/index.html",
        "public/2026/03/one/index.html",
    ],
)
def test_explain_says_what_a_page_is_made_from(site: Newsroom, asked: str) -> None:
    site.build()
    result = site.run("explain", asked, "--now", NOW)
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "public/2026/03/one/index.html\n  tells of   content/articles/2026/one.md\n"
    )
    assert "  template   article.html, base.html" in result.stdout
    assert re.search(r"^  assets     .*\bsite\.css$", result.stdout, re.MULTILINE)
    assert result.stdout.endswith("  now        up to date\n")
    site.edit("content/articles/2026/one.md", "Some words", "Same words")
    result = site.run("explain", asked, "--now", NOW)
    assert result.stdout.endswith("  now        would be written: what it shows changed\n")


def test_explain_says_why_a_page_was_last_written(site: Newsroom) -> None:
    site.build().edit("content/articles/2026/one.md", "Some words", "Same words").build()
    assert "because what it shows changed" in site.run("explain", "/2026/03/one/").stdout


def test_explain_answers_about_a_story_by_its_slug_and_says_why_there_is_none(
    site: Newsroom,
) -> None:
    site.build()
    told = site.run("explain", "one", "--now", NOW).stdout
    assert told == site.run("explain", "/2026/03/one/", "--now", NOW).stdout
    assert re.search("[0-9a-f]{16}", told) is None
    verbose = site.run("explain", "--verbose", "one", "--now", NOW).stdout
    assert len(re.findall("  (?:view|template|engine) +[0-9a-f]{32}\\n", verbose)) == 3
    held = site.run("explain", "plan", "--now", NOW)
    assert (held.exit_code, held.stdout) == (
        0,
        "content/articles/2026/plan.md: draft: readers see nothing of it\n",
    )


def test_explain_of_what_is_not_there(site: Newsroom) -> None:
    result = site.run("explain", "/nowhere/", "--now", NOW)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "/nowhere/: the site has no such file\n"


# schema -----------------------------------------------------------------------------------------


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as far as a front matter needs it: all else is a string."""

    yaml_implicit_resolvers: Any = {}  # noqa: RUF012 - PyYAML's way


Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])
Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"\d+\.\d+"), list("0123456789"))


def schema(kind: str) -> Draft202012Validator:
    result = run("schema", kind)
    assert (result.exit_code, result.stderr) == (0, "")
    text = json.loads(result.stdout)
    Draft202012Validator.check_schema(text)
    return Draft202012Validator(text)


@pytest.mark.parametrize("kind", ["article", "page", "author"])
def test_the_schema_accepts_the_sample_and_refuses_unknown_keys(kind: str) -> None:
    validator = schema(kind)
    files = sorted((PROJECT / f"content/{kind}s").rglob("*.md"))
    assert files
    for file in files:
        handler = YAMLHandler()
        keys = handler.load(handler.split(file.read_text("utf-8"))[0], Loader=Core)
        assert [error.message for error in validator.iter_errors(keys)] == [], file
        assert not validator.is_valid({**keys, "headlin": "x"})


def test_the_schema_of_articles_is_the_default_and_asks_for_what_a_build_asks_for() -> None:
    assert run("schema").stdout == run("schema", "article").stdout
    article_schema = schema("article")
    assert article_schema.is_valid({"headline": "One", "date": "2026-03-01"})
    assert not article_schema.is_valid({"headline": "One"})
    assert not article_schema.is_valid({"headline": "One", "date": "2026-03-01", "tags": "x"})
    assert not article_schema.is_valid(
        {"headline": "One", "date": "2026-03-01", "image": {"alt": "A quay"}}
    )


# clean ------------------------------------------------------------------------------------------


def test_clean_removes_what_is_ours_and_nothing_else(site: Newsroom) -> None:
    sources = everything(site.root)
    site.build().build("--drafts")
    (site.output / "asia/notes.txt").write_text("mine", "utf-8")
    result = site.run("clean")
    assert result.exit_code == 0
    locks = {".sitegen", ".sitegen/lock"}
    ours = {"public", "public/asia", "public/asia/notes.txt"}
    assert everything(site.root) == sources | ours | locks
    again = site.run("clean")
    assert (again.exit_code, again.stdout) == (0, "")


def test_clean_leaves_a_folder_that_no_build_wrote(site: Newsroom) -> None:
    site.output.mkdir()
    (site.output / "index.html").write_text("mine", "utf-8")
    site.run("clean")
    assert site.tree() == {"index.html": b"mine"}


# Exit statuses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--now", "tomorrow"),
        ("build", "--base-url", "test.example"),
        ("build", "--jobs", "0"),
        ("build", "--format", "xml"),
        ("check", "--no-such-option"),
        ("explain",),
        ("schema", "picture"),
        ("no-such-command",),
    ],
)
def test_a_wrong_option_ends_with_2(site: Newsroom, arguments: tuple[str, ...]) -> None:
    result = site.run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr
    assert site.tree() == {}


@pytest.mark.parametrize("command", ["build", "check", "due", "new"])
def test_a_folder_without_content_is_no_site(tmp_path: Path, command: str) -> None:
    arguments = ["headline"] if command == "new" else []
    result = run(command, "--root", str(tmp_path), *arguments)
    assert result.exit_code == 2
    assert "there is no folder `content/` here" in result.stderr
    assert "`sitegen init FOLDER` makes a new site" in result.stderr
    assert everything(tmp_path) == set()


def test_help_and_version() -> None:
    assert run("--version").stdout == f"sitegen, version {version(DISTRIBUTION)}\n"
    for command in main.commands:
        result = run(command, "--help")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(f"Usage: main {command}")


# Names of stories -------------------------------------------------------------------------------


def test_two_stories_with_one_slug_are_told_apart_by_year_under_any_permalink(
    newsroom: Make,
) -> None:
    toml = SITE.replace("page_size", 'permalink = "/{section}/{year}/{slug}/"\npage_size')
    site = newsroom(
        {
            "content/articles/2025/treaty.md": article("Old", date="2025-03-01 09:00"),
            "content/articles/2026/treaty.md": article("New"),
            "content/articles/a.md": article("A", related="[2025/treaty]"),
        },
        site_toml=toml,
    ).build()
    assert 'href="/asia/2025/treaty/"' in site.read("asia/2026/a/index.html")
    site.edit("content/articles/a.md", "2025/treaty", "treaty")
    assert "write one of: 2025/treaty, 2026/treaty" in site.fail()
