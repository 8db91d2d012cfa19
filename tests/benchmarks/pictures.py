"""What pictures cost, beside Hugo: `make bench ARGS="pictures --pictures 200"`.

Makes photographs, has each program derive the same widths of them from nothing, several times in
alternating order, and prints the medians; then how like the results are to the originals, reduced
without loss. Shares are of the CPU seconds of Hugo with the same formats, in the same runs: the
seconds themselves tell of the machine. `--memory` measures large pictures instead.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image

from sitegen.picture_settings import Quality
from sitegen.pictures.recipe import WEBP_METHOD
from sitegen.pictures.renditions import AVIF_SPEEDS
from sitegen.pipeline.workers import cores
from tests.benchmarks.encoders import Likeness
from tests.benchmarks.measure import CommandFailed, Cost, measure
from tests.benchmarks.peer import hugo
from tests.benchmarks.photos import CAMERA, GIANT, USUAL, Size, write_photos

ROOT = Path(__file__).parents[2]
NOW = "2026-03-01 12:00"
WIDTHS = (480, 960, 1600)
"""Pixels."""

OURS = Quality()
AVIF_SPEED = AVIF_SPEEDS["normal"]
THEIRS = {"jpeg": OURS.jpeg, "webp": OURS.webp, "avif": OURS.avif + 2}
"""Hugo's qualities that give the SSIM of ours; the table of likeness shows it."""

SUFFIXES = {"jpeg": ".jpg", "webp": ".webp", "avif": ".avif"}
SAMPLE = 20
"""Pictures of which the likeness is measured."""

LANCZOS = Image.Resampling.LANCZOS


class Program(NamedTuple):
    """A program and its task: `prepare(root, photos)` writes the site that `command` builds.

    What it makes comes to lie below public/.
    """

    name: str
    formats: tuple[str, ...]
    prepare: Callable[[Path, Sequence[Path]], None]
    command: tuple[str, ...]
    what: str


def _hugo(name: str, formats: tuple[str, ...], what: str, *, speed: int, asked: str) -> Program:
    def prepare(root: Path, photos: Sequence[Path]) -> None:
        (root / "content").mkdir(parents=True)
        _link(photos, root / "assets")
        _write(
            root / "hugo.toml",
            'baseURL = "https://benchmark.example/"\n'
            'disableKinds = ["RSS", "sitemap", "taxonomy", "term", "404"]\n'
            f"[imaging.webp]\nmethod = {WEBP_METHOD}\n[imaging.avif]\nencoderSpeed = {speed}\n",
        )
        specs = " ".join(
            f'"{width}x {it} {asked.format(quality=THEIRS[it])}"'
            for it in formats
            for width in WIDTHS
        )
        _write(
            root / "layouts/home.html",
            '{{ range $photo := resources.Match "*.jpg" }}{{ range slice '
            f"{specs} }}}}{{{{ ($photo.Resize .).RelPermalink }}}}\n{{{{ end }}}}{{{{ end }}}}\n",
        )

    return Program(name, formats, prepare, (hugo(), "--quiet"), what)


def _sitegen(name: str, formats: tuple[str, ...], what: str, *, lead: bool = True) -> Program:
    def prepare(root: Path, photos: Sequence[Path]) -> None:
        _link(photos, root / "content/images")
        # Cards as leads: then the listings take no further files to be made.
        uses = "".join(
            f'[pictures.{it}]\nwidths = {list(WIDTHS)}\nfallback = {list(WIDTHS)}\nratio = ""\n'
            for it in ("lead", "card", "inline")
        )
        _write(
            root / "content/site.toml",
            'title = "The Benchmark"\nbase_url = "https://benchmark.example/"\n'
            '[[sections]]\nid = "world"\nname = "World"\n[feeds]\nformats = []\n'
            f"[search]\nenabled = false\n[pictures]\ndrawn_cards = false\n"
            f"formats = {list(formats)}\n{uses}",
        )
        for number, file in enumerate(photos):
            described = f"{{src: {file.name}, alt: Things, credit: Benchmark Pictures}}"
            image = f"image: {described}\n" if lead else ""
            text = "Text." if lead else f"![Things](../../images/{file.name})"
            moment = f"2026-01-{number % 28 + 1:02} 12:{number % 60:02}"
            _write(
                root / f"content/articles/2026/story-{number:03}.md",
                f"---\nheadline: Story {number}\ndek: About things\ndate: {moment}\n"
                f"section: world\n{image}---\n\n{text}\n",
            )

    command = (sys.executable, "-m", "sitegen", "build", "--root", ".", "--now", NOW)
    return Program(name, formats, prepare, command, what)


