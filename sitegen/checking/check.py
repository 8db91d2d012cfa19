"""The check: all that a build finds, and what it need not stop for.

What house style finds in a file is remembered by the file's bytes, as parsing is. The rest is
compared anew each time.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial

import msgspec
from msgspec import Struct

from sitegen.checking.ahead import days_ahead
from sitegen.checking.document import Looked, Rules, look, rules_of
from sitegen.checking.history import changed
from sitegen.checking.mending import Change, Mended, mend, write_over
from sitegen.checking.pairs import placed
from sitegen.checking.published import recalled
from sitegen.checking.repository import Past, past_of
from sitegen.checking.silence import Comparison, entries_not_kept
from sitegen.checking.sitewide import ownership_told, survey
from sitegen.checking.unreachable import Own
from sitegen.content.kinds import KINDS
from sitegen.content.places import STYLE
from sitegen.content.style import HouseStyle, read_house_style
from sitegen.digests import fingerprint
from sitegen.errors import Problem, Problems, StoreDamaged
from sitegen.model import Digest, Document, Source
from sitegen.pipeline.build import examine, held_state, without_collector
from sitegen.pipeline.engines import CHECKS
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.documents import parse_options
from sitegen.pipeline.memory.memo import Memo, Work
from sitegen.pipeline.memory.sources import source_bytes
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.site import Site
from sitegen.pipeline.workers import cores, spread

WORTH_A_FORK = 500
"""Files a worker: looking into fewer takes less time than starting one."""

Wanted = Callable[[str], bool]
"""Says whether problems of a path are to be told."""


class Checked(Struct, frozen=True):
    """The problems of a site, and what was mended, by path."""

    problems: Problems
    mended: tuple[tuple[str, Change], ...] = ()


class _State(Struct, frozen=True):
    """A site as it was read, what house style found in its files, and that style."""

    site: Site
    documents: dict[str, Document]
    house: HouseStyle
    looked: dict[str, Looked]


def check(
    order: Order, reporter: Reporter, wanted: Wanted | None = None, *, since: str, fix: bool
) -> Checked:
    """Return what is wrong with a site; of paths that are not `wanted` only how many errors.

    `since` is a commit to compare with, else the last one. With `fix` what is mechanical is mended
    first, in the files that are wanted. Raises `SiteError` and OSError.
    """
    with without_collector():
        past = _past(order, since)
        state = _read(order, reporter)
        mended = _mend(order, state, wanted) if fix else ()
        if mended:
            state = _read(order, reporter)
        site = state.site
        problems: list[Problem] = [
            *(it.at(path) for path, looked in state.looked.items() for it in looked.problems),
            *survey(site, state.documents, state.looked),
            *ownership_told(site.config, order.now),
            *days_ahead(state.documents, site.config, order.now),
        ]
        if past:

            def respell(language: str, text: str) -> str:
                rules = rules_of(state.house, language, site.config.language)
                return rules.terms.respelled(text)

            def read_text(path: str) -> bytes:
                return source_bytes(order, site.sources[path])

            how = Comparison(site.config, past.name, order.now, read_text, respell)
            problems += changed(site, past, how)
        problems += _unkept(order, site, problems)
    return Checked(_told(site.problems.joined(problems), wanted), mended)


def _past(order: Order, since: str) -> Past | None:
    """Return what the files are compared with: by default what was published, else a commit."""
    if not since:
        for it in recalled(order.root):
            if it.commit and (past := past_of(order.root, it.commit, "what was published last")):
                return past
    return past_of(order.root, since)


def _unkept(order: Order, site: Site, told: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the entries that were published, and are not kept; none of which was told already."""
    for it in recalled(order.root):
        if it.ledger.corrections:
            today = tuple(placed(site.relation.corpus.documents, site.config, order.now))
            places = {(one.path, one.line) for one in told if one.severity == "error"}
            found = entries_not_kept(it.ledger, today, site.config)
            yield from (one for one in found if (one.path, one.line) not in places)


def _told(problems: Problems, wanted: Wanted | None) -> Problems:
    if wanted is None:
        return problems
    told = problems.only(wanted)
    errors = problems.errors - told.errors
    if not errors:
        return told
    count = "1 error lies" if errors == 1 else f"{errors} errors lie"
    message = f"{count} in files that were not named"
    hint = "`sitegen check` alone tells of all files"
    return told.joined([Problem("content", 0, 0, message, hint)])


def _read(order: Order, reporter: Reporter) -> _State:
    site = examine(order, reporter)
    source = site.sources.get(STYLE)
    house = read_house_style(source_bytes(order, source) if source else None, STYLE)
    documents = dict(site.relation.corpus.documents)
    return _State(site, documents, house, _look(order, site, documents, house, reporter))


def _rules(site: Site, documents: dict[str, Document], house: HouseStyle, path: str) -> Rules:
    fields = documents[path].fields
    own = site.config.language
    return rules_of(house, getattr(fields, "lang", "") or own, own)


def _look(
    order: Order,
    site: Site,
    documents: dict[str, Document],
    house: HouseStyle,
    reporter: Reporter,
) -> dict[str, Looked]:
    """Return what was found in each file, looking only into those whose bytes are new."""
    sources = [site.sources[path] for path, it in documents.items() if it.fields is not None]
    own = Own(site.config.base_url, site.config.preview.staging)
    maker = fingerprint(house, site.config.language, own, engine(CHECKS))

    def key(source: Source) -> Digest:
        language = getattr(documents[source.path].fields, "lang", "")
        return fingerprint(maker, source.digest, source.kind, language)

    keys = {it.path: key(it) for it in sources}
    memo = Memo(order.store, "looked", _LOOKED.decode, lasting=True)
    with suppress(StoreDamaged):  # what is lost is found again
        memo.load()
    unknown = memo.unknown(set(keys.values()))

    def looked(source: Source) -> bytes:
        rules = _rules(site, documents, house, source.path)
        raw = source_bytes(order, source)
        return msgspec.msgpack.encode(look(raw, rules, own, is_story=KINDS[source.kind].is_story))

    memo.make(
        {keys[it.path]: it for it in sources if keys[it.path] in unknown},
        looked,
        Work("house style", reporter, order.jobs or cores(), WORTH_A_FORK),
        bytes,
    )
    if unknown:
        with held_state(order, reporter):
            memo.keep()
            memo.prune(len(keys), lambda: set(keys.values()))
    return {path: found for path, key in keys.items() if (found := memo.get(key))}


_LOOKED = msgspec.msgpack.Decoder(Looked)


def _mend(order: Order, state: _State, wanted: Wanted | None) -> tuple[tuple[str, Change], ...]:
    site = state.site
    options = parse_options(site.config)
    relation = site.relation
    documents = state.documents
    named = {it.path for it in relation.edition.problems}
    paths = [
        path
        for path, looked in state.looked.items()
        if (looked.mendable or documents[path].problems or path in named)
        and (wanted is None or wanted(path))
    ]

    def mended(number: int) -> Mended:
        source = site.sources[paths[number]]
        rules = _rules(site, documents, state.house, source.path)
        name = KINDS[source.kind].name
        anchors_of = partial(relation.targets.anchors_of, written_in=source.path)
        return mend(source_bytes(order, source), name, rules, options, anchors_of)

    jobs = order.jobs or cores()
    with closing(spread(len(paths), mended, jobs=jobs, worth_a_fork=WORTH_A_FORK)) as mending:
        results = dict(mending)
    for number, path in enumerate(paths):
        if results[number].changes:
            write_over(order.root / site.sources[path].file, results[number].raw)
    return tuple((path, it) for number, path in enumerate(paths) for it in results[number].changes)
