"""Updates of a live page: their moments, headlines and anchors, and their order on the page.

`::: update 2026-03-01 09:10 Headline {#id key pinned}` begins one. Its anchor is the id, or else
what the newsroom's clock showed, so it stays what it is wherever the update stands in the file.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markdown_it.token import Token
from msgspec import Struct

from sitegen.content.markdown.anchors import may_be_given
from sitegen.content.markdown.bodywriter import BodyWriter
from sitegen.content.markdown.places import Place
from sitegen.happenings import Update
from sitegen.model import UPDATE, Slot
from sitegen.spelling import did_you_mean
from sitegen.strict.moments import MomentError, parse_moment
from sitegen.timestamps import compact, rfc3339

MARKS = ("key", "pinned")
"""What an update may be: a key moment, or what stays on top."""

_OPENING = re.compile(
    r"(?P<moment>[0-9]\S*(?:[ \t]+[0-9]{1,2}[:.][0-9]{2}\S*)?)?[ \t]*"
    r"(?P<headline>.*?)[ \t]*(?:\{(?P<marks>[^{}]*)\})?",
    re.DOTALL,
)
_UNREAD = re.compile(r"\{(?=[#\w]|[^{}]*$)")
"""A brace that is no mark: it does not close, or does not end the line."""
_TAG = re.compile(r"<[^>]*>")
_HEADLINE = re.compile(r"<h2>.*?</h2>\n", re.DOTALL)
_EXAMPLE = "write `::: update 2026-03-01 09:10 Headline`"


class Opening(NamedTuple):
    """What stands behind the name of an update's block, as it is written."""

    moment: str
    headline: str
    marks: tuple[str, ...]

    @property
    def id(self) -> str:
        """The anchor that is asked for; empty if none is."""
        return next((it[1:] for it in self.marks if it.startswith("#")), "")


def opening(argument: str) -> Opening:
    """Return what an update says of itself."""
    found = _OPENING.fullmatch(argument)
    if found is None:
        return Opening("", argument, ())
    marks = tuple((found["marks"] or "").split())
    return Opening(found["moment"] or "", found["headline"], marks)


def headline_of(argument: str) -> str:
    """Return what of an update's first line is Markdown."""
    return opening(argument).headline


class Told(Struct):
    """An update on its way: how it begins, its moment as RFC 3339 has it, and what is wrong."""

    opening: Opening
    moment: str = ""
    wrong: tuple[str, str] = ("", "")
    anchor: str = ""
    is_first: bool = False
    is_last: bool = False
    start: int = 0


def arranged(tokens: Sequence[Token], zone: ZoneInfo, live: str) -> tuple[list[Token], set[str]]:
    """Return the tokens in the order of the page, and the anchors of updates.

    Below what always stands there are the updates: what is pinned, then the newest first; once the
    page is closed, as they came. Notes stay at the end.
    """
    rest: list[Token] = []
    updates: list[tuple[Told, list[Token]]] = []
    notes: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "footnote_block_open":
            notes = list(tokens[at:])
            break
        if token.type == "block_open" and token.info == UPDATE and not token.level:
            end = _end_of(tokens, at)
            told = token.meta["told"] = _told(opening(token.meta["argument"]), zone)
            updates.append((told, list(tokens[at : end + 1])))
            at = end + 1
        else:
            rest.append(token)
            at += 1
    is_open = live != "closed"
    updates.sort(key=lambda it: it[0].moment and _instant(it[0].moment), reverse=is_open)
    if is_open:
        updates.sort(key=lambda it: "pinned" not in it[0].opening.marks)
    if updates:
        updates[0][0].is_first = updates[-1][0].is_last = True
    inside = [token for _, some in updates for token in some]
    return [*rest, *inside, *notes], {told.anchor for told, _ in updates}


def _end_of(tokens: Sequence[Token], at: int) -> int:
    level = tokens[at].level
    ends = (it for it in range(at + 1, len(tokens)) if tokens[it].level == level)
    return next((it for it in ends if tokens[it].type == "block_close"), len(tokens) - 1)


