"""What can be wrong with a thread, with what an article says of its own, and with a live page.

Yields problems without a path.
"""

from collections.abc import Iterator
from datetime import tzinfo

from sitegen.errors import Problem
from sitegen.happenings import Update
from sitegen.model import ArticleFields, Document, ThreadFields
from sitegen.timestamps import newsroom_time

LONGEST_MILESTONE = 160
"""Characters of a milestone: two lines of a timeline on a telephone."""


def of_thread(document: Document, fields: ThreadFields) -> Iterator[Problem]:
    """Yield what is wrong with the summary of a thread: it says how things stand, and when."""
    if not fields.summary:
        hint = "write where things stand, in a few sentences, and the day: `as_of: 2026-03-01`"
        key = "as_of" if fields.as_of else "title"
        yield document.problem("", key, "the thread has no `summary`", hint, warning=True)
    elif fields.as_of is None and not document.has("as_of"):
        hint = "say on which day that was so: `as_of: 2026-03-01`"
        yield document.problem("", "summary", "the summary has no `as_of`", hint)


def of_milestone(document: Document, fields: ArticleFields, zone: tzinfo) -> Iterator[Problem]:
    """Yield what is wrong with a milestone: one line, on the timeline of a thread."""
    if fields.milestone is None:
        return
    told = fields.milestone
    words, key = (told, "milestone") if isinstance(told, str) else (told.text, "milestone.text")
    if not fields.thread:
        hint = "say to which thread the article belongs: `thread: ID`"
        message = "no thread shows this milestone"
        yield document.problem("", "milestone", message, hint, warning=True)
    if len(words) > LONGEST_MILESTONE:
        message = f"the milestone has {len(words)} characters"
        hint = f"one line of {LONGEST_MILESTONE} at most is read at a glance"
        yield document.problem("", key, message, hint, warning=True)
    if not isinstance(told, str) and document.has("date"):
        release = max(fields.date, fields.embargo) if fields.embargo else fields.date
        if told.date > newsroom_time(release, zone).date():
            message = "the milestone is of a day after the article comes out"
            hint = "write the day on which it happened: what is planned is no milestone yet"
            yield document.problem("", "milestone.date", message, hint, warning=True)


def of_live(document: Document, fields: ArticleFields) -> Iterator[Problem]:
    """Yield what is wrong with a page that is told from update to update."""
    if fields.live is None and document.updates and not document.has("live"):
        first = _first(document)
        hint = "write `live: true` in the front matter, and `live: closed` once it is over"
        yield Problem("", first.line, first.column, "an update stands on a live page", hint)
    if fields.live == "true" and any(it.kind == "retraction" for it in fields.corrections):
        message, hint = "the page was retracted, and is still live", "write `live: closed`"
        yield document.problem("", "live", message, hint, warning=True)
    if fields.live == "closed" and not document.updates:
        hint = "leave `live` out: this is an article like others"
        message = "the live page is closed, and has no update"
        yield document.problem("", "live", message, hint, warning=True)


def of_others(document: Document) -> Iterator[Problem]:
    """Yield updates in what is told by nobody from moment to moment: authors, threads, countries.

    A page may show one, as documentation does.
    """
    if document.updates:
        first = _first(document)
        hint = "write an article with `live: true`, and link to it from here"
        yield Problem("", first.line, first.column, "an update stands in an article", hint)


def _first(document: Document) -> Update:
    return min(document.updates, key=lambda it: it.line)
