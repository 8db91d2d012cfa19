"""What other ways to search are given to read, and the slow line that all are read on."""

import gzip
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from tests.benchmarks.finders import stories, write_pages
from tests.benchmarks.throttled import served_slowly
from tests.newsroom import Newsroom, article

Make = Callable[..., Newsroom]


def test_stories_are_read_off_our_pages(newsroom: Make, tmp_path: Path) -> None:
    files = {
        "content/articles/a.md": article(
            "Ships & <boats>", "One *word*.\n\nTwo.", countries="[EG]"
        ),
        "content/articles/b.md": article("Le canal", "Un mot.", dek=None, lang="fr"),
    }
    told = stories(newsroom(files).build().output)
    assert [it["id"] for it in told] == ["/2026/03/a/", "/2026/03/b/"]
    first, second = told
    assert (first["lang"], first["headline"], first["dek"]) == (
        "en",
        "Ships & <boats>",
        "What it says.",
    )
    assert first["text"] == "One word . Two."
    assert "Egypt" in first["names"]
    assert (second["lang"], second["dek"]) == ("fr", "")
    write_pages(told, tmp_path / "pages")
    page = (tmp_path / "pages/2026/03/a/index.html").read_text("utf-8")
    assert "<h1>Ships &amp; &lt;boats&gt;</h1><p>What it says.</p>" in page


def test_a_slow_line_counts_what_is_sent(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / "search/index.html").write_text("a page " * 100, "utf-8")
    (tmp_path / "shard.bin").write_bytes(bytes(range(256)))
    with served_slowly(tmp_path) as site:
        with urlopen(f"{site.address}/search/") as answer:  # noqa: S310 - of this machine
            assert gzip.decompress(packed := answer.read()).startswith(b"a page a page")
        with urlopen(f"{site.address}/shard.bin") as answer:  # noqa: S310 - of this machine
            assert answer.read() == bytes(range(256))
        assert site.line.sent == [("/search/", len(packed)), ("/shard.bin", 256)]
