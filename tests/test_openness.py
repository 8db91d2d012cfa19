"""What machines had to do with texts_of and pictures: said, and shown wherever these are."""

import io
import json
from collections.abc import Callable
from typing import Any

import extruct
import feedparser
import pytest
from lxml import html
from PIL import Image

from sitegen.pictures.rights import read_rights
from sitegen.transparency import SOURCE_TYPES, source_type_address
from tests.html import texts_of
from tests.metadata import with_metadata
from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
GENERATED = "trainedAlgorithmicMedia"


def made(term: str, **options: Any) -> bytes:
    return with_metadata(picture(**options), xmp={"Iptc4xmpExt:DigitalSourceType": TERMS + term})


IMAGE = "{{src: {}.jpg, alt: A quay, credit: Jo/Agency}}"
FILES: dict[str, str | bytes] = {
    "content/articles/lead.jpg": made(GENERATED),
    "content/articles/inner.jpg": made("compositeWithTrainedAlgorithmicMedia", size=(64, 40)),
    "content/articles/plain.jpg": made("digitalCapture", size=(60, 40)),
    "content/articles/said.jpg": picture(size=(62, 40)),
    "content/articles/a.md": article(
        "Written",
        "".join(
            f"::: figure {name}.jpg\nalt: A {name} thing\ncredit: Jo\n{more}:::\n\n"
            for name, more in (
                ("inner", ""),
                ("said", "source_type: composite\n"),
                ("plain", ""),
            )
        )
        + "Words.",
        image=IMAGE.format("lead"),
        ai="{text: generated, reviewed_by: news-desk, note: From the table.}",
        method="We read the table.",
    ),
    "content/articles/b.md": article(
        "Aidé", lang="fr", image=IMAGE.format("lead"), ai="{text: assisted}"
    ),
    "content/articles/c.md": article("Plain", image=IMAGE.format("plain"), ai="{text: none}"),
    "content/pages/us.md": "---\ntitle: Us\n---\nUs.\n",
}
PAPER = SITE + '\n[publisher.policies]\npublishingPrinciples = "/us/"\n'


@pytest.fixture(scope="module")
def site(shown: Make) -> Newsroom:
    return shown(FILES, site_toml=PAPER)


def page(site: Newsroom, slug: str) -> Any:
    return html.fromstring(site.read(f"2026/03/{slug}/index.html"))


def graph(site: Newsroom, slug: str) -> dict[str, Any]:
    """Return what extruct reads of a story."""
    text = site.read(f"2026/03/{slug}/index.html")
    (whole,) = extruct.extract(text, syntaxes=["json-ld"], errors="strict")["json-ld"]
    return next(dict(it) for it in whole["@graph"] if it["@type"] == "NewsArticle")


def test_readers_are_told_near_the_byline_and_below_the_picture(site: Newsroom) -> None:
    a = page(site, "a")
    said = "Written by AI. Reviewed by News desk. From the table."
    assert texts_of(a, '//div[@class="beneath"]/p[@class="disclosure"]') == [said]
    below = '//figcaption//span[@class="made"]'
    assert texts_of(a, below) == [
        "Made with AI",
        "Altered with AI",
        "Composite picture",
    ]
    b = page(site, "b")
    assert texts_of(b, '//p[@class="disclosure"]') == ["Rédigé avec l’aide de l’IA."]
    assert texts_of(b, below) == ["Créé par IA"]
    assert texts_of(page(site, "c"), f'{below} | //p[@class="disclosure"]') == []


def test_readers_are_told_upon_the_picture_where_it_stands_in_a_list(site: Newsroom) -> None:
    """In the words of the page, whatever the language of the story."""
    upon = '//*[@class="frame"][img or picture]'
    for path in ("", "asia/", "archive/2026/03/", "2026/03/c/"):
        tree = html.fromstring(site.read(f"{path}index.html"))
        frames = {it.getparent().xpath("string(.//h3/a)"): it for it in tree.xpath(upon)}
        labels = {name: texts_of(it, './/span[@class="made"]') for name, it in frames.items()}
        assert labels.pop("Plain", []) == []
        assert labels
        assert set(map(tuple, labels.values())) == {("Made with AI",)}, path
    (label,) = {*html.fromstring(site.read("index.html")).xpath('//span[@class="made"]/@lang')}
    assert label == "en"


def test_the_box_says_how_it_was_reported(site: Newsroom) -> None:
    (box,) = page(site, "a").xpath('//section[@class="method"]')
    assert texts_of(box, "./*") == ["How we reported this", "We read the table.", "How we work"]
    assert box.xpath(".//a/@href") == ["/us/"]
    assert page(site, "c").xpath('//section[@class="method"]') == []


