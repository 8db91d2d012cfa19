"""The plan of an index: what it is made of, under which keys, and the page that asks it.

All keys are known from rows. The page names the catalogue as it was made: a name from these keys
would tell of what the rows know and readers may not, such as a link to a story that is held back.
"""

from functools import partial

from msgspec import Struct

from sitegen.collation import collated
from sitegen.content.style import Style
from sitegen.digests import fingerprint
from sitegen.languages import direction, own_name
from sitegen.model import Digest
from sitegen.pages.outputs import Page, Planned
from sitegen.pages.present import Presenter
from sitegen.pages.services import SearchFilter, SearchView
from sitegen.search.stories import Block, parts
from sitegen.urls import output_path


class PartPlan(Struct, frozen=True):
    """A part, and its blocks by their keys, the oldest first."""

    key: Digest
    blocks: dict[Digest, Block]


class IndexPlan(Struct, frozen=True):
    """The index of an edition: its parts, the oldest first, and the languages of its stories.

    `languages` have the site's own first. `key` is that of all of it.
    """

    presenter: Presenter
    parts: tuple[PartPlan, ...]
    languages: tuple[str, ...]
    key: Digest

    def path(self, name: str) -> str:
        """Return the output path of a file of the index."""
        return f"{self.presenter.locale.search}{name}".removeprefix("/")


def plan(presenter: Presenter, style: Style, engine: Digest) -> IndexPlan:
    """Return the plan of an index; `engine` is the digest of what makes it."""
    shaping = fingerprint(presenter.locale, style, engine)
    planned = []
    spoken: set[str] = set()
    for part in parts(presenter.edition):
        blocks = {fingerprint(shaping, it.key): it for it in part.blocks}
        planned.append(PartPlan(fingerprint(*blocks), blocks))
        spoken.update(it.lang for block in part.blocks for it in block.known)
    own = presenter.locale.language.partition("-")[0].lower()
    languages = tuple(sorted(spoken, key=lambda it: (it != own, it)))
    key = fingerprint(shaping, [it.key for it in planned])
    return IndexPlan(presenter, tuple(planned), languages, key)


def search_page(index: IndexPlan, catalogue: str) -> Planned:
    """Return the page that asks an index; `catalogue` is its file name, empty without stories."""
    presenter = index.presenter
    view = SearchView(
        href=presenter.href(presenter.locale.search),
        title=presenter.site.words["search"],
        lang=presenter.locale.language,
        direction=direction(presenter.locale.language),
        catalogue=presenter.href(f"/{index.path(catalogue)}") if catalogue else "",
        filters=_filters(index),
    )
    path = output_path(presenter.locale.search)
    make = partial(Page, "search.html", view)
    return Planned(path, "page", "page", fingerprint(view), make, template="search.html")


def _filters(index: IndexPlan) -> tuple[SearchFilter, ...]:
    """Return what readers may choose stories by, if that leaves a choice."""
    presenter = index.presenter
    options: dict[str, list[tuple[str, str]]] = {"section": [], "country": [], "year": []}
    for term in presenter.edition.terms:
        if term.kind in options and term.stories:
            options[term.kind].append((term.id, presenter.link_to_term(term).text))
    language = presenter.locale.language
    options["country"].sort(key=lambda it: collated(it[1], language))
    options["language"] = [(it, own_name(it)) for it in index.languages]
    options["language"].sort(key=lambda it: collated(it[1], language))
    return tuple(
        SearchFilter(name=name, options=tuple(some))
        for name, some in options.items()
        if len(some) > 1
    )
