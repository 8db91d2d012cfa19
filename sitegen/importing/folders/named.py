"""What `{{ name }}` prints: texts that tags gave a name, keys of the front matter, of an include.

Only what is written out counts: a name that code fills (`split`, a loop, a condition) prints what
no reader of files can know, and stays.
"""

import re
from collections.abc import Mapping

_NAMED = re.compile(
    r"\{%-?\s*(?:assign|set)\s+(?P<name>\w+)\s*="
    r"(?:\s*(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote)|%\}).)*)(?P=quote)\s*-?%\}|[^%]*%\})"
    r"|\{%-?\s*capture\s+(?P<caught>[^\s%]+)\s*-?%\}(?P<text>(?:(?!\{%).)*)\{%-?\s*endcapture\s*-?%\}"
    r"|\{\{-?\s*(?P<asked>[\w.-]+)\s*-?\}\}",
    re.DOTALL,
)


def with_values(text: str, known: Mapping[str, str]) -> str:
    """Return a text whose names print their values, and without what gave them these.

    `known` are values by name, as a text asks for them: `page.title`, `include.src`.
    """
    values = dict(known)

    def value(it: re.Match[str]) -> str:
        if asked := it["asked"]:
            return values.get(asked.lower(), it[0])
        if name := it["name"]:
            values.pop(name.lower(), None)
            if it["value"] is not None:
                values[name.lower()] = it["value"]
        else:
            values[it["caught"].lower()] = _NAMED.sub(value, it["text"])
        return ""

    return _NAMED.sub(value, text)
