"""What commands say of what they did, for people and programs: pure functions to text."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from sitegen.edition.entries import Held
from sitegen.errors import Problem, Problems, in_place
from sitegen.pipeline.order import ListedPicture, Profile, Result
from sitegen.telling import ALL, counted, verdict
from sitegen.timestamps import clock_text, is_never

if TYPE_CHECKING:
    from sitegen.desk.agenda import Item, State
    from sitegen.desk.machine import State as Health
    from sitegen.desk.machine import Symptom
    from sitegen.desk.moving import Move
    from sitegen.desk.turning import Turned

MEGABYTE = 1_000_000

WHY = {
    "draft": "draft",
    "scheduled": "scheduled",
    "embargo": "under embargo",
    "expired": "expired",
}

HEADINGS: "dict[State, str]" = {
    "draft": "Drafts",
    "scheduled": "Scheduled",
    "embargo": "Under embargo",
    "expiring": "To be withdrawn",
    "expired": "Withdrawn",
    "corrected": "Corrected",
}


def summary(result: Result, folder: Path, seconds: float, zone: ZoneInfo, profile: Profile) -> str:
    """Return what a build did, for people: one line if nothing has changed."""
    counts = (
        f"{len(result.written)} written, {result.unchanged} unchanged, "
        f"{len(result.removed)} removed"
    )
    warnings = verdict(result.problems)
    held = "shown here, but not to the public" if profile.admits_held else "held back"
    articles = counted(len(result.held), "article") if result.held else ""
    extent = f"{counted(result.files, 'file')}, {result.size / MEGABYTE:,.1f} MB"
    if result.was_idle:
        lines = [f"{folder}: nothing has changed, {counts} in {seconds:.2f} s", extent]
        lines += [f"{held}: {articles}"] if articles else []
        lines += [f"{warnings}: {ALL}"] if warnings else []
        return "; ".join(lines)
    first = f"{folder}: {counts} in {seconds:.2f} s; {extent}"
    lines = [first + (f"; {warnings}" if warnings else "")]
    if result.held:
        lines.append(f"{held}: {articles}")
        lines += (f"  {held_line(it, zone)}" for it in result.held)
    return "\n".join(lines)


def held_line(held: Held, zone: ZoneInfo) -> str:
    """Return why one article is held back, and until when in newsroom time."""
    until = f" until {clock_text(held.until, zone)}" if held.until else ""
    return f"{held.path}: {WHY[held.reason]}{until}"


def as_json(
    result: Result | None, problems: Problems, seconds: Mapping[str, float]
) -> Iterator[str]:
    """Yield one JSON object in parts; `result` is None if the build stopped at its problems."""
    done = {
        "written": result.written if result else (),
        "unchanged": result.unchanged if result else 0,
        "removed": result.removed if result else (),
        "files": result.files if result else None,
        "bytes": result.size if result else None,
        "held": [
            {"path": it.path, "reason": it.reason, "until": it.until}
            for it in (result.held if result else ())
        ],
    }
    yield f'{_json(done)[:-1]},"problems":['
    for number, (path, each) in enumerate(problems.by_path()):
        yield ("," if number else "") + ",".join(map(_problem_as_json, in_place(path, each)))
    took = {stage: round(value, 3) for stage, value in seconds.items()}
    yield f'],"seconds":{_json(took)}}}\n'


def _problem_as_json(it: Problem) -> str:
    return _json(
        {
            "path": it.path,
            "line": it.line,
            "column": it.column,
            "severity": it.severity,
            "message": it.message,
            "hint": it.hint,
        }
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


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


def for_programs(value: object) -> str:
    """Return what people read in lines as one value of JSON."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def agenda(items: "Sequence[Item]", zone: ZoneInfo) -> str:
    """Return what is on the desk, for people: a heading for each state, a line for each story."""
    lines = []
    for state, heading in HEADINGS.items():
        some = [it for it in items if it.state == state]
        lines += [heading] if some else []
        lines += (f"  {_moment(it, zone)}{it.path}\n    {it.headline}" for it in some)
    return "\n".join(lines) or "nothing is on the desk: no drafts, and nothing that waits or ends"


def _moment(it: "Item", zone: ZoneInfo) -> str:
    if it.moment is None:
        return ""
    return "never  " if is_never(it.moment) else f"{clock_text(it.moment, zone)}  "


def turned(it: "Turned", zone: ZoneInfo, *, out_now: bool) -> str:
    """Return what became of a story that was let out or taken back, and what follows of it."""
    own, *others = it.addresses
    lines = [own]
    if it.out:
        when = "with the next build" if out_now else f"on {clock_text(it.out, zone)}"
        lines = [f"{it.path}: no draft any more; out {when}", f"  address   {own}"]
        lines += (f"  also      {address}" for address in others)
    else:
        gone = "answers 404 from the next build on" if it.was_out else "was not out yet"
        lines = [f"{it.path}: a draft", f"  address   {own} {gone}"]
        lines += (f"  also      {address} {gone}" for address in others)
    links = "is a link again" if it.out else "is plain text until it is out"
    lines += (f"  linked    {path}: {links}" for path in it.linked)
    if it.was_out and not it.out:
        again = f"`sitegen release --keep-date {it.path}`"
        lines.append(f"  again     {again} gives it back its date and address")
    if it.others:
        lines.append(
            f"  but       {verdict(it.others)} in other files: `sitegen check` tells of them"
        )
    return "\n".join(lines)


def moved(it: "Move", *, with_git: bool) -> str:
    """Return what a move did, and what is left to do."""
    lines = [f"{it.here} -> {it.there}"]
    if it.old == it.new:
        lines.append(f"  address   {it.new}, as before")
    else:
        leads = f"; {it.alias} leads there" if it.alias else ", which nobody knows yet"
        lines.append(f"  address   {it.new}{leads}")
    lines += (f"  changed   {path}: names it as it is called now" for path in it.relinked)
    lines.append("  Git       renamed it for the next commit" if with_git else "")
    return "\n".join(filter(None, lines))


MARKS: "dict[Health, str]" = {"fine": "fine", "note": "note", "wrong": "WRONG"}


def health(symptoms: "Sequence[Symptom]") -> str:
    """Return how a machine is, for people: a line for each thing, and below it the cure."""
    lines = []
    for it in symptoms:
        lines.append(f"{MARKS[it.state]:<5}  {it.what:<10} {it.said}")
        lines += [f"       {'':<10} {it.cure}"] if it.cure else []
    wrong = sum(it.state == "wrong" for it in symptoms)
    lines.append(f"{counted(wrong, 'thing')} to mend" if wrong else "nothing is wrong")
    return "\n".join(lines)
