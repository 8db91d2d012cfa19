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
    if not hrefs:
        return script
    return _IMPORT.sub(
        lambda found: found[0].replace(found[2], hrefs.get(found[2], found[2])), script
    )


_IMPORTS = re.compile(r'^import \{[^}]*\} from "[^"]*";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:\{[^}]*\};\n)?", re.MULTILINE)


def joined(script: str, modules: Iterable[str]) -> str:
    """Return a script with the modules before it that it imports, each after those that it imports.

    They share one space of names, in which no two have one alike. That is for scripts of ours, too:
    they import and export by name, on lines of their own. One file is smaller than several once
    they are compressed, and readers ask once.
    """
    before = [_EXPORT.sub("", _IMPORTS.sub("", it)) for it in modules]
    return "".join([*before, _IMPORTS.sub("", script)]) if before else script


def lean(script: str) -> str:
    """Return a script without comments and blanks, and with `let` for `const`, which is shorter.

    That is for scripts of ours, which tests run as they are served: it takes a regular expression
    behind a closing bracket for a division, and knows no texts with that word.
    """
    return _CONST.sub("let", str(rjsmin.jsmin(script)))


_CONST = re.compile(r"\bconst\b")
