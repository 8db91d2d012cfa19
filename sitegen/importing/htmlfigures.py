"""Figures of HTML: what is shown, and its caption; players and frames."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from sitegen.content.markdown.html.films import film
from sitegen.content.markdown.html.tags import Tag
from sitegen.importing import tree
from sitegen.importing.htmllines import classes
from sitegen.importing.lines import Wrap, tidied

Flow = Callable[[LexborNode, Sequence[Wrap]], list[tree.Block]]


def is_figure(node: LexborNode) -> bool:
    """Say whether an element is a figure, of HTML or of classic WordPress."""
    return node.tag == "figure" or "wp-caption" in classes(node).split()


def figure(node: LexborNode, flow: Flow, wraps: Sequence[Wrap]) -> list[tree.Block]:
    """Return what a figure shows, with its caption."""
    captions = [it for it in node.css("figcaption, .wp-caption-text") if _nearest_figure(it, node)]
    caption: tuple[tree.Inline, ...] = ()
    for it in captions:
        blocks = flow(it, ())
        words = [
            x for b in blocks if isinstance(b, tree.Paragraph) for x in (tree.Break(), *b.inside)
        ]
        caption = tidied([*caption, *words])
        it.decompose()
    shown = _shown_in(node) or flow(node, wraps)
    if "pullquote" in classes(node):
        return [_pulled(shown)]
    if caption and len(shown) == 1 and not isinstance(shown[0], tree.Paragraph | tree.List):
        return [_captioned(shown[0], caption)]
    return [*shown, *_below(caption)]


def _shown_in(node: LexborNode) -> list[tree.Block]:
    """Return what plays in a figure whose only words are its address."""
    if "embed" not in classes(node):
        return []
    address = " ".join((node.text() or "").split())
    if address.startswith(("http://", "https://")) and " " not in address:
        return [tree.Embed(address)]
    return []


def film_of(node: LexborNode) -> list[tree.Block]:
    told = {key: value or "" for key, value in node.attributes.items()}
    found = film(Tag(node.tag or "", False, told, "", node.inner_html or ""))
    if not found.address:
        return []
    named = told.get("title") or told.get("aria-label") or ""
    return [tree.Embed(found.address, " ".join(named.split()))]


def _nearest_figure(node: LexborNode, figure: LexborNode) -> bool:
    """Say whether a caption is that of this figure, and of none within."""
    parent = node.parent
    while parent is not None and parent.mem_id != figure.mem_id:
        if is_figure(parent):
            return False
        parent = parent.parent
    return True


def _captioned(block: tree.Block, caption: tuple[tree.Inline, ...]) -> tree.Block:
    if isinstance(block, tree.Embed):
        return replace(block, title=tree.words_of(caption))
    if isinstance(block, tree.Picture | tree.Table):
        return replace(block, caption=caption)
    return tree.Element("div", (block, *_below(caption)))


def _below(caption: tuple[tree.Inline, ...]) -> list[tree.Block]:
    return [tree.Paragraph((tree.Span("em", caption),))] if caption else []


def _pulled(blocks: Sequence[tree.Block]) -> tree.Block:
    """Return a pull quote: a citation at its end says who speaks."""
    inner = (
        blocks[0].blocks
        if len(blocks) == 1 and isinstance(blocks[0], tree.Quote)
        else tuple(blocks)
    )
    last = inner[-1] if inner else None
    if isinstance(last, tree.Paragraph) and len(inner) > 1 and len(last.inside) == 1:
        cited = last.inside[0]
        if isinstance(cited, tree.Span) and cited.name == "cite":
            return tree.PullQuote(inner[:-1], tree.words_of(cited.inside))
    return tree.PullQuote(inner)
