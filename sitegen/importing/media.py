"""A copied folder of uploads: which of its files an address of the old site means."""

import os
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen.content.places import PICTURES
from sitegen.urls import nfc, refused_name

_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)")
_MADE = re.compile(r"-(?:scaled|rotated)(?=\.\w+$)|-e\d{10,}(?=\.\w+$)")
UPLOADS = "wp-content/uploads/"


def safe_path(path: str) -> str:
    """Return a path below a folder as it may be written here; empty if it leads out of it."""
    parts = [it for it in nfc(path).replace("\\", "/").split("/") if it not in {"", "."}]
    if ".." in parts or not parts or any(refused_name(it) or it[0] == "." for it in parts):
        return ""
    if any(not it.isprintable() or len(it.encode()) > 200 for it in parts):  # noqa: PLR2004
        return ""
    return "/".join(parts)


def is_picture(path: str) -> bool:
    """Say whether browsers show what has this name."""
    return posixpath.splitext(path)[1].lower() in PICTURES


def below_uploads(address: str) -> str:
    """Return where an address lies below the folder of uploads; empty if it does not."""
    path = unquote(urlsplit(address).path)
    for mark in (f"/{UPLOADS}", "/content/images/", "/uploads/", "/files/"):
        if mark in path:
            return path.partition(mark)[2]
    return path.lstrip("/")


class Media:
    """The files below some folders, looked up by their paths there. None is ever written."""

    def __init__(self, *folders_: Path | None) -> None:
        self._files: dict[str, str] = {}
        self._tops: dict[str, Path] = {}
        for folder in filter(None, folders_):
            for top, folders, names in os.walk(folder):
                folders[:] = sorted(it for it in folders if it[0] != "." and it != "node_modules")
                below = Path(top).relative_to(folder).as_posix()
                for name in sorted(names):
                    path = name if below == "." else f"{below}/{name}"
                    key = nfc(path).lower()
                    if key not in self._files and not (Path(top) / name).is_symlink():
                        self._files[key] = path
                        self._tops[path] = folder

    def find(self, path: str) -> str:
        """Return the path of the largest original that a path stands for; empty if none is there.

        `photo-300x200.jpg` and `photo-scaled.jpg` were made of `photo.jpg`.
        """
        for candidate in candidates(path):
            for prefix in ("", UPLOADS, "uploads/", "content/images/", "images/"):
                if found := self._files.get(nfc(prefix + candidate).lower()):
                    return found
        return ""

    def file(self, path: str) -> Path:
        """Return the file at a path that was found."""
        return self._tops[path] / path


def candidates(path: str) -> list[str]:
    """Return what a file may have been made from, the largest first, and itself."""
    whole = _MADE.sub("", _SIZE.sub("", path))
    return list(dict.fromkeys([whole, _SIZE.sub("", path), path]))
