"""What others show of a document that is being settled: its faces, in digests.

A digest is that of the very bytes that are shown (a card, an item), or of all that a view is made
from. What shapes every view alike, `Presenter.style`, is in the key of each output and not here.
"""

from sitegen.digests import encoded, fingerprint
from sitegen.edition.entries import Author, Entry, Story
from sitegen.edition.rows import Faces, Shown
from sitegen.edition.settle import Face
from sitegen.pages.gallery import shown_in
from sitegen.pages.plan import FileMaker, maker_of
from sitegen.pages.present import Presenter
from sitegen.statcache import digest_of
from sitegen.syndication.feeds import Newsroom
from sitegen.syndication.search import stub_key
from sitegen.syndication.sitemaps import images_of


class Showing:
    """Shows documents, one after the other."""

    def __init__(self, presenter: Presenter) -> None:
        self._presenter = presenter
        self._newsroom = Newsroom(presenter)

    def __call__(self, entry: Entry) -> Face:
        """Return what is shown of a document."""
        if isinstance(entry, Story):
            return self._story(entry)
        shown: tuple[object, ...] = (
            (entry.desk, entry.portrait) if isinstance(entry, Author) else (entry.address,)
        )
        page = fingerprint(entry.fields, *shown, *_body(entry))
        return Face(Faces(page, pictures=self._pictures(entry, drawn=False)))

    def _story(self, story: Story) -> Face:
        presenter = self._presenter
        card = encoded(presenter.card_of(story))
        item = encoded(self._newsroom.item_of(story))
        cover = presenter.covers.of(story)
        problem = presenter.covers.problem(story)
        moments = (story.published, story.updated, story.held)
        body = _body(story)
        faces = Faces(
            page=fingerprint(
                story.fields,
                *body,
                (story.document.headings, story.document.words, story.slug, story.address),
                story.topics,
                moments,
                story.corrections,
                story.lead,
                tuple(presenter.signatures_of(story)),
                cover and (cover.path, cover.headline),
            ),
            card=digest_of(card),
            item=digest_of(item),
            text=fingerprint(item, story.slug, story.corrections, *body),
            stub=stub_key(story, card, presenter),
            corrections=fingerprint(
                (story.fields.headline, story.fields.lang, story.address), story.corrections
            )
            if story.corrections
            else b"",
            images=images_of(story, presenter),
            is_illustrated=story.lead is not None,
            pictures=self._pictures(story, drawn=cover is not None),
            drawn=(cover.path, cover.key) if cover else None,
        )
        return Face(faces, card, item, (problem,) if problem else ())

    def _pictures(self, entry: Entry, *, drawn: bool) -> tuple[Shown, ...]:
        """Return the files of all pictures that a document shows, those of a kind together."""
        gallery = self._presenter.gallery
        files: dict[tuple[str, FileMaker, bytes], list[str]] = {}
        for picture, uses in shown_in(entry, drawn=drawn):
            for path, shot in gallery.files_of(picture, uses):
                maker = maker_of(shot)
                key = gallery.digest(picture) if maker == "derive" else picture.digest
                files.setdefault((picture.source, maker, key), []).append(path)
        return tuple(Shown(*known, tuple(dict.fromkeys(paths))) for known, paths in files.items())


def _body(entry: Entry) -> tuple[object, ...]:
    """Return all that a body is shown by."""
    return entry.document.body, entry.links, entry.pictures
