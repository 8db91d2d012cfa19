"""A story in a script of its own: which way it runs, how its letters join, what parts its names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.html import parsed
from tests.newsroom import Newsroom, article
from tests.serving import Built, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ARABIC = "وُقّعت في 20 يوليو 1936.[^1] وهي سارية منذ ذلك الحين.\n\n[^1]: ملاحظة."
KEYS: dict[str, object] = {
    "authors": "[news-desk, maps]",
    "countries": "[TR, GR]",
    "sources": "[{title: A, publisher: B, accessed: 2026-02-01}]",
}
SEVENTEEN = '<span class="wide">Sicher<span class="soft"></span>heitsarchitektur</span>'
HEADLINE = "Meerengenabkommen und Kriegsschiffdurchfahrtsbeschränkungen, und wen sie betreffen"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Build a paper in English with a story in each of three other languages."""
    dek = "اتفقت عشر دول على من يحقّ له الإبحار إلى البحر الأسود. " * 3
    stories = {
        "ar": article(
            "المضائق ومن يعبرها",
            ARABIC,
            **{**KEYS, "lang": "ar", "dek": dek, "kicker": "شرح", "date": "2026-03-02"},
        ),
        "ja": article("海峡を守る国", "条約。", **{**KEYS, "lang": "ja", "date": "2026-03-01"}),
        "de": article(HEADLINE, lang="de", date="2026-03-03"),
    }
    site = Newsroom(
        tmp_path_factory.mktemp("scripts") / "site",
        {
            "content/authors/maps.md": "---\nname: Map desk\n---\nThey draw.\n",
            **{f"content/articles/{slug}.md": text for slug, text in stories.items()},
        },
    ).build()
    with served(site.output) as address:
        yield Built(address, site.output)


@pytest.fixture
def page(page: Page) -> Page:
    """Return a tab of a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    return page


@pytest.mark.parametrize(
    ("slug", "comma", "stop"), [("ar", "، ", ". "), ("ja", "、", "。"), ("de", ", ", ". ")]
)
def test_names_in_a_row_are_parted_as_their_language_does(
    paper: Built, slug: str, comma: str, stop: str
) -> None:
    html = (paper.folder / Path("2026/03", slug, "index.html")).read_bytes()

    def words(*classes: str) -> str:
        (found,) = [it for it in parsed(html).iter() if it.get("class") in classes]
        return " ".join("".join(found.itertext()).split(" "))

    if slug != "de":
        assert f"News desk{comma}Map desk" in words("byline")
        assert comma.strip() in words("terms")
        assert f"A{comma}B" in words("sources")
        assert f"News desk{comma}Map desk{stop}" in words("cite")
    assert f"{stop}The Test{comma}" in words("cite")


def test_a_mark_behind_a_number_stands_at_the_end_of_the_sentence(paper: Built, page: Page) -> None:
    """Not as a decimal of it, on the side from which the line is read."""
    page.goto(f"{paper.address}/2026/03/ar/")
    mark, year = page.evaluate(
        """() => {
          const mark = document.querySelector('.footnote-ref'), range = document.createRange();
          const words = mark.previousSibling, at = words.data.indexOf('1936');
          range.setStart(words, at);
          range.setEnd(words, at + 4);
          return [mark, range].map(it => it.getBoundingClientRect().x);
        }"""
    )
    assert mark < year


def test_letters_that_join_have_room_above_and_none_between_them(paper: Built, page: Page) -> None:
    page.goto(f"{paper.address}/2026/03/ar/")
    wrong = page.evaluate(
        """() => [...document.querySelectorAll('main :lang(ar):not(.unseen)')].filter(it => {
          const written = [...it.childNodes].map(node => node.data ?? '').join('');
          if (!/[\\u0600-\\u06ff]/.test(written)) return false;
          const style = getComputedStyle(it);
          const lines = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
          return !['0px', 'normal'].includes(style.letterSpacing) || lines < 1.395;
        }).map(it => it.outerHTML.slice(0, 90))"""
    )
    assert wrong == []


def test_the_headline_of_a_neighbour_begins_where_what_is_said_of_it_does(
    paper: Built, page: Page
) -> None:
    page.set_viewport_size({"width": 1000, "height": 844})
    page.goto(f"{paper.address}/2026/03/de/")
    edges = page.evaluate(
        """() => [...document.querySelectorAll('.prev :is(.which, .title)')].map(it => {
          const range = document.createRange();
          range.selectNodeContents(it);
          return range.getBoundingClientRect().left;
        })"""
    )
    assert edges[0] == pytest.approx(edges[1], abs=3)


PARTED = """() => {
  const headline = document.querySelector('h1'), range = document.createRange();
  const walker = document.createTreeWalker(headline, NodeFilter.SHOW_TEXT);
  const wrong = [], letters = [];
  for (let node; (node = walker.nextNode()); )
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = [...range.getClientRects()].at(-1);
      if (box) letters.push([node.data[at], box]);
    }
  const ends = [...headline.querySelectorAll('.soft')].map(it => it.getBoundingClientRect());
  let parted = 0;
  for (let at = 1; at < letters.length; at++) {
    const [[before, one], [letter, other]] = [letters[at - 1], letters[at]];
    if (other.top <= one.top + 2 || before === ' ' || letter === ' ') continue;
    parted++;
    const drawn = ends.some(it => Math.abs(it.top - one.top) < 9 && it.right > one.right + 4);
    if (!drawn) wrong.push(letters.slice(at - 5, at).map(it => it[0]).join('') + '|' + letter);
  }
  return [wrong, parted];
}"""


def test_a_headline_draws_a_hyphen_wherever_it_parts_a_word(paper: Built, page: Page) -> None:
    """Lines that are balanced lose those that the stylesheet gives."""
    page.goto(f"{paper.address}/2026/03/de/")
    parted = 0
    for width in (320, 360, 375, 390, 412, 480, 640, 1000, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        wrong, count = page.evaluate(PARTED)
        assert wrong == [], width
        parted += count
    assert parted > 9


def test_the_way_back_from_a_note_leads_against_the_line_and_is_not_printed(
    paper: Built, page: Page
) -> None:
    page.goto(f"{paper.address}/2026/03/ar/")
    back = page.locator("[role=doc-backlink]")
    assert back.evaluate("it => new DOMMatrix(getComputedStyle(it).transform).a") == -1
    page.emulate_media(media="print")
    assert not back.is_visible()


def test_a_headline_is_balanced_where_no_word_of_it_needs_to_part(paper: Built, page: Page) -> None:
    page.goto(f"{paper.address}/2026/03/de/")
    found = []
    for width, html in ((320, "Staaten"), (320, SEVENTEEN), (500, SEVENTEEN), (1280, SEVENTEEN)):
        page.set_viewport_size({"width": width, "height": 844})
        found += page.evaluate(
            """html => {
              const headline = document.querySelector('h1');
              headline.innerHTML = html;
              return [[getComputedStyle(headline).textWrapStyle, headline.clientHeight]];
            }""",
            html,
        )
    assert [style for style, _ in found] == ["balance", "auto", "balance", "balance"]
    one, parted, *whole = [height for _, height in found]
    assert parted > 1.5 * one
    assert all(height < 1.5 * one for height in whole)
