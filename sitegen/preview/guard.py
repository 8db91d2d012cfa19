"""Who may ask: this machine's own browsers, on pages of the preview, or who has the token.

A page elsewhere must not read what is unpublished: neither through a name that it lets point
here (DNS rebinding; so `Host` must name this server), nor by asking across origins (`Origin`,
and `Sec-Fetch-Site` of "Fetch Metadata Request Headers", W3C).
"""

import ipaddress
from collections.abc import Mapping
from secrets import compare_digest, token_urlsafe
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

LOCAL_NAMES = frozenset({"localhost"})
TOKEN = "token"  # noqa: S105 - the name of the parameter
METHODS = frozenset({"GET", "HEAD"})


class Verdict(Struct, frozen=True):
    """Whether a request is answered; if not, with which status, and why.

    `admits` if the token was in the address: the browser is to be given the cookie instead.
    """

    status: int = 200
    reason: str = ""
    admits: bool = False


class Guard:
    """Judges requests to one server. With a token, nobody without it is let in."""

    def __init__(self, host: str, port: int, names: frozenset[str] = frozenset()) -> None:
        """Take the address that is listened on, and names by which others know this machine."""
        self.token = "" if is_loopback(host) else token_urlsafe(18)
        self.cookie = f"sitegen-preview-{port}"
        self._invitations: set[str] = set()
        # Without a token a name must not be one that somebody in the network could answer for.
        others = names if self.token else ()
        self._names = {*LOCAL_NAMES, host.lower(), *(name.lower() for name in others)}

    def invitation(self) -> str:
        """Return a token that admits once: the command line of a browser is no secret."""
        if not self.token:
            return ""
        invitation = token_urlsafe(18)
        self._invitations.add(invitation)
        return invitation

    def judge(
        self, method: str, query: str, headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> Verdict:
        """Return what is to become of a request; names of headers are in lower case."""
        if method not in METHODS:
            return Verdict(405, "The preview can only be read.")
        host = headers.get("host", "")
        if not self._is_ours(host):
            return Verdict(421, f"This is no address of the preview: {host}")
        if _is_from_elsewhere(host, headers):
            return Verdict(403, "Pages elsewhere may lead to the preview, and nothing more.")
        if not self.token or self._is_token(cookies.get(self.cookie, "")):
            return Verdict()
        sent = parse_qs(query).get(TOKEN, [""])[0]
        if self._is_token(sent) or sent in self._invitations:
            self._invitations.discard(sent)
            return Verdict(admits=True)
        return Verdict(403, "The address of this preview has a token: the terminal shows it.")

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self._names or (bool(self.token) and is_address(name)) or is_loopback(name)

    def _is_token(self, text: str) -> bool:
        return compare_digest(text.encode(), self.token.encode())


def _is_from_elsewhere(host: str, headers: Mapping[str, str]) -> bool:
    """Say whether a page of another origin asks for more than to be left for this one."""
    origin = headers.get("origin")
    if origin is not None and _host_of(origin) != host.lower():
        return True
    leads_here = (
        headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest", "document") == "document"
    )
    return headers.get("sec-fetch-site") in {"cross-site", "same-site"} and not leads_here


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine alone."""
    return host.lower() in LOCAL_NAMES or (
        is_address(host) and ipaddress.ip_address(host).is_loopback
    )


def is_address(host: str) -> bool:
    """Say whether a host is written in digits: no name that somebody could let point here."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
