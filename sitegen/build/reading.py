"""From files to a site that is understood: the pipeline up to the edition, through the store."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import cast

import msgspec
from msgspec import Struct

from sitegen.build.engines import DOCUMENTS, RELATED
from sitegen.build.fingerprint import engine, fingerprint
from sitegen.build.order import Order, Reporter
from sitegen.build.probing import known_pictures, unused_faults
from sitegen.build.sources import source_bytes
from sitegen.build.store import Store
from sitegen.build.workers import cores, spread
from sitegen.config import Config, read_config
from sitegen.content.discover import CONFIG, STYLE, SourceFiles
from sitegen.content.parse import MarkdownKind, Parsed, ParseOptions, decode_document, parse
from sitegen.content.style import Style, read_style
from sitegen.edition.corpus import Corpus
from sitegen.edition.edition import Edition
from sitegen.edition.illustrate import Known
from sitegen.edition.relate import relate
from sitegen.edition.related import Entry, Remembered, Table, related
from sitegen.errors import Problem, StoreDamaged, did_you_mean, in_order
from sitegen.model import Digest, Document, Source
from sitegen.pages.assets import Asset, collect, root_files
from sitegen.pages.covers import Font, covers_of, fonts_of
from sitegen.pages.gallery import Gallery
from sitegen.pages.present import Presenter
from sitegen.pages.templates import FOLDER, Templates
from sitegen.pages.words import words_of
from sitegen.pictures.derive import recipe
from sitegen.statcache import digest_of
from sitegen.urls import href

WORTH_A_FORK = 40
"""Documents a worker: parsing fewer takes less time than starting one."""

BATCH = 500
"""Documents a write."""

SPARE = 100
"""Old documents that even a small site keeps."""


class Site(Struct, frozen=True):
    """A site that is understood: all that the plan needs."""

    config: Config
    sources: Mapping[str, Source]
    edition: Edition
    presenter: Presenter
    templates: Templates
    assets: Mapping[str, Asset]
    files: Mapping[str, Source]
    pictures: Mapping[str, Known]
    fonts: tuple[Font, ...]
    style: Style
    problems: tuple[Problem, ...]


def read_site(order: Order, found: SourceFiles, reporter: Reporter) -> Site:
    """Read and relate everything. Raises `ConfigError` for site.toml, nothing else of a site."""
    config = _config(order, found)
    documents = _documents(order, found, config, reporter)
    pictures = known_pictures(order, found, config, reporter)
    with reporter.stage("templates"):
        texts = {
            path: source_bytes(order, source).decode("utf-8", "replace")
            for path, source in found.sources.items()
            if source.kind == "template"
        }
        read = partial(source_bytes, order)
        assets, wrong_assets = collect(found.sources, read, config.base_path)
        for key, name in (("logo", config.logo), ("publisher.logo", config.publisher.logo)):
            if name and name not in assets:
                message = f"`{name}` is not in static/"
                wrong_assets.append(config.problem(key, message, did_you_mean(name, assets)))
        hrefs = {name: href(config.base_path, asset.path) for name, asset in assets.items()}
        pages = {it: text for it, text in texts.items() if it.endswith(".html")}
        templates = Templates({it.removeprefix(FOLDER): pages[it] for it in pages}, hrefs)
        words, wrong_words = words_of(texts, config.language)
    source = found.sources.get(STYLE)
    style, wrong_style = read_style(source_bytes(order, source) if source else None, STYLE)
    with reporter.stage("relate"):
        files = root_files(found.sources)
        edition = relate(
            Corpus(
                config=config,
                sources=found.sources,
                documents=documents,
                pictures=pictures,
                files={address: source.path for address, source in files.items()},
            ),
            order.now,
            admit_held=order.profile.admits_held,
            ended=order.ended,
            table=partial(_related, order),
        )
    gallery = Gallery(config.pictures, config.base_path, recipe())
    wrong_fonts: list[Problem] = []
    fonts = fonts_of(config, found.sources, partial(source_bytes, order), wrong_fonts)
    covers = covers_of(edition, config, gallery, fonts, wrong_fonts)
    presenter = Presenter(
        edition,
        config,
        words,
        gallery,
        covers=covers,
        logo=hrefs.get(config.logo, ""),
        publisher_logo=hrefs.get(config.publisher.logo, ""),
    )
    problems = in_order(
        (
            *found.problems,
            *wrong_style,
            *unused_faults(found, edition),
            *wrong_assets,
            *wrong_words,
            *wrong_fonts,
            *templates.check(),
            *edition.problems,
        )
    )
    return Site(
        config=config,
        sources=found.sources,
        edition=edition,
        presenter=presenter,
        templates=templates,
        assets=assets,
        files=files,
        pictures=pictures,
        fonts=fonts,
        style=style,
        problems=problems,
    )


def _config(order: Order, found: SourceFiles) -> Config:
    source = found.sources.get(CONFIG)
    config = read_config(source_bytes(order, source) if source else None, CONFIG)
    return config.at(order.base_url) if order.base_url else config


def _documents(
    order: Order, found: SourceFiles, config: Config, reporter: Reporter
) -> dict[str, Document]:
    """Return every document by path, parsing those whose bytes were never parsed before."""
    options = ParseOptions(config.timezone, config.language, config.policy.html == "trust")
    maker = fingerprint(options, engine(DOCUMENTS))
    sources = [it for it in found.sources.values() if it.kind in {"article", "page", "author"}]
    keys = {it.path: fingerprint(maker, it.kind, it.digest) for it in sources}
    with Store.open(order.store) as store:
        wanted = set(keys.values())
        known = {key: _decoded(data) for key, data in store.items("document") if key in wanted}
    unknown = [source for source in sources if keys[source.path] not in known]

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
                key = keys[unknown[number].path]
                known[key] = _decoded(result.document)
                batch.append((key, result))
                step()
                if len(batch) == BATCH:
                    _keep(store, batch)
            _keep(store, batch)
            _forget_unused(store, wanted)
    return {path: known[key] for path, key in keys.items()}


def _decoded(data: bytes) -> Document:
    try:
        return decode_document(data)
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


def _keep(store: Store, batch: list[tuple[bytes, Parsed]]) -> None:
    # Bodies first: whatever happens in between, a known document has its body.
    store.put("body", ((digest_of(parsed.body), parsed.body) for _, parsed in batch))
    store.put("document", ((key, parsed.document) for key, parsed in batch))
    batch.clear()


def _forget_unused(store: Store, wanted: AbstractSet[bytes]) -> None:
    """Let go of old documents once they outnumber those in use.

    An editor who goes back to a branch of yesterday finds it still known.
    """
    if store.prune("document", wanted, spare=max(len(wanted), SPARE)):
        bodies = {_decoded(data).body for _, data in store.items("document")}
        store.prune("body", bodies)


def _related(order: Order, entries: Sequence[Entry]) -> Table:
    """Return the table of related stories, going on from that of the last build."""
    maker = engine(RELATED)
    with Store.open(order.store) as store:
        before = _remembered(store.get("memo", b"related"), maker)
        if before.entries == tuple(entries):
            return before.table
        now = Remembered(tuple(entries), related(entries, before))
        store.put("memo", [(b"related", maker + msgspec.msgpack.encode(now))])
    return now.table


def _remembered(data: bytes | None, maker: Digest) -> Remembered:
    if data is None or not data.startswith(maker):
        return Remembered()
    try:
        return msgspec.msgpack.decode(data[len(maker) :], type=Remembered)
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error
