"""`sitegen publish`: it may use the network, since somebody asked for it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from sitegen.cli.options import now_of, root_option
from sitegen.cli.outcome import failing, give, say
from sitegen.progress import Stopwatch

if TYPE_CHECKING:
    from sitegen.config import Config
    from sitegen.pipeline.order import Order
    from sitegen.publishing.announcing import Files
    from sitegen.publishing.publish import Published, Returned
    from sitegen.publishing.refusing import Refusal

LAST = "last"


def _release(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and value != LAST and not value.isdecimal():
        raise click.BadParameter("it must be the number of a release, such as 17")
    return value


@click.command()
@root_option
@click.argument("name", default="")
@click.option("--dry-run", "dry", is_flag=True, help="List what would be done, and do nothing.")
@click.option(
    "--rollback",
    is_flag=False,
    flag_value=LAST,
    metavar="[RELEASE]",
    callback=_release,
    help="Go back: to a release, or to the one before.",
)
@click.option("--verify", is_flag=True, help="Look at what is really there, and mend it.")
@click.option("--max-deletes", "most", type=click.IntRange(0), help="Remove no more files.")
@click.option("--watch", is_flag=True, help="Build and publish by itself, from now on.")
@click.option(
    "--health",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --watch: the file that says how it is, instead of .sitegen/health.json.",
)
@click.option("--force", is_flag=True, help="Publish in spite of what speaks against it.")
@click.option("--drafts", is_flag=True, help="What `build --drafts` made; asks for --force.")
@click.option("--base-url", metavar="URL", default="", help="The one that it was built for.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def publish(
    *,
    root: Path,
    name: str,
    dry: bool,
    rollback: str | None,
    verify: bool,
    most: int | None,
    watch: bool,
    health: Path | None,
    force: bool,
    drafts: bool,
    base_url: str,
    style: str,
) -> None:
    """Bring the built site to its readers.

    NAME is that of a table [publish.NAME] in content/site.toml; it may be left out if there is one.
    """
    from sitegen.cli.options import order_of
    from sitegen.publishing.publish import Wish, roll_back
    from sitegen.publishing.publish import publish as bring
    from sitegen.publishing.targets.opened import chosen, opened

    stopwatch = Stopwatch(say)
    with failing(style, stopwatch):
        if watch:
            _unattended(root, name, health or root / ".sitegen/health.json", base_url, most)
        _, config = now_of(root, None)
        name = chosen(config, name)
        order, _ = order_of(
            {"root": root, "now": None, "base_url": base_url, "jobs": None, "drafts": drafts}
        )
        wish = Wish(
            target=name, now=datetime.now(UTC), force=force, most=most, verify=verify, dry=dry
        )
        target = opened(name, config, root)
        if rollback is not None:
            wanted = None if rollback == LAST else int(rollback)
            returned = roll_back(order, target, wish, wanted, stopwatch)
            lines, told = _returned(returned, dry=dry), _returned_as_json(returned)
            before, after = returned.before.files, returned.now.files
        else:
            published = bring(order, config, target, wish, stopwatch)
            if dry and style == "text":
                give("".join(f"{it}\n" for it in published.plan.operations).rstrip("\n"))
            lines = _published(published, target.where, stopwatch.total, dry=dry)
            told = _as_json(published)
            before, after = published.plan.before.files, published.plan.release.files
            if not dry and not base_url:
                _remember(order, config, name, wish.now)
        if not dry:
            with stopwatch.stage("announce"):
                _announce(config, name, root, base_url, before, after)
    if style == "json":
        from msgspec import json

        give(json.encode({**told, "seconds": stopwatch.seconds}).decode())
        return
    for line in lines:
        say(line) if dry else give(line)


def _announce(  # noqa: PLR0917 - who is told, and of what
    config: "Config", name: str, root: Path, base_url: str, before: "Files", after: "Files"
) -> None:
    """Tell everybody who is to be told that readers have other files now."""
    from sitegen.publishing.announcing import announced

    it = config.at(base_url) if base_url else config
    for line in announced(it, config.publish[name], root, before, after):
        say(line)


def _remember(order: "Order", config: "Config", name: str, now: datetime) -> None:
    """Write down what readers have now, for the check to compare with."""
    from sitegen.checking.published import remember
    from sitegen.edition.locales import locales_of
    from sitegen.timestamps import rfc3339
    from sitegen.urls import output_path

    [locale] = locales_of(config)
    file = order.folder / output_path(locale.record)
    told = file.read_bytes() if file.is_file() else None
    remember(order.root, name, rfc3339(now, UTC), told)


def _overruled(refusals: "tuple[Refusal, ...]") -> Iterator[str]:
    return (f"by force: {it.message}" for it in refusals)


def _published(it: "Published", where: str, seconds: float, *, dry: bool) -> Iterator[str]:
    """Yield what people are told."""
    yield from _overruled(it.overruled)
    plan = it.plan
    written = sum(1 for _ in plan.written)
    if plan.is_idle:
        assert plan.before.release is not None  # noqa: S101 - an idle plan has one
        yield f"nothing to publish: {where} has release {plan.before.release.number} already"
        return
    changes = f"{written:,} files written, {len(plan.removed):,} removed"
    of = f"{len(plan.release.files):,} files"
    if dry:
        yield f"would be release {plan.release.number} at {where}: {changes}, {of}"
        return
    yield f"release {plan.release.number} is out at {where}: {changes}, {of}, in {seconds:.2f} s"


def _as_json(it: "Published") -> dict[str, object]:
    plan = it.plan
    number = plan.before.release.number if plan.is_idle and plan.before.release else 0
    return {
        "release": number or plan.release.number,
        "written": list(plan.written),
        "removed": list(plan.removed),
        "files": len(plan.release.files),
        "forced": [refusal.message for refusal in it.overruled],
    }


def _returned(it: "Returned", *, dry: bool) -> Iterator[str]:
    yield from _overruled(it.overruled)
    verb = "would have" if dry else "have"
    yield f"readers {verb} release {it.now.number} of {it.now.at} again, and not {it.before.number}"


def _returned_as_json(it: "Returned") -> dict[str, object]:
    return {
        "release": it.now.number,
        "before": it.before.number,
        "forced": [refusal.message for refusal in it.overruled],
    }


def limits_told(order: "Order") -> Iterator[str]:
    """Yield how far the site, as it was built last, is from what its hosts allow."""
    from sitegen.errors import SiteError

    _, config = now_of(order.root, None)
    hosts = {name: it.host for name, it in config.publish.items() if it.host}
    if not hosts:
        return
    from sitegen.publishing.built import held
    from sitegen.publishing.publish import allowed

    try:
        with held(order, say) as site:
            for name, host in hosts.items():
                for use in allowed(host, site.files, site.digests):
                    over = "over the limit: " if use.is_over else ""
                    yield f"publish.{name}, {host}: {over}{use}"
    except SiteError:
        yield "what its hosts allow is told of a site that was built: `sitegen build`"


def _unattended(root: Path, name: str, health: Path, base_url: str, most: int | None) -> NoReturn:
    """Build and publish by itself, until somebody ends this process."""
    from sitegen.cli.watching import Turn, Unattended
    from sitegen.pipeline.build import build
    from sitegen.pipeline.order import Order
    from sitegen.pipeline.output.power import boot
    from sitegen.publishing.publish import Wish
    from sitegen.publishing.publish import publish as bring
    from sitegen.publishing.targets.opened import chosen, opened
    from sitegen.telling import told

    def order_now() -> "Order":
        return Order(
            root=root, now=datetime.now(UTC), base_url=base_url, boot=boot(), forgiving=True
        )

    def take(stopwatch: Stopwatch) -> Turn:
        order = order_now()
        result = build(order, stopwatch)
        config = _config_that_stands(order)
        place = chosen(config, name)
        wish = Wish(target=place, now=datetime.now(UTC), most=most)
        published = bring(order, config, opened(place, config, root), wish, stopwatch)
        if not base_url:
            _remember(order, config, place, wish.now)
        plan = published.plan
        _announce(config, place, root, base_url, plan.before.files, plan.release.files)
        trouble = "\n".join(told(result.problems.of_severity("error")))
        return Turn(published, result.due, trouble)

    config = _config_that_stands(order_now())
    tell = config.publish[chosen(config, name)].tell
    Unattended(root, take, health, tell).run()
    raise AssertionError


def _config_that_stands(order: "Order") -> "Config":
    """Return site.toml, or if there is a mistake in it, as it was before that."""
    from sitegen.config import read_config
    from sitegen.content.places import CONFIG
    from sitegen.errors import ConfigError
    from sitegen.pipeline.memory.lastright import config_bytes

    try:
        _, config = now_of(order.root, None)
    except ConfigError:
        data = config_bytes(order)
        if data is None:
            raise
        return read_config(data, CONFIG)
    return config
