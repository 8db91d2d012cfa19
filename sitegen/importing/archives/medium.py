"""An archive of Medium: a page of HTML for each post, marked up as h-entry."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.importing.archives.packed import Packed, stem_of
from sitegen.importing.document import without_hidden
from sitegen.importing.found import NO_ADDRESS, Found, Left, Person, Site, Status, Story, Text
from sitegen.importing.htmltree import read_html
from sitegen.importing.moments import aware

_ID = re.compile(r"-+[0-9a-f]{8,12}$")
_DIVIDER = re.compile(r'<div class="section-divider">\s*<hr[^>]*>\s*</div>')


def is_archive(packed: Packed) -> bool:
    """Say whether an archive is Medium's."""
    names = [it for it in packed.names() if "posts/" in f"/{it}" and it.endswith(".html")]
    return bool(names) and "h-entry" in packed.text(names[0])


def read(packed: Packed) -> Found:
    """Return what an archive holds."""
    stories: list[Story] = []
    pages: dict[str, str] = {}
    people: dict[str, Person] = {}
    left: list[Left] = []
    for name in packed.names():
        if not (name.endswith(".html") and "posts/" in f"/{name}"):
            continue
        tree = LexborHTMLParser(packed.text(name))
        if _words(tree.css_first("h1.p-name")) or tree.css_first(".graf--title"):
            story = _story(packed.place(name), name, tree, people)
            stories.append(story)
            pages[story.key] = name
        else:
            left.append(
                Left(packed.place(name), stem_of(name), "it has no title: it is a response")
            )

    def texts() -> Iterator[Text]:
        for it in stories:
            yield _text(it, LexborHTMLParser(packed.text(pages[it.key])))

    return Found(
        site=Site(address=NO_ADDRESS),
        people=tuple(people.values()),
        terms=(),
        files=(),
        stories=tuple(stories),
        left=tuple(left),
        texts=texts,
    )


def _words(node: LexborNode | None) -> str:
    return " ".join((node.text() or "").split()) if node is not None else ""


def _story(place: str, name: str, tree: LexborHTMLParser, people: dict[str, Person]) -> Story:
    stem = stem_of(name)
    is_draft = stem.startswith("draft_")
    time = tree.css_first("time.dt-published")
    date = aware((time.attributes.get("datetime") or "") if time is not None else "")
    canonical = tree.css_first("a.p-canonical")
    address = (canonical.attributes.get("href") or "") if canonical is not None else ""
    author = tree.css_first("a.p-author")
    key = ""
    if author is not None and (named := _words(author)):
        href = author.attributes.get("href") or ""
        key = href.rstrip("/").rpartition("/")[2].removeprefix("@") or named
        people.setdefault(key, Person(key=key, name=named, url=href))
    slug = _ID.sub("", unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2])
    slug = slug or _ID.sub("", re.sub(r"^(?:draft|\d{4}-\d\d-\d\d)_", "", stem)).strip("-")
    status: Status = "draft" if is_draft or date is None else "published"
    return Story(
        key=stem,
        kind="article",
        place=place,
        headline=_words(tree.css_first("h1.p-name")) or _words(tree.css_first(".graf--title")),
        dek=_words(tree.css_first(".p-summary")),
        status=status,
        slug=slug.lower(),
        address=f"{NO_ADDRESS}{urlsplit(address).path}" if address else "",
        date=date,
        authors=(key,) if key else (),
    )


def _text(story: Story, tree: LexborHTMLParser) -> Text:
    """Return the text of a post without its title and subtitle, which stand in it once more."""
    body = tree.css_first("section.e-content") or tree.body
    if body is None:
        return Text(key=story.key, blocks=(), source="")
    for selector, said in ((".graf--title", story.headline), (".graf--subtitle", story.dek)):
        node = body.css_first(selector)
        if node is not None and _is_same(_words(node), said):
            node.decompose()
    html = body.inner_html or ""
    html = without_hidden(_DIVIDER.sub("", html, count=1))
    return Text(key=story.key, blocks=read_html(html), source=html)


def _is_same(one: str, other: str) -> bool:
    """Say whether a line is the title, or as much of it as the summary has."""
    return one == other or (other.endswith("…") and one.startswith(other[:-1].rstrip()))
