"""sitegen itself as a wheel, packed from wherever it runs: for a site that pins what builds it.

The same sources give the same bytes. See "Binary distribution format" in the packaging
specifications of Python, and "Recording installed projects" for `RECORD`.
"""

import io
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sitegen.installed import DISTRIBUTION
from sitegen.theme import package, theme

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NAME = "sitegen"
LOCK = "requirements.lock"
"""In a checkout, a link to the file at its top."""

SKIPPED = frozenset({"__pycache__", "theme"})
WHEEL = "Wheel-Version: 1.0\nGenerator: sitegen\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
LICENSE = "licenses/LICENSE"
KEPT = (
    *("Version", "Summary", "License-Expression", "License-File", "Requires-Python"),
    "Project-URL",
)


class Wheel(NamedTuple):
    """A wheel: its file's name, its bytes, and their digest in hexadecimal."""

    name: str
    data: bytes
    digest: str


def packed() -> Wheel | None:
    """Return the sitegen that runs as a wheel; None if it was not installed in any way."""
    try:
        about = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return None
    stem = f"{DISTRIBUTION.replace('-', '_')}-{about.version}"
    info = f"{stem}.dist-info"
    inside = dict(_sources())
    inside[f"{info}/METADATA"] = _metadata(about).encode()
    inside[f"{info}/WHEEL"] = WHEEL.encode()
    inside[f"{info}/entry_points.txt"] = f"[console_scripts]\n{NAME} = {NAME}.cli:main\n".encode()
    if text := about.read_text(LICENSE):
        inside[f"{info}/{LICENSE}"] = text.encode()
    record = [
        f"{path},sha256={_digest(data)},{len(data)}\n" for path, data in sorted(inside.items())
    ]
    inside[f"{info}/RECORD"] = f"{''.join(record)}{info}/RECORD,,\n".encode()
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path, data in inside.items():
            member = ZipInfo(path)  # dated 1980, whenever it is written
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o100644 << 16
            archive.writestr(member, data)
    data = buffer.getvalue()
    return Wheel(f"{stem}-py3-none-any.whl", data, sha256(data).hexdigest())


def _metadata(about: Distribution) -> str:
    """Return what pip must know; the README of a checkout may be newer than its metadata."""
    told = about.metadata
    lines = ["Metadata-Version: 2.4", f"Name: {DISTRIBUTION}"]
    for key in KEPT:
        lines += [f"{key}: {it}" for it in told.get_all(key) or ()]
    lines += [f"Requires-Dist: {it}" for it in sorted(told.get_all("Requires-Dist") or ())]
    return "\n".join([*lines, ""])


def pinned() -> str:
    """Return all that sitegen needs, by version and hash, as pip reads it."""
    return (files("sitegen.scaffold") / LOCK).read_text("utf-8")


def _sources() -> Iterator[tuple[str, bytes]]:
    yield from _below(package(), NAME)
    for folder in ("templates", "static"):
        yield from _below(theme() / folder, f"{NAME}/theme/{folder}")


def _below(folder: "Traversable", path: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder, sorted, with their paths in the wheel."""
    for entry in sorted(folder.iterdir(), key=lambda it: it.name):
        if entry.name in SKIPPED:
            continue
        if entry.is_dir():
            yield from _below(entry, f"{path}/{entry.name}")
        elif not entry.name.endswith((".pyc", "~")) and not entry.name.startswith("."):
            yield f"{path}/{entry.name}", entry.read_bytes()


def _digest(data: bytes) -> str:
    return urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
