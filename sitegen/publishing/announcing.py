"""Who is told of a release once readers have it: caches in front of it, hubs of feeds, engines.

Nothing of this can fail a release, which is out already: what goes wrong is said, and that is all.
"""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from posixpath import basename
from shlex import split

from sitegen.config import Config
from sitegen.destinations import Destination
from sitegen.publishing.release import is_page
from sitegen.syndication.served import HIDDEN, TYPES
from sitegen.urls import NOT_FOUND, address_of, href, origin

Files = Mapping[str, str]
"""Digests by output path."""


def changed(before: Files, after: Files) -> list[str]:
    """Return the paths at which readers get something else now, sorted."""
    paths = before.keys() | after.keys()
    return sorted(it for it in paths if before.get(it) != after.get(it) and it not in HIDDEN)


def announced(
    config: Config, destination: Destination, root: Path, before: Files, after: Files
) -> Iterator[str]:
    """Tell everybody who is to be told, and yield what is to be said of that."""
    paths = changed(before, after)
    if not paths:
        return
    if destination.purge:
        yield from _purged(destination.purge, root, [_url(config, it) for it in paths])
    if config.feeds.hub or destination.indexnow:
        from sitegen.publishing.messages import engines_told, hub_told  # noqa: PLC0415 - few do

        feeds = [_url(config, it) for it in paths if basename(it) in TYPES and it in after]
        if config.feeds.hub and feeds:
            yield from hub_told(config.feeds.hub, feeds)
        if key := destination.indexnow:
            pages = [_url(config, it) for it in paths if is_page(it) and it != NOT_FOUND[1:]]
            yield from engines_told(key, _url(config, f"{key}.txt"), pages)


def _purged(command: str, root: Path, urls: Sequence[str]) -> Iterator[str]:
    """Run the newsroom's command with the addresses on its input, one a line."""
    try:
        ended = subprocess.run(
            split(command),
            input="".join(f"{it}\n" for it in urls),
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    except (OSError, ValueError) as error:
        yield f"the caches were not purged: `{command}`: {error}"
        return
    if ended.returncode:
        said = (ended.stderr or ended.stdout).strip().splitlines()
        why = said[-1] if said else f"it ended with status {ended.returncode}"
        yield f"the caches were not purged: `{command}`: {why}"


def _url(config: Config, path: str) -> str:
    return origin(config.base_url) + href(config.base_path, address_of(path))
