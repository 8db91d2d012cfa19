"""Colours that a picture's file names without a profile, as Chromium shows them.

Each value of the table is what Chromium reads back from a canvas, and one test asks it again.
"""

import base64
import io
import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser, Page

from sitegen.pictures.bare import bare_data_url
from sitegen.pictures.colours import colours_of
from sitegen.pictures.decode import decode, opened, to_srgb
from sitegen.pictures.probe import probe
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import (
    ADOBE_RGB,
    P3_PLACES,
    Colour,
    avif_that_says,
    chrm,
    cicp,
    gama,
    iccp,
    jpeg_that_says,
    png_that_says,
    rgb_profile,
    saved,
)
from tests.serving import served

Make = Callable[..., Newsroom]
Row = tuple[Colour, ...]

RED = (200, 60, 60)
PATCHES: Row = ((200, 60, 60), (128, 128, 128), (60, 200, 60), (40, 40, 200))
SIDE = 16


def patches(colours: Row = PATCHES) -> Image.Image:
    image = Image.new("RGB", (len(colours), 1))
    image.putdata(colours)
    return image.resize((SIDE * len(colours), SIDE), Image.Resampling.NEAREST)


def greys() -> Image.Image:
    return patches(tuple((it,) * 3 for it in (200, 128, 60, 40))).convert("L")


ADOBE = rgb_profile(ADOBE_RGB, 2.19921875)
ADOBE_PLACES = (0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)
SRGB_PLACES = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
SRGB = (b"sRGB", b"\0")
IN_P3: Row = ((217, 42, 52), (128, 128, 128), (0, 203, 11), (40, 40, 208))
IN_ADOBE: Row = ((231, 57, 57), (129, 129, 129), (0, 201, 37), (35, 35, 205))
IN_2020: Row = ((247, 0, 53), (128, 128, 128), (0, 211, 0), (0, 35, 210))
LINEAR: Row = ((229, 133, 133), (188, 188, 188), (133, 229, 133), (110, 110, 229))
LINEAR_GREYS: Row = tuple((it,) * 3 for it in (229, 188, 133, 110))
BROKEN = (0.0,) * 8


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    return png_that_says(patches(), *chunks)


def avif(primaries: int, transfer: int, **options: Any) -> bytes:
    return avif_that_says(patches(), primaries, transfer, **options)


