"""HTML's entities in texts that are no HTML: the characters in their place."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.checking.document import quoted
from sitegen.content.frontmatter_scalars import Written, body_of, written
from sitegen.content.markdown.prose import plain_values
from sitegen.content.parse import Understood
from sitegen.errors import Cure
from sitegen.model import Document
from sitegen.strict.texts import ENTITY, decoded, is_held


def characters(text: str) -> Iterator[Cure]:
    """Propose a character for each entity of a file's front matter and of its blocks' lines.

    Which of these values are texts, the proof tells: in an address an entity means something else.
    """
    body = body_of(text)
    if "&" in text[:body]:
        for scalar in written(text):
            for found in ENTITY.finditer(text, scalar.start, scalar.end):
                yield from _character(text, found, scalar)
    if "&" in text[body:]:
        for value in plain_values(text[body:]):
            start = body + value.start
            for found in ENTITY.finditer(text, start, start + len(value.text)):
                yield from _character(text, found)


def _character(text: str, found: re.Match[str], scalar: Written | None = None) -> Iterator[Cure]:
    char, entities = decoded(found[0])
    if not entities:
        return
    if char.isspace() and not is_held(text[found.start() - 1], text[found.end() : found.end() + 1]):
        char = " "
    yield Cure(*found.span(), quoted(scalar, char) if scalar else char, char)


def says_the_same(before: Understood, after: Understood) -> bool:
    """Say whether two versions are one to readers: the proof of such a cure."""
    return before.body == after.body and _said(before) == _said(after)


def _said(understood: Understood) -> tuple[Document, list[str]]:
    document = understood.document
    errors = [it.message for it in document.problems if it.severity == "error"]
    return replace(document, problems=(), places=b""), errors
