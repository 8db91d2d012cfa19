"""The Nu Html Checker: every page and style sheet follows the standards."""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote

from tests.judge import npm

NAME = "Nu Html Checker"
NEEDS: tuple[str, ...] = ("java", "npm")

NEWER = (
    *("anchor-name", "anchor(--", "“--place”", "scroll-target-group", ":target-current"),
    "scroll-initial-target",
    *("“container-type”", "“@container”", "“paint-order”", "“vector-effect”", "“r”"),
)
"""What the checker's own grammar of CSS does not know yet: CSS Anchor Positioning Level 1, from
which `--place` is reckoned, scroll markers of CSS Overflow Level 5, CSS Scroll Snap Level 2,
container queries, and what SVG 2 has as properties. Browsers that do not know them either leave
them out.
"""


def run(site: Path) -> list[str]:
    if not any(site.rglob("*.html")):
        return [f"{site} has no pages"]
    jar = npm.installed() / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # One run over the folder: starting Java takes longer than checking hundreds of pages.
    options = ["--format", "json", "--stdout", "--errors-only", "--skip-non-html"]
    command = ["java", "-jar", str(jar), *options, "--also-check-css", str(site)]
    check = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    try:
        messages = json.loads(check.stdout)["messages"]
    except ValueError:
        return [f"ended with code {check.returncode}: {check.stdout}{check.stderr}"]
    faults = [
        f"{unquote(fault['url']).removeprefix(f'file:{site}')}:{fault.get('lastLine', '')}:"
        f" {fault['message']} [{fault.get('extract', '').strip()}]"
        for fault in messages
        if not _is_newer(fault["message"])
    ]
    if check.returncode and not messages:
        return [f"ended with code {check.returncode}: {check.stderr}"]
    return faults


def _is_newer(message: str) -> bool:
    return message.startswith("CSS: ") and any(it in message for it in NEWER)
