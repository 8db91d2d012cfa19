"""What encoders' effort and quality buy: `make bench ARGS="encoders"`.

The tables by which `sitegen/pictures/` was given its numbers. Each row is one way to encode or to
reduce the same pictures: some made-up photographs, or charts of the sample paper. Ways of one
format are compared at like quality: at the one, found by interpolation, at which the mean SSIM is
that of JPEG at quality `JPEG`. Seconds are of one processor, bytes and seconds those of a picture.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise, product
from pathlib import Path
from statistics import mean
from time import process_time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.benchmarks.photos import CAMERA, USUAL, Size, jpeg, photo

ROOT = Path(__file__).parents[2]
CHARTS = ("chart-opec-members.jpg", "map-suez.jpg")

JPEG = 80
"""The quality of JPEG that the other formats are to equal."""

WIDTHS = (1600, 960, 480)
"""Pixels, largest first."""

Plane = NDArray[np.float32]
Filter = Image.Resampling
LANCZOS = Filter.LANCZOS


class Likeness:
    """How like a reference other pictures of its size are."""

    WINDOW = 11
    SIGMA = 1.5
    C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2

    def __init__(self, reference: Image.Image) -> None:
        self._reference = np.asarray(reference.convert("RGB"), np.float32)
        self._luma = _luma(reference)
        self._mean = _weighted(self._luma)
        self._variance = _weighted(self._luma**2) - self._mean**2

    def ssim(self, other: Image.Image) -> float:
        """Return the mean structural similarity of luma: Wang et al. 2004, without borders."""
        luma = _luma(other)
        mean = _weighted(luma)
        variance = _weighted(luma**2) - mean**2
        covariance = _weighted(luma * self._luma) - mean * self._mean
        light = (2 * mean * self._mean + self.C1) / (mean**2 + self._mean**2 + self.C1)
        shape = (2 * covariance + self.C2) / (variance + self._variance + self.C2)
        return float((light * shape).mean(dtype=np.float64))

    def psnr(self, other: Image.Image) -> float:
        """Return the ratio of signal to noise over all three channels, in decibels."""
        error = np.asarray(other.convert("RGB"), np.float32) - self._reference
        return float(10 * np.log10(255**2 / (error**2).mean(dtype=np.float64)))


def _luma(picture: Image.Image) -> Plane:
    return np.asarray(picture.convert("RGB").convert("L"), np.float32)


def _weighted(plane: Plane) -> Plane:
    """Return the mean of each pixel's neighbourhood, weighted by distance."""
    half = Likeness.WINDOW // 2
    bell = np.exp(-0.5 * (np.arange(-half, half + 1) / Likeness.SIGMA) ** 2)
    weights = (bell / bell.sum()).astype(np.float32)
    height, width = plane.shape
    rows = sum(it * plane[at : height - 2 * half + at] for at, it in enumerate(weights))
    return np.asarray(
        sum(it * np.asarray(rows)[:, at : width - 2 * half + at] for at, it in enumerate(weights)),
        np.float32,
    )


class Way(NamedTuple):
    """A way to encode; `qualities` are those to try, rising."""

    kind: str
    name: str
    options: dict[str, object]
    qualities: tuple[int, ...]


class Tried(NamedTuple):
    """What one quality of a way gave, on average. `size` in bytes."""

    quality: float
    size: float
    ssim: float
    psnr: float
    seconds: float


def _ways(*, few: bool) -> Iterator[Way]:
    usual = (72, 78, 80, 85)
    yield Way("JPEG", "baseline", {}, usual)
    yield Way("JPEG", "baseline, optimised", {"optimize": True}, usual)
    yield Way("JPEG", "progressive", {"progressive": True}, usual)
    if not few:
        options = {"progressive": True, "subsampling": "4:4:4"}
        yield Way("JPEG", "progressive, 4:4:4", options, usual)
    for method in (0, 2, 4) if few else range(7):
        yield Way("WEBP", f"method {method}", {"method": method}, (60, 70, 80, 88))
    for speed in (6, 8, 9) if few else (6, 7, 8, 9, 10):
        options = {"speed": speed, "max_threads": 1}
        yield Way("AVIF", f"speed {speed}", options, (40, 50, 60, 70, 80))
    if not few:
        options = {"speed": 8, "max_threads": 1, "subsampling": "4:4:4"}
        yield Way("AVIF", "speed 8, 4:4:4", options, (40, 50, 60, 70, 80))


def encode(picture: Image.Image, kind: str, **options: object) -> tuple[bytes, float]:
    """Return a file and the seconds that it took."""
    buffer = BytesIO()
    start = process_time()
    picture.save(buffer, kind, **options)
    return buffer.getvalue(), process_time() - start


def _try(way: Way, pictures: Sequence[tuple[Image.Image, Likeness]]) -> list[Tried]:
    tried = []
    for quality in way.qualities:
        results = []
        for picture, likeness in pictures:
            file, seconds = encode(picture, way.kind, quality=quality, **way.options)
            seen = Image.open(BytesIO(file))
            results.append((len(file), likeness.ssim(seen), likeness.psnr(seen), seconds))
        tried.append(Tried(quality, *(mean(it) for it in zip(*results, strict=True))))
    return tried


def _at(ssim: float, tried: Sequence[Tried]) -> Tried:
    """Return what a way gives at this likeness, between what was tried or beyond its end."""
    pairs = list(pairwise(tried))
    below, above = next((it for it in pairs if it[1].ssim >= ssim), pairs[-1])
    share = (ssim - below.ssim) / (above.ssim - below.ssim)
    return Tried(*(a + (b - a) * share for a, b in zip(below, above, strict=True)))


