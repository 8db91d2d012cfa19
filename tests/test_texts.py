"""Text fields are text: entities, blanks and what is not seen; quotation marks as in the body."""

import json
import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.content.markdown.render import MarkdownOptions, render
from sitegen.content.markdown.typography import typeset
from sitegen.content.parse import ParseOptions, understand
from sitegen.model import ArticleFields
from sitegen.strict.texts import Wording, decoded, tidied
from tests.metadata import with_metadata
from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

NBSP, NARROW, SHY, ZWSP, ZWNJ, ZWJ = "\u00a0", "\u202f", "\u00ad", "\u200b", "\u200c", "\u200d"


# Entities -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("Army.mil &#8211; Usability", "Army.mil – Usability", 1),
        ("They&rsquo;re &mdash; here", "They’re — here", 2),
        ("A&nbsp;B", f"A{NBSP}B", 1),
        ("&#x2019;&#X2019;&apos;", "’’'", 3),
        ("&#150; of Windows", "– of Windows", 1),
        ("AT&amp;T", "AT&T", 1),
        ("R&amp;D; and B&amp;copy", "R&D; and B&copy", 2),
        ("a tag is &lt;b&gt;", "a tag is <b>", 2),
        ("twice &amp;#8211; and &amp;amp; thrice &amp;amp;rsquo;", "twice – and & thrice ’", 3),
        ("AT&T, R&D, P&L;", "AT&T, R&D, P&L;", 0),
        ("&copy 2026 &nosuch; &#; &;", "&copy 2026 &nosuch; &#; &;", 0),
        ("no; ampersand", "no; ampersand", 0),
    ],
)
def test_an_entity_is_the_character_that_it_stands_for(typed: str, meant: str, found: int) -> None:
    text, entities = decoded(typed)
    assert (text, len(entities)) == (meant, found)


# Blanks, and what is not seen ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "prose", "name"),
    [
        ("   Padded   ", "Padded", "Padded"),
        ("Two\nlines\n", "Two lines", "Two lines"),
        ("a \t b", "a b", "a b"),
        ("a   b c", "a b c", "a b c"),
        (f"{NBSP}AI{NBSP}law{NBSP}", "AI law", "AI law"),
        (f"AI {NBSP} law", "AI law", "AI law"),
        (f"10{NBSP}km", f"10{NBSP}km", "10 km"),
        (f"Quoi{NARROW}?", f"Quoi{NARROW}?", "Quoi ?"),
        (f"«{NBSP}Oui{NBSP}»", f"«{NBSP}Oui{NBSP}»", "« Oui »"),
        (f"pages 4{NBSP} 5", "pages 4 5", "pages 4 5"),
        ("a\u2003b\u2009c", "a b c", "a b c"),
        ("首相\u3000訪米へ", "首相\u3000訪米へ", "首相 訪米へ"),
        ("cafe\u0301", "café", "café"),
        (f"co{SHY}op", f"co{SHY}op", "coop"),
        (f"co {SHY} op{SHY}", "co op", "co op"),
        (f"AI{ZWSP}law{ZWSP}", "AIlaw", "AIlaw"),
        (f"ภาษา{ZWSP}ไทย", f"ภาษา{ZWSP}ไทย", "ภาษาไทย"),
        ("word\u2060joined", "wordjoined", "wordjoined"),
        (f"می{ZWNJ}خواهم", f"می{ZWNJ}خواهم", f"می{ZWNJ}خواهم"),
        (f"👩{ZWJ}🚀", f"👩{ZWJ}🚀", f"👩{ZWJ}🚀"),
        ("\u200fشرق\u200f", "\u200fشرق\u200f", "شرق"),
        (f"{ZWSP}{NBSP}\n", "", ""),
    ],
)
def test_a_text_has_single_blanks_and_nothing_that_nobody_means(
    typed: str, prose: str, name: str
) -> None:
    assert tidied(typed, "prose") == prose
    assert tidied(typed, "name") == name
    assert tidied(typed, "topic") == name


def test_what_is_no_words_keeps_its_insides() -> None:
    assert tidied(f" a  b{NBSP}e\u0301.jpg{NBSP}", "plain") == f"a  b{NBSP}e\u0301.jpg"
    assert tidied(" a  b.jpg\n", "plain") == "a  b.jpg"


BLANKS = st.text(st.sampled_from(f"ab1 \n«é\u0301{NBSP}{NARROW}{SHY}{ZWSP}{ZWNJ}\u3000\u2060ภ"))


