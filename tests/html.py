"""What a built page asks for and offers, as a browser reads it."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import html5lib
from lxml import html

from sitegen.pages.hyphens import SOFT
from tests.newsroom import Newsroom

ADDRESSES = ("href", "src", "poster", "action", "data")


def parsed(page: bytes) -> ET.Element:
    """Return the page's tree; tags have no namespace."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert isinstance(tree, ET.Element)
    return tree


def texts_of(tree: Any, path: str) -> list[str]:
    """Return the texts of the elements that an XPath finds, wherever their words may be parted."""
    return [" ".join(it.text_content().replace(SOFT, "").split()) for it in tree.xpath(path)]


def texts(site: Newsroom, page: str, path: str) -> list[str]:
    """Return the texts of the elements of a page that an XPath finds."""
    parser = html.HTMLParser(encoding="utf-8")
    return texts_of(html.fromstring(site.read(page).encode(), parser=parser), path)


def addresses(tree: ET.Element) -> Iterator[str]:
    """Yield every address that the page names."""
    for element in tree.iter():
        yield from (element.attrib[key] for key in ADDRESSES if key in element.attrib)
        for candidate in element.get("srcset", "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
        if element.get("http-equiv") == "refresh":
            yield element.attrib["content"].partition("url=")[2]


def dead_links(tree: Mapping[str, bytes], base_url: str) -> list[str]:
    """Return "page: address" for each internal address that leads to no file, or to no anchor.

    `tree` holds an output by path; `base_url` is where it will lie.
    """
    pages = {path: parsed(data) for path, data in tree.items() if path.endswith(".html")}
    anchors = {path: {it.get("id") for it in page.iter()} for path, page in pages.items()}
    base = urlsplit(base_url)
    dead = []
    for path, page in pages.items():
        for address in addresses(page):
            parts = urlsplit(address)
            if parts.scheme not in {"", "http", "https"} or parts.netloc not in {"", base.netloc}:
                continue
            target = path
            if parts.path:
                inside = unquote(parts.path).startswith(base.path)
                target = unquote(parts.path)[len(base.path) :] if inside else "outside"
                target = (
                    posixpath.join(target, "index.html") if target[-1:] in {"", "/"} else target
                )
            anchor = unquote(parts.fragment)
            if target not in tree or (anchor and anchor not in anchors.get(target, ())):
                dead.append(f"{path}: {address}")
    return dead
