"""Drawn social cards: what stands on the card of each story, and which stories have none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from sitegen.config import Config
from sitegen.digests import fingerprint
from sitegen.edition.entries import Entry
from sitegen.edition.locales import Locale
from sitegen.errors import Problem
from sitegen.languages import direction
from sitegen.model import Digest, Source
from sitegen.pages.gallery import Gallery
from sitegen.pages.views import Card
from sitegen.pages.words import Words
from sitegen.pictures.facts import CardText
from sitegen.pictures.renditions import Derivation, Size
from sitegen.spelling import Names
from sitegen.transparency import SYNTHETIC
from sitegen.typefaces.faces import Face
from sitegen.typefaces.shipped import DRAWING, drawing_font, is_surely_drawn
from sitegen.urls import PICTURES, hashed

SIZE: Size = (1200, 630)


class Font(Struct, frozen=True):
    """A font to draw with: a file of the newsroom, or a face of ours. `digest` stands for it."""

    digest: Digest
    file: bytes = b""
    face: Face | None = None

    @property
    def data(self) -> bytes:
        """The font's bytes."""
        return drawing_font(self.face) if self.face else self.file


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
    cutter: object,
    problems: list[Problem],
) -> tuple[Font, ...]:
    """Return the fonts that cards are drawn with, the first choice first; none if none are drawn.

    They are those that site.toml names for cards, or for headlines; and ours, as `cutter` has them.
    """
    if not config.pictures.drawn_cards:
        return ()
    named = tuple(_named(config, sources, read, problems))
    if not config.fonts.shipped:
        return named
    return (*named, *(Font(fingerprint(cutter, face), face=face) for face in DRAWING))


def _named(
    config: Config,
    sources: Mapping[str, Source],
    read: Callable[[Source], bytes],
    problems: list[Problem],
) -> Iterator[Font]:
    key = "pictures.fonts" if config.pictures.fonts else "fonts.serif"
    below = "content/"
    known = {path.removeprefix(below): it for path, it in sources.items() if it.kind == "font"}
    for at, name in enumerate(config.pictures.fonts or config.fonts.serif):
        # Few newsrooms have fonts of their own: reading them takes a library of its own.
        from sitegen.pictures.lettering import font_problem  # noqa: PLC0415

        source = known.get(name)
        if source is None:
            if config.pictures.fonts:  # else it is told already
                near = Names(known, in_folders=True).hint(name)
                hint = near or "fonts are TTF or OTF files below content/"
                message = f"there is no font `{name}` in content/"
                problems.append(config.problem(f"{key}.{at}", message, hint))
            continue
        data = read(source)
        if not (fault := font_problem(data)):
            yield Font(source.digest, data)
        elif config.pictures.fonts:
            problems.append(config.problem(f"{key}.{at}", f"`{name}` {fault}"))


class Covers:
    """The cards of stories, drawn with fonts; without any font no story has one."""

    def __init__(
        self,
        config: Config,
        locale: Locale,
        words: Words,
        gallery: Gallery,
        fonts: Sequence[Font] = (),
    ) -> None:
        self._config = config
        self._locale = locale
        self._words = words
        self._gallery = gallery
        self._fonts = fonts

    def of(self, entry: Entry, card: Card) -> Cover | None:
        """Return the social card of what lists show as `card`; None if none is drawn."""
        if not self._fonts or self._fault(text := self._text(card, entry)):
            return None
        # What draws takes longer to load than many an edit takes.
        from sitegen.pictures.cards import CARD_ENGINE  # noqa: PLC0415

        digests = tuple(font.digest for font in self._fonts)
        engine = " ".join(CARD_ENGINE)
        derivation, key = self._gallery.card(entry.lead, text, digests, engine)
        shown = entry.lead.source if entry.lead and derivation.chain else ""
        path = hashed(PICTURES, f"{entry.slug}-card.jpg", key)
        return Cover(path, card.headline, shown, derivation, key)

    def of_site(self) -> Cover | None:
        """Return the card of what has no picture: the front page, listings; None if undrawn."""
        config = self._config
        card = Card(href="", headline=config.title, dek="", kicker="", published="")
        text = replace(self._text(card), name=urlsplit(config.base_url).hostname or "")
        if not self._fonts or self._fault(text):
            return None
        from sitegen.pictures.cards import CARD_ENGINE  # noqa: PLC0415 - as above

        digests = tuple(font.digest for font in self._fonts)
        derivation, key = self._gallery.card(None, text, digests, " ".join(CARD_ENGINE))
        return Cover(hashed(PICTURES, "site-card.jpg", key), config.title, "", derivation, key)

    def problem(self, entry: Entry, card: Card) -> Problem | None:
        """Return why the social card of a story cannot be drawn, if fonts are named for that."""
        reason = (
            self._fault(self._text(card, entry))
            if self._config.pictures.fonts and self._fonts
            else ""
        )
        if not reason:
            return None
        message = f"its social card is not drawn: {reason}"
        hint = "name a font for it under `pictures.fonts`; a crop of its picture stands in"
        return entry.document.problem(entry.path, "headline", message, hint, warning=True)

    def _fault(self, text: CardText) -> str:
        written = f"{text.headline}{text.kicker}{text.name}{text.made}"
        if self._fonts[0].face and is_surely_drawn(written):
            return ""
        from sitegen.pictures.cards import undrawable  # noqa: PLC0415 - as below

        return undrawable(text, [font.data for font in self._fonts])

    def _text(self, card: Card, entry: Entry | None = None) -> CardText:
        lang = card.lang or self._locale.language
        made = SYNTHETIC.get(entry.lead.source_type) if entry and entry.lead else None
        return CardText(
            headline=card.headline,
            kicker=card.kicker,
            name=self._config.title,
            direction="rtl" if direction(lang) == "rtl" else "ltr",
            lang=lang,
            made=self._words[lang][f"picture_{made}"] if made else "",
        )
