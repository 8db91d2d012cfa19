"""What machines are told of a live page: schema.org's LiveBlogPosting, and its updates."""

from collections.abc import Mapping

from sitegen.pages.storyviews import ArticleView, LiveView
from sitegen.pages.things import Node, absolute, known
from sitegen.pages.views import SiteView


def as_live(
    article: Mapping[str, object], view: ArticleView, site: SiteView
) -> Mapping[str, object]:
    """Return an article as a live page: what it covers, and each update, the newest first."""
    live = view.live
    if not live or not live.updates:
        return article
    return {
        **article,
        "@type": "LiveBlogPosting",
        "coverageStartTime": live.updates[0].moment,
        "coverageEndTime": "" if live.is_open else live.updates[-1].moment,
        "liveBlogUpdate": _updates(live, view, site),
    }


def _updates(live: LiveView, view: ArticleView, site: SiteView) -> list[Node]:
    page = absolute(view.href, site)
    return [
        known(
            {
                "@type": "BlogPosting",
                "headline": it.text or view.title,
                "datePublished": it.moment,
                "url": f"{page}{it.href}",
                "articleBody": it.words,
            }
        )
        for it in reversed(live.updates)
    ]
