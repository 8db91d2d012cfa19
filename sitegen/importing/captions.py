"""Who made a picture, as its caption ends: behind ©, `Photo:`, `Foto:` and their like."""

import re

from msgspec import Struct

_MARKER = (
    r"(?:©|\(c\)|(?:photo(?:graph)?s?|picture|image|foto|fotos|bild|crédits?|credits?|credito|"
    r"crédito|source|quelle|fuente|fonte|фото|zdjęcie|fot\.)"
    r"(?:\s+(?:by|credit|courtesy(?:\s+of)?|de|von|di))?\s*:)"
)
_TAIL = re.compile(
    rf"(?P<text>.*?)(?P<open>[(\[]?)\s*(?P<marker>{_MARKER})\s*(?P<credit>[^()\[\]]{{2,120}}?)[)\]]?[\s.]*",
    re.IGNORECASE | re.DOTALL,
)


class Credit(Struct, frozen=True, gc=False):
    """Who made a picture; what is left of its caption; the words that led from one to the other."""

    credit: str
    caption: str = ""
    marker: str = ""


def credit_of(caption: str) -> Credit | None:
    """Return the credit at the end of a plain caption, taken off it; None if there is none.

    `©` and words such as `Photo:` lead to it, and nothing follows that could be more caption.
    """
    found = _TAIL.fullmatch(caption.strip())
    if not found:
        return None
    credit = found["credit"].strip(" .,;")
    text = found["text"].rstrip(" |–—-/,;(").rstrip()
    if not credit or ". " in credit:
        return None
    return Credit(credit, text, found["marker"])
