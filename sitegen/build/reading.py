"""From files to a site that is understood: the pipeline up to the edition, through the store."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

import msgspec
from msgspec import Struct

from sitegen.build.fingerprint import engine, fingerprint
from sitegen.build.order import Order, Reporter
from sitegen.build.store import Store, StoreDamaged
from sitegen.build.workers import cores, spread
from sitegen.config import Config, read_config
from sitegen.content.discover import CONFIG, SourceFiles, discover, read
from sitegen.content.parse import MarkdownKind, Parsed, ParseOptions, decode_document, parse
from sitegen.edition.corpus import Corpus
from sitegen.edition.edition import Edition
from sitegen.edition.illustrate import Known
from sitegen.edition.relate import relate
from sitegen.edition.related import Entry, Table, related
from sitegen.errors import Problem, SiteError, in_order
from sitegen.model import Digest, Document, Source
from sitegen.pages.assets import Asset, collect, root_files
from sitegen.pages.present import Presenter
from sitegen.pages.templates import FOLDER, Templates
from sitegen.pages.words import words_of
from sitegen.pictures.probe import Probe, probe
from sitegen.statcache import Seen, StatCache, digest_of
from sitegen.urls import base_path, href

T = TypeVar("T")

WORTH_A_FORK = 40
"""Documents a worker: parsing fewer takes less time than starting one."""

BATCH = 500
"""Documents a write."""

SHAPES_DOCUMENTS = (
    (
        "content",
        "errors.py",
        "languages.py",
        "located.py",
        "model.py",
        "nodes.py",
        "shapes.py",
        "urls.py",
    ),
    (
        "babel",
        "markdown-it-py",
        "mdit-py-plugins",
        "msgspec",
        "nh3",
        "python-frontmatter",
        "PyYAML",
    ),
)
SHAPES_PROBES = (("pictures",), ("pillow",))


class Site(Struct, frozen=True):
    """A site that is understood: all that the plan needs."""

    config: Config
    sources: Mapping[str, Source]
    edition: Edition
    presenter: Presenter
    templates: Templates
    assets: Mapping[str, Asset]
    files: Mapping[str, Source]
    problems: tuple[Problem, ...]


class SourceChanged(SiteError):
    """A file changed between the moment it was found and the moment it was read."""

    def __init__(self, path: str) -> None:
        super().__init__([Problem(path, 1, 1, "the file changed during the build", "build again")])
        self.args = (path,)  # what a worker's exception is rebuilt from


def read_site(order: Order, reporter: Reporter) -> Site:
    """Read and relate everything. Raises `ConfigError` for site.toml, nothing else of a site."""
    with reporter.stage("discover"):
        found = _discovered(order)
        config = _config(order, found)
    documents = _documents(order, found, config, reporter)
    with reporter.stage("pictures"):
        pictures = _pictures(order, found)
    with reporter.stage("relate"):
        texts = {
            path: source_bytes(order, source).decode("utf-8", "replace")
            for path, source in found.sources.items()
            if source.kind == "template"
        }
        path = base_path(config.base_url)
        assets, problems = collect(found.sources, lambda source: source_bytes(order, source), path)
        templates = Templates(
            {it.removeprefix(FOLDER): text for it, text in texts.items() if it.endswith(".html")},
            {name: href(path, asset.path) for name, asset in assets.items()},
        )
        words, wrong_words = words_of(texts, config.language)
        files = root_files(found.sources)
        corpus = Corpus(
            config,
            found.sources,
            documents,
            pictures,
            {address: source.path for address, source in files.items()},
        )
        edition = relate(
            corpus,
            order.now,
            admit_held=order.profile.admits_held,
            table=lambda entries: _related(order, entries),
        )
        presenter = Presenter(edition, config, words)
    everything = (*found.problems, *problems, *wrong_words, *templates.problems, *edition.problems)
    return Site(
        config, found.sources, edition, presenter, templates, assets, files, in_order(everything)
    )


def source_bytes(order: Order, source: Source) -> bytes:
    """Return the bytes of a source. Raises `SourceChanged` if they are no longer what was found."""
    try:
        data = read(order.root, source)
    except OSError as error:
        raise SourceChanged(source.path) from error
    if digest_of(data) != source.digest:
        raise SourceChanged(source.path)
    return data


def remembered(store: Store, name: bytes, reads: Digest, kind: type[T], make: Callable[[], T]) -> T:
    """Return what `make` gives, or gave when it last read the same."""
    known = store.get("memo", name)
    if known is not None and known.startswith(reads):
        try:
            return msgspec.msgpack.decode(known[len(reads) :], type=kind)
        except msgspec.DecodeError as error:
            raise StoreDamaged(str(error)) from error
    made = make()
    store.put("memo", [(name, reads + msgspec.msgpack.encode(made))])
    return made


def known_files(store: Store, name: bytes) -> dict[str, Seen]:
    """Return the stat cache that was kept under a name."""
    known = store.get("memo", name)
    try:
        return msgspec.msgpack.decode(known, type=dict[str, Seen]) if known else {}
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


def file_system_time(order: Order) -> int:
    """Return the time in nanoseconds by the clock that stamps the site's files."""
    clock = order.store.with_suffix(".clock")
    clock.write_bytes(b"")
    os.utime(clock)
    return clock.stat().st_mtime_ns


