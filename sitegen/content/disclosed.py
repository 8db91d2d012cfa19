"""What a story says of itself, as far as it can be wrong with every key of the right type."""

from collections.abc import Collection, Iterator

from sitegen.errors import Problem
from sitegen.model import Document
from sitegen.transparency import Correction


def versions(document: Document, corrections: Collection[Correction]) -> Iterator[Problem]:
    """Yield corrections that say that nothing changed."""
    for number, it in enumerate(corrections):
        if it.was and it.was == it.now:
            key, hint = (
                f"corrections.{number}.now",
                "say what stood there before, and what does now",
            )
            yield document.problem("", key, "`was` and `now` say the same", hint)
