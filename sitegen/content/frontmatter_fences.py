"""Where a front matter begins and ends: lines of three hyphens, and what else somebody typed."""

import re

from sitegen.errors import Problem, SiteError
from sitegen.strict.nodes import place_of, problem_at

_SKELETON = "begin with a line `---`, the keys, and a second line `---`"
_FENCE = re.compile(r"---[ \t]*(?=\n|\Z)")
_CLOSING = re.compile(r"^---(?:[ \t]*$|[ \t]+(?P<text>\S.*)$)", re.MULTILINE)
_ALMOST = re.compile(r"^[ \t]*(?:-{2,}|[-–—]+|\.{3}|\+{3})[ \t]*$", re.MULTILINE)
_LFS = "version https://git-lfs.github.com/spec/"


def split(text: str) -> tuple[str, str]:
    """Return front matter and body; raise SiteError if the fences are not in order.

    The front matter begins with the line end of its fence, so that its lines are counted as
    those of the file are.
    """
    opening = _FENCE.match(text)
    if opening is None:
        raise SiteError([_no_fence(text)])
    at = text.find("\n---", opening.end())  # found in no time, unlike the beginning of a line
    closing = _CLOSING.search(text, at + 1) if at >= 0 else None
    if closing is None:
        hint = "end it with a line `---`"
        if almost := _ALMOST.search(text, opening.end()):
            line, _ = place_of(text, almost.end())
            hint += f"; line {line} is not exactly that"
        raise SiteError([problem_at(text, 0, "the front matter is never closed", hint)])
    if closing["text"]:
        message = "there is text behind the closing `---`"
        hint = "put the text on a line of its own"
        raise SiteError([problem_at(text, closing.start("text"), message, hint)])
    return text[opening.end() : closing.start()], text[closing.end() + 1 :]


def _no_fence(text: str) -> Problem:
    """Say why a text does not begin with a front matter."""
    first = text.partition("\n")[0]
    if not text.strip():
        return Problem("", 1, 1, "the file is empty", _SKELETON)
    if text.startswith(_LFS):
        hint = "run `git lfs pull`, or take the file out of Git LFS"
        return Problem("", 1, 1, "this is a pointer of Git LFS, not the file itself", hint)
    if first.startswith("--- "):
        column = len(first) - len(first[3:].lstrip()) + 1
        hint = "put the text on a line of its own"
        return Problem("", 1, column, "there is text behind the opening `---`", hint)
    start = len(text) - len(text.lstrip())
    if _FENCE.match(text, start):
        hint = "delete the spaces and empty lines above it"
        return problem_at(text, start, "the front matter must begin in the first line", hint)
    if _ALMOST.match(first):
        is_toml = first.rstrip() == "+++"
        in_toml = "this is how TOML is fenced: write `---`, and `key: value` for `key = value`"
        hint = in_toml if is_toml else "write exactly three hyphens: `---`"
        return Problem("", 1, 1, f"`{first.strip()}` does not open a front matter", hint)
    return Problem("", 1, 1, "there is no front matter", _SKELETON)
