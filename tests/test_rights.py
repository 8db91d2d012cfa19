import io
import warnings
from collections.abc import Mapping
from datetime import timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sitegen.pictures.embed import Format, Metadata, metadata, save_options
from sitegen.pictures.facts import Rights
from sitegen.pictures.rights import block, line, lines, read_rights, says_where
from tests.metadata import NAMESPACES, Xmp, iim_block, with_metadata, xmp_packet
from tests.pictures import picture
from tests.shared import examples

KINDS: tuple[Format, ...] = get_args(Format)
PLAIN = {kind: picture(size=(8, 8), kind=kind) for kind in KINDS}


def exif(tags: Mapping[int, str | bytes], where: Mapping[int, Any] | None = None) -> Image.Exif:
    directory = Image.Exif()
    directory.update(tags)
    if where:
        directory[0x8825] = dict(where)
    return directory


def rights_of(data: bytes) -> Rights:
    with Image.open(io.BytesIO(data)) as image:
        return read_rights(image)


def in_xmp(**properties: Any) -> Rights:
    """Return what is read from XMP properties, each called `prefix_name`."""
    named = {name.replace("_", ":", 1): value for name, value in properties.items()}
    return rights_of(with_metadata(PLAIN["JPEG"], xmp=named))


def in_iim(fields: Mapping[int, Any]) -> Rights:
    return rights_of(with_metadata(PLAIN["JPEG"], iim=fields))


def in_exif(tags: Mapping[int, str | bytes]) -> Rights:
    return rights_of(with_metadata(PLAIN["JPEG"], exif=exif(tags)))


XMP: Xmp = {
    "photoshop:Credit": "Agence France-Presse / Getty Images for everyone",
    "dc:creator": ["Zoë Ångström", "Бо"],
    "dc:rights": {"de": "© alle", "x-default": "© all"},
    "dc:description": {"x-default": "A bridge\nover the Rhine"},
    "xmpRights:UsageTerms": {"x-default": "Web only until 31 December 2024"},
    "xmpRights:WebStatement": "https://example.org/rights?a=1&b=2",
}
WHERE = {1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 20.0, 0.0)}
EXIF = exif({0x013B: b"Ann; B\xc3\xb6b", 0x8298: b"Ann\0Ed", 0x010E: b"The river at night"}, WHERE)
IIM = {80: ["Ann", "Bob"], 110: "AFP", 116: "© AFP", 120: "The river", 37: "20241231"}


@pytest.mark.parametrize("kind", KINDS)
def test_xmp_is_read(kind: Format) -> None:
    assert rights_of(with_metadata(PLAIN[kind], xmp=XMP)) == Rights(
        credit="Agence France-Presse / Getty Images for everyone",
        creators=("Zoë Ångström", "Бо"),
        copyright="© all",
        caption="A bridge\nover the Rhine",
        terms="Web only until 31 December 2024",
        statement="https://example.org/rights?a=1&b=2",
        ends="2024-12-31",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_exif_is_read(kind: Format) -> None:
    assert rights_of(with_metadata(PLAIN[kind], exif=EXIF)) == Rights(
        creators=("Ann", "Böb"), copyright="Ann; Ed", caption="The river at night"
    )


def test_iim_is_read() -> None:
    assert in_iim(IIM) == Rights(
        credit="AFP",
        creators=("Ann", "Bob"),
        copyright="© AFP",
        caption="The river",
        ends="2024-12-31",
    )


def test_each_field_comes_from_the_first_that_says_something() -> None:
    found = rights_of(
        with_metadata(
            PLAIN["JPEG"],
            xmp={"photoshop:Credit": "AFP in full", "dc:creator": [" "], "dc:rights": {"en": "X"}},
            iim={110: "AFP", 80: "Ann", 116: "I"},
            exif=EXIF,
        )
    )
    assert found == Rights(
        credit="AFP in full", creators=("Ann",), copyright="X", caption="The river at night"
    )


def test_metadata_behind_the_pixels_of_a_png_is_read() -> None:
    data = with_metadata(PLAIN["PNG"], xmp=XMP, exif=EXIF, behind=True)
    assert rights_of(data).credit == XMP["photoshop:Credit"]
    with Image.open(io.BytesIO(data)) as image:
        assert says_where(image)


def test_properties_may_be_attributes_of_several_descriptions() -> None:
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    packet = f"""<rdf:RDF {spaces}><rdf:Description dc:creator="Ann" photoshop:Credit=""/>
        <rdf:Description photoshop:Credit="AFP" dc:rights="© Ann"/><rdf:Description>
        <cc:license rdf:resource="https://cc.example/by"/>
        <dc:description><rdf:Description><rdf:value>A long bridge</rdf:value></rdf:Description>
        </dc:description></rdf:Description></rdf:RDF>"""
    assert rights_of(with_metadata(PLAIN["JPEG"], xmp=packet.encode() + b"\0")) == Rights(
        credit="AFP",
        creators=("Ann",),
        copyright="© Ann",
        statement="https://cc.example/by",
        caption="A long bridge",
    )


def test_the_statement_is_the_address_of_a_web_page() -> None:
    for bad in ("javascript:alert(1)", "www.example.org", "https://", "http://" + "a" * 500):
        assert in_xmp(xmpRights_WebStatement=bad, cc_license="http://a/b").statement == "http://a/b"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Zoë".encode(), "Zoë"),
        ("Zoë".encode("cp1252"), "Zoë"),
        ("“Zoë”".encode("cp1252"), "“Zoë”"),
        (b" Ann\0\0 \n Lee\0", "Ann Lee"),
    ],
)
def test_text_is_utf8_or_latin(raw: bytes, text: str) -> None:
    assert in_iim({110: raw}).credit == text
    assert in_exif({0x013B: raw}).creators == (text,)


