"""Who may live where: how long an address may be, what feeds know a story by, rules for servers."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.edition.addresses import (
    ALIAS,
    FILE,
    OUR_PAGE,
    Claim,
    Claimant,
    collisions,
    feed_of,
    listing,
    section,
)
from sitegen.edition.addresses import (
    SITE as THE_SITE,
)
from sitegen.edition.roles import ROLES
from sitegen.pipeline.output.limits import longer_than_allowed
from sitegen.urls import LONGEST_PATH, excess
from tests.hard import OLD_ADDRESSES
from tests.newsroom import SITE, Newsroom, article

Make = Callable[..., Newsroom]

ARTICLE, PAGE = (ROLES[name].claimant or Claimant("") for name in ("article", "page"))
STORY, B = "content/articles/a.md", "content/articles/b.md"
TOO_LONG = {
    "parts of 200": f"/{'/'.join(['x' * 200] * 25)}/",
    "parts of one": f"/{'/'.join('x' * 1400)}/",
    "one byte": f"/{'/'.join(['x' * 159] * 4)}/x/"[: LONGEST_PATH + 1],
    "quotation marks": f"/{'/'.join(['%22' * 250] * 9)}/",
    "two bytes a letter": f"/{'/'.join(['é' * 110] * 3)}/",
    "one part": f"/{'x' * 256}/",
}


def old(*aliases: str) -> str:
    return article(aliases=json.dumps(aliases, ensure_ascii=False))


@pytest.mark.parametrize("alias", TOO_LONG.values(), ids=TOO_LONG)
def test_an_alias_that_is_too_long_is_an_error_with_its_line(newsroom: Make, alias: str) -> None:
    site = newsroom({STORY: old(alias)})
    for command in ("check", "build"):
        result = site.run(command)
        assert result.exit_code == 1
        assert re.search(
            rf"^{STORY}:7:11: error: `/.+…` is too long for an", result.stderr, re.MULTILINE
        )
    assert not site.output.exists()


def test_an_address_may_be_as_long_as_it_is_said(newsroom: Make) -> None:
    longest = [f"/{'x' * 158}" * 4 + "/xx/", f"/{'é' * 79}" * 4 + "/yy/", "/z" * 318 + "/zz/"]
    assert {len(alias.encode()) for alias in longest} == {LONGEST_PATH}
    site = newsroom({STORY: old(*longest)}).build()
    for alias in longest:
        assert "url=/2026/03/a/" in site.read(f"{alias[1:]}index.html")


def test_a_page_in_deep_folders_whose_names_grow_is_told_of_its_folders(newsroom: Make) -> None:
    # One character of three bytes becomes 27 letters: the name that Muslims add to the Prophet's.
    folders = "/".join(["ﷺ" * 9] * 4)
    page = f"content/pages/{folders}/here.md"
    site = newsroom({page: "---\ntitle: Here\n---\nWords.\n"})
    told = site.fail()
    assert f"{page}:1:1: error: `/" in told
    assert "the folders that it lies in, shorter names" in told


def test_a_file_of_the_site_in_deep_folders_is_refused(newsroom: Make) -> None:
    folders = "/".join(["x" * 200] * 4)
    site = newsroom({f"static/{folders}/a.txt": "a", f"static/root/{folders}/b.txt": "b"})
    told = site.fail()
    assert f"static/{folders}/a.txt:1:1: error: the path is too long for an address" in told
    assert f"static/root/{folders}/b.txt:1:1: error: `/xxx" in told


@pytest.mark.parametrize("part", ["a/", "x" * 300 + "/"])
def test_what_is_too_long_costs_no_more_than_its_length(part: str) -> None:
    claims = [Claim("/" + part * (1_000_000 // len(part)), f"{at}.md", ALIAS) for at in "ab"]
    assert len(collisions(claims, frozenset())) == len(claims)


@pytest.mark.parametrize(
    ("by", "called", "way_out"),
    [
        (ARTICLE, "the article", "give the article another `slug`"),
        (PAGE, "the page", "give the page another `slug`"),
        (ALIAS, "an alias", "delete the alias, or change it"),
        (FILE, "the file", "move or rename the file"),
        (section("asia"), "the section `asia`", "give the section another `id`"),
        (listing("tag", "asia"), "the tag `asia`", "name the tag in other words"),
        (
            feed_of(section("asia")),
            "a feed of the section `asia`",
            "name a feed of the section in other words",
        ),
        (feed_of(THE_SITE), "a feed of the site", "name a feed of the site in other words"),
    ],
)
def test_who_finds_an_address_taken_is_told_what_is_theirs_to_change(
    by: Claimant, called: str, way_out: str
) -> None:
    (told,) = collisions([Claim("/a/", "", OUR_PAGE), Claim("/a/", "a", by)], frozenset())
    assert told.message == f"the address `/a/` of {called} is taken by a page that every site has"
    assert told.hint == way_out


@pytest.mark.parametrize(("by", "severity"), [(ALIAS, "warning"), (PAGE, "error")])
def test_only_old_names_may_be_such_as_windows_cannot_hold(by: Claimant, severity: str) -> None:
    (told,) = collisions([Claim("/aux/", "a", by)], frozenset())
    assert told.severity == severity


@pytest.mark.parametrize(("by", "told_of"), [(FILE, "file"), (feed_of(THE_SITE), "below")])
def test_a_file_makes_way_for_what_lies_below_it_and_a_feed_does_not(
    by: Claimant, told_of: str
) -> None:
    claims = [Claim("/a", "file", by), Claim("/a/b/", "below", ALIAS)]
    assert [it.path for it in collisions(claims, frozenset())] == [told_of]


@pytest.mark.parametrize("address", ["/", "/2026/03/a/", f"/{'x' * 255}/", f"/{'é' * 127}/"])
def test_a_name_may_have_255_bytes(address: str) -> None:
    assert excess(address) == ""
    assert excess(f"{address.rstrip('/')}/{'é' * 128}/") != ""


LONG = f"/{'x' * 200}/{'y' * 200}/"


def deep_folder(tmp_path: Path, room: int) -> Path:
    """Return a folder in which a path may have so many bytes."""
    left = os.pathconf(tmp_path, "PC_PATH_MAX") - 1 - len(f"{tmp_path}/deep/") - room
    parts = [*["z" * 99] * (left // 100), "z" * (left % 100 - 1)]
    return tmp_path / "deep" / "/".join(filter(None, parts))


def test_an_output_folder_that_lies_too_deep_is_told_before_anything_is_written(
    newsroom: Make, tmp_path: Path
) -> None:
    site = newsroom({STORY: old(LONG)})
    longest = len(f"{LONG}index.html") - 1
    shallow = deep_folder(tmp_path, longest)
    assert f"{LONG}index.html".removeprefix("/") in site.build("--output", str(shallow)).rewritten
    shutil.rmtree(tmp_path / "deep")
    result = site.run("build", "--output", str(deep_folder(tmp_path, longest - 1)))
    assert result.exit_code == 1
    assert "lies too deep for `xxx" in result.stderr
    assert "nothing was written" in result.stderr
    assert not list((tmp_path / "deep").rglob("*.html"))


def test_what_expired_goes_from_a_folder_that_lies_too_deep(newsroom: Make, tmp_path: Path) -> None:
    site = newsroom({STORY: article(), B: article("Ends", expires="2026-06-01 15:00")})
    deep = deep_folder(tmp_path, 200)
    at = ("--output", str(deep))
    assert "2026/03/b/index.html" in site.build(*at, now="2026-06-01T12:00:00Z").tree(deep)
    site.write({STORY: old(LONG)})
    assert site.run("build", "--now", "2026-06-01T14:00:00Z", *at).exit_code == 1
    assert "2026/03/b/index.html" not in site.tree(deep)
    assert "2026/03/a/index.html" in site.tree(deep)


@pytest.mark.parametrize(
    ("limits", "path"),
    [
        ({}, ""),
        ({"PC_NAME_MAX": 143}, f"{'y' * 144}.html"),  # as encrypted folders have it
        ({"PC_NAME_MAX": 143}, f"a/{'é' * 72}/index.html"),
        ({"PC_PATH_MAX": 300}, f"{'y' * 100}/{'y' * 100}/{'y' * 100}"),
        ({"PC_PATH_MAX": -1, "PC_NAME_MAX": -1}, ""),
    ],
)
def test_a_file_system_says_itself_what_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], path: str
) -> None:
    def told(_: Path, name: str) -> int:
        return limits.get(name, 4096)

    monkeypatch.setattr(os, "pathconf", told)
    fine = ("index.html", "2026/03/a/index.html", f"{'x' * 100}/index.html")
    assert longer_than_allowed(tmp_path, (*fine, path) if path else fine) == path
    monkeypatch.setattr(os, "pathconf", refused)
    assert longer_than_allowed(tmp_path, (*fine, path)) == ""


def refused(_: Path, name: str) -> int:
    raise ValueError(name)


@pytest.mark.parametrize(
    "name", ["robots.txt", "sitemap.xml", "_redirects", "_nginx.conf", "_caddy.conf"]
)
def test_no_address_lies_below_a_file_that_machines_look_for(newsroom: Make, name: str) -> None:
    site = newsroom({STORY: old(f"/{name}/")})
    told = site.run("check").stderr
    assert f"{STORY}:7:11: error: `/{name}/` lies below `/{name}`, a file that every" in told


def test_a_sitemap_of_ones_own_is_refused_by_the_check_too(newsroom: Make) -> None:
    site = newsroom({"static/root/sitemap.xml": "<x/>", "static/root/robots.txt": ""})
    told = site.run("check").stderr
    assert "`/sitemap.xml` of the file is taken by a file that every site has" in told
    assert "robots.txt" not in told


# Rules for servers ----------------------------------------------------------------------------


def as_cloudflare_reads(source: str) -> re.Pattern[str]:
    """Return what a rule of `_redirects` matches, as the documentation of the host tells it."""
    pattern = re.escape(source).replace(r"\*", ".*")
    return re.compile(re.sub(r":[A-Za-z]\w*", "[^/]+", pattern))


def as_netlify_reads(source: str) -> re.Pattern[str]:
    parts = [
        ".*" if it == "*" else "[^/]+" if it[:1] == ":" else re.escape(it)
        for it in source.split("/")
    ]
    return re.compile("/".join(parts))


@pytest.mark.parametrize("reads", [as_cloudflare_reads, as_netlify_reads])
def test_a_rule_is_for_one_address_on_every_host(
    newsroom: Make, reads: Callable[[str], re.Pattern[str]]
) -> None:
    site = newsroom({STORY: old(*OLD_ADDRESSES)}).build()
    rules = [line.split(" ") for line in site.read("_redirects").splitlines()]
    sources = [source for source, _, _ in rules]
    assert {(to, status) for _, to, status in rules} == {("/2026/03/a/", "301")}
    others = [*sources, "/x/", "/x/y/", "/2026/03/a/", "/2026/x.html", "/Talkx/", "/asia/"]
    for source in sources:
        assert [it for it in others if reads(source).fullmatch(it)] == [source]
    assert "/caf%C3%A9/" in sources
    assert "/~x/" in sources
    for pages in ("*/", ":x/:y/", "2026/*.html", "Talk:Main/", ".netlify/x/", "café/"):
        file = f"{pages}index.html" if pages.endswith("/") else pages
        assert "url=/2026/03/a/" in site.read(file)


def test_no_rule_is_longer_than_hosts_read(newsroom: Make) -> None:
    long, longer = f"/{'é/' * 130}", f"/{'é/' * 160}"
    rules = newsroom({STORY: old(longer, long, "/b/")}).build().read("_redirects").splitlines()
    assert rules == ["/b/ /2026/03/a/ 301", f"{'/%C3%A9' * 130}/ /2026/03/a/ 301"]
    assert "_redirects" not in newsroom({STORY: old(longer)}).build().tree()


def test_nginx_is_given_no_name_that_it_would_cut(newsroom: Make) -> None:
    site = newsroom({STORY: old(f"/{'x' * 253}/", f"/{'x' * 254}/", '/"/', "/$a{b;/")}).build()
    rules = [it for it in site.read("_nginx.conf").splitlines() if "return 301" in it]
    assert [it.split(" ")[2] for it in rules] == ['"/\\"/"', '"/$a{b;/"', f'"/{"x" * 253}/"']


def test_caddy_is_given_no_name_that_it_would_read_otherwise(newsroom: Make) -> None:
    names = ("/{path}/", "/{$HOME}/", '/a"b/', "/a`b/", "/*/", "/$a;b c/")
    site = newsroom({STORY: old(*names)}).build()
    rules = [it for it in site.read("_caddy.conf").splitlines() if it.startswith('\t"/')]
    expected = [f'\t"{it}" "/2026/03/a/" ""' for it in ("/$a;b c/", "/*/")]
    assert rules == expected


# What feeds know a story by -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guid", "other"),
    [
        ("https://test.example/2026/03/b/", {}),
        ("https://test.example/2026/03/b", {}),
        ("https://test.example/2026/03/%62/", {}),
        ("https://test.example/old/b/", {"aliases": "[/old/b/]"}),
        ("https://test.example/2026/03/b/", {"aliases": "[/old/b/]"}),
        ("https://test.example/2026/03/b/", {"status": "draft"}),
    ],
)
def test_a_guid_that_is_the_address_of_another_story_is_an_error(
    newsroom: Make, guid: str, other: dict[str, str]
) -> None:
    site = newsroom({STORY: article(guid=guid), B: article("Other", **other)})
    assert f"{STORY}:7:7: error: the guid `{guid}` is the address of {B}" in site.fail()


@pytest.mark.parametrize(
    "guid",
    [
        "https://test.example/2026/03/a/",
        "https://test.example/?p=12",
        "https://elsewhere.example/2026/03/b/",
        "1234 at https://elsewhere.example",
        "/2026/03/b/",
    ],
)
def test_a_guid_may_be_ones_own_address_or_that_of_another_site(newsroom: Make, guid: str) -> None:
    newsroom({STORY: article(guid=f'"{guid}"'), B: article("Other")}).build()


def test_a_guid_of_a_site_with_a_path_is_compared_below_it(newsroom: Make) -> None:
    toml = SITE.replace("test.example/", "test.example/paper/")
    files = {STORY: article(guid="https://test.example/2026/03/b/"), B: article("Other")}
    newsroom(files, site_toml=toml).build()
    files[STORY] = article(guid="https://test.example/paper/2026/03/b/")
    assert "is the address of" in newsroom(files, site_toml=toml).fail()


@pytest.mark.parametrize("guid", ["a\nb", "a\tb", "a\u00a0b"])
def test_a_guid_is_one_line(newsroom: Make, guid: str) -> None:
    site = newsroom({STORY: article(guid=json.dumps(guid))})
    told = site.fail()
    assert f"{STORY}:7:7: error: a guid is one line with plain blanks" in told
    assert "hint: write `a b`" in told


def test_blanks_at_the_ends_of_a_guid_make_no_other(newsroom: Make) -> None:
    site = newsroom({STORY: article(guid='" a "'), B: article("Other", guid="a")})
    assert f"{B}:7:7: error: the guid `a` is that of {STORY}" in site.fail()
    site.write({STORY: article(guid='" "')}).build()  # none at all


# Topics ---------------------------------------------------------------------------------------


def test_a_story_has_a_hundred_topics_at_most(newsroom: Make) -> None:
    names = [f"topic-{number}" for number in range(101)]
    site = newsroom({STORY: article(tags=f"[{', '.join(names[:100])}]")}).build()
    assert "tags/topic-99/index.html" in site.tree()
    site.write({STORY: article(tags="\n" + "\n".join(f"  - {it}" for it in names))})
    told = site.fail()
    assert f"{STORY}:108:5: error: `tags` has 101 entries, more than 100" in told