TOLD: dict[str, tuple[bytes, Row]] = {
    "nothing": (png(), PATCHES),
    # cICP, which goes before all others, if it can be understood
    "cicp of sRGB": (png(cicp(1, 13)), PATCHES),
    "cicp of Display P3": (png(cicp(12, 13)), IN_P3),
    "cicp of P3, DCI": (
        png(cicp(11, 13)),
        ((212, 42, 53), PATCHES[1], (0, 204, 11), (38, 38, 208)),
    ),
    "cicp of BT.2020": (png(cicp(9, 13)), IN_2020),
    "cicp of NTSC": (png(cicp(6, 13)), ((195, 66, 59), PATCHES[1], (76, 197, 58), (46, 49, 201))),
    "cicp of BT.470 M": (png(cicp(4, 13)), ((236, 50, 49), PATCHES[1], (0, 196, 41), (0, 70, 206))),
    "cicp of XYZ": (png(cicp(10, 13)), ((255, 0, 79), PATCHES[1], (0, 255, 0), (0, 59, 212))),
    "cicp of a screen": (
        png(cicp(1, 1)),
        ((197, 49, 49), (121,) * 3, (49, 197, 49), (28, 28, 197)),
    ),
    "cicp of 2.2": (png(cicp(1, 4)), ((201, 57, 57), (129,) * 3, (57, 201, 57), (35, 35, 201))),
    "cicp of 2.8": (png(cicp(1, 5)), ((189, 36, 36), (106,) * 3, (36, 189, 36), (17, 17, 189))),
    "cicp of 240M": (png(cicp(1, 7)), ((206, 77, 77), (141,) * 3, (77, 206, 77), (58, 58, 206))),
    "cicp of light": (png(cicp(1, 8)), LINEAR),
    "cicp of cinema": (png(cicp(1, 17)), ((200, 44, 44), (118,) * 3, (44, 200, 44), (23, 23, 200))),
    "cicp before iccp": (png(cicp(12, 13), iccp(ADOBE)), IN_P3),
    "cicp before srgb": (png(cicp(12, 13), SRGB), IN_P3),
    "cicp of nothing": (png(cicp(2, 2)), PATCHES),
    "cicp of a reserved curve": (png(cicp(12, 3)), PATCHES),
    "cicp of a reserved space": (png(cicp(3, 13)), PATCHES),
    "cicp of a narrow range": (png(cicp(12, 13, full=False), iccp(ADOBE)), IN_ADOBE),
    "cicp, else chrm": (png(cicp(12, 99), gama(0.45455), chrm(*ADOBE_PLACES)), IN_ADOBE),
    "cicp of a grey": (png_that_says(greys(), cicp(12, 8)), LINEAR_GREYS),
    # iCCP, if it can be read
    "iccp": (png(iccp(ADOBE), gama(1), chrm(*P3_PLACES)), IN_ADOBE),
    "iccp, broken": (
        png(iccp(b"no profile" * 20), gama(0.45455), chrm(*P3_PLACES)),
        ((219, 37, 49), (129,) * 3, (0, 205, 0), (35, 35, 210)),
    ),
    # sRGB, and else gAMA and cHRM
    "srgb before chrm": (png(SRGB, gama(1), chrm(*P3_PLACES)), PATCHES),
    "chrm of Adobe RGB": (png(gama(0.45455), chrm(*ADOBE_PLACES)), IN_ADOBE),
    "chrm of light in P3": (
        png(gama(1), chrm(*P3_PLACES)),
        ((244, 127, 130), (188,) * 3, (94, 232, 121), (110, 110, 237)),
    ),
    "chrm under E": (
        png(gama(0.45455), chrm(1 / 3, 1 / 3, *SRGB_PLACES[2:])),
        ((211, 60, 59), (129,) * 3, (0, 201, 60), (29, 35, 200)),
    ),
    "chrm without gama": (png(chrm(*P3_PLACES)), PATCHES),
    "chrm of no colours": (png(gama(1), chrm(*BROKEN)), PATCHES),
    "chrm in a line": (
        png(gama(0.55556), chrm(0.3127, 0.329, 0.3, 0.3, 0.4, 0.4, 0.5, 0.5)),
        PATCHES,
    ),
    "gama": (png(gama(1)), LINEAR),
    "gama, of nothing": (png(gama(0), chrm(*P3_PLACES)), PATCHES),
    "gama, nearly that of sRGB": (png(gama(0.47)), PATCHES),
    "gama, no more that of sRGB": (
        png(gama(0.48)),
        ((204, 63, 63), (134,) * 3, (63, 204, 63), (40, 40, 204)),
    ),
    "gama of a grey": (png_that_says(greys(), gama(1)), LINEAR_GREYS),
    # AVIF: a profile, and else nclx
    "nclx of sRGB": (avif(1, 13), PATCHES),
    "nclx of Display P3": (avif(12, 13), IN_P3),
    "nclx of BT.2020": (avif(9, 13), IN_2020),
    "nclx of video": (avif(9, 1), IN_2020),
    "nclx of light": (avif(1, 8), LINEAR),
    "nclx of 2.8": (avif(1, 5), ((189, 36, 36), (106,) * 3, (36, 189, 36), (17, 17, 189))),
    "nclx of half": (avif(12, 2), IN_P3),
    "nclx of the other half": (avif(2, 13), PATCHES),
    "nclx behind icc": (avif(12, 13, icc_profile=ADOBE), IN_ADOBE),
    "nclx, alpha": (
        avif_that_says(patches().convert("RGBA"), 12, 13),
        IN_P3,
    ),
}


