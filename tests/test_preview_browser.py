"""The live preview in a real browser: pages follow the files, and say what is wrong with them."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser import asked_of_axe, told
from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture
from tests.previewing import Preview, eventually, preview

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Make = Callable[..., Newsroom]
Serve = Callable[..., Preview]

ROOT = Path(__file__).parent.parent
SEARCHABLE = SITE.replace("enabled = false", "enabled = true")
# What Chromium says if there is no server, no page, or a policy.
NO_PAGE = "Failed to load resource: the server responded with a status of "
FORBIDDEN = "Connecting to '"

A, B = "content/articles/a.md", "content/articles/b.md"
TWO = {
    A: article("About a ferry", "The ferry sails at night."),
    B: article("About a bridge", "The bridge is closed.", section="europe"),
}
BASE = {"content/site.toml", "content/authors/news-desk.md", *TWO}
LONG = "\n\n".join(
    [
        "The first paragraph stands above.",
        *(f"Paragraph {number} says a little." for number in range(40)),
        "Before [a link](/europe/) there are words, and behind it.",
        "<details><summary>More of it</summary>",
        "What was hidden.",
        "</details>",
        "<details open><summary>Too much</summary>",
        "What was shown.",
        "</details>",
        *(f"Paragraph {number} says a little." for number in range(40, 80)),
    ]
)


class Window:
    """A window whose tabs are used again: to open one takes longer than most tests."""

    def __init__(self, context: BrowserContext) -> None:
        context.add_init_script(RECORDER)
        context.on("console", lambda message: self.said.append(message.text.strip()))
        context.on("weberror", lambda error: self.said.append(str(error.error)))
        self.said: list[str] = []
        self._context = context
        self._idle: list[Page] = []

    def tab(self) -> Page:
        """Return a tab that nobody uses."""
        return self._idle.pop() if self._idle else self._context.new_page()

    def take_back(self, page: Page) -> None:
        """Leave nothing of what a test did in a tab."""
        page.unroute_all()
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.goto("about:blank")
        self._idle.append(page)


class Reader:
    """Opens pages, and keeps what the browser complains of.

    `expected` are beginnings of the complaints that have to come up; all others may not.
    """

    def __init__(self, window: Window) -> None:
        self._windows = [window]
        self._tabs: list[tuple[Window, Page]] = []
        self.expected: list[str] = []
        window.said.clear()

    def open(self, address: str, *, window: Window | None = None, waits: bool = True) -> Page:
        """Open a page, and wait until the preview has told of it."""
        if window and window not in self._windows:
            self._windows.append(window)
            window.said.clear()
        window = window or self._windows[0]
        page = window.tab()
        self._tabs.append((window, page))
        page.goto(address)
        return settled(page) if waits else page

    def close(self) -> None:
        """Close all, and hold what the browser said against what it was expected to say."""
        for window, page in self._tabs:
            window.take_back(page)
        said = [text for window in self._windows for text in window.said]
        assert [it for it in said if not it.startswith(tuple(self.expected))] == []
        assert [it for it in self.expected if not any(one.startswith(it) for one in said)] == []

    def axe(self, page: Page) -> list[str]:
        """Return what axe finds. What it tries itself, a policy may forbid."""
        before = [list(window.said) for window in self._windows]
        # It cannot tell the colours of what lies beside the body.
        move_stage(page, "body")
        found = asked_of_axe(page)
        move_stage(page, "documentElement")
        for window, said in zip(self._windows, before, strict=True):
            window.said[:] = said
        unclear = [
            it | {"nodes": [node for node in it["nodes"] if not is_explained(node)]}
            for it in found["incomplete"]
            if it["id"] == "color-contrast"
        ]
        return told([*found["violations"], *unclear])


def is_explained(node: dict[str, Any]) -> bool:
    """Tell whether axe says why it knows no colours: they lie in a picture, say, or overlap."""
    return any(it["data"]["messageKey"] for it in node["any"])


RECORDER = """
window.told = [];
window.streams = [];
window.EventSource = class extends EventSource {
  constructor(address) {
    super(address);
    streams.push(this);
    this.addEventListener('message', (event) => told.push(JSON.parse(event.data)));
  }
};"""
"""Notes that reach the page, and the streams that bring them."""


@pytest.fixture(autouse=True, scope="module")
def _patience() -> Iterator[None]:
    """Wait longer than usual: a look at files takes its turn on a machine that is busy."""
    expect.set_options(timeout=15_000)
    yield
    expect.set_options(timeout=5_000)


OpenWindow = Callable[..., Window]


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[OpenWindow]:
    """Open windows of a kind, each once."""
    with ExitStack() as stack:

        @cache
        def make(**options: Any) -> Window:
            context = stack.enter_context(browser.new_context(**options))
            return Window(context)

        yield make


@pytest.fixture
def reader(opened: OpenWindow) -> Iterator[Reader]:
    reader = Reader(opened())
    yield reader
    reader.close()


class Shown(NamedTuple):
    """A site, and the address at which it is shown."""

    site: Newsroom
    address: str


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Show a site for all tests that leave it running."""
    site = Newsroom(tmp_path_factory.mktemp("workshop") / "site", TWO)
    with preview(site) as running:
        yield Shown(site, running.address)


