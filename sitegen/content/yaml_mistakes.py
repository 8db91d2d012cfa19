"""What an editor most likely meant where YAML could not be read.

In come the text and what the parser says, in the words of libyaml or of PyYAML; out comes one
problem at the place where the mistake is, which is not always where the parser stumbled.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from sitegen.errors import Problem

Mark = tuple[int, int]
"""Line and column of the text, from 0."""

_LINE = re.compile(r"(?P<key>[ ]*(?:- +)*[^\s:#'\"\[{-][^:]*:)[ \t]+(?P<value>\S.*)")
_NO_SPACE = re.compile(r"(?P<key>[ ]*(?:- +)*[\w-]+:)(?P<value>[^\s:/].*)")
_OPEN_QUOTE = re.compile(
    r"[ ]*(?:- +)*(?:[^\s:#'\"]+:[ \t]+)?(?P<quote>[\"'])(?:(?!(?P=quote)).)*$"
)

_ODD_COLON = re.compile(
    r"(?P<key>[ ]*(?:- +)*[\w-]+)(?P<sign>[\uff1a\ufe55\ufe13\ua789\u02d0\u2236\u0589]"
    r"|:[\xa0\u2000-\u200b\u202f\u205f\u3000])[\s\u200b]*(?P<value>.*)"
)
_CURLY = "“”„‟«»"
_EQUALS = re.compile(r"(?P<key>[\w-]+)[ \t]*=[ \t]*(?P<value>\S.*)")
_DASH = re.compile(r"(?P<blanks>[ ]*)-(?P<entry>[^\s-].*)")
_COMMENT = re.compile(r"[^#\"']*(?:^|[\s,\[])(?P<entry>#[^\s,\]#]+)")
_VALUE = re.compile(r"[ ]*(?:- +)*[\w-]+:[ \t]+[^\s|>].*")
_MARKS = re.compile(r"[,;.]+")

_FAR = 20
"""How many lines above a stumble an unclosed quote is looked for."""


def explain(block: str, context: str, problem: str, since: Mark, at: Mark) -> Problem:
    """Return the problem of an editor behind the parser's `problem`.

    `since` is where the parser began what `context` names, `at` where it gave up.
    """
    lines = [*block.split("\n"), ""]
    for row in (since[0], at[0] - 1, at[0]):
        if found := _odd_colon(lines, row):
            return found
    said = f"{context}: {problem}"
    for pattern, find in _MISTAKES.items():
        if re.search(pattern, said) and (found := find(lines, since, at)):
            return found
    return _problem(at, f"this is not YAML: {problem}", in_quotes(lines[at[0]]))


def _odd_colon(lines: list[str], row: int) -> Problem | None:
    """Find a key whose colon, or the blank behind it, only looks like the one that YAML knows."""
    match = _ODD_COLON.match(lines[row]) if 0 <= row < len(lines) else None
    if match is None:
        return None
    sign = match["sign"]
    name = f"U+{ord(sign[-1]):04X}"
    hint = f"write `{match['key'].strip()}: {match['value'].strip()}`"
    what = f"the blank behind the colon is {name}, and no space"
    if sign[0] != ":":
        what = f"the colon behind the key is {name}, which only looks like one"
    return _problem((row, match.start("sign")), what, hint)


def _problem(mark: Mark, message: str, hint: str = "") -> Problem:
    return Problem("", mark[0] + 1, mark[1] + 1, message, hint)


@lru_cache(maxsize=4)  # a long line may have as many mistakes as values
def in_quotes(line: str) -> str:
    """Return the hint that shows the line with its value in quotes, if it has one."""
    match = _LINE.match(line)
    if match is None:
        return "put the value in quotes"
    value = match["value"].rstrip()
    if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
        value = value[1:-1]
    if len(value) > 1 and value[0] in _CURLY and value[-1] in _CURLY:
        value = value[1:-1]  # quotes of a word processor
    quoted = f"'{value.replace(chr(39), chr(39) * 2)}'"
    if '"' not in value and "\\" not in value:
        quoted = f'"{value}"'
    return f"put the value in quotes: `{match['key'].strip()} {quoted}`"


def _no_space(lines: list[str], row: int) -> Problem | None:
    match = _NO_SPACE.match(lines[row])
    if match is None:
        return None
    hint = f"write `{match['key'].strip()} {match['value']}`"
    return _problem((row, match.end("key")), "there is no space behind the colon", hint)


def _colon(lines: list[str], _: Mark, at: Mark) -> Problem:
    line = lines[at[0]]
    if ": " in line[: at[1]]:
        return _problem(at, "a colon and a space in a value that is not in quotes", in_quotes(line))
    return _no_space(lines, at[0] - 1) or _problem(
        (at[0], len(line) - len(line.lstrip())),
        "this key is indented below a key that has a value already",
        "let the keys of one group begin in the same column",
    )


def _open_quote(_: list[str], since: Mark, __: Mark) -> Problem:
    return _problem(since, "this quote is never closed", "end the value with the same quote")


def _open_bracket(lines: list[str], since: Mark, at: Mark) -> Problem:
    if found := _comment(lines, since[0], at[0]):
        return found
    bracket = lines[since[0]][since[1] : since[1] + 1]
    closing = {"[": "]", "{": "}"}.get(bracket)
    if closing is None:
        return _problem(
            since, "an entry or a closing bracket is missing", "write one value between two commas"
        )
    hint = f"end it with `{closing}`, and separate its entries with commas"
    return _problem(since, f"this `{bracket}` is not closed properly", hint)


def _comment(lines: list[str], first: int, last: int) -> Problem | None:
    """Find the hash in a list that makes a comment of all that follows, its bracket too."""
    opening = (it for it in range(first, max(first - _FAR, -1), -1) if "[" in lines[it])
    for row in range(next(opening, last + 1), last + 1):
        if found := _COMMENT.match(lines[row]):
            entry = found["entry"]
            message = f"`{entry}` and what follows is taken for a comment"
            hint = f'leave out the `#`, or write `"{entry}"`'
            return _problem((row, found.start("entry")), message, hint)
    return None


def _no_colon(lines: list[str], since: Mark, _: Mark) -> Problem:
    row = since[0]
    line = lines[row]
    word = line[since[1] :].strip()
    if found := _no_space(lines, row):
        return found
    if equals := _EQUALS.fullmatch(word):
        hint = f"write `{equals['key']}: {equals['value']}`"
        return _problem(since, "behind a key stands a colon, and no `=`", hint)
    if (dash := _DASH.fullmatch(line)) and row and lines[row - 1].strip():
        hint = f"write `{dash['blanks']}- {dash['entry']}`"
        return _problem((row, line.index("-")), "there is no space behind the dash", hint)
    message = f"`{word[:40]}` has no `key:` before it"
    hint = "write `key: value`, or the closing `---` above it"
    if row and _VALUE.fullmatch(lines[row - 1]):
        hint += "; if it belongs to the line above, write it there: a value is one line"
    return _problem(since, message, hint)


def _indicator(lines: list[str], since: Mark, at: Mark) -> Problem | None:
    line, column = since if since[0] == at[0] else at
    sign = lines[line][column : column + 1]
    if not sign:
        return None
    message = f"a value cannot begin with `{sign}` unless it is in quotes"
    return _problem((line, column), message, in_quotes(lines[line]))


def _escape(_: list[str], __: Mark, at: Mark) -> Problem:
    hint = "write a backslash twice, or put the value in single quotes"
    return _problem(at, "a backslash in double quotes begins an escape, and this is none", hint)


def _rest(lines: list[str], _: Mark, at: Mark) -> Problem | None:
    """Find the cause of a value that goes on after its end."""
    row, column = at
    line = lines[row]
    if not line[:column].strip():
        hint = "let the keys of one group begin in the same column"
        return _problem(at, "this line is indented differently from those above it", hint)
    for above in range(row - 1, max(row - _FAR, 0), -1):
        found = _OPEN_QUOTE.match(lines[above])
        if found and found["quote"] in line[:column]:
            if found["quote"] in "".join(lines[above + 1 : row]):
                break
            return _open_quote(lines, (above, found.start("quote")), at)
    rest = line[column:].strip()
    if _MARKS.fullmatch(rest):
        return _problem(at, f"`{rest}` stands behind the end of the value", "delete it")
    return _problem(at, "there is text behind the end of the value", in_quotes(line))


_MISTAKES: dict[str, Callable[[list[str], Mark, Mark], Problem | None]] = {
    "mapping values are not allowed": _colon,
    "quoted scalar: found unexpected": _open_quote,
    "expected ',' or": _open_bracket,
    "flow (node|mapping|sequence)": _open_bracket,
    "could not find expected ':'": _no_colon,
    "escape": _escape,
    "cannot start any token": _indicator,
    "sequence entries are not allowed": _indicator,
    "scanning (an alias|an anchor|a tag|a block scalar)|parsing a tag": _indicator,
    "did not find expected (key|'-' indicator)|expected <block end>": _rest,
}
"""What parsers say, and what finds the mistake behind it; the first that does is taken."""
