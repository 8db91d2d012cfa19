"""The text of a post: blocks or classic, shortcodes, notes; as HTML, then as our own tree."""

import json
import re
from collections.abc import Mapping
from html import escape, unescape

from msgspec import Struct

from sitegen.importing.found import File, Left
from sitegen.importing.htmllines import Reading
from sitegen.importing.htmltree import read_html
from sitegen.importing.mapping import Fate
from sitegen.importing.tree import Block
from sitegen.importing.wordpress.players import is_player
from sitegen.importing.wordpress.shortcodes import Expand, Shortcode, Shortcodes, embed

_BLOCK = re.compile(r"<!--\s+wp:([a-z][a-z0-9/-]*)\s+(\{.*?\}\s+)?(/?)-->", re.DOTALL)
_MORE = re.compile(r"(?:<p>\s*)?<!--\s*(?:more|nextpage|noteaser).*?-->(?:\s*</p>)?", re.DOTALL)
_HAS_MORE = re.compile(r"<!--\s*(?:more|nextpage|noteaser)")
_ALONE = frozenset({"more", "nextpage", "spacer", "separator", "footnotes", "block", "post-title"})
_IMAGE = re.compile(r"<img\b", re.IGNORECASE)
_CAPTIONED = re.compile(
    r"\s*(?P<shown>(?:<a\b[^>]*>\s*)?(?:<img\b[^>]*>)(?:\s*</a>)?)(?P<caption>.*)",
    re.IGNORECASE | re.DOTALL,
)
_PAGES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "tweet": "https://twitter.com/i/web/status/{}",
    "twitter": "https://twitter.com/i/web/status/{}",
    "ted": "https://www.ted.com/talks/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "videopress": "https://videopress.com/v/{}",
}
"""Shortcodes that may name what plays by its number alone."""

_PLAYS = (
    *("embed", "audio", "video", "playlist", "soundcloud", "instagram", "facebook", "tiktok"),
    *("spotify", "googlemaps", "googleapps", "slideshare", "scribd", "flickr", "bandcamp"),
    *("iframe", "issuu", "mixcloud", "twitch", "datawrapper", "documentcloud", "gist"),
)
_NOTES = ("footnote", "footnotes", "ref", "fn", "efn_note", "note")
_MOST_REPEATED = 5
_KNOWN = "|".join(map(re.escape, (*_PAGES, *_PLAYS, *_NOTES, "gallery", "media-credit")))
_BEGINS = re.compile(rf"\[(?:{_KNOWN})(?:[\s=][^\[\]]*)?\](?:\s*https?://\S+?\[/\w+\])?")
_ENDS = re.compile(rf"\[/(?:{_KNOWN}|caption|wp_caption)\]")
_CAPTION = re.compile(r"\[(?:wp_)?caption([^\]]*)\]")


class Repeated(Struct, frozen=True):
    """What texts refer to by number: attachments, and blocks that several texts share."""

    files: Mapping[str, File]
    of_story: Mapping[str, tuple[str, ...]]
    blocks: Mapping[str, str]


class Post(Struct):
    """The text of one post while it is read, and what is to be said of it."""

    key: str
    place: str
    remarks: list[Left] = []
    added: list[tuple[str, str]] = []
    pictures: list[str] = []


