"""What the desk asks of counts: what was read, of whom, from where, beside what came out when."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sitegen.audience.counts import Counts, days_before


class Story(Struct, frozen=True):
    """A story as the desk knows it. `day` is that of its publication, in newsroom time.

    `groups` are the names of its section, its authors and its countries, by their kind.
    """

    address: str
    headline: str
    day: str
    groups: Mapping[str, Sequence[str]]


class StoryViews(Struct, frozen=True):
    """How often a story was read in the period, and ever."""

    address: str
    headline: str
    published: str
    views: int
    total: int


class GroupViews(Struct, frozen=True):
    """How often the stories of a section, an author or a country were read, and how many were."""

    name: str
    views: int
    stories: int


class DayViews(Struct, frozen=True):
    """How often stories were read on a day, and the headlines of those that came out on it."""

    day: str
    views: int
    published: tuple[str, ...]


class Stats(Struct, frozen=True):
    """Views from a first day to a last one. What is read most comes first, days in their order.

    `elsewhere` are views of stories that are not on the site, or not any more.
    """

    first: str
    last: str
    views: int
    total: int
    elsewhere: int
    stories: tuple[StoryViews, ...]
    sections: tuple[GroupViews, ...]
    authors: tuple[GroupViews, ...]
    countries: tuple[GroupViews, ...]
    days: tuple[DayViews, ...]


KINDS = ("section", "author", "country")


def stats_of(counts: Counts, stories: Iterable[Story], many: int) -> Stats | None:
    """Return what counts say of the last days, so `many`; None if there are none."""
    last = counts.newest
    if not last:
        return None
    days = [days_before(last, ago) for ago in range(many - 1, -1, -1)]
    first = days[0]
    by_day: Counter[str] = Counter()
    read: dict[str, int] = {}
    for address, it in counts.stories.items():
        of_days = {day: views for day, views in it.days.items() if day >= first}
        by_day.update(of_days)
        if of_days:
            read[address] = sum(of_days.values())
    told: list[StoryViews] = []
    groups: dict[str, dict[str, list[int]]] = {kind: {} for kind in KINDS}
    published: dict[str, list[str]] = {}
    for story in stories:
        views = read.pop(story.address, 0)
        if first <= story.day <= last:
            published.setdefault(story.day, []).append(story.headline)
        if views:
            total = counts.stories[story.address].total
            told.append(StoryViews(story.address, story.headline, story.day, views, total))
            for kind in KINDS:
                for name in dict.fromkeys(story.groups.get(kind, ())):
                    groups[kind].setdefault(name, []).append(views)
    sections, authors, countries = (_ranked(groups[kind]) for kind in KINDS)
    return Stats(
        first=first,
        last=last,
        views=by_day.total(),
        total=sum(it.total for it in counts.stories.values()),
        elsewhere=sum(read.values()),
        stories=tuple(sorted(told, key=lambda it: (-it.views, it.address))),
        sections=sections,
        authors=authors,
        countries=countries,
        days=tuple(DayViews(day, by_day[day], tuple(published.get(day, ()))) for day in days),
    )


def _ranked(groups: Mapping[str, Sequence[int]]) -> tuple[GroupViews, ...]:
    found = [GroupViews(name, sum(views), len(views)) for name, views in groups.items()]
    return tuple(sorted(found, key=lambda it: (-it.views, it.name)))
