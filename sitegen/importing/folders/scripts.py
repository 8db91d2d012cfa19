"""What JavaScript says in so many words: settings and data of Eleventy and Astro, read and not run.

A script may do anything, so none is run. But most say what they say as literals, and these are
read: texts, numbers, truth, lists and objects of them. Of a function only what it returns is read,
if that is one text. What takes more is as if it were not there.
"""

import re
from collections.abc import Mapping

Value = str | float | bool | None | list["Value"] | dict[str, "Value"]

_BLANK = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_TEXT = re.compile(
    r""""((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""", re.DOTALL
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\b")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_EXPORTED = re.compile(r"(?:\bexport\s+default|\bmodule\.exports\s*=)\s*(?:\w+\s*\(\s*)?(?=\{)")
_CONSTANT = re.compile(r"^\s*(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*=\s*", re.MULTILINE)
_RETURNED = re.compile(r"(?:\breturn|=>)\s*(?=[\"'`])")
_PAIRS = {"{": "}", "[": "]", "(": ")"}
_WORDS: Mapping[str, Value] = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}
DEEPEST = 20


class _Unknown(Exception):
    """What is there is no literal."""


def exported(script: str) -> dict[str, Value]:
    """Return the object that a script exports, or a call of it has, as far as it is literals."""
    found = _EXPORTED.search(script)
    value = value_at(script, found.end()) if found else None
    return value if isinstance(value, dict) else {}


def constants(script: str) -> dict[str, Value]:
    """Return the constants of a script that are literals, by name."""
    found = {it[1]: value_at(script, it.end()) for it in _CONSTANT.finditer(script)}
    return {key: value for key, value in found.items() if value is not None}


def named(script: str, key: str) -> Value:
    """Return the value of the first key of this name that has a literal, however deep it stands."""
    for it in re.finditer(rf"(?<![\w$.]){re.escape(key)}\s*:\s*", script):
        if (value := value_at(script, it.end())) is not None:
            return value
    return None


def value_at(script: str, at: int) -> Value:
    """Return the literal at a place; None if there is none."""
    try:
        return _value(script, at, 0)[0]
    except _Unknown:
        return None


def _value(script: str, at: int, depth: int) -> tuple[Value, int]:
    at = _past_blanks(script, at)
    start = script[at : at + 1]
    if depth > DEEPEST:
        raise _Unknown
    if start == "{":
        return _object(script, at + 1, depth)
    if start == "[":
        return _list(script, at + 1, depth)
    if found := _TEXT.match(script, at):
        return _read(found), found.end()
    if found := _NUMBER.match(script, at):
        return float(found[0]), found.end()
    if (found := _NAME.match(script, at)) and found[0] in _WORDS:
        return _WORDS[found[0]], found.end()
    raise _Unknown


def _read(found: re.Match[str]) -> str:
    text = next((it for it in found.groups() if it is not None), "")
    return re.sub(r"\\(.)", lambda it: _ESCAPED.get(it[1], it[1]), text, flags=re.DOTALL)


def _object(script: str, at: int, depth: int) -> tuple[Value, int]:
    found: dict[str, Value] = {}
    while True:
        at = _past_blanks(script, at)
        if script[at : at + 1] in {"}", ""}:
            return found, at + 1
        key = _TEXT.match(script, at) or _NAME.match(script, at)
        colon = _past_blanks(script, key.end()) if key else at
        if key and script[colon : colon + 1] == ":":
            name = _read(key) if key.re is _TEXT else key[0]
            start = colon + 1
            at = _past_value(script, start)
            if (value := _member(script, start, at, depth)) is not None:
                found[name] = value
        else:  # a method, or what another object has
            start, at = at, _past_value(script, at)
            if key and key.re is _NAME and (told := _returned(script[start:at])):
                found[key[0]] = told
        at += script[at : at + 1] == ","


def _member(script: str, start: int, end: int, depth: int) -> Value:
    """Return a value that ends where the next begins: a literal, or what a function returns."""
    try:
        value, behind = _value(script, start, depth + 1)
    except _Unknown:
        return _returned(script[start:end]) or None
    return value if _past_blanks(script, behind) >= end else None


def _returned(function: str) -> str:
    """Return the text that a function returns, if it returns one and no other."""
    found = list(_RETURNED.finditer(function))
    others = len(re.findall(r"\breturn\b", function)) - sum("return" in it[0] for it in found)
    text = _TEXT.match(function, found[0].end()) if len(found) == 1 and not others else None
    return _read(text) if text else ""


def _list(script: str, at: int, depth: int) -> tuple[Value, int]:
    found: list[Value] = []
    while True:
        at = _past_blanks(script, at)
        if script[at : at + 1] in {"]", ""}:
            return found, at + 1
        start, at = at, _past_value(script, at)
        if (value := _member(script, start, at, depth)) is not None:
            found.append(value)
        at += script[at : at + 1] == ","


def _past_value(script: str, at: int) -> int:
    """Return where a value ends, whatever it is: at a comma or a bracket that is not its own."""
    open_: list[str] = []
    while at < len(script):
        at = _past_blanks(script, at)
        sign = script[at : at + 1]
        if found := _TEXT.match(script, at):
            at = found.end()
            continue
        if not open_ and sign in {",", "}", "]", ")"}:
            return at
        if sign in _PAIRS:
            open_.append(_PAIRS[sign])
        elif open_ and sign == open_[-1]:
            open_.pop()
        at += 1
    return len(script)


def _past_blanks(script: str, at: int) -> int:
    found = _BLANK.match(script, at)
    return found.end() if found else at
