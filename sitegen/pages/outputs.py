"""The files of a site, and how each is made: the values of a plan."""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from msgspec import Struct

from sitegen.model import Digest, Source
from sitegen.pages.covers import Cover
from sitegen.pages.gallery import Shot
from sitegen.pages.icons import Icon
from sitegen.pages.typefaces import Cut
from sitegen.pages.views import View

OutputKind = Literal[
    "asset", "picture", "article", "page", "listing", "redirect", "feed", "sitemap", "search"
]


class Page(Struct, frozen=True):
    """Render a template with a view."""

    template: str
    view: View


class Copy(Struct, frozen=True):
    """Copy a source byte for byte."""

    source: Source


class Stylesheet(Struct, frozen=True):
    """Copy a stylesheet without comments and indentation, its references replaced by hrefs.

    `faces` stand where it imports them.
    """

    source: Source
    references: dict[str, str]
    faces: str = ""


class Script(Struct, frozen=True):
    """Copy a script, what it imports replaced by hrefs; without comments and blanks if ours.

    `modules` of ours that it imports are joined before it.
    """

    source: Source
    references: dict[str, str]
    is_ours: bool
    modules: tuple[Source, ...] = ()


class Drawing(Struct, frozen=True):
    """Copy an SVG without what could run or ask for something elsewhere."""

    source: Source


class Derive(Struct, frozen=True):
    """Make one file of a picture: a size, in a format."""

    source: Source
    shot: Shot


class Draw(Struct, frozen=True):
    """Draw a social card, around a picture or without one."""

    source: Source | None
    cover: Cover


class DrawIcon(Struct, frozen=True):
    """Draw an icon of the site, as a file whose name says the format."""

    path: str
    icon: Icon


Recipe = Page | Copy | Stylesheet | Script | Drawing | Derive | Draw | DrawIcon | Cut


FileMaker = Literal["derive", "copy", "drawing"]
"""What makes one file of a picture."""

Maker = Literal[
    "page",
    "syndicated",
    "copy",
    "drawing",
    "derive",
    "draw",
    "icon",
    "asset",
    "cut",
    "packed",
]
"""What makes the bytes of an output: it says which engine shapes them."""


class Output(Struct, frozen=True):
    """One file of the site: where it goes, how it is made, and the source that it tells of.

    The recipe is one of `Recipe`, or of those that later stages add.
    """

    path: str
    kind: OutputKind
    recipe: Struct
    about: str = ""


class Planned(NamedTuple):
    """A file whose recipe is made when somebody wants it.

    `key` is the digest of all that the recipe holds; `template` is that of a page.
    """

    path: str
    kind: OutputKind
    maker: Maker
    key: Digest
    make: Callable[[], Struct]
    about: str = ""
    template: str = ""

    def output(self) -> Output:
        """Return the file with its recipe."""
        return Output(self.path, self.kind, self.make(), self.about)


class Batch(NamedTuple):
    """Outputs that are planned together: if its key is what it was, so is all that is in it.

    `key` is empty if it is quicker to look at each output. An output may be in two batches, if
    both make it alike: a picture of two stories.
    """

    name: str
    key: Digest
    outputs: Callable[[], Iterator[Planned]]