def _bare(name: str, formats: tuple[str, ...], what: str) -> Program:
    def prepare(root: Path, photos: Sequence[Path]) -> None:
        _link(photos, root / "photos")

    order = f"from tests.benchmarks.pictures import derive_all; derive_all({formats!r})"
    return Program(name, formats, prepare, (sys.executable, "-c", order), what)


def derive_all(formats: Sequence[str]) -> None:
    """Derive photos/ into public/ with what Pillow needs and nothing else, in one process."""
    efforts: dict[str, dict[str, object]] = {
        "jpeg": {"progressive": True},
        "webp": {"method": WEBP_METHOD},
        "avif": {"speed": AVIF_SPEED, "max_threads": 1},
    }
    Path("public").mkdir()
    for file in sorted(Path("photos").iterdir()):
        with Image.open(file) as original:
            picture = original.convert("RGB")
        height = picture.height / picture.width
        for width in sorted(WIDTHS, reverse=True):
            picture = picture.resize((width, round(width * height)), LANCZOS)
            for kind in formats:
                made = Path("public", f"{file.stem}-{width}{SUFFIXES[kind]}")
                picture.save(made, kind, quality=getattr(OURS, kind), **efforts[kind])


TWO, THREE = ("webp", "jpeg"), ("avif", "webp", "jpeg")
LIKE = "q{quality} lanczos"
PROGRAMS = (
    _hugo("hugo", TWO, "like quality: Lanczos, WebP of the same effort", speed=8, asked=LIKE),
    _hugo("hugo-box", TWO, "its own filter, box", speed=8, asked="q{quality}"),
    _sitegen("sitegen", TWO, "as leads: with four crops for other platforms"),
    _sitegen("sitegen-text", TWO, "within texts: the same files as Hugo", lead=False),
    _bare("pillow", TWO, "the same files, in a bare loop"),
    _hugo("hugo-avif", THREE, f"AVIF at speed {AVIF_SPEED}, as ours", speed=AVIF_SPEED, asked=LIKE),
    _hugo("hugo-avif-10", THREE, "AVIF at speed 10, Hugo's default", speed=10, asked=LIKE),
    _sitegen("sitegen-avif", THREE, "as leads"),
    _bare("pillow-avif", THREE, "the same files, in a bare loop"),
)


def _link(photos: Sequence[Path], folder: Path) -> None:
    folder.mkdir(parents=True)
    for file in photos:
        os.link(file, folder / file.name)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def write(folder: Path, number: int, size: Size, different: int, giants: int) -> list[Path]:
    """Write pictures into photos/, `giants` more of 90 MP beside them, and return their files."""
    photos = write_photos(folder / "photos", number, size, different)
    for giant in write_photos(folder / "giants", giants, GIANT):
        photos.append(giant.rename(folder / "photos" / f"giant-{giant.name}"))
    return photos


def _run(program: Program, root: Path, photos: Sequence[Path]) -> Cost:
    """Build from nothing. Raises `CommandFailed`."""
    rmtree(root, ignore_errors=True)
    program.prepare(root, photos)
    # The bare loop imports this module from its site's folder.
    os.environ["PYTHONPATH"] = str(ROOT)
    return measure(program.command, root)[0]


def named(names: Sequence[str]) -> list[Program]:
    """Return programs in the order of their names."""
    return [next(it for it in PROGRAMS if it.name == name) for name in names]


def measure_all(
    programs: Sequence[Program], folder: Path, photos: Sequence[Path], runs: int
) -> dict[str, list[Cost]]:
    """Have each program derive photographs, by turns; return the costs by its name.

    Raises `CommandFailed`.
    """
    costs: dict[str, list[Cost]] = defaultdict(list)
    for run in range(runs):
        for program in programs if run % 2 == 0 else reversed(programs):
            costs[program.name].append(_run(program, folder / program.name, photos))
    return costs


