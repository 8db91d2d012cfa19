"""What editors may write in HTML: a tag in, what stays of it and what to say about the rest.

What no reader sees (`class`, `style`, `width`, `data-…`) goes without a word; what does something
or shows something is told. A block that is not allowed leaves a block, so that no two words run
together.
"""

import re
from html import escape
from typing import Literal, NamedTuple

from sitegen.content.markdown.html.tags import KNOWN, Tag
from sitegen.content.markdown.targets import WEB, Web, anchor_name, link_target

ALLOWED = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col"),
        *("colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em"),
        *("figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li"),
        *("mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span"),
        *("strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("time", "tr", "u", "ul", "var", "wbr"),
    }
)
"""Elements that a body may hold."""

EVERYWHERE = frozenset({"lang", "dir"})
ATTRIBUTES = {
    "a": {"href", "hreflang", "title"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "dfn": {"title"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
"""Attributes that editors may write, by element."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
VOID = frozenset(
    {
        *("area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link"),
        *("meta", "param", "source", "track", "wbr"),
    }
)
"""Elements without an end."""

FILMS = frozenset({"applet", "audio", "embed", "frame", "iframe", "object", "video"})
"""What shows something that lies elsewhere."""

_BECOMES = {
    "acronym": "abbr",
    "dir": "ul",
    "h1": "h2",
    "listing": "pre",
    "menu": "ul",
    "strike": "s",
    "tt": "code",
    "xmp": "pre",
    **dict.fromkeys(
        (
            *("address", "article", "aside", "center", "dialog", "fieldset", "footer", "form"),
            *("header", "hgroup", "legend", "main", "nav", "optgroup", "option", "search"),
            *("section",),
        ),
        "div",
    ),
}
_UNSEEN = frozenset(
    {
        *("base", "basefont", "big", "blink", "body", "font", "frameset", "head", "html", "label"),
        *("link", "map", "marquee", "meta", "nobr", "noscript", "param", "picture"),
        *("slot", "source", "title", "track"),
    }
)
"""Elements whose loss no reader notices: what they hold stays."""

_UNSEEN_ATTRIBUTES = frozenset(
    {
        *(
            "about",
            "align",
            "allow",
            "allowfullscreen",
            "alt",
            "autocomplete",
            "axis",
            "background",
        ),
        *("bgcolor", "border", "bordercolor", "cellpadding", "cellspacing", "char", "charoff"),
        *("charset", "class", "clear", "color", "compact", "content", "contenteditable", "coords"),
        *("crossorigin", "datatype", "decoding", "draggable", "face", "fetchpriority", "frame"),
        *("frameborder", "height", "hreflang", "hspace", "itemid", "itemprop", "itemref"),
        *("itemscope", "itemtype", "language", "loading", "longdesc", "marginheight"),
        *("marginwidth", "name", "noshade", "nowrap", "prefix", "property", "referrerpolicy"),
        *("rel", "resource", "rev", "role", "rules", "shape", "size", "sizes", "spellcheck"),
        *("src", "srcset", "style", "summary", "tabindex", "target", "title", "translate"),
        *("type", "typeof", "usemap", "valign", "value", "vocab", "vspace", "width", "id"),
        *("xml:lang", "xmlns"),
    }
)
_UNSEEN_PREFIXES = ("aria-", "data-", "xmlns:")
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_:][\w:.-]*", re.ASCII)

_WHOLE = "write a whole address: https://…"
TRUST = 'only `policy.html = "trust"` in content/site.toml lets it pass'

_LONGEST_ID = 200
_RESERVED = re.compile(r"page_|(?:fn|fnref|box)_.*-[0-9]")
"""How ids begin that the page makes for itself, and those of footnotes and boxes."""

Fault = tuple[str, str]
"""A message and a hint. Nothing of this is worse than a warning."""

Kind = Literal["element", "heading", "link", "picture", "film", "nothing"]


class Admitted(NamedTuple):
    """What may stay of a tag.

    `name` and `html` are the element that it becomes and its attributes, but for the id; `anchor`
    is the name by which links find it. `shown` is text that stands in for an element that is not.
    """

    kind: Kind
    name: str = ""
    html: str = ""
    anchor: str = ""
    faults: tuple[Fault, ...] = ()
    shown: str = ""


def admit(tag: Tag) -> Admitted:
    """Return what may stay of a tag."""
    name = _BECOMES.get(tag.name, tag.name)
    if tag.name not in KNOWN and tag.name[1:2] != ":":
        return _unknown(tag)
    if tag.name in _UNSEEN or tag.name not in KNOWN:
        return Admitted("nothing")
    if tag.ends:
        return Admitted(*_end(tag.name, name))
    if tag.name in FILMS or tag.name == "img":
        return Admitted("film" if tag.name in FILMS else "picture", tag.name)
    if name not in ALLOWED:
        return _refused(tag)
    faults: list[Fault] = []
    html, anchor = _attributes(tag, name, faults)
    if tag.name == "form":
        faults.append(("`<form>` was removed", TRUST))
    return Admitted(_kind(name), name, html, anchor, tuple(faults))


def _kind(name: str) -> Kind:
    if name in HEADINGS:
        return "heading"
    return "link" if name == "a" else "element"


def _end(written: str, name: str) -> tuple[Kind, str]:
    if written == "br":
        return "element", "br"
    if name in ALLOWED and name not in VOID:
        return _kind(name), name
    return "nothing", ""


def _unknown(tag: Tag) -> Admitted:
    if tag.ends:
        return Admitted("nothing")
    if "-" in tag.name:  # an element of somebody's own: what it holds is read
        return Admitted("nothing", faults=((f"`<{tag.name}>` was removed", TRUST),))
    words = tag.written
    hint = f"if it is text, write `&lt;{words[1:-1]}&gt;` or put it between backticks"
    return Admitted("nothing", faults=((f"`{words}` is no HTML and was removed", hint),))


def _refused(tag: Tag) -> Admitted:
    message, hint, shown = f"`<{tag.name}>` was removed", TRUST, ""
    if tag.name == "svg":
        hint = "save the drawing as a file beside the article: ![what it shows](drawing.svg)"
    elif tag.name == "math":
        message = "`<math>` was removed: of the formula its letters are left"
        shown = tag.attributes.get("alttext", "") or re.sub(r"<[^>]*>", " ", tag.inside)
        hint = "write the formula in words, or as a picture"
    return Admitted("nothing", faults=((message, hint),), shown=escape(shown))


def _attributes(tag: Tag, name: str, faults: list[Fault]) -> tuple[str, str]:
    """Return the attributes that may stay, as HTML, and the anchor."""
    kept = []
    for key, value in tag.attributes.items():
        if key in EVERYWHERE or key in ATTRIBUTES.get(name, ()):
            if key == "cite" and not _is_web(value):
                faults.append((f"the address `{value}` was removed from `<{tag.name}>`", _WHOLE))
            elif name != "a" or key in EVERYWHERE:  # a link's own are kept where it is written
                kept.append(f' {key}="{escape(value)}"')
        elif fault := _fault(tag, key, value):
            faults.append(fault)
    anchor = tag.attributes.get("id", "")
    if name == "a":
        anchor = anchor or tag.attributes.get("name", "")
    anchor = anchor_name(anchor)
    if anchor and (fault := _wrong_anchor(anchor)):
        faults.append(fault)
        anchor = ""
    return "".join(kept), anchor


def _fault(tag: Tag, key: str, value: str) -> Fault | None:
    if key == "style" and _HIDES.search(value):
        message = f"what this `<{tag.name}>` hid is shown: styles are not kept"
        return message, "delete what readers must not see"
    if key in _UNSEEN_ATTRIBUTES or key.startswith(_UNSEEN_PREFIXES):
        return None
    if not _NAME.fullmatch(key):
        return f"`{key[:40]}` in `<{tag.name}>` is no attribute", "delete it"
    return f"`{key}` was removed from `<{tag.name}>`", TRUST


def _is_web(address: str) -> bool:
    scheme = address.strip().partition(":")[0].lower()
    return scheme in WEB and isinstance(link_target(address.strip()), Web)


def _wrong_anchor(anchor: str) -> Fault | None:
    if len(anchor) > _LONGEST_ID:
        return f"`{anchor[:40]}…` is too long for an anchor", "write something shorter"
    if _RESERVED.match(anchor):
        return f"`{anchor[:40]}` is an id that pages make for themselves", "rename it"
    return None
