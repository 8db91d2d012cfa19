"""What machines are told of threads: what stories are part of, and what happened in each."""

from sitegen.pages.listviews import ListingView, ThreadView
from sitegen.pages.storyviews import ArticleView
from sitegen.pages.things import CONTEXT, Node, absolute, known, publisher_id, website_id
from sitegen.pages.views import SiteView


def series(view: ListingView, thread: ThreadView, site: SiteView) -> Node:
    """Return what a thread is: parts that go on with each other, and what happened, in order."""
    told = [line for day in thread.days for line in day.milestones]
    ending = "Descending" if thread.status == "open" else "Ascending"
    milestones: Node = {
        "@type": "ItemList",
        "name": site.words["timeline"],
        "itemListOrder": f"{CONTEXT}/ItemListOrder{ending}",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": line.text,
                "url": absolute(line.href, site),
            }
            for position, line in enumerate(told, 1)
        ],
    }
    series: Node = {
        "@type": "CreativeWorkSeries",
        "@id": f"{absolute(view.first, site)}#thread",
        "name": view.title,
        "url": absolute(view.first, site),
        "description": view.description,
        "creativeWorkStatus": thread.status,
        "subjectOf": milestones if told else None,
        "publisher": {"@id": publisher_id(site)},
    }
    return known(series)


def wholes(view: ArticleView, site: SiteView) -> Node | list[Node]:
    """Return what a story is part of: the site, and its threads."""
    website: Node = {"@id": website_id(site)}
    threads: list[Node] = []
    for it in view.threads:
        url = absolute(it.href, site)
        named: Node = {"@id": f"{url}#thread", "name": it.text, "url": url}
        threads.append({"@type": "CreativeWorkSeries", **named})
    return [website, *threads] if threads else website
