"""What documents are to each other, before any of them is settled."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from sitegen.content.kinds import KINDS
from sitegen.edition.corpus import Corpus, Listing, facts_of, listings_of, public_ones
from sitegen.edition.crosscheck import crosscheck
from sitegen.edition.links import resolve_publisher
from sitegen.edition.rows import Facts, Row, State
from sitegen.edition.targets import Targets
from sitegen.errors import Problem
from sitegen.model import Digest
from sitegen.settings import Feeds
from sitegen.urls import FEED_FILES


class Rows(Struct, frozen=True):
    """The rows of an edition by path, with all else that documents were answered from.

    `places` are addresses that are no document's; `pictures` are digests by path. `now` is the time
    at which this held.
    """

    rows: Mapping[str, Row]
    places: Mapping[str, State]
    pictures: Mapping[str, Digest]
    now: datetime


class Gathered(Struct, frozen=True):
    """What documents are to each other, before any of them is settled; all by path."""

    corpus: Corpus
    facts: Mapping[str, Facts]
    public: frozenset[str]
    states: Mapping[str, State]
    listings: tuple[Listing, ...]
    places: Mapping[str, State]
    targets: Targets
    publisher: Mapping[str, str]
    problems: tuple[Problem, ...]

    def public_of(self, kind: str) -> Iterator[tuple[str, Facts]]:
        """Yield what is public of a kind, by path."""
        for path, it in self.facts.items():
            if it.kind == kind and it.address and self.states[path] == "public":
                yield path, it


def gather(
    corpus: Corpus, before: Rows | None, now: datetime, *, admit_held: bool = False
) -> Gathered:
    """Return what each document is to all others at `now`.

    `admit_held` is the profile of drafts: all is shown, marked.
    """
    config = corpus.config
    earlier = before.rows if before else {}
    facts = {}
    for path, source in corpus.texts.items():
        row = earlier.get(path)
        facts[path] = (
            row.facts
            if row and row.source == source.digest
            else facts_of(path, KINDS[source.kind], corpus.documents[path], config, corpus.locale)
        )
    public = public_ones(facts, now, admit_held=admit_held)
    states: dict[str, State] = {
        path: "broken" if not it.sound else "public" if path in public else "waiting"
        for path, it in facts.items()
    }
    listings = listings_of(config, facts, public)
    places = _places(corpus, listings)
    targets = Targets(facts, states, places, lambda path: corpus.documents[path].anchors)
    problems: list[Problem] = []
    publisher = resolve_publisher(config, targets, problems)
    problems += crosscheck(corpus, facts, listings)
    return Gathered(
        corpus, facts, public, states, listings, places, targets, publisher, tuple(problems)
    )


def _places(corpus: Corpus, listings: Iterable[Listing]) -> dict[str, State]:
    """Return every address that links may name and that is no document's."""
    feeds, at = corpus.config.feeds, corpus.locale
    pages = [at.front, *at.overviews.values(), at.corrections]
    pages += [at.feeds] if feeds.formats else []
    pages += _feeds(feeds, "site", at.front) + _feeds(feeds, "corrections", at.corrections)
    places: dict[str, State] = dict.fromkeys(pages, "public")
    for listing in listings:
        state: State = "public" if listing.public else "waiting"
        address = at.term(listing.kind, listing.id)
        places |= dict.fromkeys((address, *_feeds(feeds, listing.kind, address)), state)
    places |= dict.fromkeys(corpus.files, "public")
    return places


def _feeds(feeds: Feeds, kind: str, address: str) -> list[str]:
    return [f"{address}{FEED_FILES[it]}" for it in feeds.formats_of(kind)]
