"""Counts of views, as `content/views.json` holds them: by story, day and month, and nothing else.

Days are kept for a while, then their months, then the total alone. What is older than the newest
day by so much is folded, so counts are the same in whatever order they were added.
"""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from sitegen.errors import Problem, SiteError
from sitegen.strict.moments import is_day

PATH = "content/views.json"
VERSION = 1

DAYS = 62
"""Days that are kept one by one: this month and the last, for lists and for the desk."""

MONTHS = 25
"""Months that are kept: what data protection authorities allow who counts readers."""

MOST = 10**15
"""No story is read more often; a number above it was not counted, and no page could show it."""

Number = Annotated[int, Meta(ge=0, le=MOST)]
# `$` would let a line break stand behind it.
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
Month = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}\Z")]
Address = Annotated[str, Meta(pattern="^/")]


class Views(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Views of a story: ever, by day and, where days are folded, by month."""

    total: Number = 0
    days: dict[Day, Number] = field(default_factory=dict)
    months: dict[Month, Number] = field(default_factory=dict)


class Counts(Struct, frozen=True, forbid_unknown_fields=True):
    """Views of all stories, by the address of each."""

    version: int = VERSION
    stories: dict[Address, Views] = field(default_factory=dict)

    @property
    def newest(self) -> str:
        """The newest day of all; empty if there is none."""
        return max((max(it.days) for it in self.stories.values() if it.days), default="")


_DECODER = msgspec.json.Decoder(Counts)
_HINT = "take the last good version from Git, or delete the file and count the logs again"


def read_counts(raw: bytes | None, path: str = PATH) -> Counts:
    """Return the counts of a file, none if it is not there. Raises `SiteError`."""
    if raw is None:
        return Counts()
    raw = raw.removeprefix(BOM_UTF8)
    try:
        counts = _DECODER.decode(raw)
    # A name that is not UTF-8 is a ValueError, and so is a number of thousands of digits.
    except (ValueError, RecursionError) as error:
        raise SiteError([_fault(raw, path, error)]) from error
    if counts.version != VERSION:
        message = f"has version {counts.version}, and this sitegen knows {VERSION}"
        raise SiteError([Problem(path, *_place(raw, b'"version"'), message, "update sitegen")])
    if wrong := _no_days(counts):
        problems = [
            Problem(path, *_place(raw, json.dumps(it).encode()), f"there is no day `{it}`", _HINT)
            for it in wrong
        ]
        raise SiteError(problems)
    return counts


def _no_days(counts: Counts) -> list[str]:
    """Return days and months that no calendar has, in order."""
    days = set().union(*(it.days for it in counts.stories.values()))
    months = set().union(*(it.months for it in counts.stories.values()))
    return [
        *(it for it in sorted(days) if not is_day(it)),
        *(it for it in sorted(months) if not is_day(f"{it}-01")),
    ]


def _fault(raw: bytes, path: str, error: Exception) -> Problem:
    """Say what is wrong with the bytes of a file, and where."""
    hint = _HINT
    try:
        it = json.loads(raw.decode())
    except json.JSONDecodeError as wrong:
        message = f"is no JSON: {wrong.msg.lower()}"
        return Problem(path, wrong.lineno, wrong.colno, message, hint)
    except UnicodeDecodeError as wrong:
        return Problem(path, *_at(raw, wrong.start), "is no text in UTF-8", hint)
    except RecursionError:
        return Problem(path, 1, 1, "is no JSON", hint)
    except ValueError:
        number = re.search(rb"[0-9]{640,}", raw)
        place = _at(raw, number.start() if number else 0)
        return Problem(path, *place, "has a number of more digits than can be read", hint)
    stories = it.get("stories", {}) if isinstance(it, dict) else {}
    for address, views in stories.items() if isinstance(stories, dict) else ():
        try:
            msgspec.convert({"stories": {address: views}}, Counts)
        except msgspec.ValidationError as wrong:
            place = _place(raw, json.dumps(address, ensure_ascii=False).encode())
            return Problem(path, *place, f"`{address}`: {_in_words(wrong)}", hint)
    return Problem(path, 1, 1, _in_words(error), hint)


_SHAPES = (
    ("key", ".days", "its days are written as 2026-11-28"),
    ("key", ".months", "its months are written as 2026-11"),
    ("key", ".stories", "addresses of stories begin with /"),
    ("[...]", "", "views of a day or month are a whole number, 0 to a thousand million million"),
    (".total", "", "`total` is a whole number, 0 to a thousand million million"),
    (".version", "", "`version` is a whole number"),
    (".days", "", "`days` holds views by day, in braces"),
    (".months", "", "`months` holds views by month, in braces"),
    (".stories", "", "`stories` holds views by address, in braces"),
    ("", "", "counts are `version` and `stories`, in braces"),
)
"""What should stand where msgspec found something else: how its place ends, and that of a key."""


def _in_words(error: Exception) -> str:
    """Say what should stand where a decoder found something else; it speaks of types of Python."""
    text, _, place = str(error).partition(" - at ")
    if unknown := re.search(r"unknown field (`.*`)", text):
        return f"there is nothing named {unknown[1]} in counts"
    if not text.startswith("Expected"):
        return text if text.startswith("JSON") else text[:1].lower() + text[1:]
    what, _, inside = place.replace("`", "").partition(" in ")
    if what == "$.stories[...]":
        return "views of a story are `total`, `days` and `months`, in braces"
    return next(it for end, of, it in _SHAPES if what.endswith(end) and inside.endswith(of))


def _place(raw: bytes, what: bytes) -> tuple[int, int]:
    """Return the line and column at which something first stands; 1, 1 if nowhere."""
    return _at(raw, max(0, raw.find(what)))


def _at(raw: bytes, at: int) -> tuple[int, int]:
    above = raw[:at]
    return above.count(b"\n") + 1, len(above.rpartition(b"\n")[2].decode(errors="replace")) + 1


def written(counts: Counts) -> bytes:
    """Return the bytes of a file: a line for each story, so that Git shows what changed."""
    lines = [
        b"%b: %b" % (msgspec.json.encode(address), _one_line(views))
        for address, views in sorted(counts.stories.items())
        if views.total
    ]
    body = b",\n".join(lines)
    head = b'{"version": %d, "stories": {' % counts.version
    return b"%b\n%b\n}}\n" % (head, body) if lines else b"%b}}\n" % head


def _one_line(views: Views) -> bytes:
    it = {
        "total": views.total,
        "days": dict(sorted(views.days.items())),
        "months": dict(sorted(views.months.items())),
    }
    return json.dumps(it).encode()


Change = Mapping[tuple[str, str], int]
"""More or fewer views, by address and day."""


def changed(counts: Counts, change: Change) -> Counts:
    """Return counts with more views, or fewer, folded."""
    stories = dict(counts.stories)
    by_story: dict[str, dict[str, int]] = {}
    for (address, day), more in change.items():
        if more:
            by_story.setdefault(address, {})[day] = more
    for address, days in by_story.items():
        old = stories.get(address, Views())
        known = dict(old.days)
        for day, more in days.items():
            known[day] = known.get(day, 0) + more
        total = old.total + sum(days.values())
        stories[address] = Views(total, known, old.months)
    return _folded(stories)


def summed(many: Iterable[Counts]) -> Counts:
    """Return the sum of counts, such as those of several servers."""
    stories: dict[str, Views] = {}
    for counts in many:
        for address, it in counts.stories.items():
            old = stories.get(address, Views())
            stories[address] = Views(
                old.total + it.total, _plus(old.days, it.days), _plus(old.months, it.months)
            )
    return _folded(stories)


def at_addresses(counts: Counts, stories: Mapping[str, str]) -> Counts:
    """Return counts with those of old addresses added to those of the stories they lead to."""
    if not any(stories.get(address, address) != address for address in counts.stories):
        return counts
    return summed(
        Counts(stories={stories.get(address, address): views})
        for address, views in counts.stories.items()
    )


def _plus(some: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    return {it: some.get(it, 0) + more.get(it, 0) for it in some.keys() | more.keys()}


def _folded(stories: Mapping[str, Views]) -> Counts:
    counts = Counts(stories=dict(stories))
    newest = counts.newest
    if not newest:
        return counts
    first_day = days_before(newest, DAYS - 1)
    first_month = _months_before(newest[:7], MONTHS - 1)
    return Counts(
        stories={address: _fold(it, first_day, first_month) for address, it in stories.items()}
    )


def _fold(views: Views, first_day: str, first_month: str) -> Views:
    if all(many > 0 and first_day <= day for day, many in views.days.items()) and all(
        many > 0 and first_month <= month for month, many in views.months.items()
    ):
        return views
    months = dict(views.months)
    for day, many in views.days.items():
        if day < first_day:
            months[day[:7]] = months.get(day[:7], 0) + many
    return Views(
        views.total,
        {day: many for day, many in views.days.items() if many > 0 and day >= first_day},
        {month: many for month, many in months.items() if many > 0 and month >= first_month},
    )


def days_before(day: str, many: int) -> str:
    """Return the day that is so many days before another; the first one there is at least."""
    try:
        return (date.fromisoformat(day) - timedelta(days=many)).isoformat()
    except (OverflowError, ValueError):
        return date.min.isoformat()


def _months_before(month: str, many: int) -> str:
    number = max(12, int(month[:4]) * 12 + int(month[5:]) - 1 - many)
    return f"{number // 12:04}-{number % 12 + 1:02}"
