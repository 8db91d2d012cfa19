"""Marks that mark nothing: headings and lists without their blank, emphasis that never ends."""

import re
from collections.abc import Iterator

from sitegen.content.markdown.flanking import is_wide
from sitegen.content.markdown.missed.pieces import BLANKS, Leftover, Piece, named

_HASHES = re.compile(r"^[ \t]*((#{2,6})[^\s#]\S*)", re.MULTILINE)
_ODD_BLANK = re.compile(
    rf"^[ \t]*((#{{1,6}}|[-*+]|\d{{1,9}}[.)])([{BLANKS}])[ \t{BLANKS}]*)(?=\S)", re.MULTILINE
)

_BULLET = re.compile(rf"^[ \t]*(([•·▪◦‣●])[ \t{BLANKS}]*)(?=\S)", re.MULTILINE)

_RUN = re.compile(r"(?<!\*)\*{2,3}(?!\*)|(?<!_)__(?!_)|(?<!~)~~(?!~)")
_WORD = re.compile(r"[^\W\d_]{2}")
_LETTER = re.compile(r"[^\W\d_]")
_FARTHEST = 300
"""Characters between two marks that were meant to belong together."""

_PLAIN = " \t\u00a0"
_BEFORE = frozenset(" \t\n\u00a0([{“‘„‚«‹\"'¿¡—–")
_STOPS = frozenset(".,:;!?)]}”’»%")
_BEHIND = frozenset("“‘„‚«‹\"'([¿¡")


def headings(piece: Piece) -> Iterator[Leftover]:
    """Yield `##Heading`. One `#` before a word may be a hashtag, and is left alone."""
    for found in piece.on_lines(_HASHES):
        hashes, word = found[2], piece.typed(found.span(1))
        new = f"{hashes} {word[len(hashes) :]}"
        hint = f"put a blank behind `{hashes}`"
        yield piece.left(found.span(1), "{} is no heading: a blank is missing", hint, new)


def odd_blanks(piece: Piece) -> Iterator[Leftover]:
    """Yield headings and items of lists behind whose mark stands no plain blank."""
    expected = 1
    for found in piece.on_lines(_ODD_BLANK):
        mark = found[2]
        if mark[0].isdigit():
            # A blank that does not break is right in a date, `3. Oktober`: lists count from 1.
            if int(mark[:-1]) != expected:
                continue
            expected += 1
        what = "heading" if mark[0] == "#" else "item of a list"
        message = f"{{}} begins no {what}: it ends with a blank that Markdown takes for a letter"
        yield piece.left(found.span(1), message, "type a plain blank instead", f"{mark} ")


def bullets(piece: Piece) -> Iterator[Leftover]:
    """Yield the bullets of a word processor: what follows runs on, unless it stands alone."""
    runs_on = ", and the lines run together" if "\n" in piece.words.strip() else ""
    for found in piece.on_lines(_BULLET):
        message = f"{{}} begins no item of a list{runs_on}"
        yield piece.left(found.span(1), message, "type `-` and a blank instead", "- ")


_DASHES = re.compile(r"^[ \t]*([–—][ \t]+)(?=\S)", re.MULTILINE)
_LETTERED = re.compile(r"^[ \t]*(([a-z])[.)][ \t]+)(?=\S)", re.MULTILINE)
_NOTE = re.compile(r"^[ \t]*(\[([0-9]{1,3})\])(?=[ \t]+\S)", re.MULTILINE)


def dashes(piece: Piece) -> Iterator[Leftover]:
    """Yield two lines or more of a paragraph that begin with a dash: items, or what people say."""
    found = list(piece.on_lines(_DASHES))
    if len(found) > 1 and found[0][1][0] == found[1][1][0]:
        message = "{} begins no item of a list, and the lines run together"
        hint = "type `-` and a blank instead; where somebody speaks, put an empty line between"
        yield piece.left(found[0].span(1), message, hint)


def lettered(piece: Piece) -> Iterator[Leftover]:
    """Yield lists whose items have letters: a, then b."""
    found = list(piece.on_lines(_LETTERED))
    if [it[2] for it in found[:2]] == ["a", "b"]:
        message = "{} begins no item of a list, and the lines run together"
        hint = "number them `1.`, `2.`; or begin each with `-`"
        yield piece.left(found[0].span(1), message, hint)


def notes(piece: Piece) -> Iterator[Leftover]:
    """Yield a note of a word processor: `[1] Who says so`, at the beginning of a line."""
    for found in piece.on_lines(_NOTE):
        number = found[2]
        hint = f"write `[^{number}]` in the text, and `[^{number}]: …` here"
        yield piece.left(found.span(1), "{} is no note: readers see it", hint)


def emphasis(piece: Piece) -> Iterator[Leftover]:
    """Yield `** words **`, and marks that open what is never closed."""
    runs = list(piece.matches(_RUN))
    pairs: list[Leftover] = []
    at = single = 0
    while at < len(runs):
        run = runs[at]
        if at + 1 < len(runs) and (spaced := _spaced(piece, run, runs[at + 1])):
            pairs.append(spaced)
            at += 2
            continue
        if _opens(piece, run):
            hint = f"write `{run[0]}` on both sides, with no blank inside and no letter behind"
            yield piece.left(run.span(), "{} opens emphasis that is never closed", hint)
        at, single = at + 1, single + 1
    # With one left over, nobody knows which belong together.
    yield from (it._replace(new=None) if single else it for it in pairs)


def _spaced(piece: Piece, run: re.Match[str], last: re.Match[str]) -> Leftover | None:
    """Return what to say of two marks if blanks keep the words between them from emphasis."""
    inside = piece.words[run.end() : last.start()]
    words = inside.strip(_PLAIN)
    before = piece.source[run.start() - 1 : run.start()] if run.start() else ""
    behind = piece.source[last.end() : last.end() + 1]
    leads, trails = inside[:1] in _PLAIN, inside[-1:] in _PLAIN
    is_pair = run[0] == last[0] and len(inside) <= _FARTHEST and "\n" not in inside
    is_pair = is_pair and run[0] not in piece.typed((run.end(), last.start()))
    # Behind a letter the first may as well close something, and the last open something else.
    is_other = before.isalnum() and leads != trails and (run[0] == "~~" or not is_wide(before))
    # `a ** b ** c` may be reckoning; with a blank on one side only, nothing else is meant.
    is_meant = (_WORD if leads and trails else _LETTER).search(words)
    if not is_pair or words == inside or is_other or not is_meant:
        return None
    kept = piece.typed((run.end(), last.start())).strip(_PLAIN)
    new = (
        " " * (leads and _ends(before))
        + f"{run[0]}{kept}{last[0]}"
        + " " * (trails and _begins(behind))
    )
    hint = f"write `{named(new.strip())}`"
    message = "{} is no emphasis: blanks stand inside the marks"
    return piece.left((run.start(), last.end()), message, hint, new)


def _ends(before: str) -> bool:
    """Say whether the blank moves before the marks: they begin behind one or an opening sign."""
    return before != "" and before not in _BEFORE and not is_wide(before)


def _begins(behind: str) -> bool:
    """Say whether the blank moves behind the marks: they end before one or a closing sign."""
    is_apart = behind == "" or behind.isspace() or behind in _STOPS
    return not is_apart and not is_wide(behind)


def _opens(piece: Piece, run: re.Match[str]) -> bool:
    before = piece.source[run.start() - 1 : run.start()] if run.start() else " "
    behind = piece.source[run.end() : run.end() + 1]
    return before in _BEFORE and (behind.isalnum() or behind in _BEHIND)
