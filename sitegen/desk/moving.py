"""A story, a page, an author or a thread elsewhere: its file, its old address, all that names it.

A story that has a folder moves with all that lies in it. Nothing is written here: what is to
become of which file is returned, after it was tried.
"""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from sitegen.checking.mending import replaced
from sitegen.content.kinds import SUFFIX, DocumentKind, kind_at
from sitegen.desk.mentions import Mention, cure_of, meant, mentioning, mentions, renamed
from sitegen.desk.naming import path_meant
from sitegen.desk.rewriting import with_entry, without_entry
from sitegen.desk.trying import Changes, Desk, Tried, refuse_new_errors
from sitegen.edition.roles import ROLES
from sitegen.edition.schedule import standing
from sitegen.errors import Cure, Problem, SiteError
from sitegen.pipeline.site import Site
from sitegen.strict.nodes import text_of
from sitegen.urls import excess, nfc, refused_name

INDEX = f"/index{SUFFIX}"


class Move(Struct, frozen=True, kw_only=True):
    """A move that can be made: which file or folder goes where, and the new bytes of texts.

    `texts` are named by their paths of today. `old` and `new` are addresses; `alias` is the old
    one if it leads to the new one from now on. `relinked` are the texts in which names change, by
    their new paths.
    """

    here: str
    there: str
    path: str
    texts: dict[str, bytes]
    old: str
    new: str
    alias: str
    relinked: tuple[str, ...]


def move(desk: Desk, named: str, wanted: str) -> Move:
    """Return what moves a document. Raises `SiteError` if anything would be lost."""
    site = desk.site
    path = path_meant(site, desk.order.root, named)
    kind = _movable(site, path)
    here, there = _places(desk, path, kind, wanted)
    moved = {
        it: there + it.removeprefix(here)
        for it in site.sources
        if it == here or it.startswith(f"{here}/")
    }
    was = {it: desk.raw(it) for it in _touched(site, moved)}
    files = dict(was)
    first = desk.tried(Changes(moved=moved))
    old, new = (_address(it, at) for it, at in ((site, path), (first.after, moved[path])))
    alias = old if old != new and _was_seen(desk, path) else ""
    if alias:
        files[path] = _with_alias(files[path], path, alias, new)
    whole = desk.tried(_changes(moved, files))
    relinked = []
    for it in list(files):
        # A definition that several links share is mended once.
        cures = sorted(set(_cures(whole, moved, it, files[it], old)), key=lambda it: it.start)
        if cures:
            files[it] = replaced(files[it], cures)
            relinked.append(moved.get(it, it))
    proved = desk.tried(_changes(moved, files))
    refuse_new_errors(proved)
    _refuse_what_means_otherwise(proved, moved, files)
    return Move(
        here=here,
        there=there,
        path=moved[path],
        texts={it: raw for it, raw in files.items() if raw != was[it]},
        old=old,
        new=new,
        alias=alias,
        relinked=tuple(relinked),
    )


def _movable(site: Site, path: str) -> DocumentKind:
    kind = kind_at(path)
    if kind is None or not kind.has_aliases:
        called = kind.called if kind else "this"
        message = f"the file of {called} is called by its code: it cannot be moved"
        hint = "start a file with the other code, and delete this one if nobody needs it"
        raise SiteError.about(path, message, hint)
    if not site.relation.rows.rows[path].facts.sound:
        errors = site.problems.of_severity("error").only(lambda it: it == path)
        raise SiteError(errors)
    return kind


def _places(desk: Desk, path: str, kind: DocumentKind, wanted: str) -> tuple[str, str]:
    """Return the file or the folder that moves, and where to, as paths from the root."""
    has_folder = path.endswith(INDEX)
    here = path.removesuffix(INDEX) if has_folder else path
    into = wanted.endswith("/")
    stem = nfc(wanted.strip("/")).removesuffix(INDEX).removesuffix(SUFFIX)
    if "/" not in stem and not into:
        stem = posixpath.join(posixpath.dirname(here), stem)
    elif not stem.startswith("content/"):
        whole = (Path.cwd() / stem).resolve()
        top = desk.order.root.resolve()
        in_site = whole.relative_to(top).as_posix() if whole.is_relative_to(top) else ""
        stem = in_site if in_site.startswith("content/") else kind.folder + stem
    is_folder = any(it.startswith(f"{stem}/") for it in desk.site.sources)
    if into or (is_folder and f"{stem}{INDEX}" not in desk.site.sources):
        stem = posixpath.join(stem, posixpath.basename(here).removesuffix(SUFFIX))
    there = posixpath.normpath(stem) + ("" if has_folder else SUFFIX)
    _refuse_place(desk, here, there, kind)
    return here, there


