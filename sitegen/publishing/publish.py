"""Publishing, in order: what is there, what is to be done, what speaks against it, and doing it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from sitegen.config import Config
from sitegen.destinations import Destination
from sitegen.errors import BusyError, Problem, SiteError
from sitegen.hosts import HOSTS, HostName
from sitegen.pipeline.order import STATE, Order, Reporter
from sitegen.publishing.budget import Use, uses
from sitegen.publishing.built import Site, held
from sitegen.publishing.compressing import Variants
from sitegen.publishing.groups import Groups
from sitegen.publishing.plan import Plan, planned
from sitegen.publishing.refusing import Refusal, of_build, of_plan, of_return
from sitegen.publishing.release import Release, Standing
from sitegen.publishing.target import Busy, Files, Target, TargetError
from sitegen.refusals import Refused


class Wish(Struct, frozen=True, kw_only=True):
    """What is asked for: `most` is how many files may be removed, if that is said.

    To `verify` is to look at what is really there, instead of at what was written down.
    """

    target: str
    now: datetime
    force: bool = False
    most: int | None = None
    verify: bool = False
    dry: bool = False


class Published(Struct, frozen=True):
    """What was done, or would be; `overruled` was no reason not to, by force."""

    plan: Plan
    overruled: tuple[Refusal, ...] = ()


class Returned(Struct, frozen=True):
    """From which release to which readers were brought back."""

    before: Release
    now: Release
    overruled: tuple[Refusal, ...] = ()


def publish(
    order: Order,
    config: Config,
    target: Target,
    wish: Wish,
    reporter: Reporter,
) -> Published:
    """Bring the site, as it was built, to a target. Raises `SiteError`."""
    groups = Groups(config)
    with _claimed(target, wish, reporter), held(order, reporter.notice) as site:
        overruled = list(_weighed(of_build(site.built, wish.now, order.base_url), wish, order))
        there = _standing(target, site, wish, reporter)
        files = _files(order, config.publish[wish.target], site, there)
        plan = planned(files.digests, there, groups, wish.now)
        overruled += _weighed(of_plan(plan, groups, wish.most), wish, order)
        _stay_within(config.publish[wish.target].host, site)
        if not wish.dry and not plan.is_idle:
            _carry_out(plan, target, files, wish.target, reporter)
    return Published(plan, tuple(overruled))


def _files(order: Order, place: Destination, site: Site, there: Standing) -> Files:
    """Return the files of a site, with packed ones beside them where these are asked for."""
    if not place.compress or place.bucket:
        return site.files
    spare = order.root / STATE / "packed"
    return Variants(site.files, place.compress, there.release, spare)


def roll_back(
    order: Order,
    target: Target,
    wish: Wish,
    wanted: int | None,
    reporter: Reporter,
) -> Returned:
    """Let readers have an earlier release again, or the one before. Raises `SiteError`."""
    with _claimed(target, wish, reporter):
        standing = target.standing()
        present, newest = standing.release, standing.newest
        if present is None or newest is None:
            raise TargetError("nothing has been published there yet")
        release = _chosen(target.releases(), present, wanted)
        overruled = tuple(_weighed(of_return(release, newest), wish, order))
        if not wish.dry:
            with reporter.stage("roll back", 1) as step:
                target.restore(release, step)
    return Returned(present, release, overruled)


def allowed(host: HostName, files: Files, digests: Iterable[str]) -> list[Use]:
    """Return how much is used of what a host allows, by the files of a built site."""
    if not host:
        return []
    sizes = {path: (files.folder / path).stat().st_size for path in digests}
    tables = [_table(files, it) for it in ("_redirects", "_headers")]
    return list(uses(host, sizes, *tables))


def _table(files: Files, path: str) -> str:
    file = files.folder / path
    return file.read_text("utf-8", "replace") if file.is_file() else ""


def _stay_within(host: HostName, site: Site) -> None:
    """Raise `SiteError` for what a host would not take, before anything is sent there."""
    over = [it for it in allowed(host, site.files, site.digests) if it.is_over]
    if over:
        hint = f'{HOSTS[host].said}; see "What hosts allow" in the documentation'
        raise SiteError(
            Problem(f"{site.files.folder.name}/", 0, 0, f"{host} does not take it: {it}", hint)
            for it in over
        )


def _standing(target: Target, site: Site, wish: Wish, reporter: Reporter) -> Standing:
    known = target.standing()
    if not wish.verify:
        return known
    with reporter.stage("verify"):
        return replace(known, there=target.listed(site.files))


def _carry_out(plan: Plan, target: Target, files: Files, name: str, reporter: Reporter) -> None:
    """Do what the plan says. What fails ends it before the next group begins."""
    count = _Count()
    try:
        target.begin(plan)
        # Where readers see nothing before the end, all may come at once.
        whole = [("files", list(plan.written))] if plan.groups else []
        for group, paths in whole if target.is_whole else plan.groups:
            with reporter.stage(group, len(paths)) as step:
                target.put(paths, files, count.before(step))
        with reporter.stage("remove"):
            target.remove(plan.removed)
        with reporter.stage("switch"):
            target.commit(plan)
    except Refused as error:
        raise SiteError([_unfinished(plan, target, name, count.done, error)]) from error


class _Count:
    """How many files are written."""

    done = 0

    def before(self, step: Callable[[], None]) -> Callable[[], None]:
        """Return what counts a file, and goes on with a step."""

        def counted() -> None:
            self.done += 1
            step()

        return counted


def _unfinished(plan: Plan, target: Target, name: str, done: int, error: Refused) -> Problem:
    """Return what to say of a failure: what it was, and what is where now."""
    before = plan.before.release
    if target.is_whole or not done:
        standing = f"readers have release {before.number} as before" if before else "nothing is out"
    else:
        written = sum(len(paths) for _, paths in plan.groups)
        standing = f"{done:,} of {written:,} files are there, and all that they need"
    hint = "; ".join(filter(None, [error.hint, standing, "publish again to go on"]))
    return Problem(_called(name), 0, 0, error.message, hint)


def _chosen(releases: Iterable[Release], present: Release, wanted: int | None) -> Release:
    there = list(releases)
    for release in there:
        if release.number == wanted or (wanted is None and release.number < present.number):
            return release
    numbers = ", ".join(str(it.number) for it in there)
    hint = f"there are {numbers}" if there else "there is none but the one that readers have"
    raise TargetError(
        f"there is no release {wanted}" if wanted else "there is no earlier release", hint
    )


def _weighed(refusals: Iterable[Refusal], wish: Wish, order: Order) -> Iterator[Refusal]:
    """Yield what is overruled by force. Raises `SiteError` for what is not."""
    found = list(refusals)
    if found and not wish.force:
        where = f"{order.folder.name}/"
        raise SiteError(
            Problem(where, 0, 0, f"not published: {it.message}", f"{it.hint}; or `--force`")
            for it in found
        )
    yield from found


@contextmanager
def _claimed(target: Target, wish: Wish, reporter: Reporter) -> Iterator[None]:
    """Hold the target, but for a dry run, and turn what it says into problems."""
    name = wish.target
    try:
        with nullcontext() if wish.dry else target.claimed(reporter.notice):
            yield
    except Busy as busy:
        raise BusyError.about(_called(name), busy.message, busy.hint) from busy
    except Refused as error:
        raise SiteError.about(_called(name), error.message, error.hint) from error


def _called(name: str) -> str:
    return f"publish.{name}"
