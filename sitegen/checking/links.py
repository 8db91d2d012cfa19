"""Texts of links that do not say where they lead, by language."""

import re
from collections.abc import Collection, Mapping

from sitegen.content.checks import plain

VAGUE: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("here", "click here", "click", "right here", "see here", "read here", "found here"),
        *("this", "this link", "this page", "this article", "this story", "this report", "that"),
        *("link", "the link", "page", "website", "more", "read more", "learn more", "see more"),
        *("find out more", "more here", "details", "source", "article", "it", "continue reading"),
    ),
    "fr": (
        *("ici", "cliquez ici", "cliquer ici", "par ici", "voir ici", "lire ici", "là"),
        *("ce lien", "cette page", "cet article", "lien", "le lien", "page", "site", "ceci"),
        *("plus", "en savoir plus", "lire la suite", "la suite", "voir plus", "lire plus"),
        *("source", "article", "détails"),
    ),
    "de": (
        *("hier", "klicken sie hier", "klick hier", "hier klicken", "dieser link", "diese seite"),
        *("dieser artikel", "link", "seite", "mehr", "mehr lesen", "weiterlesen", "mehr dazu"),
        *("mehr erfahren", "quelle", "artikel", "details"),
    ),
    "es": (
        *("aquí", "haga clic aquí", "haz clic aquí", "pulse aquí", "este enlace", "esta página"),
        *("este artículo", "enlace", "página", "más", "leer más", "ver más", "más información"),
        *("saber más", "fuente", "artículo", "detalles"),
    ),
}
"""By language; `vague_links` in style.toml adds to them, and knows other languages."""


def vague_texts(language: str, own: Collection[tuple[str, tuple[str, ...]]]) -> frozenset[str]:
    """Return the texts, plain, that a link in a story of this language should not have."""
    primary = language.lower().partition("-")[0]
    more = (it for tag, texts in own if tag in {language.lower(), primary} for it in texts)
    return frozenset(filter(None, map(plain, (*VAGUE.get(primary, ()), *more))))


def links_with(texts: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds, quickly, what may be a link with one of these texts."""
    if not texts:
        return None
    choices = "|".join(
        r"[\W_]{1,9}".join(map(re.escape, text.split()))
        for text in sorted(texts, key=len, reverse=True)
    )
    return re.compile(rf"\[[\W_]{{0,19}}(?:{choices})[\W_]{{0,19}}\]", re.IGNORECASE)
