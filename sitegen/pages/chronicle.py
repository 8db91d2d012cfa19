"""The chronicle of a country: what happened, by the timelines of stories and by milestones."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from sitegen.digests import fingerprint
from sitegen.edition.entries import Entry
from sitegen.edition.rows import Row
from sitegen.edition.sums import COUNTRY
from sitegen.languages import direction
from sitegen.model import Digest
from sitegen.pages.continuingviews import Milestone, Milestones
from sitegen.pages.present import Presenter
from sitegen.pages.threads import milestone
from sitegen.transparency import retraction

MOST = 40
"""Lines of a chronicle: the newest."""


def dated_key(story: Entry, presenter: Presenter) -> Digest:
    """Return what stands for all that chronicles show of a story; empty if that is nothing."""
    if not story.document.dated or not any(it.kind == COUNTRY for it in story.topics):
        return b""
    return b"" if retraction(story.corrections) else fingerprint(tuple(_lines(story, presenter)))


def chronicle(stories: Iterable[Row], presenter: Presenter) -> tuple[Milestones, ...]:
    """Return what happened, the newest first; what two stories tell in the same words, once."""
    lines: list[Milestone] = []
    for row in stories:
        if row.faces and row.faces.dated:
            lines += _lines(presenter.library.entry(row.path), presenter)
        if row.faces and row.faces.milestone:
            lines.append(milestone(row, presenter))
    told = {(it.day, it.text): it for it in reversed(lines)}
    newest = sorted(told.values(), key=lambda it: (it.day, it.href), reverse=True)[:MOST]
    days = groupby(newest, lambda it: it.day)
    return tuple([Milestones(day=day, milestones=tuple(some)) for day, some in days])


def _lines(story: Entry, presenter: Presenter) -> Iterator[Milestone]:
    lang = getattr(story.fields, "lang", "")
    foreign = lang if lang != presenter.locale.language else ""
    for it in story.document.dated:
        yield Milestone(
            text=it.text,
            href=presenter.href(story.address),
            lang=foreign,
            direction=direction(foreign) if foreign else "",
            day=it.day,
            held=story.held.reason if story.held else "",
            until=presenter.until(story.held),
        )
