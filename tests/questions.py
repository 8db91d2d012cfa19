"""Questions to the search page with their right answers, and how to ask them all in a browser.

The stories and the table lie in tests/fixtures/search/. `python -m tests.questions` builds that
site, asks everything and prints what is answered otherwise, by kinds of questions.
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import urlencode

import msgspec
from playwright.sync_api import Page

from tests.browser import open_chromium
from tests.newsroom import NOW, Newsroom
from tests.serving import served

STORIES = Path(__file__).parent / "fixtures" / "search"
TABLE = STORIES / "questions.toml"

ASKED_AT_ONCE = 25
"""Questions that the page answers before it reports."""

PATIENCE = 20_000
"""Milliseconds after which nothing told counts as no answer."""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the table; its head says what each key means."""

    ask: str
    finds: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    order: bool = False
    some: bool = False
    typing: bool = False
    amiss: str = ""
    section: str = ""
    country: str = ""
    year: str = ""
    language: str = ""
    sort: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen beside the words, as the page's address has it."""
        made = {"section": self.section, "country": self.country, "year": self.year}
        made |= {"language": self.language, "order": self.sort}
        return {key: value for key, value in made.items() if value}


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Questions of one kind."""

    kind: str
    about: str
    questions: tuple[Question, ...]


class Answer(NamedTuple):
    """What the page shows: stories in the order of their rows, what it tells, what it offers.

    It is `partly` if the page says that no story has all that was asked for.
    """

    rows: tuple[str, ...]
    told: str
    partly: bool
    offered: str


def groups() -> tuple[Group, ...]:
    """Read the table. Raises `msgspec.ValidationError` if a line says what no line may."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    return msgspec.convert(table["groups"], tuple[Group, ...])


def fault(question: Question, answer: Answer) -> str:
    """Say in which way an answer is not the right one; nothing if it is."""
    rows = [it for it in answer.rows if it not in question.may]
    more = [it for it in rows if it not in question.finds]
    less = [it for it in question.finds if it not in rows]
    offered = answer.offered.casefold()
    for is_wrong, how in (
        (not answer.told, "is not answered"),
        (more, f"finds {_listed(more)}"),
        (less, f"does not find {_listed(less)}"),
        (question.order and rows != list(question.finds), f"has the order {_listed(rows)}"),
        (rows and answer.partly != question.some, f"says {answer.told!r}"),
        (
            question.meant and not any(it.casefold() in offered for it in question.meant),
            f"offers {answer.offered!r}",
        ),
    ):
        if is_wrong:
            return how
    return ""


def _listed(names: Sequence[str], most: int = 6) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return " ".join(names[:most]) + more


def line_of(question: Question, wrong: str) -> str:
    """Return a question and what is wrong with its answer as one line."""
    how = " while typing" if question.typing else ""
    how += "".join(f", {key} {value}" for key, value in question.chosen.items())
    return f"{question.ask}{how}: {wrong}"


ASK = """
async ([questions, PATIENCE]) => {
  const part = (name) => document.getElementById(`page_${name}`);
  const told = part("told");
  const settled = () => told.textContent.trim() && !document.querySelector("[aria-busy=true]");
  const waited = (ready) =>
    new Promise((resolve) => {
      if (ready()) return resolve();
      const late = setTimeout(resolve, PATIENCE);
      const seen = new MutationObserver(() => {
        if (!ready()) return;
        seen.disconnect();
        clearTimeout(late);
        resolve();
      });
      const all = { subtree: true, childList: true, characterData: true, attributes: true };
      seen.observe(document.body, all);
    });
  const answers = [];
  for (const { ask, typing, asked } of questions) {
    if (!asked) {
      told.textContent = "";
      part("terms").value = ask;
      if (typing) part("terms").dispatchEvent(new InputEvent("input", { bubbles: true }));
      else part("search").requestSubmit();
    }
    await waited(settled);
    while (!part("further").hidden) {
      const before = part("rows").children.length;
      part("further").click();
      await waited(() => part("rows").children.length > before && settled());
      if (part("rows").children.length === before) break;
    }
    const links = [...part("rows").querySelectorAll("h3 a")].map((it) => it.pathname);
    const offered = part("meant")?.checkVisibility() ? part("meant").textContent : "";
    answers.push([links, told.textContent, offered]);
  }
  return answers;
}
"""


