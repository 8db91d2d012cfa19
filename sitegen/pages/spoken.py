"""A story in another language than its site's, and what stands around it, in its own."""

from collections.abc import Sequence

from msgspec.structs import replace

from sitegen.languages import country_name
from sitegen.pages.storyviews import ArticleView
from sitegen.pages.views import Interface, Link, PictureView


def spoken(view: ArticleView, interface: Interface | None, countries: Sequence[str]) -> ArticleView:
    """Return what an article's page shows, if `interface` speaks for it and not the site.

    `countries` are the codes of those that the view names, in their order.
    """
    if interface is None:
        return view

    def picture(of: PictureView | None) -> PictureView | None:
        return replace(of, interface=interface) if of else None

    named = zip(view.countries, countries, strict=True)
    return replace(
        view,
        interface=interface,
        picture=picture(view.picture),
        body=replace(
            view.body,
            pictures=tuple(map(picture, view.body.pictures)),
            interface=interface,
            charts=tuple([it and replace(it, interface=interface) for it in view.body.charts]),
        ),
        countries=tuple(
            [Link(text=country_name(code, interface.language), href=it.href) for it, code in named]
        ),
    )
