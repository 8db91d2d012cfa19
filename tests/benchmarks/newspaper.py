"""A newspaper of any size, written by a die: the same arguments give the same bytes."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import ClassVar, NamedTuple

from tests.benchmarks.babble import Tongue

NOW = "2026-03-01 12:00"
"""Newsroom time at which all articles are out."""

ADDRESS = "https://benchmark.example/"

FULL = 20
"""Stories of a page of a listing."""

ITEMS = 30
"""Stories of a feed, at most."""

FIRST_DAY = datetime(2016, 1, 1)  # noqa: DTZ001 - newsroom time, as editors write it
DAYS = 3650

SECTIONS = ("World", "Europe", "Asia", "Africa", "Americas", "Pacific", "Economy", "Defence")
DESKS = (
    *("africa", "americas", "arctic", "asia", "data", "diplomacy"),
    *("economy", "energy", "europe", "graphics", "pacific", "world"),
)
PAGES = ("About", "Contact", "Corrections policy", "Privacy")
COUNTRIES = (  # one string reads better  # noqa: SIM905
    "US CN RU UA IL IR GB FR DE IN JP KR KP TW SA TR SY EG PL IT ES BR MX CA AU PK AF IQ YE LB "
    "ZA NG ET KE SD LY GR SE FI NO NL BE HU RO RS GE AM AZ KZ UZ VN PH ID MY TH MM BD LK VE CO "
    "AR CL PE CU HT PA CD RW SO ML NE XK CH AT"
).split()
TAGS = 300
LANGUAGES = {"en": 90, "ru": 4, "ar": 3, "ko": 3}
"""Articles in a hundred."""

LINKED = 500
"""Articles before one to which it may link."""

LEFT_OVER = 35
"""Words: what a list, a table or a quotation has, and too few for another paragraph."""


class Story(NamedTuple):
    """An article before it is written: what others need to know to link to it."""

    slug: str
    lang: str
    date: datetime

    @property
    def folder(self) -> str:
        """The folder below content/articles/: "2016/01"."""
        return f"{self.date:%Y/%m}"


def write_site(root: Path, articles: int, *, words: int = 600, seed: int = 1) -> list[Path]:
    """Write a site into the folder `root`, and return its articles' files, oldest first.

    The bodies have about `words` words, which are 4 kB if there are 600.
    """
    return list(articles_of(root, articles, words=words, seed=seed))


def articles_of(root: Path, articles: int, *, words: int = 600, seed: int = 1) -> Iterator[Path]:
    """Write a site as `write_site` does, and yield each article's file once it is written.

    No more is kept of them than the names of those that the next may link to.
    """
    rng = Random(seed)  # noqa: S311 - repeatable is all it must be
    newsroom = Newsroom(rng, words)
    content = root / "content"
    _write(content / "site.toml", _configuration())
    for desk in DESKS:
        front = f"name: {desk.title()} desk\nrole: {newsroom.english.phrase(rng, 4, 8)}"
        _write(content / f"authors/{desk}-desk.md", _file(front, newsroom.essay(60)))
    for title in PAGES:
        front = f"title: {title}\ndek: {newsroom.english.phrase(rng, 6, 12)}"
        name = title.lower().replace(" ", "-")
        _write(content / f"pages/{name}.md", _file(front, newsroom.essay(300)))
    earlier: deque[Story] = deque(maxlen=LINKED)
    for number in range(articles):
        story = newsroom.assign(number, articles)
        file = content / "articles" / story.folder / f"{story.slug}.md"
        _write(file, newsroom.write(story, list(earlier)))
        earlier.append(story)
        yield file


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def _file(front: str, body: str) -> str:
    return f"---\n{front}\n---\n\n{body}\n"


def _configuration() -> str:
    site = (
        f'title = "The Benchmark"\nbase_url = "{ADDRESS}"\n'
        'description = "All the news that fits"\ntimezone = "Europe/London"\n'
    )
    return site + "".join(
        f'\n[[sections]]\nid = "{name.lower()}"\nname = "{name}"\n' for name in SECTIONS
    )


class Skewed:
    """Draws from values of which the n-th is n times rarer than the first."""

    def __init__(self, values: Sequence[str]) -> None:
        self._values = values
        self._weights = list(accumulate(1 / rank for rank in range(1, len(values) + 1)))

    def draw(self, rng: Random, most: int) -> list[str]:
        """Return one to `most` different values."""
        drawn = rng.choices(self._values, cum_weights=self._weights, k=most)
        return list(dict.fromkeys(drawn))


class Newsroom:
    """Assigns and writes articles; all that it decides comes from `rng`."""

    def __init__(self, rng: Random, words: int) -> None:
        self._rng = rng
        self._words = words
        self._tongues = {tag: Tongue(tag, rng) for tag in LANGUAGES}
        self._countries = Skewed(COUNTRIES)
        self._tags = Skewed(self.english.names(rng, TAGS))

    @property
    def english(self) -> Tongue:
        """The language of the paper."""
        return self._tongues["en"]

    def assign(self, number: int, articles: int) -> Story:
        """Return article `number` of `articles`, which lie evenly over ten years."""
        rng = self._rng
        # By day: no such time is skipped or repeated when clocks change.
        date = FIRST_DAY + timedelta(
            days=number * DAYS // articles, hours=rng.randint(6, 22), minutes=rng.randrange(60)
        )
        lang = rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        return Story("-".join([*self.english.names(rng, 4), str(number)]), lang, date)

    def essay(self, words: int) -> str:
        """Return a body in English that links to no article."""
        return Writer(self._rng, self.english, ()).body((), words)

    def write(self, story: Story, earlier: Sequence[Story]) -> str:
        """Return the file of an article, which may link to `earlier` ones."""
        writer = Writer(self._rng, self._tongues[story.lang], earlier)
        headings = [writer.phrase(3, 7) for _ in range(self._rng.randint(3, 4))]
        front = "\n".join(self._front(story, earlier, headings))
        return _file(front, writer.body(headings, self._words))

    def _front(
        self, story: Story, earlier: Sequence[Story], headings: Sequence[str]
    ) -> Iterator[str]:
        rng, tongue = self._rng, self._tongues[story.lang]
        later = story.date + timedelta(days=rng.randint(1, 3))
        authors = rng.sample(DESKS, rng.choice((1, 1, 1, 2)))
        yield f"headline: {tongue.phrase(rng, 6, 10)[:100].strip()}"
        yield f"dek: {tongue.phrase(rng, 12, 20)}"
        yield f"date: {story.date:%Y-%m-%d %H:%M}"
        if rng.random() < 0.2:
            yield f"updated: {later:%Y-%m-%d %H:%M}"
        yield f"authors: [{', '.join(f'{desk}-desk' for desk in authors)}]"
        yield f"section: {rng.choice(SECTIONS).lower()}"
        yield f"countries: [{', '.join(self._countries.draw(rng, rng.choice((1, 2, 2, 3))))}]"
        yield f"tags: [{', '.join(self._tags.draw(rng, rng.randint(2, 4)))}]"
        if story.lang != "en":
            yield f"lang: {story.lang}"
        yield "section_headings:"
        yield from (f"  - {heading}" for heading in headings)
        if earlier and rng.random() < 0.5:
            chosen = rng.sample(earlier, min(len(earlier), rng.randint(1, 3)))
            yield f"related: [{', '.join(other.slug for other in chosen)}]"
        if rng.random() < 0.03:
            yield "corrections:"
            yield f"  - date: {later:%Y-%m-%d %H:%M}"
            yield f"    text: {tongue.sentence(rng)}"
        yield "sources:"
        for number in range(rng.randint(1, 4)):
            yield f"  - title: {tongue.phrase(rng, 4, 9)}"
            yield f"    url: https://source-{number}.example/{story.slug}"
            yield f"    publisher: {tongue.phrase(rng, 2, 3)}"
            yield f"    accessed: {story.date:%Y-%m-%d}"


class Writer:
    """Writes the text of one article in one language."""

    def __init__(self, rng: Random, tongue: Tongue, earlier: Sequence[Story]) -> None:
        self._rng = rng
        self._tongue = tongue
        self._earlier = earlier
        self._notes: list[str] = []

    def phrase(self, least: int, most: int) -> str:
        """Return `least` to `most` words, the first with a capital."""
        return self._tongue.phrase(self._rng, least, most)

    def body(self, headings: Sequence[str], words: int) -> str:
        """Return a body: an opening, then text and a block below each heading, then the notes."""
        share = (words - LEFT_OVER * len(headings)) // (len(headings) + 1)
        blocks = [*self._paragraphs(share)]
        kinds = self._rng.sample(self._blocks, len(headings))
        for heading, block in zip(headings, kinds, strict=True):
            blocks += [f"## {heading}", *self._paragraphs(share), block(self)]
        return "\n\n".join([*blocks, *self._notes])

    def _paragraphs(self, words: int) -> Iterator[str]:
        while words > LEFT_OVER:
            text = " ".join(self._sentence() for _ in range(self._rng.randint(3, 5)))
            words -= text.count(" ") + 1
            yield text

    def _sentence(self) -> str:
        sentence = self._tongue.sentence(self._rng)
        plain = self._rng.random() < 0.65
        return sentence if plain else self._rng.choice(self._marks)(self, sentence)

    def _strong(self, sentence: str) -> str:
        return f"**{self.phrase(1, 3)}**: {sentence}"

    def _emphatic(self, sentence: str) -> str:
        return f"*{self.phrase(1, 4)}* — {sentence}"

    def _spoken(self, sentence: str) -> str:
        return f'"{sentence[:-1]}," {self.phrase(2, 4)}.'

    def _with_link(self, sentence: str) -> str:
        address = f"https://elsewhere.example/{self._rng.randrange(1000)}"
        return f"{sentence[:-1]} [{self.phrase(2, 4)}]({address})."

    def _with_reference(self, sentence: str) -> str:
        if not self._earlier:
            return sentence
        other = self._rng.choice(self._earlier)
        return f"{sentence[:-1]} [{self.phrase(2, 5)}](../../{other.folder}/{other.slug}.md)."

    def _with_note(self, sentence: str) -> str:
        number = len(self._notes) + 1
        self._notes.append(f"[^{number}]: {self._tongue.sentence(self._rng)}")
        return f"{sentence}[^{number}]"

    def _list(self) -> str:
        return "\n".join(f"- {self.phrase(5, 10)}" for _ in range(4))

    def _steps(self) -> str:
        return "\n".join(f"{number}. {self.phrase(5, 10)}" for number in range(1, 5))

    def _quotation(self) -> str:
        return f"> {self._tongue.sentence(self._rng)}\n>\n> {self._tongue.sentence(self._rng)}"

    def _pull_quote(self) -> str:
        return f"::: pullquote {self.phrase(2, 3)}\n{self._tongue.sentence(self._rng)}\n:::"

    def _fact_box(self) -> str:
        return f"::: factbox {self.phrase(2, 4)}\n{self._list()}\n:::"

    def _table(self) -> str:
        def row() -> str:
            return f"| {self.phrase(1, 3)} | {self.phrase(1, 2)} | {self._rng.randrange(10_000)} |"

        return "\n".join([row(), "|---|---|---:|", *(row() for _ in range(5))])

    _marks: ClassVar[Sequence[Callable[["Writer", str], str]]] = (
        _strong,
        _emphatic,
        _spoken,
        _with_link,
        _with_reference,
        _with_note,
    )
    _blocks: ClassVar[Sequence[Callable[["Writer"], str]]] = (
        _list,
        _steps,
        _quotation,
        _pull_quote,
        _fact_box,
        _table,
    )
