"""From the pictures that newsrooms have to the files that readers get, through whole builds."""

import io
import os
import re
import shutil
import string
import struct
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import ExifTags, Image, PngImagePlugin
from PIL.PngImagePlugin import PngInfo

from sitegen.pictures.decode import opened
from sitegen.pictures.facts import Rights
from sitegen.pictures.probe import probe
from sitegen.pictures.renditions import SHARES
from sitegen.pictures.rights import read_rights
from sitegen.statcache import digest_of
from tests.fonts import boxes
from tests.html import parsed
from tests.metadata import Xmp, with_metadata, xmp_packet
from tests.newsroom import NOW, SITE, Newsroom, article, sitegen
from tests.pictures import (
    ADOBE_RGB,
    CORNERS,
    DISPLAY_P3,
    P3_PLACES,
    STORED,
    Colour,
    avif_that_says,
    chrm,
    cicp,
    cmyk_profile,
    corners,
    exif_of,
    gama,
    grey_profile,
    in_srgb,
    jpeg_that_says,
    moving,
    picture,
    png_of_16_bits,
    png_of_nothing,
    png_that_says,
    quartered,
    rgb_profile,
    saved,
    srgb_level,
    turned,
)
from tests.shared import examples

Make = Callable[..., Newsroom]

JPEG_ONLY = SITE + '\n[pictures]\nformats = ["jpeg"]\n'
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
GREYS: tuple[Colour, ...] = tuple((it, it, it) for it in (0, 80, 160, 255))


def illustrated(pictures: Mapping[str, bytes], *, image: str = "") -> dict[str, str | bytes]:
    """Return a story for each picture, called as it is, which leads with it."""
    files: dict[str, str | bytes] = {}
    for name, data in pictures.items():
        slug = name.partition(".")[0]
        shown = image or f"{{src: {name}, alt: A quay, credit: Ann/AFP}}"
        files[f"content/articles/{slug}/index.md"] = article(slug, image=shown)
        files[f"content/articles/{slug}/{name}"] = data
    return files


def files_of(site: Newsroom, stem: str) -> dict[str, bytes]:
    """Return the files that were made of a picture by use, width and suffix: "lead-480.webp"."""
    shape = re.compile(rf"pictures/{re.escape(stem)}(?:-(\w+-\d+))?\.\w{{10}}\.(\w+)")
    found = {}
    for path, data in site.tree().items():
        if match := shape.fullmatch(path):
            found[f"{match[1] or ''}.{match[2]}"] = data
    return found


