"""Folders of other generators: what their files, front matter and tags become."""

import json
from pathlib import Path

import pytest

from sitegen.importing.folders.addresses import Facts, hugo_address, jekyll_address
from sitegen.importing.folders.fields import headline_of
from sitegen.importing.folders.front import moment, names, parts_of
from sitegen.importing.folders.kramdown import without_attributes
from sitegen.importing.folders.tags import Tags
from sitegen.importing.markdown import markdown_of
from sitegen.importing.marktree import read_markdown
from tests.exports import folder, moved, moved_whole
from tests.pictures import picture

JEKYLL: dict[str, str | bytes] = {
    "_config.yml": (
        "title: The Bay\nurl: https://bay.example\npermalink: /:year/:month/:title/\nlang: en\n"
    ),
    "_data/authors.yml": "jo:\n  name: Jo Berg\n  bio: Sails.\n",
    "_posts/2019-03-04-first-ferry.md": (
        "---\ntitle: 'Ferries: first'\ncategories: [News]\ntags: sea trade\nauthor: jo\n"
        "excerpt: Why it matters.\nimage: /assets/quay.jpg\nredirect_from: /old/ferry/\n---\n\n"
        "Kept *as it is*,\non two lines.\n\n"
        "See [the second]({% post_url 2019-03-05-second %}) and [there](/about/).\n"
        "{: .note}\n\n"
        "![A quay](/assets/quay.jpg)\n\n"
        "{% highlight python %}\nx = 1\n{% endhighlight %}\n\n"
        '{% include youtube.html id="abcdefghijk" %}\n\n{% mystery a %}\n'
    ),
    "_posts/2019-03-05-second.markdown": "---\ntitle: Second\npublished: false\n---\n\nText.\n",
    "_drafts/idea.md": "---\ntitle: Idea\n---\n\nText.\n",
    "about.md": "---\ntitle: About\n---\n\n# About\n\nWe sail. [Paper](/files/paper.pdf)\n",
    "README.md": "# No text of the site\n",
    "files/paper.pdf": b"%PDF-1.4",
    "assets/quay.jpg": picture(),
    "assets/unused.jpg": picture(),
}


