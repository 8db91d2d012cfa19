"""A site that is understood: what the plan, the check and the preview go on from."""

from collections.abc import Mapping

from msgspec import Struct

from sitegen.config import Config
from sitegen.content.style import Style
from sitegen.edition.edition import Edition
from sitegen.edition.illustrate import Known
from sitegen.edition.relate import Relation
from sitegen.errors import Problems
from sitegen.model import Source
from sitegen.pages.assets import Asset
from sitegen.pages.covers import Font
from sitegen.pages.present import Presenter
from sitegen.pages.templates import Templates


class Site(Struct, frozen=True):
    """A site that is understood: all that the plan needs."""

    config: Config
    sources: Mapping[str, Source]
    edition: Edition
    presenter: Presenter
    templates: Templates
    assets: Mapping[str, Asset]
    files: Mapping[str, Source]
    pictures: Mapping[str, Known]
    fonts: tuple[Font, ...]
    style: Style
    problems: Problems


class WholeSite(Site, frozen=True):
    """A site that was read whole, with all that was related."""

    relation: Relation
