"""What documents are to each other, before any of them is settled."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType

from msgspec import Struct

from sitegen.content.kinds import KINDS, STORIES, DocumentKind
from sitegen.edition.archive import Filing
from sitegen.edition.corpus import Corpus, Listing, facts_of, listings_of, public_ones
from sitegen.edition.crosscheck import crosscheck, remarks
from sitegen.edition.directory import Directory
from sitegen.edition.edition import Sums
from sitegen.edition.links import resolve_publisher
from sitegen.edition.live import feeds_of_live
from sitegen.edition.rows import Facts, Shown, State
from sitegen.edition.targets import Targets
from sitegen.edition.undisturbed import among_others, disturbs_nobody
from sitegen.edition.volumes import Each, Volumes
from sitegen.errors import Problem
from sitegen.model import Digest, Source
from sitegen.settings import Feeds
from sitegen.urls import FEED_FILES, OCCASIONAL


class Rows(Struct, frozen=True):
    """The rows of an edition by path, with all else that documents were answered from.

    `places` are addresses that are no document's, `files` what is published as it is; `copied` are
    the digests of these by path, `pictures` and `tables` those of others that documents show,
    `mapped` those of what maps are drawn from; `beside` are pictures that no document names, `sums`
    what listings come to by their names, `timed` the articles of whose times there is more to be
    said, `filing` is where stories stand. All this held at `now`, and holds until it is `due`. It
    `is_clear` if there was nothing to say of documents beside each other.
    """

    rows: Volumes
    places: Mapping[str, State]
    files: Mapping[str, str]
    copied: Mapping[str, Digest]
    pictures: Mapping[str, Digest]
    tables: Mapping[str, Digest]
    now: datetime
    due: datetime | None
    is_clear: bool
    mapped: Mapping[str, Digest] = {}
    beside: tuple[Shown, ...] = ()
    sums: Mapping[str, Sums] = {}
    timed: tuple[str, ...] = ()
    filing: Filing = Filing()

    def holds_at(self, now: datetime) -> bool:
        """Say whether nothing has changed by itself until `now`."""
        return self.now <= now and (self.due is None or now < self.due)


class Gathered(Struct, frozen=True):
    """What documents are to each other, before any of them is settled; all by path.

    `moved` are the paths of those that are new, gone, or not to others what their rows say;
    `heads` are the facts of all that is no story: few, and looked through again and again.
    """

    corpus: Corpus
    facts: Mapping[str, Facts]
    heads: Mapping[str, Facts]
    moved: Collection[str]
    states: Mapping[str, State]
    places: Mapping[str, State]
    targets: Targets
    publisher: Mapping[str, str]
    problems: tuple[Problem, ...]
    is_clear: bool

    def public_of(self, kind: str) -> Iterator[tuple[str, Facts]]:
        """Yield what is public of a kind that is no story, by path."""
        for path, it in self.heads.items():
            if it.kind == kind and it.address and self.states[path] == "public":
                yield path, it


def gather(
    corpus: Corpus,
    before: Rows | None,
    now: datetime,
    *,
    admit_held: bool = False,
    fresh: Mapping[str, Facts] = MappingProxyType({}),
    new: Iterable[str] | None = None,
) -> Gathered:
    """Return what each document is to all others at `now`.

    `admit_held` is the profile of drafts: all is shown, marked. `fresh` are facts, by path, that
    were made when documents were parsed; those of others are made here. `new` are the paths that
    `unsettled` has returned, if somebody asked before.
    """
    config = corpus.config
    earlier = before.rows if before else Volumes.of(())
    made = {
        path: fresh.get(path)
        or facts_of(path, _kind_of(path, corpus), corpus.documents[path], config, corpus.locale)
        for path in (unsettled(corpus.texts, before) if new is None else new)
    }
    facts: Mapping[str, Facts] = Each(corpus.texts, lambda path: earlier[path].facts, made)
    gone = earlier.keys() - corpus.texts.keys()
    moved = gone | made.keys()
    problems = list(remarks(corpus))
    others = [
        path
        for path in moved
        if among_others(facts.get(path))
        != among_others(row.facts if (row := earlier.get(path)) else None)
    ]
    states: Mapping[str, State]
    if (
        before
        and before.is_clear
        and before.holds_at(now)
        and before.files == corpus.files
        and disturbs_nobody(
            others, facts, earlier, before.filing, before.places, corpus, now, admit_held=admit_held
        )
    ):
        out: dict[str, State] = dict.fromkeys(others, "public")
        states = Each(corpus.texts, lambda path: earlier[path].state, out)
        places, between = before.places, []
        directory = Directory(made, earlier, gone)
        heads = {row.path: row.facts for row in earlier.heads()} | made
        heads = {path: heads[path] for path in sorted(heads) if path in facts}
    else:
        facts = heads = {path: facts[path] for path in corpus.texts}
        public = public_ones(facts, now, admit_held=admit_held)
        states = {
            path: "broken" if not it.sound else "public" if path in public else "waiting"
            for path, it in facts.items()
        }
        moved.update(path for path, row in earlier.items() if states.get(path) != row.state)
        listings = listings_of(config, facts, public)
        places = _places(corpus, listings)
        for path, it in facts.items():
            if it.live:
                feeds = feeds_of_live(it.address, config.feeds)
                places |= dict.fromkeys(feeds, states[path])
        between = list(crosscheck(corpus, facts, listings))
        directory = Directory(facts)
        made = facts
    # What a file with an error will be some day is not known.
    is_clear = not between and all(it.sound for it in made.values())
    heads = {path: it for path, it in heads.items() if it.kind not in STORIES}
    term = corpus.locale.term
    old = {term("tag", slug): term("tag", it.id) for slug, it in config.topics.aliases()}
    targets = Targets(
        facts,
        states,
        places,
        lambda path: corpus.documents[path].anchors,
        moved=old,
        directory=directory,
    )
    publisher = resolve_publisher(config, targets, problems)
    problems += between
    return Gathered(
        corpus, facts, heads, moved, states, places, targets, publisher, tuple(problems), is_clear
    )


def unsettled(texts: Mapping[str, Source], before: Rows | None) -> list[str]:
    """Return the paths of texts that rows were not settled from."""
    if before is None:
        return list(texts)
    known = before.rows.column(attrgetter("sources"))
    return [path for path, source in texts.items() if known.get(path) != source.digest]


def _kind_of(path: str, corpus: Corpus) -> DocumentKind:
    return KINDS[corpus.texts[path].kind]


def _places(corpus: Corpus, listings: Iterable[Listing]) -> dict[str, State]:
    """Return every address that links may name and that is no document's."""
    feeds, at = corpus.config.feeds, corpus.locale
    pages = [at.front, *at.overviews_of(()).values(), at.corrections]
    pages += [at.feeds] if feeds.formats else []
    pages += [at.ownership] if corpus.config.publisher.ownership else []
    pages += [at.most_read] if corpus.config.views.show else []
    pages += _feeds(feeds, "site", at.front) + _feeds(feeds, "corrections", at.corrections)
    places: dict[str, State] = dict.fromkeys(pages, "public")
    for listing in listings:
        state: State = "public" if listing.public else "waiting"
        address = at.term(listing.kind, listing.id)
        if listing.kind in OCCASIONAL and places.get(at.overviews[listing.kind]) != "public":
            places[at.overviews[listing.kind]] = state
        places |= dict.fromkeys((address, *_feeds(feeds, listing.kind, address)), state)
    places |= dict.fromkeys(corpus.files, "public")
    return places


def _feeds(feeds: Feeds, kind: str, address: str) -> list[str]:
    return [f"{address}{FEED_FILES[it]}" for it in feeds.formats_of(kind)]
