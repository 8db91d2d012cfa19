"""Ghost, Substack, Medium and feeds: small ones of each, with what they must become."""

import json
import zipfile
from pathlib import Path

import pytest

from sitegen.importing.ghost.texts import Unknown, lexical_html, mobiledoc_html
from sitegen.importing.htmltree import read_html
from sitegen.importing.markdown import markdown_of
from tests.exports import moved
from tests.pictures import picture


def article(root: Path, name: str) -> str:
    return (root / "content/articles" / f"{name}.md").read_text("utf-8")


# Ghost ----------------------------------------------------------------------------------------


def text(words: str, bits: int = 0) -> dict[str, object]:
    return {"type": "text", "text": words, "format": bits}


def node(kind: str, *children: dict[str, object], **told: object) -> dict[str, object]:
    return {"type": kind, "children": list(children), **told}


BOOKMARK = {
    "type": "bookmark",
    "url": "https://e.example/",
    "metadata": {"title": "T", "description": "D"},
}
LEXICAL = [
    ([node("paragraph", text("a "), text("b", 1), text(" c", 2))], "a **b** *c*\n"),
    ([node("paragraph", text("10"), text("6", 64), {"type": "linebreak"}, text("x", 16))],
     "10<sup>6</sup>\\\n`x`\n"),
    ([node("heading", text("Head"), tag="h3")], "### Head\n"),
    ([node("paragraph", node("link", text("to"), url="https://e.example/"))],
     "[to](https://e.example/)\n"),
    ([node("list", node("listitem", text("a")), node("listitem", text("b")), listType="number")],
     "1. a\n2. b\n"),
    ([node("quote", text("said"))], "> said\n"),
    ([{"type": "image", "src": "a.jpg", "alt": "A", "caption": "The <b>quay</b>"}],
     "::: figure a.jpg\nalt: A\ncaption: The quay\n:::\n"),
    ([{"type": "codeblock", "code": "x = 1", "language": "py"}], "```py\nx = 1\n```\n"),
    ([{"type": "horizontalrule"}], "***\n"),
    ([{"type": "embed", "url": "https://vimeo.com/1", "html": "<p>x</p>", "caption": "Film"}],
     "::: embed https://vimeo.com/1\ntitle: Film\n:::\n"),
    ([BOOKMARK],
     "[T](https://e.example/)\n\nD\n"),
    ([{"type": "callout", "calloutText": "Mind <b>this</b>", "calloutEmoji": "!"}],
     "> ! Mind **this**\n"),
    ([{"type": "markdown", "markdown": "*a*"}], "*a*\n"),
    ([{"type": "gallery", "images": [{"src": "a.jpg", "alt": "A"}, {"src": "b.jpg"}]}],
     "::: figure a.jpg\nalt: A\n:::\n\n::: figure b.jpg\n:::\n"),
    ([{"type": "paywall"}, node("paragraph", text("a"))], "a\n"),
]  # fmt: skip


@pytest.mark.parametrize(("nodes", "markdown"), LEXICAL, ids=range(len(LEXICAL)))
def test_a_node_of_lexical_becomes_this(nodes: list[dict[str, object]], markdown: str) -> None:
    html = lexical_html(json.dumps({"root": {"children": nodes}}), Unknown())
    assert markdown_of(read_html(html)) == markdown


