"""The typefaces that come with sitegen, and what a stylesheet says of a face. Pure.

They are Source Serif 4, Source Sans 3 and IBM Plex Sans Arabic, as their packages have them. The
first two have Latin, Vietnamese, Cyrillic and Greek letters; all are free under the OFL, which asks
that what is made of them has another name: hence Paper.
"""

from typing import Literal

from msgspec import Struct

from sitegen.typefaces.parts import OTHER, PARTS, Ranges

CUT = 2
"""Raised if the same face would be cut otherwise than before: its files have other names then."""

Family = Literal["serif", "sans", "arabic"]

NAMES: dict[Family, str] = {
    "serif": "Paper Serif",
    "sans": "Paper Sans",
    "arabic": "Paper Arabic",
}
"""What families are called in stylesheets, and in the files."""

LETTERS = ("latin", "latin-extended", "vietnamese", "cyrillic", "greek")

# What a font does by itself is asked for by name, and the rest is left out: kerning, ligatures,
# letters of a language, accents; old-style and proportional figures, small capitals.
OF_ACCENTS = ("locl", "ccmp", "mark", "mkmk")
"""What western letters, whole as they are, have no use for: without it they take a tenth less."""
_ALWAYS = ("kern", "liga", *OF_ACCENTS)
_ARABIC = (*_ALWAYS, "init", "medi", "fina", "isol", "rlig", "calt", "curs")


class Face(Struct, frozen=True):
    """One face: where its font is, and what is kept of it.

    `name` begins the names of its files. `weight` and `slant` are those of the stylesheet, `axes`
    where each axis of a variable font begins and ends, whole numbers, so that what was kept has the
    digest that it had; one that is not named stays as it is.
    `features` are OpenType's; none stands for all. A font of the newsroom has no `package`.
    """

    name: str
    family: Family
    package: str
    file: str
    weight: str = "400"
    slant: str = "normal"
    axes: tuple[tuple[str, int, int], ...] = ()
    features: tuple[str, ...] = ()
    parts: tuple[str, ...] = LETTERS
    others: Ranges = ()
    """What is in none of the common parts."""

    def characters(self, part: str) -> Ranges:
        """Return what a browser needs a part for."""
        return self.others if part == OTHER else PARTS[part]


_SERIF, _SANS = "fontpkg_source_serif_4", "fontpkg_source_sans_3"
_PLEX = "fontpkg_ibm_plex_sans_arabic"

# Of a variable font just that is kept which site.css uses: text in one size, bold for headlines in
# every size above it. A headline of 660 is as strong as one of 700, and finer.
TEXT_SIZE, LARGEST = 20, 60
HEADLINE = 660

SHIPPED = (
    Face(
        name="serif",
        family="serif",
        package=_SERIF,
        file="SourceSerif4[opsz,wght].ttf",
        axes=(("opsz", TEXT_SIZE, TEXT_SIZE), ("wght", 400, 400)),
        features=(*_ALWAYS, "onum", "pnum"),
    ),
    Face(
        name="serif-bold",
        family="serif",
        package=_SERIF,
        file="SourceSerif4[opsz,wght].ttf",
        weight="700",
        axes=(("opsz", TEXT_SIZE, LARGEST), ("wght", HEADLINE, HEADLINE)),
        features=(*_ALWAYS, "pnum"),
    ),
    Face(
        name="serif-italic",
        family="serif",
        package=_SERIF,
        file="SourceSerif4-Italic[opsz,wght].ttf",
        slant="italic",
        axes=(("opsz", TEXT_SIZE, TEXT_SIZE), ("wght", 400, 400)),
        features=(*_ALWAYS, "onum", "pnum"),
    ),
    Face(
        name="sans",
        family="sans",
        package=_SANS,
        file="SourceSans3[wght].ttf",
        axes=(("wght", 400, 400),),
        features=(*_ALWAYS, "smcp"),
    ),
    Face(
        name="sans-bold",
        family="sans",
        package=_SANS,
        file="SourceSans3[wght].ttf",
        weight="700",
        axes=(("wght", 700, 700),),
        features=_ALWAYS,
    ),
    Face(
        name="arabic",
        family="arabic",
        package=_PLEX,
        file="IBMPlexSansArabic-Regular.ttf",
        features=_ARABIC,
        parts=("arabic",),
    ),
    Face(
        name="arabic-bold",
        family="arabic",
        package=_PLEX,
        file="IBMPlexSansArabic-Bold.ttf",
        weight="700",
        features=_ARABIC,
        parts=("arabic",),
    ),
)

PACKAGES = tuple(dict.fromkeys(face.package for face in SHIPPED))

FIRST = ("serif", "serif-bold", "arabic", "arabic-bold")
"""Faces of headlines and standfirsts, which every first screen has, and large: they are asked for
before a stylesheet tells of them. More would hold up the first picture, which is worth more."""
