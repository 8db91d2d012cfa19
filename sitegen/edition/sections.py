"""The pictures of sections, which site.toml names: those that no document stands behind."""

from msgspec.structs import replace

from sitegen.config import Config
from sitegen.content.markdown.plain import PlainTexts
from sitegen.edition.edition import SectionPictures
from sitegen.edition.illustrate import Illustrator
from sitegen.edition.pictured import ref_of
from sitegen.model import Document, PictureRef


def section_pictures(config: Config, illustrator: Illustrator, language: str) -> SectionPictures:
    """Return the pictures of sections, looked for and held against rules as those of a page are."""
    refs: dict[str, PictureRef] = {}
    for at, section in enumerate(config.sections):
        if section.picture:
            key = f"sections.{at}.picture"

            def place(name: str, key: str = key) -> tuple[int, int]:
                return config.places.get(f"{key}.{name}", config.places.get(key, (1, 1)))

            refs[section.id] = PlainTexts(language).of(ref_of(section.picture, place))
    if not refs:
        return SectionPictures()
    named = Document(fields=None, sound=True, pictures=tuple(refs.values()))
    found = illustrator.illustrate(config.path, named)
    focus = {it.id: it.picture.focus for it in config.sections if it.picture}
    shown = {
        id_: replace(picture, focus=focus[id_])
        for id_, picture in zip(refs, found.pictures, strict=True)
        if picture
    }
    return SectionPictures(shown, found.used, found.noted, found.problems)
