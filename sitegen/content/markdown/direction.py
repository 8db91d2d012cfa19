"""Characters that turn the reading direction, so that a text shows something else than it says."""

import re
from collections.abc import Iterator

from sitegen.characters import beyond_ascii

_CHARACTERS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TURNS = re.compile(
    f"{_CHARACTERS.pattern}"
    "|&#(?:0*(?:823[4-8]|829[4-7])|[xX]0*(?:202[a-eA-E]|206[6-9]))(?![0-9a-fA-F]);?"
)


def turns(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the name of each, as it is or as HTML writes it.

    Marks (LRM, RLM, ALM) turn nothing and are part of good text. Isolates are refused with the
    rest: one that is never closed reaches to the end of its paragraph, and HTML has <bdi>.
    """
    if "&#" in text or _CHARACTERS.search(beyond_ascii(text)):
        for found in _TURNS.finditer(text):
            name = f"U+{ord(found[0]):04X}" if len(found[0]) == 1 else f"`{found[0]}`"
            yield found.start(), name