def image_of(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


def far(found: Colour, wanted: Colour) -> int:
    return max(abs(one - other) for one, other in zip(found, wanted, strict=True))


# How pictures are stored


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Build a site with a story for each way in which pixels can be stored."""
    sources = {
        f"turned-{kind.lower()}-{way}.{SUFFIXES[kind]}": turned(kind, way)
        for kind in ("JPEG", "PNG", "WEBP", "AVIF")
        for way in STORED
    }
    sources |= {name: data for name, (data, _) in stored().items()}
    root = tmp_path_factory.mktemp("kinds") / "site"
    return Newsroom(root, illustrated(sources), site_toml=JPEG_ONLY).build()


@pytest.mark.parametrize("way", STORED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_pictures_come_out_upright(kinds: Newsroom, kind: str, way: int) -> None:
    files = files_of(kinds, f"turned-{kind.lower()}-{way}")
    assert image_of(files["lead-64.jpg"]).size == (64, 48)
    for name, data in files.items():
        image = image_of(data)
        assert not image.getexif().get(274), name
        found = corners(image)
        assert max(map(far, found, CORNERS)) < 16, (name, found)


@cache
def stored() -> dict[str, tuple[bytes, tuple[Colour, ...]]]:
    """Return pictures by name, each with the colours that its quarters must have in sRGB."""
    rgb = quartered()
    grey = Image.new("L", (2, 2))
    grey.putdata([it[0] for it in GREYS])
    grey = grey.resize((64, 48), Image.Resampling.NEAREST)
    deep = grey.convert("I").point(lambda level: level * 257).convert("I;16")
    gone = Image.new("L", (64, 48), 255)
    gone.paste(0, (32, 24, 64, 48))
    holed = rgb.copy()
    holed.putalpha(gone)
    faint = grey.convert("LA")
    faint.putalpha(gone)
    palette = rgb.convert("P", palette=Image.Palette.ADAPTIVE, colors=8)
    clear = palette.getpixel((50, 40))
    two = grey.convert("1", dither=Image.Dither.NONE)
    on_white = (*CORNERS[:3], (255, 255, 255))
    grey_on_white = (*GREYS[:3], (255, 255, 255))
    inks = Image.new("CMYK", (2, 2))
    inks.putdata([(255, 0, 0, 0), (255, 255, 0, 0), (0, 0, 255, 255), (0, 0, 0, 0)])
    inks = inks.resize((64, 48), Image.Resampling.NEAREST)
    in_rgb = ((0, 255, 255), (0, 0, 255), (0, 0, 0), (255, 255, 255))
    # The press of `cmyk_profile` halves lightness with two inks; L* 75 and 50 are these greys.
    printed = tuple((it, it, it) for it in (185, 119, 119, 255))
    adobe, p3 = rgb_profile(ADOBE_RGB, 2.19921875), rgb_profile(DISPLAY_P3, 2.19921875)
    from_adobe = tuple(in_srgb(it, ADOBE_RGB, 2.19921875) for it in CORNERS)
    from_p3 = tuple(in_srgb(it, DISPLAY_P3, 2.19921875) for it in CORNERS)
    linear = tuple((it, it, it) for it in (srgb_level(each[0] / 255) for each in GREYS))
    return {
        "adobe.jpg": (saved(rgb, "JPEG", icc_profile=adobe), from_adobe),
        "adobe-webp.webp": (saved(rgb, "WEBP", icc_profile=adobe), from_adobe),
        "adobe-alpha.png": (saved(holed, "PNG", icc_profile=adobe), (*from_adobe[:3], on_white[3])),
        "p3.png": (saved(rgb, "PNG", icc_profile=p3), from_p3),
        "p3-avif.avif": (saved(rgb, "AVIF", icc_profile=p3), from_p3),
        "p3-progressive.jpg": (saved(rgb, "JPEG", icc_profile=p3, progressive=True), from_p3),
        "grey.jpg": (saved(grey, "JPEG"), GREYS),
        "grey-linear.png": (saved(grey, "PNG", icc_profile=grey_profile(1)), linear),
        "grey-under-rgb.jpg": (saved(grey, "JPEG", icc_profile=adobe), GREYS),
        "grey-16.png": (saved(deep, "PNG"), GREYS),
        "grey-16-linear.png": (saved(deep, "PNG", icc_profile=grey_profile(1)), linear),
        "rgb-16.png": (png_of_16_bits(rgb), CORNERS),
        "palette.png": (saved(palette, "PNG"), CORNERS),
        "palette-p3.png": (saved(palette, "PNG", icc_profile=p3), from_p3),
        "palette-clear.png": (saved(palette, "PNG", transparency=clear), on_white),
        "palette-gif.gif": (saved(palette, "GIF"), CORNERS),
        "gif-clear.gif": (saved(palette, "GIF", transparency=clear), on_white),
        "bits.png": (saved(two, "PNG"), ((0,) * 3, (0,) * 3, (255,) * 3, (255,) * 3)),
        "grey-alpha.png": (saved(faint, "PNG"), grey_on_white),
        "alpha.png": (saved(holed, "PNG"), on_white),
        "alpha-webp.webp": (saved(holed, "WEBP"), on_white),
        "alpha-avif.avif": (saved(holed, "AVIF"), on_white),
        "grey-clear.png": (saved(grey, "PNG", transparency=160), (*GREYS[:2], *GREYS[3:] * 2)),
        "cmyk.jpg": (saved(inks, "JPEG"), in_rgb),
        "cmyk-printed.jpg": (saved(inks, "JPEG", icc_profile=cmyk_profile()), printed),
        "broken-profile.jpg": (saved(rgb, "JPEG", icc_profile=b"no profile" * 20), CORNERS),
        "cut-profile.png": (saved(rgb, "PNG", icc_profile=adobe[:200]), CORNERS),
        "phone.jpg": (
            saved(rgb, "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48))]),
            CORNERS,
        ),
    }


@pytest.mark.parametrize("name", stored())
def test_colours_come_out_as_they_were_meant(kinds: Newsroom, name: str) -> None:
    _, wanted = stored()[name]
    files = files_of(kinds, name.partition(".")[0])
    uses = {it.partition("-")[0] for it in files}
    assert uses == {"lead", "card", *SHARES}
    for file, data in files.items():
        image = image_of(data)
        found = corners(image)
        assert max(map(far, found, wanted)) < 12, (file, found, wanted)
        assert not {"icc_profile", "comment", "mp"} & image.info.keys()
        assert getattr(image, "n_frames", 1) == 1


def test_the_fallback_is_jpeg_and_progressive(kinds: Newsroom) -> None:
    for data in files_of(kinds, "adobe").values():
        image = image_of(data)
        assert (image.format, image.info["progressive"]) == ("JPEG", 1)


# What is made of them


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Build a site with all formats, and each kind of picture that is treated otherwise."""
    holed = quartered()
    hole = Image.new("L", (64, 48), 255)
    hole.paste(0, (32, 24, 64, 48))
    holed.putalpha(hole)
    sources = {
        "holed.png": saved(holed, "PNG"),
        "medium.jpg": saved(quartered((700, 467)), "JPEG"),
        "tiny.png": saved(quartered((2, 2)), "PNG"),
        "panorama.jpg": saved(quartered((10_000, 300)), "JPEG"),
        "huge.jpg": turned("JPEG", 6, (3600, 4800)),
        "gif.gif": moving("GIF"),
        "webp.webp": moving("WEBP"),
        "apng.png": moving("PNG"),
        "avifs.avif": moving("AVIF"),
        "drawing.svg": DRAWING,
    }
    files = illustrated(sources)
    portrait = "portrait: {src: ../images/ann.jpg, alt: Ann, credit: Bob}"
    files["content/authors/ann.md"] = f"---\nname: Ann\n{portrait}\n---\nAnn.\n"
    files["content/images/ann.jpg"] = saved(quartered((400, 600)), "JPEG")
    body = "![A quay](../images/inline.jpg)"
    files["content/images/inline.jpg"] = saved(quartered((1000, 500)), "JPEG")
    image = "{src: inline.jpg, alt: A pier, credit: Bob, focus: [0, 0]}"
    files["content/articles/inline.md"] = article("Inline", body, image=image, authors="[ann]")
    return Newsroom(tmp_path_factory.mktemp("made") / "site", files).build()


DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">
<script>alert(1)</script><rect width="300" height="200" fill="teal" onclick="alert(2)"/></svg>"""


@pytest.mark.parametrize(
    ("stem", "use", "sizes", "fallback"),
    [
        ("medium", "lead", [(700, 467)], (700, 467)),
        ("medium", "card", [(416, 234), (700, 394)], (480, 270)),
        ("tiny", "lead", [(2, 2)], (2, 2)),
        ("tiny", "card", [(2, 1)], (2, 1)),
        ("panorama", "lead", [(720, 22), (1136, 34), (1600, 48)], (1136, 34)),
        ("panorama", "card", [(416, 234), (533, 300)], (480, 270)),
        ("huge", "lead", [(720, 960), (1136, 1515), (1600, 2134)], (1136, 1515)),
        ("huge", "card", [(416, 234), (800, 450)], (480, 270)),
        ("ann", "portrait", [(160, 160), (320, 320)], (320, 320)),
        ("inline", "inline", [(720, 360), (1000, 500)], (720, 360)),
    ],
)
def test_no_size_is_wider_than_its_picture_and_few_are_for_few_browsers(
    made: Newsroom,
    stem: str,
    use: str,
    sizes: list[tuple[int, int]],
    fallback: tuple[int, int],
) -> None:
    files = {name: image_of(data).size for name, data in files_of(made, stem).items()}
    assert {name: size for name, size in files.items() if name.startswith(f"{use}-")} == {
        **{f"{use}-{size[0]}.avif": size for size in sizes},
        f"{use}-{fallback[0]}.jpg": fallback,
    }


def test_a_lead_takes_eleven_files(made: Newsroom) -> None:
    assert len(files_of(made, "huge")) == 11


@pytest.mark.parametrize(
    ("stem", "sizes"),
    [
        ("huge", [(1200, 630), (1200, 675), (1200, 900), (1000, 1000)]),
        ("inline", [(952, 500), (889, 500), (667, 500), (500, 500)]),
        ("holed", [(91, 48), (85, 48), (64, 48), (64, 64)]),  # told to be a graphic
        ("gif", [(64, 34), (64, 36), (64, 48), (48, 48)]),
        ("drawing", []),
    ],
)
def test_other_platforms_get_their_ratios_as_jpeg(
    made: Newsroom, stem: str, sizes: list[tuple[int, int]]
) -> None:
    files = files_of(made, stem)
    shares = {name: data for name, data in files.items() if name.partition("-")[0] in SHARES}
    assert set(shares) == {
        f"{use}-{size[0]}.jpg" for use, size in zip(SHARES, sizes, strict=bool(sizes))
    }
    assert [image_of(shares[name]).size for name in sorted(shares)] == [
        size for _, size in sorted(zip(SHARES, sizes, strict=bool(sizes)))
    ]
    page = parsed(made.output.joinpath(f"2026/03/{stem}/index.html").read_bytes())
    told = [
        (it.get("property", ""), it.get("content", ""))
        for it in page.iter("meta")
        if it.get("property", "").startswith("og:image")
    ]
    # A drawing cannot be cut; the icon of the site stands for it.
    shown = sizes or [(512, 512)]
    assert [text for name, text in told if name == "og:image:width"] == [str(w) for w, _ in shown]
    assert [text for name, text in told if name == "og:image:height"] == [str(h) for _, h in shown]


def test_a_large_picture_is_turned_and_reduced_without_a_shift(made: Newsroom) -> None:
    for name, data in files_of(made, "huge").items():
        assert max(map(far, corners(image_of(data)), CORNERS)) < 12, name


def test_crops_keep_the_focus(made: Newsroom) -> None:
    files = files_of(made, "inline")  # twice as wide as high, and the focus is its upper left
    square = image_of(files["square-500.jpg"])
    assert far(corners(square)[1], CORNERS[0]) < 12
    assert far(corners(image_of(files["inline-1000.avif"]))[1], CORNERS[1]) < 12


def test_pages_tell_the_true_sizes(made: Newsroom) -> None:
    tree = made.tree()
    seen = 0
    largest = (0, 0)
    for path, data in tree.items():
        for element in parsed(data).iter() if path.endswith(".html") else ():
            told = [it.split() for it in element.get("srcset", "").split(", ") if it]
            for href, width in told:
                assert image_of(tree[href[1:]]).width == int(width.removesuffix("w"))
                seen += 1
            if element.tag == "source":
                largest = image_of(tree[told[-1][0][1:]]).size
            elif element.tag == "img" and not element.get("src", "").endswith(".svg"):
                # The size of the largest file; without a choice there is but one.
                src = element.attrib["src"]
                size = largest if src.endswith(".jpg") else image_of(tree[src[1:]]).size
                assert (element.get("width"), element.get("height")) == tuple(map(str, size))
    assert seen > 50


def test_what_is_transparent_stays_so_but_for_other_platforms(made: Newsroom) -> None:
    for name, data in files_of(made, "holed").items():
        image = image_of(data)
        if name.partition("-")[0] in SHARES:
            assert far(corners(image)[3], (255, 255, 255)) < 8, name
            continue
        assert name.endswith((".avif", ".png"))
        alpha = image.convert("RGBA").getchannel("A")
        assert (alpha.getpixel((8, 8)), alpha.getpixel((60, 32))) == (255, 0), name


@pytest.mark.parametrize("name", ["gif.gif", "webp.webp", "apng.png", "avifs.avif"])
def test_pictures_that_move_are_published_as_they_are(made: Newsroom, name: str) -> None:
    stem, _, suffix = name.partition(".")
    files = files_of(made, stem)
    source = made.root / "content/articles" / stem / name
    assert files.pop(f".{suffix}") == source.read_bytes()
    assert {it.partition("-")[0] for it in files} == set(SHARES)
    first = image_of(files["classic-64.jpg"])
    assert far(corners(first)[0], (10, 90, 140)) < 12
    page = made.read(f"2026/03/{stem}/index.html")
    assert re.search(rf'src="/pictures/{stem}\.\w{{10}}\.{suffix}" width="64" height="48"', page)


def test_a_drawing_is_published_sanitised_with_its_size(made: Newsroom) -> None:
    (name, data), *others = files_of(made, "drawing").items()
    assert (name, others) == (".svg", [])
    assert b"rect" in data
    assert b"alert" not in data
    page = made.read("2026/03/drawing/index.html")
    assert re.search(r'src="/pictures/drawing\.\w{10}\.svg" width="300" height="200"', page)


def test_a_file_depends_on_nobody_else_who_shows_the_picture(newsroom: Make) -> None:
    data = saved(quartered((1000, 600)), "JPEG")
    image = "{src: quay.jpg, alt: A quay, credit: AFP, focus: [0.5, 0.5]}"
    lead = {"content/articles/a.md": article(image=image)}
    body = "::: figure quay.jpg\nalt: A quay\ncredit: AFP\n:::\n"
    inline = {"content/articles/b.md": article("Other", body)}
    shared = {"content/images/quay.jpg": data}
    alone = [files_of(newsroom({**it, **shared}).build(), "quay") for it in (lead, inline)]
    assert not alone[0].keys() & alone[1].keys()
    assert files_of(newsroom({**lead, **inline, **shared}).build(), "quay") == {
        **alone[0],
        **alone[1],
    }


def test_uses_are_what_the_settings_say(newsroom: Make) -> None:
    uses = """
[pictures]
formats = ["webp"]
[pictures.lead]
widths = [20, 60]
ratio = "2:1"
[pictures.card]
widths = [32]
formats = ["jpeg", "avif"]
quality = { jpeg = 1 }
"""
    sources = {"a.jpg": saved(quartered(), "JPEG")}
    coarse = newsroom(illustrated(sources), site_toml=SITE + uses).build()
    files = files_of(coarse, "a")
    shown = {name for name in files if name.startswith(("lead", "card"))}
    assert {name: image_of(files[name]).size for name in shown} == {
        "lead-20.webp": (20, 10),
        "lead-60.webp": (60, 30),
        "card-32.jpg": (32, 18),
        "card-32.avif": (32, 18),
    }
    fine = newsroom(illustrated(sources), site_toml=SITE + uses.replace("jpeg = 1 ", "jpeg = 99 "))
    better = files_of(fine.build(), "a")
    assert len(better["card-32.jpg"]) > len(files["card-32.jpg"])
    assert better["lead-60.webp"] == files["lead-60.webp"]


def test_a_quick_effort_makes_other_avif_and_what_was_made_is_kept(newsroom: Make) -> None:
    site = newsroom(illustrated({"a.png": saved(quartered((400, 300)), "PNG")})).build()
    usual = site.tree()
    kept = {it.name for it in (site.root / ".sitegen/pictures").glob("*/*")}
    site.write({"content/site.toml": SITE + '\n[pictures]\neffort = "quick"\n'}).build()
    assert site.tree() == site.clean_tree()
    assert not {it for it in site.tree() if "pictures/" in it} & usual.keys()
    both = {it.name for it in (site.root / ".sitegen/pictures").glob("*/*")}
    assert kept < both
    assert {it.rpartition(".")[2] for it in both - kept} == {"avif"}
    site.write({"content/site.toml": SITE}).build()
    assert site.tree() == usual
    assert {it.name for it in (site.root / ".sitegen/pictures").glob("*/*")} == both


# Rights, and what is private

SECRET = b"SECRET"
PLACE = struct.pack(">6I", 52, 1, 31, 1, 123_457, 10_000)
RIGHTS: Xmp = {
    "photoshop:Credit": "Agence France-Presse",
    "dc:creator": ["Zoë Ångström", "Бо"],
    "dc:rights": {"x-default": "© 2026 AFP & Söhne"},
    "xmpRights:UsageTerms": {"x-default": "Web only, <no> archive"},
    "xmpRights:WebStatement": "https://afp.example/rights?a=1&b=2",
    "dc:description": {"x-default": "The quay at night"},
}
CARRIED = Rights(
    credit="Agence France-Presse",
    creators=("Zoë Ångström", "Бо"),
    copyright="© 2026 AFP & Söhne",
    terms="Web only, <no> archive",
    statement="https://afp.example/rights?a=1&b=2",
)
PRIVATE_XMP = b"""<rdf:Description rdf:about="" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" exif:GPSLatitude="52,31.SECRETN"
 aux:SerialNumber="SECRET-1" aux:OwnerName="SECRET-2"><xmpMM:History><rdf:Seq>
 <rdf:li stEvt:action="saved" stEvt:softwareAgent="SECRET-3"/></rdf:Seq></xmpMM:History>
 </rdf:Description></rdf:RDF>"""


def private(kind: str) -> bytes:
    """Return a picture as cameras make them: with rights, and with much that is nobody's business.

    The texts have SECRET in them; the thumbnail, too, is a picture with a comment.
    """
    exif = exif_of(
        {
            0x010F: (2, b"SECRET make\0"),
            0x0110: (2, b"SECRET model\0"),
            0x0131: (2, b"SECRET software\0"),
            0x0132: (2, b"2026:05:04 03:02:01\0"),
        },
        {
            0x9003: (2, b"2026:05:04 03:02:01\0"),
            0x927C: (7, b"SECRET maker note"),
            0x9286: (7, b"ASCII\0\0\0SECRET user comment"),
            0xA430: (2, b"SECRET owner\0"),
            0xA431: (2, b"SECRET body\0"),
            0xA435: (2, b"SECRET lens\0"),
        },
        {1: (2, b"N\0"), 2: (5, PLACE), 3: (2, b"E\0"), 4: (5, PLACE), 0x1B: (7, SECRET)},
        saved(Image.new("RGB", (16, 12), "red"), "JPEG", comment=b"SECRET thumbnail"),
    )
    xmp = xmp_packet(RIGHTS).replace(b"</rdf:RDF>", PRIVATE_XMP)
    options: dict[str, Any] = {"comment": b"SECRET comment"} if kind == "JPEG" else {}
    if kind == "PNG":
        options["pnginfo"] = texts = PngInfo()
        for name, packed in (("Comment", False), ("Software", True)):
            texts.add_text(name, "SECRET text", zip=packed)
    data = saved(quartered(), kind, **options)
    block = {2: "SECRET headline", 90: "SECRET city"} if kind == "JPEG" else None
    return with_metadata(data, xmp=xmp, exif=exif, iim=block)


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Build a site with all formats; its sources carry all rights, and all that is private."""
    sources = {f"{kind.lower()}.{SUFFIXES[kind]}": private(kind) for kind in KINDS}
    files = illustrated(sources)
    for name in sources:
        stem = name.partition(".")[0]
        text = article(stem, f"![A pier]({name})", image=f"{{src: {name}, alt: A quay}}")
        files[f"content/articles/{stem}/index.md"] = text
    site_toml = SITE + '\n[pictures]\nformats = ["avif", "webp", "jpeg"]\n'
    return Newsroom(tmp_path_factory.mktemp("secret") / "site", files, site_toml=site_toml).build()


KINDS = ("JPEG", "PNG", "WEBP", "AVIF")


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_carries_the_rights_of_its_picture(secret: Newsroom, kind: str) -> None:
    files = files_of(secret, kind.lower())
    assert {name.rpartition(".")[2] for name in files} == {"avif", "webp", "jpg"}
    for name, data in files.items():
        assert rights_of(data) == CARRIED, name
        exif = image_of(data).getexif()
        assert set(exif) == {0x013B, 0x8298}, name
    page = secret.read(f"2026/03/{kind.lower()}/index.html")
    assert "Agence France-Presse" in page
    assert "The quay at night" in page


@pytest.mark.parametrize("kind", KINDS)
def test_the_sources_of_these_tests_are_indiscreet(kind: str) -> None:
    data = private(kind)
    exif = image_of(data).getexif()
    assert exif.get_ifd(0x8825)[2] == (52.0, 31.0, 12.3457)
    assert exif.get_ifd(0x8769)[0xA431] == "SECRET body"
    assert exif.get_ifd(ExifTags.IFD.IFD1)[0x0202] > 300
    assert data.count(SECRET) >= 10
    assert rights_of(data) == replace(CARRIED, caption="The quay at night")


def test_nothing_private_gets_out(secret: Newsroom) -> None:
    for path, data in secret.tree().items():
        told = repr(image_of(data).info) if path.startswith("pictures/") else ""
        for hidden in (SECRET, PLACE, b"2026:05:04", b"stEvt", b"exif:GPS"):
            assert hidden not in data, (path, hidden)
            assert repr(hidden)[2:-1] not in told, (path, hidden)
    assert secret.report["problems"] == []


def rights_of(data: bytes) -> Rights:
    with Image.open(io.BytesIO(data)) as image:
        return read_rights(image)


def test_a_file_that_says_nothing_carries_what_the_article_says(newsroom: Make) -> None:
    image = "{src: a.jpg, alt: A quay, credit: 'Ann & Bób', license: 'https://cc.example/by'}"
    site = newsroom(illustrated({"a.jpg": picture()}, image=image)).build()
    said = Rights(credit="Ann & Bób", statement="https://cc.example/by")
    assert {rights_of(data) for data in files_of(site, "a").values()} == {said}
    assert '<a rel="license" href="https://cc.example/by">Ann &amp; Bób</a>' in site.read(
        "2026/03/a/index.html"
    )


def test_a_credit_changes_the_name_of_the_files_that_carry_it(newsroom: Make) -> None:
    site = newsroom(illustrated({"a.jpg": picture()})).build()
    before = {path for path in site.tree() if path.startswith("pictures/")}
    site.edit("content/articles/a/index.md", "Ann/AFP", "Ann/DPA").build()
    after = {path for path in site.tree() if path.startswith("pictures/")}
    assert (len(before), before & after, site.removed) == (len(after), set(), before)


def stock(
    terms: str = "", *, credit: str = "AFP", statement: str = "", size: tuple[int, int] = (64, 48)
) -> bytes:
    """Return a picture as an agency delivers it."""
    xmp: dict[str, Any] = {"photoshop:Credit": credit}
    if terms:
        xmp["xmpRights:UsageTerms"] = {"x-default": terms}
    if statement:
        xmp["xmpRights:WebStatement"] = statement
    return with_metadata(picture(size=size), xmp=xmp)


@pytest.mark.parametrize(
    ("here", "warning"),
    [
        ("credit: AFP", None),
        ("credit: 'Ann Lee / afp'", None),  # says more
        ("license: 'https://cc.example/by'", None),
        (
            "credit: Reuters",
            "`a.jpg` is credited here to “Reuters”, in its file to “AFP”",
        ),
        (
            "license: 'https://cc.example/by-nd'",
            (
                "`a.jpg` has the licence https://cc.example/by-nd here, "
                "and https://cc.example/by/ in its file"
            ),
        ),
    ],
)
def test_a_contradiction_of_file_and_article_shows_both(
    newsroom: Make, here: str, warning: str | None
) -> None:
    data = stock(statement="https://cc.example/by/")
    image = f"{{src: a.jpg, alt: A quay, {here}}}"
    site = newsroom(illustrated({"a.jpg": data}, image=image)).build()
    problems = site.report["problems"]
    assert [it["message"] for it in problems] == ([warning] if warning else [])
    for problem in problems:
        assert (problem["severity"], problem["path"]) == (
            "warning",
            "content/articles/a/index.md",
        )
        assert problem["line"] == 7


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("Reuters", ["`a.jpg` is credited here to “Reuters”, in line 7 to “Ann/AFP”"]),
        ("afp", []),
    ],
)
def test_a_second_credit_for_a_file_is_told(newsroom: Make, second: str, said: list[str]) -> None:
    body = f"::: figure a.jpg\nalt: Again\ncredit: {second}\n:::\n"
    site = newsroom(illustrated({"a.jpg": picture()}))
    site.edit("content/articles/a/index.md", "\n---\n", f"\n---\n{body}").build()
    assert [it["message"] for it in site.report["problems"]] == said
    assert second not in site.read("2026/03/a/index.html")


