"""Addresses that stand in a text as such become links, as in GitHub's Markdown (GFM 6.9).

Beyond it, an address may begin behind any mark, and ends where no address goes on: before a
quotation mark, before the punctuation of East Asian and Arabic scripts, before `@` behind the
host. What could not be published as a link stays text, as all that is no address.
"""

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from sitegen.content.markdown.targets import LONGEST, Web, link_target

LONGEST_NAME = 64
"""Characters before the `@` of an e-mail address (RFC 5321, 4.5.3.1.1)."""

_NAME = r"[A-Za-z0-9._+-]"
_WEB_START = (
    r"[hHmMw](?<![A-Za-z0-9./@-].)"  # first, since a search is quick if it begins with few letters
    r"(?:(?<=[hH])(?i:ttps?://)|(?<=[mM])(?i:ailto:)|(?<=w)ww\.)(?=\w)"
)
_MAIL_START = rf"(?<![A-Za-z0-9.+/@-])[A-Za-z0-9]{_NAME}{{0,{LONGEST_NAME - 1}}}@(?=[A-Za-z0-9])"
_HOST = (
    r"(?:\w[\w-]*\.){1,20}"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?|[^\W\d_A-Za-z]+)"
)
_ENDS = (
    '\\s<>"`\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff“”„‟‘’‚«»‹›…،؛؟।॥'
    "\u3001-\u3004\u3008-\u3020\u3030\uff01\uff02\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d\uff5f-\uff65"
)
_WEB = re.compile(
    rf"(?:(?P<scheme>(?i:https?))://|(?=www\.))(?P<host>{_HOST})(?![A-Za-z0-9_-])(?![\w-]*@)"
    rf"(?::[0-9]{{1,5}})?(?:[/?#](?:[^{_ENDS}{{]|{{(?![{{%])){{0,{LONGEST}}})?"
)
_MAIL = re.compile(rf"(?:(?i:mailto):)?{_NAME}+@[A-Za-z0-9_-]+(?:\.(?P<top>[A-Za-z0-9_-]+))+")
_BEGINNING = re.compile(f"(?P<web>{_WEB_START})|{_MAIL_START}")
_WEB_BEGINNING = re.compile(_WEB_START)
_MAIL_BEGINNING = re.compile(rf"(?={_MAIL_START})")
"""Of no width: each of several that overlap is one."""
_REST = re.compile(r"[^\s*_~<>\[\]()`&\\!]*")
_LETTER = re.compile("[A-Za-z]")
_ENTITY = re.compile(r"&[A-Za-z0-9#]+;$")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_TRAILING = frozenset("?!.,:*_~';\\")


class Address(NamedTuple):
    """An address in a text: as it is written, and where its link leads."""

    written: str
    href: str


def addresses_plugin(parser: MarkdownIt) -> None:
    """Teach the parser to find addresses, where `beginnings` says that one may begin."""
    parser.inline.ruler.after("text", "address", _address)


HINTS = ("@", "://", "www.")
"""What stands in every address."""


def beginnings(source: str) -> list[int]:
    """Return the offsets where addresses may begin in a paragraph, in order."""
    begins: list[int] = []
    if any(it in source for it in HINTS):
        begins += [it.start() for it in _WEB_BEGINNING.finditer(source)]
    if "@" in source:
        begins += [it.start() for it in _MAIL_BEGINNING.finditer(source)]
        begins.sort()
    return begins


def _address(state: StateInline, silent: bool) -> bool:
    # Silent is who looks for the end of a link's text: its brackets bind more tightly.
    if silent or state.linkLevel:
        return False
    source, start = state.src, state.pos
    if not (begins := _BEGINNING.match(source, start)):
        return False
    address = address_at(source, start, state.posMax)
    if address is None:
        if begins["web"] and (rest := _REST.match(source, start, state.posMax)):
            # Nothing in it is an address either, as the end of `https://user:word@host` is none.
            state.append_pending(rest[0])
            state.pos = rest.end()
            return True
        return False
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address.href}
    text = state.push("text", "", 0)
    text.content = unescapeAll(address.written)
    closing = state.push("link_close", "a", -1)
    opening.markup = closing.markup = "linkify"
    opening.info = closing.info = "auto"
    state.pos += len(address.written)
    return True


def address_at(source: str, start: int, end: int) -> Address | None:
    """Return the address that begins there, if one does that may become a link."""
    if web := _WEB.match(source, start, end):
        written = _without_end(web[0])
        is_whole = len(written) >= web.end("host") - start
        if not is_whole or "_" in "".join(web["host"].rsplit(".", 2)[-2:]):
            return None
        url = unescapeAll(written)
        href = url if web["scheme"] else f"http://{url}"
        return Address(written, href) if isinstance(link_target(href), Web) else None
    mail = _MAIL.match(source, start, end)
    if mail is None or mail[0][-1] in "-_" or not _LETTER.search(mail["top"]):
        return None
    return Address(mail[0], mail[0] if ":" in mail[0] else f"mailto:{mail[0]}")


def _without_end(address: str) -> str:
    """Return an address without what belongs to the sentence around it: stops, open brackets."""
    end = len(address)
    open_ = {closing: address.count(opening) for closing, opening in _BRACKETS.items()}
    closed = {closing: address.count(closing) for closing in _BRACKETS}
    while end:
        last = address[end - 1]
        if last in closed:
            if closed[last] <= open_[last]:
                break
            closed[last] -= 1
        elif last == ";" and (entity := _ENTITY.search(address, max(0, end - 40), end)):
            end = entity.start() + 1
        elif last not in _TRAILING:
            break
        end -= 1
    return address[:end]
