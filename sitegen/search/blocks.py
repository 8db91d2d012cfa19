"""A block: up to 128 stories of one time, analysed together, and the terms that they hold.

It is what an edit of a story makes anew; so no more than a block is ever read for one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from sitegen.search.postings import slots_of
from sitegen.search.spellings import Analyzer, Pairs, Spellings

Place = int
PLACES = HEADLINE, NAMES, TEXT = 0, 1, 2
"""Where a term stands in a story, the best first: `NAMES` are its dek and what it is about."""


class Text(NamedTuple):
    """What search knows of a story: its language, what it says by place, and filters as terms."""

    language: str
    told: tuple[str, str, str]
    filters: tuple[str, ...] = ()


class Terms(Struct, array_like=True, gc=False):
    """The terms of a block, each with its slots by place, and its forms, see `encoding`.

    `terms` and `text` are parallel; the few that stand in a better place have slots in `names` and
    in `headlines`. Most are their own form, and have no entry in `forms`.
    """

    terms: list[str]
    text: list[bytes]
    forms: dict[str, str]
    names: dict[str, bytes]
    headlines: dict[str, bytes]


def analysed(
    stories: Sequence[Text], analyzer: Callable[[str], Analyzer], spellings: Spellings
) -> Terms:
    """Return the terms of a block; its stories come in the order of their slots."""
    found = _Found()
    speakers = defaultdict[str, list[tuple[int, Text]]](list)
    for slot, story in enumerate(stories):
        found.filter(story.filters, 1 << slot)
        speakers[story.language].append((1 << slot, story))
    missing = []
    for language, speaking in speakers.items():
        it = analyzer(language)
        for place in PLACES:
            told = [(bit, story.told[place]) for bit, story in speaking]
            holding: dict[bytes, int] = {}
            of = holding.get
            for bit, text in told:
                for word in set(it.words(text)):
                    holding[word] = of(word, 0) | bit
            found.add(place, map(it.terms, holding), holding.values())
            standing = found.stories[place]
            missing += [(place, *one) for one in spellings.missing(language, it, standing, told)]
    for place, name, at in missing:
        found.add(place, name.words, [at] * len(name.words))
    return found.written()


class _Found:
    """What a block holds: a form of each term, all of them if there are several, and the stories.

    Most terms stand in the text of one story, in one form. There are more of them than of
    anything else in the index: whatever is done with each, one by one, takes as long as reading it.
    """

    def __init__(self) -> None:
        self.form: dict[str, str] = {}
        self.forms: dict[str, set[str]] = {}
        self.stories: tuple[dict[str, int], ...] = ({}, {}, {})

    def filter(self, terms: Iterable[str], stories: int) -> None:
        """Add filters of some stories."""
        text = self.stories[TEXT]
        for term in terms:
            self.form[term] = term
            text[term] = text.get(term, 0) | stories

    def add(
        self,
        place: Place,
        terms_of: Iterable[Pairs],
        stories: Iterable[int],
    ) -> None:
        """Add words of a place: their terms, and the stories in which they are."""
        form_of, standing = self.form, self.stories[place]
        for terms, holding in zip(terms_of, stories, strict=True):
            for term, form in terms:
                if term in standing:
                    standing[term] |= holding
                else:
                    standing[term] = holding
                if form_of.setdefault(term, form) != form:
                    self.forms.setdefault(term, {form_of[term]}).add(form)

    def written(self) -> Terms:
        """Return the terms, each story of one in the best place alone."""
        headlines, names, text = self.stories
        written = Terms([], [], {}, {}, {})
        for term, stories in headlines.items():
            written.headlines[term] = slots_of(stories)
            text[term] = text.get(term, 0) & ~stories
        for term, stories in names.items():
            if left := stories & ~headlines.get(term, 0):
                written.names[term] = slots_of(left)
            text[term] = text.get(term, 0) & ~stories
        written.terms = list(text)
        written.text = list(map(slots_of, text.values()))
        for term, forms in self.forms.items():
            others = forms - {term, ""}
            self.form[term] = "\t".join(["", *sorted(others)] if term in forms else sorted(others))
        written.forms = {term: form for term, form in self.form.items() if form and form != term}
        return written