@pytest.fixture
def shown(workshop: Shown) -> Shown:
    """Show the two stories of `TWO`, whatever a test before has made of them."""
    root = workshop.site.root
    base = Newsroom(root, TWO)
    for file in [
        it for top in ("content", "templates", "static") for it in (root / top).rglob("*")
    ]:
        if file.is_file() and file.relative_to(root).as_posix() not in BASE:
            file.unlink()
    return Shown(base, workshop.address)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start previews that end with the test."""
    with ExitStack() as stack:

        def start(site: Newsroom | AbstractContextManager[Preview], *options: str) -> Preview:
            running = preview(site, *options) if isinstance(site, Newsroom) else site
            return stack.enter_context(running)

        yield start


def settled(page: Page) -> Page:
    """Wait until the preview shows what the server told of the page."""
    until(page, "told.length")
    page.locator("sitegen-preview .stage:not([hidden])").wait_for(state="attached")
    return page


def until(page: Page, condition: str) -> None:
    """Wait until JavaScript says so: Playwright's own way to is against the policy of a page."""
    eventually(lambda: page.evaluate(condition))


def move_stage(page: Page, parent: str) -> None:
    """Put what the preview shows into another place, and wait until it has its style again."""
    host = "document.querySelector('sitegen-preview')"
    page.evaluate(f"document.{parent}.append({host})")
    stage = f"{host}.shadowRoot.querySelector('.stage')"
    until(page, f"getComputedStyle({stage}).display === 'flex'")


def bar(page: Page, part: str = ".bar") -> Locator:
    return page.locator(f"sitegen-preview {part}")


DIGEST = "document.querySelector('script[data-digest]').dataset.digest"
"""Of what is shown, as the client keeps it."""


def digest(page: Page) -> str:
    found = page.evaluate(DIGEST)
    assert isinstance(found, str)
    return found


def mark(page: Page) -> None:
    """Leave something in the page that no reload keeps."""
    page.evaluate("window.mark = true")


def is_marked(page: Page) -> bool:
    return page.evaluate("window.mark === true") is True


def background(page: Page) -> str:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert isinstance(colour, str)
    return colour


def problems(page: Page) -> list[str]:
    """Return the severity and the place of each problem that the panel shows."""
    return [
        f"{it.locator('.severity').inner_text().lower()} {it.locator('.place').inner_text()}"
        for it in bar(page, ".problem").all()
    ]


# The page follows its files -------------------------------------------------------------------


def test_of_a_hundred_problems_more_are_counted(shown: Shown, reader: Reader) -> None:
    shown.site.write({A: article("Odd", "<odd>a</odd> b\n\n" * 150)})
    page = reader.open(f"{shown.address}2026/03/a/")
    expect(bar(page, ".count")).to_have_text("150 warnings")
    bar(page, ".count").click()
    expect(bar(page, ".problem")).to_have_count(101)
    expect(bar(page, ".rest")).to_have_text("And 50 more. sitegen check --all tells of each.")


def test_an_edit_appears_and_what_the_reader_did_stays(shown: Shown, reader: Reader) -> None:
    site = shown.site.write({A: article("Long", LONG)})
    page = reader.open(f"{shown.address}2026/03/a/")
    mark(page)
    page.get_by_text("More of it").click()
    page.get_by_text("Too much").click()
    page.evaluate(
        """() => {
          const link = document.querySelector('.body a');
          link.scrollIntoView({block: 'center', behavior: 'instant'});
          link.focus({preventScroll: true});
          const text = link.parentNode.lastChild;
          getSelection().setBaseAndExtent(text, text.data.length - 10, text, text.data.length - 1);
        }"""
    )
    place = "document.querySelector('.body a').getBoundingClientRect().top"
    before = page.evaluate(place), page.evaluate("scrollY")
    # Below, around what is selected, and within a box that is open.
    site.edit(A, "Paragraph 79", "The last paragraph")
    site.edit(A, "there are words", "there is a selection")
    site.edit(A, "What was hidden", "What was found")
    expect(page.locator(".body")).to_contain_text("there is a selection, and behind it")
    expect(page.get_by_text("What was found.")).to_be_visible()
    expect(page.locator(".body")).to_contain_text("The last paragraph says")
    assert (page.evaluate(place), page.evaluate("scrollY")) == before
    # Above: the page grows, and what is read stays where it is.
    site.edit(A, "The first paragraph stands", "\n\n".join(["A new one."] * 5) + "\n\nIt stands")
    expect(page.get_by_text("A new one.")).to_have_count(5)
    expect(page.get_by_text("It stands above.")).to_have_count(1)
    until(page, f"Math.abs({place} - {before[0]}) < 2")
    assert page.evaluate("scrollY") > before[1] + 100
    assert page.evaluate("String(getSelection())") == "behind it"
    expect(page.locator(".body a")).to_be_focused()
    boxes = page.locator(".body details")
    assert boxes.evaluate_all("all => all.map(it => it.open)") == [True, False]
    # What a script has shown is shown again.
    expect(page.locator("[data-print]")).to_be_visible()
    assert is_marked(page)


def test_what_is_typed_into_a_field_stays(shown: Shown, reader: Reader) -> None:
    asking = '<form id="asking"><label>Ask <input name="q" value=""></label></form>'
    above = '<p id="above">Above</p>'
    site = shown.site.write({"templates/footer.html": above + asking})
    page = reader.open(f"{shown.address}2026/03/a/")
    field = page.get_by_label("Ask")
    field.press_sequentially("half a.")
    field.press("ArrowLeft")
    # Even if it has to move.
    site.write({"templates/footer.html": asking.replace("Ask", "Ask us") + above})
    expect(page.get_by_label("Ask us")).to_be_focused()
    assert page.locator("#asking + #above").count() == 1
    expect(field).to_have_value("half a.")
    assert field.evaluate("it => it.selectionStart") == 6
    expect(bar(page)).to_be_visible()  # a point in a field hides nothing


