"""The quotation marks of a language: a language tag in, four marks out."""

from typing import NamedTuple


class Quotes(NamedTuple):
    """Opening and closing marks, outer and inner, with the spaces that belong to them."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = Quotes("“", "”", "‘", "’")
_GERMAN = Quotes("„", "“", "‚", "‘")
_ANGLED = Quotes("«", "»", "“", "”")
_ANGLED_LOW = Quotes("«", "»", "„", "“")
_SWISS = Quotes("«", "»", "‹", "›")
_NORDIC = Quotes("”", "”", "’", "’")
_LOW_HIGH = Quotes("„", "”", "‚", "’")
_CORNER = Quotes("「", "」", "『", "』")

_QUOTES = {
    "ar": Quotes("”", "“", "’", "‘"),
    "be": _ANGLED_LOW,
    "bg": _GERMAN,
    "ca": _ANGLED,
    "cs": _GERMAN,
    "da": Quotes("»", "«", "›", "‹"),
    "de": _GERMAN,
    "de-ch": _SWISS,
    "el": _ANGLED,
    "es": _ANGLED,
    "et": _GERMAN,
    "fa": _SWISS,
    "fi": _NORDIC,
    "fr": Quotes("«\u202f", "\u202f»", "“", "”"),
    "fr-ca": Quotes("«\u00a0", "\u00a0»", "“", "”"),
    "fr-ch": _SWISS,
    "he": Quotes("”", "”", "’", "’"),
    "hr": _LOW_HIGH,
    "hu": Quotes("„", "”", "»", "«"),
    "hy": Quotes("«", "»", "«", "»"),
    "it": _ANGLED,
    "ja": _CORNER,
    "ka": _GERMAN,
    "lt": _GERMAN,
    "lv": Quotes("“", "”", "„", "”"),
    "nb": Quotes("«", "»", "‘", "’"),
    "nn": Quotes("«", "»", "‘", "’"),
    "no": Quotes("«", "»", "‘", "’"),
    "pl": Quotes("„", "”", "«", "»"),
    "pt": _ANGLED,
    "pt-br": _ENGLISH,
    "ro": Quotes("„", "”", "«", "»"),
    "ru": _ANGLED_LOW,
    "sk": _GERMAN,
    "sl": _GERMAN,
    "sq": Quotes("«", "»", "“", "”"),
    "sr": _LOW_HIGH,
    "sv": _NORDIC,
    "uk": _ANGLED_LOW,
    "zh": _ENGLISH,
    "zh-hant": _CORNER,
    "zh-hk": _CORNER,
    "zh-tw": _CORNER,
}


def quotes_of(language: str) -> Quotes:
    """Return the marks of a BCP 47 tag; of a shorter tag if unknown, of English at the last."""
    tag = language.lower().replace("_", "-")
    while tag:
        if tag in _QUOTES:
            return _QUOTES[tag]
        tag = tag.rpartition("-")[0]
    return _ENGLISH
