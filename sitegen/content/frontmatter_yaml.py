"""Front matter in which any YAML may stand: the home of PyYAML and python-frontmatter.

Most front matter is plain lines (`frontmatter_lines.py`), so this is loaded for who needs it. What
YAML allows but no story needs (anchors, tags, several documents) is refused.
"""

import re
from typing import Any, Final

import yaml
from frontmatter.default_handlers import YAMLHandler

from sitegen.content.frontmatter_fences import split
from sitegen.content.yaml_mistakes import explain, in_quotes
from sitegen.errors import Problem, SiteError
from sitegen.strict.nodes import Mapping, Node, Scalar, Sequence

DEEPEST = 20
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#]\S*)")
LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class StrictHandler(YAMLHandler):
    """python-frontmatter's handler of YAML, made strict.

    `frontmatter.parse` strips the text before it asks a handler, which shifts every line, and
    takes a file with a broken fence for one without front matter; so `frontmatter.read` calls this
    directly.
    """

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body; raise SiteError if the fences are not in order."""
        return split(text)

    def load(  # type: ignore[override]  # not a dict, but what knows its places
        self, fm: str
    ) -> tuple[Mapping | None, tuple[Problem, ...]]:
        """Return the tree of a front matter as `split` returns it, and its problems."""
        return read_yaml(fm)


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
