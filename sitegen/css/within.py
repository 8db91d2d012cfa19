"""CSS inside drawings: what asks for nothing outside of them, and what refers to parts of them.

Pure, and total: a browser makes something of any text, and so does this. What is nested deeper
than any program writes is nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import tinycss2
import tinycss2.serializer
from tinycss2.ast import (
    AtKeywordToken,
    IdentToken,
    LiteralToken,
    Node,
    URLToken,
    WhitespaceToken,
)

DEEPEST = 50
"""Brackets within brackets."""

REMEMBERED = 1024
"""How many values are kept: drawings say the same again and again."""

_LOADS = frozenset({"cross-fade", "image", "image-set", "src"})
"""Functions other than `url()` that load what they name; some browsers put a prefix before them."""

_PREFIX = re.compile("-[a-z]+-")
_GLOBAL = frozenset({"charset", "import", "namespace"})
"""Statements that name other files, or change how names are read."""

_MAY_ASK = re.compile(r"[\\@]|/\*|<!--|-->|(?:url|src|image|image-set|cross-fade)\(", re.IGNORECASE)
"""What a text must hold to ask for anything, or to be anything else than it seems."""

_FRAME = frozenset({"<!--", "-->"})
_MISREAD = re.compile(
    r"\\|/\*|@import|<!--|-->|url\((?!#|data:)|(?:src|image|image-set|cross-fade)\(", re.IGNORECASE
)
"""What other programs may read otherwise than browsers do, be it in a text in quotes."""

_PLAIN_REFERENCE = re.compile(r"url\(#[\w.-]+\)")
_PLAIN_DECLARATION = re.compile(r"([A-Za-z-]+):\s*url\(#([\w.-]+)\)\s*")
_MAY_REFER = re.compile(r"url\(|\\|filter", re.IGNORECASE)
_FILTERS = frozenset({"backdrop-filter", "filter"})
"""Properties whose functions, such as `blur(5px)`, are effects."""

_OWN = re.compile(r"(?:#|data:)[^\s()\"'\\]*", re.IGNORECASE)
"""Addresses of parts of a drawing, and of what it carries, that need no quotes."""

_BLOCKS = frozenset({"() block", "[] block", "{} block"})


class Reference(NamedTuple):
    """A part of a drawing that a property names, by its id; empty for an effect of CSS's own."""

    property: str
    id: str


class Rule(NamedTuple):
    """References of all elements that have one of some names, or of all elements if None.

    A name is that of an element ("path"), an id ("#a") or a class (".a"), and one of those that an
    element must have: so a rule may seem to hold for more than it does, and never for less.
    """

    names: frozenset[str] | None
    references: tuple[Reference, ...]


# What asks for nothing


@lru_cache(REMEMBERED)
def calm(css: str) -> str:
    """Return a value, declarations or a stylesheet that ask for nothing outside of the drawing.

    They hold no comment, no escape and nothing that is broken, so other programs cannot read
    them in another way: a declaration, or a rule, that needs an escape is left out.
    """
    if not _MAY_ASK.search(css) or _PLAIN_REFERENCE.fullmatch(css):
        return css
    nodes = _parsed(css)
    return "" if nodes is None else "".join(_calmed(nodes))


def _parsed(css: str) -> list[Any] | None:
    """Return the component values of a text; None if they are nested too deep."""
    nodes: list[Any] = tinycss2.parse_component_value_list(css)
    level = nodes
    for _ in range(DEEPEST):
        level = [inner for node in level for inner in _inside(node)]
        if not level:
            return nodes
    return None


def _inside(node: Node) -> Sequence[Any]:
    return getattr(node, "content", None) or getattr(node, "arguments", None) or ()


def _calmed(nodes: Iterable[Any]) -> Iterator[str]:
    """Yield what stays of declarations and rules."""
    run: list[Any] = []
    for node in nodes:
        if node.type == "{} block":
            prelude = _text(run)
            if prelude is not None:
                yield from (prelude, "{", *_calmed(node.content), "}")
            run = []
        elif node == ";":
            written = _text(run)
            yield f"{written};" if written is not None else ""
            run = []
        else:
            run.append(node)
    yield _text(run) or ""


def _text(nodes: list[Any]) -> str | None:
    """Return a prelude or a declaration; None if it cannot stay."""
    if any(map(_is_global, nodes)):
        return None
    text = str(tinycss2.serialize(list(_mended(nodes))))
    return None if _MISREAD.search(text) else text


