"""What of a text is more than words, counted on both sides of a move: what is gone, what is new.

Read from the tags alone, as the words are (`proof.py`), by nothing that took part in the move.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sitegen.importing.proof import TAG, Difference, heard, words_in

CLASSES = ("heading", "picture", "alt text", "link", "list item", "cell", "quotation", "player")
Shape = Mapping[str, "Counter[str]"]
"""By class: how often each one is there. Those that have no words of their own share one."""

_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PLAYERS = re.compile(r"<(iframe|video|audio|object|embed)\b", re.IGNORECASE)
_WITHIN_PLAYER = re.compile(r"<(object|video|audio)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_MADE = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled|-rotated|-e\d{10,})+(?=\.\w+$)")
_SMALL = re.compile(r"\s*[01](?:px)?\s*")
_PLACEHOLDER = "data:"


def shape_of(html: str) -> Shape:
    """Return what of a piece of HTML is more than words."""
    found: dict[str, Counter[str]] = {it: Counter() for it in CLASSES}
    players = _WITHIN_PLAYER.sub("<video>", html)
    found["player"][""] = len(_PLAYERS.findall(players)) + html.count('data-plays="')
    text = heard(html)
    tags = list(TAG.finditer(text))
    for kind, said in _enclosed(text, tags):
        found[kind][said] += 1
    for number, it in enumerate(tags):
        name = it[1].lower()
        if it[0][1] == "/":
            continue
        if name == "img":
            _picture(_told(it), found)
        elif name in _HOLD and _says(text, tags, number, _HOLD[name][1]):
            found[_HOLD[name][0]][""] += 1
        elif name in _COUNTED:
            found[_COUNTED[name]][""] += 1
    return found


@lru_cache(maxsize=1024)  # most are the same on both sides
def _said(html: str) -> str:
    return " ".join(words_in(html))


def _enclosed(text: str, tags: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Yield headings and links that have words: a heading with its level before them."""
    begun: dict[str, int] = {}
    for it in tags:
        name = it[1].lower()
        kind = "heading" if name in _HEADINGS else "link" if name == "a" else ""
        if not kind:
            continue
        if it[0][1] != "/":
            begun[kind] = it.end() if kind == "heading" or "href" in _told(it) else 0
        elif start := begun.pop(kind, 0):
            level = f"{max(int(name[1]), 2)} " if kind == "heading" else ""
            if said := _said(text[start : it.start()]):
                yield kind, level + said


_COUNTED = {"td": "cell", "th": "cell"}
_HOLD = {
    "li": ("list item", frozenset({"li", "ul", "ol"})),
    "blockquote": ("quotation", frozenset({"blockquote"})),
}
"""What counts only with words in it, and the elements at which these end."""
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


def _told(tag: re.Match[str]) -> dict[str, str]:
    told: dict[str, str] = {}
    for it in _ATTRIBUTE.finditer(tag[2]):
        told.setdefault(it[1].lower(), unescape(it[2] or it[3] or it[4] or "").strip())
    return {key: value for key, value in told.items() if value}


def _picture(told: Mapping[str, str], found: Mapping[str, "Counter[str]"]) -> None:
    """Count a picture, unless it only counts readers or stands for a word."""
    sides = [told.get(it, "") for it in ("width", "height")]
    src = told.get("src", "")
    if src.startswith(_PLACEHOLDER) or not src:
        src = told.get("data-src") or told.get("data-lazy-src") or ""
    classes = told.get("class", "").lower()
    if not src or all(map(_SMALL.fullmatch, sides)) or "smiley" in classes or "emoji" in classes:
        return
    found["picture"][name_of(src)] += 1
    if said := " ".join(words_in(told.get("alt", "").replace("<", "&lt;"))):
        found["alt text"][said] += 1


def name_of(address: str) -> str:
    """Return by what a picture is known: the name of its file without what sizes add to it."""
    try:
        name = posixpath.basename(unquote(urlsplit(address).path))
    except ValueError:
        return address
    return _MADE.sub("", name).lower()


def _says(text: str, tags: Sequence[re.Match[str]], number: int, ends: Collection[str]) -> bool:
    """Say whether an element has something in it before the next one, or its end."""
    at = tags[number].end()
    for it in tags[number + 1 :]:
        if words_in(text[at : it.start()]):
            return True
        name = it[1].lower()
        if name == "img":
            return True
        if name in ends:
            return False
        at = it.end()
    return bool(words_in(text[at:]))


class Meant(NamedTuple):
    """What differs by intention, or is told elsewhere.

    `pictures` are names of those that a text names otherwise than by a tag, or that are missing
    and linked to, `alts` the alt texts of these; `links` are words of links that lead nowhere.
    """

    pictures: Collection[str] = ()
    alts: Collection[str] = ()
    links: Collection[str] = ()


def changes(source: Shape, page: Shape, meant: Meant) -> Iterator[Difference]:
    """Yield what a page has not that its source had, and the other way round."""
    links = page["link"] - source["link"]
    told = {"picture": meant.pictures, "alt text": meant.alts, "link": meant.links}
    for it in CLASSES:
        lost, new = source[it] - page[it], page[it] - source[it]
        for name in told.get(it, ()):
            lost.pop(name, None)
            new.pop(name, None)
        if it == "player":
            lost = +(lost - Counter({"": links.total()}))  # a file of ours is a link
            new = Counter()
        elif it in {"alt text", "link"}:
            new = Counter()  # an alt text from the file's record, a player's title
        for kind, counter in (("lost", lost), ("invented", new)):
            for what, count in counter.items():
                yield Difference(f"{it} {kind}", what, "", count)
