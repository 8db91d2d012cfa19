"""Where the server listens, to whom, and until when. The home of uvicorn.

Anybody in reach can open a connection, before a token is asked for: so there is a limit to how
many there are, how long a request may be on its way, and how long its head may be.
"""

import asyncio
import errno
import ipaddress
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sitegen.preview.guard import Guard, is_address
from sitegen.preview.server import PreviewApp
from sitegen.preview.updater import Updater

PORTS = 20
"""How many ports are tried when the first is taken."""

LAST_PORT = 65_535
TAKEN = (errno.EADDRINUSE, errno.EACCES)

CONNECTIONS = 100
"""At most so many at a time; each open page takes one."""

PATIENCE = 10.0
"""Seconds until a request must be there, from the opening of a connection or its first byte on."""

LONGEST_HEAD = 16 * 1024
"""Bytes that the address and the headers of a request may have together."""


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that listens at a port, or at one of the next if it is taken.

    Raises `OSError` if none is free, or if this is no host of this machine.
    """
    family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    last = min(port + PORTS, LAST_PORT) if port else port
    for number in range(port, last + 1):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((place[0], number))
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno not in TAKEN or number == last:
                raise
        else:
            return listener
    raise AssertionError


def names_of_this_machine() -> frozenset[str]:
    """Return what browsers in the same network may call this machine."""
    name = socket.gethostname()
    return frozenset({name, f"{name}.local"})


def reachable(host: str) -> str:
    """Return how browsers name a host that is listened on: all addresses are not one of them."""
    if not is_address(host) or not ipaddress.ip_address(host).is_unspecified:
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only chooses a way
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def serve(
    preview: PreviewApp,
    updater: Updater,
    guard: Guard,
    listener: socket.socket,
    ready: Callable[[], None],
) -> int:
    """Answer requests until a signal comes, and return its number; `ready` is called first."""
    return asyncio.run(_serve(preview, updater, guard, listener, ready))


async def _serve(
    preview: PreviewApp,
    updater: Updater,
    guard: Guard,
    listener: socket.socket,
    ready: Callable[[], None],
) -> int:
    loop = asyncio.get_running_loop()
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())
    config = uvicorn.Config(
        preview.app(guard),
        http=_Impatient,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config, ready)
    got: list[int] = []

    def stop(number: int) -> None:
        got.append(number)
        updater.close()
        preview.end()
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop, number)
    preview.begin()
    await server.serve(sockets=[listener])
    return got[0] if got else 0


class _Server(uvicorn.Server):
    """One whose signals are ours, and that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


class _Impatient(H11Protocol):
    """A connection that is closed if no whole request comes, or if there are too many."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait; if this is one too many, the one that has said nothing longest goes."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > CONNECTIONS:
            waiting = [it for it in self.connections if isinstance(it, _Impatient)]
            last = max(waiting, key=_Impatient.waited_for)
            last.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Go on waiting until the request is whole."""
        super().data_received(data)
        has_come = self.cycle is not None
        if has_come and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def waited_for(self) -> float:
        """Return how many seconds this has been waited for; less than none if it is at work."""
        if self._deadline is None:
            return -1.0
        return PATIENCE - (self._deadline.when() - self.loop.time())

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(PATIENCE, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
