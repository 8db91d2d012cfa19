"""How a command ends: what it says, and with which status."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from sitegen.errors import ConfigError, Problem, SiteError, UnfinishedError
from sitegen.progress import Stopwatch


def say(text: str) -> None:
    """Tell the user something, on stderr."""
    click.echo(text, err=True)


@contextmanager
def failing(
    style: str, stopwatch: Stopwatch, *, strict: bool = False, builds: bool = False
) -> Iterator[None]:
    """Turn what stops a command into messages and an exit status."""
    problems: Sequence[Problem]
    outcome = "; nothing was written" if builds else ""
    try:
        yield
    except SiteError as error:
        problems = [it.as_error() for it in error.problems] if strict else error.problems
        status = 2 if isinstance(error, ConfigError) else 1
        if isinstance(error, UnfinishedError):
            outcome = "; build again to finish what was begun"
    except OSError as error:
        where = str(error.filename or "the site")
        problems = [Problem(where, 0, 0, (error.strerror or str(error)).lower())]
        status = 1
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(130)
    else:
        return
    from sitegen import report

    if style == "json":
        click.echo(report.as_json(None, problems, stopwatch.seconds))
    else:
        complain(problems, style)
        say(f"{report.verdict(problems)}{outcome}")
    sys.exit(status)


def complain(problems: Iterable[Problem], style: str) -> None:
    """Print problems, for people or for GitHub Actions."""
    from sitegen import report

    for problem in problems:
        if style == "github":
            click.echo(report.annotation(problem))
        else:
            say(str(problem))


def shown(folder: Path) -> Path:
    """Return a folder as messages name it: relative to where the command runs, if it lies there."""
    try:
        return folder.absolute().relative_to(Path.cwd())
    except ValueError:
        return folder
