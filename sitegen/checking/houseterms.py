"""House terms in a text: where another spelling stands, and what the paper writes instead.

A spelling is found as a word of its own, in any script. It counts as written in style.toml, in
capitals, and where a sentence or a title begins one of its words with a capital: `turkey` is
never `Turkey`. Of two spellings that begin at one place the longer is meant.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.content.markdown.masking import MASK
from sitegen.content.style import HouseTerm
from sitegen.urls import nfc


class Hit(NamedTuple):
    """A spelling that is not the paper's: its offsets, and what to write."""

    start: int
    end: int
    new: str
    term: HouseTerm


class _Form(NamedTuple):
    """One way to write a spelling; `new` is None where that is right."""

    pattern: re.Pattern[str]
    new: str | None
    term: HouseTerm


class Matcher:
    """Finds what terms are called otherwise."""

    def __init__(self, terms: Sequence[HouseTerm]) -> None:
        forms: dict[str, tuple[str | None, HouseTerm]] = {}
        for term in terms:
            for right in (term.spelling, *term.allow):
                forms.update({written: (None, term) for written, _ in _forms(right, right)})
        for term in terms:
            for variant in term.variants:
                for written, right in _forms(variant, term.spelling):
                    forms.setdefault(written, (right, term))
        self._forms: dict[str, list[_Form]] = {}
        wrong = []
        for written, (new, term) in sorted(forms.items(), key=lambda it: -len(it[0])):
            for spelled in {written, unicodedata.normalize("NFD", written)}:
                atoms = _atoms(spelled)
                pattern = "".join(atoms) if new is not None else _broken(spelled, atoms)
                form = _Form(re.compile(pattern), new, term)
                for initial in _initials_of(spelled, is_right=new is None):
                    self._forms.setdefault(initial, []).append(form)
                if new is not None:
                    wrong.append(atoms[:TELLING])
        self._wrong = re.compile(_any_of(wrong)) if wrong else None
        initials = "".join(map(re.escape, self._forms))
        self._initials = re.compile(f"[{initials}]") if initials else None

    def may_be_in(self, text: str) -> bool:
        """Say, quickly, whether a text can hold anything; if not, it does not."""
        return self._wrong is not None and self._wrong.search(text) is not None

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield the spellings in a text that are not the paper's, in order."""
        at = 0
        while self._initials and (found := self._initials.search(text, at)):
            start = found.start()
            end = start + 1
            for form in self._forms[found[0]]:
                match = form.pattern.match(text, start)
                if match and _is_free(text, start, match.end()):
                    end = match.end()
                    if form.new is not None:
                        yield Hit(start, end, form.new, form.term)
                    break
            at = end

    def respelled(self, text: str) -> str:
        """Return a text as the paper would spell it, quotations and titles included."""
        if not self.may_be_in(text):
            return text
        parts, at = [], 0
        for hit in self.hits(text):
            parts += [text[at : hit.start], hit.new]
            at = hit.end
        return "".join([*parts, text[at:]])


# Ways to write a spelling ---------------------------------------------------------------------

_ALIKE = {char: chars for chars in ("'’ʼ", "-‐‑") for char in chars}
"""Apostrophes and hyphens: one is as good as another."""


TELLING = 12
"""So many characters tell well enough whether a spelling may stand somewhere."""


def _atoms(spelled: str) -> list[str]:
    """Return a pattern for each character of a spelling."""
    return [
        r"\s+" if char == " " else f"[{_ALIKE[char]}]" if char in _ALIKE else re.escape(char)
        for char in spelled
    ]


def _initials_of(spelled: str, *, is_right: bool) -> str:
    """Return what a spelling may begin with."""
    alike = _ALIKE.get(spelled[0], "")
    return alike + MASK if alike and is_right else alike or spelled[0]


