"""The key of each output: all that its bytes depend on."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from sitegen.digests import fingerprint
from sitegen.model import Digest
from sitegen.pages.outputs import Batch, Maker, Planned
from sitegen.pages.plan import batches
from sitegen.pages.templates import FOLDER
from sitegen.pipeline.engines import (
    ASSETS,
    COPIES,
    DRAWINGS,
    ICONS,
    PAGES,
    SYNDICATION,
    Engine,
)
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.site import Site
from sitegen.pipeline.stale import Key
from sitegen.statcache import digest_of
from sitegen.syndication.plan import syndicate

ENGINES: dict[Maker, Engine | None] = {
    "page": PAGES,
    "syndicated": SYNDICATION,
    "copy": COPIES,
    "drawing": DRAWINGS,
    "asset": ASSETS,
    "icon": ICONS,
    # Their keys name what turns pixels into bytes, or are digests of the very bytes.
    "derive": None,
    "draw": None,
    "cut": None,
    "packed": None,
}


def planned(site: Site, index: Iterable[Batch] = ()) -> Iterator[tuple[Planned, Key]]:
    """Yield every output of the site with its key, and those of the search index."""
    keyed = Keyed(site)
    seen: set[str] = set()
    for batch in chain(batches_of(site), index):
        for output in batch.outputs():
            if output.path not in seen:
                seen.add(output.path)
                yield keyed(output)


def batches_of(site: Site) -> Iterator[Batch]:
    """Yield every output of the site in batches, but for the search index."""
    yield from batches(site.presenters, site.sources, site.assets, site.files)
    others = partial(syndicate, site.presenters, site.files)
    yield Batch("for programs", b"", others)


class Keyed:
    """Gives outputs of a site their keys."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._shared: dict[str, dict[Maker, Digest]] = {
            it.locale.prefix: {"page": fingerprint(it.site, it.style), "syndicated": it.style}
            for it in site.presenters
        }
        self._pages: dict[str, Digest] = {}
        if site.templates.may_list_pages:
            self._pages = {it.locale.prefix: fingerprint(it.pages) for it in site.presenters}
        self._engines = {maker: engine(it) if it else b"" for maker, it in ENGINES.items()}
        self._templates: dict[str, Digest] = {"": b""}
        self._listing: set[str] = set()

    def __call__(self, output: Planned) -> tuple[Planned, Key]:
        """Return an output with its key."""
        template, maker = output.template, output.maker
        if template not in self._templates:
            self._templates[template] = self._digest_of(template)
            if self._site.templates.lists_pages(template):
                self._listing.add(template)
        prefix = self._site.presenter_of(output.path).locale.prefix
        shared = self._shared[prefix].get(maker)
        view = digest_of(shared + output.key) if shared else output.key
        if template in self._listing:
            view = digest_of(self._pages[prefix] + view)
        return output, Key(view, self._templates[template], self._engines[maker])

    def of_all(self) -> Digest:
        """Return the digest of all that shapes every output alike, but for its own key."""
        sources = self._site.sources.values()
        templates = [(it.path, it.digest) for it in sources if it.kind == "template"]
        hrefs = sorted(self._site.templates.assets.items())
        return fingerprint(self._shared, self._pages, self._engines, templates, hrefs)

    def _digest_of(self, template: str) -> Digest:
        """Return the digest of a template with all that it touches."""
        site = self._site
        templates, assets = site.templates.uses(template)
        sources = {name: site.sources[f"{FOLDER}{name}"].digest for name in templates}
        hrefs = {name: site.templates.assets[name] for name in assets}
        return fingerprint(template, sources, hrefs)
