"""Which file an editor means: by its path, its slug, or its address."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.content.kinds import ARTICLE, KINDS, kind_at
from sitegen.content.places import CONFIG
from sitegen.edition.targets import NoTarget
from sitegen.errors import SiteError
from sitegen.pipeline.site import Site
from sitegen.topics import PATH as TOPICS
from sitegen.urls import nfc, within


def path_meant(site: Site, root: Path, named: str) -> str:
    """Return the path of a story, a page or an author in the site. Raises `SiteError`.

    A file may be named as the terminal has it or from the site's root; anything else is a slug, a
    year and a slug, or an address, as in links, or the id of an author or a thread.
    """
    documents = site.relation.corpus.texts
    for path in (_in_site(Path(named), root), nfc(named)):
        for name in (path, f"{path.rstrip('/')}/index.md"):
            if name in documents:
                return name
    address = within(site.config.base_url, named) or named
    try:
        target = site.relation.targets.find(address, ARTICLE.path_of("x"), set())
    except NoTarget as missing:
        if head := next((it for it in _heads(named) if it in documents), ""):
            return head
        raise SiteError.about(named, missing.message, missing.hint) from missing
    if not target.path:
        hint = "name the file of a story, its slug, or its address; topics have their names in"
        hint += f" {TOPICS}, sections in {CONFIG}"
        raise SiteError.about(named, f"`{named}` is a listing, which no file stands behind", hint)
    return target.path


def _heads(id_: str) -> Iterator[str]:
    """Yield the files of what may have an id: of documents that others name by one."""
    return (it.path_of(nfc(id_)) for it in KINDS.values() if not it.is_addressed)


def source_meant(site: Site, root: Path, named: str) -> str:
    """Return the path of what an editor means; empty if that is nothing."""
    with suppress(SiteError):
        return path_meant(site, root, named)
    return ""


def story_meant(site: Site, root: Path, named: str) -> str:
    """Return the path of an article. Raises `SiteError` if it is anything else."""
    path = path_meant(site, root, named)
    kind = kind_at(path)
    if kind is None or not kind.is_story:
        called = kind.called if kind else "no article"
        hint = "only articles are drafts, are released and held back"
        raise SiteError.about(path, f"this is {called}, which is always shown", hint)
    return path


def _in_site(file: Path, root: Path) -> str:
    """Return the path of a file from the site's root; empty if it does not lie there."""
    # The name of a link is that of the file, wherever it leads.
    whole = file.parent.resolve() / file.name
    top = root.resolve()
    return nfc(whole.relative_to(top).as_posix()) if whole.is_relative_to(top) else ""
