"""Which HTML of a folder is a text, and which a template whose words code puts there."""

import re
from pathlib import Path

HTML = (".html", ".htm")
LARGEST = 2 * 1024**2
"""Bytes of a text: what a site takes."""

_FENCED = re.compile(r"\ufeff?(?:---[ \t]*\r?\n|\+\+\+[ \t]*\r?\n)")
_HEAD = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<(?!img\b)[^>]*>", re.DOTALL)
_CODE = re.compile(
    r"\{%-?\s*(?:for|if|unless|case|tablerow|assign|paginate|extends|block)\b|<html\b|\{\{-?\s*content",
    re.IGNORECASE,
)


def has_front_matter(file: Path) -> bool:
    """Say whether a file begins with a front matter, by which generators know their texts."""
    with file.open("rb") as stream:
        return _FENCED.match(stream.read(64).decode("utf-8", "replace")) is not None


def has_body(file: Path) -> bool:
    """Say whether words stand below a front matter."""
    return bool(_HEAD.sub("", _text(file), count=1).strip())


def is_template(file: Path) -> bool:
    """Say whether code fills a page: lists, layouts, what has a frame of its own, or no words."""
    text = _text(file)
    return bool(_CODE.search(text)) or not _MARKUP.sub("", _HEAD.sub("", text, count=1)).strip()


def _text(file: Path) -> str:
    """Return what a file holds; nothing of one that is too large to be read."""
    return "" if file.stat().st_size > LARGEST else file.read_text("utf-8", "replace")