def test_a_headline_changes_wherever_it_is_open_and_nowhere_else(
    shown: Shown, reader: Reader, opened: OpenWindow
) -> None:
    site = shown.site
    at = shown.address
    addresses = [f"{at}2026/03/a/", at, f"{at}asia/"]
    windows = [None, opened(locale="de")]
    pages = [reader.open(it, window=window) for window in windows for it in addresses]
    other = reader.open(f"{at}europe/")
    other.evaluate(
        """() => {
          window.changes = 0;
          new MutationObserver((all) => changes += all.length).observe(document, {
            subtree: true, childList: true, characterData: true, attributes: true,
          });
        }"""
    )
    before = digest(other)
    for page in pages:
        mark(page)
    site.edit(A, "About a ferry", "About a ship")
    for page in pages:
        expect(page.locator("main")).to_contain_text("About a ship")
        expect(page.get_by_text("About a ferry")).to_have_count(0)
        assert is_marked(page)
    expect(pages[0]).to_have_title("About a ship – The Test")
    # The stream brings notes in order: one on that edit would have come before this one.
    assert other.evaluate("[told.length, changes]") == [1, 0]
    assert digest(other) == before
    site.edit(B, "About a bridge", "About a tunnel")
    expect(other.locator("main")).to_contain_text("About a tunnel")
    assert other.evaluate("told.length") == 2


def test_many_edits_in_a_row_end_at_the_last(shown: Shown, reader: Reader) -> None:
    site = shown.site
    page = reader.open(f"{shown.address}2026/03/a/")
    mark(page)
    typing = f"""
from pathlib import Path
file = Path({str(site.root / A)!r})
text = file.read_text("utf-8")
for number in range(60):
    other = file.with_name("a.md.tmp")
    other.write_text(text.replace("sails", f"sails {{number}} times"), "utf-8")
    other.replace(file)
"""
    subprocess.run([sys.executable, "-c", typing], check=True)
    expect(page.locator(".body")).to_have_text("The ferry sails 59 times at night.")
    assert is_marked(page)
    assert page.evaluate("told.at(-1).digest") == digest(page)


def test_an_edit_while_another_is_on_its_way_is_not_lost(shown: Shown, reader: Reader) -> None:
    page = reader.open(f"{shown.address}2026/03/a/")
    late: list[Callable[[], None]] = []

    def hold(route: Route) -> None:
        response = route.fetch()
        late.append(lambda: route.fulfill(response=response))

    page.route(re.compile(r"/2026/03/a/$"), hold, times=1)
    shown.site.edit(A, "sails at night", "sails at noon")
    eventually(lambda: page.evaluate("told.length === 2") and late)
    shown.site.edit(A, "sails at noon", "sails at dawn")
    until(page, "told.length === 3")
    late[0]()
    expect(page.locator(".body")).to_have_text("The ferry sails at dawn.")


STYLE = "body { background: rgb(250, 240, 230) }\n"
FRAMES = """() => {
  window.seen = new Set();
  const look = () => {
    seen.add(getComputedStyle(document.body).backgroundColor);
    requestAnimationFrame(look);
  };
  look();
}"""


def test_a_stylesheet_is_swapped_without_a_moment_without_style(
    shown: Shown, reader: Reader
) -> None:
    site = shown.site.write({"static/site.css": STYLE})
    page = reader.open(f"{shown.address}2026/03/a/")
    mark(page)
    assert background(page) == "rgb(250, 240, 230)"
    page.evaluate(FRAMES)
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    page.route(re.compile(r"/assets/site\."), hold)
    sheets = page.locator("head link[rel=stylesheet][href*='/assets/site.']")
    # Two edits, while neither of the new stylesheets comes.
    for count, (old, new) in enumerate([("rgb(250", "rgb(10"), ("rgb(10", "rgb(20")], 1):
        site.edit("static/site.css", old, new)
        until(page, f"told.length === {count + 1} && told.at(-1).digest === {DIGEST}")
        expect(sheets).to_have_count(count + 1)
        page.wait_for_timeout(0)
        assert background(page) == "rgb(250, 240, 230)"
    # The first is there no more, when it is asked for.
    reader.expected.append("Refused to apply style")
    with page.expect_console_message():
        asked[0].continue_()
    expect(sheets).to_have_count(3)
    assert background(page) == "rgb(250, 240, 230)"
    asked[1].continue_()
    expect(sheets).to_have_count(1)
    until(page, "seen.has('rgb(20, 240, 230)')")
    assert set(page.evaluate("[...seen]")) <= {
        *("rgb(250, 240, 230)", "rgb(10, 240, 230)", "rgb(20, 240, 230)")
    }
    assert is_marked(page)


