"""Bytes to front matter and body, strictly.

Out come the front matter as a located tree, whose plain scalars have no type yet, the body as
written, and every problem on the way, at its place in the file. Nothing is guessed.
"""

import re

from msgspec import Struct

from sitegen.content import places
from sitegen.content.frontmatter_fences import split
from sitegen.content.frontmatter_lines import plain_mapping
from sitegen.errors import Problem, SiteError
from sitegen.strict.nodes import Mapping, hidden_in, problem_at, text_of

LARGEST = 64 * 1024
"""Bytes of a front matter."""
LARGEST_FILE = places.LARGEST_TEXT

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_MARKERS = re.compile(r"^(?:[<|>]{7} .*|={7})$", re.MULTILINE)
_TAB = re.compile(r"^ *(\t)[ \t]*\S", re.MULTILINE)
_DOCUMENT_END = re.compile(r"^\.\.\.(?=\s)", re.MULTILINE)


class FrontMatter(Struct, frozen=True):
    """One Markdown file in two.

    `mapping` is None if the front matter cannot be read; `body_line` is the line of the body's
    first line in the file. The problems have no path yet.
    """

    mapping: Mapping | None
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


def read(raw: bytes) -> FrontMatter:
    """Return the front matter and the body of a file's bytes; raise nothing."""
    if len(raw) > LARGEST_FILE:
        message = f"the file is larger than {LARGEST_FILE // 1024**2} MiB"
        return FrontMatter(None, "", 1, (Problem("", 1, 1, message, "tell it in several files"),))
    try:
        text = text_of(raw)
    except SiteError as error:
        return FrontMatter(None, "", 1, tuple(error.problems))
    conflict = _conflict(text)
    try:
        block, body = split(text)
    except SiteError as error:
        return FrontMatter(None, "", 1, conflict or tuple(error.problems))
    body_line = block.count("\n") + 2
    if conflict and conflict[0].line < body_line:
        return FrontMatter(None, body, body_line, conflict)
    mapping, problems = _load(block)
    if conflict:  # in Markdown, its markers are headings and quotations
        body = _MARKERS.sub("", body)
    return FrontMatter(mapping, body, body_line, (*problems, *conflict))


def _load(block: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Return the tree of a front matter as `split` returns it, and its problems."""
    if problem := _unreadable(block):
        return None, (problem,)
    if plain := plain_mapping(block):
        return plain, ()
    # Edits of stories whose front matter is plain do not pay for importing YAML.
    from sitegen.content.frontmatter_yaml import HANDLER  # noqa: PLC0415

    return HANDLER.load(block)


def _conflict(text: str) -> tuple[Problem, ...]:
    # The quick questions come first.
    there = ("<" in text and "<<<<<<< " in text) or (">" in text and ">>>>>>> " in text)
    found = _CONFLICT.search(text) if there else None
    if found is None:
        return ()
    hint = "keep one of the two versions and delete the lines of `<<<<<<<`, `=======`, `>>>>>>>`"
    return (problem_at(text, found.start(), "a merge conflict is not resolved", hint),)


def _unreadable(block: str) -> Problem | None:
    """Return what is wrong with the characters of a front matter."""
    if len(block.encode()) > LARGEST:
        hint = "is the closing `---` missing?"
        return Problem("", 1, 1, f"the front matter is larger than {LARGEST // 1024} KiB", hint)
    if found := hidden_in(block):
        message = f"the hidden character U+{ord(found[0]):04X} is not allowed in front matter"
        return problem_at(block, found.start(), message, "type the text again without it")
    if "\t" in block and (found := _TAB.search(block)):
        message = "a tab indents this line"
        return problem_at(block, found.start(1), message, "use two spaces")
    if "\n..." in block and (found := _DOCUMENT_END.search(block)):
        message = "`...` ends YAML before the front matter does"
        return problem_at(block, found.start(), message, "delete the line")
    return None
