"""The page of a story: what stands around its text, and what readers may do with it."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from sitegen.dates import day_text
from tests.html import parsed
from tests.modules import ROOT
from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture
from tests.serving import Built, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Make = Callable[..., Newsroom]

PERSON = """\
---
name: Jo Berg
role: Correspondent
portrait: {src: jo.jpg, alt: A woman, credit: Us}
---

She writes.
"""
NOTES = "\n\n".join(
    [
        "First words[^1] and more[^2], and yet more[^3].",
        *["Words upon words upon words of the same kind. " * 12] * 3,
        "Last words.[^4]",
        "[^1]: " + "A long note. " * 30,
        "[^2]: The second note.",
        "[^3]: The third note.",
        "[^4]: The last note.",
    ]
)
WIDE = "| " + " | ".join(f"A column {number}" for number in range(9)) + " |\n" + "|---" * 9 + "|\n"
BOX = f"::: factbox A box\n{'Facts of a kind. ' * 60}\n:::"
CODE = f"```\n{'word ' * 60}\n{'x' * 200}\n```"
BOXES = "\n\n".join([BOX, *["Words. " * 150] * 3, BOX, "![A quay](q.jpg)", BOX, "Few.", WIDE, CODE])
LETTERS = """
[newsletter]
action = "https://letters.example/subscribe?list=1"
title = "Letters"
text = "Once a week."
hidden = { tag = "site" }
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Build a paper of a few stories, one of which has all there is."""
    folder = tmp_path_factory.mktemp("story")
    full = article(
        "All of it",
        f"{NOTES}\n\n## Here\n\n{WIDE}\n## There\n\n{'Words. ' * 900}\n\n## Far\n\nWords.",
        date="2026-03-02 09:00",
        place="Oslo",
        key_points='[One point, "Another & one"]',
        authors="[jo, news-desk]",
        sources="[{title: A treaty}]",
        tags="[trade]",
        related="[{headline: Elsewhere, url: 'https://a.example/', publisher: They}]",
    )
    site = Newsroom(
        folder / "site",
        {
            "content/articles/full.md": full,
            "content/articles/before.md": article("The one before", date="2026-03-01 09:00"),
            "content/articles/after.md": article("The one after", date="2026-03-03 09:00"),
            "content/articles/apart.md": article("Apart", section="europe", place="Bergen"),
            "content/articles/bare.md": article(
                "Bare", "![A quay](q.jpg)", section=None, place="Q"
            ),
            "content/articles/boxes.md": article("Boxes", BOXES, section=None, date="2026-02-01"),
            "content/articles/q.jpg": picture(),
            "content/authors/jo.md": PERSON,
            "content/authors/jo.jpg": picture(size=(400, 400)),
        },
        site_toml=SITE.replace("enabled = false", "enabled = true")
        + LETTERS
        + '[policy]\nuncredited = "warning"\n',
    ).build()
    with served(site.output) as address:
        yield Built(address, site.output)


FULL = "/2026/03/full/"


def text_of(paper: Built, path: str) -> str:
    return (paper.folder / path.strip("/") / "index.html").read_text("utf-8")


def test_a_place_stands_before_the_first_words(paper: Built) -> None:
    assert '<p><span class="place">Oslo</span> — First words' in text_of(paper, FULL)
    # Before a figure it has a line of its own.
    assert '<p><span class="place">Q</span></p>\n<figure' in text_of(paper, "/2026/03/bare/")


def test_feeds_have_key_points_and_place(paper: Built) -> None:
    feed = json.loads((paper.folder / "feed.json").read_text("utf-8"))
    (text,) = (it["content_html"] for it in feed["items"] if it["title"] == "All of it")
    points, _, rest = text.partition("</ul>")
    assert points == "<ul>\n<li>One point</li>\n<li>Another &amp; one</li>\n"
    assert rest.startswith("\n<p>Oslo — First words")


def test_a_story_names_its_neighbours_in_its_section_alone(paper: Built) -> None:
    def neighbours(path: str) -> dict[str | None, str | None]:
        links = parsed(text_of(paper, path).encode()).iter("a")
        return {it.get("rel"): it.get("href") for it in links if it.get("rel") in {"prev", "next"}}

    assert neighbours(FULL) == {"prev": "/2026/03/before/", "next": "/2026/03/after/"}
    assert neighbours("/2026/03/after/") == {"prev": FULL}
    assert neighbours("/2026/03/before/") == {"next": FULL}
    assert neighbours("/2026/03/apart/") == {}
    assert neighbours("/2026/03/bare/") == {}


def test_who_wrote_it_is_introduced(paper: Built) -> None:
    (box,) = parsed(text_of(paper, FULL).encode()).findall(".//section[@class='signers']")
    told = ["".join(it.itertext()).strip() for it in box.iter("p")]
    assert told == ["Jo Berg", "Correspondent", "More by Jo Berg", "News desk", "More by News desk"]
    assert len(box.findall(".//img")) == 1


def test_a_role_changes_the_pages_of_its_stories_and_no_others(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/a.md": article("A", authors="[jo]"),
            "content/articles/b.md": article("B"),
            "content/authors/jo.md": PERSON.replace("portrait", "# portrait"),
        }
    ).build()
    site.edit("content/authors/jo.md", "role: Correspondent", "role: Editor").build()
    assert "Editor" in site.read("2026/03/a/index.html")
    pages = {it for it in site.rewritten if it.endswith(".html")}
    assert pages == {"2026/03/a/index.html", "authors/jo/index.html"}
    site.edit("content/authors/jo.md", "She writes", "She reads").build()
    assert "2026/03/a/index.html" not in site.rewritten


def test_a_box_stands_beside_words_and_leaves_no_hole_before_what_cannot_give_way(
    paper: Built, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{paper.address}/2026/02/boxes/")
    boxes = page.locator(".factbox")
    floats = [boxes.nth(at).evaluate("it => getComputedStyle(it).float") for at in range(3)]
    assert floats == ["inline-end", "none", "none"]


def test_a_newsletter_may_be_sent_to_its_host_and_nowhere_else(paper: Built, page: Page) -> None:
    headers = (paper.folder / "_headers").read_text("utf-8")
    assert "form-action 'self' https://letters.example;" in headers
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.url)
        route.fulfill(body="Thanks")

    page.context.route("https://*/**", answer)
    page.goto(paper.address + FULL)
    page.get_by_label("Your email address").fill("a@b.example")
    assert page.locator("form[method=post] input[type=hidden]").get_attribute("value") == "site"
    with page.expect_request("https://letters.example/**") as asked:
        page.get_by_role("button", name="Subscribe").click()
    assert asked.value.post_data == "email=a%40b.example&tag=site"
    page.wait_for_url("https://letters.example/**")
    page.goto(paper.address + FULL)
    page.get_by_label("Your email address").fill("a@b.example")
    page.evaluate("document.querySelector('form[method=post]').action = 'https://b.example/'")
    with page.expect_console_message(lambda it: "form-action" in it.text):
        page.evaluate("document.querySelector('form[method=post]').requestSubmit()")
    assert sent == ["https://letters.example/subscribe?list=1"]


def test_notes_stand_beside_their_marks_and_never_on_each_other(paper: Built, page: Page) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(paper.address + FULL)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.footnotes li')].map(it => {
          const note = it.getBoundingClientRect();
          const mark = document.getElementById(it.id.replace('fn_', 'fnref_'));
          return [note.top, note.bottom, note.left, mark.getBoundingClientRect().top];
        })"""
    )
    edge = page.evaluate("document.querySelector('.body').getBoundingClientRect().right")
    assert len(boxes) == 4
    for (top, bottom, left, mark), (below, *_) in zip(boxes, [*boxes[1:], (1e9,)], strict=True):
        assert left >= edge
        assert top >= mark - 1
        assert bottom < below
    first, last = boxes[0], boxes[-1]
    assert first[0] == pytest.approx(first[3], abs=2)
    assert last[0] == pytest.approx(last[3], abs=2)
    sources = page.evaluate("document.querySelector('.sources').getBoundingClientRect().left")
    assert sources >= edge