@pytest.fixture(scope="session")
def bay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Move a site of Jekyll."""
    return moved_whole(tmp_path_factory.mktemp("bay"), JEKYLL)


def test_a_post_of_jekyll_becomes_an_article_and_keeps_its_markdown(bay: Path) -> None:
    assert (bay / "site/content/articles/2019/first-ferry.md").read_text("utf-8") == (
        "---\n"
        'headline: "Ferries: first"\n'
        'dek: "Why it matters."\n'
        "date: 2019-03-04T00:00\n"
        "authors: [jo]\n"
        "section: news\n"
        "tags: [sea, trade]\n"
        "image:\n"
        '  src: "quay.jpg"\n'
        'aliases: ["/old/ferry/"]\n'
        "---\n\n"
        "Kept *as it is*,\non two lines.\n\n"
        "See [the second](second.md) and [there](../../pages/about.md).\n\n"
        "::: figure quay.jpg\nalt: A quay\n:::\n\n"
        "```python\nx = 1\n```\n\n"
        "::: embed https://www.youtube.com/watch?v=abcdefghijk\n"
        "title: youtube.com/watch?v=abcdefghijk\n:::\n\n"
        "\\{% mystery a %}\n"
    )


def test_drafts_pages_authors_and_files_of_jekyll_come_over(bay: Path) -> None:
    content = bay / "site/content"
    assert "status: draft" in (content / "articles/2019/second.md").read_text("utf-8")
    assert "status: draft" in (content / "articles/undated/idea.md").read_text("utf-8")
    about = (content / "pages/about.md").read_text("utf-8")
    assert "[Paper](/files/paper.pdf)" in about
    assert (bay / "site/static/root/files/paper.pdf").read_bytes() == b"%PDF-1.4"
    assert "Sails." in (content / "authors/jo.md").read_text("utf-8")
    assert 'permalink = "/{year}/{month}/{slug}/"' in (content / "site.toml").read_text("utf-8")
    assert not (content / "images/unused.jpg").exists()
    said = (bay / "said.txt").read_text("utf-8")
    assert (
        "1 pictures of the archive that no story shows\n    https://bay.example/assets/unused.jpg"
        in said
    )
    assert "shortcodes that stay in the text: [mystery] 1\n" in said


HUGO: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://rim.example/"\ntitle = "The Rim"\nlanguageCode = "de"\n'
    '[permalinks]\nposts = "/:year/:month/:slug/"\n',
    "content/posts/erste-fähre/index.md": (
        '+++\ntitle = "Erste Fähre"\ndate = 2020-05-06T07:08:09+02:00\ndraft = false\n'
        'tags = ["Schiffe"]\nauthors = ["Jo Berg"]\nslug = "erste-faehre"\naliases = ["/alt/"]\n'
        '[cover]\nimage = "kai.jpg"\nalt = "Ein Kai"\ncaption = "Der Kai"\n+++\n\n'
        '{{< figure src="kai.jpg" alt="Ein Kai" caption="Der Kai" attr="Jo Berg" >}}\n\n'
        'Siehe [dort]({{< ref "zweite.md" >}}).\n\n{{< youtube abcdefghijk >}}\n\n'
        "{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n\n{{< box >}}Drin.{{< /box >}}\n\n"
        "{{</* gezeigt */>}}\n"
    ),
    "content/posts/erste-fähre/kai.jpg": picture(),
    "content/posts/zweite.md": (
        '{"title": "Zweite", "date": "2020-06-01"}\n\nText[^a].\n\n[^a]: Note.\n'
    ),
    "content/docs/how.md": "---\ntitle: How\n---\n\nText.\n",
    "content/_index.md": "---\ntitle: Front\n---\n",
}


@pytest.fixture(scope="session")
def rim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Move a site of Hugo."""
    return moved_whole(tmp_path_factory.mktemp("rim"), HUGO)


def test_a_bundle_of_hugo_becomes_an_article_with_its_pictures(rim: Path) -> None:
    name = "posts/erste-fähre/kai.jpg"
    assert (rim / "site/content/images" / name).is_file()
    assert (rim / "site/content/articles/2020/erste-faehre.md").read_text("utf-8") == (
        "---\n"
        'headline: "Erste Fähre"\n'
        "date: 2020-05-06T07:08:09+02:00\n"
        "authors: [jo-berg]\n"
        'tags: ["Schiffe"]\n'
        "image:\n"
        f'  src: "{name}"\n'
        '  alt: "Ein Kai"\n'
        '  caption: "Der Kai"\n'
        'aliases: ["/alt/"]\n'
        "---\n\n"
        f"::: figure {name}\nalt: Ein Kai\ncaption: Der Kai\ncredit: Jo Berg\n:::\n\n"
        "Siehe [dort](zweite.md).\n\n"
        "::: embed https://www.youtube.com/watch?v=abcdefghijk\n"
        "title: youtube.com/watch?v=abcdefghijk\n:::\n\n"
        "```go\nx := 1\n```\n\n"
        "\\{\\{< box >}}Drin.\\{\\{< /box >}}\n\n"
        "\\{\\{< gezeigt >}}\n"
    )
    assert "Text[^1].\n\n[^1]: Note.\n" in (rim / "site/content/articles/2020/zweite.md").read_text(
        "utf-8"
    )
    assert (rim / "site/content/pages/docs/how.md").is_file()


FACTS = Facts(
    path="posts/2020/My Post!",
    slug="",
    title="A Title",
    date=moment("2020-05-06"),
    categories=("a", "b"),
)