def _instant(moment: str) -> str:
    """Return what moments of one zone are ordered by: in UTC."""
    return compact(parse_moment(moment, ZoneInfo("UTC")))


def _told(it: Opening, zone: ZoneInfo) -> Told:
    told = Told(it, anchor=it.id)
    if not it.moment:
        told.wrong = "an update begins with its moment", _EXAMPLE
        return told
    if not re.search(r"[0-9][:.][0-9]", it.moment):
        told.wrong = f"`{it.moment}` has no time of day", f"write it too: `{it.moment} 09:10`"
    try:
        told.moment = rfc3339(parse_moment(it.moment, zone), zone)
    except MomentError as error:
        told.wrong = error.message, error.hint
        return told
    clock = told.moment[11:16].replace(":", "") + told.moment[17:19].replace("00", "")
    told.anchor = it.id or f"at-{told.moment[:10]}-{clock}"
    return told


def update(writer: BodyWriter, tokens: Sequence[Token], index: int, place: Place) -> str:
    """Write the start of an update."""
    token = tokens[index]
    told = token.meta.get("told")
    if told is None:
        hint = "take it out of the list, the quotation or the block that it stands in"
        writer.report(place, "an update stands by itself", hint)
        return ""
    words = tokens[index + 2 : index + 3] if tokens[index + 1].type == "block_words_open" else ()
    for message, hint in _mistakes(writer, told):
        writer.report(place, message, hint)
    if tokens[index + 1].type == "block_close":
        writer.report(place, "the update says nothing", f"{_EXAMPLE}, or some words below it")
    marks = told.opening.marks
    headline = writer.plain(words[0]) if words else ""
    token.meta["update"] = Update(
        told.anchor, told.moment, headline, "", "key" in marks, "pinned" in marks, *place
    )
    if told.is_first:
        writer.emit('<div class="updates">\n')
    flags = " ".join(it for it in marks if it in MARKS)
    texts = (told.anchor, told.moment, headline, writer.texts.language, flags)
    writer.section()
    told.start = len(writer.parts)
    writer.begin(Slot(UPDATE, texts=texts))
    return ""


def finish(writer: BodyWriter, token: Token) -> None:
    """End an update."""
    if "update" not in token.meta:  # it stands where none can
        return
    told: Told = token.meta["told"]
    writer.end()
    if told.is_last:
        writer.emit("</div>\n")
    inside = _HEADLINE.sub("", "".join(writer.parts[told.start :]), count=1)
    text = " ".join(unescape(_TAG.sub(" ", inside)).split())
    update: Update = token.meta["update"]
    writer.updates.append(update._replace(text=text))


def _mistakes(writer: BodyWriter, told: Told) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the first line of an update."""
    if told.wrong[0]:
        yield told.wrong
    if _UNREAD.search(told.opening.headline):
        yield "a brace in the headline is no mark", "marks end the line: `Headline {#id key}`"
    yield from _wrong_marks(told.opening.marks)
    if told.anchor and not writer.anchors.claim(told.anchor):
        if told.opening.id:
            yield f"`{told.anchor}` is the anchor of something else", "give each another id"
        elif any(it.moment == told.moment for it in writer.updates):
            hint = "give one of them an id behind its headline: `{#landing}`"
            yield "two updates are of one moment, and would have one anchor", hint
        else:
            hint = "give this one another id behind its headline: `{#landing}`"
            yield f"`{told.anchor}` is the anchor of something else", hint


def _wrong_marks(marks: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the marks in braces."""
    if sum(it.startswith("#") for it in marks) > 1:
        yield "an update has one anchor", "keep the first id, which others may link to"
    for mark in marks:
        if mark.startswith("#"):
            if not may_be_given(mark[1:]):
                yield f"`{mark[1:]}` cannot be an anchor", "letters, digits and hyphens"
        elif mark not in MARKS:
            hint = did_you_mean(mark, MARKS) or "it may be `key`, `pinned`, and have an `#id`"
            yield f"an update cannot be `{mark}`", hint
