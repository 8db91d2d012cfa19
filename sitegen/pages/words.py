"""The words of the interface: `templates/words/<language>.toml`, one file a language.

English stands in for what a language lacks.
"""

import tomllib
from collections.abc import Mapping

from sitegen.errors import Problem

FOLDER = "templates/words/"
FALLBACK = "en"


def words_of(texts: Mapping[str, str], language: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the words of a language. `texts` holds the files of all languages, by path."""
    words: dict[str, str] = {}
    problems: list[Problem] = []
    primary = language.partition("-")[0].lower()
    for name in dict.fromkeys((FALLBACK, primary, language)):
        path = f"{FOLDER}{name}.toml"
        try:
            table = tomllib.loads(texts.get(path, ""))
        except tomllib.TOMLDecodeError as error:
            problems.append(Problem(path, 1, 1, str(error)))
            continue
        words |= {key: value for key, value in table.items() if isinstance(value, str)}
    return words, problems
