"""Names in a row, as a language joins them."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from sitegen.languages import locale_for


@lru_cache(maxsize=65_536)
def list_text(names: tuple[str, ...], language: str) -> str:
    """Return names as a reader of the language lists them: "Ann Lee and Jo Berg".

    CLDR's patterns are right but for two languages, whose "and" goes by the word behind it: "Ana e
    Isabel" in Spanish, and a hyphen in Hebrew before other letters (ICU, `listformatter.cpp`).
    """
    from babel.lists import format_list  # noqa: PLC0415 - it is slow to import

    text = str(format_list(names, locale=locale_for(language)))
    last, rule = names[-1] if len(names) > 1 else "", _AND.get(language.partition("-")[0])
    if not rule or not rule.before(last):
        return text
    return text.removesuffix(rule.plain + last) + rule.changed + last


class _And(NamedTuple):
    """A word for "and" that changes before some words."""

    before: Callable[[str], object]
    plain: str
    changed: str


_AND = {
    "es": _And(re.compile("[ií]|h[ií](?![aeo])", re.IGNORECASE).match, " y ", " e "),
    "he": _And(re.compile("[^\u0590-\u05ff]").match, "ו", "ו-"),
}
