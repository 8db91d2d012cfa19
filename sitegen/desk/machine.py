"""What of a machine keeps a newsroom from working, and the cure: nothing is changed here."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from sitegen.checking.repository import git
from sitegen.config import read_config
from sitegen.content.discover import TOPS
from sitegen.content.places import CONFIG
from sitegen.errors import SiteError
from sitegen.installed import DISTRIBUTION
from sitegen.pictures.codecs import missing
from sitegen.pipeline.order import DRAFTS, PUBLIC, STATE
from sitegen.pipeline.output.locks import locked_if_free
from sitegen.refusals import refusal
from sitegen.timestamps import clock_text
from sitegen.typefaces.faces import SHIPPED
from sitegen.typefaces.shipped import font_bytes

State = Literal["fine", "note", "wrong"]
"""A note is something to know; what is wrong keeps commands from working, or loses something."""

OLDEST = (3, 11)
ROOM = 500_000_000
"""Bytes that a build with new pictures may need before what it replaces is deleted."""

AHEAD = timedelta(days=1)
"""By how much a file may seem to come from the future: other machines have clocks, too."""

RESERVED = (".example", "example.org", "example.com", "example.net", "localhost")
"""Hosts that nobody can have (RFC 2606)."""


class Symptom(Struct, frozen=True):
    """What was looked at, how it is, and what to do about it, if anything."""

    what: str
    state: State
    said: str
    cure: str = ""


def examined(root: Path, now: datetime) -> tuple[Symptom, ...]:
    """Return how a machine and a site on it are. Raises nothing for what is wrong with them."""
    return tuple(symptom for look in _LOOKS for symptom in look(root, now))


def _python(_: Path, __: datetime) -> Iterator[Symptom]:
    here = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        yield Symptom("Python", "wrong", here, "install Python 3.11 or newer")
    else:
        yield Symptom("Python", "fine", f"{here}, {sys.executable}")


def _libraries(_: Path, __: datetime) -> Iterator[Symptom]:
    """Look whether all that sitegen depends on is installed."""
    try:
        needed = [it for it in requires(DISTRIBUTION) or () if "extra ==" not in it]
    except PackageNotFoundError:
        hint = "install sitegen, or run it by `make`"
        yield Symptom("libraries", "note", "sitegen runs without being installed", hint)
        return
    lost = []
    for it in needed:
        name = it.partition(";")[0].strip()
        name = name[: next((at for at, char in enumerate(name) if char in "<>=!~ ["), len(name))]
        try:
            version(name)
        except PackageNotFoundError:
            if "python_version" not in it:
                lost.append(name)
    if lost:
        cure = "install sitegen again, with all that it depends on"
        yield Symptom("libraries", "wrong", f"not installed: {', '.join(lost)}", cure)
    else:
        yield Symptom("libraries", "fine", f"all {len(needed)} are installed")


def _pictures(_: Path, __: datetime) -> Iterator[Symptom]:
    if lost := missing():
        cure = "install Pillow from its wheels: `pip install --force-reinstall pillow`"
        yield Symptom("pictures", "wrong", f"Pillow lacks {', '.join(lost)}", cure)
    else:
        yield Symptom("pictures", "fine", f"Pillow {version('pillow')} reads and writes all kinds")


def _fonts(_: Path, __: datetime) -> Iterator[Symptom]:
    lost = []
    for package, file in {(it.package, it.file) for it in SHIPPED}:
        try:
            font_bytes(package, file)
        except (OSError, ModuleNotFoundError):
            lost.append(package)
    if lost:
        cure = "install sitegen again, with all that it depends on"
        yield Symptom("typefaces", "wrong", f"not installed: {', '.join(sorted(lost))}", cure)
    else:
        yield Symptom("typefaces", "fine", "all are installed")


def _terminal(_: Path, __: datetime) -> Iterator[Symptom]:
    encoding = sys.getfilesystemencoding()
    if encoding.lower() != "utf-8":
        cure = "set `LC_ALL=C.UTF-8`, or a locale of your language that ends in UTF-8"
        yield Symptom("letters", "wrong", f"names of files are read as {encoding}", cure)
    else:
        yield Symptom("letters", "fine", "UTF-8")


def _browser(_: Path, __: datetime) -> Iterator[Symptom]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    yield Symptom("Chromium", "fine", found or "not installed; tests of sitegen alone need it")


def _repository(root: Path, _: datetime) -> Iterator[Symptom]:
    told = git(root, "version")
    if told is None:
        cure = "install Git: it keeps every version of every story, and `check` compares with it"
        yield Symptom("Git", "note", "not installed", cure)
        return
    if git(root, "rev-parse", "--is-inside-work-tree") is None:
        cure = "`git init` begins to keep versions; `git add -A` and `git commit` keep the first"
        yield Symptom("Git", "note", "the site is in no repository", cure)
        return
    yield Symptom("Git", "fine", told.decode(errors="replace").strip())
    if not git(root, "config", "user.email"):
        cure = "`git config user.name` and `git config user.email` say who commits"
        yield Symptom("Git", "note", "it does not know who you are", cure)
    made = (f"{PUBLIC.output}/", f"{DRAFTS.output}/", f"{STATE}/")
    open_ = [it for it in made if git(root, "check-ignore", "-q", it) is None]
    if open_:
        cure = f"write {', '.join(f'`/{it}`' for it in open_)} into `.gitignore`"
        yield Symptom("Git", "wrong", f"what builds make may be committed: {open_[0]}", cure)


def _folders(root: Path, _: datetime) -> Iterator[Symptom]:
    for name in ("", PUBLIC.output, DRAFTS.output, STATE):
        folder = root / name
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            cure = f"give it back to yourself: `sudo chown -R $USER {name or '.'}`"
            yield Symptom("folders", "wrong", f"{name or 'the site'} cannot be written", cure)


def _locks(root: Path, __: datetime) -> Iterator[Symptom]:
    state = root / STATE
    if not state.is_dir():
        return
    try:
        with locked_if_free(state) as is_free:
            if not is_free:
                cure = "wait for it; if there is none any more, the system gives the lock back"
                yield Symptom("locks", "note", "another command is at work on the site", cure)
            else:
                yield Symptom("locks", "fine", "nobody else is at work")
    except OSError as error:
        message, _ = refusal(error)
        cure = "put the site on a disk of this machine, or let one command work at a time"
        yield Symptom("locks", "note", f"this file system knows no locks: {message}", cure)


def _disk(root: Path, _: datetime) -> Iterator[Symptom]:
    free = shutil.disk_usage(root).free
    said = f"{free / 1e9:,.1f} GB are free"
    if free < ROOM:
        cure = "make room; `sitegen clean --unused` removes what is kept and not shown"
        yield Symptom("disk", "wrong", said, cure)
    else:
        yield Symptom("disk", "fine", said)


def _watches(root: Path, _: datetime) -> Iterator[Symptom]:
    """Look whether Linux watches as many folders as the site has."""
    limit = Path("/proc/sys/fs/inotify/max_user_watches")
    with suppress(OSError, ValueError):
        most = int(limit.read_text("ascii"))
        folders = sum(1 for top in TOPS for _ in os.walk(root / top))
        if folders * 2 > most:
            cure = f"`sudo sysctl fs.inotify.max_user_watches={max(524_288, folders * 4)}`"
            said = f"Linux watches {most:,} folders, and the site has {folders:,}"
            yield Symptom("preview", "note", f"{said}: it looks every two seconds instead", cure)
            return
        yield Symptom("preview", "fine", f"Linux tells of changes in all {folders:,} folders")


def _clock(root: Path, now: datetime) -> Iterator[Symptom]:
    """Look whether the clock is behind files: then what is scheduled comes out too late."""
    newest = 0.0
    with suppress(OSError):
        for top in TOPS:
            for file in (root / top).rglob("*"):
                newest = max(newest, file.lstat().st_mtime)
    if newest > (now + AHEAD).timestamp():
        cure = "set the clock: stories come out by it"
        said = "the clock is behind: some file of the site is from tomorrow or later"
        yield Symptom("clock", "wrong", said, cure)
    else:
        yield Symptom("clock", "fine", clock_text(now, now.tzinfo or UTC))


def _site(root: Path, __: datetime) -> Iterator[Symptom]:
    file = root / CONFIG
    if not file.is_file():
        cure = "`sitegen init FOLDER` makes a site; `--root FOLDER` names one"
        yield Symptom("site", "wrong", f"there is no {CONFIG} here", cure)
        return
    try:
        config = read_config(file.read_bytes(), CONFIG)
        ZoneInfo(config.timezone)
    except SiteError as error:
        first, *_ = error.problems
        said = f"{first.path}:{first.line}: {first.message}"
        yield Symptom("site", "wrong", said, first.hint or "`sitegen check` tells of all")
        return
    except ZoneInfoNotFoundError:
        yield Symptom("site", "wrong", "its time zone is unknown here", "install tzdata")
        return
    host = config.base_url.partition("//")[2].partition("/")[0].partition(":")[0]
    if host.endswith(RESERVED):
        cure = f"write the address that readers will use: `base_url` in {CONFIG}"
        yield Symptom("site", "note", f"`{host}` is an address for examples", cure)
    else:
        yield Symptom("site", "fine", f"{config.title}, {config.base_url}")


_LOOKS: tuple[Callable[[Path, datetime], Iterator[Symptom]], ...] = (
    _python,
    _libraries,
    _pictures,
    _fonts,
    _terminal,
    _browser,
    _repository,
    _folders,
    _locks,
    _disk,
    _watches,
    _clock,
    _site,
)
"""What is looked at, in the order in which it is told."""
