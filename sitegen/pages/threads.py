"""What readers see of threads: on pages of their own, and on those of the stories that belong."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import cast

from sitegen.digests import fingerprint
from sitegen.edition.edition import Term
from sitegen.edition.entries import Entry, Story
from sitegen.edition.rows import Marked, Row
from sitegen.edition.threads import THREAD, milestones, shown
from sitegen.field_values import Milestone
from sitegen.languages import direction
from sitegen.model import Digest, ThreadFields
from sitegen.pages import continuingviews as views
from sitegen.pages.continuingviews import Milestones, SoFar
from sitegen.pages.listviews import ThreadView
from sitegen.pages.present import Presenter
from sitegen.pictures.renditions import SHARES
from sitegen.statcache import digest_of
from sitegen.transparency import retraction


def thread(presenter: Presenter, head: Row, term: Term) -> ThreadView:
    """Return what stands at the head of a thread's listing.

    What happened last stands on top as long as the thread is open; what is closed is told from its
    beginning.
    """
    entry = presenter.library.entry(head.path)
    fields = cast("ThreadFields", entry.fields)
    known = milestones(term.stories.notable())
    if fields.status == "closed":
        known.reverse()
    return ThreadView(
        dek=fields.dek,
        status=fields.status,
        summary=fields.summary,
        as_of=fields.as_of.isoformat() if fields.as_of else "",
        days=tuple(by_day(known, presenter)),
        picture=presenter.picture(entry.lead, "lead", eager=True),
        shares=presenter.gallery.shares(entry.lead, SHARES) if entry.lead else (),
        body=presenter.body(entry),
    )


def timeline_key(term: Term) -> Digest:
    """Return the digest of all that the timeline of a thread shows; empty if it has none."""
    if term.kind != THREAD:
        return b""
    told = b"".join(map(shown, milestones(term.stories.notable())))
    return digest_of(told) if told else b""


def by_day(rows: Iterable[Row], presenter: Presenter) -> Iterator[Milestones]:
    """Yield milestones by their days, in the order in which they are given."""
    told = (milestone(it, presenter) for it in rows)
    for day, some in groupby(told, lambda it: it.day):
        yield Milestones(day=day, milestones=tuple(some))


def milestone(row: Row, presenter: Presenter) -> views.Milestone:
    """Return a story as timelines show it."""
    entry = presenter.story(row)
    return milestone_of(entry, presenter)


def marked(story: Entry, presenter: Presenter) -> Marked | None:
    """Return what timelines show of a story that is just being settled; None if that is nothing.

    What is taken back has not happened.
    """
    if not getattr(story.fields, "milestone", None) or retraction(story.corrections):
        return None
    shown = milestone_of(story, presenter)
    return Marked(shown.day, fingerprint(shown))


def milestone_of(story: Entry, presenter: Presenter) -> views.Milestone:
    """Return the same of a story that is just being settled, which is one."""
    it = cast("Story", story)
    told = it.fields.milestone
    moment = presenter.moment(it.published)
    lang = it.fields.lang if it.fields.lang != presenter.locale.language else ""
    return views.Milestone(
        text=told.text if isinstance(told, Milestone) else told or "",
        href=presenter.href(it.address),
        lang=lang,
        direction=direction(lang) if lang else "",
        day=told.date.isoformat() if isinstance(told, Milestone) else moment[:10],
        held=it.held.reason if it.held else "",
        until=presenter.until(it.held),
    )


def so_far(row: Row, presenter: Presenter) -> tuple[SoFar, ...]:
    """Return what the page of a story tells of each of its threads."""
    return tuple(
        [
            SoFar(
                text=it.thread.name,
                href=presenter.href(it.thread.address),
                milestones=tuple([milestone(one, presenter) for one in it.so_far]),
            )
            for it in presenter.beside.places(row)
        ]
    )


def introduction(presenter: Presenter, entry: Entry) -> tuple[object, ...]:
    """Return what others show of a thread."""
    fields = cast("ThreadFields", entry.fields)
    return fields.dek, fields.status, presenter.picture(entry.lead, "card")
