"""What a stylesheet says of faces: `@font-face` for each part, and the two stacks. Pure."""

from collections.abc import Collection, Iterator

from sitegen.typefaces.east import SCRIPTS, beside, is_eastern, selector
from sitegen.typefaces.faces import NAMES, Face, Family
from sitegen.typefaces.fallbacks import fallback_families, fallback_rules
from sitegen.typefaces.parts import Ranges, unicode_range

STACKS: tuple[Family, ...] = ("serif", "sans")
"""What site.css names: `var(--paper-serif)` and `var(--paper-sans)`."""


def font_faces(face: Face, part: str, href: str) -> Iterator[str]:
    """Yield the rules for one part of a face.

    Those of a stack are known by a second name, too, without the signs that a reader's font for
    Chinese, Japanese or Korean has: one file, of which a text takes what is its own.
    """
    characters = face.characters(part)
    name = _name(face.family, own=not face.package)
    yield _font_face(name, face, href, characters)
    if face.family in STACKS:
        kept = characters if is_eastern(face.others) else beside(characters)
        if kept:
            yield _font_face(f"{name} East", face, href, kept)


def _font_face(name: str, face: Face, href: str, characters: Ranges) -> str:
    return (
        f'@font-face{{font-family:"{name}";'
        f"font-style:{face.slant};font-weight:{face.weight};font-display:optional;"
        f'src:url("{href}") format("woff2");unicode-range:{unicode_range(characters)}}}'
    )


def stacks(own: Collection[Family], *, shipped: bool) -> Iterator[str]:
    """Yield what names the stacks, with all that stands in for our faces.

    Fonts of the newsroom come first, by their families; letters that they have not are ours. Where
    a language begins the stacks are those of its script.
    """
    named = {
        stack: [
            *([_name(stack, own=True)] if stack in own else ()),
            *([NAMES[stack]] if shipped else ()),
        ]
        for stack in STACKS
    }
    named = {stack: names for stack, names in named.items() if names}
    arabic = [NAMES["arabic"]] if shipped else []
    if shipped:
        for stack in STACKS:
            yield from fallback_rules(stack)
    if named:
        families = {
            stack: [*names, *arabic, *(fallback_families(stack) if shipped else ())]
            for stack, names in named.items()
        }
        yield _stated(":root,[lang]", families)
        for script in SCRIPTS:
            eastern = {
                stack: [*(f"{it} East" for it in names), *arabic, *script.fonts(stack)]
                for stack, names in named.items()
            }
            yield _stated(selector(script.tags), eastern)


def _stated(where: str, families: dict[Family, list[str]]) -> str:
    lists = (
        f"--paper-{stack}:" + ",".join(f'"{it}"' for it in names)
        for stack, names in families.items()
    )
    return f"{where}{{{';'.join(lists)}}}"


def _name(family: Family, *, own: bool) -> str:
    return f"{NAMES[family]} Own" if own else NAMES[family]