def test_sections_of_mobiledoc_become_what_they_were() -> None:
    told = {
        "version": "0.3.1",
        "markups": [["strong"], ["a", ["href", "https://e.example/"]]],
        "atoms": [["soft-return", "", {}]],
        "cards": [["image", {"src": "a.jpg", "alt": "A"}], ["card-markdown", {"markdown": "*m*"}]],
        "sections": [
            [1, "p", [[0, [], 0, "a "], [0, [0, 1], 2, "b"], [1, [], 0, 0], [0, [], 0, "c"]]],
            [1, "h2", [[0, [], 0, "Head"]]],
            [3, "ol", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
            [10, 0],
            [10, 1],
            [10, 99],
            ["odd"],
        ],
    }
    html = mobiledoc_html(json.dumps(told), Unknown())
    assert markdown_of(read_html(html)) == (
        "a **[b](https://e.example/)**\\\nc\n\n## Head\n\n1. one\n2. two\n\n"
        "::: figure a.jpg\nalt: A\n:::\n\n*m*\n"
    )


@pytest.mark.parametrize(
    "wrong", ["", "{", "[]", '{"root": 1}', '{"sections": [1, [10], [1, "p", 3]]}']
)
def test_texts_of_ghost_that_are_none_are_empty(wrong: str) -> None:
    assert lexical_html(wrong, Unknown()) == ""
    assert mobiledoc_html(wrong, Unknown()).strip() in {"", "<p></p>"}


def test_a_card_that_nobody_knows_is_named() -> None:
    unknown = Unknown()
    lexical_html('{"root": {"children": [{"type": "hologram"}]}}', unknown)
    assert unknown == ["hologram"]


FIRST = (
    '<p>See <a href="__GHOST_URL__/about/">us</a>.</p><figure class="kg-card"><img '
    'src="__GHOST_URL__/content/images/size/w600/2021/02/quay.jpg" alt="Q"></figure>'
)
GHOST = {
    "db": [
        {
            "data": {
                "settings": [
                    {"key": "title", "value": "The Bay"},
                    {"key": "timezone", "value": "Asia/Tokyo"},
                ],
                "users": [{"id": "1", "slug": "jo", "name": "Jo Berg", "bio": "Sails."}],
                "tags": [
                    {"id": "1", "slug": "news", "name": "News"},
                    {"id": "2", "slug": "sea", "name": "Sea"},
                    {"id": "3", "slug": "hash-x", "name": "#x", "visibility": "internal"},
                ],
                "posts_tags": [
                    {"post_id": "1", "tag_id": it, "sort_order": at}
                    for at, it in enumerate("3123"[:3])
                ],
                "posts_authors": [{"post_id": "1", "author_id": "1", "sort_order": 0}],
                "posts_meta": [{"post_id": "1", "feature_image_alt": "A quay"}],
                "posts": [
                    {
                        "id": "1",
                        "title": "First &amp; last",
                        "slug": "first",
                        "status": "published",
                        "visibility": "public",
                        "published_at": "2021-02-03T04:05:06.000Z",
                        "custom_excerpt": "Why.",
                        "feature_image": "__GHOST_URL__/content/images/2021/02/quay.jpg",
                        "html": FIRST,
                    },
                    {
                        "id": "2",
                        "title": "About",
                        "slug": "about",
                        "type": "page",
                        "html": "<p>We.</p>",
                    },
                    {
                        "id": "3",
                        "title": "Paid",
                        "slug": "paid",
                        "visibility": "paid",
                        "html": "<p>x</p>",
                    },
                ],
            }
        }
    ]
}


def test_an_export_of_ghost_becomes_a_site(tmp_path: Path) -> None:
    (tmp_path / "ghost.json").write_text(json.dumps(GHOST), "utf-8")
    (tmp_path / "images/2021/02").mkdir(parents=True)
    (tmp_path / "images/2021/02/quay.jpg").write_bytes(picture())
    root = tmp_path / "site"
    result = moved(root, tmp_path / "ghost.json", options=["--media", str(tmp_path / "images")])
    assert result.exit_code == 0, result.output
    assert article(root, "2021/first") == (
        '---\nheadline: "First & last"\ndek: "Why."\ndate: 2021-02-03T04:05:06+00:00\n'
        'authors: [jo]\nsection: news\ntags: ["Sea"]\n'
        'image:\n  src: "2021/02/quay.jpg"\n  alt: "A quay"\n---\n\n'
        "See [us](../../pages/about.md).\n\n::: figure 2021/02/quay.jpg\nalt: Q\n:::\n"
    )
    assert "status: draft" in article(root, "undated/paid")
    toml = (root / "content/site.toml").read_text("utf-8")
    assert 'timezone = "Asia/Tokyo"' in toml
    assert 'permalink = "/{slug}/"' in toml


# Substack and Medium --------------------------------------------------------------------------

SUBSTACK = {
    "export/posts.csv": (
        "post_id,post_date,is_published,type,audience,title,subtitle\n"
        '1.first,2022-01-02T03:04:05.000Z,true,newsletter,everyone,"First, so",Why\n'
        "2.paid,2022-02-02T03:04:05.000Z,true,newsletter,only_paid,Paid,\n"
        "3.idea,,false,newsletter,everyone,Idea,\n"
        "4.gone,2022-02-02T03:04:05.000Z,true,newsletter,everyone,Gone,\n"
    ),
    "export/posts/1.first.html": (
        '<p>Voted<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a>.</p>'
        '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" '
        'class="footnote-number">1</a>'
        '<div class="footnote-content"><p>By <b>four</b>.</p></div></div>'
    ),
    "export/posts/2.paid.html": (
        '<p>x</p><div class="subscription-widget-wrap"><p>Subscribe</p></div><p>y</p>'
        '<p class="button-wrapper"><a href="https://x.substack.com/subscribe?">Now</a></p>'
        '<p class="button-wrapper"><a href="https://e.example/">Buy</a></p>'
    ),
    "export/posts/3.idea.html": "<p>x</p>",
}

MEDIUM = {
    "posts/2018-08-11_First-0123456789ab.html": (
        '<article class="h-entry"><header><h1 class="p-name">First</h1></header>'
        '<section data-field="subtitle" class="p-summary">Why</section>'
        '<section data-field="body" class="e-content"><section><div class="section-divider"><hr>'
        '</div><div class="section-content"><h3 class="graf graf--h3 graf--title">First</h3>'
        '<p class="graf">Text <strong>b</strong>.</p></div></section></section>'
        '<footer><p>By <a href="https://medium.com/@jo" class="p-author h-card">Jo Berg</a> on '
        '<a href="https://medium.com/p/0123456789ab"><time class="dt-published" '
        'datetime="2018-08-11T01:02:03.456Z">August 11</time></a>.</p><p><a '
        'href="https://medium.com/@jo/first-0123456789ab" class="p-canonical">C</a></p>'
        "</footer></article>"
    ),
    "posts/draft_Idea-abcdef012345.html": (
        '<article class="h-entry"><header><h1 class="p-name">Idea</h1></header>'
        '<section class="e-content"><p>x</p></section></article>'
    ),
    "posts/2018-01-01_Re-aaaaaaaaaaaa.html": '<article class="h-entry"><p>A response</p></article>',
}


def packed(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_an_archive_of_substack_becomes_a_site(tmp_path: Path) -> None:
    root = tmp_path / "site"
    result = moved(root, packed(tmp_path / "s.zip", SUBSTACK))
    assert result.exit_code == 0, result.output
    assert article(root, "2022/first") == (
        '---\nheadline: "First, so"\ndek: "Why"\ndate: 2022-01-02T03:04:05+00:00\n'
        'aliases: ["/p/first/"]\n---\n\nVoted[^1].\n\n[^1]: By **four**.\n'
    )
    assert article(root, "2022/paid").endswith("x\n\ny\n\n[Buy](https://e.example/)\n")
    assert "status: draft" in article(root, "2022/paid")
    assert "status: draft" in article(root, "undated/idea")
    assert "1 it has no text\n" in result.output


def test_an_archive_of_medium_becomes_a_site(tmp_path: Path) -> None:
    root = tmp_path / "site"
    result = moved(root, packed(tmp_path / "m.zip", MEDIUM))
    assert result.exit_code == 0, result.output
    assert article(root, "2018/first") == (
        '---\nheadline: "First"\ndek: "Why"\ndate: 2018-08-11T01:02:03+00:00\nauthors: [jo]\n'
        'aliases: ["/@jo/first-0123456789ab/"]\n---\n\nText **b**.\n'
    )
    assert "status: draft" in article(root, "undated/idea")
    assert "1 it has no title: it is a response" in result.output


def test_a_bomb_and_names_that_lead_out_of_an_archive_are_refused(tmp_path: Path) -> None:
    files = {**SUBSTACK, "export/posts/1.first.html": "a" * (17 * 1024**2), "../../evil.html": "x"}
    result = moved(tmp_path / "site", packed(tmp_path / "s.zip", files))
    assert result.exit_code == 1
    assert "`export/posts/1.first.html` is larger than 16 MiB" in result.output
    assert not list(tmp_path.rglob("evil*"))


def test_a_zip_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    whole = packed(tmp_path / "s.zip", SUBSTACK).read_bytes()
    (tmp_path / "s.zip").write_bytes(whole[: len(whole) // 2])
    result = moved(tmp_path / "site", tmp_path / "s.zip")
    assert result.exit_code == 1
    assert "this is no zip" in result.output


# Feeds ----------------------------------------------------------------------------------------

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="c" xmlns:dc="d"><channel>
<title>The Bay</title><link>https://bay.example/</link><language>en</language><item>
<title>First &amp;amp; last</title><link>https://bay.example/2020/05/first/</link>
<guid>g1</guid><pubDate>Wed, 06 May 2020 07:08:09 +0200</pubDate><dc:creator>Jo Berg</dc:creator>
<category>Sea</category><description>Short.</description>
<content:encoded><![CDATA[<p>Whole <b>text</b>, <a href="https://bay.example/2020/05/second/">next</a>.</p>]]>
</content:encoded></item><item><title>Second</title>
<link>https://bay.example/2020/05/second/</link><pubDate>Thu, 07 May 2020 07:08:09 GMT</pubDate>
<description>&lt;p&gt;Only this.&lt;/p&gt;</description></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Bay</title>
<link rel="self" href="https://bay.example/atom.xml"/><link href="https://bay.example/"/>
<entry><title>First &amp; last</title><link href="https://bay.example/2020/05/first/"/><id>g1</id>
<published>2020-05-06T07:08:09+02:00</published><author><name>Jo Berg</name><uri>u</uri></author>
<category term="Sea"/><content type="xhtml"><div xmlns="x"><p>Whole <b>text</b>, <a
href="https://bay.example/2020/05/second/">next</a>.</p></div></content></entry>
<entry><title>Second</title><link href="https://bay.example/2020/05/second/"/><id>g2</id>
<updated>2020-05-07T07:08:09Z</updated>
<content type="html">&lt;p&gt;Only this.&lt;/p&gt;</content></entry>
</feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Bay",
        "home_page_url": "https://bay.example/",
        "items": [
            {
                "id": "g1",
                "url": "https://bay.example/2020/05/first/",
                "title": "First & last",
                "content_html": '<p>Whole <b>text</b>, <a href="/2020/05/second/">next</a>.</p>',
                "date_published": "2020-05-06T07:08:09+02:00",
                "authors": [{"name": "Jo Berg"}],
                "tags": ["Sea"],
            },
            {
                "id": "g2",
                "url": "https://bay.example/2020/05/second/",
                "title": "Second",
                "content_text": "Only this.",
                "date_published": "2020-05-07T07:08:09Z",
            },
        ],
    }
)


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON_FEED], ids=["rss", "atom", "json"])
def test_a_feed_becomes_a_site(tmp_path: Path, feed: str) -> None:
    (tmp_path / "feed").write_text(feed, "utf-8")
    root = tmp_path / "site"
    result = moved(root, tmp_path / "feed")
    assert result.exit_code == 0, result.output
    assert article(root, "2020/first") == (
        '---\nheadline: "First & last"\ndate: 2020-05-06T07:08:09+02:00\nauthors: [jo-berg]\n'
        'tags: ["Sea"]\n---\n\nWhole **text**, [next](second.md).\n'
    )
    assert article(root, "2020/second").endswith("---\n\nOnly this.\n")


def test_a_feed_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = RSS.replace("<rss", '<!DOCTYPE r [<!ENTITY a "b">]><rss', 1)
    (tmp_path / "feed").write_text(bomb, "utf-8")
    result = moved(tmp_path / "site", tmp_path / "feed")
    assert result.exit_code == 1
    assert "the file declares entities" in result.output
