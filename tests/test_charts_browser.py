"""Charts as browsers show them: whole, readable, and nothing over anything else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import SIDEWAYS, at_widths, violations
from tests.charts import OVER_TIME, STATES, TIMES, block
from tests.newsroom import Newsroom, article
from tests.serving import served
from tests.test_charts import TYPES

AR = {
    "time": "السنة,الاتحاد السوفييتي / روسيا,الولايات المتحدة\n1990,40000,21000\n2020,6400,3800\n",
    "states": "الدولة,1990,2024\nالهند,870,1451\nالصين الشعبية,1153,1419\nنيجيريا,95,233\n",
}
ALL = "\n\n".join(
    [
        *(block("states.csv", it, y="1990, 2024") for it in TYPES if it not in TIMES),
        block("states.csv", "bar", notes="said"),
        block("time.csv", "line", notes="said"),
        block("time.csv", "area", y="West", notes="said"),
        block("time.csv", "line", y="South, West, North & East", multiples="yes"),
    ]
)
ARABIC = "\n\n".join(block(f"ar-{'time' if it in TIMES else 'states'}.csv", it) for it in TYPES)
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FILES: dict[str, str | bytes] = {
    "content/articles/2026/time.csv": OVER_TIME,
    "content/articles/2026/states.csv": STATES,
    "content/articles/2026/ar-time.csv": AR["time"],
    "content/articles/2026/ar-states.csv": AR["states"],
    "content/articles/2026/en.md": article(body=ALL),
    "content/articles/2026/ar.md": article(body=f"كلمات.\n\n{ARABIC}", lang="ar"),
}

FAULTS = """() => {
  const told = [];
  for (const svg of document.querySelectorAll(".drawn svg")) {
    const sheet = svg.getBoundingClientRect();
    if (!sheet.width) continue;
    const scale = sheet.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("text")].map((it) => [it, it.getBoundingClientRect()]);
    texts.forEach(([text, box], at) => {
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < 12) told.push(["small", size, text.textContent]);
      if (box.left < sheet.left - 1 || box.right > sheet.right + 1 || box.top < sheet.top - 3)
        told.push(["outside", svg.getAttribute("aria-label"), text.textContent]);
      for (const [other, its] of texts.slice(at + 1)) {
        const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
        if (across > 1 && down > 3)
          told.push([svg.getAttribute("aria-label"), text.textContent, other.textContent]);
      }
    });
  }
  return told;
}"""

CHARTS = "document.querySelectorAll('figure.chart').length"
SEEN = """[...document.querySelectorAll('.drawn svg')].filter(it =>
  it.getBoundingClientRect().width).length"""


@pytest.fixture(scope="module")
def address(shown: Callable[..., Newsroom]) -> Iterator[str]:
    """Serve a paper of charts."""
    with served(Path(shown(FILES).output)) as at:
        yield at


@pytest.mark.parametrize("story", ["en", "ar"])
def test_words_of_charts_can_be_read_and_stand_apart(page: Page, address: str, story: str) -> None:
    question = f"() => [({FAULTS})(), {SIDEWAYS}, {SEEN} == {CHARTS}, {CHARTS} > 5]"
    found = at_widths(page, f"{address}/2026/03/{story}/", [320, 390, 640, 1280], question)
    assert found == [[[], False, True, True]] * 4


def test_axe_finds_nothing_and_a_keyboard_opens_the_table(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/2026/03/en/")
    page.locator("figure.chart summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("figure.chart table").first.is_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, "main") == []


def test_charts_show_in_high_contrast_what_colours_showed(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{address}/2026/03/en/")
    colour = "(it) => getComputedStyle(it)[it.matches('.line') ? 'stroke' : 'fill']"
    ink = page.locator(".drawn svg:visible text").first.evaluate(
        "(it) => getComputedStyle(it).fill"
    )
    for kind in (".line", ".bar.f0"):
        assert page.locator(f".drawn svg:visible {kind}").first.evaluate(colour) == ink
