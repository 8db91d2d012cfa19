"""The commands: the only place that prints, exits or reads the clock.

Data goes to stdout, the rest to stderr. Exit status: 0 if all is well, 1 for problems in the
content, 2 for a wrong option or site.toml, 130 after Ctrl-C. Each command imports what it
needs, so that `--help` answers at once.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypedDict, TypeVar, Unpack

import click

from sitegen import __version__
from sitegen.errors import ConfigError, Problem, SiteError, UnfinishedError
from sitegen.progress import Stopwatch

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sitegen.build.order import Order
    from sitegen.config import Config
    from sitegen.content.parse import MarkdownKind

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def main() -> None:
    """Turn a newsroom's Markdown files into its newspaper."""


# Options that commands share ------------------------------------------------------------------

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder that holds content/.",
)
now_option = click.option("--now", metavar="TIME", help="As of this time, instead of now.")
strict_option = click.option("--strict", is_flag=True, help="Take warnings for errors.")
format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to report: for people, programs, or GitHub Actions.",
)


class Which(TypedDict):
    """The options that say which site is meant, and when."""

    root: Path
    now: str | None
    base_url: str
    jobs: int | None
    drafts: bool


def site_options(command: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Give a command the options of `Which`."""
    for option in (
        click.option("--drafts", is_flag=True, help="Show all that is held back, marked as such."),
        click.option("--jobs", type=click.IntRange(1), help="How many processes, at most."),
        click.option("--base-url", metavar="URL", default="", help="Instead of site.toml's."),
        now_option,
        root_option,
    ):
        command = option(command)
    return command


# Commands -------------------------------------------------------------------------------------


@main.command()
@site_options
@strict_option
@format_option
@click.option("--output", type=click.Path(path_type=Path), help="Instead of public/.")
@click.option("--clean", is_flag=True, help="Forget what earlier builds remembered.")
def build(
    *, strict: bool, style: str, output: Path | None, clean: bool, **which: Unpack[Which]
) -> None:
    """Build the site into public/."""
    from sitegen import report
    from sitegen.build import build as pipeline

    stopwatch = Stopwatch(_say)
    with _failing(style, stopwatch, strict=strict, builds=True):
        order, zone = _order(which, strict=strict, output=output, clean=clean)
        result = pipeline.build(order, stopwatch)
    if style == "json":
        click.echo(report.as_json(result, result.problems, stopwatch.seconds))
        return
    _complain(result.problems, style)
    click.echo(report.summary(result, _shown(order.folder), stopwatch.total, zone, order.profile))


@main.command()
@site_options
@strict_option
@format_option
def check(*, strict: bool, style: str, **which: Unpack[Which]) -> None:
    """Check the content without building."""
    from sitegen import report
    from sitegen.build import build as pipeline

    stopwatch = Stopwatch(_say)
    with _failing(style, stopwatch, strict=strict):
        order, _ = _order(which, strict=strict)
        problems = pipeline.examine(order, stopwatch).problems
        pipeline.stop_at_errors(problems, strict=strict)
    if style == "json":
        click.echo(report.as_json(None, problems, stopwatch.seconds))
        return
    _complain(problems, style)
    click.echo(f"{report.verdict(problems) or 'no problems'}, in {stopwatch.total:.2f} s")


@main.command()
@site_options
def due(**which: Unpack[Which]) -> None:
    """Print when the site next changes by itself: a release or an expiry."""
    from sitegen import report
    from sitegen.build import build as pipeline

    stopwatch = Stopwatch(_say)
    with _failing("text", stopwatch):
        order, zone = _order(which)
        next_change = pipeline.examine(order, stopwatch).edition.due
    if next_change is None:
        _say("nothing is due")
        return
    click.echo(report.rfc3339(next_change.moment, zone))
    for path, turn in next_change.turns:
        _say(f"  {path}: {turn}")


@main.command()
@site_options
@click.argument("path")
def explain(path: str, **which: Unpack[Which]) -> None:
    """Say what a file of the site is made from, and why it was last written.

    PATH is a file of the output, an address, or the article or page it tells of.
    """
    from sitegen.build import build as pipeline
    from sitegen.build.explain import explained

    stopwatch = Stopwatch(_say)
    with _failing("text", stopwatch):
        order, _ = _order(which)
        lines = explained(order, pipeline.examine(order, stopwatch), path)
    if not lines:
        _say(f"{path}: the site has no such file")
        sys.exit(1)
    click.echo("\n".join(lines))


@main.command()
@click.argument("headline")
@click.option("--section", default="", help="The id of a section.")
@click.option("--author", "authors", multiple=True, help="The id of an author.")
@click.option("--slug", default="", help="For the address, instead of the headline.")
@now_option
@root_option
def new(
    *,
    headline: str,
    section: str,
    authors: tuple[str, ...],
    slug: str,
    now: str | None,
    root: Path,
) -> None:
    """Start an article: a draft that is valid from its first line."""
    from sitegen.scaffold import NewArticle, write_draft

    with _failing("text", Stopwatch(_say)):
        moment, config = _now(root, now)
        path = write_draft(root, config, NewArticle(headline, moment, section, authors, slug))
    click.echo(path)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(*, folder: Path) -> None:
    """Make a new site in FOLDER."""
    from sitegen.scaffold import write_site

    with _failing("text", Stopwatch(_say)):
        write_site(folder, datetime.now(UTC))
    click.echo(f"{folder} is a site now; build it: sitegen build --root {folder}")


@main.command()
@click.argument("kind", type=click.Choice(["article", "page", "author"]), default="article")
def schema(*, kind: "MarkdownKind") -> None:
    """Print the JSON Schema of the front matter of an article, a page or an author."""
    from sitegen.content.schema import front_matter_schema

    click.echo(front_matter_schema(kind))


@main.command()
@root_option
def clean(*, root: Path) -> None:
    """Remove what builds have made: their files in public/, and .sitegen/."""
    from sitegen.build.clean import remove_built

    with _failing("text", Stopwatch(_say)):
        for path in remove_built(root):
            click.echo(f"removed {_shown(path)}")


# What commands share --------------------------------------------------------------------------


def _say(text: str) -> None:
    click.echo(text, err=True)


@contextmanager
def _failing(
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
        _say("stopped")
        sys.exit(130)
    else:
        return
    from sitegen import report

    if style == "json":
        click.echo(report.as_json(None, problems, stopwatch.seconds))
    else:
        _complain(problems, style)
        _say(f"{report.verdict(problems)}{outcome}")
    sys.exit(status)


def _complain(problems: Iterable[Problem], style: str) -> None:
    from sitegen import report

    for problem in problems:
        if style == "github":
            click.echo(report.annotation(problem))
        else:
            _say(str(problem))


def _order(
    which: Which, *, strict: bool = False, output: Path | None = None, clean: bool = False
) -> "tuple[Order, ZoneInfo]":
    from sitegen.build.order import DRAFTS, PUBLIC, Order

    moment, config = _now(which["root"], which["now"])
    order = Order(
        root=which["root"],
        now=moment,
        profile=DRAFTS if which["drafts"] else PUBLIC,
        output=output,
        base_url=which["base_url"],
        jobs=which["jobs"] or 0,
        strict=strict,
        clean=clean,
    )
    return order, config.zone


def _now(root: Path, text: str | None) -> "tuple[datetime, Config]":
    """Return the time to build for, and the configuration that says what a bare time means."""
    from sitegen.config import read_config
    from sitegen.content.discover import CONFIG
    from sitegen.strict.moments import MomentError, parse_moment

    file = root / CONFIG
    if not file.parent.is_dir():
        hint = "`sitegen init DIR` makes a new site, `--root DIR` names another one"
        raise ConfigError([Problem(str(root), 0, 0, "there is no folder `content/` here", hint)])
    config = read_config(file.read_bytes() if file.is_file() else None, CONFIG)
    if text is None:
        return datetime.now(UTC), config
    try:
        return parse_moment(text, config.zone), config
    except MomentError as error:
        raise ConfigError([Problem("--now", 0, 0, error.message, error.hint)]) from error


def _shown(folder: Path) -> Path:
    try:
        return folder.absolute().relative_to(Path.cwd())
    except ValueError:
        return folder
