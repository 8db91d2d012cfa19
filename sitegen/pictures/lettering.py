"""Letters of fonts: what they need, and where a line of them may end."""

import io
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import PIL
from PIL import ImageFont, features

from sitegen.typefaces.letters import characters, script, script_name

ENGINE = (
    f"pillow {PIL.__version__}",
    *(f"{name} {features.version(name)}" for name in ("freetype2", "raqm", "harfbuzz", "fribidi")),
)
"""What shapes the pixels of letters."""

RAQM = features.check_feature("raqm") is True and features.check_feature("fribidi") is True
"""Whether Pillow can shape scripts and order directions here."""

_LAYOUT = ImageFont.Layout.RAQM if RAQM else ImageFont.Layout.BASIC

COMMON = str.maketrans({"\xa0": " ", "\u2007": " ", "\u202f": " ", "\u2011": "-"})
"""What no line ends at is drawn as its common sibling, which more fonts have."""

_PLAIN = frozenset(
    {
        *("Zyyy", "Zinh", "Zzzz", "Latn", "Grek", "Cyrl", "Armn", "Geor", "Hani", "Hira", "Kana"),
        *("Hang", "Bopo", "Cher", "Ethi", "Yiii", "Cans", "Copt"),
    }
)
"""Scripts whose characters stand side by side as they are."""
_BETWEEN = frozenset({"Hani", "Hira", "Kana", "Bopo", "Yiii"})
"""Scripts in which a line may end after any character; Korean sets spaces."""
_UNSPACED = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Lana", "Tale", "Talu", "Tavt", "Tibt"})
_NOT_FIRST = frozenset(
    "、。，．・：；？！」』）】〕〉》〗｝］’”…—ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々%,.:;?!)]}"
)
_NOT_LAST = frozenset("「『（【〔〈《〖｛［‘“([{")
_SHAPING = frozenset("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
"""Invisible characters that join, part or order what stands beside them."""

_SPACES = re.compile(r"[^\S\xa0\u2007\u202f]+")
_HYPHENATED = re.compile(r"(?<=\w[-–/])(?=\w)|(?<=\w—)(?=\w)")


def font_problem(data: bytes) -> str:
    """Return why cards cannot be drawn with a font, as a phrase; or nothing."""
    if data.startswith(b"wOF2"):
        return "is a WOFF2 font; give its TTF or OTF file"
    try:
        characters(data)
        face(data, 100).getlength("a")
    except ValueError as problem:
        return str(problem)
    except OSError:
        return "is no font that can be read"
    return ""


def clean(text: str) -> str:
    """Return a text in one line, without what nobody sees unless it shapes what is beside it."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    kept = _SHAPING if any(script(character) not in _PLAIN for character in text) else frozenset()
    seen = "".join(it for it in text if it in kept or not _is_unseen(it))
    return _SPACES.sub(" ", seen).strip()


def _is_unseen(character: str) -> bool:
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selector or unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def obstacle(text: str, fonts: Sequence[bytes]) -> str:
    """Return why a clean text cannot be drawn with any of these fonts, as a phrase; or nothing."""
    for character in text:
        code = script(character)
        if code in _UNSPACED:
            return f"{_script_name(code)} sets no spaces where a line may end"
        mark = unicodedata.category(character).startswith("M")
        if not RAQM and (mark or code not in _PLAIN):
            return f"{_named(character)} needs raqm and fribidi, which Pillow lacks here"
    if not text or font_for(text, fonts):
        return ""
    if not fonts:
        return "there is no font"
    missing = [_missing(text, font) for font in fonts]
    nowhere = [it for it in missing[0] if all(it in others for others in missing)]
    if nowhere:
        return f"no font has {_named(nowhere[0])}"
    nearest = min(missing, key=len)[0]
    return f"no font has all of its characters; the nearest lacks {_named(nearest)}"


def _missing(text: str, font: bytes) -> list[str]:
    known = characters(font)
    drawn = (it for it in text.translate(COMMON) if it not in _SHAPING)
    return [it for it in drawn if ord(it) not in known]


def font_for(text: str, fonts: Sequence[bytes]) -> bytes:
    """Return the first font with all characters of a text, or nothing."""
    return next((font for font in fonts if not _missing(text, font)), b"")


def _named(character: str) -> str:
    code = script(character)
    named = "" if code in {"Zyyy", "Zinh", "Zzzz"} else f" ({_script_name(code)})"
    return f"`{character}`{named}"


def _script_name(code: str) -> str:
    return str(script_name(code)).replace("_", " ")


@lru_cache(maxsize=12)
def face(font: bytes, size: int) -> ImageFont.FreeTypeFont:
    """Return a font in a size; a variable one as it is by default."""
    return ImageFont.truetype(io.BytesIO(font), size, layout_engine=_LAYOUT)


def parts_of(word: str) -> list[str]:
    """Return a word in parts after which a line may end."""
    parts = [""]
    for before, character in pairwise(f" {word}"):
        between = script(before) in _BETWEEN or script(character) in _BETWEEN
        allowed = character not in _NOT_FIRST and before not in _NOT_LAST and before != " "
        if between and allowed and not unicodedata.category(character).startswith("M"):
            parts.append("")
        parts[-1] += character
    return [half for part in parts for half in _HYPHENATED.split(part)]


def is_between(text: str) -> bool:
    """Return whether a text has characters between which lines may end."""
    return any(script(character) in _BETWEEN for character in text)