@pytest.mark.parametrize(
    ("permalinks", "ugly", "address"),
    [
        ({}, False, "/posts/2020/my-post/"),
        ({}, True, "/posts/2020/my-post.html"),
        ({"posts": "/:year/:month/:title/"}, False, "/2020/05/a-title/"),
        ({"page": {"posts": "/:section/:filename/"}}, False, "/posts/my-post/"),
        ({"posts": "/:sections/:slug/"}, False, "/posts/2020/a-title/"),
        ({"posts": "/:sections[1:]/:slug/"}, False, "/2020/a-title/"),
        ({"posts": "/:sections[0]/:sections[last]/:slug/"}, False, "/posts/2020/a-title/"),
        ({"posts": "/:sections[:last]/:sections[:1]/:slug/"}, False, "/posts/posts/a-title/"),
        ({"posts": "/:year/:title/"}, True, "/2020/a-title.html"),
        ({"posts": "/:year/:title.htm"}, True, "/2020/a-title.htm"),
    ],
)
def test_addresses_are_those_of_hugo(
    permalinks: dict[str, object], ugly: bool, address: str
) -> None:
    assert hugo_address(FACTS, permalinks, ugly=ugly) == address


@pytest.mark.parametrize(
    ("permalink", "address"),
    [
        ("date", "/a/b c/2020/05/06/my-post.html"),
        ("pretty", "/a/b c/2020/05/06/my-post/"),
        ("none", "/a/b c/my-post.html"),
        ("/:slugified_categories/:slug", "/a/b-c/my-post/"),
        ("ordinal", "/a/b c/2020/127/my-post.html"),
        ("/blog/:title", "/blog/my-post/"),
        ("/:year/:i_month/:slug.html", "/2020/5/my-post.html"),
    ],
)
def test_addresses_are_those_of_jekyll(permalink: str, address: str) -> None:
    categories = ("A", "b c", "a")
    facts = Facts(path="x", slug="my-post", title="", date=FACTS.date, categories=categories)
    assert jekyll_address(facts, permalink) == address


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2020-05-06", "2020-05-06T00:00:00"),
        ("2020-5-6 7:08", "2020-05-06T07:08:00"),
        ("2020/05/06 07:08:09 +0200", "2020-05-06T07:08:09+02:00"),
        ("2020-05-06T07:08:09Z", "2020-05-06T07:08:09+00:00"),
        ("2020-05-06T07:08:09.123Z", "2020-05-06T07:08:09.123000+00:00"),
        ("Wed, 6 May 2020", "2020-05-06T00:00:00"),
        ("May 6, 2020", "2020-05-06T00:00:00"),
        ("2020-05-06 07:00 +2300", "2020-05-05T08:00:00+00:00"),
        ("soon", None),
        ("2020-13-45", None),
        ("", None),
    ],
)
def test_dates_are_read_as_generators_read_them(written: str, means: str | None) -> None:
    found = moment(written)
    assert (found and found.isoformat()) == means


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (["a", "b"], ["a", "b"]),
        ("a, b", ["a", "b"]),
        ("a b", ["a b"]),
        ([{"name": "Jo"}], ["Jo"]),
        ({"name": "Jo"}, ["Jo"]),
        ("", []),
        (None, []),
    ],
)
def test_names_are_read_from_lists_and_texts(value: object, found: list[str]) -> None:
    assert names(value) == found


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"---\n---\n\n# A\n", "\n# A\n"),
        (b"---\n\n---\nA", "A"),
        (b"{% note %}A{% endnote %}", "{% note %}A{% endnote %}"),
        (b'{"title": "A"}\nB', "B"),
        (b"{}\nB", "B"),
    ],
)
def test_a_text_is_what_stands_below_whatever_front_matter(raw: bytes, body: str) -> None:
    parts = parts_of(raw, is_needed=False)
    assert parts is not None
    assert (parts.body, parts.problems) == (body, ())


@pytest.mark.parametrize(
    "raw", [b"---\ntitle: [\n---\nx", b"+++\ntitle = \n+++\nx", b'{"title": }\nx']
)
def test_a_front_matter_that_cannot_be_read_is_told(raw: bytes) -> None:
    parts = parts_of(raw)
    assert parts is not None
    assert parts.problems


