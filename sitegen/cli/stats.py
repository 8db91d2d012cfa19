"""`sitegen stats`: what the desk wants to know, on one screen."""

from collections.abc import Iterator, Sequence

from sitegen.audience.plots import plot, shortened
from sitegen.audience.stats import GroupViews, Stats

STORIES = 10
IN_GROUP = 5


def screen(stats: Stats, width: int, *, plain: bool) -> Iterator[str]:
    """Yield lines of so many characters at most; in ASCII but for names if `plain`."""
    yield f"{stats.views:,} views from {stats.first} to {stats.last}, {stats.total:,} ever"
    yield ""
    yield from plot(stats.days, width, plain=plain)
    yield ""
    if stats.stories:
        yield f"{'views':>9} {'ever':>9}  came out    story"
    for it in stats.stories[:STORIES]:
        headline = shortened(it.headline, max(16, width - 33))
        yield f"{it.views:>9,} {it.total:>9,}  {it.published}  {headline}"
    yield ""
    columns = [
        ("sections", stats.sections),
        ("authors", stats.authors),
        ("countries", stats.countries),
    ]
    yield from _side_by_side([it for it in columns if it[1]], width)
    if stats.elsewhere:
        yield ""
        yield f"{stats.elsewhere:,} views are of stories that are not on the site now"


def _side_by_side(columns: Sequence[tuple[str, Sequence[GroupViews]]], width: int) -> Iterator[str]:
    """Yield groups beside each other, a column for each kind."""
    if not columns:
        return
    room = width // len(columns) - 1
    yield " ".join(f"{'views':>9}  {name:<{room - 11}}" for name, _ in columns).rstrip()
    for at in range(min(IN_GROUP, max(len(it) for _, it in columns))):
        cells = [
            f"{it[at].views:>9,}  {shortened(it[at].name, room - 11):<{room - 11}}"
            if at < len(it)
            else " " * room
            for _, it in columns
        ]
        yield " ".join(cells).rstrip()
