"""What others show of a document that is being settled: its faces, in digests.

A digest is that of the very bytes that are shown (a card, an item), or of all that a view is made
from. What shapes every view alike, `Presenter.style`, is in the key of each output and not here.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.digests import encoded, fingerprint
from sitegen.edition.entries import Entry, Picture
from sitegen.edition.rows import Faces, Shown
from sitegen.edition.settle import Face
from sitegen.pages.chronicle import dated_key
from sitegen.pages.displays import DISPLAYS, shown_in
from sitegen.pages.live import is_open
from sitegen.pages.picturefiles import maker_of
from sitegen.pages.present import Presenter
from sitegen.pages.sections import shown_of_section
from sitegen.pages.threads import marked
from sitegen.pictures.renditions import Use
from sitegen.search.stories import indexed, indexed_head
from sitegen.statcache import digest_of
from sitegen.syndication.feeds import Newsroom
from sitegen.syndication.sitemaps import images_of

if TYPE_CHECKING:
    from sitegen.pages.outputs import FileMaker


class Showing:
    """Shows documents, one after the other."""

    def __init__(self, presenter: Presenter) -> None:
        self._presenter = presenter
        self._newsroom = Newsroom(presenter)

    def __call__(self, entry: Entry) -> Face:
        """Return what is shown of a document."""
        presenter, display = self._presenter, DISPLAYS[entry.kind]
        covers, document, body = presenter.covers, entry.document, _body(entry)
        card = display.card(presenter, entry) if display.card else None
        interface = presenter.interface_of(card.lang) if card else None
        drawn = covers.of(entry, card) if card and display.has_shares else None
        problem = covers.problem(entry, card) if card and display.has_shares else None
        ai = getattr(entry.fields, "ai", None)
        reviewer = presenter.public_name(ai.reviewed_by) if ai else ""
        faces = Faces(
            page=fingerprint(
                entry.fields,
                *body,
                entry.maps,
                (document.headings, document.words, entry.address),
                (entry.updated, entry.told, entry.corrections, entry.held),
                entry.lead,
                tuple(presenter.signatures_of(entry)),
                [topic for topic in entry.topics if topic.kind == "tag"],
                drawn and drawn.path,
                interface,
                reviewer,
            ),
            is_illustrated=entry.lead is not None,
            pictures=self._pictures(shown_in(entry, drawn=drawn is not None)),
            drawn=(drawn.path, drawn.key) if drawn else None,
            byline=fingerprint(display.introduction(presenter, entry))
            if display.introduction
            else b"",
        )
        if card is None:
            head = indexed_head(entry, presenter) if display.is_indexed else None
            return Face(replace(faces, indexed=head))
        shown, item = encoded(card), encoded(self._newsroom.item_of(entry, card))
        faces = replace(
            faces,
            card=digest_of(shown),
            item=digest_of(item),
            # While a live page is open, feeds of many stories and search are spared its updates.
            text=b""
            if is_open(entry)
            else fingerprint(
                entry.corrections,
                *body,
                *_before(entry),
                interface,
                reviewer,
            ),
            corrections=fingerprint((card.headline, card.lang, card.href), entry.corrections)
            if entry.corrections
            else b"",
            images=images_of(entry, presenter),
            headline=fingerprint(card.headline, card.lang, card.href),
            milestone=marked(entry, presenter),
            dated=dated_key(entry, presenter),
            indexed=indexed(entry, card, presenter) if display.is_indexed else None,
        )
        return Face(faces, shown, item, (problem,) if problem else ())

    def beside(self, pictures: Iterable[Picture]) -> tuple[Shown, ...]:
        """Return the files of the pictures of sections."""
        return self._pictures(it for picture in pictures for it in shown_of_section(picture))

    def _pictures(self, shown: Iterable[tuple[Picture, tuple[Use, ...]]]) -> tuple[Shown, ...]:
        """Return the files of pictures with their uses, those of a kind together."""
        gallery = self._presenter.gallery
        files: dict[tuple[str, FileMaker, bytes], list[str]] = {}
        for picture, uses in shown:
            for path, shot in gallery.files_of(picture, uses):
                maker = maker_of(shot)
                key = gallery.digest(picture) if maker == "derive" else picture.digest
                files.setdefault((picture.source, maker, key), []).append(path)
        return tuple(Shown(*known, tuple(dict.fromkeys(paths))) for known, paths in files.items())


def _before(entry: Entry) -> tuple[object, ...]:
    """Return what feeds show around the text."""
    return tuple([getattr(entry.fields, key, "") for key in _TOLD_IN_FEEDS])


_TOLD_IN_FEEDS = ("place", "key_points", "ai", "method")


def _body(entry: Entry) -> tuple[object, ...]:
    """Return all that a body is shown by."""
    return entry.document.body, entry.links, entry.pictures, entry.charts
