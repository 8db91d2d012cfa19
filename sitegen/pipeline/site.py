"""A site that is understood."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sitegen.config import Config
from sitegen.content.style import Style
from sitegen.edition.edition import Due
from sitegen.edition.entries import Held
from sitegen.edition.gather import Rows
from sitegen.edition.illustrate import Known
from sitegen.edition.library import Library
from sitegen.edition.relate import Relation
from sitegen.edition.rows import Row
from sitegen.errors import Problems
from sitegen.model import Digest, Source
from sitegen.pages.assets import Asset
from sitegen.pages.covers import Font
from sitegen.pages.gallery import Gallery
from sitegen.pages.present import Presenter
from sitegen.pages.templates import Templates


class Site(Struct, frozen=True):
    """A site that is understood: all that the plan needs.

    Each of `presenters` reads an edition; what they all have in common is the same in each.
    `base` is the digest of all that every row rests on, `before` are the rows that it went on from.
    """

    config: Config
    sources: Mapping[str, Source]
    relation: Relation
    library: Library
    presenters: tuple[Presenter, ...]
    templates: Templates
    assets: Mapping[str, Asset]
    files: Mapping[str, Source]
    pictures: Mapping[str, Known]
    fonts: tuple[Font, ...]
    style: Style
    problems: Problems
    base: Digest
    before: Rows | None

    @property
    def gallery(self) -> Gallery:
        """The files of pictures, which editions share."""
        return self.presenters[0].gallery

    @property
    def rows(self) -> Iterator[Row]:
        """All that has a text and is public, in any edition."""
        return (row for it in self.presenters for row in it.edition.rows)

    @property
    def held(self) -> tuple[Held, ...]:
        """The articles that the public does not see."""
        return tuple(held for it in self.presenters for held in it.edition.held)

    @property
    def due(self) -> Due | None:
        """The next moment at which the site changes by itself."""
        found = [it.edition.due for it in self.presenters if it.edition.due]
        first = min((it.moment for it in found), default=None)
        turns = (turn for it in found if it.moment == first for turn in it.turns)
        return Due(first, tuple(turns)) if first else None

    def presenter_of(self, path: str) -> Presenter:
        """Return the presenter of the edition in which an output lies: its prefix says so."""
        if len(self.presenters) == 1:
            return self.presenters[0]
        within = [it for it in self.presenters if f"/{path}".startswith(it.locale.prefix)]
        return max(within, key=lambda it: len(it.locale.prefix), default=self.presenters[0])
