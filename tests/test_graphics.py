"""Charts and maps as pictures: never cropped, and with colours of their own for a dark page."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from sitegen.pictures.graphics import ground_of, is_graphic
from sitegen.pictures.renditions import around
from tests.newsroom import Newsroom, article
from tests.pictures import Colour, saved
from tests.serving import served

Make = Callable[..., Newsroom]
GROUND = (240, 230, 220)
INK = (10, 60, 120)


def chart(
    ground: tuple[int, int, int] = GROUND, size: tuple[int, int] = (1400, 400)
) -> Image.Image:
    """Return a drawing whose ends would be lost in any crop."""
    image = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 20, 120, size[1] - 20), INK)
    pen.rectangle((size[0] - 120, 20, size[0] - 20, size[1] - 20), INK)
    return image


def slope(mode: str) -> Image.Image:
    """Return what a photograph is: hardly two neighbours alike, in colours or in greys."""
    grey = Image.linear_gradient("L")
    if mode == "L":
        return grey.convert("RGB")
    return Image.merge("RGB", (grey, grey.rotate(90), grey.rotate(180)))


@pytest.mark.parametrize(
    ("image", "graphic", "ground"),
    [
        (chart(), True, "#f0e6dc"),
        (chart((16, 17, 18)), True, "#101112"),
        (Image.new("RGB", (50, 50), INK), False, "#0a3c78"),
        (slope("RGB"), False, None),
        (slope("L"), False, None),
    ],
)
def test_a_file_tells_whether_it_is_a_graphic(
    image: Image.Image,
    graphic: bool,
    ground: str | None,
) -> None:
    assert is_graphic(image) == graphic
    assert ground in {None, ground_of(image)}


def test_the_ground_is_the_commonest_colour_of_the_edges_and_not_of_the_middle() -> None:
    image = Image.new("RGB", (100, 100), (0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 99, 99), outline=(250, 250, 250))
    assert ground_of(image) == "#fafafa"


def test_a_box_around_holds_all_of_a_picture_in_its_middle() -> None:
    assert around((1400, 400), (2, 1)) == (0, -150, 1400, 550)
    assert around((400, 1400), (1, 1)) == (-500, 0, 900, 1400)
    assert around((300, 200), (3, 2)) == (0, 0, 300, 200)


def image_of(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def story(**image: str) -> str:
    keys = ", ".join(f"{key}: {value}" for key, value in image.items())
    return article(image=f"{{{keys}, alt: Two bars, credit: Desk}}")


def paper(newsroom: Make, files: dict[str, str | bytes]) -> Newsroom:
    return newsroom({f"content/articles/{name}": it for name, it in files.items()})


def files_of(site: Newsroom, use: str) -> list[Image.Image]:
    made = [data for path, data in site.tree().items() if path.startswith(f"pictures/a-{use}-")]
    return [image_of(it).convert("RGB") for it in made]


def near(one: object, other: Colour) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("name", "kind", "is_whole"),
    [
        ("a.png", "", True),
        ("a.jpg", "graphic", True),
        ("a.jpg", "", False),
        ("a.png", "photo", False),
    ],
)
def test_a_graphic_stays_whole_wherever_it_is_shown(
    newsroom: Make,
    name: str,
    kind: str,
    is_whole: bool,
) -> None:
    said = {"kind": kind} if kind else {}
    data = saved(chart(), "PNG" if name.endswith("png") else "JPEG")
    site = paper(newsroom, {"a.md": story(src=name, **said), name: data}).build()
    for use, ratio in (("card", 1400 / 400 if is_whole else 16 / 9), ("social", 1200 / 630)):
        for image in files_of(site, use):
            width, height = image.size
            assert width / height == pytest.approx(ratio, rel=0.02)
            # The bars at both ends are there, or both are lost.
            row = [image.getpixel((x, height // 2)) for x in range(width)]
            ends = [near(row[round(width * at)], INK) for at in (0.05, 0.95)]
            assert ends == ([True, True] if is_whole else [False, False])
            if use == "social":
                assert near(image.getpixel((width // 2, 2)), GROUND)
    page = site.read("2026/03/a/index.html")
    assert ('class="graphic"' in page) == is_whole


def test_a_drawn_card_has_all_of_a_graphic(newsroom: Make) -> None:
    site = paper(newsroom, {"a.md": story(src="a.png"), "a.png": saved(chart(), "PNG")})
    site.edit("content/site.toml", "fonts = { shipped = false }\n", "").build()
    [card] = [data for path, data in site.tree().items() if "/a-card." in path]
    image = image_of(card).convert("RGB")
    seen = [near(image.getpixel((x, 315)), INK) for x in range(image.width)]
    runs = sum(now and not before for before, now in zip([False, *seen], seen, strict=False))
    assert runs == 2


def dark(site: Newsroom, path: str) -> list[str]:
    page = site.read(path)
    sources = page.split('<source media="(prefers-color-scheme: dark)"')[1:]
    return [it.split('srcset="')[1].split('"')[0] for it in sources]


DARK: dict[str, str | bytes] = {
    "a.md": story(src="a.png", dark="night.png"),
    "b.md": article(
        "B",
        "::: figure a.png\nalt: Two bars\ncredit: Desk\ndark: night.png\n:::",
        date="2026-03-02 09:00",
    ),
    "c.md": article("C", date="2026-03-03 09:00", section="europe", authors="[]"),
    "a.png": saved(chart(), "PNG"),
    "night.png": saved(chart((16, 17, 18)), "PNG"),
}


def test_a_dark_page_has_a_picture_of_its_own(newsroom: Make) -> None:
    site = paper(newsroom, DARK).build("--strict")
    made = site.tree()
    for path in ("2026/03/a/index.html", "2026/03/b/index.html", "asia/index.html"):
        shown = [it.split()[0] for one in dark(site, path) for it in one.split(", ")]
        assert shown
        assert all(it.lstrip("/") in made and "/night-" in it for it in shown)
        assert "--tone:light-dark(#f0e6dc, #101112)" in site.read(path)
    assert not any("night-social" in path for path in made)
    assert "night.png" not in site.run("check").stderr
    site.write({"content/articles/night.png": saved(chart((0, 0, 20)), "PNG")}).build()
    pages = {it for it in site.rewritten if it.endswith(".html")}
    assert {"2026/03/a/index.html", "2026/03/b/index.html", "asia/index.html"} <= pages
    assert "2026/03/c/index.html" not in pages - {"2026/03/c/index.html"}
    assert "europe/index.html" not in pages
    assert site.tree() == site.clean_tree()


def test_what_cannot_stand_for_a_picture_is_told(newsroom: Make) -> None:
    square = saved(chart(size=(400, 400)), "PNG")
    site = paper(newsroom, {**DARK, "night.png": square})
    assert "`night.png` has 400 × 400 pixels, and the picture that it stands for 1,400 × 400" in (
        site.fail()
    )
    said = site.remove("content/articles/night.png").fail()
    assert "content/articles/a.md:7:27: error: there is no picture `night.png`" in said
    assert "content/articles/b.md:12:1: error: there is no picture `night.png`" in said
    figure = "::: figure a.png\nalt: It\ncredit: Desk\nkind: map\n:::"
    site.write({"content/articles/b.md": article("B", figure)})
    assert "a picture is no `map`" in site.fail()


def test_a_graphic_is_turned_over_where_the_page_is_dark_and_a_photograph_never(
    newsroom: Make,
) -> None:
    files = {**DARK, "a.md": story(src="a.png", dark="invert")}
    site = paper(newsroom, files).build("--strict")
    for path in ("2026/03/a/index.html", "asia/index.html"):
        assert 'class="graphic inverts"' in site.read(path)
    assert site.read("2026/03/b/index.html").count("inverts") == 1  # on the card of the first
    site.write({"content/articles/a.png": saved(slope("RGB"), "PNG")}).remove(
        "content/articles/b.md"
    )
    assert "`a.png` is a photograph, and cannot be turned over" in site.fail()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_browsers_take_the_one_for_their_scheme(newsroom: Make, browser: Browser) -> None:
    site = paper(newsroom, DARK).build()
    with served(site.output) as address, browser.new_page() as page:
        names = {"light": "/a-", "dark": "/night-"}
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{address}/2026/03/a/")
            image = page.locator("img.graphic").first
            image.evaluate("(it) => it.decode()")
            assert names[scheme] in image.evaluate("(it) => it.currentSrc")
            page.goto(f"{address}/asia/")
            fit = page.locator("img.graphic").first.evaluate(
                "(it) => getComputedStyle(it).objectFit"
            )
            assert fit == "contain"
