"""Pictures as browsers choose and show them: the right file, in its place, and nothing moves."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Request, Route

from tests.browser import SHIFTS, at_widths, violations
from tests.html import addresses, parsed
from tests.metadata import with_metadata
from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture
from tests.serving import Built, served
from tests.shared import once

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROOT = Path(__file__).parent.parent
PHONE = (390, 844)
DESK = (1440, 900)
PHONES = (320, 360, 390, 412, 600, 640, 700, 768, 800, 900)
DESKS = (960, 1024, 1180, 1216, 1280, 1440, 1600, 1920)

NIGHT, NOON = (16, 24, 40), (236, 232, 220)
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">
<path d="M15 2V18" stroke="#000"/></svg>"""


def transparent() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", (1200, 800)).save(buffer, "PNG")
    return buffer.getvalue()


def moving() -> bytes:
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (240, 160), colour) for colour in ("red", "green")]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=200)
    return buffer.getvalue()


PICTURES = {
    "wide.jpg": picture(NIGHT, (2400, 1600)),
    "panorama.jpg": picture(size=(3000, 600)),
    "square.jpg": picture(size=(1500, 1500)),
    "tall.jpg": picture(size=(1600, 2400)),
    "thin.jpg": picture(size=(400, 1600)),
    "small.jpg": picture(NOON, (300, 200)),
    "clear.png": transparent(),
    "drawing.svg": DRAWING,
    "moving.gif": moving(),
}
"""In every shape; the stories that they lead bear their names."""

FIGURES = "\n\n".join(
    f"::: figure {it}\nalt: Seen in {it}\ncaption: A ship\n:::" for it in PICTURES
)
BOX = "::: factbox A box\n::: figure wide.jpg\nalt: Seen in a box\n:::\n:::"
EMBED = "::: embed https://video.example/{}\ntitle: A film\nposter: {}\n:::"
EVERYTHING = "\n\n".join([FIGURES, BOX, EMBED.format(1, "wide.jpg"), EMBED.format(2, "small.jpg")])

PAGES = {
    "front": "/",
    "lead": "/2026/03/wide/",
    "tall lead": "/2026/03/tall/",
    "small lead": "/2026/03/small/",
    "body": "/2026/03/everything/",
    "listing": "/asia/",
    "author": "/authors/news-desk/",
    "page": "/about/",
}


def paper(folder: Path, language: str = "en", formats: str = "avif jpeg") -> Newsroom:
    """Write a newspaper with pictures in every shape, each as a lead and in a body."""
    leads = {
        name.partition(".")[0]: f"{{src: {name}, alt: What {name} shows, caption: A quay}}"
        for name in PICTURES
    }
    related = "[panorama, wide, square]"
    files: dict[str, str | bytes] = {
        f"content/articles/{slug}.md": article(
            f"The {slug} story",
            date=f"2026-03-{10 + number} 09:00",
            image=image,
            related=related if slug == "tall" else None,
            section=("asia", "europe")[number % 2],
        )
        for number, (slug, image) in enumerate(leads.items())
    }
    files |= {f"content/images/{name}": data for name, data in PICTURES.items()}
    files["content/articles/everything.md"] = article(
        "Everything", EVERYTHING, image="{src: wide.jpg, alt: A quay}", related=related
    )
    files["content/pages/about.md"] = f"---\ntitle: About\n---\n{FIGURES}\n"
    site = Newsroom(folder, files, site_toml=SITE.replace("page_size = 3", "page_size = 20"))
    desk = "---\nname: News desk\nportrait: {src: wide.jpg, alt: Desks, credit: Us}\n---\nUs.\n"
    site.write({"content/authors/news-desk.md": desk})
    wanted = ", ".join(f'"{it}"' for it in formats.split())
    site.edit("content/site.toml", "timezone", f'language = "{language}"\ntimezone')
    with (site.root / "content/site.toml").open("a") as toml:
        toml.write(f'\n[front]\nlead = "wide"\n[pictures]\nformats = [{wanted}]\n')
        toml.write('[policy]\nuncredited = "warning"\n')
    return site


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Built]]:
    """Return the newspaper in a language, built once."""
    with ExitStack() as stack:

        @cache
        def build(language: str) -> Built:
            def make(folder: Path) -> None:
                paper(folder / "site", language).build()

            built = once(tmp_path_factory, f"shapes-{language}", make) / "site/public"
            return Built(stack.enter_context(served(built)), built)

        yield build


