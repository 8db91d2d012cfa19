#!/usr/bin/env bash
# A drawing with a word in two pieces, as programs write it where letters are moved or coloured.
# Expected: py_svg_hush, which takes out what could run, leaves the word: "Newcastle".
# Happens: it indents within <text>, where white space is text, so readers see "New castle".
# Versions: py-svg-hush 0.3.0.
# Matters for labels of maps and charts: most programs write one <tspan> for each run of letters.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check py-svg-hush==0.3.0
"$folder/venv/bin/python" - <<'EOF'
import sys
from xml.etree import ElementTree

from py_svg_hush import filter_svg

SPACE = "http://www.w3.org/2000/svg"
DRAWING = f'<svg xmlns="{SPACE}"><text><tspan>New</tspan><tspan>castle</tspan></text></svg>'


def shown(svg):
    """Return a text as SVG collapses its white space: to one blank, and none at the ends."""
    text = ElementTree.fromstring(svg).find(f"{{{SPACE}}}text")
    return " ".join("".join(text.itertext()).split())


before, after = shown(DRAWING), shown(filter_svg(DRAWING.encode(), {}))
print("before:", before)
print("after: ", after)
sys.exit(0 if (before, after) == ("Newcastle", "New castle") else 1)
EOF
