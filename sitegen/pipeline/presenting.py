"""What shapes all that a site shows: the base that rows rest on, and who presents them."""

from collections.abc import Sequence

from sitegen.config import Config
from sitegen.digests import fingerprint
from sitegen.edition.corpus import Corpus
from sitegen.edition.locales import Locale
from sitegen.model import Digest
from sitegen.pages.covers import Covers, Font
from sitegen.pages.design import Design
from sitegen.pages.gallery import Gallery
from sitegen.pages.names import Named
from sitegen.pages.present import Presenter
from sitegen.pipeline.fingerprint import everything
from sitegen.pipeline.order import Order


def base_of(
    order: Order,
    config: Config,
    locale: Locale,
    design: Design,
    fonts: Sequence[Font],
    *,
    pictured: bool,
) -> Digest:
    """Return the digest of all that every row depends on; `pictured` if there are pictures."""
    return fingerprint(
        everything(),
        config.of_rows,
        locale,
        design.words.digest,
        _recipe() if pictured else "",
        [font.digest for font in fonts],
        (order.profile.name, order.ended),
    )


def presenter_of(
    order: Order, corpus: Corpus, design: Design, fonts: Sequence[Font], named: Named
) -> Presenter:
    """Return who presents the documents of a corpus."""
    config = corpus.config
    gallery = Gallery(config.pictures, config.base_path, _recipe)
    has_pictures = bool(corpus.versions or fonts)
    return Presenter(
        config,
        corpus.locale,
        design.words,
        gallery,
        named,
        covers=Covers(config, corpus.locale, design.words, gallery, fonts),
        pictured=gallery.settings if has_pictures else b"",
        private=order.profile.admits_held,
        logo=design.hrefs.get(config.logo, ""),
        publisher_logo=design.hrefs.get(config.publisher.logo, ""),
        typefaces=design.first,
        palette=design.palette,
        files=corpus.files,
        feed_sheet=design.hrefs.get("feed.css", ""),
        cartographer=corpus.cartographer,
        mapped=corpus.mapped,
    )


def _recipe() -> str:
    """Return what turns pixels into bytes: only a site with pictures pays for loading that."""
    from sitegen.pictures.recipe import recipe  # noqa: PLC0415

    return recipe()
