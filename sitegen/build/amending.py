"""An edit of a text, without relating everything: its page is made anew, and what quotes it whole.

The law: what is amended equals what is related (`tests/test_amending.py`). It holds because a
`Card` has nothing that comes from a text, so what shows a story elsewhere is as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import msgspec

from sitegen.build.order import Reporter
from sitegen.build.publishing import Amendment
from sitegen.build.reading import Reader, Site
from sitegen.build.settled import Inputs, Left
from sitegen.build.store import Store
from sitegen.config import Config
from sitegen.content.discover import SourceFiles
from sitegen.edition.ledger import Ledger, by_path, ledger_of
from sitegen.edition.revise import is_edited_in_text_alone
from sitegen.errors import Problem, StoreDamaged
from sitegen.model import Digest, Document
from sitegen.pages.plan import article_page
from sitegen.syndication.feeds import feeds_with_text

FEW = 20
"""Articles: for more, relating everything takes no longer."""


def remembered(site: Site) -> bytes:
    """Return what `amended` reads of a site, to be kept as `ledger`."""
    return msgspec.msgpack.encode(ledger_of(site.edition))


def amended(
    reader: Reader, found: SourceFiles, inputs: Inputs, left: Left, reporter: Reporter
) -> Amendment | None:
    """Return what an edit means that touched nothing but texts; None for any other.

    What was parsed is kept. Raises `ConfigError`.
    """
    order = reader.order
    edited = _edited(left.settled.inputs, inputs)
    problems = left.settled.problems
    if not edited or (order.strict and problems) or _are_told_of(edited, problems):
        return None
    config = reader.config(found)
    if config.pictures.fonts:  # cards of all stories are drawn, or cannot be
        return None
    edits = _Edits(reader, found, config, edited)
    with Store.open(order.store) as store:
        amendment = edits.amendment(store, problems, reporter)
    # Nobody else may have the store open that is written now.
    reader.keep()
    return amendment


class _Edits:
    """Some articles that were edited, and all others as the store has them."""

    def __init__(
        self, reader: Reader, found: SourceFiles, config: Config, edited: Mapping[str, Digest]
    ) -> None:
        self._documents = reader.documents
        self._reader = reader
        self._found = found
        self._config = config
        self._edited = edited
        self._after: dict[str, Document] = {}

    def amendment(
        self, store: Store, problems: Sequence[Problem], reporter: Reporter
    ) -> Amendment | None:
        """Return what the edits mean, if they touched nothing but texts."""
        before = self._before(store)
        if before is None:
            return None
        sources = [self._found.sources[path] for path in self._edited]
        self._after = self._documents.some(sources, self._config, store, reporter)
        if not all(is_edited_in_text_alone(it, self._after[path]) for path, it in before.items()):
            return None
        ledger = _recalled(store)
        if ledger is None or not before.keys() <= set(ledger.paths):
            return None
        edition = ledger.edition(partial(self._read, store))
        site = self._reader.amended(self._found, edition, problems)
        presenter, stories = site.presenter, by_path(edition.stories)
        pages = [article_page(stories[path], presenter).output() for path in before]
        feeds = feeds_with_text(before, edition, presenter)
        bodies = {self._after[path].body: it.body for path, it in before.items()}
        return Amendment(site, frozenset(before), bodies, (*pages, *feeds))

    def _before(self, store: Store) -> dict[str, Document] | None:
        found = {}
        for path, digest in self._edited.items():
            document = self._documents.recall("article", digest, self._config, store)
            if document is None:
                return None
            found[path] = document
        return found

    def _read(self, store: Store, path: str) -> Document:
        if path in self._after:
            return self._after[path]
        source = self._found.sources[path]
        document = self._documents.recall("article", source.digest, self._config, store)
        if document is None:
            message = "a document is missing"
            raise StoreDamaged(message)
        return document


def _edited(before: Inputs, after: Inputs) -> dict[str, Digest]:
    """Return the articles that were edited, each with the digest that it had before.

    Nothing if anything else changed, or much.
    """
    same = before.rest == after.rest and before.articles.keys() == after.articles.keys()
    if not same:
        return {}
    edited = {
        path: before.articles[path]
        for path, digest in after.articles.items()
        if digest != before.articles[path]
    }
    return edited if len(edited) <= FEW else {}


def _are_told_of(paths: Iterable[str], problems: Sequence[Problem]) -> bool:
    """Say whether some problem names one of some files, and maybe a line that has moved."""
    told = "\n".join(map(str, problems))
    return any(path in told for path in paths)


def _recalled(store: Store) -> Ledger | None:
    data = store.get("memo", b"ledger")
    try:
        return msgspec.msgpack.decode(data, type=Ledger) if data else None
    except msgspec.DecodeError:
        return None  # an older version wrote it
