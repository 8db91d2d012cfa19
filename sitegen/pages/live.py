"""Live pages: articles that are told from update to update, as readers see them."""

from datetime import datetime

from sitegen.edition.entries import Entry, Story
from sitegen.edition.live import OPEN
from sitegen.pages.present import Presenter
from sitegen.pages.storyviews import LiveView, Told


def is_open(entry: Entry) -> bool:
    """Say whether a document is a live page on which more is to come."""
    return getattr(entry.fields, "live", None) == OPEN


def live(story: Story, presenter: Presenter) -> LiveView | None:
    """Return what is told of a live page; None of any other."""
    if not story.fields.live:
        return None
    known = sorted(story.document.updates, key=lambda it: datetime.fromisoformat(it.moment))
    return LiveView(
        is_open=is_open(story),
        updates=tuple(
            [
                Told(
                    text=it.headline,
                    href=presenter.href(f"#{it.anchor}"),
                    moment=it.moment,
                    words=it.text,
                    is_key=it.is_key,
                )
                for it in known
            ]
        ),
        feeds=presenter.feeds.of_live(story.address, story.fields.headline),
    )
