"""Where the words of a Markdown text stand, to the character: its passages, one by one."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.content.markdown.attributes import TYPED, without_attributes
from sitegen.content.markdown.blockkeys import TEXTS
from sitegen.content.markdown.blocks import QUOTATIONS
from sitegen.content.markdown.masking import BlockWatch, Passage, watched_parser
from sitegen.content.markdown.parsers import AS_WRITTEN, rules_for
from sitegen.content.markdown.places import Places

_HTML = re.compile(r"<!--(?:.*?-->|.*)|<[^>]*>?", re.DOTALL)
_ENTITY = re.compile(r"&#?\w+;")
_VALUE = r"[ \t]*:[ \t]+(?P<quote>[\"']?)(?P<words>.*\S)(?P=quote)"
_TOLD = re.compile(rf"(?:alt|caption|title){_VALUE}")
_PLAIN = re.compile(rf"(?:{'|'.join(sorted(TEXTS))}){_VALUE}")


def passages(
    text: str, wanted: Callable[[str], object], read: Mapping[str, Any] | None = None
) -> Iterator[Passage]:
    """Yield the passages of a body of whose source, line by line, something is `wanted`.

    `read` is the environment in which the text was parsed, if it was: its blocks are known then.
    """
    parser = watched_parser(rules_for(text))
    places = Places(text)
    tokens, env = _blocks(text, parser) if read is None else _known_blocks(read)
    voices: list[bool] = []
    cells: dict[int, int] = {}
    before = ""
    for token in tokens:
        kind, lines = token.type, token.map
        if kind in _VOICES:
            # Who says it, below a quotation, is not what is said.
            voices.append(
                kind == "blockquote_open" or (kind == "block_open" and token.info in QUOTATIONS)
            )
        elif kind in _VOICES.values():
            voices.pop()
        elif lines and kind in _WORDS and wanted(content := token.meta.get(TYPED, token.content)):
            if kind == "block_keys":
                yield from _told(content, lines[0] + 1, places)
            elif kind == "html_block":
                yield _of_html(text, *places.span(lines))
            else:
                if before == "heading_open":
                    content, _ = without_attributes(content)
                is_cell = before in {"td_open", "th_open"}
                offsets = _offsets(content, lines[0], places, cells if is_cell else None)
                watch = BlockWatch(content)
                parser.inline.parse(content, parser, {**env, "watch": watch}, [])
                said, sealed = any(voices[-1:]), before == "heading_open"
                yield from watch.passage(offsets, quoted=said, sealed=sealed)
        before = kind


def _blocks(text: str, parser: MarkdownIt) -> tuple[list[Token], dict[str, Any]]:
    """Return the tokens of a text's blocks, and what links and notes in it are known by."""
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    parser.block.parse(text, parser, env, tokens)
    return tokens, env


def _known_blocks(read: Mapping[str, Any]) -> tuple[list[Token], dict[str, Any]]:
    """Return the same of a text that was parsed already, whose notes have their numbers by now."""
    env = {"references": read["references"]} if "references" in read else {}
    if "footnotes" in read:
        refs = dict.fromkeys(read["footnotes"].get("refs", ()), -1)
        env["footnotes"] = {"refs": refs, "list": {}}
    return read[AS_WRITTEN], env


_VOICES = {
    "block_open": "block_close",
    "block_words_open": "block_words_close",
    "blockquote_open": "blockquote_close",
}
_WORDS = frozenset({"block_keys", "html_block", "inline"})


def _of_html(text: str, start: int, end: int) -> Passage:
    """Return what readers read of a block of HTML."""
    watch = BlockWatch(text[start:end])
    for found in _HTML.finditer(watch.source):
        watch.hide_tag(*found.span())
    for found in _ENTITY.finditer(watch.source):
        watch.hide_entity(*found.span())
    return next(watch.passage(range(start, end), quoted=False, sealed=False))


def plain_values(text: str) -> Iterator[Passage]:
    """Yield the texts in the `key: value` lines of a body's blocks, which are no Markdown."""
    if ":::" not in text:
        return
    parser = watched_parser(rules_for(text))
    places = Places(text)
    tokens: list[Token] = []
    parser.block.parse(text, parser, {}, tokens)
    for token in tokens:
        if token.type == "block_keys" and token.map:
            yield from _told(token.content, token.map[0] + 1, places, _PLAIN)


def _told(
    content: str, first: int, places: Places, values: re.Pattern[str] = _TOLD
) -> Iterator[Passage]:
    """Yield the texts among the `key: value` lines of a block."""
    for index, line in enumerate(content.split("\n"), first):
        if told := values.fullmatch(line.strip()):
            start, end = places.span((index, index + 1))
            at = places.text.rfind(line.strip(), start, end)
            if at >= 0:
                yield Passage(at + told.start("words"), told["words"])


def _offsets(
    content: str, first: int, places: Places, cells: dict[int, int] | None
) -> Sequence[int]:
    """Return the offset of each character of a block's content; none if it cannot be found.

    The parser strips what begins a line, and the ends. `cells` says how far lines of tables have
    been read.
    """
    offsets: list[int] = []
    for index, line in enumerate(content.split("\n"), first):
        start, _ = places.span((index, index + 1))
        source = places.source(index)
        words = line.strip(" \t")
        trimmed = source.rstrip(" \t")
        if cells is None and trimmed.endswith(words):
            at = len(trimmed) - len(words)
        else:
            escaped = words.replace("|", "\\|") if cells is not None else words
            at = source.find(escaped, cells.get(index, 0) if cells is not None else 0)
            if at < 0:
                return ()
            if cells is not None:
                cells[index] = at + len(escaped)
        place = start + at
        offsets += [place] * (len(line) - len(line.lstrip(" \t")))
        for char in words:
            # In a cell, a bar that is text has a backslash before it, which the parser takes off.
            if cells is not None and char == "|" and places.text[place] == "\\":
                place += 1
            offsets.append(place)
            place += 1
        behind = len(line) - len(line.rstrip(" \t")) if words else 0
        offsets += range(place, place + behind)
        offsets.append(start + len(source))
    return offsets[:-1]