def test_templates_and_their_macros_appear_as_they_are_edited(shown: Shown, reader: Reader) -> None:
    macros = (ROOT / "templates/macros.html").read_text("utf-8")
    site = shown.site.write({"templates/macros.html": macros})
    page = reader.open(f"{shown.address}2026/03/a/")
    mark(page)
    footer = (ROOT / "templates/footer.html").read_text("utf-8")
    site.write({"templates/footer.html": footer + "<p>Printed nowhere.</p>"})
    expect(page.get_by_text("Printed nowhere.")).to_be_visible()
    site.edit("templates/footer.html", "nowhere", "daily")
    expect(page.get_by_text("Printed daily.")).to_be_visible()
    site.edit("templates/macros.html", '<p class="byline"', '<p class="byline signed"')
    expect(page.locator(".byline.signed")).to_have_count(1)
    site.remove("templates/footer.html")
    expect(page.get_by_text("Printed daily.")).to_have_count(0)
    expect(page.locator("footer")).to_be_visible()
    assert is_marked(page)


PIXEL = """async () => {
  const image = document.querySelector('main img');
  image.scrollIntoView();
  try { await image.decode(); } catch { return null; }
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, 1, 1);
  const [red, , blue] = context.getImageData(0, 0, 1, 1).data;
  return red > blue ? 'red' : 'blue';
}"""


def test_a_picture_that_is_replaced_is_shown_new(shown: Shown, reader: Reader) -> None:
    image = "{src: quay.png, alt: A quay, credit: Jo Berg}"
    site = shown.site.write({A: article("A", image=image)})
    site.write({"content/images/quay.png": picture((200, 20, 20), (300, 200), "PNG")})
    page = reader.open(f"{shown.address}2026/03/a/")
    mark(page)
    assert page.evaluate(PIXEL) == "red"
    site.write({"content/images/quay.png": picture((20, 20, 200), (300, 200), "PNG")})
    eventually(lambda: page.evaluate(PIXEL) == "blue")
    assert is_marked(page)


def test_a_page_that_runs_scripts_is_loaded_anew(
    newsroom: Make, serve: Serve, reader: Reader
) -> None:
    site = newsroom(TWO, site_toml=SEARCHABLE)
    page = reader.open(f"{serve(site).address}search/?q=ferry")
    expect(page.locator(".row")).to_have_count(1)
    mark(page)
    site.edit("content/site.toml", "The Test", "The Trial")
    expect(page.locator(".masthead")).to_contain_text("The Trial")
    settled(page)
    assert not is_marked(page)
    assert page.url.endswith("/search/?q=ferry")
    expect(page.get_by_role("searchbox")).to_have_value("ferry")
    expect(page.locator(".row")).to_have_count(1)


# The connection -------------------------------------------------------------------------------


def test_a_page_catches_up_when_the_preview_is_back(
    newsroom: Make, serve: Serve, reader: Reader
) -> None:
    site = newsroom(TWO)
    first = serve(site)
    page = reader.open(f"{first.address}2026/03/a/")
    mark(page)
    # A request that is under way when it ends is answered, and says so.
    reader.expected.append("Failed to load resource: ")
    assert first.end(signal.SIGINT) == 130
    expect(bar(page, ".lost")).to_have_text("The preview is not running.")
    site.edit(A, "sails at night", "sails at noon")
    second = serve(preview(site, port=first.port))
    assert second.port == first.port
    expect(page.locator(".body")).to_contain_text("sails at noon")
    expect(bar(page, ".lost")).to_be_empty()
    assert is_marked(page)


AWAY_AND_BACK = {
    "hidden": ("set('hidden')", "set('visible')"),
    "kept for the way back": ("fire(window, 'pagehide')", "fire(window, 'pageshow')"),
}
SIMULATED = """const fire = (target, name) => target.dispatchEvent(new Event(name));
const put = (name, value) => Object.defineProperty(document, name, {value, configurable: true});
const set = (state) => {
  put('visibilityState', state);
  put('hidden', state === 'hidden');
  fire(document, 'visibilitychange');
};
"""


@pytest.mark.parametrize("way", AWAY_AND_BACK)
def test_a_page_that_nobody_sees_lets_go_of_its_stream_and_catches_up(
    shown: Shown, reader: Reader, way: str
) -> None:
    address = f"{shown.address}2026/03/a/"
    hidden, seen = reader.open(address), reader.open(address)
    mark(hidden)
    away, back = AWAY_AND_BACK[way]
    hidden.evaluate(f"() => {{ {SIMULATED} {away} }}")
    assert hidden.evaluate("streams.map(it => it.readyState)") == [2]
    before = digest(hidden)
    shown.site.edit(A, "sails at night", "sails at noon")
    expect(seen.locator(".body")).to_contain_text("sails at noon")
    assert digest(hidden) == before
    hidden.evaluate(f"() => {{ {SIMULATED} {back} }}")
    expect(hidden.locator(".body")).to_contain_text("sails at noon")
    assert is_marked(hidden)
    assert hidden.evaluate("streams.map(it => it.readyState)") == [2, 1]
    expect(bar(hidden, ".lost")).to_be_empty()


def test_a_page_is_new_when_the_reader_comes_back_to_it(shown: Shown, reader: Reader) -> None:
    site = shown.site
    address = shown.address
    page = reader.open(f"{address}2026/03/a/")
    page.locator(".masthead .nameplate a").click()
    page.wait_for_url(address)
    settled(page)
    site.edit(A, "sails at night", "sails at noon")
    page.go_back()
    expect(page.locator(".body")).to_contain_text("sails at noon")
    site.edit(A, "sails at noon", "sails at dawn")
    expect(page.locator(".body")).to_contain_text("sails at dawn")