def test_a_credit_cut_within_a_character_loses_that_character() -> None:
    assert in_iim({110: "Zoë".encode()[:-1], 80: "é"}) == Rights(credit="Zo", creators=("é",))


@pytest.mark.parametrize(
    ("caption", "kept"),
    [
        ("OLYMPUS DIGITAL CAMERA         ", False),
        ("SONY DSC", False),
        ("MINOLTA DIGITAL CAMERA", False),
        ("KONICA MINOLTA DIGITAL CAMERA", False),
        ("Digital StillCamera", False),
        ("DCIM\\100MEDIA\\DJI_0001.JPG", False),
        ("<KENOX S630  / Samsung S630>", False),
        ("default", False),
        ("Exif_JPEG_PICTURE", False),
        ("Exif JPEG", False),
        ("Processed with VSCO with a6 preset", False),
        ("Angela Merkel", True),
        ("A visitor tries a digital camera in Cologne", True),
        ("PRESIDENT MACRON VISITS BERLIN ON MONDAY", True),
    ],
)
def test_what_cameras_write_is_no_caption(caption: str, kept: bool) -> None:
    assert bool(in_exif({0x010E: caption}).caption) is kept
    assert in_xmp(dc_description={"x-default": caption}).caption == (caption if kept else "")


def test_a_caption_need_not_have_spaces() -> None:
    assert in_exif({0x010E: "東京の夜".encode()}).caption == "東京の夜"


@pytest.mark.parametrize(
    ("properties", "ends", "unclear"),
    [
        ({"plus_LicenseEndDate": "2024-12-31T00:00:00Z"}, "2024-12-31T00:00:00+00:00", ""),
        ({"prism_expirationDate": "2024-12"}, "2024-12-31", ""),
        ({"pur_expirationDate": ["2025-01-01", "2024-01-01"]}, "2024-01-01", ""),
        ({"plus_LicenseEndDate": "2025-12-31", "prism_expirationDate": "2024"}, "2024-12-31", ""),
        ({"plus_LicenseEndDate": "05/06/2024"}, "", "05/06/2024"),
        ({"xmpRights_UsageTerms": "web until 05/06/2024"}, "", "until 05/06/2024"),
    ],
)
def test_the_end_of_use(properties: dict[str, Any], ends: str, unclear: str) -> None:
    found = in_xmp(**properties)
    assert (found.ends, found.unclear_end) == (ends, unclear)


