"""What a body says and where it leads, letter by letter, whatever markup it stands in.

Markup moves no letter: `[text] (https://…)` and the link that was meant have the same ones in the
same order, and so have `1.` before a paragraph and the first item of a list.
"""

import re
from collections.abc import Mapping
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote

from sitegen.content.parse import Understood
from sitegen.model import Document, Slot

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_ATTRIBUTE = re.compile(r'(href|start|title)="([^"]*)"')
_NO_LETTER = re.compile(r"[\W_]+")


def letters(understood: Understood, *, targets: bool = True) -> str:
    """Return the letters and digits of a body; with `targets`, of links behind their words, too."""
    document, body = understood.document, understood.body
    reader = _Reader(targets=targets)
    opened: list[Slot] = []
    for literal, slot in zip(body.literals, body.slots, strict=False):
        reader.read(literal)
        if slot:
            opened.append(slot)
            reader.said += [it for number in slot.pictures for it in _told(document, number)]
        else:
            ended = opened.pop()
            leads = [document.links[number] for number in ended.links] if targets else ()
            reader.said += [it for link in leads for it in (link.target, link.anchor)]
            reader.said += ended.texts
    reader.read(body.literals[-1])
    return normalize("NFC", _NO_LETTER.sub("", unquote("".join(reader.said))))


def _told(document: Document, number: int) -> tuple[str, ...]:
    picture = document.pictures[number]
    dark = picture.dark.src if picture.dark else ""
    return picture.alt, picture.src, picture.caption, picture.credit, picture.license, dark


class _Reader:
    """Reads literals in order; what lists count and where links lead is said, too."""

    def __init__(self, *, targets: bool) -> None:
        self._targets = targets
        self.said: list[str] = []
        self._lists: list[int | None] = []
        self._links: list[tuple[int, Mapping[str, str]]] = []

    def read(self, html: str) -> None:
        """Read on."""
        at = 0
        for tag in _TAG.finditer(html):
            self.said.append(unescape(html[at : tag.start()]))
            values = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[3])}
            self._tag(tag[1] + tag[2], values)
            at = tag.end()
        self.said.append(unescape(html[at:]))

    def _tag(self, tag: str, values: Mapping[str, str]) -> None:
        match tag:
            case "ol":
                self._lists.append(int(values.get("start", "1")))
            case "ul":
                self._lists.append(None)
            case "/ol" | "/ul" if self._lists:
                self._lists.pop()
            case "li" if self._lists and (count := self._lists[-1]) is not None:
                self.said.append(str(count))
                self._lists[-1] = count + 1
            case "a":
                self._links.append((len(self.said), values))
            case "/a" if self._links:
                first, opened = self._links.pop()
                said, leads = unquote("".join(self.said[first:])), unquote(opened.get("href", ""))
                # An address that is its own text says so once, as it does without a link.
                if self._targets and leads not in {said, f"http://{said}", f"mailto:{said}"}:
                    self.said.append(leads)
                self.said.append(opened.get("title", ""))
            case _:
                pass