def test_a_site_below_a_path_is_shown_there(newsroom: Make, serve: Serve, reader: Reader) -> None:
    site = newsroom(TWO, site_toml=SITE.replace("test.example/", "test.example/the/paper/"))
    running = serve(site)
    assert running.base == "/the/paper/"
    page = reader.open(f"http://{running.host}:{running.port}/")
    assert page.url == running.address
    page.locator("main").get_by_role("link", name="About a ferry").click()
    expect(page.locator(".body")).to_contain_text("sails at night")
    assert page.url == f"{running.address}2026/03/a/"
    settled(page)
    mark(page)
    site.edit(A, "sails at night", "sails at noon")
    expect(page.locator(".body")).to_contain_text("sails at noon")
    assert is_marked(page)
    (site.root / A).rename(site.root / "content/articles/c.md")
    expect(bar(page, ".gone a")).to_have_text("/the/paper/2026/03/c/")


# What is wrong --------------------------------------------------------------------------------


def test_an_error_is_shown_above_the_page_as_it_last_was(shown: Shown, reader: Reader) -> None:
    site = shown.site.write({B: TWO[B].replace("dek: What it says.\n", "")})
    at = shown.address
    page, other, front = (reader.open(at + it) for it in ("2026/03/a/", "2026/03/b/", ""))
    mark(page)
    page.locator(".skip").focus()
    site.edit(A, "section: asia", "section: aisa").edit(A, "sails at night", "sails at noon")
    panel = bar(page, ".panel")
    expect(panel).to_be_visible()
    expect(panel.locator(".tally")).to_have_text("1 error")
    expect(panel.locator(".stale")).to_have_text("This page is shown as it was before the error.")
    expect(page.locator(".body")).to_have_text("The ferry sails at night.")
    assert problems(page) == [f"error {A}:5:10"]
    expect(panel.locator(".message")).to_have_text("there is no section aisa")
    expect(panel.locator(".hint")).to_have_text("aisa: did you mean asia?")
    expect(panel.locator(".excerpt .number")).to_have_text(["4", "5", "6"])
    expect(panel.locator(".marked .number")).to_have_text("5")
    expect(panel.locator(".marked .text")).to_have_text("section: aisa")
    expect(panel.locator(".caret")).to_have_text("a")
    assert panel.locator(".marked .text").evaluate("it => it.firstChild.data") == "section: "
    link = f"vscode://file/{site.root / A}:5"
    expect(panel.locator(".place")).to_have_attribute("href", link)
    expect(bar(page, ".announcer")).to_have_text("1 error")
    expect(bar(page, ".count")).to_have_text("1 error")
    expect(page.locator(".skip")).to_be_focused()
    # The front page lists all; a page that it does not concern says nothing of it.
    expect(bar(front, ".panel")).to_be_visible()
    expect(bar(front, ".tally")).to_have_text("1 error, 1 warning")
    assert problems(front) == [f"error {A}:5:10", f"warning {B}:2:11"]
    expect(bar(other, ".count")).to_have_text("1 warning")
    assert problems(other) == [f"warning {B}:2:11"]
    expect(bar(other, ".panel")).to_be_hidden()
    site.edit(A, "aisa", "asia")
    expect(page.locator(".body")).to_have_text("The ferry sails at noon.")
    expect(panel).to_be_hidden()
    expect(bar(page, ".count")).to_be_hidden()
    expect(bar(front, ".panel")).to_be_hidden()
    expect(bar(front, ".count")).to_have_text("1 warning")
    assert is_marked(page)


