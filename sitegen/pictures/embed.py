"""Write into a picture who made it and how it may be used: a small XMP packet, and EXIF."""

from html import escape
from typing import Any, Literal

from msgspec import Struct
from PIL import Image, PngImagePlugin

from sitegen.pictures import rights as names
from sitegen.pictures.facts import Rights
from sitegen.pictures.rights import address, block, line, lines

Format = Literal["JPEG", "WEBP", "AVIF", "PNG"]

_NAMESPACES = {
    "Iptc4xmpExt": names.IPTC_EXTENSION,
    "dc": names.DC,
    "photoshop": names.PHOTOSHOP,
    "plus": names.PLUS,
    "xmpRights": names.XMP_RIGHTS,
}


class Metadata(Struct, frozen=True):
    """What a published picture says of itself; empty bytes where there is nothing to say."""

    exif: bytes = b""
    xmp: bytes = b""


def metadata(rights: Rights) -> Metadata:
    """Return what every published size of a picture carries: equal bytes for equal rights.

    Texts are cut to the lengths at which `read_rights` reads them, so they fit into a JPEG.
    """
    return Metadata(_exif(rights), _xmp(rights))


def save_options(kind: Format, carried: Metadata) -> dict[str, Any]:
    """Return arguments of Pillow's `Image.save` by which the file carries `carried`.

    They are always set: else Pillow might copy what the original says.
    """
    if kind != "PNG":
        return {"exif": carried.exif, "xmp": carried.xmp}
    texts = PngImagePlugin.PngInfo()
    if carried.xmp:
        texts.add_itxt("XML:com.adobe.xmp", carried.xmp.decode())
    return {"exif": carried.exif, "pnginfo": texts}


def _exif(rights: Rights) -> bytes:
    exif = Image.Exif()
    artist = "; ".join(lines(rights.creators)) or line(rights.credit)
    # As bytes: Pillow would turn what is not ASCII into question marks.
    if artist:
        exif[names.ARTIST] = artist.encode()
    if notice := line(rights.copyright):
        exif[names.COPYRIGHT] = notice.encode()
    return exif.tobytes() if exif else b""


def _xmp(rights: Rights) -> bytes:
    notice = line(rights.copyright)
    simple = {
        "photoshop:Credit": line(rights.credit),
        "xmpRights:Marked": "True" if notice else "",
        "xmpRights:WebStatement": address(rights.statement),
        "plus:LicenseEndDate": line(rights.ends),
        "Iptc4xmpExt:DigitalSourceType": rights.source_type
        and names.SOURCE_TYPES_AT + rights.source_type,
    }
    arrays = {
        "dc:creator": ("Seq", lines(rights.creators)),
        "dc:rights": ("Alt", lines([notice])),
        "xmpRights:UsageTerms": ("Alt", tuple(filter(None, [block(rights.terms)]))),
    }
    said = {name: value for name, value in simple.items() if value}
    listed = {name: array for name, array in arrays.items() if array[1]}
    if not said and not listed:
        return b""
    prefixes = {name.partition(":")[0] for name in (*said, *listed)}
    # Attributes are shorter than elements, but hold one text only.
    attributes = [
        *(f' xmlns:{it}="{space}"' for it, space in _NAMESPACES.items() if it in prefixes),
        *(f' {name}="{escape(value)}"' for name, value in said.items()),
    ]
    elements = [_array(name, *array) for name, array in listed.items()]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{names.RDF}">'
        f'<rdf:Description rdf:about=""{"".join(attributes)}>{"".join(elements)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _array(name: str, kind: str, values: tuple[str, ...]) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{escape(value, quote=False)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
