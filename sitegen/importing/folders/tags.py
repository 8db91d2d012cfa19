"""Shortcodes of Hugo and tags of Liquid: what they stand for, in Markdown and HTML.

Those that come with the generators are known; of others a newsroom says in import.toml what they
become. A tag that nobody knows stays as it is written, and is counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Literal

from sitegen.importing.folders.meanings import (
    PAGES,
    SOURCES,
    Tag,
    fence,
    figure_of,
    old_picture,
    page_of,
    quoted,
    values_of,
)
from sitegen.importing.folders.named import with_values
from sitegen.importing.folders.zolashortcodes import COMMA, SHORTCODE, end_of
from sitegen.importing.mapping import Fate
from sitegen.importing.wordpress.shortcodes import embed

_HUGO = re.compile(
    r"\{\{(?P<open>[<%])(?P<quoted>/\*)?\s*(?P<ends>/?)\s*(?P<name>[\w./-]+)(?P<told>(?:\s(?:[^\"`>%]|\"(?:[^\"\\]|\\.)*\"|`[^`]*`)*?)?)\s*(?P<closed>/?)(?:\*/)?[>%]\}\}",
    re.DOTALL,
)
_LIQUID = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<told>.*?)-?%\}", re.DOTALL)
_OUTPUT = re.compile(r"\{\{-?\s*(?P<told>[^{}<%]*?)\s*-?\}\}")
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_HIGHLIGHT = re.compile(
    r"^([ \t]*)\{%-?\s*(?:highlight|codeblock)\s*([\w+#-]*)[^%]*%\}\n?(.*?)\n?[ \t]*"
    r"\{%-?\s*end(?:highlight|codeblock)\s*-?%\}",
    re.DOTALL | re.MULTILINE,
)
_HUGO_CODE = re.compile(
    r"\{\{[<%]\s*highlight\s+\"?([\w+#-]*)\"?[^>%]*[>%]\}\}\n?(.*?)\n?\{\{[<%]\s*/\s*highlight\s*[>%]\}\}",
    re.DOTALL,
)
Dialect = Literal["hugo", "liquid", "zola"]
"""Whose tags a text may have: those of others are words, and often code that shows them."""

_ADDRESS = re.compile(r"https?://[^\s\"'<>{}%]+")
_INCLUDES = frozenset({"include", "include_relative", "render"})
_QUOTES = ("blockquote", "pullquote", "quote")
_SAYING = ("author", "by", "name", "source")

_MOST_ROUNDS = 4
_DEEPEST = 8
"""How deep files include each other; one that includes itself does so without an end."""


class Tags:
    """Expands the tags of texts.

    `addressed` returns the address of the story that `ref`, `post_url` or `link` name, or nothing;
    `included` the text of a file of `_includes`, or None. Tags of other `dialects` stay words.
    """

    def __init__(
        self,
        fates: Mapping[str, Fate],
        addressed: Callable[[str], str],
        included: Callable[[str], str | None],
        dialects: Collection[Dialect] = ("hugo", "liquid"),
    ) -> None:
        self.unknown: Counter[str] = Counter()
        self._fates = fates
        self._addressed = addressed
        self._included = included
        self._dialects = dialects
        self._depth = 0

    def expanded(self, text: str, known: Mapping[str, str] | None = None) -> str:
        """Return a text with what its tags stand for; `known` are values that it may print."""
        if "{" not in text:
            return text
        if "zola" in self._dialects:
            text = self._zola(text)
        if "hugo" in self._dialects:
            text = self._hugo(_HUGO_CODE.sub(lambda it: fence(it[1], it[2]), text))
        if "liquid" in self._dialects:
            text = self._with_raw(text, known or {})
        return text

    def _with_raw(self, text: str, known: Mapping[str, str]) -> str:
        """Return a text with what tags of Liquid stand for; what is `raw` shows its own."""
        held: list[str] = []
        text = _RAW.sub(lambda it: self._hold(it[1], held), _COMMENT.sub("", text))
        text = _HIGHLIGHT.sub(lambda it: fence(it[2], it[3]), text)
        text = self._liquid(with_values(text, known))
        for number, it in enumerate(held):
            text = text.replace(f"\ue000{number}\ue001", it)
        return text

    @staticmethod
    def _hold(text: str, held: list[str]) -> str:
        held.append(text)
        return f"\ue000{len(held) - 1}\ue001"

    # Hugo -----------------------------------------------------------------------------------

    def _hugo(self, text: str) -> str:
        if "{{<" not in text and "{{%" not in text:
            return text
        parts: list[str] = []
        at = 0
        while found := _HUGO.search(text, at):
            parts.append(text[at : found.start()])
            at = found.end()
            if found["quoted"]:  # a shortcode that is shown as one
                parts.append(found[0].replace("/*", "").replace("*/", ""))
                continue
            if found["ends"]:
                parts.append(found[0])
                continue
            inside = ""
            end = _ending(text, found["name"], at)
            if end and not found["closed"]:
                inside = text[at : end.start()]
                at = end.end()
            values, plain = values_of(found["told"])
            tag = Tag(found["name"], values, plain, self._hugo(inside))
            parts.append(self._of_hugo(tag, found[0], end[0] if end and inside else ""))
        parts.append(text[at:])
        return "".join(parts)

    # Zola -----------------------------------------------------------------------------------

    def _zola(self, text: str) -> str:
        """Return a text with what `{{ name(key="value") }}` and `{% name() %}…{% end %}` are."""
        parts, at = [], 0
        while found := SHORTCODE.search(text, at):
            parts.append(text[at : found.start()])
            at = found.end()
            end = end_of(text, at) if found["opens"] == "%" else None
            if found["quoted"]:  # a shortcode that is shown as one
                at = end.end() if end else at
                parts.append(text[found.start() : at].replace("/*", "").replace("*/", ""))
                continue
            inside = text[at : end.start()] if end else ""
            at = end.end() if end else at
            values, plain = values_of(COMMA.sub(" ", found["told"]))
            tag = Tag(found["name"], values, plain, self._zola(inside))
            parts.append(self._of_hugo(tag, found[0], end[0] if end else ""))
        parts.append(text[at:])
        return "".join(parts)

    def _of_hugo(self, tag: Tag, written: str, ending: str) -> str:
        name = tag.name.lower()
        meant = None if name in self._fates else self._meant(name, tag)
        return self._by_fate(name, tag, written, ending) if meant is None else meant

    def _meant(self, name: str, tag: Tag) -> str | None:
        """Return what a shortcode that comes with generators stands for; None for another one."""
        if name in {"figure", "img", "image"} and (tag.values or tag.plain):
            return figure_of(tag)
        if name in {"ref", "relref"}:
            return self._addressed(tag.plain[0] if tag.plain else tag.values.get("path", ""))
        if name in PAGES and (page := page_of(name, tag)):
            return page
        if name in _QUOTES and tag.inside:
            who = next((tag.values[it] for it in _SAYING if tag.values.get(it)), "")
            return quoted(who, tag.inside)
        return tag.inside if name in {"rawhtml", "raw", "html", "unsafe"} else None

    def _by_fate(self, name: str, tag: Tag, written: str, ending: str) -> str:
        fate = self._fates.get(name, "text")
        if fate == "inside":
            return tag.inside
        if fate == "nothing":
            return ""
        if fate == "embed":
            address = _ADDRESS.search(written) or _ADDRESS.search(tag.inside)
            return embed(address[0]) if address else tag.inside
        # What is left of Liquid is counted in the end.
        if "zola" in self._dialects or written[1] == "{":
            self.unknown[name] += 1
        return f"{written}{tag.inside}{ending}"

    # Liquid ---------------------------------------------------------------------------------

    def _liquid(self, text: str) -> str:
        for _ in range(_MOST_ROUNDS):
            if "{%" not in text:
                break
            changed = self._blocks(text)
            changed = _LIQUID.sub(self._of_liquid, changed)
            if changed == text:
                break
            text = changed
        for it in _LIQUID.finditer(text):
            self.unknown[_called(it)] += 1
        return _OUTPUT.sub(self._output, text) if "{{" in text else text

    def _blocks(self, text: str) -> str:
        for name in _QUOTES:
            pattern = rf"\{{%-?\s*{name}\s*(.*?)-?%\}}(.*?)\{{%-?\s*end{name}\s*-?%\}}"
            text = re.sub(pattern, lambda it: quoted(it[1].strip(), it[2]), text, flags=re.DOTALL)
        return text

    def _of_liquid(self, match: re.Match[str]) -> str:
        name, told = match["name"].lower(), match["told"].strip()
        values, plain = values_of(told)
        tag = Tag(name, values, plain)
        if name in {"post_url", "link"}:
            return self._addressed(told.strip("\"' "))
        if name in {"img", "image", "figure"}:
            return old_picture(told) if name == "img" else figure_of(tag)
        if name in PAGES and (page := page_of(name, tag)):
            return page
        if name in _INCLUDES:
            return self._include(tag, match[0])
        if name in self._fates or f"end{name}" in self._fates:
            return self._by_fate(name, tag, match[0], "")
        return match[0]

    def _include(self, tag: Tag, written: str) -> str:
        file = tag.plain[0] if tag.plain else ""
        name = f"include {file}"
        if name in self._fates:
            return self._by_fate(name, tag, written, "")
        if (text := self._from_file(file, tag)) is not None:
            return text
        stem = file.rpartition("/")[2].partition(".")[0].lower()
        known = {key: value for key, value in tag.values.items() if value}
        if stem in PAGES and (page := page_of(stem, Tag(stem, known, tag.plain[1:]))):
            return page
        if stem in {"figure", "image", "img", "picture"} and not known.keys().isdisjoint(SOURCES):
            return figure_of(Tag(stem, known, ()))
        return written

    def _from_file(self, file: str, tag: Tag) -> str | None:
        """Return what a file includes, with the values of the tag; None if it takes code to know.

        Its own tags are not counted if it is not shown: what stays then is the tag that names it.
        """
        text = self._included(file)
        if text is None or "{" not in text:
            return text
        if self._depth >= _DEEPEST:
            return None
        given = {f"include.{key}": value for key, value in tag.values.items()}
        text = with_values(_COMMENT.sub("", text), given)
        self._depth += 1
        text = _LIQUID.sub(self._of_liquid, text)
        self._depth -= 1
        text = _OUTPUT.sub(self._output, text)
        return None if "{%" in text or "{{" in text else text

    @staticmethod
    def _output(match: re.Match[str]) -> str:
        """Return what `{{ … }}` prints, where that is the address of something on the site."""
        told = match["told"]
        if re.fullmatch(
            r"site\.(?:base_?url|url|github\.url)|page\.(?:url|permalink)", told, re.IGNORECASE
        ):
            return ""
        found = re.fullmatch(
            r"""(?:site\.baseurl\s*\|\s*append:\s*)?["']([^"']*)["']\s*"""
            r"""(?:\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+|url|uri_escape)\s*)*""",
            told,
        )
        return found[1] if found else match[0]


def _called(tag: re.Match[str]) -> str:
    """Return what a tag that stays is called: an include by its file, as import.toml names it."""
    told = values_of(tag["told"])[1]
    return f"include {told[0]}" if tag["name"].lower() in _INCLUDES and told else tag["name"]


def _ending(text: str, name: str, at: int) -> re.Match[str] | None:
    """Return the end that belongs to a beginning of this name."""
    depth = 0
    for it in _HUGO.finditer(text, at):
        if it["name"] != name or it["quoted"] or it["closed"]:
            continue
        if not it["ends"]:
            depth += 1
        elif depth:
            depth -= 1
        else:
            return it
    return None
