"""Pages of the reference, made from what the code says of itself. `make docs` writes them.

They are not kept: what is made each time cannot go stale. Messages are those of `sitegen help`,
blocks those of the sample paper, with the files that they show.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.content.kinds import KINDS
from sitegen.content.markdown.blocks import BLOCKS
from sitegen.messages import messages
from sitegen.reference import BLOCK_MEANINGS, SITE_TOML, Entry, entries

ROOT = Path(__file__).parent.parent
FOLDER = "content/pages/reference"


def pages() -> Iterator[tuple[str, str]]:
    """Yield the pages by name."""
    known = list(entries())
    yield (
        "keys",
        page(
            "Keys of files",
            "Every key of a front matter, and every block",
            [
                part
                for it in KINDS.values()
                for part in (f"## Of {it.called}", *table(known, it.called))
            ],
            ["## Blocks", *table(known, "the text of an article", *blocks(known))],
        ),
    )
    yield (
        "settings",
        page("Keys of site.toml", "Every key of the newspaper itself", table(known, SITE_TOML)),
    )
    yield (
        "blocks",
        page(
            "Blocks, shown",
            "Each block as it is written, and as readers see it",
            [line for it in BLOCKS for line in shown(it, example(it).text)],
        ),
    )
    yield (
        "messages",
        page("Messages", "What sitegen says of mistakes, and what to do", list(told())),
    )


def page(title: str, dek: str, *parts: list[str]) -> str:
    lines = [
        "---",
        f"title: {title}",
        f"dek: {dek}",
        "---",
        "",
        *(it for part in parts for it in part),
    ]
    return "\n".join([*lines, ""])


def blocks(known: list[Entry]) -> list[str]:
    return list(dict.fromkeys(it.where for it in known if it.where.startswith("`:::")))


def table(known: list[Entry], *places: str) -> list[str]:
    rows = []
    for it in known:
        if it.where in places:
            default = "required" if it.is_required else code(it.default)
            rows.append(f"| `{it.name}` | {cell(it.meaning)} | {default} |")
    return ["", "| Key | What it is for | Default |", "|---|---|---|", *rows, ""]


def cell(text: str) -> str:
    """Return a text as a cell of a table, in which nothing is markup but code."""
    return (
        re.sub(r"([<>*_\[\]{}|])", r"\\\1", text) if "`" not in text else text.replace("|", "\\|")
    )


def code(text: str) -> str:
    return f"`{text}`" if text else ""


def told() -> Iterator[str]:
    """Yield a line for each message, with its cure."""
    yield "What stands in code here is an example: it is what somebody wrote."
    yield ""
    for it in messages():
        yield f"- {plain(it.said)}" + (f"\\\n  *{plain(it.cure)}*" if it.cure else "")
    yield ""


def plain(text: str) -> str:
    """Return a message as Markdown that reads as it was said."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(
        it if it.startswith("`") else re.sub(r"([\\<>*_\[\]#&~|])", r"\\\1", it) for it in pieces
    )


class Example(NamedTuple):
    """A block of the sample paper, and the files beside its story."""

    text: str
    folder: Path


def example(name: str) -> Example:
    """Return the first block of this name in a story in the paper's own language."""
    block = re.compile(rf"^::: {name}\b.*?^:::$", re.MULTILINE | re.DOTALL)
    for file in sorted((ROOT / "content/articles").rglob("*.md")):
        text = file.read_text("utf-8")
        found = block.search(text)
        if found and "\nlang:" not in text:
            return Example(found[0], file.parent)
    raise LookupError(name)


def shown(name: str, text: str) -> list[str]:
    """Return a block as it is written and as it is shown: docs.css sets them side by side."""
    lines = text.split("\n")
    return [
        f"## {name.title()}",
        "",
        f"{BLOCK_MEANINGS[name]}.",
        "",
        "```block",
        *lines,
        "```",
        "",
        *lines,
        "",
    ]


_FILE = re.compile(r"^(?:::: (?:figure|chart)|poster:|dark:) (\S+\.\S+)$", re.MULTILINE)


def write_examples(docs: Path) -> None:
    """Copy what the blocks show, pictures, numbers and boundaries, to where the page is."""
    for name in BLOCKS:
        text, folder = example(name)
        for word in _FILE.findall(text):
            places = (folder / word, ROOT / "content/images" / word, ROOT / "content/data" / word)
            source = next(it for it in places if it.exists())
            shutil.copy(source, (docs / FOLDER / word).resolve())
    shutil.copytree(ROOT / "content/maps", docs / "content/maps", dirs_exist_ok=True)
    shutil.copy(ROOT / "content/maps.toml", docs / "content/maps.toml")


def write(docs: Path) -> None:
    """Write the pages into a folder of documentation."""
    write_examples(docs)
    for name, text in pages():
        file = docs / FOLDER / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
