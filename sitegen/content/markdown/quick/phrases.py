"""The words of a block, read by the parser's own rules: each is asked where it may match.

markdown-it-py asks every rule at every mark, and most blocks hold no mark at all. Here a block
without one is one token, and at a mark those rules are asked that can begin with it. What comes
out is what the library makes of it, token for token (`tests/test_quick.py`).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from sitegen.content.markdown.quick.tokens import QuickToken

BEGINS: Mapping[str, str] = {
    "autolink": "<",
    "backticks": "`",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "html_inline": "<",
    "image": "!",
    "link": "[",
    "newline": "\n",
    "strikethrough": "~",
}
"""Rules, and what they begin with. `text` takes what is left, `address` begins with a letter."""

_SOUGHT: Mapping[str, str] = {"!": "![", "^": "^["}
"""What is looked for in the place of a mark that alone means nothing."""


class Seeker(NamedTuple):
    """Finds where addresses may begin: in a text that holds one of the `hints`."""

    hints: tuple[str, ...]
    begins: Callable[[str], list[int]]


class QuickState(StateInline):
    """The library's state, with quick tokens; `stops` is where a rule may match, in order."""

    stops: list[int]

    def pushPending(self) -> Token:  # noqa: N802 - markdown-it's name
        token = QuickToken("text", "", 0, {}, None, self.pendingLevel, None, self.pending)
        self.tokens.append(token)
        self._pending = ""
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if self._pending_buffer or self._pending:
            self.pushPending()
        meta = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token = QuickToken(ttype, tag, nesting, level=self.level)
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            meta = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(meta)
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - its names
        source, end, behind = self.src, self.posMax, start + 1
        while behind < end and source[behind] == source[start]:
            behind += 1
        before = kind_of(source[start - 1]) if start else "blank"
        after = kind_of(source[behind]) if behind < end else "blank"
        left = after == "other" or (after == "sign" and before != "other")
        right = before == "other" or (before == "sign" and after != "other")
        opens = left and (canSplitWord or not right or before == "sign")
        closes = right and (canSplitWord or not left or after == "sign")
        return Scanned(opens, closes, behind - start)


@lru_cache(4096)
def kind_of(char: str) -> Literal["blank", "sign", "other"]:
    """Return what a character is to emphasis beside it."""
    if isWhiteSpace(ord(char)):
        return "blank"
    return "sign" if isMdAsciiPunct(ord(char)) or isPunctChar(char) else "other"


class QuickInline(ParserInline):
    """Reads the words of blocks by the rules of another parser, which are all added by now."""

    def __init__(
        self,
        other: ParserInline,
        state: type[QuickState],
        seeker: Seeker | None,
    ) -> None:
        """`seeker` finds addresses; None if nobody looks for any."""
        self.__dict__.update(other.__dict__)
        self._state = state
        self._seeker = seeker
        self._others: list[RuleFuncInlineType] = []
        self._rules: dict[str, list[RuleFuncInlineType]] = {}
        active = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        for name, rule in active.items():
            if name == "address":
                self._others.append(rule)
            elif name != "text":
                for mark in BEGINS[name]:
                    self._rules.setdefault(mark, []).append(rule)
        # Who looks for the end of a label stops at each bracket, too.
        marks = {*self._rules, "]"} if "[" in self._rules else self._rules.keys()
        self._marks = [_SOUGHT.get(mark, mark) for mark in sorted(marks)]
        self.has_links = "link" in active
        self.has_emphasis = "emphasis" in active and state is QuickState

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        stops = self.with_addresses(self.stops(src), src)
        if stops:
            return self.read(src, md, env, tokens, stops)
        if src:
            tokens.append(QuickToken("text", "", 0, content=src))
        return tokens

    def read(
        self, source: str, md: MarkdownIt, env: EnvType, tokens: list[Token], stops: list[int]
    ) -> list[Token]:
        """Read words by the parser's rules, which may match where the stops are, in order."""
        state = self._state(source, md, env, tokens)
        state.stops = stops
        self.tokenize(state)
        # Without a pair there is nothing to balance, and no text stands beside a text.
        if "*" in source or "_" in source or "~" in source:
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens

    def stops(self, source: str) -> list[int]:
        """Return where a rule may match, in order, but for addresses.

        One character is found in no time, and a set of them is looked for one by one.
        """
        return _places(source, self._marks)

    def hints(self, source: str) -> list[int]:
        """Return where something stands that every address has, in order."""
        return _places(source, self._seeker.hints) if self._seeker else []

    def with_addresses(self, stops: list[int], source: str) -> list[int]:
        """Return stops with those where addresses may begin."""
        return sorted([*stops, *self._seeker.begins(source)]) if self._seeker else stops

    def tokenize(self, state: StateInline) -> None:
        source, end, rules = state.src, state.posMax, self._rules
        stops: list[int] = state.stops  # type: ignore[attr-defined]
        most = state.md.options["maxNesting"]
        at = state.pos
        while at < end:
            stop = _next(stops, at, end) if state.level < most else end
            if stop > at:
                state.append_pending(source[at:stop])
                state.pos = at = stop
                if at == end:
                    break
            for rule in rules.get(source[at], self._others):
                if rule(state, False):
                    break
            else:
                state.append_pending(source[at])
                state.pos = at + 1
            at = state.pos
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        at, end = state.pos, state.posMax
        if at in state.cache:
            state.pos = state.cache[at]
            return
        if state.level >= state.md.options["maxNesting"]:
            state.pos = end + 1
        else:
            state.pos = _next(state.stops, at, end)  # type: ignore[attr-defined]
            if state.pos == at and not self._skips(state):
                state.pos = at + 1
        state.cache[at] = state.pos

    def _skips(self, state: StateInline) -> bool:
        """Say whether a rule takes what stands there, and go behind it."""
        for rule in self._rules.get(state.src[state.pos], ()):
            state.level += 1  # so that brackets in brackets come to an end
            took = rule(state, True)
            state.level -= 1
            if took:
                return True
        return False


def _next(stops: list[int], at: int, end: int) -> int:
    """Return the first of the stops that does not lie before `at`, but none behind `end`."""
    number = bisect_left(stops, at)
    return min(stops[number], end) if number < len(stops) else end


def _places(source: str, marks: Iterable[str]) -> list[int]:
    """Return where any of some marks stand, in order."""
    places = []
    for mark in marks:
        at = source.find(mark)
        while at >= 0:
            places.append(at)
            at = source.find(mark, at + 1)
    places.sort()
    return places
