"""The `key: value` lines of blocks that hold no Markdown."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from sitegen.content.markdown.places import Place, Places
from sitegen.errors import Problem
from sitegen.spelling import did_you_mean

TEXTS = frozenset({"alt", "caption", "credit", "source", "title", "unit"})
"""Keys whose values readers read: plain text."""

_KEY = re.compile(r"([^\s:]+)\s*:(?:\s+(.*)|$)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


class Keys(NamedTuple):
    """The lines of a block: the values by key, and where they stand.

    Of a key that may be given again and again, `lists` has each value with its place.
    """

    values: Mapping[str, str]
    places: Mapping[str, Place]
    lists: Mapping[str, Sequence[tuple[str, Place]]]


def read_keys(  # noqa: C901 - one case for each mistake
    block: Token,
    places: Places,
    known: Collection[str],
    required: Collection[str] = (),
    many: Collection[str] = (),
) -> tuple[Keys, list[Problem]]:
    """Read the `key: value` lines of a block as strictly as front matter; say what is wrong.

    `required` are the keys that must be there; each of `many` may be given again.
    """
    name = block.info
    first = block.map[0] + 1 if block.map else 0
    values: dict[str, str] = {}
    found: dict[str, Place] = {}
    lists: dict[str, list[tuple[str, Place]]] = {}
    meant: set[str] = set()
    problems = []

    def report(place: Place, message: str, hint: str) -> None:
        problems.append(Problem("", *place, message, hint))

    for index, line in enumerate(block.content.split("\n"), first):
        text = line.strip()
        if not text:
            continue
        match = _KEY.match(text)
        place = places.within(index, text)
        if match is None:
            message = f"{_article(name)} `{name}` block holds `key: value` lines"
            report(place, message, f"write `{next(iter(required), 'alt')}: …`")
            continue
        key, value = match[1], _unquoted(match[2] or "")
        if key not in known:
            hint = did_you_mean(key, known) or f"known are {', '.join(known)}"
            if key == "alt" and "title" in required:
                hint = "`title: …` says what it is: pages show it, and screen readers read it"
                meant.add("title")
            report(place, f"unknown key `{key}` in {_article(name)} `{name}` block", hint)
        elif key in many and value:
            lists.setdefault(key, []).append((value, place))
        elif key in found:
            report(place, f"`{key}` is given twice", "keep one of them")
        elif not value:
            found[key] = place
            report(place, f"`{key}` is empty", "give it a value or leave the line out")
        else:
            found[key] = place
            values[key] = value
    for missing in [it for it in required if it not in found and it not in meant]:
        message = f"the `{name}` block has no `{missing}`"
        hint = f"add a line `{missing}: …`: `sitegen help {name}.{missing}` says of what"
        report(places.within(first - 1, ":::"), message, hint)
    return Keys(values, found, lists), problems


def _article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


def _unquoted(value: str) -> str:
    whole = _QUOTED.fullmatch(value)
    return value[1:-1].strip() if whole else value
