"""Addresses where nothing is any more: a page that says so, rules that say so, and the check."""

from collections.abc import Callable

import pytest
from lxml import html

from tests.newsroom import NOW, SITE, Newsroom, article
from tests.test_checking import check_of, git

Make = Callable[..., Newsroom]

GONE = '\n[gone]\n"/2024/05/hoax/" = "We were deceived & say so."\n"/old/page.html" = ""\n'
HOST = '\n[publish.live]\nfolder = "srv"\nhost = "{}"\n'


@pytest.fixture(scope="module")
def site(shown: Make) -> Newsroom:
    return shown({"content/articles/a.md": article()}, site_toml=SITE + GONE)


def test_a_page_says_that_nothing_is_there(site: Newsroom) -> None:
    tree = html.fromstring(site.read("2024/05/hoax/index.html"))
    assert tree.xpath("//h1/text()") == ["This page is gone"]
    assert tree.xpath('//p[@class="dek"]/text()') == ["We were deceived & say so."]
    assert tree.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    silent = html.fromstring(site.read("old/page.html"))
    assert silent.xpath('//p[@class="dek"]') == []
    maps = [it.read_text("utf-8") for it in (site.output / "sitemaps").iterdir()]
    assert not any("hoax" in it for it in maps)


def test_servers_that_can_are_told_to_say_so(newsroom: Make, site: Newsroom) -> None:
    rules = site.read("_nginx.conf")
    page = '{ error_page 410 "/2024/05/hoax/index.html"; return 410; }'
    assert f'location = "/2024/05/hoax/" {page}' in rules
    assert 'location = "/old/page.html" { return 410; }' in rules
    assert '\t"/2024/05/hoax/" "" gone\n\t"/old/page.html" "" gone\n' in site.read("_caddy.conf")
    assert not (site.output / "_redirects").exists()
    for host, expected in (("netlify", True), ("cloudflare-pages", False)):
        other = newsroom({}, site_toml=SITE + HOST.format(host) + GONE).build()
        told = other.output / "_redirects"
        assert (told.exists() and "410!" in told.read_text("utf-8")) == expected


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        ('"hoax" = "x"', "`hoax` is no address of this site"),
        ('"https://test.example/x/" = ""', "is no address of this site"),
        ('"/2026/03/a/" = "x"', "content/articles/a.md"),
        ('"/asia/" = "x"', "/asia/"),
        ('"/x/" = 4', "`gone./x/`"),
    ],
)
def test_what_is_there_is_not_gone(newsroom: Make, gone: str, message: str) -> None:
    site = newsroom({"content/articles/a.md": article()}, site_toml=f"{SITE}\n[gone]\n{gone}\n")
    result = site.run("build", "--now", NOW, "--output", str(site.output))
    assert result.exit_code in {1, 2}
    assert message in result.stderr


def test_the_check_gives_the_line_for_what_is_gone(newsroom: Make) -> None:
    keys = {"countries": "[NO]"}
    site = newsroom(
        {
            "content/articles/a.md": article("One", "Words of one.", **keys),
            "content/articles/b.md": article("Two", "Of another.", **keys),
            ".gitignore": ".sitegen/\n",
        }
    )
    git(site.root, "init", "--quiet")
    git(site.root, "add", "--all")
    git(site.root, "commit", "--quiet", "--message", "Stories")
    site.remove("content/articles/b.md")
    (told,) = check_of(site)
    line = str(told["hint"]).rpartition("`[gone]`, `")[2].rstrip("`")
    assert line == '"/2026/03/b/" = "why"'
    text = (site.root / "content/site.toml").read_text("utf-8")
    site.write({"content/site.toml": f"{text}\n[gone]\n{line}\n"})
    assert check_of(site) == []
