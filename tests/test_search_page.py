"""The search page in a real browser: what it shows, tells and offers, however slow the network."""

import gzip
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from sitegen.languages import number_text
from sitegen.scripts import joined, lean
from sitegen.search import parts, stories
from sitegen.theme import read_theme
from tests.benchmarks import waits
from tests.browser import violations
from tests.modules import ROOT
from tests.newsroom import SITE, Newsroom, article
from tests.pictures import quartered, saved
from tests.serving import served
from tests.shared import once

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SEARCHABLE = SITE.replace("enabled = false", "enabled = true").replace("page_size = 3\n", "")
BELOW = SEARCHABLE.replace("test.example/", "test.example/news/today/")
PICTURED = '{src: map.jpg, alt: "A map", caption: "Where it is", credit: "Us"}'
GENERATED = """{src: map.jpg, alt: "A letter", caption: "As it may have looked", credit: "Us",
  source_type: trainedAlgorithmicMedia}"""
ALIKE = " ".join(f"con{one}{other}t" for one in "bdfgklmp" for other in "aeiou")
"""Words that begin alike, more than a shard holds."""

TIMELINE = """\
Ships waited for weeks[^1].

::: timeline
- 1869: The canal is opened
- 1956: The canal is taken
:::

[^1]: A footnote on zebras.
"""
STORIES: dict[str, str | bytes] = {
    "content/articles/kyiv.md": article(
        "Talks in Kyiv", "They *met* in **Ky**iv's old town.", date="2026-01-05 09:00"
    ),
    "content/articles/kiev.md": article(
        "An old letter",
        f"It came from Kiev, by post. {ALIKE}",
        image=GENERATED,
        date="2026-02-05 09:00",
    ),
    "content/articles/elysee.md": article(
        "Dinner at the Élysée", "A naïve toast.", countries="[FR]", section="europe"
    ),
    "content/articles/arabic.md": article("قناة السويس", "كلمات عن الملاحة والعالم.", lang="ar"),
    "content/articles/japanese.md": article(
        "夢の超特急", "東京と大阪を四時間で結ぶ。東京都で開幕した。", lang="ja"
    ),
    "content/articles/canal.md": article(
        "A canal", TIMELINE, image=PICTURED, countries="[EG]", date="2026-02-01 09:00"
    ),
    "content/articles/map.jpg": saved(quartered((1600, 900)), "JPEG"),
    "content/articles/storm.md": article(
        "After the storm", "The water of the flood is gone.", date="2026-03-02 09:00"
    ),
    "content/style.toml": '[terms]\nKyiv = ["Kiev", "Kyjiw"]\n',
}
FLOODS: dict[str, str | bytes] = {
    f"content/articles/flood-{number}.md": article(
        f"Flood {number}",
        "Water everywhere.",
        date=f"{2024 + number % 2}-{number % 12 + 1:02}-03 09:00",
        section="europe" if number % 3 else "asia",
    )
    for number in range(25)
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site under a sub-path, its index in several parts."""

    def make(folder: Path) -> None:
        site = Newsroom(folder / "site", {**STORIES, **FLOODS}, site_toml=BELOW)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stories, "PART", 8)
            patch.setattr(stories, "NEWEST", 8)
            patch.setattr(parts, "LARGEST", 150)
            site.build("--output", str(folder / "www/news/today"))

    with served(once(tmp_path_factory, "search-page", make) / "www") as origin:
        yield f"{origin}/news/today"


class Reader:
    """Somebody at the search page, and what went wrong there."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        query: str = "",
        *,
        prepare: Callable[[Page], Any] | None = None,
        **options: Any,
    ) -> None:
        # A browser remembers scripts that a test has altered, whatever it is told of its cache.
        self._is_shared = prepare is None and options.keys() <= {"viewport", "color_scheme"}
        self.page = _tab(browser, **options) if self._is_shared else _new(browser, **options)
        self.said: list[str] = []
        self.asked: list[str] = []
        self._listeners: dict[Any, Callable[[Any], None]] = {
            "console": lambda message: self.said.append(message.text),
            "pageerror": lambda error: self.said.append(str(error)),
            "request": lambda request: self.asked.append(request.url),
        }
        for happening, listener in self._listeners.items():
            self.page.on(happening, listener)
        if prepare:
            prepare(self.page)
        self.page.goto(f"{address}/search/{query}")
        self.address = address
        self.field = self.page.locator("#page_terms")
        self.told = self.page.locator("#page_told")
        self.rows = self.page.locator("#page_rows .row")

    def find(self, words: str) -> list[str]:
        """Look for words; return the headlines of what is found."""
        self.field.fill(words)
        self.field.press("Enter")
        return self.found()

    def found(self) -> list[str]:
        """Wait for the answer; return its headlines."""
        self.page.locator("#page_rows:not([aria-busy])").wait_for(state="attached")
        return self.page.locator("#page_rows h3").all_text_contents()

    def chosen(self, name: str, value: str) -> list[str]:
        """Choose by a filter, or an order; return the headlines of what is found."""
        self.page.locator(f"select[name={name}]").select_option(value)
        return self.found()

    def leave(self, *, failures: bool = False) -> None:
        """Close the page; nobody else was asked, and nothing went wrong but for `failures`."""
        assert failures or self.said == []
        origin = self.address.partition("/news")[0]
        assert [url for url in self.asked if not url.startswith(origin)] == []
        if not self._is_shared:
            self.page.context.close()
            return
        for happening, listener in self._listeners.items():
            self.page.remove_listener(happening, listener)
        self.page.unroute_all()
        self.page.goto("about:blank")


def _new(browser: Browser, **options: Any) -> Page:
    return browser.new_context(**options).new_page()


_tabs: dict[Browser, Page] = {}


