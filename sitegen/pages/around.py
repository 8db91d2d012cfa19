"""What stands around a text: its contents, how long it takes to read, what it rests on, a form."""

from urllib.parse import urlsplit

from sitegen.field_values import Citation
from sitegen.model import Document
from sitegen.pages.storyviews import CitationView
from sitegen.pages.views import Link, NewsletterView
from sitegen.settings import Newsletter
from sitegen.urls import href

WORDS_A_MINUTE = 230


def citation(source: Citation) -> CitationView:
    return CitationView(
        title=source.title,
        url=source.url,
        publisher=source.publisher,
        accessed=source.accessed.isoformat() if source.accessed else "",
    )


def reading_minutes(words: int) -> int:
    """Return how long it takes to read so many words."""
    return max(1, round(words / WORDS_A_MINUTE))


def contents(document: Document) -> tuple[Link, ...]:
    """Return the contents list: the level-2 headings, under their short names if they have one."""
    return tuple(
        [
            Link(text=heading.short or heading.text, href=href("#", heading.id))
            for heading in document.headings
            if heading.level == 2  # noqa: PLR2004 - the sections of an article
        ]
    )


def letters(it: Newsletter, title: str) -> NewsletterView | None:
    """Return the form of a newsletter of the site with this title; None if it goes nowhere."""
    if not it.action:
        return None
    return NewsletterView(
        action=it.action,
        host=f"https://{urlsplit(it.action).netloc}",
        title=it.title or title,
        text=it.text,
        field=it.field,
        hidden=it.hidden,
    )
