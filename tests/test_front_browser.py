"""The front page and listings as browsers show them: even, whole, and easy to hit."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser import SHIFTS, SIDEWAYS, at_widths, violations
from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture
from tests.serving import Built, served
from tests.test_responsive import dishonest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "front": "/",
    "section": "/asia/",
    "sections": "/sections/",
    "topic": "/tags/nato/",
    "topics": "/tags/",
    "country": "/countries/us/",
    "facts of a country": "/countries/ua/",
    "countries": "/countries/",
    "author": "/authors/asia-desk/",
    "authors": "/authors/",
    "threads": "/threads/",
    "thread": "/threads/narrow-waters/",
    "archive": "/archive/",
    "year": "/archive/2025/",
    "month": "/archive/2025/10/",
}
WIDTHS = (320, 390, 820, 1280, 1920)
FITS = [[False, []]] * len(WIDTHS)
"""What pages answer if they scroll not sideways, and nothing is amiss at any of these widths."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    yield page
    page.context.close()


def sized(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


GAPS = """() => {
  const found = {};
  for (const dek of document.querySelectorAll('main :is(.card, .brief, .row) .dek')) {
    if (!dek.checkVisibility()) continue;
    const gap = dek.getBoundingClientRect().top - dek.parentElement
      .querySelector('h3').getBoundingClientRect().bottom;
    (found[Math.round(gap * 2) / 2] ??= []).push(dek.textContent);
  }
  return found;
}"""


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_from_headline_to_standfirst_it_is_equally_far(
    page: Page, sample: Built, width: int
) -> None:
    sized(page, width)
    found: set[str] = set()
    for name in ("front", "section", "topic"):
        page.goto(sample.address + PAGES[name])
        found |= set(page.evaluate(GAPS))
    assert len(found) == 1, found


def test_no_story_stands_on_the_front_page_twice(page: Page, sample: Built) -> None:
    page.goto(sample.address)
    links: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('main :is(h3, li) a, main a.line')]"
        ".filter(it => !it.closest('.most')).map(it => it.pathname)"
    )
    stories = [it for it in dict.fromkeys(links) if it[1:5].isdigit()]
    seen = page.evaluate("() => [...document.querySelectorAll('main a')].map(it => it.pathname)")
    assert len(stories) > 15
    assert [it for it in stories if seen.count(it) != 1] == []