@pytest.mark.parametrize(
    ("day", "time", "ends"),
    [
        ("20241231", "", "2024-12-31"),
        ("20241231", "235959+0100", "2024-12-31T23:59:59+01:00"),
        ("20241231", "235959", "2024-12-31"),
        ("00000000", "", ""),
    ],
)
def test_the_end_of_use_in_iim(day: str, time: str, ends: str) -> None:
    assert in_iim({37: day, 38: time}) == Rights(ends=ends)


def test_long_fields_are_cut() -> None:
    found = in_xmp(
        photoshop_Credit="x" * 9999, dc_creator=["y"] * 99, xmpRights_UsageTerms="z " * 9999
    )
    assert (len(found.credit), len(found.creators), len(found.terms)) == (500, 10, 1999)


@pytest.mark.parametrize("kind", KINDS)
def test_where_it_was_taken(kind: Format) -> None:
    def located(**said: Any) -> bool:
        with Image.open(io.BytesIO(with_metadata(PLAIN[kind], **said))) as image:
            return says_where(image)

    assert located(exif=EXIF)
    assert located(xmp={"exif:GPSLatitude": "52,30.0N"})
    assert not located(exif=exif({0x013B: "Ann"}, {0: b"\2\3\0\0"}))
    assert not located(xmp={"exif:GPSVersionID": "2.3.0.0"})


# Damage


BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {it} "{f"&{prior};" * 10}">'.encode()
    for prior, it in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    "packet",
    [
        BOMB + b"]><a>&j;</a>",
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
        b'<?xml version="1.0" encoding="none"?><a/>',
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
        b'<?xml version="1.0" encoding="unicode_escape"?><a/>',
        b"<a>" * 8000 + b"</a>" * 8000,
        b"\0",
        xmp_packet(XMP)[:-200],
    ],
)
def test_a_damaged_packet_says_nothing(packet: bytes) -> None:
    assert rights_of(with_metadata(PLAIN["JPEG"], xmp=packet)) == Rights()


def test_a_damaged_directory_says_nothing() -> None:
    data = with_metadata(PLAIN["JPEG"], exif=b"Exif\0\0XX\0*", xmp=b"<a>")
    assert rights_of(data) == Rights()
    with Image.open(io.BytesIO(data)) as image:
        assert not says_where(image)


def test_a_damaged_block_is_read_up_to_its_damage() -> None:
    block = iim_block({110: b"AFP", 80: b"Ann"})
    for damaged in (block[:-1], block[:-5], block[:8] + b"\0" + block[9:], block[:8] + b"\x1c\2"):
        found = rights_of(with_metadata(PLAIN["JPEG"], iim=damaged))
        assert found == Rights(credit="AFP")


def test_an_iim_field_may_have_a_long_size() -> None:
    data = with_metadata(PLAIN["JPEG"], iim=b"\x1c\2\x6e\x80\4\0\0\0\3AFP")
    assert rights_of(data) == Rights(credit="AFP")


WHOLE = {
    kind: with_metadata(PLAIN[kind], xmp=XMP, exif=EXIF, iim=IIM if kind == "JPEG" else None)
    for kind in KINDS
} | {"PNG behind": with_metadata(PLAIN["PNG"], xmp=XMP, exif=EXIF, behind=True)}


Damage = tuple[float, list[tuple[float, int]]]
"""The share that is left of some bytes, and bytes that are others: their places and values."""


def damaged(data: bytes, damage: Damage) -> bytes:
    length, flips = damage
    raw = bytearray(data[: int(len(data) * length)])
    for place, value in flips:
        if raw:
            raw[int(place * (len(raw) - 1))] = value
    return bytes(raw)


shares = st.floats(0, 1)
damages = st.tuples(
    st.just(1.0) | shares, st.lists(st.tuples(shares, st.integers(0, 255)), max_size=6)
)


@given(st.sampled_from(sorted(WHOLE)), damages)
def test_a_damaged_file_never_raises(kind: str, damage: Damage) -> None:
    data = damaged(WHOLE[kind], damage)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(data))
        except (OSError, RuntimeError, SyntaxError, ValueError):  # Pillow cannot open it
            return
    with image:
        read_rights(image)
        says_where(image)


