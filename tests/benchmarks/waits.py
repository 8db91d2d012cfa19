"""What somebody waits for who types a question, counted: it is the same on a busy machine.

The page's clock stands still but for what is said here, so its pauses are exact. Of files of the
index, bytes are counted, and round trips: no answer arrives before all is asked for that can be
asked for without one. What a line makes of that is arithmetic, and none need be slowed down for it.
"""

from typing import Any, NamedTuple

from playwright.sync_api import CDPSession, Page

from tests.benchmarks.throttled import LATENCY, SPEED

STEP = 10
"""Milliseconds by which the clock moves on."""

LULL = 100
"""Milliseconds of that clock after which all answers have arrived, while nobody types."""

PATIENCE = 5000
"""Milliseconds of that clock after which nobody waits any more."""

_COUNT = """
window.counted = { open: 0, bytes: 0, trips: 0, told: -1 };
window.answers = []; // those that are on their way: what lets each arrive
const [ask, whole] = [fetch, Response.prototype.arrayBuffer];
const under = (way) => {
  counted.open++;
  return way.finally(() => counted.open--);
};
window.fetch = (address, ...more) => {
  if (!String(address).endsWith(".bin")) return ask(address, ...more);
  return under(ask(address, ...more).then(async (answer) => {
    const data = await whole.call(answer);
    counted.bytes += data.byteLength;
    await new Promise((arrive) => answers.push(arrive));
    return new Response(data, answer);
  }));
};
Response.prototype.arrayBuffer = function () {
  return under(whole.call(this));
};
addEventListener("DOMContentLoaded", () => {
  const told = document.getElementById("page_told");
  new MutationObserver(() => {
    const { looking } = document.getElementById("page_search").dataset;
    if (told.textContent && told.textContent !== looking) counted.told = Date.now();
  }).observe(told, { childList: true });
});
"""

_QUIET = """
async () => {
  const { port1, port2 } = new MessageChannel();
  const turn = () => new Promise((go) => {
    port1.onmessage = go;
    port2.postMessage(0);
  });
  for (let turns = 0; turns < 10; turns++) {
    await turn();
    if (counted.open > answers.length) turns = 0;
    else if (turns === 8 && answers.length) {
      counted.trips++;
      for (const arrive of answers.splice(0)) arrive();
      turns = 0;
    }
  }
  return counted;
}
"""
"""Let answers arrive, all that are on their way at once, until nothing more is asked for."""


class Waited(NamedTuple):
    """From the last key to the answer: pauses of the page in milliseconds, round trips, bytes.

    `before` are the bytes that were fetched while the other keys were typed, the catalogue with
    them. `work` are milliseconds of processor time, which are not quite the same each time.
    """

    pause: float
    trips: int
    size: int
    before: int
    work: float

    @property
    def model(self) -> float:
        """The milliseconds that it takes on the line of `throttled`, if nothing is done at once."""
        return self.pause + 1000 * (self.trips * LATENCY + self.size / SPEED) + self.work


def still(page: Page) -> CDPSession:
    """Stop the clock of a page that is empty yet, and count; return what asks for its work."""
    page.clock.install()
    page.clock.pause_at("2100-01-01")
    page.add_init_script(_COUNT)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return session


def typed(page: Page, session: CDPSession, question: str, gap: int) -> Waited:
    """Type a question with such gaps in milliseconds, and wait for its answer."""
    for char in question[:-1]:
        page.keyboard.press(char)
        page.clock.run_for(gap)
        page.evaluate(_QUIET)
    return pressed(page, session, question[-1])


def pressed(page: Page, session: CDPSession, key: str) -> Waited:
    """Press a key, and wait for the answer to what is asked then."""
    before = page.evaluate(_QUIET)
    page.evaluate("Object.assign(counted, { trips: 0, told: -1 })")
    begun, look = page.evaluate("Date.now()"), _look(page, session)
    work = _work(session)
    page.keyboard.press(key)
    counted: dict[str, Any] = page.evaluate(_QUIET)
    looks = 0
    while counted["told"] < begun:
        looks += 1
        if looks * STEP > PATIENCE:
            raise TimeoutError(f"no answer to {key!r}")
        page.clock.run_for(STEP)
        counted = page.evaluate(_QUIET)
    return Waited(
        counted["told"] - begun,
        counted["trips"],
        counted["bytes"] - before["bytes"],
        before["bytes"],
        max(0, _work(session) - work - looks * look),
    )


def rest(page: Page, time: int) -> None:
    """Let somebody do nothing for so many milliseconds."""
    for _ in range(time // LULL):
        page.clock.run_for(LULL)
        page.evaluate(_QUIET)


def _look(page: Page, session: CDPSession) -> float:
    """Return the milliseconds of work that it takes to ask whether there is an answer."""
    times = 10
    work = _work(session)
    for _ in range(times):
        page.evaluate(_QUIET)
        page.clock.run_for(0)
    return (_work(session) - work) / times


def _work(session: CDPSession) -> float:
    told = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(it["value"]) for it in told if it["name"] == "TaskDuration")
