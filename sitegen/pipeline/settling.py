"""Facts and rows of documents, made in the processes that parse and settle them, and what is alike.

Facts are sent once, by who has parsed a document: nobody reads it again for them, and who settles
it leaves them out of what is sent back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing

import msgspec
from msgspec.structs import replace

from sitegen.config import Config
from sitegen.content.kinds import ARTICLE, KINDS
from sitegen.edition.alike import found_here
from sitegen.edition.corpus import facts_of
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Facts
from sitegen.edition.settle import Settled
from sitegen.model import Document, Source
from sitegen.pipeline.work import Steps
from sitegen.pipeline.workers import spread

WORTH_A_FORK = 200
"""Documents a worker: settling fewer takes less time than starting one."""

STORIES_WORTH_A_FORK = 1000
"""Stories a worker: to compare fewer with their neighbours takes less time than starting one."""

_FACTS = msgspec.msgpack.Decoder(Facts)
_SETTLED = msgspec.msgpack.Decoder(Settled)
_LEFT_OUT = Facts(ARTICLE.name, sound=False, slug="", address="")


def facts_to_send(config: Config, locale: Locale, source: Source, document: Document) -> bytes:
    """Return the facts of a document that was just parsed, encoded."""
    facts = facts_of(source.path, KINDS[source.kind], document, config, locale)
    return msgspec.msgpack.encode(facts)


def facts_received(sent: Mapping[str, bytes]) -> dict[str, Facts]:
    """Return facts by path, as they were before they were sent."""
    return {path: _FACTS.decode(data) for path, data in sent.items()}


def settle_all(
    facts: Mapping[str, Facts],
    jobs: int,
    paths: Sequence[str],
    read: Callable[[str], Document],
    settled: Callable[[str, Document], Settled],
    *,
    close: Callable[[], None],
) -> Iterator[Settled]:
    """Yield what becomes of documents, over processes if there are many.

    `close` sees to it that nothing is open when they are forked.
    """
    if min(jobs, len(paths) // WORTH_A_FORK) <= 1:
        yield from map(settled, paths, map(read, paths))
        return
    close()

    def opened(number: int) -> tuple[str, Document]:
        return paths[number], read(paths[number])

    def to_send(it: Settled) -> bytes:
        return msgspec.msgpack.encode(replace(it, row=replace(it.row, facts=_LEFT_OUT)))

    results = spread(
        len(paths),
        Steps.of(opened).then(lambda it: settled(*it)).then(to_send),
        jobs=jobs,
        worth_a_fork=WORTH_A_FORK,
        named=paths.__getitem__,
    )
    with closing(results):
        for number, data in results:
            it = _SETTLED.decode(data)
            yield replace(it, row=replace(it.row, facts=facts[paths[number]]))


def find_all(
    jobs: int,
    close: Callable[[], None],
    paths: Sequence[str],
    find: Callable[[str], Sequence[str]],
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield paths with what is found for each, as `settle_all` does."""
    if min(jobs, len(paths) // STORIES_WORTH_A_FORK) <= 1:
        yield from found_here(paths, find)
        return
    close()
    results = spread(
        len(paths),
        lambda number: find(paths[number]),
        jobs=jobs,
        worth_a_fork=STORIES_WORTH_A_FORK,
        named=paths.__getitem__,
    )
    own = {path: path for path in paths}  # a path that was sent is another text: it takes memory
    with closing(results):
        for number, found in results:
            yield paths[number], [own.get(path, path) for path in found]
