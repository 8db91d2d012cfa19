"""Who lives where: every address of the site, claimed once.

Two claims on one output path are a problem that names both files, whatever the clock says and
whether or not some file system would keep them apart (letter case, Unicode form).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

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


class Claimant(Struct, frozen=True):
    """Who may want an address: what problems call it, and what its editor can do.

    `shorter` is what to do about an address that is too long, if that is not the way out of all
    else. `gives_way` if what is no page may not stand above others: of a feed others must not lie
    below. `is_old` if the address was given long ago.
    """

    noun: str
    way_out: str = ""
    name: str = ""
    shorter: str = ""
    gives_way: bool = True
    is_old: bool = False

    @property
    def called(self) -> str:
        """What problems call it: "the tag `trade`"."""
        return f"{self.noun} `{self.name}`" if self.name else self.noun


OUR_PAGE = Claimant("a page that every site has", gives_way=False)
OUR_FILE = Claimant("a file that every site has", gives_way=False)
LIST_OF_FEEDS = Claimant("the page that lists all feeds", gives_way=False)
MOST_READ_PAGE = Claimant("the page of what is read most", gives_way=False)
SEARCH_PAGE = Claimant("the search page", gives_way=False)
SITE = Claimant("the site")
CORRECTED = Claimant("corrections")
LIVE = Claimant("the live page", "give the article another `slug`")
FILE = Claimant("the file", "move or rename the file")
OLD_TOPIC = Claimant("an alias of a topic", "delete the alias", is_old=True)
GONE = Claimant("an address that is gone", "delete the line below `[gone]`", is_old=True)
ALIAS = Claimant("an alias", "delete the alias, or change it", is_old=True)


def section(id_: str) -> Claimant:
    """Return who wants the address of a section's listing."""
    return Claimant("the section", "give the section another `id`", id_)


def listing(kind: str, id_: str) -> Claimant:
    """Return who wants the address of any other listing."""
    return Claimant(f"the {kind}", f"name the {kind} in other words", id_)


def feed_of(it: Claimant) -> Claimant:
    """Return who wants the address of a listing's feed."""
    noun = f"a feed of {it.noun}"
    return Claimant(noun, f"name {noun} in other words", it.name, gives_way=False)


class Claim(Struct, frozen=True):
    """Somebody wants an address; the rest is for the problem if two do.

    `key` is what of the document's front matter asks for the address; `at` is where it is asked
    for by something else.
    """

    address: str
    path: str
    by: Claimant
    document: Document | None = None
    key: str = ""
    at: tuple[int, int] = (1, 1)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column: looked up only for a problem."""
        return self.document.place(self.key) if self.document else self.at


@lru_cache(maxsize=65_536)
def sound_place(address: str) -> str:
    """Return the place of an address as file systems compare them; empty if more is to be said."""
    if (
        excess(address)
        or not is_clean(address)
        or refused_name(address)
        or is_ours(address)
        or NUMBERED.match(address)
    ):
        return ""
    return folded(output_path(address))


def collisions(claims: Iterable[Claim], listings: frozenset[str]) -> list[Problem]:
    """Return a problem for each claim on what is taken already; `listings` have numbered pages."""
    problems: list[Problem] = []
    owners: dict[str, Claim] = {}
    files: list[tuple[str, Claim]] = []
    parents: set[str] = set()
    for claim in claims:
        if too_much := excess(claim.address):
            message = f"`{shown(claim.address[:60])}…` is too long for an address: {too_much}"
            problems.append(_problem(claim, message, claim.by.shorter or claim.by.way_out))
            continue
        if not is_clean(claim.address):
            hint = "write an address such as `/2023/an-old-name/`"
            message = f"`{shown(claim.address)}` is no address of this site"
            problems.append(_problem(claim, message, hint))
            continue
        if part := refused_name(claim.address):
            message = f"Windows cannot hold a file called `{part}`"
            problem = _problem(claim, message, claim.by.way_out)
            problems.append(problem.of("warning") if claim.by.is_old else problem)
        if is_ours(claim.address):
            message = f"`{claim.address}` is kept for sitegen itself"
            problems.append(_problem(claim, message, claim.by.way_out))
        number = NUMBERED.match(claim.address)
        if number and number["listing"] in listings:
            message = f"`{claim.address}` is kept for the pages of {number['listing']}"
            problems.append(_problem(claim, message, claim.by.way_out))
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
    if claim.by.gives_way:
        message = f"`{claim.address}` cannot be a file: other addresses lie below it"
        return _problem(claim, message, claim.by.way_out)
    below = next(owner for at, owner in owners.items() if at.startswith(f"{place}/"))
    message = f"`{below.address}` lies below `{claim.address}`, {claim.by.called}"
    return _problem(below, message, below.by.way_out)


def _taken(claim: Claim, owner: Claim) -> Problem:
    line, _ = owner.place
    where = owner.path if line == 1 else f"{owner.path}:{line}"
    by = f"{owner.by.called} in {where}" if where else owner.by.called
    same = "" if owner.address == claim.address else f" (`{owner.address}`)"
    return _problem(
        claim,
        f"the address `{claim.address}` of {claim.by.called} is taken by {by}{same}",
        claim.by.way_out,
    )


def _problem(claim: Claim, message: str, hint: str = "") -> Problem:
    return Problem(claim.path, *claim.place, message, hint)
