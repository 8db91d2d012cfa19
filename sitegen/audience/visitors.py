"""Visitors of a day, and whether each is a person.

A visitor is an address and an agent on one day. They are told apart by a digest with a random salt
that each day has for itself: it is made here, never leaves this memory, and ends with the process.
Nothing else of them is kept, and nothing in any order: what is judged is the same however the lines
of a log come.
"""

from array import array
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from secrets import token_bytes
from typing import Final, Literal, get_args

from sitegen.audience.places import (
    ALIAS,
    FURNITURE,
    NOTHING,
    PAGE,
    ROBOTS,
    SCANNED,
    Places,
)
from sitegen.audience.programs import Programs
from sitegen.audience.requests import Calendar, Request

Verdict = Literal[
    "counted",
    "method",
    "status",
    "ahead",
    "program",
    "robots",
    "scanner",
    "bare",
    "hasty",
    "twice",
    "page",
]
"""What becomes of a request for a page: it counts as a view, or why it does not. In this order it
is judged: `bare` visitors asked for no stylesheet and no picture, `hasty` ones for too many pages;
`twice` is an old address that led to the story itself, and `page` one that is no story's.
"""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_NUMBER: Final = {name: number for number, name in enumerate(VERDICTS)}
_METHOD, _STATUS, _AHEAD = _NUMBER["method"], _NUMBER["status"], _NUMBER["ahead"]
_TWICE = _NUMBER["twice"]

PAGES_A_MINUTE = 20
"""No person asks for more pages in a minute of the clock, even of those who open all in tabs."""

_SHOWS, _ROBOTS, _SCANS = 1, 2, 4
_SIGNS: Final = {FURNITURE: _SHOWS, ROBOTS: _ROBOTS, SCANNED: _SCANS}
_TAG = 8
"""What is known of a visitor is one small number: these, and eight times the number of a tag."""

_RECENT = 16_384
_GOOD = frozenset({200, 304})


