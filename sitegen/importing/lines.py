"""What stands in a line, tidied: single blanks, none at the ends; pictures as blocks."""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from sitegen.importing.tree import (
    Anchor,
    Block,
    Break,
    CodeSpan,
    Inline,
    Link,
    Note,
    Paragraph,
    Picture,
    Span,
    Words,
)

Wrap = Callable[[tuple[Inline, ...]], tuple[Inline, ...]]
"""Puts a line into an element."""

_BLANKS = " \t\n\r\f"


def tidied(line: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return a line with single blanks, and without any at its ends and around breaks.

    Blanks at the edge of an element stand outside of it; elements without anything in them go.
    """
    found: list[Inline] = []
    blank = False  # one is due before what comes next
    begun = False
    for it in _flat(line):
        if isinstance(it, Words):
            text = it.text
            starts, ends = text[:1] == " ", text[-1:] == " "
            inner = text.strip(" ")
            blank = blank or starts
            if not inner:
                continue
            _put(found, Words(f"{' ' if blank and begun else ''}{inner}"))
            blank, begun = ends, True
        elif isinstance(it, Break):
            if begun or any(not isinstance(x, Break) for x in found):
                found.append(it)
            blank = begun = False
        else:
            if blank and begun and not isinstance(it, Picture):
                _put(found, Words(" "))
                blank = False
            found.append(it)
            begun = begun or not isinstance(it, Anchor)
    while found and isinstance(found[-1], Break):
        found.pop()
    return tuple(found)


def _put(found: list[Inline], words: Words) -> None:
    if found and isinstance(found[-1], Words):
        words = Words(found.pop().text + words.text)  # type: ignore[union-attr]
    found.append(words)


def _flat(line: Sequence[Inline]) -> Iterator[Inline]:
    """Yield a line in which elements have no blanks and breaks at their edges."""
    for it in line:
        if isinstance(it, Words):
            if it.text:
                yield Words(_collapsed(it.text))
        elif isinstance(it, Span | Link):
            before, inside, behind = _peeled(it.inside)
            yield from before
            if inside and not (isinstance(it, Link) and _shows_only(inside)):
                yield replace(it, inside=inside)
            elif isinstance(it, Link):
                yield from (
                    replace(x, href=x.href or it.href) if isinstance(x, Picture) else x
                    for x in inside
                )
            yield from behind
        else:
            yield it


def _shows_only(inside: Sequence[Inline]) -> bool:
    return any(isinstance(it, Picture) for it in inside) and all(
        isinstance(it, Picture | Break | Anchor) or (isinstance(it, Words) and not it.text.strip())
        for it in inside
    )


def _peeled(
    inside: Sequence[Inline],
) -> tuple[list[Inline], tuple[Inline, ...], list[Inline]]:
    """Return what stands in an element, and the blanks and breaks before and behind it."""
    flat = list(_flat(inside))
    before: list[Inline] = []
    behind: list[Inline] = []
    while flat and _is_edge(flat[0]):
        before.append(flat.pop(0))
    while flat and _is_edge(flat[-1]):
        behind.insert(0, flat.pop())
    if flat and isinstance(first := flat[0], Words) and first.text[:1] == " ":
        before.append(Words(" "))
        flat[0] = Words(first.text[1:])
    if flat and isinstance(last := flat[-1], Words) and last.text[-1:] == " ":
        behind.insert(0, Words(" "))
        flat[-1] = Words(last.text[:-1])
    return before, tidied(flat), behind


def _is_edge(it: Inline) -> bool:
    return isinstance(it, Break) or (isinstance(it, Words) and not it.text.strip(_BLANKS))


def _collapsed(text: str) -> str:
    """Return a text whose blanks are single; those that do not break stay as they are."""
    if text.isprintable() and "  " not in text:  # so most are
        return text
    words = [it for it in _split(text) if it]
    inner = " ".join(words)
    if not inner:
        return " "
    start = " " if text[0] in _BLANKS else ""
    end = " " if text[-1] in _BLANKS else ""
    return f"{start}{inner}{end}"


def _split(text: str) -> list[str]:
    for it in "\t\n\r\f":
        if it in text:
            text = text.replace(it, " ")
    return text.split(" ")


# Pictures -----------------------------------------------------------------------------------


def lifted(line: Sequence[Inline]) -> Iterator[Block]:
    """Yield a line as a paragraph, and the pictures in it as blocks before or behind it."""
    if not has_pictures(line):
        yield Paragraph(tuple(line))
        return
    pictures: list[tuple[bool, Picture]] = []
    words = tidied(_without(line, pictures, [False]))
    speaks = any(not isinstance(it, Break | Anchor) for it in words)
    yield from (it for behind, it in pictures if not (behind and speaks))
    if words:
        yield Paragraph(words)
    yield from (it for behind, it in pictures if behind and speaks)


def has_pictures(line: Sequence[Inline]) -> bool:
    """Say whether a picture stands somewhere in a line."""
    return any(
        isinstance(it, Picture) or (isinstance(it, Span | Link) and has_pictures(it.inside))
        for it in line
    )


def _without(
    line: Sequence[Inline], pictures: list[tuple[bool, Picture]], spoken: list[bool], href: str = ""
) -> list[Inline]:
    found: list[Inline] = []
    for it in line:
        if isinstance(it, Picture):
            pictures.append((spoken[0], replace(it, href=it.href or href)))
        elif isinstance(it, Span | Link):
            to = it.href if isinstance(it, Link) else href
            inside = tuple(_without(it.inside, pictures, spoken, to))
            if inside:
                found.append(replace(it, inside=inside))
        else:
            if isinstance(it, Words | CodeSpan | Note) and (
                not isinstance(it, Words) or it.text.strip()
            ):
                spoken[0] = True
            found.append(it)
    return found
