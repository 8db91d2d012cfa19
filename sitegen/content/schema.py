"""JSON Schema of the front matter, for editors that complete and check while one types."""

from typing import Any

import msgspec

from sitegen.content.parse import SHAPES, MarkdownKind


def front_matter_schema(kind: MarkdownKind) -> str:
    """Return the JSON Schema (2020-12) of one kind of file, indented."""
    (schema,), definitions = msgspec.json.schema_components(
        [SHAPES[kind]], ref_template="#/$defs/{name}"
    )
    name = schema["$ref"].rpartition("/")[2]
    top: dict[str, Any] = definitions.pop(name)
    # The tag tells our own types apart in the store; editors never write it.
    top["properties"].pop("kind")
    top["required"] = [key for key in top.get("required", ()) if key != "kind"]
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **top,
        "title": f"Front matter of {'an' if kind[0] == 'a' else 'a'} {kind}",
        "$defs": definitions,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()
