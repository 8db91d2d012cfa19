"""One Markdown file to a `Document` and its `Body`.

Pure: a function of the bytes, the kind of file and the options, free of paths and of every
other file, so that a build remembers the result by exactly these. All problems of the file are
found at once; a file with a broken front matter still becomes a document.
"""

from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.checks import Era, check
from sitegen.content.frontmatter import FrontMatter, read
from sitegen.content.kinds import KINDS
from sitegen.content.markdown.render import MarkdownOptions, render
from sitegen.content.markdown.typography import typeset
from sitegen.errors import Cure, findings
from sitegen.field_values import SectionHeading
from sitegen.model import Body, Document, DocumentFields, DocumentName
from sitegen.statcache import digest_of
from sitegen.strict.located import Decoded, decode
from sitegen.strict.nodes import Mapping, Scalar
from sitegen.strict.texts import Entity, Setters, of_entities, tidied


class ParseOptions(Struct, frozen=True):
    """What of the configuration shapes a document."""

    timezone: str
    language: str
    trust_html: bool
    first_year: int = 1
    strict_since: date = date.min


class Understood(Struct, frozen=True):
    """What one file says; `cures` of its body count from the body's beginning."""

    document: Document
    body: Body
    cures: tuple[Cure, ...]


class Parsed(Struct, frozen=True):
    """A document, and that and its body, encoded as the store keeps them."""

    known: Document
    document: bytes
    body: bytes


class Opened(Struct, frozen=True):
    """A file whose front matter is read; `found` is None if that cannot be."""

    name: DocumentName
    options: ParseOptions
    front: FrontMatter
    language: str
    found: Decoded[DocumentFields] | None


def parse(raw: bytes, name: DocumentName, options: ParseOptions) -> Parsed:
    """Return the document and the body of a file's bytes; `name` is that of its kind."""
    return parsed(opened(raw, name, options))


def understand(raw: bytes, name: DocumentName, options: ParseOptions) -> Understood:
    """Return what a file's bytes mean, with all problems; the document names no body yet."""
    return understood(opened(raw, name, options))


def opened(raw: bytes, name: DocumentName, options: ParseOptions) -> Opened:
    """Read the front matter of a file's bytes: the first half of `parse`."""
    front = read(raw)
    if front.mapping is None:
        return Opened(name, options, front, options.language, None)
    kind, language = KINDS[name], _language(front.mapping) or options.language
    setters: Setters = {
        "prose": partial(typeset, language=language),
        # Stories in several languages share it: it looks the same in all.
        "topic": partial(typeset, language=options.language),
    }
    zone = ZoneInfo(options.timezone)
    found = decode(front.mapping, kind.fields, zone=zone, name=kind.called, setters=setters)
    return Opened(name, options, front, language, found)


def parsed(it: Opened) -> Parsed:
    """Read the body below a front matter: the second half of `parse`."""
    of = understood(it)
    body = msgspec.msgpack.encode(of.body)
    document = replace(of.document, body=digest_of(body))
    return Parsed(document, msgspec.msgpack.encode(document), body)


def understood(it: Opened) -> Understood:
    """Read the body below a front matter: the second half of `understand`."""
    front, found, options = it.front, it.found, it.options
    known: dict[str, Any] = {}
    places: dict[str, tuple[int, int]] = {}
    fields: DocumentFields | None = None
    problems = list(front.problems)
    entities: tuple[Entity, ...] = ()
    if found is not None:
        known, places, entities = found.partial, found.places, found.entities
        problems += (*found.problems, *found.remarks)
        kind = KINDS[it.name]
        fields = found.value or kind.fields(**{**kind.stand_ins, **known})
    rendered = render(
        front.body,
        MarkdownOptions(
            language=it.language,
            trust_html=options.trust_html,
            live=getattr(fields, "live", None) or "",
            timezone=options.timezone,
        ),
        first_line=front.body_line,
        outline=_outline(known.get("section_headings", ())),
    )
    said = (*problems, *rendered.problems, *of_entities((*entities, *rendered.entities), FIX))
    document = Document(
        fields=fields,
        sound=not any(problem.severity == "error" for problem in problems),
        headings=rendered.headings,
        anchors=rendered.anchors,
        links=rendered.links,
        pictures=rendered.pictures,
        charts=rendered.charts,
        words=rendered.words,
        problems=findings(said),
        updates=rendered.updates,
        places=msgspec.msgpack.encode(places),
        maps=rendered.maps,
        dated=rendered.dated,
    )
    era = Era(options.first_year, ZoneInfo(options.timezone), options.strict_since)
    if wrong := tuple(check(document, rendered.body, known.keys(), era)):
        document = replace(
            document,
            problems=findings((*said, *wrong)),
            sound=document.sound and not any(problem.severity == "error" for problem in wrong),
        )
    return Understood(document, rendered.body, rendered.cures)


FIX = "; `check --fix` does that for you"


def decode_document(data: bytes) -> Document:
    """Return a document as the store keeps it. Raises `msgspec.DecodeError`."""
    return _DOCUMENTS.decode(data)


def decode_body(data: bytes) -> Body:
    """Return a body as the store keeps it. Raises `msgspec.DecodeError`."""
    return _BODIES.decode(data)


_DOCUMENTS = msgspec.msgpack.Decoder(Document)
_BODIES = msgspec.msgpack.Decoder(Body)


def _language(mapping: Mapping) -> str:
    """Return the language that a front matter names: it says how all else in it is set."""
    named = next((value for key, value in mapping.entries if key.text == "lang"), None)
    return tidied(named.text or "", "name") if isinstance(named, Scalar) else ""


def _outline(entries: object) -> list[SectionHeading]:
    """Return the entries of an outline, of which those that are only text pin nothing."""
    return [
        entry if isinstance(entry, SectionHeading) else SectionHeading(heading=entry)
        for entry in (entries if isinstance(entries, tuple) else ())
    ]
