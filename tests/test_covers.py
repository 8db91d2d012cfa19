"""Drawn social cards, through real builds: who gets one, and who is shown a crop instead."""

import io
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from sitegen.pictures.lettering import clean, obstacle
from sitegen.typefaces.faces import HEADLINE
from sitegen.typefaces.shipped import DRAWING, SURE, drawing_font, is_surely_drawn
from tests.fonts import boxes
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

LATIN = boxes(string.ascii_letters + string.digits + " .,-…")
DRAWN = SITE + "\n[pictures]\ndrawn_cards = true\nfonts = ['fonts/Boxes.ttf']\n"
IMAGE = "{src: quay.jpg, alt: A quay, credit: Us, focus: [0.9, 0.5]}"
FILES: dict[str, str | bytes] = {
    "content/fonts/Boxes.ttf": LATIN,
    "content/articles/quay.jpg": picture(size=(1600, 1200)),
    "content/articles/story.md": article("A story", image=IMAGE),
    "content/articles/plain.md": article("A story without a picture"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Build the site once; its pictures take longest."""
    return Newsroom(tmp_path_factory.mktemp("covers") / "site", FILES, site_toml=DRAWN).build()


@pytest.fixture
def site(built: Newsroom, tmp_path: Path) -> Newsroom:
    return built.copy(tmp_path / "site")


def shared(site: Newsroom, slug: str) -> list[str]:
    """Return the output paths that an article offers to other platforms."""
    page = site.read(f"2026/03/{slug}/index.html")
    return re.findall(r'og:image" content="https://test.example/([^"]+)"', page)


def test_each_story_shares_a_card_first_and_then_the_crops_of_its_picture(site: Newsroom) -> None:
    first, *crops = shared(site, "story")
    assert re.fullmatch(r"pictures/story-card\.[0-9a-f]{10}\.jpg", first)
    with Image.open(site.output / first) as card:
        assert (card.size, card.format, card.mode) == ((1200, 630), "JPEG", "RGB")
    assert [re.sub(r"-\d+\..*", "", path) for path in crops] == [
        "pictures/quay-wide",
        "pictures/quay-classic",
        "pictures/quay-square",
    ]
    assert not [path for path in site.tree() if "-social-" in path]
    (only,) = shared(site, "plain")
    assert only.startswith("pictures/plain-card.")


def test_a_card_changes_with_its_headline_and_nothing_else_is_drawn_again(site: Newsroom) -> None:
    before = {path for path in site.tree() if "-card." in path}
    site.edit("content/articles/story.md", "headline: A story", "headline: Another story").build()
    cards = {path for path in site.tree() if "-card." in path}
    assert len(cards - before) == len(before - cards) == 1
    assert {path for path in site.rewritten if path.startswith("pictures/")} == cards - before
    assert site.tree() == site.clean_tree()


def test_a_headline_that_no_font_can_draw_is_shared_as_a_crop_with_a_warning(
    site: Newsroom,
) -> None:
    site.edit("content/articles/story.md", "headline: A story", "headline: Тиша")
    said = site.run("build", "--now", NOW).stderr
    assert said == (
        "content/articles/story.md:2:11: warning: its social card is not drawn: "
        "no font has `Т` (Cyrillic)\n    hint: name a font for it under `pictures.fonts`; "
        "a crop of its picture stands in\n"
    )
    first, *_ = shared(site, "story")
    assert "-social-1200." in first
    assert site.tree() == site.clean_tree()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("fonts/Boxes.ttf", "fonts/Boxen.ttf", "there is no font `fonts/Boxen.ttf` in content/"),
        ("fonts/Boxes.ttf", "fonts/Fake.ttf", "`fonts/Fake.ttf` is no font that can be read"),
    ],
)
def test_fonts_that_cannot_be_used_are_named_in_site_toml(
    site: Newsroom, old: str, new: str, message: str
) -> None:
    site.write({"content/fonts/Fake.ttf": b"no font"}).edit("content/site.toml", old, new)
    result = site.run("build", "--now", NOW)
    assert result.exit_code == 2
    assert f"error: {message}" in result.stderr


def test_a_picture_that_no_camera_saw_says_so_on_the_card(site: Newsroom) -> None:
    plain = site.output / shared(site, "story")[0]
    with Image.open(plain) as card:
        before = card.convert("RGB").getpixel((705, 575))
    made = IMAGE.replace("}", ", source_type: trainedAlgorithmicMedia}")
    site.edit("content/articles/story.md", IMAGE, made).build()
    with Image.open(site.output / shared(site, "story")[0]) as card:
        after = card.convert("RGB").getpixel((705, 575))
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    assert max(before) < 200
    assert min(after) > 240


def test_a_picture_too_small_for_a_card_is_not_enlarged(site: Newsroom) -> None:
    site.write({"content/articles/quay.jpg": picture((200, 0, 0), size=(300, 200))}).build()
    with Image.open(site.output / shared(site, "story")[0]) as card:
        red, green, _ = card.convert("RGB").getpixel((1100, 300))  # type: ignore[misc]
    assert green > 200, red


# With the faces that come with sitegen ------------------------------------------------------------

TYPED = SITE.replace("fonts = { shipped = false }\n", "")


def test_each_script_of_the_typefaces_has_cards_and_any_other_has_crops(
    newsroom: Callable[..., Newsroom],
) -> None:
    headlines = {
        "plain": "How the “Veto” Works – in 1979",
        "polish": "Łódź i Gdańsk",
        "ukrainian": "Договір, що поклав край",
        "greek": "Η Αθήνα",
        "vietnamese": "Đà Nẵng",
        "arabic": "قناة السويس",
    }
    stories = {f"content/articles/{it}.md": article(headlines[it]) for it in headlines}
    files = {
        **stories,
        "content/articles/japanese.md": article("東京の空港", image=IMAGE, lang="ja"),
        "content/articles/quay.jpg": picture(size=(1600, 1200)),
    }
    site = newsroom(files, site_toml=TYPED)
    said = site.run("build", "--now", NOW, "--output", str(site.output))
    assert (said.exit_code, "social card" in said.stderr) == (0, False)
    assert shared(site, "japanese")[0].startswith("pictures/quay-social-")
    for name in headlines:
        (only,) = shared(site, name)
        assert only.startswith(f"pictures/{name}-card.")
        with Image.open(site.output / only) as card:
            assert card.size == (1200, 630)
            assert min(card.convert("L").crop((64, 120, 1136, 500)).tobytes()) < 60  # ink


def test_what_is_surely_drawn_is_drawn() -> None:
    """So most headlines are known to be drawable without opening a font."""
    sure = "".join(chr(code) for a, b in SURE for code in range(a, b + 1))
    assert obstacle(clean(sure), [drawing_font(DRAWING[0])]) == ""
    with TTFont(io.BytesIO(drawing_font(DRAWING[0]))) as font:
        assert font["OS/2"].usWeightClass == HEADLINE  # as on the page, and no lighter
    assert is_surely_drawn("Erdoğan: “şimdi” – Ĺ")
    assert not is_surely_drawn("東京")


def test_a_newsrooms_own_serif_draws_cards_too(newsroom: Callable[..., Newsroom]) -> None:
    files = {"content/articles/a.md": article("A story"), "content/fonts/Boxes.ttf": LATIN}
    site = newsroom(files, site_toml=TYPED).build()
    (ours,) = shared(site, "a")
    own = SITE.replace("shipped = false", 'shipped = false, serif = ["fonts/Boxes.ttf"]')
    site.write({"content/site.toml": own}).build()
    (theirs,) = shared(site, "a")
    assert ours != theirs
    site.write({"content/site.toml": SITE}).build()
    assert shared(site, "a") == ["icon-512.png"]  # no card, since no typeface draws it
