"""What stands in a line of HTML: words, links, emphasis, pictures, notes."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from sitegen.content.markdown.html.elements import ATTRIBUTES, EVERYWHERE
from sitegen.importing import tree

FILMS = frozenset({"applet", "audio", "embed", "iframe", "object", "video"})
SILENT = frozenset({"script", "style", "template", "link", "meta", "title", "source", "track"})
_PLAIN = frozenset({"font", "big", "nobr", "label", "center", "bdo", "span", "data"})
_RENAMED = {
    "b": "strong",
    "i": "em",
    "strike": "del",
    "s": "del",
    "acronym": "abbr",
    "tt": "code",
}
_PARAGRAPHS = re.compile(r"[ \t\r]*\n[ \t\r\xa0]*\n\s*")
_FILE_KEY = re.compile(r"(?:^|\s)wp-image-(\d+)")
_SMALL = re.compile(r"\s*[01](?:px)?\s*")
_SMILEYS = ("emoji", "smiley")
_MARKED = frozenset(
    {
        *("abbr", "bdi", "cite", "del", "dfn", "em", "ins", "kbd", "mark", "q", "rp", "rt"),
        *("ruby", "samp", "small", "strong", "sub", "sup", "time", "u", "var"),
    }
)
"""Elements of a line that say something of their words."""


END = tree.Anchor("\0")
"""The end of a paragraph; in an element of a line, which then goes on behind it."""


def parted(line: Sequence[tree.Inline]) -> list[list[tree.Inline]]:
    """Return the paragraphs of a line."""
    if END not in line:
        return [list(line)]
    parts: list[list[tree.Inline]] = [[]]
    for it in line:
        if it is END:
            parts.append([])
        else:
            parts[-1].append(it)
    return parts


_BOXES = frozenset({"button", "input", "optgroup", "option", "select", "textarea"})
"""Parts of forms: words in them and beside them stand apart, as readers saw them in boxes."""

_BLANK = tree.Words(" ")


class Reading(Struct, frozen=True):
    """How HTML is read; `notes` have the texts of footnotes by the id that HTML names.

    With `breaks`, line ends mean what they mean to WordPress (`htmltree.py`).
    `is_player` says whether an address that stands alone on its line is shown as what plays there.
    """

    breaks: bool = False
    notes: dict[str, str] = {}
    is_player: Callable[[str], bool] = lambda _: False
    in_note: bool = False
    """Whether this is a note: those that it refers to are read, and refer to none themselves."""


def children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def classes(node: LexborNode) -> str:
    return node.attributes.get("class") or ""


class LineReader:
    """Reads what stands in lines; `read` is who reads the blocks of a note."""

    def __init__(
        self, reading: Reading, read: Callable[[str, Reading], tuple[tree.Block, ...]]
    ) -> None:
        self._reading = reading
        self._read = read
        self._own: dict[str, Callable[[LexborNode], list[tree.Inline]]] = {
            **dict.fromkeys(FILMS, lambda _: [tree.Words(" ")]),
            **dict.fromkeys(("svg", "math"), _plain_words),
            **dict.fromkeys(("code", "tt"), _code_span),
            "br": lambda _: [tree.Break()],
            "img": self._picture,
            "x-note": self._note,
        }

    def in_line(self, node: LexborNode) -> list[tree.Inline]:
        name = node.tag or ""
        if node.is_text_node:
            return self.words(node)
        if node.is_comment_node or name in SILENT:
            return []
        if own := self._own.get(name):
            return own(node)
        if name == "sup" and (key := node.attributes.get("data-fn")) in self._reading.notes:
            return [self._numbered(key or "")]
        inside = [it for child in children(node) for it in self.in_line(child)]
        found: list[tree.Inline] = self.anchor(node)
        for number, part in enumerate(parted(inside)):
            found += [*([END] if number else []), *self.meant(node, tuple(part))]
        return [_BLANK, *found, _BLANK] if name in _BOXES else found

    def _numbered(self, key: str) -> tree.Note:
        notes = self._reading.notes
        others = {} if self._reading.in_note else {it: notes[it] for it in notes if it != key}
        return tree.Note(key, self._read(notes[key], Reading(notes=others, in_note=True)))

    def _note(self, node: LexborNode) -> list[tree.Inline]:
        inner = replace(self._reading, breaks=False)
        return [
            tree.Note(node.attributes.get("key") or "", self._read(node.inner_html or "", inner))
        ]

    def words(self, node: LexborNode) -> list[tree.Inline]:
        text = node.text_content or ""
        if not self._reading.breaks or "\n" not in text:
            return [tree.Words(text)]
        if text[0] == "\n" and node.prev is not None and node.prev.tag == "br":
            text = text[1:]  # the same end of a line, said twice
        found: list[tree.Inline] = []
        for number, part in enumerate(_PARAGRAPHS.split(text)):
            found += [*([END] if number else []), *_broken(part)]
        return found

    def meant(self, node: LexborNode, inside: tuple[tree.Inline, ...]) -> tuple[tree.Inline, ...]:
        """Return what an element means of what it holds."""
        name = _RENAMED.get(node.tag or "", node.tag or "")
        told = node.attributes
        if name == "a":
            href = (told.get("href") or "").strip()
            return (
                (tree.Link(href, inside, " ".join((told.get("title") or "").split())),)
                if href
                else inside
            )
        attributes = self.attributes(node)
        if name in _PLAIN or name not in ATTRIBUTES.keys() | _MARKED:
            return (tree.Span("span", inside, attributes),) if attributes else inside
        return (tree.Span(name, inside, attributes),)

    def _picture(self, node: LexborNode) -> list[tree.Inline]:
        told = {key: value or "" for key, value in node.attributes.items()}
        alt = " ".join(told.get("alt", "").split())
        if any(it in told.get("class", "").lower() for it in _SMILEYS):
            return [tree.Words(alt)] if alt else []
        late = ("data-orig-file", "data-src", "data-lazy-src", "data-original")
        srcs = [told.get(key, "").strip() for key in ("src", *late)]
        usable = [it for it in srcs if it and not it.startswith("data:")]
        if not usable or all(_SMALL.fullmatch(told.get(it, "")) for it in ("width", "height")):
            return [tree.Words(alt)] if alt and not usable else []
        key = _FILE_KEY.search(told.get("class", ""))
        return [
            tree.Picture(
                src=usable[0],
                alt=alt,
                credit=told.get("data-credit", ""),
                license=told.get("data-license", ""),
                key=key[1] if key else told.get("data-key", ""),
            )
        ]

    def attributes(self, node: LexborNode) -> tuple[tuple[str, str], ...]:
        allowed = EVERYWHERE | set(ATTRIBUTES.get(node.tag or "", ()))
        return tuple(
            (key, value or "")
            for key, value in sorted(node.attributes.items())
            if key in allowed and (key != "cite" or _is_web(value or ""))
        )

    def anchor(self, node: LexborNode) -> list[tree.Inline]:
        told = node.attributes
        id_ = told.get("id") or (told.get("name") if node.tag == "a" else "")
        return [tree.Anchor(id_)] if id_ else []


def _broken(text: str) -> Iterator[tree.Inline]:
    """Yield a text whose line ends end lines."""
    for number, part in enumerate(text.split("\n")):
        if number:
            yield tree.Break()
        if part:
            yield tree.Words(part)


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://")) and " " not in address


def _plain_words(node: LexborNode) -> list[tree.Inline]:
    return [tree.Words(node.text() or "")]


def _code_span(node: LexborNode) -> list[tree.Inline]:
    """Return code; a link in it becomes one around it, since code of Markdown holds none."""
    if node.css_first("a[href]") is None:
        return _code(node.text() or "")
    found: list[tree.Inline] = []
    for it in node.traverse(include_text=True):
        link = _link_around(it, node)
        href = (link.attributes.get("href") or "").strip() if link else ""
        text = (it.text_content or "") if it.is_text_node else ""
        last = found[-1] if found else None
        if not text:
            continue
        if href:
            found.append(tree.Link(href, tuple(_code(text))))
        elif isinstance(last, tree.CodeSpan):
            found[-1] = tree.CodeSpan(last.text + text)
        else:
            found += _code(text)
    return found


def _link_around(node: LexborNode, top: LexborNode) -> LexborNode | None:
    """Return the link that a node is in, below another node."""
    above = node.parent
    while above is not None and above.mem_id != top.mem_id:
        if above.tag == "a":
            return above
        above = above.parent
    return None


def _code(text: str) -> list[tree.Inline]:
    return [tree.CodeSpan(text)] if text.strip() else [tree.Words(text)]
