"""What can be wrong with a site, as values.

A `Problem` names a place in a file that an editor can open. Stages collect problems and
return them; nothing here prints. `SiteError` ends a stage that cannot go on without them.

An archive that has moved here may have a hundred problems a story. They are kept as `Findings`,
one message for all its places in a document, and unpacked only for somebody who asks: a build
must know at once whether there is an error, and how many warnings stand, and no more.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePath
from typing import Literal, Self

import msgspec

Severity = Literal["error", "warning", "forgiven"]
"""What stops a build; what does not; and what is not asked of stories from before the day on which
a newsroom became strict, which is counted in one line."""


class Problem(msgspec.Struct, frozen=True, gc=False):
    """One mistake of an editor: where it is, what it is, and how to mend it.

    `path` is relative to the site's root and empty inside a `Document`, which does not know its
    path. Lines and columns count from 1, columns in characters; line 0 says that
    the problem is with no line of a file, but with a folder or an option.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    severity: Severity = "error"

    def at(self, path: str) -> "Problem":
        """Return the same problem in the file `path`."""
        return msgspec.structs.replace(self, path=path)

    def as_error(self) -> "Problem":
        """Return the same problem, as one that stops a build, unless it is forgiven."""
        return self if self.severity == "forgiven" else self.of("error")

    def of(self, severity: Severity) -> "Problem":
        """Return the same problem with another severity."""
        return msgspec.structs.replace(self, severity=severity)

    @property
    def head(self) -> str:
        """The line that a terminal shows first: the place, and what is wrong."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return visible(f"{place}: {self.severity}: {self.message}")

    @property
    def advice(self) -> str:
        """The line below it: how to mend it; empty if there is no hint."""
        return f"    hint: {visible(self.hint)}" if self.hint else ""

    def __str__(self) -> str:
        return f"{self.head}\n{self.advice}" if self.hint else self.head


class Cure(msgspec.Struct, frozen=True, gc=False):
    """What was surely meant, to be put in place of a stretch of a file's text.

    Offsets count characters of the text as `strict.nodes.text_of` gives it, the second is behind
    the last one. `right` is what readers will see of it, if that is not what the file will say.
    """

    start: int
    end: int
    new: str
    right: str = ""


def visible(text: str) -> str:
    """Return one line as a terminal may show it: what would steer it is written out."""
    return text if text.isprintable() else _STEERS.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


_STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


class Finding(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One mistake at all of its places in a document: lines and columns, by turns, sorted."""

    message: str
    hint: str
    severity: Severity
    places: tuple[int, ...]

    def problems(self, path: str) -> Iterator[Problem]:
        """Yield the mistake at each place, in the file `path`."""
        for line, column in zip(self.places[::2], self.places[1::2], strict=True):
            yield Problem(path, line, column, self.message, self.hint, self.severity)