def window(browser: Browser, size: tuple[int, int], ratio: float = 1) -> Page:
    viewport: Any = {"width": size[0], "height": size[1]}
    return browser.new_context(viewport=viewport, device_scale_factor=ratio).new_page()


@pytest.fixture
def page(page: Page) -> Page:
    """Return a tab of a desk."""
    resize(page, DESK)
    return page


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


SEE_ALL = """async () => {
  for (const image of document.images) {
    if (!image.checkVisibility()) continue; // is not fetched: it is not printed
    image.scrollIntoView();
    await image.decode();
  }
}"""

SHOWN = """() => [...document.querySelectorAll('main img')].map(image => ({
  chosen: new URL(image.currentSrc).pathname,
  candidates: (image.closest('picture')?.querySelector('source') ?? image).srcset,
  width: image.getBoundingClientRect().width,
}))"""


def widths_of(srcset: str) -> dict[str, int]:
    """Return the width of each candidate by its address."""
    pairs = (it.split() for it in srcset.split(",") if it.strip())
    return {address: int(width.removesuffix("w")) for address, width in pairs}


def sharp_enough(needed: float, candidates: list[int], ratio: float) -> set[int]:
    """Return the widths that a browser may choose: the smallest that suffices.

    On fine screens Chromium takes the next smaller one if that is nearer in scale.
    """
    right = {next((it for it in candidates if it >= needed - 1), candidates[-1])}
    for smaller, larger in pairwise(candidates):
        if ratio > 1 and smaller < needed < sqrt(smaller * larger) + 1:
            right.add(smaller)
    return right


def note(asked: list[str], sent: Request) -> None:
    asked.append(sent.url)


@pytest.mark.parametrize(("width", "ratio"), [(360, 2), (800, 1), (800, 2), (1600, 1)])
def test_browsers_fetch_one_file_of_each_picture_and_the_right_one(
    browser: Browser, shapes: Callable[[str], Built], width: int, ratio: int
) -> None:
    wrong = []
    seen = 0
    for name in ("front", "body", "listing", "author"):
        page = window(browser, (width, 900), ratio)
        asked: list[str] = []
        page.on("request", partial(note, asked))
        page.goto(shapes("en").address + PAGES[name])
        page.evaluate(SEE_ALL)
        shown = page.evaluate(SHOWN)
        fetched = sorted(it.partition("/pictures/")[2] for it in asked if "/pictures/" in it)
        assert fetched == sorted({it["chosen"].partition("/pictures/")[2] for it in shown})
        for it in shown:
            if candidates := widths_of(it["candidates"]):
                seen += 1
                chosen = candidates.get(it["chosen"])
                needed = it["width"] * ratio
                right = sharp_enough(needed, sorted(candidates.values()), ratio)
                if chosen not in right or not it["chosen"].endswith(".avif"):
                    wrong.append((name, it["chosen"], needed, right))
        page.context.close()
    assert wrong == []
    assert seen > 20


def test_browsers_take_the_best_format_that_is_there(page: Page, tmp_path: Path) -> None:
    site = paper(tmp_path / "site", formats="webp jpeg").build()
    with served(site.output) as address:
        resize(page, PHONE)
        page.goto(address + PAGES["body"])
        page.evaluate(SEE_ALL)
        chosen = [it["chosen"] for it in page.evaluate(SHOWN) if it["candidates"]]
    assert {it.rpartition(".")[2] for it in chosen} == {"webp"}


def without_avif(route: Route) -> None:
    """Answer as if the browser could not read AVIF: it passes over types that it does not know."""
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace('"image/avif"', '"image/new"'))


