"""How long an editor waits, beside Hugo: `make bench ARGS="preview --size 1000 10000 --edits 10"`.

The wait runs from the close of a saved file to the moment at which its new words are in the page
that a real browser shows, in milliseconds. Each size is a newspaper of newspaper.py and the same
articles in a site for Hugo (peer.py says what differs). Either server shows the newest article;
then edits follow one after the other, each of a kind that the table names. Hugo renders fast, as is
its default: of a change it renders the pages lately visited. sitegen starts with what a build of
drafts has left in its store; Hugo keeps no such thing and builds.

An edit is an `edit-7` that replaces `edit-6`. A script that the browser runs first in each document
looks for it whenever the page changes, and reports the moment by the page's own clock. Nothing
polls, and a page may be loaded anew or changed in place.

Between two edits each server comes to rest. A pause follows that is longer than a second: pages
carry their time in whole seconds, by which a browser that loads anew asks, and of two that Hugo
makes in the same second it keeps the first. Times of files, which are some milliseconds apart,
then differ too. The length is random, since a server that looks for changes at intervals would
otherwise always meet the edit at the same moment of its round.
"""

import math
import os
import re
import shutil
import signal
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from random import Random
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Thread
from time import monotonic, perf_counter, sleep, time
from typing import NamedTuple, Self

from playwright.sync_api import Browser, ConsoleMessage, Page
from playwright.sync_api import TimeoutError as NotShown

from sitegen.pipeline.workers import cores
from tests.benchmarks import programs
from tests.benchmarks.measure import MIB, CommandFailed, measure
from tests.benchmarks.newspaper import NOW, write_site
from tests.benchmarks.peer import hugo
from tests.browser import open_chromium
from tests.judge.served import free_port

ROOT = Path(__file__).parents[2]

READY = 600
"""Seconds within which a server must tell its address."""

SHOWN = 120
"""Seconds within which an edit must be shown."""

PAUSE = (1.0, 2.0)
"""Seconds, at least and at most: they differ by more than any interval at which a server looks."""

REST = 0.25
"""Seconds in which a server at rest computes next to nothing."""

BUSY = 0.2
"""Of one processor: a server that takes less is at rest, though it may look for changes."""

PATIENCE = 10
"""Seconds to wait for such a rest; a server that has none is edited under all the same."""

LINES = 20
"""Of what a server wrote, to be shown when it fails."""

OBSERVER = """(() => {
  const told = new Set();
  const tell = (text, moment) => {
    for (const [token] of text.matchAll(/edit-\\d+/g)) {
      if (!told.has(token)) {
        told.add(token);
        console.debug(`${token} ${moment.toFixed(3)}`);
      }
    }
  };
  const now = () => performance.timeOrigin + performance.now();
  const look = () => {
    const moment = now();
    tell(document.querySelector("main")?.textContent ?? "", moment);
  };
  const lookAtStyle = () => {
    const moment = now();
    tell(getComputedStyle(document.documentElement).getPropertyValue("--edit"), moment);
  };
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, characterData: true,
  });
  document.addEventListener("DOMContentLoaded", look);
  document.addEventListener("load", lookAtStyle, true);  // of links: it does not bubble
  window.addEventListener("load", lookAtStyle);
})();"""
"""Reports each token once a document, with milliseconds since 1970.

A stylesheet changes no node: it is looked at when one was loaded.
"""


class Edit(NamedTuple):
    """An edit of a file: what `pattern` finds first becomes `text`, in which `TOKEN` is new."""

    file: Path
    pattern: str
    text: str


class Site(NamedTuple):
    """A site as one program shows it: what can be edited, and the address of the article."""

    edits: dict[str, Edit]
    command: tuple[str, ...]
    article: str


class Waits(NamedTuple):
    """What was measured of one program.

    `ready` and `first` are seconds from the start of the process to the address on stdout and to
    the article in the browser; `peak` is MiB, `edits` milliseconds by kind, `cpu` the server's
    processor seconds for one edit of a kind, with the rest between two; NaN without /proc.
    """

    ready: float
    first: float
    peak: float
    edits: dict[str, list[float]]
    cpu: dict[str, float]


KINDS = {
    "body": "a word behind the first paragraph of the article shown",
    "headline": "of the article shown",
    "template": "the template of all articles",
    "stylesheet": "a custom property, until the page has it",
}
TOKEN = "TOKEN"  # noqa: S105 - a place in a text
PARAGRAPH = r"(\n---\n\n.*?)(?: edit-\d+)?$"