HITS = """() => [...document.querySelectorAll('a, button, input')].filter(it => {
  if (!it.checkVisibility() || it.matches('.skip') || it.closest('.biography')) return false;
  const { width, height } = it.getBoundingClientRect();
  return width < 24 || height < 24;
}).map(it => `${it.textContent.trim()} ${it.getBoundingClientRect().height}`)"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_screen_and_all_of_it_can_be_hit(
    page: Page, sample: Built, name: str
) -> None:
    question = f"() => [{SIDEWAYS}, ({HITS})()]"
    assert at_widths(page, sample.address + PAGES[name], WIDTHS, question) == FITS


BROKEN = r"""() => {
  const found = [];
  for (const it of document.querySelectorAll('main :is(h1, h2, h3, .line, .dek, dt, .told dd)')) {
    if (!it.checkVisibility()) continue;
    const texts = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
    for (let text; text = texts.nextNode();) {
      for (const word of text.data.matchAll(/[\p{L}\p{N}]+/gu)) { // soft hyphens part words
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const boxes = [...range.getClientRects()];
        // Of what stands behind a break, the first box is that of the hyphen.
        if (text.data[word.index - 1] === '\u00ad' && boxes.length > 1) boxes.shift();
        const tops = new Set(boxes.map(it => Math.round(it.top)));
        if (tops.size > 1 && getComputedStyle(it).hyphens !== 'auto') found.push(word[0]);
      }
    }
  }
  return found;
}"""
"""Words of headlines that break without a hyphen."""

STORIES = {
    "a long word above": "/2026/10/the-budapest-memorandum-read-again/",
    "notes in the margin": "/2026/09/two-languages-two-treaties/",
    "boxes beside the text": "/2025/07/brics-grows/",
    "a chart": "/2026/09/in-figures-the-united-nations/",
    "live": "/2026/07/eagle-as-it-happened/",
}
BEYOND = """() => [...document.querySelectorAll('main *')].filter(it => {
  const { width, left, right } = it.getBoundingClientRect();
  if (width <= 1 || (left >= -1 && right <= innerWidth + 1)) return false;
  for (let at = it; at; at = at.parentElement) {
    if (at.matches('svg, .unseen') || getComputedStyle(at).overflowX !== 'visible') return false;
  }
  return true;
}).map(it => `${it.tagName}.${it.className} ${it.textContent.trim().slice(0, 40)}`)"""


def test_words_before_a_name_stand_apart_from_it(page: Page, sample: Built) -> None:
    """A name set apart for its direction is an element: a flex box would drop the blank before."""
    page.goto(sample.address + STORIES["a chart"])
    assert page.locator(".further a").all_inner_texts() == ["More by The statistician"]


@pytest.mark.parametrize("name", [*PAGES, *STORIES])
def test_letters_twice_as_large_stay_on_the_page(page: Page, sample: Built, name: str) -> None:
    """Some browsers enlarge letters alone: lengths in `rem` grow, and no media query says so."""
    question = f"""() => {{
      document.documentElement.style.fontSize = '200%';
      return [{SIDEWAYS}, [...({BEYOND})(), ...innerWidth < 400 ? ({BROKEN})() : []]];
    }}"""
    assert at_widths(page, sample.address + (PAGES | STORIES)[name], WIDTHS, question) == FITS


SIZES = """selectors => selectors.map(it =>
  parseFloat(getComputedStyle(document.querySelector(it)).fontSize))"""


@pytest.mark.parametrize("letters", ["100%", "200%"])
def test_what_leads_is_larger_than_what_follows_on_the_narrowest_phone_too(
    page: Page, sample: Built, letters: str
) -> None:
    sized(page, 320)
    for path, places in (
        ("front", [".lead h3", ".picture h3", ".seconds h3", ".latest .line"]),
        ("section", [".head h1", ".opening h3", ".row h3"]),
        ("topic", [".head h1", ".head .dek", ".row h3 + .dek"]),
    ):
        page.goto(sample.address + PAGES[path])
        page.evaluate("size => document.documentElement.style.fontSize = size", letters)
        found: list[float] = page.evaluate(SIZES, places)
        assert found == sorted({*found}, reverse=True), path


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves(page: Page, sample: Built, width: int) -> None:
    """Of other listings, test_reading tells so."""
    sized(page, width)
    moved = {}
    for name in ("topic", "threads", "thread"):
        page.goto(sample.address + PAGES[name])
        if shift := page.evaluate(SHIFTS):
            moved[name] = shift
    assert moved == {}


WIDTH = "it => it.getBoundingClientRect().width"


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_the_first_picture_of_a_section_is_as_wide_before_its_words_have_come(
    page: Page, sample: Built, width: int
) -> None:
    sized(page, width)
    page.goto(sample.address + PAGES["section"])
    frame = page.locator(".opening .frame")
    there = frame.evaluate(WIDTH)
    page.locator(".opening .words").evaluate("it => it.remove()")
    assert frame.evaluate(WIDTH) == pytest.approx(there, abs=0.1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_section_can_be_read_in_its_colour(page: Page, sample: Built, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    sized(page, 1280)
    for name in ("front", "section", "sections", "topics", "year"):
        page.goto(sample.address + PAGES[name])
        # The rest is no matter of schemes: test_reading.
        assert violations(page, rule="color-contrast") == [], name
    page.emulate_media(color_scheme="light")


def test_a_phone_has_one_row_of_sections_that_scrolls(page: Page, sample: Built) -> None:
    sized(page, 320)
    page.goto(sample.address + PAGES["section"])
    tops = page.eval_on_selector_all(".menu a", "all => all.map(it => Math.round(it.offsetTop))")
    assert len(set(tops)) == 1
    page.locator(".menu a").last.focus()
    assert page.evaluate("document.querySelector('.menu ul').scrollLeft") > 0
    # The foot has two columns.
    edges = page.eval_on_selector_all(".foot li", "all => all.map(it => it.offsetLeft)")
    assert len(set(edges)) == 2


def test_a_phone_shows_in_which_section_one_is(page: Page, sample: Built) -> None:
    sized(page, 320)
    page.goto(sample.address + "/world/")
    here = page.locator(".menu [aria-current]").bounding_box()
    assert here
    assert 0 <= here["x"] <= 320 - here["width"]
    assert page.evaluate("scrollY") == 0
    page.goto(sample.address + "/europe/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.locator(".menu [aria-current]").focus()
    here = page.locator(".menu [aria-current]").bounding_box()
    assert here
    assert here["x"] > 15  # it begins where all else does


def test_the_field_in_the_head_asks_the_search_page(browser: Browser, sample: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample.address)
    page.get_by_role("searchbox").fill("Suez canal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=Suez+canal")
    context.close()


def test_the_front_page_is_light_on_arrival(browser: Browser, sample: Built) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page, bodies = phone.new_page(), []
    page.on("requestfinished", lambda it: bodies.append(it.sizes()["responseBodySize"]))
    page.goto(sample.address, wait_until="networkidle")
    assert sum(bodies) <= 250_000
    phone.close()


def test_japanese_headlines_break_between_phrases_where_there_is_room(
    page: Page, sample: Built
) -> None:
    """In a column of a few letters phrases would part before marks that begin no line."""
    broken = """() => {
      document.documentElement.lang = 'ja';
      return [...document.querySelectorAll('h1, h3 a, a.line, .dek, .foot a')].map(it =>
        (it.closest('.row')?.querySelector('.frame') ? 'beside a picture: ' : '') +
        getComputedStyle(it).wordBreak + (it.matches(':lang(ja)') ? '' : ' elsewhere'));
    }"""
    for width, beside in ((1280, "auto-phrase"), (320, "normal")):
        sized(page, width)
        page.goto(sample.address + PAGES["section"])
        every = {"auto-phrase", f"beside a picture: {beside}", "normal elsewhere"}
        assert {*page.evaluate(broken)} == every


def test_words_take_the_place_of_pictures_that_large_letters_leave_none(
    page: Page, sample: Built
) -> None:
    sized(page, 390)
    for name, part in (("month", ".row"), ("sections", ".listed li"), ("authors", ".listed li")):
        page.goto(sample.address + PAGES[name])
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        gaps = page.eval_on_selector_all(
            f"{part} .words",
            """(all, part) => all.map(it => {
              const [own, around] = [it, it.closest(part)].map(that => that.offsetWidth);
              return Math.abs(own - around);
            })""",
            part,
        )
        assert set(gaps) == {0}


def test_what_is_told_of_an_author_is_as_wide_as_a_text(page: Page, sample: Built) -> None:
    sized(page, 1280)
    page.goto(sample.address + PAGES["author"])
    told = page.locator(".biography").bounding_box()
    assert told
    assert told["width"] <= 600


def test_no_hole_parts_stories_beside_a_lead_that_is_much_taller(page: Page, sample: Built) -> None:
    sized(page, 1280)
    page.goto(sample.address)
    between = """() => {
      const [first, second] = [...document.querySelectorAll('.seconds .card')];
      return Math.round(second.getBoundingClientRect().top - first.getBoundingClientRect().bottom);
    }"""
    assert 32 <= page.evaluate(between) <= 96
    page.evaluate("document.querySelector('.lead .dek').textContent = 'words '.repeat(300)")
    assert page.evaluate(between) == 96


def test_numbers_of_stories_begin_where_names_of_sections_do(page: Page, sample: Built) -> None:
    sized(page, 1280)
    page.goto(sample.address + PAGES["sections"])
    for way, edge in (("ltr", "left"), ("rtl", "right")):
        page.evaluate("way => { document.documentElement.dir = way; }", way)
        edges = page.eval_on_selector_all(
            ".name",
            """(all, edge) => all.map(it => [...it.children].map(part =>
              Math.round(part.getBoundingClientRect()[edge])))""",
            edge,
        )
        assert edges
        assert all(name == count for name, count in edges)


def test_what_a_machine_did_hides_nothing_of_a_small_picture(page: Page, sample: Built) -> None:
    sized(page, 320)
    page.goto(sample.address + PAGES["month"])
    over = page.eval_on_selector_all(
        ".row .frame",
        """all => all.map(it => {
          const label = document.createElement('span');
          label.className = 'made';
          label.textContent = 'Created with artificial intelligence';
          it.append(label);
          const picture = it.querySelector('img').getBoundingClientRect();
          return [label.getBoundingClientRect().top >= picture.bottom,
            Math.round(picture.width / picture.height * 9)];
        })""",
    )
    assert over
    assert over == [[True, 16]] * len(over)


def test_letters_that_join_keep_their_distance(page: Page, sample: Built) -> None:
    for name in ("front", "section", "thread", "country"):
        page.goto(sample.address + PAGES[name])
        spaced = page.evaluate(
            """() => {
              for (const it of document.querySelectorAll('[lang]')) it.lang = 'ar';
              return [...document.querySelectorAll('body *')].filter(it =>
                parseFloat(getComputedStyle(it).letterSpacing)).map(it => it.outerHTML);
            }"""
        )
        assert spaced == [], name


COUNTS = """() => [...document.querySelectorAll('.listed .name')].map(it => {
  const [name, count] = [...it.children].map(it => it.getBoundingClientRect());
  return count.top >= name.bottom - 1;
})"""
NEWEST = """() => [...document.querySelectorAll('.newest a')].map(it =>
  it.getBoundingClientRect().left - it.closest('.words').getBoundingClientRect().left)"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_sections_tell_how_many_below_their_names_be_these_long_or_short(
    page: Page, sample: Built, width: int
) -> None:
    sized(page, width)
    page.goto(sample.address + PAGES["sections"])
    assert {*page.evaluate(COUNTS)} == {True}
    # Headlines in whatever script begin where all that is told does, of one line or of two.
    assert {*page.evaluate(NEWEST)} == {0}
    assert page.locator(".newest a[dir=rtl]").evaluate("it => getComputedStyle(it).textAlign") == (
        "left"
    )