@pytest.fixture(scope="module", autouse=True)
def _open_tab(browser: Browser) -> Iterator[None]:
    """Open a tab that is used again, and remembers no file: to open one takes a third second."""
    page = _tabs[browser] = _new(browser)
    session = page.context.new_cdp_session(page)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield
    del _tabs[browser]
    page.context.close()


def _tab(browser: Browser, viewport: Any = None, color_scheme: Any = "light") -> Page:
    page = _tabs[browser]
    page.set_viewport_size({"width": 1280, "height": 720, **(viewport or {})})
    page.emulate_media(media="screen", color_scheme=color_scheme)
    return page


class Gate:
    """Holds back what a page asks for, until it is opened."""

    def __init__(self, addresses: re.Pattern[str]) -> None:
        self.addresses = addresses
        self.held: list[Route] | None = []

    def close(self, page: Page) -> None:
        """Hold back what this page asks for."""
        page.route(self.addresses, self._meet)

    def open(self) -> None:
        """Let everything through, what was held back and what comes."""
        held, self.held = self.held or [], None
        for route in held:
            route.continue_()

    def _meet(self, route: Route) -> None:
        if self.held is None:
            route.continue_()
        else:
            self.held.append(route)


# Answers ----------------------------------------------------------------------------------------

FOUND: dict[str, set[str]] = {
    "toast": {"Dinner at the Élysée"},
    "Kiev": {"Talks in Kyiv", "An old letter"},
    "KYJIW": {"Talks in Kyiv", "An old letter"},
    "élysée": {"Dinner at the Élysée"},
    "naive": {"Dinner at the Élysée"},
    "Europe France": {"Dinner at the Élysée"},
    "السويس": {"قناة السويس"},
    "大阪": {"夢の超特急"},
    "東京都": {"夢の超特急"},
    "京大阪": set(),
    "東": {"夢の超特急"},
    "ships canal": {"A canal"},
    "zebras": {"A canal"},
    '"old town"': {"Talks in Kyiv"},
    '"town old"': set(),
    '"waited ships"': set(),
    "“ships waited”": {"A canal"},
    '("waited ships")?': set(),
    "xylophones": set(),
    "the xylophones": set(),
    "floo": set(),
}
"""Headlines by the words that find them."""


