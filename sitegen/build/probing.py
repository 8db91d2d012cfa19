"""What is known of the pictures, through the store: a file is looked into once."""

from collections.abc import Iterator

import msgspec

from sitegen.build.engines import PROBES
from sitegen.build.fingerprint import engine, fingerprint
from sitegen.build.order import Order, Reporter
from sitegen.build.sources import source_bytes
from sitegen.build.store import Store
from sitegen.build.workers import cores, spread
from sitegen.config import Config
from sitegen.content.discover import SourceFiles
from sitegen.edition.edition import Edition
from sitegen.edition.illustrate import Known
from sitegen.errors import Problem
from sitegen.pictures.facts import Probe
from sitegen.pictures.probe import probe, weight

WORTH_A_FORK = 4
"""Pictures a worker: looking into fewer takes less time than starting one."""

IN_FLIGHT = 100.0
"""Megapixels that are decoded at a time."""

SPARE = 100
"""Old pictures that even a small site keeps."""


def known_pictures(
    order: Order, found: SourceFiles, config: Config, reporter: Reporter
) -> dict[str, Known]:
    """Return what is known of every picture, looking into those whose bytes are new."""
    limit = config.pictures.max_megapixels
    maker = fingerprint(limit, engine(PROBES))
    sources = [it for it in found.sources.values() if it.kind == "picture"]
    keys = {it.path: fingerprint(maker, _suffix(it.path), it.digest) for it in sources}
    wanted = set(keys.values())
    with Store.open(order.store) as store:
        known = {key: data for key, data in store.items("probe") if key in wanted}
    unknown = list({keys[it.path]: it for it in sources if keys[it.path] not in known}.values())

    def probed(number: int) -> bytes:
        source = unknown[number]
        return msgspec.msgpack.encode(probe(source_bytes(order, source), source.path, limit))

    with reporter.stage("pictures", len(unknown)) as step:
        results = spread(
            len(unknown),
            probed,
            jobs=order.jobs or cores(),
            worth_a_fork=WORTH_A_FORK,
            weights=[weight(order.root / it.file) for it in unknown],
            limit=IN_FLIGHT,
        )
        fresh = []
        for number, data in results:
            fresh.append((keys[unknown[number].path], data))
            step()
    if fresh:
        known.update(fresh)
        with Store.open(order.store) as store:
            store.put("probe", fresh)
            store.prune("probe", wanted, spare=max(len(wanted), SPARE))
    decoder = msgspec.msgpack.Decoder(Probe)
    return {
        path: Known(b"", Probe(problem=fault, hint=hint))
        for path, (fault, hint) in found.refused.items()
    } | {it.path: Known(it.digest, decoder.decode(known[keys[it.path]])) for it in sources}


def _suffix(path: str) -> str:
    return path.rpartition(".")[2].lower()


def unused_faults(found: SourceFiles, edition: Edition) -> Iterator[Problem]:
    """Yield the problems of refused pictures that nothing names: else the place is told."""
    used = {it.source for it in edition.used}
    for path, (fault, hint) in found.refused.items():
        if path not in used:
            yield Problem(path, 1, 1, f"the file {fault}", hint)