def test_browsers_that_read_no_other_format_show_the_fallback_in_the_same_place(
    page: Page, shapes: Callable[[str], Built]
) -> None:
    boxes = """() => [...document.querySelectorAll('main img')].map(image => {
      const {x, y, width, height} = image.getBoundingClientRect();
      return [x, y, width, height].map(Math.round);
    })"""
    for name in ("front", "lead", "body", "listing", "author"):
        address = shapes("en").address + PAGES[name]
        page.goto(address)
        page.evaluate(SEE_ALL)
        usual = page.evaluate(boxes)
        page.route("**/", without_avif)
        page.goto(address)
        page.evaluate(SEE_ALL)
        chosen = [it["chosen"] for it in page.evaluate(SHOWN) if it["candidates"]]
        assert {it.rpartition(".")[2] for it in chosen} <= {"jpg", "png"}, name
        assert any("jpg" in it for it in chosen), name
        assert page.evaluate(boxes) == usual, name
        page.unroute("**/")


PROMISED = r"""() => {
  const probe = document.body.appendChild(document.createElement('div'));
  probe.style.position = 'absolute';
  const promised = sizes => {
    for (const entry of sizes.split(', ')) {
      const [, condition, length] = entry.match(/^(\(.*?\) )?(.*)$/);
      if (!condition || matchMedia(condition).matches) {
        probe.style.width = length;
        return probe.getBoundingClientRect().width;
      }
    }
  };
  const found = [...document.querySelectorAll('main :is(source, img)[sizes]')].map(it => {
    const image = it.closest('picture')?.querySelector('img') ?? it;
    return [image.currentSrc, promised(it.sizes), image.getBoundingClientRect().width];
  });
  probe.remove();
  return found;
}"""


def dishonest(page: Page, address: str, paths: list[str]) -> list[tuple[Any, ...]]:
    """List where `sizes` is wrong by more than 4 px and 3 %."""
    wrong = []
    for path in paths:
        answers = at_widths(page, address + path, PHONES + DESKS, PROMISED)
        for width, found in zip(PHONES + DESKS, answers, strict=True):
            assert found, path
            wrong += [
                (path, width, *it)
                for it in found
                if abs(it[1] - it[2]) > max(4, 0.03 * it[2]) or not it[2]
            ]
    return wrong


def test_sizes_say_how_wide_a_picture_is_shown(page: Page, sample: Built) -> None:
    paths = ["/", "/2023/07/the-south-china-sea-ruling/", "/2026/07/qanat-as-suways/", "/europe/"]
    assert dishonest(page, sample.address, paths) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_sizes_hold_for_every_shape_in_both_directions(
    page: Page, shapes: Callable[[str], Built], language: str
) -> None:
    names = PAGES if language == "en" else ("front", "body", "listing")
    pages = [PAGES[it] for it in names]
    assert dishonest(page, shapes(language).address, pages) == []


@pytest.mark.parametrize("count", [1, 2])
def test_sizes_hold_on_a_front_page_with_few_stories(
    page: Page, tmp_path: Path, count: int
) -> None:
    image = "{src: a.jpg, alt: A quay, credit: Us}"
    stories = {f"content/articles/s{it}.md": article(f"{it}", image=image) for it in range(count)}
    lead = {"content/images/a.jpg": picture(size=(1600, 900))}
    site = Newsroom(tmp_path / "site", {**stories, **lead}).build()
    with served(site.output) as address:
        assert dishonest(page, address, ["/"]) == []


SCROLL = """async () => {
  for (const image of document.images) {
    image.scrollIntoView();
    await new Promise(requestAnimationFrame);
  }
}"""


@pytest.mark.parametrize(("size", "language"), [(PHONE, "en"), (DESK, "en"), (PHONE, "ar")])
def test_nothing_moves_when_pictures_come_late(
    browser: Browser, shapes: Callable[[str], Built], size: tuple[int, int], language: str
) -> None:
    moved = {}
    page = window(browser, size)
    # Each page is loaded as by somebody who has seen none of the others.
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    for name in ("front", "small lead", "body", "listing", "author"):
        held: list[Route] = []
        page.route("**/pictures/**", lambda route, _, held=held: held.append(route))
        page.goto(shapes(language).address + PAGES[name], wait_until="domcontentloaded")
        page.evaluate(SCROLL)
        assert held, name
        for route in held:
            route.continue_()
        page.unroute("**/pictures/**")
        page.evaluate(SEE_ALL)
        if shift := page.evaluate(SHIFTS):
            moved[name] = shift
    page.context.close()
    assert moved == {}


