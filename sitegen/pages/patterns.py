"""Dictionaries of hyphenation, of which as much is read as words need: the home of pyphen.

Pyphen reads a whole dictionary before it parts a word, which takes half a second for German: more
than most edits, and every worker would do so. A word needs only those patterns whose letters stand
in it. So their lines are found by their letters, and pyphen reads each when it is first needed.

It also takes a dictionary for one list of patterns. German's are two: by the first a compound comes
apart into its words, and by the other each of these, as if it stood alone.
"""

import io
import re
import sys
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from itertools import accumulate, combinations, pairwise
from typing import Self

from pyphen import LANGUAGES, HyphDict, language_fallback

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
        self._head = head
        self._read: HyphDict = _Beginning()
        self._read_lines: set[bytes] = set()
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
        if _ESCAPED in body:  # nothing tells their letters
            self._read, self._lines = HyphDict(_Lines(head, body)), {}
        elif b"/" in body:
            for it, line in zip(letters, lines, strict=True):
                if b"/" in it:
                    self._lines[it.partition(b"/")[0]] = line

    def positions(self, word: str) -> list[int]:
        self._read_for(word)
        found = self._read.positions(word)
        return [int(it) for it in found if getattr(it, "data", None) is None]

    def _read_for(self, word: str) -> None:
        """Read those patterns whose letters stand in a word, so far as none was read before.

        Threads of a preview may do so at once, and then read one twice.
        """
        letters = [it.encode(self._encoding, "ignore") for it in f".{word.lower()}."]
        whole, ends = b"".join(letters), [0, *accumulate(map(len, letters))]
        parts = {whole[start:end] for start, end in combinations(ends, 2)}
        if unread := (parts & self._lines.keys()) - self._read_lines:
            lines = b"\n".join([self._lines[it] for it in sorted(unread)])
            self._read.patterns |= HyphDict(_Lines(self._head, lines)).patterns
            self._read_lines |= unread


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


class _Beginning(HyphDict):  # type: ignore[misc]  # pyphen names no types
    """A dictionary of which nothing was read yet."""

    def __init__(self) -> None:
        self.patterns: dict[str, tuple[int, tuple[int, ...]]] = {}
        self.cache: dict[str, list[int]] = {}
        self.maxlen = sys.maxsize


class _Lines:
    """What pyphen asks of a file."""

    def __init__(self, head: bytes, lines: bytes) -> None:
        self._text = head + b"\n" + lines

    def open(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._text)

    def read_text(self, encoding: str) -> str:
        return self._text.decode(encoding)
