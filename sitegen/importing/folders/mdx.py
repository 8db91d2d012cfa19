"""MDX, which is Markdown with modules and components: as Markdown with HTML.

What is imported goes, but pictures that are shown by their names; components are read as elements,
of which the words within remain. One without any is filled by a script, and is named.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.importing.folders.scripts import value_at

_CODE = re.compile(
    r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\1[`~]*[ \t]*$|(?<!`)(`{1,2})(?!`)[^`\n]+\2(?!`)",
    re.DOTALL | re.MULTILINE,
)
_MODULE = re.compile(
    r"^(?:import\s[^\n;]*?(?:\{[^}]*\}[^\n;]*?)?[\"'][^\"'\n]+[\"'];?"
    r"|export\s+(?:const|let|function|default)\s.*?(?:;|(?=\n[ \t]*\n)|\Z))[ \t]*$\n?",
    re.MULTILINE | re.DOTALL,
)
_IMPORTED = re.compile(r"^import\s+(\w+)\s+from\s+[\"']([^\"'\n]+)[\"']", re.MULTILINE)
_SHOWN = re.compile(r"\b(src|poster)=\{\s*(\w+)(?:\.src)?\s*\}")
_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
_ALONE = re.compile(r"<([A-Z][\w.]*)((?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{[^{}]*\})*)/>")
_HTML = re.compile(r"\bset:html=\{")
"""How Astro is given HTML as it is."""

_PICTURES = frozenset({"Image", "Picture", "Img"})
_TOPS = {"@/": "/src/", "~/": "/src/", "@assets/": "/src/assets/"}
"""What projects call their own folders."""


class Plain(NamedTuple):
    """A text of Markdown, and the components that would have filled places in it."""

    text: str
    components: tuple[str, ...]


def without_modules(text: str) -> Plain:
    """Return a text of MDX as Markdown; code that is shown stays as it is."""
    pictures = {name: _path(it) for name, it in _IMPORTED.findall(text)}
    components: list[str] = []
    parts = (it if is_code else _turned(it, pictures, components) for it, is_code in _parts(text))
    return Plain("".join(parts), tuple(components))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces: those between code, and this."""
    at = 0
    for it in _CODE.finditer(text):
        yield text[at : it.start()], False
        yield it[0], True
        at = it.end()
    yield text[at:], False


def _turned(text: str, pictures: dict[str, str], components: list[str]) -> str:
    def shown(it: re.Match[str]) -> str:
        return f'{it[1]}="{pictures[it[2]]}"' if it[2] in pictures else it[0]

    def alone(it: re.Match[str]) -> str:
        if (html := _HTML.search(it[2])) and isinstance(told := value_at(it[2], html.end()), str):
            return told
        if it[1] in _PICTURES:
            return f"<img{it[2]}>"
        components.append(it[1])
        return ""

    text = _COMMENT.sub("", _MODULE.sub("", text))
    return _ALONE.sub(alone, _SHOWN.sub(shown, text))


def _path(imported: str) -> str:
    """Return the path of what is imported, from the text or from the top of the project."""
    for top, path in _TOPS.items():
        if imported.startswith(top):
            return f"{path}{imported[len(top) :]}"
    return imported