def size_of(folder: Path, address: str) -> tuple[int, int]:
    file = folder / address.lstrip("/")
    if address.endswith(".svg"):
        found = re.search(rb'viewBox="0 0 (\d+) (\d+)"', file.read_bytes())
        assert found, address
        return int(found[1]), int(found[2])
    with Image.open(file) as image:
        return image.size


def files_of(page: Element) -> Iterator[tuple[Element, dict[str, int]]]:
    """Yield each picture of a page with its candidates in all formats."""
    parents = {child: parent for parent in page.iter() for child in parent}
    for image in page.iter("img"):
        parent = parents[image]
        around = parent if parent.tag == "picture" else [image]
        candidates: dict[str, int] = {}
        for it in around:
            candidates |= widths_of(it.get("srcset", ""))
        yield image, candidates


class Pictured(NamedTuple):
    """A page of a folder: its kind, and its pictures but for the paper's own sign."""

    folder: Path
    path: Path
    kind: str
    pictures: list[tuple[Element, dict[str, int]]]


@pytest.fixture(scope="module")
def pictured(sample: Built, shapes: Callable[[str], Built]) -> list[Pictured]:
    """Return the pages of the sample and of the paper in every shape."""
    found = []
    for folder in (sample.folder, shapes("en").folder):
        for path in folder.rglob("index.html"):
            page = parsed(path.read_bytes())
            pictures = [it for it in files_of(page) if "/pictures/" in it[0].attrib["src"]]
            (body,) = page.iter("body")
            found.append(Pictured(folder, path, body.get("class", ""), pictures))
    return found


def test_every_picture_is_as_large_as_its_page_says(pictured: list[Pictured]) -> None:
    wrong: list[tuple[Any, ...]] = []
    for folder, path, _, pictures in pictured:
        for image, candidates in pictures:
            src = image.attrib["src"]
            width, height = int(image.attrib["width"]), int(image.attrib["height"])
            for address in {src, *candidates}:
                true = size_of(folder, address)
                close = abs(true[1] - true[0] * height / width) <= max(1, 0.01 * true[1])
                if not close or candidates.get(address, true[0]) != true[0]:
                    wrong.append((path.parent.name, address, width, height, true))
            if "alt" not in image.attrib:
                wrong.append((path.parent.name, src))
    assert wrong == []


def test_only_the_first_picture_is_fetched_first(
    pictured: list[Pictured], shapes: Callable[[str], Built]
) -> None:
    for _, path, kind, pictures in pictured:
        images = [it for it, _ in pictures]
        eager = [it for it in images if it.get("loading") != "lazy"]
        assert eager == images[: len(eager)], path
        if kind not in {"article", "page"}:
            assert bool(eager) == bool(images), path
        order = [it.get("fetchpriority") for it in images]
        wanted = ["high", *["low"] * (len(eager) - 1)][: len(eager)]
        assert order == wanted + [None] * (len(images) - len(eager)), path
    leads = [PAGES[it] for it in ("front", "lead", "tall lead", "small lead")]
    for address in leads:
        page = (shapes("en").folder / address.lstrip("/") / "index.html").read_text("utf-8")
        assert page.count('fetchpriority="high"') == 1, address


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return {key: found[key] for key in ("x", "y", "width", "height")}


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("wide", (928, 619)),
        ("panorama", (928, 185)),  # of whole pixels, 1136 by 227
        ("square", (600, 600)),
        ("tall", (427, 640)),
        ("thin", (400, 1600)),  # nothing could be read, were it as high as a screen
        ("small", (300, 200)),
        ("clear", (928, 619)),
        ("drawing", (928, 619)),
        ("moving", (240, 160)),
    ],
)
def test_a_lead_is_whole_and_neither_blurred_nor_taller_than_a_screen(
    page: Page, shapes: Callable[[str], Built], slug: str, expected: tuple[int, int]
) -> None:
    page.goto(f"{shapes('en').address}/2026/03/{slug}/")
    shown = box(page, ".lead-picture img")
    assert (round(shown["width"]), round(shown["height"])) == expected
    # What is narrower than the column of the text begins where that begins.
    if expected[0] <= 600:
        assert shown["x"] == box(page, "h1")["x"]
    resize(page, PHONE)
    shown = box(page, ".lead-picture img")
    assert shown["width"] <= 358
    assert shown["height"] <= max(640, expected[1])
    assert shown["width"] * expected[1] == pytest.approx(shown["height"] * expected[0], rel=0.02)


