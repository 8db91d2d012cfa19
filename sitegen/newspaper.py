"""What types cannot say of a paper's sections and of its front page, in `content/site.toml`."""

import re
from collections.abc import Iterator

from sitegen import urls
from sitegen.contrast import LEAST, PAPER, contrast
from sitegen.errors import Problem
from sitegen.settings import Colours, Front, Section, Settings
from sitegen.spelling import did_you_mean
from sitegen.strict.located import Decoded
from sitegen.strict.shapes import listed

Fault = tuple[str, str]
"""A message, to be put behind the name of the key, and a hint."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def newspaper_problems(decoded: Decoded[Settings]) -> Iterator[Problem]:
    """Yield what is wrong with values that have the right type."""
    yield from _sections(decoded)
    yield from _colours(decoded)
    yield from _front(decoded)


def language_fault(value: str) -> Fault | None:
    """Return what is wrong with a language tag."""
    if _LANGUAGE.fullmatch(value):
        return None
    from sitegen.languages import code_of_language  # noqa: PLC0415 - for mistakes alone

    spelt = value.replace("_", "-")
    near = spelt if _LANGUAGE.fullmatch(spelt) else code_of_language(value)
    hint = f"write `{near}`" if near else "write a tag such as `en` or `pt-BR`"
    return f"is no language tag: `{value}`", hint


def _sections(decoded: Decoded[Settings]) -> Iterator[Problem]:
    """Yield what is wrong with the ids of sections."""
    slugs = decoded.partial.get("slugs", "ascii")
    first: dict[str, int] = {}
    for at, section in enumerate(_sections_of(decoded)):
        line, column = decoded.places[f"sections.{at}.id"]
        proper = urls.slugify(section.id, "unicode")
        if slugs == "ascii" and not section.id.isascii():
            message = f"`{section.id}` has other letters than a to z"
            hint = 'write it in these, or add `slugs = "unicode"` for all addresses'
            yield Problem("", line, column, message, hint)
        elif section.id != proper:
            message = f"`{section.id}` cannot be the id of a section"
            hint = f"write `{proper}`" if proper else "write letters or digits, joined by hyphens"
            yield Problem("", line, column, message, hint)
        elif section.id in first:
            message = f"the section `{section.id}` is there already, in line {first[section.id]}"
            yield Problem("", line, column, message, "give one of the two another id")
        first.setdefault(section.id, line)


def _sections_of(decoded: Decoded[Settings]) -> tuple[Section, ...]:
    sections = decoded.partial.get("sections", ())
    return sections if isinstance(sections, tuple) else ()


def _colours(decoded: Decoded[Settings]) -> Iterator[Problem]:
    """Yield a problem for each colour that cannot be read on the paper."""
    for at, section in enumerate(_sections_of(decoded)):
        key, colour = f"sections.{at}.colour", section.colour
        if isinstance(colour, Colours):
            yield from _unreadable(decoded, f"{key}.light", colour.light, PAPER.light)
            yield from _unreadable(decoded, f"{key}.dark", colour.dark, PAPER.dark)
        elif colour:
            yield from _unreadable(decoded, key, colour, PAPER.light)


def _unreadable(decoded: Decoded[Settings], key: str, colour: str, paper: str) -> Iterator[Problem]:
    ratio = contrast(colour, paper)
    if ratio < LEAST:
        scheme, way = ("light", "darker") if paper == PAPER.light else ("dark", "lighter")
        message = (
            f"`{colour}` cannot be read on {scheme} paper (`{paper}`): "
            f"its contrast is {ratio:.2f}, and text needs {LEAST}"
        )
        yield Problem("", *decoded.places[key], message, f"take a {way} one")


def _front(decoded: Decoded[Settings]) -> Iterator[Problem]:
    front = decoded.partial.get("front")
    if not isinstance(front, Front):
        return
    for at, tag in enumerate(front.languages):
        if fault := language_fault(tag):
            place = decoded.places[f"front.languages.{at}"]
            yield Problem("", *place, f"`front.languages` {fault[0]}", fault[1])
    if "sections" in decoded.places and "sections" not in decoded.partial:
        return  # which there are is not known
    known = [it.id for it in _sections_of(decoded)]
    first: dict[str, int] = {}
    for at, band in enumerate(front.bands):
        line, column = decoded.places[f"front.bands.{at}.section"]
        if band.section not in known:
            has = f"sections: {listed(known, 'and')}" if known else "there are no sections"
            hint = did_you_mean(band.section, known) or has
            yield Problem("", line, column, f"there is no section `{band.section}`", hint)
        elif band.section in first:
            message = f"`{band.section}` has a band already, in line {first[band.section]}"
            yield Problem("", line, column, message, "delete one of the two")
        first.setdefault(band.section, line)
