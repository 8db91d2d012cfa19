"""The words of the interface: `templates/words/<language>.toml`, one file a language.

English stands in for what a language lacks, and the default theme for what a site's own file
lacks. A site's own English file may add words for its own templates. What stands beside a number
has a form for each of CLDR's plural categories: `views.one`, `views.other`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from markupsafe import Markup, escape

from sitegen.digests import fingerprint
from sitegen.errors import Problem, SiteError
from sitegen.languages import (
    PLURAL_FORMS,
    direction,
    fallbacks,
    number_text,
    plural_form,
    plural_forms,
)
from sitegen.model import Digest
from sitegen.pages.shortcuts import as_html
from sitegen.pages.shortcuts import shown as escaped
from sitegen.pages.views import Interface
from sitegen.spelling import did_you_mean
from sitegen.strict.nodes import Mapping as Table
from sitegen.strict.nodes import Node, Scalar
from sitegen.strict.shapes import listed, shown
from sitegen.strict.toml import read_toml
from sitegen.theme import read_theme, theme_files

FOLDER = "templates/words/"
FALLBACK = "en"
OTHER = "other"
"""The form that every language has: it stands in for those that a file lacks."""

READ = 64
"""Files that are remembered: those of many languages, as they are being edited."""

PHRASES = 1024
"""Words with places that are remembered as HTML."""

COUNT = "{count}"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_IN_A_WORD = frozenset({"zero", "one", "two"})
"""Forms that may say their number in a word."""


class Words:
    """The words of the interface in every language. `texts` holds the files of all, by path."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {path: it for path, it in texts.items() if path.startswith(FOLDER)}
        self._known: dict[str, dict[str, str]] = {}
        self._interfaces: dict[str, Interface | None] = {}

    @cached_property
    def digest(self) -> Digest:
        """The digest of all files."""
        return fingerprint(self._texts)

    def __getitem__(self, language: str) -> dict[str, str]:
        """Return the words of a language, or those that stand in for them."""
        if language not in self._known:
            self._known[language], _ = words_of(self._texts, language, judged=False)
        return self._known[language]

    def interface(self, language: str) -> Interface | None:
        """Return what speaks to readers in a language, if it has words and no other stands in."""
        if language not in self._interfaces:
            there = any(f"{FOLDER}{it}.toml" in self._texts for it in fallbacks(language))
            way, words = direction(language), self[language] if there else {}
            told = Interface(language=language, direction=way, words=words) if there else None
            self._interfaces[language] = told
        return self._interfaces[language]

    def problems(self, languages: Iterable[str]) -> Iterator[Problem]:
        """Yield what is wrong with the words of languages."""
        # What is wrong with English is wrong in all of them.
        found = chain.from_iterable(words_of(self._texts, it)[1] for it in languages)
        yield from dict.fromkeys(found)


def words_of(
    texts: Mapping[str, str], language: str, *, judged: bool = True
) -> tuple[dict[str, str], list[Problem]]:
    """Return the words of a language. `texts` holds the files of all languages, by path.

    What is wrong with them is told if they are to be `judged`: that takes longer than to read them.
    What stands beside a number is there by its name and each form: "views.few".
    """
    theme = frozenset(theme_files(FOLDER.rstrip("/")))
    files: dict[str, tuple[bytes, ...]] = {}
    for name in dict.fromkeys((FALLBACK, *fallbacks(language))):
        path = f"{FOLDER}{name}.toml"
        default = read_theme(path) if path in theme else b""
        # Of a site with none of its own, that of the theme is among the texts.
        files[name] = (*dict.fromkeys((default, texts.get(path, "").encode())),)
    words, problems = _read(tuple(files.items()), judged=judged)
    return dict(words), list(problems)


@lru_cache(maxsize=32)
def _read(
    files: tuple[tuple[str, tuple[bytes, ...]], ...], *, judged: bool
) -> tuple[Mapping[str, str], Sequence[Problem]]:
    """Return the words of files by language, and what is wrong: both are asked for, one by one."""
    words: dict[str, str] = {}
    english: dict[str, str] = {}
    problems: list[Problem] = []
    for name, contents in files:
        path = f"{FOLDER}{name}.toml"
        for text in contents:
            try:
                table = _table_of(text)
            except SiteError as error:
                problems += [problem.at(path) for problem in error.problems]
                continue
            if judged:
                problems += [problem.at(path) for problem in _faults(table, name, english)]
            words = _amended(words, table, english)
            if name == FALLBACK:
                english = words
    return words, problems


