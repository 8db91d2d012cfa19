"""What servers are told of a site, whatever they speak; `servers.py` finds it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from sitegen.syndication.served import INDEXED
from sitegen.urls import ASSETS, PICTURES

FOR_EVER = "public, max-age=31536000, immutable"
"""Names that carry a digest: the bytes behind them never change."""

ASK_AGAIN = "public, max-age=0, must-revalidate"


class Move(NamedTuple):
    """An address that was, and where it leads; both as they stand in HTML.

    `published` is when the story came out that is there now; empty if it is none.
    """

    old: str
    new: str
    published: str = ""


class Rules(Struct, frozen=True, kw_only=True):
    """All that is said; addresses are hrefs: percent-encoded, with the base path.

    `base` is that path, with a slash at both ends, `not_found` the page for what does not exist.
    Below each of `indexes` lies an index of search. `security` are headers for every answer,
    `types` media types by the name of a file. Where something has `moved` its new place is told;
    where it is `gone`, that it is.
    """

    base: str
    not_found: str
    indexes: tuple[str, ...]
    security: Mapping[str, str]
    types: Mapping[str, str]
    moved: Sequence[Move]
    gone: Sequence[str]

    @property
    def lasting(self) -> Iterator[str]:
        """Regular expressions of paths that carry a digest of what is there (RE2 and PCRE)."""
        yield f"^{self.base}({ASSETS}|{PICTURES})/"
        endings = "|".join(it.removeprefix(".") for it in INDEXED)
        for index in self.indexes:
            yield f"^{index}[a-z2-7]+[.]({endings})$"