def _refuse_place(desk: Desk, here: str, there: str, kind: DocumentKind) -> None:
    site = desk.site
    if not there.startswith(kind.folder) or there == kind.folder.rstrip("/"):
        hint = f"{kind.plural} lie below {kind.folder}"
        raise SiteError.about(there, f"{kind.called} cannot lie here", hint)
    if there == here:
        raise SiteError.about(here, "it lies there already", "name another place, or another name")
    if there.startswith(f"{here}/"):
        raise SiteError.about(there, "a folder cannot be moved into itself", "name another place")
    name = posixpath.basename(there)
    if part := refused_name(there):
        raise SiteError.about(there, f"Windows cannot hold a file called `{part}`", "name another")
    if name == f"index{SUFFIX}":
        hint = "name the folder: its name is that of the story"
        raise SiteError.about(there, "`index.md` stands in a folder of its own", hint)
    if too_much := excess(f"/{name}"):
        raise SiteError.about(
            there, f"the name is too long for a file: {too_much}", "choose a shorter one"
        )
    beside = [it for it in (there, f"{there.removesuffix(SUFFIX)}{INDEX}") if it in site.sources]
    if beside or (desk.order.root / there).exists():
        hint = "choose another name, or move that one first"
        raise SiteError.about(
            beside[0] if beside else there, "there is something of this name", hint
        )
    others = [
        it
        for it in site.relation.corpus.texts
        if it.startswith(f"{here}/") and it != f"{here}{INDEX}"
    ]
    if others:
        hint = "move that one out of the folder first"
        raise SiteError.about(
            others[0], "it lies in the folder of the story that is to be moved", hint
        )


def _touched(site: Site, moved: dict[str, str]) -> list[str]:
    """Return the texts that change, or may: what moves, and what names it."""
    texts = site.relation.corpus.texts
    own = [it for it in moved if it in texts]
    return list(dict.fromkeys((*own, *mentioning(site, set(moved)))))


def _changes(moved: dict[str, str], files: dict[str, bytes]) -> Changes:
    return Changes(moved=moved, texts={moved.get(it, it): raw for it, raw in files.items()})


def _address(site: Site, path: str) -> str:
    return site.relation.rows.rows[path].address


def _was_seen(desk: Desk, path: str) -> bool:
    """Say whether readers may know the address: it is out, or was until it expired.

    An author or a thread is, or was, if a story is that names it.
    """
    rows = desk.site.relation.rows.rows
    facts = rows[path].facts
    if listing := ROLES[facts.kind].heads:
        return any(
            it.facts.timing is not None and _was_seen(desk, other)
            for other, it in rows.items()
            if any((kind, id_) == (listing, facts.slug) for kind, id_, _ in it.facts.topics)
        )
    held = standing(path, facts.timing, desk.order.now) if facts.timing else None
    return held is None or held.reason == "expired"


def _with_alias(raw: bytes, path: str, alias: str, new: str) -> bytes:
    try:
        return with_entry(without_entry(raw, "aliases", new), "aliases", alias)
    except SiteError as error:
        raise SiteError(it.at(path) for it in error.problems) from error


def _cures(it: Tried, moved: dict[str, str], path: str, raw: bytes, old: str) -> Iterator[Cure]:
    """Yield what mends each name in a text that would mean something else, or nothing."""
    text = text_of(raw)
    known = mentions(it.after, moved.get(path, path))
    for before, now in zip(mentions(it.before, path), known, strict=True):
        file = meant(it.before, path, before)
        target = moved.get(file, file)
        here = moved.get(path, path)
        is_old = file in moved and before.name == old
        if not file or (meant(it.after, here, now) == target and not is_old):
            continue
        for name in renamed(it.after, here, now, target):
            new = now._replace(name=name)
            if meant(it.after, here, new) == target and (cure := cure_of(text, now, name)):
                yield cure
                break


def _refuse_what_means_otherwise(it: Tried, moved: dict[str, str], files: dict[str, bytes]) -> None:
    """Raise `SiteError` if a name that could not be mended means something else now."""
    problems = []
    for path in files:
        here = moved.get(path, path)
        known = zip(mentions(it.before, path), mentions(it.after, here), strict=True)
        for before, now in known:
            file = meant(it.before, path, before)
            if meant(it.after, here, now) != moved.get(file, file):
                problems.append(_unmended(path, before))
    if problems:
        raise SiteError(problems)


def _unmended(path: str, it: Mention) -> Problem:
    message = f"`{it.name}` would mean something else after the move"
    hint = "name the file by its path, and move it then"
    return Problem(path, it.line, it.column, message, hint)