@pytest.mark.parametrize("policy", ["error", "warning"])
def test_a_picture_needs_a_credit(newsroom: Make, policy: str) -> None:
    site = newsroom(
        illustrated({"a.jpg": picture()}, image="{src: a.jpg, alt: A quay}"),
        site_toml=f'{SITE}\n[policy]\nuncredited = "{policy}"\n',
    )
    said = f"content/articles/a/index.md:7:14: {policy}: `a.jpg` has no credit"
    if policy == "error":
        assert said in site.fail()
    else:
        assert said in site.run("build", "--now", NOW).stderr


def test_the_first_credit_given_for_a_file_wins_in_the_whole_document(
    newsroom: Make,
) -> None:
    blocks = [
        "![A quay](a.jpg)",
        "::: figure a.jpg\nalt: A pier\ncredit: Reuters\n:::",
        "::: figure a.jpg\nalt: A crane\ncredit: AFP\n:::",
    ]
    site = newsroom(
        illustrated({"a.jpg": picture()})
        | {"content/articles/a/index.md": article(body="\n\n".join(blocks))}
    ).build()
    tree = parsed(site.tree()["2026/03/a/index.html"])
    told = ["".join(it.itertext()) for it in tree.iter("figcaption")]
    assert told == ["Picture: Reuters"] * 3


