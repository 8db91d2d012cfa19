"""The default theme, wherever sitegen is installed: a folder, a checkout, or a zip file.

A wheel carries the top-level `templates/` and `static/` as `sitegen/theme/`; a checkout has
them beside the package. This module alone knows the difference.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def package() -> "Traversable":
    """Return the folder that holds our sources."""
    folder = Path(__file__).parent
    if folder.is_dir():
        return folder
    # It takes longer to import than most themes to read.
    from importlib.resources import files  # noqa: PLC0415

    return files("sitegen")


@cache
def theme() -> "Traversable":
    """Return the folder that holds the default `templates/` and `static/`."""
    packaged = package() / "theme"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parent.parent


def theme_files(folder: str) -> Iterator[str]:
    """Yield the paths of the theme's files below `folder`, which each begins with."""
    yield from sorted(_walk(theme() / folder, folder))


def read_theme(path: str) -> bytes:
    """Return the bytes of one file of the theme."""
    return theme().joinpath(*path.split("/")).read_bytes()


def _walk(folder: "Traversable", path: str) -> Iterator[str]:
    for entry in folder.iterdir():
        below = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _walk(entry, below)
        else:
            yield below
