"""JSON Schema of the front matter, for editors that complete and check while one types.

Written for the checkers that newsrooms' editors run: draft 7, no default values that say nothing,
no `null` that nobody writes, and a sentence for every key.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from sitegen.content.kinds import DocumentKind
from sitegen.field_types import Unless

DRAFT = "http://json-schema.org/draft-07/schema#"

MEANINGS = {
    "accessed": "The day on which the source was read: 2026-03-01",
    "ai": "What a machine had to do with the text; readers see it",
    "ai.note": "What it did, in a sentence",
    "ai.reviewed_by": "Who reviewed the text and answers for it: the id of an author",
    "ai.text": "none, assisted or generated",
    "aliases": "Old addresses that lead here, the oldest first: [/old/address/]",
    "alt": "What the picture shows, for those who cannot see it",
    "as_of": "The day on which the summary was true: 2026-03-01",
    "authors": "Who signs: ids of files in content/authors/; none at all is fine",
    "caption": "The text under the picture",
    "corrections": "What was wrong and when it was put right; readers see it",
    "corrections.kind": "correction, clarification, update, editors-note or retraction",
    "corrections.now": "What stands there now",
    "corrections.was": "What stood there before",
    "countries": "Two-letter codes of ISO 3166-1: [UA, NO]",
    "credit": "Photographer/Agency; not needed if the file itself carries one",
    "date": "First publication: 2026-03-01 09:00 in newsroom time; a draft needs none",
    "dark": "The file that stands for the picture where the page is dark; or invert",
    "dek": "One sentence under the headline, and in listings",
    "day": "The day on which it was so: 2026-01-01",
    "desk": "true for a desk, false for a person; by default what the file's name says: …-desk",
    "embargo": "Not before this moment, with its offset: 2026-03-01T09:00:00+01:00",
    "expires": "From this moment on the article is withdrawn",
    "facts": "What is known of the country, each with its day and its source",
    "facts.label": "What the fact is about",
    "facts.source": "Who says so",
    "focus": "What a crop must keep, from left and top: [0.5, 0.3]",
    "guid": "The id in feeds; by default the oldest alias, else the address",
    "heading": "A level-2 heading of the body, word for word",
    "headline": "The headline, at most 110 characters for search engines",
    "id": "The anchor of this heading, whatever it is called later",
    "image.kind": "photo, or graphic for what is never cropped; by default its file tells",
    "image": "The lead picture",
    "key_points": "What to know in half a minute, a sentence each",
    "kicker": "A word or two above the headline; by default the section's name",
    "label": "What the link says",
    "lang": "The language of the article, if it is not the site's: ar, fr, pt-BR",
    "live": "true while updates are told on it; closed once that is over",
    "license": "The address of the licence of the picture",
    "links": "Links on the author's page",
    "method": "How it was reported: with whom, from what, what could not be found out",
    "milestone": "One line for the timeline of its threads, if something has changed",
    "name": "The name as readers see it",
    "neighbours": "Codes of the countries that it borders with; by default what boundaries say",
    "noindex": "true keeps search engines away",
    "office": "The office: President",
    "people": "Who holds which office, and since when",
    "place": "Where it was written: Ankara",
    "poster": "A picture that stands for the film, beside the article or in content/images/",
    "portrait": "The author's picture",
    "publisher": "Who published it",
    "related": "Slugs, paths or addresses of articles, or stories of other publishers",
    "role": "What the author does",
    "section": "The id of a section of content/site.toml",
    "section_headings": "The level-2 headings of the body in their order, to pin or shorten them",
    "short": "The heading's name in the contents list",
    "since": "Their first day in it: 2019-05-20",
    "slug": "The last part of the address; by default the file's name",
    "source_type": "How a picture was made, in IPTC’s term; by default what its file says",
    "sources": "What the article rests on",
    "src": "The picture's file, beside the article or in content/images/",
    "status": "draft keeps an article back; a thread is open, or closed",
    "summary": "Where things stand, in a few sentences",
    "tags": "What the article is about: [diplomacy, trade routes]",
    "text": "What was wrong, and what is right",
    "thread": "What it goes on with: the id of a file in content/threads/, or several",
    "title": "The title",
    "until": "Their last day in it, if that is known",
    "updated": "The last substantial change",
    "value": "The fact: 603,500 square kilometres",
    "url": "The address: https://…",
}

STAND = {"Correction": "corrections", "CountryFact": "facts", "Disclosure": "ai"}
"""Under which key a type stands whose own keys mean something else than others of their names."""


def front_matter_schema(kind: DocumentKind) -> str:
    """Return the JSON Schema of one kind of file, indented."""
    (schema,), definitions = msgspec.json.schema_components(
        [kind.fields], ref_template="#/definitions/{name}"
    )
    name = schema["$ref"].rpartition("/")[2]
    shapes = {name: _plain(shape, STAND.get(name, "")) for name, shape in definitions.items()}
    top = shapes.pop(name)
    # The tag tells our own types apart in the store; editors never write it.
    top["properties"].pop("kind")
    top["required"] = [key for key in top["required"] if key != "kind"]
    top |= _unless(getattr(kind.fields, "REQUIRED", {}))
    title = f"Front matter of {kind.called}"
    whole = {"$schema": DRAFT, **top, "title": title, "definitions": shapes}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()


def _unless(required: Mapping[str, Unless]) -> dict[str, Any]:
    """Return what asks for keys unless another one has a value."""
    rules = [
        {
            "if": {"properties": {it.key: {"const": it.value}}, "required": [it.key]},
            "else": {"required": [name]},
        }
        for name, it in required.items()
    ]
    return {"allOf": rules} if rules else {}


def _plain(shape: dict[str, Any], key_above: str) -> dict[str, Any]:
    properties = {
        key: _property(it, MEANINGS.get(f"{key_above}.{key}") or MEANINGS.get(key))
        for key, it in shape["properties"].items()
    }
    return {**shape, "properties": properties}


def _property(shape: dict[str, Any], meaning: str | None) -> dict[str, Any]:
    """Return one key's schema: without default and null, with its meaning."""
    shape = {name: value for name, value in shape.items() if name != "default"}
    choices = [it for it in shape.pop("anyOf", []) if it != {"type": "null"}]
    if len(choices) == 1:
        # A reference stands alone in draft 7: what is beside it is not read.
        shape |= {"allOf": choices} if "$ref" in choices[0] else choices[0]
    elif choices:
        shape["anyOf"] = choices
    if "prefixItems" in shape:
        # A row of numbers: draft 7 has no other word for it than this one.
        items = shape.pop("prefixItems")
        shape |= {"items": items[0], "minItems": len(items), "maxItems": len(items)}
    return {**shape, "description": meaning} if meaning else shape
