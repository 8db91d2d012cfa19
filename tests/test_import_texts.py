"""Which files of another generator's folder are texts, and which of these were public."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.importing.folders.fields import standing
from sitegen.importing.folders.front import moment
from tests.exports import folder, moved
from tests.pictures import picture

CODED = "code puts its words there: they are not read"
UNREAD = "texts of this kind are not read"
FRONT = "the front page shows stories: its words are not read"
HEAD = "---\ntitle: A\n---\n"
DATED = "---\ntitle: A\ndate: 2020-01-01\n---\n"

JEKYLL = {
    "_config.yml": "title: Bay\nurl: https://bay.example\ncollections_dir: all\n",
    "_posts/2020-01-02-html.html": f"{HEAD}<p>Words {{% if a %}}b{{% endif %}}</p>",
    "_posts/2020-01-03-textile.textile": f"{HEAD}h1. Words",
    "_posts/undated.md": f"{HEAD}Not read by Jekyll.",
    "_notes.md": f"{HEAD}Not read by Jekyll.",
    "about.html": f"{HEAD}<p>We are.</p>",
    "archive.html": f"{HEAD}{{% for it in site.posts %}}{{{{ it.url }}}}{{% endfor %}}",
    "index.html": f"{HEAD}<p>Front.</p>",
    "en/index.html": f"{HEAD}<div>{{% include hero.html %}} {{{{ page.a }}}}</div>",
    "demo.html": "<p>A file, and no text.</p>",
    "all/en/_posts/2020-01-04-a.md": "---\ntitle: A\ncategories: news Big\n---\nWords",
    "all/en/_drafts/idea.md": f"{HEAD}Words",
}
HUGO = {
    "hugo.toml": 'baseURL = "https://rim.example"\n[uglyURLs]\nnews = true\n',
    "content/donate.html": f"{HEAD}<p>Give.</p>",
    "content/news/a.md": f"{DATED}Words",
    "content/news/b.org": "#+title: B\nWords",
    "content/news/part.html": "<p>Of a bundle.</p>",
    "content/_index.md": f"{HEAD}Front.",
    "content/news/_index.md": HEAD,
    "content/about/_index.md": f"{DATED}Who we are. [Team](team/)",
    "content/about/team/_index.html": f"{HEAD}<p>Jo.</p>",
}
OCTOPRESS = {
    "_config.yml": (
        "url: https://reef.example\nsource: src\nexclude: [old]\n"
        "defaults: [{scope: {path: about}, values: {status: hidden}}]\n"
    ),
    "src/_posts/2020-01-02-a.md": f"{HEAD}Words ![Quay](/i/quay.jpg)",
    "src/about/index.md": f"{HEAD}Words",
    "src/old/a.md": f"{HEAD}Words",
    "src/i/quay.jpg": picture(),
    "README.md": f"{HEAD}Not read.",
}
HEXO = {
    "_config.yml": "url: https://hex.example\npermalink: :year/:title/\nsource_dir: source\n",
    "source/_posts/a.md": f"{DATED}Words",
    "source/docs/b.md": f"{HEAD}[Quay](/quay) [c](/docs/c)",
    "source/quay/index.md": f"{HEAD}Words",
    "source/docs/c.html": f"{HEAD}<p>Words</p>",
    "scaffolds/post.md": f"{HEAD}Words",
}
ELEVENTY = {
    "eleventy.config.js": "",
    "src/about.html": f"{HEAD}<p>We are.</p>",
    "src/news/a.md": f"{DATED}Words",
    "src/index.njk": f"{HEAD}{{% for a in b %}}{{% endfor %}}",
    "src/list.html": f"{HEAD}{{% for a in b %}}{{% endfor %}}",
    "src/_includes/base.njk": f"{HEAD}{{{{ content }}}}",
}


@pytest.mark.parametrize(
    ("files", "stories", "left"),
    [
        (
            JEKYLL,
            {
                "/2020/01/02/html.html": "published",
                "/undated.html": "draft",
                "/about.html": "published",
                "/en/news/big/2020/01/04/a.html": "published",
                "/en/idea.html": "draft",
            },
            {
                "_posts/2020-01-03-textile.textile": UNREAD,
                "archive.html": CODED,
                "index.html": CODED,
                "en/index.html": CODED,
            },
        ),
        (OCTOPRESS, {"/2020/01/02/a.html": "published", "/about/": "private"}, {}),
        (
            HEXO,
            dict.fromkeys(("/2020/a/", "/docs/b.html", "/docs/c.html", "/quay/"), "published"),
            {},
        ),
        (
            HUGO,
            {
                "/donate/": "published",
                "/news/a.html": "published",
                "/about/": "published",
                "/about/team/": "published",
            },
            {"content/news/b.org": UNREAD, "content/_index.md": FRONT},
        ),
        (
            ELEVENTY,
            {"/about/": "published", "/news/a/": "published"},
            {"src/index.njk": CODED, "src/list.html": CODED},
        ),
    ],
    ids=["jekyll", "octopress", "hexo", "hugo", "eleventy"],
)
def test_each_text_comes_over_or_is_named(
    tmp_path: Path,
    files: Mapping[str, str | bytes],
    stories: Mapping[str, str],
    left: Mapping[str, str],
) -> None:
    source = folder(tmp_path / "old", files)
    result = moved(tmp_path / "site", source)
    assert result.exit_code == 0, result.output
    report = json.loads((tmp_path / "site/import-report.json").read_bytes())
    at = {it["address"].split("example", 1)[1].removeprefix(".org"): it for it in report["stories"]}
    assert {key: it.get("status", "published") for key, it in at.items()} == stories
    said = {
        it["what"]: it["why"]
        for it in report.get("said", ())
        if it["why"] in {CODED, UNREAD, FRONT}
    }
    assert said == left
    assert "has nothing at this address" not in result.output
    by_status = Counter(stories.values()).most_common()
    counted = ", ".join(f"{count} {status}" for status, count in by_status)
    assert f"{len(stories)} stories and pages: {counted}\n" in result.output


DAY = moment("2020-05-06")


@pytest.mark.parametrize(
    ("path", "keys", "status", "date", "expires"),
    [
        ("a.md", {}, "published", "2020-05-06", None),
        ("_drafts/a.md", {}, "draft", "2020-05-06", None),
        ("en/_drafts/a.md", {}, "draft", "2020-05-06", None),
        ("a.md", {"status": "Hidden"}, "private", "2020-05-06", None),
        ("a.md", {"status": "private"}, "private", "2020-05-06", None),
        ("a.md", {"status": "skip"}, "draft", "2020-05-06", None),
        ("a.md", {"status": "featured"}, "published", "2020-05-06", None),
        ("a.md", {"visibility": "hidden"}, "private", "2020-05-06", None),
        ("a.md", {"headless": True}, "private", "2020-05-06", None),
        ("a.md", {"build": {"render": "never"}}, "private", "2020-05-06", None),
        ("a.md", {"_build": {"render": False}}, "private", "2020-05-06", None),
        ("a.md", {"render": False}, "private", "2020-05-06", None),
        ("a.md", {"build": {"list": "never"}}, "published", "2020-05-06", None),
        ("a.md", {"publishdate": "2030-01-01"}, "published", "2030-01-01", None),
        ("a.md", {"publishdate": "2020-01-01"}, "published", "2020-05-06", None),
        (
            "a.md",
            {"publishdate": "2030-01-01T00:00:00Z"},
            "published",
            "2030-01-01T00:00:00Z",
            None,
        ),
        ("a.md", {"expirydate": "2021-01-01"}, "published", "2020-05-06", "2021-01-01"),
        ("a.md", {"expirydate": "2020-05-06"}, "draft", "2020-05-06", None),
    ],
)
def test_what_was_not_public_is_not_after_the_move(
    path: str, keys: Mapping[str, object], status: str, date: str, expires: str | None
) -> None:
    assert standing(path, keys, DAY) == (status, moment(date), moment(expires))


def test_a_page_that_ends_is_a_story_that_ends_and_serves_no_files(tmp_path: Path) -> None:
    """A page has no end here; a file that it alone names would stay for good."""
    files: dict[str, str | bytes] = {
        "hugo.toml": 'baseURL = "https://rim.example"\n',
        "content/docs/a.md": "---\ntitle: A\nexpiryDate: 2021-01-01\n---\n[Paper](/a.pdf)\n",
        "static/a.pdf": b"%PDF-1.4",
    }
    result = moved(tmp_path / "site", folder(tmp_path / "old", files))
    assert result.exit_code == 0, result.output
    (text,) = (tmp_path / "site/content/articles").rglob("a.md")
    assert "expires: 2021-01-01T00:00\n" in text.read_text("utf-8")
    assert not (tmp_path / "site/static").exists()


def test_files_of_a_bundle_are_served_where_they_were(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "hugo.toml": 'baseURL = "https://rim.example"\n[permalinks]\nnews = "/:year/:title/"\n',
        "content/news/quay/index.md": f"{DATED}[Large](big/quay.jpg), [paper](a.pdf)\n",
        "content/news/quay/big/quay.jpg": picture(),
        "content/news/quay/a.pdf": b"%PDF-1.4",
    }
    result = moved(tmp_path / "site", folder(tmp_path / "old", files))
    assert result.exit_code == 0, result.output
    (text,) = (tmp_path / "site/content/articles").rglob("quay.md")
    assert "[Large](/2020/a/big/quay.jpg), [paper](/2020/a/a.pdf)" in text.read_text("utf-8")
    served = (tmp_path / "site/static/root").rglob("*.*")
    assert {it.name for it in served} == {"quay.jpg", "a.pdf"}


@pytest.mark.parametrize(
    "settings",
    [
        {"hugo.toml": 'title = "The Rim"\n'},
        {"hugo.toml": '[languages.en]\ntitle = "The Rim"\n[languages.de]\ntitle = "Der Rand"\n'},
        {
            "config/_default/hugo.toml": 'defaultContentLanguage = "fr"\n',
            "config/_default/languages.fr.toml": 'Title = "The Rim"\n',
            "config/_default/languages.en.toml": 'title = "Not this"\n',
        },
    ],
    ids=["site", "languages", "files"],
)
def test_a_site_of_hugo_is_called_as_in_its_own_language(
    tmp_path: Path, settings: Mapping[str, str | bytes]
) -> None:
    source = folder(tmp_path / "old", {**settings, "content/news/a.md": f"{DATED}Words"})
    assert moved(tmp_path / "site", source).exit_code == 0
    assert 'title = "The Rim"' in (tmp_path / "site/content/site.toml").read_text("utf-8")
