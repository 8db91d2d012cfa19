"""What somebody types, as the text that they mean: HTML's entities, blanks, what is not seen.

Text comes from word processors, web pages and file systems, and each leaves something in it:
`&rsquo;`, a no-break space, a soft hyphen, an accent that is a character of its own. How much of
that is undone depends on what a value is for.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from html.entities import html5
from typing import Literal
from unicodedata import normalize

from sitegen.characters import called
from sitegen.errors import Problem

Wording = Literal["plain", "name", "topic", "prose"]
"""What a text is for: something else than words; to be compared; both that and to be read; to be
read."""

CURLY = frozenset("“”„‟«»‘’‚")
"""Quotation marks of texts, which YAML, TOML and paths take for letters."""

FOR_READERS = frozenset({"topic", "prose"})

ENTITY = re.compile(r"&((?:amp;)*)(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNSEEN = "\u00ad\u034f\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"
"""What is not seen, and says nothing but where a line may end; not what joins or parts letters
(U+200C, U+200D), which Persian, the scripts of India and emoji need."""

_EDGE = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200c" + _UNSEEN
_INSIDE = re.compile(rf"(?! (?![\s{_UNSEEN}]))[\s{_UNSEEN}]+")
"""Blanks, and what is not seen; one plain space stays as it is, and is not worth a look."""

_NOT_OF_NAMES = re.compile(f"[\u061c\u200e\u200f{_UNSEEN}]+")
_BLANKS = re.compile(r"\s+")
_WITHOUT_SPACES = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df]")
"""Thai, Lao, Tibetan, Burmese, Khmer: a line may end where U+200B stands."""
_HELD_BEFORE = frozenset(";:!?»›%‰–—…€")
_HELD_BEHIND = frozenset("«‹–—§№")


TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|del|div|em|font|i|ins|mark|p|q|s|small|span|strong|sub|sup|u)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""What writers of HTML put into headlines."""


def of_tag(tag: str, called: str) -> tuple[str, str]:
    """Return what is wrong with a tag in a text that is no HTML, and a hint."""
    return f"readers see the tag `{tag}` in {called}", "delete it: this is plain text, not HTML"


MARKED = re.compile(r"\*\*([^\s*](?:[^*]{0,200}[^\s*])?)\*\*")
"""Words that Markdown would show in bold."""


def of_marks(marked: str, words: str, called: str) -> tuple[str, str]:
    """Return what is wrong with Markdown in a text that is shown as it is written, and a hint."""
    message = f"readers see the signs of `{marked}` in {called}"
    return message, f"write `{words}`: this is plain text, not Markdown"


Entity = tuple[int, int, str]
"""Line and column of the value that holds it, and how it is written."""


def decoded(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with the characters that HTML's entities stand for, and those it held.

    What was encoded twice is decoded twice: `&amp;rsquo;`. Without its semicolon, or by a name
    that HTML does not know, it is text: `AT&T`, `R&D;`.
    """
    if "&" not in text or ";" not in text:
        return text, ()
    found: list[str] = []

    def character(match: re.Match[str]) -> str:
        ampersands, name = match.groups()
        if name[0] != "#" and f"{name};" not in html5:
            if not ampersands:
                return match[0]
            found.append("&amp;")
            return f"&{name};"
        found.append(match[0])
        return unescape(f"&{name};")

    return ENTITY.sub(character, text), tuple(found)


def of_entities(entities: Sequence[Entity], way: str = "") -> Iterator[Problem]:
    """Yield one warning for all entities of a file; `way` says behind the hint who mends them."""
    if entities:
        line, column, first = entities[0]
        meant, _ = decoded(first)
        sign = f"`{meant}`" if meant.isprintable() else called(meant)
        message = f"`{first}` is HTML: readers see {sign}"
        if len(entities) > 1:
            message += f"; {len(entities) - 1:,} more in this file"
        hint = f"write the characters themselves{way}"
        yield Problem("", line, column, message, hint, "warning")


def tidied(text: str, wording: Wording) -> str:
    """Return a text in one form (NFC), with single blanks, none at its ends.

    What is no words keeps its insides. In prose a no-break space stays where it holds a number or
    a mark; in names it is a space, and what is not seen goes.
    """
    if text.isascii():
        text = text.strip()
        is_tidy = wording == "plain" or ("  " not in text and text.isprintable())
        return text if is_tidy else " ".join(text.split())
    if wording == "plain":
        return text.strip(_EDGE)
    text = normalize("NFC", text.strip(_EDGE))
    if wording == "prose":
        tidy = _INSIDE.sub(_blank, text)
    else:
        tidy = _BLANKS.sub(" ", _NOT_OF_NAMES.sub("", text)).strip(_EDGE)
    return normalize("NFC", tidy)  # an accent may have come to stand behind its letter


def _blank(run: re.Match[str]) -> str:
    """Return what stays of blanks, and of what is not seen, between two characters."""
    before, after = run.string[run.start() - 1], run.string[run.end()]
    blanks = [char for char in run[0] if char.isspace()]
    if blanks:
        ideographic = "\u3000" in blanks
        held = len(blanks) == 1 and not blanks[0].isascii() and is_held(before, after)
        return "\u3000" if ideographic else blanks[0] if held else " "
    if "\u00ad" in run[0] and before.isalpha() and after.isalpha():
        return "\u00ad"
    parts = "\u200b" in run[0] and _WITHOUT_SPACES.match(before) and _WITHOUT_SPACES.match(after)
    return "\u200b" if parts else ""


def is_held(before: str, after: str) -> bool:
    """Say whether typography asks for a no-break space between two characters."""
    return before.isdigit() or after.isdigit() or after in _HELD_BEFORE or before in _HELD_BEHIND


Setters = Mapping[Wording, Callable[[str], str]]
"""What gives texts of a wording their last form: quotation marks, by a language."""


def in_quotes(text: str) -> str:
    """Return a text as YAML and TOML read it, whatever is in it: as a string of JSON.

    TOML refuses U+007F in one, which no value may hold anyhow.
    """
    return json.dumps(text, ensure_ascii=False)
