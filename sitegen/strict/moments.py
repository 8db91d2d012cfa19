"""Moments and days as editors write them, and what is wrong with those that are none.

`2026-03-01`, `2026-03-01 09:00` and the CMS's `2026-03-01T09:00` are newsroom time; a `Z`,
`+01`, `+0100` or `+01:00` behind the time makes it absolute. Seconds and a fraction may follow
the minutes. Nothing here asks for the present time.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from sitegen.strict.texts import CURLY
from sitegen.timestamps import LAST, rfc3339

SHAPES = "write `2026-03-01`, `2026-03-01 09:00` or `2026-03-01T09:00:00+01:00`"

_DAY = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_OFFSET = r"([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)"
_TIME = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
_MOMENT = re.compile(rf"{_DAY}(?:(?:[Tt]| +){_TIME}(?: *{_OFFSET})?)?")
_LOOSE = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
    r"(?:(?:[Tt]|[, ]+)([0-9]{1,2})(?:[:.h]([0-9]{2})(?::([0-9]{2}))?)?(?: ?([AaPp])\.?[Mm]\.?)?)?"
    rf" *{_OFFSET}?"
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./-]) ?([0-9]{1,2})\2 ?([0-9]{4})(.*)", re.DOTALL)
_INCOMPLETE = {
    re.compile(r"[0-9]{4}"): ("no month and no day", "write them too: `{}-01-01`"),
    re.compile(r"[0-9]{4}-[0-9]{2}"): ("no day", "write it too: `{}-01`"),
    re.compile(r"[0-9]{1,2}:[0-9]{2}.*"): ("no day", "write it too: `2026-03-01 {}`"),
}
_FARTHEST = timedelta(hours=14)
_LONGEST_SHOWN = 60


class MomentError(ValueError):
    """A text that is no moment, or no day: what is wrong with it, and how to mend it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def parse_moment(text: str, zone: ZoneInfo, *, absolute: bool = False) -> datetime:
    """Return the moment that `text` names, in UTC; `zone` is the newsroom's.

    A day alone is the first moment of that day. An `absolute` moment must carry its offset. What
    lies beyond the end of the calendar is its end, and means never. Raises MomentError.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise _misspelt(text.strip())
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        naive = datetime(  # noqa: DTZ001 - its offset is found below
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int(f"{fraction:0<6.6}") if fraction else 0,
        )
    except ValueError:
        raise _impossible(year, month, day, text.strip()) from None
    try:
        if offset:
            moment = naive.replace(tzinfo=_offset(offset))
        elif absolute:
            raise _relative(naive, zone, text.strip())
        elif hour is None:  # where the night's clock change leaves out 00:00, the day starts later
            moment = naive.replace(tzinfo=zone)
        else:
            moment = _on_the_clock(naive, zone)
        return moment.astimezone(UTC)
    except OverflowError:
        if naive.year > 1:
            return LAST
        hint = "the calendar begins with the year 0001 in UTC: write a later day"
        raise MomentError(f"`{text.strip()}` is before the calendar begins", hint) from None


def parse_day(text: str) -> date:
    """Return the day that `text` names, such as `2026-03-01`. Raises MomentError."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise _misspelt(text.strip())
    year, month, day, hour, *_ = match.groups()
    if hour is not None:
        raise MomentError(
            f"`{text.strip()}` is more than a day", f"write only the day: `{year}-{month}-{day}`"
        )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise _impossible(year, month, day, text.strip()) from None


@cache
def _offset(text: str) -> timezone:
    if text in {"Z", "z"}:
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].removeprefix(":") or 0)
    distance = timedelta(hours=hours, minutes=minutes)
    if distance > _FARTHEST or minutes > 59:  # noqa: PLR2004
        raise MomentError(f"`{text}` is no offset from UTC", "offsets go from -12:00 to +14:00")
    return timezone(-distance if text[0] == "-" else distance)


def _on_the_clock(naive: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment when the newsroom's clock shows this; raise if it never or twice does."""
    first, second = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None or before == after:
        return first
    shown = _shown(naive)
    if before > after:
        early, late = _written(first, zone), _written(second, zone)
        raise MomentError(
            f"`{shown}` happens twice: the clocks of {zone.key} go back that night",
            f"write `{early}` (the first) or `{late}` (the second)",
        )
    # PEP 495: in a gap each fold's way to UTC and back leads to the other side of the gap.
    earlier, later = (
        _shown(moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None))
        for moment in (second, first)
    )
    raise MomentError(
        f"`{shown}` does not exist: the clocks of {zone.key} go forward that night",
        f"write `{earlier}` or `{later}`",
    )


def _shown(naive: datetime) -> str:
    exact = "minutes" if not naive.second and not naive.microsecond else "seconds"
    return naive.isoformat(sep=" ", timespec=exact)


def _written(moment: datetime, zone: ZoneInfo) -> str:
    day, time = rfc3339(moment, zone).split("T")
    return f"{day} {time[:5]}{time[8:] if time[5:8] == ':00' else time[5:]}"


def _relative(naive: datetime, zone: ZoneInfo, text: str) -> MomentError:
    moment = _on_the_clock(naive, zone)
    return MomentError(f"`{text}` has no offset from UTC", f"write `{rfc3339(moment, zone)}`")


