"""Who made a picture and how it may be used, as its file says: in XMP, IPTC-IIM and EXIF.

Each field is taken from the first of the three that says something. Damaged metadata says
nothing: no function here raises for it. An image must not be closed; a PNG is loaded.
"""

import codecs
import re
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image

from sitegen.pictures.ends import earliest
from sitegen.pictures.expiry import end_as_written, end_in_text
from sitegen.pictures.facts import Rights
from sitegen.transparency import SOURCE_TYPES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
XMP_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
IPTC_EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
"""Namespaces of XMP."""

SOURCE_TYPES_AT = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""What the terms of a vocabulary begin with; it is written with https, too, or left out."""

ARTIST, COPYRIGHT = 0x013B, 0x8298
"""Tags of EXIF."""

_DESCRIPTION = 0x010E
_GPS_DIRECTORY = 0x8825
_GPS_TAGS = {2, 4, 20, 22}
"""Latitude and longitude, of the camera and of what it looks at."""

_GPS_PROPERTIES = {
    f"{{http://ns.adobe.com/exif/1.0/}}GPS{name}"
    for name in ("Latitude", "Longitude", "DestLatitude", "DestLongitude")
}
_LICENSE = "{http://creativecommons.org/ns#}license"
_EXPIRES = re.compile(r"\{http://prismstandard\.org/namespaces/[^}]*\}expirationDate")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_IIM = 0x0404
"""The resource of Photoshop that holds IIM. The names below are its records and data sets."""

_CHARACTER_SET = (1, 90)
_EXPIRY_DAY, _EXPIRY_TIME = (2, 37), (2, 38)
_BYLINE, _CREDIT, _COPYRIGHT_NOTICE, _CAPTION = (2, 80), (2, 110), (2, 116), (2, 120)
_UTF_8 = b"\x1b%G"

_SHORT, _LONG, _MOST_CREATORS = 500, 2_000, 10
_LONGEST_READ = 20_000
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
"""What XML does not know, and what turns the direction of a text or ends its line."""

_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_BY_CAMERA = re.compile(
    r"[!-~]+"  # one word: "default", "DCIM\100MEDIA\DJI_0001.JPG"
    r"|[!-`{-~]+(?: [!-`{-~]+){0,3}"  # no small letter: "OLYMPUS DIGITAL CAMERA"
    r"|<.*>|(?i:(?:\S+ ){0,2}digital ?(?:still ?)?camera|exif jpeg(?: \S+)?)"
    r"|(?i:(?:created|edited|processed) with \S+(?: \S+){0,3})"
)
_BROKEN_XML = (ParseError, ValueError, LookupError)
"""Not well-formed; entities and impossible encodings; unknown encodings."""

# Pillow raises all of these for damaged EXIF, and for a PNG that is damaged behind its pixels.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error)


def read_rights(image: Image.Image) -> Rights:
    """Return what the file of an opened picture says about its maker and its use."""
    _load(image)
    xmp, iim, exif = _properties(image), _iim(image), _exif(image)

    def all_of(name: str, *others: Iterable[str]) -> Iterator[str]:
        return chain(xmp.get(name, ()), *others)

    def first(name: str, *others: Iterable[str]) -> str:
        return next(all_of(name, *others), "")

    # IIM cuts a credit off after 32 bytes, so it comes after XMP.
    credit = line(first(f"{{{PHOTOSHOP}}}Credit", iim.get(_CREDIT, ())))
    artist = exif.get(ARTIST, "")
    creators = (
        xmp.get(f"{{{DC}}}creator")
        or iim.get(_BYLINE)
        # We write the credit there if no creator is known.
        or ([] if line(artist) == credit else artist.split(";"))
    )
    notices = "; ".join(filter(None, map(line, exif.get(COPYRIGHT, "").split("\0"))))
    captions = map(
        block, all_of(f"{{{DC}}}description", iim.get(_CAPTION, ()), [exif.get(_DESCRIPTION, "")])
    )
    terms = first(f"{{{XMP_RIGHTS}}}UsageTerms")
    ends, unclear_end = _end(xmp, iim, terms)
    return Rights(
        credit=credit,
        caption=next((it for it in captions if it and not _BY_CAMERA.fullmatch(it)), ""),
        creators=lines(creators),
        copyright=line(first(f"{{{DC}}}rights", iim.get(_COPYRIGHT_NOTICE, ()), [notices])),
        terms=block(terms),
        statement=address(first(f"{{{XMP_RIGHTS}}}WebStatement")) or address(first(_LICENSE)),
        ends=ends,
        unclear_end=unclear_end,
        source_type=_source_type(first(f"{{{IPTC_EXTENSION}}}DigitalSourceType")),
    )


def _source_type(text: str) -> str:
    """Return the term of a vocabulary that an address stands for; empty if it is not known."""
    term = line(text).rstrip("/").rpartition("/")[2]
    return term if term in SOURCE_TYPES else ""


def says_where(image: Image.Image) -> bool:
    """Return whether the file of an opened picture holds a position, in EXIF or XMP."""
    _load(image)
    try:
        if not _GPS_TAGS.isdisjoint(image.getexif().get_ifd(_GPS_DIRECTORY)):
            return True
    except _BROKEN:
        pass
    packet = _packet(image)
    return packet is not None and any(
        not _GPS_PROPERTIES.isdisjoint((element.tag, *element.attrib)) for element in packet.iter()
    )


def line(text: str) -> str:
    """Return `text` in one line, without what XML forbids, and at a sane length."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())[:_SHORT].rstrip()


def lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts as `line` does, without empty ones, and not too many."""
    return tuple(filter(None, map(line, texts)))[:_MOST_CREATORS]


def block(text: str) -> str:
    """Return `text` with its line breaks, else as `line` does."""
    rows = (" ".join(row.split()) for row in _FORBIDDEN.sub(" ", text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()[:_LONG].rstrip()


def address(text: str) -> str:
    """Return `text` if it is the address of a web page, else ""."""
    found = line(text)
    return found if len(text.strip()) <= _SHORT and _ADDRESS.fullmatch(found) else ""


def _end(
    xmp: dict[str, list[str]], iim: dict[tuple[int, int], list[str]], terms: str
) -> tuple[str, str]:
    """Return the earliest end of use, and a quote of one that cannot be understood."""
    fields = [
        value
        for name, values in xmp.items()
        if name == f"{{{PLUS}}}LicenseEndDate" or _EXPIRES.fullmatch(name)
        for value in values
    ]
    days, times = iim.get(_EXPIRY_DAY), iim.get(_EXPIRY_TIME, [""])
    if days:  # 20241231 and 235959+0100
        day = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", days[0].strip())
        time = re.match(r"(\d\d)(\d\d)(\d\d)([+-]\d{4})", times[0].strip())
        fields.append(day + (f"T{time[1]}:{time[2]}:{time[3]}{time[4]}" if time else ""))
    found = [end_as_written(field[:_SHORT]) for field in fields]
    found.append(end_in_text(terms[:_LONGEST_READ]))
    unclear = next((quote for _, quote in found if quote), "")
    return earliest(end for end, _ in found if end), line(unclear)


def _packet(image: Image.Image) -> "Element | None":
    """Return the XMP packet, parsed; None if there is none or it is damaged."""
    packet = image.info.get("xmp")
    if not isinstance(packet, bytes):
        return None
    try:
        return fromstring(packet.strip(b"\0 \t\r\n"))
    except _BROKEN_XML:
        return None


def _properties(image: Image.Image) -> dict[str, list[str]]:
    """Return the properties of the XMP packet by "{namespace}name", each with its texts."""
    found: dict[str, list[str]] = {}
    packet = _packet(image)
    for rdf in () if packet is None else packet.iter(f"{{{RDF}}}RDF"):
        for description in rdf.findall(f"{{{RDF}}}Description"):
            for name, text in description.attrib.items():
                if text.strip():
                    found.setdefault(name, [text])
            for element in description:
                if texts := _texts(element):
                    found.setdefault(element.tag, texts)
    return found


def _texts(element: "Element") -> list[str]:
    """Return the texts of a property: of each item of an array, the default language first."""
    arrays = {f"{{{RDF}}}{kind}" for kind in ("Alt", "Bag", "Seq")}
    items = [item for array in element if array.tag in arrays for item in array] or [element]
    items.sort(key=lambda item: item.get(_LANGUAGE) != "x-default")
    texts = (
        item.get(f"{{{RDF}}}resource") or next(item.iter(f"{{{RDF}}}value"), item).text or ""
        for item in items
    )
    return [text for text in texts if text.strip()]


def _iim(image: Image.Image) -> dict[tuple[int, int], list[str]]:
    """Return the texts of the IIM block by record and data set, up to where it is damaged."""
    resources = image.info.get("photoshop")
    raw = resources.get(_IIM) if isinstance(resources, dict) else None
    if not isinstance(raw, bytes):
        return {}
    fields = list(_fields(raw))
    declared = (_CHARACTER_SET, _UTF_8) in fields
    found: dict[tuple[int, int], list[str]] = {}
    for key, value in fields:
        # What is cut off after some bytes may be cut within a character.
        text = _decoded(value, whole=not declared)
        if line(text):
            found.setdefault(key, []).append(text)
    return found


def _fields(raw: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Yield record and data set of each field, with its value (IIM 4.2, chapter 3)."""
    at = 0
    while raw[at : at + 1] == b"\x1c" and at + 5 <= len(raw):
        record, number, size = struct.unpack_from(">BBH", raw, at + 1)
        at += 5
        if size & 0x8000:  # the size of the size
            start, at = at, at + (size & 0x7FFF)
            size = int.from_bytes(raw[start:at], "big")
        value = raw[at : at + size]
        if len(value) < size:
            return
        yield (record, number), value
        at += size


def _exif(image: Image.Image) -> dict[int, str]:
    """Return the texts of the EXIF directory that say something of rights."""
    try:
        directory = image.getexif()
        values = {tag: directory.get(tag) for tag in (ARTIST, COPYRIGHT, _DESCRIPTION)}
    except _BROKEN:
        return {}
    # Pillow reads EXIF as Latin-1, whatever it is.
    return {
        tag: _decoded(value.encode("latin-1", "replace") if isinstance(value, str) else value)
        for tag, value in values.items()
        if isinstance(value, str | bytes)
    }


def _load(image: Image.Image) -> None:
    """Read a PNG to its end: metadata may stand behind the pixels."""
    if image.format == "PNG":
        with suppress(*_BROKEN):
            image.load()


def _decoded(raw: bytes, *, whole: bool = True) -> str:
    try:
        return codecs.utf_8_decode(raw, "strict", whole)[0]
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
