"""`sitegen serve`: the live preview, from its options to its end."""

import os
import sys
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

from sitegen.cli.asked import SIGNALLED
from sitegen.cli.options import moment_of, now_of
from sitegen.cli.outcome import complain, give, say
from sitegen.content.places import CONFIG
from sitegen.errors import ConfigError, Problems
from sitegen.progress import Stopwatch

if TYPE_CHECKING:
    from socket import socket

    from sitegen.preview.lastgood import State


def show(
    root: Path, *, host: str, port: int, drafts: bool, now: str | None, opens: bool
) -> NoReturn:
    """Show a site until somebody ends it. Raises `SiteError` if it cannot begin."""
    from sitegen.pipeline.order import DRAFTS, PUBLIC, Order
    from sitegen.preview.guard import Guard
    from sitegen.preview.listening import names_of_this_machine, reachable, serve
    from sitegen.preview.pages import Pages
    from sitegen.preview.server import PreviewApp
    from sitegen.preview.updater import Updater
    from sitegen.urls import href

    asked = _asked(root, now)
    clock = _clock(asked)
    stopwatch = Stopwatch(say)
    order = Order(root=root, now=clock(), profile=DRAFTS if drafts else PUBLIC)
    listener = _listener(host, port)
    found = listener.getsockname()[1]
    if port and found != port:
        say(f"port {port} is taken: this is port {found}")
    guard = Guard(host, found, names_of_this_machine())
    updater = Updater(order, clock, stopwatch)
    updater.listeners.append(_Teller())
    updater.start()
    pages = Pages(updater, root, asked)
    address = f"http://{reachable(host)}:{found}{href(pages.base_path(), '')}"

    def ready() -> None:
        give(f"The preview is at {_with_token(address, guard.token)}")
        if opens:
            # Some browsers are waited for until they end.
            url = _with_token(address, guard.invitation())
            Thread(target=webbrowser.open, args=[url], daemon=True).start()

    number = serve(PreviewApp(updater, pages), updater, guard, listener, ready)
    sys.stdout.flush()
    # Threads that still make a picture or a search index must keep nobody waiting.
    os._exit(SIGNALLED + number if number else 0)


def _listener(host: str, port: int) -> "socket":
    """Return a socket that listens. Raises `ConfigError`."""
    from sitegen.preview.listening import bound

    try:
        return bound(host, port)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        hint = (
            "`127.0.0.1` is this machine, `0.0.0.0` all of its addresses; `--port 0` any free port"
        )
        message = f"cannot listen there: {why}"
        raise ConfigError.about(f"--host {host} --port {port}", message, hint) from error


def _with_token(address: str, token: str) -> str:
    return f"{address}?token={token}" if token else address


def _asked(root: Path, now: str | None) -> datetime | None:
    """Return the time that was asked for. A broken site.toml stops no preview."""
    try:
        moment, _ = now_of(root, now)
    except ConfigError as error:
        if any(it.path != CONFIG for it in error.problems):
            raise
        return moment_of(now, ZoneInfo("UTC")) if now else None
    return moment if now else None


def _clock(asked: datetime | None) -> Callable[[], datetime]:
    return (lambda: asked) if asked else (lambda: datetime.now(UTC))


class _Teller:
    """Says in the terminal what is wrong, each problem once, and when nothing is any more."""

    def __init__(self) -> None:
        self._known = Problems()

    def __call__(self, state: "State") -> None:
        """Tell what is new in a state."""
        complain(state.problems.without(self._known), "text")
        if self._known.errors and not state.problems.errors:
            say("all errors are mended")
        self._known = state.problems
