"""Numbers in sentences, in digits and in words: "23", "twenty-three", "treinta y tres". Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sitegen.checking.claimwords import ClaimWords

_GROUPED = re.compile(r"\d{1,3}(?:\D\d{3})+")
_ORDINAL = frozenset({"st", "nd", "rd", "th", "er", "ère", "re", "e", "ème"})
_SHORTEST_SCALE = 2
"""A letter alone, such as "m", multiplies what stands before it, and is no number by itself."""

_ROUND = 10**5
"""Below it a number is told with its decimals."""


def numbers_in(
    words: Sequence[str],
    folded_words: Sequence[str],
    known: ClaimWords,
    dates: Mapping[str, tuple[str, bool]],
) -> Iterator[tuple[str, str]]:
    """Yield the words of a sentence; numbers with what multiplies them, in digits; dates by sign.

    Given are the words as written and folded, and the words of the language, folded, too.

    A month is one only if it has the capital that it has in a calendar: "may" is none.
    """
    value: float | None = None
    is_word = False
    behind = (*folded_words[1:], "")
    for word, folded, after in zip(words, folded_words, behind, strict=True):
        if value is not None:
            if folded in known.scales:
                value *= known.scales[folded]
                continue
            if folded in _ORDINAL:
                continue
            if is_word and _go_together(value, added := _added(folded, known)):
                value += added
                continue
            if (
                is_word
                and folded in known.conjunctions
                and _go_together(value, _added(after, known))
            ):
                continue  # treinta y tres
            yield "number", _in_digits(value)
        value = _value_of(word, folded, known)
        is_word = not word[0].isdigit()
        if value is None:
            sign, has_capital = dates.get(folded, ("", False))
            is_date = sign and word[0].isupper() == has_capital
            yield ("date", sign) if is_date else ("word", folded)
    if value is not None:
        yield "number", _in_digits(value)


def _value_of(word: str, folded: str, known: ClaimWords) -> float | None:
    """Return the number that a word is; None if it is none."""
    if word[0].isdigit():
        return _number(word)
    scale = known.scales.get(folded) if len(folded) > _SHORTEST_SCALE else None
    return known.numbers.get(folded, scale)


def _added(folded: str, known: ClaimWords) -> int:
    """Return what a word adds to a number in words before it, if it is one: 1 may be an article."""
    return 1 if folded in known.ones else known.numbers.get(folded, 0)


def _go_together(one: float, other: float) -> bool:
    """Say whether two numbers in words are one: twenty-three; three and ten, as Arabic has 13."""
    tens, unit = max(one, other), min(one, other)
    return 0 < unit < _TEN <= tens < _HUNDRED and tens % _TEN == 0


_TEN, _HUNDRED = 10, 100


def _in_digits(value: float) -> str:
    return f"{value:g}" if value < _ROUND else str(round(value))


def _number(word: str) -> float:
    """Return digits as a number, whatever parts the thousands and the decimals."""
    if grouped := _GROUPED.match(word):
        head, tail = re.sub(r"\D", "", grouped[0]), word[grouped.end() :]
        return float(f"{head}.{tail[1:]}") if tail else float(head)
    return float(word.replace(",", "."))