def _mended(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        place = node.source_line, node.source_column
        if node.type == "error" and node.kind.startswith("eof"):
            continue  # what it ended is whole by now
        if node.type in {"comment", "error"} or _is_frame(node) or _is_global(node):
            yield WhitespaceToken(*place, " ")
        elif node.type == "string":
            node.representation = f'"{tinycss2.serializer.serialize_string_value(node.value)}"'
            yield node
        elif node.type == "url":
            yield _within(node, node.value)
        elif node.type == "function" and node.lower_name == "url":
            yield _within(
                node, next((it.value for it in node.arguments if it.type == "string"), "")
            )
        elif node.type == "function":
            if _PREFIX.sub("", node.lower_name, count=1) in _LOADS:
                yield IdentToken(*place, "none")
            else:
                node.arguments = list(_mended(node.arguments))
                yield node
        else:
            if node.type in _BLOCKS:
                node.content = list(_mended(node.content))
            yield node


def _is_global(node: Node) -> bool:
    return isinstance(node, AtKeywordToken) and node.lower_value in _GLOBAL


def _is_frame(node: Node) -> bool:
    return isinstance(node, LiteralToken) and node.value in _FRAME


def _within(node: Node, address: str) -> URLToken:
    """Return an address if it lies within the drawing; else one that leads nowhere."""
    own = address if _OWN.fullmatch(address) else "#"
    return URLToken(node.source_line, node.source_column, own, f"url({own})")


# What refers to parts


@lru_cache(REMEMBERED)
def references(declarations: str) -> tuple[Reference, ...]:
    """Return what declarations refer to, such as those in the attribute `style`."""
    if not _MAY_REFER.search(declarations):
        return ()
    if plain := _PLAIN_DECLARATION.fullmatch(declarations):
        return (Reference(plain[1].lower(), plain[2]),)
    return tuple(_references(_parsed(declarations) or ()))


def rules(css: str) -> tuple[Rule, ...]:
    """Return the rules of a stylesheet that refer to something."""
    return tuple(_rules(_parsed(css) or (), frozenset()))


def _references(nodes: Iterable[Any]) -> Iterator[Reference]:
    declaration: list[Any] = []
    for node in (*nodes, _END):
        if node == ";" or node.type == "{} block":
            yield from _named(declaration)
            declaration = []
        elif node.type not in {"whitespace", "comment"}:
            declaration.append(node)


_END = LiteralToken(0, 0, ";")


def _named(declaration: Sequence[Any]) -> Iterator[Reference]:
    if len(declaration) > 1 and declaration[0].type == "ident" and declaration[1] == ":":
        name = declaration[0].lower_value
        for address in _addresses(declaration[2:]):
            if address.startswith("#"):
                yield Reference(name, address[1:])
        if _PREFIX.sub("", name, count=1) in _FILTERS:
            for node in declaration[2:]:
                if node.type == "function" and node.lower_name != "url":
                    yield Reference(name, "")


def _addresses(nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        if node.type == "url":
            yield node.value
        elif node.type == "function" and node.lower_name == "url":
            yield from (it.value for it in node.arguments if it.type == "string")
        else:
            yield from _addresses(_inside(node))


def _rules(nodes: Iterable[Any], around: frozenset[str] | None) -> Iterator[Rule]:
    prelude: list[Any] = []
    for node in nodes:
        if node.type == "{} block":
            is_statement = any(it.type == "at-keyword" for it in prelude)
            own = frozenset[str]() if is_statement else _names(prelude)
            names = None if own is None or around is None else own | around
            if told := tuple(_references(node.content)):
                yield Rule(names, told)
            yield from _rules(node.content, names)
            prelude = []
        elif node == ";":
            prelude = []
        else:
            prelude.append(node)


def _names(prelude: Iterable[Any]) -> frozenset[str] | None:
    """Return a name for each selector of a list; None if one may hold for elements of any name."""
    names: set[str] = set()
    compound: list[Any] = []
    goes_on = False
    for node in (*prelude, _COMMA):
        if node == ",":
            name = _name(compound)
            if name is None:
                return None
            names.add(name)
            compound = []
        elif node.type == "whitespace" or (node.type == "literal" and node.value in _COMBINATORS):
            goes_on = False
        elif node.type != "comment":
            if not goes_on:
                compound = []
            compound.append(node)
            goes_on = True
    return frozenset(names)


_COMMA = LiteralToken(0, 0, ",")
_COMBINATORS = frozenset({">", "+", "~"})


def _name(compound: Iterable[Any]) -> str | None:
    """Return the most telling name that an element must have for which a compound holds."""
    found: dict[str, str] = {}
    before = ""
    for node in compound:
        if node.type == "hash":
            found["id"] = f"#{node.value}"
        elif node.type == "ident" and before == ":" and node.lower_value == "root":
            found["element"] = "svg"
        elif node.type == "ident" and before in {"", ".", "|"}:
            found["class" if before == "." else "element"] = f"{before.strip('|')}{node.value}"
        before = node.value if node.type == "literal" else node.type
    return found.get("id") or found.get("class") or found.get("element")
