"""What a browser is given for an address: the bytes of the build, and a note beside them."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from html import escape
from itertools import islice
from pathlib import Path
from threading import Lock

from msgspec import Struct

from sitegen.edition.rows import Facts
from sitegen.errors import Problem, SiteError, StoreDamaged
from sitegen.pages.outputs import Output
from sitegen.pages.templates import RenderError
from sitegen.pipeline.derivatives import FAILURES
from sitegen.pipeline.memory.sources import SourceChanged
from sitegen.preview.designs import Design, Failure, design_of
from sitegen.preview.lastgood import State
from sitegen.preview.notes import OK, TOLD, Answer, Note, Notes
from sitegen.preview.snapshot import Snapshot
from sitegen.preview.updater import Updater
from sitegen.statcache import digest_of
from sitegen.syndication.media import media_type
from sitegen.urls import FRONT, NOT_FOUND, href, nfc, output_path

REMEMBERED = 200
"""Pages that are kept as they last were."""

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


class _Last(Struct, frozen=True):
    """A page as it was when it last could be shown: its bytes, its templates, what it told of."""

    data: bytes
    design: Design
    about: str
    facts: Facts | None
    fields: Struct | None


class Pages:
    """Answers for addresses. Threads may share it; `asked` is the time that was asked for."""

    def __init__(self, updater: Updater, root: Path, asked: datetime | None = None) -> None:
        self._updater = updater
        self._notes = Notes(root, asked)
        self._lock = Lock()
        self._last: OrderedDict[str, _Last] = OrderedDict()

    def base_path(self) -> str:
        """Return the path below which the site lies. Raises `Closed`."""
        return _base_path(self._updater.state(look=False))

    def answer(self, address: str, *, look: bool) -> Answer:
        """Return what lies at an address, after a look at the files if asked for. Raises `Closed`.

        Addresses are whole: they begin with the path below which the site lies.
        """
        state = self._updater.state(look=look)
        base = _base_path(state)
        if address == "/" != base or f"{address}/" == base:
            return _elsewhere(base, FRONT, base)
        if not address.startswith(base):
            text = f"The site lies at {base}\n".encode()
            return Answer(status=404, data=text, type=TEXT, page="", base=base)
        inside = nfc(f"/{address.removeprefix(base)}")
        answer = self._answer(state, output_path(inside))
        if answer.digest or inside.endswith("/"):
            return answer
        further = self._answer(state, output_path(f"{inside}/"))
        return _elsewhere(base, f"{inside}/", further.page) if further.output else answer

    def note(self, path: str, base: str) -> Note:
        """Return what there is to say of the page at an output path, as it is now.

        It was served below `base`; if the site does not lie there any more, it has moved.
        """
        state = self._updater.state(look=False)
        answer = self._answer(state, path)
        if answer.base != base and state.snapshot:
            return Note("", moved=_href(state, path))
        moved = "" if answer.digest else self._moved(state, path)
        return self._notes.note(state, answer, moved)

    def _answer(self, state: State, path: str) -> Answer:
        """Return what lies at an output path.

        A page that fails in its templates is asked of a state with others, if there is one.
        """
        failure: Problem | None = None
        output: Output | None = None
        while (snapshot := state.snapshot) is not None:
            try:
                output = snapshot.output(path)
                if output is None:
                    return self._missing(state, path)
                data = snapshot.bytes_of(output)
            except RenderError as error:
                failure = error.problem
                design = design_of(snapshot.site.sources)
                last = self._last.get(path)
                is_by_design = last is None or last.design != design
                now = self._updater.fail(Failure(design, path, failure, is_by_design))
                if now is state or now.snapshot is None:
                    break
                if design_of(now.snapshot.site.sources) == design:
                    state = now
                    break
                state = now
            except (*FAILURES, SourceChanged, SiteError, StoreDamaged) as error:
                failure = _problem(path, error)
                break
            else:
                return self._made(state, snapshot, output, data)
        return self._as_it_was(state, path, output, failure)

    def _made(self, state: State, snapshot: Snapshot, output: Output, data: bytes) -> Answer:
        type_ = media_type(output.path)
        if type_ == HTML:
            entry = snapshot.entry(output.about)
            facts = snapshot.site.library.row(output.about).facts if entry else None
            fields = entry.fields if entry else None
            design = design_of(snapshot.site.sources)
            with self._lock:
                self._last[output.path] = _Last(data, design, output.about, facts, fields)
                self._last.move_to_end(output.path)
                if len(self._last) > REMEMBERED:
                    self._last.popitem(last=False)
        return Answer(
            status=OK,
            data=data,
            type=type_,
            page=output.path,
            base=_base_path(state),
            digest=digest_of(data).hex(),
            output=output,
        )

    def _missing(self, state: State, path: str) -> Answer:
        data, type_ = b"There is no such file.\n", TEXT
        if media_type(path) == HTML and path != output_path(NOT_FOUND):
            data, type_ = self._answer(state, output_path(NOT_FOUND)).data, HTML
        return Answer(status=404, data=data, type=type_, page=path, base=_base_path(state))

    def _as_it_was(
        self, state: State, path: str, output: Output | None, failure: Problem | None
    ) -> Answer:
        """Return a page as it last was; else what is wrong, to people without scripts too."""
        base = _base_path(state)
        if media_type(path) != HTML:
            text = f"{failure or 'This cannot be made.'}\n".encode()
            return Answer(status=404, data=text, type=TEXT, page=path, base=base)
        last = self._last.get(path)
        status = OK if last else 500
        data = (
            last.data
            if last
            else _error_page([failure] if failure else state.problems.of_severity("error"))
        )
        return Answer(
            status=status,
            data=data,
            type=HTML,
            page=path,
            base=base,
            digest=digest_of(data).hex(),
            output=output,
            failure=failure,
        )

    def _moved(self, state: State, path: str) -> str:
        """Return where the page went that was last seen at an output path; empty if nowhere."""
        last, snapshot = self._last.get(path), state.snapshot
        if last is None or snapshot is None:
            return ""
        page = snapshot.page_of(last.about) or snapshot.page_of(_again(snapshot, last))
        if page is None or page.path == path:
            return ""
        return _href(state, page.path)


def _base_path(state: State) -> str:
    return state.snapshot.site.config.base_path if state.snapshot else "/"


def _href(state: State, path: str) -> str:
    return href(_base_path(state), f"/{path.removesuffix('index.html')}")


def _elsewhere(base: str, address: str, page: str) -> Answer:
    """Return an answer that sends a browser on."""
    where = href(base, address)
    return Answer(status=307, data=b"", type=TEXT, page=page, base=base, elsewhere=where)


def _error_page(problems: Iterable[Problem]) -> bytes:
    told = islice(problems, TOLD)
    listed = "".join(f"<li><pre>{escape(str(it))}</pre></li>" for it in told)
    return _ERROR_PAGE.format(problems=listed).encode()


def _again(snapshot: Snapshot, last: _Last) -> str:
    """Return the path of what has the fields of a page: the file may have been renamed."""
    if last.facts is None:
        return ""
    for row in snapshot.site.rows:
        # What has other moments has other fields: few documents are read for this.
        if row.facts.timing == last.facts.timing and row.facts.title == last.facts.title:
            entry = snapshot.entry(row.path)
            if entry and entry.fields == last.fields:
                return row.path
    return ""


def _problem(path: str, error: Exception) -> Problem:
    if isinstance(error, SiteError) and error.problems:
        return next(iter(error.problems))
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
<main>
<h1>This page cannot be shown yet</h1>
<p>It appears here as soon as this is mended:</p>
<ul>{problems}</ul>
</main>
</body>
</html>
"""
