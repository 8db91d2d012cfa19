"""What sitegen says of mistakes, each message with its cure: for `sitegen help`, and the reference.

They are what newspapers full of mistakes were told, written down by `make golden`, so that none is
here that is not said. What stands in backticks is an example: it is what somebody wrote there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

import msgspec

from sitegen.theme import package

FILE = "messages.txt"
"""Below the package: a message, its cure indented below it if there is one, and an empty line."""

ENOUGH = 0.5
"""The part of a pasted message that must be a message's own words; the rest is what was written."""

FEW = 2
"""Words that somebody remembers, and does not paste: all of them must be there."""

_PLACE = re.compile(r"^\s*\S*:\d+:\d+:\s*(?:error|warning):\s*|^\s*hint:\s*")
_VALUE = re.compile("`[^`]*`")
_WORD = re.compile(r"[^\W_]+")
_CURE = "\n    "


class Message(msgspec.Struct, frozen=True, order=True):
    """What is said of a mistake, and what to do about it: "" if that is plain."""

    said: str
    cure: str = ""


@cache
def messages() -> tuple[Message, ...]:
    """Return all messages, sorted by their words."""
    text = (package() / FILE).read_text("utf-8")
    return tuple(Message(*it.split(_CURE, 1)) for it in text.rstrip("\n").split("\n\n"))


def written(found: Iterable[Message]) -> str:
    """Return messages as they are kept, each once."""
    ordered = sorted(set(found), key=lambda it: (_words(_VALUE.sub("", it.said)), it))
    return "".join(f"{it.said}{_CURE + it.cure if it.cure else ''}\n\n" for it in ordered)


def about(asked: str) -> Iterator[Message]:
    """Yield the messages that somebody means by some of their words, or by the whole, likely first.

    What differs from site to site counts little: names, and the place at the beginning. Messages
    that differ in nothing else are one, the likeliest.
    """
    asked = _PLACE.sub("", asked)
    words = set(_words(_VALUE.sub("", asked)) or _words(asked))
    least = len(words) if len(words) <= FEW else ENOUGH * len(words)
    own = {it: set(_words(_VALUE.sub("", it.said))) for it in messages()}
    # A word that few messages have says more than one of many.
    often = Counter(chain.from_iterable(own.values()))
    ranked = []
    for it, inside in own.items():
        found = words & {*inside, *_words(it.said)}
        if found and len(found) >= least:
            weight = sum(1 / max(1, often[word]) for word in found)
            ranked.append((-weight, -len(found & inside) / max(1, len(inside)), it))
    kinds: dict[tuple[str, str], Message] = {}
    for *_, it in sorted(ranked):
        kinds.setdefault((_VALUE.sub("", it.said), _VALUE.sub("", it.cure)), it)
    yield from kinds.values()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