def _encoders(name: str, pictures: Sequence[Image.Image], *, few: bool) -> None:
    known = [(it, Likeness(it)) for it in pictures]
    print(f"\n### {name}, {pictures[0].width} px wide\n")
    print(_row("way", "quality", "kB", "SSIM", "PSNR", "CPU ms", "kB at like SSIM", "quality then"))
    print("|---|---|" + "---:|" * 6)
    target: float | None = None
    for way in _ways(few=few):
        tried = _try(way, known)
        target = target or next(it.ssim for it in tried if it.quality == JPEG)
        equal = _at(target, tried)
        for it in tried:
            shown = (f"{it.quality:.0f}", f"{it.size / 1000:.1f}", f"{it.ssim:.4f}")
            costs = (f"{it.psnr:.2f}", f"{it.seconds * 1000:.0f}")
            last = (f"**{equal.size / 1000:.1f}**", f"{equal.quality:.0f}")
            ends = last if it is tried[-1] else ("", "")
            print(_row(f"{way.kind}, {way.name}", *shown, *costs, *ends), flush=True)


def _reduced(width: int, picture: Image.Image, by: Filter, gap: float | None) -> Image.Image:
    height = round(picture.height * width / picture.width)
    return picture.resize((width, height), by, reducing_gap=gap)


def _chain(picture: Image.Image, by: Filter, gap: float | None) -> list[Image.Image]:
    """Reduce to each width from the next larger one."""
    made = []
    for width in WIDTHS:
        picture = _reduced(width, picture, by, gap)
        made.append(picture)
    return made


def _each(picture: Image.Image, by: Filter, gap: float | None) -> list[Image.Image]:
    """Reduce to each width from the original."""
    return [_reduced(width, picture, by, gap) for width in WIDTHS]


def _opened(file: bytes, draft: int) -> Image.Image:
    """Decode a JPEG, to 1/`draft` of its size."""
    picture = Image.open(BytesIO(file))
    picture.draft("RGB", (picture.width // draft, picture.height // draft))
    picture.load()
    return picture


def _reductions(size: Size, number: int) -> None:
    files = [jpeg(photo(seed, size)) for seed in range(number)]
    known = [[Likeness(it) for it in _each(_opened(one, 1), LANCZOS, None)] for one in files]
    print(f"\n### From {size[0]} × {size[1]} to {', '.join(map(str, WIDTHS))} px\n")
    print(_row("how", "decoding, ms", "reducing, ms", *(f"SSIM at {it}" for it in WIDTHS)))
    print("|---|" + "---:|" * (2 + len(WIDTHS)))
    drafts = (1, 2) if size[0] // 2 >= WIDTHS[0] else (1,)
    filters = (LANCZOS, Filter.BICUBIC, Filter.HAMMING, Filter.BOX)
    for draft, by, gap in product(drafts, filters, (None, 2.0)):
        for name, reduce in (("each from the original", _each), ("chain", _chain)):
            start = process_time()
            opened = [_opened(it, draft) for it in files]
            between = process_time()
            made = [reduce(it, by, gap) for it in opened]
            end = process_time()
            ssim = [
                mean(of.ssim(it) for of, it in zip(*pairs, strict=True))
                for pairs in zip(zip(*known, strict=True), zip(*made, strict=True), strict=True)
            ]
            seconds = ((between - start) / number, (end - between) / number)
            shown = (*(f"{it * 1000:.0f}" for it in seconds), *(f"{it:.4f}" for it in ssim))
            print(_row(f"draft 1/{draft}, {by.name}, {name}, gap {gap or '-'}", *shown), flush=True)


def _drafts(number: int) -> None:
    """Print how near to the target a drafted picture may be."""
    files = [jpeg(photo(seed)) for seed in range(number)]
    print(f"\n### {USUAL[0]} px drafted to a half ({USUAL[0] // 2} px), then reduced\n")
    print(_row("drafted / target", "LANCZOS", "BICUBIC", "HAMMING"))
    print("|---|---:|---:|---:|")
    for times in (1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0):
        width = round(USUAL[0] / 2 / times)
        shown = []
        for by in (LANCZOS, Filter.BICUBIC, Filter.HAMMING):
            scores = []
            for file in files:
                reference = _reduced(width, _opened(file, 1), LANCZOS, None)
                drafted = _reduced(width, _opened(file, 2), by, None)
                scores.append(Likeness(reference).ssim(drafted))
            shown.append(f"{mean(scores):.4f}")
        print(_row(f"{times}", *shown), flush=True)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    Image.init()
    photos = [photo(seed) for seed in range(options.photos)]
    charts = [Image.open(ROOT / "content" / "images" / it).convert("RGB") for it in CHARTS]
    for name, pictures in (("Photographs", photos), ("Charts", charts)):
        for width in (1600, 480):
            reduced = [_reduced(width, it, LANCZOS, None) for it in pictures]
            _encoders(name, reduced, few=options.few)
    _reductions(USUAL, options.photos)
    if not options.few:
        _reductions(CAMERA, 2)
    _drafts(options.photos)
    return 0


def _options(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser("make bench ARGS=encoders", description="Compare ways to encode.")
    parser.add_argument("--photos", type=int, default=4, help="default: %(default)s")
    parser.add_argument("--few", action="store_true", help="leave out the unlikely ways")
    return parser.parse_args(arguments)
