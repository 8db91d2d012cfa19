"""`make bench` checks outputs before it measures: what finds no fault must be able to."""

import re
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli.commands import main
from tests.benchmarks import __main__ as benchmark
from tests.benchmarks import apart, cases, growth, interpreter, programs
from tests.benchmarks.articles import value_of, with_value
from tests.benchmarks.cases import CASES, ONE_STORY, look
from tests.benchmarks.check import address_of, lacking, page_of
from tests.benchmarks.counted import COUNTED
from tests.benchmarks.illustrated import PICTURES
from tests.benchmarks.measure import CommandFailed, Cost, measure
from tests.benchmarks.newspaper import NOW, write_site
from tests.benchmarks.programs import (
    ELEVENTY,
    EQUAL,
    HUGO,
    PELICAN,
    SITEGEN,
    Build,
    Program,
    Site,
    settle,
    write_for,
)
from tests.benchmarks.targets import Costs, lines, targets

Paper = tuple[Path, list[Path]]
EDITS = (*ONE_STORY, *CASES[-2:], *PICTURES, *COUNTED)
"""What is edited in these cases: one story, a static file, a template, a picture."""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Return the output of a newspaper of 40 articles, and their files."""
    root = tmp_path_factory.mktemp("paper")
    files = write_site(root, 40, words=300)
    settle(root, EQUAL)
    command = (sys.executable, "-m", "sitegen", "build", "--root", str(root), "--now", NOW)
    subprocess.run(command, check=True, capture_output=True)
    return root / "public", files


def faults_after(paper: Paper, name: str, old: str, new: str) -> Sequence[str]:
    """Return what is said of the output with a change to one of its files, and undo that."""
    public, files = paper
    file = public / name
    text = file.read_text("utf-8")
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    file.write_text(changed, "utf-8")
    try:
        return lacking(public, files, SITEGEN.promise)
    finally:
        file.write_text(text, "utf-8")


def test_what_a_build_makes_is_whole(paper: Paper) -> None:
    public, files = paper
    assert lacking(public, files, SITEGEN.promise) == []


def test_a_missing_page_is_found(paper: Paper) -> None:
    public, files = paper
    page = page_of(public, files[0])
    page.rename(page.with_name("elsewhere"))
    try:
        assert "articles: 39, not 40" in lacking(public, files, SITEGEN.promise)
    finally:
        page.with_name("elsewhere").rename(page)


def test_a_lost_item_and_a_lost_word_of_a_feed_are_found(paper: Paper) -> None:
    lost = faults_after(paper, "feed.xml", r"(?s)<item>.*?</item>", "")
    assert "items of site: 29, not 30" in lost
    emptied = faults_after(paper, "feed.xml", r"(?s)(<content:encoded>).*(</content:encoded>)", "")
    assert any(it.startswith("/feed.xml lacks") for it in emptied)


def test_a_link_to_nowhere_and_one_to_no_place_of_a_page_are_found(paper: Paper) -> None:
    for wrong in ("/nowhere/", "#nowhere"):
        faults = faults_after(paper, "index.html", r'href="/[^"]*/"', f'href="{wrong}"')
        assert f"index.html links to {wrong}, which is nowhere" in faults


def test_an_article_that_no_sitemap_has_is_found(paper: Paper) -> None:
    address = address_of(paper[1][0])  # the newest are in that of news, too
    faults = faults_after(paper, f"sitemaps/{address[1:5]}.xml", address, "/nowhere/")
    assert "articles in sitemaps: 39, not 40" in faults


Trees = dict[Path, bytes]


def sources(site: Site) -> Trees:
    """Return what a program reads, without what it makes."""
    made = {*site.program.leaves, "__pycache__"}
    files = (it for it in site.root.rglob("*") if it.is_file())
    return {it: it.read_bytes() for it in files if not made & {*it.relative_to(site.root).parts}}


def paper_for(program: Program, folder: Path, articles: int = 12) -> Site:
    files = write_site(folder / SITEGEN.name, articles, words=500)
    return write_for(program, folder / program.name, folder / SITEGEN.name, files)


@pytest.mark.parametrize("program", [SITEGEN, HUGO, PELICAN, ELEVENTY], ids=lambda it: it.name)
def test_an_edit_changes_one_file_of_what_each_program_reads(
    program: Program, tmp_path: Path
) -> None:
    site = paper_for(program, tmp_path)
    for case in EDITS:
        if case.ours and program is not SITEGEN:
            continue
        if case.name != "picture":  # it asks the page for the name of its picture
            case.arrange(site, 2)
            for run in range(2):
                before = sources(site)
                sign = case.prepare(site, run)
                after = sources(site)
                changed = {it.name for it in {*before, *after} if before.get(it) != after.get(it)}
                assert len(changed) == 1, case.name
                with pytest.raises(CommandFailed, match="does not show"):
                    look(sign)


def here_if_ours(command: Sequence[str], folder: Path) -> tuple[Cost, str]:
    """Build in this process what is ours: of thirty builds, most would be the start of Python."""
    if "sitegen" not in command:
        return measure(command, folder)
    result = CliRunner().invoke(main, command[command.index("sitegen") + 1 :])
    assert result.exit_code == 0, result.output
    return Cost(0, 0, 0), result.stdout


@pytest.mark.parametrize("program", [SITEGEN, HUGO], ids=lambda it: it.name)
def test_what_an_edit_is_told_by_is_there_only_once_it_was_built(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "measure", here_if_ours)
    site = paper_for(program, tmp_path, 24)
    site.build()
    for case in (*CASES, *PICTURES, *COUNTED):
        if case.ours and program is not SITEGEN:
            continue
        if case.arrange(site, 1):
            site.build()
        sign = case.prepare(site, 0)
        if sign:
            with pytest.raises(CommandFailed, match=r"does not show|still shows"):
                look(sign)
        if program.forgets:
            site.forget()
        site.build()
        look(sign)


def test_an_article_is_moved_and_deleted_where_a_program_keeps_it(tmp_path: Path) -> None:
    site = paper_for(HUGO, tmp_path)
    before = site.file_of(site.newest)
    section = value_of(site.texts[site.newest], "section")
    other = "asia" if section != "asia" else "africa"
    site.put(site.newest, with_value(site.texts[site.newest], "section", other))
    assert not before.exists()
    moved = site.file_of(site.newest)
    assert moved.relative_to(site.root).parts[:2] == ("content", other)
    site.drop(site.newest)
    assert not moved.exists()


def test_who_makes_no_use_of_what_builds_leave_finds_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = [paper_for(it, tmp_path / it.name) for it in (SITEGEN, HUGO)]
    found: list[tuple[str, bool]] = []

    def build(site: Site) -> Build:
        found.append((site.program.name, site.public.exists()))
        site.public.mkdir(exist_ok=True)
        return Build(Cost(1, 1, 1), {})

    monkeypatch.setattr(Site, "build", build)
    monkeypatch.setattr(cases, "look", lambda _: None)
    measured = benchmark.measured(sites, Namespace(case=["cold", "edit"], runs=1))
    assert {case: set(builds) for case, builds in measured} == {
        "cold": {"sitegen", "hugo"},
        "edit": {"sitegen", "hugo"},
    }
    assert found == [("sitegen", False), ("hugo", False), ("sitegen", True), ("hugo", False)]


def test_the_texts_of_an_archive_are_html_with_warnings_and_no_error(tmp_path: Path) -> None:
    site = paper_for(SITEGEN, tmp_path, 3)
    for file in site.files:
        file.write_text(apart.moved_here(file.read_text("utf-8")), "utf-8")
        assert "<wide>" in file.read_text("utf-8")
    problems = site.build().report["problems"]
    assert {it["severity"] for it in problems} == {"warning"}
    assert {it["path"] for it in problems} == {
        it.relative_to(site.root).as_posix() for it in site.files
    }
    assert len(problems) > 3 * 5


def test_shares_are_of_what_the_other_program_took_in_the_same_run() -> None:
    ours = {"nothing": [Cost(1, 1, 1), Cost(30, 1, 1), Cost(5, 1, 1)]}
    hugo = {"nothing": [Cost(100, 1, 1), Cost(300, 1, 1), Cost(100, 1, 1)]}
    assert table_of(10_000, ours, hugo) == [
        "| nothing | CPU, of Hugo's | 0.02 | 0.050 | missed |",
    ]
    assert table_of(10_000, ours, {}) == []


def test_what_a_picture_takes_by_itself_is_no_cost_of_its_edit() -> None:
    ours, hugo = {"picture": [Cost(2.5, 1, 1)]}, {"picture": [Cost(10, 1, 1)]}
    assert table_of(10_000, ours, hugo, picture=2.0) == [
        "| picture | CPU, of Hugo's | 0.05 | 0.050 | met |"
    ]


def test_memory_is_the_most_of_all_runs_and_has_a_limit_for_each_size() -> None:
    ours = {"cold": [Cost(1, 1, 100), Cost(1, 1, 151), Cost(1, 1, 120)]}
    assert table_of(10_000, ours, {}) == ["| cold | memory, MiB | 150 | 151 | missed |"]
    assert table_of(100_000, ours, {}) == ["| cold | memory, MiB | 1024 | 151 | met |"]


def table_of(size: int, ours: Costs, hugo: Costs, **less: float) -> list[str]:
    return [*lines(size, ours, hugo, less=less)][2:]


def test_growth_is_told_of_cold_builds_and_of_edits_with_the_exponent_between_two_sizes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(growth, "ONE_STORY", ONE_STORY[:1])
    costs = iter(Cost(size * share, 1, 10) for size in (10, 20) for share in (4, 4, 1))
    monkeypatch.setattr(Site, "build", lambda _: Build(next(costs), {}))
    monkeypatch.setattr(growth, "look", lambda _: None)

    @contextmanager
    def sites(size: int) -> Iterator[list[Site]]:
        yield [paper_for(SITEGEN, tmp_path / str(size), size)]

    growth.measure_growth(sites, [20, 10], 1)
    rows = [it for it in capsys.readouterr().out.splitlines() if "| sitegen |" in it]
    assert rows == [
        "| 10 | sitegen | cold | 40.00 | 1.00 | 10 |  |",
        "| 10 | sitegen | edit | 10.00 | 1.00 | 10 |  |",
        "| 20 | sitegen | cold | 80.00 | 1.00 | 10 | 1.00 0.00 |",
        "| 20 | sitegen | edit | 20.00 | 1.00 | 10 | 1.00 0.00 |",
        "| all | sitegen | cold | | | | 1.00 0.00 |",
        "| all | sitegen | edit | | | | 1.00 0.00 |",
    ]


def test_every_target_is_of_a_case_that_is_measured() -> None:
    known = {it.name for it in (*CASES, *PICTURES, *COUNTED)} | {"features but search", "texts"}
    assert {it.case for it in targets()} == known


@pytest.mark.parametrize(
    ("told", "how"),
    [
        ("'--enable-optimizations' '--with-lto'", "built with PGO and LTO"),
        ("'--enable-optimizations'", "built with PGO"),
        ("'--enable-shared'", "built without PGO and LTO"),
    ],
)
def test_the_table_says_how_the_interpreter_was_built(
    monkeypatch: pytest.MonkeyPatch, told: str, how: str
) -> None:
    monkeypatch.setattr(interpreter, "get_config_var", lambda _: told)
    monkeypatch.setattr(interpreter, "debian", lambda: False)
    assert interpreter.built() == how
    monkeypatch.setattr(interpreter, "debian", lambda: True)
    assert interpreter.built() == "built with PGO and LTO, as Debian does"


def test_python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is installed is compiled: a machine that forbids it would add to each of our builds."""
    (tmp_path / "made.py").touch()
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asked = "import made, os; print(os.path.exists(made.__spec__.cached))"
    _, said = measure((sys.executable, "-c", asked), tmp_path)
    assert said == "True\n"
    assert [it.name for it in tmp_path.iterdir()] == ["made.py"]