@example("a\u200b\u0301", "prose")
@given(BLANKS | st.text(), st.sampled_from(["prose", "name", "topic", "plain"]))
def test_a_tidy_text_is_tidy(text: str, wording: Wording) -> None:
    once = tidied(text, wording)
    assert tidied(once, wording) == once
    if wording != "plain":
        assert once == once.strip()
        assert not re.search(r"\s\s", once)
        assert unicodedata.is_normalized("NFC", once)


def test_a_long_run_of_blanks_takes_no_longer_than_it_is_long() -> None:
    text = f"a{NBSP * 200_000}é{SHY * 200_000}b"
    assert tidied(text, "prose") == f"a é{SHY}b"
    assert tidied("é" + "&amp;" * 100_000, "prose")
    assert decoded("&amp;" * 100_000 + ";")[0]


# Quotation marks and dashes -----------------------------------------------------------------

TYPED = [
    "\"x\" and 'y'",
    'It\'s a "test"',
    "l'été",
    "rock 'n' roll, the '90s",
    "a -- b",
    "a--b, 1990--95",
    "a---b",
    "-- a",
    "--",
    "a --",
    "so...",
    '"Well--"',
    'say --drafts, ---help or "--x"',
    "../about, .... and <-- that -->",
    "(c) (r) +- ???? ,,",
]


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja", "fi", "ar"])
@pytest.mark.parametrize("typed", TYPED)
def test_a_text_is_set_as_in_a_body(typed: str, language: str) -> None:
    body = render(f"{typed}\n", MarkdownOptions(language=language)).body
    text = body.literals[0].removeprefix("<p>").removesuffix("</p>\n")
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, char)
    assert typeset(typed, language) == text


@pytest.mark.parametrize(
    ("language", "seen"),
    [
        ("ja", "Moody's「l'été」<q lang=\"en\">It’s</q>"),
        ("zh-Hans", "Moody's “l'été” <q lang=\"en\">It’s</q>"),
        ("ko", 'Moody’s “l’été” <q lang="en">It’s</q>'),
    ],
)
def test_an_apostrophe_parts_no_latin_word_where_curly_marks_are_as_wide_as_letters(
    language: str, seen: str
) -> None:
    typed = """Moody's "l'été" <q lang="en">It's</q>"""
    [html] = render(typed, MarkdownOptions(language=language)).body.literals
    said = html.removeprefix("<p>").removesuffix("</p>\n")
    assert said.replace(" ", "") == seen.replace(" ", "")
    assert typeset("Moody's", language) == seen[:7]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ('It\'s a "test"', "It’s a “test”"),
        ("a -- b", "a – b"),
        ("a--b", "a–b"),
        ("a---b --- c", "a—b — c"),
        ('"Well--"', "“Well–”"),
        ("so...", "so…"),
        ("say --drafts", "say --drafts"),
        ("../about ....", "../about ...."),
        ("<-- that -->", "<-- that -->"),
        ("(c)", "(c)"),
    ],
)
def test_what_is_typed_is_set_as_a_paper_sets_it(typed: str, seen: str) -> None:
    assert typeset(typed, "en") == seen


def test_code_and_addresses_are_left_as_they_are() -> None:
    text = "`a -- b...` <https://x.example/a--b...c> <b>x</b> \\-- and [a--b](https://x.example/c--d)\n"
    html = render(text, MarkdownOptions()).body.literals[0]
    assert "<code>a -- b...</code>" in html
    assert ">https://x.example/a--b...c</a>" in html
    assert 'href="https://x.example/c--d">a–b</a>' in html


@given(st.text(), st.sampled_from(["en", "de", "fr", "xx"]))
def test_a_text_that_is_set_is_set(text: str, language: str) -> None:
    once = typeset(text, language)
    assert "'" not in once or "'" in text
    assert typeset(once, language) == once or "'" in once or '"' in once or "-" in once


# One file -----------------------------------------------------------------------------------

OPTIONS = ParseOptions("UTC", "en", trust_html=False)


def told(text: str, kind: str = "article") -> list[str]:
    document = understand(text.encode(), kind, OPTIONS).document  # type: ignore[arg-type]
    return [str(it) for it in document.problems]


