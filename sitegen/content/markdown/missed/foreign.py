"""Markup of other programs, which readers would see: shortcodes, and signs of other dialects."""

import re
from collections.abc import Iterator

from sitegen.content.markdown.masking import MASK
from sitegen.content.markdown.missed.pieces import CODE, TEMPLATE, Leftover, Piece, named
from sitegen.urls import slugify

FARTHEST = 1000
"""Characters of a picture in Markdown."""

_SHORTCODE = re.compile(
    rf"{TEMPLATE.pattern}|\{{:[^{{}}\n]{{1,200}}\}}|\{{[#.][A-Za-z][^{{}}\n]{{0,200}}\}}"
)
_BETTER = [
    (re.compile(known, re.IGNORECASE), hint)
    for known, hint in (
        (r"^\{[:#.]", "delete it: only a heading takes an id, as in `## Heading {#id}`"),
        (r"youtube|vimeo|twitter|tweet|instagram|embed|gist|video", "write `::: embed https://…`"),
        (r"caption|figure|ima?ge?\b|picture|gallery|photo", "write `![what it shows](photo.jpg)`"),
        (r"\b(?:rel)?ref\b|\blink\b|post_url", "name the file: `[text](article.md)`"),
        (r"highlight|code", "put the code between two lines of three backticks"),
        ("", "delete it, or put it in backticks if readers should see it"),
    )
]
_CONTENTS = re.compile(
    rf"^[ \t]*(\[TOC\]|\[\[[_{MASK}]?TOC[_{MASK}]?\]\])(?=[ \t]*$)", re.MULTILINE | re.IGNORECASE
)
_WIKI = re.compile(rf"(!?)\[\[([^\[\]\n{MASK}|]{{1,200}})(?:\|([^\[\]\n]{{1,200}}))?\]\]")
_NOTICE = re.compile(
    r"^[ \t]*(\[!(?:note|tip|info|important|warning|caution)\][+-]?|!!! ?[a-z]+)",
    re.MULTILINE | re.IGNORECASE,
)
_CHANGE = re.compile(r"\{(\+\+|--|~~|>>|==)[^{}\n]{1,400}(?:\+\+|--|~~|<<|==)\}")
_MARKED = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{0,200}[^\s=])==(?![=\w])")
_EMOJI = re.compile(r"(?<![\w:/.@-]):(?:[a-z][a-z0-9_+-]{1,40}|[+-]1|100):(?![\w:/])")
_BETWEEN_DOLLARS = re.compile(r"(?<![\w$])\$\$(?!\$)([^$]{1,1000})\$\$(?![\w$])")
_FORMULA = re.compile(r"[\\^_={}<>+]")
_DEFINITION = re.compile(r"^[ \t]*(:)[ \t]+\S", re.MULTILINE)
_ABBREVIATION = re.compile(rf"^[ \t]*(\*\[[^\[\]\n{MASK}]{{1,80}}\]:)(?=[ \t])", re.MULTILINE)


def shortcodes(piece: Piece) -> Iterator[Leftover]:
    """Yield what other generators would have replaced, and lists of attributes."""
    for found in piece.matches(_SHORTCODE):
        typed = piece.typed(found.span())
        if typed[1] in ":#." and _is_behind_picture(piece, found.start()):
            continue
        hint = next(hint for known, hint in _BETTER if known.search(typed))
        yield piece.left(found.span(), "{} is for another program: readers see it", hint)


def codes_of_wordpress(piece: Piece) -> Iterator[Leftover]:
    """Yield `[gallery ids="1,2"]` and its like, which plugins of WordPress replace."""
    for found in piece.matches(CODE):
        typed = piece.typed(found.span())
        hint = next(hint for known, hint in _BETTER if known.search(typed))
        yield piece.left(found.span(), "{} is for WordPress: readers see it", hint)


def contents(piece: Piece) -> Iterator[Leftover]:
    """Yield what asks for a table of contents."""
    for found in piece.on_lines(_CONTENTS):
        hint = "delete it: a story with several headings gets its outline by itself"
        yield piece.left(found.span(1), "{} is for another program: readers see it", hint)


def wiki_links(piece: Piece) -> Iterator[Leftover]:
    """Yield `[[name]]` and `![[picture.jpg]]`, as Obsidian, Roam and wikis have them."""
    for found in piece.matches(_WIKI):
        name, words = found[2].strip(), (found[3] or found[2]).strip()
        target = name if "." in name else slugify(name, "unicode")
        hint = f"write `[{named(words)}]({named(target)})`, with the name of its file"
        if found[1]:
            hint = f"write `![what it shows]({named(name)})`"
        yield piece.left(found.span(), "{} is no link here: readers see it", hint)


def notices(piece: Piece) -> Iterator[Leftover]:
    """Yield how GitHub, Obsidian and MkDocs begin a box."""
    for found in piece.on_lines(_NOTICE):
        hint = "write `::: factbox A heading`, and `:::` below the text"
        yield piece.left(found.span(1), "{} begins no box here: readers see it", hint)


def changes(piece: Piece) -> Iterator[Leftover]:
    """Yield changes that somebody proposes, as CriticMarkup has them."""
    for found in piece.matches(_CHANGE):
        hint = "take the change over, or leave it out: readers see both"
        yield piece.left(found.span(), "{} is a change that nobody has taken", hint)


_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^\n]*\)$")


def _is_behind_picture(piece: Piece, start: int) -> bool:
    """Say whether an attribute list belongs to a picture: readers see nothing of it there."""
    if piece.words[start - 1 : start] != MASK or piece.source[start - 1] != ")":
        return False
    return _PICTURE.search(piece.source[max(0, start - FARTHEST) : start]) is not None


def highlights(piece: Piece) -> Iterator[Leftover]:
    """Yield `==marked==` words."""
    for found in piece.matches(_MARKED):
        hint = f"write `<mark>{named(piece.typed(found.span(1)))}</mark>`"
        yield piece.left(found.span(), "{} marks nothing: readers see the signs", hint)


def emoji(piece: Piece) -> Iterator[Leftover]:
    """Yield names of emoji between colons."""
    for found in piece.matches(_EMOJI):
        hint = "write the emoji itself"
        yield piece.left(found.span(), "{} is no emoji: readers see the name", hint)


def formulas(piece: Piece) -> Iterator[Leftover]:
    """Yield formulas between `$$`, but not words between prices."""
    for found in piece.matches(_BETWEEN_DOLLARS):
        if _FORMULA.search(piece.typed(found.span(1))):
            hint = "write it in words or in plain characters, or show a picture of it"
            yield piece.left(found.span(), "{} is no formula: readers see the signs", hint)


def definitions(piece: Piece) -> Iterator[Leftover]:
    """Yield colons that begin lines, as definitions do."""
    for found in piece.on_lines(_DEFINITION):
        message = "a line that begins with {} is no definition: readers see the sign"
        hint = "write `- **term:** what it means`, or <dl>, <dt> and <dd>"
        yield piece.left(found.span(1), message, hint)


def abbreviations(piece: Piece) -> Iterator[Leftover]:
    """Yield abbreviations that are explained at the beginning of a line."""
    for found in piece.on_lines(_ABBREVIATION):
        hint = 'explain it in the text, or write <abbr title="…">'
        yield piece.left(found.span(1), "{} explains no abbreviation: readers see it", hint)