class Contents:
    """Reads the texts of posts."""

    def __init__(self, repeated: Repeated, fates: Mapping[str, Fate]) -> None:
        self._repeated = repeated
        self._post = Post("", "")
        self._notes = 0
        known: dict[str, Expand] = {
            "caption": _caption,
            "wp_caption": _caption,
            "gallery": self._gallery,
            "media-credit": _credited,
            **dict.fromkeys((*_PLAYS, *_PAGES), _player),
            **dict.fromkeys(_NOTES, self._note),
        }
        self.shortcodes = Shortcodes(known, fates)

    def read(self, post: Post, content: str, notes: str) -> tuple[Block, ...]:
        """Return the blocks of a post's content; `notes` is the field in which blocks keep them."""
        self._post, self._notes = post, 0
        content = content.replace("\r\n", "\n").replace("\r", "\n")
        is_classic = "<!-- wp:" not in content
        html = self._with_repeated(content, 0)
        html = _MORE.sub("\n\n", html) if _HAS_MORE.search(html) else html
        html = self.shortcodes.expanded(self._without_dynamic(html))
        return read_html(html, Reading(is_classic, _notes(notes), is_player))

    def source(self, content: str, notes: str) -> str:
        """Return what readers saw of a post, as far as it takes no more than reading: for proof.

        Tags of shortcodes that are known go, blocks that are shared stand where they are named,
        and notes of the field that the text names are a list behind it, as WordPress shows them.
        """
        html = self._with_repeated(content, 0)
        if "[" in html:
            html = _ENDS.sub(" ", _BEGINS.sub(" ", html))
            html = _CAPTION.sub(_old_caption, html)
        named = [note for key, note in _notes(notes).items() if f'"#{key}"' in html]
        return (
            "".join([html, "<ol>", *[f"<li>{it}</li>" for it in named], "</ol>"]) if named else html
        )

    # Blocks ---------------------------------------------------------------------------------

    def _with_repeated(self, content: str, depth: int) -> str:
        if "<!-- wp:block " not in content:
            return content

        def shared(match: re.Match[str]) -> str:
            if match[1] != "block":
                return match[0]
            key = str(_told(match[2]).get("ref", ""))
            inner = self._repeated.blocks.get(key)
            if inner is None or depth > _MOST_REPEATED:
                self._tell(f"the shared block {key}", "the export does not have it")
                return ""
            return self._with_repeated(inner, depth + 1)

        return _BLOCK.sub(shared, content)

    def _without_dynamic(self, content: str) -> str:
        """Return blocks without those that a server fills anew for each reader."""
        for it in _BLOCK.finditer(content):
            if not it[3]:
                continue
            name = it[1].removeprefix("core/")
            told = _told(it[2])
            if name in _ALONE:
                continue
            if isinstance(told.get("url"), str) and "embed" in name:
                continue
            self._tell(f"the block `{name}`", "a server fills it anew for each reader")
        return content

    def _tell(self, what: str, why: str) -> None:
        self._post.remarks.append(Left(self._post.place, what, why))

    # Shortcodes -----------------------------------------------------------------------------

    def _gallery(self, it: Shortcode) -> str:
        """Return the pictures of a gallery: those that it names, or those of its post."""
        named = it.values.get("ids") or it.values.get("include") or ""
        keys = [key.strip() for key in named.split(",") if key.strip()]
        if not keys:
            of = it.values.get("id") or self._post.key
            left_out = {key.strip() for key in it.values.get("exclude", "").split(",")}
            keys = [key for key in self._repeated.of_story.get(of, ()) if key not in left_out]
        found = []
        for key in keys:
            file = self._repeated.files.get(key)
            if file is None:
                self._tell(f"the picture {key} of a gallery", "the export does not have it")
                continue
            self._post.pictures.append(file.address)
            if file.caption:
                self._post.added.append((file.caption, "the caption of a picture in a gallery"))
            found.append(_figure(file))
        return "\n\n".join(["", *found, ""])

    def _note(self, it: Shortcode) -> str:
        self._notes += 1
        return f'<x-note key="{it.name}{self._notes}">{it.inside}</x-note>' if it.inside else ""


def _figure(file: File) -> str:
    told = f"<figcaption>{file.caption}</figcaption>" if file.caption else ""
    return (
        f'<figure><img src="{escape(file.address)}" alt="{escape(file.alt)}"'
        f' data-key="{escape(file.key)}">{told}</figure>'
    )


def _caption(it: Shortcode) -> str:
    found = _CAPTIONED.fullmatch(it.inside)
    if not found:
        return it.inside
    caption = (
        unescape(it.values["caption"]) if it.values.get("caption") else found["caption"].strip()
    )
    return f"\n\n<figure>{found['shown']}<figcaption>{caption}</figcaption></figure>\n\n"


def _old_caption(match: re.Match[str]) -> str:
    """Return the words of a caption that stands among the values of its shortcode."""
    from_value = re.search(r"""caption=(?:"([^"]*)"|'([^']*)')""", match[1])
    return f" {from_value[1] or from_value[2] or ''} " if from_value else " "


def _credited(it: Shortcode) -> str:
    name = it.values.get("name") or ""
    return (
        _IMAGE.sub(f'<img data-credit="{escape(name)}"', it.inside, count=1) if name else it.inside
    )


def _player(it: Shortcode) -> str:
    """Return the embed of what a shortcode plays."""
    keys = ("src", "url", "href", "link", "mp4", "m4v", "webm", "mp3", "m4a", "ogg", "id")
    named = [it.inside.strip(), *(it.values.get(key, "") for key in keys), *it.plain]
    told = [unescape(value).strip() for value in named if value]
    address = next((value for value in told if value.startswith(("http://", "https://", "//"))), "")
    if not address and it.name in _PAGES and told:
        number = told[0].rpartition("=")[2]
        address = _PAGES[it.name].format(number) if re.fullmatch(r"[\w-]{3,40}", number) else ""
    if address.startswith("//"):
        address = f"https:{address}"
    return embed(address, it.values.get("title", "")) if address else it.inside


def _told(json_text: str | None) -> dict[str, object]:
    try:
        told = json.loads(json_text or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _notes(field: str) -> dict[str, str]:
    """Return the notes that blocks keep in a field, by id."""
    try:
        notes = json.loads(field or "[]")
    except ValueError:
        return {}
    if not isinstance(notes, list):
        return {}
    return {str(it.get("id")): str(it.get("content") or "") for it in notes if isinstance(it, dict)}