def _discovered(order: Order) -> SourceFiles:
    now = file_system_time(order)
    with Store.open(order.store) as store:
        known = known_files(store, b"sources")
        stats = StatCache(known)
        found = discover(order.root, stats)
        if (trusted := stats.trusted(now)) != known:
            store.put("memo", [(b"sources", msgspec.msgpack.encode(trusted))])
    return found


def _config(order: Order, found: SourceFiles) -> Config:
    source = found.sources.get(CONFIG)
    config = read_config(source_bytes(order, source) if source else None, CONFIG)
    return config.at(order.base_url) if order.base_url else config


def _documents(
    order: Order, found: SourceFiles, config: Config, reporter: Reporter
) -> dict[str, Document]:
    """Return every document by path, parsing those whose bytes were never parsed before."""
    options = ParseOptions(config.timezone, config.language, config.policy.html == "trust")
    recipe = fingerprint(options, engine(*SHAPES_DOCUMENTS))
    sources = [it for it in found.sources.values() if it.kind in {"article", "page", "author"}]
    keys = {it.path: fingerprint(recipe, it.kind, it.digest) for it in sources}
    with Store.open(order.store) as store:
        known = {path: store.get("document", key) for path, key in keys.items()}
    unknown = [source for source in sources if known[source.path] is None]

    def parsed(number: int) -> Parsed:
        source = unknown[number]
        return parse(source_bytes(order, source), cast("MarkdownKind", source.kind), options)

    with reporter.stage("parse", len(unknown)) as step:
        results = spread(
            len(unknown), parsed, jobs=order.jobs or cores(), worth_a_fork=WORTH_A_FORK
        )
        with Store.open(order.store) as store:
            batch: list[tuple[bytes, Parsed]] = []
            for number, result in results:
                path = unknown[number].path
                known[path] = result.document
                batch.append((keys[path], result))
                step()
                if len(batch) == BATCH:
                    _remember(store, batch)
            _remember(store, batch)
            store.prune("document", set(keys.values()))
        try:
            return {path: decode_document(data) for path, data in known.items() if data}
        except msgspec.DecodeError as error:
            raise StoreDamaged(str(error)) from error


def _remember(store: Store, batch: list[tuple[bytes, Parsed]]) -> None:
    store.put("document", ((key, parsed.document) for key, parsed in batch))
    store.put("body", ((digest_of(parsed.body), parsed.body) for _, parsed in batch))
    batch.clear()


def _pictures(order: Order, found: SourceFiles) -> dict[str, Known]:
    recipe = engine(*SHAPES_PROBES)
    pictures: dict[str, Known] = {}
    fresh: list[tuple[bytes, bytes]] = []
    with Store.open(order.store) as store:
        for source in found.sources.values():
            if source.kind != "picture":
                continue
            suffix = source.path.rpartition(".")[2].lower()
            key = fingerprint(recipe, suffix, source.digest)
            known = store.get("probe", key)
            if known is None:
                known = msgspec.msgpack.encode(probe(source_bytes(order, source), source.path))
                fresh.append((key, known))
            pictures[source.path] = Known(source.digest, msgspec.msgpack.decode(known, type=Probe))
        if fresh:
            store.put("probe", fresh)
    return pictures


def _related(order: Order, entries: Sequence[Entry]) -> Table:
    reads = fingerprint(entries, engine(("edition/related.py",), ()))
    with Store.open(order.store) as store:
        return remembered(store, b"related", reads, Table, lambda: related(entries))
