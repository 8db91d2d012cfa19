"""Who lives where: every address of the site, claimed once.

Two claims on one output path are a problem that names both files, whatever the clock says and
whether or not some file system would keep them apart (letter case, Unicode form).
"""

import posixpath
from collections.abc import Iterable

from msgspec import Struct

from sitegen.errors import Problem
from sitegen.model import Document
from sitegen.urls import NUMBERED, folded, is_clean, output_path


class Claim(Struct, frozen=True):
    """Somebody wants an address; the rest is for the problem if two do.

    `key` is what of the document's front matter asks for the address.
    """

    address: str
    path: str
    what: str
    document: Document | None = None
    key: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Line and column: looked up only for a problem."""
        return self.document.place(self.key) if self.document else (1, 1)


def collisions(claims: Iterable[Claim], listings: frozenset[str]) -> list[Problem]:
    """Return a problem for each claim on what is taken already; `listings` have numbered pages."""
    problems: list[Problem] = []
    owners: dict[str, Claim] = {}
    files: list[tuple[str, Claim]] = []
    folders: set[str] = set()
    for claim in claims:
        if not is_clean(claim.address):
            problems.append(_problem(claim, f"`{claim.address}` is not an address"))
            continue
        number = NUMBERED.match(claim.address)
        if number and number["listing"] in listings:
            problems.append(
                _problem(claim, f"`{claim.address}` is kept for the pages of {number['listing']}")
            )
        place = folded(output_path(claim.address))
        owner = owners.setdefault(place, claim)
        if owner is not claim:
            problems.append(_taken(claim, owner))
        if not place.endswith("index.html"):
            files.append((place, claim))
        folders.add(posixpath.dirname(place))
    if files:
        parents = {parent for folder in folders for parent in _parents(folder)}
        problems += [
            _problem(claim, f"`{claim.address}` is a file here and a folder elsewhere")
            for place, claim in files
            if place in parents
        ]
    return problems


def _parents(folder: str) -> Iterable[str]:
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def _taken(claim: Claim, owner: Claim) -> Problem:
    where = owner.path if owner.path == claim.path else f"{owner.path}:{owner.place[0]}"
    same = "" if owner.address == claim.address else f" (`{owner.address}`)"
    return _problem(
        claim,
        f"the address `{claim.address}` of {claim.what} is taken by {owner.what} of {where}{same}",
        "give one of the two another `slug`",
    )


def _problem(claim: Claim, message: str, hint: str = "") -> Problem:
    return Problem(claim.path, *claim.place, message, hint)
