"""Heads of texts that are lines of a key and a value: those of Pelican and of Nikola.

Pelican's are the metadata of Python-Markdown (`Title: words`), or in reStructuredText a title and
the fields below it (`:date: 2020-01-01`); Nikola's are comments (`.. title: words`), which Markdown
encloses in `<!-- -->`.
"""

import re
from itertools import takewhile

from sitegen.importing.folders.front import Parts, lowered

_FIELD = re.compile(r"([A-Za-z0-9_-]+):[ \t]*(.*)")
_CONTINUED = re.compile(r"(?: {4}|\t)[ \t]*(\S.*)")
_COMMENT = re.compile(r"\.\.[ \t]+([\w-]+):(?!:)[ \t]*(.*)")
_DOCINFO = re.compile(r":([\w -]+):[ \t]*(.*)")
_TITLE = re.compile(
    r"(?:([=\-~^\"'`#*+.:_!])\1*[ \t]*\n)?[ \t]*(\S[^\n]*)\n([=\-~^\"'`#*+.:_!])\3+[ \t]*\n"
)
_HTML = re.compile(r"\s*<!--(.*?)-->[ \t]*\n?", re.DOTALL)


def of_markdown(text: str) -> Parts:
    """Return a text of Markdown with metadata at its head, which ends with a blank line."""
    keys: dict[str, object] = {}
    last = ""
    lines = text.lstrip("\ufeff\n").split("\n")
    fenced = lines[0].rstrip() == "---"
    count = 1 if fenced else 0
    for line in lines[count:]:
        if fenced and line.rstrip() in {"---", "..."}:
            count += 1
            break
        if found := _FIELD.fullmatch(line.rstrip()):
            last = found[1]
            keys[last] = found[2]
        elif last and (found := _CONTINUED.fullmatch(line.rstrip())):
            keys[last] = f"{keys[last]} {found[1]}".strip()
        else:
            break
        count += 1
    return Parts(lowered(keys), "\n".join(lines[count:]).lstrip("\n")) if keys else Parts({}, text)


def of_restructured(text: str) -> Parts:
    """Return a text of reStructuredText: its title, and the fields that stand below that."""
    keys: dict[str, object] = {}
    body = text.lstrip("\ufeff\n")
    if found := _TITLE.match(body):
        keys["title"] = found[2].strip()
        body = body[found.end() :].lstrip("\n")
    last = ""
    lines = body.split("\n")
    count = 0
    for line in lines:
        if found := _DOCINFO.fullmatch(line.rstrip()):
            last = found[1]
            keys[last] = found[2]
        elif last and line[:1] in {" ", "\t"} and line.strip():
            keys[last] = f"{keys[last]} {line.strip()}".strip()
        else:
            break
        count += 1
    return Parts(lowered(keys), "\n".join(lines[count:]).lstrip("\n"))


def of_comments(text: str) -> Parts:
    """Return a text with comments at its head, in HTML or as reStructuredText has them."""
    text = text.lstrip("\ufeff\n")
    if (found := _HTML.match(text)) and (keys := _commented(found[1])):
        return Parts(keys, text[found.end() :].lstrip("\n"))
    lines = text.split("\n")
    head = list(takewhile(lambda it: _COMMENT.fullmatch(it.rstrip()), lines))
    return Parts(_commented("\n".join(head)), "\n".join(lines[len(head) :]).lstrip("\n"))


def _commented(text: str) -> dict[str, object]:
    found = (_COMMENT.fullmatch(line.strip()) for line in text.split("\n"))
    return lowered({it[1]: it[2] for it in found if it})
