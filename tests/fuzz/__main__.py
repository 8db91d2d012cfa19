"""Let atheris write what no editor would: `python -m tests.fuzz front-matter -runs=100000`.

Every target takes bytes and holds what comes out against what is promised of it; a traceback, a
broken promise or a single input that takes ten seconds ends the run, and leaves the input in
`.cache/fuzz/`. Options that begin with a hyphen are libFuzzer's. The corpus begins with what the
tests know to be hard, and grows in `.cache/fuzz/<target>/`.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["sitegen", "markdown_it", "mdit_py_plugins", "frontmatter"]
):
    from sitegen.config import read_config
    from sitegen.content.parse import ParseOptions, decode_body, decode_document, parse
    from sitegen.errors import ConfigError, Problem

from tests import golden
from tests.harmless import body_faults

ROOT = Path(__file__).parents[2]
FOUND = ROOT / ".cache" / "fuzz"
OPTIONS = ParseOptions("Europe/Berlin", "en", trust_html=False)
FRONT = b"---\nheadline: A\ndek: B\ndate: 2026-03-01\n"
SLOWEST = 10
"""Seconds that one input may take."""

LONGEST = 4096
"""Bytes of an input: what is slow shows in the growth that tests/test_hostile.py measures."""


def check_places(problems: Iterable[Problem], raw: bytes) -> None:
    """Raise AssertionError unless every problem stands in the file and says something."""
    lines = raw.count(b"\n") + 1
    for problem in problems:
        assert 1 <= problem.line <= lines, problem
        assert problem.column >= 1, problem
        assert problem.message, problem


def article(raw: bytes) -> None:
    """Parse a file as an article; what comes of it must be whole and harmless."""
    parsed = parse(raw, "article", OPTIONS)
    document, body = decode_document(parsed.document), decode_body(parsed.body)
    check_places(document.problems, raw)
    assert len(body.literals) == len(body.slots) + 1
    assert body_faults(body) == []


def front_matter(data: bytes) -> None:
    """Take the bytes for what follows the keys that every article has."""
    article(FRONT + data + b"\n---\nWords.\n")


def markdown(data: bytes) -> None:
    """Take the bytes for a body."""
    article(FRONT + b"---\n" + data)


def whole_file(data: bytes) -> None:
    """Take the bytes for a file of any kind."""
    for kind in ("article", "page", "author"):
        parsed = parse(data, kind, OPTIONS)
        check_places(decode_document(parsed.document).problems, data)


def site_toml(data: bytes) -> None:
    """Take the bytes for content/site.toml."""
    try:
        read_config(data, "content/site.toml")
    except ConfigError as error:
        check_places(error.problems, data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "front-matter": front_matter,
    "markdown": markdown,
    "file": whole_file,
    "site-toml": site_toml,
}


def seed(target: str, folder: Path) -> None:
    """Begin the corpus with the good newspaper and every broken one."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix = ".toml" if target == "site-toml" else ".md"
    files = (it for top in (golden.GOOD, golden.BROKEN) for it in top.rglob(f"*{suffix}"))
    for number, file in enumerate(sorted(files)):
        raw = file.read_bytes()
        parts = raw.split(b"\n---\n", 1)
        if target in {"front-matter", "markdown"} and len(parts) == 2:
            raw = parts[target == "markdown"]
        (folder / f"seed-{number:04}").write_bytes(raw[:LONGEST])


def main() -> None:
    """Fuzz one target until it fails, or until `-runs=` are done."""
    target = sys.argv[1] if len(sys.argv) > 1 else ""
    if target not in TARGETS:
        sys.exit(f"usage: python -m tests.fuzz {'|'.join(TARGETS)} [-runs=N] [-max_total_time=S]")
    corpus = FOUND / target
    seed(target, corpus)
    limits = [f"-max_len={LONGEST}", f"-timeout={SLOWEST}", f"-artifact_prefix={FOUND}/{target}-"]
    words = f"-dict={Path(__file__).with_name('words.dict')}"
    atheris.Setup([sys.argv[0], *limits, words, *sys.argv[2:], str(corpus)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