def test_a_reader_finds_what_there_is(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    assert {words: set(reader.find(words)) for words in FOUND} == FOUND
    expect(reader.told).to_have_text("No story was found. Fewer or other words may find one.")
    reader.leave()


def test_the_last_word_may_be_a_beginning_only_while_it_is_typed(
    browser: Browser, address: str
) -> None:
    reader = Reader(browser, address)
    reader.field.press_sequentially("everywhere flo")
    expect(reader.told).to_have_text("Stories found: 25")
    assert reader.page.url.endswith("/search/?q=everywhere+flo")
    reader.field.press_sequentially(" ")
    expect(reader.told).to_have_text(re.compile("No story has all of this"))
    reader.field.press("Backspace")
    expect(reader.told).to_have_text("Stories found: 25")
    reader.field.press("Enter")
    expect(reader.told).to_have_text(re.compile("No story has all of this"))
    reader.page.reload()
    expect(reader.told).to_have_text(re.compile("No story has all of this"))
    reader.leave()


def test_a_word_that_no_story_has_is_answered_with_one_that_was_meant(
    browser: Browser, address: str
) -> None:
    reader = Reader(browser, address)
    meant = reader.page.locator("#page_meant")
    for typed, offered in (
        ("ships canl", "ships canal"),
        ("folods", "flood"),
        ("élisée", "élysée"),
    ):
        reader.find(typed)
        expect(meant).to_have_text(f"Did you mean {offered}?")
    meant.locator("a").click()
    assert reader.found() == ["Dinner at the Élysée"]
    expect(reader.field).to_have_value("élysée")
    expect(reader.field).to_be_focused()
    expect(meant).to_be_hidden()
    reader.find("qqqqqq")
    expect(meant).to_be_hidden()
    reader.leave()


def test_what_was_told_is_not_taken_back_while_a_better_word_is_looked_for(
    browser: Browser, address: str
) -> None:
    def sluggish(page: Page) -> None:
        wait = "await new Promise((go)=>setTimeout(go,900));"
        altered(page, r"(async function suggest\([^)]*\)\{)", rf"\1{wait}", "search-meant")

    reader = Reader(browser, address, prepare=sluggish)
    assert reader.find("folods") == []
    expect(reader.page.locator("#page_meant")).to_be_visible()
    expect(reader.told).to_have_text(re.compile("^No story was found"))
    reader.leave()


def test_if_no_story_has_all_words_those_with_most_are_shown(
    browser: Browser, address: str
) -> None:
    reader = Reader(browser, address)
    assert set(reader.find("toast zebras")) == {"Dinner at the Élysée", "A canal"}
    expect(reader.told).to_have_text("No story has all of this. These stories have most of it.")
    assert reader.find("naive toast zebras") == ["Dinner at the Élysée"]
    reader.leave()


def test_headlines_come_first_and_the_newer_of_two_or_all_by_date(
    browser: Browser, address: str
) -> None:
    reader = Reader(browser, address)
    assert reader.find("flood")[:2] == ["Flood 23", "Flood 11"]  # December 2025
    assert reader.chosen("order", "date")[:2] == ["After the storm", "Flood 23"]
    assert reader.page.url.endswith("?q=flood&order=date")
    reader.leave()


def test_numbers_are_written_as_builds_write_them(browser: Browser) -> None:
    made = re.search(r"new Intl\.NumberFormat\(.*?\)", read_theme("static/search.js").decode())
    assert made
    page = _new(browser)
    for language in (it.stem for it in (ROOT / "templates" / "words").iterdir()):
        for number in (1, 21, 1234, 12_345, 1_234_567):
            written = page.evaluate(f"([site, it]) => {made[0]}.format(it)", [language, number])
            assert written == number_text(number, language), language
    page.context.close()


def test_filters_choose_among_stories(browser: Browser, address: str) -> None:
    phone = {"width": 390, "height": 800}
    reader = Reader(browser, address, "?q=flood&section=asia&year=2025&country=XX", viewport=phone)
    assert set(reader.found()) == {f"Flood {number}" for number in (3, 9, 15, 21)}
    filters = reader.page.locator(".filters").bounding_box()
    assert filters
    assert filters["height"] < 80  # one row, however many are set
    expect(reader.page.locator("select[name=section]")).to_have_value("asia")
    assert reader.chosen("year", "2026") == ["After the storm"]
    assert "year=2026" in reader.page.url
    reader.page.locator("#page_clear").click()
    expect(reader.told).to_have_text("Stories found: 26")
    expect(reader.page.locator("#page_clear")).to_be_hidden()
    assert reader.page.url.endswith("/search/?q=flood")
    reader.find("")
    assert reader.chosen("language", "ja") == ["夢の超特急"]
    assert reader.chosen("language", "") == []
    assert reader.chosen("country", "EG") == ["A canal"]
    reader.leave()


def altered(page: Page, pattern: str, text: str, script: str = "search") -> None:
    """Alter a script of the page in one place."""

    def fulfil(route: Route) -> None:
        answer = route.fetch()
        body, count = re.subn(pattern, text, answer.text())
        assert count == 1
        route.fulfill(response=answer, body=body)

    page.route(re.compile(rf"/{script}\.\w+\.js"), fulfil)


def narrow(page: Page) -> None:
    """Let the page ask one part of the index at a time."""
    altered(page, r"WIDTH=\d+", "WIDTH=1")


def test_older_parts_are_asked_when_the_newest_have_too_little(
    browser: Browser, address: str
) -> None:
    reader = Reader(browser, address, prepare=narrow)
    assert reader.find("zebras") == ["A canal"]
    expect(reader.told).to_have_text("Stories found: 1")
    assert len(reader.find("flood")) == 5
    expect(reader.told).to_have_text(re.compile(r"^Stories found since [A-Z]\w+ \d+, 2025: \d+$"))
    further = reader.page.locator("#page_further")
    while further.is_visible():
        further.click()
        reader.found()
    headlines = reader.found()
    assert len(headlines) == len(set(headlines)) == 26
    expect(reader.told).to_have_text("Stories found: 26")
    reader.leave()


def test_a_large_archive_is_not_asked_as_a_whole(browser: Browser, address: str) -> None:
    def hasty(page: Page) -> None:
        altered(page, r"WIDTH=\d+;let WIDEST=\d+", "WIDTH=1;let WIDEST=1")

    reader = Reader(browser, address, prepare=hasty)
    assert reader.find("flood 2") == []  # of March 2024
    expect(reader.told).to_have_text(re.compile(r"^Stories found since .* 202[56]: 0$"))
    further = reader.page.get_by_role("button", name="Look among older stories")
    while further.is_visible():
        further.click()
        reader.found()
    assert reader.found() == ["Flood 2"]
    assert reader.find("toast zebras") == []
    reader.leave()


# Rows -------------------------------------------------------------------------------------------


def test_a_row_shows_the_story_and_leads_to_it(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=Kiev")
    row = reader.page.locator(".row", has_text="An old letter")
    expect(row.locator("time")).to_have_text("February 5, 2026")
    expect(row.locator("time")).to_have_attribute("datetime", "2026-02-05T09:00:00+01:00")
    expect(row.locator(".kicker")).to_have_text("Asia")
    expect(row.locator("mark")).to_have_text("Kiev")
    expect(reader.rows.filter(has_text="Talks").locator(".frame")).to_have_count(0)
    # A spelling that the story does not use is not shown as if it did.
    hidden = reader.page.locator(".row", has_text="Talks in Kyiv").locator(".dek")
    expect(hidden).to_have_text("What it says. · They met in Kyiv’s old town.")
    row.locator("a").click()
    expect(reader.page.locator("h1")).to_have_text("An old letter")
    assert reader.page.url == f"{address}/2026/02/kiev/"
    reader.page.go_back()
    expect(reader.field).to_have_value("Kiev")
    expect(reader.rows).to_have_count(2)
    reader.leave()


def test_a_row_shows_the_picture_of_the_story_in_its_own_size(
    browser: Browser, address: str
) -> None:
    reader = Reader(browser, address, "?q=ships")
    picture = reader.page.locator(".row .frame img")
    expect(picture).to_have_attribute("alt", "A map")
    sizes = reader.page.locator(".row .frame source").first
    expect(sizes).to_have_attribute("sizes", re.compile("13rem"))
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("it => it.naturalWidth") > 0
    reader.leave()


def test_a_picture_that_a_machine_made_says_so_in_an_answer(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=letter")
    frame = reader.rows.locator(".frame")
    expect(frame.locator("img")).to_have_attribute("alt", "A letter")
    expect(frame.locator(".made")).to_have_text("Made with AI")
    expect(frame.locator(".made")).to_be_visible()
    # It is a label of the picture, and no words of the story.
    expect(reader.rows.locator(".dek")).to_contain_text("As it may have looked · It came")
    assert reader.find('"may have looked"') == ["An old letter"]
    assert reader.find('"looked made"') == []
    assert reader.find("ships") == ["A canal"]
    expect(reader.rows.locator(".frame img")).to_have_attribute("alt", "A map")
    expect(reader.rows.locator(".made")).to_have_count(0)
    reader.leave()


def test_an_excerpt_keeps_dates_and_notes_apart(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=opened")
    dek = reader.rows.locator(".dek")
    expect(dek.locator("mark")).to_have_text("opened")
    expect(dek).to_contain_text("Ships waited for weeks. · 1869 · The canal is opened · 1956 ·")
    expect(dek).not_to_contain_text("Us")
    reader.leave()


def test_an_excerpt_is_cut_at_words_around_what_was_looked_for(
    newsroom: Callable[..., Newsroom], browser: Browser
) -> None:
    long = " ".join(f"word{number}" for number in range(200))
    thai = "การประชุมใหญ่ของสหประชาชาติ" * 20
    files = {
        "content/articles/long.md": article("Long", f"{long} needle {long}"),
        "content/articles/thai.md": article("ยาว", f"{thai}เข็ม{thai}", lang="th"),
        "content/articles/french.md": article("Le", "Une aiguille ;\nune autre.", lang="fr"),
    }
    site = newsroom(files, site_toml=SEARCHABLE).build()
    with served(site.output) as origin:
        reader = Reader(browser, origin, "?q=needle")
        expect(reader.rows.locator("mark")).to_have_text("needle")
        text = reader.rows.locator(".dek").text_content() or ""
        assert re.fullmatch(r"… (word\d+ )+needle (word\d+ )+…", text)
        assert 150 < len(text) < 250
        assert {it for it in text.split() if it.startswith("word")} <= set(long.split())
        reader.leave()
        # No line begins with a mark that French sets off by a space.
        reader = Reader(browser, origin, "?q=aiguille")
        expect(reader.rows.locator("mark")).to_have_text("aiguille")
        assert "aiguille\u202f; une autre." in (reader.rows.locator(".dek").text_content() or "")
        reader.leave()


def test_an_excerpt_shows_a_long_word_rather_than_a_short_one(
    newsroom: Callable[..., Newsroom], browser: Browser
) -> None:
    between = " ".join(["elsewhere"] * 60)
    body = f"Lists of names of ships. {between} A treaty was signed. {between} Peace came."
    site = newsroom({"content/articles/a.md": article(body=body)}, site_toml=SEARCHABLE).build()
    with served(site.output) as origin:
        reader = Reader(browser, origin, "?q=of+treaty+peace")
        expect(reader.rows.locator("mark")).to_have_text("treaty")
        reader.leave()


def test_an_excerpt_shows_all_words_where_they_lie_near(
    newsroom: Callable[..., Newsroom], browser: Browser
) -> None:
    far = "A treaty was read aloud, and nobody in that hall spoke of it again before the long " * 2
    near = "On that day, in a room without any windows, they had signed a treaty for peace."
    text = f"{far}winter. Peace was far. {'Then it rained. ' * 30}{near}"
    site = newsroom({"content/articles/one.md": article("One", text)}, site_toml=SEARCHABLE).build()
    with served(site.output) as origin:
        for width in (320, 390, 1280):
            size: Any = {"width": width, "height": 800}
            reader = Reader(browser, origin, "?q=peace+treaty+signed", viewport=size)
            marks = reader.rows.locator("mark")
            expect(marks).to_have_text(["signed", "treaty", "peace"])
            bottom = reader.rows.locator(".dek").evaluate("it => it.getBoundingClientRect().bottom")
            last = marks.last.evaluate("it => it.getBoundingClientRect().bottom")
            assert last <= bottom + 1
            reader.leave()


COUNTING = """
  const rest = scheduler.yield.bind(scheduler);
  window.rests = 0;
  scheduler.yield = () => (window.rests++, rest());
"""
WITHOUT = "Object.defineProperty(window, 'scheduler', {value: undefined})"


def test_a_long_story_is_read_with_rests_in_which_keys_are_heard(
    browser: Browser, tmp_path: Path
) -> None:
    """Where a browser knows no rest, by a timer."""
    long = " ".join(f"word{number} ending{number}" for number in range(1_500))
    told = {"content/articles/a.md": article("Long", f"{long} zebra at its end.")}
    with served(Newsroom(tmp_path / "site", told, site_toml=SEARCHABLE).build().output) as origin:
        for script in (COUNTING, WITHOUT):
            prepare = partial(Page.add_init_script, script=script)
            reader = Reader(browser, origin, "?q=zebra", prepare=prepare)
            expect(reader.rows.locator("mark")).to_have_text("zebra")
            if script == COUNTING:
                assert reader.page.evaluate("window.rests") > 2
            reader.leave()


def test_an_excerpt_that_has_no_room_ends_with_a_word(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=opened")
    expect(reader.rows.locator("mark")).to_have_text("opened")
    # A browser that clamps lines puts its ellipsis within a word.
    clamp = reader.rows.locator(".dek").evaluate("it => getComputedStyle(it).webkitLineClamp")
    assert clamp == "none"
    reader.leave()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["opened", "السويس"])
def test_no_line_of_an_excerpt_is_cut_through(
    browser: Browser, address: str, query: str, width: int
) -> None:
    reader = Reader(browser, address, f"?q={query}", viewport={"width": width, "height": 900})
    expect(reader.rows).to_have_count(1)
    lines = reader.rows.locator(".dek").evaluate(
        "it => it.getBoundingClientRect().height / parseFloat(getComputedStyle(it).lineHeight)"
    )
    assert lines == pytest.approx(4 if width == 390 else 3, abs=0.01)
    reader.leave()


def test_a_row_is_in_the_language_of_its_story(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=السويس")
    expect(reader.rows).to_have_attribute("lang", "ar")
    expect(reader.rows).to_have_attribute("dir", "rtl")
    reader.leave()


def test_nothing_moves_when_excerpts_and_pictures_come(browser: Browser, address: str) -> None:
    gate = Gate(re.compile(r"/20\d\d/\d\d/"))
    size: Any = {"width": 390, "height": 800}
    reader = Reader(browser, address, prepare=gate.close, viewport=size)
    with reader.page.expect_request(re.compile("/2026/02/canal/")):
        reader.find("canal")
    expect(reader.rows).to_have_count(1)
    skeleton = ".search main, .row, .row h3, .row .words, .row .frame"
    before = reader.page.evaluate(SKELETON, skeleton)
    gate.open()
    expect(reader.rows.locator("mark").first).to_be_visible()
    expect(reader.rows.locator("img")).to_be_visible()
    assert reader.page.evaluate(SKELETON, skeleton) == before
    reader.leave()


SKELETON = """parts => [...document.querySelectorAll(parts)].map((it) => {
  const { x, y, width, height } = it.getBoundingClientRect();
  return [it.className, x, y, width, height];
})"""


def test_rows_that_nobody_sees_yet_are_not_fetched(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, viewport={"width": 390, "height": 300})
    assert len(reader.find("flood")) == 5
    expect(reader.told).to_have_text("Stories found: 26")
    expect(reader.page.locator("#page_further")).to_have_text("Show more stories")
    reader.page.wait_for_load_state("networkidle")
    asked = len(reader.asked)
    assert reader.rows.count() == 5
    reader.rows.nth(4).scroll_into_view_if_needed()
    expect(reader.rows).to_have_count(10)
    assert [it for it in reader.asked[asked:] if it.endswith(".bin")]
    assert reader.page.evaluate("() => document.activeElement.closest('.row')") is None
    assert len(set(reader.found())) == 10
    reader.leave()


def test_what_is_needed_for_any_question_is_there_before_it(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    reader.page.wait_for_load_state("networkidle")
    assert [it for it in reader.asked if re.search(r"/search/\w+\.js", it)]
    reader.leave()


def test_rows_that_come_push_nothing_about(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=flood", viewport={"width": 1280, "height": 900})
    expect(reader.rows.locator(".dek").first).to_contain_text("Water")
    shifts = reader.page.evaluate(
        """() => new Promise((resolve) => {
          const entries = (list) => resolve(list.getEntries().map((it) => it.value));
          new PerformanceObserver(entries).observe({ type: "layout-shift", buffered: true });
          setTimeout(resolve, 500, []);
        })"""
    )
    assert shifts == []
    reader.leave()


# Keys, ears, eyes -------------------------------------------------------------------------------


def test_keys_are_enough(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    page = reader.page
    expect(reader.field).to_be_focused()
    page.keyboard.type("flood")
    expect(reader.told).to_have_text("Stories found: 26")
    assert page.url.endswith("/search/?q=flood")
    page.keyboard.press("Enter")
    expect(reader.rows).to_have_count(5)
    page.locator(".row a").nth(4).focus()
    expect(reader.rows).to_have_count(10)
    expect(page.locator(".row a").nth(4)).to_be_focused()
    page.locator("#page_further").focus()
    page.keyboard.press("Enter")
    expect(reader.rows).to_have_count(20)
    expect(page.locator(".row a").nth(10)).to_be_focused()
    page.locator("#page_further").press("Enter")
    expect(reader.rows).to_have_count(26)
    expect(page.locator("#page_further")).to_be_hidden()
    assert len(set(page.locator(".row h3").all_text_contents())) == 26
    reader.field.fill("")
    expect(reader.rows).to_have_count(0)
    expect(reader.told).to_have_text("")
    assert page.url.endswith("/search/")
    reader.leave()


def test_two_clicks_at_once_show_no_row_twice(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=flood")
    assert len(reader.found()) == 5
    reader.page.evaluate(
        """() => {
          const further = document.getElementById("page_further");
          further.click();
          further.click();
        }"""
    )
    headlines = reader.found()
    assert len(headlines) == len(set(headlines)) == 15
    reader.leave()


def patient(page: Page) -> None:
    """Let the page think that somebody still types, until Enter."""
    altered(page, r"PAUSE=\d+", "PAUSE=1e6")


def test_an_answer_is_announced_once(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, prepare=patient)
    reader.page.evaluate(
        """() => {
          window.heard = [];
          const status = document.querySelector("[role=status]");
          const listen = () => status.textContent && window.heard.push(status.textContent);
          new MutationObserver(listen).observe(status, { childList: true });
        }"""
    )
    reader.field.press_sequentially("flood")
    expect(reader.told).to_have_text("Stories found: 26")
    assert reader.page.evaluate("() => window.heard") == []
    reader.field.press("Enter")
    expect(reader.page.get_by_role("status")).to_have_text("Stories found: 26")
    reader.find("folods")
    expect(reader.page.get_by_role("status")).to_contain_text("Did you mean flood?")
    heard = reader.page.evaluate("() => window.heard")
    assert heard[0] == "Stories found: 26"
    assert heard[-1].endswith("find one. Did you mean flood?")
    assert len(heard) <= 3
    reader.leave()


@pytest.mark.parametrize(
    ("query", "width", "scheme"),
    [
        ("?q=Kiev&section=asia", 320, "dark"),
        ("?q=Kiev&section=asia", 1280, "light"),
        ("?q=folods", 320, "light"),
        ("?q=canal+xylophone", 1280, "dark"),
    ],
)
def test_axe_finds_nothing_on_the_search_page(
    browser: Browser, address: str, query: str, width: int, scheme: Any
) -> None:
    size: Any = {"width": width, "height": 740}
    reader = Reader(browser, address, query, viewport=size, color_scheme=scheme)
    reader.found()
    assert violations(reader.page) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    reader.leave()


def test_the_page_speaks_the_language_of_the_site(
    newsroom: Callable[..., Newsroom], browser: Browser
) -> None:
    arabic = {
        f"content/articles/{number}.md": article(f"قناة {number}", "كلمات عن الملاحة.")
        for number in range(3)
    }
    english = {"content/articles/en.md": article("A canal", "Of ships.", lang="en")}
    toml = SEARCHABLE.replace("title", 'language = "ar"\ntitle', 1)
    site = newsroom({**arabic, **english}, site_toml=toml).build()
    with served(site.output) as origin:
        reader = Reader(browser, origin, "?q=قناة", viewport={"width": 390, "height": 800})
        assert len(reader.found()) == 3
        expect(reader.told).to_have_text(re.compile("^عدد المقالات: [3٣]$"))
        expect(reader.page.locator("select").first).to_contain_text("كل")
        assert violations(reader.page) == []
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert reader.find("ships") == ["A canal"]
        expect(reader.rows).to_have_attribute("dir", "ltr")
        expect(reader.rows.locator(".when time")).to_have_attribute("dir", "rtl")
        reader.leave()


def test_on_paper_there_are_only_stories(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=flood")
    expect(reader.rows).to_have_count(5)
    reader.page.emulate_media(media="print")
    expect(reader.field).to_be_hidden()
    expect(reader.page.locator("#page_further")).to_be_hidden()
    expect(reader.rows.first).to_be_visible()
    # Nothing holds the foot of the page out of sight: that would be an empty sheet.
    assert reader.page.locator("main").evaluate("it => getComputedStyle(it).minBlockSize") == "0px"
    reader.leave()


# Networks, releases, old browsers ---------------------------------------------------------------


def test_what_takes_long_is_told(browser: Browser, address: str) -> None:
    gate = Gate(re.compile(r"\.bin$"))
    reader = Reader(browser, address, prepare=gate.close)
    reader.field.fill("flood")
    expect(reader.told).to_have_text("Looking …")
    expect(reader.page.locator("#page_rows")).to_have_attribute("aria-busy", "true")
    gate.open()
    expect(reader.told).to_have_text("Stories found: 26")
    expect(reader.page.locator("#page_rows[aria-busy]")).to_have_count(0)
    reader.leave()


def test_an_index_that_does_not_come_is_told_and_can_be_asked_again(
    browser: Browser, address: str
) -> None:
    reader = Reader(
        browser, address, prepare=lambda page: page.route("**/*.bin", lambda route: route.abort())
    )
    reader.field.fill("flood")
    expect(reader.told).to_contain_text("does not answer")
    expect(reader.page.get_by_role("status")).to_contain_text("does not answer")
    reader.page.unroute("**/*.bin")
    again = reader.page.get_by_role("button", name="Try again")
    again.click()
    expect(reader.told).to_have_text("Stories found: 26")
    expect(again).to_be_hidden()
    reader.leave(failures=True)


def test_a_story_whose_page_does_not_come_is_found_all_the_same(
    browser: Browser, address: str
) -> None:
    gone = lambda page: page.route("**/2026/02/canal/", lambda route: route.abort())  # noqa: E731
    reader = Reader(browser, address, "?q=ships", prepare=gone)
    assert reader.found() == ["A canal"]
    reader.leave(failures=True)


def test_an_open_page_goes_on_with_the_index_of_a_new_release(
    newsroom: Callable[..., Newsroom], browser: Browser
) -> None:
    site = newsroom(dict(STORIES), site_toml=SEARCHABLE).build()
    with served(site.output) as origin:
        reader = Reader(browser, origin)
        expect(reader.field).to_be_focused()
        site.edit("content/articles/kiev.md", "An old letter", "A young letter").build()
        # A second question comes while the first one looks for what a release has taken away.
        gate = Gate(re.compile("/search/$"))
        gate.close(reader.page)
        with reader.page.expect_request(lambda it: it.url == f"{origin}/search/"):
            reader.field.fill("zebras")
        with reader.page.expect_response(lambda it: it.status == 404):
            reader.field.fill("zebras young")
            reader.field.press("Enter")
        reader.page.evaluate("new Promise(requestAnimationFrame)")  # it has heard of that
        gate.open()
        assert reader.found() == ["A young letter", "A canal"]
        assert [it for it in reader.asked if it.endswith("/search/")] == [f"{origin}/search/"] * 2
        reader.leave(failures=True)


def test_an_open_page_proves_phrases_by_the_script_of_a_new_release(
    newsroom: Callable[..., Newsroom], browser: Browser
) -> None:
    site = newsroom(dict(STORIES), site_toml=SEARCHABLE).build()
    with served(site.output) as origin:
        reader = Reader(browser, origin)
        expect(reader.field).to_be_focused()
        script = read_theme("static/search-phrases.js").decode()
        site.write({"static/search-phrases.js": f"{script}// And more.\n"}).build()
        reader.field.fill('"old letter"')
        assert reader.found() == ["An old letter"]
        reader.leave(failures=True)


def test_without_javascript_the_page_leads_to_the_archive(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, java_script_enabled=False)
    expect(reader.page.get_by_text("needs JavaScript")).to_be_visible()
    assert not reader.field.is_visible()
    assert not reader.page.locator("select").first.is_visible()
    reader.page.locator("main a", has_text="Archive").first.click()
    assert reader.page.url == f"{address}/archive/"
    reader.leave()


def test_a_browser_that_cannot_unpack_the_index_is_told(browser: Browser, address: str) -> None:
    old = lambda page: page.add_init_script("delete window.DecompressionStream")  # noqa: E731
    reader = Reader(browser, address, "?q=flood", prepare=old)
    expect(reader.page.get_by_text("too old for the search")).to_be_visible()
    expect(reader.field).to_be_hidden()
    reader.leave()


# What readers fetch -----------------------------------------------------------------------------


def test_the_script_is_small() -> None:
    modules = ("search-words", "search-index", "search-stories", "search")
    *before, last = (read_theme(f"static/{it}.js").decode() for it in modules)
    script = lean(joined(last, before)).encode()
    assert len(script) < 30_600
    assert len(gzip.compress(script)) < 12_000


def test_the_page_may_run_its_own_scripts_and_nothing_else(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    policy = reader.page.locator("meta[http-equiv=Content-Security-Policy]")
    value = policy.get_attribute("content") or ""
    assert "script-src 'self'; connect-src 'self'" in value
    assert "unsafe-eval" not in value
    assert "worker" not in value
    reader.leave()


def test_a_year_is_looked_for_where_its_stories_are(browser: Browser, address: str) -> None:
    def fetched(query: str) -> int:
        reader = Reader(browser, address, query)
        assert reader.found()
        reader.leave()
        return len([it for it in reader.asked if it.endswith(".bin")])

    assert fetched("?q=flood&year=2024") < fetched("?q=flood")


def test_a_word_needs_no_shard_but_its_own_of_each_part(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    reader.page.wait_for_load_state("networkidle")
    catalogue = {it for it in reader.asked if it.endswith(".bin")}
    found = reader.page.evaluate(
        """async () => {
          const response = await fetch(document.getElementById("page_search").dataset.catalogue);
          const body = response.body.pipeThrough(new DecompressionStream("deflate"));
          return (await new Response(body).json()).parts.map((it) => it.shards);
        }"""
    )
    assert max(map(len, found)) > 3
    assert reader.find("zebras") == ["A canal"]
    names = {it.rpartition("/")[2][:-4] for it in reader.asked if it.endswith(".bin")}
    fetched = [len([name for _, name in shards if name in names]) for shards in found]
    assert fetched == [1] * len(found)
    assert len(catalogue) == 1
    reader.leave()


def test_where_nothing_is_found_other_ways_into_the_archive_stand(
    browser: Browser, address: str
) -> None:
    reader = Reader(browser, address, "?q=zzzzqqq")
    ways = reader.page.locator("main .elsewhere")
    expect(ways).to_be_visible()
    assert ways.get_by_role("link", name="Topics").get_attribute("href") == "/news/today/tags/"
    assert reader.find("flood")
    expect(reader.page.locator("main .elsewhere")).to_be_hidden()
    assert reader.find("zzzzqqq") == []
    expect(reader.page.locator("main .elsewhere")).to_be_visible()
    reader.leave()


def test_a_word_of_two_letters_waits_for_the_third(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, prepare=patient)
    reader.field.press_sequentially("fl")
    expect(reader.told).to_have_text("Looking …")
    assert len({it for it in reader.asked if it.endswith(".bin")}) == 1  # the catalogue
    reader.field.press_sequentially("o")
    expect(reader.told).to_have_text("Stories found: 26")
    reader.leave()


def test_rows_are_not_fetched_for_those_who_type_on(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, prepare=in_haste)
    reader.field.press_sequentially("flood")
    expect(reader.told).to_have_text("Looking …")
    assert reader.page.locator("#page_rows li").count() == 0
    before = {it for it in reader.asked if it.endswith(".bin")}
    reader.field.press("Enter")
    expect(reader.rows).to_have_count(5)
    assert {it for it in reader.asked if it.endswith(".bin")} > before
    reader.leave()


def slow(page: Page) -> None:
    """Give the page a line of 10 Mbit/s and 40 ms."""
    line = {"offline": False, "latency": 40, "downloadThroughput": 1.25e6, "uploadThroughput": 1e6}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)


def in_haste(page: Page) -> None:
    """Let the page think that the next key comes soon, until Enter; on a slow line."""
    altered(page, r"PAUSE=\d+;let HASTE=\d+", "PAUSE=1e6;let HASTE=1e6")
    slow(page)


@pytest.mark.parametrize(
    "question",
    ["ships conput canal", "everywhere flood", "Élysée toast", "conbat", "السويس"],
)
def test_who_types_key_by_key_fetches_what_the_question_needs_and_no_more(
    browser: Browser, address: str, question: str
) -> None:
    def fetched(ask: Callable[[Reader], None]) -> tuple[set[str], list[str]]:
        reader = Reader(browser, address, prepare=in_haste)
        ask(reader)
        reader.field.press("Enter")
        headlines = reader.found()
        reader.leave()
        return {it for it in reader.asked if it.endswith(".bin")}, headlines

    typed = fetched(lambda reader: reader.field.press_sequentially(question, delay=20))
    assert typed == fetched(lambda reader: reader.field.fill(question))
    assert typed[1]


@pytest.mark.parametrize("question", ["flood", "asia"])
def test_an_answer_is_a_pause_and_one_round_trip_away_from_the_last_key(
    browser: Browser, address: str, question: str
) -> None:
    page = _new(browser)
    session = waits.still(page)
    page.goto(f"{address}/search/")
    expect(page.locator("#page_terms")).to_be_focused()
    first = waits.typed(page, session, question, gap=120)
    assert (first.trips, first.pause) == (1, 180)  # for its rows alone: shards came with other keys
    assert first.size < 700 < first.before < 1300
    waits.rest(page, 2000)
    more = waits.pressed(page, session, "Backspace")
    assert (more.trips, more.size) == (0, 0)  # though the first of "floo" lie elsewhere
    assert more.pause <= waits.STEP
    page.context.close()


@pytest.fixture(scope="module")
def harvests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve stories, each with rows in a file of its own, whose first words begin alike."""
    begun = (
        ["harbour"] * 9 + ["hardly"] * 3 + ["harvest", "harpoon", "haruspex", "harem", "harlequin"]
    )
    written = {
        f"content/articles/story-{number}.md": article(
            f"Story {number}",
            f"{word.title()} and more.",
            date=f"2025-{12 - number // 28:02}-{28 - number % 28:02}",
        )
        for number, word in enumerate(begun)
    }

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stories, "SLOTS", 1)
            Newsroom(folder / "site", written, site_toml=SEARCHABLE).build(
                "--output", str(folder / "www")
            )

    with served(once(tmp_path_factory, "harvests", make) / "www") as origin:
        yield origin


def saving(page: Page) -> None:
    """Let the reader's browser say that bytes are dear."""
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )


@pytest.mark.parametrize(
    ("key", "prepare", "trips"),
    [
        ("d", None, 0),
        ("e", None, 0),
        ("v", None, 1),  # most words go on with other letters
        ("Backspace", None, 0),
        ("q", None, 0),  # that no word has
        ("d", saving, 1),
        ("e", saving, 1),
    ],
)
def test_one_key_more_needs_no_round_trip(
    browser: Browser, harvests: str, key: str, prepare: Callable[[Page], None] | None, trips: int
) -> None:
    page = _new(browser)
    session = waits.still(page)
    if prepare:
        prepare(page)
    page.goto(f"{harvests}/search/")
    expect(page.locator("#page_terms")).to_be_focused()
    first = waits.typed(page, session, "har", gap=120)
    waits.rest(page, 2000)
    fetched = page.evaluate("counted.bytes") - first.before - first.size
    assert (fetched > 0) is (not prepare)
    more = waits.pressed(page, session, key)
    assert more.trips == trips
    assert trips or more.pause <= waits.STEP
    page.context.close()


def test_nothing_is_fetched_ahead_of_those_who_type_on_or_have_asked(
    browser: Browser, harvests: str
) -> None:
    def fetched(ask: Callable[[Page, Any], Any]) -> int:
        page = _new(browser)
        session = waits.still(page)
        page.goto(f"{harvests}/search/")
        expect(page.locator("#page_terms")).to_be_focused()
        ask(page, session)
        before = page.evaluate("counted.bytes")
        waits.rest(page, 2000)
        count = page.evaluate("counted.bytes") - before
        page.context.close()
        return int(count)

    def typed(page: Page, session: Any) -> None:
        waits.typed(page, session, "har", gap=120)

    def entered(page: Page, session: Any) -> None:
        typed(page, session)
        page.keyboard.press("Enter")

    def entered_later(page: Page, session: Any) -> None:
        typed(page, session)
        waits.rest(page, 500)
        page.keyboard.press("Enter")

    assert fetched(typed) > 0
    assert fetched(entered) == 0
    assert fetched(entered_later) == 0


def test_who_types_slowly_is_waited_for(browser: Browser, address: str) -> None:
    def paused(page: Page) -> None:
        page.clock.install()
        page.clock.pause_at("2100-01-01")

    reader = Reader(browser, address, prepare=paused)
    for key in "flood":
        reader.field.press(key)
        reader.page.clock.run_for(250)
    reader.page.clock.run_for(80)  # 330 from the last key, which is 1.3 times from key to key
    expect(reader.told).to_have_text("Looking …")
    expect(reader.rows).to_have_count(0)
    reader.page.clock.run_for(100)
    expect(reader.rows).to_have_count(5)
    reader.leave()


def test_who_changes_an_answered_question_is_not_waited_for(browser: Browser, address: str) -> None:
    def paused(page: Page) -> None:
        page.clock.install()
        page.clock.pause_at("2100-01-01")

    reader = Reader(browser, address, prepare=paused)
    reader.field.fill("floodx")
    reader.field.press("Enter")
    expect(reader.told).to_have_text(re.compile("^No story was found"))
    for since, until, rows in ((300, 310, 0), (1000, 0, 5)):
        reader.page.clock.run_for(since)
        reader.field.press("Backspace")
        reader.page.clock.run_for(until)
        expect(reader.told).to_have_text("Stories found: 26" if rows else "Looking …")
        expect(reader.rows).to_have_count(rows)
        reader.field.fill("floodx")
        reader.field.press("Enter")
        expect(reader.told).to_have_text(re.compile("^No story was found"))
    reader.leave()


def test_what_is_on_its_way_for_another_question_gives_way(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, prepare=slow)
    reader.page.wait_for_load_state("networkidle")
    stopped: list[str] = []
    reader.page.on("requestfailed", lambda request: stopped.append(request.url))
    gate = Gate(re.compile(r"\.bin$"))
    gate.close(reader.page)
    known = len(reader.asked)
    with reader.page.expect_request(gate.addresses):
        reader.field.fill("asia")
        reader.field.press("Enter")
    before = set(reader.asked[known:])
    with reader.page.expect_event("requestfailed"):
        reader.field.fill("zebras")
        reader.field.press("Enter")
    gate.open()
    assert reader.found() == ["A canal"]
    assert set(stopped) <= before
    assert len(reader.find("asia")) == 5
    reader.leave()


def test_one_letter_asks_for_nothing_unless_it_is_a_word(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    reader.field.press_sequentially("f")
    reader.found()
    assert len({it for it in reader.asked if it.endswith(".bin")}) == 1  # the catalogue
    reader.field.fill("東")
    expect(reader.told).to_have_text("Stories found: 1")
    reader.leave()


def test_pages_of_stories_are_not_fetched_for_every_key(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, prepare=patient)
    reader.field.press_sequentially("flood")
    expect(reader.rows).to_have_count(5)
    assert [it for it in reader.asked if "/flood-" in it] == []
    reader.field.press("Enter")
    expect(reader.rows.locator(".dek").first).to_contain_text("Water")
    reader.leave()


def test_more_stories_than_are_shown_are_not_fetched(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=flood", viewport={"width": 1280, "height": 500})
    expect(reader.rows.locator(".dek").first).to_contain_text("Water")
    pages = [it for it in reader.asked if re.search(r"/20\d\d/\d\d/flood", it)]
    assert 1 <= len(pages) < 8
    reader.leave()
