"""Texts of Ghost as HTML: what its two editors keep, node by node, section by section."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

import msgspec

from sitegen.importing.ghost.cards import card_html

_FORMATS = ("strong", "em", "s", "u", "code", "sub", "sup", "mark")
"""Bits of Lexical's formats, from the lowest: bold, italic, struck out, underlined, code, …"""

_BLOCKS = {
    "paragraph": "p",
    "quote": "blockquote",
    "extended-quote": "blockquote",
    "aside": "blockquote",
    "listitem": "li",
}
DEEPEST = 60


class Unknown(list[str]):
    """Names of cards and nodes that nobody knows, as they are met."""


def lexical_html(text: str, unknown: Unknown) -> str:
    """Return a text of Lexical as HTML; empty if it is none."""
    root = _decoded(text).get("root")
    return "".join(_nodes(root, unknown, 0)) if isinstance(root, dict) else ""


def _decoded(text: str) -> dict[str, object]:
    try:
        told = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return {}
    return told if isinstance(told, dict) else {}


def _nodes(node: Mapping[str, object], unknown: Unknown, depth: int) -> Iterator[str]:
    children = node.get("children")
    for it in children if isinstance(children, list) and depth < DEEPEST else ():
        if isinstance(it, dict):
            yield _node(it, unknown, depth)


def _node(node: Mapping[str, object], unknown: Unknown, depth: int) -> str:  # noqa: PLR0911
    kind = str(node.get("type", ""))
    if kind in {"text", "extended-text", "code-highlight", "tab"}:
        return _text(node)
    if kind == "linebreak":
        return "<br>"
    if kind in {"link", "autolink"}:
        inside = "".join(_nodes(node, unknown, depth + 1))
        return f'<a href="{escape(str(node.get("url", "")))}">{inside}</a>'
    if kind in {"heading", "extended-heading"}:
        tag = str(node.get("tag", "h2"))
        tag = tag if tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else "h2"
        return f"<{tag}>{''.join(_nodes(node, unknown, depth + 1))}</{tag}>\n"
    if kind == "list":
        tag = "ol" if node.get("listType") == "number" else "ul"
        return f"<{tag}>{''.join(_nodes(node, unknown, depth + 1))}</{tag}>\n"
    if tag := _BLOCKS.get(kind, ""):
        return f"<{tag}>{''.join(_nodes(node, unknown, depth + 1))}</{tag}>\n"
    card = card_html(kind, node)
    if card is not None:
        return card
    unknown.append(kind)
    return "".join(_nodes(node, unknown, depth + 1))


def _text(node: Mapping[str, object]) -> str:
    html = escape(str(node.get("text", "")), quote=False)
    bits = node.get("format")
    for number, tag in enumerate(_FORMATS):
        if isinstance(bits, int) and bits & 1 << number:
            html = f"<{tag}>{html}</{tag}>"
    return html


# Mobiledoc -----------------------------------------------------------------------------------


def mobiledoc_html(text: str, unknown: Unknown) -> str:
    """Return a text of Mobiledoc as HTML; empty if it is none."""
    told = _decoded(text)
    reader = _Mobiledoc(told, unknown)
    return "".join(reader.section(it) for it in _list(told.get("sections")))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _at(items: Sequence[object], number: object) -> list[object]:
    if isinstance(number, int) and 0 <= number < len(items):
        return _list(items[number])
    return []


class _Mobiledoc:
    """Reads sections: 1 is markup, 2 a picture, 3 a list, 10 a card."""

    def __init__(self, told: Mapping[str, object], unknown: Unknown) -> None:
        self._markups = _list(told.get("markups"))
        self._atoms = _list(told.get("atoms"))
        self._cards = _list(told.get("cards"))
        self._unknown = unknown

    def section(self, section: object) -> str:
        parts = _list(section)
        kind = parts[0] if parts else None
        if kind == 1 and len(parts) > 2:  # noqa: PLR2004 - tag and markers
            tag = str(parts[1])
            tag = {"aside": "blockquote", "pull-quote": "blockquote"}.get(tag, tag)
            return f"<{tag}>{self._markers(parts[2])}</{tag}>\n" if tag.isalnum() else ""
        if kind == 2 and len(parts) > 1:  # noqa: PLR2004
            return f'<figure><img src="{escape(str(parts[1]))}" alt=""></figure>\n'
        if kind == 3 and len(parts) > 2:  # noqa: PLR2004
            tag = "ol" if parts[1] == "ol" else "ul"
            items = "".join(f"<li>{self._markers(it)}</li>" for it in _list(parts[2]))
            return f"<{tag}>{items}</{tag}>\n"
        if kind == 10 and len(parts) > 1:  # noqa: PLR2004
            return self._card(_at(self._cards, parts[1]))
        return ""

    def _card(self, card: list[object]) -> str:
        name = str(card[0]) if card else ""
        payload = card[1] if len(card) > 1 and isinstance(card[1], dict) else {}
        html = card_html(name, payload)
        if html is None:
            self._unknown.append(name)
            return ""
        return html

    def _opening(self, number: object) -> tuple[str, str]:
        """Return the name of a markup, and its tag."""
        markup = _at(self._markups, number)
        tag = str(markup[0]) if markup else "span"
        tag = tag if tag.isalnum() else "span"
        attributes = _list(markup[1]) if len(markup) > 1 else []
        if tag != "a" or "href" not in attributes[:-1]:
            return tag, f"<{tag}>"
        href = attributes[attributes.index("href") + 1]
        return tag, f'<a href="{escape(str(href))}">'

    def _markers(self, markers: object) -> str:
        opened: list[str] = []
        parts: list[str] = []
        for it in _list(markers):
            marker = _list(it)
            if len(marker) < 4:  # noqa: PLR2004 - kind, openings, closings, value
                continue
            kind, openings, closings, value = marker[:4]
            for number in _list(openings):
                tag, start = self._opening(number)
                opened.append(tag)
                parts.append(start)
            if kind == 0:
                parts.append(escape(str(value), quote=False))
            else:
                atom = _at(self._atoms, value)
                is_break = bool(atom) and atom[0] == "soft-return"
                parts.append("<br>" if is_break else escape(str(atom[1]) if len(atom) > 1 else ""))
            closing = closings if isinstance(closings, int) else 0
            closed = [opened.pop() for _ in range(min(closing, len(opened)))]
            parts += [f"</{it}>" for it in closed]
        parts += [f"</{it}>" for it in reversed(opened)]
        return "".join(parts)