def test_entities_are_one_warning_for_a_file_at_the_first_of_them() -> None:
    text = article(
        '"Army &#8211; &amp;"',
        "::: figure a.jpg\nalt: They&rsquo;re\ncaption: A&nbsp;B\n:::\n\nThe &mdash; body.",
        dek="It&rsquo;s",
    )
    (warning,) = told(text)
    assert warning == (
        ":2:11: warning: `&#8211;` is HTML: readers see `–`; 4 more in this file\n"
        "    hint: write the characters themselves; `check --fix` does that for you"
    )
    understood = understand(text.encode(), "article", OPTIONS)
    fields = understood.document.fields
    assert isinstance(fields, ArticleFields)
    assert fields.headline == "Army – &"
    assert fields.dek == "It’s"
    (picture,) = understood.document.pictures
    assert (picture.alt, picture.caption) == ("They’re", "A B")


def test_an_entity_that_is_not_seen_is_named() -> None:
    (warning,) = told(article("A&nbsp;B"))
    assert "`&nbsp;` is HTML: readers see U+00A0 (no-break space)\n" in warning


def test_a_tag_in_a_headline_is_told_of() -> None:
    text = article(
        "The <em>Titanic</em>", "::: figure a.jpg\nalt: A ship\ncaption: The <i>Titanic</i>\n:::"
    )
    hint = "\n    hint: delete it: this is plain text, not HTML"
    assert told(text) == [
        f":2:11: warning: readers see the tag `<em>` in `headline`{hint}",
        f":11:1: warning: readers see the tag `<i>` in `caption`{hint}",
    ]
    assert told(article("Why 1 < 2, a <name> and 3 > 2")) == []


def test_an_entity_brings_in_no_character_that_is_refused() -> None:
    (problem, _) = told(article("A &#8238; B"))
    assert "error: `headline` holds the hidden character U+202E" in problem
    (problem, warning) = told(article(body="::: figure a.jpg\nalt: A &amp;#x202e; B\n:::"))
    assert "error: a character that turns the direction of text" in problem
    assert "warning: `&amp;#x202e;` is HTML: readers see U+202E" in warning


def test_a_text_of_blanks_is_empty() -> None:
    for blank in (f"'{NBSP}'", f'"{ZWSP}"', "'&nbsp;'", f"'{SHY} {ZWNJ}'"):
        assert any("error: `headline` is empty" in it for it in told(article(blank)))


def test_the_language_of_a_story_sets_its_texts_and_that_of_the_site_its_topics() -> None:
    text = article("'\"Los\" -- jetzt'", lang="de", tags="['\"Neue\" Seidenstraße']")
    fields = understand(text.encode(), "article", OPTIONS).document.fields
    assert isinstance(fields, ArticleFields)
    assert fields.headline == "„Los“ – jetzt"
    assert fields.tags == ("“Neue” Seidenstraße",)


def test_an_outline_names_headings_as_they_are_typed() -> None:
    text = article(
        body='## It\'s "over" -- now...\n\nText.',
        section_headings='[{heading: "It\'s \\"over\\" -- now...", short: "It\'s over", id: x}]',
    )
    document = understand(text.encode(), "article", OPTIONS).document
    assert not document.problems
    (heading,) = document.headings
    assert (heading.id, heading.text, heading.short) == ("x", "It’s “over” – now…", "It’s over")


# A site -------------------------------------------------------------------------------------

STRAIGHT = re.compile(
    r"It(?:'|&#39;|&#x27;|&apos;|&#039;|\\')s|&(?:amp;)?(?:rsquo|#8217);|It’s -- "
)

