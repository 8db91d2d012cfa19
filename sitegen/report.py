"""What a build says, in three formats: pure functions from results to text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from sitegen.build.order import ListedPicture, Profile, Result
from sitegen.edition.edition import Held
from sitegen.errors import Problem
from sitegen.timestamps import clock_text

WHY = {
    "draft": "draft",
    "scheduled": "scheduled",
    "embargo": "under embargo",
    "expired": "expired",
}


def counted(number: int, noun: str) -> str:
    """Return "1 error", "2 errors"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summary(result: Result, folder: Path, seconds: float, zone: ZoneInfo, profile: Profile) -> str:
    """Return what a build did, for people."""
    counts = (
        f"{len(result.written)} written, {result.unchanged} unchanged, "
        f"{len(result.removed)} removed"
    )
    lines = [f"{folder}: {counts} in {seconds:.2f} s"]
    if result.held:
        held = "shown here, but not to the public" if profile.admits_held else "held back"
        lines.append(f"{held}: {counted(len(result.held), 'article')}")
        lines += (f"  {held_line(it, zone)}" for it in result.held)
    return "\n".join(lines)


def held_line(held: Held, zone: ZoneInfo) -> str:
    """Return why one article is held back, and until when in newsroom time."""
    until = f" until {clock_text(held.until, zone)}" if held.until else ""
    return f"{held.path}: {WHY[held.reason]}{until}"


def verdict(problems: Iterable[Problem]) -> str:
    """Return how many problems there are; empty if there are none."""
    severities = [problem.severity for problem in problems]
    parts = [
        counted(severities.count(severity), severity)
        for severity in ("error", "warning")
        if severity in severities
    ]
    return ", ".join(parts)


def as_json(
    result: Result | None, problems: Iterable[Problem], seconds: Mapping[str, float]
) -> str:
    """Return one JSON object; `result` is None if the build stopped at its problems."""
    report = {
        "written": result.written if result else (),
        "unchanged": result.unchanged if result else 0,
        "removed": result.removed if result else (),
        "held": [
            {"path": it.path, "reason": it.reason, "until": it.until}
            for it in (result.held if result else ())
        ],
        "problems": [
            {
                "path": it.path,
                "line": it.line,
                "column": it.column,
                "severity": it.severity,
                "message": it.message,
                "hint": it.hint,
            }
            for it in problems
        ],
        "seconds": {stage: round(value, 3) for stage, value in seconds.items()},
    }
    return msgspec.json.encode(report).decode()


def annotation(problem: Problem) -> str:
    """Return a workflow command of GitHub Actions ("Setting an error message")."""
    text = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    if not problem.line:
        return f"::{problem.severity} title={_property(problem.path)}::{_data(text)}"
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    return f"::{problem.severity} {place}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def pictures(items: Sequence[ListedPicture]) -> str:
    """Return the list of a site's pictures, for people."""
    lines = [line for item in items for line in _picture_lines(item)]
    unused = sum(not item.used for item in items)
    wrong = sum(bool(item.problems) for item in items)
    counts = [counted(len(items), "picture")]
    counts += [f"{unused} unused"] if unused else []
    counts += [f"{wrong} with problems"] if wrong else []
    return "\n".join([*lines, ", ".join(counts)])


def _picture_lines(item: ListedPicture) -> Iterator[str]:
    yield f"{item.path}  {item.width} × {item.height}"
    facts = (
        ("credit", item.credit or ("none",)),
        ("by", item.creators),
        ("copyright", (item.copyright,)),
        ("terms", (item.terms,)),
        ("until", (item.ends,)),
        ("licence", (item.statement,)),
        ("used in", item.used or ("nothing",)),
        ("problem", item.problems),
    )
    for name, values in facts:
        yield from (f"    {name:<9} {value}" for value in values if value)


def pictures_as_json(items: Sequence[ListedPicture]) -> str:
    """Return the list of a site's pictures as one JSON array."""
    return msgspec.json.format(msgspec.json.encode(items), indent=2).decode()
