"""The kinds of mistakes that `--fix` mends: how each is found, and what its cure must spare.

A remedy proposes; `mending.py` reads the file with what it proposes, and asks it whether the two
versions differ in anything but what the remedy is for. A new kind is one more function here.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from sitegen.checking.document import Rules, findings
from sitegen.checking.entities import characters, says_the_same
from sitegen.content.frontmatter_scalars import written
from sitegen.content.parse import Understood
from sitegen.errors import Cure


class Version(NamedTuple):
    """A file's text, and what it says."""

    text: str
    understood: Understood


class Remedy(NamedTuple):
    """One kind of mistake: `find` proposes cures; `spares(before, after)` is their proof."""

    find: Callable[[Version], Iterable[Cure]]
    spares: Callable[[Version, Version], bool]


def remedies(rules: Rules) -> tuple[Remedy, ...]:
    """Return what is mended in a file in a language, in this order."""
    return (
        Remedy(
            lambda it: characters(it.text),
            lambda before, after: says_the_same(before.understood, after.understood),
        ),
        Remedy(partial(_house_terms, rules), _all_but_words),
    )


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
