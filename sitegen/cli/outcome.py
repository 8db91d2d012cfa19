"""How a command ends: what it says, and with which status."""

import errno
import os
import shlex
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import click

from sitegen.errors import BusyError, ConfigError, Problem, Problems, SiteError, UnfinishedError
from sitegen.progress import Stopwatch
from sitegen.refusals import refusal

BUSY = 75
"""The exit status if others are at work and wait already: `EX_TEMPFAIL` of sysexits.h."""

_STATUS: dict[type[SiteError], int] = {ConfigError: 2, BusyError: BUSY}


NAMED = "`sitegen "
"""How texts name a command to be typed."""


def say(text: str) -> None:
    """Tell the user something, on stderr. Nothing is worse for not being heard."""
    with suppress(OSError):
        click.echo(typed(text), err=True)


def typed(text: str) -> str:
    """Return a text that names commands as they can be typed here."""
    return text.replace(NAMED, f"`{_program()} ") if NAMED in text else text


@cache
def _program() -> str:
    """Return what starts this sitegen: its path, if a shell does not find it by its name."""
    if shutil.which("sitegen"):
        return "sitegen"
    script = Path(sysconfig.get_path("scripts"), "sitegen")
    return shlex.quote(str(shown(script))) if script.exists() else "python -m sitegen"


def give(text: str | Iterable[str]) -> None:
    """Put on stdout what a command was asked for, or its parts; end it if that cannot be done."""
    try:
        if isinstance(text, str):
            click.echo(text)
        else:
            for part in text:
                click.echo(part, nl=False)
    except OSError as error:
        if error.errno != errno.EPIPE:  # a reader that has enough is nothing to speak of
            message, hint = refusal(error)
            say(str(Problem("stdout", 0, 0, f"cannot be written to: {message}", hint)))
        # What is left in the buffer must not be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


@contextmanager
def failing(
    style: str,
    stopwatch: Stopwatch,
    *,
    strict: bool = False,
    builds: bool = False,
    every: bool = False,
) -> Iterator[None]:
    """Turn what stops a command into messages and an exit status."""
    problems: Problems
    outcome = "; nothing was written" if builds else ""
    try:
        yield
    except SiteError as error:
        problems = error.problems.as_errors() if strict else error.problems
        status = _STATUS.get(type(error), 1)
        if isinstance(error, UnfinishedError):
            outcome = "; build again to finish what was begun"
    except OSError as error:
        where = str(shown(Path(os.fsdecode(error.filename)))) if error.filename else "the site"
        problems = Problems((Problem(where, 0, 0, *refusal(error)),))
        status = 1
    else:
        return
    from sitegen import report
    from sitegen.telling import verdict

    if style == "json":
        give(report.as_json(None, problems, stopwatch.seconds))
    else:
        complain(problems, style, every=every)
        say(f"{verdict(problems)}{outcome}")
    sys.exit(status)


def complain(problems: Problems, style: str, *, every: bool = False) -> None:
    """Print problems, for people or for GitHub Actions."""
    from sitegen.telling import annotations, told

    if style == "github":
        give(f"{it}\n" for it in annotations(problems, every=every))
    else:
        for text in told(problems, every=every):
            say(text)


def shown(folder: Path) -> Path:
    """Return a folder as messages name it: relative to where the command runs, if it lies there."""
    try:
        return folder.absolute().relative_to(Path.cwd())
    except ValueError:
        return folder
