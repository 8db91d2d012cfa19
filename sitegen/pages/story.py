"""From a row to all that the page of a story shows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from sitegen.edition.entries import Story
from sitegen.edition.rows import Row
from sitegen.languages import direction
from sitegen.pages.around import citation, contents, reading_minutes
from sitegen.pages.live import live
from sitegen.pages.mostread import headline_of, most_read
from sitegen.pages.openness import disclosed
from sitegen.pages.present import Presenter
from sitegen.pages.puttingright import correction_view, weightiest
from sitegen.pages.spoken import spoken
from sitegen.pages.storyviews import ArticleView, SignerView
from sitegen.pages.threads import so_far
from sitegen.transparency import retraction

if TYPE_CHECKING:
    from sitegen.pages.views import Link


def article(presenter: Presenter, row: Row) -> ArticleView:
    """Return all that an article's page shows."""
    story, card = presenter.story(row), presenter.card(row)
    fields = story.fields
    section = presenter.section(fields.section)
    terms: dict[str, list[Link]] = {"tag": [], "country": []}
    for topic in story.topics:
        if topic.kind in terms:
            terms[topic.kind].append(presenter.link_to(*topic))
    told_live = live(story, presenter)
    changed = max([it for it in (story.updated, story.told) if it], default=None)
    lang = fields.lang or presenter.locale.language
    taken_back = retraction(story.corrections)
    earlier, later, thread = presenter.beside.neighbours(row)
    view = ArticleView(
        href=card.href,
        title=card.headline,
        description=fields.dek,
        lang=lang,
        direction=direction(lang),
        noindex=fields.noindex or story.held is not None,
        feeds=(
            *(told_live.feeds if told_live else ()),
            *presenter.feeds.of_article(fields.section, section.text if section else ""),
        ),
        kicker=card.kicker,
        section=section,
        authors=tuple(_signers(story, row, presenter)),
        published=card.published,
        updated=presenter.moment(changed) if changed else "",
        minutes=reading_minutes(story.document.words),
        words=story.document.words,
        key_points=fields.key_points,
        place=fields.place,
        picture=presenter.picture(story.lead, "lead", eager=True),
        rights=presenter.rights(story.lead),
        shares=tuple(presenter.shares(story, card)),
        contents=contents(story.document),
        body=presenter.body(story, notes=story.slug, place=fields.place),
        corrections=tuple([correction_view(it, presenter.moment) for it in story.corrections]),
        corrected=weightiest(story.corrections),
        disclosure=disclosed(fields.ai, presenter),
        method=fields.method,
        retraction=correction_view(taken_back, presenter.moment) if taken_back else None,
        sources=tuple([citation(it) for it in fields.sources]),
        tags=tuple(terms["tag"]),
        countries=tuple(terms["country"]),
        threads=so_far(row, presenter),
        live=told_live,
        related=presenter.related(row),
        series=thread.name if thread else section.text if section else "",
        earlier=headline_of(presenter.card(earlier)) if earlier else None,
        later=headline_of(presenter.card(later)) if later else None,
        held=story.held.reason if story.held else "",
        until=presenter.until(story.held),
        views=presenter.popular.shown.get(row.address, 0),
        most_read=most_read(presenter.popular.on_story(row), presenter),
    )
    countries = [id_ for kind, id_, _ in story.topics if kind == "country"]
    return spoken(view, presenter.interface_of(card.lang), countries)


def _signers(story: Story, row: Row, presenter: Presenter) -> Iterator[SignerView]:
    """Yield who signs a story, each with what its author's file says of them."""
    known = {it.facts.slug: it for it in presenter.beside.signers(row)}
    for kind, id_, _ in story.topics:
        if kind == "author":
            role, portrait = "", None
            if id_ in known:
                role, portrait = presenter.introduced(known[id_])
            yield SignerView(**asdict(presenter.signature(id_)), role=role, portrait=portrait)
