"""Stemmers of Snowball as JavaScript, read off the Python of the `snowballstemmer` installed.

Snowball generates Python of very few kinds of statement: tests of characters at a cursor, calls,
and `try` blocks that are left by raising a class named `lab0`, `lab1` and so on. Each has one
counterpart in JavaScript (such a block is a labelled one, left by `break`), so what is written
here does the same by construction, and what is not foreseen is refused (`UnknownSyntaxError`)
rather than guessed. The state of the stemmer is a handful of variables of the module:

    s  the word          i  the cursor      x, y  the ends of the slice
    l  its limit         k  the limit backwards

Python counts characters and JavaScript units of UTF-16. So a word is given to a stemmer only if
all of it is of the alphabet of its language (`languages`), of which all lie in one unit.
"""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import snowballstemmer

RUNTIME = """\
let s,i,l,k,x,y;
const A=(t,f)=>{const m=new Map;let n=0;for(const g of t.split(";")){const[h,...w]=g.split(","),[r,\
j]=h.split("/");for(const e of w){m.set(e,[+r,j&&f[j]]);n=Math.max(n,e.length)}}return[m,n]},
fa=([m,n])=>{for(let c=i,t=Math.min(n,l-c);t>=0;t--){const e=m.get(s.slice(c,c+t));if(e){i=c+t;\
if(!e[1])return e[0];if(e[1]()){i=c+t;return e[0]}}}return 0},
fb=([m,n])=>{for(let c=i,t=Math.min(n,c-k);t>=0;t--){const e=m.get(s.slice(c-t,c));if(e){i=c-t;\
if(!e[1])return e[0];if(e[1]()){i=c-t;return e[0]}}}return 0},
ig=g=>i<l&&g.includes(s[i])&&!!++i,
og=g=>i<l&&!g.includes(s[i])&&!!++i,
ib=g=>i>k&&g.includes(s[i-1])&&(i--,1),
ob=g=>i>k&&!g.includes(s[i-1])&&(i--,1),
gi=g=>{for(;i<l;i++)if(!g.includes(s[i]))return 1},
go=g=>{for(;i<l;i++)if(g.includes(s[i]))return 1},
gj=g=>{for(;i>k;i--)if(!g.includes(s[i-1]))return 1},
gp=g=>{for(;i>k;i--)if(g.includes(s[i-1]))return 1},
q=t=>i+t.length<=l&&s.startsWith(t,i)&&(i+=t.length,1),
p=t=>i-t.length>=k&&s.endsWith(t,i)&&(i-=t.length,1),
R=(a,b,t)=>{const d=t.length-b+a;s=s.slice(0,a)+t+s.slice(b);l+=d;if(i>=b)i+=d;else if(i>a)i=a;\
return d},
sf=t=>{R(x,y,t);y=x+t.length},
sd=()=>sf(""),
N=(a,b,t)=>{const d=R(a,b,t);if(a<=x)x+=d;if(a<=y)y+=d},
st=()=>s.slice(x,y);
"""
"""What `snowballstemmer.basestemmer` does, for the functions named below. A list of endings is
asked for the longest that fits, where Python goes from each to the longest shorter one."""

METHODS = {
    "find_among": "fa",
    "find_among_b": "fb",
    "in_grouping": "ig",
    "in_grouping_b": "ib",
    "out_grouping": "og",
    "out_grouping_b": "ob",
    "go_in_grouping": "gi",
    "go_in_grouping_b": "gj",
    "go_out_grouping": "go",
    "go_out_grouping_b": "gp",
    "eq_s": "q",
    "eq_s_b": "p",
    "slice_from": "sf",
    "slice_del": "sd",
    "slice_to": "st",
    "insert": "N",
}
STATE = {
    "current": "s",
    "cursor": "i",
    "limit": "l",
    "limit_backward": "k",
    "bra": "x",
    "ket": "y",
}
OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Or: "||",
    ast.And: "&&",
    ast.Not: "!",
    ast.USub: "-",
}


class UnknownSyntaxError(Exception):
    """The Python of a stemmer has what this cannot read: another version of Snowball."""


@cache
def stemmer(algorithm: str) -> str:
    """Return JavaScript that defines `stem(word)`, by the name of an algorithm of Snowball."""
    source = Path(snowballstemmer.__file__).with_name(f"{algorithm}_stemmer.py")
    tree = ast.parse(source.read_text("utf-8"))
    found = [it for it in tree.body if isinstance(it, ast.ClassDef) and it.name.endswith("Stemmer")]
    return RUNTIME + _Writer().stemmer(found[0])


