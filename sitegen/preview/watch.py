"""Word of changed files, from the operating system. The home of watchdog.

It is a hint and no more: what changed is found out by looking, and the updater looks now and then
without a hint too. So an event that is lost costs a moment, never an edit.
"""

import logging
import os
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

TOPS = ("content", "templates", "static")

CHANGES: list[type[FileSystemEvent]] = [
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
    *(FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
]
"""On Linux, to open and to read a file are events as well: ours would wake us for ever."""

MakeObserver = Callable[[], BaseObserver]


class Watch:
    """Watches the folders of a site, and those that come to be. `touched` runs in a thread."""

    def __init__(
        self, root: Path, touched: Callable[[], None], observer: MakeObserver = Observer
    ) -> None:
        self._root = root
        self._observer = observer()
        self._handler = _Handler(root, touched)
        self._watched: dict[str, tuple[tuple[int, int] | None, ObservedWatch]] = {}

    def start(self) -> None:
        """Start to watch. Raises `OSError` if the system has no watches left."""
        # Of a folder that comes to be with others in it, watchdog hears twice, and warns of it.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self._observer.schedule(self._handler, str(self._root), event_filter=CHANGES)
        self._observer.start()
        self.refresh()

    def refresh(self) -> None:
        """Watch what has come to be since, and what was put in its place. Raises `OSError`."""
        alive = {it.watch for it in self._observer.emitters if it.is_alive()}
        for top in TOPS:
            folder = self._root / top
            identity = _identity(folder)
            known, watch = self._watched.get(top, (None, None))
            if identity == known and (watch is None or watch in alive):
                continue
            if watch is not None:
                del self._watched[top]
                with suppress(KeyError, OSError):
                    self._observer.unschedule(watch)
            if identity is not None:
                watch = self._observer.schedule(
                    self._handler, str(folder), recursive=True, event_filter=CHANGES
                )
                self._watched[top] = (identity, watch)

    def stop(self) -> None:
        """Stop to watch."""
        with suppress(RuntimeError):  # it never started
            self._observer.stop()
            self._observer.join()


class _Handler(FileSystemEventHandler):
    def __init__(self, root: Path, touched: Callable[[], None]) -> None:
        self._root = str(root)
        self._touched = touched

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass on what is below the folders of a site: the output lies beside them."""
        for path in (event.src_path, event.dest_path):
            inside = os.path.relpath(os.fsdecode(path), self._root) if path else ""
            if inside.partition(os.sep)[0] in TOPS:
                self._touched()
                return


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
