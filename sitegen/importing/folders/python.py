"""What Python says in so many words: settings of Pelican and Nikola, read and not run.

A script may do anything, so none is run. Of what stands at its top, assignments of literals count,
and of what is made of them: names that were assigned before, texts that are joined, one of two by
a condition that is known. What takes more is as if it were not there.
"""

import ast
from collections.abc import Mapping
from pathlib import Path

LARGEST = 1024**2
"""Bytes of a script that is read."""


def assigned(file: Path, known: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return what a script assigns at its top, by name; nothing if it is no script.

    `known` are names that it has from another one.
    """
    names = dict(known or {})
    if not file.is_file() or file.stat().st_size > LARGEST:
        return names
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return names
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=targets, value=value):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                targets = [target]
            case _:
                continue
        try:
            found = _value(value, names)
        except (_Unknown, RecursionError, TypeError):
            continue
        names |= {it.id: found for it in targets if isinstance(it, ast.Name)}
    return names


class _Unknown(Exception):
    """It is no literal, and nothing that is made of them."""


def _value(node: ast.expr, names: Mapping[str, object]) -> object:
    found: object
    match node:
        case ast.Constant(value=value):
            found = value
        case ast.Name(id=name) if name in names:
            found = names[name]
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            found = [_value(it, names) for it in items]
        case ast.Dict(keys=keys, values=values):
            pairs = [(key, value) for key, value in zip(keys, values, strict=True) if key]
            found = {_value(key, names): _value(value, names) for key, value in pairs}
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            found = _text(left, names) + _text(right, names)
        case ast.JoinedStr(values=parts):
            found = "".join(_text(it, names) for it in parts)
        case ast.FormattedValue(value=value, format_spec=None):
            found = _text(value, names)
        case ast.UnaryOp(op=ast.Not(), operand=value):
            found = not _value(value, names)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            found = _value(body if _value(test, names) else orelse, names)
        case _:
            raise _Unknown
    return found


def _text(node: ast.expr, names: Mapping[str, object]) -> str:
    value = _value(node, names)
    if not isinstance(value, str):
        raise _Unknown
    return value
