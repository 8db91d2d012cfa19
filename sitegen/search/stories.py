"""What search knows of each story, and how stories are cut into blocks and parts by time.

A row says what of this has changed, in one digest; so texts are read only of blocks that hold a
story whose digest is another than before.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition
from sitegen.edition.entries import Entry, Picture
from sitegen.edition.rows import Found, Indexed, Row
from sitegen.languages import day_text
from sitegen.model import Body, Digest
from sitegen.pages.displays import DISPLAYS
from sitegen.pages.fragments import InWords
from sitegen.pages.live import is_open
from sitegen.pages.present import Presenter
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
    """Stories of one time, the oldest first, and what their rows say of them for search."""

    stories: tuple[Row, ...]
    known: tuple[Indexed, ...]

    @property
    def key(self) -> Digest:
        """The digest of all that search knows of them."""
        return digest_of(b"".join([it.key for it in self.known]))


class Part(Struct, frozen=True):
    """Blocks that have an index of their own, the oldest first."""

    blocks: tuple[Block, ...]


def parts(edition: Edition) -> list[Part]:
    """Return the parts of the index of an edition, the oldest first."""
    others = (rows for kind, rows in edition.others.items() if DISPLAYS[kind].is_indexed)
    every = chain(edition.stories, *others)
    found = {it.faces.indexed.place: it for it in every if it.faces and it.faces.indexed}
    keys = sorted(found)
    rows = [found[key] for key in keys]
    ones = [1] * len(rows)
    older = max((start for start, _ in halved(keys, ones, NEWEST)), default=0)
    ranges = [*halved(keys[:older], ones, PART), (older, len(keys))] if keys else []
    return [
        Part(
            tuple(
                [
                    _block(rows[start + first : start + last])
                    for first, last in halved(keys[start:stop], ones[start:stop], SLOTS)
                ]
            )
        )
        for start, stop in ranges
    ]


def _placed(story: Entry) -> bytes:
    """Return what stories are ordered and cut by: the second of publication, and the address."""
    assert story.published  # noqa: S101 - what search finds has been published
    seconds = int(story.published.timestamp()) + _EPOCH
    return seconds.to_bytes(5, "big") + digest_of(story.address.encode()) + b"\1"


_EPOCH = 62_135_596_800
"""Seconds from the beginning of the calendar to 1970."""


def _block(rows: Sequence[Row]) -> Block:
    known = [row.faces.indexed for row in rows if row.faces and row.faces.indexed]
    return Block(tuple(rows), tuple(known))


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
    return Indexed(key, body, _placed(story), lang, points)


def told(row: Row, presenter: Presenter, read_body: ReadBody) -> tuple[Text, tuple[object, ...]]:
    """Return what a story says, by place, and what is shown of it once it is found."""
    known = row.faces and row.faces.indexed
    assert known  # noqa: S101 - only of such are blocks made
    kept, at = presenter.library.kept(row.path), presenter.locale
    card, found = _CARDS.decode(kept.card), _FOUND.decode(kept.found)
    names = [card.dek, *known.points, *(presenter.name_of(*topic) for topic in row.topics)]
    text = ""
    if known.body:
        text = plain_text(read_body(known.body), InWords(_captions(found.pictures), found.charts))
    caption = found.lead.caption if found.lead else ""
    places = (card.headline, "\n".join(names), f"{text}\n{caption}")
    day = day_text(*map(int, card.published[:10].split("-")), at.language)
    shown = (card.href, card.headline, card.kicker, card.published, day, int(bool(card.picture)))
    foreign = (card.lang, card.direction) if card.lang else ()
    return Text(known.lang, places, tuple(_filters(row))), (*shown, *foreign)


_CARDS = msgspec.msgpack.Decoder(Card)
_FOUND = msgspec.msgpack.Decoder(Found)


def _captions(pictures: Iterable[Picture | None]) -> tuple[str, ...]:
    return tuple([it.caption if it else "" for it in pictures])


def _filters(row: Row) -> Iterator[str]:
    letters = {"section": "s", "country": "c"}
    yield from (f"={letters[kind]}:{id_}" for kind, id_, _ in row.topics if kind in letters)
    yield f"=y:{row.facts.month[:4]}"