EVERYWHERE = {
    "content/articles/it's-here/index.md": """\
---
headline: It's the headline -- here
dek: "It's the \\"dek\\""
kicker: It's the kicker
date: 2026-03-01 09:00
updated: 2026-03-02 09:00
section: asia
authors: [news-desk]
countries: [NO]
tags: [It's a tag]
image: {src: a.jpg, alt: It's the alt, caption: It's the caption, credit: It's the credit}
section_headings: [{heading: It's a heading, short: It's short}, Two, Three]
related: [{headline: It's elsewhere, url: "https://e.example/it's", publisher: It's theirs}]
corrections: [{date: 2026-03-02 10:00, text: It's the correction}]
sources: [{title: It's the source, url: "https://s.example/", publisher: It's its publisher}]
---

It's the text.

## It's a heading

::: factbox It's a box
It's in the box.
:::

::: figure b.jpg
alt: It's another alt
caption: It&rsquo;s another caption
credit: It's another credit
:::

::: embed https://v.example/it's
title: It's a film
:::

<iframe src="https://www.youtube.com/embed/x" title="It's a clip"></iframe>

[A link](https://l.example/ "It's a title").

## Two

## Three

![It's an alt](b.jpg "It's a third caption")
""",
    "content/authors/news-desk.md": """\
---
name: It's the desk
role: It's their role
portrait: {src: d.jpg, alt: It's a portrait, credit: It's its credit}
links: [{label: It's a link, url: "https://d.example/"}]
---
It's the desk.
""",
    "content/pages/about.md": "---\ntitle: It's the page\ndek: It's its dek\n---\nIt's a page.\n",
}


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    toml = (
        SITE.replace('title = "The Test"', 'title = "It\'s the paper"\ndescription = "It\'s ours"')
        .replace('name = "Asia"', 'name = "It\'s Asia"\ndescription = "It\'s large"')
        .replace("\n\n", '\n\n[publisher]\nname = "It\'s a press"\n\n', 1)
        .replace("search = { enabled = false }\n", "")
    )
    top, sections = toml.split("[publisher]", 1)
    own, _, rest = sections.partition("[[sections]]")
    toml = f"{top}[publisher]{own}\n[[sections]]{rest}"
    pictures = {
        f"content/articles/it's-here/{name}.jpg": picture(size=(800, 600)) for name in "abc"
    }
    pictures["content/authors/d.jpg"] = picture(size=(400, 400))
    site = Newsroom(tmp_path_factory.mktemp("texts"), {**EVERYWHERE, **pictures}, site_toml=toml)
    return site.build()


def test_straight_quotes_are_set_in_every_field_that_readers_see(everywhere: Newsroom) -> None:
    left = {
        path: found
        for path, data in everywhere.tree().items()
        if path.endswith((".html", ".xml", ".json")) and (found := STRAIGHT.findall(data.decode()))
    }
    assert left == {}
    page = everywhere.read("2026/03/its-here/index.html")
    for words in (
        *("the headline – here", "the “dek”", "the kicker", "a tag", "the alt", "the caption"),
        *("the credit", "a heading", "short", "elsewhere", "theirs", "the correction"),
        *("the source", "its publisher", "a box", "another alt", "another caption"),
        *("another credit", "a film", "a clip", "a title", "an alt", "a third caption", "the desk"),
        *("the paper", "Asia", "the text"),
    ):
        assert f"It’s {words}" in page, words
    author = everywhere.read("authors/news-desk/index.html")
    for words in ("the desk", "their role", "a portrait", "its credit", "a link"):
        assert f"It’s {words}" in author, words


def test_what_leads_somewhere_is_not_set(everywhere: Newsroom) -> None:
    page = everywhere.read("2026/03/its-here/index.html")
    assert 'id="its-a-heading"' in page
    assert "https://e.example/it&#39;s" in page or "https://e.example/it's" in page
    assert (everywhere.output / "tags/its-a-tag/index.html").is_file()
    feed = json.loads(everywhere.read("feed.json"))
    assert feed["title"] == "It’s the paper"
    assert feed["items"][0]["title"] == "It’s the headline – here"
    assert feed["items"][0]["id"] == "https://test.example/2026/03/its-here/"


def test_names_that_look_alike_are_one(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/a.md": article(
                tags='["AI law", café, coop, "women\'s rights"]', countries="[NO]"
            ),
            "content/articles/b.md": article(
                tags=f'["AI{NBSP}law ", cafe\u0301, co{SHY}op, women’s rights]',
                countries=f'["N{SHY}O{NBSP}"]',
                section=f'"{ZWSP}asia"',
                authors=f'["news{ZWSP}-desk{NBSP}"]',
                section_headings=f'[{{heading: "The{NBSP}road", id: "ro{SHY}ad"}}]',
                slug=f'"{ZWSP}other"',
                body="## The road\n\n[Down](#road)",
            ),
        }
    ).build()
    for tag in ("ai-law", "cafe", "coop", "womens-rights"):
        listing = site.read(f"tags/{tag}/index.html")
        assert "/2026/03/a/" in listing
        assert "/2026/03/other/" in listing


def test_names_that_only_look_alike_are_told_apart(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/a.md": article(tags=f"[می{ZWNJ}خواهم, Ο.Π.Α, п\u02bcять]"),
            "content/articles/b.md": article(tags="[میخواهم, O.Π.Α, п\u2019ять]"),
        }
    )
    site.edit("content/articles/b.md", "section: asia", "section: \u0430sia")
    said = site.fail()
    assert "`\u0430sia`: did you mean `asia`? They differ in U+0430" in said
    assert "U+200C" in said
    assert "they differ in U+2019" in said
    assert "GREEK CAPITAL LETTER OMICRON" in said.upper()