MARKED = """\
## Since 1980[^1]

Since 1980[^1], since **1980[^1]** and *1980[^1]*.

> Since 1980[^1]

| A |
|---|
| 1980[^1] |

::: factbox 1980
1980[^1]
:::

[^1]: A note.
"""


@pytest.mark.parametrize("lang", ["en", "ar", "ja"])
def test_marks_of_notes_are_superior_figures_in_every_place_and_script(
    page: Page, tmp_path: Path, lang: str
) -> None:
    """On the line, as figures of their own height, they would be read as the end of a number."""
    told = {"content/articles/a.md": article("1980", MARKED, lang=lang)}
    with served(Newsroom(tmp_path / "site", told).build().output) as address:
        page.goto(f"{address}/2026/03/a/")
        marks = page.evaluate(
            """() => [...document.querySelectorAll('.footnote-ref')].map(mark => {
              const size = it => parseFloat(getComputedStyle(it).fontSize);
              const line = into => {
                const point = document.createElement('span');
                point.style.display = 'inline-block';
                into(point);
                const {bottom} = point.getBoundingClientRect();
                point.remove();
                return bottom;
              };
              const around = size(mark.parentElement);
              const raised = line(it => mark.before(it)) - line(it => mark.append(it));
              return [size(mark) / around, raised / around];
            })"""
        )
    assert len(marks) == 7
    for size, raised in marks:
        # Source Serif's own are 0.61 as high as its figures, and stand 0.43 above the line.
        assert size == pytest.approx(0.62, abs=0.02)
        assert raised == pytest.approx(0.42, abs=0.03)


