"""Another version goes on from what this one has left, and ends in what a clean build makes."""

from collections.abc import Callable
from pathlib import Path

from tests.meddling import LONG
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.packages import Package
from tests.pictures import picture

PLAN = "::: figure plan.svg\nalt: A plan\ncredit: AFP\n:::"
IMAGE = "{src: quay.jpg, alt: A quay, credit: AFP}"
FILES: dict[str, str | bytes] = {
    "content/articles/one.md": article(
        "One",
        'She said "so".\n\n::: figure plan.svg\nalt: A plan\ncredit: AFP\n:::',
        tags="[ports]",
        image=IMAGE,
    ),
    **{
        f"content/articles/s{number}.md": article(
            f"Story {number}", date=f"2026-04-{1 + number:02} 09:00", tags="[ports]"
        )
        for number in range(4)
    },
    "content/articles/quay.jpg": picture(),
    "content/articles/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>',
    "static/root/terms.txt": "Terms.\n",
}
PAPER = (
    SITE.replace("enabled = false", "enabled = true")
    + '[pictures]\nformats = ["jpeg"]\n[pictures.lead]\nwidths = [16]\n'
)

Update = tuple[str, str, str]
UPDATES: dict[str, tuple[Update, str]] = {
    "texts": (
        ("sitegen/content/markdown/quotes.py", '_ENGLISH = Quotes("“"', '_ENGLISH = Quotes("‹"'),
        "2026/03/one/index.html",
    ),
    "what is related": (
        ("sitegen/edition/related.py", "\nKEPT = ", "\nKEPT = 1 + 0 * "),
        "2026/03/one/index.html",
    ),
    "what machines are told": (
        ("sitegen/pages/structured.py", '"isAccessibleForFree": True', '"isAccessibleForFree": 1'),
        "2026/03/one/index.html",
    ),
    "feeds": (
        ("sitegen/syndication/feedfiles.py", 'GENERATOR = "sitegen"', 'GENERATOR = "another"'),
        "feed.xml",
    ),
    "how the index is packed": (
        ("sitegen/search/encoding.py", "\nLEVEL = ", "\nLEVEL = 0 * "),
        "search/",
    ),
    "how the index is cut": (
        ("sitegen/search/stories.py", "\nNEWEST = ", "\nNEWEST = 2 + 0 * "),
        "search/",
    ),
    "sizes of drawings": (
        ("sitegen/pictures/svg.py", '    "": 1,\n', '    "": 2,\n'),
        "2026/03/one/index.html",
    ),
    "colours of pictures": (
        ("sitegen/pictures/probe.py", '"#{:02x}{:02x}{:02x}"', '"#{:02X}{:02X}{:02X}"'),
        "2026/03/one/index.html",
    ),
    "how pictures are made": (
        ("sitegen/pictures/renditions.py", "\nRECIPE = ", "\nRECIPE = 1 + "),
        "2026/03/one/index.html",
    ),
    "the format of what is remembered": (
        ("sitegen/pipeline/memory/storefile.py", "\nFORMAT = ", "\nFORMAT = 1 + "),
        "",
    ),
    "a template": (
        ("templates/listing.html", "{% block main %}", "{% block main %}<!-- new -->"),
        "asia/index.html",
    ),
    "words": (
        ("templates/words/en.toml", 'search = "Search"', 'search = "Find"'),
        "index.html",
    ),
    "styles": (("static/site.css", "\nbody {\n", "\nbody {\n  --new: 1;\n"), "index.html"),
}
"""An edit of our own sources, and with what outputs begin that show it; "" if none may."""


def built(package: Package, site: Newsroom, *options: str) -> dict[str, bytes]:
    """Return what the package makes of a site."""
    result = package.run("build", "--now", NOW, *options, root=site.root)
    assert result.returncode == 0, result.stderr
    assert "damaged" not in result.stderr
    return site.tree()


def test_each_update_shows_at_once_and_all_of_them_end_in_what_a_clean_build_makes(
    newsroom: Callable[..., Newsroom], tmp_path: Path
) -> None:
    package = Package(tmp_path / "package")
    site = newsroom(FILES, site_toml=PAPER)
    clean = site.copy(tmp_path / "clean")
    before = built(package, site)
    for name, (update, shown) in UPDATES.items():
        package.edit(*update)
        after = built(package, site)
        changed = {it for it in {*before, *after} if before.get(it) != after.get(it)}
        assert any(it.startswith(shown) for it in changed) is bool(shown), name
        if LONG:
            assert after == built(package, clean, "--clean"), name
        before = after
    assert before == built(package, clean, "--clean")


def test_who_goes_back_to_the_version_before_has_what_it_made(
    newsroom: Callable[..., Newsroom], tmp_path: Path
) -> None:
    package = Package(tmp_path / "package")
    site = newsroom(FILES, site_toml=PAPER)
    first = built(package, site)
    path, old, new = UPDATES["texts"][0]
    package.edit(path, old, new)
    assert built(package, site) != first
    package.edit(path, new, old)
    assert built(package, site) == first
