"""Metadata put into pictures: XMP, IPTC-IIM and EXIF, as cameras and agencies write them."""

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from html import escape

from PIL import Image

Iim = Mapping[int, str | bytes | Sequence[str | bytes]]
Xmp = Mapping[str, str | Sequence[str] | Mapping[str, str]]

NAMESPACES = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "prism": "http://prismstandard.org/namespaces/basic/2.1/",
    "pur": "http://prismstandard.org/namespaces/prismusagerights/3.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}


def with_metadata(
    data: bytes,
    *,
    iim: Iim | bytes | None = None,
    xmp: Xmp | bytes | None = None,
    exif: Image.Exif | bytes | None = None,
    behind: bool = False,
) -> bytes:
    """Return a JPEG, PNG, WebP or AVIF with metadata; `bytes` are put in as they are.

    `iim` (for a JPEG only) holds data sets of record 2: `{110: "AFP", 80: ["Ann", "Bob"]}`. A
    text is UTF-8 and declared as such. `xmp` holds properties: a text, the items of a Seq, or an
    Alt by language. `behind` puts a PNG's metadata behind its pixels.
    """
    block = iim_block(iim) if isinstance(iim, Mapping) else iim or b""
    packet = xmp_packet(xmp) if isinstance(xmp, Mapping) else xmp or b""
    directory = exif.tobytes() if isinstance(exif, Image.Exif) else exif or b""
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data, block, packet, directory)
    assert not block, "IIM has no place here"
    if data.startswith(b"\x89PNG"):
        return _png(data, packet, directory, behind=behind)
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.save(out, image.format, xmp=packet, exif=directory)
    return out.getvalue()


def xmp_packet(properties: Xmp) -> bytes:
    """Return an XMP packet with these properties as elements, padded as Photoshop pads."""
    spaces = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    inner = "".join(f"<{name}>{_value(value)}</{name}>" for name, value in properties.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{spaces}>'
        f'<rdf:Description rdf:about="">{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'
        f'{" " * 100}\n<?xpacket end="w"?>'
    ).encode()


def iim_block(fields: Iim) -> bytes:
    """Return data sets of record 2 as an IIM block."""
    values = [
        (number, value)
        for number, written in fields.items()
        for value in ([written] if isinstance(written, str | bytes) else written)
    ]
    declared = any(isinstance(value, str) for _, value in values)
    block = _field(1, 90, b"\x1b%G") if declared else b""
    for number, value in values:
        block += _field(2, number, value.encode() if isinstance(value, str) else value)
    return block


def _field(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def _value(value: str | Sequence[str] | Mapping[str, str]) -> str:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, Mapping):
        items = (f'<rdf:li xml:lang="{it}">{escape(text)}</rdf:li>' for it, text in value.items())
        return f"<rdf:Alt>{''.join(items)}</rdf:Alt>"
    return f"<rdf:Seq>{''.join(f'<rdf:li>{escape(text)}</rdf:li>' for text in value)}</rdf:Seq>"


def _jpeg(data: bytes, block: bytes, packet: bytes, directory: bytes) -> bytes:
    segments = []
    if directory:
        segments.append((0xE1, directory))
    if packet:
        segments.append((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet))
    if block:
        resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(block)) + block
        segments.append((0xED, b"Photoshop 3.0\0" + resource + b"\0" * (len(block) % 2)))
    inner = b"".join(struct.pack(">BBH", 0xFF, it, len(s) + 2) + s for it, s in segments)
    return data[:2] + inner + data[2:]


def _png(data: bytes, packet: bytes, directory: bytes, *, behind: bool) -> bytes:
    chunks = b""
    if directory:
        chunks += _chunk(b"eXIf", directory.removeprefix(b"Exif\0\0"))
    if packet:
        chunks += _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)
    # 8 bytes of signature, 25 of IHDR; at the end, 12 of IEND.
    at = len(data) - 12 if behind else 33
    return data[:at] + chunks + data[at:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )
