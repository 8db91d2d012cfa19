"""Attributes as kramdown and Python-Markdown have them: behind a block, or within a line.

Links lead to ids, so these stay: that of a heading behind its words, any other as a place of its
own. All else is for a design that is not ours. What looks alike in code (`"{:.2f}"`) is code.
"""

import re
from html import escape

from sitegen.importing.folders.codes import outside_code

_UNSEEN = re.compile(
    r"\{::comment\}.*?\{:/(?:comment)?\}|\{::(?:nomarkdown|options)\b[^}]*\}|\{:/(?:nomarkdown)?\}"
    r"|^(?:[*+-]|\d+[.)])[ \t]+[^\n]*\n\{:(?:[^}\n]*[ \t])?toc\b[^}\n]*\}[ \t]*$|^\[TOC\]$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
"""Comments, marks of what is no Markdown, and lists of contents: a page makes its own."""

_ALONE = re.compile(r"[ \t>]*\{:([^}]*)\}[ \t]*")
_WITHIN = re.compile(r"(?<=\S)\{:(?!toc)([^}\n]*)\}")
_ID = re.compile(r"(?:^|\s)#([^\s}#]+)")
_ATX = re.compile(r"[ \t>]*#{1,6}[ \t]")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*")


def without_attributes(text: str) -> str:
    """Return a text of Markdown without attributes, but for the ids that links may lead to."""
    return outside_code(text, _without) if "{:" in text or "[TOC]" in text.upper() else text


def _without(text: str) -> str:
    lines: list[str] = []
    for line in _UNSEEN.sub("", text).split("\n"):
        alone = _ALONE.fullmatch(line)
        if not alone:
            is_heading = _ATX.match(line)  # whose attributes are read with it
            lines.append(line if is_heading else _WITHIN.sub(lambda it: _place(it[1]), line))
        elif place := _place(alone[1]):
            heading = _heading_at(lines)
            if heading and not lines[heading].rstrip().endswith("}"):
                lines[heading] += f" {{#{_id(alone[1])}}}"
            else:
                in_table = lines and lines[-1].lstrip().startswith("|")
                lines += ["", place] if in_table else [place]
    return "\n".join(lines)


def _heading_at(lines: list[str]) -> int:
    """Return which of the last lines has the words of a heading, from the end; 0 if none has."""
    if lines and _ATX.match(lines[-1]):
        return -1
    return -2 if len(lines) > 1 and lines[-2].strip() and _SETEXT.fullmatch(lines[-1]) else 0


def _id(told: str) -> str:
    found = _ID.search(told)
    return found[1] if found else ""


def _place(told: str) -> str:
    id_ = _id(told)
    return f'<a id="{escape(id_)}"></a>' if id_ else ""
