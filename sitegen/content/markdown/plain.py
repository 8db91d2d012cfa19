"""The texts of a body that are no Markdown: alt texts, captions, credits, titles."""

from msgspec.structs import replace

from sitegen.content.markdown.direction import turns
from sitegen.content.markdown.places import Place
from sitegen.content.markdown.typography import typeset
from sitegen.errors import Problem
from sitegen.model import PictureRef
from sitegen.strict.texts import TAG, Entity, decoded, of_tag, tidied


class PlainTexts:
    """Sets the plain texts of one body as its Markdown is set; keeps what of them is HTML."""

    def __init__(self, language: str) -> None:
        self.entities: list[Entity] = []
        self.problems: list[Problem] = []
        self.language = language

    def typeset(self, text: str) -> str:
        """Return a text as readers see it."""
        return typeset(tidied(text, "prose"), self.language)

    def of(self, picture: PictureRef) -> PictureRef:
        """Return a picture with its texts as readers see them."""
        return replace(
            picture,
            alt=self.typeset(picture.alt),
            caption=self.typeset(picture.caption),
            credit=self.typeset(picture.credit),
        )

    def decoded(self, text: str, key: str, place: Place) -> str:
        """Return what the value of a key in a block means, and keep what of it is HTML."""
        if tag := TAG.search(text):
            self.problems.append(Problem("", *place, *of_tag(tag[0], f"`{key}`"), "warning"))
        meant, entities = decoded(text)
        self.entities += ((*place, it) for it in entities)
        if entities and not any(turns(text)):  # else it is told of with the rest of the body
            for _, name in turns(meant):
                message = f"a character that turns the direction of text ({name})"
                self.problems.append(Problem("", *place, message, "delete it"))
        return meant