TABLE = """\
| 条約 | 署名 | 場所 | 領土に関する規定 |
|---|---:|---|---|
| 下関条約 | 1895年4月17日 | 下関 | 遼東半島・台湾・澎湖諸島の割譲 |
| 平和条約 | 1951年9月8日 | サンフランシスコ | 朝鮮の独立の承認、台湾などの放棄 |

::: figure q.jpg
alt: 港
caption: 港の岸壁
credit: 編集部
:::
"""


def test_japanese_days_in_tables_stay_whole_and_credits_stand_below_captions(
    page: Page, tmp_path: Path
) -> None:
    """Where a line may break behind each letter and nothing can be set in small capitals."""
    site = Newsroom(
        tmp_path / "site",
        {
            "content/articles/a.md": article("講和", TABLE, lang="ja"),
            "content/articles/q.jpg": picture(),
        },
    ).build()
    page.set_viewport_size({"width": 320, "height": 640})
    with served(site.output) as address:
        page.goto(f"{address}/2026/03/a/")
        lines = page.evaluate(
            """() => [...document.querySelectorAll('td.align-right, .credit')].map(it => {
              const range = document.createRange();
              range.selectNodeContents(it.matches('.credit') ? it.lastChild : it);
              return [range.getClientRects().length, range.getBoundingClientRect().top];
            })"""
        )
        assert [count for count, _ in lines] == [1, 1, 1]
        caption = page.locator("figcaption").bounding_box()
        assert caption
        assert lines[-1][1] > caption["y"] + 20
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        heights = "[...document.querySelectorAll('td')].map(it => it.clientHeight)"
        assert max(page.evaluate(heights)) < 5 * 28  # no column is one character wide


def test_long_words_of_a_heading_stand_below_each_other_in_the_contents(
    page: Page, tmp_path: Path
) -> None:
    heading = "## Verteidigungsministerium und Bundesverfassungsgericht\n\nWort.\n\n"
    text = article("Titel", f"{heading}## Noch eines\n\nWort.", lang="de")
    site = Newsroom(tmp_path / "site", {"content/articles/a.md": text}).build()
    with served(site.output) as address:
        page.goto(f"{address}/2026/03/a/")
        first, second = page.locator(".contents a .long").all()
        one, other = first.bounding_box(), second.bounding_box()
        assert one
        assert other
        assert other["y"] > one["y"] + one["height"] - 1


def test_quotations_of_another_language_have_its_direction_and_french_ones_its_blanks(
    page: Page, tmp_path: Path
) -> None:
    quotation = '<blockquote lang="{}"><p>{}.</p></blockquote>'
    text = f"{quotation.format('ar', 'نعم')}\n\n{quotation.format('fr', 'Dit <q>oui</q>')}"
    text += '\n\nHe said <q lang="ar">نعم</q>, and <q>no</q>.'
    site = Newsroom(tmp_path / "site", {"content/articles/a.md": article("One", text)}).build()
    with served(site.output) as address:
        page.goto(f"{address}/2026/03/a/")
        sides = page.eval_on_selector_all(
            "blockquote", "all => all.map(it => parseFloat(getComputedStyle(it).borderLeftWidth))"
        )
        assert sides == [0, 2]
        marks = page.locator(".body q").evaluate_all(
            "all => all.map(it => getComputedStyle(it).quotes)"
        )
        begun = [it[:9] for it in marks]
        assert begun == ['"«\u202f" "\u202f»"', '"”" "“" "', "auto"]


