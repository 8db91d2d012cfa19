"""What a browser shows of a feed that somebody opens, where it would show bare XML.

Feeds name a stylesheet by a processing instruction (W3C, "Associating Style Sheets with XML
documents"), which feed readers pass over. It is CSS, since browsers do away with XSLT; and it lies
at an address that stays, so that another look changes no feed.
"""

import re
from collections.abc import Iterator

from sitegen.pages.outputs import Output
from sitegen.pages.present import Presenter
from sitegen.syndication.recipes import PlainText
from sitegen.urls import output_path

NAME = "feed.css"

_ENDS_A_STRING = re.compile(r'["\\\n\r\f]')


def address_of_look(presenter: Presenter) -> str:
    """Return the address of what feeds look like; empty if the theme has nothing for them."""
    return presenter.locale.at(f"/{NAME}") if presenter.feeds.sheet else ""


def feed_look(presenter: Presenter) -> Iterator[Output]:
    """Yield the stylesheet of an edition's feeds: that of the theme, and what a feed is."""
    address = address_of_look(presenter)
    if address and {"rss", "atom"} & {*presenter.config.feeds.formats}:
        way = presenter.site.direction
        sheet, told = presenter.feeds.sheet, presenter.words["feed_why"]
        lines = (
            f"@import {_string(sheet)};",
            f":root {{ direction: {way}; text-align: {'right' if way == 'rtl' else 'left'} }}",
            f":root::before {{ content: {_string(told)} }}",
        )
        yield Output(output_path(address), "asset", PlainText.of(lines))


def _string(text: str) -> str:
    """Return a text as a string of CSS."""
    inside = _ENDS_A_STRING.sub(lambda it: rf"\{ord(it[0]):x} ", text)
    return f'"{inside}"'
