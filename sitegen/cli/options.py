"""The options that commands share, and the order of a build that they add up to."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, ParamSpec, TypedDict, TypeVar

import click

from sitegen.cli.asked import DEBUG, Asked
from sitegen.errors import ConfigError, Problem

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sitegen.config import Config
    from sitegen.errors import Severity
    from sitegen.pipeline.order import Order

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def _noted(context: click.Context, _: click.Parameter, root: Path) -> Path:
    """Note the site for whoever has to tell of a defect."""
    context.ensure_object(Asked).root = root
    return root


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    callback=_noted,
    help="The folder that holds content/.",
)


def _tell_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from sitegen.installed import version

        click.echo(f"sitegen, version {version()}")
        ctx.exit()


version_option = click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_tell_version,
    help="Show the version and exit.",
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
all_option = click.option(
    "--all", "every", is_flag=True, help="Tell of each problem, however many are alike."
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


LOG_FORMATS = (
    "Of all logs, instead of recognising it: common, combined, vhost, nginx-json, caddy, w3c,"
    " cloudfront, iis, s3, fastly, cloudflare, or nginx's own `log_format`, with its `$names`."
)


def log_format(_: click.Context, __: click.Parameter, value: str) -> str:
    """Return the format of a log as it was named. Raises `BadParameter` if there is none."""
    from sitegen.audience.formats import FORMATS, is_described
    from sitegen.spelling import did_you_mean

    if "$" in value and not is_described(value):
        raise click.BadParameter(
            "it must hold $remote_addr, $time_local or $time_iso8601, $request, $status and,"
            " to tell programs, $http_user_agent"
        )
    if value and "$" not in value and value not in FORMATS:
        near = did_you_mean(value, FORMATS) or f"there are {', '.join(FORMATS)}"
        raise click.BadParameter(f"there is no format `{value}`: {near}")
    return value


def order_of(
    which: Which,
    *,
    strict: bool = False,
    output: Path | None = None,
    clean: bool = False,
    ended: "Severity" = "warning",
) -> "tuple[Order, ZoneInfo]":
    """Return the order that the options add up to, and the newsroom's time zone."""
    from sitegen.pipeline.order import DRAFTS, PUBLIC, Order
    from sitegen.pipeline.output.power import boot

    moment, config = now_of(which["root"], which["now"])
    order = Order(
        root=which["root"],
        now=moment,
        profile=DRAFTS if which["drafts"] else PUBLIC,
        output=output,
        base_url=which["base_url"],
        jobs=which["jobs"] or 0,
        strict=strict,
        clean=clean,
        ended=ended,
        boot=boot(),
        judged=bool(os.environ.get(DEBUG)),
    )
    return order, config.zone


def with_cluster(order: "Order", address: str) -> "Order":
    """Return an order whose pictures a cluster makes. Raises `ConfigError` without a store."""
    from msgspec.structs import replace

    _, config = now_of(order.root, None)
    if not config.pictures.store:
        message = "a cluster needs a place that its workers share with this machine"
        hint = 'name one below `[pictures]` in content/site.toml: `store = "s3://paper/pictures"`'
        raise ConfigError.about("--cluster", message, hint)
    return replace(order, cluster=address)


def refuse_what_is_to_come(order: "Order", now: str) -> None:
    """Raise `ConfigError` if `now`, as it was typed, would put what is held back among the rest.

    In the folder that readers see there is nothing of the future; any other may show it.
    """
    from sitegen.pipeline.order import PUBLIC

    if order.profile == PUBLIC and order.output is None and order.now > datetime.now(UTC):
        message = f"`{now}` is still to come, and {order.folder.name}/ is what readers see"
        hint = f'name another folder with `--output`, or look at it: `sitegen serve --now "{now}"`'
        raise ConfigError.about("--now", message, hint)


def within(files: Sequence[Path], root: Path) -> Callable[[str], bool]:
    """Return who says whether a path of the site is one of these files, or below one."""
    from sitegen.urls import nfc

    top = root.resolve()
    # The name of a link is that of the file, wherever it leads.
    real = (it.resolve() if it.is_dir() else it.parent.resolve() / it.name for it in files)
    named = {nfc(it.relative_to(top).as_posix()) for it in real if it.is_relative_to(top)}

    def is_named(path: str) -> bool:
        folders = map(str, PurePosixPath(path).parents)
        return path in named or not named.isdisjoint(folders)

    return is_named


def now_of(root: Path, text: str | None) -> "tuple[datetime, Config]":
    """Return the time to build for, and the configuration that says what a bare time means."""
    from sitegen.config import read_config
    from sitegen.content.places import CONFIG, refused_size

    file = root / CONFIG
    if not file.parent.is_dir():
        hint = "`sitegen init FOLDER` makes a new site, `--root FOLDER` names another one"
        raise ConfigError.about(root, "there is no folder `content/` here", hint)
    if file.is_file() and (fault := refused_size(CONFIG, "config", file.stat().st_size)):
        raise ConfigError([Problem(CONFIG, 1, 1, f"the file {fault[0]}", fault[1])])
    config = read_config(file.read_bytes() if file.is_file() else None, CONFIG)
    return datetime.now(UTC) if text is None else moment_of(text, config.zone), config


def moment_of(text: str, zone: "ZoneInfo", option: str = "--now") -> datetime:
    """Return the moment that an option names; without an offset it is in newsroom time."""
    from sitegen.strict.moments import MomentError, parse_moment

    try:
        return parse_moment(text, zone)
    except MomentError as error:
        raise ConfigError.about(option, error.message, error.hint) from error
