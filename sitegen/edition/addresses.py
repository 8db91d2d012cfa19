"""Who lives where: every address of the site, claimed once.

Two claims on one output path are a problem that names both files, whatever the clock says and
whether or not some file system would keep them apart (letter case, Unicode form).
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sitegen.errors import Problem
from sitegen.model import Document
from sitegen.urls import (
    NUMBERED,
    excess,
    folded,
    is_clean,
    is_ours,
    output_path,
    refused_name,
    shown,
)


class Claim(Struct, frozen=True):
    """Somebody wants an address; the rest is for the problem if two do.

    `key` is what of the document's front matter asks for the address; `at` is where it is asked
    for by something else.
    """

    address: str
    path: str
    what: str
    document: Document | None = None
    key: str = ""
    at: tuple[int, int] = (1, 1)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column: looked up only for a problem."""
        return self.document.place(self.key) if self.document else self.at


def collisions(claims: Iterable[Claim], listings: frozenset[str]) -> list[Problem]:
    """Return a problem for each claim on what is taken already; `listings` have numbered pages."""
    problems: list[Problem] = []
    owners: dict[str, Claim] = {}
    files: list[tuple[str, Claim]] = []
    parents: set[str] = set()
    for claim in claims:
        if too_much := excess(claim.address):
            message = f"`{shown(claim.address[:60])}…` is too long for an address: {too_much}"
            problems.append(_problem(claim, message, _way_shorter(claim)))
            continue
        if not is_clean(claim.address):
            hint = "write an address such as `/2023/an-old-name/`"
            message = f"`{shown(claim.address)}` is no address of this site"
            problems.append(_problem(claim, message, hint))
            continue
        if part := refused_name(claim.address):
            problem = _problem(
                claim, f"Windows cannot hold a file called `{part}`", _way_out(claim)
            )
            is_old = claim.what == "an alias"  # its name was given long ago
            problems.append(replace(problem, severity="warning") if is_old else problem)
        if is_ours(claim.address):
            problems.append(
                _problem(claim, f"`{claim.address}` is kept for sitegen itself", _way_out(claim))
            )
        number = NUMBERED.match(claim.address)
        if number and number["listing"] in listings:
            problems.append(
                _problem(
                    claim,
                    f"`{claim.address}` is kept for the pages of {number['listing']}",
                    _way_out(claim),
                )
            )
        place = folded(output_path(claim.address))
        owner = owners.setdefault(place, claim)
        if owner is not claim:
            problems.append(_taken(claim, owner))
        if not place.endswith("index.html"):
            files.append((place, claim))
        folder = place.rpartition("/")[0]
        while folder not in parents:
            parents.add(folder)
            folder = folder.rpartition("/")[0]
    problems += [_covered(place, claim, owners) for place, claim in files if place in parents]
    return problems


def _covered(place: str, claim: Claim, owners: Mapping[str, Claim]) -> Problem:
    """Say that addresses lie below that of a file; below one that stays, a feed, they must not."""
    if claim.path and not claim.what.startswith("a feed"):
        message = f"`{claim.address}` cannot be a file: other addresses lie below it"
        return _problem(claim, message, _way_out(claim))
    below = next(owner for at, owner in owners.items() if at.startswith(f"{place}/"))
    message = f"`{below.address}` lies below `{claim.address}`, {claim.what}"
    return _problem(below, message, _way_out(below))


def _taken(claim: Claim, owner: Claim) -> Problem:
    line, _ = owner.place
    where = owner.path if line == 1 else f"{owner.path}:{line}"
    by = f"{owner.what} in {where}" if where else owner.what
    same = "" if owner.address == claim.address else f" (`{owner.address}`)"
    return _problem(
        claim,
        f"the address `{claim.address}` of {claim.what} is taken by {by}{same}",
        _way_out(claim),
    )


def _way_out(claim: Claim) -> str:
    match claim.what:
        case "the article" | "the page":
            return f"give {claim.what} another `slug`"
        case "the file":
            return "move or rename the file"
        case "an alias":
            return "delete the alias, or change it"
        case what if what.startswith("the section"):
            return "give the section another `id`"
        case what:
            return f"name {what.partition('`')[0].strip()} in other words"


def _way_shorter(claim: Claim) -> str:
    if claim.what == "the page":
        return "give the page, or the folders that it lies in, shorter names"
    return _way_out(claim)


def _problem(claim: Claim, message: str, hint: str = "") -> Problem:
    return Problem(claim.path, *claim.place, message, hint)
