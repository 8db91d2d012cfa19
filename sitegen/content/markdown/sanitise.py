"""Raw HTML in Markdown: what editors may write, and the guarantee that nothing else gets out.

`admit` reads one piece of raw HTML, takes out what is not allowed and says what it took;
`sanitise` passes a whole body through nh3, which balances it and is the guarantee. Attributes
that only we write (class, id, role) pass the second and never the first.
"""

import re
from hashlib import blake2b
from html import escape, unescape
from typing import NamedTuple

import nh3

from sitegen.model import (
    Body,
    EmbedSlot,
    FigureSlot,
    LinkClose,
    LinkOpen,
    NotePrefix,
    Slot,
)

_TAGS = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col"),
        *("colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em"),
        *("figcaption", "figure", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q"),
        *("rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary", "sup"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
    }
)
_EVERYWHERE = frozenset({"lang", "dir"})
_ATTRIBUTES = {
    "a": {"href", "hreflang", "title"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "dfn": {"title"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
_ADDRESSES = frozenset({"cite", "href"})
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ADDRESS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_PASSED_OVER = re.compile(r"[\s\x00-\x1f]")
"""What browsers pass over in an address, wherever it stands."""

_ATTRIBUTE = re.compile(
    r"""\s+([A-Za-z_:][\w:.-]*)(?:\s*=\s*([^\s"'=<>`]+|'[^']*'|"[^"]*"))?""", re.ASCII
)
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:{_ATTRIBUTE.pattern})*)\s*/?>", re.ASCII)
_MARKUP = re.compile(r"[A-Za-z/!?]")
_SILENT = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
"""Comments and their like, which are dropped without a word."""

_MARK = "m[0-9a-f]{32}-"
_OUR_ADDRESS = re.compile(f"(?:#fn(?:ref)?_)?{_MARK}")


TRUST = 'only `policy.html = "trust"` in content/site.toml lets it pass'


class Tag(NamedTuple):
    """A tag that editors may write, and its source."""

    name: str
    ends: bool
    source: str


class Removed(NamedTuple):
    """Something that was taken out: the source of its tag, and what to say about it."""

    source: str
    message: str
    hint: str = TRUST


class Admitted(NamedTuple):
    """Raw HTML without what editors may not write, its tags in order, and what was removed."""

    html: str
    tags: tuple[Tag, ...]
    removed: tuple[Removed, ...]


def admit(html: str) -> Admitted:
    """Return what may stay of raw HTML.

    The result holds whole, known tags and text only, so that nothing can swallow what follows.
    """
    kept: list[str] = []
    tags: list[Tag] = []
    removed: list[Removed] = []
    endless: set[str] = set()
    at = 0
    while (start := html.find("<", at)) >= 0:
        kept.append(html[at:start])
        tag = _TAG.match(html, start)
        if tag is not None:
            at = tag.end()
            name = tag[2].lower()
            if name in _TAGS:
                tags.append(Tag(name, bool(tag[1]), tag[0]))
                kept.append(_admit_tag(tag, name, removed))
            elif not tag[1]:
                removed.append(Removed(tag[0], f"`<{name}>` was removed"))
                at = _behind_contents(html, name, at)
        elif silent := _silent_end(html, start, endless):
            at = silent
        else:
            at = start + 1
            if _MARKUP.match(html, at):
                beginning = html[start : start + 20].partition("\n")[0]
                removed.append(Removed(beginning, f"`{beginning}` has no end"))
                kept.append("&lt;")
            else:
                kept.append("<")
    kept.append(html[at:])
    return Admitted("".join(kept), tuple(tags), tuple(removed))


def _admit_tag(tag: re.Match[str], name: str, removed: list[Removed]) -> str:
    if tag[1]:
        return f"</{name}>"
    kept = []
    source = tag[0][:80]  # enough to find it by
    for attribute in _ATTRIBUTE.finditer(tag[3]):
        key = attribute[1].lower()
        written = attribute[2] or ""
        value = unescape(written[1:-1] if written[:1] in ("'", '"') else written)
        if key not in _EVERYWHERE and key not in _ATTRIBUTES.get(name, ()):
            removed.append(Removed(source, f"`{key}` was removed from `<{name}>`"))
        elif key in _ADDRESSES and not _ADDRESS.match(value):
            message = f"the address `{value}` was removed from `<{name}>`"
            local = key == "href" and not _SCHEME.match(_PASSED_OVER.sub("", value))
            removed.append(Removed(source, message, f"write `[text]({value})`" if local else TRUST))
        else:
            kept.append(f' {key}="{escape(value)}"')
    return f"<{name}{''.join(kept)}>"


def _behind_contents(html: str, name: str, at: int) -> int:
    if name not in ("script", "style"):
        return at
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, at)
    return end.end() if end else len(html)


