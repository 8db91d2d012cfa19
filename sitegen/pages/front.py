"""The front page: which stories stand where, none of them twice.

Editors choose first (`edition/chosen.py`). Then come the latest, the newest of all that is left;
then what stands beside the lead; then a band for each section. What is read most is a list of its
own and takes no story from another place.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import asdict, replace

from sitegen.config import Config
from sitegen.digests import fingerprint
from sitegen.edition.chosen import is_on_front
from sitegen.edition.edition import Edition
from sitegen.edition.rows import Row
from sitegen.languages import direction
from sitegen.model import Digest
from sitegen.pages.listviews import Band as BandView
from sitegen.pages.listviews import FrontView, Lead
from sitegen.pages.mostread import most_read
from sitegen.pages.popular import names_key
from sitegen.pages.present import Presenter
from sitegen.pages.views import Card
from sitegen.settings import Band, Layout

SECONDS = 2
"""Stories beside the lead."""

SHARE = 3
"""One of so many stories, at most, is told by its headline as one of the latest."""

ALSO = 3
"""Related stories below the lead."""

MOST_COLUMNS = 4

IN_BAND: dict[Layout, int] = {"picture": 5, "across": 3, "headlines": 5}
"""Stories of a band, if nobody says how many."""

ROWS: dict[Layout, tuple[int, ...]] = {
    "picture": (1, 2, 3, 4, 5),
    "across": (3, 4, 6, 8, 12),
    "headlines": (1, 2, 3, 4, 5, 7, 9),
}
"""How many stories fill the rows of a band to their ends."""


class Placed(Struct, frozen=True):
    """The stories of a band: of a section, by its id, or what editors pick, if that is empty.

    Pictures stand there if it is `pictured`.
    """

    section: str
    layout: Layout
    pictured: bool
    stories: tuple[Row, ...]

    @property
    def columns(self) -> int:
        """How many stories stand beside each other, where they stand across."""
        count = len(self.stories)
        return count if count <= MOST_COLUMNS else 4 if count % 4 == 0 else 3


class Composition(Struct, frozen=True):
    """The stories of a front page, by place."""

    lead: Row | None
    also: tuple[Row, ...]
    seconds: tuple[Row, ...]
    latest: tuple[Row, ...]
    bands: tuple[Placed, ...]


def composed(edition: Edition, config: Config) -> Composition:
    """Return which stories stand where."""
    chosen, free = edition.chosen, _Free(edition, config)
    free.take(it for it in (chosen.lead, *chosen.seconds, *chosen.picks) if it)
    picks = [_placed("", "across", chosen.picks)] if chosen.picks else []
    beside = SECONDS - len(chosen.seconds)
    # Where there are few stories, those beside the lead and in bands are worth more than a list.
    most = min(config.front.latest, len(edition.stories) // SHARE)
    latest = free.take(free.first(edition.stories, most))
    seconds = (*chosen.seconds, *free.take(_illustrated_first(free, edition.stories, beside)))
    also = free.take(_related(edition, chosen.lead, free)) if chosen.lead else ()
    return Composition(chosen.lead, also, seconds, latest, (*picks, *_bands(edition, config, free)))


class _Free:
    """Knows which stories stand nowhere yet."""

    def __init__(self, edition: Edition, config: Config) -> None:
        self._taken: set[str] = set()
        self._locale, self._config = edition.locale, config

    def first(self, stories: Iterable[Row], count: int) -> tuple[Row, ...]:
        """Return the first stories that are free, at most so many."""
        free = (
            it
            for it in stories
            if it.path not in self._taken and is_on_front(it, self._config, self._locale)
        )
        return tuple(islice(free, count))

    def take(self, stories: Iterable[Row]) -> tuple[Row, ...]:
        """Return stories, which are free no more."""
        taken = tuple(stories)
        self._taken.update(it.path for it in taken)
        return taken


def _illustrated_first(free: _Free, stories: Sequence[Row], count: int) -> tuple[Row, ...]:
    """Return the newest with a picture; others where there are too few of these."""
    near = free.first(stories, 10 * count)
    return tuple(sorted(near, key=lambda it: not _has_picture(it))[:count])


def _related(edition: Edition, lead: Row, free: _Free) -> tuple[Row, ...]:
    """Return the related stories of the lead that this site tells itself."""
    names = dict.fromkeys(it for it in lead.related if isinstance(it, str))
    return free.first(edition.stories.at_paths(names), ALSO)


def _bands(edition: Edition, config: Config, free: _Free) -> Iterator[Placed]:
    """Yield a band for each section that has stories left, none like the one above it."""
    terms = {it.id: it for it in edition.terms if it.kind == "section"}
    above: Layout = "headlines"
    for band in config.front.bands or (Band(section=it.id) for it in config.sections):
        stories = free.first(terms[band.section].stories, max(ROWS["across"]))
        if not stories:
            continue
        layout = band.layout or _fitting(stories, above)
        shown = _arranged(stories, layout, band.stories or IN_BAND[layout])
        placed = _placed(band.section, layout, free.take(shown))
        above = placed.layout
        yield placed


_ORDER: tuple[Layout, ...] = ("picture", "across", "headlines")


def _fitting(stories: Sequence[Row], above: Layout) -> Layout:
    """Return the layout that follows the one of the band above, of those that stories fit."""
    begin = _ORDER.index(above) + 1
    for layout in (*_ORDER[begin:], *_ORDER[:begin]):
        first = [_has_picture(it) for it in stories[: IN_BAND[layout]]]
        match layout:
            case "picture" if any(first):
                return layout
            case "across" if len(first) == IN_BAND[layout] and len(set(first)) == 1:
                return layout
            case "headlines" if above != "headlines":
                return layout
    return "headlines"


def _arranged(stories: Sequence[Row], layout: Layout, most: int) -> tuple[Row, ...]:
    """Return as many stories as fill their rows, the one with the picture first where it leads."""
    count = max((it for it in ROWS[layout] if it <= min(most, len(stories))), default=0)
    shown = stories[: count or min(most, len(stories))]
    if layout != "picture":
        return tuple(shown)
    first = next(filter(_has_picture, shown), shown[0])
    return (first, *(it for it in shown if it is not first))


def _placed(section: str, layout: Layout, stories: tuple[Row, ...]) -> Placed:
    """Return a band; where the layout asks for more than there is, in a plainer one."""
    if layout == "across" and len(stories) == 1:
        layout = "picture"
    if layout == "picture" and not _has_picture(stories[0]):
        layout = "headlines"
    return Placed(section, layout, all(map(_has_picture, stories)), stories)


def _has_picture(row: Row) -> bool:
    return bool(row.faces and row.faces.is_illustrated)


# What readers see of it ---------------------------------------------------------------------


def front_key(it: Composition, presenter: Presenter) -> Digest:
    """Return the digest of all that the front page shows."""
    places = [it.also, it.seconds, it.latest, *(band.stories for band in it.bands)]
    newest = presenter.edition.stories[:1]
    return fingerprint(
        [[row.faces.card for row in rows if row.faces] for rows in places],
        it.lead and it.lead.faces and it.lead.faces.card,
        [(band.section, band.layout, band.pictured) for band in it.bands],
        [row.published for row in newest],
        len(presenter.edition.stories) == 1,
        names_key(presenter.popular.on_front()),
    )


def front(it: Composition, presenter: Presenter) -> FrontView:
    """Return the front page."""
    config, at, stories = presenter.config, presenter.locale, presenter.edition.stories
    bands = [_band(band, presenter) for band in it.bands]
    return FrontView(
        href=presenter.href(at.front),
        title=config.title,
        description=config.description,
        lang=at.language,
        direction=direction(at.language),
        feeds=presenter.feeds.of_site(),
        newest=presenter.moment(stories[0].published) if stories else "",
        lead=lead_of(it.lead, presenter, alone=len(stories) == 1) if it.lead else None,
        lead_related=presenter.cards(it.also),
        secondary=presenter.cards(it.seconds),
        latest=presenter.cards(it.latest),
        picks=next((band for band in bands if not band.href), None),
        bands=tuple(band for band in bands if band.href),
        most_read=most_read(presenter.popular.on_front(), presenter),
    )


def lead_of(row: Row, presenter: Presenter, *, alone: bool = False, below: str = "") -> Lead:
    """Return the card of a story that leads a page, its picture large; see `cards_below`."""
    [card] = cards_below(below, [row], presenter)
    large = presenter.picture(presenter.story(row).lead, "lead", eager=True)
    return Lead(**asdict(card), large=large, alone=alone)


def cards_below(name: str, stories: Iterable[Row], presenter: Presenter) -> tuple[Card, ...]:
    """Return the cards of stories that stand below a name, which no kicker repeats."""
    cards = presenter.cards(stories)
    return tuple([replace(it, kicker="") if name and it.kicker == name else it for it in cards])


def _band(band: Placed, presenter: Presenter) -> BandView:
    section, words = presenter.section(band.section), presenter.site.words
    return BandView(
        id=band.section or "picks",
        title=section.text if section else words["picks"],
        href=section.href if section else "",
        all=words["all_of"].format(name=section.text) if section else "",
        colour=section.colour if section else "",
        layout=band.layout,
        columns=band.columns if band.layout == "across" else 0,
        pictured=band.pictured,
        # Side by side, all headlines are to begin at one height.
        cards=cards_below(
            section.text if section and band.layout != "across" else "", band.stories, presenter
        ),
    )
