"""The record of corrections: every entry that is public, for programs, in a form that is compared.

What was in it once may not leave it: whoever kept a copy can tell. `sitegen publish` keeps one,
and the check compares with that (`checking/published.py`). A site without corrections has none.
"""

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from sitegen.digests import fingerprint
from sitegen.edition.rows import Row
from sitegen.pages.outputs import Planned
from sitegen.pages.present import Presenter
from sitegen.syndication.feeds import guid_of
from sitegen.syndication.recipes import PlainText
from sitegen.syndication.recorded import Ledger, Recorded
from sitegen.urls import output_path


def ledger(presenter: Presenter) -> Iterator[Planned]:
    """Yield the record of an edition, if there is anything to record."""
    stories = presenter.edition.corrected
    if stories:
        # What a story is known by for ever (`feeds.guid_of`) is in no digest of its corrections.
        known = [(it.address, it.facts.guid, it.facts.aliases[:1]) for it in stories]
        key = fingerprint(known, [it.faces and it.faces.corrections for it in stories])
        path = output_path(presenter.locale.record)
        make = partial(_recorded, stories, presenter)
        yield Planned(path, "feed", "syndicated", key, make)


def _recorded(stories: Sequence[Row], presenter: Presenter) -> PlainText:
    entries = [
        (
            it.date,
            Recorded(
                story=guid_of(story, presenter),
                url=presenter.absolute(story.address),
                date=presenter.moment(it.date),
                kind=it.kind,
                text=it.text,
                was=it.was,
                now=it.now,
            ),
        )
        for story in map(presenter.story, stories)
        for it in story.corrections
    ]
    entries.sort(key=lambda it: (it[0], it[1].story))
    whole = Ledger(corrections=tuple(it for _, it in entries))
    text = msgspec.json.format(msgspec.json.encode(whole), indent=1).decode()
    return PlainText(text=f"{text}\n")
