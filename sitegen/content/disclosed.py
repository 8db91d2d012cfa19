"""What a story says of itself, as far as it can be wrong with every key of the right type."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sitegen.errors import Problem
from sitegen.model import Document
from sitegen.transparency import Correction, Disclosure


def versions(document: Document, corrections: Collection[Correction]) -> Iterator[Problem]:
    """Yield corrections that say that nothing changed, and those that say one thing twice."""
    for number, it in enumerate(corrections):
        if it in list(corrections)[:number]:
            message = "two entries of `corrections` are the same"
            key, hint = f"corrections.{number}", "delete one, or say what was wrong besides"
            yield document.problem("", key, message, hint, warning=True)
        if it.was and it.was == it.now:
            key, hint = (
                f"corrections.{number}.now",
                "say what stood there before, and what does now",
            )
            yield document.problem("", key, "`was` and `now` say the same", hint)


def put_right_before(
    document: Document, corrections: Collection[Correction], date: datetime
) -> Iterator[Problem]:
    """Yield corrections of what nobody had read yet: mistakes in the year, mostly."""
    for number, it in enumerate(corrections):
        if it.date < date:
            message = "the entry is older than the article"
            hint = "write the day on which readers were told of it"
            key = f"corrections.{number}.date"
            yield document.problem("", key, message, hint, warning=True)


def machines(document: Document, it: Disclosure) -> Iterator[Problem]:
    """Yield a text that a machine wrote and nobody reviewed, and words about nothing."""
    if it.text == "generated" and not it.reviewed_by:
        message = "the text was generated, and nobody is named who reviewed it"
        hint = "name who answers for it: `reviewed_by: an-editor`, a file of content/authors/"
        yield document.problem("", "ai.text", message, hint)
    if it.text == "none" and (it.note or it.reviewed_by):
        key = "ai.note" if it.note else "ai.reviewed_by"
        hint = "take `assisted` or `generated`, or delete the key"
        yield document.problem("", key, "no machine had to do with the text, as `text` says", hint)
