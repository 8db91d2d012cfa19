"""What the preview shows of files that change again and again, in this process."""

import shutil
from collections.abc import Callable
from datetime import datetime

from sitegen.pipeline.memory.apart import SPARE
from sitegen.pipeline.order import DRAFTS, Order
from sitegen.preview.files import Files
from sitegen.preview.lastgood import LastGood
from sitegen.progress import Stopwatch
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

ONE = "content/articles/one.md"
FIGURE = "::: figure quay.jpg\nalt: A quay\ncredit: AFP\n:::"


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
        assert snapshot
        output = snapshot.output(f"{path}index.html")
        assert output
        return snapshot.bytes_of(output).decode()


def test_the_last_good_version_is_known_however_often_a_file_was_edited(newsroom: Make) -> None:
    site = newsroom({"content/images/quay.jpg": picture()})
    shown = Shown(site)
    for number in range(5 * SPARE):
        words = "\n" * number + FIGURE
        site.write({ONE: article(f"Number {number}", words)})
        assert f"Number {number}" in shown.page("2026/03/one/")
        site.write({ONE: article(f"Number {number}", words, headlin="A mistake")})
        assert f"Number {number}" in shown.page("2026/03/one/")


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
