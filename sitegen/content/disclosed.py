"""What a story says of itself, as far as it can be wrong with every key of the right type."""

from collections.abc import Collection, Iterator

from sitegen.errors import Problem
from sitegen.model import Document
from sitegen.transparency import Correction, Disclosure


def versions(document: Document, corrections: Collection[Correction]) -> Iterator[Problem]:
    """Yield corrections that say that nothing changed."""
    for number, it in enumerate(corrections):
        if it.was and it.was == it.now:
            key, hint = (
                f"corrections.{number}.now",
                "say what stood there before, and what does now",
            )
            yield document.problem("", key, "`was` and `now` say the same", hint)


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
