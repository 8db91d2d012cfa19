"""Dictionaries of hyphenation, of which as much is read as a word needs: the home of pyphen.

Pyphen reads a whole dictionary before it parts a word, which takes half a second for German: more
than most edits. A word needs only those patterns whose letters stand in it. So their lines are
found by their letters, which takes a fifteenth of that time, and pyphen reads these lines alone.

It also takes a dictionary for one list of patterns. German's are two: by the first a compound comes
apart into its words, and by the other each of these, as if it stood alone.
"""

import io
import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from itertools import accumulate, combinations, pairwise
from typing import Self

from pyphen import LANGUAGES, HyphDict, language_fallback

MANY = 400
"""Different words for which a dictionary is read in parts: for more, all of it is quicker."""

LEAST = 2
"""Letters of a word of a compound before its first break, and behind the last one."""

_NEXT_LEVEL = re.compile(rb"^NEXTLEVEL[ \t\r]*\n", re.MULTILINE)
_SAID = re.compile(rb"[#%A-Z]")
"""How a line begins that is a remark or a setting, and no pattern."""

_NO_LETTERS = b"0123456789 \t\r"
_POINTS = b"123456789"
_ESCAPED = b"^^"
"""What begins a letter that is written as a number."""


class Patterns:
    """The dictionary in a file of Hunspell's kind: the name of its encoding, then a pattern a line.

    A pattern has digits between its letters; behind a slash stands how letters change there. The
    line `NEXTLEVEL` ends the patterns that part compounds.
    """

    def __init__(self, file: Traversable) -> None:
        head, _, body = file.read_bytes().partition(b"\n")
        self._levels = [_Level(head, it) for it in _NEXT_LEVEL.split(body)]
        self._known: dict[str, list[int]] = {}

    @classmethod
    def of(cls, language: str) -> Self | None:
        """Return the dictionary of a BCP 47 language, or of the nearest above it; None without."""
        known = language_fallback(language.replace("-", "_"))
        return None if known is None else cls(LANGUAGES[known])

    def positions(self, word: str) -> list[int]:
        """Return where a word may part, in letters from its beginning.

        A few words change their letters where they part (Hungarian): those stay whole there.
        """
        if word not in self._known:
            self._known[word] = list(_parted(word, self._levels))
        return self._known[word]


class _Level:
    """A list of patterns."""

    def __init__(self, head: bytes, body: bytes) -> None:
        self._head, self._body = head, body
        self._asked = 0
        self._whole: HyphDict | None = None
        named = head.decode().strip()
        self._encoding = "cp1251" if named.lower() == "microsoft-cp1251" else named
        lines = body.split(b"\n")
        letters = body.translate(None, _NO_LETTERS).split(b"\n")
        blunt = body.translate(None, _POINTS).split(b"\n")
        # What parts nothing leaves a pattern of the same letters before it as it is.
        self._lines = {
            it: line
            for it, line, rest in zip(letters, lines, blunt, strict=True)
            if line != rest and not _SAID.match(line)
        }
        if b"/" in body or _ESCAPED in body:
            self._asked = MANY if _ESCAPED in body else 0
            for it, line in zip(letters, lines, strict=True):
                if b"/" in it:
                    self._lines[it.partition(b"/")[0]] = line

    def positions(self, word: str) -> list[int]:
        self._asked += 1
        if self._asked > MANY and self._whole is None and self._lines:
            self._whole = HyphDict(_Lines(self._head, self._body))
        dictionary = self._whole or self._excerpt(word)
        found = dictionary.positions(word) if dictionary else ()
        return [int(it) for it in found if getattr(it, "data", None) is None]

    def _excerpt(self, word: str) -> HyphDict | None:
        """Return a dictionary of the patterns whose letters stand in a word; None without any."""
        # One too many does no harm: pyphen looks for each in the word.
        letters = [it.encode(self._encoding, "ignore") for it in f".{word.lower()}."]
        whole, ends = b"".join(letters), [0, *accumulate(map(len, letters))]
        parts = {whole[start:end] for start, end in combinations(ends, 2)}
        lines = [self._lines[it] for it in sorted(parts & self._lines.keys())]
        return HyphDict(_Lines(self._head, b"\n".join(lines))) if lines else None


def _parted(word: str, levels: list[_Level]) -> Iterator[int]:
    """Yield where a word may part: where its words meet, and within each of them."""
    first, *others = levels
    found = first.positions(word)
    if not others:
        yield from found
        return
    for start, end in pairwise([0, *found, len(word)]):
        if start:
            yield start
        within = _parted(word[start:end], others)
        yield from (start + it for it in within if LEAST <= it <= end - start - LEAST)


class _Lines:
    """What pyphen asks of a file."""

    def __init__(self, head: bytes, lines: bytes) -> None:
        self._text = head + b"\n" + lines

    def open(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._text)

    def read_text(self, encoding: str) -> str:
        return self._text.decode(encoding)
