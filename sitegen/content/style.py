"""`content/style.toml`: how the paper spells names, and how others do.

Readers who search for one spelling find the stories that use another.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from sitegen.errors import Problem, SiteError
from sitegen.model import Fields, Text
from sitegen.strict.located import Decoded, decode
from sitegen.strict.toml import read_toml
from sitegen.urls import nfc


class StyleSheet(Fields, frozen=True):
    """The contract of `content/style.toml`: house terms, each with its variants."""

    terms: dict[str, tuple[Text, ...]] = field(default_factory=dict)


class Style(Struct, frozen=True):
    """Spellings of one name each: the house term first."""

    spellings: tuple[tuple[str, ...], ...] = ()


def read_style(raw: bytes | None, path: str) -> tuple[Style, list[Problem]]:
    """Return the style that lies in a file's bytes, None if there is no such file; its problems."""
    if raw is None:
        return Style(), []
    try:
        tree = read_toml(raw)
    except SiteError as error:
        return Style(), [problem.at(path) for problem in error.problems]
    decoded = decode(tree, StyleSheet, zone=ZoneInfo("UTC"), name="style.toml")
    problems = [problem.at(path) for problem in (*decoded.problems, *_checked(decoded))]
    if problems or decoded.value is None:
        return Style(), problems
    terms = decoded.value.terms.items()
    return Style(tuple(tuple(map(_plain, (term, *variants))) for term, variants in terms)), []


def _checked(decoded: Decoded[StyleSheet]) -> Iterator[Problem]:
    """Yield what types cannot say: each spelling stands for one name, and once."""
    terms = decoded.partial.get("terms")
    if not isinstance(terms, dict):
        return
    named = {_plain(term).casefold(): term for term in terms}
    first: dict[str, int] = {}
    for term, variants in terms.items():
        line, column = decoded.places[f"terms.{term}"]
        if not _plain(term):
            yield Problem("", line, column, "the term is empty", "write the paper's spelling")
        elif named[_plain(term).casefold()] != term:
            message = f"`{term}` is a term already"
            yield Problem("", line, column, message, "search knows no capitals: delete one of them")
        for at, variant in enumerate(variants):
            place = decoded.places[f"terms.{term}.{at}"]
            spelling = _plain(variant).casefold()
            if spelling in named:
                own = named[spelling] == term
                message = f"`{variant}` is {'its own variant' if own else 'a term of its own'}"
                yield Problem("", *place, message, "delete it here")
            elif spelling in first:
                message = f"`{variant}` is listed already, in line {first[spelling]}"
                yield Problem("", *place, message, "delete one of the two")
            first.setdefault(spelling, place[0])


def _plain(spelling: str) -> str:
    return " ".join(nfc(spelling).split())
