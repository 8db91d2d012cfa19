"""Colour profiles made of numbers: primaries and a curve, as ICC profiles (ICC.1:2022).

Pure. The numbers are the code points of ITU-T H.273 (CICP), by which video and now also PNG and
AVIF name their colours, or chromaticities as they are measured.
"""

import math
import struct
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from operator import mul
from typing import NamedTuple

Pair = tuple[float, float]
Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]


class Primaries(NamedTuple):
    """Where white and the three colours lie in the CIE's plane: x and y of each."""

    white: Pair
    red: Pair
    green: Pair
    blue: Pair


_D65, _C = (0.3127, 0.3290), (0.310, 0.316)
_SRGB = Primaries(_D65, (0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
_NTSC = Primaries(_D65, (0.630, 0.340), (0.310, 0.595), (0.155, 0.070))
ADOBE_RGB = Primaries(_D65, (0.64, 0.33), (0.21, 0.71), (0.15, 0.06))
ADOBE_GAMMA = 563 / 256
"""Adobe RGB (1998), 4.3.1.2."""

BT_709 = 1
PRIMARIES = {
    BT_709: _SRGB,
    4: Primaries(_C, (0.67, 0.33), (0.21, 0.71), (0.14, 0.08)),
    5: Primaries(_D65, (0.64, 0.33), (0.29, 0.60), (0.15, 0.06)),
    6: _NTSC,
    7: _NTSC,
    8: Primaries(_C, (0.681, 0.319), (0.243, 0.692), (0.145, 0.049)),
    9: Primaries(_D65, (0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    10: Primaries((1 / 3, 1 / 3), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)),
    11: Primaries((0.314, 0.351), (0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    12: Primaries(_D65, (0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    22: Primaries(_D65, (0.630, 0.340), (0.295, 0.605), (0.155, 0.077)),
}
"""By ColourPrimaries of H.273, table 2; 12 is Display P3, 9 BT.2020."""

SRGB_CURVE = 13
PQ, HLG = 16, 18
HDR = {PQ: "PQ", HLG: "HLG"}
"""TransferCharacteristics that go beyond the white of paper, and what they are called."""

_SAMPLES = 4096
_WHITE = 203
"""Candelas a square metre of paper in an HDR picture (ITU-R BT.2408)."""
_PEAK = 1000 / _WHITE
"""The brightest light that stays distinct, in whites: that of the screens on which HDR is made."""

_KNEE = 0.65

_D50: Vector = (0.9642, 1.0, 0.8249)
_BRADFORD: Matrix = (
    (0.8951, 0.2664, -0.1614),
    (-0.7502, 1.7135, 0.0367),
    (0.0389, -0.0685, 1.0296),
)


# Curves: from a level between 0 and 1 to light, as the data of an ICC tag


def gamma_curve(exponent: float) -> bytes:
    """Return the curve of a power."""
    return struct.pack(">4sIHHi", b"para", 0, 0, 0, _fixed(exponent))


def _bent_curve(exponent: float, a: float, b: float, c: float, d: float) -> bytes:
    """Return the curve that is c x below d, and (a x + b) to a power from there on."""
    return struct.pack(">4sIHH5i", b"para", 0, 3, 0, *map(_fixed, (exponent, a, b, c, d)))


def _sampled_curve(light: Callable[[float], float]) -> bytes:
    levels = (light(it / (_SAMPLES - 1)) for it in range(_SAMPLES))
    table = (round(min(1.0, max(0.0, it)) * 65_535) for it in levels)
    return struct.pack(f">4sII{_SAMPLES}H", b"curv", 0, _SAMPLES, *table)


def _cinema(level: float) -> float:
    return float(level**2.6) * 52.37 / 48


def _pq(level: float) -> float:
    """Return the light of a level in whites (SMPTE ST 2084, in H.273)."""
    bent = level ** (1 / 78.84375)
    share = max(bent - 0.8359375, 0) / (18.8515625 - 18.6875 * bent)
    return float(share ** (1 / 0.1593017578125)) * 10_000 / _WHITE


def _hlg(level: float) -> float:
    """Return the light of a level in whites, on a screen of 1,000 candelas (ITU-R BT.2100)."""
    bright = level > 0.5  # noqa: PLR2004
    scene = (math.exp((level - 0.55991) / 0.17883) + 0.28467) / 12 if bright else level**2 / 3
    return float(scene**1.2) * _PEAK


def _dimmed(light: Callable[[float], float]) -> Callable[[float], float]:
    """Return light that ends at 1, as Chromium shows greys on a screen without HDR.

    Paper has half of the light; from there on a quadratic Bezier curve goes to the peak, which
    leaves in the direction in which it comes, and turns after `_KNEE` of the way to the end.
    """
    turn = 1 + _KNEE
    second, first = _PEAK - 2 * turn + 1, 2 * (turn - 1)

    def dimmed(level: float) -> float:
        it = min(light(level), _PEAK)
        if it <= 1:
            return it / 2
        at = (math.sqrt(first**2 - 4 * second * (1 - it)) - first) / (2 * second)
        return ((1 - at) ** 2 + 2 * at * (1 - at) * turn) / 2 + at**2

    return dimmed


_CURVES: dict[int, Callable[[], bytes]] = {
    # The screen's (ITU-R BT.1886), and not the camera's.
    **dict.fromkeys((1, 6, 11, 14, 15), partial(gamma_curve, 2.4)),
    4: partial(gamma_curve, 2.2),
    5: partial(gamma_curve, 2.8),
    7: partial(_bent_curve, 1 / 0.45, 1 / 1.1115, 0.1115 / 1.1115, 1 / 4, 0.0912),
    8: partial(gamma_curve, 1),
    SRGB_CURVE: partial(_bent_curve, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
    PQ: partial(_sampled_curve, _dimmed(_pq)),
    17: partial(_sampled_curve, _cinema),
    HLG: partial(_sampled_curve, _dimmed(_hlg)),
}


@lru_cache(maxsize=16)
def curve(code: int) -> bytes | None:
    """Return the curve of a code of TransferCharacteristics (H.273, table 3); None if unknown.

    The highlights of HDR are dimmed until they fit into what every screen shows.
    """
    return _CURVES[code]() if code in _CURVES else None


# Profiles


@lru_cache(maxsize=32)
def profile(primaries: Primaries, tone: bytes) -> bytes:
    """Return the profile of three colours that share a curve.

    Raises ZeroDivisionError for primaries that span no colours.
    """
    red, green, blue = _transposed(_to_d50(primaries))
    tags = {
        b"wtpt": _xyz(_D50),
        b"rXYZ": _xyz(red),
        b"gXYZ": _xyz(green),
        b"bXYZ": _xyz(blue),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), tone),
    }
    directory, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, tuple[int, int]] = {}
    for name, value in tags.items():
        if value not in places:
            places[value] = (start + len(data), len(value))
            data += value + bytes(-len(value) % 4)
        directory += struct.pack(">4sII", name, *places[value])
    header = struct.pack(
        ">I4sI4s4s4s12s4s28s12s48s",
        start + len(data),
        b"",
        0x04400000,
        *(b"mntr", b"RGB ", b"XYZ ", b"", b"acsp", b""),
        _xyz(_D50)[8:],
        b"",
    )
    return header + directory + data


def _to_d50(primaries: Primaries) -> Matrix:
    """Return the matrix from light in these primaries to XYZ under D50, the white of ICC."""
    reds, greens, blues = (_third(pair) for pair in primaries[1:])
    colours: Matrix = _transposed((reds, greens, blues))
    x, y, z = _third(primaries.white)
    white = (x / y, 1.0, z / y)
    to_xyz = _scaled_columns(colours, _times(_inverse(colours), white))
    adapted = [
        to / of for to, of in zip(_times(_BRADFORD, _D50), _times(_BRADFORD, white), strict=True)
    ]
    cones = _product(_BRADFORD, to_xyz)
    moved = _transposed(_scaled_columns(_transposed(cones), adapted))
    return _product(_inverse(_BRADFORD), moved)


def _third(pair: Pair) -> Vector:
    return (*pair, 1 - sum(pair))


def _times(matrix: Matrix, vector: Sequence[float]) -> Vector:
    one, two, three = (sum(map(mul, row, vector)) for row in matrix)
    return one, two, three


def _transposed(matrix: Matrix) -> Matrix:
    one, two, three = zip(*matrix, strict=True)
    return one, two, three


def _product(left: Matrix, right: Matrix) -> Matrix:
    one, two, three = (_times(left, column) for column in _transposed(right))
    return _transposed((one, two, three))


def _scaled_columns(matrix: Matrix, factors: Sequence[float]) -> Matrix:
    one, two, three = (tuple(map(mul, row, factors)) for row in matrix)
    return one, two, three


def _inverse(matrix: Matrix) -> Matrix:
    """Return the inverse by cross products. Raises ZeroDivisionError if there is none."""
    one, two, three = matrix
    crosses = (_cross(two, three), _cross(three, one), _cross(one, two))
    volume = sum(map(mul, one, crosses[0]))
    return _scaled_columns(_transposed(crosses), (1 / volume,) * 3)


def _cross(one: Vector, other: Vector) -> Vector:
    (a, b, c), (x, y, z) = one, other
    return b * z - c * y, c * x - a * z, a * y - b * x


def _xyz(values: Sequence[float]) -> bytes:
    return struct.pack(">4sI3i", b"XYZ ", 0, *map(_fixed, values))


def _fixed(value: float) -> int:
    """Return a number as ICC's s15Fixed16Number."""
    return round(value * 65_536)
