"""What search knows of each page, and how pages are cut into blocks and parts by time.

Most are stories, and all are called so.

A row says what of this has changed, in one digest; so texts are read only of blocks that hold a
story whose digest is another than before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import chain

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.dates import day_text
from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition, Term
from sitegen.edition.entries import Entry, Picture, TermKind, Topic
from sitegen.edition.roles import HEADS
from sitegen.edition.rows import Findable, Found, Indexed, Row
from sitegen.edition.volumes import Volumes
from sitegen.model import Body, Digest
from sitegen.pages.displays import DISPLAYS
from sitegen.pages.hyphens import hyphened
from sitegen.pages.live import is_open
from sitegen.pages.present import Presenter
from sitegen.pages.slots import InWords
from sitegen.pages.views import Card
from sitegen.search.blocks import Text
from sitegen.search.halving import halved
from sitegen.search.postings import SLOTS
from sitegen.search.texts import plain_text
from sitegen.statcache import digest_of

PART = 12_000
"""Stories of a part at most: an edit may touch all of its shards, and a reader asks each part."""

NEWEST = 750
"""Stories of the newest part at most, since most edits touch that; all others are cut by `PART`."""

ReadBody = Callable[[Digest], Body]


class Block(Struct, frozen=True):
    """Stories of one time, the oldest first: their `paths` among all `rows`, and where they are."""

    rows: Volumes
    paths: tuple[str, ...]
    known: tuple[Findable, ...]

    @property
    def stories(self) -> Iterator[Row]:
        """Their rows, each looked up when somebody asks: of most blocks nobody does."""
        return map(self.rows.__getitem__, self.paths)

    @property
    def key(self) -> Digest:
        """The digest of all that search knows of them."""
        return digest_of(b"".join([it.key for it in self.known]))


class Part(Struct, frozen=True):
    """Blocks that have an index of their own, the oldest first."""

    blocks: tuple[Block, ...]


def parts(edition: Edition) -> list[Part]:
    """Return the parts of the index of an edition, the oldest first."""
    shown = {kind for kind, it in DISPLAYS.items() if it.is_indexed}
    dated = [rows for kind, rows in edition.others.items() if kind in shown - HEADS.keys()]
    every = chain(
        edition.stories.findable(),
        ((row.path, it) for row in chain(*dated) if (it := _findable(row))),
        _heads(edition, shown & HEADS.keys()),
    )
    found = sorted(every, key=lambda it: it[1].place)
    keys = [it.place for _, it in found]
    ones, rows = [1] * len(keys), edition.stories.among
    older = max((start for start, _ in halved(keys, ones, NEWEST)), default=0)
    ranges = [*halved(keys[:older], ones, PART), (older, len(keys))] if keys else []
    return [
        Part(
            tuple(
                [
                    _block(rows, found[start + first : start + last])
                    for first, last in halved(keys[start:stop], ones[start:stop], SLOTS)
                ]
            )
        )
        for start, stop in ranges
    ]


def _findable(row: Row) -> Findable | None:
    return row.faces.indexed.findable if row.faces and row.faces.indexed else None


def _heads(edition: Edition, kinds: AbstractSet[str]) -> Iterator[tuple[str, Findable]]:
    """Yield what stands at the heads of listings, where their stories decide that it is."""
    for kind in sorted(kinds):
        listings = {it.id: it for it in edition.terms if it.kind == HEADS[kind]}
        for row in edition.others.get(kind, ()):
            listing = listings.get(row.facts.slug)
            if listing and listing.stories and (known := _findable(row)):
                newest, chosen = listing.stories.newest(), _chosen(listing, edition)
                place = _placed(newest, listing.address)
                key = fingerprint(known.key, listing.address, newest, chosen)
                yield row.path, replace(known, place=place, key=key)


def _chosen(listing: Term, edition: Edition) -> list[Topic]:
    """Return the topics of the stories of a listing by which readers choose."""
    places = frozenset(listing.stories.places)
    return [
        Topic(it.kind, it.id, it.id)
        for it in edition.terms
        if it.kind in LETTERS and not places.isdisjoint(it.stories.places)
    ]


def _placed(published: datetime, address: str) -> bytes:
    """Return what pages are ordered and cut by: the second of publication, and the address."""
    seconds = int(published.timestamp()) + _EPOCH
    return seconds.to_bytes(5, "big") + digest_of(address.encode()) + b"\1"


_EPOCH = 62_135_596_800
"""Seconds from the beginning of the calendar to 1970."""


def _block(rows: Volumes, found: Sequence[tuple[str, Findable]]) -> Block:
    paths, known = zip(*found, strict=True)
    return Block(rows, paths, known)


def indexed(story: Entry, card: Card, presenter: Presenter) -> Indexed:
    """Return what a row says of a story for search."""
    names = [presenter.name_of(*topic) for topic in story.topics]
    body, captions = story.document.body, _captions((story.lead, *story.pictures))
    charts = story.charts
    if is_open(story):  # each of its updates would touch most shards of the newest stories
        body, captions, charts = b"", _captions((story.lead,)), ()
    shown = replace(card, picture=None), bool(card.picture)
    lang = (card.lang or presenter.locale.language).partition("-")[0].lower()
    points = getattr(story.fields, "key_points", ())
    said = captions, [it and it.words for it in charts], points
    key = fingerprint(shown, body, said, story.topics, names)
    assert story.published  # noqa: S101 - what has a card has been published
    place = _placed(story.published, story.address)
    return Indexed(Findable(place, key, lang), body, points)


def indexed_head(head: Entry, presenter: Presenter) -> Indexed:
    """Return the same of what stands at the head of a listing, whose stories say where it is.

    It is in the language of the site.
    """
    fields, body = head.fields, head.document.body
    told = [getattr(fields, name, "") for name in ("title", "dek", "summary")]
    charts = [it and it.words for it in head.charts]
    captions, kicker = _captions((head.lead, *head.pictures)), _kicker(head, presenter)
    # The page is at an address below the site's, and of the moment of a story by its clocks.
    site = presenter.href("/"), presenter.config.timezone
    said = site, told, kicker, body, captions, charts, bool(head.lead)
    lang = presenter.locale.language.partition("-")[0].lower()
    points = tuple(filter(None, [getattr(fields, "summary", "")]))
    return Indexed(Findable(b"", fingerprint(said), lang), body, points)


def told(row: Row, presenter: Presenter, read_body: ReadBody) -> tuple[Text, tuple[object, ...]]:
    """Return what a page says, by place, and what is shown of it once it is found."""
    known = row.faces and row.faces.indexed
    assert known  # noqa: S101 - only of such are blocks made
    kept, at = presenter.library.kept(row.path), presenter.locale
    found, topics = _FOUND.decode(kept.found), row.topics
    if row.facts.kind in HEADS:
        card, chosen = _card_of_head(row, found, presenter)
    else:
        card, chosen = _CARDS.decode(kept.card), topics
    names = [card.dek, *known.points, *(presenter.name_of(*topic) for topic in topics)]
    text = ""
    if known.body:
        text = plain_text(read_body(known.body), InWords(_captions(found.pictures), found.charts))
    caption = found.lead.caption if found.lead else ""
    places = (card.headline, "\n".join(names), f"{text}\n{caption}")
    day = day_text(*map(int, card.published[:10].split("-")), at.language)
    headline = hyphened(card.headline, card.lang or at.language)
    shown = (card.href, headline, card.kicker, card.published, day, int(bool(card.picture)))
    foreign = (card.lang, card.direction) if card.lang else ()
    return Text(known.findable.lang, places, tuple(_filters(card, chosen))), (*shown, *foreign)


def _card_of_head(row: Row, found: Found, presenter: Presenter) -> tuple[Card, Sequence[Topic]]:
    """Return what is shown of the head of a listing, and the topics that it is chosen by."""
    named, terms = (HEADS[row.facts.kind], row.facts.slug), presenter.edition.terms
    listing = next(it for it in terms if (it.kind, it.id) == named)
    head = presenter.library.entry(row.path)
    card = Card(
        href=presenter.href(listing.address),
        headline=row.facts.title,
        dek=getattr(head.fields, "dek", ""),
        kicker=_kicker(head, presenter),
        published=presenter.moment(listing.stories.newest()),
        picture=presenter.picture(found.lead, "card"),
    )
    return card, _chosen(listing, presenter.edition)


def _kicker(head: Entry, presenter: Presenter) -> str:
    closed = "_closed" if getattr(head.fields, "status", "") == "closed" else ""
    return presenter.site.words[f"one_{HEADS[head.kind]}{closed}"]


_CARDS = msgspec.msgpack.Decoder(Card)
_FOUND = msgspec.msgpack.Decoder(Found)


def _captions(pictures: Iterable[Picture | None]) -> tuple[str, ...]:
    return tuple([it.caption if it else "" for it in pictures])


LETTERS: Mapping[TermKind, str] = {"section": "s", "country": "c"}
"""Topics by which readers choose beside year and language, each with what `encoding` calls it."""


def _filters(card: Card, topics: Iterable[Topic]) -> Iterator[str]:
    yield from (f"={LETTERS[kind]}:{id_}" for kind, id_, _ in topics if kind in LETTERS)
    yield f"=y:{card.published[:4]}"
