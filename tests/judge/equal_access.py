"""IBM's Equal Access engine: pages of each kind and language violate no rule of WCAG 2.2."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser import open_chromium
from tests.judge import npm
from tests.serving import served

NAME = "IBM Equal Access"
NEEDS: tuple[str, ...] = ("npm",)

WIDTHS = (390, 1280)

# What the engine only recommends, or asks a person to look at, is no fault.
CHECK = """async () => {
  const { results } = await new ace.Checker().check(document, ["WCAG_2_2"]);
  return results.filter(({ value: [level, result] }) => level === "VIOLATION" && result === "FAIL")
    .map(({ ruleId, message, snippet }) => [ruleId, message, snippet]);
}"""

KIND = re.compile(r'<html lang="([^"]*)"[^>]*>.*<body class="([^"]*)"', re.DOTALL)


def run(site: Path) -> list[str]:
    engine = npm.installed() / "accessibility-checker-engine" / "ace.js"
    script = engine.read_text(encoding="utf-8")
    with served(site) as address, open_chromium() as browser:
        return [
            f"{path} at {width}: {fault}"
            for path in one_of_each_kind(site)
            for width in WIDTHS
            for fault in _faults(browser, f"{address}/{path}", width, script)
        ]


def one_of_each_kind(site: Path) -> list[str]:
    """Return the largest page of each kind in each language: it has most of what can be wrong."""
    largest: dict[tuple[str, ...], tuple[int, str]] = {}
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        if kind := KIND.search(html):
            path = file.relative_to(site).as_posix()
            largest[kind.groups()] = max(largest.get(kind.groups(), (0, "")), (len(html), path))
    return sorted(path for _, path in largest.values())


def _faults(browser: Browser, address: str, width: int, script: str) -> list[str]:
    size: Any = {"width": width, "height": 900}
    # The engine is put into the page, which no policy of a paper would let in.
    context = browser.new_context(bypass_csp=True, viewport=size)
    page = context.new_page()
    page.goto(address)
    page.evaluate(script)
    found = page.evaluate(CHECK)
    context.close()
    return [f"{message} [{snippet}] ({rule})" for rule, message, snippet in found]
