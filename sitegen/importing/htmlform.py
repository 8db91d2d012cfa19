"""Our own tree as HTML, for what Markdown has no form for. No line of it is empty: one ends it."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from sitegen.importing import tree


def html_of(block: tree.Block) -> str:
    """Return a block as HTML."""
    return _BLOCKS[type(block)](block)


def all_of(blocks: Sequence[tree.Block]) -> str:
    """Return blocks as HTML."""
    return "\n".join(map(html_of, blocks))


def _inner(blocks: Sequence[tree.Block]) -> str:
    """Return blocks as HTML; a paragraph that is alone needs no element of its own."""
    if len(blocks) == 1 and isinstance(it := blocks[0], tree.Paragraph):
        return in_html(it.inside)
    return all_of(blocks)


def _figure(it: tree.Picture) -> str:
    picture = f'<img src="{escape(it.src)}" alt="{escape(it.alt)}">'
    if it.href:
        picture = f'<a href="{escape(it.href)}">{picture}</a>'
    below = in_html(it.caption)
    if it.credit:
        below = f"{below} {escape(it.credit, quote=False)}".strip()
    told = f"<figcaption>{below}</figcaption>" if below else ""
    return f"<figure>{picture}{told}</figure>"


def _list(it: tree.List) -> str:
    name = "ol" if it.ordered else "ul"
    start = f' start="{it.start}"' if it.ordered and it.start != 1 else ""
    items = "\n".join(f"<li>{_inner(item.blocks)}</li>" for item in it.items)
    return f"<{name}{start}>\n{items}\n</{name}>"


def _table(it: tree.Table) -> str:
    rows = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in it.rows]
    caption = [f"<caption>{in_html(it.caption)}</caption>"] if it.caption else []
    head = ["<thead>", *rows[: it.heads], "</thead>"] if it.heads else []
    body = ["<tbody>", *rows[it.heads :], "</tbody>"] if rows[it.heads :] else []
    return "\n".join(["<table>", *caption, *head, *body, "</table>"])


def _cell(it: tree.Cell) -> str:
    name = "th" if it.heads else "td"
    told = "".join(
        f' {key}="{number}"'
        for key, number in zip(("colspan", "rowspan"), it.spans, strict=True)
        if number > 1
    )
    return f"<{name}{told}>{_inner(it.blocks)}</{name}>"


def in_html(inside: Sequence[tree.Inline]) -> str:
    """Return a line as HTML."""
    return "".join(map(_in_html, inside))


def _in_html(it: tree.Inline) -> str:
    return _INLINES[type(it)](it)


def _heading(it: tree.Heading) -> str:
    told = f' id="{escape(it.id)}"' if it.id else ""
    return f"<h{it.level}{told}>{in_html(it.inside)}</h{it.level}>"


def _pulled(it: tree.PullQuote) -> str:
    cited = f"<p><cite>{escape(it.speaker)}</cite></p>" if it.speaker else ""
    return f"<blockquote>{all_of(it.blocks)}{cited}</blockquote>"


def _code(it: tree.Code) -> str:
    text = escape(it.text, quote=False).replace("\n", "&#10;")
    return f"<pre><code>{text}</code></pre>"


def _element(it: tree.Element) -> str:
    return f"{opening(it)}{_inner(it.blocks)}</{it.name}>"


def _link(it: tree.Link) -> str:
    title = f' title="{escape(it.title)}"' if it.title else ""
    return f'<a href="{escape(it.href)}"{title}>{in_html(it.inside)}</a>'


def _note(it: tree.Note) -> str:
    """Return the words of a footnote in brackets: HTML has none."""
    said = " ".join(tree.words_of(x.inside) for x in it.blocks if isinstance(x, tree.Paragraph))
    return f" [{escape(said, quote=False)}]"


def opening(it: tree.Element | tree.Span) -> str:
    """Return the start tag of an element."""
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in it.attributes)
    return f"<{it.name}{attributes}>"


_BLOCKS: Mapping[type[Any], Callable[[Any], str]] = {
    tree.Paragraph: lambda it: f"<p>{in_html(it.inside)}</p>",
    tree.Heading: _heading,
    tree.Picture: _figure,
    tree.Embed: lambda it: f'<p><a href="{escape(it.url)}">{escape(it.title or it.url)}</a></p>',
    tree.Quote: lambda it: f"<blockquote>{all_of(it.blocks)}</blockquote>",
    tree.PullQuote: _pulled,
    tree.List: _list,
    tree.Code: _code,
    tree.Rule: lambda _: "<hr>",
    tree.Table: _table,
    tree.Element: _element,
}
_INLINES: Mapping[type[Any], Callable[[Any], str]] = {
    tree.Words: lambda it: escape(it.text, quote=False),
    tree.CodeSpan: lambda it: f"<code>{escape(it.text, quote=False)}</code>",
    tree.Break: lambda _: "<br>",
    tree.Anchor: lambda it: f'<span id="{escape(it.id)}"></span>',
    tree.Link: _link,
    tree.Span: lambda it: f"{opening(it)}{in_html(it.inside)}</{it.name}>",
    tree.Note: _note,
    tree.Picture: _figure,
}
