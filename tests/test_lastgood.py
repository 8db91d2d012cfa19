"""What the preview shows of files that change again and again, in this process."""

import shutil
import tracemalloc
from collections.abc import Callable
from datetime import datetime

import pytest

from sitegen.pipeline.order import DRAFTS, Order
from sitegen.preview.files import Files
from sitegen.preview.lastgood import LastGood
from sitegen.progress import Stopwatch
from tests.charts import block
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

ONE = "content/articles/one.md"
SPARE = 4
FIGURE = "::: figure quay.jpg\nalt: A quay\ncredit: AFP\n:::"


@pytest.fixture(autouse=True)
def _few_are_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pipeline.memory.memo", "preview.files"):
        monkeypatch.setattr(f"sitegen.{module}.SPARE", SPARE)


class Shown:
    """A site that is looked at again and again."""

    def __init__(self, site: Newsroom) -> None:
        order = Order(root=site.root, now=datetime.fromisoformat(NOW), profile=DRAFTS)
        self._files = Files(order)
        self._site = LastGood(order, self._files.read, Stopwatch(lambda _: None))
        self._now = order.now

    def page(self, path: str) -> str:
        """Return the page of an address as it can be shown now."""
        snapshot = self._site.state(self._files.look(), self._now, 1).snapshot
        self._files.let_go(self._site.in_use())
        assert snapshot
        output = snapshot.output(f"{path}index.html")
        assert output
        return snapshot.bytes_of(output).decode()


def test_a_table_with_a_mistake_is_shown_as_it_was(newsroom: Make) -> None:
    table = "content/articles/t.csv"
    site = newsroom({ONE: article(body=block("t.csv", "bar")), table: "a,b\nx,41\n"})
    shown = Shown(site)
    assert ">41</text>" in shown.page("2026/03/one/")
    site.write({table: "a,b\nx,42 or so\n"})
    assert ">41</text>" in shown.page("2026/03/one/")
    site.write({table: "a,b\nx,42\n"})
    assert ">42</text>" in shown.page("2026/03/one/")


def test_the_last_good_version_is_known_however_often_a_file_was_edited(newsroom: Make) -> None:
    site = newsroom({"content/images/quay.jpg": picture()})
    shown = Shown(site)
    for number in range(5 * SPARE):
        words = "\n" * number + FIGURE
        site.write({ONE: article(f"Number {number}", words)})
        assert f"Number {number}" in shown.page("2026/03/one/")
        site.write({ONE: article(f"Number {number}", words, headlin="A mistake")})
        assert f"Number {number}" in shown.page("2026/03/one/")


def test_a_good_version_outlasts_any_number_of_wrong_ones(newsroom: Make) -> None:
    site = newsroom({ONE: article(body="Before."), "content/articles/two.md": article("Two")})
    shown = Shown(site)
    shown.page("")
    site.edit(ONE, "Before.", "Good words.")
    for number in range(5 * SPARE):
        assert "Good words." in shown.page("2026/03/one/")
        site.write({ONE: article(f"Wrong {number}", f"Words {number}.", section="nowhere")})


def test_a_long_day_of_edits_takes_no_more_memory_than_a_short_one(
    newsroom: Make,
) -> None:
    site = newsroom({ONE: article()})
    shown = Shown(site)

    def edit(number: int) -> None:
        site.write({ONE: article(f"Version {number}", f"Words {number}. " * 2_000)})
        assert f"Words {number}." in shown.page("2026/03/one/")

    for number in range(20):
        edit(number)
    tracemalloc.start()
    for number in range(20, 50):
        edit(number)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Each version has some 28 KB of text, and as much of a body.
    assert grown < 1_000_000, grown


def test_a_site_as_it_was_before_another_site_toml_is_shown_again(newsroom: Make) -> None:
    site = newsroom({ONE: article("One"), "content/articles/two.md": article("Two")})
    shown = Shown(site)
    assert "Two" in shown.page("2026/03/one/")
    site.write({"content/site.toml": SITE.replace("Berlin", "Minsk")})
    for number in range(5 * SPARE):
        site.write({ONE: article(f"Number {number}")})
        assert "Two" in shown.page("2026/03/one/")
    site.write({"content/site.toml": SITE, ONE: article("One")})
    assert "Two" in shown.page("2026/03/one/")


def test_what_a_build_had_kept_may_be_removed(newsroom: Make) -> None:
    site = newsroom({ONE: article("One"), "content/articles/two.md": article(related="[one]")})
    site.build("--drafts")
    shown = Shown(site)
    assert "One" in shown.page("")
    shutil.rmtree(site.root / ".sitegen")
    assert "Some words" in shown.page("2026/03/one/")
    site.write({ONE: article("One", slug="another")})
    assert "/another/" in shown.page("2026/03/two/")
