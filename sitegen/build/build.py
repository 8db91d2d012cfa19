"""The pipeline, in order: the one top that knows every stage."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from sitegen.build.order import STATE, Order, Reporter, Result
from sitegen.build.output import OutputFolder, locked
from sitegen.build.publishing import publish
from sitegen.build.reading import Site, read_site
from sitegen.build.store import StoreDamaged
from sitegen.errors import Problem, SiteError

T = TypeVar("T")


def build(order: Order, reporter: Reporter) -> Result:
    """Bring the output folder up to date with the sources.

    Raises `ConfigError` and `SiteError`; nothing in the folder has changed then.
    """
    folder = OutputFolder(order.folder, order.profile.mark, order.root)
    with _state(order, reporter), folder.claimed(on_wait=_waiting(reporter, "the output folder")):
        if order.clean:
            _forget(order)

        def run() -> Result:
            site = read_site(order, reporter)
            stop_at_errors(site.problems, strict=order.strict)
            published = publish(order, site, folder, reporter)
            return Result(
                written=published.written,
                unchanged=published.unchanged,
                removed=published.removed,
                held=site.edition.held,
                due=site.edition.due,
                problems=site.problems,
            )

        return _healing(order, reporter, run)


def examine(order: Order, reporter: Reporter) -> Site:
    """Return the site with its problems, and write nothing but what is remembered."""
    with _state(order, reporter):
        return _healing(order, reporter, lambda: read_site(order, reporter))


def stop_at_errors(problems: Sequence[Problem], *, strict: bool) -> None:
    """Raise `SiteError` if there is an error among the problems, or any problem when strict."""
    if any(strict or problem.severity == "error" for problem in problems):
        raise SiteError(problems)


def _healing(order: Order, reporter: Reporter, run: Callable[[], T]) -> T:
    """Run, and if the store proves damaged, run once more with a new one."""
    try:
        return run()
    except StoreDamaged as damage:
        reporter.notice(f"{STATE}/{order.store.name} is damaged ({damage}): starting it anew")
        _forget(order)
        return run()


def _forget(order: Order) -> None:
    for file in order.store.parent.glob(f"{order.store.name}*"):
        file.unlink()


@contextmanager
def _state(order: Order, reporter: Reporter) -> Iterator[None]:
    state = order.root / STATE
    if not (order.root / "content").is_dir():
        raise SiteError(
            [
                Problem(
                    "content",
                    1,
                    1,
                    f"there is no folder `content` in {order.root}",
                    "`sitegen init DIR` makes a new site; `--root DIR` names another one",
                )
            ]
        )
    state.mkdir(exist_ok=True)
    with locked(state, on_wait=_waiting(reporter, "this site")):
        yield


def _waiting(reporter: Reporter, what: str) -> Callable[[], None]:
    return lambda: reporter.notice(f"another build is at work on {what}: waiting for it to end")