@lru_cache(maxsize=READ)
def _table_of(text: bytes) -> Table:
    """Return what a file says: English is asked for in every language."""
    return read_toml(text)


def counted(words: Mapping[str, str], name: str, number: int, language: str) -> str:
    """Return words with a number, in the form that they have beside it: "1,200 views"."""
    form = f"{name}.{plural_form(number, language)}"
    text = words[form] if form in words else words[f"{name}.{OTHER}"]
    return text.format(count=number_text(number, language))


def phrase(words: str, /, **said: object) -> Markup:
    """Return words as HTML, with what stands in the places that they name: "More by {name}".

    Escaped as `Markup.format` does it, in a fraction of the time.
    """
    html = _escaped(words).format(**{name: escaped(it) for name, it in said.items()})
    return as_html(Markup, html)


@lru_cache(maxsize=PHRASES)
def _escaped(words: str) -> str:
    return str.__str__(escape(words))


def forms(words: Mapping[str, str], name: str) -> dict[str, str]:
    """Return words beside a number in all their forms, by CLDR's names of these, for scripts."""
    found = {form: words.get(f"{name}.{form}", "") for form in PLURAL_FORMS}
    return {form: text for form, text in found.items() if text}


def _amended(words: Mapping[str, str], table: Table, english: Mapping[str, str]) -> dict[str, str]:
    """Return words with those of a file in their place; all forms of one come from one file."""
    amended = dict(words)
    for key, value in table.entries:
        name = str(key.text)
        forms = {f"{name}.{form}": text for form, text in _texts(value)}
        if isinstance(value, Scalar) and value.text is not None:
            forms = {f"{name}.{OTHER}" if f"{name}.{OTHER}" in english else name: value.text}
        if forms:
            for form in PLURAL_FORMS:
                amended.pop(f"{name}.{form}", None)
            amended |= forms
    return amended


def _texts(value: Node) -> Iterator[tuple[str, str]]:
    """Yield the texts of a table by their names."""
    for key, inner in value.entries if isinstance(value, Table) else ():
        if isinstance(inner, Scalar) and inner.text is not None:
            yield str(key.text), inner.text


# What is wrong ------------------------------------------------------------------------------


def _faults(table: Table, language: str, english: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with one file. Problems have no path yet."""
    known = {it.partition(".")[0] for it in english}
    for key, value in table.entries:
        name = str(key.text)
        if name not in known and language != FALLBACK:
            hint = did_you_mean(name, known) or f"known are the keys of {FOLDER}{FALLBACK}.toml"
            yield Problem("", key.line, key.column, f"unknown key `{name}`", hint)
        elif isinstance(value, Table) and name not in english:
            yield from _faults_of_forms(key, value, language, english)
        elif fault := _fault(name, value, english.get(name, english.get(f"{name}.{OTHER}"))):
            yield fault


def _faults_of_forms(
    key: Scalar, table: Table, language: str, english: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield what is wrong with words that stand beside a number."""
    name = str(key.text)
    forms = plural_forms(language)
    for form, value in table.entries:
        if form.text not in forms:
            message = f"`{form.text}` is no form of words beside numbers in `{language}`"
            yield Problem("", form.line, form.column, message, f"known are {listed(forms, 'and')}")
        elif fault := _fault(
            f"{name}.{form.text}",
            value,
            english.get(f"{name}.{OTHER}"),
            may_lack=frozenset({COUNT}) if form.text in _IN_A_WORD else frozenset(),
        ):
            yield fault
    if OTHER not in (form.text for form, _ in table.entries):
        message = f"`{name}` lacks `{OTHER}`, the form beside most numbers"
        yield Problem("", key.line, key.column, message, f'add `{name}.{OTHER} = "…"`')


def _fault(
    name: str, value: Node, english: str | None, may_lack: frozenset[str] = frozenset()
) -> Problem | None:
    """Return what is wrong with one text; `english` is None if this is the first to name it."""
    if not isinstance(value, Scalar) or value.text is None:
        message = f"`{name}` must be text, not {shown(value)}"
        return Problem("", value.line, value.column, message, "put it in quotes")
    there = _placeholders(value.text)
    wanted = there if english is None else _placeholders(english)
    if there == wanted or there == wanted - may_lack:
        return None
    places = " and ".join(f"`{it}`" for it in sorted(wanted)) or "no placeholder"
    message = f"`{name}` must hold {places}, as in English"
    return Problem("", value.line, value.column, message, f"English: `{english}`")


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(text))
