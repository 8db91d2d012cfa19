"""Dictionaries of hyphenation, of which as much is read as a word needs: the home of pyphen.

Pyphen reads a whole dictionary before it parts a word, which takes half a second for German: more
than most edits. A word needs only those patterns whose letters stand in it. So their lines are
found by their letters, which takes a fifteenth of that time, and pyphen reads these lines alone.
"""

import io
from importlib.resources.abc import Traversable
from itertools import accumulate, combinations
from typing import Self

from pyphen import LANGUAGES, HyphDict, language_fallback

MANY = 400
"""Different words for which a dictionary is read in parts: for more, all of it is quicker."""

_NO_LETTERS = b"0123456789 \t\r"
_POINTS = b"123456789"
_ESCAPED = b"^^"
"""What begins a letter that is written as a number."""


class Patterns:
    """The dictionary in a file of Hunspell's kind: the name of its encoding, then a pattern a line.

    A pattern has digits between its letters; behind a slash stands how letters change there.
    """

    def __init__(self, file: Traversable) -> None:
        self._file = file
        self._asked = 0
        self._known: dict[str, list[int]] = {}
        self._whole: HyphDict | None = None
        self._head, _, body = file.read_bytes().partition(b"\n")
        named = self._head.decode().strip()
        self._encoding = "cp1251" if named.lower() == "microsoft-cp1251" else named
        lines = body.split(b"\n")
        letters = body.translate(None, _NO_LETTERS).split(b"\n")
        blunt = body.translate(None, _POINTS).split(b"\n")
        # What parts nothing leaves a pattern of the same letters before it as it is.
        self._lines = {
            it: line for it, line, rest in zip(letters, lines, blunt, strict=True) if line != rest
        }
        if b"/" in body or _ESCAPED in body:
            self._asked = MANY if _ESCAPED in body else 0
            for it, line in zip(letters, lines, strict=True):
                if b"/" in it:
                    self._lines[it.partition(b"/")[0]] = line

    @classmethod
    def of(cls, language: str) -> Self | None:
        """Return the dictionary of a BCP 47 language, or of the nearest above it; None without."""
        known = language_fallback(language.replace("-", "_"))
        return None if known is None else cls(LANGUAGES[known])

    def positions(self, word: str) -> list[int]:
        """Return where a word may part, in letters from its beginning.

        A few words change their letters where they part (Hungarian): those stay whole there.
        """
        if word in self._known:
            return self._known[word]
        self._asked += 1
        if self._asked > MANY and self._whole is None:
            self._whole = HyphDict(self._file)
        dictionary = self._whole or self._excerpt(word)
        found = dictionary.positions(word) if dictionary else ()
        self._known[word] = [int(it) for it in found if getattr(it, "data", None) is None]
        return self._known[word]

    def _excerpt(self, word: str) -> HyphDict | None:
        """Return a dictionary of the patterns whose letters stand in a word; None without any."""
        # One too many does no harm: pyphen looks for each in the word.
        letters = [it.encode(self._encoding, "ignore") for it in f".{word.lower()}."]
        whole, ends = b"".join(letters), [0, *accumulate(map(len, letters))]
        parts = {whole[start:end] for start, end in combinations(ends, 2)}
        lines = [self._lines[it] for it in sorted(parts & self._lines.keys())]
        return HyphDict(_Lines(self._head, lines)) if lines else None


class _Lines:
    """What pyphen asks of a file."""

    def __init__(self, head: bytes, lines: list[bytes]) -> None:
        self._text = b"\n".join([head, *lines])

    def open(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._text)

    def read_text(self, encoding: str) -> str:
        return self._text.decode(encoding)
