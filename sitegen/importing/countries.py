"""Countries that stories name: for those of an archive, which were never filed under any.

Careful rather than complete, since nobody looks at each of ten thousand stories: a name counts as
it is written, in the language of the story, with its capital and as words of their own. In a
headline, a dek or a topic once is enough; in a text it takes some more.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from typing import NamedTuple

from sitegen.importing.countrynames import COMMON, OTHERS, UNSURE, WITHOUT_BLANKS
from sitegen.importing.found import Found, Story
from sitegen.importing.proof import TAG, heard
from sitegen.languages import country_codes, country_name
from sitegen.urls import nfc

MENTIONS = 3
"""So often a text names a country that it is about."""

MOST = 5
"""Countries that are taken from a text alone; a list of all there are is about none of them."""

_SHORT = 4
"""Letters of an abbreviation, which is a word like any other in a text of capitals: JOIN US."""


class _Names(NamedTuple):
    """Countries by name, and what finds these names in a text: all, and those that are sure."""

    codes: Mapping[str, str]
    pattern: re.Pattern[str]
    sure: frozenset[str]


class Countries:
    """Tells which countries the stories of an archive are about, in the language of its site."""

    def __init__(self, found: Found, language: str) -> None:
        self._language = language
        self._terms = {(it.taxonomy, it.key): it.name for it in found.terms}

    def of(self, story: Story, html: str) -> tuple[str, ...]:
        """Return the codes of the countries that a story with this text names."""
        language = (story.language or self._language).replace("_", "-")
        topics = [self._terms.get(it, it[1]) for it in story.terms]
        return countries_in((story.headline, story.dek), topics, html, language)


def countries_in(
    heads: tuple[str, ...], topics: list[str], html: str, language: str
) -> tuple[str, ...]:
    """Return codes: those of headline and dek, then of topics, then of the text, most named first.

    A topic that is a name and nothing more says a country whatever else may have that name.
    """
    names = _names(language)
    found = [code for text in heads for code in _named(_plain(text), names)]
    for topic in map(_plain, topics):
        exact = names.codes.get(topic, "")
        found += [exact] if exact else _named(topic, names)
    text = _plain(unescape(TAG.sub(" ", heard(html))))
    often = Counter(_named(text, names)).most_common()
    return tuple(dict.fromkeys([*found, *[it for it, n in often if n >= MENTIONS][:MOST]]))


def _named(text: str, names: _Names) -> Iterator[str]:
    """Yield the code of each country that a text names, as often as it does."""
    shouts = text.upper() == text
    for it in names.pattern.finditer(text):
        name = it[0]
        if name in names.sure and not (shouts and len(name) <= _SHORT):
            yield names.codes[name]


def _plain(text: str) -> str:
    return " ".join(nfc(text).replace("’", "'").split())


@cache
def _names(language: str) -> _Names:
    """Return the names of all countries in a language."""
    primary = language.partition("-")[0].lower()
    codes: dict[str, str] = {}
    for code in sorted(country_codes()):
        name = _plain(country_name(code, language))
        for it in (name, name.replace(" & ", " and ")):
            codes[it.partition(" (")[0]] = code
    codes |= COMMON.get(primary, {})
    unsure = {*UNSURE[""], *UNSURE.get(primary, ()), *OTHERS[""], *OTHERS.get(primary, ())}
    codes = {name: code for name, code in codes.items() if name not in OTHERS[""]}
    sure = frozenset() if primary in WITHOUT_BLANKS else frozenset(codes) - unsure
    # The longest first: South Sudan is not Sudan.
    known = sorted({*codes, *unsure}, key=lambda it: (-len(it), it))
    firsts = "".join(sorted({it[0] for it in known}))
    whole = "|".join(map(re.escape, known))
    return _Names(codes, re.compile(rf"(?<!\w)(?=[{re.escape(firsts)}])(?:{whole})(?!\w)"), sure)