@pytest.mark.parametrize("in_file", ["", "https://cc.example/by-sa"])
def test_a_licence_comes_from_the_use_then_from_the_first_that_gives_credit_then_from_the_file(
    newsroom: Make, in_file: str
) -> None:
    blocks = [
        "![A quay](a.jpg)",
        "::: figure a.jpg\nalt: A pier\ncredit: AFP\nlicense: https://cc.example/by\n:::",
        "::: figure a.jpg\nalt: A crane\nlicense: https://cc.example/zero\n:::",
        "![A ship](../b/b.jpg)",
    ]
    pictures = {"a.jpg": picture(), "b.jpg": stock(statement=in_file)}
    site = newsroom(
        illustrated(pictures) | {"content/articles/a/index.md": article(body="\n\n".join(blocks))}
    ).build()
    tree = parsed(site.tree()["2026/03/a/index.html"])
    figures = [it.find(".//a[@rel='license']") for it in tree.iter("figure")]
    assert [None if it is None else it.get("href") for it in figures] == [
        "https://cc.example/by",
        "https://cc.example/by",
        "https://cc.example/zero",
        in_file or None,
    ]


# Terms that end

BEFORE, AFTER = "2026-06-30T21:59:59Z", "2026-06-30T22:00:00Z"  # midnight in Berlin


