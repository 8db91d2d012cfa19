"""All pictures of a site: whose they are, who shows them, and what is wrong with them."""

from collections.abc import Iterator

from sitegen.build.order import ListedPicture
from sitegen.build.reading import Site


def inventory(site: Site) -> Iterator[ListedPicture]:
    """Yield every picture, by path."""
    uses: dict[str, set[str]] = {}
    credits_: dict[str, set[str]] = {}
    for use in site.edition.used:
        uses.setdefault(use.source, set()).add(use.path)
        if use.credit:
            credits_.setdefault(use.source, set()).add(use.credit)
    for path, known in site.pictures.items():
        rights = known.probe.rights
        name = path.rpartition("/")[2]
        users = tuple(sorted(uses.get(path, ())))
        said = [known.probe.problem] if known.probe.problem else []
        said += (
            problem.message
            for problem in site.problems
            if problem.path in users and f"`{name}`" in problem.message
        )
        yield ListedPicture(
            path=path,
            width=known.probe.width,
            height=known.probe.height,
            kind=known.probe.kind,
            credit=tuple(sorted(credits_.get(path, ()))) or _own(rights.credit, rights.creators),
            creators=rights.creators,
            copyright=rights.copyright,
            terms=rights.terms,
            ends=rights.ends,
            statement=rights.statement,
            used=users,
            problems=tuple(dict.fromkeys(said)),
        )


def _own(credit: str, creators: tuple[str, ...]) -> tuple[str, ...]:
    return (credit,) if credit else creators
