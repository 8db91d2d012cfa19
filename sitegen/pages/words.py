"""The words of the interface: `templates/words/<language>.toml`, one file a language.

English stands in for what a language lacks, and the default theme for what a site's own file
lacks. A site's own English file may add words for its own templates.
"""

import re
from collections.abc import Iterator, Mapping

from sitegen.errors import Problem, SiteError
from sitegen.spelling import did_you_mean
from sitegen.strict.nodes import Mapping as Table
from sitegen.strict.nodes import Scalar
from sitegen.strict.shapes import shown
from sitegen.strict.toml import read_toml
from sitegen.theme import read_theme, theme_files

FOLDER = "templates/words/"
FALLBACK = "en"

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def words_of(texts: Mapping[str, str], language: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the words of a language. `texts` holds the files of all languages, by path."""
    words: dict[str, str] = {}
    english: dict[str, str] = {}
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
            found = _faults(table, english, may_add=name == FALLBACK)
            problems += [problem.at(path) for problem in found]
            words |= _texts(table)
            if name == FALLBACK:
                english |= _texts(table)
    return words, problems


def _texts(table: Table) -> dict[str, str]:
    return {
        str(key.text): value.text
        for key, value in table.entries
        if isinstance(value, Scalar) and value.text is not None
    }


def _faults(table: Table, english: Mapping[str, str], *, may_add: bool) -> Iterator[Problem]:
    """Yield what is wrong with one file. Problems have no path yet."""
    for key, value in table.entries:
        name = str(key.text)
        if name not in english and not may_add:
            hint = did_you_mean(name, english) or f"known are the keys of {FOLDER}{FALLBACK}.toml"
            yield Problem("", key.line, key.column, f"unknown key `{name}`", hint)
        elif not isinstance(value, Scalar) or value.text is None:
            message = f"`{name}` must be text, not {shown(value)}"
            yield Problem("", value.line, value.column, message, "put it in quotes")
        elif _placeholders(value.text) != (wanted := _placeholders(english.get(name, value.text))):
            places = " and ".join(f"`{it}`" for it in sorted(wanted)) or "no placeholder"
            message = f"`{name}` must hold {places}, as in English"
            yield Problem("", value.line, value.column, message, f"English: `{english[name]}`")


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))
