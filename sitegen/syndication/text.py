"""The text of a story as feeds carry it: plain HTML that the strictest platform takes.

What MSN takes is said in its "HTML guidelines and tag restrictions" (support.microsoft.com):
few tags, no styles, no scripts, fewer than ten levels, nothing relative. Where a page has a
component, a feed has paragraphs.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.etree import XPath, tostring
from lxml.html import HtmlElement

from sitegen.model import Body
from sitegen.pages.fragments import in_feed, update_in_feed
from sitegen.pages.slots import InFeed, feed_figure
from sitegen.syndication.recipes import FeedItem, FeedText

DEEPEST = 9
"""Levels of HTML within one another."""

WORDS = 300
"""Characters of the text that stand in for a standfirst: what Flipboard asks for."""

KEPT = frozenset(
    {
        *("a", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "del", "div", "em"),
        *("figcaption", "figure", "h2", "h3", "h4", "h5", "hr", "i", "img", "li", "ol", "p"),
        *("pre", "q", "s", "small", "span", "strong", "sub", "sup"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
"""Of other elements only what they hold is kept."""

DROPPED = frozenset(
    {
        *("applet", "audio", "base", "button", "canvas", "embed", "form", "frame", "frameset"),
        *("iframe", "input", "link", "map", "math", "meta", "noscript", "object", "script"),
        *("select", "source", "style", "svg", "template", "textarea", "title", "track", "video"),
    }
)
"""Of these, nothing; only a site that trusts its HTML has any."""

ALIKE = {
    "cite": "i",
    "dd": "p",
    "dt": "p",
    "h1": "h2",
    "h6": "h5",
    "ins": "em",
    "kbd": "code",
    "samp": "code",
    "strike": "s",
    "summary": "p",
    "tt": "code",
}
"""What stands in for an element that platforms do not know."""

ATTRIBUTES = {
    "a": {"href", "title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "img": {"src", "width", "height", "alt"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
EVERYWHERE = frozenset({"lang", "dir"})
ADDRESSES = ("href", "src", "cite")
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#?\w+;?")
_NOTE = re.compile(r"fn(?:ref)?_")
_PLAIN = re.compile(
    r"https?://[a-z0-9.-]+(?:/[\w.~/%+-]*)?(?:\?[\w.~/%+=&-]+)?(?:#[\w.~/%+-]+)?", re.ASCII
).fullmatch
"""Addresses that are absolute, and that nothing would be changed in."""

_BOXES = XPath('.//section[@role="note"]')
_NOTES = XPath('.//section[@role="doc-endnotes"]')
_TITLES = XPath("./p[@id = ../@aria-labelledby]")
_READINGS = XPath(".//ruby[not(.//rp)]//rt")
_SAID = XPath(".//text()[not(ancestor::del or ancestor::s or ancestor::sup[a])]")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_TABLES = XPath('.//div[@role="group"]')
_TOO_DEEP = XPath(f"boolean({'/'.join('*' * DEEPEST)})")  # one level is the direction's


def legal(text: str) -> str:
    """Return the text without characters that XML does not know."""
    return _ILLEGAL.sub("", text)


def as_html(text: str) -> str:
    """Return plain text as the HTML that RSS wants; `R&D`, which reads well in both, stays.

    https://www.rssboard.org/rss-profile, "description".
    """
    return _REFERENCE.sub(_spelt_out, text).replace("<", "&lt;")


def _spelt_out(match: re.Match[str]) -> str:
    found = match[0]
    return found if unescape(found) == found else f"&amp;{found[1:]}"


def full_text(item: FeedItem, text: FeedText, body: Body) -> tuple[str, str]:
    """Return the text of a story as HTML, its lead picture first; and its first words.

    The latter only if there is no summary, for which they stand in.
    """
    known = InFeed(text.links, text.pictures, text.charts)
    if text.part:
        source = update_in_feed(body, text.part, text.notes, known)
    else:
        source = in_feed(body, text.notes, known, text.place)
    tree = html.fragment_fromstring(legal(source), create_parent="div")
    _simplify(tree, item.url)
    words = "" if legal(item.summary) else _first_words(tree)
    parts = [_inside(tree)]
    if text.key_points:
        parts.insert(0, legal(_list(text.key_points)))
    if item.picture:
        parts.insert(0, legal(feed_figure(item.picture)))
    if text.disclosed:
        parts.insert(0, legal(f"<p><em>{escape(text.disclosed, quote=False)}</em></p>"))
    if text.method:
        title, words_of_it = (escape(it, quote=False) for it in (text.method_title, text.method))
        parts.append(legal(f"<h2>{title}</h2>\n<p>{words_of_it}</p>"))
    if text.put_right:
        parts.append(legal(_corrections(text)))
    whole = "\n".join(part for part in parts if part)
    if text.direction:
        lang = f'lang="{escape(item.lang)}" dir="{text.direction}"'
        whole = f"<div {lang}>\n{whole}\n</div>"
    return whole, words


def _corrections(text: FeedText) -> str:
    return f"<h2>{escape(text.corrections, quote=False)}</h2>\n{_list(text.put_right)}"


def _list(texts: Iterable[str]) -> str:
    items = "\n".join(f"<li>{escape(it, quote=False)}</li>" for it in texts)
    return f"<ul>\n{items}\n</ul>"


# Cleaning -------------------------------------------------------------------------------------


def _simplify(tree: HtmlElement, url: str) -> None:
    """Turn components into paragraphs, take out what no platform takes, make all absolute."""
    elements = list(tree.iterdescendants())  # held to the end: lxml makes anew what nobody holds
    for element in elements:
        if not isinstance(element.tag, str) or element.tag in DROPPED:
            element.drop_tree()  # comments have no tag
    _turn_components(tree)
    _bracket_readings(tree)
    for element in list(tree.iterdescendants()):
        tag = element.tag
        if tag in ALIKE:
            tag = element.tag = ALIKE[tag]
        if tag in KEPT and element.keys():
            _clean_attributes(element, url)
        if tag not in KEPT or (tag == "span" and not element.keys()):
            element.drop_tag()
    _drop_idle_rules(tree)
    if _TOO_DEEP(tree):
        for element, depth in list(_depths(tree, 0)):
            # The elements inside one that is dropped are counted where they were: that is safe.
            if depth >= DEEPEST:
                element.drop_tag()


def _turn_components(tree: HtmlElement) -> None:
    for box in _BOXES(tree):
        _rule(box, behind=True)
        for title in _TITLES(box):
            strong = html.Element("strong")
            strong.text, title.text = title.text, None
            strong.extend(list(title))
            title.append(strong)
    for notes in _NOTES(tree):
        _rule(notes, behind=False)
    for table in _TABLES(tree):
        table.drop_tag()
    for figure in list(tree.iter("figure")):
        if figure.find(".//img") is None:
            for caption in figure.iter("figcaption"):
                caption.tag = "p"
            figure.drop_tag()


def _bracket_readings(tree: HtmlElement) -> None:
    """Put readings in brackets, as `rp` does where somebody wrote it: else they join the words."""
    for reading in _READINGS(tree):
        reading.text = f"（{reading.text or ''}"
        if len(reading):
            reading[-1].tail = f"{reading[-1].tail or ''}）"
        else:
            reading.text += "）"


def _rule(element: HtmlElement, *, behind: bool) -> None:
    """Set a box off from the text around it."""
    element.addprevious(html.Element("hr"))
    if behind:
        rule = html.Element("hr")
        rule.tail, element.tail = element.tail, "\n"
        element.addnext(rule)


def _drop_idle_rules(tree: HtmlElement) -> None:
    """Take out rules with nothing above or below them, and the second of two."""
    for rule in list(tree.iterchildren("hr")):
        above = rule.getprevious()
        nothing_above = not ((tree.text if above is None else above.tail) or "").strip()
        alone = nothing_above and (above is None or above.tag == "hr")
        if alone or (rule.getnext() is None and not (rule.tail or "").strip()):
            rule.drop_tree()


def _clean_attributes(element: HtmlElement, url: str) -> None:
    wanted = ATTRIBUTES.get(element.tag, frozenset()) | EVERYWHERE
    for name, value in element.items():
        if name == "id" and _NOTE.match(value):
            continue  # footnotes work within a reader, too
        if name not in wanted or (name in ADDRESSES and not _absolute(url, value)):
            del element.attrib[name]
        elif name in ADDRESSES:
            element.set(name, _absolute(url, value))


def _absolute(url: str, address: str) -> str:
    """Return an address of the article's page, absolute; empty if it can't be one."""
    if _PLAIN(address):
        return address
    try:
        whole = urljoin(url, address.strip())
        return whole if urlsplit(whole).scheme in SCHEMES else ""
    except ValueError:
        return ""


def _depths(element: HtmlElement, depth: int) -> Iterator[tuple[HtmlElement, int]]:
    for child in element:
        yield child, depth + 1
        yield from _depths(child, depth + 1)


def _inside(tree: HtmlElement) -> str:
    written = tostring(tree, encoding="unicode", method="html")
    inside = written.removeprefix("<div>").removesuffix("</div>")
    return str(inside).strip()


def _first_words(tree: HtmlElement) -> str:
    """Return the first words of the paragraphs, at a word's end."""
    text = " ".join(_said(it) for it in tree.iterchildren("p"))
    if len(text) <= WORDS:
        return text
    return text[:WORDS].rpartition(" ")[0].rstrip(",;:–—-") + " …"


def _said(paragraph: HtmlElement) -> str:
    """Return the words of a paragraph without what it takes back, and powers as powers."""
    pieces = (
        it.translate(_RAISED) if it.is_text and it.getparent().tag == "sup" else it
        for it in _SAID(paragraph)
    )
    return " ".join("".join(pieces).split())
