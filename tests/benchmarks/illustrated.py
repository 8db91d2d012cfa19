"""Edits of pictures: a few stories of our newspaper get one each, for as long as these take.

No other program has pictures in this comparison: `pictures.py` measures those beside Hugo.
"""

from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from PIL import Image

from tests.benchmarks.articles import with_value
from tests.benchmarks.cases import Case, Sign, look, mistype, page_in
from tests.benchmarks.measure import CommandFailed
from tests.benchmarks.newspaper import write_site
from tests.benchmarks.programs import SITEGEN, Site, write_for

ILLUSTRATED = 3
"""Stories with a picture, the newest."""

SIZE = (1600, 1066)
"""Pixels."""

GRAIN = 40
"""Pixels: how large the blots of a picture are."""


def illustrate(site: Site, _runs: int) -> bool:
    """Give the newest stories lead pictures, unless they have them."""
    if site.program is not SITEGEN or _picture(site, 0).exists():
        return False
    for number, file in enumerate(reversed(site.files[-ILLUSTRATED:])):
        picture = _picture(site, number)
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(painted(number))
        _describe(site, file.stem, number, "Blots of colour")
    return True


def describe(site: Site, run: int) -> Sign:
    """Change the alternative text of the picture of the newest story."""
    _describe(site, site.newest, 0, f"Other blots {run}")
    return Sign(page_in(site, site.newest), f"Other blots {run}")


def replace(site: Site, run: int) -> Sign:
    """Replace the picture of the newest story; its files get other names."""
    page = page_in(site, site.newest)
    shown = page.read_text("utf-8").partition('src="/pictures/')[2].partition('"')[0]
    if not shown:
        raise CommandFailed(f"{page} shows no picture")
    _picture(site, 0).write_bytes(painted(ILLUSTRATED + run))
    return Sign(page, shown, gone=True)


def encoding(runs: int) -> float:
    """Return the processor seconds that a replaced picture takes by itself.

    In a paper of one story: what its build takes more than that of a word.
    """
    with TemporaryDirectory(prefix="sitegen-bench-") as folder:
        root = Path(folder)
        site = write_for(SITEGEN, root, root, write_site(root, 1))
        illustrate(site, runs)
        site.build()
        seconds = {}
        for prepare in (mistype, replace):
            costs = []
            for run in range(runs):
                sign = prepare(site, run)
                costs.append(site.build().cost.cpu)
                look(sign)
            seconds[prepare] = median(costs)
    return max(0.0, seconds[replace] - seconds[mistype])


def painted(seed: int) -> bytes:
    """Return a picture of blots, as a JPEG; each seed has its own."""
    width, height = (it // GRAIN for it in SIZE)
    blots = Random(seed).randbytes(width * height * 3)  # noqa: S311 - repeatable is all it must be
    image = Image.frombytes("RGB", (width, height), blots).resize(SIZE, Image.Resampling.BICUBIC)
    file = BytesIO()
    image.save(file, "JPEG", quality=90)
    return file.getvalue()


def _picture(site: Site, number: int) -> Path:
    return site.root / f"content/images/blots-{number}.jpg"


def _describe(site: Site, name: str, number: int, alt: str) -> None:
    image = f"{{src: {_picture(site, number).name}, alt: {alt}, credit: Benchmark Pictures}}"
    site.put(name, with_value(site.texts[name], "image", image))


PICTURES = (
    Case("alt", "the alternative text of the newest article's picture", describe, illustrate, True),
    Case("picture", "the newest article's picture is replaced", replace, illustrate, True),
)
