"""How far a site is from what its host allows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname
from typing import NamedTuple

from sitegen.hosts import HOSTS, KIB, MIB, HostName


class Use(NamedTuple):
    """How much of a limit is used; `of` says what it is a limit of, `where` which file has most."""

    of: str
    used: int
    limit: int
    where: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the host would not take it."""
        return self.used > self.limit

    def __str__(self) -> str:
        share = f"{100 * self.used / self.limit:.0f} %" if self.limit else "all"
        where = f" (`{self.where}`)" if self.where else ""
        if "size" in self.of:
            unit, name = (MIB, "MiB") if self.limit >= MIB else (KIB, "KiB")
            used, limit = self.used / unit, self.limit / unit
            return f"{self.of}: {used:,.1f} of {limit:,.0f} {name}, {share}{where}"
        return f"{self.of}: {self.used:,} of {self.limit:,}, {share}{where}"


def uses(host: HostName, sizes: Mapping[str, int], rules: str, headers: str) -> Iterator[Use]:
    """Yield all limits of a host: `sizes` in bytes by path, and the texts of its tables."""
    limits = HOSTS[host]
    if limits.files is not None:
        folders = _folders(sizes) if limits.counts_folders else ()
        yield Use("files", len(sizes) + len(folders), limits.files)
    if limits.file_size is not None and sizes:
        largest = max(sizes, key=lambda it: (sizes[it], it))
        yield Use("size of a file", sizes[largest], limits.file_size, largest)
    if limits.site_size is not None:
        yield Use("size of the site", sum(sizes.values()), limits.site_size)
    if limits.files_in_folder is not None and sizes:
        [(folder, count)] = Counter(map(dirname, sizes)).most_common(1)
        yield Use("files in one folder", count, limits.files_in_folder, f"{folder}/")
    if limits.rules:
        yield Use("rules in _redirects", len(rules.splitlines()), limits.rules)
    if limits.rules_size:
        yield Use("size of _redirects", len(rules.encode()), limits.rules_size)
    if limits.headers:
        lines = headers.splitlines()
        yield Use("rules in _headers", sum(it[:1] == "/" for it in lines), limits.headers)
        longest = max(map(len, lines), default=0)
        yield Use("characters of a line in _headers", longest, limits.header_line or longest)


def _folders(paths: Iterable[str]) -> set[str]:
    """Return all folders that some files lie in, but for the outermost."""
    found: set[str] = set()
    for path in paths:
        folder = dirname(path)
        while folder and folder not in found:
            found.add(folder)
            folder = dirname(folder)
    return found