def test_a_caption_stands_beside_a_narrow_picture_if_there_is_room(
    page: Page, shapes: Callable[[str], Built]
) -> None:
    for language, beside in (("en", 1), ("ar", -1)):
        resize(page, DESK)
        page.goto(shapes(language).address + PAGES["small lead"])
        shown, caption = box(page, ".narrow img"), box(page, ".narrow figcaption")
        assert (caption["x"] - shown["x"]) * beside > 0
        assert caption["y"] + caption["height"] == shown["y"] + shown["height"]
        resize(page, PHONE)
        assert box(page, "figcaption")["y"] >= box(page, ".narrow img")["y"] + 200


@pytest.mark.parametrize(("shape", "crop"), [((8, 12), 1), ((50, 10), 1), ((12, 8), 0)])
def test_a_frame_shows_the_crop_of_a_lead_of_another_shape(
    tmp_path: Path, shape: tuple[int, int], crop: bool
) -> None:
    image = "{src: a.jpg, alt: A quay, credit: Us}"
    files: dict[str, str | bytes] = {"content/images/a.jpg": picture(size=shape)}
    files["content/articles/a.md"] = article("A", image=image)
    site = Newsroom(tmp_path / "site", files).build()
    first = next(parsed((site.output / "index.html").read_bytes()).iter("img"))
    assert ("-card-" in first.attrib["src"]) == crop
    assert first.get("fetchpriority") == "high"


