"""axe: pages of each kind and language are free of violations, small and large, light and dark."""

from itertools import product
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.browser import open_chromium
from tests.judge.equal_access import one_of_each_kind
from tests.serving import served

NAME = "axe"
NEEDS: tuple[str, ...] = ()

WIDTHS = (360, 1280)
SCHEMES: tuple[Any, ...] = ("light", "dark")


def run(site: Path) -> list[str]:
    found = []
    with served(site) as address, open_chromium() as browser:
        for width, scheme in product(WIDTHS, SCHEMES):
            size: Any = {"width": width, "height": 900}
            # axe is put into the page, which no policy of a paper would let in.
            context = browser.new_context(bypass_csp=True, viewport=size, color_scheme=scheme)
            page = context.new_page()
            for path in one_of_each_kind(site):
                page.goto(f"{address}/{path}")
                found += [
                    f"{path} at {width}, {scheme}: {it['help']} [{node['html'][:120]}]"
                    for it in Axe().run(page).response["violations"]
                    for node in it["nodes"]
                ]
            context.close()
    return found