@pytest.fixture
def licensed(newsroom: Make) -> Newsroom:
    """Build a site that shows a picture until the end of June: as a lead twice, and in a text."""
    image = "{src: quay.jpg, alt: A quay}"
    return newsroom(
        {
            "content/images/quay.jpg": stock("Online use only until 2026-06-30"),
            "content/articles/one.md": article("One", image=image, countries="[NO]"),
            "content/articles/two.md": article("Two", image=image, section="europe"),
            "content/articles/three.md": article("Three", "::: figure quay.jpg\nalt: Pier\n:::"),
            "content/articles/four.md": article("Four"),
        }
    ).build(now=BEFORE)


def test_a_picture_is_withdrawn_when_its_terms_end(licensed: Newsroom) -> None:
    files = files_of(licensed, "quay")
    assert {it.partition("-")[0] for it in files} == {"lead", "card", "inline", *SHARES}
    assert licensed.report["problems"] == []
    licensed.build(now=AFTER)
    assert [it for it in licensed.tree() if it.startswith("pictures/")] == []
    assert licensed.removed >= {it for it in licensed.removed if it.startswith("pictures/quay-")}
    assert len(licensed.removed) == len(files)
    for path, data in licensed.tree().items():
        assert b"quay" not in data, path
        assert data not in files.values(), path
    (problem,) = licensed.report["problems"]
    assert problem["severity"] == "warning"
    assert problem["message"] == (
        "the right to use `quay.jpg` ended on 2026-06-30; it is withdrawn from "
        "content/articles/one.md, content/articles/three.md, content/articles/two.md"
    )
    assert licensed.tree() == licensed.clean_tree(now=AFTER)


LINKED_CAPTIONS = """\
![Pier](quay.jpg)
*By [the ministry](https://m.example/)[^1]*

<figure><img src="quay.jpg" alt="Crane"><figcaption><p>After <b>an <a href="four.md">act</a></b></p>
</figcaption></figure>

[^1]: As it says.
"""


def test_a_caption_with_links_stands_where_others_do_and_goes_with_its_picture(
    licensed: Newsroom,
) -> None:
    licensed.write({"content/articles/three.md": article("Three", LINKED_CAPTIONS)})
    licensed.build(now=BEFORE)
    page = parsed(licensed.tree()["2026/03/three/index.html"])
    captions = list(page.iter("figcaption"))
    assert len(list(page.iter("figure"))) == len(captions) == 2
    told = [" ".join("".join(it.itertext()).split()) for it in captions]
    assert told == ["By the ministry1 Picture: AFP", "After an act Picture: AFP"]
    leads = [[it.get("href", "") for it in caption.iter("a")] for caption in captions]
    assert leads[0][0] == "https://m.example/"
    assert page.find(f".//li[@id='{leads[0][1].removeprefix('#')}']") is not None
    assert leads[1] == ["/2026/03/four/"]
    feed = licensed.read("feed.xml")
    assert 'By &lt;a href="https://m.example/"&gt;the ministry&lt;/a&gt;' in feed
    licensed.build(now=AFTER)
    for path in ("2026/03/three/index.html", "feed.xml"):
        assert "ministry" not in licensed.read(path)
        assert "act</a>" not in licensed.read(path)
        assert "figcaption" not in licensed.read(path)
    assert licensed.tree() == licensed.clean_tree(now=AFTER)


