"""Whether all of a picture's file is there, as far as the file itself says how long it is.

Pure, and decodes nothing: films are published as they are, and what decodes the first frame of one
does not see that the last is missing.
"""

import struct

GIF_TABLE = 0x80
"""The bit of a GIF's flags that says that colours follow (GIF89a, 18 and 20); below it how many."""


def is_cut(data: bytes) -> bool:
    """Say whether a GIF, PNG, WebP or AVIF ends before it says that it does; of others, no."""
    try:
        if data.startswith(b"GIF8"):
            return _gif_end(data) > len(data)
        if data.startswith(b"\x89PNG"):
            return _png_end(data) > len(data)
    except (struct.error, IndexError):
        return True
    return sum(boxes(data)) > len(data)


def boxes(data: bytes) -> list[int]:
    """Return the lengths that a WebP (one) or AVIF (one a box) says that its parts have."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return [8 + int(struct.unpack_from("<I", data, 4)[0])]
    found: list[int] = []
    while data[4:12] in {b"ftypavif", b"ftypavis"} and (at := sum(found)) < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length in {0, 1}:  # up to the end; or written elsewhere, in 64 bits
            break
        found.append(max(length, 8))
    return found


def _png_end(data: bytes) -> int:
    """Return where the chunk IEND ends; where the last one would, if that is beyond the file."""
    at = 8
    while at <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        at += 12 + length
        if name == b"IEND":
            break
    return at


def _gif_end(data: bytes) -> int:
    """Return where the last block of a GIF ends. Its last byte alone may be missing: many lack it.

    What is no block ends the pictures, as it does for browsers.
    """
    at = 13 + _gif_colours(data[10])
    while at < len(data):
        match data[at]:
            case 0x21:  # an extension
                at += 2
            case 0x2C:  # a frame
                at += 11 + _gif_colours(data[at + 9])
            case _:
                break
        while length := data[at]:  # blocks of at most 255 bytes, up to an empty one
            at += 1 + length
        at += 1
    return at


def _gif_colours(flags: int) -> int:
    """Return how many bytes the table of colours takes that flags tell of."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & GIF_TABLE else 0
