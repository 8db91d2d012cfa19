"""What a story says of itself: what was wrong with it, and what became of that.

Part of the contract of the front matter, as all types of `model.py` are.
"""

from collections.abc import Iterable
from typing import Literal

from sitegen.field_types import Fields, Moment, Prose, SomeProse

CorrectionKind = Literal["correction", "clarification", "update", "editors-note", "retraction"]

WEIGHTIEST: tuple[CorrectionKind, ...] = (
    "retraction",
    "correction",
    "clarification",
    "editors-note",
    "update",
)
"""Kinds in the order in which a byline names one of several."""

ERRORS: frozenset[CorrectionKind] = frozenset({"retraction", "correction", "clarification"})
"""Kinds that say that a story was wrong or unclear: what schema.org calls a correction."""


class Correction(Fields, frozen=True, kw_only=True):
    """What was wrong, or is new, and when it was put right; what stood there, and what does now."""

    date: Moment
    text: SomeProse
    kind: CorrectionKind = "correction"
    was: Prose = ""
    now: Prose = ""


def retraction(corrections: Iterable[Correction]) -> Correction | None:
    """Return the last entry that takes a story back; None if it stands."""
    found = [it for it in corrections if it.kind == "retraction"]
    return max(found, key=lambda it: it.date, default=None)
