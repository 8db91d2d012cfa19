"""The process of a command: its streams, its signals, and what nobody foresaw.

Nobody who writes stories is shown a traceback: what is no problem of a site is told in one line,
and kept in a file for those who can mend it. Nothing is imported here that takes its time, so
that Ctrl-C is heeded from the first moment on.
"""

import gc
import os
import signal
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import NoReturn, TextIO

from sitegen.cli.asked import DEBUG, SIGNALLED, Asked

DEFECT = 70
"""The exit status of a defect of sitegen itself: `EX_SOFTWARE` of sysexits.h."""

REPORT = "defect.txt"
"""The file below `.sitegen/` that tells of the last defect."""

STDERR = 2
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(BaseException):
    """A signal asked the command to end."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def main() -> NoReturn:
    """Run a command as a process of its own, from its streams to its exit status."""
    status = _status()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody listens
            stream.flush()
    # Python would take apart what was built, story by story, which takes a tenth of an edit.
    os._exit(status)


def _status() -> int:
    """Run a command, and return its exit status."""
    asked = Asked()
    gc.disable()  # a command ends before its garbage is worth a round; a preview sees to its own
    try:
        _heed_signals()
        _mend_streams()
        if not _stands_somewhere():
            _tell("sitegen: error: the folder that you are in has been removed: go to another one")
            return 2
        from sitegen.cli.commands import main as command

        command(obj=asked)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Ended as ended:
        _tell("stopped")
        return SIGNALLED + ended.number
    except Exception as error:  # noqa: BLE001 - the last resort
        if refused := _refused(error):
            _tell(refused)
            return 1
        _tell(_defect(error, asked.root))
        return DEFECT
    return 0


def _heed_signals() -> None:
    """Let signals end the command in order. What `nohup` and `&` have ignored stays ignored."""

    def end(number: int, _: FrameType | None) -> None:
        for other in ENDING:  # what ends must not be ended in the middle of it
            signal.signal(other, signal.SIG_IGN)
        raise Ended(number)

    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, end)


def _mend_streams() -> None:
    """See to it that no file takes the place of a closed stream, and that any text can be said."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= STDERR:
        pass
    os.close(handle)
    sys.stdout = _mended(sys.stdout)
    sys.stderr = _mended(sys.stderr)


def _mended(stream: TextIO | None) -> TextIO:
    if stream is None:  # it was closed: whoever did that wants to hear nothing
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def _stands_somewhere() -> bool:
    try:
        return bool(Path.cwd())
    except OSError:
        return False


def _tell(text: str) -> None:
    with suppress(OSError):  # nobody listens
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def _refused(error: Exception) -> str:
    """Return what to say if a stream takes no more, as it may with `--help`; empty if it does."""
    if not isinstance(error, OSError) or error.filename:
        return ""
    from sitegen.errors import Problem
    from sitegen.refusals import refusal

    message, hint = refusal(error)
    return str(Problem("sitegen", 0, 0, message, hint)) if hint else ""


def _defect(error: Exception, root: Path | None) -> str:
    """Return what to say of a defect, after keeping what is known of it."""
    import platform
    import traceback

    from sitegen.errors import Problem
    from sitegen.installed import version

    told = "".join(traceback.format_exception(error))
    if os.environ.get(DEBUG):
        return told
    kept = None
    if root is not None and (root / "content").is_dir():
        file = root / ".sitegen" / REPORT
        system = f"sitegen {version()}, Python {platform.python_version()}, {platform.platform()}"
        with suppress(OSError):
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"{system}\n{sys.argv[1:]}\n\n{told}", "utf-8", "backslashreplace")
            kept = file
    what = " ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    message = f"something went wrong that sitegen did not foresee: {' '.join(what.split())[:300]}"
    tells = f"with {kept}" if kept else f"with what `{DEBUG}=1` before the same command shows"
    hint = f"this is a defect of sitegen, and no mistake of yours: please report it, {tells}"
    return str(Problem("sitegen", 0, 0, message, hint))
