"""The key of each output: all that its bytes depend on."""

from collections.abc import Iterable, Iterator

from sitegen.model import Digest
from sitegen.pages.plan import Copy, Derive, Draw, Drawing, Output, Page, Stylesheet, plan
from sitegen.pages.templates import FOLDER
from sitegen.pipeline.engines import COPIES, DRAWINGS, PAGES, STYLESHEETS, SYNDICATION
from sitegen.pipeline.fingerprint import engine, fingerprint
from sitegen.pipeline.site import Site
from sitegen.pipeline.stale import Key
from sitegen.syndication.plan import syndicate
from sitegen.syndication.recipes import Syndicated


def outputs_of(site: Site) -> Iterator[Output]:
    """Yield every output of the site."""
    yield from plan(site.edition, site.presenter, site.sources, site.assets, site.files)
    yield from syndicate(site.edition, site.presenter, site.files)


def planned(site: Site) -> Iterator[tuple[Output, Key]]:
    """Yield every output of the site with its key, but for the search index."""
    return keyed(site, outputs_of(site))


def keyed(site: Site, outputs: Iterable[Output]) -> Iterator[tuple[Output, Key]]:
    """Yield outputs with their keys."""
    site_digest = fingerprint(site.presenter.site)
    digests: dict[str, Digest] = {}
    pages = engine(PAGES)
    for output in outputs:
        match output.recipe:
            case Syndicated() as recipe:
                yield output, Key(fingerprint(recipe), b"", engine(SYNDICATION))
            case Page(template, view):
                if template not in digests:
                    digests[template] = _template_digest(site, template)
                view_digest = fingerprint(site_digest, view)
                yield output, Key(view_digest, digests[template], pages)
            case Copy(source):
                yield output, Key(source.digest, b"", engine(COPIES))
            case Drawing(source):
                yield output, Key(source.digest, b"", engine(DRAWINGS))
            case Draw(_, cover):
                yield output, Key(cover.key, b"", b"")
            case Derive(_, shot):
                # The digest names what turns pixels into bytes, too.
                yield output, Key(site.presenter.gallery.digest(shot.picture), b"", b"")
            case Stylesheet(source, references):
                digest = fingerprint(source.digest, references)
                yield output, Key(digest, b"", engine(STYLESHEETS))


def _template_digest(site: Site, template: str) -> Digest:
    """Return the digest of a template with all that it touches."""
    templates, assets = site.templates.uses(template)
    sources = {name: site.sources[f"{FOLDER}{name}"].digest for name in templates}
    return fingerprint(template, sources, {name: site.templates.assets[name] for name in assets})