TAGS = [
    ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
    ("a{% comment %}b{% endcomment %}c", "ac"),
    ("{{ site.baseurl }}/x {{ '/y' | relative_url }} {{ page.z }}", "/x /y {{ page.z }}"),
    ("{% img left /a.jpg 10 20 'Title' 'Alt' %}", '<img src="/a.jpg" alt="Alt">'),
    ("{% include note.html %}", "<b>Note</b>"),
    ("{% include ../secret %}", None),
    ("{% link _posts/a.md %}", "=_posts/a.md"),
    ("{{< keep >}}in{{< /keep >}}", "in"),
    ("{{% gone a=1 %}}", ""),
    ('{{< frame "https://a.example/x" >}}', '\n<x-embed url="https://a.example/x"></x-embed>\n'),
    ("{% assign a = 1 %}a{% set b = 2 %}", "a"),
    ("{% assign a = 'b' %}[c]({{a}}1) {% assign a = 'd' | up %}{{ a }}", "[c](b1) {{ a }}"),
    (
        "{% capture a.b %}c{% endcapture %}{{a.b}}{% capture d %}{{a.b}}e{% endcapture %}{{d}}",
        "cce",
    ),
    ("{% capture a %}{% if b %}c{% endif %}{% endcapture %}", None),
    ("{{ page.place }} {{ page.other }}", "Oslo {{ page.other }}"),
    ("{% include links.md %}", "[a]: /b\n"),
    ("{% include card.html to='/b' says=\"Go\" %}", "<a href='/b'>Go</a>"),
    ("{% include card.html to='/b' %}", None),
    ("{% include nested.html %}", "1 <b>Note</b>"),
    ("{% include itself.html %}", None),
    ("{% set b %}c", None),
    ("{% blockquote Jo %}\na\nb\n{% endblockquote %}", "\n\n> a\n> b\n>\n> — Jo\n\n"),
]


@pytest.mark.parametrize(("text", "expanded"), TAGS, ids=[it[0][:30] for it in TAGS])
def test_a_tag_stands_for_this(text: str, expanded: str | None) -> None:
    """None is a tag that stays as it is written."""
    files = {
        "note.html": "<b>Note</b>",
        "links.md": "{% comment %}Of the text{% endcomment %}[a]: /b\n",
        "card.html": "<a href='{{ include.to }}'>{{include.says}}</a>",
        "nested.html": "{% assign a = '1' %}{{ a }} {% include note.html %}",
        "itself.html": "{% include itself.html %}",
    }
    fates = {"keep": "inside", "gone": "nothing", "frame": "embed"}
    tags = Tags(fates, lambda it: f"={it}", files.get)  # type: ignore[arg-type]
    assert tags.expanded(text, {"page.place": "Oslo"}) == (text if expanded is None else expanded)


ATTRIBUTES = [
    ("text\n{: .left}\nmore{:.x} end", "text\nmore end"),
    ("* TOC\n{:toc}\n\ntext", "\n\ntext"),
    ("1. a list\n{:.cards toc}\n\n[TOC]\n", "\n\n\n"),
    ("* one\n{: .toc}", "* one"),
    ("a{::comment}of the\ndesk{:/comment}b{::nomarkdown}c{:/}", "abc"),
    ("## Quay\n{: .x #quay}\n", "## Quay {#quay}\n"),
    ("## Quay ##\n{:#quay}\n", "## Quay ## {#quay}\n"),
    ("## Quay {#own}\n{: #quay}\n", '## Quay {#own}\n<a id="quay"></a>\n'),
    ("## Quay {: #quay}\n", "## Quay {: #quay}\n"),
    ("Quay\n----\n{: #quay}\n", "Quay {#quay}\n----\n"),
    ("A note.\n{: #fn1}\n", 'A note.\n<a id="fn1"></a>\n'),
    ("> said\n> {: .big}\n", "> said\n"),
    ("| a |\n|---|\n| b |\n{: #t}\n", '| a |\n|---|\n| b |\n\n<a id="t"></a>\n'),
    ("*word*{: #span .x} and `puts`{:.ruby}", '*word*<a id="span"></a> and `puts`'),
    ('`f"{:.2f}"` and `a{`{:.x}', '`f"{:.2f}"` and `a{`'),
    ('```py\n"{:d}".format(1)\n{: .x}\n[TOC]\n```\n{: .y}\nb{:.z}', None),
    ('    println!("{:?}", x);\n\nend{:.z}', '    println!("{:?}", x);\n\nend'),
]