def _sitegen(root: Path, files: Sequence[Path]) -> Site:
    """Give the newspaper a template and a stylesheet of its own, and sitegen a warm store.

    Raises `CommandFailed`.
    """
    for name in ("templates/article.html", "static/site.css"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    program = (sys.executable, "-m", "sitegen")
    measure([*program, "build", "--drafts", "--root", root, "--now", NOW], ROOT)
    return _site(
        (*program, "serve", "--root", str(root), "--now", NOW),
        files[-1],
        root / "templates/article.html",
        root / "static/site.css",
        ("headline", "{% block main %}"),
    )


def _hugo(root: Path, files: Sequence[Path]) -> Site:
    """Write the newspaper once more, for Hugo, beside its folder."""
    peer = root.with_name("hugo-preview")
    site = programs.write_for(programs.HUGO, peer, root, files)
    return _site(
        (hugo(), "server", "--source", str(peer), "--bind", "127.0.0.1"),
        site.file_of(site.newest),
        peer / "layouts/page.html",
        peer / "assets/site.css",
        ("title", '{{ define "main" }}'),
    )


PROGRAMS: dict[str, Callable[[Path, Sequence[Path]], Site]] = {"sitegen": _sitegen, "hugo": _hugo}


def _site(
    command: tuple[str, ...],
    article: Path,
    template: Path,
    stylesheet: Path,
    words: tuple[str, str],
) -> Site:
    """Return a site; `words` are the key of a headline, and what begins a template's main part."""
    key, block = words
    begin = re.escape(block)
    edits = {
        "body": Edit(article, PARAGRAPH, rf"\1 {TOKEN}"),
        "headline": Edit(article, rf"^({key}: .*?)(?: edit-\d+)?$", rf"\1 {TOKEN}"),
        "template": Edit(template, rf"({begin})(?:\n<p>edit-\d+</p>)?", rf"\1\n<p>{TOKEN}</p>"),
        "stylesheet": Edit(
            stylesheet, r"\A(?::root { --edit: edit-\d+ }\n)?", f":root {{ --edit: {TOKEN} }}\n"
        ),
    }
    year, month, name = article.with_suffix("").parts[-3:]
    return Site(edits, command, f"{year}/{month}/{name}/")


class Server:
    """A server that runs for as long as the block lasts, with all that it starts.

    Raises `CommandFailed` if it ends, or tells no address.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = (*command, "--port", str(free_port()))
        self._told: Queue[tuple[float, str]] = Queue()
        self._said = ""
        self.ready = math.nan
        self.address = ""

    def __enter__(self) -> Self:
        self._errors = TemporaryFile()
        self.start = perf_counter()
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            start_new_session=True,
        )
        self._reader = Thread(target=self._read)
        self._reader.start()
        try:
            moment, self.address = self._told.get(timeout=READY)
        except Empty:
            moment = math.nan
        if not self.address:
            self.__exit__()
            raise CommandFailed(f"no address in what {self._command[0]} wrote:\n{self.said}")
        self.ready = moment - self.start
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._reader.join()
        if self._process.stdout:
            self._process.stdout.close()
        self._errors.seek(0)
        self._said += self._errors.read().decode("utf-8", "replace")
        self._errors.close()

    def _read(self) -> None:
        """Read along to the end, or a full pipe would stop the server; tell the first address."""
        for line in self._process.stdout or ():
            self._said += line
            if found := re.search(r"http://[^\s/]+/", line):
                self._told.put((perf_counter(), found[0]))
        self._told.put((perf_counter(), ""))

    @property
    def said(self) -> str:
        """The last lines that it wrote; with those on stderr once it has ended."""
        return "\n".join(self._said.splitlines()[-LINES:])

    def rest(self) -> None:
        """Wait until the server computes nothing; not at all where there is no /proc."""
        until = monotonic() + PATIENCE
        before = self.computed()
        while before is not None and monotonic() < until:
            sleep(REST)
            now = self.computed() or 0.0
            if now - before < BUSY * REST:
                return
            before = now

    def computed(self) -> float | None:
        """Return the seconds of processor time of all its processes that live."""
        seconds = None
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[2]) == self._process.pid:  # its group
                    ticks = int(fields[11]) + int(fields[12])  # in user and in kernel mode
                    seconds = (seconds or 0.0) + ticks / os.sysconf("SC_CLK_TCK")
        return seconds

    def peak(self) -> float:
        """Return the most memory, in MiB, that its first process ever had; NaN without /proc."""
        with suppress(OSError):
            for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024 / MIB
        return math.nan


class Editor:
    """Saves files and watches a page; no two of its tokens are alike."""

    def __init__(self, page: Page, server: Server, rng: Random) -> None:
        self._page = page
        self._server = server
        self._rng = rng
        self._saved = 0

    def wait(self, edit: Edit) -> float:
        """Save an edit and return how many milliseconds later the page shows it."""
        self._server.rest()
        self._page.wait_for_load_state("load")
        sleep(self._rng.uniform(*PAUSE))
        self._saved += 1
        token = f"edit-{self._saved}"
        text = edit.file.read_text("utf-8")
        changed, times = re.subn(
            edit.pattern, edit.text.replace(TOKEN, token), text, count=1, flags=re.MULTILINE
        )
        if not times:
            raise LookupError(f"{edit.file} has no {edit.pattern}")

        def ours(message: ConsoleMessage) -> bool:
            return message.text.startswith(f"{token} ")

        with self._page.expect_console_message(ours, timeout=SHOWN * 1000) as shown:
            edit.file.write_text(changed, "utf-8")
            saved = time()
        return float(shown.value.text.split()[1]) - saved * 1000


def measured(browser: Browser, site: Site, kinds: Sequence[str], edits: int) -> Waits:
    """Start a server, open the article, and edit. Raises `CommandFailed`."""
    rng = Random(1)  # noqa: S311 - repeatable is all it must be
    page = browser.new_page()
    server = Server(site.command)
    try:
        page.add_init_script(OBSERVER)
        with server:
            page.goto(f"{server.address}{site.article}", wait_until="domcontentloaded")
            first = perf_counter() - server.start
            editor = Editor(page, server, rng)
            waits, cpu = {}, {}
            for kind in kinds:
                server.rest()
                before = server.computed() or math.nan
                waits[kind] = [editor.wait(site.edits[kind]) for _ in range(edits)]
                server.rest()
                cpu[kind] = ((server.computed() or math.nan) - before) / edits
            return Waits(server.ready, first, server.peak(), waits, cpu)
    except NotShown as failure:
        raise CommandFailed(f"{failure.message}\nThe server wrote:\n{server.said}") from failure
    finally:
        page.close()


def _skew(browser: Browser) -> float:
    """Return by how many milliseconds the clock of a page is ahead of ours, give or take one."""
    page = browser.new_page()
    tries = []
    for _ in range(20):
        before = time()
        theirs = page.evaluate("performance.timeOrigin + performance.now()")
        after = time()
        tries.append((after - before, theirs - (before + after) * 500))
    page.close()
    return float(min(tries)[1])


def _rows(size: int, measured: dict[str, Waits], kinds: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the table of edits, for one size."""
    for kind in kinds:
        cells = [f"{size:,}", kind]
        for waits in measured.values():
            cells += [f"{median(waits.edits[kind]):.0f}", f"{max(waits.edits[kind]):.0f}"]
        if len(measured) == len(PROGRAMS):
            ours, theirs = (median(measured[name].edits[kind]) for name in ("sitegen", "hugo"))
            cells.append(f"{ours / theirs:.2f}")
        yield f"| {' | '.join(cells)} | {KINDS[kind]} |"


def _print_tables(results: dict[int, dict[str, Waits]], kinds: Sequence[str]) -> None:
    names = list(next(iter(results.values())))
    ratio = ["sitegen's share of Hugo's"] if len(names) == len(PROGRAMS) else []
    heads = [f"{name}, {what}" for name in names for what in ("median ms", "worst ms")] + ratio
    print(f"\n| articles | edit | {' | '.join(heads)} | |\n|---:|---|{'---:|' * len(heads)}---|")
    for size, measured in results.items():
        print(*_rows(size, measured, kinds), sep="\n")
    print("\n| articles | program | address told, s | article shown, s | peak, MiB |")
    print("|---:|---|---:|---:|---:|")
    for size, measured in results.items():
        for name, it in measured.items():
            print(f"| {size:,} | {name} | {it.ready:.2f} | {it.first:.2f} | {it.peak:.0f} |")


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    results: dict[int, dict[str, Waits]] = {}
    try:
        with open_chromium() as browser:
            print(
                f"{options.edits} edits of each kind, {cores()} cores, Chromium {browser.version}; "
                f"its clock is {_skew(browser):+.1f} ms ahead",
                flush=True,
            )
            for size in options.size:
                results[size] = {}
                with TemporaryDirectory(prefix="sitegen-bench-") as folder:
                    root = Path(folder) / "sitegen"
                    files = write_site(root, size)
                    for name in options.only:
                        site = PROGRAMS[name](root, files)
                        results[size][name] = measured(browser, site, options.kind, options.edits)
                        print(f"{size:,} articles: {name} is measured", flush=True)
    except CommandFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    _print_tables(results, options.kind)
    return 0


def _options(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser("make bench ARGS=preview", description="Measure how long editors wait.")
    parser.add_argument("--size", type=int, nargs="+", default=[1000], help="default: 1000")
    parser.add_argument("--edits", type=int, default=10, help="of each kind (default: %(default)s)")
    parser.add_argument(
        "--kind", nargs="+", choices=KINDS, default=list(KINDS), help="default: all"
    )
    names = list(PROGRAMS)
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="default: both")
    options = parser.parse_args(arguments)
    if min(*options.size, options.edits) < 1:
        parser.error("--size and --edits are at least 1")
    return options
