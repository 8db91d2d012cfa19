"""The server. The home of starlette and uvicorn.

It reads nothing from the disk by an address: whatever is asked for is a name in the plan, or it
does not exist. Below the site's own path it adds the client and its events:

    .sitegen/client.js, .sitegen/client.css    the browser's side
    .sitegen/events?page=PATH                  notes on a page, as they change
"""

import asyncio
import errno
import ipaddress
import logging
import re
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sitegen.preview.desk import Closed, Desk
from sitegen.preview.guard import TOKEN, Guard, is_address
from sitegen.preview.inject import inject, tag
from sitegen.preview.lastgood import State
from sitegen.preview.media import media_type
from sitegen.preview.notes import OK, Answer
from sitegen.preview.pages import HTML, Pages
from sitegen.urls import href

OWN = ".sitegen/"
CLIENT = ("client.js", "client.css")
FROM_CLIENT = "x-sitegen-preview"
"""The header of the client's own requests: they follow an event, so the files are known."""

_BELONGS_TO_A_PAGE = re.compile(r"/(?:assets|pictures|search)/.")
"""What pages lead to: the files were looked at when the page was asked for."""

STILL_THERE = 15.0
"""Seconds between two signs of life on a stream, which proxies would else take for dead."""

NEVER_KEPT = {"Cache-Control": "no-store"}
ASK_AGAIN = {"Cache-Control": "no-cache"}
PRIVATE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
PORTS = 20
"""How many ports are tried when the first is taken."""

LAST_PORT = 65_535
TAKEN = (errno.EADDRINUSE, errno.EACCES)


class Preview:
    """The application: pages, their notes, and the client."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._pages = pages
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._is_over = False
        desk.listeners.append(self._spread)

    def app(self, guard: Guard) -> ASGIApp:
        """Return the application, behind a guard."""
        route = Route("/{address:path}", self._answer, methods=["GET", "HEAD"])
        return _Guarded(Starlette(routes=[route]), guard)

    def begin(self) -> None:
        """Take part in the loop that runs."""
        self._loop = asyncio.get_running_loop()

    def end(self) -> None:
        """Let all streams end."""
        self._is_over = True
        self._news.set()

    def _spread(self, _: State) -> None:
        """Wake every stream; this is called in the desk's thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _answer(self, request: Request) -> Response:
        try:
            return await self._answered(request)
        except Closed:
            return PlainTextResponse("The preview has ended.", 503)

    async def _answered(self, request: Request) -> Response:
        address = request.scope["path"]
        base, own, name = address.rpartition(f"/{OWN}")
        if own:
            return self._own(request, f"{base}/", name)
        is_client = FROM_CLIENT in request.headers
        is_named_by_a_page = _BELONGS_TO_A_PAGE.search(address) and media_type(address) != HTML
        look = not is_client and not is_named_by_a_page
        answer = await run_in_threadpool(partial(self._pages.answer, address, look=look))
        if answer.elsewhere:
            query = request.scope["query_string"].decode("latin-1")
            where = f"{answer.elsewhere}?{query}" if query else answer.elsewhere
            return RedirectResponse(where, headers=NEVER_KEPT)
        return _response(request, answer, is_client=is_client)

    def _own(self, request: Request, base: str, name: str) -> Response:
        if name in CLIENT:
            return Response(_client(name), media_type=media_type(name), headers=NEVER_KEPT)
        if name == "events":
            page = request.query_params.get("page", "")
            headers = {**NEVER_KEPT, "X-Accel-Buffering": "no"}
            return StreamingResponse(
                self._events(base, page), media_type="text/event-stream", headers=headers
            )
        return PlainTextResponse("There is no such file.", 404)

    async def _events(self, base: str, page: str) -> AsyncIterator[bytes]:
        """Yield the notes on a page that was served below `base`, each as it changes."""
        last = b""
        while not self._is_over:
            news = self._news
            try:
                told = await run_in_threadpool(self._pages.note, page, base)
                note = msgspec.json.encode(told)
            except Closed:
                return
            if note != last:
                last = note
                yield b"data: " + note + b"\n\n"
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), STILL_THERE)
                continue
            yield b":\n\n"


def _response(request: Request, answer: Answer, *, is_client: bool) -> Response:
    if answer.type == HTML:
        script = href(answer.base, f"{OWN}client.js")
        data = inject(answer.data, tag(script, answer.page, answer.digest))
        # The client takes any answer for the page; a browser is told that it is none.
        status = OK if is_client else answer.status
        return Response(data, status, media_type=answer.type, headers=NEVER_KEPT)
    headers = {**ASK_AGAIN, "ETag": f'"{answer.digest}"'} if answer.digest else NEVER_KEPT
    if answer.digest and request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(answer.data, answer.status, media_type=answer.type, headers=headers)


@cache
def _client(name: str) -> bytes:
    return files("sitegen.preview").joinpath(name).read_bytes()


class _Guarded:
    """Lets in whom the guard lets in, and keeps answers from pages elsewhere."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope)
        query = scope["query_string"].decode("latin-1")
        verdict = self._guard.judge(request.method, query, dict(request.headers), request.cookies)
        if verdict.status != OK:
            response: ASGIApp = PlainTextResponse(f"{verdict.reason}\n", verdict.status)
        elif verdict.admits:
            # Two slashes at the beginning would lead to another host.
            response = _admitted(href("/", scope["path"].lstrip("/")), query, self._guard)
        else:
            response = self._app

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(key.lower().encode(), it.encode()) for key, it in PRIVATE.items()]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        await response(scope, receive, sent)


def _admitted(path: str, query: str, guard: Guard) -> Response:
    left = [(key, value) for key, value in parse_qsl(query) if key != TOKEN]
    where = f"{path}?{urlencode(left)}" if left else path
    response = RedirectResponse(where, 303, headers=NEVER_KEPT)
    response.set_cookie(guard.cookie, guard.token, httponly=True, samesite="lax")
    return response


# The process ----------------------------------------------------------------------------------


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
    preview: Preview, desk: Desk, guard: Guard, listener: socket.socket, ready: Callable[[], None]
) -> int:
    """Answer requests until a signal comes, and return its number; `ready` is called first."""
    return asyncio.run(_serve(preview, desk, guard, listener, ready))


async def _serve(
    preview: Preview, desk: Desk, guard: Guard, listener: socket.socket, ready: Callable[[], None]
) -> int:
    loop = asyncio.get_running_loop()
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())
    config = uvicorn.Config(
        preview.app(guard),
        http="h11",
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
        desk.close()
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
