"""Whether the outline of a story agrees with the headings of its text, and its anchors are sound.

An outline is `section_headings`: it names the level-2 headings in their order, and may pin the
anchor of each.
"""

from collections.abc import Iterator

from sitegen.content.markdown.anchors import heading_key
from sitegen.errors import Problem
from sitegen.field_values import SectionHeading
from sitegen.model import ArticleFields, Document
from sitegen.spelling import did_you_mean
from sitegen.urls import is_of_words, nfc, slugify


def outline_problems(document: Document, fields: ArticleFields) -> Iterator[Problem]:
    """Yield what is wrong with the outline of a story, whose `section_headings` were read."""
    yield from _outline(document, fields)
    yield from _pinned(document, fields)


def _outline(document: Document, fields: ArticleFields) -> Iterator[Problem]:
    """Compare the outline with the level-2 headings, and say where the two first part."""
    headings = [heading.text for heading in document.headings if heading.level == 2]  # noqa: PLR2004
    outline = [
        entry.heading if isinstance(entry, SectionHeading) else entry
        for entry in fields.section_headings
    ]
    for number, (named, heading) in enumerate(zip(outline, headings, strict=False)):
        if heading_key(named) != heading_key(heading):
            yield document.problem(
                "",
                f"section_headings.{number}",
                f"the outline has `{named}` where the body has the heading `{heading}`",
                _where(document, named) or did_you_mean(named, headings),
            )
            return
    if len(outline) > len(headings):
        named = outline[len(headings)]
        key = f"section_headings.{len(headings)}"
        hint = f"delete it, or write `## {named}` where that section begins"
        yield document.problem("", key, f"the body has no level-2 heading `{named}`", hint)
    elif len(outline) < len(headings):
        missing = next(it for it in document.headings if it.text == headings[len(outline)])
        message = f"the heading `{missing.text}` is not in `section_headings`"
        hint = "an outline names every level-2 heading: add it there"
        yield Problem("", missing.line, 1, message, hint)


def _where(document: Document, named: str) -> str:
    """Return a hint that says in which lines a heading of an outline stands; empty if in none."""
    key = heading_key(named)
    lines = [str(it.line) for it in document.headings if heading_key(it.text) == key]
    then = "name each heading in its turn, as often as it is there"
    return f"it stands in line {' and '.join(lines)}: {then}" if lines else ""


def _pinned(document: Document, fields: ArticleFields) -> Iterator[Problem]:
    """Yield what is wrong with the anchors that an outline gives to headings."""
    first: dict[str, int] = {}
    for number, entry in enumerate(fields.section_headings):
        anchor = nfc(entry.id) if isinstance(entry, SectionHeading) else ""
        key = f"section_headings.{number}.id"
        if not all(char == "-" or is_of_words(char) for char in anchor):
            proper = slugify(anchor, "unicode")
            hint = f"write `{proper}`" if proper else "letters, digits and hyphens"
            yield document.problem("", key, f"`{anchor}` cannot be an anchor", hint)
        elif anchor in first:
            message = f"`{anchor}` is the anchor of another heading, in line {first[anchor]}"
            yield document.problem("", key, message, "give one of the two another `id`")
        if anchor:
            first.setdefault(anchor, document.place(key)[0])
