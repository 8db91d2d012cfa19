"""Days on which something is said to have been so, and that are still to come: slips of the pen.

Readers see them, and what looks for what is old, such as a summary or a declaration of owners,
takes them for new until the day is over.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sitegen.config import Config
from sitegen.errors import Problem
from sitegen.model import ArticleFields, CountryFields, Document, DocumentFields, ThreadFields
from sitegen.timestamps import newsroom_time

HINT = "write the day on which it was so"


def days_ahead(
    documents: Mapping[str, Document], config: Config, now: datetime
) -> Iterator[Problem]:
    """Yield a warning for each of these days, in newsroom time.

    What a story names may be as late as the story itself: it waits for that.
    """
    today = newsroom_time(now, config.zone).date()
    for path, document in documents.items():
        fields = document.fields
        if fields is None or not document.sound:
            continue
        last = today
        if isinstance(fields, ArticleFields):
            release = max(fields.date, fields.embargo) if fields.embargo else fields.date
            last = max(last, newsroom_time(release, config.zone).date())
        for key, day in _days_of(fields):
            if day and day > last:
                yield document.problem(path, key, _ahead(day), HINT, warning=True)
        for chart in document.charts:
            day = date.fromisoformat(chart.day)
            if day > last:
                line, column = chart.places.get("day", (chart.line, chart.column))
                yield Problem(path, line, column, _ahead(day), HINT, "warning")
    it = config.publisher.ownership
    if it and it.as_of > today:
        problem = config.problem("publisher.ownership.as_of", _ahead(it.as_of), HINT)
        yield problem.of("warning")


def _ahead(day: date) -> str:
    return f"the day {day} is still to come, and readers are told what was so on it"


def _days_of(fields: DocumentFields) -> Iterator[tuple[str, date | None]]:
    """Yield the days of a front matter that something is true of, by the paths of their keys."""
    match fields:
        case ArticleFields():
            cited = enumerate(fields.sources)
            yield from ((f"sources.{n}.accessed", it.accessed) for n, it in cited)
        case ThreadFields():
            yield "as_of", fields.as_of
        case CountryFields():
            yield from ((f"facts.{n}.day", it.day) for n, it in enumerate(fields.facts))
            yield from ((f"people.{n}.since", it.since) for n, it in enumerate(fields.people))
        case _:
            pass
