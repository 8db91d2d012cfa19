"""What search knows of each story: a stub of a page, of which nothing is shown but what is found.

The index is cut into parts by months, so that an edit makes one part anew. A part is a value
that names bodies by their digests: no text is read for a part that is as it was.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from html import escape, unescape

from msgspec import Struct

from sitegen.content.style import Style
from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition
from sitegen.edition.entries import Entry
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Row
from sitegen.languages import day_text, direction
from sitegen.model import Body, Digest
from sitegen.pages.displays import DISPLAYS
from sitegen.pages.fragments import in_words
from sitegen.pages.outputs import Page, Planned
from sitegen.pages.present import Presenter
from sitegen.pages.services import SearchView
from sitegen.statcache import digest_of
from sitegen.urls import nfc, output_path

LEAST = 250
"""Stories that are worth a part of their own: some 0.3 s of a processor."""

LARGE = 2000
"""Stories that a part holds at most, as long as there are fewer than `MANY` times as many."""

MANY = 6
"""Parts cost readers: from each, 35 kB for a word."""

RUNTIME = ("pagefind.js", "pagefind-worker.js")
"""What reads an index in the browser, with one file of WebAssembly."""

_TAG = re.compile(r"""<(/?[a-zA-Z][a-zA-Z0-9-]*|!--)(?:[^>"']|"[^"]*"|'[^']*')*>""")
_UNREAD = re.compile(
    r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->"
    r'|<(sup|a)\b[^>]*class="footnote-(?:ref|backref)".*?</\2>',
    re.DOTALL | re.IGNORECASE,
)
"""What is no text of an article: the marks of footnotes, and what only browsers read."""

_WITHIN_WORDS = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd"),
        *("mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"),
    )
)
"""Elements that may begin or end within a word."""

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")


class Stub(Struct, frozen=True, gc=False, array_like=True):
    """A story as search knows it: what its row shows, its body by digest, further words.

    `moment` is in newsroom time; `lang` and `direction` are empty if they are those of the site.
    """

    href: str
    headline: str
    dek: str
    kicker: str
    moment: str
    lang: str
    direction: str
    body: Digest
    captions: tuple[str, ...]
    words: tuple[str, ...]


class Part(Struct, frozen=True):
    """A part of the index: its name, the locale of its edition, its stories, and their words.

    `key` is the digest of all its stubs.
    """

    name: str
    locale: Locale
    style: Style
    stories: tuple[Row, ...]
    key: Digest

    @property
    def path(self) -> str:
        """The output path of the folder that it lies in."""
        return f"{self.locale.search}{self.name}/".removeprefix("/")

    @property
    def words(self) -> int:
        """How many words its stories have."""
        return sum(it.facts.words for it in self.stories)


def search_page(presenter: Presenter) -> Planned:
    """Return the page that asks the index."""
    names = tuple(months[0] for months in _runs(presenter.edition))
    make = partial(_search_page, names, presenter)
    path, template = output_path(presenter.locale.search), "search.html"
    return Planned(path, "search", "page", fingerprint(names), make, template=template)


def _search_page(names: Iterable[str], presenter: Presenter) -> Page:
    at = presenter.locale
    view = SearchView(
        href=presenter.href(at.search),
        title=presenter.site.words["search"],
        lang=at.language,
        direction=direction(at.language),
        noindex=True,
        parts=tuple(presenter.href(f"{at.search}{name}/") for name in names),
    )
    return Page("search.html", view)


def parts(edition: Edition, style: Style) -> Iterator[Part]:
    """Yield the parts of the index, the oldest first."""
    written, locale = _by_month(edition), edition.locale
    for months in _runs(edition):
        stories = sorted(
            (it for month in months for it in written[month]), key=lambda it: it.address
        )
        stubs = [it.faces.stub for it in stories if it.faces]
        key = fingerprint(months[0], locale.language, style, b"".join(stubs))
        yield Part(months[0], locale, style, tuple(stories), key)


def cut(months: Sequence[tuple[str, int]]) -> list[list[str]]:
    """Return the months of each part; `months` are those with stories, and how many, oldest first.

    A part ends with the month that fills it. It is to hold at most half of what is left to place:
    what is old changes seldom, and what is new is edited in small parts. A new story touches the
    last part; now and then some of the newest become one.
    """
    left = sum(stories for _, stories in months)
    largest = LARGE
    while left > MANY * largest:
        largest *= 2
    runs: list[list[str]] = []
    room = 0
    for month, stories in months:
        if room <= 0:
            runs.append([])
            room = largest
            while room > LEAST and 2 * room > left:
                room //= 2
        runs[-1].append(month)
        room -= stories
        left -= stories
    return runs


