"""A site that is understood."""

from collections.abc import Mapping

from msgspec import Struct

from sitegen.config import Config
from sitegen.content.style import Style
from sitegen.edition.edition import Edition
from sitegen.edition.gather import Rows
from sitegen.edition.illustrate import Known
from sitegen.edition.library import Library
from sitegen.edition.relate import Relation
from sitegen.errors import Problems
from sitegen.model import Digest, Source
from sitegen.pages.assets import Asset
from sitegen.pages.covers import Font
from sitegen.pages.present import Presenter
from sitegen.pages.templates import Templates


class Site(Struct, frozen=True):
    """A site that is understood: all that the plan needs.

    `base` is the digest of all that every row rests on, `before` are the rows that it went on from.
    """

    config: Config
    sources: Mapping[str, Source]
    edition: Edition
    relation: Relation
    library: Library
    presenter: Presenter
    templates: Templates
    assets: Mapping[str, Asset]
    files: Mapping[str, Source]
    pictures: Mapping[str, Known]
    fonts: tuple[Font, ...]
    style: Style
    problems: Problems
    base: Digest
    before: Rows | None
