"""Who is credited for a picture, here and elsewhere: what of it contradicts what."""

from collections.abc import Iterator

from sitegen.model import PictureRef
from sitegen.pictures.facts import Rights
from sitegen.transparency import GENERATED
from sitegen.urls import is_of_words, nfc


def contradictions(ref: PictureRef, given: PictureRef, own: Rights) -> Iterator[tuple[str, str]]:
    """Yield what is said here otherwise than before or in the file; to say more is no matter."""
    named = own.credit or ", ".join(own.creators)
    if _differ(ref.credit, given.credit):
        yield (
            f"is credited here to “{ref.credit}”, in line {given.line} to “{given.credit}”",
            "correct the one that is wrong; readers see the first",
        )
    elif _differ(ref.credit, named):
        yield (
            f"is credited here to “{ref.credit}”, in its file to “{named}”",
            "correct the one that is wrong; readers see the one here",
        )
    if ref.license and own.statement and ref.license.rstrip("/") != own.statement.rstrip("/"):
        yield (
            f"has the licence {ref.license} here, and {own.statement} in its file",
            "correct the one that is wrong; readers see the one here",
        )


def denials(source_type: str, own: Rights) -> Iterator[tuple[str, str]]:
    """Yield what is said to be no machine's work here, though the file says that it is."""
    if own.source_type in GENERATED and source_type not in GENERATED:
        yield (
            f"was made with AI, as its file says: `{own.source_type}`, and not `{source_type}`",
            "readers must be told: delete the key, or take a file that says what is true",
        )


def _differ(one: str, other: str) -> bool:
    """Say whether two texts name different people; one may say more than the other."""
    here, there = _words(one), _words(other)
    return bool(here and there) and not (here <= there or there <= here)


def _words(text: str) -> set[str]:
    return set("".join(char if is_of_words(char) else " " for char in nfc(text).casefold()).split())