def shown(data: bytes) -> Row:
    """Return the patches as our sizes have them."""
    with opened(io.BytesIO(data)) as image:
        colours = colours_of(image, data)
        pixels = to_srgb(decode(image, 1), colours).convert("RGB")
    found = [pixels.getpixel((SIDE * at + SIDE // 2, SIDE // 2)) for at in range(len(PATCHES))]
    return tuple((int(it[0]), int(it[1]), int(it[2])) for it in found if isinstance(it, tuple))


def far(found: Row, wanted: Row) -> int:
    pairs = zip(found, wanted, strict=True)
    return max(abs(one - other) for a, b in pairs for one, other in zip(a, b, strict=True))


READ_BACK = """async source => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const side = canvas.width / 4;
  return [0, 1, 2, 3].map(at => [...context.getImageData(
    Math.floor(side * (at + 0.5)), Math.floor(canvas.height / 2), 1, 1).data].slice(0, 3));
}"""


def in_chromium(page: Page, source: str) -> Row:
    return tuple((it[0], it[1], it[2]) for it in page.evaluate(READ_BACK, source))


def data_url(data: bytes) -> str:
    kind = "png" if data.startswith(b"\x89PNG") else "avif"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


NEAR_AVIF = 8
"""Steps of 255 that AVIF itself, which is lossy, may be off in the darkest channels."""


def allowed(data: bytes) -> int:
    return 1 if data.startswith(b"\x89PNG") else NEAR_AVIF


@pytest.mark.parametrize("name", TOLD)
def test_colours_that_a_file_names_are_converted(name: str) -> None:
    data, wanted = TOLD[name]
    assert far(shown(data), wanted) <= allowed(data), (shown(data), wanted)


@pytest.mark.parametrize(
    "data",
    [
        png(cicp(12, 13, matrix=1)),  # against the rules, and browsers show nothing at all
        png(gama(0.00001)),  # black, if it were true
        png(gama(0.00001), chrm(*P3_PLACES)),
        png(gama(0.55556), chrm(0.3127, 0.0, *P3_PLACES[2:])),
    ],
    ids=["matrix", "gamma", "gamma of P3", "white"],
)
def test_what_cannot_be_meant_is_not_heeded(data: bytes) -> None:
    assert shown(data) == PATCHES


def test_the_mean_colour_is_that_of_what_is_shown() -> None:
    data = png_that_says(Image.new("RGB", (64, 48), RED), cicp(12, 13))
    assert probe(data, "red.png", 1).tone == "#d92a34"


@pytest.mark.browser
def test_chromium_shows_what_the_table_says(browser: Browser) -> None:
    page = browser.new_page()
    for name, (data, wanted) in TOLD.items():
        found = in_chromium(page, data_url(data))
        assert far(found, wanted) <= allowed(data), (name, found, wanted)
    page.close()


CAMERA = {
    ("R03", 0xFFFF): IN_ADOBE,
    ("R98", 1): PATCHES,
    ("R98", 0xFFFF): PATCHES,
    ("R03", 1): PATCHES,  # a program converted it, and left the rule
}


@pytest.mark.parametrize(("rule", "space"), CAMERA)
def test_a_camera_says_in_exif_that_it_took_adobe_rgb(rule: str, space: int) -> None:
    data = jpeg_that_says(patches(), rule, space)
    assert far(shown(data), CAMERA[rule, space]) <= 3


def test_a_profile_goes_before_exif() -> None:
    data = jpeg_that_says(patches(), "R03", 0xFFFF)
    with opened(io.BytesIO(data)) as image:
        exif = image.getexif()
        data = saved(patches(), "JPEG", exif=exif, icc_profile=rgb_profile(ADOBE_RGB, 1.0))
    assert far(shown(data), IN_ADOBE) > 20


def box(name: bytes, *contents: bytes, long: bool = False) -> bytes:
    """Return a box; a long one says its length in 64 bits."""
    content = b"".join(contents)
    if long:
        return struct.pack(">I4sQ", 1, name, 16 + len(content)) + content
    return struct.pack(">I4s", 8 + len(content), name) + content


def colr(primaries: int, transfer: int) -> bytes:
    return box(b"colr", b"nclx", struct.pack(">HHHB", primaries, transfer, 0, 0x80))


@pytest.mark.parametrize("wide", [False, True])
def test_the_colours_of_an_avif_are_those_of_its_primary_item(*, wide: bool) -> None:
    """Items are told of in two widths; another one may be a thumbnail, or a map of depth."""
    profile = box(b"colr", b"prof", b"no profile")
    properties = box(b"ipco", colr(9, 16), box(b"ispe"), profile, colr(12, 13))
    versions = struct.pack(">I", 0x01000001 if wide else 0)
    pitm = versions[:1] + bytes(3) + struct.pack(">I" if wide else ">H", 2)
    entry, number = (">IB", ">H") if wide else (">HB", ">B")
    ipma = versions + struct.pack(">I", 2)
    for item, listed in ((1, [1, 2]), (2, [0, 2, 3, 4])):
        ipma += struct.pack(entry, item, len(listed))
        ipma += b"".join(struct.pack(number, it) for it in listed)
    meta = box(
        b"meta",
        bytes(4),
        box(b"pitm", pitm),
        box(b"iprp", properties, box(b"ipma", ipma), long=wide),
    )
    data = box(b"ftyp", b"avif") + box(b"free", bytes(9), long=wide) + meta
    with opened(io.BytesIO(avif(1, 13))) as image:
        assert colours_of(image, data) == colours_of(image, avif(12, 13))
        assert colours_of(image, data).profile


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 255)), max_size=6), st.integers(0, 400)
)
def test_no_damage_raises(flips: list[tuple[int, int]], end: int) -> None:
    for data in (TOLD["nclx of Display P3"][0], TOLD["cicp of Display P3"][0]):
        damaged = bytearray(data[: len(data) if end % 2 else end])
        for place, mask in flips:
            if place < len(damaged):
                damaged[place] ^= mask
        with opened(io.BytesIO(data)) as image:
            assert isinstance(colours_of(image, bytes(damaged)).profile, bytes)


