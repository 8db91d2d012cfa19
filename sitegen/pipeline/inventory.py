"""All pictures of a site: whose they are, who shows them, and what is wrong with them."""

from collections.abc import Iterator

from sitegen.pipeline.order import ListedPicture
from sitegen.pipeline.site import Site


def inventory(site: Site) -> Iterator[ListedPicture]:
    """Yield every picture, by path."""
    uses: dict[str, set[str]] = {}
    wrong = {(it.path, it.line, it.column): it.message for it in site.problems}
    said: dict[str, list[str]] = {}
    credits_: dict[str, set[str]] = {}
    for use in site.library.used():
        uses.setdefault(use.source, set()).add(use.path)
        if message := wrong.get((use.path, use.line, use.column)):
            said.setdefault(use.source, []).append(message)
        if use.credit:
            credits_.setdefault(use.source, set()).add(use.credit)
    for path, known in site.pictures.items():
        rights = known.probe.rights
        problem = known.probe.problem
        problems = [f"`{path.rpartition('/')[2]}` {problem}"] if problem else said.get(path, [])
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
            used=tuple(sorted(uses.get(path, ()))),
            problems=tuple(dict.fromkeys(problems)),
        )


def _own(credit: str, creators: tuple[str, ...]) -> tuple[str, ...]:
    return (credit,) if credit else creators