def test_on_a_phone_a_note_comes_to_its_reader_and_goes_again(paper: Built, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(paper.address + FULL)
    mark = page.locator(".footnote-ref a").nth(1)
    mark.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    mark.click()
    note = page.locator(".footnotes li:target")
    shown = note.bounding_box()
    assert "The second note." in note.inner_text()
    assert shown
    assert shown["y"] + shown["height"] == pytest.approx(844, abs=1)
    assert page.evaluate("scrollY") == place
    page.keyboard.press("Escape")
    assert page.locator(".footnotes li:target").count() == 0
    assert page.evaluate("scrollY") == place
    mark.click()
    note.locator("[role=doc-backlink]").click()
    assert page.locator(".footnotes li:target").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_sources_come_to_their_reader_and_go_again(
    browser: Browser, paper: Built, *, scripts: bool
) -> None:
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(paper.address + FULL)
    button = page.get_by_role("button", name="Sources (1)")
    sources = page.get_by_role("region", name="Sources")
    at_rest = sources.bounding_box()
    assert at_rest
    assert at_rest["y"] > 844  # below all of the text, for who reads on
    button.focus()
    page.keyboard.press("Enter")
    shown = sources.bounding_box()
    assert shown
    assert shown["y"] + shown["height"] == pytest.approx(844, abs=1)
    assert shown["width"] == 390
    page.keyboard.press("Escape")
    assert sources.bounding_box() == at_rest
    button.click()
    assert sources.bounding_box() == shown
    page.mouse.click(200, 20)
    assert sources.bounding_box() == at_rest
    button.click()
    sources.get_by_role("button", name="Close").click()
    assert sources.bounding_box() == at_rest
    page.set_viewport_size({"width": 1400, "height": 900})
    assert not button.is_visible()
    page.emulate_media(media="print")
    assert sources.is_visible()
    assert not button.is_visible()
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_contents_are_folded_on_phones_and_open_beside_the_text(
    browser: Browser, paper: Built, *, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    for width, shown in ((390, False), (1400, True)):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(paper.address + FULL)
        assert page.locator(".contents a").first.is_visible() is shown
    page.locator("#far").scroll_into_view_if_needed()
    page.locator(".contents a", has_text="Far").click()
    assert page.locator(".contents a:target-current").inner_text() == "Far"
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(paper.address + FULL)
    page.get_by_text("In this article").click()
    assert page.locator(".contents a").first.is_visible()
    context.close()


def test_a_story_can_be_sent_copied_and_printed(browser: Browser, paper: Built) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(paper.address + FULL)
    address = f"https://test.example{FULL}"
    mail = page.get_by_role("link", name="Send by mail").get_attribute("href")
    assert mail == ("mailto:?subject=All%20of%20it&body=https%3A//test.example/2026/03/full/")
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_text("The address is copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    context.close()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(paper.address + FULL)
    assert plain.get_by_role("link", name="Send by mail").is_visible()
    assert plain.locator(".share button:visible").count() == 0
    plain.context.close()


def test_the_day_of_a_printout_is_written_as_builds_write_days(
    browser: Browser, tmp_path: Path
) -> None:
    languages = [it.stem for it in (ROOT / "templates" / "words").iterdir()]
    assert len(languages) > 10
    site = Newsroom(
        tmp_path, {f"content/articles/of-{it}.md": article(lang=it) for it in languages}
    )
    site.build()
    page = browser.new_context(timezone_id="UTC").new_page()
    differing = []
    with served(site.output) as address:
        for language in languages:
            page.goto(f"{address}/2026/03/of-{language.lower()}/")
            for month, day in ((5, 1), (5, 2), (12, 21)):
                page.clock.set_fixed_time(datetime(2026, month, day, 12, tzinfo=UTC))
                page.evaluate("dispatchEvent(new Event('beforeprint'))")
                printed = page.locator(".printed [data-day]").text_content()
                if printed != (built := day_text(2026, month, day, language)):
                    differing.append((language, printed, built))
    page.context.close()
    assert differing == []


def test_paper_has_the_address_and_the_day_and_no_furniture(paper: Built, page: Page) -> None:
    page.goto(paper.address + FULL)
    furniture = (".seek", ".share", ".signers", ".neighbours", ".newsletter", ".cite", ".foot")
    for it in furniture:
        assert page.locator(it).first.is_visible(), it
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    told = page.locator(".printed").inner_text()
    year = page.evaluate("new Date().getFullYear()")
    assert told.startswith(f"https://test.example{FULL} Printed ")
    assert str(year) in told
    for gone in (*furniture, ".terms"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".footnotes li").first.evaluate("it => getComputedStyle(it).position") == (
        "static"
    )
    # What is measured by the letters of the root is no larger than the text.
    sizes = page.evaluate(
        """() => ['.body', '.points', '.footnotes', '.sources', 'th'].map(it =>
          parseFloat(getComputedStyle(document.querySelector(it)).fontSize))"""
    )
    assert max(sizes) == sizes[0]
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") < 14


def test_a_table_that_is_wider_than_a_phone_shows_that_it_scrolls(paper: Built, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(paper.address + FULL)
    table = page.locator(".table")
    table.scroll_into_view_if_needed()
    dark = []
    for left in (0, 10_000):
        table.evaluate("(it, left) => { it.scrollLeft = left; }", left)
        with Image.open(io.BytesIO(table.screenshot())) as shown:
            grey = shown.convert("L")
            row = grey.crop((0, 4, grey.width, 5)).tobytes()  # above the words
            dark.append((row[1], row[-2]))
    assert dark[0][1] < dark[0][0]  # there is more on the right, and nothing on the left
    assert dark[1][0] < dark[1][1]


def test_code_is_read_without_scrolling(paper: Built, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 844})
    page.goto(f"{paper.address}/2026/02/boxes/")
    assert page.locator("pre").evaluate("it => it.scrollWidth <= it.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_unknown_address_offers_search_and_the_newest_stories(paper: Built, page: Page) -> None:
    page.goto(f"{paper.address}/404.html")
    assert page.locator(".lost h3 a").all_inner_texts()[0] == "The one after"
    page.get_by_label("Words to look for").last.fill("quay")
    page.get_by_role("button", name="Search").last.click()
    page.wait_for_url("**/search/?q=quay")


def test_a_new_story_is_on_the_page_for_unknown_addresses(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article("A")}).build()
    site.write({"content/articles/b.md": article("B", date="2026-03-05 09:00")}).build()
    assert "/2026/03/b/" in site.read("404.html")


def test_every_page_has_a_picture_for_social_media(paper: Built) -> None:
    for path in paper.folder.rglob("*.html"):
        page = path.read_text("utf-8")
        if 'http-equiv="refresh"' in page:
            continue
        shared = [
            it.get("content")
            for it in parsed(page.encode()).iter("meta")
            if it.get("property") == "og:image"
        ]
        assert shared, path
        for address in shared:
            assert (paper.folder / str(address).removeprefix("https://test.example/")).exists()


def test_a_story_elsewhere_says_that_it_leaves_the_site(paper: Built) -> None:
    assert "on another site" in text_of(paper, FULL)


def test_a_story_can_be_cited(paper: Built, page: Page) -> None:
    page.goto(paper.address + FULL)
    page.get_by_text("Cite this article").click()
    told = page.locator(".cite p").inner_text()
    assert told == (
        f"Jo Berg, News desk. All of it. The Test, March 2, 2026. https://test.example{FULL}"
    )


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"key_points": "[One, Two, one!]"}, "the key point repeats another one"),
        ({"key_points": "[A headline]"}, "the key point repeats the headline"),
        ({"key_points": f"[{'Long ' * 60}]"}, "the key point has 299 characters"),
        ({"key_points": '[""]'}, "`key_points`"),
        ({"place": "[Oslo]"}, "`place`"),
    ],
)
def test_mistakes_are_told_with_their_place(
    newsroom: Make, keys: dict[str, str], told: str
) -> None:
    site = newsroom({"content/articles/a.md": article(**keys)})
    said = site.run("check").output
    assert told in said
    assert "content/articles/a.md:7:" in said


@pytest.mark.parametrize(
    "action", ["http://letters.example/", "letters.example", "https://a.example;script-src *"]
)
def test_a_form_goes_to_a_secure_address_alone(newsroom: Make, action: str) -> None:
    site = newsroom({}, site_toml=f'{SITE}\n[newsletter]\naction = "{action}"\n')
    said = site.run("build").output
    assert said.startswith("content/site.toml:17:10: error: `newsletter.action` must be an address")