# HDR


PAPER: Row = ((132,) * 3, (188,) * 3, (1,) * 3, (255,) * 3)
HDR = {
    # The second level is that of paper, 203 candelas; the last is the brightest that there is.
    "pq.png": png_that_says(patches(((128,) * 3, (148,) * 3, (20,) * 3, (255,) * 3)), cicp(9, 16)),
    "pq.avif": avif_that_says(patches(((128,) * 3, (148,) * 3, (20,) * 3, (255,) * 3)), 9, 16),
    "hlg.png": png_that_says(patches(((128,) * 3, (191,) * 3, (20,) * 3, (255,) * 3)), cicp(9, 18)),
}


@pytest.mark.browser
def test_hdr_is_told_of_and_its_greys_are_dimmed_as_chromium_dims_them(
    newsroom: Make, browser: Browser
) -> None:
    files: dict[str, str | bytes] = {}
    for name, data in HDR.items():
        slug = name.replace(".", "-")
        lead = f"{{src: {name}, alt: A quay, credit: AFP}}"
        files |= {
            f"content/articles/{slug}/index.md": article(slug, image=lead),
            f"content/articles/{slug}/{name}": data,
        }
    said = newsroom(files).run("build", "--now", NOW)
    assert said.exit_code == 0
    for name in HDR:
        curve = name.partition(".")[0].upper()
        assert f": warning: `{name}` is HDR ({curve}), and is shown without it\n" in said.stderr
    page = browser.new_page()
    for data in HDR.values():
        found = in_chromium(page, data_url(data))
        assert far(shown(data)[:3], found[:3]) <= 2, (shown(data), found)
    page.close()
    assert far(shown(HDR["pq.png"]), PAPER) <= 2


# Whole builds


RED_IN_P3: Colour = (217, 42, 52)
"""Display P3's (200, 60, 60) in sRGB, as Chromium shows it."""


@pytest.mark.browser
def test_every_size_shows_what_its_original_shows(newsroom: Make, browser: Browser) -> None:
    red = Image.new("RGB", (64, 48), RED)
    originals = {
        "cicp.png": png_that_says(red, cicp(12, 13)),
        "chrm.png": png_that_says(red, gama(0.45455), chrm(*P3_PLACES)),
        "nclx.avif": avif_that_says(red, 12, 13),
    }
    files: dict[str, str | bytes] = {}
    for name, data in originals.items():
        slug = name.partition(".")[0]
        lead = f"{{src: {name}, alt: A quay, credit: AFP}}"
        files |= {
            f"content/articles/{slug}/index.md": article(slug, image=lead),
            f"content/articles/{slug}/{name}": data,
        }
    toml = SITE + '[pictures]\nformats = ["avif", "webp", "jpeg"]\n'
    site = newsroom(files, site_toml=toml).build()
    page = browser.new_page()
    with served(site.output) as address:
        page.goto(f"{address}/robots.txt")
        for name, data in originals.items():
            [wanted, *_] = in_chromium(page, data_url(data))
            assert far((wanted,), (RED_IN_P3,)) <= (5 if name == "chrm.png" else 1)
            stem = name.partition(".")[0]
            made = [it for it in site.tree() if it.startswith(f"pictures/{stem}-")]
            assert {it.rpartition(".")[2] for it in made} == {"jpg", "webp", "avif"}
            for path in made:
                [found, *_] = in_chromium(page, f"{address}/{path}")
                assert far((found,), (wanted,)) <= 5, (path, found, wanted)
    page.close()


def test_a_picture_in_a_drawing_keeps_its_colours_though_it_loses_its_words() -> None:
    words = (b"tEXt", b"Author\0somebody")
    for told, wanted in ((cicp(12, 13), IN_P3), (gama(1), LINEAR)):
        data = png_that_says(patches(), told, words)
        address = f"data:image/png;base64,{base64.b64encode(data).decode()}"
        bare = base64.b64decode(bare_data_url(address).partition(",")[2])
        assert b"somebody" not in bare
        assert far(shown(bare), wanted) <= 1
    greyish = png_that_says(greys(), gama(1), words)
    address = f"data:image/png;base64,{base64.b64encode(greyish).decode()}"
    bare = base64.b64decode(bare_data_url(address).partition(",")[2])
    assert far(shown(bare), LINEAR_GREYS) <= 1