def test_a_withdrawn_picture_comes_back_with_new_terms(licensed: Newsroom) -> None:
    licensed.build(now=AFTER)
    licensed.write({"content/images/quay.jpg": stock("Online use only until 2027-06-30")})
    licensed.build(now=AFTER)
    assert {it.partition("-")[0] for it in files_of(licensed, "quay")} >= {"lead", "card"}
    assert licensed.tree() == licensed.clean_tree(now=AFTER)


def test_a_drawn_card_loses_a_picture_that_is_withdrawn(newsroom: Make) -> None:
    drawn = '[pictures]\nformats = ["jpeg"]\ndrawn_cards = true\nfonts = ["font.ttf"]\n'
    site = newsroom(
        {
            "content/font.ttf": boxes(string.printable),
            "content/articles/a.md": article("Words", image="{src: quay.jpg, alt: A quay}"),
            "content/images/quay.jpg": stock("until 2026-06-30", size=(1200, 900)),
        },
        site_toml=f"{SITE}\n{drawn}",
    )
    blue = (40, 90, 140)  # as `picture` is
    for now, credit in ((BEFORE, "AFP"), (AFTER, "")):
        (card,) = [
            data
            for path, data in site.build(now=now).tree().items()
            if path.startswith("pictures/a-card.")
        ]
        image = image_of(card)
        assert image.size == (1200, 630)
        assert rights_of(card).credit == credit
        row = image.crop((0, 315, 1200, 316)).tobytes()
        seen = zip(row[::3], row[1::3], row[2::3], strict=True)
        assert any(far(it, blue) < 12 for it in seen) == bool(credit)


def test_check_calls_an_end_of_terms_an_error(licensed: Newsroom) -> None:
    assert licensed.run("check", "--now", BEFORE).exit_code == 0
    result = licensed.run("check", "--now", AFTER)
    assert result.exit_code == 1
    assert "error: the right to use `quay.jpg` ended on 2026-06-30" in result.stderr


def test_due_names_the_moment_at_which_terms_end(licensed: Newsroom) -> None:
    result = licensed.run("due", "--now", NOW)
    assert result.stdout == "2026-07-01T00:00:00+02:00\n"
    assert result.stderr.splitlines() == [
        f"  content/articles/{name}.md: loses a picture" for name in ("one", "three", "two")
    ]
    assert licensed.run("due", "--now", AFTER).stderr.startswith("nothing is due")


def test_terms_may_end_at_a_moment_with_an_offset(newsroom: Make) -> None:
    xmp = {"photoshop:Credit": "AFP", "plus:LicenseEndDate": "2026-06-30T12:00:00-05:00"}
    data = with_metadata(picture(), xmp=xmp)
    site = newsroom(illustrated({"a.jpg": data}))
    site.build(now="2026-06-30T16:59:59Z")
    assert files_of(site, "a")
    site.build(now="2026-06-30T17:00:00Z")
    assert not files_of(site, "a")


def test_an_end_that_is_not_clear_is_told(newsroom: Make) -> None:
    site = newsroom(illustrated({"a.jpg": stock("Not after 03/04/2026")}))
    site.edit("content/articles/a/index.md", "Ann/AFP", "AFP").build()
    (problem,) = site.report["problems"]
    assert problem["message"].startswith("`a.jpg` has terms of use whose end is not clear: “")
    assert files_of(site, "a")


# What is kept


