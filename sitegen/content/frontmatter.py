"""Bytes to front matter and body, strictly: the home of PyYAML and python-frontmatter.

Out come the front matter as a located tree, whose plain scalars have no type yet, the body as
written, and every problem on the way, at its place in the file. Nothing is guessed: what YAML
allows but no story needs (anchors, tags, several documents) is refused.
"""

import re
from typing import Any, Final

import yaml
from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct

from sitegen.content import places
from sitegen.content.frontmatter_lines import plain_mapping
from sitegen.content.yaml_mistakes import explain, in_quotes
from sitegen.errors import Problem, SiteError
from sitegen.strict.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    hidden_in,
    place_of,
    problem_at,
    text_of,
)

LARGEST = 64 * 1024
"""Bytes of a front matter."""
DEEPEST = 20
LARGEST_FILE = places.LARGEST_TEXT

_SKELETON = "begin with a line `---`, the keys, and a second line `---`"
_FENCE = re.compile(r"---[ \t]*(?=\n|\Z)")
_CLOSING = re.compile(r"^---(?:[ \t]*$|[ \t]+(?P<text>\S.*)$)", re.MULTILINE)
_ALMOST = re.compile(r"^[ \t]*(?:-{2,}|[-–—]+|\.{3}|\+{3})[ \t]*$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_MARKERS = re.compile(r"^(?:[<|>]{7} .*|={7})$", re.MULTILINE)
_LFS = "version https://git-lfs.github.com/spec/"
_TAB = re.compile(r"^ *(\t)[ \t]*\S", re.MULTILINE)
_DOCUMENT_END = re.compile(r"^\.\.\.(?=\s)", re.MULTILINE)
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#]\S*)")
LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


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
        block, body = HANDLER.split(text)
    except SiteError as error:
        return FrontMatter(None, "", 1, conflict or tuple(error.problems))
    body_line = block.count("\n") + 2
    if conflict and conflict[0].line < body_line:
        return FrontMatter(None, body, body_line, conflict)
    mapping, problems = HANDLER.load(block)
    if conflict:  # in Markdown, its markers are headings and quotations
        body = _MARKERS.sub("", body)
    return FrontMatter(mapping, body, body_line, (*problems, *conflict))


def _conflict(text: str) -> tuple[Problem, ...]:
    # The quick questions come first.
    there = ("<" in text and "<<<<<<< " in text) or (">" in text and ">>>>>>> " in text)
    found = _CONFLICT.search(text) if there else None
    if found is None:
        return ()
    hint = "keep one of the two versions and delete the lines of `<<<<<<<`, `=======`, `>>>>>>>`"
    return (problem_at(text, found.start(), "a merge conflict is not resolved", hint),)


class StrictHandler(YAMLHandler):
    """python-frontmatter's handler of YAML, made strict.

    `frontmatter.parse` strips the text before it asks a handler, which shifts every line, and
    takes a file with a broken fence for one without front matter; so `read` calls this directly.
    """

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body; raise SiteError if the fences are not in order.

        The front matter begins with the line end of its fence, so that its lines are counted as
        those of the file are.
        """
        opening = _FENCE.match(text)
        if opening is None:
            raise SiteError([_no_fence(text)])
        closing = _CLOSING.search(text, opening.end() + 1)
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

    def load(  # type: ignore[override]  # not a dict, but what knows its places
        self, fm: str
    ) -> tuple[Mapping | None, tuple[Problem, ...]]:
        """Return the tree of a front matter as `split` returns it, and its problems."""
        if problem := _unreadable(fm):
            return None, (problem,)
        plain = plain_mapping(fm)
        return (plain, ()) if plain else read_yaml(fm)


HANDLER = StrictHandler()


def read_yaml(block: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Return the tree of a front matter in which any YAML may stand, and its problems."""
    tree = _Tree(block)
    try:
        root = tree.grow()
    except yaml.MarkedYAMLError as error:
        return None, (*tree.problems, _explained(block, error))
    except SiteError as error:
        return None, (*tree.problems, *error.problems)
    if isinstance(root, Mapping):
        return root, tuple(tree.problems)
    if root is None:
        return None, (Problem("", 1, 1, "the front matter is empty", "write `key: value`"),)
    kind = "a list" if isinstance(root, Sequence) else "text"
    message = f"the front matter must be lines of `key: value`, not {kind}"
    return None, (*tree.problems, Problem("", root.line, root.column, message))


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


def _explained(block: str, error: yaml.MarkedYAMLError) -> Problem:
    """Return what libyaml, or PyYAML in its place, could not read, in words of this project."""
    mark = error.problem_mark or error.context_mark
    at = (mark.line, mark.column) if mark else (0, 0)
    start = error.context_mark
    since = (start.line, start.column) if start else at
    return explain(block, error.context or "", error.problem or "", since, at)


class _Tree:
    """Grows a located tree from the events of YAML, none of which is resolved or expanded."""

    def __init__(self, block: str) -> None:
        self.problems: list[Problem] = []
        self._block = block
        self._lines = block.split("\n")
        self._open: list[tuple[yaml.Event, list[Node]]] = []

    def grow(self) -> Node | None:
        """Return the root, None if there is nothing; raise what YAML and the limits refuse."""
        root: Node | None = None
        for event in yaml.parse(self._block, Loader=LOADER):
            match event:
                case yaml.ScalarEvent():
                    node: Node = self._scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._refuse_extras(event)
                    self._open.append((event, []))
                    if len(self._open) > DEEPEST:
                        message = f"the front matter is nested deeper than {DEEPEST} levels"
                        raise SiteError([Problem("", *_place(event), message)])
                    continue
                case yaml.MappingEndEvent():
                    node = self._mapping(*self._open.pop())
                case yaml.SequenceEndEvent():
                    start, items = self._open.pop()
                    node = Sequence(tuple(items), *_place(start))
                case yaml.AliasEvent():
                    self._refuse(event, f"`*{event.anchor}` is an alias")
                    node = Scalar(f"*{event.anchor}", None, *_place(event))
                case _:
                    continue
            if self._open:
                self._open[-1][1].append(node)
            else:
                root = node
        return root

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        self._refuse_extras(event)
        line, column = _place(event)
        if not event.style:
            self._warn_of_comment(event)
            return Scalar(event.value, None, line, column)
        # What ends a block (`|`, `>`) is the indentation's end, which no editor means to write.
        text = event.value.strip() if event.style in "|>" else event.value
        return Scalar(text, text, line, column)

    def _mapping(self, start: yaml.Event, nodes: list[Node]) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar) or key.text is None:
                message = "a key must be text"
                self.problems.append(Problem("", key.line, key.column, message))
            elif key.text == "<<" and key.value is None:
                message, hint = "`<<` merges mappings, which is not allowed", "write the keys out"
                self.problems.append(Problem("", key.line, key.column, message, hint))
            elif first := entries.get(key.text):
                message = f"`{key.text}` is there already, in line {first[0].line}"
                hint = "delete one of the two"
                self.problems.append(Problem("", key.line, key.column, message, hint))
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), *_place(start))

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse(event, f"`&{event.anchor}` is an anchor")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(event, f"`{tag}` is a tag")

    def _refuse(self, event: yaml.Event, what: str) -> None:
        line, column = _place(event)
        hint = in_quotes(self._lines[line - 1])
        self.problems.append(Problem("", line, column, f"{what}, which is not allowed", hint))

    def _warn_of_comment(self, event: yaml.ScalarEvent) -> None:
        end = event.end_mark
        if end and (found := _SWALLOWED.match(self._lines[end.line], end.column)):
            message = f"`{found[1]}` and what follows is taken for a comment"
            hint = "put the whole value in quotes, or a space behind the `#`"
            column = found.start(1) + 1
            self.problems.append(Problem("", end.line + 1, column, message, hint, "warning"))


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
