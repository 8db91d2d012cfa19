"""Dossiers of countries: what stands at the head of the listing of a country's stories.

All of it is there without a file: memberships, neighbours, a map, what happened, and which
countries are named with it. A file in `content/countries/` adds words, facts and people.
"""

from typing import cast

from sitegen.collation import collated
from sitegen.digests import fingerprint
from sitegen.edition.edition import Term
from sitegen.edition.entries import Entry
from sitegen.edition.rows import Row
from sitegen.edition.sums import COUNTRY
from sitegen.languages import country_codes, country_name
from sitegen.memberships import AS_OF, organisations_of
from sitegen.model import NOTES, CountryFields, Digest
from sitegen.pages.chronicle import chronicle
from sitegen.pages.listviews import DossierView, FactView, Membership, PersonView
from sitegen.pages.mapviews import MapView
from sitegen.pages.present import Presenter
from sitegen.pages.views import Link


def dossier(presenter: Presenter, head: Row | None, term: Term) -> DossierView:
    """Return what stands at the head of the listing of a country."""
    entry = presenter.library.entry(head.path) if head else None
    fields = cast("CountryFields", entry.fields) if entry else CountryFields()
    near = presenter.gazetteer.around(term.id)
    language = presenter.locale.language
    return DossierView(
        dek=fields.dek,
        body=presenter.body(entry, notes=term.id.lower()) if entry else None,
        facts=tuple(
            [
                FactView(
                    label=it.label,
                    value=it.value,
                    day=it.day.isoformat(),
                    source=Link(text=it.source, href=it.url),
                )
                for it in fields.facts
            ]
        ),
        people=tuple(
            [
                PersonView(
                    office=it.office,
                    name=it.name,
                    since=it.since.isoformat(),
                    until=it.until.isoformat() if it.until else "",
                )
                for it in fields.people
            ]
        ),
        memberships=tuple(
            [
                Membership(
                    id=it.id,
                    name=country_name(it.territory, language) if it.territory else "",
                    href=it.source,
                )
                for it in organisations_of(term.id)
            ]
        ),
        as_of=AS_OF.isoformat(),
        neighbours=_neighbours(presenter, fields.neighbours, near.neighbours),
        named_with=_links(presenter, term.sums.beside),
        days=chronicle(term.stories.notable(), presenter),
        map=_map(presenter, term.id),
    )


def introduced(_: Presenter, entry: Entry) -> str:
    """Return what others show of a country: in the overview of all."""
    return cast("CountryFields", entry.fields).dek


def dossier_key(term: Term, presenter: Presenter) -> Digest:
    """Return the digest of all that a dossier shows besides its own file; empty for other terms."""
    if term.kind != COUNTRY:
        return b""
    gazetteer = presenter.gazetteer
    near = gazetteer.around(term.id).neighbours
    return fingerprint(
        term.sums.days,
        term.sums.beside,
        [(it, it in gazetteer.countries) for it in near],
        gazetteer.key(term.id),
        AS_OF,
        [it.id for it in organisations_of(term.id)],
    )


def _neighbours(
    presenter: Presenter, named: tuple[str, ...], found: tuple[str, ...]
) -> tuple[Link, ...]:
    """Return neighbours in the order of their file, or, as the map knows them, of their names."""
    if named:
        return _links(presenter, named)
    language = presenter.locale.language
    links = _links(presenter, found)
    return tuple(sorted(links, key=lambda it: collated(it.text, language)))


def _links(presenter: Presenter, ids: tuple[str, ...]) -> tuple[Link, ...]:
    """Return countries, each with the way to its page if there is one."""
    language = presenter.locale.language
    codes = [it for it in ids if it in country_codes()]
    return tuple(
        [
            presenter.link_to(COUNTRY, it)
            if it in presenter.gazetteer.countries
            else Link(text=country_name(it, language), href="")
            for it in codes
        ]
    )


def _map(presenter: Presenter, code: str) -> MapView | None:
    """Return where a country lies; None if the site has no boundaries, or no policy for them."""
    title = country_name(code, presenter.locale.language)
    drawn = presenter.gazetteer.locator(code, title)
    if drawn is None:
        return None
    return MapView(
        drawing=drawn.svg.replace(NOTES, code.lower()),
        title=title,
        caption="",
        source="",
        notes=drawn.notes,
        marked=(),
        places=(),
        language=drawn.language,
        is_titled=False,
    )
