"""Overviews: all listings of a kind, with what is in them, and each year of the archive."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, cast

from msgspec.structs import replace

from sitegen.collation import collated
from sitegen.digests import fingerprint
from sitegen.edition.edition import Term
from sitegen.edition.entries import Entry
from sitegen.edition.roles import HEADS
from sitegen.edition.rows import Row
from sitegen.edition.threads import THREAD
from sitegen.languages import country_name, direction
from sitegen.model import Digest, ThreadFields
from sitegen.pages.displays import DISPLAYS
from sitegen.pages.listings import by_name, description_of, summary
from sitegen.pages.listviews import Dated, Group, Listed, Month, OverviewView, YearView
from sitegen.pages.mostread import headline_of
from sitegen.pages.present import Presenter
from sitegen.pages.sections import USES, picture_of
from sitegen.pages.views import PageView, PictureView
from sitegen.regions import REGIONS

LONGEST_YEAR = 1500
"""Stories of a year whose headlines stand on one page; of more, months tell how many they have."""

IN_SUMMARY = 12
"""Names that search engines are told of an overview."""


class OverviewPage(NamedTuple):
    """An overview: its address, its template, the key and the maker of its view."""

    address: str
    template: str
    key: Digest
    view: Callable[[], PageView]


def overviews(terms: Sequence[Term], presenter: Presenter) -> Iterator[OverviewPage]:
    """Yield the overview of each kind of listing, and of each year."""
    heads = _heads(presenter)
    for kind, address in presenter.locale.overviews_of({it.kind for it in terms}).items():
        mine = [it for it in terms if it.kind in ({"year", "month"} if kind == "year" else {kind})]
        key = fingerprint([_key(it, heads, presenter) for it in mine])
        view = partial(_of_kind, kind, address, mine, heads, presenter)
        yield OverviewPage(address, "overview.html", key, view)
    for year in terms:
        if year.kind == "year":
            key, make = (
                fingerprint(year.id, year.sums.shown),
                partial(_year, year, terms, presenter),
            )
            yield OverviewPage(year.address, "year.html", key, make)


def _heads(presenter: Presenter) -> dict[tuple[str, str], Row]:
    """Return who stands at the head of a listing, by its kind and id."""
    others = presenter.edition.others
    return {(HEADS[kind], row.facts.slug): row for kind in HEADS for row in others[kind]}


def _key(term: Term, heads: Mapping[tuple[str, str], Row], presenter: Presenter) -> object:
    """Return all that an overview shows of a listing, or what stands for it."""
    count, description = len(term.stories), description_of(term, presenter)
    newest = b"" if term.kind in {"year", "month"} else term.sums.newest
    head = heads.get((term.kind, term.id))
    pictures = head.faces.pictures if head and head.faces else ()
    told = head.faces.byline if head and head.faces and term.kind in {THREAD, "country"} else b""
    own = picture_of(term, presenter)
    return term.kind, term.id, term.name, count, description, newest, pictures, told, own


def _of_kind(
    kind: str,
    address: str,
    terms: Sequence[Term],
    heads: Mapping[tuple[str, str], Row],
    presenter: Presenter,
) -> OverviewView:
    listed = {it.id: _listed(it, heads, presenter) for it in terms}
    match kind:
        case "year":
            groups = list(_years(terms, presenter))
        case "country":
            groups = _regions(listed, presenter)
        case _ if kind == THREAD:
            groups = list(_by_status(terms, listed, heads, presenter))
        case "section":  # in the order of the menu
            groups = [Group(links=tuple(listed.values()))]
        case _:
            groups = [Group(links=by_name(listed.values(), presenter.locale.language))]
    groups = [it for it in groups if it.links]
    language, title = presenter.locale.language, presenter.site.words[f"all_{kind}"]
    names = [it.title for it in groups if it.title] or [
        it.text for group in groups for it in group.links
    ]
    return OverviewView(
        href=presenter.href(address),
        title=title,
        summary=f"{title}: {', '.join(names[:IN_SUMMARY])}" if names else "",
        lang=language,
        direction=direction(language),
        kind=kind,
        groups=tuple(groups),
    )


def _listed(term: Term, heads: Mapping[tuple[str, str], Row], presenter: Presenter) -> Listed:
    link, head = presenter.link_to_term(term), heads.get((term.kind, term.id))
    section = presenter.section(term.id) if term.kind == "section" else None
    entry = presenter.library.entry(head.path) if head else None
    newest = [] if term.kind in {"year", "month"} else term.stories[:1]
    return Listed(
        text=link.text,
        href=link.href,
        count=len(term.stories),
        description=description_of(term, presenter) or getattr(entry and entry.fields, "dek", ""),
        newest=next((headline_of(presenter.card(it)) for it in newest), None),
        portrait=_face(entry, term, presenter),
        colour=section.colour if section else "",
    )


def _face(head: Entry | None, term: Term, presenter: Presenter) -> PictureView | None:
    """Return a picture as it stands beside a name, which says all that there is to say of it."""
    if head and head.lead:
        shown = presenter.picture(head.lead, DISPLAYS[head.kind].uses[-1])
    else:
        shown = presenter.picture(picture_of(term, presenter), USES[-1])
    return shown and replace(shown, alt="", caption="", credit="", license="")


def _by_status(
    terms: Sequence[Term],
    listed: Mapping[str, Listed],
    heads: Mapping[tuple[str, str], Row],
    presenter: Presenter,
) -> Iterator[Group]:
    """Yield the threads that are open and those that are closed, what was last told of first."""
    # Where drafts are shown, there may be one that has no story yet.
    ordered = sorted(terms, key=lambda it: [row.published for row in it.stories[:1]], reverse=True)
    told = {
        it.id: cast("ThreadFields", presenter.library.entry(heads[it.kind, it.id].path).fields)
        for it in ordered
    }
    for status in ("open", "closed"):
        links = tuple(listed[it.id] for it in ordered if told[it.id].status == status)
        yield Group(title=presenter.site.words["thread_" + status], links=links)


def _years(terms: Sequence[Term], presenter: Presenter) -> Iterator[Group]:
    """Yield each year with its months, the newest first."""
    for year in reversed([it for it in terms if it.kind == "year"]):
        link = presenter.link_to_term(year)
        months = reversed(_months(year, terms))
        links = tuple(_listed(it, {}, presenter) for it in months)
        yield Group(title=link.text, href=link.href, links=links)


def _months(year: Term, terms: Iterable[Term]) -> list[Term]:
    return [it for it in terms if it.kind == "month" and it.id.startswith(f"{year.id}/")]


def _regions(listed: Mapping[str, Listed], presenter: Presenter) -> list[Group]:
    """Return the countries by continent, both in the order of their names."""
    language = presenter.locale.language
    groups = [
        Group(
            title=country_name(region, language),
            links=by_name((it for code, it in listed.items() if code in codes), language),
        )
        for region, codes in REGIONS.items()
    ]
    return sorted(groups, key=lambda group: collated(group.title, language))


def _year(year: Term, terms: Sequence[Term], presenter: Presenter) -> YearView:
    """Return a year of the archive."""
    language = presenter.locale.language
    is_told = len(year.stories) <= LONGEST_YEAR
    months = []
    for month in reversed(_months(year, terms)):
        link = presenter.link_to_term(month)
        stories = month.stories if is_told else ()
        told = tuple(_dated(it, presenter) for it in stories)
        months.append(Month(text=link.text, href=link.href, count=len(month.stories), stories=told))
    headlines = (presenter.card(it).headline for it in year.stories)
    return YearView(
        href=presenter.href(year.address),
        title=year.id,
        summary=summary(year.id, headlines),
        lang=language,
        direction=direction(language),
        months=tuple(months),
    )


def _dated(row: Row, presenter: Presenter) -> Dated:
    it = presenter.card(row)
    return Dated(
        text=it.headline,
        href=it.href,
        lang=it.lang,
        direction=it.direction,
        published=it.published,
    )
