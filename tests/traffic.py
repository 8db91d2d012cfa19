"""Two days of traffic on a newspaper with a known truth: who is a person, line by line.

A fifth of the requests for pages are people's. The rest is what asks today: search engines, feed
readers, previews and monitors that say so; scanners; and crawlers that call themselves browsers,
from very many addresses. Some people cannot be known (all they need is in their browsers already),
nor can some crawlers (they render pages, and are slow). The clocks go forward on the second day.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from msgspec import Struct

from tests.logs import CHROME, FIREFOX, SAFARI

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 27, 23, tzinfo=UTC)
SECONDS = (24 + 23) * 3600
"""Two days in Berlin, the second of 23 hours."""

FORMAT = (
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent'
    ' "$http_referer" "$http_user_agent" "$http_sec_purpose"'
)
STORIES = [f"/2026/{1 + at % 3:02}/story-{at}/" for at in range(2_000)]
CSS = "/assets/site.0123456789.css"
BROWSERS = [
    agent.replace(old, str(new))
    for agent, old in ((CHROME, "142"), (FIREFOX, "145"), (SAFARI, "18.6"))
    for new in range(120, 146)
]
NAMED = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    (
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2;"
        " +https://openai.com/gptbot)"
    ),
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "python-requests/2.32.3",
]


class Line(Struct, frozen=True, gc=False):
    """A request. `is_view` if a person reads a story."""

    second: int
    address: str
    agent: str
    target: str
    status: int = 200
    purpose: str = "-"
    is_view: bool = False

    def __str__(self) -> str:
        local = (START + timedelta(seconds=self.second)).astimezone(ZONE)
        return (
            f'{self.address} - - [{local:%d/%b/%Y:%H:%M:%S %z}] "GET {self.target} HTTP/1.1"'
            f' {self.status} 5120 "-" "{self.agent}" "{self.purpose}"'
        )


class Traffic:
    """Makes lines, in the order of their times."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - repeatable is all it must be
        # One story is read by every tenth person.
        self._popular = list(accumulate([220.0, *(1 / (1 + at) ** 0.8 for at in range(1_999))]))

    def lines(self, many: int) -> list[Line]:
        """Return so many lines."""
        made: list[Line] = []
        people = programs = 0
        while len(made) < many:
            # Visits are long or short: what was asked for decides who comes next.
            visit = list(self._person() if people * 4 <= programs else self._program())
            pages = sum(it.target in PAGES for it in visit)
            if any(it.is_view for it in visit):
                people += pages
            else:
                programs += pages
            made += visit
        return sorted(made[:many], key=lambda it: it.second)

    def _person(self) -> Iterator[Line]:
        chance = self._chance
        second = self._second()
        address = self._address()
        # An office: others with the same address and the same browser.
        if chance.random() < 0.05:
            address = f"198.51.100.{chance.randrange(20)}"
        agent = chance.choice(BROWSERS)
        known = chance.random()
        for number in range(chance.choice((1, 1, 1, 2, 2, 3, 5))):
            story = self._story()
            yield Line(second, address, agent, story, self._status(), is_view=True)
            if number == 0 and known > 0.1:
                yield Line(second + 1, address, agent, CSS)
            if known > 0.02:  # the rest has all of it from the day before
                for size in range(chance.randrange(1, 3)):
                    picture = f"/pictures/{story.split('/')[3]}-card-{size}.0123456789.avif"
                    yield Line(second + 1, address, agent, picture)
            if chance.random() < 0.05:
                ahead = self._story()
                yield Line(second + 2, address, agent, ahead, purpose="prefetch;prerender")
            second = min(second + chance.randrange(15, 240), SECONDS - 3)

    def _program(self) -> Iterator[Line]:
        kinds = (self._named, self._scanner, self._crawler, self._hasty, self._hidden, self._plain)
        [kind] = self._chance.choices(kinds, (350, 100, 100, 10, 2, 438))
        return kind(self._second(), self._address(), self._chance.choice(BROWSERS))

    def _named(self, second: int, address: str, _: str) -> Iterator[Line]:
        """Say what it is."""
        chance = self._chance
        named = chance.choice(NAMED)
        for at in range(chance.randrange(1, 20)):
            target = self._story() if chance.random() < 0.7 else "/feed.xml"
            yield self._later(second, at * 20, address, named, target)

    def _scanner(self, second: int, address: str, agent: str) -> Iterator[Line]:
        """Look for a way in."""
        for at, target in enumerate(("/", "/wp-login.php", "/.env", self._story())):
            yield self._later(second, at, address, agent, target, 404 if at in {1, 2} else 200)

    def _crawler(self, second: int, address: str, agent: str) -> Iterator[Line]:
        """Read robots.txt first."""
        yield self._later(second, 0, address, agent, "/robots.txt")
        for at in range(1, self._chance.randrange(2, 30)):
            yield self._later(second, at * 10, address, agent, self._story())

    def _hasty(self, second: int, address: str, agent: str) -> Iterator[Line]:
        """Render pages as a browser does, but a page a second."""
        for at in range(60):
            yield self._later(second, at, address, agent, self._story())
            yield self._later(second, at, address, agent, CSS)

    def _hidden(self, second: int, address: str, agent: str) -> Iterator[Line]:
        """Do all that a person does: nobody could tell."""
        yield self._later(second, 0, address, agent, self._story())
        yield self._later(second, 1, address, agent, CSS)

    def _plain(self, second: int, address: str, agent: str) -> Iterator[Line]:
        """Take the text alone, as crawlers do that call themselves browsers."""
        for at in range(self._chance.choice((1, 1, 1, 2, 4))):
            yield self._later(second, at * 60, address, agent, self._story())

    @staticmethod
    def _later(  # noqa: PLR0917 - a line is all of this
        second: int, after: int, address: str, agent: str, target: str, status: int = 200
    ) -> Line:
        return Line(min(second + after, SECONDS - 1), address, agent, target, status)

    def _second(self) -> int:
        return self._chance.randrange(SECONDS - 3)

    def _address(self) -> str:
        number = self._chance.getrandbits(24)
        return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"

    def _story(self) -> str:
        return self._chance.choices(STORIES, cum_weights=self._popular)[0]

    def _status(self) -> int:
        return 304 if self._chance.random() < 0.05 else 200


PAGES = frozenset({*STORIES, "/"})


def right(lines: Sequence[Line], counted: Sequence[bool]) -> tuple[float, float]:
    """Return precision and recall of what was counted, of the requests for pages in their order."""
    truth = [it.is_view for it in lines if it.target in PAGES]
    both = sum(a and b for a, b in zip(truth, counted, strict=True))
    return both / sum(counted), both / sum(truth)
