"""The kinds of mistakes that `--fix` mends: how each is found, and what its cure must spare.

A remedy proposes; `mending.py` reads the file with what it proposes, and asks it whether the two
versions differ in anything but what the remedy is for. A new kind is one more function here.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cache, partial
from typing import NamedTuple
from unicodedata import bidirectional

from sitegen.checking.document import Rules, findings
from sitegen.checking.entities import characters, says_the_same
from sitegen.checking.letters import letters
from sitegen.content.frontmatter_scalars import body_of, written
from sitegen.content.markdown.places import Places
from sitegen.content.parse import Understood
from sitegen.errors import Cure
from sitegen.model import Document


class Version(NamedTuple):
    """A file's text, and what it says."""

    text: str
    understood: Understood


class Remedy(NamedTuple):
    """One kind of mistake: `find` proposes cures; `spares(before, after)` is their proof."""

    find: Callable[[Version], Iterable[Cure]]
    spares: Callable[[Version, Version], bool]


AnchorsOf = Callable[[str], Collection[str]]
"""Says which anchors there are in another file, by the name that a link has for it."""


def remedies(rules: Rules, anchors_of: AnchorsOf) -> tuple[Remedy, ...]:
    """Return what is mended in a file in a language, in this order."""
    return (
        Remedy(
            lambda it: characters(it.text),
            lambda before, after: says_the_same(before.understood, after.understood),
        ),
        Remedy(_markup, _all_but_markup),
        Remedy(_twice_the_scheme, _all_but_an_error),
        Remedy(_turns_of_nothing, _all_but_an_error),
        Remedy(partial(_anchors, anchors_of), _all_but_case),
        Remedy(partial(_house_terms, rules), _all_but_words),
    )


# House terms ------------------------------------------------------------------------------------


def _house_terms(rules: Rules, version: Version) -> Iterable[Cure]:
    for it in findings(version.text, rules):
        if it.new is not None:
            yield Cure(it.start, it.end, it.new, it.right)


_TAG = re.compile(r'</?[a-z][a-z0-9]*|href="[^"]*"')


def _all_but_words(before: Version, after: Version) -> bool:
    """Say whether nothing but words differs: keys, tags, anchors, links, pictures are the same."""
    keys = [[(it.key, it.style) for it in written(one.text)] for one in (before, after)]
    return keys[0] == keys[1] and _skeleton(before) == _skeleton(after)


def _skeleton(version: Version) -> tuple[object, ...]:
    document, body = version.understood.document, version.understood.body
    return (
        _TAG.findall("".join(body.literals)),
        document.sound,
        document.anchors,
        [(it.level, it.id) for it in document.headings],
        [(it.target, it.anchor) for it in document.links],
        [it.src for it in document.pictures],
        [(it.severity, it.hint) for it in document.problems if it.severity == "error"],
    )


# Markup -----------------------------------------------------------------------------------------


def _markup(version: Version) -> Iterable[Cure]:
    """Propose what was surely meant by markup that did not become any."""
    body = body_of(version.text)
    for it in version.understood.cures:
        yield Cure(it.start + body, it.end + body, it.new)


def _all_but_markup(before: Version, after: Version) -> bool:
    """Say whether some of it became markup, and no letter, heading or field is another one."""
    old, new = (one.understood.document for one in (before, after))
    headings = [{(it.line, it.id) for it in one.headings} for one in (old, new)]
    return (
        len(after.understood.cures) < len(before.understood.cures)
        and old.fields == new.fields
        and headings[0] <= headings[1]
        and _errors(new) <= _errors(old)
        and letters(before.understood) == letters(after.understood)
    )


def _errors(document: Document) -> Counter[tuple[str, str]]:
    return Counter((it.message, it.hint) for it in document.problems if it.severity == "error")


# Addresses and directions -----------------------------------------------------------------------

_SCHEMES = re.compile("https?:/*(https?://)")


def _twice_the_scheme(version: Version) -> Iterable[Cure]:
    """Propose one `https://` where a link has two."""
    for start in _places_of_errors(version):
        if found := _SCHEMES.match(version.text, start):
            yield Cure(start, found.end(), found[1])


_LEFT_TO_RIGHT = frozenset("\u202a\u202c\u202d\u2066\u2068\u2069")
_RIGHT_TO_LEFT = re.compile("[\u202b\u202e\u2067]")
"""Characters that turn the direction of what follows."""


def _turns_of_nothing(version: Version) -> Iterable[Cure]:
    """Propose to delete what sets the direction from left to right, where all words run so."""
    text = version.text
    places = [at for at in _places_of_errors(version) if text[at : at + 1] in _LEFT_TO_RIGHT]
    if not places or _RIGHT_TO_LEFT.search(text):
        return
    if not any(bidirectional(char) in {"R", "AL", "AN"} for char in set(text)):
        for at in places:
            yield Cure(at, at + 1, "", "")


def _places_of_errors(version: Version) -> Iterable[int]:
    """Yield where in the body the errors of a document stand."""
    body, places = body_of(version.text), Places(version.text)
    for it in version.understood.document.problems:
        if it.severity == "error" and (at := places.offset(it.line, it.column)) >= body:
            yield at


def _all_but_an_error(before: Version, after: Version) -> bool:
    """Say whether an error is gone, and nothing that readers read is another."""
    old, new = (one.understood.document for one in (before, after))
    return (
        _errors(new) < _errors(old) and old.fields == new.fields and _read(before) == _read(after)
    )


def _read(version: Version) -> str:
    return _ONCE.sub("", letters(version.understood, targets=False))


_ONCE = re.compile("https?(?=https?)")
"""An address that is its own text loses half of its letters, too."""


def _anchors(anchors_of: AnchorsOf, version: Version) -> Iterable[Cure]:
    """Propose the anchor that a link spells in other case, if there is one alone."""
    document, places = version.understood.document, Places(version.text)

    @cache
    def known(target: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for anchor in anchors_of(target) if target else document.anchors:
            found.setdefault(anchor.casefold(), []).append(anchor)
        return found

    for link in document.links:
        near = known(link.target).get(link.anchor.casefold(), []) if link.anchor else []
        start = places.offset(link.line, link.column) + len(link.target)
        end = start + 1 + len(link.anchor)
        written = version.text[start:end] == f"#{link.anchor}"
        if len(near) == 1 and written and near[0] != link.anchor:
            yield Cure(start + 1, end, near[0])


def _all_but_case(before: Version, after: Version) -> bool:
    """Say whether nothing differs but the case of what links name."""
    return [str(it).casefold() for it in _skeleton(before)] == [
        str(it).casefold() for it in _skeleton(after)
    ] and letters(before.understood).casefold() == letters(after.understood).casefold()
