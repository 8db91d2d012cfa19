"""What a machine had to do with a text, as readers are told of it."""

from collections.abc import Mapping

from sitegen.edition.entries import Entry
from sitegen.pages.present import Presenter
from sitegen.pages.storyviews import DisclosureView
from sitegen.transparency import Disclosure


def disclosed(it: Disclosure | None, presenter: Presenter) -> DisclosureView | None:
    """Return what readers are told; None if no machine wrote, and nothing more is said of it."""
    if it is None or it.text == "none":
        return None
    return DisclosureView(
        text=it.text,
        is_reviewed=bool(it.reviewed_by),
        reviewer=presenter.public_name(it.reviewed_by),
        note=it.note,
    )


def label(view: DisclosureView, words: Mapping[str, str]) -> str:
    """Return what stands near the byline, as plain text."""
    said = words["ai_generated"] if view.text == "generated" else words["ai_assisted"]
    if view.reviewer:
        return f"{said} {words['ai_reviewed_by'].format(name=view.reviewer)}"
    return f"{said} {words['ai_reviewed']}" if view.is_reviewed else said


def told_in_feed(entry: Entry, presenter: Presenter, words: Mapping[str, str]) -> str:
    """Return the same for what feeds show of a story; empty if there is nothing to tell."""
    view = disclosed(getattr(entry.fields, "ai", None), presenter)
    return " ".join(filter(None, (label(view, words), view.note))) if view else ""