def oldest_part(edition: Edition) -> str:
    """Return the name of the oldest part of the index; empty if there is none."""
    return next((months[0] for months in _runs(edition)), "")


def _runs(edition: Edition) -> list[list[str]]:
    return cut([(month, len(stories)) for month, stories in sorted(_by_month(edition).items())])


def _by_month(edition: Edition) -> dict[str, Sequence[Row]]:
    """Return what search finds of each month in newsroom time, by its name: "2026-03"."""
    found = {it.id: it.stories for it in edition.terms if it.kind == "month"}
    for kind, rows in edition.others.items():
        if DISPLAYS[kind].is_indexed:
            for row in rows:
                month = row.facts.month
                found[month] = (*found.get(month, ()), row)
    return {month.replace("/", "-"): rows for month, rows in found.items()}


def stub_key(story: Entry, card: bytes, presenter: Presenter) -> Digest:
    """Return the digest of all that search knows of a story; `card` is its card as encoded."""
    return fingerprint(card, story.document.body, _captions(story), _words(story, presenter))


def _captions(story: Entry) -> tuple[str, ...]:
    return tuple([it.caption if it else "" for it in story.pictures])


def _words(story: Entry, presenter: Presenter) -> tuple[str, ...]:
    """Return the names of the listings that a story is in, and of its authors."""
    return tuple([presenter.name_of(*topic) for topic in story.topics])


def _stub(row: Row, presenter: Presenter) -> Stub:
    card, story = presenter.card(row), presenter.library.entry(row.path)
    return Stub(
        href=card.href,
        headline=card.headline,
        dek=card.dek,
        kicker=card.kicker,
        moment=card.published,
        lang=card.lang,
        direction=card.direction,
        body=story.document.body,
        captions=_captions(story),
        words=_words(story, presenter),
    )


def is_runtime(name: str) -> bool:
    """Say whether a file is the same for every index: only one of those merged needs it."""
    return name in RUNTIME or name.startswith("wasm.")


def stub_pages(
    part: Part, presenter: Presenter, read_body: Callable[[Digest], Body]
) -> Iterator[tuple[str, str]]:
    """Yield a file name, one for each story for ever, and the HTML of each stub.

    What a row shows besides headline and dek stands behind the text, marked by ids, since ids
    are what an index keeps in order: `<time>` has the moment, language, direction and href.
    """
    for row in part.stories:
        stub = _stub(row, presenter)
        text = _squeezed(plain_text(read_body(stub.body), stub.captions))
        told = f"{stub.headline} {stub.dek} {text}"
        year, month, day = map(int, stub.moment[:10].split("-"))
        shown = day_text(year, month, day, part.locale.language)
        facts = f"{stub.moment}|{stub.lang}|{stub.direction}|{stub.href}"
        others = [f"{year}", *stub.words, *_other_spellings(part.style, told)]
        html = (
            f'<!doctype html><html><body data-pagefind-meta="title[data-title]"'
            f' data-title="{escape(_squeezed(stub.headline))}">'
            f"<p>{escape(_squeezed(stub.dek))}</p><p>{escape(text)}</p>"
            f'<time id="{escape(facts)}">{shown}</time>'
            f'<p id="kicker">{escape(_squeezed(stub.kicker))}</p>'
            f"<p>{escape(_squeezed(', '.join(others)))}</p></body></html>"
        )
        yield f"{digest_of(stub.href.encode()).hex()}.html", html


def plain_text(body: Body, captions: Sequence[str]) -> str:
    """Return the words of a body."""
    return unescape(_TAG.sub(_gap, _UNREAD.sub(" ", in_words(body, captions))))


def _gap(tag: re.Match[str]) -> str:
    return "" if tag[1].lower().lstrip("/") in _WITHIN_WORDS else " "


def _squeezed(text: str) -> str:
    """Return a text whose words are as browser and index both count them."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _other_spellings(style: Style, text: str) -> Iterator[str]:
    """Yield the spellings that a text does not use of the names that it does."""
    if not style.spellings:
        return
    used = {_folded(found) for found in _pattern(style).findall(nfc(text))}
    for spellings in style.spellings:
        others = [it for it in spellings if _folded(it) not in used]
        if len(others) < len(spellings):
            yield from others


@cache
def _pattern(style: Style) -> re.Pattern[str]:
    spellings = sorted((it for group in style.spellings for it in group), key=len, reverse=True)
    choices = "|".join(re.escape(it).replace(r"\ ", r"\s+") for it in spellings)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _folded(spelling: str) -> str:
    return " ".join(spelling.casefold().split())
