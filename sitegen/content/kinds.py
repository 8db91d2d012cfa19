"""The kinds of documents: a record for each, and the one table of them.

Who finds files, reads them, checks them or speaks of them asks the record of a kind, and nobody
compares a path or a name. Of each kind there are two records more: what it is in an edition
(`edition/roles.py`), and what readers see of it (`pages/displays.py`).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from sitegen.model import (
    ArticleFields,
    AuthorFields,
    CountryFields,
    DocumentFields,
    DocumentName,
    PageFields,
    ThreadFields,
)

SUFFIX = ".md"

AliasedFields = ArticleFields | PageFields | AuthorFields | ThreadFields
"""Front matters that say which old addresses lead to the document."""


class DocumentKind(Struct, frozen=True, kw_only=True):
    """One kind of Markdown file, as far as it concerns one file at a time.

    `name` is the tag of its `fields`, the type of its front matter. Its files lie below `folder`,
    a path from the site's root with a slash at the end. Problems speak of one as `called`: "an
    article". `stand_ins` are valid values for required keys that are wrong, while the rest is
    checked. `lead` is the key of the picture that stands for the whole, if there is one.
    `is_shared` if pages of others show what it says, `is_somebody` if its picture is a portrait.
    """

    name: DocumentName
    fields: type[DocumentFields]
    folder: str
    called: str
    stand_ins: Mapping[str, Any]
    lead: str = ""
    is_shared: bool = False
    is_somebody: bool = False

    @property
    def plural(self) -> str:
        """What its files are together: the name of their folder."""
        return self.folder.split("/")[-2]

    @property
    def is_story(self) -> bool:
        """Whether it is news: dated, signed, listed, held back or corrected."""
        return issubclass(self.fields, ArticleFields)

    @property
    def is_addressed(self) -> bool:
        """Whether its front matter says where it is found; if not, the file's name is its id."""
        return "slug" in self.fields.__struct_fields__

    @property
    def has_aliases(self) -> bool:
        """Whether its front matter says which old addresses lead to it: it may go elsewhere."""
        return "aliases" in self.fields.__struct_fields__

    @property
    def shown_as(self) -> str:
        """What readers know one as, once it is published: a story, a page."""
        return "story" if self.is_story else self.name

    def path_of(self, id_: str) -> str:
        """Return the path of the file that a name without ending stands for."""
        return f"{self.folder}{id_}{SUFFIX}"

    def id_of(self, path: str) -> str:
        """Return the name of a file of this kind, below its folder and without ending."""
        return path.removeprefix(self.folder).removesuffix(SUFFIX)


ARTICLE = DocumentKind(
    name="article",
    fields=ArticleFields,
    folder="content/articles/",
    called="an article",
    stand_ins={"headline": "…", "date": datetime(1970, 1, 1, tzinfo=UTC)},
    lead="image",
)
PAGE = DocumentKind(
    name="page",
    fields=PageFields,
    folder="content/pages/",
    called="a page",
    stand_ins={"title": "…"},
)
AUTHOR = DocumentKind(
    name="author",
    fields=AuthorFields,
    folder="content/authors/",
    called="an author",
    stand_ins={"name": "…"},
    lead="portrait",
    is_shared=True,
    is_somebody=True,
)

THREAD = DocumentKind(
    name="thread",
    fields=ThreadFields,
    folder="content/threads/",
    called="a thread",
    stand_ins={"title": "…"},
    lead="image",
    is_shared=True,
)

COUNTRY = DocumentKind(
    name="country",
    fields=CountryFields,
    folder="content/countries/",
    called="a country",
    stand_ins={},
    is_shared=True,
)

KINDS: Mapping[str, DocumentKind] = {it.name: it for it in (ARTICLE, PAGE, AUTHOR, THREAD, COUNTRY)}
"""By name, which is also the kind of a `Source`."""

STORIES = frozenset(it.name for it in KINDS.values() if it.is_story)
"""The names of the kinds that are news."""

ADDRESSED = frozenset(it.name for it in KINDS.values() if it.is_addressed)
"""The names of the kinds whose front matter says where they are found."""

BY_FOLDER: Mapping[str, DocumentKind] = {it.plural: it for it in KINDS.values()}
"""By the name of the folder below content/."""


def kind_at(path: str) -> DocumentKind | None:
    """Return the kind of document that lies at a path; None if no document does."""
    if not path.endswith(SUFFIX):
        return None
    return next((it for it in KINDS.values() if path.startswith(it.folder)), None)