class Visitors:
    """Reads requests, and then says what becomes of those for pages."""

    def __init__(
        self, places: Places, calendar: Calendar, programs: Programs, host: str = ""
    ) -> None:
        self.places = places
        self._calendar = calendar
        self._programs = programs
        self._tags = {tag: _TAG * number for number, tag in enumerate(("", *programs.tags))}
        self._agents: dict[bytes, int] = {}
        self._host = _name_of(host.encode())
        self._salts: dict[str, bytes] = {}
        self._recent: dict[tuple[str, bytes, bytes], int] = {}
        self._known: dict[int, int] = {}
        # Of each request for a page: who, which, when, and what is wrong with it by itself.
        self._who = array("Q")
        self._which = array("i")
        self._when = array("I")
        self._wrong = array("B")
        self.days: set[str] = set()
        self.lines = self.unread = self.elsewhere = self.no_pages = 0

    def __len__(self) -> int:
        return len(self._who)

    def read(self, requests: Iterable[Request]) -> None:
        """Take note of requests."""
        places, calendar, days = self.places, self._calendar, self.days
        hosts: dict[bytes, bool] = {b"": True}
        for it in requests:
            own = hosts.get(it.host)
            if own is None:
                own = hosts[it.host] = not self._host or _name_of(it.host) == self._host
            if not own:
                self.elsewhere += 1
                continue
            day = calendar(it.minute)
            days.add(day)
            place = places(it.target)
            if place >= 0 or place == PAGE:
                self._who.append(self._visitor(day, it))
                self._which.append(place)
                self._when.append(it.minute)
                self._wrong.append(_wrong_with(it))
                continue
            self.no_pages += 1
            if place != NOTHING and (place != FURNITURE or it.status in _GOOD):
                who = self._visitor(day, it)
                self._known[who] |= _SIGNS[place]

    def _visitor(self, day: str, it: Request) -> int:
        """Return the number of who asked, known from now on."""
        names = (day, it.address, it.agent)
        who = self._recent.get(names)
        if who is None:
            who = self._digest(*names)
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            self._recent[names] = who
            if who not in self._known:
                self._known[who] = self._tag(it.agent)
        return who

    def _digest(self, day: str, address: bytes, agent: bytes) -> int:
        salt = self._salts.get(day)
        if salt is None:
            salt = self._salts[day] = token_bytes(32)
        keyed = blake2b(b"%b\0%b" % (address, agent), digest_size=8, key=salt)
        return int.from_bytes(keyed.digest())

    def _tag(self, agent: bytes) -> int:
        tag = self._agents.get(agent)
        if tag is None:
            if len(self._agents) >= _RECENT:
                self._agents.clear()
            tag = self._agents[agent] = self._tags[self._programs.tag_of(agent)]
        return tag

    def verdicts(self) -> bytearray:
        """Return a number for each request for a page: what it is in `VERDICTS`."""
        of_visitor = {known: _judged(known) for known in set(self._known.values())}
        verdicts = bytearray(
            wrong or of_visitor[self._known[who]]
            for who, wrong in zip(self._who, self._wrong, strict=True)
        )
        self._judge_haste(verdicts)
        self._judge_aliases(verdicts)
        no_story = _NUMBER["page"]
        for at, place in enumerate(self._which):
            if place == PAGE and not verdicts[at]:
                verdicts[at] = no_story
        return verdicts

    def _judge_haste(self, verdicts: bytearray) -> None:
        """Find who asked for too many pages in a minute, and then for no reason but that."""
        asked: Counter[int] = Counter()
        for at, verdict in enumerate(verdicts):
            if not verdict:
                # One number for both: a tuple for each would fill the memory.
                asked[self._who[at] << 32 | self._when[at]] += 1
        hasty = {it >> 32 for it, pages in asked.items() if pages > PAGES_A_MINUTE}
        if hasty:
            for at, verdict in enumerate(verdicts):
                if not verdict and self._who[at] in hasty:
                    verdicts[at] = _NUMBER["hasty"]

    def _judge_aliases(self, verdicts: bytearray) -> None:
        """Find old addresses that a visitor left for the story at once."""
        moved = [at for at, place in enumerate(self._which) if place >= ALIAS and not verdicts[at]]
        if not moved:
            return
        who = {self._who[at] for at in moved}
        arrived = {
            (self._who[at], self._which[at], self._when[at])
            for at, verdict in enumerate(verdicts)
            if not verdict and 0 <= self._which[at] < ALIAS and self._who[at] in who
        }
        for at in moved:
            story, when = self._which[at] - ALIAS, self._when[at]
            if any((self._who[at], story, it) in arrived for it in (when, when + 1)):
                verdicts[at] = _TWICE

    def story(self, at: int) -> str:
        """Return the address of the story that a request is for."""
        return self.places.names[self._which[at] & ~ALIAS]

    def day(self, at: int) -> str:
        """Return the day of a request."""
        return self._calendar(self._when[at])

    def programs(self, verdicts: bytearray) -> Counter[str]:
        """Return how many pages programs asked for, by tag."""
        tags = {number // _TAG: tag for tag, number in self._tags.items()}
        numbers = Counter(
            self._known[who] // _TAG
            for who, verdict in zip(self._who, verdicts, strict=True)
            if verdict == _NUMBER["program"]
        )
        return Counter({tags[number]: many for number, many in numbers.items()})


def _wrong_with(it: Request) -> int:
    """Return what keeps a request for a page from being a view, whoever asked."""
    if it.method != b"GET":
        return _METHOD
    if it.status not in _GOOD:
        return _STATUS
    return _AHEAD if it.purpose and b"prefetch" in it.purpose.lower() else 0


def _name_of(host: bytes) -> bytes:
    """Return a host without its port and without `www.`."""
    name = host.lower()
    name = name.partition(b"]")[0].strip(b"[") if b"]" in name else name
    return (name.partition(b":")[0] if name.count(b":") == 1 else name).removeprefix(b"www.")


def _judged(known: int) -> int:
    """Return what becomes of all that a visitor asked for."""
    if known >= _TAG:
        return _NUMBER["program"]
    if known & _ROBOTS:
        return _NUMBER["robots"]
    if known & _SCANS:
        return _NUMBER["scanner"]
    return 0 if known & _SHOWS else _NUMBER["bare"]