def _silent_end(html: str, start: int, endless: set[str]) -> int:
    """Return where a comment ends, 0 if nowhere; `endless` are ends that no longer come."""
    for opening, closing in _SILENT:
        if html.startswith(opening, start):
            end = -1 if closing in endless else html.find(closing, start + 2)
            if end < 0:
                endless.add(closing)
            return end + len(closing) if end >= 0 else 0
    return 0


def _only_ours(address: str) -> str | None:
    return address if _OUR_ADDRESS.match(address) else None


_CLEANER = nh3.Cleaner(
    tags=_TAGS | {"aside", "h2", "h3", "h4", "h5", "h6", "section"},
    attributes={
        **_ATTRIBUTES,
        "*": _EVERYWHERE | {"aria-labelledby", "class", "id", "role", "tabindex"},
    },
    url_schemes=_SCHEMES,
    url_relative=_only_ours,
    link_rel=None,
)


def sanitise(body: Body) -> Body:
    """Return the body as balanced, harmless HTML with the same slots in it.

    Slots pass as elements of their kind, so that a link stays a link: a mark that nobody can
    guess, since it depends on the whole body, says which. Where HTML's rules split a link
    over two blocks, its slots are repeated.
    """
    digest = blake2b("\0".join(body.literals).encode("utf-8", "replace"), digest_size=16)
    mark = f"m{digest.hexdigest()}-"
    pieces = [body.literals[0]]
    for number, slot in enumerate(body.slots):
        pieces += [_as_markup(slot, f"{mark}{number}-"), body.literals[number + 1]]
    return _from_markup(_CLEANER.clean("".join(pieces)), mark, body.slots)


def _as_markup(slot: Slot, name: str) -> str:
    match slot:
        case LinkOpen():
            return f'<a href="{name}">'
        case LinkClose():
            return "</a>"
        case FigureSlot() | EmbedSlot():
            return f'<figure class="{name}"></figure>'
        case NotePrefix():
            return name


def _from_markup(html: str, mark: str, slots: tuple[Slot, ...]) -> Body:
    found = re.compile(
        rf'<a href="{mark}(\d+)-">|<figure class="{mark}(\d+)-"></figure>'
        rf"|(<a(?=[ >]))|(</a>)|{mark}(\d+)-"
    )
    literals: list[str] = []
    kept: list[Slot] = []
    literal: list[str] = []
    links: list[LinkOpen | None] = []

    def fill(slot: Slot) -> None:
        literals.append("".join(literal))
        literal.clear()
        kept.append(slot)

    at = 0
    for match in found.finditer(html):
        literal.append(html[at : match.start()])
        at = match.end()
        link, figure, opening, closing, prefix = match.groups()
        if closing and links:
            opened = links.pop()
            if opened is None:
                literal.append(closing)
            else:
                fill(LinkClose(opened.link))
        elif opening:
            links.append(None)
            literal.append(opening)
        elif link or figure or prefix:
            slot = slots[int(link or figure or prefix)]
            if isinstance(slot, LinkOpen):
                links.append(slot)
            fill(slot)
    return Body((*literals, "".join(literal) + html[at:]), tuple(kept))
