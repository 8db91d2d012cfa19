"""The typefaces of a site: which files they are cut into, and what stylesheets say of them.

`static/faces.css` is one of these words: a stylesheet that begins with `@import "faces.css"` has
in its place what is made here, unless the site has such a file. Then the faces are files of the
site, named by all that they are cut from, so that nobody need cut one to know its name.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from sitegen.config import Config
from sitegen.digests import fingerprint
from sitegen.errors import Problem
from sitegen.model import Digest, Source
from sitegen.spelling import Names
from sitegen.typefaces.faces import FIRST, SHIPPED, Face
from sitegen.typefaces.parts import part_of
from sitegen.typefaces.rules import STACKS, font_faces, stacks
from sitegen.urls import hashed, href

FACES = "faces.css"
FOLDER = "assets/fonts"
BELOW = "content/"


class Cut(Struct, frozen=True):
    """The recipe of a file: a part of a face; `source` is a font of the newsroom.

    `key` is the digest of all that its bytes are made from.
    """

    face: Face
    part: str
    source: Source | None
    key: Digest

    @property
    def path(self) -> str:
        """Where it lies in the output."""
        return hashed(FOLDER, f"{self.face.name}-{self.part}.woff2", self.key)


class Typefaces(Struct, frozen=True):
    """The faces of a site: their files, what a stylesheet says of them, problems with fonts.

    `first` are the hrefs of those that a page needs at once, by part.
    """

    cuts: tuple[Cut, ...] = ()
    css: str = ""
    first: dict[str, tuple[str, ...]] = {}
    problems: tuple[Problem, ...] = ()


def typefaces_of(
    config: Config,
    sources: Mapping[str, Source],
    read: Callable[[Source], bytes],
    engine: object,
) -> Typefaces:
    """Return the faces of a site; `engine` is what cuts them, and the versions of our own fonts."""
    problems: list[Problem] = []
    own = tuple(_own(config, sources, read, problems))
    faces = (*own, *((face, None) for face in (SHIPPED if config.fonts.shipped else ())))
    cuts = tuple(
        Cut(face, part, source, fingerprint(engine, face, part, source and source.digest))
        for face, source in faces
        for part in face.parts
    )
    at = {cut: href(config.base_path, cut.path) for cut in cuts}
    rules = (
        *(rule for cut in cuts for rule in font_faces(cut.face, cut.part, at[cut])),
        *stacks({face.family for face, _ in own}, shipped=config.fonts.shipped),
    )
    first: dict[str, tuple[str, ...]] = {}
    replaced = {face.family for face, _ in own}
    for cut in cuts:
        ours = cut.face.name in FIRST and cut.face.family not in replaced
        if ours if cut.face.package else cut.face.slant == "normal":
            first[cut.part] = (*first.get(cut.part, ()), at[cut])
    return Typefaces(cuts, "".join(rules), first, tuple(problems))


def _own(
    config: Config,
    sources: Mapping[str, Source],
    read: Callable[[Source], bytes],
    problems: list[Problem],
) -> Iterator[tuple[Face, Source]]:
    """Yield the faces that site.toml names, with their files."""
    known = {path.removeprefix(BELOW): it for path, it in sources.items() if it.kind == "font"}
    for family in STACKS:
        for at, name in enumerate(getattr(config.fonts, family)):
            # Few newsrooms have fonts of their own: what reads them is loaded for these.
            from sitegen.typefaces.own import own_face  # noqa: PLC0415

            key, source = f"fonts.{family}.{at}", known.get(name)
            if source is None:
                near = Names(known, in_folders=True).hint(name)
                hint = near or "fonts are TTF or OTF files below content/"
                problems.append(config.problem(key, f"there is no font `{name}` in content/", hint))
                continue
            try:
                yield own_face(read(source), family, name), source
            except ValueError as fault:
                problems.append(config.problem(key, f"`{name}` {fault}"))


def preloads(first: Mapping[str, tuple[str, ...]], text: str) -> tuple[str, ...]:
    """Return the hrefs of the files that a page with such words at its head needs at once."""
    main = part_of(text)
    return tuple(it for part in dict.fromkeys(("latin", main)) for it in first.get(part, ()))
