"""What an import costs: `make bench ARGS="import --size 10000"`.

A generated export of WordPress, half of its stories classic and half of blocks, with links to each
other, captions, lists, tables and quotations: some 10 kB a story. `sitegen import` with its proof
beside `pelican-import`, which writes Markdown by pandoc and proves nothing; it is left out where it
is not on the path, on which pandoc must be, too (pypandoc-binary has one). Costs are those of
processes.
"""

import re
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.babble import Tongue
from tests.benchmarks.measure import Cost, measure
from tests.exports import HEAD, TAIL, attachment, author, category, item

SECONDS, MIB = 60, 300
"""What 10,000 stories may cost: seconds of processor time, and memory."""


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(prog='make bench ARGS="import', description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="sitegen-import-") as name:
        folder = Path(name)
        source = folder / "export.xml"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(export(options.size))
        size = source.stat().st_size / 1e6
        print(f"{options.size:,} stories of {size:.0f} MB; {options.runs} runs", flush=True)
        commands: dict[str, list[str | Path]] = {
            "sitegen import": [sys.executable, "-m", "sitegen", "import", source, "--into"]
        }
        if program := shutil.which("pelican-import"):
            commands["pelican-import"] = [program, "--wpfile", "-m", "markdown", source, "-o"]
        costs: dict[str, Cost] = {}
        for title, command in commands.items():
            runs = [
                measure([*command, folder / f"{number}{title[:3]}"], folder)
                for number in range(options.runs)
            ]
            costs[title] = Cost(*(median(it[0][at] for it in runs) for at in range(3)))
            it = costs[title]
            print(f"{title:20} {it.cpu:8.1f} s CPU {it.wall:8.1f} s {it.peak:7.0f} MiB", flush=True)
            if title == "sitegen import":
                told = re.search(r"the proof: .*", runs[0][1])
                print(f"{'':20} {told[0] if told else 'no proof'}", flush=True)
    allowed = SECONDS * options.size / 10_000
    ours = costs["sitegen import"]
    return int(ours.cpu > max(allowed, 2) or ours.peak > MIB)


def export(stories: int) -> Iterator[str]:
    """Yield the parts of an export."""
    rng = Random(7)  # noqa: S311 - nothing is secret
    tongue = Tongue("en", rng)
    yield HEAD.format(version="1.2")
    yield author("ann", "Ann")
    yield from (category(f"section-{it}", f"Section {it}") for it in range(8))
    for number in range(1, stories + 1):
        day = f"{2008 + number % 16}-{number % 12 + 1:02}-{number % 28 + 1:02} 09:00:00"
        blocks = number % 2 == 0
        body = "\n\n".join(_parts(tongue, rng, number, stories, blocks=blocks))
        yield item(
            number,
            tongue.sentence(rng),
            body,
            post_date=day,
            post_date_gmt=day,
            terms=[("category", f"section-{number % 8}", f"Section {number % 8}")],
            meta={"_thumbnail_id": str(stories + number)},
        )
        yield attachment(stories + number, f"2012/05/p{number}.jpg", caption=tongue.sentence(rng))
    yield TAIL


def _parts(
    tongue: Tongue, rng: Random, number: int, stories: int, *, blocks: bool
) -> Iterator[str]:
    for part in range(11):
        other = rng.randrange(1, stories + 1)
        words = [tongue.sentence(rng) for _ in range(7)]
        words[2] = f'<a href="https://old.example/?p={other}">{words[2]}</a>'
        words[4] = f"<strong>{words[4]}</strong>"
        text = " ".join(words)
        yield f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" if blocks else text
        if part == 3:
            yield f"<h2>{tongue.sentence(rng)}</h2>"
        elif part == 5:
            yield "<ul>" + "".join(f"<li>{tongue.sentence(rng)}</li>" for _ in range(5)) + "</ul>"
        elif part == 7:
            address = f"https://old.example/wp-content/uploads/2012/05/p{number}.jpg"
            image = f'<img src="{address}" alt="A" />'
            caption = f"{image} {tongue.sentence(rng)}"
            yield f'[caption id="x" width="300"]{caption}[/caption]'
        elif part == 9:
            yield f"<blockquote>{tongue.sentence(rng)}</blockquote>"
