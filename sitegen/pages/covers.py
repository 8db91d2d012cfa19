"""Drawn social cards: what stands on the card of each story, and which stories have none."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from sitegen.config import Config
from sitegen.edition.edition import Edition, Story
from sitegen.errors import Problem
from sitegen.languages import direction
from sitegen.model import Digest, Source
from sitegen.pages.gallery import FOLDER, Gallery
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


def covers_of(
    edition: Edition,
    config: Config,
    gallery: Gallery,
    fonts: Sequence[Font],
    problems: list[Problem],
) -> dict[str, Cover]:
    """Return the cards of stories, by the stories' paths, and say which cannot be drawn."""
    if not fonts:
        return {}
    from sitegen.pictures.cards import CARD_ENGINE, undrawable  # noqa: PLC0415 - as above

    sections = {section.id: section.name for section in config.sections}
    data = [font.data for font in fonts]
    digests = tuple(font.source.digest for font in fonts)
    covers = {}
    for story in edition.stories:
        lang = story.fields.lang or config.language
        text = CardText(
            headline=story.fields.headline,
            kicker=story.fields.kicker or sections.get(story.fields.section, ""),
            name=config.title,
            direction="rtl" if direction(lang) == "rtl" else "ltr",
            lang=lang,
        )
        if reason := undrawable(text, data):
            message = f"its social card is not drawn: {reason}"
            hint = "name a font for it under `pictures.fonts`; a crop of its picture stands in"
            problem = story.document.problem(story.path, "headline", message, hint, warning=True)
            problems.append(problem)
        else:
            card = gallery.card(story.lead, text, digests, " ".join(CARD_ENGINE))
            covers[story.path] = _cover(story, *card)
    return covers


def _cover(story: Story, derivation: Derivation, key: Digest) -> Cover:
    shown = story.lead.source if story.lead and derivation.chain else ""
    path = hashed(FOLDER, f"{story.slug}-card.jpg", key)
    return Cover(path, story.fields.headline, shown, derivation, key)
