"""The words of all blocks of a text, read in one go.

Where a rule may match is looked for once for all blocks together: most of them are short, and hold
no mark. Of those that do, most hold links and emphasis whose words are plain, and stand beside each
other and not in each other: what they become is known at once. All else is left to the parser's own
rules. What comes out is what the library makes of it, token for token (`tests/test_quick.py`).
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from markdown_it.rules_core import StateCore
from markdown_it.utils import EnvType

from sitegen.content.markdown.quick.phrases import QuickInline, kind_of
from sitegen.content.markdown.quick.tokens import QuickToken

if TYPE_CHECKING:
    from markdown_it.token import Token

_APART = "\0"
"""Stands between two blocks: nothing begins with it, and no text holds it."""

_WORDS = r"[^*_`\[\]<&\\~\n]+"
_SIMPLE = re.compile(
    rf"\[({_WORDS})\]\(([^\x00-\x20\x7f\\()&<]+)\)|(\*\*?|__?)({_WORDS})\3(?![*_])"
    r"|\[\^([\w-]+)\](?!\()"
)
"""A link, or emphasis, with nothing but words in it, or a reference to a footnote."""


def read_words(state: StateCore) -> None:
    """Read the words of all blocks: the parser's rule that asks for them block by block."""
    inline, env = state.md.inline, state.env
    assert isinstance(inline, QuickInline)  # noqa: S101 - for the type checker
    blocks = [it for it in state.tokens if it.type == "inline"]
    source = _APART.join([it.content for it in blocks])
    if source.count(_APART) >= len(blocks) > 0:
        for block in blocks:  # as the library does
            inline.parse(block.content, state.md, env, _children(block))
        return
    stops, hints = inline.stops(source), inline.hints(source)
    start = number = hinted = 0
    for block in blocks:
        content, first, first_hint = block.content, number, hinted
        end = start + len(content)
        while number < len(stops) and stops[number] < end:
            number += 1
        while hinted < len(hints) and hints[hinted] < end:
            hinted += 1
        if first == number and first_hint == hinted:
            if content:
                _children(block).append(QuickToken("text", "", 0, content=content))
        else:
            marks = [it - start for it in stops[first:number]]
            told = [it - start for it in hints[first_hint:hinted]]
            simple = _simple(content, marks, told, inline, env)
            if simple is None:
                found = inline.with_addresses(marks, content) if told else marks
                inline.read(content, state.md, env, _children(block), found)
            else:
                _children(block).extend(simple)
        start = end + len(_APART)


def _children(block: "Token") -> "list[Token]":
    if block.children is None:
        block.children = []
    return block.children


def _simple(
    content: str, stops: Sequence[int], hints: Sequence[int], inline: QuickInline, env: EnvType
) -> list[QuickToken] | None:
    """Return the tokens of a block whose marks are those of simple links, emphasis and references.

    It is None if one is not. `hints` are where something stands that addresses have.
    """
    found: list[re.Match[str]] = []
    at = 0
    for stop in stops:
        if stop >= at:
            simple = _SIMPLE.match(content, stop)
            if simple is None or not _is_sure(simple, inline, env):
                return None
            found.append(simple)
            at = simple.end()
    if hints and not _lie_in(hints, [it.span() for it in found if it[1]]):
        return None
    tokens: list[QuickToken] = []
    at = 0
    parts = False  # beside strong words the library leaves a text, be it empty
    for it in found:
        words, href, run, said, label = it.groups()
        is_strong = run is not None and len(run) > 1
        before = content[at : it.start()]
        if before or parts or is_strong:
            tokens.append(QuickToken("text", "", 0, content=before))
        if label:
            tokens.append(_reference(label, env["footnotes"]))
        elif words:
            tokens += _around(words, "link", "a", {"href": href})
        else:
            kind = "strong" if is_strong else "em"
            tokens += _around(said, kind, kind, {}, run)
        at, parts = it.end(), is_strong
    if at < len(content) or parts:
        tokens.append(QuickToken("text", "", 0, content=content[at:]))
    return tokens


def _around(
    words: str, kind: str, tag: str, attrs: dict[str, str | int | float], markup: str = ""
) -> tuple[QuickToken, ...]:
    return (
        QuickToken(f"{kind}_open", tag, 1, attrs, markup=markup),
        QuickToken("text", "", 0, level=1, content=words),
        QuickToken(f"{kind}_close", tag, -1, markup=markup),
    )


def _reference(label: str, notes: dict[str, Any]) -> QuickToken:
    """Return a reference to a footnote, which is counted."""
    number = notes["refs"][f":{label}"]
    if number < 0:
        number = notes["refs"][f":{label}"] = len(notes["list"])
        notes["list"][number] = {"label": label, "count": 0}
    note = notes["list"][number]
    note["count"] += 1
    meta = {"id": number, "subId": note["count"] - 1, "label": label}
    return QuickToken("footnote_ref", "", 0, meta=meta)


def _is_sure(found: re.Match[str], inline: QuickInline, env: EnvType) -> bool:
    """Say whether simple markup can be nothing else."""
    words, _, run, _, label = found.groups()
    if words:
        return inline.has_links
    if run:
        return inline.has_emphasis and _stands_apart(found)
    notes = env.get("footnotes", {}).get("refs", {})
    return f":{label}" in notes and "references" not in env


def _lie_in(places: Sequence[int], spans: Iterable[tuple[int, int]]) -> bool:
    """Say whether all places lie in some spans; both are in order."""
    number, count = 0, len(places)
    for start, end in spans:
        if number < count and places[number] < start:
            return False
        while number < count and places[number] < end:
            number += 1
    return number == count


def _stands_apart(found: re.Match[str]) -> bool:
    """Say whether emphasis can be nothing else: words in it, and none that touch it."""
    content, said, (start, end) = found.string, found[4], found.span()
    before = kind_of(content[start - 1]) if start else "blank"
    after = kind_of(content[end]) if end < len(content) else "blank"
    inside = kind_of(said[0]) == kind_of(said[-1]) == "other"
    return inside and before != "other" and after != "other"
