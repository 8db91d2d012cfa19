"""Cards of Ghost's editors as HTML: the same in Lexical and in Mobiledoc but for some names."""

from collections.abc import Callable, Mapping
from html import escape

from sitegen.content.markdown.elsewhere import read_elsewhere

Payload = Mapping[str, object]

DROPPED = frozenset({"email", "email-cta", "paywall", "signup", "cta", "call-to-action"})
"""Cards that are no part of the story: for e-mail alone, and for becoming a member."""


def card_html(name: str, payload: Payload) -> str | None:
    """Return a card as HTML; None if it is of a kind that nobody knows."""
    name = name.removeprefix("card-").lower()
    if name in DROPPED:
        return ""
    card = _CARDS.get(name)
    return card(payload) if card else None


def said(payload: Payload, *keys: str) -> str:
    """Return the first text that is there under some keys."""
    for it in keys:
        value = payload.get(it)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def figure(inside: str, payload: Payload) -> str:
    """Return something shown with the caption of its card."""
    caption = said(payload, "caption")
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{inside}{below}</figure>\n"


def picture(payload: Payload) -> str:
    """Return the picture of a card, in a link if it leads somewhere."""
    src = said(payload, "src", "fileName")
    image = f'<img src="{escape(src)}" alt="{escape(said(payload, "alt"))}">' if src else ""
    href = said(payload, "href")
    return f'<a href="{escape(href)}">{image}</a>' if href and image else image


def markdown_html(text: str) -> str:
    """Return Markdown as HTML."""
    foreign = read_elsewhere(text)
    return "".join(it.html for it in foreign.pieces)


def _gallery(payload: Payload) -> str:
    images = payload.get("images")
    shown = (
        [picture(it) for it in images if isinstance(it, dict)] if isinstance(images, list) else []
    )
    return figure("".join(f"<figure>{it}</figure>" for it in shown), payload)


def _embed(payload: Payload) -> str:
    url, html = said(payload, "url"), said(payload, "html")
    if "<iframe" in html or not url:
        return figure(html, payload)
    return figure(f'<x-embed url="{escape(url)}"></x-embed>', payload)


def _bookmark(payload: Payload) -> str:
    told = payload.get("metadata")
    told = told if isinstance(told, dict) else payload
    url = said(payload, "url") or said(told, "url")
    title = said(told, "title") or url
    description = said(told, "description")
    below = f"<p>{escape(description)}</p>" if description else ""
    caption = said(payload, "caption")
    below += f"<p><em>{caption}</em></p>" if caption else ""
    return f'<p><a href="{escape(url)}">{escape(title)}</a></p>{below}\n'


def _code(payload: Payload) -> str:
    language = said(payload, "language")
    told = f' class="language-{escape(language)}"' if language else ""
    code = f"<pre><code{told}>{escape(said(payload, 'code'))}</code></pre>"
    caption = said(payload, "caption")
    return code + (f"<p><em>{caption}</em></p>" if caption else "") + "\n"


def _callout(payload: Payload) -> str:
    emoji = said(payload, "calloutEmoji")
    text = said(payload, "calloutText")
    return f"<blockquote><p>{escape(emoji)} {text}</p></blockquote>\n"


def _toggle(payload: Payload) -> str:
    heading, content = said(payload, "heading"), said(payload, "content")
    return f"<details><summary>{heading}</summary><div>{content}</div></details>\n"


def _button(payload: Payload) -> str:
    url, text = said(payload, "buttonUrl"), said(payload, "buttonText")
    return f'<p><a href="{escape(url)}">{escape(text)}</a></p>\n' if url else ""


def _player(payload: Payload) -> str:
    src = said(payload, "src")
    title = said(payload, "title")
    return figure(f'<x-embed url="{escape(src)}" title="{escape(title)}"></x-embed>', payload)


def _file(payload: Payload) -> str:
    title = said(payload, "fileTitle", "title") or said(payload, "fileName")
    caption = said(payload, "fileCaption")
    below = f"<p>{escape(caption)}</p>" if caption else ""
    return f'<p><a href="{escape(said(payload, "src"))}">{escape(title)}</a></p>{below}\n'


def _header(payload: Payload) -> str:
    below = said(payload, "subheader")
    return f"<h2>{said(payload, 'header')}</h2>" + (f"<p>{below}</p>" if below else "")


def _product(payload: Payload) -> str:
    src = said(payload, "productImageSrc")
    image = f'<figure><img src="{escape(src)}" alt=""></figure>' if src else ""
    title = f"<h4>{said(payload, 'productTitle')}</h4>"
    return (
        f"{image}{title}<div>{said(payload, 'productDescription')}</div>{_button(_bought(payload))}"
    )


def _bought(payload: Payload) -> Payload:
    return {
        "buttonUrl": said(payload, "productUrl"),
        "buttonText": said(payload, "productButton"),
    }


_CARDS: Mapping[str, Callable[[Payload], str]] = {
    "image": lambda it: figure(picture(it), it),
    "gallery": _gallery,
    "embed": _embed,
    "bookmark": _bookmark,
    "code": _code,
    "codeblock": _code,
    "html": lambda it: f"{said(it, 'html')}\n",
    "markdown": lambda it: markdown_html(said(it, "markdown")),
    "hr": lambda _: "<hr>\n",
    "horizontalrule": lambda _: "<hr>\n",
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "video": _player,
    "audio": _player,
    "file": _file,
    "header": _header,
    "product": _product,
}