def asked(page: Page, address: str, questions: Sequence[Question]) -> list[Answer]:
    """Ask the search page of the site at an address; return the answers in their order.

    What is chosen beside the words, the page reads from its own address.
    """
    search = f"{address}/search/"
    answers: dict[Question, Answer] = {}
    plain = [it for it in questions if not it.chosen]
    page.goto(search)
    partly = page.locator("#page_search").get_attribute("data-most") or "(there is no such text)"

    def take(some: Sequence[Question], *, loaded: bool = False) -> None:
        wanted = [{"ask": it.ask, "typing": it.typing, "asked": loaded} for it in some]
        found = page.evaluate(ASK, [wanted, PATIENCE])
        for question, (links, told, offered) in zip(some, found, strict=True):
            rows = tuple(link.rstrip("/").rpartition("/")[2] for link in links)
            answers[question] = Answer(rows, told, _says(told, partly), offered)

    for start in range(0, len(plain), ASKED_AT_ONCE):
        take(plain[start : start + ASKED_AT_ONCE])
    for question in questions:
        if question.chosen:
            page.goto(f"{search}?{urlencode({'q': question.ask, **question.chosen})}")
            take([question], loaded=True)
    return [answers[it] for it in questions]


def _says(told: str, text: str) -> bool:
    """Tell whether a page says a text of the interface, with numbers and days in its braces."""
    return bool(re.fullmatch(re.sub(r"\\{\w+\\}", ".*", re.escape(text)), told.strip()))


def build(folder: Path) -> None:
    """Build the site of the stories into a folder; nothing is left beside the stories."""
    with TemporaryDirectory() as work:
        root = Path(work)
        (root / "content").symlink_to(STORIES / "content", target_is_directory=True)
        done = Newsroom.at(root).run("build", "--now", NOW, "--output", str(folder))
    if done.exit_code:
        raise RuntimeError(done.stderr)


Ask = Callable[[Sequence[Question]], Iterable[Answer]]


Judged = list[tuple[Question, str]]
"""Questions, and in which way their answers are not the right ones; nothing if they are."""


def judged(ask: Ask) -> dict[str, Judged]:
    """Ask all questions of the table, and judge the answers, by kind of question."""
    table = groups()
    questions = [question for group in table for question in group.questions]
    answers = iter(ask(questions))
    return {
        group.kind: [(question, fault(question, next(answers))) for question in group.questions]
        for group in table
    }


def surprises(found: Judged) -> Iterator[str]:
    """Yield a line for each question whose answer is wrong, or right though known to be amiss."""
    for question, wrong in found:
        if bool(wrong) != bool(question.amiss):
            yield line_of(question, wrong or "is answered rightly")


def _main() -> int:
    with TemporaryDirectory() as folder:
        build(Path(folder))
        with served(Path(folder)) as address, open_chromium() as browser:
            page: Any = browser.new_page()
            found = judged(lambda questions: asked(page, address, questions))
    right, of = Counter[bool](), Counter[bool]()
    for kind, some in found.items():
        wrong = [it for it in some if it[1]]
        print(f"{kind}: {len(some) - len(wrong)} of {len(some)} right")
        for question, how in wrong:
            known = f" (known: {question.amiss})" if question.amiss else ""
            print(f"  {line_of(question, how)}{known}")
        of.update(bool(question.finds) for question, _ in some)
        right.update(bool(question.finds) for question, how in some if not how)
    print(
        f"\nright: {right[True]} of {of[True]} with an answer, "
        f"{right[False]} of {of[False]} that find nothing"
    )
    return int(any(surprise for some in found.values() for surprise in surprises(some)))


if __name__ == "__main__":
    sys.exit(_main())