def _print_costs(programs: Sequence[Program], costs: dict[str, list[Cost]], pictures: int) -> None:
    print("\n| program | wall, s | CPU, s | CPU a picture, s | share of Hugo's | peak, MiB | |")
    print("|---|---:|---:|---:|---:|---:|---|")
    for program in programs:
        cpu, wall, peak = (median(it) for it in zip(*costs[program.name], strict=True))
        rivals = [it for it in programs if it.formats == program.formats and "hugo" in it.name]
        share = ""
        if rivals:
            # Run by run: what else the machine did weighs on both.
            pairs = zip(costs[program.name], costs[rivals[0].name], strict=True)
            share = f"{median(a.cpu / b.cpu for a, b in pairs):.2f}"
        shown = (f"{wall:.1f}", f"{cpu:.1f}", f"{cpu / pictures:.3f}", share, f"{peak:.0f}")
        print(f"| {program.name} | {' | '.join(shown)} | {program.what} |")


def _print_likeness(programs: Sequence[Program], folder: Path, photos: Sequence[Path]) -> None:
    """Print bytes and SSIM of the files that the last run of each program left."""
    scores: dict[tuple[str, int, str], list[tuple[float, int]]] = defaultdict(list)
    for photo in photos[:SAMPLE]:
        with Image.open(photo) as original:
            picture = original.convert("RGB")
        sizes = {it: round(it * picture.height / picture.width) for it in WIDTHS}
        known = {size: Likeness(picture.resize(size, LANCZOS)) for size in sizes.items()}
        for program in programs:
            seen = set()
            # The other formats are those of the program without AVIF.
            kinds = {".avif"} if "avif" in program.formats else {".webp", ".jpg"}
            for file in (folder / program.name / "public").rglob(f"{photo.stem}*"):
                with Image.open(file) as made:
                    key = (made.size, file.suffix)
                    if made.size in known and file.suffix in kinds and key not in seen:
                        seen.add(key)
                        score = (known[made.size].ssim(made), file.stat().st_size)
                        scores[file.suffix, made.width, program.name].append(score)
    print("\n| format | width, px | program | SSIM | kB | files |\n|---|---:|---|---:|---:|---:|")
    order = [it.name for it in programs]
    for suffix, width, name in sorted(scores, key=lambda it: (*it[:2], order.index(it[2]))):
        ssim, size = (mean(it) for it in zip(*scores[suffix, width, name], strict=True))
        count = len(scores[suffix, width, name])
        print(f"| {suffix[1:]} | {width} | {name} | {ssim:.4f} | {size / 1000:.1f} | {count} |")


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    chosen = [it for it in PROGRAMS if it.name in options.only]
    with _folder() as folder:
        size = CAMERA if options.memory else USUAL
        photos = write(folder, options.pictures, size, options.different, int(options.memory))
        size_each = sum(it.stat().st_size for it in photos) / len(photos) / 1e6
        print(
            f"{len(photos)} pictures of {size[0]} × {size[1]} px"
            f"{', the last of 90 MP' if options.memory else ''}, {size_each:.1f} MB each; to "
            f"{', '.join(map(str, WIDTHS))} px; {options.runs} runs, {cores()} cores",
            flush=True,
        )
        try:
            costs = measure_all(chosen, folder, photos, options.runs)
        except CommandFailed as failure:
            print(failure, file=sys.stderr)
            return 1
        _print_costs(chosen, costs, len(photos))
        if not options.memory:
            _print_likeness(chosen, folder, photos)
    return 0


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="sitegen-bench-") as folder:
        yield Path(folder)


def _options(arguments: Sequence[str]) -> Namespace:
    names = [it.name for it in PROGRAMS]
    parser = ArgumentParser("make bench ARGS=pictures", description="Measure what pictures cost.")
    parser.add_argument("--pictures", type=int, help="default: 40; with --memory 500")
    parser.add_argument("--different", type=int, default=24, help="of them (default: %(default)s)")
    parser.add_argument("--runs", type=int, help="default: 3; with --memory 1")
    parser.add_argument("--only", nargs="+", choices=names, help="programs; default: all")
    parser.add_argument("--memory", action="store_true", help="24 MP each, and one of 90")
    options = parser.parse_args(arguments)
    options.pictures = options.pictures or (500 if options.memory else 40)
    options.runs = options.runs or (1 if options.memory else 3)
    options.only = options.only or (["hugo", "sitegen"] if options.memory else names)
    if min(options.pictures, options.runs, options.different) < 1:
        parser.error("--pictures, --different and --runs are at least 1")
    return options
