"""Drawn social cards: what stands on the card of each story, and which stories have none."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from sitegen.config import Config
from sitegen.edition.entries import Entry
from sitegen.edition.locales import Locale
from sitegen.errors import Problem
from sitegen.languages import direction
from sitegen.model import Digest, Source
from sitegen.pages.gallery import FOLDER, Gallery
from sitegen.pages.views import Card
from sitegen.pictures.facts import CardText
from sitegen.pictures.renditions import Derivation, Size
from sitegen.spelling import Names
from sitegen.urls import hashed

SIZE: Size = (1200, 630)


class Font(Struct, frozen=True):
    """A font's file."""

    source: Source
    data: bytes


class Cover(Struct, frozen=True):
    """A story's card: its output path, how it is drawn, the key under which that is kept.

    `picture` is the path of the picture on it; empty if there is none.
    """

    path: str
    headline: str
    picture: str
    derivation: Derivation
    key: Digest


def fonts_of(
    config: Config,
    sources: Mapping[str, Source],
    read: Callable[[Source], bytes],
    problems: list[Problem],
) -> tuple[Font, ...]:
    """Return the fonts that cards are drawn with; none unless cards are drawn."""
    if not config.pictures.drawn_cards:
        return ()
    # Fonts are for the few who draw: reading them takes a library of its own.
    from sitegen.pictures.lettering import font_problem  # noqa: PLC0415

    if not config.pictures.fonts:
        hint = 'name one below content/: `fonts = ["fonts/Headline.ttf"]`'
        problems.append(config.problem("pictures.drawn_cards", "cards are drawn with fonts", hint))
    below = "content/"
    known = {path.removeprefix(below): it for path, it in sources.items() if it.kind == "font"}
    fonts = []
    for at, name in enumerate(config.pictures.fonts):
        source = known.get(name)
        if source is None:
            near = Names(known, in_folders=True).hint(name)
            hint = near or "fonts are TTF or OTF files below content/"
            message = f"there is no font `{name}` in content/"
            problems.append(config.problem(f"pictures.fonts.{at}", message, hint))
            continue
        font = Font(source, read(source))
        if fault := font_problem(font.data):
            problems.append(config.problem(f"pictures.fonts.{at}", f"`{name}` {fault}"))
        else:
            fonts.append(font)
    return tuple(fonts)


class Covers:
    """The cards of stories, drawn with fonts; without any font no story has one."""

    def __init__(
        self, config: Config, locale: Locale, gallery: Gallery, fonts: Sequence[Font] = ()
    ) -> None:
        self._config = config
        self._locale = locale
        self._gallery = gallery
        self._fonts = fonts

    def of(self, entry: Entry, card: Card) -> Cover | None:
        """Return the social card of what lists show as `card`; None if none is drawn."""
        if not self._fonts or self._fault(card):
            return None
        from sitegen.pictures.cards import CARD_ENGINE  # noqa: PLC0415 - as above

        digests = tuple(font.source.digest for font in self._fonts)
        engine = " ".join(CARD_ENGINE)
        derivation, key = self._gallery.card(entry.lead, self._text(card), digests, engine)
        shown = entry.lead.source if entry.lead and derivation.chain else ""
        path = hashed(FOLDER, f"{entry.slug}-card.jpg", key)
        return Cover(path, card.headline, shown, derivation, key)

    def problem(self, entry: Entry, card: Card) -> Problem | None:
        """Return why the social card of a story cannot be drawn, if it should be."""
        reason = self._fault(card) if self._fonts else ""
        if not reason:
            return None
        message = f"its social card is not drawn: {reason}"
        hint = "name a font for it under `pictures.fonts`; a crop of its picture stands in"
        return entry.document.problem(entry.path, "headline", message, hint, warning=True)

    def _fault(self, card: Card) -> str:
        from sitegen.pictures.cards import undrawable  # noqa: PLC0415 - as above

        return undrawable(self._text(card), [font.data for font in self._fonts])

    def _text(self, card: Card) -> CardText:
        lang = card.lang or self._locale.language
        return CardText(
            headline=card.headline,
            kicker=card.kicker,
            name=self._config.title,
            direction="rtl" if direction(lang) == "rtl" else "ltr",
            lang=lang,
        )
