"""Whether an edit changed what a text says: two versions in, changed claims out. Pure.

Sentences that both versions have are left out, wherever they stand, so what merely moved is no
change, nor is typography. Of the rest each sentence is set beside the one that it became, and what
they claim is compared: numbers, names, denials, quotations. What is said elsewhere in the other
version is neither lost nor new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from sitegen.checking.claims import (
    Claims,
    Sentence,
    claims_of,
    fold,
    names_in,
    opposites,
    places,
    sentences,
)
from sitegen.spelling import mistyped

ClaimKind = Literal["number", "name", "denial", "quotation"]

ALIKE = 0.4
"""How much two sentences must have in common to be two versions of one."""

MOST_COMPARED = 10_000
"""Pairs of sentences that are compared; of a text that is quite another one no more is asked."""


class Change(NamedTuple):
    """A claim that changed: in which sentence it stood, and which one stands there now.

    `after` is empty if the sentence is gone; `paragraph` is the number of that which holds it now,
    -1 if none does.
    """

    kind: ClaimKind
    before: str
    after: str
    paragraph: int


class _Read(NamedTuple):
    sentence: Sentence
    claims: Claims


def changes(before: Sequence[str], after: Sequence[str], language: str) -> list[Change]:
    """Return the claims that changed between two versions of a text, given as paragraphs."""
    then, now = sentences(before, language), sentences(after, language)
    gone, new = _other(then, now), _other(now, then)
    if not gone or len(gone) * len(new) > MOST_COMPARED:
        return []
    names = names_in((*then, *now), language)
    lost = [_Read(it, claims_of(it, names, language)) for it in gone]
    found = [_Read(it, claims_of(it, names, language)) for it in new]
    comparison = _Comparison(lost, found, now, language)
    pairs = dict(_paired(lost, found))
    told: list[Change] = []
    for number, one in enumerate(lost):
        at = pairs.get(number)
        told += comparison.changed(one, None if at is None else found[at])
    return told


def _other(some: Iterable[Sentence], others: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences that the other version has not, each as often as it is missing there."""
    left = Counter(it.folded for it in others)
    found = []
    for it in some:
        if left[it.folded]:
            left[it.folded] -= 1
        else:
            found.append(it)
    return found


def _paired(lost: Sequence[_Read], found: Sequence[_Read]) -> Iterator[tuple[int, int]]:
    """Yield which sentence became which, the most alike first."""
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    scored = []
    for at, new in enumerate(found):
        matcher.set_seq2(new.sentence.folded)
        for number, old in enumerate(lost):
            matcher.set_seq1(old.sentence.folded)
            if matcher.real_quick_ratio() >= ALIKE and (ratio := matcher.ratio()) >= ALIKE:
                scored.append((-ratio, abs(number - at), number, at))
    taken_old, taken_new = set(), set()
    for _, _, number, at in sorted(scored):
        if number not in taken_old and at not in taken_new:
            taken_old.add(number)
            taken_new.add(at)
            yield number, at


class _Comparison:
    """Compares sentences, seeing what all others say."""

    def __init__(
        self,
        lost: Sequence[_Read],
        found: Sequence[_Read],
        now: Sequence[Sentence],
        language: str,
    ) -> None:
        self._gone = {kind: _sum(lost, kind) - _sum(found, kind) for kind in ("numbers", "names")}
        self._new_names = _sum(found, "names") - _sum(lost, "names")
        self._said = {word for it in now for word in it.folded}
        self._quoted = " | ".join(" ".join(it.folded) for it in now)
        self._places = places(language)
        self._opposites = opposites(language)

    def changed(self, old: _Read, new: _Read | None) -> Iterator[Change]:
        """Yield what of a sentence is claimed otherwise now."""
        kinds = dict.fromkeys(self._kinds(old, new))
        for kind in kinds:
            after, paragraph = (new.sentence.text, new.sentence.paragraph) if new else ("", -1)
            yield Change(kind, old.sentence.text, after, paragraph)

    def _kinds(self, old: _Read, new: _Read | None) -> Iterator[ClaimKind]:
        if any(self._is_quoted_otherwise(it) for it in old.claims.quotations):
            yield "quotation"
            return
        if any(it in self._gone["numbers"] for it in old.claims.numbers):
            yield "number"
        if any(self._is_lost(it, new) for it in old.claims.names):
            yield "name"
        if new:
            yield from _turned(old.claims, new.claims)
            if self._is_opposite(old.sentence, new.sentence):
                yield "denial"

    def _is_lost(self, name: str, new: _Read | None) -> bool:
        """Say whether a name is gone, and neither spelt otherwise nor written out."""
        if name not in self._gone["names"]:
            return False
        others = [it for it in (new.claims.names if new else ()) if it in self._new_names]
        for other in others:
            known = {name, other} <= self._places
            if not known and mistyped(name, other):
                return False
        shortened = bool(others) and _is_shortened(name, new.sentence if new else None)
        return not _is_short_for(name, others) and not shortened

    def _is_opposite(self, old: Sentence, new: Sentence) -> bool:
        """Say whether a word stands in the place of its opposite."""
        lost = Counter(old.folded) - Counter(new.folded)
        found = Counter(new.folded) - Counter(old.folded)
        return any(
            (one in lost and other in found) or (other in lost and one in found)
            for one, other in self._opposites
        )

    def _is_quoted_otherwise(self, quotation: str) -> bool:
        """Say whether what somebody said stands nowhere any more, not even mistyped."""
        if quotation in self._quoted:
            return False
        words = quotation.split()
        missing = [it for it in words if it not in self._said]
        near = [it for it in missing if any(mistyped(it, other) for other in self._said)]
        return len(near) < len(missing) or not missing


def _sum(some: Iterable[_Read], kind: str) -> Counter[str]:
    return Counter(word for it in some for word in getattr(it.claims, kind))


def _turned(old: Claims, new: Claims) -> Iterator[ClaimKind]:
    """Yield what says the opposite, or the same of others: "A beat B" and "B beat A"."""
    if (old.denials == 0) != (new.denials == 0) or (
        old.denials != new.denials and _few_differ(old.rest, new.rest)
    ):
        yield "denial"
    if old.rest == new.rest:
        if sorted(old.numbers) == sorted(new.numbers) and old.numbers != new.numbers:
            yield "number"
        if sorted(old.names) == sorted(new.names) and old.listed != new.listed:
            yield "name"


def _few_differ(old: Sequence[str], new: Sequence[str]) -> bool:
    """Say whether no more than a word stands for another: "nobody" gave way to "all"."""
    lost, found = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return lost.total() <= 1 and found.total() <= 1


def _is_short_for(name: str, others: Sequence[str]) -> bool:
    """Say whether a name is the first letters of others: UN, United Nations."""
    return len(name) > 1 and name in "".join(it[0] for it in others)


def _is_shortened(name: str, sentence: Sentence | None) -> bool:
    """Say whether the first letter of a name is now one of a name in capitals: UN."""
    words = sentence.words if sentence else ()
    return any(len(it) > 1 and it.isupper() and name[0] in fold(it) for it in words)
