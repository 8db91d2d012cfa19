"""What a browser is given for an address: the bytes of the build, and a note beside them."""

from collections import OrderedDict
from datetime import datetime
from html import escape
from pathlib import Path
from threading import Lock

from msgspec import Struct

from sitegen.build.derivatives import FAILURES
from sitegen.build.order import Reporter
from sitegen.build.sources import SourceChanged
from sitegen.errors import Problem, SiteError, StoreDamaged, in_order
from sitegen.pages.plan import Output
from sitegen.pages.templates import RenderError
from sitegen.preview.desk import Desk
from sitegen.preview.lastgood import State
from sitegen.preview.media import media_type
from sitegen.preview.notes import OK, Answer, Note, Notes
from sitegen.preview.snapshot import Snapshot
from sitegen.statcache import digest_of
from sitegen.urls import FRONT, NOT_FOUND, href, nfc, output_path

REMEMBERED = 200
"""Pages that are kept as they last were, and of which it is known where they came from."""

HTML = "text/html; charset=utf-8"


class _Last(Struct, frozen=True):
    """A page as it was when it last could be shown, and what it told of."""

    data: bytes
    about: str
    fields: Struct | None


class Pages:
    """Answers for addresses. Threads may share it; `asked` is the time that was asked for."""

    def __init__(
        self, desk: Desk, root: Path, reporter: Reporter, asked: datetime | None = None
    ) -> None:
        self._desk = desk
        self._notes = Notes(root, asked)
        self._reporter = reporter
        self._lock = Lock()
        self._last: OrderedDict[str, _Last] = OrderedDict()
        self._state = State()
        self._answers: dict[str, Answer] = {}
        self._failures: dict[str, Problem] = {}
        self._told: set[Problem] = set()

    def base_path(self) -> str:
        """Return the path below which the site lies. Raises `Closed`."""
        snapshot = self._desk.state(look=False).snapshot
        return snapshot.site.config.base_path if snapshot else "/"

    def answer(self, address: str, *, look: bool) -> Answer:
        """Return what lies at an address, after a look at the files if asked for. Raises `Closed`.

        An address without its last slash finds nothing: browsers have to be sent on.
        """
        return self._answer(self._desk.state(look=look), output_path(nfc(address)))

    def note(self, path: str) -> Note:
        """Return what there is to say of the page at an output path, as it is now."""
        state = self._desk.state(look=False)
        answer = self._answer(state, path)
        failures = [answer.failure] if answer.failure else []
        if path == output_path(FRONT):
            with self._lock:
                failures = list(in_order(self._failures.values()))
        moved = "" if answer.digest else self._moved(state, path)
        return self._notes.note(state, answer, failures, moved)

    def _answer(self, state: State, path: str) -> Answer:
        """Return an answer, made once in a state: the note on a page needs it, then the page."""
        with self._lock:
            if self._state is not state:
                self._state = state
                self._failures.clear()
                self._answers.clear()
            known = self._answers.get(path)
        if known is None:
            known = self._made(state, path)
            if known.type == HTML:
                with self._lock:
                    if self._state is state and len(self._answers) < REMEMBERED:
                        self._answers[path] = known
        return known

    def _made(self, state: State, path: str) -> Answer:
        snapshot = state.snapshot
        if snapshot is None:
            return self._error_page(state, path, None)
        output = None
        try:
            output = snapshot.output(path)
            if output is None:
                return self._missing(state, path)
            data = snapshot.bytes_of(output)
        except RenderError as error:
            return self._failed(state, path, output, error.problem)
        except (*FAILURES, SourceChanged, SiteError, StoreDamaged) as error:
            return self._failed(state, path, None, _problem(path, error))
        type_ = media_type(path)
        if type_ == HTML:
            self._remember(snapshot, path, output, data)
        return Answer(
            status=OK,
            data=data,
            type=type_,
            page=path,
            digest=digest_of(data).hex(),
            output=output,
        )

    def _remember(self, snapshot: Snapshot, path: str, output: Output, data: bytes) -> None:
        entries = snapshot.site.edition.entries
        fields = next((it.fields for it in entries if it.path == output.about), None)
        with self._lock:
            self._last[path] = _Last(data, output.about, fields)
            self._last.move_to_end(path)
            if len(self._last) > REMEMBERED:
                self._last.popitem(last=False)

    def _missing(self, state: State, path: str) -> Answer:
        data, type_ = b"There is no such file.\n", "text/plain; charset=utf-8"
        if media_type(path) == HTML:
            not_found = self._answer(state, output_path(NOT_FOUND))
            data, type_ = not_found.data, HTML
        return Answer(status=404, data=data, type=type_, page=path)

    def _failed(self, state: State, path: str, output: Output | None, problem: Problem) -> Answer:
        """Return a page as it last was, and say once in the terminal why."""
        with self._lock:
            self._failures[path] = problem
            is_news = problem not in self._told and problem not in state.problems
            self._told.add(problem)
            last = self._last.get(path)
        if is_news:
            self._reporter.notice(str(problem))
        if media_type(path) != HTML:
            text = f"{problem}\n".encode()
            return Answer(status=404, data=text, type="text/plain; charset=utf-8", page=path)
        if last is None:
            return self._error_page(state, path, problem, output)
        return Answer(
            status=OK,
            data=last.data,
            type=HTML,
            page=path,
            digest=digest_of(last.data).hex(),
            output=output,
            failure=problem,
        )

    def _error_page(
        self, state: State, path: str, problem: Problem | None, output: Output | None = None
    ) -> Answer:
        """Return a page that says what is wrong, to people without scripts too."""
        problems = (problem,) if problem else state.errors
        listed = "".join(f"<li><pre>{escape(str(it))}</pre></li>" for it in problems)
        data = _ERROR_PAGE.format(problems=listed).encode()
        return Answer(
            status=500,
            data=data,
            type=HTML if media_type(path) == HTML else "text/plain; charset=utf-8",
            page=path,
            digest=digest_of(data).hex(),
            output=output,
            failure=problem,
        )

    def _moved(self, state: State, path: str) -> str:
        """Return where the page went that was last seen at an output path; empty if nowhere."""
        last, snapshot = self._last.get(path), state.snapshot
        if last is None or snapshot is None:
            return ""
        page = snapshot.page_of(last.about) or snapshot.page_of(_again(snapshot, last.fields))
        if page is None or page.path == path:
            return ""
        return href(snapshot.site.config.base_path, f"/{page.path.removesuffix('index.html')}")


def _again(snapshot: Snapshot, fields: Struct | None) -> str:
    """Return the path of what has these fields: the file may have been renamed."""
    entries = snapshot.site.edition.entries
    return next((it.path for it in entries if fields and it.fields == fields), "")


def _problem(path: str, error: Exception) -> Problem:
    if isinstance(error, SiteError) and error.problems:
        return error.problems[0]
    return Problem(path, 0, 0, f"cannot be made: {str(error) or type(error).__name__}")


_ERROR_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>This page cannot be shown</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 1rem }}
pre {{ font: 0.875rem/1.5 ui-monospace, monospace; white-space: pre-wrap }}
li {{ list-style: none }}
ul {{ padding: 0 }}
</style>
</head>
<body>
<h1>This page cannot be shown yet</h1>
<p>It appears here as soon as this is mended:</p>
<ul>{problems}</ul>
</body>
</html>
"""
