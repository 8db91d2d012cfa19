"""From an edition to what templates see: addresses become hrefs, moments newsroom time.

Each story's card is made once and shared by every page that shows it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from copy import copy
from functools import cached_property
from types import MappingProxyType
from typing import cast

import msgspec
from msgspec.structs import replace

from sitegen.audience.readership import Readership
from sitegen.config import Config
from sitegen.css.palette import Palette
from sitegen.digests import fingerprint
from sitegen.edition.beside import Beside
from sitegen.edition.edition import Edition
from sitegen.edition.entries import Entry, Picture, Story
from sitegen.edition.library import Library
from sitegen.edition.links import LICENSE
from sitegen.edition.live import OPEN
from sitegen.edition.locales import Locale
from sitegen.edition.mapped import Cartographer
from sitegen.edition.rows import Row
from sitegen.languages import direction
from sitegen.model import ArticleFields, AuthorFields, Digest, PageFields
from sitegen.pages import views
from sitegen.pages.around import letters
from sitegen.pages.covers import Covers
from sitegen.pages.feeds import FeedLinks
from sitegen.pages.gallery import GOOGLE, Gallery
from sitegen.pages.gazetteer import Gazetteer
from sitegen.pages.icons import DRAWING_OF_OWN
from sitegen.pages.names import EditionNames, Named
from sitegen.pages.popular import Popular
from sitegen.pages.publisher import machines, publisher_view
from sitegen.pages.puttingright import headline
from sitegen.pages.sharing import share_of_cover, share_of_site
from sitegen.pages.words import Words
from sitegen.pictures.renditions import SHARES, Use
from sitegen.topics import Topics
from sitegen.urls import FRONT

_CARDS = msgspec.msgpack.Decoder(views.Card)


class Presenter(EditionNames):
    """Makes views of an edition.

    All that it knows is the configuration, the locale, words, pictures, and whom it names.

    `pictured` is the digest of all that shapes pictures; empty if there are none.

    One that is `reading` an edition makes views of its rows, too.
    """

    edition: Edition
    library: Library
    popular: Popular
    beside: Beside
    gazetteer: Gazetteer

    def __init__(
        self,
        config: Config,
        locale: Locale,
        words: Words,
        gallery: Gallery,
        named: Named,
        *,
        covers: Covers | None = None,
        pictured: Digest = b"",
        private: bool = False,
        logo: str = "",
        publisher_logo: str = "",
        typefaces: Mapping[str, tuple[str, ...]] | None = None,
        palette: Palette = Palette(),  # noqa: B008 - frozen
        files: Container[str] = (),
        feed_sheet: str = "",
        cartographer: Cartographer | None = None,
        mapped: Mapping[str, Digest] = MappingProxyType({}),
    ) -> None:
        super().__init__(config, locale, named.authors, named.threads)
        self.config = config
        self._words = words
        self.named = named
        self.gallery = gallery
        self.feeds = FeedLinks(config, locale, feed_sheet)
        self.covers = covers or Covers(config, locale, words, gallery)
        self._pictured = pictured
        self._private = private
        self._logo = logo
        self._publisher_logo = publisher_logo or logo
        self._typefaces = dict(typefaces or {})
        self.palette = palette
        self._cartographer, self._mapped = cartographer, mapped
        self._is_drawn = DRAWING_OF_OWN not in files
        self._cards: dict[str, views.Card] = {}
        self._introduced: dict[str, tuple[str, views.PictureView | None]] = {}

    def reading(
        self, edition: Edition, library: Library, readership: Readership | None = None
    ) -> "Presenter":
        """Return one that reads an edition, and knows how much of it is read."""
        other = copy(self)
        length = self.config.views.most_read
        other.popular = Popular(edition, readership or Readership(), length)
        other.beside = Beside(edition.terms, edition.others)
        other.gazetteer = Gazetteer(edition, self._cartographer, self._mapped)
        other.edition, other.library = edition, library
        other._cards, other._introduced = {}, {}  # noqa: SLF001 - its own
        return other

    @property
    def words(self) -> dict[str, str]:
        """The words of the interface in the language of the edition."""
        return self._words[self.locale.language]

    def interface_of(self, lang: str) -> views.Interface | None:
        """Return what speaks to readers of a story in `lang`; None if the site is to do so."""
        # A site in British English has no other words for what is merely English.
        is_own = f"{self.locale.language}-".startswith(f"{lang}-")
        return None if is_own or not lang else self._words.interface(lang)

    @cached_property
    def style(self) -> Digest:
        """The digest of all that shapes every view, besides what the site is."""
        settings = replace(self.config.of_rows, topics=Topics())
        return fingerprint(settings, self.locale, self.words, self._pictured)

    @cached_property
    def pages(self) -> tuple[views.Link, ...]:
        """Links to all pages."""
        every = self.named.pages
        return tuple(views.Link(text=it.title, href=self.href(it.address)) for it in every)

    @cached_property
    def site(self) -> views.SiteView:
        """What every page shows."""
        config, at = self.config, self.locale
        depth = self.href(at.front).count("/") + 1
        ownership = self.href(at.ownership) if config.publisher.ownership else ""
        found = {"url": FRONT, **self.named.publisher}
        known = {key: self.href(it) if it.startswith("/") else it for key, it in found.items()}
        return views.SiteView(
            title=config.title,
            description=config.description,
            language=at.language,
            direction=direction(at.language),
            origin=self._origin,
            root=self.href(FRONT),
            home=self.href(at.front),
            logo=self._logo,
            menu=tuple(self._sections.values()),
            overviews={
                kind: self.href(address)
                for kind, address in at.overviews_of(
                    {"thread"} if self.named.threads else ()
                ).items()
            },
            pages=tuple(it for it in self.pages if it.href.count("/") == depth),
            corrections=self.href(at.corrections),
            feeds=self.href(at.feeds) if config.feeds.formats else "",
            words=self.words,
            publisher=publisher_view(
                config.publisher, known, config.title, self._publisher_logo, ownership
            ),
            search=self.href(at.search) if config.search.enabled else "",
            private=self._private,
            most_read=self.href(at.most_read) if config.views.show else "",
            typefaces=self._typefaces,
            newsletter=letters(config.newsletter, config.title),
            paper=self.palette.paper,
            is_drawn=self._is_drawn,
            share=share_of_site(self.covers, config.title, self.href),
            ownership=ownership,
            machines=machines(config.rights, self._origin, self._base_path, known.get(LICENSE, "")),
        )

    def card(self, row: Row) -> views.Card:
        """Return the card of a story."""
        card = self._cards.get(row.path)
        if card is None:
            card = self._cards[row.path] = _CARDS.decode(self.library.kept(row.path).card)
        return card

    def cards(self, stories: Iterable[Row]) -> tuple[views.Card, ...]:
        """Return the cards of stories."""
        return tuple([self.card(story) for story in stories])

    def related(self, story: Row) -> tuple[views.Card | views.ExternalCard, ...]:
        """Return the cards of the stories related to one."""
        return tuple(
            [
                self.card(self.library.row(entry))
                if isinstance(entry, str)
                else views.ExternalCard(
                    href=entry.url, headline=entry.headline, publisher=entry.publisher
                )
                for entry in story.related
            ]
        )

    def story(self, row: Row) -> Story:
        """Return the story that a row stands for."""
        return cast("Story", self.library.entry(row.path))

    def signatures_of(self, entry: Entry) -> Iterator[views.Signature]:
        """Yield the signatures on a page: the authors of a story, and who made its picture."""
        yield from (self.signature(id_) for kind, id_, _ in entry.topics if kind == "author")
        rights = self.rights(entry.lead)
        yield from rights.creators if rights else ()

    def introduction(self, author: Entry) -> tuple[str, views.PictureView | None]:
        """Return how stories introduce who signs them: the role, and the portrait."""
        return cast("AuthorFields", author.fields).role, self.picture(author.lead, "portrait")

    def introduced(self, author: Row) -> tuple[str, views.PictureView | None]:
        """Return the same of an author of this edition, made once for all stories."""
        known = self._introduced.get(author.path)
        if known is None:
            known = self.introduction(self.library.entry(author.path))
            self._introduced[author.path] = known
        return known

    def page(self, row: Row) -> views.TextView:
        """Return all that a static page shows."""
        page = self.library.entry(row.path)
        fields = cast("PageFields", page.fields)
        lang = fields.lang or self.locale.language
        return views.TextView(
            href=self.href(page.address),
            title=fields.title,
            description=fields.dek,
            lang=lang,
            direction=direction(lang),
            noindex=fields.noindex,
            body=self.body(page),
        )

    def body(self, of: Entry, notes: str = "", place: str = "") -> views.BodyView:
        """Return a body by reference, with what its slots need."""
        lang = getattr(of.fields, "lang", "") or self.locale.language
        return views.BodyView(
            digest=of.document.body,
            links=tuple([self.href(address) for address in of.links]),
            pictures=tuple([self.picture(picture, "inline") for picture in of.pictures]),
            maps=of.maps,
            notes=notes,
            place=place,
            charts=tuple(
                [views.ChartView(chart=it, language=lang) if it else None for it in of.charts]
            ),
        )

    def picture(
        self, picture: Picture | None, use: Use, *, eager: bool = False
    ) -> views.PictureView | None:
        """Return a picture as one use shows it."""
        return self.gallery.view(picture, use, eager=eager) if picture else None

    def rights(self, picture: Picture | None) -> views.RightsView | None:
        """Return who made a picture and who owns it; None if its file says neither."""
        rights = picture.rights if picture else None
        if rights is None or not (rights.creators or rights.copyright):
            return None
        creators = map(self.signature_of, rights.creators)
        return views.RightsView(creators=tuple(creators), copyright=rights.copyright)

    def shares(self, story: Story, card: views.Card) -> Iterator[views.ShareView]:
        """Yield what social media and search engines show of a story."""
        cover = self.covers.of(story, card)
        if cover:
            yield share_of_cover(cover, self.href)
        if story.lead:
            yield from self.gallery.shares(story.lead, GOOGLE if cover else SHARES)

    def card_of(self, story: Entry) -> views.Card:
        """Return the card of a story that is just being settled."""
        fields = cast("ArticleFields", story.fields)
        assert story.published  # noqa: S101 - stories have a date
        foreign = fields.lang if fields.lang != self.locale.language else ""
        section = self.section(fields.section)
        return views.Card(
            href=self.href(story.address),
            headline=headline(story, self.interface_of(fields.lang) or self),
            dek=fields.dek,
            kicker=fields.kicker or (section.text if section else ""),
            published=self.moment(story.published),
            picture=self.picture(story.lead, "card"),
            lang=foreign,
            direction=direction(foreign) if foreign else "",
            held=story.held.reason if story.held else "",
            until=self.until(story.held),
            colour=section.colour if section else "",
            live=fields.live == OPEN,
        )
