"""Links and pictures that are none: blanks in the wrong place, names that nobody defines."""

import re
from collections.abc import Iterator

from sitegen.content.markdown.missed.pieces import BLANKS, Leftover, Piece, named

_APART = re.compile(
    r"(!?)\[([^\[\]\n]{1,300})\][ \t]+\(([^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)\)"
)
_TARGET = re.compile(
    r"(?:https?://|www\.|mailto:|tel:|/|\.{1,2}/|#)\S+"
    r"|[\w./%~-]+\.(?:md|html?|pdf|jpe?g|png|svg|webp|gif|avif)(?:#\S*)?",
    re.IGNORECASE,
)
_REMARKS = frozenset({"sic", "...", "…", " ", "x", "X"})
"""What stands in brackets in a text and is no link's."""

_BROKEN = re.compile(r"(!?)\[([^\[\]\n]{0,300})\]\(([^()\n]{1,2000})\)")
_TITLED = re.compile(r"""(.*?\S)([ \t]+(?:"[^"]*"|'[^']*'))?[ \t]*""")
_IN_TITLE = re.compile(r"\s[\"']")
_BLANK = re.compile(rf"[ \t{BLANKS}]")
_SCHEME = re.compile("https?://|mailto:", re.IGNORECASE)
_LEADING = re.compile(rf"(?<=^mailto):[ \t{BLANKS}]+")
_SIZED = re.compile(r"(\S+)[ \t]+=[0-9]*x[0-9]*")
_NUMBER = re.compile(r"\+?[0-9][0-9 ()/-]{4,}")
_PATH = re.compile(r"[^<>\"']*(?:/|\.[A-Za-z0-9]{2,4}(?=#|$))[^<>\"']*|#[^<>\"']*")

_REFERENCE = re.compile(r"!?\[([^\[\]\n]{1,300})\]\[([^\[\]\n]{0,200})\]")


def links_apart(piece: Piece) -> Iterator[Leftover]:
    """Yield `[text] (address)`, where the second is one."""
    for found in piece.matches(_APART):
        words, address = piece.typed(found.span(2)), piece.typed(found.span(3))
        if words not in _REMARKS and _TARGET.fullmatch(address):
            message = f"{{}} is no {_kind(found[1])}: a blank stands before the address"
            new = f"{found[1]}[{words}]({address})"
            yield piece.left(found.span(), message, f"write `{named(new)}`", new)


def broken_links(piece: Piece) -> Iterator[Leftover]:
    """Yield `[text](…)` whose address or title is not written as one."""
    for found in piece.matches(_BROKEN):
        inside = piece.typed(found.span(3)).strip()
        parts = _TITLED.fullmatch(inside)
        address, title = (parts[1], parts[2] or "") if parts else (inside, "")
        if not _BLANK.search(address):
            hint = "write `[text](address)`, or `[text](address 'title')`"
            yield piece.left(found.span(), f"{{}} is no {_kind(found[1])}: readers see it", hint)
            continue
        if _IN_TITLE.search(address):
            message = f"{{}} is no {_kind(found[1])}: quotation marks stand in its title"
            hint = "write the title between two of the other kind, `'…'` or `\"…\"`"
            yield piece.left(found.span(), message, hint)
            continue
        if sized := _SIZED.fullmatch(address):
            plain = f"![{piece.typed(found.span(2))}]({sized[1]})"
            message = "{} is no picture: a size stands behind the address"
            hint = f"leave it out: every size is made. Write `{named(plain)}`"
            yield piece.left(found.span(), message, hint, plain)
            continue
        if _NUMBER.fullmatch(address):
            number = f"tel:{re.sub(r'[^+0-9]', '', address)}"
            link = f"[{piece.typed(found.span(2))}]({number})"
            message = "{} is no link: a number needs `tel:`, and no blanks"
            yield piece.left(found.span(), message, f"write `{number}`", link)
            continue
        message = f"{{}} is no {_kind(found[1])}: there are blanks in the address"
        hint = "write `%20` for each, or the address between `<` and `>`"
        target = _without_blanks(address)
        new = f"{found[1]}[{piece.typed(found.span(2))}]({target}{title})" if target else None
        yield piece.left(found.span(), message, hint, new)


def _kind(bang: str) -> str:
    return "picture" if bang else "link"


def _without_blanks(address: str) -> str:
    """Return an address as Markdown takes it; an empty text if it may be none."""
    if _SCHEME.match(address):
        encoded = _BLANK.sub(_percent, _LEADING.sub(":", address))
        return "" if set(address) & set("<>\"'") else encoded
    return f"<{address}>" if _PATH.fullmatch(address) else ""


def _percent(blank: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in blank[0].encode())


def references(piece: Piece) -> Iterator[Leftover]:
    """Yield `[text][name]` where nothing has that name; not an index, nor two notes in a row."""
    for found in piece.matches(_REFERENCE):
        words = piece.typed(found.span(1))
        label = piece.typed(found.span(2)) or words
        is_whole = not set(words + label) & set("[]")  # no link stands inside
        is_joined = piece.source[found.start() - 1 : found.start()].isalnum()
        is_other = is_joined or label.startswith("^") or (words + label).isdigit()
        if is_whole and not is_other:
            hint = f"add a line `[{named(label)}]: https://…`, or write `[text](address)`"
            yield piece.left(found.span(), "{} is no link: nothing has that name", hint)
