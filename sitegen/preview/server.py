"""What the server answers. The home of starlette.

It reads nothing from the disk by an address: whatever is asked for is a name in the plan, or it
does not exist. Below the site's own path it adds the client and its events:

    .sitegen/client.js, .sitegen/client.css    the browser's side
    .sitegen/events?page=PATH                  notes on a page, as they change
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import cache, partial
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sitegen.preview.guard import TOKEN, Guard
from sitegen.preview.inject import inject, tag
from sitegen.preview.lastgood import State
from sitegen.preview.notes import OK, Answer
from sitegen.preview.pages import HTML, Pages
from sitegen.preview.ranges import range_asked
from sitegen.preview.updater import Closed, Updater
from sitegen.syndication.media import media_type
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


class PreviewApp:
    """The application: pages, their notes, and the client."""

    def __init__(self, updater: Updater, pages: Pages) -> None:
        self._pages = pages
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._is_over = False
        updater.listeners.append(self._spread)

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
        """Wake every stream; this is called in the updater's thread."""
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
    if not answer.digest:
        return Response(answer.data, answer.status, media_type=answer.type, headers=NEVER_KEPT)
    etag = f'"{answer.digest}"'
    headers = {**ASK_AGAIN, "ETag": etag, "Accept-Ranges": "bytes"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    data, status = answer.data, answer.status
    asked = range_asked(request.headers, etag, len(data)) if request.method == "GET" else None
    if asked:
        headers["Content-Range"] = asked.name
        data, status = data[asked.start : asked.stop], 206 if asked.is_there else 416
    return Response(data, status, media_type=answer.type, headers=headers)


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
