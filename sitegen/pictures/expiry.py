"""When the use of a picture ends, read from what people and programs write about it.

Pure text; English words. Terms that name several ends ("print until 2024, web until 2026") end
with the earliest: a picture withdrawn too early is an annoyance, one shown too late a legal risk.
A day is "2024-12-31", a moment RFC 3339 with its offset.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from sitegen.pictures.ends import earliest

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NTH = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_TIME = (
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?"
    r" ?(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2}))?"
)
_COUNTED = (
    r"(?![.,]?[0-9]|\s?[-x×%€$£](?=\s?[0-9]|\s|$)|\s?(?:px|pixels?|[dp]pi|[kcm]?m|[km]b|cop(?:y|ies)"
    r"|prints?|units?|words?|views?|impressions?|users?|readers?|subscribers?|recipients?|times"
    r"|items|pieces|eur|euros?|usd|gbp|dollars?|pounds)\b)"
)
"""What does not follow a year: "up to 2000 pixels"."""

_DATES = [
    re.compile(shape, re.IGNORECASE | re.ASCII)
    for shape in (
        rf"(?P<year>[0-9]{{4}})([-/.])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}})(?![0-9]){_TIME}",
        r"(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])",
        rf"{_NTH}[\s/-]*(?:of\s+)?{_MONTH}[\s,/-]*{_YEAR}",
        rf"{_MONTH}[\s-]*{_NTH}[\s,-]+{_YEAR}",
        rf"{_MONTH}[\s,/-]*(?:of\s+)?{_YEAR}",
        rf"(?P<first>[0-9]{{1,2}})([-/.])(?P<second>[0-9]{{1,2}})\2{_YEAR}",
        rf"(?P<month>[0-9]{{1,2}})[/.-]{_YEAR}",
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?![0-9-])",
        rf"{_YEAR}{_COUNTED}",
    )
]
_UNCLEAR = re.compile(
    # 31.12.24; 31 December; December 31; March
    r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}(?![0-9])"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH.replace('?P<name>', '?:')}(?:\s[0-9]+)?"
    rf"|{_MONTH.replace('?P<name>', '?:')}\s[0-9]{{1,2}}\b(?:st|nd|rd|th)?"
    r"|(?-i:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    # 30 days after publication
    r"|(?:[0-9]+|an?|one|two|three|four|five|six|nine|ten|twelve)[\s-](?:day|week|month|year)s?\b"
    r"(?:\s(?:after|from|of)\s\w+)?",
    re.IGNORECASE | re.ASCII,
)
_LATER = re.compile(r"(?:[\w'’-]+\s+){1,6}?20[0-9]{2}\b", re.ASCII)
"""A year some words later: "until the summer of 2025"."""

_FORBIDS = re.compile(
    r"\b(?:not?|never|cannot|nor|embargo\w*)\b|n['’]t\b", re.IGNORECASE | re.ASCII
)
_SIGNS = re.compile(
    r"\b(?:(?P<firm>until|till?|expir(?:es?|ed|ing|y|ation)|valid\s(?:to|thru|through)"
    r"|not?\slater\sthan|(?:use|used|remove|removed|delete|deleted|withdraw|withdrawn)(?:\s\w+){0,3}\sby)"
    r"|(?P<before>before)|(?P<after>after)|(?P<to>to)|through|thru|up\sto|ending"
    r"|ends?(?:\sof\s(?:licen[cs]e|use|usage|rights|term))?|ended)\b|\bexp[.:]{0,2}(?=\s*[0-9])",
    re.IGNORECASE | re.ASCII,
)
_BEGINS = re.compile(r"\bfrom\b|[0-9]\s*$", re.IGNORECASE | re.ASCII)
_GLUE = re.compile(
    r"(?:[\s:=,(-]|\b(?:and|including|inclusive|date|dates|is|are|on|at|the|midnight|noon|of|day|last"
    r"|close|(?P<end>end)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|[0-9]{1,2}[:.][0-9]{2}(?![0-9.])(?:\s?[ap]\.?m\b\.?)?(?:\s[a-z]{2,4}\b(?<!\son))?)*",
    re.IGNORECASE | re.ASCII,
)
_SOME_DATE = re.compile(
    # 2024-12-31; 31.12.2024; 31 décembre 2024; DEC 31, 2024; 12/2024; for 2024 only
    r"\b(?:20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]20[0-9]{2}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?[.\s-]+[^\W\d]{3,12}[.,\s-]+20[0-9]{2}"
    r"|[^\W\d]{3,12}\.?\s[0-9]{1,2}(?:st|nd|rd|th)?,?\s20[0-9]{2}"
    r"|[0-9]{1,2}/20[0-9]{2}|(?<=for )20[0-9]{2}(?= only))\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:[-–—/]|to\b|bis\b|through\b)\s*", re.IGNORECASE)
_OF_THE_PAST = re.compile(
    r"\b(?:from|after|available|since|starting|effective|taken|shot|made|created|photographed|dated|issued|signed"
    r"|published|version|agreement|contract|invoice|order|copyright)\b|©|\(c\)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;,\n]")
_LONGEST_CLAUSE = 200
_LONGEST_QUOTE = 120


def end_in_text(terms: str) -> tuple[str, str]:
    """Return the end of use that `terms` name, and a quote of an end that cannot be understood.

    Either is "" if there is none, as after "until further notice". All-digit dates that could be
    read in two ways are not understood; nor is an end under a "not" or an "embargo", which may
    be a beginning.
    """
    ends: list[str] = []
    unclear = ""
    for end, quote in _ends(terms):
        ends += [end] if end else []
        unclear = unclear or quote
    if not ends and not unclear:
        end, unclear = _unsigned(terms)
        ends += [end] if end else []
    return earliest(ends), unclear


def _unsigned(terms: str) -> tuple[str, str]:
    """Return the end of a period ("1 May 2024 - 31 May 2024"), or the quote of some other date.

    A date whose meaning nobody states may be an end: somebody has to look.
    """
    for found in _SOME_DATE.finditer(terms):
        clause = _CLAUSE.split(terms[max(0, found.start() - _LONGEST_CLAUSE) : found.start()])[-1]
        if joined := _RANGE.match(terms, found.end()):
            end, stop = _date_at(terms, joined.end())
            if stop and end:
                return end, ""
        if not _OF_THE_PAST.search(clause):
            return "", " ".join((clause + found[0]).split())[-_LONGEST_QUOTE:]
    return "", ""


def end_as_written(value: str) -> tuple[str, str]:
    """Return the end that the value of a date field names, or a quote of what is no date.

    A time without an offset is not kept: the whole day is allowed.
    """
    text = " ".join(value.split())
    end, _ = _date_at(text, 0)
    nothing = not re.search("[1-9]", text)  # "0000-00-00", "none"
    return end, "" if end or nothing else text[:_LONGEST_QUOTE]


def _ends(terms: str) -> Iterator[tuple[str, str]]:
    """Yield the ends that are named one by one: a date, or the quote of what is unclear."""
    for sign in _SIGNS.finditer(terms):
        clause = _CLAUSE.split(terms[max(0, sign.start() - _LONGEST_CLAUSE) : sign.start()])[-1]
        forbids = _FORBIDS.search(clause)
        # "not to be used after 2024" is an end, "available after 2024" is none.
        if (sign["after"] and not forbids) or (sign["to"] and not _BEGINS.search(clause)):
            continue
        glue = _GLUE.match(terms, sign.end())
        start = glue.end() if glue else sign.end()
        last = bool(glue and glue["end"])
        end, stop = _date_at(terms, start, exclusive=bool(sign["before"]) and not last)
        if not stop:
            unclear = _UNCLEAR.match(terms, start)
            if unclear is None and sign["firm"]:
                unclear = _LATER.match(terms, start)
            if unclear is None:
                continue
            stop = unclear.end()
        if end and (sign["after"] or not forbids):
            yield end, ""
        else:
            begin = sign.start() - (len(clause) - forbids.start() if forbids else 0)
            yield "", " ".join(terms[begin:stop].split())[:_LONGEST_QUOTE]


def _date_at(text: str, start: int, *, exclusive: bool = False) -> tuple[str, int]:
    """Return the end that is written at `start`, and where it stops: 0 if there is no date.

    The end is "" if the date cannot be understood; an `exclusive` one is the day before.
    """
    found = next((it for shape in _DATES if (it := shape.match(text, start))), None)
    if found is None:
        return "", 0
    try:
        return _end(found.groupdict(), exclusive=exclusive), found.end()
    except (ValueError, OverflowError):  # no such day
        return "", found.end()


def _end(parts: Mapping[str, str | None], *, exclusive: bool) -> str:
    """Return the parts of a date as an end. Raises ValueError or OverflowError."""
    numbers = {name: int(value) for name, value in parts.items() if value and value.isdecimal()}
    if name := parts.get("name"):
        numbers["month"] = _MONTHS.index(name[:3].lower()) + 1
    if "first" in numbers:
        numbers["month"], numbers["day"] = _month_and_day(numbers["first"], numbers["second"])
    year, month, day = numbers["year"], numbers.get("month", 1), numbers.get("day", 1)
    first = date(year, month, day)
    if offset := parts.get("offset"):
        moment = datetime.fromisoformat(f"{first}T{parts['time']}{offset.upper()}")
        return moment.isoformat()
    if exclusive:
        return str(first - timedelta(days=1))
    month = numbers.get("month", 12)
    return str(date(year, month, numbers.get("day", monthrange(year, month)[1])))


def _month_and_day(first: int, second: int) -> tuple[int, int]:
    """Return which of two numbers is the month, and the day. Raises ValueError if either may be."""
    if first == second or second > 12:  # noqa: PLR2004
        return first, second
    if first > 12:  # noqa: PLR2004
        return second, first
    raise ValueError
