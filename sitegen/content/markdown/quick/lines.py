"""The blocks of a text, read by the parser's own rules: each is asked where it may match.

markdown-it-py asks every rule at every line, and at every line of a paragraph those that may end
it. Most lines begin with a letter, and most paragraphs are lines that do. What comes out is what
the library makes of it, token for token (`tests/test_quick.py`).
"""

from collections.abc import Mapping
from itertools import accumulate, count
from operator import add
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from sitegen.content.markdown.quick.headings import plain_heading
from sitegen.content.markdown.quick.lists import MARKS, plain_list
from sitegen.content.markdown.quick.tables import plain_table
from sitegen.content.markdown.quick.tokens import QuickToken, paragraph

BEGINS: Mapping[str, str] = {
    "blockquote": ">",
    "blocks": ":",
    "fence": "`~",
    "footnote_def": "[",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "list": "*+-0123456789",
    "reference": "[",
}
"""Rules, and what their first line begins with."""

_ANYWHERE = frozenset({"code", "lheading", "paragraph", "table"})
"""Those that may begin with any character."""

_BELOW = "-:=|"
"""What begins the second line of a table, and the line below a heading."""

_PLAIN = MARKS | {"#", "|"}
_TABLE = frozenset("|-:")
_BLANKS = frozenset(" \t")
_INDENTED = 4


class QuickBlock(StateBlock):
    """The library's state, with quick tokens, and its lines found by `str.split`."""

    def __init__(
        self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token], *, has_code: bool
    ) -> None:
        self.src, self.md, self.env, self.tokens = src, md, env, tokens
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):
            lines.pop()  # what stands behind the last line end, if it says nothing, is no line
        lengths = list(map(len, lines))
        self.bMarks = list(map(add, accumulate(lengths, initial=0), count()))
        self.eMarks = list(map(add, self.bMarks, lengths))
        self.bMarks[-1] = len(src)
        self.tShift = [0] * len(lines)
        self.sCount = [0] * len(lines)
        for number, line in enumerate(lines):
            if line[:1] in _BLANKS:
                indent = line[: len(line) - len(line.lstrip(" \t"))]
                self.tShift[number] = len(indent)
                self.sCount[number] = len(indent.expandtabs(4))
        self.bsCount = [0] * len(self.bMarks)
        self.lineMax = len(lines)
        self.eMarks.append(len(src))
        self.tShift.append(0)
        self.sCount.append(0)
        self.blkIndent = self.line = self.level = 0
        self.tight = False
        self.ddIndent = self.listIndent = -1
        self.parentType = "root"
        self._code_enabled = has_code

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if nesting < 0:
            self.level -= 1
        token = QuickToken(ttype, tag, nesting, level=self.level, block=True)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


class _Rules:
    """Some of a parser's rules, by what they begin with."""

    def __init__(self, rules: Mapping[str, RuleFuncBlockType]) -> None:
        self.table = rules.get("table")
        self.by_mark: dict[str, list[RuleFuncBlockType]] = {}
        for name, rule in rules.items():
            for mark in BEGINS[name] if name not in _ANYWHERE else ():
                self.by_mark.setdefault(mark, []).append(rule)

    def end(self, state: StateBlock, line: int, behind: int, silent: bool) -> bool:
        """Say whether a block begins on a line: the parser's rule that ends another block."""
        for rule in self.by_mark.get(_first(state, line), ()):
            if rule(state, line, behind, silent):
                return True
        if self.table and _first(state, line + 1) in _TABLE:
            return self.table(state, line, behind, silent)
        return False


class _Ruler(Ruler[RuleFuncBlockType]):
    """Another ruler, those of whose rules that end a block are one."""

    def __init__(self, other: Ruler[RuleFuncBlockType]) -> None:
        self.__dict__.update(other.__dict__)
        names = self.get_active_rules()
        self.named = dict(zip(names, other.getRules(), strict=True))
        called = {rule: name for name, rule in self.named.items()}
        self._ends: dict[str, list[RuleFuncBlockType]] = {
            chain: [_Rules({called[rule]: rule for rule in other.getRules(chain)}).end]
            for chain in ("blockquote", "list", "paragraph", "reference")
        }

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803 - its names
        return self._ends[chainName] if chainName else super().getRules()


class QuickBlocks(ParserBlock):
    """Reads blocks by the rules of another parser, which are all added by now."""

    def __init__(self, other: ParserBlock) -> None:
        self.ruler = ruler = _Ruler(other.ruler)
        self._rules = _Rules(ruler.named)
        self._has_code = "code" in ruler.named
        self._has_heading = "heading" in ruler.named
        self._has_table = "table" in ruler.named
        self._marks = frozenset("".join(self._rules.by_mark) + _BELOW)

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: EnvType,
        outTokens: list[Token],  # noqa: N803 - its name
    ) -> list[Token] | None:
        if not src:
            return None
        state = QuickBlock(src, md, env, outTokens, has_code=self._has_code)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - its names
        line, most = startLine, state.md.options.maxNesting
        starts, shifts, ends = state.bMarks, state.tShift, state.eMarks
        had_empty = False
        while line < endLine:
            while line < state.lineMax and starts[line] + shifts[line] >= ends[line]:
                line += 1
            state.line = line
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= most:
                state.line = endLine
                break
            self._block(state, line, endLine)
            state.tight = not had_empty
            line = state.line
            if line - 1 < endLine and starts[line - 1] + shifts[line - 1] >= ends[line - 1]:
                had_empty = True
            if line < endLine and starts[line] + shifts[line] >= ends[line]:
                had_empty = True
                state.line = line = line + 1

    def _block(self, state: StateBlock, line: int, end: int) -> None:
        """Read the block that begins on a line."""
        at = state.bMarks[line] + state.tShift[line]
        first = state.src[at]
        if not self._has_code or state.sCount[line] - state.blkIndent < _INDENTED:
            if first in self._marks and self._marked(state, first, line, end):
                return
            if behind := self._behind_plain(state, line):
                if behind == line + 1:
                    words = mdTrim(state.src[at : state.eMarks[line]])
                else:
                    words = mdTrim(state.getLines(line, behind, state.blkIndent, False))
                state.tokens += paragraph(words, line, behind, state.level)
                state.line = behind
                return
        for rule in self.ruler.getRules():
            if rule(state, line, end, False):
                return

    def _marked(self, state: StateBlock, first: str, line: int, end: int) -> bool:
        """Read what begins on a line with a mark, unless that is a table of the library's."""
        if first in _PLAIN and self._plain(state, first, line, end):
            return True
        if self._has_table and line + 1 < end and _first(state, line + 1) in _TABLE:
            return False
        return any(rule(state, line, end, False) for rule in self._rules.by_mark.get(first, ()))

    def _plain(self, state: StateBlock, first: str, line: int, end: int) -> bool:
        """Read the list, table or heading that begins on a line, if it is a plain one."""
        match first:
            case "#":
                return self._has_heading and plain_heading(state, line)
            case "|":
                return self._has_table and plain_table(state, line, end)
            case _:
                return plain_list(state, line, end, self._marks)

    def _behind_plain(self, state: StateBlock, line: int) -> int:
        """Return the line behind a paragraph none of whose further lines may be more than that.

        That is 0 if one may: the parser's rules have to see.
        """
        source, starts, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
        line += 1
        while line < state.lineMax:
            at = starts[line] + shifts[line]
            if at >= ends[line]:
                break
            if source[at] in self._marks:
                return 0
            line += 1
        return line


def _first(state: StateBlock, line: int) -> str:
    """Return what a line begins with: a line feed, or nothing at all, if it is empty."""
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at : at + 1]