@pytest.mark.parametrize(("text", "without"), ATTRIBUTES, ids=[it[0][:30] for it in ATTRIBUTES])
def test_of_attributes_ids_alone_stay_and_code_is_as_it_was(text: str, without: str | None) -> None:
    code, *_ = text.partition("\n{: .y}")
    assert without_attributes(text) == (f"{code}\nb" if without is None else without)


CODE = """
```html
{% comment %}shown{% endcomment %}{{ page.title }}{% raw %}{{< ref "a.md" >}}
{: .x}
```

`{{ '/y' | relative_url }}` and `"{:.2f}"`.
"""


@pytest.mark.parametrize("kind", ["astro", "hugo", "pelican", "nikola"])
def test_code_stays_that_another_generator_would_read(kind: str, tmp_path: Path) -> None:
    head = "Title: A\nDate: 2020-01-01\n\n" if kind == "pelican" else ""
    head = head or "---\ntitle: A\ndate: 2020-01-01\n---\n\n"
    code = CODE.replace('{{< ref "a.md" >}}', "") if kind in {"hugo", "nikola"} else CODE
    files: dict[str, dict[str, str | bytes]] = {
        "astro": {"astro.config.mjs": "", "src/content/blog/a.md": head + code},
        "hugo": {"hugo.toml": "", "content/blog/a.md": head + code},
        "pelican": {"pelicanconf.py": "PATH = 'content'\n", "content/a.md": head + code},
        "nikola": {"conf.py": "BLOG_TITLE = 'A'\nPOSTS = ()\n", "posts/a.md": head + code},
    }
    result = moved(tmp_path / "site", folder(tmp_path / kind, files[kind]))
    assert result.exit_code == 0, result.output
    (text,) = (tmp_path / "site/content/articles/2020").glob("a.md")
    assert text.read_text("utf-8").endswith(code)


def test_a_tag_that_stays_is_counted_by_the_name_that_settles_it() -> None:
    text = "{% include 'a.html', x: 1 %}{% include_relative b.md y=2 %}"
    counted = Tags({}, str, lambda _: None)
    counted.expanded(text)
    assert dict(counted.unknown) == {"include a.html": 1, "include b.md": 1}
    assert Tags(dict.fromkeys(counted.unknown, "nothing"), str, lambda _: None).expanded(text) == ""


def test_blocks_that_mean_the_same_stay_as_they_are_typed() -> None:
    same = "Text *with* `code`\non two lines.\n\n* a\n* b\n\n> quoted\n\n```x\ny\n```\n"
    assert markdown_of(read_markdown(same)[0]) == same


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("# Top\n", "## Top\n"),
        ("[a][b]\n\n[b]: https://e.example/\n", "[a](https://e.example/)\n"),
        ("::: not ours\n", "\\::: not ours\n"),
        ("a <b>c</b>\n", "a **c**\n"),
        ("term\n: meaning\n", "<dl><dt>term</dt>\n<dd>meaning</dd></dl>\n"),
        ("## A [b](c) {#id .x}\n", "## A [b](c) {#id}\n"),
        ("<div>\n\n*a*\n\n</div>\n", "*a*\n"),
        ("<div>\n</div>\n<style>\na {}\n\nb {}\n</style>\n\nc\n", "c\n"),
        ('a\n\n<!-- more -->Of "<feed" and [b](c)\n', 'a\n\nOf "\\<feed" and [b](c)\n'),
    ],
)
def test_what_means_something_else_is_turned(written: str, becomes: str) -> None:
    assert markdown_of(read_markdown(written)[0]) == becomes


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Of `code()` and **bold**", "Of code() and bold"),
        ("C*-algebras, 2 ** 3 ** 4 and a `", "C*-algebras, 2 ** 3 ** 4 and a `"),
        ("<em>Of</em> &amp;", "Of &"),
    ],
)
def test_a_title_is_what_its_theme_made_of_it(title: str, headline: str) -> None:
    assert headline_of({"title": title}) == headline