# --fix --------------------------------------------------------------------------------------

ENCODED = """\
---
headline: Army.mil &#8211; "Usability" &amp; us   # plain &#8211; comment
dek: "They&rsquo;re &quot;here&quot; &amp;mdash; 10&nbsp;km, A&nbsp;B"
kicker: 'It&#39;s'
date: 2026-03-01 09:00
section: asia
tags: [R&amp;D]
sources: [{title: A &amp; B, url: "https://s.example/?a=1&amp;b=2"}]
corrections:
  - date: 2026-03-02 10:00
    text: >
      Was &lsquo;this&rsquo;.
related: [{headline: "&#8220;X&#8221; &nosuch;", url: "https://e.example/?x=1&copy;=2"}]
---

The &mdash; body stays &amp; `&rsquo;`.

::: figure a.jpg
alt: They&rsquo;re
caption: "A &ndash; B"
credit: Jo &amp; Co
license: https://l.example/?a&amp;b
:::
"""

MENDED = f"""\
---
headline: Army.mil – "Usability" & us   # plain &#8211; comment
dek: "They’re \\"here\\" — 10{NBSP}km, A B"
kicker: 'It''s'
date: 2026-03-01 09:00
section: asia
tags: [R&D]
sources: [{{title: A & B, url: "https://s.example/?a=1&amp;b=2"}}]
corrections:
  - date: 2026-03-02 10:00
    text: >
      Was ‘this’.
related: [{{headline: "“X” &nosuch;", url: "https://e.example/?x=1&copy;=2"}}]
---

The &mdash; body stays &amp; `&rsquo;`.

::: figure a.jpg
alt: They’re
caption: "A – B"
credit: Jo & Co
license: https://l.example/?a&amp;b
:::
"""


def test_fix_writes_the_characters_and_changes_nothing_else(newsroom: Make) -> None:
    path = "content/articles/a.md"
    for ends in ("\n", "\r\n"):
        raw = ENCODED.replace("\n", ends).encode()
        site = newsroom({path: raw, "content/articles/a.jpg": picture()}).build()
        before = {it: data for it, data in site.tree().items() if it.endswith((".html", ".xml"))}
        said = site.run("check", "--now", "2026-06-01T12:00:00+00:00", "--fix")
        assert (site.root / path).read_bytes() == MENDED.replace("\n", ends).encode()
        assert "is HTML" not in said.output
        after = {it: data for it, data in site.build().tree().items() if it in before}
        assert after == before


def test_fix_leaves_what_would_mean_something_else(newsroom: Make) -> None:
    text = article("&amp; so", dek="a &#35; b", kicker="'&nbsp;'")
    site = newsroom({"content/articles/a.md": text})
    site.run("check", "--now", "2026-06-01T12:00:00+00:00", "--fix")
    assert (site.root / "content/articles/a.md").read_text("utf-8") == text


def test_what_a_pictures_file_says_is_set_as_its_story_is(newsroom: Make) -> None:
    photo = with_metadata(
        picture(size=(800, 600)), iim={110: "O'Brien &amp; Co", 120: 'The  "quay"\nat night'}
    )
    site = newsroom(
        {
            "content/articles/a.md": article(body="![Water](a.jpg)", lang="de"),
            "content/articles/a.jpg": photo,
        }
    ).build()
    page = site.read("2026/03/a/index.html")
    assert "The „quay“ at night" in page
    assert "O’Brien &amp; Co" in page


def test_entities_and_tags_of_the_configuration_are_told_of_too(newsroom: Make) -> None:
    toml = SITE.replace('"The Test"', '"Bill &amp; Hill&rsquo;s"').replace(
        '"Asia"', '"<b>Asia</b>"'
    )
    site = newsroom({"content/articles/a.md": article()}, site_toml=toml).build()
    told = [(it["path"], it["line"], it["message"]) for it in site.report["problems"]]
    assert told == [
        ("content/site.toml", 1, "`&amp;` is HTML: readers see `&`; 1 more in this file"),
        ("content/site.toml", 10, "readers see the tag `<b>` in `sections.name`"),
    ]
    assert "Bill &amp; Hill’s" in site.read("index.html")
