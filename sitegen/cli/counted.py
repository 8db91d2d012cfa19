"""`sitegen views`: what is said of a run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.audience.visitors import PAGES_A_MINUTE, VERDICTS, Verdict
from sitegen.errors import visible
from sitegen.report import for_programs

if TYPE_CHECKING:
    from sitegen.audience.counting import Outcome
    from sitegen.audience.counts import Counts

REASONS: dict[Verdict, str] = {
    "counted": "views: read by people",
    "method": "asked otherwise than with GET",
    "status": "answered with another status than 200 or 304",
    "ahead": "loaded ahead, in case somebody goes there",
    "program": "asked for by programs that say so",
    "robots": "by visitors that asked for robots.txt",
    "scanner": "by visitors that looked for ways in",
    "bare": "by visitors that asked for no stylesheet and no picture",
    "hasty": f"by visitors that asked for more than {PAGES_A_MINUTE} pages in a minute",
    "twice": "old addresses that led to the story itself",
    "page": "pages that are no stories, asked for by people",
}


def summary(outcome: "Outcome", where: str) -> Iterator[str]:
    """Yield what a run did."""
    total = sum(it.total for it in outcome.counts.stories.values())
    stories = len(outcome.counts.stories)
    added = f"{outcome.added:,} views" if outcome.added >= 0 else f"{-outcome.added:,} views fewer"
    yield f"{added} from {outcome.lines:,} lines; {where} has {total:,} of {stories:,} stories"
    if outcome.skipped:
        yield f"nothing new in {', '.join(outcome.skipped)}"
    if outcome.elsewhere:
        yield f"{outcome.elsewhere:,} lines are of other hosts"
    if outcome.unreadable:
        yield f"{outcome.unreadable:,} lines cannot be read: `--unread` shows the first of them"


def explanation(outcome: "Outcome") -> Iterator[str]:
    """Yield a line for each reason that requests for pages count, or do not."""
    pages = sum(outcome.verdicts.values())
    yield f"{pages:,} requests for pages in {outcome.lines:,} lines:"
    for verdict in VERDICTS:
        many = outcome.verdicts[verdict]
        yield f"  {many:>11,} {many / max(pages, 1):>7.1%}  {REASONS[verdict]}"
        if verdict == "program":
            for tag, named in outcome.programs.items():
                yield f"  {named:>11,} {named / max(pages, 1):>7.1%}    {tag}"


def unread(outcome: "Outcome") -> Iterator[str]:
    """Yield the first lines that cannot be read, each behind the name of its log."""
    for name, line in outcome.unread:
        yield f"{name}: {visible(line[:500].decode('utf-8', 'replace'))}"


def merged_as_json(counts: "Counts", where: str) -> str:
    """Return what a merge made, for programs."""
    total = sum(it.total for it in counts.stories.values())
    it = {"counts": where, "total": total, "stories": len(counts.stories)}
    return for_programs(it)


def as_json(outcome: "Outcome", where: str) -> str:
    """Return what a run did, for programs."""
    it = {
        "counts": where,
        "views": outcome.added,
        "total": sum(it.total for it in outcome.counts.stories.values()),
        "stories": len(outcome.counts.stories),
        "lines": outcome.lines,
        "unread": outcome.unreadable,
        "other_hosts": outcome.elsewhere,
        "no_pages": outcome.no_pages,
        "pages": outcome.verdicts,
        "programs": outcome.programs,
        "skipped": outcome.skipped,
    }
    return for_programs(it)
