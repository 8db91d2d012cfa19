"""What an import did: one screen for people, and `import-report.json` with every story."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from sitegen.importing.found import Left
from sitegen.importing.proof import Difference

NAME = "import-report.json"
EXAMPLES = 3
MOST_KINDS = 14
MOST_COUNTRIES = 8


class Moved(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One story: where it was, where it is, and how the two differ."""

    place: str
    headline: str
    address: str = ""
    file: str = ""
    status: str = "published"
    words: int = 0
    differences: tuple[Difference, ...] = ()
    errors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """Those that it names, if they were asked for."""


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All of it. `files` has the digests of what was written, for the next run."""

    stories: tuple[Moved, ...] = ()
    said: tuple[Left, ...] = ()
    files: dict[str, str] = {}
    kept: tuple[str, ...] = ()
    """Files that an editor has changed since: they were left alone."""

    missing: dict[str, str] = {}
    """Pictures that the folder of uploads lacks: addresses, and where they would lie."""

    unused: tuple[str, ...] = ()
    shortcodes: dict[str, int] = {}
    counted: dict[str, int] = {}
    """What the texts of the source have besides words, by class: "heading", "link"."""

    written: int = 0
    changed: int = 0
    same: int = 0
    comments: int = 0
    seconds: float = 0.0

    @property
    def lost(self) -> int:
        """Words that are gone."""
        return self._count("lost")

    @property
    def invented(self) -> int:
        """Words that nobody wrote."""
        return self._count("invented")

    def _count(self, kind: str) -> int:
        return sum(
            it.count for story in self.stories for it in story.differences if it.kind == kind
        )


def as_json(report: Report) -> bytes:
    """Return the report as a file: the same for the same import, but for its seconds."""
    stable = msgspec.structs.replace(report, seconds=0.0, written=0, changed=0, same=0)
    return msgspec.json.format(msgspec.json.encode(stable), indent=1) + b"\n"


def read(raw: bytes | None) -> Report:
    """Return the report of an earlier run; an empty one if there is none, or if it is no report."""
    try:
        return msgspec.json.decode(raw, type=Report) if raw else Report()
    except msgspec.DecodeError:
        return Report()


def summary(report: Report) -> Iterator[str]:
    """Yield the lines of one screen."""
    by_status = Counter(it.status for it in report.stories if it.file)
    kinds = ", ".join(f"{count:,} {status}" for status, count in by_status.most_common())
    yield f"{sum(by_status.values()):,} stories and pages: {kinds or 'none'}"
    yield (
        f"{report.written:,} files written, {report.changed:,} written anew,"
        f" {report.same:,} as they were, in {report.seconds:.1f} s"
    )
    yield from _listed("left alone, since somebody has changed them", report.kept)
    held = [it for it in report.stories if it.status not in {"published", "draft"}]
    yield from _listed("held back as drafts", [f"{it.file}: it was {it.status}" for it in held])
    yield from _said(report.said)
    if report.shortcodes:
        most = list(report.shortcodes.items())[:MOST_KINDS]
        named = ", ".join(f"[{name}] {count:,}" for name, count in most)
        more = len(report.shortcodes) - len(most)
        behind = f" and {more:,} more" if more else ""
        yield f"shortcodes that stay in the text: {named}{behind}"
        yield "    say in import.toml what becomes of them, and run this again"
    ours = [address for address, path in report.missing.items() if path]
    yield from _listed(
        "pictures that are missing; --media names a folder that has them, --fetch asks for them",
        ours,
    )
    yield from _listed(
        "pictures that lie on other sites: readers see links to them",
        [address for address, path in report.missing.items() if not path],
    )
    yield from _listed("pictures of the archive that no story shows", report.unused)
    yield from _countries(report.stories)
    if report.comments:
        yield f"{report.comments:,} comments of readers are not carried"
    wrong = [f"{it.file}: {error}" for it in report.stories for error in it.errors]
    yield from _listed("errors that a build will find", wrong)
    total = sum(it.words for it in report.stories)
    yield f"the proof: {total:,} words, {report.lost:,} lost, {report.invented:,} invented"
    if report.counted:
        yield "    " + ", ".join(
            f"{count:,} {name}s" for name, count in report.counted.items() if count
        )
    kinds_of = {one.kind for it in report.stories for one in it.differences}
    for kind in sorted(kinds_of, key=lambda it: (it not in {"lost", "invented"}, it)):
        told = [
            f"{it.file}: {_shown(one)}"
            for it in report.stories
            for one in it.differences
            if one.kind == kind
        ]
        yield from _listed(kind, told)
    yield f"all of it, story by story: {NAME}"


def _countries(stories: Sequence[Moved]) -> Iterator[str]:
    """Yield which countries were found by their names, those that most stories name first."""
    found = Counter(code for it in stories for code in it.countries)
    if found:
        naming = sum(1 for it in stories if it.countries)
        most = ", ".join(f"{code} {count:,}" for code, count in found.most_common(MOST_COUNTRIES))
        more = len(found) - MOST_COUNTRIES
        behind = f" and {more} more" if more > 0 else ""
        yield f"countries found by name in {naming:,} of {len(stories):,} stories: {most}{behind}"


def _shown(it: Difference) -> str:
    times = f" ({it.count} times)" if it.count > 1 and " " in it.kind else ""
    behind = f" behind “{it.behind}”" if it.behind else ""
    return f"“{it.words}”{behind}{times}" if it.words else f"{it.count}"


def _said(said: Sequence[Left]) -> Iterator[str]:
    """Yield what there is to say, by its reason."""
    by_why: dict[str, list[str]] = {}
    for it in said:
        by_why.setdefault(it.why, []).append(f"{it.place}: {it.what}")
    reasons = sorted(by_why.items(), key=lambda it: -len(it[1]))
    for why, told in reasons[:MOST_KINDS]:
        yield from _listed(why, told)
    if left := reasons[MOST_KINDS:]:
        yield f"{sum(len(told) for _, told in left):,} more of {len(left)} other kinds"


def _listed(what: str, told: Sequence[str]) -> Iterator[str]:
    if not told:
        return
    yield f"{len(told):,} {what}"
    yield from (f"    {it}" for it in told[:EXAMPLES])
    if len(told) > EXAMPLES:
        yield f"    and {len(told) - EXAMPLES:,} more"
