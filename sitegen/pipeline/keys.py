"""The key of each output: all that its bytes depend on."""

from collections.abc import Iterable, Iterator

from sitegen.digests import fingerprint
from sitegen.model import Digest
from sitegen.pages.plan import Maker, Planned, plan
from sitegen.pages.templates import FOLDER
from sitegen.pipeline.engines import COPIES, DRAWINGS, PAGES, STYLESHEETS, SYNDICATION, Engine
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
    "stylesheet": STYLESHEETS,
    # Their keys name what turns pixels into bytes, or are digests of the very bytes.
    "derive": None,
    "draw": None,
    "packed": None,
}


def outputs_of(site: Site) -> Iterator[Planned]:
    """Yield every output of the site, but for the search index."""
    yield from plan(site.edition, site.presenter, site.sources, site.assets, site.files)
    yield from syndicate(site.edition, site.presenter, site.files)


def planned(site: Site) -> Iterator[tuple[Planned, Key]]:
    """Yield every output of the site with its key, but for the search index."""
    return keyed(site, outputs_of(site))


def keyed(site: Site, outputs: Iterable[Planned]) -> Iterator[tuple[Planned, Key]]:
    """Yield outputs with their keys."""
    style = site.presenter.style
    shared: dict[Maker, Digest] = {
        "page": fingerprint(site.presenter.site, style),
        "syndicated": style,
    }
    engines = {maker: engine(it) if it else b"" for maker, it in ENGINES.items()}
    templates: dict[str, Digest] = {"": b""}
    for output in outputs:
        template, maker = output.template, output.maker
        if template not in templates:
            templates[template] = _template_digest(site, template)
        view = digest_of(shared[maker] + output.key) if maker in shared else output.key
        yield output, Key(view, templates[template], engines[maker])


def _template_digest(site: Site, template: str) -> Digest:
    """Return the digest of a template with all that it touches."""
    templates, assets = site.templates.uses(template)
    sources = {name: site.sources[f"{FOLDER}{name}"].digest for name in templates}
    return fingerprint(template, sources, {name: site.templates.assets[name] for name in assets})