def test_a_panel_that_is_closed_stays_closed_until_the_errors_change(
    shown: Shown, reader: Reader
) -> None:
    site = shown.site
    page = reader.open(f"{shown.address}2026/03/a/")
    panel, count = bar(page, ".panel"), bar(page, ".count")
    site.edit(A, "section: asia", "section: aisa")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(count).to_have_attribute("aria-expanded", "false")
    # A reload does not open it.
    page.reload()
    settled(page)
    expect(count).to_have_text("1 error")
    expect(panel).to_be_hidden()
    # The button opens and closes it, for keys too.
    count.focus()
    page.keyboard.press("Enter")
    expect(panel).to_be_focused()
    expect(count).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(bar(page, ".close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(count).to_be_focused()
    # Whatever changes of the errors opens it.
    site.edit(A, "authors: [news-desk]", "authors: [nobody]")
    expect(panel).to_be_visible()
    expect(bar(page, ".tally")).to_have_text("2 errors")
    bar(page, ".close").click()
    expect(panel).to_be_hidden()
    site.edit(A, "aisa", "asia")
    expect(count).to_have_text("1 error")
    expect(panel).to_be_visible()
    bar(page, ".close").click()
    site.edit(A, "nobody", "news-desk")
    expect(count).to_be_hidden()
    # The same again, after none: that is news.
    site.edit(A, "news-desk", "nobody")
    expect(panel).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_bars_and_panels(
    shown: Shown, reader: Reader, opened: OpenWindow, width: int, scheme: str
) -> None:
    broken = article("A", "A [link](/nowhere/).\n\n<script>\n", section="aisa", status="draft")
    files = {
        **TWO,
        B: article("B", "<button>a</button>", status="draft", embargo="2027-01-01T00:00:00Z"),
    }
    site = shown.site.write(files)
    at = shown.address
    window = opened(color_scheme=scheme)
    page, held = (reader.open(at + it, window=window) for it in ("2026/03/a/", "2026/03/b/"))
    for it in (page, held):
        it.set_viewport_size({"width": width, "height": 740})
    site.write({A: broken})
    expect(bar(page, ".tally")).to_have_text("2 errors, 1 warning")
    assert reader.axe(page) == []
    sheet = bar(page, ".panel").evaluate("it => getComputedStyle(it).backgroundColor")
    assert sheet == {"dark": "rgb(24, 25, 27)", "light": "rgb(255, 255, 255)"}[scheme]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(bar(held, ".held")).to_be_visible()
    bar(held, ".count").click()
    assert reader.axe(held) == []
    site.remove(B)
    expect(bar(held, ".gone")).to_have_text("This page is gone.")
    assert reader.axe(held) == []


def test_what_never_was_right_appears_once_it_is(
    newsroom: Make, serve: Serve, reader: Reader
) -> None:
    site = newsroom(TWO, site_toml=SITE.replace("Europe/Berlin", "Europe/Berln"))
    reader.expected.append(NO_PAGE)
    at = serve(site).address
    page = reader.open(f"{at}2026/03/a/")
    expect(page.locator("h1")).to_have_text("This page cannot be shown yet")
    expect(page.locator("body")).to_contain_text("did you mean `Europe/Berlin`?")
    assert problems(page) == ["error content/site.toml:3:12"]
    site.edit("content/site.toml", "Berln", "Berlin")
    expect(page.locator("h1")).to_have_text("About a ferry")
    expect(bar(page, ".panel")).to_be_hidden()
    expect(bar(page, ".source")).to_have_text(A)


def test_axe_finds_nothing_on_an_error_page(newsroom: Make, serve: Serve, reader: Reader) -> None:
    site = newsroom(TWO, site_toml=SITE.replace("Europe/Berlin", "Europe/Berln"))
    reader.expected.append(NO_PAGE)
    page = reader.open(serve(site).address)
    expect(bar(page, ".panel")).to_be_visible()
    assert reader.axe(page) == []


def test_a_story_that_never_was_right_is_shown_as_far_as_it_can_be(
    newsroom: Make, serve: Serve, reader: Reader
) -> None:
    site = newsroom({**TWO, A: article(section="aisa"), B: article(date="yesterday")})
    at = serve(site).address
    page = reader.open(f"{at}2026/03/a/")
    assert problems(page) == [f"error {A}:5:10"]
    expect(page.locator("h1")).to_have_text("A headline")
    reader.expected.append(NO_PAGE)
    missing = reader.open(f"{at}2026/03/b/")
    assert problems(missing) == [f"error {A}:5:10", f"error {B}:4:7"]
    expect(missing.locator("h1")).to_have_text("There is no such page")
    site.edit(A, "aisa", "asia").edit(B, "yesterday", "2026-03-05")
    expect(missing.locator("h1")).to_have_text("A headline")
    for it in (page, missing):
        expect(bar(it, ".panel")).to_be_hidden()


TITLED = "{{ view.title | breakable(view.lang) | as_marks }}"


def test_an_error_in_a_template_leaves_open_pages_as_they_were(
    shown: Shown, reader: Reader
) -> None:
    template = (ROOT / "templates/article.html").read_text("utf-8")
    site = shown.site.write({"templates/article.html": template})
    at = shown.address
    page, other = reader.open(f"{at}2026/03/a/"), reader.open(f"{at}europe/")
    mark(page)
    site.edit("templates/article.html", TITLED, "{{ view.tilte }}")
    expect(bar(page, ".panel")).to_be_visible()
    (told,) = problems(page)
    assert told.startswith("error templates/article.html:")
    expect(bar(page, ".message")).to_contain_text("tilte")
    expect(bar(page, ".marked")).to_contain_text("{{ view.tilte }}")
    expect(bar(page, ".stale")).to_be_visible()
    expect(page.locator("h1")).to_have_text("About a ferry")
    # So is one that cannot be read at all.
    site.edit("templates/article.html", "{{ view.tilte }}", "{{ view.title")
    expect(bar(page, ".message")).to_contain_text("this is not Jinja")
    expect(page.locator("h1")).to_have_text("About a ferry")
    expect(bar(other, ".panel")).to_be_hidden()
    site.edit("templates/article.html", ">{{ view.title", f">The story: {TITLED}")
    expect(page.locator("h1")).to_have_text("The story: About a ferry")
    expect(bar(page, ".panel")).to_be_hidden()
    assert is_marked(page)


def test_an_error_in_site_toml_concerns_every_page(shown: Shown, reader: Reader) -> None:
    site = shown.site
    at = shown.address
    pages = [reader.open(at + it) for it in ("", "2026/03/a/", "europe/")]
    site.edit("content/site.toml", "page_size = 3", 'page_size = "three"')
    site.edit("content/site.toml", "The Test", "The Trial")
    for page in pages:
        expect(bar(page, ".panel")).to_be_visible()
        assert problems(page) == ["error content/site.toml:4:13"]
        expect(page.locator(".masthead")).to_contain_text("The Test")
        expect(bar(page, ".stale")).to_be_visible()
    # Meanwhile the rest goes on.
    site.edit(A, "sails at night", "sails at noon")
    expect(pages[1].locator(".body")).to_contain_text("sails at noon")
    site.edit("content/site.toml", '"three"', "3")
    for page in pages:
        expect(bar(page, ".panel")).to_be_hidden()
        expect(page.locator(".masthead")).to_contain_text("The Trial")


# The bar --------------------------------------------------------------------------------------

HELD = {
    "draft": ({"status": "draft"}, "Draft: readers do not see it"),
    "scheduled": (
        {"date": "2026-12-01 09:00"},
        "Scheduled: readers see it from 1 December 2026, 09:00 CET",
    ),
    "embargo": (
        {"embargo": "2026-07-01T09:00:00Z"},
        "Under embargo: readers see it from 1 July 2026, 11:00 CEST",
    ),
    "expired": (
        {"expires": "2026-05-01 10:00"},
        "Expired: readers saw it until 1 May 2026, 10:00 CEST",
    ),
}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Show a paper that nobody edits, at a moment that was asked for."""
    held = {
        f"content/articles/{name}.md": article(f"It is {name}", **keys)
        for name, (keys, _) in HELD.items()
    }
    editor = '[preview]\neditor = "edit://open?file={path}&at={line},{column}"\n'
    body = " ".join(["word"] * 1_199) + " <button>word</button>"
    files = {**TWO, **held, B: article("About a bridge", body)}
    root = tmp_path_factory.mktemp("paper") / "the site"
    with preview(Newsroom(root, files, site_toml=SITE + editor)) as running:
        yield running


def test_the_bar_says_why_readers_do_not_see_a_story(paper: Preview, reader: Reader) -> None:
    page = reader.open(f"{paper.address}2026/03/a/")
    expect(bar(page, ".held")).to_be_hidden()
    for name, (_, text) in HELD.items():
        month = "12" if name == "scheduled" else "03"
        page.goto(f"{paper.address}2026/{month}/{name}/")
        expect(bar(page, ".held")).to_have_text(text)
        expect(bar(page, ".bar.is-held")).to_be_visible()


def test_the_bar_names_the_source_its_length_and_the_moment(paper: Preview, reader: Reader) -> None:
    page = reader.open(f"{paper.address}2026/03/b/")
    expect(bar(page, ".source")).to_have_text(B)
    href = bar(page, ".source a").get_attribute("href") or ""
    assert re.fullmatch(rf"edit://open\?file=/.*/the%20site/{B}&at=1,1", href)
    expect(bar(page, ".length")).to_have_text("1,200 words, 5 min")
    expect(bar(page, ".now")).to_have_text("as of 1 June 2026, 14:00 CEST")
    expect(bar(page, ".count")).to_have_text("1 warning")
    expect(bar(page, ".panel")).to_be_hidden()  # a warning interrupts nobody
    bar(page, ".count").click()
    assert [it.partition(":")[0] for it in problems(page)] == [f"warning {B}"]
    # A page that is made from no one file names none.
    page.goto(f"{paper.address}asia/")
    expect(bar(page, ".now")).to_be_visible()
    expect(bar(page, ".source")).to_be_hidden()
    expect(bar(page, ".length")).to_be_hidden()


def test_a_point_hides_the_bar_on_all_pages_and_brings_it_back(
    paper: Preview, reader: Reader
) -> None:
    page = reader.open(f"{paper.address}2026/03/a/")
    expect(bar(page)).to_be_visible()
    page.keyboard.press(".")
    expect(bar(page)).to_be_hidden()
    page.goto(f"{paper.address}2026/03/draft/")
    settled(page)
    expect(bar(page, ".held")).to_have_text("Draft: readers do not see it")
    expect(bar(page)).to_be_hidden()
    page.keyboard.press("Control+.")
    expect(bar(page)).to_be_hidden()
    page.keyboard.press(".")
    expect(bar(page)).to_be_visible()
    bar(page, ".hide").click()
    expect(bar(page)).to_be_hidden()
    page.reload()
    settled(page)
    expect(bar(page)).to_be_hidden()


def test_fingers_bring_back_the_bar_too(paper: Preview, reader: Reader, opened: OpenWindow) -> None:
    phone = opened(has_touch=True, is_mobile=True)
    page = reader.open(f"{paper.address}2026/03/a/", window=phone)
    bar(page, ".hide").tap()
    expect(bar(page)).to_be_hidden()
    bar(page, ".reveal").tap()
    expect(bar(page)).to_be_visible()
    expect(bar(page, ".reveal")).to_be_hidden()
    box = bar(page, ".hide").bounding_box()
    assert box
    assert box["height"] >= 44


def test_errors_are_shown_though_the_bar_is_hidden(shown: Shown, reader: Reader) -> None:
    site = shown.site
    page = reader.open(f"{shown.address}2026/03/a/")
    page.keyboard.press(".")
    expect(bar(page)).to_be_hidden()
    site.edit(A, "section: asia", "section: aisa")
    expect(bar(page, ".panel")).to_be_visible()
    expect(bar(page)).to_be_hidden()


def test_nothing_of_it_is_printed_or_built(newsroom: Make, serve: Serve, reader: Reader) -> None:
    site = newsroom({**TWO, A: article("A", status="draft")})
    page = reader.open(f"{serve(site).address}2026/03/a/")
    site.edit(A, "section: asia", "section: aisa")
    expect(bar(page, ".panel")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("sitegen-preview")).to_be_hidden()
    expect(bar(page, ".panel")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(bar(page, ".panel")).to_be_visible()
    site.edit(A, "aisa", "asia")
    expect(bar(page, ".panel")).to_be_hidden()
    assert not site.output.exists()
    assert not any(
        b"sitegen-preview" in it or b".sitegen/" in it for it in site.build().tree().values()
    )


# Pages that come and go -----------------------------------------------------------------------


def test_a_page_that_is_deleted_says_so_until_it_is_back(shown: Shown, reader: Reader) -> None:
    site = shown.site
    page = reader.open(f"{shown.address}2026/03/a/")
    mark(page)
    text = (site.root / A).read_text("utf-8")
    site.remove(A)
    expect(bar(page, ".gone")).to_have_text("This page is gone.")
    expect(page.locator(".body")).to_contain_text("The ferry sails at night.")
    site.write({A: text.replace("sails at night", "sails at noon")})
    expect(page.locator(".body")).to_contain_text("The ferry sails at noon.")
    expect(bar(page, ".gone")).to_be_empty()
    assert is_marked(page)


def test_a_page_that_is_renamed_leads_to_where_it_went(shown: Shown, reader: Reader) -> None:
    site = shown.site
    page = reader.open(f"{shown.address}2026/03/a/")
    (site.root / A).rename(site.root / "content/articles/night-ferry.md")
    gone = bar(page, ".gone")
    expect(gone).to_have_text("This page is gone. It is now at /2026/03/night-ferry/.")
    gone.locator("a").click()
    page.wait_for_url("**/2026/03/night-ferry/")
    settled(page)
    expect(bar(page, ".gone")).to_be_empty()
    # A new address of the same file does as well.
    site.edit("content/articles/night-ferry.md", "2026-03-01", "2026-04-01")
    expect(gone.locator("a")).to_have_text("/2026/04/night-ferry/")


def test_a_page_appears_where_there_was_none(shown: Shown, reader: Reader) -> None:
    site = shown.site
    reader.expected.append(NO_PAGE)
    page = reader.open(f"{shown.address}2026/03/new/")
    expect(bar(page, ".gone")).to_have_text("This page is gone.")
    expect(page.locator("h1")).not_to_have_text("All new")
    site.write({"content/articles/new.md": article("All new")})
    expect(page.locator("h1")).to_have_text("All new")
    expect(bar(page, ".gone")).to_be_empty()
    expect(bar(page, ".source")).to_have_text("content/articles/new.md")


# Templates of all kinds -----------------------------------------------------------------------

POLICY = '<meta http-equiv="Content-Security-Policy" content="{}">'
BARE = "<title>{{ view.title }}</title>\n<h1>{{ view.title }}</h1>\n{{ body(view.body) }}\n"


SHAPES = {
    "without a head": BARE,
    "with a comment": "<!-- A comment --><!DOCTYPE html>\n" + BARE,
    "of a body alone": "{{ body(view.body) }}",
    "with words first": "Only words: {{ body(view.body) }}",
    "with another base": "<!doctype html><head><base href='https://other.example/'></head>" + BARE,
    "with a policy": POLICY.format("default-src 'none'; connect-src 'self'") + BARE,
    "with trusted types": POLICY.format("require-trusted-types-for 'script'") + BARE,
    "with no trusted types": POLICY.format("trusted-types; require-trusted-types-for 'script'")
    + BARE,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_of_any_shape_is_kept_up_to_date(shown: Shown, reader: Reader, shape: str) -> None:
    site = shown.site.write({"templates/article.html": SHAPES[shape]})
    if shape == "with a policy":
        reader.expected.append("Loading the stylesheet")  # of the bar
    page = reader.open(f"{shown.address}2026/03/a/")
    mark(page)
    site.edit(A, "sails at night", "sails at noon")
    expect(page.locator("body")).to_contain_text("sails at noon")
    assert is_marked(page)
    expect(bar(page, ".source")).to_have_text(A)


def test_a_policy_that_allows_no_connection_is_obeyed_and_named(
    shown: Shown, reader: Reader
) -> None:
    policy = POLICY.format("default-src 'none'; connect-src 'none'; style-src 'self'")
    site = shown.site.write({"templates/article.html": policy + BARE})
    reader.expected.append(FORBIDDEN)
    page = reader.open(f"{shown.address}2026/03/a/", waits=False)
    told = "The page's own policy keeps updates away: reload it."
    expect(bar(page, ".lost")).to_have_text(told)
    assert page.evaluate("streams.length") == 1  # and is not tried in vain
    site.edit(A, "sails at night", "sails at noon")
    page.reload()
    expect(page.locator("body")).to_contain_text("sails at noon")
    expect(bar(page, ".lost")).to_have_text(told)


def test_the_policy_of_a_page_stays_as_it_is_and_a_new_one_is_put_in_force(
    shown: Shown, reader: Reader
) -> None:
    base = (ROOT / "templates/base.html").read_text("utf-8")
    site = shown.site.write({"templates/base.html": base})
    page = reader.open(f"{shown.address}2026/03/a/")
    policy = page.locator("meta[http-equiv=Content-Security-Policy]")
    built = re.search(
        r'Security-Policy" content="([^"]*)"', site.build().read("2026/03/a/index.html")
    )
    assert built
    assert policy.get_attribute("content") == built[1]
    mark(page)
    site.edit(A, "sails at night", "sails at noon")
    expect(page.locator(".body")).to_contain_text("sails at noon")
    assert policy.get_attribute("content") == built[1]
    assert is_marked(page)
    site.edit("templates/base.html", "img-src 'self'", "img-src 'self' data:")
    expect(policy).to_have_attribute(
        "content", built[1].replace("img-src 'self'", "img-src 'self' data:")
    )
    settled(page)
    assert not is_marked(page)
    page.evaluate(
        """async () => {
          const image = new Image();
          image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=';
          await image.decode();
        }"""
    )