class Findings(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is wrong with one document by itself: how much, and the packed list of it."""

    errors: int = 0
    warnings: int = 0
    packed: bytes = b"\x90"
    forgiven: int = 0

    def __len__(self) -> int:
        return self.errors + self.warnings + self.forgiven

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.at(""))

    def each(self) -> tuple[Finding, ...]:
        """Return the mistakes."""
        return _FINDINGS.decode(self.packed)

    def at(self, path: str) -> tuple[Problem, ...]:
        """Return the problems in the file `path`, sorted."""
        return in_place(path, self.each())

    def of_severity(self, severity: Severity) -> "Findings":
        """Return the errors alone, or the warnings, or what is forgiven."""
        counts = {"error": self.errors, "warning": self.warnings, "forgiven": self.forgiven}
        if counts[severity] in {0, len(self)}:
            return self if counts[severity] else Findings()
        return _packed(it for it in self.each() if it.severity == severity)

    def as_errors(self) -> "Findings":
        """Return the same, as errors, but for what is forgiven."""
        strict = msgspec.structs.replace
        return _packed(
            it if it.severity == "forgiven" else strict(it, severity="error") for it in self.each()
        )


def findings(problems: Iterable[Problem]) -> Findings:
    """Return the problems of one document packed, each once."""
    found: dict[tuple[str, str, Severity], set[tuple[int, int]]] = {}
    for it in problems:
        found.setdefault((it.message, it.hint, it.severity), set()).add((it.line, it.column))
    each = [Finding(*it, tuple(chain(*sorted(places)))) for it, places in found.items()]
    return _packed(each) if each else Findings()


def _packed(mistakes: Iterable[Finding]) -> Findings:
    """Return mistakes packed, and how many places there are of each severity."""
    each = tuple(mistakes)
    counts = {"error": 0, "warning": 0, "forgiven": 0}
    for it in each:
        counts[it.severity] += len(it.places) // 2
    packed = msgspec.msgpack.encode(each)
    return Findings(counts["error"], counts["warning"], packed, counts["forgiven"])


_FINDINGS = msgspec.msgpack.Decoder(tuple[Finding, ...])


class Problems(msgspec.Struct, frozen=True, array_like=True):
    """All that is wrong with a site: with documents by themselves, by path, and the rest."""

    rest: tuple[Problem, ...] = ()
    own: Mapping[str, Findings] = {}

    @classmethod
    def of(cls, rest: Iterable[Problem], own: Mapping[str, Findings] | None = None) -> "Problems":
        """Return problems in any order as one value."""
        return cls(in_order(rest), {path: it for path, it in (own or {}).items() if it})

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return self._count("error") + sum(it.errors for it in self.own.values())

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return self._count("warning") + sum(it.warnings for it in self.own.values())

    @property
    def forgiven(self) -> int:
        """How much there is that is not asked of old stories."""
        return self._count("forgiven") + sum(it.forgiven for it in self.own.values())

    def _count(self, severity: Severity) -> int:
        return sum(it.severity == severity for it in self.rest)

    @property
    def wrong(self) -> frozenset[str]:
        """The paths of what has errors."""
        rest = {it.path for it in self.rest if it.severity == "error"}
        return frozenset(rest | {path for path, it in self.own.items() if it.errors})

    def __len__(self) -> int:
        return len(self.rest) + sum(map(len, self.own.values()))

    def __iter__(self) -> Iterator[Problem]:
        """Yield all problems sorted by place."""
        for path, each in self.by_path():
            yield from in_place(path, each)

    def by_path(self) -> Iterator[tuple[str, list[Finding]]]:
        """Yield the mistakes in each file, files sorted."""
        rest: dict[str, list[Finding]] = {}
        for it in self.rest:
            finding = Finding(it.message, it.hint, it.severity, (it.line, it.column))
            rest.setdefault(it.path, []).append(finding)
        for path in sorted(rest.keys() | self.own.keys()):
            own = self.own.get(path)
            yield path, [*(own.each() if own else ()), *rest.get(path, ())]

    def of_severity(self, severity: Severity) -> "Problems":
        """Return the errors alone, or the warnings, or what is forgiven."""
        return Problems.of(
            (it for it in self.rest if it.severity == severity),
            {path: it.of_severity(severity) for path, it in self.own.items()},
        )

    def only(self, wanted: Callable[[str], bool]) -> "Problems":
        """Return the problems in wanted paths."""
        return Problems(
            tuple(it for it in self.rest if wanted(it.path)),
            {path: it for path, it in self.own.items() if wanted(path)},
        )

    def without(self, known: "Problems") -> "Problems":
        """Return the problems that are not known."""
        new = {path: it for path, it in self.own.items() if it != known.own.get(path)}
        was = {path: known.own.get(path, Findings()) for path in new}
        return Problems.of(
            set(self.rest) - set(known.rest),
            {path: findings(set(it) - set(was[path])) for path, it in new.items()},
        )

    def joined(self, more: Iterable[Problem]) -> "Problems":
        """Return these and more problems."""
        if isinstance(more, Problems):
            return Problems(in_order((*self.rest, *more.rest)), {**more.own, **self.own})
        return Problems(in_order((*self.rest, *more)), self.own)

    def as_errors(self) -> "Problems":
        """Return the same problems, as ones that stop a build."""
        return Problems(
            in_order(it.as_error() for it in self.rest),
            {path: it.as_errors() for path, it in self.own.items()},
        )


class SiteError(Exception):
    """Problems that stop a build before anything is written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = problems if isinstance(problems, Problems) else Problems.of(problems)
        super().__init__(self.problems)

    @classmethod
    def about(cls, where: str | PurePath, message: str, hint: str = "") -> Self:
        """Return the error of one problem: with a folder, with a file as a whole, or an option."""
        return cls([Problem(str(where), 0, 0, message, hint)])

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class ConfigError(SiteError):
    """Problems in `content/site.toml`: without it nothing else can be read."""


class UnfinishedError(SiteError):
    """Problems that struck while files were moved in: every file is whole, some are of before."""


class BusyError(SiteError):
    """Others are at work on the site, and one more waits already."""


class StoreDamaged(Exception):
    """What earlier builds remembered is not what was written: it is to be forgotten."""


def in_place(path: str, each: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return the mistakes of one file as problems sorted by place."""
    return in_order(chain.from_iterable(it.problems(path) for it in each))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by place, each once."""
    return tuple(sorted(set(problems), key=_order))


def _order(it: Problem) -> tuple[str, int, int, str, str, str]:
    return it.path, it.line, it.column, it.severity, it.message, it.hint
