"""`make bench` checks outputs before it measures: what finds no fault must be able to."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks.cases import CASES, look
from tests.benchmarks.check import address_of, lacking, page_of
from tests.benchmarks.newspaper import NOW, write_site
from tests.benchmarks.programs import ELEVENTY, EQUAL, HUGO, PELICAN, SITEGEN, Site, settle

Paper = tuple[Path, list[Path]]


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


@pytest.mark.parametrize("program", [SITEGEN, HUGO, PELICAN, ELEVENTY], ids=lambda it: it.name)
def test_edits_change_what_each_program_reads(program: object, tmp_path: Path) -> None:
    assert isinstance(program, type(SITEGEN))
    ours = tmp_path / "sitegen"
    files = write_site(ours, 8, words=300)
    root = tmp_path / program.name
    site = Site(program, root, program.write(root, ours, files))

    def state() -> dict[Path, str]:
        texts = (it for it in root.rglob("*") if it.is_file() and it.suffix != ".pyc")
        return {it: it.read_text("utf-8") for it in texts}

    for case in CASES[2:]:  # those that edit
        for run in range(2):
            before = state()
            sign = case.prepare(site, run)
            after = state()
            changed = {it for it in after if after[it] != before.get(it)}
            assert len(changed) == 1, case.name
            assert sign
            told = sign.text.removeprefix("<").removesuffix(">")
            assert told in after[changed.pop()]
            with pytest.raises(Exception, match="does not show"):
                look(sign)
