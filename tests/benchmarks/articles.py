"""An article of the newspaper as a text: what its front matter says, and edits of that."""

import re
from collections.abc import Callable
from pathlib import Path

Press = Callable[[str, str], tuple[Path, str]]
"""Makes an article, by its name and text, one of a program: its file, and what that holds."""


def month_of(file: Path) -> str:
    """Return the folder of an article below content/articles/: "2016/01"."""
    return "/".join(file.parts[-3:-1])


def month_in(text: str) -> str:
    """Return the month of an article by its date, as `month_of` does by its file."""
    return value_of(text, "date")[:7].replace("-", "/")


def address_in(name: str, text: str) -> str:
    """Return the address of an article: "/2016/01/name/"."""
    return f"/{month_in(text)}/{name}/"


def value_of(text: str, key: str) -> str:
    """Return a value of an article's front matter; "" if it has none."""
    found = re.search(rf"(?m)^{key}: (.*)$", text)
    return found[1] if found else ""


def values_of(text: str, key: str) -> list[str]:
    """Return the values of a list in an article's front matter."""
    return [it for it in value_of(text, key).strip("[]").split(", ") if it]


def with_value(text: str, key: str, value: str) -> str:
    """Return an article with a value instead of what it had, or without one if that is ""."""
    bare = re.sub(rf"(?m)^{key}: .*\n", "", text, count=1)
    return bare.replace("---\n", f"---\n{key}: {value}\n", 1) if value else bare