def _impossible(year: str, month: str, day: str, text: str) -> MomentError:
    """Say which part of a well-formed moment the calendar or the clock does not have."""
    if int(year) < 1:
        return MomentError(f"`{text}` has no year", SHAPES)
    if not 1 <= int(month) <= 12:  # noqa: PLR2004
        swapped = f"the month comes first: `{year}-{day}-{month}`"
        fits = 1 <= int(day) <= 12 and 1 <= int(month) <= 31  # noqa: PLR2004
        return MomentError(f"there is no month {month}", swapped if fits else SHAPES)
    last = monthrange(int(year), int(month))[1]
    if not 1 <= int(day) <= last:
        return MomentError(
            f"`{year}-{month}-{day}` does not exist",
            f"the month goes from `{year}-{month}-01` to `{year}-{month}-{last}`",
        )
    time = text[len("2026-03-01T") :].strip()
    tomorrow = date(int(year), int(month), int(day)).toordinal() + 1
    if re.match(r"24:00(?::00)?(?!:)", time) and tomorrow <= date.max.toordinal():
        return MomentError(
            "`24:00` is not a time of day", f"write `{date.fromordinal(tomorrow)} 00:00`"
        )
    return MomentError(
        f"`{time}` is not a time of day",
        "hours go from 00 to 23, minutes and seconds from 00 to 59",
    )


def _misspelt(text: str) -> MomentError:
    """Say what keeps `text` from being a moment, and offer the spelling that is nearest to it."""
    for shape, (lack, hint) in _INCOMPLETE.items():
        if shape.fullmatch(text):
            return MomentError(f"`{text}` has {lack}", hint.format(text))
    if len(text) > 1 and text[0] in CURLY and text[-1] in CURLY:
        inner = text[1:-1]
        return MomentError(f"`{text}` stands in quotation marks", f"write `{inner}` without them")
    short = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    not_one = MomentError(f"`{short}` is not a date", SHAPES)
    if turned := _DAY_FIRST.fullmatch(text):
        return _turned(turned, text) or not_one
    padded = _padded(_in_digits(text))
    if not padded:
        return not_one
    return MomentError(f"`{text}` is not a date as it must be written", f"write `{padded}`")


_LETTERS = r"(?P<month>[^\W\d_]{3,})\.?"
_IN_WORDS = tuple(
    re.compile(rf"(?:[^\W\d_]+,? )??{day}[ ,]+(?P<year>[0-9]{{4}})(?P<rest>.*)")
    for day in (
        rf"(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th|er)?(?: de| of)? {_LETTERS}(?: de)?",
        rf"{_LETTERS} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?",
    )
)
"""A date with the name of a month, with or without a day of the week before it."""


def _in_digits(text: str) -> str:
    """Return a date whose month is a word, in one of a few languages, in digits; others as is."""
    for shape in _IN_WORDS:
        if (found := shape.fullmatch(text)) and (month := _months().get(found["month"].casefold())):
            rest = re.sub(r"^,? (?:at|à|um|a las|às|kl\.?) ", " ", found["rest"])
            return f"{found['year']}-{month}-{found['day']}{rest}"
    return text


@cache
def _months() -> dict[str, int]:
    """Return the numbers of months by their names, long and short."""
    from sitegen.languages import locale_of  # noqa: PLC0415 - for mistakes alone

    known = filter(None, map(locale_of, ("nl", "it", "pt", "es", "de", "fr", "en")))
    return {
        name.rstrip(".").casefold(): number
        for it in known
        for names in it.months["format"].values()
        for number, name in names.items()
        if len(name) > 1
    }


def _padded(text: str) -> str:
    """Return a date as it must be written; an empty string if its parts are not to be told."""
    loose = _LOOSE.fullmatch(text)
    if loose is None:
        return ""
    year, _, month, day, hour, minute, second, half, offset = loose.groups()
    padded = f"{year}-{month:0>2}-{day:0>2}"
    if not hour:
        return padded
    if half:  # 12 am is midnight, 12 pm noon
        hour = str(int(hour) % 12 + 12 * (half in "Pp"))
    elif minute is None:
        return ""
    return f"{padded} {hour:0>2}:{minute or '00'}" + f":{second}" * bool(second) + (offset or "")


def _turned(found: re.Match[str], text: str) -> MomentError | None:
    """Say how a date is written whose year stands last; None if that is none.

    Points stand in dates that begin with the day; with other marks the Americas begin with the
    month.
    """
    one, mark, two, year, rest = found.groups()
    ways = [_padded(f"{year}-{two}-{one}{rest}"), _padded(f"{year}-{one}-{two}{rest}")]
    known = [it for it in ways if it and is_day(it[:10])]
    if mark == ".":
        known = known[:1] if known[:1] == ways[:1] else []
    if not known:
        return None
    hint = " or ".join(f"`{it}`" for it in dict.fromkeys(known))
    return MomentError(f"`{text}` is not a date as it must be written", f"write {hint}")


def is_day(day: str) -> bool:
    """Say whether the calendar has a day that is written as `2026-03-01`."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