def test_links_and_what_lies_outside_of_the_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(picture())
    site = folder(
        tmp_path / "jekyll",
        {
            "_config.yml": "title: X\nurl: https://x.example\n",
            "_posts/2020-01-01-a.md": (
                "---\ntitle: A\nimage: ../../secret.jpg\n---\n"
                "![x](../../secret.jpg) ![y](/link.jpg)\n"
                "{% include ../../secret.md %}\n"
            ),
        },
    )
    (site / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (site / "_posts/2020-01-02-b.md").symlink_to(tmp_path / "secret.jpg")
    result = moved(tmp_path / "site", site)
    assert result.exit_code == 0, result.output
    assert not list((tmp_path / "site").rglob("*.jpg"))
    assert len(list((tmp_path / "site/content/articles").rglob("*.md"))) == 1


HUGO_OF_TWO = """\
baseURL = "https://rim.example/"
title = "The Rim"
defaultContentLanguage = "en"
[languages.en]
[languages.de]
{}
"""


@pytest.mark.parametrize(
    ("more", "english", "german"),
    [
        ("", "content/news/ferry.md", "content/news/ferry.de.md"),
        ('contentDir = "content/de"', "content/news/ferry.md", "content/de/news/ferry.md"),
    ],
)
def test_each_language_of_a_site_keeps_its_name(
    tmp_path: Path, more: str, english: str, german: str
) -> None:
    text = "---\ntitle: {}\ndate: 2020-01-02\n---\n\n{}\n"
    old = {
        "hugo.toml": HUGO_OF_TWO.format(more),
        english: text.format("The ferry", "It sails."),
        german: text.format("Die Fähre", "Sie fährt."),
    }
    result = moved(tmp_path / "site", folder(tmp_path / "hugo", old))
    assert result.exit_code == 0, result.output
    texts = [it.read_text("utf-8") for it in (tmp_path / "site/content/articles").rglob("*.md")]
    assert len(texts) == 2
    [of_german] = [it for it in texts if "Sie fährt." in it]
    [of_english] = [it for it in texts if "It sails." in it]
    assert "lang: de\n" in of_german
    assert 'aliases: ["/de/news/ferry/"]' in of_german
    assert "lang:" not in of_english


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (
            "We sail.",
            "::: figure quay.jpg\nalt: The quay\ncaption: Low tide\ncredit: Jo\n:::\n\nWe sail.\n",
        ),
        ("![Ours](/assets/quay.jpg)", "::: figure quay.jpg\nalt: Ours\n:::\n"),
    ],
)  # fmt: skip
def test_the_picture_of_a_page_stands_on_top_of_its_text_once(
    tmp_path: Path, text: str, becomes: str
) -> None:
    image = "image: {src: /assets/quay.jpg, alt: The quay, caption: Low tide, credit: Jo}"
    files = {**JEKYLL, "about.md": f"---\ntitle: About\n{image}\n---\n\n{text}\n"}
    result = moved(tmp_path / "site", folder(tmp_path / "jekyll", files))
    assert result.exit_code == 0, result.output
    assert "0 lost, 0 invented" in result.output
    report = json.loads((tmp_path / "site/import-report.json").read_text("utf-8"))
    assert not any("differences" in it for it in report["stories"])
    page = (tmp_path / "site/content/pages/about.md").read_text("utf-8")
    assert page == f'---\ntitle: "About"\n---\n\n{becomes}'


TYPED = (
    "L'article[^1] met *byte* au lieu d'\"octet\".[^b]\n\n* [x] Lu\n* [ ] À lire\n\n"
    "[^1]: Une note.\n\n[^b]: Une autre\n    - avec sa liste\n"
)


