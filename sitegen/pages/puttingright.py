"""Corrections, retractions and notes, as readers are told of them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, cast

from sitegen.edition.entries import Entry
from sitegen.pages.views import View
from sitegen.transparency import ERRORS, WEIGHTIEST, Correction, retraction

if TYPE_CHECKING:
    from sitegen.model import ArticleFields

Words = Mapping[str, str]


class CorrectionView(View, frozen=True, kw_only=True):
    """An entry among corrections. Its `kind` as words are called: "editors_note"."""

    date: str
    text: str
    kind: str
    was: str = ""
    now: str = ""


class Speaking(Protocol):
    """What has words of the interface."""

    @property
    def words(self) -> dict[str, str]: ...


def correction_view(it: Correction, moment: Callable[[datetime], str]) -> CorrectionView:
    """Return an entry as pages show it; `moment` gives the time as they do."""
    kind = _word(it.kind)
    return CorrectionView(date=moment(it.date), text=it.text, kind=kind, was=it.was, now=it.now)


def weightiest(corrections: Iterable[Correction]) -> str:
    """Return the kind of the weightiest of some entries, as views have it; empty of none."""
    kinds = {it.kind for it in corrections}
    return next((_word(kind) for kind in WEIGHTIEST if kind in kinds), "")


def heading(corrections: Iterable[Correction], words: Words) -> str:
    """Return what stands above entries: that there are corrections, or merely notes."""
    is_wrong = any(it.kind in ERRORS for it in corrections)
    return words["corrections"] if is_wrong else words["story_notes"]


def headline(entry: Entry, told: Speaking) -> str:
    """Return the headline of a story, which says so if it was retracted."""
    fields = cast("ArticleFields", entry.fields)
    if not (entry.corrections and retraction(entry.corrections)):
        return fields.headline
    return told.words["retracted_headline"].format(headline=fields.headline)


def told(it: Correction | CorrectionView, words: Words) -> str:
    """Return an entry as plain text, for what shows no markup."""
    parts = [it.text]
    if it.was:
        parts.append(_called(words["correction_was"], it.was))
    if it.now:
        parts.append(_called(words["correction_now"], it.now))
    return " ".join(parts)


def _called(label: str, text: str) -> str:
    """Return text after what it is called; a full-width colon has its space in itself."""
    return f"{label}{text}" if label.endswith("：") else f"{label} {text}"


def named(it: Correction, words: Words) -> str:
    """Return the same with the name of its kind before it; a plain correction needs none."""
    text = told(it, words)
    return text if it.kind == "correction" else f"{words['kind_' + _word(it.kind)]}: {text}"


def _word(kind: str) -> str:
    """Return a kind as names of words have it."""
    return kind.replace("-", "_")
