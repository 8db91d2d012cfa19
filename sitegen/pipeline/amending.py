"""An edit of words, without relating everything: only what shows them is made anew.

The law: what is amended equals what is related (`tests/test_amending.py`). It holds because all
that shows a story elsewhere has its card, which has nothing that comes from a text, or quotes it
whole.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from sitegen.config import Config
from sitegen.content.discover import SourceFiles
from sitegen.edition.edition import Story
from sitegen.edition.ledger import Ledger, by_path, ledger_of
from sitegen.edition.revise import edited_words
from sitegen.errors import Problem, Problems, StoreDamaged
from sitegen.model import Digest, Document
from sitegen.pages.plan import Output, article_page, pages_with_cards
from sitegen.pipeline.indexing import parts_of
from sitegen.pipeline.memory.records import read_records
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Reporter
from sitegen.pipeline.publishing import Amendment
from sitegen.pipeline.reading import Reader
from sitegen.pipeline.settled import Inputs, Left
from sitegen.pipeline.site import Site
from sitegen.pipeline.stale import Record
from sitegen.syndication.feeds import feeds_about
from sitegen.syndication.sitemaps import news_sitemaps

FEW = 20
"""Articles: for more, relating everything takes no longer."""


def remembered(site: Site) -> bytes:
    """Return what `amended` reads of a site, to be kept as `ledger`."""
    return msgspec.msgpack.encode(ledger_of(site.edition))


def amended(
    reader: Reader, found: SourceFiles, inputs: Inputs, left: Left, reporter: Reporter
) -> Amendment | None:
    """Return what an edit means that touched nothing but words; None for any other.

    What was parsed is kept. Raises `ConfigError`.
    """
    order = reader.order
    edited = _edited(left.settled.inputs, inputs)
    problems = left.settled.problems
    if not edited or (order.strict and problems) or _are_told_of(edited, problems.rest):
        return None
    config = reader.config(found)
    if config.pictures.fonts:  # cards of all stories are drawn, or cannot be
        return None
    edits = _Edits(reader, found, config, edited)
    with Store.open(order.store) as store:
        records = read_records(store)
        if left.manifest != {path: it.digest.hex() for path, it in records.items()}:
            return None  # they are lost, or tell of another output
        amendment = edits.amendment(store, records, problems, reporter)
    # Nobody else may have the store open that is written now.
    reader.keep()
    return amendment


class _Edits:
    """Some articles that were edited, and all others as the store has them."""

    def __init__(
        self, reader: Reader, found: SourceFiles, config: Config, edited: Mapping[str, Digest]
    ) -> None:
        self._reader = reader
        self._found = found
        self._config = config
        self._edited = edited

    def amendment(
        self,
        store: Store,
        records: Mapping[str, Record],
        problems: Problems,
        reporter: Reporter,
    ) -> Amendment | None:
        """Return what the edits mean, if they touched nothing but words."""
        documents = self._reader.documents
        before = {path: self._recall(store, path, it) for path, it in self._edited.items()}
        sources = [self._found.sources[path] for path in self._edited]
        after = documents.some(sources, self._config, store, reporter)
        edits = {path: it and edited_words(it, after[path]) for path, it in before.items()}
        if None in edits.values():
            return None
        ledger = _recalled(store)
        if ledger is None or not edits.keys() <= set(ledger.paths):
            return None
        now = problems.with_own({path: it.problems for path, it in after.items()})
        site = self._site(ledger, after, store, now)
        cards = {path for path, words in edits.items() if words == "card"}
        stories = by_path(site.edition.stories)
        if any(stories[path].corrections for path in cards):
            return None  # they are listed under its headline
        shown = [*edits, *(it for it in ledger.referring(cards) if it not in edits)]
        was = self._site(ledger, before, store, problems)
        # All is read here that stories are asked for: the store is closed afterwards.
        return Amendment(
            site=site,
            records=records,
            outputs=tuple(_outputs(site, edits, cards, [stories[path] for path in shown])),
            parts=parts_of(site, edits),
            earlier=frozenset(parts_of(was, edits)),
        )

    def _site(
        self,
        ledger: Ledger,
        documents: Mapping[str, Document | None],
        store: Store,
        problems: Problems,
    ) -> Site:
        """Return the site with some of its documents as they are told."""

        def read(path: str) -> Document:
            source = self._found.sources[path]
            document = documents.get(path) or self._recall(store, path, source.digest)
            if document is None:
                message = "a document is missing"
                raise StoreDamaged(message)
            return document

        return self._reader.amended(self._found, ledger.edition(read), problems)

    def _recall(self, store: Store, path: str, digest: Digest) -> Document | None:
        kind = self._found.sources[path].kind
        return self._reader.documents.recall(kind, digest, self._config, store)


def _outputs(
    site: Site, edited: Container[str], cards: AbstractSet[str], shown: Iterable[Story]
) -> Iterator[Output]:
    """Yield the pages of stories, and what else shows what was edited: all of it, or cards."""
    edition, presenter = site.edition, site.presenter
    for story in shown:
        yield article_page(story, presenter).output()
    if cards:
        yield from (it.output() for it in pages_with_cards(cards, edition, presenter))
        yield from news_sitemaps(edition, presenter)
    yield from feeds_about(edited, edition, presenter, whole=not cards)


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
