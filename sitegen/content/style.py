"""`content/style.toml`: how the paper spells names, and how others do.

Readers who search for one spelling find the stories that use another, and `check` tells editors
of the spellings that are not the paper's.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from sitegen.errors import Problem, SiteError
from sitegen.field_types import Fields, Text
from sitegen.languages import locale_of
from sitegen.strict.located import Decoded, decode
from sitegen.strict.toml import read_toml
from sitegen.urls import nfc

Variants = tuple[Text, ...]


class TermFields(Fields, frozen=True, kw_only=True):
    """A house term with all that can be said of it; a list of variants says only these."""

    variants: Variants
    reason: str = ""
    allow: Variants = ()
    languages: Variants = ()
    quotes: bool = False
    titles: bool = False


class StyleSheet(Fields, frozen=True, kw_only=True):
    """The contract of `content/style.toml`."""

    terms: dict[str, TermFields | Variants] = field(default_factory=dict)
    vague_links: dict[str, Variants] = field(default_factory=dict)


class Style(Struct, frozen=True):
    """Spellings of one name each: the house term first."""

    spellings: tuple[tuple[str, ...], ...] = ()


class HouseTerm(Struct, frozen=True):
    """A house term: how the paper spells a name, and how it does not.

    `allow` are phrases in which a variant is right. Stories in one of `languages` are looked at;
    none stands for the language of the site. `quotes` and `titles` say whether a variant is
    wrong inside a quotation, and inside the title of a work.
    """

    spelling: str
    variants: tuple[str, ...]
    reason: str = ""
    allow: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    quotes: bool = False
    titles: bool = False


class HouseStyle(Struct, frozen=True):
    """What `check` holds stories to; `vague_links` are texts of links by language."""

    terms: tuple[HouseTerm, ...] = ()
    vague_links: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_style(raw: bytes | None, path: str) -> tuple[Style, list[Problem]]:
    """Return the style that lies in a file's bytes, None if there is no such file; its problems."""
    sheet, problems = _sheet(raw, path)
    return Style(tuple((it.spelling, *it.variants) for it in _terms(sheet))), problems


def read_house_style(raw: bytes | None, path: str) -> HouseStyle:
    """Return what `check` reads in the same file; nothing if the file has problems."""
    sheet, _ = _sheet(raw, path)
    links = sheet.vague_links.items()
    return HouseStyle(
        tuple(_terms(sheet)),
        tuple((language.lower(), tuple(map(_plain, texts))) for language, texts in links),
    )


def _sheet(raw: bytes | None, path: str) -> tuple[StyleSheet, list[Problem]]:
    if raw is None:
        return StyleSheet(), []
    try:
        tree = read_toml(raw)
    except SiteError as error:
        return StyleSheet(), [problem.at(path) for problem in error.problems]
    decoded = decode(tree, StyleSheet, zone=ZoneInfo("UTC"), name="style.toml")
    problems = [problem.at(path) for problem in (*decoded.problems, *_checked(decoded))]
    if problems or decoded.value is None:
        return StyleSheet(), problems
    return decoded.value, []


def _terms(sheet: StyleSheet) -> Iterator[HouseTerm]:
    for name, value in sheet.terms.items():
        it = value if isinstance(value, TermFields) else TermFields(variants=value)
        yield HouseTerm(
            _plain(name),
            tuple(map(_plain, it.variants)),
            it.reason.strip(),
            tuple(map(_plain, it.allow)),
            tuple(language.lower() for language in it.languages),
            it.quotes,
            it.titles,
        )


def _checked(decoded: Decoded[StyleSheet]) -> Iterator[Problem]:
    """Yield what types cannot say: each spelling stands for one name, and once."""
    links = decoded.partial.get("vague_links")
    for language in links if isinstance(links, dict) else ():
        yield from _language(language, decoded.places[f"vague_links.{language}"])
    terms = decoded.partial.get("terms")
    if not isinstance(terms, dict):
        return
    named = {_plain(term).casefold(): term for term in terms}
    first: dict[str, int] = {}
    for term, value in terms.items():
        line, column = decoded.places[f"terms.{term}"]
        if not _plain(term):
            yield Problem("", line, column, "the term is empty", "write the paper's spelling")
        elif named[_plain(term).casefold()] != term:
            message = f"`{term}` is a term already"
            yield Problem("", line, column, message, "search knows no capitals: delete one of them")
        variants, above = value, f"terms.{term}"
        if isinstance(value, TermFields):
            variants, above = value.variants, f"terms.{term}.variants"
            for at, language in enumerate(value.languages):
                yield from _language(language, decoded.places[f"terms.{term}.languages.{at}"])
        for at, variant in enumerate(variants):
            yield from _variant(variant, decoded.places[f"{above}.{at}"], term, named, first)


def _variant(
    variant: str, place: tuple[int, int], term: str, named: dict[str, str], first: dict[str, int]
) -> Iterator[Problem]:
    """Compare a variant with the terms and with the variants before it, whose lines are `first`."""
    spelling = _plain(variant).casefold()
    if not spelling:
        yield Problem("", *place, "the variant is empty", "write a spelling, or delete it")
    elif spelling in named:
        own = named[spelling] == term
        message = f"`{variant}` is {'its own variant' if own else 'a term of its own'}"
        yield Problem("", *place, message, "delete it here")
    elif spelling in first:
        message = f"`{variant}` is listed already, in line {first[spelling]}"
        yield Problem("", *place, message, "delete one of the two")
    first.setdefault(spelling, place[0])


def _language(tag: str, place: tuple[int, int]) -> Iterator[Problem]:
    if locale_of(tag) is None:
        hint = "write a tag such as `en`, `pt-BR` or `ar`"
        yield Problem("", *place, f"there is no language `{tag}`", hint)


def _plain(spelling: str) -> str:
    return " ".join(nfc(spelling).split())
