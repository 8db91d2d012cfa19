"""The words of the interface: `templates/words/<language>.toml`, one file a language.

English stands in for what a language lacks, and the default theme for what a site's own file
lacks.
"""

from collections.abc import Mapping

from sitegen.errors import Problem, SiteError
from sitegen.strict.nodes import Scalar
from sitegen.strict.toml import read_toml
from sitegen.theme import read_theme, theme_files

FOLDER = "templates/words/"
FALLBACK = "en"


def words_of(texts: Mapping[str, str], language: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the words of a language. `texts` holds the files of all languages, by path."""
    words: dict[str, str] = {}
    problems: list[Problem] = []
    theme = frozenset(theme_files(FOLDER.rstrip("/")))
    primary = language.partition("-")[0].lower()
    for name in dict.fromkeys((FALLBACK, primary, language)):
        path = f"{FOLDER}{name}.toml"
        default = read_theme(path) if path in theme else b""
        for text in (default, texts.get(path, "").encode()):
            try:
                table = read_toml(text)
            except SiteError as error:
                problems += [problem.at(path) for problem in error.problems]
                continue
            for key, value in table.entries:
                if isinstance(value, Scalar) and value.text is not None:
                    words[str(key.text)] = value.text
    return words, problems