def test_feeds_say_it_in_words(site: Newsroom) -> None:
    for path in ("feed.xml", "atom.xml", "asia/feed.xml"):
        entries = {
            it.title: it.content[0].value for it in feedparser.parse(site.read(path)).entries
        }
        text = entries["Written"]
        assert text.index("Written by AI. Reviewed by News desk. From the table.") < text.index(
            "Words"
        )
        for word in ("Made with AI", "Altered with AI", "Composite picture", "How we reported"):
            assert text.count(word) == 1, (path, word)
        assert "Créé par IA" in entries["Aidé"]
        assert "AI" not in entries["Plain"]
    items = {it["title"]: it for it in json.loads(site.read("feed.json"))["items"]}
    assert "Made with AI" in items["Written"]["content_html"]


def test_search_engines_are_told_by_terms(site: Newsroom) -> None:
    a, b, c = (graph(site, it) for it in "abc")
    assert a["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert b["digitalSourceType"].endswith("/CompositeWithTrainedAlgorithmicMediaDigitalSource")
    assert "digitalSourceType" not in c
    assert {it["digitalSourceType"] for it in (*a["image"], *b["image"])} == {
        "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    }
    assert {it["digitalSourceType"] for it in c["image"]} == {
        "https://schema.org/DigitalCaptureDigitalSource"
    }
    assert source_type_address("humanEdits") == f"{TERMS}humanEdits"
    assert source_type_address("") == ""


def test_every_size_carries_what_the_file_said_or_an_editor(site: Newsroom) -> None:
    expected = {
        "lead": GENERATED,
        "inner": "compositeWithTrainedAlgorithmicMedia",
        "plain": "digitalCapture",
        "said": "composite",
    }
    files = sorted((site.output / "pictures").iterdir())
    seen = set()
    for file in files:
        name = file.name.partition("-")[0]
        if name in expected and "social" not in file.name:
            with Image.open(file) as image:
                assert read_rights(image).source_type == expected[name], file.name
            seen.add((name, file.suffix))
    assert seen == {(name, suffix) for name in expected for suffix in (".avif", ".jpg")}


@pytest.mark.parametrize("term", sorted(SOURCE_TYPES))
def test_each_term_is_read(term: str) -> None:
    for written in (TERMS + term, TERMS.replace("http:", "https:") + term, term):
        data = with_metadata(picture(), xmp={"Iptc4xmpExt:DigitalSourceType": written})
        with Image.open(io.BytesIO(data)) as image:
            assert read_rights(image).source_type == term


def test_a_term_that_nobody_knows_says_nothing() -> None:
    with Image.open(io.BytesIO(made("madeUp"))) as image:
        assert read_rights(image).source_type == ""


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"content/articles/a.md": article(ai="{text: generated}")},
         "the text was generated, and nobody is named who reviewed it"),
        ({"content/articles/a.md": article(ai="{text: generated, reviewed_by: news-desc}")},
         "there is no author `news-desc`"),
        ({"content/articles/a.md": article(ai="{text: none, note: x}")},
         "no machine had to do with the text"),
        ({"content/articles/a.md": article(ai="{note: x}")}, "`ai.text` is missing"),
        (
            {
                "content/articles/lead.jpg": made(GENERATED),
                "content/articles/a.md": article(
                    image="{src: lead.jpg, alt: A, credit: B, source_type: digitalCapture}"
                ),
            },
            "as its file says: `trainedAlgorithmicMedia`, and not `digitalCapture`",
        ),
        (
            {
                "content/articles/lead.jpg": picture(),
                "content/articles/a.md": article(
                    body="::: figure lead.jpg\nalt: A\ncredit: B\nsource_type: compositee\n:::"
                ),
            },
            "there is no source type `compositee`",
        ),
        (
            {
                "content/images/me.jpg": made(GENERATED),
                "content/authors/me.md": "---\nname: Me\n"
                "portrait: {src: me.jpg, alt: Me, credit: B}\n---\nMe.\n",
            },
            "`me.jpg` was made with AI, as its file says",
        ),
    ],
)  # fmt: skip
def test_what_is_not_told_is_an_error(
    newsroom: Make, files: dict[str, str | bytes], message: str
) -> None:
    assert message in newsroom(files).fail()


def test_a_reviewer_is_named_as_soon_as_readers_know_them(newsroom: Make) -> None:
    text = article("Written", authors="[news-desk]", ai="{text: generated, reviewed_by: jo}")
    site = newsroom(
        {
            "content/articles/a.md": text,
            "content/authors/jo.md": "---\nname: Jo Berg\n---\nJo.\n",
        }
    ).build()
    path = '//p[@class="disclosure"]'
    assert texts_of(page(site, "a"), path) == ["Written by AI. Reviewed by an editor."]
    site.write({"content/articles/b.md": article("Signed", authors="[jo]")}).build()
    assert texts_of(page(site, "a"), path) == ["Written by AI. Reviewed by Jo Berg."]
    site.edit("content/authors/jo.md", "Jo Berg", "Jo Hill").build()
    assert texts_of(page(site, "a"), path) == ["Written by AI. Reviewed by Jo Hill."]
    assert "Reviewed by Jo Hill." in site.read("feed.xml")
    before = site.tree()
    site.build("--clean")
    assert site.tree() == before
