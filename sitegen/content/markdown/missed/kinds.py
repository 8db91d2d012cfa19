"""Kinds of markup that did not become markup, each looked for in a passage that may hold it."""

from collections.abc import Callable, Iterator, Sequence

from sitegen.content.markdown.masking import Passage
from sitegen.content.markdown.missed import foreign, links, marks
from sitegen.content.markdown.missed.pieces import Leftover, Piece

_KINDS: tuple[tuple[tuple[str, ...], Callable[[Piece], Iterator[Leftover]]], ...] = (
    (("{",), foreign.shortcodes),
    (("{++", "{--", "{~~", "{>>", "{=="), foreign.changes),
    (("[[",), foreign.wiki_links),
    (("[",), foreign.contents),
    (("[",), foreign.codes_of_wordpress),
    (("[!", "!!!"), foreign.notices),
    (("[",), marks.notes),
    (("]",), links.links_apart),
    (("](",), links.broken_links),
    (("][",), links.references),
    (("##",), marks.headings),
    (("*[",), foreign.abbreviations),
    (("",), marks.odd_blanks),
    (tuple("•·▪◦‣●"), marks.bullets),
    (tuple("–—"), marks.dashes),
    (("a.", "a)"), marks.lettered),
    (("$$",), foreign.formulas),
    (("==",), foreign.highlights),
    ((":",), foreign.emoji),
    ((":",), foreign.definitions),
    (("**", "__", "~~"), marks.emphasis),
)
"""Kinds, each with what a passage must hold for it; those that say more come first."""


def left_in(text: str, passage: Passage) -> list[Leftover]:
    """Return what a passage of a text holds, in order."""
    piece = Piece(text, passage)
    found = [
        it
        for signs, kind in _KINDS
        if any(sign in piece.words for sign in signs)
        for it in kind(piece)
    ]
    return sorted(_apart(found, piece))


def _apart(found: Sequence[Leftover], piece: Piece) -> Iterator[Leftover]:
    """Yield findings, of those that overlap the first."""
    taken = bytearray(len(piece.words))
    for it in found:
        start, end = it.start - piece.start, it.end - piece.start
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            yield it
