"""Shortcodes: `[name key="value"]…[/name]` in a text becomes the HTML that it stands for.

Those of WordPress itself and of widespread plugins are known; what is to become of others, a
newsroom says in import.toml. Until it does they stay in the text as they are, and are counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from html import escape, unescape

from msgspec import Struct

from sitegen.importing.mapping import Fate

_TAG = re.compile(
    r"\[(?P<escaped>\[?)(?P<ends>/?)(?P<name>[A-Za-z][\w-]*)(?P<told>(?:[\s=][^\[\]]*|))(?P<closed>/?)\]"
)
_VALUE = re.compile(
    r"""([\w-]+)\s*=\s*"([^"]*)"|([\w-]+)\s*=\s*'([^']*)'|([\w-]+)\s*=\s*([^\s'"]+)"""
    r"""|"([^"]*)"|'([^']*)'|(\S+)"""
)
_CURLY = str.maketrans("“”″‘’′", "\"\"\"'''")
_ADDRESS = re.compile(r"https?://[^\s\[\]<>\"']+")
DEEPEST = 10


class Shortcode(Struct, frozen=True):
    """One shortcode: its values by key, those without one, and what stands inside."""

    name: str
    values: Mapping[str, str]
    plain: tuple[str, ...]
    inside: str


Expand = Callable[[Shortcode], str]


class Shortcodes:
    """Expands the shortcodes of texts, and counts those that nobody knows."""

    def __init__(self, known: Mapping[str, Expand], fates: Mapping[str, Fate]) -> None:
        self.unknown: Counter[str] = Counter()
        self._known = known
        self._fates = fates

    def expanded(self, text: str, depth: int = 0) -> str:
        """Return a text with HTML in the place of shortcodes."""
        if "[" not in text or depth > DEEPEST:
            return text
        parts: list[str] = []
        at = 0
        ends = {it["name"] for it in _TAG.finditer(text) if it["ends"]}
        while found := _TAG.search(text, at):
            parts.append(text[at : found.start()])
            at = found.end()
            name = found["name"]
            if found["escaped"] and text[at : at + 1] == "]":
                parts.append(found[0][1:])  # `[[name]]` shows `[name]`
                at += 1
                continue
            if found["escaped"]:
                parts.append("[")
            if found["ends"] or not self._is_one(name, found["told"], ends):
                parts.append(found[0][len(found["escaped"]) :])
                continue
            inside, behind = "", at
            if not found["closed"] and name in ends:
                inside, behind = _inside(text, name, at)
            parts.append(self._html(found, inside, text[found.start() : behind], depth))
            at = behind
        parts.append(text[at:])
        return "".join(parts)

    def _is_one(self, name: str, told: str, ends: set[str]) -> bool:
        """Say whether brackets are a shortcode: `[sic]` and `[he said]` are none."""
        return name in self._known or name in self._fates or name in ends or "=" in told

    def _html(self, found: re.Match[str], inside: str, written: str, depth: int) -> str:
        name = found["name"]
        values, plain = _values(found["told"])
        it = Shortcode(name, values, plain, self.expanded(inside, depth + 1))
        if name in self._known and name not in self._fates:
            return self._known[name](it)
        fate = self._fates.get(name)
        if fate in {None, "text"}:
            self.unknown[name] += 1
        if fate == "embed":
            address = _ADDRESS.search(unescape(written))
            return embed(address[0]) if address else it.inside
        if fate == "inside":
            return it.inside
        if fate == "nothing":
            return ""
        tag = found[0][len(found["escaped"]) :]
        return f"{tag}{it.inside}[/{name}]" if written.endswith(f"[/{name}]") else tag


def _inside(text: str, name: str, at: int) -> tuple[str, int]:
    """Return what stands up to the end that belongs to a beginning, and where that ends."""
    depth = 0
    for found in _TAG.finditer(text, at):
        if found["name"] != name or found["closed"]:
            continue
        if not found["ends"]:
            depth += 1
        elif depth:
            depth -= 1
        else:
            return text[at : found.start()], found.end()
    return "", at


def _values(told: str) -> tuple[dict[str, str], tuple[str, ...]]:
    values: dict[str, str] = {}
    plain: list[str] = []
    for it in _VALUE.finditer(unescape(told).translate(_CURLY)):
        groups = it.groups()
        key = groups[0] or groups[2] or groups[4]
        if key:
            values[key.lower()] = groups[1] or groups[3] or groups[5] or ""
        else:
            plain.append(next(filter(None, groups[6:]), "").removeprefix("="))
    return values, tuple(filter(None, plain))


def embed(address: str, title: str = "") -> str:
    """Return what stands for an embed in HTML that we read ourselves."""
    told = f' title="{escape(title)}"' if title else ""
    return f'\n<x-embed url="{escape(address)}"{told}></x-embed>\n'