def test_on_paper_a_front_page_tells_where_it_is_and_its_first_sheet_has_its_lead(
    page: Page, sample: Built
) -> None:
    page.goto(sample.address)
    page.evaluate("document.querySelectorAll('.latest, .band, .most').forEach(it => it.remove())")
    page.emulate_media(media="print")
    assert page.locator(".printed").inner_text() == "https://meridian.example/"
    sheets = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    page.emulate_media(media="screen")
    assert sheets == 1


def test_a_lead_without_a_picture_lies_above_stories_that_have_theirs(
    page: Page, tmp_path: Path
) -> None:
    image = "{src: a.jpg, alt: A quay, credit: Us}"
    files: dict[str, str | bytes] = {"content/images/a.jpg": picture(size=(1600, 900))}
    for it in range(9):
        story = article(f"Story {it}", image=image if it else None)
        files[f"content/articles/s{it}.md"] = story
    toml = SITE + '[front]\nlead = "s0"\n'
    site = Newsroom(tmp_path / "site", files, site_toml=toml).build()
    sized(page, 1280)
    with served(site.output) as address:
        assert dishonest(page, address, ["/"]) == []
        page.goto(address)
        lead, seconds, latest = (
            page.locator(it).evaluate("it => it.getBoundingClientRect().toJSON()")
            for it in (".leading", ".seconds", ".latest")
        )
        first, second = (
            page.locator(".seconds .card")
            .nth(it)
            .evaluate("it => it.getBoundingClientRect().toJSON()")
            for it in range(2)
        )
    assert second["top"] - first["bottom"] == 32  # rows, one below the other
    assert (lead["left"], lead["right"]) == (seconds["left"], seconds["right"])
    assert lead["bottom"] <= seconds["top"] <= lead["bottom"] + 48
    assert latest["left"] > lead["right"]
    assert latest["top"] == lead["top"]


