"""Pagefind, through its command: pages in, the files of a search index out."""

import errno
import os
import shutil
import subprocess
import zlib
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from pagefind_bin import get_executable  # type: ignore[import-untyped]

from sitegen.refusals import about
from sitegen.syndication.search import RUNTIME

ENTRY = "pagefind-entry.json"
PLAIN = (ENTRY, *RUNTIME)
"""The files that are not compressed, and so have no check sum in them."""

ROOM = 1_000_000
"""Bytes that must be free when Pagefind ends: on a full disk it writes less, and says nothing."""


class PagefindError(Exception):
    """Pagefind could not make an index; the message is its own."""


def index(pages: Iterable[tuple[str, str]], language: str, room: Path) -> dict[str, bytes]:
    """Return the files of an index by path, of pages by file name; works in a folder within `room`.

    All pages are taken to be in one language: each language would be an index of its own. Raises
    `PagefindError`, and `OSError` if there is no room.
    """
    with about(room), TemporaryDirectory(dir=room, prefix=".") as work:
        site, out = Path(work, "site"), Path(work, "index")
        site.mkdir()
        for name, html in pages:
            (site / name).write_text(html, "utf-8")
        # In a folder and an environment of its own, so that nothing else configures it.
        command = [str(get_executable()), "--site", "site", "--output-path", "index", "--silent"]
        done = subprocess.run(
            [*command, "--force-language", language],
            cwd=work,
            env={},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            said = (done.stderr or done.stdout).decode("utf-8", "replace").splitlines()
            raise PagefindError(said[-1] if said else f"it ended with {done.returncode}")
        if shutil.disk_usage(room).free < ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        try:
            return {name: _whole(out / name) for name in sorted(_names(out))}
        except (msgspec.DecodeError, zlib.error, KeyError, FileNotFoundError) as error:
            raise PagefindError("it has left a file that is not whole") from error


def _whole(file: Path) -> bytes:
    data = file.read_bytes()
    if file.name not in PLAIN:
        zlib.decompress(data, wbits=zlib.MAX_WBITS | 16)  # gzip ends with a check sum
    return data


def _names(out: Path) -> Iterable[str]:
    """Yield the names of the files that a browser asks for: no user interface, one WebAssembly."""
    languages = msgspec.json.decode((out / ENTRY).read_bytes())["languages"]
    for language in languages.values():
        yield f"pagefind.{language['hash']}.pf_meta"
        yield f"wasm.{language['wasm'] or 'unknown'}.pagefind"
    yield from (ENTRY, *RUNTIME)
    for folder in ("fragment", "index"):
        yield from (f"{folder}/{file.name}" for file in (out / folder).iterdir())