def test_what_is_set_otherwise_than_it_was_typed_is_neither_lost_nor_invented(
    tmp_path: Path,
) -> None:
    files = {
        "hugo.toml": 'title = "Le Quai"\nbaseURL = "https://quai.example/"\nlanguageCode = "fr"\n',
        "content/post/mots.md": f"---\ntitle: Mots\ndate: 2024-01-01\n---\n{TYPED}",
    }
    result = moved(tmp_path / "site", folder(tmp_path / "hugo", files))
    assert result.exit_code == 0, result.output
    assert "0 lost, 0 invented" in result.output
    report = json.loads((tmp_path / "site/import-report.json").read_text("utf-8"))
    assert not any("differences" in it for it in report["stories"])


PLACES = [
    # what is typed, what it becomes, and what is said of it
    ("[a](#whats--new)\n\n## What's / new?", "[a](#whats-new)", ""),
    ("[a](/other/#1-a--b)", "[a](other.md#1-a-b)", ""),
    ("[a](/other/#दो)", "[a](other.md#दो)", ""),
    ("[a](#قائمة-تحقّق)\n\n## X {#قائمة-تحقّق}", "[a](#قائمة-تحقّق)", ""),
    ("[a](#x&y)\n\n<h2 id='x&amp;y'>X</h2>", "[a](#x-y)", ""),
    ("[a](/one/#new)\n\n## New", "[a](#new)", ""),
    ("[a](#gone)\n\n## New", "a\n", "the link to `#gone`"),
    ("[a](#ab)\n\n## A b\n\n## A (b)", "[a](#a-b)", ""),
    ("[a](#a_b)\n\n## A b\n\n## Ab", "a\n", "the link to `#a_b`"),
    ("[a](/other/#gone)", "[a](other.md)", "`#gone` of the link to"),
]


@pytest.mark.parametrize(("typed", "becomes", "said"), PLACES, ids=[it[0] for it in PLACES])
def test_links_lead_to_headings_whose_ids_the_old_site_made(
    tmp_path: Path, typed: str, becomes: str, said: str
) -> None:
    head = "---\ntitle: A\npermalink: /{}/\n---\n\n"
    files = {
        "_config.yml": "title: X\nurl: https://x.example\n",
        "one.md": f"{head.format('one')}{typed}\n",
        "other.md": f"{head.format('other')}## 1. A & b\n\n## दो {{#दो}}\n",
    }
    result = moved(tmp_path / "site", folder(tmp_path / "jekyll", files))
    assert "0 lost, 0 invented" in result.output
    pages = tmp_path / "site/content/pages"
    texts = [it.read_text("utf-8") for it in sorted(pages.glob("*.md"))]
    assert [becomes in it for it in texts].count(True) == 1, texts
    told = [it for it in result.output.split("\n") if "#" in it]
    assert bool(told) == bool(said), told
    assert said in "".join(told)
    report = json.loads((tmp_path / "site/import-report.json").read_text("utf-8"))
    assert not any("errors" in it for it in report["stories"])


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("- a[^x]\n\n  [^x]: Note\n- b\n", "- a[^1]\n- b\n\n[^1]: Note\n"),
        ("> a[^x]\n>\n> [^x]: Note\n", "> a[^1]\n\n[^1]: Note\n"),
        ("a[^x]\n\n[^x]: One[^y].\n\n    [^y]: Two\n", "a[^1]\n\n[^1]: One[^2].\n\n[^2]: Two\n"),
        ("a[^x]\n\n[^x]: One[^y].\n\n[^y]: Two[^x]\n", "a[^1]\n\n[^1]: One[^2].\n\n[^2]: Two\n"),
    ],
    ids=["list", "quotation", "note", "circle"],
)
def test_a_note_may_stand_and_be_named_anywhere(text: str, markdown: str) -> None:
    assert markdown_of(read_markdown(text).blocks) == markdown


def test_emphasis_beside_chinese_is_on_the_old_page_as_on_the_new_one() -> None:
    source = read_markdown("开。**或内。**虽\n").source
    assert source == "<p>开。<strong>或内。</strong>虽</p>\n"