def kept(site: Newsroom) -> dict[str, tuple[int, int]]:
    """Return the derived pictures that are kept, each with what changes if it is made again."""
    folder = site.root / ".sitegen/pictures"
    return {
        file.relative_to(folder).as_posix(): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def two(newsroom: Make) -> Newsroom:
    """Build a site with two pictures."""
    pictures = {"a.jpg": picture((200, 30, 30)), "b.png": picture((30, 200, 30), kind="PNG")}
    return newsroom(illustrated(pictures)).build()


def test_no_picture_is_made_twice(two: Newsroom) -> None:
    before, tree = kept(two), two.tree()
    assert len(before) == len([path for path in tree if path.startswith("pictures/")])
    shutil.rmtree(two.output)
    (two.root / ".sitegen/public.sqlite").unlink()
    two.build("--clean")
    assert (kept(two), two.tree()) == (before, tree)


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_damaged_file_is_found_and_made_again(two: Newsroom, damage: bytes | None) -> None:
    before, tree = kept(two), two.tree()
    spoilt = sorted(before)[::3]
    for name in spoilt:
        file = two.root / ".sitegen/pictures" / name
        file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    shutil.rmtree(two.output)
    two.build()
    after = kept(two)
    assert two.tree() == tree
    assert after.keys() == before.keys()
    assert {name for name in after if after[name][0] != before[name][0]} == set(spoilt)
    for name in after:
        data = (two.root / ".sitegen/pictures" / name).read_bytes()
        assert digest_of(data).hex() == name.partition("-")[2].partition(".")[0]


def test_another_clone_of_the_site_uses_what_was_made_here(two: Newsroom, newsroom: Make) -> None:
    clone = newsroom(illustrated({}))
    shutil.copytree(two.root / "content", clone.root / "content", dirs_exist_ok=True)
    shutil.copytree(two.root / ".sitegen/pictures", clone.root / ".sitegen/pictures")
    before = kept(clone)
    clone.build()
    assert kept(clone) == before
    assert clone.tree() == two.tree()


def test_a_picture_that_nobody_shows_any_more_is_removed_from_the_output(two: Newsroom) -> None:
    before = set(files_of(two, "b"))
    two.remove("content/articles/b/index.md").build()
    assert len(before) == len([path for path in two.removed if path.startswith("pictures/b-")])
    assert not files_of(two, "b")
    assert files_of(two, "a")
    assert two.tree() == two.clean_tree()


def test_clean_removes_the_kept_pictures_that_are_unused_and_no_others(two: Newsroom) -> None:
    pictures = {"draft.jpg": picture((30, 30, 200)), "held.jpg": picture((90, 90, 20))}
    two.write(illustrated(pictures))
    two.edit("content/articles/draft/index.md", "section:", "status: draft\nsection:")
    two.edit("content/articles/held/index.md", "2026-03-01", "2199-03-01")
    two.build("--drafts")
    two.build()
    wanted = kept(two)
    assert two.run("clean", "--unused").stdout == "removed 0 derived files of 0.0 MB\n"
    assert kept(two) == wanted

    two.write({"content/site.toml": SITE + "\n[pictures.quality]\njpeg = 50\n"}).build()
    two.write({"content/site.toml": SITE})
    old = {"content/articles/a/a.jpg": picture((1, 2, 3))}
    two.write(old).build().write({"content/articles/a/a.jpg": picture((200, 30, 30))})
    folder = two.root / ".sitegen/pictures"
    (folder / "1234").mkdir()
    (folder / next(iter(wanted)).partition("/")[0] / ".abc.1").write_bytes(b"of a killed build")
    extra = kept(two).keys() - wanted.keys()
    assert len(extra) > 10
    assert two.run("clean", "--unused").stdout.startswith(f"removed {len(extra)} derived files")
    assert kept(two) == wanted
    assert {path.name for path in folder.iterdir()} == {name.partition("/")[0] for name in wanted}

    two.remove("content/articles/b/index.md")
    two.run("clean", "--unused")
    gone = digest_of(picture((30, 200, 30), kind="PNG")).hex()
    assert kept(two).keys() == {name for name in wanted if not name.startswith(gone)}


# Pictures that are none


@cache
def spoilt() -> dict[str, tuple[bytes, str]]:
    """Return files by name, each with what is said of it."""
    noisy = Image.effect_noise((96, 64), 80).convert("RGB")
    whole = {kind: saved(noisy, kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF", "GIF")}
    cut = {f"cut-{kind}.{SUFFIXES[kind]}": data[: len(data) // 2] for kind, data in whole.items()}
    for kind in ("GIF", "PNG", "WEBP", "AVIF"):  # the first picture is whole, the last is not
        cut[f"film-{kind}.{SUFFIXES[kind]}"] = moving(kind)[:-20]
    said = "is cut off: its end is missing"
    return {
        **{name: (data, said) for name, data in cut.items()},
        "empty.jpg": (b"", "is empty"),
        "garbage.jpg": (bytes(range(256)) * 9, "is no picture that can be read"),
        "page.jpg": (b"\n<!DOCTYPE html><p>Sign in", "is a web page that was saved as a picture"),
        "pixel.gif": (picture(size=(1, 1), kind="GIF"), "has 1 × 1 pixels: too few to show"),
        "line.png": (picture(size=(900, 1), kind="PNG"), "has 900 × 1 pixels: too few to show"),
        "wide.jpg": (
            picture(size=(65_500, 4)),
            "has 65,500 × 4 pixels: no side may have more than 16,383",
        ),
        "bomb.png": (
            png_of_nothing(16_000, 16_000),
            "has 256 megapixels: 100 is the most allowed",
        ),
        "denied.jpg": (
            b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
            "is no picture that can be read",
        ),
        "lfs.jpg": (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n",
            "is a pointer of Git LFS",
        ),
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_bad_picture_is_told_of_where_it_is_named(newsroom: Make, jobs: str) -> None:
    bad = spoilt()
    site = newsroom(illustrated({name: data for name, (data, _) in bad.items()})).write(
        {
            "content/articles/other.md": article("Other", "[a link](nowhere)"),
            "content/articles/body.md": article("Body", "\n![A quay](../images/empty.webp)\n"),
            "content/images/empty.webp": b"",
            "content/images/unused.jpg": b"nobody names it",
        }
    )
    lines = site.fail("--jobs", jobs).splitlines()
    for name, (_, said) in bad.items():
        start = f"content/articles/{name.partition('.')[0]}/index.md:7:14: error: `{name}` {said}"
        assert [line for line in lines if line.startswith(start)], (name, lines)
    assert "content/articles/body.md:10:11: error: `empty.webp` is empty" in lines
    start = "content/articles/other.md:9:10: error: there is no article"
    assert [line for line in lines if line.startswith(start)]
    assert len([line for line in lines if ": error: " in line]) == len(bad) + 2
    assert not site.output.exists()


MISNAMED = {
    "is-jpeg.png": (saved(quartered(), "JPEG"), "a JPEG file", ".jpg"),
    "is-png.jpeg": (saved(quartered(), "PNG"), "a PNG file", ".png"),
    "is-webp.avif": (saved(quartered(), "WEBP"), "a WebP file", ".webp"),
    "is-avif.JPG": (saved(quartered(), "AVIF"), "an AVIF file", ".avif"),
    "is-gif.svg": (saved(quartered(), "GIF"), "a GIF file", ".gif"),
    "is-moving.jpg": (moving("GIF"), "a GIF file", ".gif"),
    "is-svg.jpg": (b"<?xml version='1.0'?><!-- A --> " + DRAWING, "an SVG file", ".svg"),
}


def test_a_file_is_used_by_what_it_is_whatever_its_ending(newsroom: Make) -> None:
    site = newsroom(illustrated({name: data for name, (data, _, _) in MISNAMED.items()}))
    site.write(
        {
            "content/articles/z/index.md": article(
                "Z", "::: figure ../is-svg/is-svg.jpg\nalt: A\ncredit: B\n:::"
            )
        }
    )
    ended = site.run("build", "--all", "--now", NOW)
    assert ended.exit_code == 0, ended.stderr
    lines = ended.stderr.splitlines()
    told = [it for it in lines if ": warning: " in it]
    assert len(told) == len(MISNAMED)  # once for a file, however many show it
    for name, (_, called, ending) in MISNAMED.items():
        line = f"`{name}` is {called} under another ending"
        assert [it for it in told if it.endswith(line)], (line, told)
        assert f"    hint: let its name end in `{ending}`" in lines
    for name, (data, _, ending) in MISNAMED.items():
        files = files_of(site, name.partition(".")[0])
        if name == "is-moving.jpg":
            assert files[ending] == data
        elif name == "is-svg.jpg":
            assert files[ending].startswith(b"<svg")
        else:
            found = corners(image_of(files["lead-64.jpg"]))
            assert max(map(far, found, CORNERS)) < 16, name
    assert site.tree() == site.clean_tree()


@pytest.mark.parametrize("policy", ["error", "warning"])
def test_a_picture_needs_an_alternative_text(newsroom: Make, policy: str) -> None:
    """Wherever it is named, and also if the text holds marks alone."""
    site = newsroom(
        {
            "content/articles/a.md": article(
                image="{src: a.jpg, credit: AFP}",
                body="![](a.jpg)\n\n::: figure a.jpg\ncaption: A quay\n:::\n\n![…](a.jpg)\n\n"
                '> [![](a.jpg)](https://example.org/)\n\n<img src="a.jpg">',
            ),
            "content/articles/a.jpg": picture(),
            "content/authors/ann.md": "---\nname: Ann\nportrait: {src: a.jpg, alt: '-'}\n---\n",
            "content/authors/a.jpg": picture(),
        },
        site_toml=f'{SITE}\n[policy]\nalt = "{policy}"\nuncredited = "warning"\n',
    )
    if policy == "error":
        lines = site.fail("--all").splitlines()
    else:
        lines = site.run("build", "--all", "--now", NOW).stderr.splitlines()
        page = site.read("2026/03/a/index.html")
        assert page.count('alt=""') == 5
        assert "og:image:alt" not in page
    places = [it.partition(f": {policy}: ")[0] for it in lines if "has no alternative" in it]
    at = "content/articles/a.md:"
    assert places == [
        *(f"{at}7:14", f"{at}10:5", f"{at}12:12", f"{at}16:6", f"{at}18:8", f"{at}20:1"),
        "content/authors/ann.md:3:17",
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("../../../quay.jpg", "`../../../quay.jpg` leads out of the site"),
        ("a/../../../../quay.jpg", "`a/../../../../quay.jpg` leads out of the site"),
        ("/etc/quay.jpg", "`/etc/quay.jpg` leads out of the site"),
        ("folder.jpg", "there is no picture `folder.jpg`"),
        ("pipe.jpg", "there is no picture `pipe.jpg`"),
    ],
)
def test_a_picture_is_a_file_of_the_site(newsroom: Make, written: str, said: str) -> None:
    image = f"{{src: {written}, alt: A quay, credit: AFP}}"
    site = newsroom({"content/articles/a.md": article(image=image)})
    site.root.with_name("quay.jpg").write_bytes(picture())
    (site.root / "content/articles/folder.jpg").mkdir()
    os.mkfifo(site.root / "content/articles/pipe.jpg")
    assert f"content/articles/a.md:7:14: error: {said}\n" in site.fail()


def test_a_link_within_the_site_is_the_picture_and_one_out_of_it_is_told_of(
    newsroom: Make,
) -> None:
    image = "{src: quay.jpg, alt: A quay, credit: AFP}"
    site = newsroom({"content/articles/a.md": article(image=image)})
    site.root.with_name("quay.jpg").write_bytes(picture())
    link = site.root / "content/articles/quay.jpg"
    for target in ("../../../quay.jpg", "gone.jpg", "quay.jpg"):
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        said = site.fail()
        assert said.startswith("content/articles/a.md:7:14: error: `quay.jpg` is a symbolic link")
        assert said.count("error:") == 1
    link.unlink()
    link.symlink_to("../images/whole.jpg")
    site.write({"content/images/whole.jpg": picture()}).build()
    assert files_of(site, "quay")
    assert site.tree() == site.clean_tree()


def test_a_picture_that_may_not_be_read_is_told_of_where_it_is_named(newsroom: Make) -> None:
    site = newsroom(illustrated({"a.jpg": picture(), "b.jpg": b""}))
    file = site.root / "content/articles/a/a.jpg"
    file.chmod(0)
    # Root may read everything, unless it gives that up.
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if not os.geteuid() else []
    if drop and not shutil.which("setpriv"):
        pytest.skip("root reads everything, and there is no setpriv")
    if subprocess.run([*drop, "cat", str(file)], capture_output=True, check=False).returncode == 0:
        pytest.skip("this user reads everything")
    command = [*drop, sys.executable, "-m", "sitegen", "build", "--root", str(site.root)]
    ended = subprocess.run(command, capture_output=True, check=False, text=True)
    assert ended.returncode == 1
    start = "content/articles/a/index.md:7:14: error: `a.jpg` cannot be read: permission denied"
    assert [line for line in ended.stderr.splitlines() if line.startswith(start)], ended.stderr
    assert "content/articles/b/index.md:7:14: error: `b.jpg` is empty" in ended.stderr
    assert ended.stderr.endswith("2 errors; nothing was written\n")


def test_the_guards_of_the_process_are_the_same_whoever_opens_pictures() -> None:
    """A preview shows several at a time, and the first to be done must not undo the second's."""

    def guards() -> tuple[object, ...]:
        return Image.MAX_IMAGE_PIXELS, PngImagePlugin.MAX_TEXT_CHUNK, list(warnings.filters)

    before = guards()
    one, other = opened(io.BytesIO(picture())), opened(io.BytesIO(picture()))
    assert guards() == before
    one.close()
    assert guards() == before
    other.close()
    bomb, said = spoilt()["bomb.png"]
    for _ in range(2):
        assert probe(bomb, "bomb.png", 100).problem.startswith(said)
        assert guards() == before


def test_odd_metadata_is_no_news_to_whoever_builds(newsroom: Make) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x09" + b"\x01\x0e\0\x02\0\0\xff\xff\0\0\0\x40"
    site = newsroom(illustrated({"a.jpg": saved(quartered(), "JPEG", exif=exif)}))
    ended = sitegen("build", "--now", NOW, "--root", str(site.root), cwd=site.root)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_limit_of_megapixels_is_that_of_the_settings(newsroom: Make) -> None:
    large = illustrated({"a.jpg": picture(size=(1600, 1000))})
    limit = SITE + "\n[pictures]\nmax_megapixels = 1\n"
    said = newsroom(large, site_toml=limit).fail()
    assert "`a.jpg` has 1.6 megapixels: 1 is the most allowed" in said
    newsroom(large, site_toml=limit.replace("= 1\n", "= 2\n")).build()


Damage = Callable[[bytes], bytes]


def _flip(places: list[tuple[float, int]], data: bytes) -> bytes:
    spoilt = bytearray(data)
    for place, mask in places:
        spoilt[int(place * len(data))] ^= mask
    return bytes(spoilt)


def _cut(share: float, data: bytes) -> bytes:
    return data[: int(share * len(data))]


inside = st.floats(0, 1, exclude_max=True)
damages = st.one_of(
    st.builds(
        partial, st.just(_flip), st.lists(st.tuples(inside, st.integers(1, 255)), max_size=8)
    ),
    st.builds(partial, st.just(_cut), inside),
)
WHOLE = {
    **{name: data for name, (data, _) in stored().items() if len(data) < 5_000},
    **{f"moving.{SUFFIXES[kind]}": moving(kind) for kind in ("GIF", "WEBP", "PNG", "AVIF")},
    **{f"private.{SUFFIXES[kind]}": private(kind) for kind in KINDS},
    "drawing.svg": DRAWING,
    "cicp.png": png_that_says(quartered(), cicp(12, 13)),
    "chrm.png": png_that_says(quartered(), gama(0.45455), chrm(*P3_PLACES)),
    "nclx.avif": avif_that_says(quartered(), 12, 13),
    "camera.jpg": jpeg_that_says(quartered(), "R03", 0xFFFF),
}


@examples(200)
@given(name=st.sampled_from(sorted(WHOLE)), damage=damages)
def test_no_damage_can_stop_a_build(name: str, damage: Damage) -> None:
    data = damage(WHOLE[name])
    found = probe(data, name, 1)
    assert found.problem or min(found.width, found.height) >= 1
    assert not found.problem or found.hint
