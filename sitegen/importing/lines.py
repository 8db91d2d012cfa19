"""What stands in a line, tidied: single blanks, none at the ends; pictures as blocks."""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from sitegen.importing import tree

Wrap = Callable[[tuple[tree.Inline, ...]], tuple[tree.Inline, ...]]
"""Puts a line into an element."""

_BLANKS = " \t\n\r\f"


def tidied(line: Sequence[tree.Inline]) -> tuple[tree.Inline, ...]:
    """Return a line with single blanks, and without any at its ends and around breaks.

    Blanks at the edge of an element stand outside of it; elements without anything in them go.
    """
    found: list[tree.Inline] = []
    blank = False  # one is due before what comes next
    begun = False
    for it in _flat(line):
        if isinstance(it, tree.Words):
            text = it.text
            starts, ends = text[:1] == " ", text[-1:] == " "
            inner = text.strip(" ")
            blank = blank or starts
            if not inner:
                continue
            _put(found, tree.Words(f"{' ' if blank and begun else ''}{inner}"))
            blank, begun = ends, True
        elif isinstance(it, tree.Break):
            if begun or any(not isinstance(x, tree.Break) for x in found):
                found.append(it)
            blank = begun = False
        else:
            if blank and begun and not isinstance(it, tree.Picture):
                _put(found, tree.Words(" "))
                blank = False
            found.append(it)
            begun = begun or not isinstance(it, tree.Anchor)
    while found and isinstance(found[-1], tree.Break):
        found.pop()
    return tuple(found)


def _put(found: list[tree.Inline], words: tree.Words) -> None:
    if found and isinstance(found[-1], tree.Words):
        words = tree.Words(found.pop().text + words.text)  # type: ignore[union-attr]
    found.append(words)


def _flat(line: Sequence[tree.Inline]) -> Iterator[tree.Inline]:
    """Yield a line in which elements have no blanks and breaks at their edges."""
    for it in line:
        if isinstance(it, tree.Words):
            if it.text:
                yield tree.Words(_collapsed(it.text))
        elif isinstance(it, tree.Span | tree.Link):
            before, inside, behind = _peeled(it.inside)
            yield from before
            if inside and not (isinstance(it, tree.Link) and _shows_only(inside)):
                yield replace(it, inside=inside)
            elif isinstance(it, tree.Link):
                yield from (
                    replace(x, href=x.href or it.href) if isinstance(x, tree.Picture) else x
                    for x in inside
                )
            yield from behind
        else:
            yield it


def _shows_only(inside: Sequence[tree.Inline]) -> bool:
    return any(isinstance(it, tree.Picture) for it in inside) and all(
        isinstance(it, tree.Picture | tree.Break | tree.Anchor)
        or (isinstance(it, tree.Words) and not it.text.strip())
        for it in inside
    )


def _peeled(
    inside: Sequence[tree.Inline],
) -> tuple[list[tree.Inline], tuple[tree.Inline, ...], list[tree.Inline]]:
    """Return what stands in an element, and the blanks and breaks before and behind it."""
    flat = list(_flat(inside))
    before: list[tree.Inline] = []
    behind: list[tree.Inline] = []
    while flat and _is_edge(flat[0]):
        before.append(flat.pop(0))
    while flat and _is_edge(flat[-1]):
        behind.insert(0, flat.pop())
    if flat and isinstance(first := flat[0], tree.Words) and first.text[:1] == " ":
        before.append(tree.Words(" "))
        flat[0] = tree.Words(first.text[1:])
    if flat and isinstance(last := flat[-1], tree.Words) and last.text[-1:] == " ":
        behind.insert(0, tree.Words(" "))
        flat[-1] = tree.Words(last.text[:-1])
    return before, tidied(flat), behind


def _is_edge(it: tree.Inline) -> bool:
    return isinstance(it, tree.Break) or (isinstance(it, tree.Words) and not it.text.strip(_BLANKS))


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


def lifted(line: Sequence[tree.Inline]) -> Iterator[tree.Block]:
    """Yield a line as a paragraph, and the pictures in it as blocks before or behind it."""
    if not any(isinstance(it, tree.Picture) for it in tree.inlines_in(line)):
        yield tree.Paragraph(tuple(line))
        return
    pictures: list[tuple[bool, tree.Picture]] = []
    words = tidied(_without(line, pictures, [False]))
    speaks = any(not isinstance(it, tree.Break | tree.Anchor) for it in words)
    yield from (it for behind, it in pictures if not (behind and speaks))
    if words:
        yield tree.Paragraph(words)
    yield from (it for behind, it in pictures if behind and speaks)


def _without(
    line: Sequence[tree.Inline],
    pictures: list[tuple[bool, tree.Picture]],
    spoken: list[bool],
    href: str = "",
) -> list[tree.Inline]:
    found: list[tree.Inline] = []
    for it in line:
        if isinstance(it, tree.Picture):
            pictures.append((spoken[0], replace(it, href=it.href or href)))
        elif isinstance(it, tree.Span | tree.Link):
            to = it.href if isinstance(it, tree.Link) else href
            inside = tuple(_without(it.inside, pictures, spoken, to))
            if inside:
                found.append(replace(it, inside=inside))
        else:
            if isinstance(it, tree.Words | tree.CodeSpan | tree.Note) and (
                not isinstance(it, tree.Words) or it.text.strip()
            ):
                spoken[0] = True
            found.append(it)
    return found