def _broken(spelled: str, atoms: Sequence[str]) -> str:
    """Return a pattern that finds a right spelling even where marks stand between its letters.

    An apostrophe may be such a mark itself: it is doubled in a quoted value. Otherwise the variant
    at the end of `New [Delhi](delhi.md)` would be wrong.
    """
    parts = []
    for at, (char, atom) in enumerate(zip(spelled, atoms, strict=True)):
        if char == " ":
            parts.append(rf"\s[\s{MASK}]*+")
        elif char in _ALIKE:
            masked = f"(?<={MASK})" if at else f"(?<!{MASK}){MASK}++"
            parts.append(f"(?:{atom}{MASK}*+|{masked})")
        else:
            parts.append(f"{atom}{MASK}*+")
    return "".join(parts)


def _any_of(beginnings: Sequence[Sequence[str]]) -> str:
    """Return a pattern of which each is one way to go on: what many begin with is tried once."""
    ways: dict[str, list[Sequence[str]]] = {}
    for atoms in beginnings:
        if not atoms:
            return ""
        ways.setdefault(atoms[0], []).append(atoms[1:])
    choices = [atom + _any_of(rest) for atom, rest in ways.items()]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def _forms(variant: str, term: str) -> Iterator[tuple[str, str]]:
    """Yield how a variant may be written, each with the term written that way."""
    yield variant, term
    if variant[0].islower():
        yield _capital(variant), _capital(term)
        if " " in variant and variant.islower():
            yield _capitals(variant), _capitals(term)
    if sum(char.upper() != char.lower() for char in variant) > 1:
        yield nfc(variant.upper()), nfc(term.upper())


def _capital(text: str) -> str:
    return nfc(text[0].upper() + text[1:])


def _capitals(text: str) -> str:
    return " ".join(map(_capital, text.split(" ")))


# Words ----------------------------------------------------------------------------------------


def _is_free(text: str, start: int, end: int) -> bool:
    """Say whether what stands there is a word, and no part of a name on the web."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if (before and _joined(before, text[start])) or (behind and _goes_on(text[end - 1], behind)):
        return False
    further, next_ = text[max(start - 2, 0) : max(start - 1, 0)], text[end + 1 : end + 2]
    if before == "." and further and _is_word(further):
        return False  # the end of a host or a file's name
    if text[end - 1] == "." and behind and _is_word(behind):
        return False  # the beginning of a longer abbreviation
    if behind == "." and (next_.islower() or next_.isdigit()):
        return False  # the beginning of one
    if before in {"/", "\\"} and not (further and _is_word(further)):
        return False  # a path; what has words on both sides is an alternative
    return before not in {"@", "#"} and behind != "@"


def _goes_on(last: str, behind: str) -> bool:
    """Say whether a word does not end there; in Hangul, particles follow without a space."""
    if unicodedata.category(behind)[0] == "M":
        return True
    return _joined(last, behind) and not (_script(last) == _script(behind) == "hangul")


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"


def _joined(left: str, right: str) -> bool:
    """Say whether two characters belong to one word."""
    if not (_is_word(left) and _is_word(right)):
        return False
    scripts = {_script(left), _script(right)}
    if "spaceless" in scripts:
        return False
    return "katakana" not in scripts or len(scripts) == 1


_SPACELESS = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)),  # Thai, Lao, Burmese, Khmer
    *((0x3005, 0x3007), (0x3041, 0x309F), (0x3400, 0x4DBF)),  # kana, ideographs
    *((0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
_KATAKANA = ((0x30A0, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F))
_HANGUL = ((0xAC00, 0xD7A3), (0x1100, 0x11FF))


def _script(char: str) -> str:
    """Return what matters of a character's script: whether it sets spaces between words."""
    code = ord(char)
    if code < _SPACELESS[0][0]:
        return ""
    for name, ranges in (("spaceless", _SPACELESS), ("katakana", _KATAKANA), ("hangul", _HANGUL)):
        if any(first <= code <= last for first, last in ranges):
            return name
    return ""
