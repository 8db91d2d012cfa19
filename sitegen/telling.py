"""What is said of problems, be there three or half a million: by kind, the errors last.

A terminal shows its end, and GitHub the first ten of each severity. A text is yielded in parts, as
whole lines: all of it together may be larger than the site.
"""

import re
from collections.abc import Iterator
from heapq import nsmallest

from msgspec import Struct

from sitegen.errors import Finding, Problem, Problems, Severity, in_place

FEW = 20
"""Problems of a severity that are told one by one."""

EXAMPLES = 3
"""Problems of a kind that are shown if there are more."""

KINDS = 12
"""Kinds that are shown with as many examples; of more kinds each has one."""

MOST_KINDS = 40
"""Kinds that are shown at all."""

ANNOTATIONS = 10
"""Annotations of a severity that GitHub shows of a step."""

FORGIVEN = "of stories from before `policy.strict_since` forgiven"

ALL = "`sitegen check --all` tells of each"

_VALUE = r"(?:`[^`]*`|“[^”]*”|\d[\d.,:-]*|[^\s,]*/[^\s,]*)"
_VALUES = re.compile(rf"{_VALUE}(?:, {_VALUE})*")


class Kind(Struct):
    """Problems whose messages differ in nothing but values: how many, in how many files."""

    examples: list[Problem]
    count: int = 0
    files: int = 0


def counted(number: int, noun: str) -> str:
    """Return "1 error", "2 errors"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def verdict(problems: Problems) -> str:
    """Return how many problems there are; empty if there are none."""
    numbers = (("error", problems.errors), ("warning", problems.warnings))
    told = [counted(number, severity) for severity, number in numbers if number]
    return ", ".join([*told, *([f"{problems.forgiven:,} forgiven"] if problems.forgiven else [])])


def told(problems: Problems, *, every: bool = False) -> Iterator[str]:
    """Yield what people are told: some of each kind if there are many, or each and every one."""
    severities: tuple[Severity, ...] = ("forgiven", "warning", "error")
    for severity in severities:
        some = problems.of_severity(severity)
        if severity == "forgiven" and not every:
            yield from [f"{counted(len(some), 'gap')} {FORGIVEN}: {ALL}"] if some else []
        elif every or len(some) <= FEW:
            yield from _one_by_one(some)
        elif some:
            yield from _by_kind(some, severity)


def annotations(problems: Problems, *, every: bool = False) -> Iterator[str]:
    """Yield workflow commands of GitHub Actions: no more than it shows, or each and every one."""
    severities: tuple[Severity, ...] = ("error", "warning")
    for severity in severities:
        some = problems.of_severity(severity)
        if every or len(some) <= ANNOTATIONS:
            yield from map(annotation, some)
            continue
        found = kinds(some)
        shown = found if len(found) <= ANNOTATIONS else found[: ANNOTATIONS - 1]
        yield from (annotation(it.examples[0], _more(it, 1)) for it in shown)
        if left := sum(it.count for it in found[len(shown) :]):
            what = f"{counted(left, severity)} of {len(found) - len(shown)} more kinds"
            yield annotation(Problem("sitegen", 0, 0, what, ALL, severity))


def annotation(problem: Problem, more: str = "") -> str:
    """Return a workflow command of GitHub Actions ("Setting an error message")."""
    text = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    text = f"{text}\n{more}" if more else text
    if not problem.line:
        return f"::{problem.severity} title={_property(problem.path)}::{_data(text)}"
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    return f"::{problem.severity} {place}::{_data(text)}"


def kinds(problems: Problems) -> list[Kind]:
    """Return problems by kind, the most frequent first, each with its first places."""
    found: dict[str, Kind] = {}
    known: dict[str, str] = {}
    for path, each in problems.by_path():
        here: dict[str, list[Finding]] = {}
        for it in each:
            name = known.get(it.message) or known.setdefault(it.message, _kind(it))
            here.setdefault(name, []).append(it)
        for name, same in here.items():
            kind = found.setdefault(name, Kind([]))
            kind.files += 1
            kind.count += sum(len(it.places) // 2 for it in same)
            if len(kind.examples) < EXAMPLES:
                places = (problem for it in same for problem in it.problems(path))
                some = nsmallest(EXAMPLES, places, key=lambda it: (it.line, it.column, it.message))
                kind.examples = [*kind.examples, *some][:EXAMPLES]
    return sorted(found.values(), key=lambda it: -it.count)


def _kind(finding: Finding) -> str:
    """Return a message without values: names, numbers and paths."""
    return _VALUES.sub("…", finding.message)


def _one_by_one(problems: Problems) -> Iterator[str]:
    for path, each in problems.by_path():
        yield "\n".join(map(str, in_place(path, each)))


def _by_kind(problems: Problems, severity: Severity) -> Iterator[str]:
    found = kinds(problems)
    shown = found[:MOST_KINDS]
    number = EXAMPLES if len(found) <= KINDS else 1
    yield from ("\n".join(_lines(it, number)) for it in shown)
    left = found[MOST_KINDS:]
    seen = sum(min(it.count, number) for it in shown)
    if seen < len(problems):
        some = f"; of {counted(len(left), 'kind')} none is shown" if left else ""
        of_kinds = f" of {counted(len(found), 'kind')}"
        yield f"{counted(len(problems), severity)}{of_kinds}{some}: {ALL}"


def _lines(kind: Kind, number: int) -> Iterator[str]:
    """Yield the examples of a kind, a hint that several share below the last of them."""
    examples = kind.examples[:number]
    for it, following in zip(examples, [*examples[1:], None], strict=True):
        yield it.head
        if it.hint and (following is None or following.hint != it.hint):
            yield it.advice
    if kind.count > number:
        yield f"    {_more(kind, number)}"


def _more(kind: Kind, shown: int) -> str:
    """Return how many of a kind are not shown; empty if all are."""
    files = f" in {counted(kind.files, 'file')}" if kind.files > 1 else ""
    return f"and {kind.count - shown:,} more like this{files}" if kind.count > shown else ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
