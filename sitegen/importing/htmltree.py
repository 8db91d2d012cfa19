"""HTML of any age, read as browsers read it, becomes our own tree.

Lexbor builds the tree by the algorithm of the WHATWG, so that what was never closed in 2009 ends
where readers saw it end. Here its elements are given their meaning. With `breaks`, line ends mean
what they mean to WordPress in classic posts: two of them end a paragraph, one of them a line.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.importing import tree
from sitegen.importing.htmlfigures import figure, film_of, is_figure
from sitegen.importing.htmllines import (
    FILMS,
    SILENT,
    LineReader,
    Reading,
    children,
    classes,
    parted,
)
from sitegen.importing.lines import Wrap, lifted, tidied
from sitegen.importing.tables import table_of

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STANDS_IN = "a[href], iframe, video, audio, embed, object"
"""What is left of a widget, where the script that made it is gone."""

_IN_LINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "button", "cite", "code"),
        *("data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr"),
        *("picture", "q", "ruby", "rb", "rp", "rt", "rtc", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "x-note", "input"),
        *("select", "option", "textarea", "svg", "math", "meter", "progress", "output", "slot"),
    }
)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_KEPT = frozenset({"details", "summary", "dl", "dt", "dd"})
_LANGUAGE = re.compile(r"(?:^|\s)(?:lang(?:uage)?-|brush:\s*)([\w+#-]+)")
DEEPEST = 100
"""How deep elements may stand in each other; what lies deeper is read as words."""


def read_html(html: str, reading: Reading | None = None) -> tuple[tree.Block, ...]:
    """Return the blocks of a piece of HTML."""
    body = LexborHTMLParser(html).body
    if body is None:
        return ()
    return tuple(_Reader(reading or Reading()).flow(body, ()))


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lines = LineReader(reading, read_html)
        self._depth = 0
        self._anchors: list[tree.Inline] = []
        self._own: dict[str, Callable[[LexborNode], list[tree.Block]]] = {
            **dict.fromkeys(FILMS, film_of),
            **dict.fromkeys(_LISTS, self._list),
            **dict.fromkeys(_KEPT, self._element),
            **dict.fromkeys(("pre", "xmp", "listing"), self._code),
            "x-embed": self._player,
            "blockquote": self._quote,
            "hr": lambda _: [tree.Rule()],
            "table": self._table,
        }

    # Blocks ---------------------------------------------------------------------------------

    def flow(self, node: LexborNode, wraps: Sequence[Wrap]) -> list[tree.Block]:
        """Return the blocks that an element holds; words outside of any are paragraphs."""
        found: list[tree.Block] = []
        line: list[tree.Inline] = []

        def finish() -> None:
            for part in parted(line):
                found.extend(self._paragraphs(part, wraps))
            line.clear()

        self._depth += 1
        for child in children(node):
            name = child.tag or ""
            if child.is_text_node:
                line += self._lines.words(child)
            elif child.is_comment_node or name in SILENT:
                continue
            elif name in _IN_LINE or self._depth > DEEPEST:
                wrap = self._holds_blocks(child)
                if wrap is None:
                    line += self._lines.in_line(child)
                else:
                    finish()
                    found += self.flow(child, (*wraps, wrap))
            else:
                finish()
                found += self._block(child, name, wraps)
        finish()
        self._depth -= 1
        return found

    def _holds_blocks(self, node: LexborNode) -> Wrap | None:
        """Return how words in an element of a line are wrapped if there are blocks in it.

        Browsers let a link or an emphasis go on in each of them.
        """
        name = node.tag or ""
        if name in {"svg", "math", "button", "x-note", "code"} or not node.child:
            return None
        for it in node.traverse(include_text=False):
            inner = it.tag or ""
            is_block = inner[:1].isalpha() and inner not in _IN_LINE and inner not in SILENT
            if is_block and it.mem_id != node.mem_id:
                return self._wrap(node)
        return None

    def _wrap(self, node: LexborNode) -> Wrap:
        return lambda inside: self._lines.meant(node, inside)

    def _paragraphs(self, line: list[tree.Inline], wraps: Sequence[Wrap]) -> Iterator[tree.Block]:
        """Yield a line as a paragraph, its pictures before or behind it, or as what plays."""
        inside = tidied([*self._anchors, *line])
        if not inside or inside == tuple(self._anchors):
            return  # these wait for words
        self._anchors = []
        for wrap in reversed(wraps):
            inside = tidied(wrap(inside))
        if len(inside) == 1 and isinstance(inside[0], tree.Words):
            address = inside[0].text
            if self._reading.is_player(address):
                yield tree.Embed(address)
                return
        yield from lifted(inside)

    def _block(self, node: LexborNode, name: str, wraps: Sequence[Wrap]) -> list[tree.Block]:
        if name in HEADINGS:
            return self._heading(node, HEADINGS[name])
        if is_figure(node):
            return figure(node, self.flow, wraps)
        if own := self._own.get(name):
            return own(node)
        self._remember_anchor(node)
        if name == "noscript" and (node.css_first("img") or not node.css_first(_STANDS_IN)):
            return []  # what loads late stands before it, and no words of it were ever seen
        return self.flow(node, wraps)

    def _player(self, node: LexborNode) -> list[tree.Block]:
        told = node.attributes
        return [tree.Embed(told.get("url") or "", told.get("title") or "")]

    def _quote(self, node: LexborNode) -> list[tree.Block]:
        self._remember_anchor(node)
        blocks = tuple(self.flow(node, ()))
        return [tree.Quote(blocks)] if blocks else []

    def _element(self, node: LexborNode) -> list[tree.Block]:
        self._remember_anchor(node)
        blocks = tuple(self.flow(node, ()))
        return (
            [tree.Element(node.tag or "div", blocks, self._lines.attributes(node))]
            if blocks
            else []
        )

    def _heading(self, node: LexborNode, level: int) -> list[tree.Block]:
        blocks = self.flow(node, ())
        found: list[tree.Block] = []
        words: list[tree.Inline] = []
        for it in blocks:
            if isinstance(it, tree.Paragraph):
                words += [*([tree.Words(" ")] if words else []), *it.inside]
            else:
                found.append(it)
        line: list[tree.Inline] = [
            tree.Words(" ") if isinstance(it, tree.Break) else it for it in tidied(words)
        ]
        anchors = [it.id for it in line if isinstance(it, tree.Anchor)]
        id_ = node.attributes.get("id") or (anchors[0] if anchors else "")
        inside = tidied([it for it in line if not isinstance(it, tree.Anchor) or it.id != id_])
        if tree.words_of(inside):
            return [tree.Heading(level, inside, id_), *found]
        return [*([tree.Paragraph(inside)] if inside else []), *found]

    def _list(self, node: LexborNode) -> list[tree.Block]:
        items: list[tree.Item] = []
        for child in children(node):
            name = child.tag or ""
            if name == "li":
                self._remember_anchor(child)
                items.append(tree.Item(tuple(self.flow(child, ()))))
            elif name in _LISTS:  # a list in a list, as old editors wrote it
                inner = self._list(child)
                if items:
                    items[-1] = tree.Item((*items[-1].blocks, *inner))
                else:
                    items.append(tree.Item(tuple(inner)))
            elif child.is_text_node and not (child.text_content or "").strip():
                continue
            elif not child.is_comment_node and name not in SILENT:
                line: list[tree.Block] = self._alone(child)
                if line:
                    items.append(tree.Item(tuple(line)))
        items = [it for it in items if it.blocks]
        if not items:
            return []
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 9 else 1  # noqa: PLR2004 - digits
        return [tree.List(tuple(items), node.tag == "ol", number)]

    def _alone(self, node: LexborNode) -> list[tree.Block]:
        """Return the blocks of something that stands where only its parent's parts should."""
        if node.is_text_node:
            return list(self._paragraphs([tree.Words(node.text_content or "")], ()))
        name = node.tag or ""
        if name in _IN_LINE and self._holds_blocks(node) is None:
            return list(self._paragraphs(self._lines.in_line(node), ()))
        return self._block(node, name, ()) if name not in _IN_LINE else self.flow(node, ())

    def _code(self, node: LexborNode) -> list[tree.Block]:
        text = _with_line_ends(node).strip("\n")
        if "wp-block-verse" in classes(node):
            line = [it for part in text.split("\n") for it in (tree.Words(part), tree.Break())][:-1]
            return list(self._paragraphs(list(line), ()))
        named = _LANGUAGE.search(classes(node))
        inner = node.css_first("code")
        if inner is not None and not named:
            named = _LANGUAGE.search(classes(inner))
        return [tree.Code(text, named[1] if named else "")] if text.strip() else []

    def _table(self, node: LexborNode) -> list[tree.Block]:
        table, around = table_of(node, self.flow, children)
        caption = tidied(
            [it for block in around if isinstance(block, tree.Paragraph) for it in block.inside]
        )
        return [replace(table, caption=caption)] if table.rows else list(around)

    def _remember_anchor(self, node: LexborNode) -> None:
        self._anchors += self._lines.anchor(node)


def _with_line_ends(node: LexborNode) -> str:
    """Return the text of an element in which `<br>` ends a line."""
    for it in node.css("br"):
        it.replace_with("\n")
    return (node.text() or "").replace("\r\n", "\n")
