"""In which order files reach readers: what pages need first, what leads to all the rest last."""

from collections.abc import Iterable, Sequence
from posixpath import basename

from sitegen.config import Config
from sitegen.edition.locales import Locale, locales_of
from sitegen.syndication.served import INDEXED, TYPES
from sitegen.urls import ASSETS, PICTURES, output_path

GROUPS = (
    "assets and pictures",
    "new pages",
    "changed pages",
    "listings",
    "feeds and sitemaps",
    "front page",
)
_LASTING, _NEW, _CHANGED, _LISTING, _FEED, _FRONT = range(len(GROUPS))


class Groups:
    """Which group each file of a site is in."""

    def __init__(self, config: Config) -> None:
        locales = locales_of(config)
        self._fronts = {output_path(it.front) for it in locales}
        self._listings = tuple(at for it in locales for at in _listings(config, it))
        self._search = tuple(output_path(it.search).removesuffix("index.html") for it in locales)

    def lasts(self, path: str) -> bool:
        """Say whether a file is named by its content: its name never means anything else."""
        return path.startswith((f"{ASSETS}/", f"{PICTURES}/")) or (
            path.startswith(self._search) and path.endswith(INDEXED)
        )

    def group(self, path: str, *, is_new: bool) -> int:
        """Return the number of a file's group."""
        if self.lasts(path):
            return _LASTING
        if path in self._fronts:
            return _FRONT
        name = basename(path)
        if name in TYPES or path == "robots.txt" or path.startswith("sitemap"):
            return _FEED
        if path.startswith(self._listings):
            return _LISTING
        return _NEW if is_new else _CHANGED

    def grouped(
        self, paths: Iterable[str], before: Iterable[str]
    ) -> tuple[tuple[str, Sequence[str]], ...]:
        """Return the groups that have any of these files, in order; `before` are those there."""
        known = set(before)
        groups: list[list[str]] = [[] for _ in GROUPS]
        for path in sorted(paths):
            groups[self.group(path, is_new=path not in known)].append(path)
        return tuple((name, it) for name, it in zip(GROUPS, groups, strict=True) if it)


def _listings(config: Config, locale: Locale) -> Iterable[str]:
    places = [*locale.overviews.values(), locale.most_read, locale.corrections, locale.feeds]
    places += [locale.term("section", it.id) for it in config.sections]
    return (it.removeprefix("/") for it in places)
