"""Pictures on pages: what each use shows, under which names, and every file that this takes.

A name carries one digest: of the picture's bytes, its focus point, the rights that its files
carry, the settings and the codecs. Browsers may keep such a file for ever.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.edition.entries import Picture
from sitegen.model import Digest
from sitegen.pages.srcset import PictureFiles
from sitegen.pages.views import DarkView, PictureView, ShareView
from sitegen.picture_settings import Pictures
from sitegen.pictures.facts import CardText, Rights
from sitegen.pictures.renditions import (
    CARD_PICTURE,
    NO_PICTURE,
    SHARES,
    Box,
    Derivation,
    Format,
    Size,
    Use,
    around,
    box_of,
    master_of,
    sizes_of,
    specs_of,
)
from sitegen.statcache import digest_of
from sitegen.urls import LONGEST_STEM, PICTURES, href, slug_of_file

SUFFIXES: dict[Format, str] = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}
"""By format, the better ones first: browsers take the first that they can read."""

GOOGLE: tuple[Use, ...] = tuple(use for use in SHARES if use != "social")

PAPER = "#ffffff"
"""What stands behind transparent pictures and drawings: they are made for paper."""


class Shot(Struct, frozen=True):
    """One file of a picture: for which use, how large, in which format; None for as it is."""

    picture: Picture
    use: Use
    size: Size
    format: Format | None


class _Named(NamedTuple):
    """What the files of a picture are called: before the use, and behind the width."""

    picture: Picture
    digest: Digest
    stem: str
    tail: str


class Gallery:
    """Every picture by use. `recipe` says what turns pixels into bytes, once a picture is shown."""

    def __init__(self, settings: Pictures, base_path: str, recipe: Callable[[], str]) -> None:
        self._base_path = base_path
        self._ask_recipe = recipe
        self._specs = specs_of(settings)
        self._names: dict[int, _Named] = {}
        self._sizes_by: dict[tuple[int, int, Use, bool, bool], tuple[Size, ...]] = {}

    @cached_property
    def _recipe(self) -> str:
        return self._ask_recipe()

    @cached_property
    def settings(self) -> Digest:
        """The digest of all that shapes every file, and its name."""
        return digest_of(msgspec.msgpack.encode((self._specs, self._recipe)))

    def view(self, picture: Picture, use: Use, *, eager: bool = False) -> PictureView:
        """Return a picture as one use shows it."""
        probe = picture.probe
        _, _, stem, tail = self._named(picture)
        if probe.kind == "photo":
            sizes = self._sizes(picture, use)
            fallback = self._sizes(picture, use, fallback=True)
            files = PictureFiles(
                base=href(self._base_path, f"{stem}-{use}-"),
                tail=tail,
                widths=tuple(width for width, _ in reversed(sizes)),
                fallback=tuple(width for width, _ in reversed(fallback)),
                suffixes=tuple(SUFFIXES[it] for it in self._formats(picture, use)),
            )
        else:
            sizes = ((probe.width, probe.height),)
            files = PictureFiles(base=href(self._base_path, stem), tail=tail + probe.ending)
        return PictureView(
            files=files,
            width=sizes[0][0],
            height=sizes[0][1],
            tone=_tone(picture),
            graphic=picture.graphic,
            dark=self._dark(picture.dark, use) if picture.dark else None,
            inverts=picture.inverts,
            focus=f"{picture.focus[0]:.0%} {picture.focus[1]:.0%}",
            alt=picture.alt,
            caption=picture.caption,
            credit=picture.credit,
            license=picture.license,
            source_type=picture.source_type,
            eager=eager,
        )

    def _dark(self, picture: Picture, use: Use) -> DarkView:
        view = self.view(picture, use)
        return DarkView(files=view.files, tone=view.tone)

    def single(self, picture: Picture, use: Use, width: int) -> tuple[str, Size]:
        """Return the output path and the size of the one file for who chooses nothing.

        It is the smallest that is at least so wide, in the format that every browser can read.
        """
        shots = [(path, shot) for path, shot in self._files(picture, use)]
        last = shots[-1][1].format
        plain = [(path, shot.size) for path, shot in shots if shot.format == last]
        return next((it for it in reversed(plain) if it[1][0] >= width), plain[0])

    def shares(self, picture: Picture, uses: Iterable[Use] = SHARES) -> tuple[ShareView, ...]:
        """Return the crops for other platforms; none of a drawing, which they do not take."""
        return tuple(
            ShareView(
                href=href(self._base_path, path),
                width=shot.size[0],
                height=shot.size[1],
                alt=picture.alt,
                social=use == "social",
            )
            for use in uses
            for path, shot in self._files(picture, use)
            if shot.format
        )

    def files_of(self, picture: Picture, uses: Iterable[Use]) -> Iterator[tuple[str, Shot]]:
        """Yield the files of a picture for some uses: the output path of each, and what it is."""
        for use in uses:
            yield from self._files(picture, use)

    def digest(self, picture: Picture) -> Digest:
        """Return the digest of all that the files of a picture depend on."""
        return self._named(picture).digest

    def derivation(self, shot: Shot) -> tuple[Derivation, Digest]:
        """Return how the pixels of a file come about, and the key under which they are kept."""
        assert shot.format  # noqa: S101 - a file as it is has no pixels of ours
        picture, spec = shot.picture, self._specs[shot.use]
        scale, master = self._master(picture)
        larger = [it for it in self._sizes(picture, shot.use) if it[0] > shot.size[0]]
        is_padded = picture.graphic and shot.use in SHARES
        derivation = Derivation(
            picture.digest,
            scale,
            master,
            self._box(picture, shot.use, master),
            (*larger, shot.size),
            shot.format,
            spec.qualities.get(shot.format, 0),
            spec.avif_speed if shot.format == "avif" else 0,
            picture.probe.transparent,
            shot.use in SHARES,
            picture.rights,
            ground=_ground(picture) if is_padded else "",
        )
        return derivation, derivation.key(self._recipe)

    def card(
        self, picture: Picture | None, text: CardText, fonts: tuple[Digest, ...], engine: str
    ) -> tuple[Derivation, Digest]:
        """Return how a social card is drawn, and the key under which it is kept.

        `engine` names what shapes letters. A picture that is too small, or a drawing, is left out.
        """
        quality = self._specs["social"].qualities["jpeg"]
        blank = Derivation(
            source=NO_PICTURE,
            scale=1,
            master=(0, 0),
            box=(0, 0, 0, 0),
            chain=(),
            format="jpeg",
            quality=quality,
            speed=0,
            transparent=False,
            shared=True,
            rights=Rights(),
            card=replace(text, made=""),
            fonts=fonts,
        )
        derivation = blank
        if picture and picture.probe.kind != "drawing":
            scale, master = self._master(picture)
            box = (
                around(master, CARD_PICTURE)
                if picture.graphic
                else box_of(master, CARD_PICTURE, picture.focus)
            )
            if box[2] - box[0] >= CARD_PICTURE[0] and box[3] - box[1] >= CARD_PICTURE[1]:
                derivation = replace(
                    blank,
                    source=picture.digest,
                    scale=scale,
                    master=master,
                    box=box,
                    chain=(CARD_PICTURE,),
                    transparent=picture.probe.transparent,
                    rights=picture.rights,
                    card=text,
                    ground=_ground(picture) if picture.graphic else "",
                )
        return derivation, derivation.key(f"{self._recipe} {engine}")

    def _files(self, picture: Picture, use: Use) -> Iterator[tuple[str, Shot]]:
        _, _, stem, tail = self._named(picture)
        kind = picture.probe.kind
        if kind == "photo" or (kind == "moving" and use in SHARES):
            formats = self._formats(picture, use)
            for format_ in formats:
                for size in self._sizes(picture, use, fallback=format_ == formats[-1]):
                    path = f"{stem}-{use}-{size[0]}{tail}.{SUFFIXES[format_]}"
                    yield path, Shot(picture, use, size, format_)
        elif use not in SHARES:
            size = (picture.probe.width, picture.probe.height)
            yield f"{stem}{tail}{picture.probe.ending}", Shot(picture, use, size, None)

    def _named(self, picture: Picture) -> _Named:
        # A picture is frozen: its identity stands for its value, as long as it is kept here.
        named = self._names.get(id(picture))
        if named is None:
            parts: tuple[object, ...] = (
                picture.digest,
                picture.focus,
                picture.rights,
                self.settings,
            )
            # What is no graphic keeps the name that it had before there were any.
            if picture.graphic and picture.probe.kind == "photo":
                parts = (*parts, "graphic")
            digest = digest_of(msgspec.msgpack.encode(parts))
            stem = (slug_of_file(picture.source, "ascii") or "picture")[:LONGEST_STEM]
            named = _Named(picture, digest, f"{PICTURES}/{stem}", f".{digest.hex()[:10]}")
            self._names[id(picture)] = named
        return named

    def _formats(self, picture: Picture, use: Use) -> tuple[Format, ...]:
        """Return the formats of a use, the one that every browser can read last."""
        wanted = self._specs[use].qualities
        # JPEG knows no transparency; on white it goes to platforms only.
        plain: Format = "png" if picture.probe.transparent and use not in SHARES else "jpeg"
        return tuple(plain if it == "jpeg" else it for it in SUFFIXES if it in wanted)

    def _sizes(self, picture: Picture, use: Use, *, fallback: bool = False) -> tuple[Size, ...]:
        """Return the sizes of a use, or of its last format: the focus moves the box, no more."""
        key = (picture.probe.width, picture.probe.height, use, fallback, picture.graphic)
        if key not in self._sizes_by:
            spec = self._specs[use]
            widths = spec.fallback if fallback and spec.fallback else spec.widths
            _, master = self._master(picture)
            is_whole = picture.graphic and use not in SHARES
            ratio = None if is_whole else spec.ratio
            self._sizes_by[key] = sizes_of(self._box(picture, use, master), widths, ratio)
        return self._sizes_by[key]

    def _box(self, picture: Picture, use: Use, master: Size) -> Box:
        """Return the box of a use: a graphic stays whole, and is filled up for other platforms."""
        ratio = self._specs[use].ratio
        if picture.graphic and ratio:
            return around(master, ratio) if use in SHARES else box_of(master, None, picture.focus)
        return box_of(master, ratio, picture.focus)

    def _master(self, picture: Picture) -> tuple[int, Size]:
        return master_of((picture.probe.width, picture.probe.height), self._specs)


def _tone(picture: Picture) -> str:
    """Return the colour of a picture's place, until it is there, and beside it if it is whole."""
    probe = picture.probe
    if probe.transparent or probe.kind == "drawing":
        return PAPER
    return _ground(picture) if picture.graphic else probe.tone


def _ground(picture: Picture) -> str:
    return PAPER if picture.probe.transparent else picture.probe.ground or PAPER
