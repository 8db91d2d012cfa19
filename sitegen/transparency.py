"""What a story says of itself: what was wrong with it, and who, or what, made it.

Part of the contract of the front matter, as all types of `model.py` are.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from sitegen.field_types import Fields, Moment, Name, Prose, SomeProse

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


class Disclosure(Fields, frozen=True, kw_only=True):
    """What a machine had to do with a text, and which editor looked at it: an author's id.

    EU AI Act, article 50 (4): a text that informs the public and was generated must be told to be,
    unless a person has reviewed it and somebody answers for it. Here both are asked for.
    """

    text: Literal["none", "assisted", "generated"]
    reviewed_by: Name = ""
    note: Prose = ""


SourceType = Literal[
    "digitalCapture",
    "computationalCapture",
    "negativeFilm",
    "positiveFilm",
    "print",
    "humanEdits",
    "minorHumanEdits",
    "compositeWithTrainedAlgorithmicMedia",
    "algorithmicallyEnhanced",
    "dataDrivenMedia",
    "digitalArt",
    "digitalCreation",
    "virtualRecording",
    "compositeSynthetic",
    "trainedAlgorithmicMedia",
    "algorithmicMedia",
    "screenCapture",
    "compositeCapture",
    "composite",
]
"""IPTC NewsCodes, "Digital Source Type": http://cv.iptc.org/newscodes/digitalsourcetype/.

`minorHumanEdits` and `digitalArt` are retired there, and still in files.
"""

SOURCE_TYPES: frozenset[str] = frozenset(get_args(SourceType))
SYNTHETIC: Mapping[str, str] = {
    "trainedAlgorithmicMedia": "generated",
    "compositeWithTrainedAlgorithmicMedia": "altered",
    "compositeSynthetic": "composite",
    "composite": "composite",
    "compositeCapture": "composite",
}
"""What readers are told of a picture that is not what a camera saw."""

GENERATED: frozenset[str] = frozenset(
    {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"}
)
"""What the law asks to be told: made or altered by a model that was trained."""


def retraction(corrections: Iterable[Correction]) -> Correction | None:
    """Return the last entry that takes a story back; None if it stands."""
    found = [it for it in corrections if it.kind == "retraction"]
    return max(found, key=lambda it: it.date, default=None)


_OF_SCHEMA_ORG = SOURCE_TYPES - {"computationalCapture", "humanEdits", "digitalCreation"}


def source_type_address(term: str) -> str:
    """Return what structured data call a source type: schema.org's name, or IPTC's address.

    schema.org, "IPTCDigitalSourceEnumeration", lacks the terms that IPTC has added since.
    """
    if not term:
        return ""
    if term not in _OF_SCHEMA_ORG:
        return f"http://cv.iptc.org/newscodes/digitalsourcetype/{term}"
    return f"https://schema.org/{term[0].upper()}{term[1:]}DigitalSource"
