"""Pictures of the old site that no copied folder has, fetched from where they lay: `--fetch`.

Two at a time from each host, which may say that it wants to be left alone for a while
(`Retry-After`, RFC 9110, 10.2.3). Nothing is asked of addresses that are not public, wherever a
name or a redirect leads: an export is a file of somebody's, and this machine may reach more than
they.
"""

import posixpath
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Lock
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import msgspec
from msgspec import Struct

from sitegen.content.places import LARGEST
from sitegen.importing.media import candidates, safe_path
from sitegen.installed import version

STATES = "states.json"

AT_ONCE = 2
"""Requests to one host: six at a time were too many for old servers, and two never were."""

TRIES = 4
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 120.0
"""Seconds between two tries: each pause is twice the one before, or what the host says."""

PATIENCE = 30.0
"""Seconds in which a host has to say something."""

REDIRECTS = 5
PIECE = 1 << 16
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be others a moment later."""

Pause = Callable[[float], object]


class Refused(Exception):
    """Why an address is not asked, or what it has is not taken."""


class Fetched(Struct, frozen=True, kw_only=True):
    """What became of pictures: how many came, of how many bytes, and why others did not."""

    files: int = 0
    size: int = 0
    failed: dict[str, str] = {}


def is_public(address: str) -> bool:
    """Say whether an IP address is one that anybody can reach (RFC 6890)."""
    it = ip_address(address.partition("%")[0])
    return (getattr(it, "ipv4_mapped", None) or it).is_global and not it.is_multicast


def fetch(
    missing: Mapping[str, str],
    folder: Path,
    most: int,
    step: Callable[[int], object],
    pause: Pause | None = None,
) -> Fetched:
    """Fetch pictures into a folder: addresses, each with the path that it has there.

    No more than `most` bytes are taken in all; `step` is told how many pictures are done.
    """
    hosts: dict[str, list[tuple[str, str]]] = {}
    for address, path in missing.items():
        parts = _parts(address)
        if path and parts and (name := safe_path(path)):
            hosts.setdefault(parts.netloc, []).append((address, name))
    budget = _Budget(most)
    states: dict[str, str] = {}
    done = 0
    for some in hosts.values():
        host = _Host(folder, budget, pause or Event().wait)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            results = pool.map(host.state, *zip(*some, strict=True))
            for (address, _), state in zip(some, results, strict=True):
                states[address] = state
                done += 1
                step(done)
    if states:
        folder.mkdir(parents=True, exist_ok=True)
        known = msgspec.json.encode({**_known(folder), **states}, order="sorted")
        (folder / STATES).write_bytes(msgspec.json.format(known) + b"\n")
    failed = {address: state for address, state in states.items() if state != "fetched"}
    return Fetched(files=len(states) - len(failed), size=budget.taken, failed=failed)


def _known(folder: Path) -> dict[str, str]:
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode((folder / STATES).read_bytes(), type=dict[str, str])
    return {}


class _Budget:
    """Bytes that may be taken yet, in all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self.taken = 0

    def take(self, size: int) -> None:
        """Count bytes. Raises `Refused` if they are too many."""
        with self._lock:
            if self.taken + size > self._most:
                raise Refused(f"more than {self._most:,} bytes: `--fetch-limit` allows more")
            self.taken += size


class _Host:
    """Asks one host. While it wants to be left alone, nobody asks it."""

    def __init__(self, folder: Path, budget: _Budget, pause: Pause) -> None:
        self._folder = folder
        self._budget = budget
        self._pause = pause
        self._gate = Lock()

    def state(self, address: str, path: str) -> str:
        """Fetch a picture, its largest original first, and return "fetched" or why it is not."""
        names = candidates(path)
        state = ""
        for name in names:
            head, _, tail = address.rpartition("/")
            last = quote(posixpath.basename(name)) if name != path else tail
            asked = f"{head}/{last}"
            state = self._tried(asked, self._folder / name)
            if state == "fetched":
                break
        return state

    def _tried(self, address: str, file: Path) -> str:
        wait, why = FIRST_PAUSE, ""
        for number in range(TRIES):
            with self._gate:  # whoever is told to wait holds it
                pass
            try:
                with _opened(address) as answer:
                    if answer.status in PASSING and number + 1 < TRIES:
                        why = f"it answers {answer.status}"
                        self._leave_alone(_asked_to_wait(answer) or wait)
                        wait *= 2
                        continue
                    self._keep(answer, file)
                    return "fetched"
            except Refused as refused:
                return str(refused)
            except (OSError, HTTPException, ValueError) as error:
                why = f"it cannot be read: {str(error) or type(error).__name__}"
                if number + 1 < TRIES:
                    self._leave_alone(wait)
                    wait *= 2
        return why

    def _leave_alone(self, seconds: float) -> None:
        with self._gate:
            self._pause(min(seconds, LONGEST_PAUSE))

    def _keep(self, answer: HTTPResponse, file: Path) -> None:
        """Write what an answer holds, whole or not at all."""
        if answer.status != 200:  # noqa: PLR2004 - OK
            raise Refused(f"it answers {answer.status}")
        kind = answer.headers.get_content_type()
        if not kind.startswith("image/") and kind != "application/octet-stream":
            raise Refused(f"it is no picture, but {kind}")
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f".{file.name}.part")
        size = 0
        try:
            with unfinished.open("wb") as stream:
                while piece := answer.read(PIECE):
                    size += len(piece)
                    if size > LARGEST["picture"]:
                        raise Refused(f"it is larger than {LARGEST['picture']:,} bytes")
                    self._budget.take(len(piece))
                    stream.write(piece)
                if answer.length:
                    raise HTTPException("it was cut short")
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def _opened(address: str) -> Iterator[HTTPResponse]:
    """Ask for an address, and for those that it leads on to. Raises `Refused` for some."""
    for _ in range(REDIRECTS):
        parts = _parts(address)
        if parts is None:
            raise Refused("it leads to what is no address of the web")
        with closing(_Connection(parts.hostname or "", parts.port, parts.scheme)) as connection:
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
            path = urlunsplit(("", "", path, parts.query, ""))
            connection.request("GET", path, headers={"User-Agent": f"sitegen/{version()}"})
            answer = connection.getresponse()
            to = answer.headers.get("Location")
            if answer.status not in {301, 302, 303, 307, 308} or not to:
                yield answer
                return
            address = urljoin(address, to)
    raise Refused("it leads on and on")


class _Connection(HTTPConnection):
    """A connection to the public address that a name means, whatever it may mean next."""

    def __init__(self, host: str, port: int | None, scheme: str) -> None:
        super().__init__(host, port or (443 if scheme == "https" else 80), timeout=PATIENCE)
        self._is_safe = scheme == "https"

    def connect(self) -> None:
        """Look the name up, once, and connect to what it means."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(it[4][0]) for it in found]
        if not all(map(is_public, addresses)):
            raise Refused("its host is not public: it lies in a network of somebody's own")
        self.sock = socket.create_connection((addresses[0], self.port), self.timeout)
        if self._is_safe:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _parts(address: str) -> SplitResult | None:
    """Return the parts of an address of the web; None if it is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def _asked_to_wait(answer: HTTPResponse) -> float:
    """Return for how many seconds a host wants to be left alone; 0 if it does not say."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        until, now = (parsedate_to_datetime(it) for it in (said, answer.headers.get("Date", "")))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return 0.0
