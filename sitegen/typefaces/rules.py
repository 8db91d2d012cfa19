"""What a stylesheet says of faces: `@font-face` for each part, and the two stacks. Pure."""

from collections.abc import Collection, Iterator

from sitegen.typefaces.faces import NAMES, Face, Family
from sitegen.typefaces.fallbacks import fallback_families, fallback_rules

STACKS: tuple[Family, ...] = ("serif", "sans")
"""What site.css names: `var(--paper-serif)` and `var(--paper-sans)`."""


def font_face(face: Face, part: str, href: str) -> str:
    """Return the rule for one part of a face."""
    return (
        f'@font-face{{font-family:"{_name(face.family, own=not face.package)}";'
        f"font-style:{face.slant};font-weight:{face.weight};font-display:optional;"
        f'src:url("{href}") format("woff2");unicode-range:{face.unicode_range(part)}}}'
    )


def stacks(own: Collection[Family], *, shipped: bool) -> Iterator[str]:
    """Yield what names the stacks, with all that stands in for our faces.

    Fonts of the newsroom come first, by their families; letters that they have not are ours.
    """
    stated = []
    for stack in STACKS:
        names = [_name(stack, own=True)] if stack in own else []
        if shipped:
            names += (NAMES[stack], NAMES["arabic"], *fallback_families(stack))
            yield from fallback_rules(stack)
        if names:
            listed = ",".join(f'"{name}"' for name in names)
            stated.append(f"--paper-{stack}:{listed}")
    if stated:
        yield f":root{{{';'.join(stated)}}}"


def _name(family: Family, *, own: bool) -> str:
    return f"{NAMES[family]} Own" if own else NAMES[family]
