"""Links: every address within a site leads to a file of it, and to an anchor that is there."""

import re
from pathlib import Path

from tests.html import dead_links

NAME = "Links"
NEEDS: tuple[str, ...] = ()

CANONICAL = re.compile(r'<link rel="canonical" href="(https?://[^/"]+/)')


def run(site: Path) -> list[str]:
    files = (it for it in site.rglob("*") if it.is_file())
    tree = {it.relative_to(site).as_posix(): it.read_bytes() for it in files}
    base = CANONICAL.search(tree["index.html"].decode())
    return dead_links(tree, base[1]) if base else ["the front page does not say where it lies"]