class _Writer:
    """JavaScript of one class, with short names in place of Snowball's."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._locals: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._count = 0

    def stemmer(self, class_: ast.ClassDef) -> str:
        tables, functions, state = [], [], []
        for node in class_.body:
            match node:
                case ast.FunctionDef():
                    functions.append(self._function(node))
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                    state.append(f"{self._name(name)}={_literal(value)}")
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    tables.append(f"{self._name(name)}={self._table(value)}")
                case ast.Expr(value=ast.Constant()):
                    pass
                case _:
                    raise UnknownSyntaxError(ast.unparse(node))
        start = f"const stem=w=>{{s=w;i=k=x=0;l=y=w.length;{self._name('_stem')}();return s}};\n"
        let = f"let {','.join(state)};\n" if state else ""
        return let + "".join(f"const {it};\n" for it in tables) + "".join(functions) + start

    def _name(self, name: str) -> str:
        """Return the short name of what belongs to the class."""
        return self._names.setdefault(name, f"${len(self._names)}")

    def _table(self, node: ast.expr) -> str:
        match node:
            case ast.List(elts=endings):
                return self._endings(endings)
            case ast.Set(elts=chars):
                return _literal("".join(map(_text, chars)))
            case ast.Tuple(elts=texts):
                return f"[{','.join(_literal(_text(it)) for it in texts)}]"
        raise UnknownSyntaxError(ast.unparse(node))

    def _endings(self, endings: Iterable[ast.expr]) -> str:
        """Return a list of endings as groups of one result: `1,ed,ing;2,ly`."""
        groups: dict[str, list[str]] = {}
        functions: list[str] = []
        for ending in endings:
            match ending:
                case ast.Call(args=[text, _, result, ast.Name(id=method)]):
                    name = self._name(method)
                    if name not in functions:
                        functions.append(name)
                    head = f"{ast.unparse(result)}/{functions.index(name)}"
                case ast.Call(args=[text, _, result]):
                    head = ast.unparse(result)
                case _:
                    raise UnknownSyntaxError(ast.unparse(ending))
            groups.setdefault(head, []).append(_text(text))
        if any(set(",;") & set(text) for texts in groups.values() for text in texts):
            raise UnknownSyntaxError("an ending with a comma or a semicolon")
        written = _literal(";".join(",".join([head, *texts]) for head, texts in groups.items()))
        return f"A({written},[{','.join(functions)}])" if functions else f"A({written})"

    def _function(self, node: ast.FunctionDef) -> str:
        self._locals, self._labels = {}, {}
        body = self._block(node.body)
        let = f"let {','.join(self._locals.values())};" if self._locals else ""
        return f"function {self._name(node.name)}(){{{let}{body}}}\n"

    def _block(self, nodes: Iterable[ast.stmt]) -> str:
        return "".join(map(self._statement, nodes))

    def _statement(self, node: ast.stmt) -> str:  # noqa: C901, PLR0911, PLR0912 - one case a kind
        match node:
            case ast.Try(body=body, handlers=[ast.ExceptHandler(type=ast.Name(id=label))]):
                outer = self._labels.get(label)
                self._count += 1
                self._labels[label] = own = f"L{self._count}"
                written = f"{own}:{{{self._block(body)}}}"
                if outer:
                    self._labels[label] = outer
                return written
            case ast.Raise(exc=ast.Call(func=ast.Name(id=label))):
                return f"break {self._labels[label]};"
            case ast.While(test=test, body=body, orelse=[]):
                return f"for(;{self._test(test)};){{{self._block(body)}}}"
            case ast.For(target=ast.Name(id="_"), iter=ast.Tuple(elts=turns), body=body):
                self._count += 1
                own = f"t{self._count}"
                return f"for(let {own}=0;{own}<{len(turns)};{own}++){{{self._block(body)}}}"
            case ast.If(test=test, body=body, orelse=orelse):
                other = f"else{{{self._block(orelse)}}}" if orelse else ""
                return f"if({self._value(test)}){{{self._block(body)}}}{other}"
            case ast.Assign(targets=[target], value=value):
                return f"{self._value(target)}={self._value(value)};"
            case ast.AugAssign(target=target, op=op, value=value):
                return f"{self._value(target)}{OPERATORS[type(op)]}={self._value(value)};"
            case ast.Return(value=value):
                return f"return {self._value(value)};" if value else "return;"
            case ast.Expr(value=value):
                return f"{self._value(value)};"
            case ast.Break():
                return "break;"
            case ast.Continue():
                return "continue;"
            case ast.Pass():
                return ""
        raise UnknownSyntaxError(ast.unparse(node))

    def _test(self, node: ast.expr) -> str:
        endless = isinstance(node, ast.Constant) and node.value is True
        return "" if endless else self._value(node)

    def _value(self, node: ast.expr) -> str:  # noqa: PLR0911 - one case a kind
        match node:
            case ast.Constant(value=value):
                return _literal(value)
            case ast.Name(id=name):
                return self._locals.setdefault(name, f"v{len(self._locals)}")
            case ast.Attribute(value=ast.Name(), attr=name):
                return STATE.get(name) or METHODS.get(name) or self._name(name)
            case ast.Subscript(value=value, slice=index):
                return f"{self._value(value)}[{self._value(index)}]"
            case ast.Call(func=ast.Name(id="len"), args=[of]):
                return f"{self._value(of)}.length"
            case ast.Call(func=function, args=args):
                return f"{self._value(function)}({','.join(map(self._value, args))})"
            case ast.UnaryOp(op=op, operand=operand):
                return f"{OPERATORS[type(op)]}{self._bracketed(operand)}"
            case (
                ast.BinOp(left=left, op=op, right=right)
                | ast.Compare(left=left, ops=[op], comparators=[right])
            ):
                right_ = self._bracketed(right)
                return f"{self._bracketed(left)}{OPERATORS[type(op)]}{right_}"
            case ast.BoolOp(op=op, values=values):
                return OPERATORS[type(op)].join(map(self._bracketed, values))
        raise UnknownSyntaxError(ast.unparse(node))

    def _bracketed(self, node: ast.expr) -> str:
        """Return a part of an expression, in brackets if it is put together itself."""
        simple = isinstance(
            node, ast.Constant | ast.Name | ast.Attribute | ast.Call | ast.Subscript
        )
        return self._value(node) if simple else f"({self._value(node)})"


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise UnknownSyntaxError(ast.unparse(node))


def _literal(value: object) -> str:
    match value:
        case bool():
            return str(int(value))
        case int():
            return str(value)
        case str() if not set('"\\\n') & set(value):
            return f'"{value}"'
    raise UnknownSyntaxError(repr(value))
