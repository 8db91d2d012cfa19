"""The name that was meant by somebody who wrote one that there is not. The home of rapidfuzz."""

from collections.abc import Collection, Iterable
from posixpath import splitext
from typing import NamedTuple

from sitegen.characters import unlike

CLOSE = 70
"""Percent of the characters of two names, taken together, that stand in both in the same order.

Among 10,000 headlines made into addresses this finds 98 of 100 that were mistyped (a letter or a
word too many, too few or in the wrong place), and offers something for one in ten that are made
up; 60 finds 99 and offers something for four in ten.
"""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that offers the known name nearest to `word`, or an empty string."""
    return Names(known).hint(word)


_ELSEWHERE = {
    "byline": ("authors",),
    "canonical_url": ("aliases",),
    "categories": ("section",),
    "category": ("section",),
    "cover": ("image",),
    "cover_image": ("image",),
    "created": ("date",),
    "created_at": ("date",),
    "deck": ("dek",),
    "description": ("dek",),
    "draft": ("status",),
    "excerpt": ("dek",),
    "expirydate": ("expires",),
    "feature_image": ("image",),
    "featured_image": ("image",),
    "avatar": ("portrait",),
    "headline": ("title", "name"),
    "hero": ("image",),
    "job": ("role",),
    "job_title": ("role",),
    "photo": ("portrait", "image"),
    "keywords": ("tags",),
    "language": ("lang",),
    "last_modified_at": ("updated",),
    "lastmod": ("updated",),
    "lede": ("dek",),
    "locale": ("lang",),
    "modified": ("updated",),
    "og_image": ("image",),
    "permalink": ("slug",),
    "private": ("status",),
    "pubdate": ("date",),
    "publishdate": ("date",),
    "published": ("status",),
    "published_at": ("date",),
    "redirect_from": ("aliases",),
    "robots": ("noindex",),
    "sitemap": ("noindex",),
    "standfirst": ("dek",),
    "subtitle": ("dek",),
    "summary": ("dek",),
    "teaser": ("dek",),
    "thumbnail": ("image",),
    "title": ("headline", "name"),
    "topics": ("tags",),
    "unpublishdate": ("expires",),
    "updated_at": ("updated",),
    "url": ("aliases",),
}
"""What other programs call the keys of a front matter."""

_AND = {
    "categories": "Topics are `tags`; a story has one section",
    "category": "Topics are `tags`; a story has one section",
    "draft": "Write `status: draft`",
    "permalink": "It is the last part of the address alone; old addresses are `aliases`",
    "private": "Write `status: draft`",
    "published": "Write `status: draft`, or delete the line",
    "robots": "Write `noindex: true`",
    "sitemap": "Write `noindex: true`",
    "url": "The address comes from the date and the file's name; old ones are `aliases`",
}
"""What there is to say of some of them besides."""

_INSTEAD = {
    **dict.fromkeys(
        ("featured", "highlight", "pin", "pinned", "sticky"),
        "content/site.toml says what leads the front page: `front.lead`, `front.picks`",
    ),
    **dict.fromkeys(
        ("about", "bio", "biography", "content"), "write it below the second `---`, as text"
    ),
    **dict.fromkeys(
        (
            *("bluesky", "email", "facebook", "github", "instagram", "linkedin", "mail"),
            *("mastodon", "social", "twitter", "web", "website", "x"),
        ),
        "write it among `links`: `- {label: …, url: …}`",
    ),
}
"""What there is here instead of a key of theirs; of `links` only where those are."""

_OTHER_VALUES = {
    **dict.fromkeys(("live", "posted", "public", "publish"), "published"),
    **dict.fromkeys(("archived", "hidden", "pending", "private", "review", "trash"), "draft"),
    **dict.fromkeys(("unlisted", "unpublished", "wip"), "draft"),
    **dict.fromkeys(("future", "scheduled"), "published"),
}
"""What other programs write for a word that we know."""


def value_meant(written: str, known: Collection[str]) -> str:
    """Return a hint that offers one of a few known words for one that there is not."""
    word = written.strip().casefold()
    meant = _OTHER_VALUES.get(word, "")
    if meant not in known:
        return did_you_mean(written, known)
    waits = ": a story whose `date` is ahead waits for it" if word in _WAITING else ""
    return f"`{written}`: write `{meant}`{waits}"


_WAITING = frozenset({"future", "scheduled"})

_NEEDLESS = frozenset(
    {
        *("comments", "layout", "markup", "math", "menu", "order", "outputs", "position"),
        *("render_with_liquid", "template", "theme", "toc", "type", "weight"),
    }
)
"""Keys of theirs that ask for something which here is settled otherwise, or not at all."""


class Meant(NamedTuple):
    """The known key that was meant by one that there is not, and the hint; both may be empty."""

    key: str
    hint: str


def key_meant(written: str, known: Collection[str]) -> Meant:
    """Return which known key is offered for one that there is not."""
    key = written.lower().replace("-", "_")
    ours = next((it for it in _ELSEWHERE.get(key, ()) if it in known), "")
    near = ours or Names(known).nearest(written)
    if not near and key in _INSTEAD and ("links" in known or "`links`" not in _INSTEAD[key]):
        return Meant("", _INSTEAD[key])
    if key in _NEEDLESS and not near:
        return Meant("", f"`{written}` says nothing here: delete the line")
    hint = offered(written, near)
    more = _AND.get(key, "") if ours else ""
    return Meant(near, f"{hint} {more}" if more else hint)


def offered(word: str, near: str) -> str:
    """Return a hint that offers a name instead of `word`; an empty string if there is none."""
    odd = unlike(word, near)
    return (
        f"`{word}`: did you mean `{near}`?" + f" They differ in {odd}" * bool(odd) if near else ""
    )


class Names:
    """Known names, for somebody who asks more than once: each word is looked for only once.

    Letter case sets no names apart: `Quay.JPG` is near to `quay.jpg`, on a Mac even the same. Names
    that lie `in_folders`, paths and addresses, are found by their last part: folders that all have
    in common would make any two of them alike, and what is missing in one may lie in another.
    """

    def __init__(self, known: Iterable[str], *, in_folders: bool = False) -> None:
        self._known = {name.casefold(): name for name in known}
        self._in_folders = in_folders
        self._leaves: list[str] = []
        self._nearest: dict[str, str] = {}

    def hint(self, word: str) -> str:
        """Return a hint that offers the name nearest to `word`, or an empty string."""
        return offered(word, self.nearest(word))

    def nearest(self, word: str) -> str:
        """Return the name nearest to `word`, or else the only one that begins with its words."""
        if word not in self._nearest:
            self._nearest[word] = self._find(word.casefold())
        return self._nearest[word]

    def _find(self, word: str) -> str:
        # Only those who have a mistake to tell of pay for the import.
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        names = compared = list(self._known)
        asked = word
        if self._in_folders:
            asked = _leaf(word)
            compared = self._leaves = self._leaves or [_leaf(name) for name in names]
        found = process.extract(asked, compared, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=None)
        ranked = ((-score - fuzz.ratio(word, names[at]), names[at]) for _, score, at in found)
        _, near = min(ranked, default=(0, ""))
        if not near and len(asked) >= SHORTEST_MISTYPED:
            begun = [
                name for name, it in zip(names, compared, strict=True) if it.startswith(f"{asked}-")
            ]
            near = begun[0] if len(begun) == 1 else ""
        return self._known[near] if near else ""


def _leaf(name: str) -> str:
    """Return what a path or an address is known by: the name of the file, or of its folder."""
    leaf = name.rstrip("/").removesuffix("/index.md").rpartition("/")[2]
    return splitext(leaf)[0]


SHORTEST_MISTYPED, LONG = 5, 9
"""Letters: in a shorter word another letter makes another word; in a long one two may be wrong."""


def mistyped(word: str, other: str) -> bool:
    """Say whether two words are one, mistyped: a letter or, in long words, two apart."""
    if min(len(word), len(other)) < SHORTEST_MISTYPED or word[0] != other[0]:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    most = 2 if min(len(word), len(other)) >= LONG else 1
    return OSA.distance(word, other, score_cutoff=most) <= most