@given(damages, damages, damages)
def test_damaged_metadata_never_raises(in_exif: Damage, in_iim: Damage, in_xmp: Damage) -> None:
    image = Image.new("RGB", (1, 1))
    image.info = {
        "exif": damaged(EXIF.tobytes(), in_exif),
        "photoshop": {0x0404: damaged(iim_block(IIM), in_iim)},
        "xmp": damaged(xmp_packet(XMP), in_xmp),
    }
    read_rights(image)
    says_where(image)


def test_a_png_with_broken_pixels_keeps_its_rights() -> None:
    data = with_metadata(PLAIN["PNG"], xmp=XMP, exif=EXIF)
    assert rights_of(data[:-30]).credit == XMP["photoshop:Credit"]


# Written and read


def published(kind: Format, rights: Rights, original: Image.Image | None = None) -> bytes:
    out = io.BytesIO()
    image = original or Image.new("RGB", (2, 2))
    fast = {"AVIF": {"speed": 10}}.get(kind, {})
    image.save(out, kind, **save_options(kind, metadata(rights)), **fast)
    return out.getvalue()


FULL = Rights(
    credit="Zoë & “AFP” <x>",
    creators=("Zoë Ångström", "Бо; 東京"),
    copyright="© 'all'",
    terms="Web only\n& no <print>",
    statement="https://example.org/?a=1&b='2'",
    ends="2024-12-31",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "rights", [FULL, Rights(), Rights(credit="A; B"), Rights(ends="2024-12-31")]
)
def test_what_is_written_is_read(kind: Format, rights: Rights) -> None:
    assert rights_of(published(kind, rights)) == rights


def texts(limit: int) -> st.SearchStrategy[str]:
    return st.text(max_size=limit) | st.text(
        "a<&>\"';\0\r\n \ufeff\uffff\U0001f600é", max_size=limit
    )


offsets = st.integers(-840, 840).map(lambda it: timezone(timedelta(minutes=it)))


@examples(30)
@given(
    st.sampled_from(KINDS),
    st.builds(
        Rights,
        credit=texts(40),
        creators=st.lists(texts(20), max_size=12).map(tuple),
        copyright=texts(40),
        terms=texts(80),
        statement=st.sampled_from(["", "http://a.b/?c=d&e='", 'https://é/"']),
        ends=st.dates().map(str)
        | st.datetimes(timezones=offsets).map(lambda it: it.isoformat(timespec="seconds")),
    ),
)
def test_any_text_that_is_written_is_read(kind: Format, rights: Rights) -> None:
    found = rights_of(published(kind, rights))
    assert found.credit == line(rights.credit)
    assert found.creators == lines(rights.creators)
    assert found.copyright == line(rights.copyright)
    assert found.terms == block(rights.terms)
    assert found.statement == rights.statement
    assert found.ends == rights.ends


@given(st.builds(Rights, credit=texts(600), copyright=texts(600), terms=texts(3000)))
def test_what_is_read_stays_as_it_is(rights: Rights) -> None:
    for cleaned in (line(rights.credit), block(rights.terms)):
        assert (line(line(cleaned)), block(block(cleaned))) == (line(cleaned), block(cleaned))


def test_exif_holds_utf8() -> None:
    assert "Zoë Ångström; Бо; 東京\0".encode() in metadata(FULL).exif
    assert "© 'all'\0".encode() in metadata(FULL).exif
    assert b"AFP\0" in metadata(Rights(credit="AFP")).exif


def test_nothing_to_say_is_nothing_to_carry() -> None:
    assert metadata(Rights(caption="A bridge", unclear_end="until 5/6/2024")) == Metadata()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_original_is_carried_along(kind: Format) -> None:
    with Image.open(io.BytesIO(WHOLE[kind])) as original:
        original.load()
        with Image.open(io.BytesIO(published(kind, Rights(), original))) as image:
            assert not {"exif", "xmp", "photoshop"} & set(image.info)


def test_the_longest_rights_fit_into_a_jpeg() -> None:
    rights = Rights(
        credit='"' * 999,
        creators=("&" * 999,) * 99,
        copyright="&" * 999,
        terms="&" * 9999,
        statement="http://" + "'" * 493,
        ends="2024-12-31",
    )
    assert rights_of(published("JPEG", rights)).terms == "&" * 2000
