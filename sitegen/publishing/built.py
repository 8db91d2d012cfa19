"""The site as it was built: which files it has, and for when it was made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from sitegen.errors import SiteError, StoreDamaged
from sitegen.pipeline.ending import recall
from sitegen.pipeline.order import DRAFTS, Order
from sitegen.pipeline.output.locks import locked_output
from sitegen.pipeline.output.manifest import WAITING, Manifest
from sitegen.publishing.refusing import Built
from sitegen.publishing.target import Files


class Site(NamedTuple):
    """A built site: digests in hexadecimal by output path, and what is known of its build."""

    digests: dict[str, str]
    files: Files
    built: Built


@contextmanager
def held(order: Order, tell: Callable[[str], None]) -> Iterator[Site]:
    """Hold the output folder, so that no build changes it meanwhile, and yield what is in it.

    Raises `SiteError` if there is no site in it.
    """
    folder = order.folder
    if not folder.is_dir():
        raise _unbuilt(order, "there is nothing to publish yet")
    with locked_output(folder, lambda: tell("a build is at work: waiting for it to end")):
        digests = Manifest(folder, order.profile.mark, folder / WAITING).read()
        if not digests:
            raise _unbuilt(order, "holds no site that sitegen built")
        if "" in digests.values():
            raise _unbuilt(order, "holds a site that is half written")
        yield Site(digests, Files(folder, digests), _built(order))


def _built(order: Order) -> Built:
    has_drafts = order.profile == DRAFTS
    manifest = Manifest(order.folder, order.profile.mark, order.folder / WAITING).digest()
    with suppress(StoreDamaged):
        ending = recall(order)
        if ending and manifest and ending.manifest == manifest:
            until = ending.due.moment if ending.due else None
            return Built(ending.since, until, ending.base_url, has_drafts)
    return Built(None, has_drafts=has_drafts)


def _unbuilt(order: Order, message: str) -> SiteError:
    return SiteError.about(f"{order.folder.name}/", message, "build: `sitegen build`")
