"""Where an element of an XML file begins: trees do not tell, so it is read once more."""

from contextlib import suppress
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import Locator

from defusedxml.sax import parseString


def line_of(data: bytes, number: int) -> int:
    """Return the line, from 1 on, on which the tag of an element begins.

    `number` counts from 0 in the order of the file. Raises what SAX raises for a file that is
    not well-formed.
    """
    counter = _Counter(number)
    with suppress(_Reached):
        parseString(data, counter)
    return counter.line


class _Reached(Exception):
    """The element that was looked for has begun."""


class _Counter(ContentHandler):
    """Counts elements up to one of them."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.line = 0
        self._left = number
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - SAX calls it so
        self._locator = locator

    def startElement(self, *_: object) -> None:  # noqa: N802 - SAX calls it so
        if not self._left and self._locator:
            self.line = self._locator.getLineNumber() or 0
            raise _Reached
        self._left -= 1