@pytest.mark.parametrize("slug", ["clear", "drawing"])
def test_pictures_without_a_ground_stand_on_white_in_the_dark(
    page: Page, shapes: Callable[[str], Built], slug: str
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{shapes('en').address}/2026/03/{slug}/")
    page.evaluate(SEE_ALL)
    with Image.open(io.BytesIO(page.locator(".lead-picture img").screenshot())) as image:
        colour = image.convert("RGB").getpixel((9, 9))
    assert isinstance(colour, tuple)
    assert min(colour) > 200


def test_until_a_picture_is_there_its_colour_is(
    browser: Browser, shapes: Callable[[str], Built]
) -> None:
    page = window(browser, DESK)
    page.route("**/pictures/**", lambda route: route.abort())
    for slug, ground, words in (("wide", NIGHT, "oklch(1 "), ("small", NOON, "oklch(0 ")):
        page.goto(f"{shapes('en').address}/2026/03/{slug}/")
        style = "getComputedStyle(document.querySelector('.lead-picture img'))"
        found = [int(it) for it in re.findall(r"\d+", page.evaluate(f"{style}.backgroundColor"))]
        assert found == pytest.approx(ground, abs=3)
        # Words in the place of a picture that never comes can be read.
        assert page.evaluate(f"{style}.color").startswith(words)
    page.context.close()


def test_on_paper_a_picture_takes_no_more_than_its_share(
    page: Page, shapes: Callable[[str], Built]
) -> None:
    resize(page, (794, 1123))
    page.emulate_media(media="print")
    for slug in ("wide", "tall", "small", "everything"):
        page.goto(f"{shapes('en').address}/2026/03/{slug}/")
        page.evaluate(SEE_ALL)
        shown = page.evaluate(
            """() => [...document.querySelectorAll('article figure:not(.embed) img')].map(image =>
              [image.getBoundingClientRect().width, image.getBoundingClientRect().height,
               image.closest('.lead-picture > .tall') ? 15 : image.closest('.tall') ? 22 : 8])"""
        )
        assert shown
        for width, height, most in shown:
            assert 0 < width <= 794
            assert 0 < height <= most / 2.54 * 96 + 1


def test_on_paper_a_table_longer_than_a_sheet_begins_where_it_stands(
    page: Page, tmp_path: Path
) -> None:
    rows = "\n".join(f"| {it} | A treaty |" for it in range(40))
    body = f"{'Words of a paragraph. ' * 60}\n\n| Number | What |\n|---|---|\n{rows}"
    site = Newsroom(tmp_path / "site", {"content/articles/long.md": article("L", body)}).build()
    with served(site.output) as address:
        page.goto(f"{address}/2026/03/long/")
        begun = sheets(page)
        page.evaluate("document.querySelector('.table').style.breakInside = 'avoid'")
        assert begun < sheets(page)


def sheets(page: Page) -> int:
    """Return how many sheets a page takes on paper."""
    return page.pdf(format="A4").count(b"/Type /Page\n")


def test_a_withdrawn_picture_leaves_no_hole(page: Page, tmp_path: Path) -> None:
    terms = {"xmpRights:UsageTerms": {"x-default": "Web only until 2026-05-01"}}
    image = "{src: gone.jpg, alt: A quay, credit: Us}"
    figure = "Words.\n\n::: figure gone.jpg\nalt: Gone\ncredit: Us\n:::\n\nMore."
    embed = "::: embed https://video.example/1\ntitle: A film\nposter: gone.jpg\n:::"
    site = Newsroom(
        tmp_path / "site",
        {
            "content/images/gone.jpg": with_metadata(picture(size=(1600, 900)), xmp=terms),
            "content/articles/gone.md": article("G", f"{figure}\n\n{embed}", image=image),
            "content/articles/none.md": article("N", "Words.\n\nMore."),
        },
    ).build()
    assert not (site.output / "pictures").exists()
    for path in site.output.rglob("*.html"):
        tree = parsed(path.read_bytes())
        assert not [it for it in tree.iter() if it.tag in {"img", "picture"}], path
        assert not [it for it in tree.iter() if it.get("class") in {"frame", "lead-picture"}], path
        assert not [it for it in addresses(tree) if "gone.jpg" in it], path
    with served(site.output) as address:
        tops = []
        for slug in ("gone", "none"):
            page.goto(f"{address}/2026/03/{slug}/")
            tops.append([box(page, ".body")["y"], box(page, ".body p:nth-of-type(2)")["y"]])
    assert tops[0] == tops[1]


LISTED = """\
| A | B |
|---|---|
| ![In a cell](tall.jpg) | c |

- ![In a list](tall.jpg)
- b

+ [ ] a task
"""


@pytest.mark.parametrize(("language", "edge"), [("en", "left"), ("ar", "right")])
def test_cells_and_lists_begin_where_lines_do(
    page: Page, tmp_path: Path, language: str, edge: str
) -> None:
    tall = picture(size=(800, 1200))
    site = Newsroom(
        tmp_path / "site",
        {
            "content/images/tall.jpg": tall,
            "content/articles/a.md": article("A", LISTED, lang=language),
        },
        site_toml=f'{SITE}\n[policy]\nuncredited = "warning"\n',
    ).build()
    with served(site.output) as address:
        page.goto(f"{address}/2026/03/a/")

        def at(selector: str) -> float:
            where = f"getBoundingClientRect().{edge}"
            found: float = page.evaluate(f"document.querySelector('{selector}').{where}")
            return found

        assert at("td img") == pytest.approx(at(".body"), abs=1)
        assert at("ul + ul") == pytest.approx(at(".body"), abs=1)
        style = "getComputedStyle(document.querySelector('{}')).{}"
        # A box hangs where a bullet would, and a bullet stands at the top of its picture.
        assert page.evaluate(style.format(".task", "textIndent")).startswith("-")
        assert page.evaluate(style.format("li > figure", "display")) == "block"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_pictures_of_every_shape(
    page: Page, shapes: Callable[[str], Built], scheme: Any
) -> None:
    resize(page, PHONE)
    page.emulate_media(color_scheme=scheme)
    page.goto(shapes("en").address + PAGES["body"])
    page.evaluate(SEE_ALL)
    assert violations(page) == []
