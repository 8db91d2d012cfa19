"""From logs to counts: which of them are read, and what they change.

Counts are the same whatever the order of logs is, however they are cut, and however often they are
given, as long as all that has lines of a day is given together with what is new of that day: who is
a person shows in all that they asked for, and nothing of a visitor is kept from run to run.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.audience.counts import Counts, changed
from sitegen.audience.formats import Lines
from sitegen.audience.ledger import Known, Ledger, closed
from sitegen.audience.logs import STDIN, Log
from sitegen.audience.requests import NEVER, Request
from sitegen.audience.visitors import VERDICTS, Visitors
from sitegen.errors import SiteError

SHOWN_UNREAD = 20
"""Lines that cannot be read, of which each run keeps so many to show."""


class Outcome(Struct, frozen=True):
    """What a run changes, and what it tells.

    `verdicts` says how many requests for pages met with which, of all lines that were read;
    `programs` are those of named programs by tag. `unread` are lines that cannot be read with
    their logs, the first of them. `skipped` logs had nothing new.
    """

    counts: Counts
    ledger: Ledger
    added: int
    lines: int
    elsewhere: int
    no_pages: int
    unreadable: int
    unread: tuple[tuple[str, bytes], ...]
    verdicts: dict[str, int]
    programs: dict[str, int]
    skipped: tuple[str, ...]


class _Part(Struct):
    """What a log gave: requests for pages from `start`, those that are new from `mark`, to `stop`.

    `days` are all of which it has lines, `fresh` those of which it has new ones.
    """

    log: Log
    start: int
    mark: int
    stop: int = 0
    days: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()
    before: Known | None = None


class Counting:
    """Reads logs in one go; what they say of `end`, in minutes, or later cannot be."""

    def __init__(
        self, visitors: Visitors, ledger: Ledger, wanted: str = "", end: int = NEVER
    ) -> None:
        self._visitors = visitors
        self._ledger = ledger
        self._sizes = ledger.sizes()
        self._known = {it.digest: it for it in ledger.logs}
        self._wanted = wanted
        self._end = end
        self._unread: list[tuple[str, bytes]] = []

    def run(self, names: Sequence[str], before: Counts, *, whole: bool = False) -> Outcome:
        """Read what is new in logs, or all of them as a `whole`. Raises `SiteError`, `OSError`."""
        parts: list[_Part] = []
        still: dict[str, Known] = {}
        for name in _distinct(names):
            known = self._unchanged(name)
            if known:
                still[name] = known
            else:
                parts.append(self._read(name))
        fresh = frozenset().union(*(it.fresh for it in parts))
        skipped = []
        for name, known in still.items():
            if whole or not fresh.isdisjoint(known.days):
                parts.append(self._read(name))
            else:
                skipped.append(name)
        verdicts = self._visitors.verdicts()
        change, logs = self._changes(parts, fresh, verdicts)
        counts = changed(before, change)
        told = Counter(verdicts)
        return Outcome(
            counts=counts,
            ledger=Ledger(logs=logs),
            added=sum(change.values()),
            lines=self._visitors.lines,
            elsewhere=self._visitors.elsewhere,
            no_pages=self._visitors.no_pages,
            unreadable=self._visitors.unread,
            unread=tuple(self._unread),
            verdicts={name: told[at] for at, name in enumerate(VERDICTS)},
            programs=dict(self._visitors.programs(verdicts).most_common()),
            skipped=tuple(skipped),
        )

    def _unchanged(self, name: str) -> Known | None:
        """Return what is known of a log that has nothing new; None if it has, or may have."""
        if name == STDIN:
            return None
        path = Path(name)
        if path.is_dir():
            hint = f"name the logs in it: {name.rstrip('/')}/*.log"
            raise SiteError.about(name, "is a folder, and no log", hint)
        if not self._sizes:
            return None
        log = Log(name)
        if log.is_plain() and path.stat().st_size not in self._sizes:
            return None
        tail = log.look()
        return None if tail else self._known.get(log.digest)

    def _read(self, name: str) -> _Part:
        visitors = self._visitors
        log = Log(name, self._sizes)
        part = _Part(log, len(visitors), len(visitors))
        days: set[str] = set()

        def passed() -> None:
            part.mark = len(visitors)
            days.update(visitors.days)
            visitors.days.clear()

        visitors.days.clear()
        log.on_known = passed
        visitors.read(self._requests(log))
        part.stop = len(visitors)
        part.fresh = frozenset(visitors.days)
        part.days = part.fresh | days
        part.before = self._known.get(log.known_as)
        if part.stop - part.start == 0 and not part.days:
            self._refuse_unreadable(log)
        return part

    def _refuse_unreadable(self, log: Log) -> None:
        """Raise `SiteError` if no line of a log could be read: then its format is unknown."""
        unread = [line for name, line in self._unread if name == log.name]
        if unread and not self._wanted:
            shown = unread[0][:120].decode("utf-8", "replace")
            message = f"no line of it can be read, such as `{shown}`"
            hint = "name its format with `--log-format`: `sitegen views --help` lists them"
            raise SiteError.about(log.name, message, hint)

    def _requests(self, log: Log) -> Iterator[Request]:
        visitors, unread = self._visitors, self._unread
        for line, request in Lines(self._wanted, self._end).requests(log.lines()):
            visitors.lines += 1
            if request is None:
                visitors.unread += 1
                if len(unread) < SHOWN_UNREAD:
                    unread.append((log.name, line))
            else:
                yield request

    def _changes(
        self, parts: Sequence[_Part], fresh: frozenset[str], verdicts: bytearray
    ) -> tuple[Counter[tuple[str, str]], tuple[Known, ...]]:
        """Return what days gain or lose by story, and all logs that are known now."""
        visitors = self._visitors
        change: Counter[tuple[str, str]] = Counter()
        logs = {it.digest: it for it in self._ledger.logs}
        for part in parts:
            before = part.before.days if part.before else {}
            whole: dict[str, Counter[str]] = {day: Counter() for day in part.days}
            for at in range(part.start, part.stop):
                if verdicts[at]:
                    continue
                day = visitors.day(at)
                # Of a day that is over nobody knows what this log had given: what is new is added.
                if day in fresh and (day in before or at >= part.mark):
                    story = visitors.story(at)
                    whole[day][story] += 1
                    change[story, day] += 1
            kept = {day: dict(it) for day, it in whole.items() if day in fresh}
            for day, given in before.items():
                if day in fresh:
                    for story, views in given.items():
                        change[story, day] -= views
                else:
                    kept[day] = given
            if part.before:
                logs.pop(part.before.digest, None)
            if part.log.size:
                logs[part.log.digest] = Known(part.log.size, part.log.digest, kept)
        return change, closed(logs.values())


def _distinct(names: Sequence[str]) -> list[str]:
    """Return logs without those that are copies of others, or of how others begin."""
    alike: dict[bytes, list[str]] = {}
    for name in dict.fromkeys(names):
        # Standard input can be read but once; a folder is told later.
        head = b"" if name == STDIN or Path(name).is_dir() else Log(name).head()
        alike.setdefault(head, []).append(name)
    copies: set[str] = set()
    for head, group in alike.items():
        if head and len(group) > 1:
            logs = [Log(name) for name in group]
            for log in logs:
                log.look()
            logs.sort(key=lambda it: -it.size)
            for at, log in enumerate(logs):
                if any(_begins_with(longer.name, log) for longer in logs[:at]):
                    copies.add(log.name)
    return [name for name in dict.fromkeys(names) if name not in copies]


def _begins_with(name: str, short: Log) -> bool:
    """Say whether a log begins with all that another one has."""
    log = Log(name, {short.size: {short.digest}})
    return any(log.known_as for _ in log.lines()) or bool(log.known_as)
