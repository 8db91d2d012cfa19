"""reStructuredText as HTML, in which Pelican and Nikola write: the home of docutils.

Docutils is needed for such texts alone, and is asked for by the extra `rst`. What it does not know,
as directives of plugins, it would drop: what is meant by those that are widespread is known, and
all else stays in the text as it is written, and is counted.
"""

import re
from collections import Counter
from collections.abc import Mapping
from textwrap import dedent
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree
from docutils.writers.html5_polyglot import Writer
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from sitegen.importing.folders.meanings import PAGES, Tag, figure_of, page_of
from sitegen.importing.mapping import Fate
from sitegen.importing.wordpress.shortcodes import embed

DEEPEST = 5

_DIRECTIVE = re.compile(
    r"\.\.[ \t]+(?P<name>[\w:+-]+)::[ \t]*(?P<told>[^\n]*)\n?"
    r"(?P<options>(?:[ \t]+:[\w-]+:[^\n]*\n?)*)(?P<inside>.*)",
    re.DOTALL,
)
_OPTION = re.compile(r"[ \t]+:([\w-]+):[ \t]*([^\n]*)")
_ROLE = re.compile(r":(?P<name>[\w:+.-]+):`(?P<words>[^`<]*?)\s*(?:<(?P<target>[^<>`]*)>)?`")
_ENDS = re.compile(r"^\.\.[ \t]+TEASER_END.*$", re.MULTILINE)
_OPTIONS: dict[str, Any] = {
    "_disable_config": True,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "report_level": 3,
    "warning_stream": False,
    "initial_header_level": 2,
    "syntax_highlight": "none",
    "math_output": "LaTeX",
}
"""No other file is read, and what is wrong in a text does not end the reading of it."""


class Restructured(Struct, frozen=True):
    """A text as HTML, and its notes by the names that it has for them (`data-fn`)."""

    html: str
    notes: dict[str, str]


def read_restructured(
    text: str, fates: Mapping[str, Fate], unknown: Counter[str], depth: int = 0
) -> Restructured:
    """Return a text as HTML; directives that nobody knows are counted.

    `fates` says what becomes of these, by name. Links by name lead to `link://slug/…`.
    """
    tree = publish_doctree(_ENDS.sub("", text), settings_overrides=_OPTIONS)
    _mend(tree, fates, unknown, depth)
    page = publish_from_doctree(tree, writer=Writer(), settings_overrides=_OPTIONS)
    body = LexborHTMLParser(page.decode() if isinstance(page, bytes) else page).css_first("main")
    return _noted(body.inner_html or "") if body is not None else Restructured("", {})


def _mend(
    tree: nodes.document, fates: Mapping[str, Fate], unknown: Counter[str], depth: int
) -> None:
    """Put into a tree what is meant by what docutils does not know; contents are made anew."""
    for topic in list(tree.findall(nodes.topic)):
        if "contents" in topic["classes"]:
            topic.parent.remove(topic)
    for title in tree.findall(nodes.title):
        title.attributes.pop("refid", None)
    for problem in list(tree.findall(nodes.problematic)):
        problem.parent.replace(problem, _role(problem.astext()))
    for message in list(tree.findall(nodes.system_message)):
        written = next(iter(message.findall(nodes.literal_block)), None)
        told = _DIRECTIVE.match(written.astext()) if written is not None else None
        if written is None or told is None:
            message.parent.remove(message)
        elif (html := _meant(told, fates, unknown, depth)) is None:
            message.parent.replace(message, written)
        else:
            message.parent.replace(message, nodes.raw("", html, format="html"))


def _role(written: str) -> nodes.Node:
    """Return what is meant by a role that docutils does not know: a link, or its words."""
    found = _ROLE.fullmatch(written)
    if not found:
        return nodes.Text(written)
    words, target = found["words"].strip(), (found["target"] or "").strip()
    if found["name"] == "doc":
        name = target or words
        return nodes.reference("", words or name, refuri=f"link://slug/{name.strip('/')}")
    return nodes.Text(words or target)


def _meant(
    told: re.Match[str], fates: Mapping[str, Fate], unknown: Counter[str], depth: int
) -> str | None:
    """Return the HTML that a directive stands for; None if it stays as it is written."""
    name = told["name"].lower()
    values = {key.lower(): value.strip() for key, value in _OPTION.findall(told["options"])}
    plain = tuple(told["told"].split())
    inside = dedent(told["inside"]).strip()
    tag = Tag(name, {**values, "caption": inside} if inside else values, plain)
    fate = fates.get(name)
    html = None
    if fate == "nothing" or name == "post-list":
        html = ""
    elif fate == "inside":
        deeper = depth < DEEPEST
        html = read_restructured(inside, fates, unknown, depth + 1).html if deeper else inside
    elif (name == "media" or fate == "embed") and plain and "://" in plain[0]:
        html = embed(plain[0])
    elif name in PAGES:
        html = page_of(name, tag) or None
    elif name == "thumbnail":
        html = figure_of(tag)
    if html is None:
        unknown[name] += 1
    return html


def _noted(html: str) -> Restructured:
    """Return HTML whose footnotes are apart from it."""
    tree = LexborHTMLParser(html)
    notes: dict[str, str] = {}
    for it in tree.css("aside.footnote, aside.citation"):
        if (label := it.css_first("span.label")) is not None:
            label.decompose()
        if it.id:
            notes[it.id] = it.inner_html or ""
    for it in tree.css("a[role=doc-noteref]"):
        named = (it.attributes.get("href") or "").removeprefix("#")
        if named in notes:
            mark = LexborHTMLParser(f'<sup data-fn="{named}">*</sup>').css_first("sup")
            assert mark is not None  # noqa: S101 - for the type checker
            it.replace_with(mark)
    for it in tree.css("aside.footnote-list, aside.citation-list, aside.footnote"):
        it.decompose()
    return Restructured(tree.body.inner_html or "" if tree.body is not None else "", notes)
