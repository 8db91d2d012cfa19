"""What a tag means: its values, and the picture, the code or the player that it stands for."""

import re
from collections.abc import Mapping
from html import escape

from msgspec import Struct

from sitegen.importing.phrases import backticks
from sitegen.importing.wordpress.shortcodes import embed

_VALUE = re.compile(
    r"""(?:([\w-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\s"'`]+))"""
)

PAGES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "tweet": "https://twitter.com/i/web/status/{}",
    "twitter": "https://twitter.com/i/web/status/{}",
    "x": "https://x.com/i/web/status/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "gist": "https://gist.github.com/{}",
    "asciinema": "https://asciinema.org/a/{}",
    "spotify": "https://open.spotify.com/{}",
    "codepen": "https://codepen.io/{}",
}
"""Addresses of what tags name by its number."""


SOURCES = ("src", "url", "image", "image_path", "file", "path")
"""What tags call the address of a picture."""


class Tag(Struct, frozen=True):
    """One tag: its values by key, and those without one, in order."""

    name: str
    values: Mapping[str, str]
    plain: tuple[str, ...]
    inside: str = ""


def values_of(told: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the values of a tag by their keys, and those that have none."""
    values: dict[str, str] = {}
    plain: list[str] = []
    for key, *texts in _VALUE.findall(told):
        text = next(filter(None, texts), "").replace('\\"', '"')
        if key:
            values[key.lower()] = text
        else:
            plain.append(text)
    return values, tuple(plain)


def fence(language: str, code: str) -> str:
    """Return code between fences that are not in it."""
    marks = backticks(code, 3)
    return f"\n\n{marks}{language}\n{code}\n{marks}\n\n"


def page_of(name: str, tag: Tag) -> str:
    """Return the embed of what a tag names by its number."""
    number = (
        tag.values.get("id")
        or tag.values.get("src")
        or "/".join(tag.plain[:2] if name == "gist" else tag.plain[-1:])
    )
    if not number:
        return ""
    if number.startswith(("http://", "https://")):
        return embed(number, tag.values.get("title", ""))
    return embed(PAGES[name].format(number), tag.values.get("title", ""))


def figure_of(tag: Tag) -> str:
    """Return a picture with its caption, its credit and where it leads."""
    told = tag.values
    src = next((told[it] for it in SOURCES if told.get(it)), tag.plain[0] if tag.plain else "")
    caption = told.get("caption") or told.get("title") or ""
    credit = told.get("attr") or told.get("credit") or told.get("source") or ""
    credited = f' data-credit="{escape(credit)}"' if credit else ""
    image = f'<img src="{escape(src)}" alt="{escape(told.get("alt", ""))}"{credited}>'
    if told.get("link"):
        image = f'<a href="{escape(told["link"])}">{image}</a>'
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"\n\n<figure>{image}{below}</figure>\n\n"


def old_picture(told: str) -> str:
    """Return a picture as Octopress names it: classes, path, sizes, title, alt text."""
    found = re.search(
        r"(\S*[./]\S+)(?:\s+\d+%?)*\s*(?:[\"']([^\"']*)[\"'])?(?:\s*[\"']([^\"']*)[\"'])?", told
    )
    if not found:
        return ""
    return f'<img src="{escape(found[1])}" alt="{escape(found[3] or found[2] or "")}">'


def quoted(who: str, text: str) -> str:
    """Return a quotation, with who says so below it."""
    lines = "\n".join(f"> {it}".rstrip() for it in text.strip().split("\n"))
    return f"\n\n{lines}\n" + (f">\n> — {who}\n\n" if who else "\n")
