"""The parser's rule for HTML within text, with tags as browsers read them."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.html_inline import html_inline

from sitegen.content.markdown.html.tags import TagReader


def inline_html_plugin(parser: MarkdownIt) -> None:
    """Teach the parser HTML's tags; comments and their like it knows."""
    parser.inline.ruler.at("html_inline", _inline_html)


def _inline_html(state: StateInline, silent: bool) -> bool:
    source, at = state.src, state.pos
    if source[at] != "<":
        return False
    behind = source[at + 1 : at + 2]
    if not (behind == "/" or behind.isalpha()):
        return html_inline(state, silent)
    readers: dict[str, TagReader] = state.env.setdefault("tags", {})
    if source not in readers:
        readers[source] = TagReader(source)
    read = readers[source].tag(at)
    if read is None or read[1] > state.posMax:
        return False
    tag, state.pos = read
    if not silent:
        state.push("html_inline", "", 0).content = source[at : state.pos]
        if tag.name == "a":
            state.linkLevel += -1 if tag.ends else 1
    return True
