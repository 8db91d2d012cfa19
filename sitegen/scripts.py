"""Scripts as they are served: with the names of the modules that they import, and lean. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping

import rjsmin

_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*(["'])(\.{1,2}/[^"'\\\n]+)\1""")


def imported(script: str) -> Iterator[tuple[str, int, int]]:
    """Yield (reference, line, column) of what may be a module beside this: "./words.js".

    No parser looks at it: what is no import, but looks like one, names no file as a rule.
    """
    for found in _IMPORT.finditer(script):
        before = script[: found.start(2)]
        yield found[2], before.count("\n") + 1, len(before) - before.rfind("\n")


def pointed(script: str, hrefs: Mapping[str, str]) -> str:
    """Return a script with hrefs for the references that it imports."""
    return _IMPORT.sub(
        lambda found: found[0].replace(found[2], hrefs.get(found[2], found[2])), script
    )


_IMPORTS = re.compile(r'^import \{[^}]*\} from "[^"]*";\n', re.MULTILINE)
_EXPORTED = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
_EXPORTS = re.compile(r"^export \{([^}]*)\};\n", re.MULTILINE)


def joined(script: str, modules: Iterable[str]) -> str:
    """Return a script with the modules before it that it imports, each after those that it imports.

    Each keeps its names to itself but for those that it exports, which no two may have alike. That
    is for scripts of ours, too: they import and export by name, on lines of their own. One file is
    smaller than several once they are compressed, and readers ask once.
    """
    before = [_closed(it) for it in modules]
    return "".join([*before, _IMPORTS.sub("", script)]) if before else script


def _closed(module: str) -> str:
    listed = [name.strip() for some in _EXPORTS.findall(module) for name in some.split(",")]
    names = ", ".join([*_EXPORTED.findall(module), *listed])
    code = _EXPORTS.sub("", _EXPORTED.sub("", _IMPORTS.sub("", module)))
    return f"const {{ {names} }} = (() => {{\n{code}\nreturn {{ {names} }};\n}})();\n"


def lean(script: str) -> str:
    """Return a script without comments and blanks.

    That is for scripts of ours, which tests run as they are served: it takes a regular expression
    behind a closing bracket for a division.
    """
    return str(rjsmin.jsmin(script))