def test_a_front_page_without_pictures_has_its_latest_below_and_no_hole_beside_them(
    page: Page, tmp_path: Path
) -> None:
    stories = {f"content/articles/s{it}.md": article(f"Story {it}") for it in range(24)}
    site = Newsroom(tmp_path / "site", stories).build()
    sized(page, 1280)
    with served(site.output) as address:
        page.goto(address)
        leading, latest = (page.locator(it).bounding_box() for it in (".leading", ".latest"))
        assert leading
        assert latest
        assert latest["y"] >= leading["y"] + leading["height"]
        tops = page.eval_on_selector_all(".latest li", "all => all.map(it => it.offsetTop)")
        assert len(tops) > 4
        assert [tops.count(it) for it in sorted({*tops})][:-1] == [4] * ((len(tops) - 1) // 4)


def test_an_old_address_does_not_flash_in_the_dark(page: Page, sample: Built) -> None:
    page.route("**/2026/07/**", lambda route: route.fulfill(status=204))  # so that it stays
    page.emulate_media(color_scheme="dark")
    page.goto(f"{sample.address}/explainers/montreux/")
    shown = Image.open(BytesIO(page.screenshot())).convert("L")
    page.unroute("**/2026/07/**")
    page.emulate_media(color_scheme="light")
    assert max(shown.crop((0, 200, 200, 400)).tobytes()) < 64
