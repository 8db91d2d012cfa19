"""What the preview says of a page beside it: its source, what is wrong, who may see it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.kinds import KINDS
from sitegen.content.places import CONFIG
from sitegen.dates import day_text
from sitegen.edition.crosscheck import WORDS
from sitegen.edition.entries import Entry
from sitegen.edition.roles import HEADS
from sitegen.errors import Problem, Problems, Severity
from sitegen.model import SourceKind
from sitegen.pages.around import reading_minutes
from sitegen.pages.displays import PAGED
from sitegen.pages.outputs import Output, Page
from sitegen.pages.templates import FOLDER
from sitegen.preview.lastgood import State
from sitegen.preview.snapshot import Snapshot
from sitegen.timestamps import clock_text, newsroom_time
from sitegen.urls import FRONT, output_path

OK = 200

AROUND = 1
"""Lines of an excerpt above and below the one with the mistake."""

TOLD = 100
"""Problems that are told beside a page: a browser is no place for thousands."""

LONGEST = 1_000_000
"""Bytes of a file that are read for an excerpt."""

BINARY: frozenset[SourceKind] = frozenset({"picture", "font"})

WIDE = 160
"""Characters of a line that an excerpt shows."""


class ExcerptLine(Struct, frozen=True):
    """A line of an excerpt. `caret` is the column that is marked, from 1; 0 if none is."""

    line: int
    text: str
    caret: int = 0


class ToldProblem(Struct, frozen=True):
    """A problem as a browser shows it. `href` opens the file in the editor; it may be empty."""

    path: str
    line: int
    column: int
    severity: Severity
    message: str
    hint: str
    href: str
    excerpt: tuple[ExcerptLine, ...]


class SourceLink(Struct, frozen=True):
    """A file, and the address that opens it in the editor."""

    path: str
    href: str


class Note(Struct, frozen=True):
    """All that a browser is told of a page: the client (`client.js`) reads it as JSON.

    `digest` is empty if there is no such page; then `moved` is where it went, if that is known.
    `stale` if the page is shown as it was before an error. Of all `errors` and `warnings` the
    `problems` are the first.
    """

    digest: str
    moved: str = ""
    source: SourceLink | None = None
    words: int = 0
    minutes: int = 0
    held: str = ""
    now: str = ""
    stale: bool = False
    errors: int = 0
    warnings: int = 0
    problems: tuple[ToldProblem, ...] = ()


class Answer(Struct, frozen=True, kw_only=True):
    """Bytes as the build has them, or what stands in for them.

    `page` is the output path that was asked for, `base` the path below which the site lies.
    `digest` is that of the bytes; empty if the build has no such file. `failure` is why a page is
    shown as it was before, or not at all. `elsewhere` is where a browser is sent on to.
    """

    status: int
    data: bytes
    type: str
    page: str
    base: str
    elsewhere: str = ""
    digest: str = ""
    output: Output | None = None
    failure: Problem | None = None

    @property
    def is_older(self) -> bool:
        """Whether this is a page as it was before."""
        return self.failure is not None and self.status == OK


class Notes:
    """Writes the notes on pages of a site below `root`; `asked` is the time asked for, if any."""

    def __init__(self, root: Path, asked: datetime | None = None) -> None:
        self._root = root.resolve()
        self._asked = asked

    def note(self, state: State, answer: Answer, moved: str) -> Note:
        """Return the note on an answer."""
        snapshot, output, digest = state.snapshot, answer.output, answer.digest
        if snapshot is None:
            return self._with(Note(digest), state, state.problems)
        concern = concerning(state.problems, answer.page, output, snapshot)
        failure = [answer.failure] if answer.failure else []
        about = output.about if output else ""
        entry = snapshot.entry(about)
        words = entry.document.words if entry and entry.kind in PAGED else 0
        zone = snapshot.site.config.zone
        note = Note(
            digest=digest,
            moved=moved,
            source=SourceLink(about, self._opening(state, about)) if about else None,
            words=words,
            minutes=reading_minutes(words) if words else 0,
            held=held_text(entry, zone) if entry else "",
            now=moment_text(self._asked, zone) if self._asked else "",
            stale=answer.is_older or _is_older(state, output),
        )
        return self._with(note, state, concern.joined(failure))

    def _with(self, note: Note, state: State, problems: Problems) -> Note:
        """Return a note with problems, errors first."""
        ordered = chain(problems.of_severity("error"), problems.of_severity("warning"))
        return replace(
            note,
            errors=problems.errors,
            warnings=problems.warnings,
            problems=self._told(state, islice(ordered, TOLD)),
        )

    def _told(self, state: State, problems: Iterable[Problem]) -> tuple[ToldProblem, ...]:
        """Return problems as browsers show them."""
        return tuple(
            ToldProblem(
                path=it.path,
                line=it.line,
                column=it.column,
                severity=it.severity,
                message=it.message,
                hint=it.hint,
                href=self._opening(state, it.path, it.line, it.column),
                excerpt=tuple(self._excerpt(state, it)),
            )
            for it in problems
        )

    def _opening(self, state: State, path: str, line: int = 1, column: int = 1) -> str:
        """Return the address that opens a file in the editor; empty if there is no such file."""
        source = state.sources.get(path)
        if state.snapshot is None or source is None or not source.file:
            return ""
        file = self._root / source.file
        editor = state.snapshot.site.config.preview.editor
        # One by one: a path may hold what looks like a placeholder.
        parts = {"path": quote(str(file)), "line": str(max(1, line)), "column": str(max(1, column))}
        return editor.format(**parts) if editor else ""

    def _excerpt(self, state: State, problem: Problem) -> Iterator[ExcerptLine]:
        source = state.sources.get(problem.path)
        if not problem.line or source is None or source.kind in BINARY:
            return  # a link may lead anywhere: only what is part of the site is shown
        try:
            with (self._root / source.file).open("rb") as file:
                text = file.read(LONGEST).decode("utf-8", "replace")
        except OSError:
            return
        # A paragraph is one line: what is shown of it is what stands around the mistake.
        shift = max(0, problem.column - WIDE * 2 // 3)
        lines = text.removesuffix("\n").split("\n")
        first, last = max(1, problem.line - AROUND), min(len(lines), problem.line + AROUND)
        for number in range(first, last + 1):
            shown = _cut(lines[number - 1].rstrip("\r"), shift)
            caret = problem.column - shift if number == problem.line else 0
            yield ExcerptLine(number, shown, min(caret, len(shown) + 1))


def _cut(line: str, start: int) -> str:
    """Return what is shown of a line, from a character on: `…` stands for what is cut off."""
    shown = line[start : start + WIDE]
    if start and shown:
        shown = f"…{shown[1:]}"
    return f"{shown[:-1]}…" if start + WIDE < len(line) else shown


def concerning(
    problems: Problems, path: str, output: Output | None, snapshot: Snapshot
) -> Problems:
    """Return the problems that concern a page: the front page, and what is no page, all of them."""
    if output is None or path == output_path(FRONT):
        return problems
    shaping = _shaping(output, snapshot)
    return Problems(
        tuple(
            it
            for it in problems.rest
            if not it.line or it.path in shaping or it.path.startswith(("static/", WORDS))
        ),
        {path: problems.own[path] for path in shaping & problems.own.keys()},
    )


def _shaping(output: Output | None, snapshot: Snapshot) -> set[str]:
    """Return the sources that shape a page, besides those that shape all."""
    if output is None:
        return {CONFIG}
    shaping = {CONFIG, output.about}
    if isinstance(output.recipe, Page):
        templates, _ = snapshot.site.templates.uses(output.recipe.template)
        shaping |= {FOLDER + name for name in templates | {output.recipe.template}}
    return shaping


def _is_older(state: State, output: Output | None) -> bool:
    """Say whether something that a page shows is shown as it was before."""
    if state.snapshot is None or not state.older:
        return False
    shaping = _shaping(output, state.snapshot)
    if output and output.about:
        shaping |= {use.source for use in state.snapshot.site.library.used([output.about])}
        entry = state.snapshot.entry(output.about)
        topics = entry.topics if entry else ()
        for name, heads in HEADS.items():
            shaping |= {KINDS[name].path_of(id_) for kind, id_, _ in topics if kind == heads}
    return bool(state.older & shaping) or any(it.startswith(WORDS) for it in state.older)


def held_text(story: Entry, zone: ZoneInfo) -> str:
    """Return why readers do not see a story, and until when; empty if they do."""
    held = story.held
    if held is None:
        return ""
    when = moment_text(held.until, zone) if held.until else ""
    match held.reason:
        case "draft":
            return "Draft: readers do not see it"
        case "scheduled":
            return f"Scheduled: readers see it from {when}"
        case "embargo":
            return f"Under embargo: readers see it from {when}"
        case "expired":
            ended: datetime | None = getattr(story.fields, "expires", None)
            return f"Expired: readers saw it until {moment_text(ended, zone)}" if ended else ""


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment in newsroom time, as in "1 December 2026, 09:00 CET"."""
    there = newsroom_time(moment, zone)
    day = day_text(there.year, there.month, there.day, "en-GB")
    return f"{day}, {clock_text(moment, zone).partition(' ')[2]}"
