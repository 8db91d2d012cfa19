"""Tags of HTML as browsers read them: text in, tags with their attributes out.

Elements that HTML knows are read by its own rules (WHATWG HTML, "Tokenization"), which take every
attribute whatever it is made of. Names that it does not know are tags only where CommonMark says
so, since prose is full of `<name>` and `a <b`.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

KNOWN = frozenset(
    {
        *("a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b"),
        *("base", "basefont", "bdi", "bdo", "big", "blink", "blockquote", "body", "br", "button"),
        *("canvas", "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist"),
        *("dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed"),
        *("fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe"),
        *("img", "input", "ins", "kbd", "label", "legend", "li", "link", "listing", "main", "map"),
        *("mark", "marquee", "math", "menu", "meta", "meter", "nav", "nobr", "noembed"),
        *("noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param"),
        *("picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "search"),
        *("section", "select", "slot", "small", "source", "span", "strike", "strong", "style"),
        *("sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea"),
        *("tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var"),
        *("video", "wbr", "xmp"),
    }
)
WHOLE = frozenset(
    {
        *("applet", "audio", "canvas", "datalist", "iframe", "math", "noembed", "noframes"),
        *("object", "script", "select", "style", "svg", "template", "textarea", "title"),
        *("video",),
    }
)
"""Elements whose contents are no text of an article: they are read to their ends in one go."""

_ENDS = {name: re.compile(rf"</{name}(?:[\t\n\f\r /][^>]*)?>", re.IGNORECASE) for name in WHOLE}
_RUNS_ON = frozenset({"script", "style"})
"""Without an end, these reach to that of the text."""

_NAME = re.compile(r"<(/?)((?:[ovwx]:)?[a-z][a-z0-9-]*)(?=[\t\n\f\r />])", re.IGNORECASE | re.ASCII)
_STRICT = re.compile(
    r"""(?:\s+[a-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*+\s*/?>""",
    re.IGNORECASE | re.ASCII,
)
_BETWEEN = re.compile(r"[\t\n\f\r /]*")
_ATTRIBUTE = re.compile(
    r"""([^\t\n\f\r />][^\t\n\f\r />=]*)"""
    r"""([\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^"'\t\n\f\r >][^\t\n\f\r >]*)|(?=>)))?"""
)
_VALUE_BEGINS = re.compile(r"[\t\n\f\r ]*=")
_MARKUP = re.compile(r"[A-Za-z/!?]")
_SILENT = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
"""Comments and their like, which are dropped without a word."""


class Tag(NamedTuple):
    """A tag. Names are in lower case, values decoded; of two attributes of one name the first.

    `inside` is what stands between it and its end, if that is no text of an article.
    """

    name: str
    ends: bool
    attributes: dict[str, str]
    source: str
    inside: str = ""

    @property
    def written(self) -> str:
        """Return the first line of its source: enough to find it by, and to show it."""
        return self.source.partition("\n")[0][:80]


class Broken(NamedTuple):
    """The beginning of something that looks like a tag and is none; it stays as text."""

    written: str


class TagReader:
    """Reads the tags of one text, and remembers what it has looked for in vain.

    So the time for a text grows with its length, whatever it is made of.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._last = text.rfind(">")
        self._dead: set[int] = set()
        self._endless: set[str] = set()

    def tag(self, start: int) -> tuple[Tag, int] | None:
        """Return the tag that begins at `start`, and where what follows it begins."""
        if start >= self._last or not (named := _NAME.match(self.text, start)):
            return None
        if self.text[max(0, start - 2) : start] == "{{":
            return None  # a shortcode of Hugo's, `{{<name>}}`
        name, ends = named[2].lower(), bool(named[1])
        attributes: dict[str, str] = {}
        end = 0
        if name in KNOWN or ":" in name:
            end = self._attributes(named.end(), attributes)
            if "=" not in self.text[start:end] and _speaks(attributes):
                end = 0  # prose, unless CommonMark takes it for a tag
        if not end:
            strict = _STRICT.match(self.text, named.end())
            if not strict:
                return None
            end = strict.end()
        source = self.text[start:end]
        if not ends and name in WHOLE and (contents := self._contents(name, end)):
            inside, behind = contents
            return Tag(name, ends, attributes, source, self.text[end:inside]), behind
        return Tag(name, ends, attributes, source), end

    def silent(self, start: int) -> int:
        """Return where a comment that begins at `start` ends; 0 if there is none or no end."""
        for opening, closing in _SILENT:
            if self.text.startswith(opening, start):
                end = -1 if closing in self._endless else self.text.find(closing, start + 2)
                if end < 0:
                    self._endless.add(closing)
                return end + len(closing) if end >= 0 else 0
        return 0

    def _attributes(self, at: int, found: dict[str, str]) -> int:
        """Read attributes up to the end of their tag, and return where that is; 0 if nowhere."""
        text, seen = self.text, []
        while True:
            at = _matched(_BETWEEN, text, at)
            if text.startswith(">", at):
                return at + 1
            attribute = None if at in self._dead else _ATTRIBUTE.match(text, at)
            if attribute is None:
                break
            seen.append(at)
            at = attribute.end()
            if attribute[2] is None and _VALUE_BEGINS.match(text, at):
                break  # a quotation mark that is never closed
            value = attribute[3] or attribute[4] or attribute[5] or ""
            found.setdefault(attribute[1].lower(), unescape(value))
        self._dead.update(seen)
        return 0

    def _contents(self, name: str, at: int) -> tuple[int, int] | None:
        if name in self._endless:
            return None
        found = _ENDS[name].search(self.text, at)
        if found is None:
            self._endless.add(name)
            return None
        return found.span()


def _speaks(attributes: dict[str, str]) -> bool:
    """Say whether what stands in a tag may be prose: `a <b and c, d> e`."""
    return any(char.isalnum() for key in attributes for char in key)


def _matched(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def read_html(html: str) -> Iterator[str | Tag | Broken]:
    """Yield the text and the tags of a piece of HTML. Comments go without a word."""
    reader = TagReader(html)
    at = said = 0
    while (start := html.find("<", at)) >= 0:
        read = reader.tag(start)
        if read or (behind := reader.silent(start)):
            if said < start:
                yield html[said:start]
            if read:
                tag, behind = read
                yield tag
                if tag.name in _RUNS_ON and not tag.ends and behind == start + len(tag.source):
                    return
            at = said = behind
        else:
            at = start + 1
            if _MARKUP.match(html, at):
                if said < start:
                    yield html[said:start]
                yield Broken(html[start : start + 20].partition("\n")[0])
                said = at
    if said < len(html):
        yield html[said:]
