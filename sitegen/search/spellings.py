"""Names that a paper spells in one way and others in another: whoever asks for one finds both.

Where a story has one spelling of a name it is indexed as if it had the others there as well.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple, Protocol

from sitegen.content.style import Style

Pairs = tuple[tuple[str, str], ...]
"""Terms of a word, each with the form that it stands for, or ""."""


_ALIKE = {char: f"[{chars}]" for chars in ("'’ʼ", "-‐‑") for char in chars} | {" ": r"\s+"}
"""What stands in a text for a character of a name: our own typography makes ’ of an apostrophe."""


class Analyzer(Protocol):
    """Takes texts of one language apart."""

    @property
    def words(self) -> Callable[[str], list[bytes]]:
        """Returns the words of a text in UTF-8, in order."""

    @property
    def terms(self) -> Callable[[bytes], Pairs]:
        """Returns the terms that find a word."""


class Spelling(NamedTuple):
    """One spelling: the terms of each word, and what finds it in a text if there are several."""

    words: tuple[Pairs, ...]
    pattern: re.Pattern[str] | None


class Spellings:
    """The spellings of a paper, by the language of the story that they stand in."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._known: dict[str, list[list[Spelling]]] = {}

    def missing(
        self,
        language: str,
        analyzer: Analyzer,
        holding: Mapping[str, int],
        told: Sequence[tuple[int, str]],
    ) -> Iterator[tuple[Spelling, int]]:
        """Yield the spellings that stories have in other ways only, and the stories.

        `holding` are the stories of each term in one place of a block, a bit for each; `told` what
        stands there in those of this language, each with its bit.
        """
        if language not in self._known:
            self._known[language] = list(self._spelt(analyzer))
        speakers = reduce(or_, (bit for bit, _ in told), 0)
        for names in self._known[language]:
            found = [_stories(it, holding, speakers, told) for it in names]
            if every := reduce(or_, found):
                for name, stories in zip(names, found, strict=True):
                    if every & ~stories:
                        yield name, every & ~stories

    def _spelt(self, analyzer: Analyzer) -> Iterator[list[Spelling]]:
        for names in self._style.spellings:
            spelt = []
            for name in names:
                words = tuple(filter(None, map(analyzer.terms, analyzer.words(name))))
                if words:
                    pattern = "".join(_ALIKE.get(char, re.escape(char)) for char in name)
                    whole = re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
                    spelt.append(Spelling(words, whole if len(words) > 1 else None))
            yield spelt


def _stories(
    name: Spelling, holding: Mapping[str, int], speakers: int, told: Sequence[tuple[int, str]]
) -> int:
    """Return the stories that have a spelling."""
    found = speakers
    for (term, _), *_ in name.words:
        found &= holding.get(term, 0)
    if found and name.pattern:
        proved = (bit for bit, text in told if bit & found and name.pattern.search(text))
        found = reduce(or_, proved, 0)
    return found
