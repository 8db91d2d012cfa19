"""What is never published by mistake: each of these is refused, unless it is asked for by force."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from sitegen.publishing.groups import Groups
from sitegen.publishing.plan import Plan
from sitegen.publishing.release import Release, pages
from sitegen.timestamps import clock_text

LOST = 0.1
"""The share of its pages that a site may lose from one release to the next."""

FEW = 5
"""So many pages may go from any site."""

DELETES = 256
"""Files that may be removed, if a tenth of all is not more."""


class Refusal(NamedTuple):
    """What speaks against publishing, and what can be done about it."""

    message: str
    hint: str


class Built(NamedTuple):
    """What is known of a build: when it was for, and until when that holds.

    `since` is None if nothing is known of it. `base_url` is what stood in for site.toml's.
    """

    since: datetime | None
    until: datetime | None = None
    base_url: str = ""
    has_drafts: bool = False


AGAIN = "build again: `sitegen build`"


def of_build(built: Built, now: datetime, base_url: str) -> Iterator[Refusal]:
    """Yield what speaks against a build as it is; `base_url` is the one that is asked for."""
    if built.has_drafts:
        yield Refusal("it shows what is held back", "build without `--drafts`")
    if built.since is None:
        yield Refusal("nobody knows from when it is: it is not what the last build made", AGAIN)
        return
    if now < built.since:
        yield Refusal("it is from a time that is still to come", f"{AGAIN}, without `--now`")
    elif built.until is not None and now >= built.until:
        when = clock_text(built.until, built.until.tzinfo or UTC)
        yield Refusal(f"it is out of date: something was due at {when}", AGAIN)
    if built.base_url != base_url:
        is_for = f"for {built.base_url}" if built.base_url else "for the address in site.toml"
        yield Refusal(f"it was built {is_for}", "build and publish with the same `--base-url`")


def of_plan(plan: Plan, groups: Groups, most: int | None) -> Iterator[Refusal]:
    """Yield what speaks against a plan; `most` is how many files it may remove, if that is said."""
    release, newest = plan.before.release, plan.before.newest
    if newest and plan.before.is_rolled_back and newest.files == plan.release.files:
        message = f"it is release {newest.number} again, from which somebody went back"
        yield Refusal(message, "mend what was wrong with it, and build")
    there = pages(release.files) if release else set()
    lost = len(plan.withdrawn)
    if lost > max(FEW, LOST * len(there)):
        yield Refusal(
            f"{lost:,} of the {len(there):,} pages that readers have would be gone",
            "see that the site is whole: a tenth may go at a time",
        )
    # What is named by its content goes because something else has taken its place.
    gone = [it for it in plan.removed if most is not None or not groups.lasts(it)]
    bound = max(DELETES, len(plan.before.there) // 10) if most is None else most
    if len(gone) > bound:
        message = f"{len(gone):,} files would be removed, more than {bound:,}"
        yield Refusal(message, f"if all of them are to go: `--max-deletes {len(gone)}`")


def of_return(wanted: Release, newest: Release) -> Iterator[Refusal]:
    """Yield what speaks against going back to a release."""
    if again := sorted(pages(wanted.files) - newest.files.keys()):
        more = f" and {len(again) - 1} more" if len(again) > 1 else ""
        message = f"release {wanted.number} has pages that were withdrawn since: `{again[0]}`{more}"
        yield Refusal(message, "mend what is wrong, build, and publish that")
